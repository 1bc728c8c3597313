"""What makes a doubt smaller although the language model does not know the words: names, places, numbers, quotes.

Guards lower a score; they hide nothing. Each multiplies the odds of "misread" by a factor.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.lexicon.names import BEFORE_NAME, SURNAMES, TRANSLITERATION, before_place_ending, within_name
from annotator.text.patterns import compiled_later

if TYPE_CHECKING:
    from collections.abc import Mapping

PERSON = 0.25
PLACE = 0.5
QUOTED = 0.5
NUMBER = 0.5
REPEATED = 0.4
"""Factors of the odds."""

_OPENING = "“‘「『《〈\"'"
_CLOSING = "”’」』》〉\"'"
_LONGEST_QUOTED = 8
_REPEATS = 3


def guarded(text: str, start: int, end: int, score: float, counts: Mapping[str, int], best: str) -> float:
    """Return the score of a doubt after all guards.

    Args:
        text: the checked text.
        start: first code point of the doubtful range.
        end: one past its last.
        score: probability that the range is wrong, by the lattice alone.
        counts: how often n-grams occur in the issue.
        best: the first candidate for the range.
    """
    factor = 1.0
    if within_name(text, start, end):
        factor *= PERSON
    elif before_place_ending(text, end):
        factor *= PLACE
    if quoted(text, start, end):
        factor *= QUOTED
    if text[start - 1 : start].isdigit() or text[end : end + 1].isdigit():
        factor *= NUMBER
    if _repeated(text, start, end, counts, best):
        factor *= REPEATED
    return lowered(score, factor)


ORGANISATION = 0.3
DEFINED = 0.3
NUMERAL = 0.3
TRANSLITERATED = 0.3
COUNTED = 0.2
TITLED = 0.4
PARALLEL = 0.3
VILLAGE = 0.4
LINE = 0.25
REDUPLICATED = 0.05
RUN = 0.05
SPELT_FIGURE = 0.1
SOMEBODY = 0.1
VERSE = 0.3
"""Factors of the odds after the judge, for what it has no number for."""

_ORGANISATIONS = compiled_later(
    "(?:(?!公司|集团|合作|中心|学校|医院|银行)[\u4e00-\u9fff]){0,8}?"
    "(?:有限公司|有限责任公司|股份公司|集团|公司|合作社|合作联社|事务所|研究院|基金会)"
)
_DEFINING = (
    *("叫", "叫作", "称为", "名为", "所谓", "推出", "实施", "打造"),
    *("开展", "建立", "成立", "办起", "设立", "创新", "探索", "推行"),
)
_DEFINED = (
    *("模式", "工程", "行动", "计划", "平台", "机制", "活动", "项目"),
    *("品牌", "驿站", "工作法", "服务", "经济", "产业", "上线"),
)
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两几零〇")
_UNITS = frozenset("年月日号时点分秒岁名人位个家户只头件项条座亩吨元米次届期场万亿千百多余盏")
_PARALLEL = compiled_later(
    "以[\u4e00-\u9fff][促带代增兴铸正强惠助引育聚塑彰][\u4e00-\u9fff]|由[\u4e00-\u9fff][及到向][\u4e00-\u9fff]"
)
_REDUPLICATION = compiled_later(r"[一半几多](.)\1|(.)\2(.)\3|(.)\4长")
"""一面面, 沟沟坎坎, and an office before who leads it: 海关关长, 县县长."""
_RUN = compiled_later(r"([\u4e00-\u9fff])\1\1")
_SPELT_FIGURE = compiled_later(
    "[〇零一二三四五六七八九十百千万亿两]+(?:点[〇零一二三四五六七八九]+|[到至比][〇零一二三四五六七八九十百千万亿两]+)"
    "|[〇零一二三四五六七八九]{2,}年?"
)
_SOMEBODY = compiled_later("[一-鿿]某某?[甲乙丙丁]?")
_VERSE = compiled_later("(?<![一-鿿])(?:(?:[一-鿿]{5}[，。；！？]){3,}|(?:[一-鿿]{7}[，。；！？]){3,})")
_VILLAGES = frozenset("镇乡村屯旗县")
_LINES = ("高铁", "铁路", "高速", "公路", "客专", "城际", "航线")
_LONGEST_TERM = 6
_LONGEST_FIGURE = 8
_VERSE_REACH = 64
_LONGEST_SHORT_NAME = 2
_LONG_FOREIGN_NAME = 5


def softened(text: str, start: int, end: int, best: str) -> float:
    """Return the factor of a judged doubt's odds: organisations, terms being defined, numerals, names, runs.

    Args:
        text: the checked text.
        start: first code point of the doubtful range.
        end: one past its last.
        best: the first candidate for the range.
    """
    factor = 1.0
    if _ORGANISATIONS.match(text, end) and not text[start:end].endswith(("公", "司", "集", "团", "社")):
        factor *= ORGANISATION
    if _defined(text, start, end):
        factor *= DEFINED
    if any(
        read != true and read in _NUMERALS and _beside_numeral(text, start + at)
        for at, (read, true) in enumerate(zip(text[start:end], best, strict=False))
    ):
        factor *= NUMERAL
    changed = [
        start + at for at, pair in enumerate(zip(text[start:end], best, strict=False)) if pair[0] != pair[1]
    ]
    first, last = (changed[0], changed[-1] + 1) if changed else (start, end)
    if _transliterated(text, first, last) >= _LONG_FOREIGN_NAME:
        factor *= TRANSLITERATED
    if _counted(text, start, changed):
        factor *= COUNTED
    if changed and _titled(text, changed[0], changed[-1] + 1):
        factor *= TITLED
    if any(
        match.start() < start and end <= match.end()
        for match in _PARALLEL.finditer(text, max(0, start - 3), end + 3)
    ):
        factor *= PARALLEL
    if _within(_SPELT_FIGURE, text, start, end, _LONGEST_FIGURE):
        factor *= SPELT_FIGURE
    if _within(_SOMEBODY, text, start, end, 2):
        factor *= SOMEBODY
    if _in_verse(text, start, end):
        factor *= VERSE
    if len(best) < end - start and _reduplicated(text, start, end):
        factor *= REDUPLICATED
    if _RUN.search(text, max(0, start - 2), end + 2):
        factor *= RUN  # what stands three times is a matter of repetition, not of misreading
    if end - start <= _LONGEST_SHORT_NAME:
        if text[end : end + 1] in _VILLAGES:
            factor *= VILLAGE
        elif text.startswith(_LINES, end):
            factor *= LINE
    return factor


def _within(pattern: re.Pattern[str], text: str, start: int, end: int, reach: int) -> bool:
    """Tell whether a match of a pattern holds the range; so many code points around it are looked at."""
    return any(
        match.start() <= start and end <= match.end()
        for match in pattern.finditer(text, max(0, start - reach), end + reach)
    )


def _in_verse(text: str, start: int, end: int) -> bool:
    """Tell whether the range lies in lines of five or of seven characters, three at least."""
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    for match in _VERSE.finditer(text, max(begin, start - _VERSE_REACH), stop if stop >= 0 else len(text)):
        if match.start() > start:
            return False
        if end <= match.end():
            return True
    return False


def _reduplicated(text: str, start: int, end: int) -> bool:
    """Tell whether the range has a part in characters that stand twice rightly: 一面面红旗, 沟沟峁峁, 县县长."""
    return any(
        match.start() < end and start < match.end()
        for match in _REDUPLICATION.finditer(text, max(0, start - 3), end + 3)
    )


def _counted(text: str, start: int, changed: list[int]) -> bool:
    """Tell whether a figure's unit is taken for the beginning of another word: 10日赴 is no misread 日趋."""
    return (
        bool(changed) and start < changed[0] and text[start] in _UNITS and text[start - 1 : start].isdigit()
    )


def _titled(text: str, start: int, end: int) -> bool:
    """Tell whether the characters lie in the given name behind a title and a surname: 秘书长刘俊臣."""
    for begin in range(max(0, end - 3), start):
        if text[begin] in SURNAMES and text[max(0, begin - 4) : begin].endswith(BEFORE_NAME):
            return end - begin <= 3
    return False


def _defined(text: str, start: int, end: int) -> bool:
    """Tell whether the range lies in a short term in quotation marks that the sentence introduces."""
    opening = max(text.rfind(mark, max(0, end - _LONGEST_TERM - 1), start) for mark in _OPENING)
    if opening < 0 or not quoted(text, start, end):
        return False
    closing = min(place for mark in _CLOSING if (place := text.find(mark, end)) >= 0)
    if closing - opening - 1 > _LONGEST_TERM:
        return False
    before, after = text[max(0, opening - 4) : opening].rstrip("了着"), text[closing + 1 : closing + 5]
    return before.endswith(_DEFINING) or after.startswith(_DEFINED)


def _transliterated(text: str, start: int, end: int) -> int:
    """Return the length of the stretch of characters that spell by sound around a range; 0 if the range is none."""
    if not TRANSLITERATION.issuperset(text[start:end]):
        return 0
    while start and text[start - 1] in TRANSLITERATION:
        start -= 1
    while end < len(text) and text[end] in TRANSLITERATION:
        end += 1
    return end - start


def _beside_numeral(text: str, at: int) -> bool:
    return text[at - 1 : at] in _NUMERALS or text[at + 1 : at + 2] in _NUMERALS


def lowered(score: float, factor: float) -> float:
    """Multiply the odds of a probability by a factor."""
    return score * factor / (score * factor + 1.0 - score)


def quoted(text: str, start: int, end: int) -> bool:
    """Tell whether the range lies in a short term between quotation marks."""
    before = max(
        (text.rfind(mark, max(0, end - _LONGEST_QUOTED - 1), start) for mark in _OPENING), default=-1
    )
    if before < 0:
        return False
    term = text[before + 1 : before + 2 + _LONGEST_QUOTED]
    closing = min((place for mark in _CLOSING if (place := term.find(mark)) >= 0), default=-1)
    return closing >= 0 and before + 1 + closing >= end


def _repeated(text: str, start: int, end: int, counts: Mapping[str, int], best: str) -> bool:
    """Tell whether the issue repeats the range with a neighbour, and not its first candidate in the same place."""
    for begin, stop in ((start - 1, end), (start, end + 1)):
        around = text[max(0, begin) : stop]
        if len(around) > end - start and counts.get(around, 0) >= _REPEATS:
            wanted = text[max(0, begin) : start] + best + text[end:stop]
            return counts.get(wanted, 0) < counts[around]
    return False
