"""Importing pairs for spelling correction: onto paragraphs that hold the wrong text, or as an issue of their own.

What is to be done is planned first; doing it is one step. A pair that has no place is listed with the reason.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.csc import Pair, read_pairs
from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.issue import Issue
from annotator.model.operations import Operation, ReplaceSeries
from annotator.model.operations.text import Replacement
from annotator.model.origin import REPLACE, signed
from annotator.model.page import Page
from annotator.services.label_exchange.label_files import decoded
from annotator.services.label_exchange.label_planning import Reason
from annotator.services.project.session import Session, new_id
from annotator.text.align import align


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A pair that has no place: its number from 1 on, and why."""

    record: int
    reason: Reason
    text: str


@dataclass(frozen=True, slots=True)
class PairPlan:
    """What an import would do.

    Attributes:
        operations: operations by issue.
        corrections: how many places are corrected.
        left_out: the pairs that have no place.
    """

    operations: dict[str, tuple[Operation, ...]]
    corrections: int
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class PairFile:
    """A file of pairs that was read: the pairs, and the numbers of the records that make none."""

    path: Path
    pairs: tuple[Pair, ...]
    wrong: tuple[int, ...]


def read_pair_file(path: Path) -> PairFile:
    """Read a file of pairs in any of the five dialects.

    Raises:
        UserError: it cannot be read, or holds no pair.
    """
    try:
        pairs, wrong = read_pairs(decoded(path.read_bytes()))
    except FileNotFoundError as error:
        raise UserError("import.missing", file=str(path)) from error
    except OSError as error:
        raise UserError("import.unreadable", file=path.name, reason=error.strerror or str(error)) from error
    except json.JSONDecodeError as error:
        raise UserError("pairs.nothing", file=path.name) from error
    return PairFile(path, tuple(pairs), tuple(wrong))


def _silent(_: float) -> None:
    pass


class _Texts:
    """The paragraphs of issues as one text, in which a sentence is found at the speed of ``str.find``."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self._blocks = [
            (issue.id, block.id)
            for issue in issues
            for name in issue.order
            for block in issue.blocks_of(name)
        ]
        held = {issue.id: issue for issue in issues}
        texts = [held[issue].blocks[block].text for issue, block in self._blocks]
        self._whole = _APART.join(texts)
        self._starts = [0, *accumulate(len(text) + len(_APART) for text in texts)]

    def places(self, wanted: str, most: int) -> list[tuple[str, str, int]]:
        """Return up to ``most`` places of a text: issue, block, and where in its text."""
        found: list[tuple[str, str, int]] = []
        at = self._whole.find(wanted)
        while at >= 0 and len(found) < most:
            number = bisect_right(self._starts, at) - 1
            found.append((*self._blocks[number], at - self._starts[number]))
            at = self._whole.find(wanted, at + 1)
        return found


_APART = "\0\n\0"
"""What stands between two paragraphs; no sentence holds it."""


def plan_pairs_onto(
    issues: Sequence[Issue], pairs: Sequence[Pair], who: str = "", tell: Callable[[float], None] = _silent
) -> PairPlan:
    """Return what correcting the paragraphs that hold the wrong texts would do.

    A wrong text must stand in exactly one place, or its right text already does.

    Args:
        issues: whose paragraphs may be meant.
        pairs: the pairs.
        who: who corrects.
        tell: called with the share in [0, 1] that is done; may raise to stop.
    """
    texts = _Texts(issues)
    places: dict[str, list[Replacement]] = {}
    taken: dict[tuple[str, str], list[tuple[int, int]]] = {}
    left_out = []
    for number, pair in enumerate(pairs, start=1):
        if number % _BETWEEN == 0:
            tell(number / len(pairs))
        found = texts.places(pair.source, 2)
        reason = _reason(pair, found, texts)
        if reason is None:
            issue, block, at = found[0]
            held = taken.setdefault((issue, block), [])
            if any(start < at + len(pair.source) and at < end for start, end in held):
                reason = Reason.OVERLAP
            else:
                held.append((at, at + len(pair.source)))
                places.setdefault(issue, []).extend(_replacements(block, at, pair))
        if reason is not None:
            left_out.append(LeftOut(number, reason, pair.source[:40]))
    return _plan(places, who, left_out)


_BETWEEN = 50
"""Pairs after which is told how far it is."""


def _reason(pair: Pair, found: Sequence[object], texts: _Texts) -> Reason | None:
    if pair.source == pair.target:
        return Reason.PRESENT
    if not found:
        return Reason.PRESENT if texts.places(pair.target, 1) else Reason.ARTICLE
    return Reason.AMBIGUOUS if len(found) > 1 else None


def _replacements(block: str, at: int, pair: Pair) -> list[Replacement]:
    """Return the places at which a pair differs, as replacements in a block."""
    return [
        Replacement(
            block,
            at + each.old_start,
            at + each.old_end,
            pair.source[each.old_start : each.old_end],
            pair.target[each.new_start : each.new_end],
        )
        for each in align(pair.source, pair.target).pairs
        if each.kind != "equal"
    ]


def plan_new_pairs(name: str, pairs: Sequence[Pair], who: str = "") -> tuple[Issue, PairPlan]:
    """Return a new issue with one article, a paragraph for each wrong text, and what corrects them."""
    raw = "\n".join(pair.source for pair in pairs)
    page = Page("p1", name, raw)
    blocks, places, at = {}, [], 0
    for number, pair in enumerate(pairs, start=1):
        run = Run(page.id, at, at + len(pair.source))
        block = build_block(f"b{number}", Role.BODY, [run], {page.id: page})
        blocks[block.id] = block
        places += _replacements(block.id, 0, pair)
        at += len(pair.source) + 1
    articles = {
        "a1": Article("a1", Kind.ARTICLE, tuple(blocks)),
        FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
        UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
    }
    issue = Issue(new_id("i"), name, {page.id: page}, articles, ("a1",), blocks)
    return issue, _plan({issue.id: places}, who, ())


def _plan(places: dict[str, list[Replacement]], who: str, left_out: Iterable[LeftOut]) -> PairPlan:
    origin = signed(REPLACE, who)
    operations: dict[str, tuple[Operation, ...]] = {
        issue: (ReplaceSeries(tuple(found), origin),) for issue, found in places.items() if found
    }
    return PairPlan(operations, sum(map(len, places.values())), tuple(left_out))


def import_pairs(session: Session, plan: PairPlan, issue: Issue | None = None) -> None:
    """Do what was planned as one step; a new issue is added first.

    Raises:
        OperationError: the paragraphs are others by now.
        UserError: the project is read-only or cannot be written.
    """
    if issue is not None:
        session.add_issue(issue)
    session.perform_all(plan.operations)
