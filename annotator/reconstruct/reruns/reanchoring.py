"""From a new reconstruction and the present state to the state after a re-run (promise 6).

What people wrote, labelled and decided is found again through raw positions. What was found unchanged keeps its id;
what could not be found is listed, and stands among the decisions until a person has dealt with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from annotator.model.anchoring import Locator
from annotator.model.article import Article, Block, Kind, Run, build_block
from annotator.model.decision import Decision, DecisionKind, DecisionStatus, Jump
from annotator.model.issue import Issue
from annotator.model.origin import is_correction
from annotator.model.page import Page, RawRange
from annotator.model.progress import Progress, earlier
from annotator.model.rulings.rulings import Anchor, Ruling, extent_of, first_of, subject_of
from annotator.reconstruct.reruns.galley import Galley
from annotator.reconstruct.reruns.losses import Lost, LostKind
from annotator.reconstruct.reruns.relocating import Marks
from annotator.reconstruct.reruns.transplanting import Transplanter
from annotator.reconstruct.reruns.units import Holder, Unit

NewId = Callable[[str], str]
"""Makes an identifier with a prefix that nothing of the issue has, or had."""

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Reanchored:
    """The issue after a re-run, and what could not be kept."""

    issue: Issue
    lost: tuple[Lost, ...]


def reanchor(
    present: Issue,
    rebuilt: Issue,
    rulings: Sequence[Ruling],
    unmet: Sequence[Ruling],
    new_id: NewId,
    *,
    lost: Sequence[Lost] = (),
) -> Reanchored:
    """Return a new reconstruction with everything in it that people did in the present state.

    Args:
        present: the issue as it is.
        rebuilt: what reconstruction makes of the same pages now, rulings carried out.
        rulings: what people decided, in order.
        unmet: the rulings that could not be carried out.
        new_id: makes identifiers.
        lost: what had been lost before, to be listed with the rest.
    """
    galley = Galley(rebuilt)
    moved = Transplanter(present, galley, rulings)
    moved.run()
    names = _Names(present, galley, moved, new_id)
    issue = _made_up(present, galley, names)
    sources = {unit.source: name for unit, name in names.units.items() if unit.source is not None}
    marks = Marks(present, issue)
    marks.lost += lost
    marks.lost += [_lost_run(block, number, marks, present.pages) for block, number in moved.lost]
    marks.lost += [marks.lost_ruling(subject_of(ruling)) for ruling in unmet if subject_of(ruling)]
    flags, pieces = marks.flags(), marks.pieces()
    labels = marks.document_labels()
    decisions = _decisions(present, rebuilt, issue, sources, marks, new_id)
    repairs, listed = _repairs(issue, marks.lost, decisions, new_id)
    issue = replace(
        issue,
        flags=_shared(flags, present.flags),
        pieces=_shared(pieces, present.pieces),
        document_labels=_shared(labels, present.document_labels),
        decisions=_shared(decisions | repairs, present.decisions),
        jumps=_jumps(present, rebuilt, sources, new_id),
    )
    return Reanchored(issue, listed)


def _made_up(present: Issue, galley: Galley, names: _Names) -> Issue:
    """Return the present issue with the articles and blocks that stand in a galley."""
    articles = [
        Article(
            names.holders[holder],
            holder.kind,
            tuple(names.units[unit] for unit in holder.units),
            names.progress.get(holder, Progress()),
        )
        for holder in galley.holders()
    ]
    return replace(
        present,
        articles={article.id: article for article in articles},
        order=tuple(names.holders[holder] for holder in galley.articles),
        blocks={name: _block(unit, name, present, galley) for unit, name in names.units.items()},
    )


def _shared(new: Mapping[str, Value], old: Mapping[str, Value]) -> dict[str, Value]:
    """Return entries with the old values in place of equal ones, empty ones left out."""
    return {key: old[key] if old.get(key) == value else value for key, value in new.items() if value}


class _Names:
    """Ids of units and containers: of what they share the most raw text with in the present state, else new ones."""

    def __init__(self, present: Issue, galley: Galley, moved: Transplanter, new_id: NewId) -> None:
        where = {block: article.id for article in present.articles.values() for block in article.blocks}
        locator = Locator(present.blocks.values())
        blocks: dict[tuple[Unit, str], int] = {}
        articles: dict[tuple[Holder, str], int] = {}
        for unit in galley.units():
            for run in unit.runs:
                for block, size in locator.shares(run):
                    blocks[unit, block] = blocks.get((unit, block), 0) + size
                    pair = unit.home, where[block]
                    articles[pair] = articles.get(pair, 0) + size
        fixed = {galley.furniture, galley.tray}
        kept = {holder: holder.source or "" for holder in fixed} | moved.homes
        free = {
            pair: size
            for pair, size in articles.items()
            if pair[0] not in kept and pair[1] not in kept.values()
        }
        # An article is as far as the least read of what it is made of.
        self.progress: dict[Holder, Progress] = {}
        for holder, article in articles:
            if holder.kind is Kind.ARTICLE:
                part = present.articles[article].progress
                self.progress[holder] = earlier(self.progress.get(holder, part), part)
        self.progress |= {holder: present.articles[name].progress for holder, name in moved.homes.items()}
        self.holders: dict[Holder, str] = kept | _matched(free)
        self.units: dict[Unit, str] = moved.carried | _matched(
            {pair: size for pair, size in blocks.items() if pair[0] not in moved.carried}
        )
        for holder in galley.holders():
            if holder not in self.holders:
                self.holders[holder] = new_id("a")
            for unit in holder.units:
                if unit not in self.units:
                    self.units[unit] = new_id("b")
        present_units = set(galley.units())
        self.units = {unit: name for unit, name in self.units.items() if unit in present_units}


def _matched(shares: Mapping[tuple[Key, str], int]) -> dict[Key, str]:
    """Return one name for each key, none twice, the largest shares first (the first of equals)."""
    matched: dict[Key, str] = {}
    taken: set[str] = set()
    for (key, name), _ in sorted(shares.items(), key=lambda entry: -entry[1]):
        if key not in matched and name not in taken:
            matched[key] = name
            taken.add(name)
    return matched


def _block(unit: Unit, name: str, present: Issue, galley: Galley) -> Block:
    runs = _merged(unit.runs)
    old = present.blocks.get(name)
    if old is not None and (old.role, old.runs) == (unit.role, runs):
        return old
    return build_block(name, unit.role, runs, galley.pages)


def _merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Join what was cut for nothing; what people wrote stays in the runs it was written in, so that labels find it."""
    merged: list[Run] = []
    for run in runs:
        before = merged[-1] if merged else None
        if (
            before is not None
            and before.text == run.text in (None, "")
            and before.origin == run.origin
            and not is_correction(run.origin)
            and (before.page, before.end) == (run.page, run.start)
        ):
            merged[-1] = replace(before, end=run.end)
        else:
            merged.append(run)
    return tuple(merged)


def _lost_run(block: Block, number: int, marks: Marks, pages: Mapping[str, Page]) -> Lost:
    run = block.runs[number]
    near = marks.block_at(first_of(extent_of(block), pages))
    return Lost(LostKind.CORRECTION, RawRange(run.page, run.start, run.end), run.text or "", near)


def _main(issue: Issue, blocks: Sequence[str]) -> Anchor | None:
    """Return the first character of the first block of a decision or jump."""
    anchors = (first_of(extent_of(issue.blocks[key]), issue.pages) for key in blocks if key in issue.blocks)
    return next((anchor for anchor in anchors if anchor is not None), None)


def _decisions(
    present: Issue,
    rebuilt: Issue,
    issue: Issue,
    sources: Mapping[str, str],
    marks: Marks,
    new_id: NewId,
) -> dict[str, Decision]:
    """Return decided decisions as they were, and the open ones as reconstruction sees them now."""
    decisions: dict[str, Decision] = {}
    ids: dict[tuple[DecisionKind, Anchor | None], str] = {}
    for old in present.decisions.values():
        key = old.kind, _main(present, old.blocks)
        if old.status is DecisionStatus.OPEN and old.kind is not DecisionKind.REPAIR:
            ids.setdefault(key, old.id)
            continue
        blocks = [marks.block_at(_main(present, (block,))) or block for block in old.blocks]
        kept = tuple(dict.fromkeys(block for block in blocks if block in issue.blocks))
        decisions[old.id] = old if kept == old.blocks else replace(old, blocks=kept)
        ids[key] = ""
    for decision in rebuilt.decisions.values():
        key = decision.kind, _main(rebuilt, decision.blocks)
        name = ids.get(key)
        if name == "":
            continue
        name = name or new_id("d")
        blocks = [sources[block] for block in decision.blocks if block in sources]
        ids[key] = ""
        decisions[name] = replace(decision, id=name, blocks=tuple(dict.fromkeys(blocks)))
    return decisions


def _repairs(
    issue: Issue, lost: Iterable[Lost], known: Mapping[str, Decision], new_id: NewId
) -> tuple[dict[str, Decision], tuple[Lost, ...]]:
    """Return decisions for what is lost and not known as such from an earlier re-run, and which that is."""
    repairs: dict[str, Decision] = {}
    told = {(entry.reason, entry.values, entry.blocks) for entry in known.values()}
    new: list[Lost] = []
    for entry in lost:
        blocks = (entry.block,) if entry.block is not None and entry.block in issue.blocks else ()
        key = f"repair.{entry.kind}", (entry.text,), blocks
        if key in told:
            continue
        name = new_id("d")
        new.append(entry)
        repairs[name] = Decision(name, DecisionKind.REPAIR, 0.0, *key)
    return repairs, tuple(new)


def _jumps(present: Issue, rebuilt: Issue, sources: Mapping[str, str], new_id: NewId) -> dict[str, Jump]:
    ids = {_ends(present, jump): jump.id for jump in present.jumps.values()}
    jumps: dict[str, Jump] = {}
    for jump in rebuilt.jumps.values():
        name = ids.pop(_ends(rebuilt, jump), "") or new_id("j")
        source = sources.get(jump.source) if jump.source else None
        target = sources.get(jump.target) if jump.target else None
        if source is not None or target is not None:
            jumps[name] = replace(jump, id=name, source=source, target=target)
    return _shared(jumps, present.jumps)


def _ends(issue: Issue, jump: Jump) -> tuple[Anchor | None, Anchor | None]:
    return (
        _main(issue, (jump.source,)) if jump.source else None,
        _main(issue, (jump.target,)) if jump.target else None,
    )
