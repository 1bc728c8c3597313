"""Headline lines of a run and which of them go on with which: units that never belong to two titles.

A title may be torn: headlines of several lines that stand beside each other come line by line. What the words across
the breaks say, and what the page says elsewhere, puts the lines of each together again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from annotator.model.article import Role
from annotator.reconstruct.cleanups.doubling import doubled_parts
from annotator.reconstruct.paragraphs.paragraphs import Piece, grams_of
from annotator.reconstruct.reading.regimes import Blanks
from annotator.reconstruct.reading.similarity import Weights, bigrams
from annotator.reconstruct.rows.junctions import Junctions, Trigrams
from annotator.reconstruct.stories.cutting import Cut, Heads

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_LINES = 12  # of a title
_MOST_BESIDE = 60  # headline lines of a run that are looked at for such as stand beside each other
_BESIDE = 5  # lines back that a headline line may go on with
_SURELY = 3.0  # nats of words across a break
_CLEARLY_MORE = 2.0  # the same


class PageTexts:
    """Texts of one page prepared for comparing."""

    def __init__(self, pieces: Sequence[Piece], cut: Cut, blanks: Blanks) -> None:
        self.pieces = pieces
        self.cut = cut
        self.blanks = blanks
        self.bodies = [grams_of(pieces, story.pieces) for story in cut.stories]
        self.weights = Weights(self.bodies)
        self.torn = any(line.column for piece in pieces for line in piece.lines)
        self._titles = {
            i: place
            for place, i in enumerate(i for i, piece in enumerate(pieces) if piece.role is Role.TITLE)
        }
        self._junctions: Junctions | None = None
        self._last: tuple[tuple[int, ...], frozenset[str]] = ((), frozenset())  # what was compared last

    def share(self, indexes: Sequence[int], story: int) -> float:
        """Return how much of the headline lines the story's text explains."""
        key = tuple(indexes)
        if key != self._last[0]:
            text = "\n".join(_once(self.pieces[i].text) for i in key if self.pieces[i].role is Role.TITLE)
            self._last = key, bigrams(text)
        return self.weights.share(self._last[1], self.bodies[story])

    def joints(self, indexes: Sequence[int]) -> NDArray[np.float64]:
        """Return for each pair of headline lines how well the second goes on with the first, in nats."""
        count = len(indexes)
        return self.joints_of([i for i in indexes for _ in indexes], [*indexes] * count).reshape(count, count)

    def joints_of(self, befores: Sequence[int], afters: Sequence[int]) -> NDArray[np.float64]:
        """Return how well headline lines go on with others, pair by pair, in nats."""
        if self._junctions is None:
            trigrams = Trigrams(line.text for piece in self.pieces for line in piece.lines)
            self._junctions = Junctions([self.pieces[i].text for i in self._titles], trigrams=trigrams)
        left, right = (
            np.array([self._titles[i] for i in side], dtype=np.int64) for side in (befores, afters)
        )
        return self._junctions.scores(left, right)

    def size(self, indexes: Sequence[int]) -> int:
        """Return the number of bigrams of the headline lines."""
        return len(
            bigrams(
                "\n".join(_once(self.pieces[i].text) for i in indexes if self.pieces[i].role is Role.TITLE)
            )
        )


def _once(text: str) -> str:
    """Return a headline without its second drawing."""
    for start, end in reversed(doubled_parts(text)):
        text = text[:start] + text[end:]
    return text


def units_of(page: PageTexts, heads: Heads) -> list[list[int]]:
    """Return the headline lines of a run as units that never belong to two titles."""
    units: list[list[int]] = []
    torn = _torn(page, heads)
    drawn = _drawn_twice(page, heads)
    for i in heads.pieces:
        piece = page.pieces[i]
        if i in drawn:
            if drawn[i] == i:
                units.append([])
            units[-1].append(i)
            continue
        if piece.role is not Role.TITLE:
            if units:
                units[-1].append(i)
            else:
                units.append([i])
            continue
        last = units[-1][-1] if units else None
        if i in torn:
            next(unit for unit in units if torn[i] in unit).append(i)
        elif last is None or page.pieces[last].role is not Role.TITLE:
            units.append([i])
        elif _goes_on(page.pieces[last], piece, page.blanks) or _is_tail(page, heads, units[-1], i):
            units[-1].append(i)
        else:
            units.append([i])
    return units


def _drawn_twice(page: PageTexts, heads: Heads) -> dict[int, int]:
    """Return headline lines of titles of several lines that are drawn twice, one drawing behind the other.

    Returns:
        The first line of the title for each of its lines: that a title comes twice shows where it begins and ends.
    """
    texts = [page.pieces[i].text if page.pieces[i].role is Role.TITLE else "" for i in heads.pieces]
    found: dict[int, int] = {}
    at = 0
    while at < len(texts):
        for size in range(min(_MOST_LINES, (len(texts) - at) // 2), 1, -1):
            if all(texts[at : at + size]) and texts[at : at + size] == texts[at + size : at + 2 * size]:
                found |= dict.fromkeys(heads.pieces[at : at + 2 * size], heads.pieces[at])
                at += 2 * size
                break
        else:
            at += 1
    return found


def _torn(page: PageTexts, heads: Heads) -> dict[int, int]:
    """Return headline lines that go on with another than the one before them, as words across the break say.

    Headlines of several lines that stand beside each other come line by line.
    """
    titles = [i for i in heads.pieces if page.pieces[i].role is Role.TITLE]
    if not page.torn or not 3 <= len(titles) <= _MOST_BESIDE:
        return {}
    joints = page.joints(titles)
    found: dict[int, int] = {}
    for place in range(2, len(titles)):
        befores = [k for k in range(max(0, place - _BESIDE), place - 1) if titles[k] not in found.values()]
        best = max(befores, key=lambda k: joints[k, place], default=None)
        if best is None or joints[best, place] < max(_SURELY, joints[place - 1, place] + _CLEARLY_MORE):
            continue
        found[titles[place]] = titles[best]
    return found


def stand_beside(page: PageTexts, before: Sequence[int], unit: Sequence[int]) -> bool:
    """Tell whether two headlines stand in different columns."""
    one, other = page.pieces[before[-1]].lines[0], page.pieces[unit[0]].lines[0]
    return one.column > 0 and other.column > 0 and one.column != other.column


def _goes_on(before: Piece, piece: Piece, blanks: Blanks) -> bool:
    """Tell whether a headline line certainly goes on with the title of the line before."""
    text, following = before.text, piece.text
    if text.endswith(("——", "—", "：", "、", "，")) or following.startswith(("——", "—")):
        return True
    if text == following or len(text) + len(following) <= 3:
        return True
    line = piece.lines[0]
    return blanks is Blanks.EVERY and line.gap == 0


def _is_tail(page: PageTexts, heads: Heads, unit: Sequence[int], i: int) -> bool:
    """Tell whether a line of few characters is the end of the line before, which was too long for its column."""
    if not 2 <= len(page.pieces[i].text) <= 4 or len(page.pieces[unit[-1]].text) < 8:
        return False
    before, after = heads.before, heads.after
    if before is None or after is None:
        return True
    return page.share([i], before) <= page.share([i], after) or page.share(unit, before) > page.share(
        unit, after
    )
