"""What a line is by its wording: byline, jump marker, caption, credit, furniture and the like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.lines import Line, follows, split_line

_DIGITS = "0-9０-９〇一二三四五六七八九十"
# Text recognition reads 下 as F or 卜, 1 as l or I, 0 as O; brackets of all kinds stand around a marker.
_JUMP = re.compile(
    rf"[（(〈《<\[【CＣ▶►◀◁▷→←]?\s*(?P<way>[下卜F]\s*转|[上止]\s*接)\s*"
    rf"(?:第?\s*(?P<number>[A-Za-z]?\s*[{_DIGITS}lIO\]]{{1,4}})\s*[版页]|"
    rf"(?P<bare>[A-Za-z]?[{_DIGITS}]{{1,3}}))\s*[）)〉》>\]】▶►◀◁]?"
)
_JUMP_HEAD = re.compile(rf"[（(〈《<\[【▶►◀◁▷→←]?\s*(?:下|上|下\s*转|上\s*接)[\sA-Za-z第{_DIGITS}]{{0,6}}$")
_OPENERS = "（(〈《<[【C▶►◀◁▷→←"
_CREDIT_VERB = r"(?:摄影报道|摄影|供图|制图|文/图|图/文|绘|摄)"
_SURNAMES = (
    "赖王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢"
    "安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游"
    "辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应"
    "臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌"
    "奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦"
    "戈伏鹿薄邸雍辜羊阿乌裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴"
    "昝智幸奉植衡富尧闭由欧阳诸葛上官司马皇甫"
)
# A name: a surname and one to three more characters, a space allowed after the surname of a two-character name.
_NAME = (
    rf"(?:[{_SURNAMES}](?:\s?[\u4e00-\u9fff]|[\u4e00-\u9fff]{{2,3}})"
    r"|[\u4e00-\u9fff]{2,6}·[\u4e00-\u9fff·]{2,8})"
)
_NAMES = rf"{_NAME}(?:[\s、，]*{_NAME}){{0,5}}"
_POST = (
    r"(?:见习|实习|特约|全媒体|融媒体|首席|驻[\u4e00-\u9fff]{1,4})?"
    r"(?:记者|通讯员|特派记者|特约记者|评论员|特派员|实习生|摄影记者|作者)"
)
_CREDIT = re.compile(
    rf"(?:(?P<post>(?:[\u4e00-\u9fff]{{2,8}})?{_POST}\s*)|(?<=[。！？”）.)\s]))(?P<names>{_NAMES})?\s*/?{_CREDIT_VERB}$"
)
_CREDIT_ALONE = re.compile(
    rf"^(?:[（(])?(?:[\u4e00-\u9fff]{{2,8}}?)?(?:{_POST})?\s*(?:{_NAMES})?\s*/?{_CREDIT_VERB}(?:[）)])?$"
)
_PAPER = (
    r"(?:本报|本台|本网|本刊|新华社|中新社|总台|"
    r"[\u4e00-\u9fff]{2,6}(?:日报|晚报|晨报|时报|早报|都市报|报|网|台|社))"
)
_BYLINE = re.compile(
    rf"^[□■●◎◆★○◇*一—_\-－\s（(]*(?:{_PAPER}\s*)?(?:{_POST}\s*[:：]?\s*{_NAMES}[\s，、,]*)"
    rf"(?:(?:{_PAPER}\s*)?{_POST}\s*[:：]?\s*{_NAMES}[\s，、,]*)*(?:文/图|报道|文|采写|整理)?[）)]?$"
)
_BYLINE_TAIL = re.compile(
    rf"(?<=[^\s，、。])[\s]+(?P<byline>[□■◎◆◇○●]?\s*(?:{_PAPER}\s*)?{_POST}\s*[:：]?\s*{_NAMES}(?:\s*{_PAPER}?{_POST}\s*{_NAMES})*)$"
)
_BYLINE_BOX = re.compile(rf"^[□■◎◆◇○●]\s*{_NAMES}$")
_SIGNATURE = re.compile(rf"^[（(](?:{_PAPER})?(?:{_POST})?\s*{_NAMES}[）)]$")
_NOTE = re.compile(r"^[（(](?:本组|本版|本文|作者|据|来源|图片|资料|编者|注)[^（）()]{2,60}[）)]$")
_DATELINE = re.compile(
    rf"^(?:据\s*)?(?:本报|本台|本网|新\s*华\s*社|中新社|新华网|央视|{_PAPER})\s*"
    r"(?:综\s*合)?\s*[\u4e00-\u9fff\s、]{0,12}?(?:\d\s*){0,2}(?:月(?:\s*\d){1,2}\s*日)?\s*(?:讯|电|专电)"
)
_DATELINE_START = re.compile(r"(?:据?(?:本报|本台|新华社?|中新社?|央视))|据新?$")
_NARROW = 11.0  # cells
_CAPTION = re.compile(
    r"^(?:[▲△↑←→]?\s*)?(?:图\s*[为①②③④⑤⑥一二三四五六]|[上下左右]图|(?:图片|照片|资料图)[:：])"
)
_TAKEN = re.compile(r"[（(](?:\d{1,2}月)?\d{1,2}日[^（）()]{0,6}摄[）)]")

_IMPRINT = re.compile(
    r"社\s*址|邮\s*编|定价|零售|印刷|广告(?:热线|许可证|电话|部)|发行(?:热线|部)|新闻热线|订阅|总机|投稿邮箱|查号台|"
    r"邮政编码|开印时间|印完时间|本报地址|电子信箱"
)
_STAFF = re.compile(
    r"(?:责\s*任?\s*编\s*辑?|美\s*编|校\s*对|版\s*式|本\s*版\s*编\s*辑|本版主编|值班(?:主任|编委)|组版|审读|视觉|一校)"
    r"\s*[:：/]?\s*"
)
_FOLIO = re.compile(
    rf"^(?:第?\s*[A-Da-d]?\s*[{_DIGITS}]{{1,3}}\s*版|[A-D]?0?\d{{1,2}}|版\s*次.{{0,6}}|[A-D]\d{{1,2}}\s*版?)$"
)
_FOLIO_WITH_SECTION = re.compile(
    rf"^(?:第\s*[{_DIGITS}]{{1,3}}\s*版|[A-D]\s?\d{{1,2}}\s?版?)\s+[\u4e00-\u9fff·]{{2,6}}$|"
    rf"^[\u4e00-\u9fff·]{{2,6}}\s+第\s*[{_DIGITS}]{{1,3}}\s*版$"
)
_DATE = re.compile(r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_WEEKDAY = re.compile(r"星\s*期\s*[一二三四五六日天⽇]|农\s*历|夏\s*历")
_SERIAL = re.compile(
    r"统一(?:连续出版物|刊)号|CN\s*\d\d\s*[-—－]?\s*\d{4}|邮发代号|代号\s*\d|第\s*\d{3,6}\s*[期号]|今日\s*\d+\s*版|国内刊号|总第"
)
_PAPER_NAME = re.compile(r"^[\u4e00-\u9fff]{2,6}(?:日报|晚报|晨报|时报|早报|工商报|都市报|商报|周报|报)$")
_SECTION = re.compile(
    r"^[\u4e00-\u9fff·]{0,4}(?:新闻|要闻|周刊|副刊|专版|专刊|专栏|观察|综合|视点|评论|时评|快讯|速递|动态|传真|简讯|"
    r"聚焦|天下|广角|纵横|声音|见闻|亮点|博览|之窗|园地|百态|论坛|理论|文苑)$"
)
# Names of columns and series that no story, heading or sentence is called.
_SERIES = re.compile(
    r"^(?:[国海][内外际]|时政|经济|社会|文化|体育|民生|教育|科技|财经|法治|本市|本地|各地|一周|今日|新闻|要闻|图片|简明|记者|"
    r"新春|基层|一线|本报|深度|权威|特别|独家|现场|高质量发展){0,2}"
    r"(?:简讯|短讯|快讯|速递|速览|短新闻|短波|短评|时评|传真|瞭望|视点|观察|观察哨|调查|深度报道|特别报道|权威发布|权威解读|"
    r"走基层|直通车|调研行|调研记|见闻录|见闻|进行时|新亮点|面对面|零距离|新闻眼|新闻|要闻|在现场|看台|博览|集锦)$"
    r"|^[\u4e00-\u9fff“”]{2,8}进行时$"
)
_MARKDOWN = re.compile(r"^(?:#{1,6}\s+|\*\*)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the wording of a line says.

    Attributes:
        role: its role, or None where wording says nothing.
        level: Markdown level of a heading, 1 to 6; 5 for a bold line; 0 where there is no mark.
        dateline: whether the line opens with a dateline, which starts an article.
        way: ``"out"`` or ``"in"`` for a jump marker, else empty.
        target: the printed page number a jump marker names, as digits or with its letter; may be empty.
    """

    role: Role | None = None
    level: int = 0
    dateline: bool = False
    way: str = ""
    target: str = ""


_NOTHING = Reading()
_DATELINED = Reading(dateline=True)
_LOOKED_AT = 400  # code points of a line
# What a jump marker, a photo credit and the post of a byline cannot be written without.
_JUMP_SIGNS = "转接"
_CREDIT_SIGNS = "摄图绘"
_POST_SIGNS = "者员生"


def split_at_markers(lines: Sequence[Line], page: Page) -> list[Line]:
    """Cut lines where a jump marker or a photo credit shares the line with other text."""
    parts: list[Line] = []
    for line in _whole_markers(lines):
        cuts = _cuts(line)
        parts.extend(split_line(line, page.raw, cuts) if cuts else [line])
    return parts


def _whole_markers(lines: Sequence[Line]) -> list[Line]:
    """Join jump markers that a narrow column broke over two lines."""
    whole: list[Line] = []
    for line in lines:
        before = whole[-1] if whole else None
        if (
            before is not None
            and line.cells <= 6
            and before.cells <= 8
            and follows(before, line)
            and _JUMP_HEAD.fullmatch(before.text)
            and not _JUMP.fullmatch(before.text)
            and _JUMP.fullmatch(before.flat + line.flat)
        ):
            gap = "\n" * (line.start - before.end)
            whole[-1] = replace(
                before,
                end=line.end,
                text=before.text + gap + line.text,
                cells=before.cells + line.cells,
                least=before.least + line.least,
            )
        else:
            whole.append(line)
    return whole


def _cuts(line: Line) -> list[int]:
    text = line.text
    cuts: set[int] = set()
    if len(text) <= 20_000 and _has(text, _JUMP_SIGNS):
        for match in _JUMP.finditer(text):
            if _stands_apart(text, match):
                cuts.update((match.start(), match.end()))
    tail_from = max(0, len(text) - 40)
    byline = None
    if (
        line.cells <= 60
        and len(text) > len(line.flat)
        and _has(text, _POST_SIGNS)
        and not _BYLINE.match(text)
    ):
        byline = _BYLINE_TAIL.search(text, tail_from)
    if byline and len(text[: byline.start("byline")].strip("□■◎◆◇○● \u3000")) > 1:
        cuts.add(byline.start("byline"))
    credit = _CREDIT.search(text, tail_from) if _has(text, _CREDIT_SIGNS) else None
    if credit and credit.start() > 0:
        before = text[: credit.start()].rstrip()
        if before.endswith(("。", "！", "？", "”", "）", ".", ")", "」")) or (
            credit["post"] and text[credit.start() - 1].isspace()
        ):
            cuts.add(credit.start())
    return sorted(cut for cut in cuts if 0 < cut < len(text))


def _stands_apart(text: str, match: re.Match[str]) -> bool:
    """Tell a printed marker from the same words in a sentence."""
    bracketed = match[0].strip()[0] in _OPENERS
    at_edge = not text[: match.start()].strip() or not text[match.end() :].strip()
    if match["bare"] and match["number"] is None:
        return bracketed or (at_edge and len(text.strip()) == len(match[0].strip()))
    return bracketed or at_edge or text[match.start() - 1 : match.start()].isspace()


def read_roles(lines: Sequence[Line]) -> list[Reading]:
    """Return what the wording of each line of a page says."""
    readings = [_read(line) for line in lines]
    for i, (line, reading) in enumerate(zip(lines, readings, strict=True)):
        # In a narrow column a dateline runs over several lines.
        if reading is _NOTHING and line.cells <= _NARROW and _DATELINE_START.match(line.flat):
            text = "".join(other.flat for other in lines[i : i + 4] if other.cells <= _NARROW)
            if _DATELINE.match(text):
                readings[i] = _DATELINED
    return readings


def _has(text: str, signs: str) -> bool:
    """Tell whether a text holds one of a few characters; much faster than a pattern that would find nothing."""
    return any(map(text.__contains__, signs))


def _read(line: Line) -> Reading:
    return (_remembered if len(line.text) <= _LOOKED_AT else _reading)(line.text, line.cells)


def _reading(text: str, cells: float) -> Reading:
    """Return what the wording of a line says, from its text and its width in cells."""
    flat = " ".join(text[:_LOOKED_AT].split())
    jump = _JUMP.fullmatch(flat) if _has(flat, _JUMP_SIGNS) else None
    if jump:
        way = "out" if jump["way"].endswith("转") else "in"
        return Reading(Role.JUMP, way=way, target=plain_number(jump["number"] or jump["bare"] or ""))
    mark = _MARKDOWN.match(flat) if flat.startswith(("#", "*")) else None
    if mark and _SERIES.match(flat[mark.end() :].rstrip("* ")):
        return Reading(Role.SECTION)
    if mark:
        level = 5 if mark[0].startswith("*") else len(mark[0].strip())
        return Reading(level=level)
    if len(text) <= 60:
        role = _short_line_role(flat)
        if role is not None:
            return Reading(role)
    furniture = _furniture_role(flat, cells)
    if furniture is not None:
        return Reading(furniture)
    if (_has(flat, "图照") and _CAPTION.match(flat)) or (
        "摄" in text and cells < 400 and _TAKEN.search(text)
    ):
        return Reading(Role.CAPTION)
    dateline = _has(flat, "讯电") and bool(_DATELINE.match(flat) or _DATELINE.match(flat.replace(" ", "")))
    return _DATELINED if dateline else _NOTHING


_remembered = lru_cache(maxsize=4096)(_reading)


def _short_line_role(flat: str) -> Role | None:
    bracketed = flat[:1] in "（(" and flat[-1:] in "）)"
    if bracketed and _NOTE.match(flat):
        return Role.NOTE
    if (
        _has(flat, _CREDIT_SIGNS)
        and "摄）" not in flat
        and "摄)" not in flat
        and _CREDIT_ALONE.match(flat)
        and len(flat) > 2
    ):
        return Role.CREDIT
    if bracketed and _SIGNATURE.match(flat):
        return Role.SIGNATURE  # in brackets it stands below its text, whatever post it names
    named = _BYLINE_BOX.match(flat) or (_has(flat, _POST_SIGNS) and _BYLINE.match(flat))
    return Role.BYLINE if named else None


def _furniture_role(flat: str, cells: float) -> Role | None:
    if cells < 200 and len(_IMPRINT.findall(flat)) >= 2:
        return Role.IMPRINT
    if cells > 60:
        return None
    staff = _STAFF.search(flat) if _has(flat, "责编校版值审视") else None
    date = _DATE.search(flat) if "年" in flat else None
    serial = _SERIAL.search(flat) if _has(flat, "号N期版总") else None
    squeezed = flat.replace(" ", "")
    if serial and (date or len(squeezed) < 50) and "。" not in flat and "，" not in flat:
        return Role.MASTHEAD
    if staff and (staff.start() == 0 or date or "版" in flat) and "。" not in flat and "，" not in flat:
        return Role.IMPRINT if staff.start() == 0 and not date else Role.FOLIO
    if date and (_WEEKDAY.search(flat) or len(squeezed) <= 12) and "。" not in flat and "，" not in flat:
        return Role.FOLIO
    if len(flat) <= 30 and (_FOLIO.match(flat) or _FOLIO_WITH_SECTION.match(flat)):
        return Role.FOLIO
    if squeezed.endswith("报") and _PAPER_NAME.match(squeezed):
        return Role.MASTHEAD
    return Role.SECTION if len(squeezed) <= 9 and _SERIES.match(squeezed) else None


def is_section_name(line: Line) -> bool:
    """Tell whether a short line reads like the name of a section or column of the newspaper."""
    return line.cells <= 14 and all(_SECTION.match(part) for part in line.text.lstrip("#* ").split())


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
