"""From a new reconstruction and the present state to the state after a re-run (promise 6).

What people wrote, labelled and decided is found again through raw positions. What was found unchanged keeps its id;
what could not be found is listed, and stands among the decisions until a person has dealt with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from annotator.model.anchoring import Locator
from annotator.model.article import Article, Block, Kind, Run, build_block
from annotator.model.decision import Decision, DecisionKind, DecisionStatus, Jump
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.labels import DocumentLabel, LabelPiece, unite_document_labels
from annotator.model.marks import sort_flags, sort_pieces, unite_pieces
from annotator.model.origin import is_correction
from annotator.model.page import Page, RawRange
from annotator.model.progress import Progress, earlier
from annotator.model.provenance import Place, raw_caret, raw_ranges
from annotator.model.rulings import Anchor, Extent, Ruling, extent_of, first_of, subject_of
from annotator.reconstruct.galley import Galley, Holder, Unit
from annotator.reconstruct.transplanting import Transplanter
from annotator.text.widths import is_blank

NewId = Callable[[str], str]
"""Makes an identifier with a prefix that nothing of the issue has, or had."""

Key = TypeVar("Key")
Value = TypeVar("Value")


class LostKind(StrEnum):
    """What was not found again.

    With a new reading of a page too: ``READING``, a place where it has neither what was there nor what the person
    wrote, which stays; ``PROOFREAD``, an article that was proofread and reads otherwise now.
    """

    CORRECTION = "correction"
    LABEL = "label"
    LABEL_TEXT = "label_text"
    DOCUMENT_LABEL = "document_label"
    FLAG = "flag"
    RULING = "ruling"
    READING = "reading"
    PROOFREAD = "proofread"


@dataclass(frozen=True, slots=True)
class Lost:
    """Something a person did that a re-run could not keep as it was.

    Attributes:
        kind: what it is; ``LABEL_TEXT``: the label is in its place, but the text under it reads otherwise now.
        place: where it stood in the raw text.
        text: the text it was on, or that was written; for labels of an article their ids and its first block's text.
        block: the block now nearest to that place, or None.
    """

    kind: LostKind
    place: RawRange
    text: str
    block: str | None


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
    blocks = {name: _block(unit, name, present, galley) for unit, name in names.units.items()}
    articles = [
        Article(
            names.holders[holder],
            holder.kind,
            tuple(names.units[unit] for unit in holder.units),
            names.progress.get(holder, Progress()),
        )
        for holder in galley.holders()
    ]
    sources = {unit.source: name for unit, name in names.units.items() if unit.source is not None}
    issue = replace(
        present,
        articles={article.id: article for article in articles},
        order=tuple(names.holders[holder] for holder in galley.articles),
        blocks=blocks,
    )
    marks = _Marks(present, issue)
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


class _Marks:
    """Flags and label spans on their way from the present blocks to the new ones."""

    def __init__(self, present: Issue, issue: Issue) -> None:
        self.lost: list[Lost] = []
        self._present = present
        self._issue = issue
        self._same = {
            key
            for key, block in present.blocks.items()
            if (new := issue.blocks.get(key)) is not None and new.runs == block.runs
        }
        self._locator = Locator(issue.blocks.values())

    def flags(self) -> dict[str, tuple[Flag, ...]]:
        """Return the flags that are found again with their text; decided ones that are not are listed."""
        found: dict[str, list[Flag]] = {}
        for key, flags in self._present.flags.items():
            if key in self._same:
                found.setdefault(key, []).extend(flags)
                continue
            for flag in flags:
                place = self._flag_place(self._present.blocks[key], flag)
                if place is not None:
                    moved = replace(flag, start=place.start, end=place.end)
                    found.setdefault(place.block, []).append(moved)
                elif flag.status is not FlagStatus.OPEN:
                    self.list_lost(LostKind.FLAG, key, flag.start, flag.end)
        return {key: sort_flags(flags) for key, flags in found.items()}

    def _flag_place(self, block: Block, flag: Flag) -> Place | None:
        if flag.start == flag.end:
            return self._locator.caret(block, flag.start)
        places = self._locator.places(block, flag.start, flag.end)
        if len(places) != 1:
            return None
        text = self._issue.blocks[places[0].block].text[places[0].start : places[0].end]
        return places[0] if text == flag.text else None

    def pieces(self) -> dict[str, tuple[LabelPiece, ...]]:
        """Return the pieces of all label spans; a span whose text is not found keeps an empty one, and is listed."""
        found: dict[str, list[LabelPiece]] = {}
        old: dict[str, list[str]] = {}
        changed: dict[str, tuple[str, int, int]] = {}
        for article in self._present.articles.values():
            for key in article.blocks:
                for piece in self._present.pieces.get(key, ()):
                    text = self._present.blocks[key].text[piece.start : piece.end]
                    old.setdefault(piece.span, []).append(text)
                    if key in self._same:
                        found.setdefault(key, []).append(piece)
                        continue
                    changed.setdefault(piece.span, (key, piece.start, piece.end))
                    for place in self._piece_places(self._present.blocks[key], piece):
                        moved = LabelPiece(piece.span, place.start, place.end)
                        if moved not in found.setdefault(place.block, []):
                            found[place.block].append(moved)
        self._check_spans(found, old, changed)
        return {key: unite_pieces(pieces) for key, pieces in found.items()}

    def document_labels(self) -> dict[str, tuple[DocumentLabel, ...]]:
        """Return the labels of whole articles; those of an article that is no more go where most of its text is."""
        kinds = {article.id: article.kind for article in self._issue.articles.values()}
        held = {key: labels for key, labels in self._present.document_labels.items() if key in kinds}
        for key, labels in self._present.document_labels.items():
            if key in kinds:
                continue
            heir = self._heir(key)
            if heir is None or kinds[heir] is not Kind.ARTICLE:
                self._list_lost_labels(key, labels)
            else:
                held[heir] = unite_document_labels(held.get(heir, ()), labels)
        return held

    def _list_lost_labels(self, article_id: str, labels: Iterable[DocumentLabel]) -> None:
        block_id = self._present.articles[article_id].blocks[0]
        self.list_lost(LostKind.DOCUMENT_LABEL, block_id, 0, len(self._present.blocks[block_id].text))
        names = "、".join(entry.label for entry in labels)
        self.lost[-1] = replace(self.lost[-1], text=f"{names} {self.lost[-1].text}")

    def _heir(self, article_id: str) -> str | None:
        """Return the container that has most of the raw text of a present article, or None."""
        homes = {block: article.id for article in self._issue.articles.values() for block in article.blocks}
        sizes: dict[str, int] = {}
        for block in self._present.blocks_of(article_id):
            for run in block.runs:
                for name, size in self._locator.shares(run):
                    sizes[homes[name]] = sizes.get(homes[name], 0) + size
        return max(sizes, key=lambda name: sizes[name], default=None)

    def _piece_places(self, block: Block, piece: LabelPiece) -> list[Place]:
        places: list[Place] = []
        for place in self._locator.places(block, piece.start, piece.end):
            before = places[-1] if places else None
            if before is not None and before.block == place.block and before.end < place.start:
                between = self._issue.blocks[place.block].text[before.end : place.start]
                if all(is_blank(character) for character in between):
                    places[-1] = Place(place.block, before.start, place.end)
                    continue
            places.append(place)
        if places:
            return places
        caret = self._locator.caret(block, piece.start)
        if caret is None:
            first = next(iter(self._issue.blocks))
            caret = Place(first, 0, 0)
        return [caret]

    def _check_spans(
        self,
        found: Mapping[str, Sequence[LabelPiece]],
        old: Mapping[str, Sequence[str]],
        changed: Mapping[str, tuple[str, int, int]],
    ) -> None:
        """List the spans that lost their text, and those whose text reads otherwise now."""
        new: dict[str, list[str]] = {}
        for article in self._issue.articles.values():
            for key in article.blocks:
                for piece in sort_pieces(found.get(key, ())):
                    new.setdefault(piece.span, []).append(
                        self._issue.blocks[key].text[piece.start : piece.end]
                    )
        for span, place in changed.items():
            before, after = (_letters("".join(texts.get(span, ()))) for texts in (old, new))
            if sorted(before) == sorted(after):
                continue
            self.list_lost(LostKind.LABEL_TEXT if after else LostKind.LABEL, *place)

    def list_lost(self, kind: LostKind, block_id: str, start: int, end: int) -> None:
        """List something that stood on a range of a present block."""
        block = self._present.blocks[block_id]
        ranges = raw_ranges(block, start, end)
        place = ranges[0] if ranges else raw_caret(block, start)
        caret = self._locator.caret(block, start)
        near = block_id if block_id in self._same else caret.block if caret is not None else None
        self.lost.append(Lost(kind, place, block.text[start:end], near))

    def lost_ruling(self, extent: Extent) -> Lost:
        """Return the entry for a ruling on raw characters that could not be carried out."""
        place = extent[0]
        text = "".join(self._issue.pages[part.page].raw[part.start : part.end] for part in extent)
        return Lost(LostKind.RULING, place, text, self.block_at(first_of(extent, self._issue.pages)))

    def block_at(self, anchor: Anchor | None) -> str | None:
        """Return the new block that stands for a raw character, or None."""
        return None if anchor is None else self._locator.block_at(anchor.page, anchor.position)


def _letters(text: str) -> str:
    return "".join(character for character in text if not is_blank(character))


def _lost_run(block: Block, number: int, marks: _Marks, pages: Mapping[str, Page]) -> Lost:
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
    marks: _Marks,
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
