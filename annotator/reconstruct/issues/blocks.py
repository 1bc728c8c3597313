"""From stories to blocks: roles in reading order, fragments of one paragraph together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.model.article import Role
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.stories.cutting import Cut, Story
from annotator.reconstruct.stories.draft import Draft

_QUESTION = re.compile(r"^(?:问|记者|本报记者|主持人)[:：]")
_ANSWER = re.compile(r"^答[:：]")
_POST = re.compile("记者|通讯员|评论员|实习生|特派员|作者")
_NOTE_NAME = "编者按|编者的话|编者|编后语?|开栏的话|开栏语|核心提示|阅读提示|内容提要|新闻背景|相关链接"
_NOTE = re.compile(rf"^(?:{_NOTE_NAME})(?:[:：\s]|$)|^[【\[（(](?:{_NOTE_NAME})[】\]）)]")
_SPEAKER = re.compile(r"^[\u4e00-\u9fff·]{2,6}[:：]")


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
    if piece.role in (Role.BODY, Role.TITLE) and not story.caption and _NOTE.match(piece.lines[0].text):
        return Role.NOTE
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
