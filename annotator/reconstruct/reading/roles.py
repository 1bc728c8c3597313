"""What a line is by its wording: byline, jump marker, caption, credit, furniture and the like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from annotator.model.article import FURNITURE_ROLES, Role
from annotator.model.page import Page
from annotator.reconstruct.reading.furniture import (
    furniture_role,
    goes_on_with_names,
    is_notice_heading,
    is_section_name,
    is_series,
    is_weak,
)
from annotator.reconstruct.reading.jump_markers import (
    join_torn_markers,
    marker_spans,
    read_marker,
    torn_marker,
)
from annotator.reconstruct.reading.lines import Line, split_line
from annotator.reconstruct.reading.persons import NAME, NAMES, PAPER, POST
from annotator.text.patterns import compiled_later
from annotator.text.widths import HAN

_DIGITS = "0-9０-９〇一二三四五六七八九十"
_CREDIT_VERB = r"(?:摄影报道|摄影|供图|制图|文/图|图/文|绘|摄)"
_CREDIT = compiled_later(
    rf"(?:(?P<post>(?:[\u4e00-\u9fff]{{2,8}})?{POST}\s*)|(?<=[。！？”）.)\s]))(?P<names>{NAMES})?\s*/?{_CREDIT_VERB}$"
)
_NAMED_CREDIT = compiled_later(
    rf"^(?:摄影|制图|供图|绘图|绘画|漫画|插图|图表|图)\s*[:：/／|｜]\s*(?:{NAMES}|[\u4e00-\u9fff]{{2,12}})$|^新华社发(?:[（(].{{0,30}}摄[）)])?$|"
    r"^[（(]?(?:资料图片|资料照片|资料图|网络图片|图片来自网络|本报资料图片|受访者供图|视觉中国|CFP)[）)]?$"
)
_CREDIT_ALONE = compiled_later(
    rf"^(?:[（(])?(?:[\u4e00-\u9fff]{{2,8}}?)?(?:{POST})?\s*(?:{NAMES})?\s*/?{_CREDIT_VERB}(?:[）)])?$"
)
_SHARE = r"(?:\s*[/／](?:文|图|摄))?"  # what each of several people did: 张建国/文 李晓/图
_SIGNED = rf"{POST}\s*[:：]?\s*{NAMES}{_SHARE}(?:[\s、]*{NAMES}{_SHARE})*[\s，、,]*"
# Text recognition reads the box before a byline as 口, 回 or 本, and frames as bars.
_BYLINE = compiled_later(
    rf"^[□■●◎◆★○◇*一—_\-－\s（(|]*(?:(?:文图|文\s*[/／]\s*图|图\s*[/／]\s*文|文|图)\s*[/／|｜:：]?\s*)?(?:[口回本国图园]\s*(?=本报|本台|记者|通讯员))?"
    rf"(?:{PAPER}\s*)?{_SIGNED}(?:(?:图\s*[/／])?(?:{PAPER}\s*)?{_SIGNED}|图\s*[/／|｜:：]\s*{NAMES})*"
    rf"(?:文\s*[/／]\s*图|报道|文|采写|整理)?[）)]?[\s|｜]*$|"
    rf"^文\s*[/／|｜:：]\s*{NAMES}(?:\s*图\s*[/／|｜:：]\s*{NAMES})?$|"
    rf"^[□■●◎◆\s]*(?:本报|新华社)\s*(?:特约|首席)?评论员$"
)
_BYLINE_TAIL = compiled_later(
    rf"(?<=[^\s，、。])[\s]+(?P<byline>[□■◎◆◇○●]?\s*(?:{PAPER}\s*)?{POST}\s*[:：]?\s*{NAMES}(?:\s*{PAPER}?{POST}\s*{NAMES})*)$"
)
_BYLINE_BOX = compiled_later(rf"^[□■◎◆◇○●]\s*{NAMES}$")
# Text recognition reads wide blanks beside names as quotation marks or a comma, or loses the name.
_MISREAD_BLANK = compiled_later(
    f'(?<=记者|讯员)\\s*[“”"\'‘’，,*]+\\s*(?=[{HAN}])|(?<=[{HAN}])\\s*[“”"]\\s*(?=[{HAN}]{{1,4}}(?:$|[\\s、“”"）)]))'
)
# It reads the bracket before a name as one of a title.
_MISREAD_BRACKET = compiled_later(rf"[〈《<«]+(?=(?:{PAPER})?(?:{POST})?[{HAN}\s“”、，]{{2,20}}[）)])")
_NAMELESS = compiled_later("^[□■●◎◆★○◇口回]?\\s*本报(?:记者|通讯员)$")
_SIGNATURE = compiled_later(
    rf"^[（(](?:{PAPER})?(?:{POST})?\s*{NAMES}(?:\s*(?:报道|整理|采写|供稿|文))?[）)]$|"
    rf"^[（(]{PAPER}\s*{POST}\s*[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){{1,2}}[）)]$"
)
_LETTER_SIGNED = compiled_later(
    rf"^(?:一位|本报)?(?:读者|市民|村民|居民|家长|学生|网友|热心读者)[:：\s]+{NAME}$"
)
_LETTER_DATE = compiled_later(r"^(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日$")
_SIGNED_OFF = compiled_later(rf"[。！？”][（(](?:{PAPER})?(?:{POST})?{NAME}(?:[\s、]{NAME})*[）)]$")
_NOTE = compiled_later(
    r"^[（(](?:本组|本版|本文|作者|据|来源|原载|摘自|选自|图片|资料|编者|注)[^（）()]{2,60}[）)]$"
)
_SOURCE = compiled_later(r"^[—―－\-]{1,2}\s*(?:选自|摘自|节选自|原载|转自|译自)\s*《[^》]{1,24}》$")
_DATELINE = compiled_later(
    rf"^[【\[（(]?(?:据\s*)?(?:本报|本台|本网|新\s*华\s*社|中新社|新华网|央视|{PAPER})\s*"
    r"(?:综\s*合)?\s*[\u4e00-\u9fff\s、]{0,12}?(?:[\d\]lI]\s*){0,2}(?:月(?:\s*[\d\]lI]){1,2}\s*上?日)?\s*(?:讯|电|专电)[】\]）)]?|"
    rf"^(?:央视网|新华网|人民网|中新网|本报综合)\s*消息|^(?:日|晚|晨|早|时|商)报讯[\s（(]|"
    rf"^[（(](?:本报)?{POST}\s*{NAMES}[^（）()]{{0,12}}[）)]\s*[\u4e00-\u9fff]{{2}}"
)
_REPORTER = compiled_later(f"[（(〈《<«]+(?:{PAPER})?{POST}")
_DATELINE_START = compiled_later(r"(?:据?(?:本报|本台|新华社?|中新社?|央视))|据新?$")
_DATELINE_END = compiled_later("(?:日电|社电|报讯|日讯|专电)$")
_NARROW = 11.0  # cells
_TOP = 8  # lines of a page
_CAPTION = compiled_later(
    r"^[▲△]\s*[\u4e00-\u9fff]|^(?:[↑←→]\s*)?(?:图\s*[为①②③④⑤⑥一二三四五六]|[上下左右]图|(?:图片|照片|资料图|图片说明)[:：])"
)
_TAKEN = compiled_later(r"[（(](?:\d{1,2}月)?\d{1,2}日[^（）()]{0,6}摄[）)]")

_LABEL = compiled_later(
    r"(?P<name>[\u4e00-\u9fff]{4,9})[ \u3000]+(?=[\u4e00-\u9fff“]{5})"
)  # of a column, before a headline
_MARKDOWN = compiled_later(r"^(?:#{1,6}\s+|\*\*)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the wording of a line says.

    Attributes:
        role: its role, or None where wording says nothing.
        level: Markdown level of a heading, 1 to 6; 5 for a bold line; 0 where there is no mark.
        headline: whether its words can only be a headline.
        dateline: whether the line opens with a dateline, which starts an article.
        way: ``"out"`` or ``"in"`` for a jump marker, ``"on"`` for the rest of one that columns tore in two, else empty.
        target: the printed page number a jump marker names, as digits or with its letter; may be empty.
    """

    role: Role | None = None
    level: int = 0
    dateline: bool = False
    headline: bool = False
    way: str = ""
    target: str = ""


# What the wording of bylines, datelines, markers and page heads is written with in traditional script.
_SIMPLIFIED = str.maketrans(
    "記報訊員攝電轉編責輯圖為華評論讀版號陳張劉趙楊黃吳孫馬羅鄭謝許韓馮鄧蕭葉蔣盧鐘譚陸範賈韋鄒龍陶賀顧龔萬錢嚴湯鮑齊歐陽"
    "聯繫話證聲廣實習約臺國際時報綜專據",
    "记报讯员摄电转编责辑图为华评论读版号陈张刘赵杨黄吴孙马罗郑谢许韩冯邓萧叶蒋卢钟谭陆范贾韦邹龙陶贺顾龚万钱严汤鲍齐欧阳"
    "联系话证声广实习约台国际时报综专据",
)
_TRADITIONAL = re.compile(f"[{''.join(map(chr, _SIMPLIFIED))}]")
_NOTHING = Reading()
_DATELINED = Reading(dateline=True)
_LOOKED_AT = 400  # code points of a line
# What a photo credit, the post of a byline and a dateline cannot be written without.
_CREDIT_SIGN = compiled_later("[摄图绘]")
_POST_SIGN = compiled_later("[者员生]")
_TITLE_BRACKETS = frozenset("〈《<«")
_BYLINE_SIGN = compiled_later("[者员生文]")
_DATELINE_SIGN = compiled_later("[讯电消（(]")


def split_at_markers(lines: Sequence[Line], page: Page) -> list[Line]:
    """Cut lines where a jump marker or a photo credit shares the line with other text; join torn markers."""
    parts: list[Line] = []
    for line in join_torn_markers(lines, page):
        cuts = _cuts(line)
        parts.extend(split_line(line, page.raw, cuts) if cuts else [line])
    return parts


def _cuts(line: Line) -> list[int]:
    text = line.text
    cuts = {cut for span in marker_spans(text) for cut in span}
    tail_from = max(0, len(text) - 40)
    byline = None
    if (
        line.cells <= 60
        and len(text) > len(line.flat)
        and _POST_SIGN.search(text)
        and not _BYLINE.match(text)
    ):
        byline = _BYLINE_TAIL.search(text, tail_from)
    if byline and len(text[: byline.start("byline")].strip("□■◎◆◇○● \u3000")) > 1:
        cuts.add(byline.start("byline"))
    credit = _CREDIT.search(text, tail_from) if _CREDIT_SIGN.search(text) else None
    if credit and credit.start() > 0:
        before = text[: credit.start()].rstrip()
        if before.endswith(("。", "！", "？", "”", "）", ".", ")", "」")) or (
            credit["post"] and text[credit.start() - 1].isspace()
        ):
            cuts.add(credit.start())
    label = _LABEL.match(text) if line.cells <= 60 else None
    if label and is_series(label["name"]):
        cuts.add(label.end())
    return sorted(cut for cut in cuts if 0 < cut < len(text)) if cuts else []


def read_roles(lines: Sequence[Line]) -> list[Reading]:
    """Return what the wording of each line of a page says."""
    readings = [_read(line) for line in lines]
    for i, (line, reading) in enumerate(zip(lines, readings, strict=True)):
        if reading is _NOTHING:
            readings[i] = _placed(lines, readings, i)
        elif reading.role in (Role.MASTHEAD, Role.FOLIO) and is_weak(line.text) and not _at_edge(readings, i):
            readings[i] = _NOTHING
        elif reading.role is Role.SIGNATURE and i and _DATELINE_END.search(lines[i - 1].flat):
            readings[i] = _NOTHING  # of a dateline that a narrow column broke before its brackets
        elif reading.dateline and i and readings[i - 1].dateline and _REPORTER.match(line.flat):
            readings[i] = _NOTHING  # the rest of the dateline in the line above
    return readings


def mark_torn(lines: Sequence[Line], readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings of lines in reading order, with those of markers that columns tore over two lines."""
    marked = list(readings)
    for i in range(1, len(lines)):
        marker = torn_marker(lines[i - 1], lines[i])
        if marker is not None:
            marked[i - 1 : i + 1] = [_jump(marker), Reading(Role.JUMP, way="on")]
    return marked


def is_signed(text: str) -> bool:
    """Tell whether a paragraph ends with a name in brackets behind its last sentence, as short reports do."""
    return text.endswith(("）", ")")) and _SIGNED_OFF.search(text, max(0, len(text) - 40)) is not None


def begins_anew(line: Line) -> bool:
    """Tell whether the wording of a line shows that it does not go on with the line before it."""
    reading = _read(line)
    return reading.role is not None or reading.level > 0 or reading.dateline


def _placed(lines: Sequence[Line], readings: Sequence[Reading], i: int) -> Reading:
    """Return what a line says by those around it whose own wording says nothing."""
    line = lines[i]
    if line.cells <= _NARROW and _DATELINE_START.match(line.flat):
        # In a narrow column a dateline runs over several lines.
        text = "".join(other.flat for other in lines[i : i + 4] if other.cells <= _NARROW)
        if _DATELINE.match(text):
            return _DATELINED
    elif i and readings[i - 1].role is Role.SIGNATURE and _LETTER_DATE.match(line.flat):
        return Reading(Role.SIGNATURE)
    elif i and goes_on_with_names(lines[i - 1].text, line.text):
        return Reading(readings[i - 1].role or Role.IMPRINT)
    elif _beside_furniture(readings, i) and is_section_name(line):
        return Reading(Role.SECTION)
    return _NOTHING


def _at_edge(readings: Sequence[Reading], i: int) -> bool:
    """Tell whether a line is one of the first or last of its page, or stands beside furniture."""
    if i < _TOP or i >= len(readings) - _TOP:
        return True
    return any(readings[j].role in FURNITURE_ROLES for j in (i - 1, i + 1))


def _beside_furniture(readings: Sequence[Reading], i: int) -> bool:
    """Tell whether nothing but furniture stands above a line, or furniture stands on both sides of it."""
    if i and readings[i - 1].role not in FURNITURE_ROLES:
        return False
    if all(reading.role in FURNITURE_ROLES for reading in readings[:i]):
        return i < _TOP
    return all(reading.role in FURNITURE_ROLES for reading in readings[i + 1 : i + 2])


def _read(line: Line) -> Reading:
    return (_remembered if len(line.text) <= _LOOKED_AT else _reading)(line.text, line.cells)


def _reading(text: str, cells: float) -> Reading:
    """Return what the wording of a line says, from its text and its width in cells."""
    flat = " ".join(text[:_LOOKED_AT].split())
    if _TRADITIONAL.search(flat):
        flat = flat.translate(_SIMPLIFIED)  # takes its time, and few lines need it
    if flat[:1] in _TITLE_BRACKETS:
        flat = _MISREAD_BRACKET.sub("（", flat, 1) if _MISREAD_BRACKET.match(flat) else flat
    jump = read_marker(flat)
    if jump is not None:
        return _jump(jump)
    mark = _MARKDOWN.match(flat) if flat.startswith(("#", "*")) else None
    if mark and is_series(flat[mark.end() :].rstrip("* ")):
        return Reading(Role.SECTION)
    if mark and flat.startswith("*") and _short_line_role(flat.strip("* ")) is Role.BYLINE:
        return Reading(Role.BYLINE)
    if mark:
        level = 5 if mark[0].startswith("*") else len(mark[0].strip())
        return Reading(level=level)
    if len(text) <= 60:
        role = _short_line_role(flat)
        if role is not None:
            return Reading(role)
    furniture = furniture_role(flat, cells)
    if furniture is not None:
        return Reading(furniture)
    if _CAPTION.match(flat) or ("摄" in text and cells < 400 and _TAKEN.search(text)):
        return Reading(Role.CAPTION)
    if cells <= 12 and is_notice_heading(flat.replace(" ", "")):
        return Reading(headline=True)
    dateline = _DATELINE_SIGN.search(flat) and (
        _DATELINE.match(flat) or _DATELINE.match(_MISREAD_BLANK.sub("", flat).replace(" ", ""))
    )
    return _DATELINED if dateline else _NOTHING


def _jump(marker: re.Match[str]) -> Reading:
    way = "out" if marker["way"].endswith("转") else "in"
    return Reading(Role.JUMP, way=way, target=plain_number(marker["number"] or marker["bare"] or ""))


_remembered = lru_cache(maxsize=4096)(_reading)


def _short_line_role(flat: str) -> Role | None:
    bracketed = flat[:1] in "（(" and flat[-1:] in "）)"
    if len(flat) <= 30 and _NAMED_CREDIT.match(flat):
        return Role.CREDIT
    if (bracketed and _NOTE.match(flat)) or _SOURCE.match(flat):
        return Role.NOTE
    if (
        _CREDIT_SIGN.search(flat)
        and "文/图" not in flat
        and "图/文" not in flat
        and "摄）" not in flat
        and "摄)" not in flat
        and _CREDIT_ALONE.match(flat)
        and len(flat) > 2
    ):
        return Role.CREDIT
    if (bracketed and _SIGNATURE.match(_MISREAD_BLANK.sub(" ", flat))) or _LETTER_SIGNED.match(flat):
        return Role.SIGNATURE  # in brackets it stands below its text, whatever post it names
    signed = bool(_BYLINE_SIGN.search(flat))
    named = _BYLINE_BOX.match(flat) or (signed and _BYLINE.match(_MISREAD_BLANK.sub(" ", flat)))
    named = named or (signed and _NAMELESS.match(flat))
    return Role.BYLINE if named else None


_MISREAD = str.maketrans("lIO]", "1101")  # digits as text recognition gives them
_HAN_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}


def plain_number(text: str) -> str:
    """Return a page number in plain form: ``"第3"``, ``"三"`` and ``"03"`` give ``"3"``, ``"a04"`` gives ``"A4"``."""
    squeezed = "".join(text.split()).strip("第版页")
    squeezed = (
        (squeezed[:1] + squeezed[1:].translate(_MISREAD)).upper() if len(squeezed) > 1 else squeezed.upper()
    )
    letter = squeezed[:1] if squeezed[:1].isascii() and squeezed[:1].isalpha() else ""
    digits = squeezed[len(letter) :]
    if digits and all(char in _HAN_DIGITS or char == "十" for char in digits):
        return letter + str(_han_number(digits))
    digits = "".join(str(int(char)) for char in digits if char.isdigit() and char.isdecimal())
    return letter + (digits.lstrip("0") or digits[:1])


def _han_number(digits: str) -> int:
    tens, mark, ones = digits.partition("十")
    if not mark:
        return int("".join(str(_HAN_DIGITS[char]) for char in digits))
    return (_HAN_DIGITS.get(tens, 1) if tens else 1) * 10 + (_HAN_DIGITS.get(ones, 0) if ones else 0)
