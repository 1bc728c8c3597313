"""What does not belong to any article by its wording: imprint, folio, masthead, names of sections and series."""

from __future__ import annotations

from annotator.model.article import Role
from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.persons import NAMES
from annotator.text.patterns import compiled_later

_DIGITS = "0-9０-９〇一二三四五六七八九十"
# All its alternatives begin with a character, so that a search goes by where these stand.
_IMPRINT = compiled_later(
    r"社\s*址|邮\s*编|定价|零售|印刷|广告(?:热线|许可证|电话|部)|发行(?:热线|部)|新闻热线|订阅|总机|投稿邮箱|查号台|"
    r"邮政编码|开印时间|印完时间|本报地址|电子信箱|电话[:：]|传真[:：]|网址[:：]|经营许可证|法律顾问|承印|印务|出版[:：]|"
    r"E-?mail|e-?mail|客户端|微信公众号|国外代号"
)
_IMPRINT_ALONE = compiled_later(
    r"(?:社\s*址\s*[:：].{2,14}|邮\s*编\s*[:：]\s*\d{6}|(?:广告|新闻|发行|订阅|投稿)(?:热线|电话|邮箱)\s*[:：][\w.@\s-]{5,24}|"
    r"(?:零[售告]|定价)\s*(?:每份)?[:：]?\s*\d{1,2}[.．]?\d{1,2}\s*元)$"
)
_STAFF = compiled_later(
    r"(?:责\s*任?\s*编\s*辑?|美\s*编|校\s*对|版\s*式|本\s*版\s*编\s*辑|本版主编|值班(?:主任|编委)|组版|审读|视觉|一校)"
    r"\s*[:：/]?\s*"
)
_FOLIO = compiled_later(
    rf"^(?:第?\s*[A-Da-d]?\s*[{_DIGITS}]{{1,3}}\s*版|[A-D]?0?\d{{1,2}}|版\s*次.{{0,6}}|[A-D]\d{{1,2}}\s*版?)$"
)
_FOLIO_WITH_SECTION = compiled_later(
    rf"^(?:第\s*[{_DIGITS}]{{1,3}}\s*版|[A-D]\s?\d{{1,2}}\s?版?)\s+[\u4e00-\u9fff·]{{2,6}}$|"
    rf"^[\u4e00-\u9fff·]{{2,6}}\s+第\s*[{_DIGITS}]{{1,3}}\s*版$"
)
_NUMBERED = compiled_later(
    r"^(?P<before>[\u4e00-\u9fff·]{2,6})\s*[A-D]?\d{1,2}$|^[A-D]?\d{1,2}\s*(?P<behind>[\u4e00-\u9fff·]{2,6})$"
)
# Text recognition reads a 1 as a bracket, a letter or 了, also twice.
_DATE = compiled_later(r"(?:19|20)\d\d\s*年\s*[\d\]lI了]{1,3}\s*月\s*[\d\]lI了]{1,2}上?\s*日")
_WEEKDAY = compiled_later(r"星\s*期\s*[一二三四五六日天⽇]|农\s*历|夏\s*历")
_WEEKDAY_ALONE = compiled_later("星期[一二三四五六日天]$")
_SERIAL = compiled_later(
    r"统一(?:连续出版物|刊)号|CN\s*\d\d\s*[-—－]?\s*\d{4}|邮发代号|代号\s*\d|第\s*\d{3,6}\s*[期号]|今日\s*\d+\s*版|国内刊号|总第"
)
_PAPER_NAME = compiled_later(
    r"^[\u4e00-\u9fff]{2,6}(?:日报|晚报|晨报|时报|早报|工商报|都市报|商报|周报|(?<![通公海情简预举回汇申播捷快电填上年季])报)$"
)
_SECTION = compiled_later(
    r"^(?:要闻|国内|国际|时政|财经|经济|文化|体育|社会|教育|健康|法治|专题|综合)$|"
    r"^[\u4e00-\u9fff·]{0,4}(?:新闻|要闻|周刊|副刊|专版|专刊|专栏|观察|综合|视点|评论|时评|快讯|速递|动态|传真|简讯|"
    r"聚焦|天下|广角|纵横|声音|见闻|亮点|博览|之窗|园地|百态|论坛|理论|文苑)$"
)
# Names of columns and series that no story, heading or sentence is called.
_SERIES = compiled_later(
    r"^(?:[国海][内外际]|时政|经济|社会|文化|体育|民生|教育|科技|财经|法治|本市|本地|各地|一周|今日|新闻|要闻|图片|简明|记者|"
    r"新春|基层|一线|本报|深度|权威|特别|独家|现场|高质量发展){0,2}"
    r"(?:简讯|短讯|快讯|速递|速览|短新闻|短波|短评|时评|传真|瞭望|视点|观察|观察哨|调查|深度报道|特别报道|权威发布|权威解读|"
    r"走基层|直通车|调研行|调研记|见闻录|见闻|进行时|新亮点|面对面|零距离|新闻眼|新闻|要闻|在现场|看台|博览|集锦)$"
    r"|^[\u4e00-\u9fff“”]{2,8}进行时$"
)


# A line of nothing but posts of an editorial office and names: 段艳_美编, 编辑 李晓 组版：王刚.
_DESK = (
    r"(?:责任编辑|责编|编辑|美编|美术编辑|版式|版面设计|设计|组版|照排|校对|审校|检校|审读|统筹|策划|监制|主编|执行主编|副主编|"
    r"值班主任|值班编委|值班总编|值班主编|本版编辑|本版主编|本版责编|图片编辑|图编|视觉|一校|二校|终审|编审)"
)
_STAFF_SIGN = compiled_later("[编校版读划筹视审计排班]")  # that no line of _STAFF or _STAFF_LINE is without
_FOLIO_SIGN = compiled_later(r"[版\d]")  # the same of page numbers
_HEAD_SIGN = compiled_later(r"[版日./-]")  # the same of heads of pages
_DESK_SIGN = compiled_later("[编校版读划筹视审计排]")
# It stands between a post and its name; a post alone is a word like others.
_DESK_PART = compiled_later("[ :：_/／]")
_STAFF_LINE = compiled_later(rf"^(?:{NAMES}[\s_|]*)?(?:{_DESK}\s*[:：/_／]?\s*(?:{NAMES})?[\s_、|]*)+$")
_STAFF_END = compiled_later(rf"{_DESK}[\s:：/_／]*$")
_NAMES_ALONE = compiled_later(rf"^{NAMES}$")

_NOTICE = compiled_later(
    r"^[#*\s]*(?:遗失(?:声明|启事|公告)|声明作废|分类广告|公益广告|广告|(?:注销|减资|清算|吸收合并|债权转让|拍卖|招租)公告|"
    r"寻[人物亲]启事|招领启事|认尸启事|招聘启事|招租|出租|求租|求购|诚聘|招聘|转让)[*！!]*$"
)


# What the head of a page is put together from; a line of nothing else is one, with or without a weekday.
_HEAD_PARTS = {
    "date": compiled_later(
        r"(?:(?:19|20)\d\d|[〇零○一二三四五六七八九]{4})[年./-](?:\d{1,2}|[一二三四五六七八九十]{1,2})[月./-]"
        r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})日?(?:星期[一二三四五六日天])?"
    ),
    "weekday": compiled_later(r"[(（]?星期[一二三四五六日天][)）]?"),
    "lunar": compiled_later(
        r"(?:农历|農曆|夏历|夏曆)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[\u4e00-\u9fff]{2,6}|"
        r"(?:农历|農曆|夏历|夏曆)[\u4e00-\u9fff]{2,8}"
    ),
    "folio": compiled_later(rf"第[{_DIGITS}]{{1,3}}版|[A-Da-d]?\d{{1,2}}版|[A-D]\d{{1,2}}"),
    "paper": compiled_later(r"[\u4e00-\u9fff]{2,8}[报報]"),
    "section": _SECTION,
}
_HEAD_GAPS = compiled_later(r"(?:[\s|｜·]|(?<!\d)/|/(?!\d))+")
_LOOSE_DATE = compiled_later(r"(?<=[年月])\s+(?=[\d一二三四五六七八九十廿卅])")


def _is_page_head(flat: str) -> bool:
    """Tell whether a line holds nothing but parts of a page's head, a date or page number and something else."""
    kinds = set()
    for part in filter(None, _HEAD_GAPS.split(_LOOSE_DATE.sub("", flat))):
        kind = next((name for name, pattern in _HEAD_PARTS.items() if pattern.fullmatch(part)), None)
        if kind is None:
            return False
        kinds.add(kind)
    return len(kinds) >= 2 and not kinds.isdisjoint(("date", "folio"))


def furniture_role(flat: str, cells: float) -> Role | None:
    """Return the role of a line as furniture, or None.

    Args:
        flat: its text, blanks made single spaces.
        cells: its width in cells of one Han character.
    """
    if cells < 200 and len(_IMPRINT.findall(flat)) >= 2:
        return Role.IMPRINT
    if cells > 60:
        return None
    if _IMPRINT_ALONE.match(flat):
        return Role.IMPRINT
    staff = None
    if _STAFF_SIGN.search(flat):
        if _DESK_SIGN.search(flat) and _DESK_PART.search(flat) and _STAFF_LINE.match(flat):
            return Role.IMPRINT
        staff = _STAFF.search(flat)
    date = _DATE.search(flat) if "年" in flat else None
    serial = _SERIAL.search(flat)
    squeezed = flat.replace(" ", "")
    if serial and (date or len(squeezed) < 50) and "。" not in flat and "，" not in flat:
        return Role.MASTHEAD
    if staff and date and "。" not in flat and ("，" not in flat or _WEEKDAY.search(flat)):
        return Role.FOLIO
    if staff and (staff.start() == 0 or "版" in flat) and "。" not in flat and "，" not in flat:
        return Role.IMPRINT if staff.start() == 0 and not date else Role.FOLIO
    if date and (_WEEKDAY.search(flat) or len(squeezed) <= 12) and "。" not in flat and "，" not in flat:
        return Role.FOLIO
    if _WEEKDAY_ALONE.match(squeezed):
        return Role.FOLIO
    if len(flat) <= 40 and _HEAD_SIGN.search(flat) and _is_page_head(flat):
        return Role.FOLIO
    if (
        len(flat) <= 30
        and _FOLIO_SIGN.search(flat)
        and (_FOLIO.match(flat) or _FOLIO_WITH_SECTION.match(flat) or _is_numbered_section(flat))
    ):
        return Role.FOLIO
    if squeezed.endswith("报") and _PAPER_NAME.match(squeezed):
        return Role.MASTHEAD
    return Role.SECTION if len(squeezed) <= 9 and is_series(squeezed) else None


def is_series(text: str) -> bool:
    """Tell whether a text is the name of a column or series that no story, heading or sentence is called."""
    return _SERIES.match(text) is not None


def is_section_name(line: Line) -> bool:
    """Tell whether a short line reads like the name of a section or column of the newspaper."""
    return line.cells <= 14 and all(map(_SECTION.match, line.text.lstrip("#* ").split()))


def is_notice_heading(text: str) -> bool:
    """Tell whether a text can only be the heading of an advertisement or notice."""
    return _NOTICE.match(text) is not None


def is_weak(flat: str) -> bool:
    """Tell whether a line reads like furniture, but may as well be a piece of a sentence that stands alone.

    It is a newspaper's name (工作报|告), a date, a weekday or a numbered section; only its place can tell.
    """
    squeezed = flat.replace(" ", "")
    if _WEEKDAY_ALONE.match(squeezed):
        return True
    return bool(_PAPER_NAME.match(squeezed) or _DATE.fullmatch(squeezed) or _is_numbered_section(flat))


def goes_on_with_names(before: str, flat: str) -> bool:
    """Tell whether a line holds the names to the post that a line of the editorial office ends with."""
    return _STAFF_END.search(before) is not None and _NAMES_ALONE.match(flat) is not None


def _is_numbered_section(flat: str) -> bool:
    """Tell whether a line is a section's name with the page's number: 要闻 3, A04 综合新闻."""
    match = _NUMBERED.match(flat)
    return match is not None and _SECTION.match(match["before"] or match["behind"]) is not None
