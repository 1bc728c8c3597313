"""Joining lines into paragraphs and headline groups, by the places of the lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from annotator.model.article import Role
from annotator.reconstruct.paragraphs.continuity import word_across
from annotator.reconstruct.paragraphs.line_evidence import load_line_weights, weigh
from annotator.reconstruct.paragraphs.places import OPEN, Place, best_course, score_places
from annotator.reconstruct.reading.characters import strip_blanks
from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.measure import settle_widths
from annotator.reconstruct.reading.regimes import Blanks, Regime, indents
from annotator.reconstruct.reading.roles import Reading
from annotator.reconstruct.reading.similarity import bigrams


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that belong together: a paragraph or part of one, a headline group, or one line of a known role.

    Attributes:
        role: BODY for paragraphs, TITLE for headline lines (what kind of heading is settled later), or the known role.
        lines: its lines in order.
        reading: what the wording of its first line says.
        width: column width at its first line in cells, or None where text is already joined.
        text: its text without blanks and line breaks, for comparing.
        grams: the bigrams of the text.
        open_start: whether it begins inside a paragraph.
        open_end: whether it stops inside a paragraph.
    """

    role: Role
    lines: tuple[Line, ...]
    reading: Reading
    width: float | None
    text: str
    open_start: bool = False
    open_end: bool = False
    grams: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the bigrams beside the text: a page compares its pieces again and again."""
        object.__setattr__(self, "grams", bigrams(self.text))


def grams_of(pieces: Sequence[Piece], indexes: Iterable[int]) -> frozenset[str]:
    """Return the bigrams of some pieces of a page together."""
    return frozenset().union(*(pieces[i].grams for i in indexes))


def join_lines(
    lines: Sequence[Line], readings: Sequence[Reading], regime: Regime, *, settled: bool = False
) -> list[Piece]:
    """Join the lines of one page into pieces, in the order of the lines.

    Args:
        lines: the lines.
        readings: what their wording says.
        regime: how the page was written down.
        settled: whether the widths of the regime are those of print, not estimated from the lines.
    """
    if not lines:
        return []
    exact = regime if settled else settle(lines, regime)
    scores = score_places(lines, readings, exact)
    places = best_course(weigh(scores, lines, readings, exact, load_line_weights()))
    pieces: list[Piece] = []
    begin = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and (readings[i].way == "on" or _continues(places, i, lines, regime)):
            continue
        pieces.append(_piece(lines, readings, regime, places, begin, i))
        begin = i
    return pieces


def settle(lines: Sequence[Line], regime: Regime) -> Regime:
    """Return the regime of a page with widths settled to the half cell, and indents as they show by them."""
    widths = settle_widths(lines, regime.widths)
    return replace(regime, widths=widths, indents=indents(lines, widths))


def _continues(places: Sequence[Place], i: int, lines: Sequence[Line], regime: Regime) -> bool:
    if places[i] not in (Place.MIDDLE, Place.LAST) or places[i - 1] not in OPEN:
        return False
    if lines[i].gap == 0 or regime.blanks is not Blanks.BLOCKS:
        return True
    # Blocks set off by blank lines may come from other columns: what goes on is settled over the page.
    return word_across(lines[i - 1].flat[-8:], lines[i].flat[:8])


def _piece(
    lines: Sequence[Line],
    readings: Sequence[Reading],
    regime: Regime,
    places: Sequence[Place],
    begin: int,
    end: int,
) -> Piece:
    first, last = places[begin], places[end - 1]
    if first is Place.FIXED:
        role = readings[begin].role or Role.BODY
    else:
        role = Role.TITLE if first is Place.HEADLINE else Role.BODY
    return Piece(
        role,
        tuple(lines[begin:end]),
        readings[begin],
        regime.widths[begin],
        strip_blanks("".join(line.text for line in lines[begin:end])),
        open_start=first in (Place.MIDDLE, Place.LAST),
        open_end=last in OPEN,
    )
