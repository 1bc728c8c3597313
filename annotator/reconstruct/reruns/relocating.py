"""Flags, label spans and labels of articles on their way from the present blocks to those of a new reconstruction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from annotator.model.anchoring import Locator
from annotator.model.article import Block, Kind
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.labels import DocumentLabel, LabelPiece, unite_document_labels
from annotator.model.marks import sort_flags, sort_pieces, unite_pieces
from annotator.model.provenance import Place, raw_caret, raw_ranges
from annotator.model.rulings.rulings import Anchor, Extent, first_of
from annotator.reconstruct.reruns.losses import Lost, LostKind
from annotator.text.widths import is_blank


class Marks:
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
