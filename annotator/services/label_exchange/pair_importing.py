"""Importing pairs for spelling correction: onto paragraphs that hold the wrong text, or as an issue of their own.

What is to be done is planned first; doing it is one step. A pair that has no place is listed with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.formats.csc import Pair
from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.issue import Issue
from annotator.model.operations import Operation, ReplaceSeries
from annotator.model.operations.text import Replacement
from annotator.model.origin import REPLACE, signed
from annotator.model.page import Page
from annotator.services.label_exchange.label_importing import Reason
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


def plan_pairs_onto(issues: Iterable[Issue], pairs: Sequence[Pair], who: str = "") -> PairPlan:
    """Return what correcting the paragraphs that hold the wrong texts would do.

    A wrong text must stand in exactly one place, or its right text already does.
    """
    texts = [
        (issue.id, block.id, block.text)
        for issue in issues
        for name in issue.order
        for block in issue.blocks_of(name)
    ]
    places: dict[str, list[Replacement]] = {}
    taken: dict[tuple[str, str], list[tuple[int, int]]] = {}
    left_out = []
    for number, pair in enumerate(pairs, start=1):
        found = [(issue, block, at) for issue, block, text in texts for at in _places(text, pair.source)]
        reason = _reason(pair, found, (text for *_, text in texts))
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


def _reason(pair: Pair, found: Sequence[object], texts: Iterable[str]) -> Reason | None:
    if pair.source == pair.target:
        return Reason.PRESENT
    if not found:
        return Reason.PRESENT if any(pair.target in text for text in texts) else Reason.ARTICLE
    return Reason.AMBIGUOUS if len(found) > 1 else None


def _places(text: str, wanted: str) -> Iterable[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


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
