"""The head of a story: which of its headline lines are kicker 引题, title 主题 and subtitle 副题.

Where print shows the sizes of type, the largest is the title's. Without them little tells a kicker from the first line
of a title in two lines. A part is told apart by a mark (Markdown levels, a dash at its end or start), by a length no
line of one title has beside the other, or because the text speaks of the title only and not of it, as with names of
series and slogans. What nothing tells apart is one title.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model.article import Role
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.reading.regimes import Blanks, Regime
from annotator.reconstruct.reading.similarity import bigrams
from annotator.reconstruct.stories.draft import Draft

_DASHES = ("—", "―", "丨", "｜")
DASH_STARTS = (*_DASHES, "一一", "--", "－－")
"""What a subtitle begins with, as text recognition reads it too."""

_UNFINISHED = tuple("与和及对向为在将把被从以的同或并至于")
"""What no phrase ends with."""

_SLOGAN = (5.0, 14.0)  # cells; shorter phrases open a title, longer ones say something
_SPOKEN_OF = 0.3  # share of a title's bigrams that its story has
_UNSPOKEN = 0.12  # the same of a slogan
_LONG_KICKER = 1.9  # times as long as the title
_TITLE = 12.0  # cells; a line of a title that could stand alone
_LEAST_LONG_KICKER = 16.0  # cells
_MAIN_SIZE = 0.87  # of the largest type of a head; smaller type is not of the title itself


def head_drafts(
    pieces: Sequence[Piece], indexes: Sequence[int], regime: Regime, story: frozenset[str]
) -> list[Draft]:
    """Return kicker, title, subtitle, byline and note of one story from its headline lines.

    Args:
        pieces: the pieces of the page.
        indexes: the story's headline lines and bylines in order.
        regime: how the page was written down.
        story: bigrams of the story's text.
    """
    titles = [i for i in indexes if pieces[i].role is Role.TITLE]
    others = [i for i in indexes if pieces[i].role is not Role.TITLE]
    drafts = []
    for role, lines in _sized([pieces[i] for i in titles]) or _parts(
        _units([pieces[i] for i in titles], regime), story, regime.joined
    ):
        drafts.append(Draft(role, tuple(line for piece in lines for line in piece.lines)))
    drafts.extend(Draft(pieces[i].role, pieces[i].lines) for i in others)
    return drafts


def _units(titles: Sequence[Piece], regime: Regime) -> list[list[Piece]]:
    """Group the headline lines of one story into parts: a line that wraps stays with the line before."""
    half = len(titles) // 2
    if half > 1 and [piece.text for piece in titles[:half]] == [piece.text for piece in titles[half:]]:
        # Drawn twice as a whole: the second drawing goes to the parts of the first.
        again = iter(titles[half:])
        return [[*unit, *(next(again) for _ in range(len(unit)))] for unit in _units(titles[:half], regime)]
    telling = regime.blanks is Blanks.EVERY and any(piece.lines[0].gap == 0 for piece in titles[1:])
    units: list[list[Piece]] = []
    for piece in titles:
        if units and _wraps(units[-1], piece, telling, regime.joined):
            units[-1].append(piece)
        else:
            units.append([piece])
    return units


def _wraps(unit: Sequence[Piece], piece: Piece, telling: bool, joined: bool) -> bool:
    """Tell whether a headline line goes on with the lines before it rather than starting another part."""
    before = unit[-1]
    if before.text == piece.text:
        return True
    if before.text.endswith(_DASHES) or piece.text.startswith(DASH_STARTS):
        return False
    if before.reading.level != piece.reading.level or (
        len(unit) == 1 and before.lines[-1].cells <= 3 and piece.lines[0].cells >= 6
    ):
        return False
    if telling:
        return piece.lines[0].gap == 0
    if joined:
        return False
    first, second = before.lines[-1].cells, piece.lines[0].cells
    if len(unit) > 1:
        return True  # only the first line is ever told from the rest by its length alone
    return not (first > 20 and first > 2.2 * second and second >= 6) and (first > 12 or first > 0.75 * second)


def _sized(titles: Sequence[Piece]) -> list[tuple[Role, list[Piece]]]:
    """Return the parts of a head by the sizes of their type; nothing where the source does not say them."""
    sizes = [piece.lines[0].size for piece in titles]
    if not sizes or min(sizes) <= 0:
        return []
    main = [number for number, size in enumerate(sizes) if size >= _MAIN_SIZE * max(sizes)]
    begin, end = main[0], main[-1] + 1
    parts = [
        (Role.KICKER, list(titles[:begin])),
        (Role.TITLE, list(titles[begin:end])),
        (Role.SUBTITLE, list(titles[end:])),
    ]
    return [part for part in parts if part[1]]


def _parts(
    units: Sequence[Sequence[Piece]], story: frozenset[str], joined: bool
) -> list[tuple[Role, list[Piece]]]:
    """Return the parts of a head with their roles, those that nothing tells apart as one title."""
    if not units:
        return []
    begin, end = _main_units(units, story)
    if joined and _is_subtitle(units[begin:end], story):
        end -= 1
    titles = [piece for unit in units[begin:end] for piece in unit]
    return [
        *((Role.KICKER, list(unit)) for unit in units[:begin]),
        (Role.TITLE, titles),
        *((Role.SUBTITLE, list(unit)) for unit in units[end:]),
    ]


def _main_units(units: Sequence[Sequence[Piece]], story: frozenset[str]) -> tuple[int, int]:
    """Return the range of units that are the title itself."""
    levels = [unit[0].reading.level or 9 for unit in units]
    if min(levels) < 9:
        main = levels.index(min(levels))
        return main, main + 1
    begin, end = 0, len(units)
    for number in range(len(units) - 1):
        if units[number][-1].text.endswith(_DASHES):
            begin = number + 1
        elif units[number + 1][0].text.startswith((*DASH_STARTS, "■")):
            end = number + 1
            break
    if end - begin > 1 and _is_kicker(units[begin], units[begin + 1], story):
        begin += 1
    return begin, max(end, begin + 1)


def _is_kicker(unit: Sequence[Piece], following: Sequence[Piece], story: frozenset[str]) -> bool:
    if _is_one_phrase(unit, following, story):
        return False
    first, second = _cells(unit), _cells(following)
    if first >= _LEAST_LONG_KICKER and second >= 6 and first >= _LONG_KICKER * second:
        return True
    if not _SLOGAN[0] <= first <= _SLOGAN[1]:
        return False
    return _share(unit, story) <= _UNSPOKEN and _share(following, story) >= _SPOKEN_OF


def _is_one_phrase(unit: Sequence[Piece], following: Sequence[Piece], story: frozenset[str]) -> bool:
    """Tell whether a part of a head goes on in the next: it stops too early, or the story has what stands across."""
    before, after = unit[-1].text, following[0].text
    return before.endswith(_UNFINISHED) or before[-1:] + after[:1] in story


def _is_subtitle(units: Sequence[Sequence[Piece]], story: frozenset[str]) -> bool:
    """Tell whether the last part stands below the title: where lines are joined already, it is no second line of it."""
    if len(units) != 2 or _is_one_phrase(units[0], units[1], story):
        return False
    return _cells(units[0]) >= _TITLE and _cells(units[1]) <= _cells(units[0]) / 2


def _cells(unit: Sequence[Piece]) -> float:
    once = {piece.text: sum(line.cells for line in piece.lines) for piece in unit}  # parts may be drawn twice
    return sum(once.values())


def _share(unit: Sequence[Piece], story: frozenset[str]) -> float:
    """Return the share of the bigrams of a part of the head that the story's text has."""
    grams = bigrams("".join(piece.text for piece in unit))
    return len(grams & story) / len(grams) if grams else 0.0
