"""Doubts of the lattice: places that are probably wrong, and what may have stood there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.lexicon.glyphs import GlyphChannel
    from annotator.lexicon.ngrams import LanguageModel


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that is probably wrong, by the lattice alone.

    Attributes:
        start: first code point of the range.
        end: one past its last.
        score: probability that the range is wrong.
        candidates: readings of the range by posterior probability, best first.
    """

    start: int
    end: int
    score: float
    candidates: dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Witnesses:
    """The models that are asked about a doubt.

    Attributes:
        model: the language model of the lattice.
        second: another language model.
        channel: how likely one character is read as another.
    """

    model: LanguageModel
    second: LanguageModel
    channel: GlyphChannel


def best_first(candidates: Mapping[str, float]) -> dict[str, float]:
    """Return candidates in the order of their probabilities."""
    return dict(sorted(candidates.items(), key=lambda item: (-item[1], item[0])))


def halves(text: str, start: int, end: int, reading: str) -> bool:
    """Tell whether a reading of ``text[start:end]`` leaves out one character of two equal ones side by side."""
    if len(reading) != end - start - 1:
        return False
    return any(
        text[at] in (text[at - 1 : at], text[at + 1 : at + 2])
        and text[start:at] + text[at + 1 : end] == reading
        for at in range(start, end)
    )
