"""Places of an issue that were read alike, to be compared with each other in print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.model.issue import Issue
from annotator.model.operations import ReplaceText
from annotator.model.provenance import Place, RawIndex, raw_ranges
from annotator.text.lines import Lines


@dataclass(frozen=True, slots=True)
class ReadPlace:
    """A place where a text stands as it was read from the page.

    Attributes:
        place: where it stands now.
        page: the page it was read from.
        start: of it in the raw text, in code points.
        end: one past the last.
    """

    place: Place
    page: str
    start: int
    end: int


def places_read_as(issue: Issue, text: str) -> list[ReadPlace]:
    """Return the places of a text that nobody has changed since it was read, page by page in the order of the print.

    A text that goes over a line end in print is not among them: it stands in two places there.
    """
    found: list[ReadPlace] = []
    for article in issue.articles.values():
        for block_id in article.blocks:
            block = issue.blocks[block_id]
            at = block.text.find(text)
            while at >= 0:
                ranges = raw_ranges(block, at, at + len(text))
                if len(ranges) == 1:
                    raw = ranges[0]
                    if issue.pages[raw.page].raw[raw.start : raw.end] == text:
                        found.append(
                            ReadPlace(Place(block_id, at, at + len(text)), raw.page, raw.start, raw.end)
                        )
                at = block.text.find(text, at + len(text))
    order = {page: number for number, page in enumerate(issue.pages)}
    return sorted(found, key=lambda each: (order[each.page], each.start))


def surroundings(issue: Issue, place: ReadPlace, reach: int) -> tuple[str, str, str]:
    """Return what stands before, in and after a place on its printed line, up to ``reach`` characters each."""
    lines = Lines(issue.pages[place.page].raw)
    start, end = lines.range_of(lines.number_at(place.start))
    raw = lines.text
    before, after = (
        raw[max(start, place.start - reach) : place.start],
        raw[place.end : min(end, place.end + reach)],
    )
    return before, raw[place.start : place.end], after


def present_place(issue: Issue, place: ReadPlace) -> Place | None:
    """Return where what was read at a place stands now, whatever was changed meanwhile; None if it is gone."""
    found = RawIndex(issue.blocks.values()).places(issue.blocks, place.page, place.start, place.end)
    return found[0] if found else None


def corrections(
    issue: Issue, decided: Mapping[ReadPlace, str], text: str, origin: str
) -> tuple[ReplaceText, ...]:
    """Return the operations that put other texts in the places of one; the last of a block comes first.

    Places where the text stands no more are left out.
    """
    made = [
        ReplaceText(each.place.block, each.place.start, each.place.end, right, text, origin)
        for each, right in decided.items()
        if each.place.block in issue.blocks
        and issue.blocks[each.place.block].text[each.place.start : each.place.end] == text
    ]
    return tuple(sorted(made, key=lambda operation: (operation.block, -operation.start)))


def unlike(images: Sequence[bytes], width: int, height: int) -> list[float]:
    """Return how much each of some small grey images differs from what most of them show; 0 for one that is the same.

    Each is compared with the median of all, at the best of nine displacements by a pixel, because boxes are not
    exact; brightness and contrast do not count.

    Args:
        images: rows of grey pixels.
        width: of every image in pixels.
        height: likewise.
    """
    import numpy as np  # slow to load, and needed when somebody compares

    if not images:
        return []
    stack = np.stack(
        [np.frombuffer(image, np.uint8).reshape(height, width).astype(np.float32) for image in images]
    )
    stack -= stack.mean(axis=(1, 2), keepdims=True)
    stack /= stack.std(axis=(1, 2), keepdims=True) + 8.0
    usual = np.median(stack, axis=0)
    best = np.full(len(images), np.inf, np.float32)
    for down in (-1, 0, 1):
        for across in (-1, 0, 1):
            moved = np.roll(stack, (down, across), axis=(1, 2))
            inner = (moved - usual)[:, 1:-1, 1:-1]
            best = np.minimum(best, (inner**2).mean(axis=(1, 2)))
    return [float(value) for value in best]
