"""Layers: what one person made of an issue, told by raw positions so that people can be compared and merged.

Blocks of two people's copies differ as soon as one of them works; the raw text under them is the same for ever.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.model.article import Block, Kind
from annotator.model.conflict import Item, Layer, LayerChange, LayerDocumentLabel, LayerRelation, LayerSpan
from annotator.model.issue import Issue
from annotator.model.labels import LabelSpan
from annotator.model.origin import is_correction, who_of
from annotator.model.page import RawRange
from annotator.model.places import Places, overlap, unite_places
from annotator.model.provenance import Place, raw_ranges
from annotator.model.rulings.rulings import Extent, extent_of, first_of
from annotator.model.runs import is_positional
from annotator.model.spans import places_by_span


def layer_of(issue: Issue, base: Issue | None = None) -> Layer:
    """Return what an issue says beyond its raw text; ``base`` is what it was when the copy was made."""
    spans = tuple(sorted({span for _, span in spans_in(issue)}))
    relations = tuple(sorted({relation for _, relation in relations_in(issue)}))
    labels = tuple(sorted(document_labels_in(issue)))
    changes = changes_in(issue.blocks.values(), issue)
    if base is None:
        return Layer(spans, changes, relations=relations, document_labels=labels)
    told = _told_whole(base, issue, changes)
    known = set(changes_in(base.blocks.values(), base))
    return Layer(
        spans,
        told,
        tuple(sorted({span for _, span in spans_in(base)} & set(spans))),
        tuple(change for change in told if change in known),
        relations,
        labels,
    )


def spans_in(issue: Issue) -> Iterator[tuple[str, LayerSpan]]:
    """Yield the label spans of an issue with their ids; suggestions and spans without text are left out."""
    for span_id, places in places_by_span(issue).items():
        span = issue.spans.get(span_id)
        if span is None or span.suggested:
            continue
        told = layer_span(issue, span, places)
        if told.ranges:
            yield span_id, told


def relations_in(issue: Issue) -> Iterator[tuple[str, LayerRelation]]:
    """Yield the relations of an issue with their ids, as far as both ends are label spans as of ``spans_in``."""
    if not issue.relations:
        return
    told = dict(spans_in(issue))
    for relation in issue.relations.values():
        source, target = told.get(relation.source), told.get(relation.target)
        if source is not None and target is not None:
            yield relation.id, LayerRelation(relation.type, source, target)


def document_labels_in(issue: Issue) -> Iterator[LayerDocumentLabel]:
    """Yield the labels of whole articles; suggestions and those of articles without raw text are left out."""
    for article_id, labels in issue.document_labels.items():
        first = first_of(article_extent(issue, article_id), issue.pages)
        for label in labels if first is not None else ():
            if not label.suggested:
                assert first is not None
                place = RawRange(first.page, first.position, first.position + 1)
                yield LayerDocumentLabel(label.label, article_id, place, label.attributes)


def layer_span(issue: Issue, span: LabelSpan, places: Iterable[Place]) -> LayerSpan:
    """Return a label span by the raw characters under it, wherever its blocks have been moved."""
    parts = {
        part
        for place in places
        if place.start < place.end
        for part in raw_ranges(issue.blocks[place.block], place.start, place.end)
    }
    return LayerSpan(span.label, tuple(_stretches(parts)), span.attributes)


def changes_in(blocks: Iterable[Block], issue: Issue) -> tuple[LayerChange, ...]:
    """Return the corrected places of blocks, sorted; what one person wrote in one go is one."""
    return tuple(sorted(_unlike_raw(blocks, issue, cleanups=False)))


def corrected_runs(issue: Issue) -> list[LayerChange]:
    """Return what was written run by run, also where one person wrote several in one go; insertions are whole."""
    found: list[LayerChange] = []
    for block in issue.blocks.values():
        last: LayerChange | None = None
        for run in block.runs:
            if not is_correction(run.origin) or not (run.text or run.start < run.end):
                last = None
                continue
            place = RawRange(run.page, run.start, run.end)
            change = LayerChange(place, run.spell(issue.pages), who_of(run.origin or ""))
            if last is not None and run.start == run.end and (last.place, last.who) == (place, change.who):
                change = replace(change, text=found.pop().text + change.text)
            found.append(change)
            last = change
    return found


def all_changes_in(blocks: Iterable[Block], issue: Issue) -> tuple[LayerChange, ...]:
    """Return the places of blocks that do not show their raw text: corrected ones, and clean-ups as nobody's."""
    return tuple(sorted(_unlike_raw(blocks, issue, cleanups=True)))


def _unlike_raw(blocks: Iterable[Block], issue: Issue, *, cleanups: bool) -> list[LayerChange]:
    found: list[LayerChange] = []
    for block in blocks:
        last: LayerChange | None = None
        for run in block.runs:
            place, text = RawRange(run.page, run.start, run.end), run.spell(issue.pages)
            if not is_correction(run.origin):
                last = None
                if cleanups and run.text is not None:
                    found.append(LayerChange(place, text))
                continue
            who = who_of(run.origin or "")
            if (
                last is not None
                and last.who == who
                and (last.place.page, last.place.end) == place_start(place)
            ):
                found.pop()
                last = LayerChange(RawRange(run.page, last.place.start, run.end), last.text + text, who)
            else:
                last = LayerChange(place, text, who)
            found.append(last)
    return [change for change in found if change.text or change.place.start < change.place.end]


def place_start(place: RawRange) -> tuple[str, int]:
    """Return the page and first character of a place."""
    return place.page, place.start


def _told_whole(base: Issue, issue: Issue, changes: Sequence[LayerChange]) -> tuple[LayerChange, ...]:
    """Return changes, and what stands now where the base showed another text than the raw one and does so no more.

    What was taken back is one with what was written into it: one of them alone is not what the person wanted there.
    """
    before = [block for key, block in base.blocks.items() if issue.blocks.get(key) is not block]
    after = [block for key, block in issue.blocks.items() if base.blocks.get(key) is not block]
    places = {change.place for change in all_changes_in(after, issue)}
    changed, stretches = Places(places), _stretches(places)
    shown = [
        change.place
        for change in all_changes_in(before, base)
        if change.place not in places
        and not (
            _lies_in(change.place, stretches)
            if change.place.start < change.place.end
            else changed.overlaps(change.place)
        )
    ]
    if not shown:
        return tuple(changes)
    told = Places(shown)
    wholes = [place for place in unite_places((*shown, *places)) if told.overlaps(place)]
    united, speller = Places(wholes), Speller(issue.blocks.values(), issue)
    found = [change for change in changes if not united.overlaps(change.place)]
    for place in wholes:
        writers = {change.who for change in changes if overlap(place, change.place)}
        found.append(LayerChange(place, speller.text(place), writers.pop() if len(writers) == 1 else ""))
    return tuple(sorted(found))


def _stretches(places: Iterable[RawRange]) -> list[RawRange]:
    """Return the characters of places as ranges that do not touch, sorted."""
    joined: list[RawRange] = []
    for place in sorted(place for place in places if place.start < place.end):
        if joined and joined[-1].page == place.page and place.start <= joined[-1].end:
            joined[-1] = RawRange(place.page, joined[-1].start, max(place.end, joined[-1].end))
        else:
            joined.append(place)
    return joined


def _lies_in(place: RawRange, sorted_places: Sequence[RawRange]) -> bool:
    at = bisect_right(sorted_places, RawRange(place.page, place.start, sys.maxsize)) - 1
    return at >= 0 and sorted_places[at].page == place.page and place.end <= sorted_places[at].end


class Speller:
    """Spells what stands in blocks in place of raw characters, and finds it there."""

    def __init__(self, blocks: Iterable[Block], issue: Issue) -> None:
        self._pieces: dict[str, list[Spelt]] = {}
        ranks: dict[str, int] = {}
        for block in blocks:
            position = 0
            ranks[block.id] = len(ranks)
            for number, run in enumerate(block.runs):
                text = run.spell(issue.pages)
                spelt = Spelt(
                    run.start,
                    run.end,
                    number,
                    text,
                    block.id,
                    position,
                    is_positional(run),
                    is_correction(run.origin),
                )
                self._pieces.setdefault(run.page, []).append(spelt)
                position += len(text)
        self._starts: dict[str, list[int]] = {}
        for page, pieces in self._pieces.items():
            # What is inserted in one place may stand in two blocks, if it was split there: first the first one's.
            pieces.sort(key=lambda piece: (piece.start, piece.end, ranks[piece.block], piece.number))
            self._starts[page] = [piece.start for piece in pieces]

    def pieces(self, place: RawRange) -> list[Spelt]:
        """Return the runs that stand for characters of a place, and what is inserted strictly inside it.

        Of an empty place: what is inserted there.
        """
        pieces, starts = self._pieces.get(place.page, []), self._starts.get(place.page, [])
        at = bisect_left(starts, place.start)
        while at > 0 and pieces[at - 1].end > place.start:
            at -= 1
        found = []
        while at < len(pieces) and pieces[at].start <= place.end:
            piece = pieces[at]
            if piece.start == piece.end:
                wanted = place.start < piece.start < place.end or place.start == piece.start == place.end
            else:
                wanted = piece.start < place.end and place.start < piece.end
            if wanted:
                found.append(piece)
            at += 1
        return found

    def corrections_beside(self, place: RawRange) -> list[Spelt]:
        """Return what people inserted at the edges of a place; of an empty place: what they replaced next to it."""
        around = RawRange(place.page, place.start - 1, place.end + 1)
        return [
            piece
            for piece in self.pieces(around)
            if piece.corrected
            and (piece.start == place.start or piece.end == place.end)
            and (piece.start == piece.end) != (place.start == place.end)
        ]

    def text(self, place: RawRange) -> str:
        """Return the text in place of raw characters; in place of an empty range, what is inserted there."""
        return "".join(piece.within(place)[2] for piece in self.pieces(place))

    def whole(self, place: RawRange) -> RawRange:
        """Return a place made long enough to hold the runs it touches that cannot be cut."""
        while True:
            cut = [piece for piece in self.pieces(place) if not piece.positional]
            start = min([place.start, *(piece.start for piece in cut)])
            end = max([place.end, *(piece.end for piece in cut)])
            if (start, end) == (place.start, place.end):
                return place
            place = RawRange(place.page, start, end)


@dataclass(frozen=True, slots=True)
class Spelt:
    """A run as it stands in a block.

    Attributes:
        start: first raw character it stands for.
        end: one past the last.
        number: its number in the block.
        text: its text there.
        block: id of the block.
        position: where it begins in the block's text.
        positional: whether its characters correspond one to one to the raw ones.
        corrected: whether a person wrote it.
    """

    start: int
    end: int
    number: int
    text: str
    block: str
    position: int
    positional: bool
    corrected: bool

    def within(self, place: RawRange) -> tuple[int, int, str]:
        """Return where in the block's text the part for a place begins and ends, and that part."""
        first, last = 0, len(self.text)
        if self.positional and self.start < self.end:
            first, last = max(place.start - self.start, 0), min(place.end, self.end) - self.start
        return self.position + first, self.position + last, self.text[first:last]


def items_of(issue: Issue, shared: Iterable[str] = (), only: Iterable[str] | None = None) -> tuple[Item, ...]:
    """Return the articles of an issue as items; ``only`` names the articles that are wanted."""
    wanted = set(issue.order if only is None else only)
    several = set(shared)
    return tuple(
        Item(article_id, article_extent(issue, article_id), article_id in several)
        for article_id in issue.order
        if article_id in wanted and issue.articles[article_id].kind is Kind.ARTICLE
    )


def article_extent(issue: Issue, article_id: str) -> Extent:
    """Return the raw characters of an article in its order; ranges that touch are one."""
    united: list[RawRange] = []
    for block in issue.blocks_of(article_id):
        for part in extent_of(block):
            if united and united[-1].page == part.page and united[-1].end == part.start:
                united[-1] = RawRange(part.page, united[-1].start, part.end)
            else:
                united.append(part)
    return tuple(united)


def by_page(ranges: Iterable[RawRange]) -> Mapping[str, list[RawRange]]:
    """Return ranges by page, sorted."""
    found: dict[str, list[RawRange]] = {}
    for part in sorted(ranges):
        found.setdefault(part.page, []).append(part)
    return found
