"""From stories to blocks: roles in reading order, fragments of one paragraph together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model.article import Role
from annotator.reconstruct.cutting import Cut, Story
from annotator.reconstruct.lines import Line
from annotator.reconstruct.paragraphs import Piece
from annotator.reconstruct.regimes import Blanks, Regime

_QUESTION = re.compile(r"^(?:问|记者|本报记者|主持人)[:：]")
_ANSWER = re.compile(r"^答[:：]")
_POST = re.compile("记者|通讯员|评论员|实习生|特派员|作者")
_SPEAKER = re.compile(r"^[\u4e00-\u9fff·]{2,6}[:：]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before it has an id: its role and its lines in reading order."""

    role: Role
    lines: tuple[Line, ...]


def head_drafts(pieces: Sequence[Piece], indexes: Sequence[int], regime: Regime) -> list[Draft]:
    """Return kicker, title, subtitle, byline and note of one story from its headline lines."""
    titles = [i for i in indexes if pieces[i].role is Role.TITLE]
    others = [i for i in indexes if pieces[i].role is not Role.TITLE]
    units = _units([pieces[i] for i in titles], regime)
    main = _main_unit(units)
    drafts = []
    for number, unit in enumerate(units):
        role = Role.TITLE if number == main else (Role.KICKER if number < main else Role.SUBTITLE)
        drafts.append(Draft(role, tuple(line for piece in unit for line in piece.lines)))
    drafts.extend(Draft(pieces[i].role, pieces[i].lines) for i in others)
    return drafts


def _units(titles: Sequence[Piece], regime: Regime) -> list[list[Piece]]:
    """Group the headline lines of one story into kicker, title and subtitle."""
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
    if before.text.endswith(("——", "—")) or piece.text.startswith(("——", "—")):
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


def _main_unit(units: Sequence[Sequence[Piece]]) -> int:
    """Return the number of the unit that is the title itself."""
    if len(units) <= 1:
        return 0
    levels = [unit[0].reading.level or 9 for unit in units]
    if min(levels) < 9:
        return levels.index(min(levels))
    for number, unit in enumerate(units[:-1]):
        if unit[-1].text.endswith(("——", "—")) or units[number + 1][0].text.startswith(("——", "—")):
            return number + 1 if unit[-1].text.endswith("—") else number
    first, second = (sum(line.cells for piece in unit for line in piece.lines) for unit in units[:2])
    return 1 if first <= 12 or first > 2.2 * second >= 13 else 0


def body_drafts(pieces: Sequence[Piece], cut: Cut, story: Story) -> list[Draft]:
    """Return the blocks of a story below its title."""
    drafts: list[Draft] = []
    place: dict[int, int] = {}  # number of the draft by piece
    if story.jump_in is not None:
        drafts.append(Draft(Role.JUMP, pieces[story.jump_in].lines))
    for position, i in enumerate(story.pieces):
        piece = pieces[i]
        source = cut.links.get(i)
        if source is not None and source in place:
            number = place[source]
            drafts[number] = Draft(drafts[number].role, drafts[number].lines + piece.lines)
        elif _same_heading(pieces, cut, story, position):
            number = len(drafts) - 1
            drafts[number] = Draft(Role.HEADING, drafts[number].lines + piece.lines)
        else:
            number = len(drafts)
            drafts.append(Draft(_role(piece, i, cut, story), piece.lines))
        place[i] = number
    if story.jump_out is not None:
        drafts.append(Draft(Role.JUMP, pieces[story.jump_out].lines))
    return drafts


def _same_heading(pieces: Sequence[Piece], cut: Cut, story: Story, position: int) -> bool:
    """Tell whether a heading line goes on with the heading line before it."""
    i = story.pieces[position]
    if not position or i not in cut.headings or story.pieces[position - 1] not in cut.headings:
        return False
    before, piece = pieces[story.pieces[position - 1]], pieces[i]
    if before.text.endswith(("：", ":", "？", "！")):
        return False
    width = piece.width
    return piece.lines[0].gap == 0 or (width is not None and before.lines[-1].cells >= width - 2.75)


def _role(piece: Piece, i: int, cut: Cut, story: Story) -> Role:
    if i in cut.headings:
        return Role.HEADING
    if piece.role is Role.SIGNATURE and _POST.search(piece.text):
        return Role.BYLINE
    if piece.role is not Role.BODY:
        return piece.role
    if story.caption:
        return Role.CAPTION
    if _QUESTION.match(piece.text):
        return Role.QUESTION
    return Role.ANSWER if _ANSWER.match(piece.text) else Role.BODY


def answers(drafts: Sequence[Draft]) -> list[Draft]:
    """Give paragraphs that open with a speaker the role of answers where an article is an interview."""
    if sum(draft.role is Role.QUESTION for draft in drafts) < 2:
        return list(drafts)
    return [
        Draft(Role.ANSWER, draft.lines)
        if draft.role is Role.BODY and _SPEAKER.match(draft.lines[0].flat)
        else draft
        for draft in drafts
    ]
