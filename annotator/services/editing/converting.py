"""Converting selected text: width and script, every character in its place, as one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from itertools import groupby

from annotator.model.issue import Issue
from annotator.model.operations import Operation, Replacement, ReplaceSeries
from annotator.model.origin import TYPING, signed
from annotator.model.provenance import Place
from annotator.text.scripts import to_simplified, to_traditional
from annotator.text.widths import to_fullwidth, to_halfwidth


class Conversion(StrEnum):
    """What text can be converted to."""

    HALF_WIDTH = "half_width"
    FULL_WIDTH = "full_width"
    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"


_CONVERT: Mapping[Conversion, Callable[[str], str]] = {
    Conversion.HALF_WIDTH: to_halfwidth,
    Conversion.FULL_WIDTH: to_fullwidth,
    Conversion.SIMPLIFIED: to_simplified,
    Conversion.TRADITIONAL: to_traditional,
}
"""All of them keep the length."""


def convert(issue: Issue, places: Iterable[Place], to: Conversion, who: str = "") -> Operation | None:
    """Return the operation that converts ranges of blocks, or None if they are so already.

    Only characters that change are replaced, so that all others keep their place of origin, and flags and labels
    beside them stay.
    """
    changes: list[Replacement] = []
    for place in places:
        old = issue.blocks[place.block].text[place.start : place.end]
        new = _CONVERT[to](old)
        differing = [at for at, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
        # Positions less their rank are the same along a stretch of neighbours.
        for _, stretch in groupby(enumerate(differing), lambda entry: entry[1] - entry[0]):
            listed = [at for _, at in stretch]
            start, end = listed[0], listed[-1] + 1
            changes.append(
                Replacement(
                    place.block, place.start + start, place.start + end, old[start:end], new[start:end]
                )
            )
    return ReplaceSeries(tuple(changes), signed(TYPING, who)) if changes else None
