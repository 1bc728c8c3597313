"""Advertisements and notices 公告 启事 遗失声明: which pieces of a page make up one.

They stand on editorial pages, mostly in a corner, and belong to no article: they are furniture with a role of their
own.
A heading alone does not make one, since news is made of announcements, too (国务院发布公告): the text below must read
like a notice somebody paid for, or the words must leave no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.model.article import Role
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.reading.furniture import is_notice_heading

_LONGEST = 1500  # code points of one advertisement
_HEADING = re.compile(
    r"^[#*\s]*[\u4e00-\u9fffA-Za-z0-9“”（）()·]{0,24}"
    r"(?:声明|公告|启事|启示|公示|通告|通知书?|拍卖会|招租|招聘|诚聘|招标|转让|出租|出售|招商|广告)[*！!]*$"
)
_STATE = re.compile("国务院|全国|中央|常务委员会|治丧委员会")  # what they announce is news
_SURE = re.compile(
    r"(?:遗失|丢失|不慎).{2,120}(?:作废|挂失)|声明作废|特此(?:公告|声明|公示|启事|通告|通知|登报)|"
    r"(?:债权人|债权债务).{0,60}(?:申报|清算组|担保)|(?:拟|决定).{0,12}(?:注销|减少注册资本|减资).{0,80}(?:债权|登记)"
)
_LIKELY = re.compile(
    r"联系(?:人|电话|方式|地址)[:：]|联系[:：]?\s*[\d－-]{7,}|咨询电话|报名(?:电话|地址|时间)[:：]|报名热线|竞买|拍卖标的|保证金|标的物|招标代理|投标人|"
    r"诚聘|底薪|月薪|待遇面议|招租|转让费|(?:电话|手机|热线)[:：]?\s*[\d－-]{7,}|营业执照.{0,20}副本|公章|身份证号"
)


def find_advertisements(pieces: Sequence[Piece]) -> list[tuple[int, ...]]:
    """Return the groups of pieces that make up advertisements and notices, headings included."""
    groups: list[tuple[int, ...]] = []
    i = 0
    while i < len(pieces):
        group = _from_heading(pieces, i) if _is_heading(pieces[i]) else _alone(pieces, i)
        if group:
            groups.append(group)
        i += max(1, len(group))
    return groups


def _is_heading(piece: Piece) -> bool:
    return (
        piece.role in (Role.TITLE, Role.BODY) and len(piece.text) <= 32 and bool(_HEADING.match(piece.text))
    )


def _alone(pieces: Sequence[Piece], i: int) -> tuple[int, ...]:
    """Return a paragraph that is a notice by itself, as lost papers are."""
    piece = pieces[i]
    sure = piece.role is Role.BODY and not piece.reading.dateline and len(piece.text) <= 200
    return (i,) if sure and re.match("遗失|.{0,40}(?:遗失|丢失).{2,80}作废", piece.text) else ()


def _from_heading(pieces: Sequence[Piece], start: int) -> tuple[int, ...]:
    """Return a heading and the notice below it, or nothing if what stands there is no notice."""
    end, size = start + 1, 0
    while end < len(pieces) and _is_text(pieces[end]) and size <= _LONGEST and not _is_heading(pieces[end]):
        size += len(pieces[end].text)
        end += 1
    text = "\n".join(piece.text for piece in pieces[start + 1 : end])
    if end < len(pieces) and pieces[end].role is Role.JUMP:
        return ()  # an article that goes on
    if _SURE.search(text) or len(_LIKELY.findall(text)) >= 2:
        last = max(
            i for i in range(start + 1, end) if _SURE.search(pieces[i].text) or _LIKELY.search(pieces[i].text)
        )
        return tuple(range(start, last + 1))
    if not is_notice_heading(pieces[start].text):
        return ()
    behind = [i + 1 for i in range(start + 1, end) if _LIKELY.search(pieces[i].text)]
    return tuple(range(start, max(behind, default=min(end, start + 2))))


def _is_text(piece: Piece) -> bool:
    if piece.role is Role.TITLE:
        return _LIKELY.search(piece.text) is not None  # a line that stops behind a number or a name
    return piece.role in (Role.BODY, Role.SIGNATURE) and not piece.reading.dateline
