"""Stretches of a text that a label may be put on: words, names of people, places and organisations, times, quotations.

What they are for is the hand that marks them, not the machine that counts them: a guess that is one character too
long is worth less than one that is the next word, so they come from the smallest to the largest, and what the
rules find stands between the word and the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from annotator.lexicon.names import COMPOUND_SURNAMES, SURNAMES, TRANSLITERATION, likely_name
from annotator.text.patterns import compiled_later


class StretchKind(StrEnum):
    """What a stretch looks like."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    TIME = "time"
    WORK = "work"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """``[start, end)`` of a text, in code points, and what it looks like."""

    start: int
    end: int
    kind: StretchKind


_SURROGATE = compiled_later("[\ud800-\udfff]")
_CLAUSE_END = compiled_later("[，。！？；：、…,!?;:\n\u3000（）()“”‘’「」『』《》〈〉【】]+")
_SENTENCE_END = compiled_later("[。！？!?…\n]+[”’」』）)》]*")
_QUOTES = compiled_later("“([^“”\n]+)”|‘([^‘’\n]+)’|「([^「」\n]+)」|『([^『』\n]+)』")
_WORKS = compiled_later("《([^《》\n]+)》|〈([^〈〉\n]+)〉")
_NUMBER = "[0-9０-９〇零一二三四五六七八九十百两廿卅]"
_DATE = "|".join(
    (
        f"(?:{_NUMBER}{{2,4}}年(?:代|初|底|末|中)?)?{_NUMBER}{{1,3}}月(?:份|初|底|末|中旬|上旬|下旬)?(?:{_NUMBER}{{1,3}}[日号])?",
        f"{_NUMBER}{{1,3}}[日号](?=[上下中凌早晚，。、至到起前后电讯]|$)",
        f"{_NUMBER}{{2,4}}年(?:代|初|底|末|春|夏|秋|冬)?",
        f"{_NUMBER}{{1,3}}[时点](?:{_NUMBER}{{1,3}}分|半|许)?",
        "[前去今明后](?:年(?:年[初中底末]|初(?![一二三四五六七八九十中级])|[底末]|[春夏秋冬][天季])?|[天晚])|[昨今明]日|近[日年期来]|日前|当[天日晚]|目前|如今|上旬|中旬|下旬|[本上下]?周[一二三四五六日末]",
        "星期[一二三四五六日天]|凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|深夜|[上下本]个?月|[上下]半年|春节|国庆节|中秋节|元旦|清明",
    )
)
_TIME = compiled_later(f"(?:{_DATE})(?:{_DATE})*")
_DOTS = frozenset("·•・")
_ORGANISATION = compiled_later(
    "委员会|办事处|合作社|研究[院所会]|代表队|事务所|派出所|供电所|卫生院|小学|中学|大学|学院|学校|医院|银行|集团|公司"
    "|法院|检察院|政府|协会|学会|商会|总会|联合会|基金会|工会|妇联|党委|党支部|支部|出版社|报社|日报社|通讯社|电视台"
    "|剧团|剧院|博物馆|图书馆|纪念馆|体育馆|文化馆|管理局|中心|总站|农场|林场|工厂|电厂|车间|大队|支队|警察局"
    "|[局厅厂社](?![部长员会区域办负])"
)
_PLACE_ENDING = compiled_later(
    "[省市县区旗州盟镇乡村屯庄寨湾沟岭江河湖山路街桥港岛峡关]|自治[区州县]|火车站|流域|盆地|高原|半岛|群岛|广场"
)
_NOMINAL = frozenset(
    (
        "n",
        "ng",
        "nz",
        "ns",
        "nt",
        "nr",
        "nrt",
        "nrfg",
        "j",
        "vn",
        "an",
        "b",
        "s",
        "f",
        "m",
        "q",
        "zg",
        "l",
        "eng",
        "i",
    )
)
_PERSONS = frozenset(("nr", "nrt", "nrfg"))
_UNKNOWN = frozenset(("nz", "nr", "nrt", "nrfg"))
_GENERIC = (
    "山村 农村 乡村 山区 城乡 城市 县城 县里 镇里 村里 乡镇 村庄 村镇 小镇 小区 小村 老街 大街 街道 公路 大桥 "
    "港口 渔港 山路 山乡 海岛 江河 江湖 山河 河湖 省市 县市 县区 市区 城区 郊区 灾区 林区 牧区 库区 老区 特区 边区 "
    "上门 开春 新建 开园 山高 高山 青山 大山 绿水青山 金山银山 银山 海关 天桥 大坝 大湾 小镇 新路 致富路 "
    "铁路 高铁 电路 集成电路 小山村 富裕村 空心村 红旗 国旗 大运河 渔村 古村 古镇 老村 边关 关口 路口 渡口 "
    "港湾 海湾 海港 湖区 景区 园区 社区"
)
_ANY_PLACE = frozenset(_GENERIC.split())
"""Words the segmenter takes for names of places that name none."""
_PASSES = "潼关 韶关 阳关 城关 下关 武关"
_PLAINS = (
    "四川 银川 铜川 合川 永川 汶川 北川 青川 淄川 伊川 栾川 陵川 利川 潢川 临川 洛川 宜川 延川 富川 颍川 龙川 遂川 "
    "崇川 吴川 秦川 泾川 武川 达川 南川 东川 中川"
)
_SHORT_NAMES = {"关": frozenset(_PASSES.split()), "川": frozenset(_PLAINS.split())}
"""Words of two characters with these endings are seldom names of places (海关, 攸关, 平川): those that are."""
_DOING = frozenset("兴治驻引离入出赴过守登沿跨渡巡护援抗返进")
"""Verbs before the short name or the kind of a place: 兴川, 驻港, 引江, 离岛."""
_DONE_TO = frozenset("川港岛江湖沟岭湾山河路桥关镇村")
_STOPS = frozenset("的了和与及或在从向对把被由等各该本此其这那某并又将以为是有")
_LONGEST_ORGANISATION = 24
_Tagged = tuple[tuple[int, int, str], ...]
_SHORT = 4
_REACH = 400
"""Code points looked at on each side when one place is asked for; a block may be very long."""


def stretches(text: str) -> tuple[Stretch, ...]:
    """Return what looks like a name, a time, the title of a work or a quotation, by place; they may overlap.

    Args:
        text: a block's text; positions count its code points.
    """
    return _stretches(text)


@lru_cache(maxsize=4096)
def word_bounds(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the words of a text lie, marks and blanks left out."""
    return tuple((start, end) for start, end, tag in _tagged(text) if tag != "x")


def enclosing(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return stretches a selection can grow to, from the smallest to the largest, the whole text last.

    Each holds ``[start, end)`` and is longer than it: the word, what the rules find, the noun phrase, the clause, the
    sentence. For a place between two characters the word behind it is meant, and at the end of one the word before.
    A word of one character is left out where it is part of a name or of a short noun phrase: names that no dictionary
    has come apart into such words.

    Args:
        text: a block's text.
        start: first code point of the selection.
        end: one past its last; equal to ``start`` for a caret.
    """
    if start == end:
        behind = start < len(text) and text[start].isalnum()
        start, end = (start, start + 1) if behind or not start else (start - 1, start)
        least = 0
    else:
        least = end - start
    low, high = _cut_before(text, start), min(end + _REACH, len(text))
    around = {(low + left, low + right) for left, right in _around(text[low:high], start - low, end - low)}
    larger = {
        (left, right)
        for left, right in (*around, (0, len(text)))
        if left <= start and end <= right and right - left > least
    }
    chain: list[tuple[int, int]] = []
    for left, right in sorted(larger, key=lambda each: (each[1] - each[0], each[0])):
        if not chain or (left <= chain[-1][0] and chain[-1][1] <= right):
            chain.append((left, right))
    names = {(low + each.start, low + each.end) for each in _stretches(text[low:high])}
    single = len(chain) > 1 and chain[0][1] - chain[0][0] == 1
    return chain[1:] if single and (chain[1] in names or chain[1][1] - chain[1][0] <= _SHORT) else chain


def _cut_before(text: str, position: int) -> int:
    """Return where to begin looking: the beginning of a sentence, unless that is far away."""
    low = max(position - _REACH, 0)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, low, position)]
    if not low:
        return 0
    return ends[0] if ends else low


def _around(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = word_bounds(text)
    touched = [word for word in words if word[0] < end and start < word[1]]
    if touched:
        yield touched[0][0], touched[-1][1]
    for stretch in _stretches(text):
        yield stretch.start, stretch.end
        if stretch.kind in (StretchKind.QUOTED, StretchKind.WORK):
            yield stretch.start - 1, stretch.end + 1
    yield from _phrases(text)
    yield from _between(_CLAUSE_END, text, keep_mark=False)
    yield from _between(_SENTENCE_END, text, keep_mark=True)


def _between(mark: re.Pattern[str], text: str, *, keep_mark: bool) -> Iterator[tuple[int, int]]:
    begin = 0
    for found in mark.finditer(text):
        stop = found.end() if keep_mark else found.start()
        if stop > begin:
            yield begin, stop
        begin = found.end()
    if begin < len(text):
        yield begin, len(text)


@lru_cache(maxsize=4096)
def _tagged(text: str) -> _Tagged:
    """Return the words of a text with their places and the segmenter's tags; ``x`` for marks and blanks."""
    import rjieba  # its dictionary takes a while to load, and the window opens without it

    found = []
    at = 0
    for word, tag in rjieba.tag(_SURROGATE.sub("\ufffd", text), True):
        end = at + len(word)
        marks = not any(character.isalnum() for character in word)
        found.append((at, end, "x" if marks else "nz" if tag == "x" else tag))
        at = end
    return tuple(found)


@lru_cache(maxsize=4096)
def _stretches(text: str) -> tuple[Stretch, ...]:
    found = {
        *_persons(text),
        *_places(text),
        *_organisations(text),
        *(Stretch(match.start(), match.end(), StretchKind.TIME) for match in _TIME.finditer(text)),
        *_inside(_WORKS, text, StretchKind.WORK),
        *_inside(_QUOTES, text, StretchKind.QUOTED),
    }
    longest = {(each.start, each.kind): each for each in sorted(found)}
    return tuple(sorted(longest.values()))


def _inside(marks: re.Pattern[str], text: str, kind: StretchKind) -> Iterator[Stretch]:
    for match in marks.finditer(text):
        group = match.lastindex or 0
        yield Stretch(match.start(group), match.end(group), kind)


def _persons(text: str) -> Iterator[Stretch]:
    tagged = _tagged(text)
    for at, (start, end, tag) in enumerate(tagged):
        if text[start:end] in _DOTS and 0 < at < len(tagged) - 1:
            yield Stretch(*_dotted(text, tagged, at), StretchKind.PERSON)
        elif tag in _PERSONS and 2 <= end - start <= 4 and _is_name(text, start, end):
            yield Stretch(start, end, StretchKind.PERSON)
    # Names the segmenter has cut, beside words that go with names.
    for at, (start, _, tag) in enumerate(tagged):
        if text[start] in SURNAMES and tag != "x":
            for _, end, last in tagged[at : at + 3]:
                lone = all(
                    right - left == 1 or kind in _PERSONS for left, right, kind in _within(tagged, at, end)
                )
                if last != "x" and lone and end - start in (2, 3) and likely_name(text, start, end):
                    yield Stretch(start, end, StretchKind.PERSON)


def _within(tagged: _Tagged, at: int, stop: int) -> Iterator[tuple[int, int, str]]:
    """Yield the words from one on that end at ``stop`` or before."""
    for word in tagged[at:]:
        if word[1] > stop:
            return
        yield word


def _is_name(text: str, start: int, end: int) -> bool:
    """Tell whether a word the segmenter takes for a name is one: its dictionary calls many a plant a person."""
    name = text[start:end]
    if end - start >= 3 and all(character in TRANSLITERATION for character in name):
        return True
    if name[0] not in SURNAMES and name[:2] not in COMPOUND_SURNAMES:
        return False
    import rjieba

    return not rjieba.has_word(name) or likely_name(text, start, end)


def _dotted(text: str, tagged: _Tagged, at: int) -> tuple[int, int]:
    """Return where a name with a dot in it lies: 约翰·史密斯, however many dots it has."""
    first, last = at - 1, at + 1
    while last + 2 < len(tagged) and text[tagged[last + 1][0]] in _DOTS:
        last += 2
    while first >= 2 and text[tagged[first - 1][0]] in _DOTS:
        first -= 2
    while first and (word := tagged[first - 1])[2] in _PERSONS and word[1] - word[0] < 4:
        first -= 1
    return tagged[first][0], tagged[last][1]


def _places(text: str) -> Iterator[Stretch]:
    tagged = _tagged(text)
    for at, (start, end, tag) in enumerate(tagged):
        if tag == "ns":
            stop = at
            while stop + 1 < len(tagged) and _goes_on_as_place(text, tagged, stop + 1):
                stop += 1
            if tagged[stop][1] - start > 1 and _may_be_place(text[start : tagged[stop][1]]):
                yield Stretch(start, tagged[stop][1], StretchKind.PLACE)
        elif tag in _UNKNOWN and not _is_name(text, start, end):
            ends_so = _PLACE_ENDING.fullmatch(text, end - 1, end) is not None
            if (
                at + 1 < len(tagged)
                and tagged[at + 1][1] - end == 1
                and _goes_on_as_place(text, tagged, at + 1)
            ):
                end = tagged[at + 1][1]
            elif not ends_so:
                continue
            if end - start > 1 and _may_be_place(text[start:end]):
                yield Stretch(start, end, StretchKind.PLACE)


def _may_be_place(word: str) -> bool:
    """Tell whether a word that ends like a name of a place is no common word or a verb with its object."""
    if word in _ANY_PLACE:
        return False
    if len(word) > 2:
        return True
    named = _SHORT_NAMES.get(word[-1])
    return word in named if named is not None else not (word[0] in _DOING and word[-1] in _DONE_TO)


def _goes_on_as_place(text: str, tagged: _Tagged, at: int) -> bool:
    start, end, tag = tagged[at]
    return tag == "ns" or _PLACE_ENDING.fullmatch(text, start, end) is not None


def _organisations(text: str) -> Iterator[Stretch]:
    for begin, stop in _phrases(text):
        if stop - begin > 60:
            continue
        last = None
        for match in _ORGANISATION.finditer(text, begin, stop):
            last = match
            if match.end() - begin > 2 and match.end() - begin <= _LONGEST_ORGANISATION:
                yield Stretch(begin, match.end(), StretchKind.ORGANISATION)
        if last is None:
            continue
        # The owner of the organisation may have been taken for a part of its name: 记者从县教育局.
        for start, _, tag in _tagged(text):
            if begin < start < last.start() and tag in ("ns", "zg") and last.end() - start > 2:
                yield Stretch(start, last.end(), StretchKind.ORGANISATION)
            if start >= last.start():
                break
    for start, end, tag in _tagged(text):
        if tag == "nt" and end - start > 2:
            yield Stretch(start, end, StretchKind.ORGANISATION)


@lru_cache(maxsize=4096)
def _phrases(text: str) -> tuple[tuple[int, int], ...]:
    """Return runs of words that may make up one noun phrase."""
    found: list[tuple[int, int]] = []
    begin = stop = -1
    for start, end, tag in _tagged(text):
        fits = tag in _NOMINAL and not (end - start == 1 and text[start] in _STOPS)
        if fits and start == stop:
            stop = end
        else:
            if begin >= 0:
                found.append((begin, stop))
            begin, stop = (start, end) if fits else (-1, -1)
    if begin >= 0:
        found.append((begin, stop))
    return tuple(found)
