"""Rare variants one character away from a frequent name or term of the same issue (哈民互市 beside 边民互市)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from annotator.detect.context import LONGEST, CheckContext
from annotator.detect.flags import make_flag
from annotator.detect.patterns import HAN_STRETCH, SURNAMES, TRANSLITERATING
from annotator.detect.words import words_at
from annotator.model.flag import Flag

REASONS = ("consistency.term", "consistency.name", "consistency.transliteration")

_SEED = 3
"""Length of the n-grams by which neighbours are found, in code points."""
_FREQUENT = 3
"""A form is frequent from this count on."""
_CONTRAST = 3.0
"""How many times more often the frequent form must occur."""
_COHESION = 0.6
"""A longer form is the name or term if it keeps this share of the shorter one's count."""

# Characters that stand alone as words; exchanging one for another makes another phrase, not another spelling.
_FREE = frozenset(
    "〇零一二三四五六七八九十百千万亿两几多半第每各某本该此其全共总另首末初再又也都均就才只仅更最很太不没无未已曾正将会能可应需要须得"
    "的地了着过在和与及或而且但并从自由对向为以把被让使给到至于按据比同跟随如若因所者之乎们我你他她它您谁这那哪"
    "上下左右前后内外里中间旁东南西北年月日时分秒周季旬天次个名位人户家件条项座所间种类批组队届届期号版页章节层级"
    "省市县区州乡镇村组屯街路道里国元角斤吨米亩公里度倍成是有来去说看做用叫称等大小高低新老好男女党"
)
_COUNTRIES = frozenset(
    "中美俄乌英法德日韩朝印越泰缅老柬菲马新澳加墨巴阿伊沙以哈吉塔土蒙欧非拉黎叙突古意西葡荷比瑞挪芬丹波匈捷希埃苏"
)


@dataclass(frozen=True, slots=True)
class _Variant:
    """A character of the text that differs from the one in a frequent form."""

    at: int
    char: str


class _Counts:
    """Wraps counts so that the index is kept for as long as the same mapping is used."""

    __slots__ = ("counts",)

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Counts) and other.counts is self.counts

    def __hash__(self) -> int:
        return id(self.counts)


@lru_cache(maxsize=2)
def _neighbours(counts: _Counts) -> Mapping[tuple[int, str], str]:
    """Index frequent seeds: (place of the open character, the other characters) → characters seen in that place."""
    index: dict[tuple[int, str], str] = defaultdict(str)
    for gram, count in counts.counts.items():
        if len(gram) == _SEED and count >= _FREQUENT:
            for place in range(_SEED):
                index[place, gram[:place] + gram[place + 1 :]] += gram[place]
    return dict(index)


def detect(text: str, context: CheckContext) -> list[Flag]:
    """Flag rare variants of frequent names and terms; the frequent form is the candidate."""
    if not context.counts:
        return []
    best: dict[int, Flag] = {}
    for variant in _variants(text, context.counts):
        flag = _judge(text, variant, context)
        if flag and (variant.at not in best or flag.score > best[variant.at].score):
            best[variant.at] = flag
    return [best[at] for at in sorted(best)]


def _variants(text: str, counts: Mapping[str, int]) -> set[_Variant]:
    """Return the characters that stand where a much more frequent seed has another one."""
    index = _neighbours(_Counts(counts))
    found: set[_Variant] = set()
    if not index:
        return found
    for stretch in HAN_STRETCH.finditer(text):
        for start in range(stretch.start(), stretch.end() - _SEED + 1):
            seed = text[start : start + _SEED]
            here = counts.get(seed, 1)
            for place in range(_SEED):
                for char in index.get((place, seed[:place] + seed[place + 1 :]), ""):
                    other = seed[:place] + char + seed[place + 1 :]
                    if char != seed[place] and counts[other] >= _CONTRAST * here:
                        found.add(_Variant(start + place, char))
    return found


def _judge(text: str, variant: _Variant, context: CheckContext) -> Flag | None:
    """Return the flag for a variant, or None if it is an ordinary different word."""
    at, char = variant.at, variant.char
    if text[at] in _FREE or char in _FREE or {text[at], char} <= _COUNTRIES:
        return None
    changed = text[:at] + char + text[at + 1 :]
    span = _term(changed, at, context.counts)
    if span is None:
        return None
    first, last = span
    form, here = changed[first:last], text[first:last]
    frequent, rare = context.counts[form], context.counts.get(here, 1)
    if here in context.known_words or frequent < _CONTRAST * rare:
        return None
    if _breaks_word(text, changed, at, span):
        reason = "consistency.term"
    elif _is_name(text, changed, at, span):
        reason = "consistency.name"
    elif _is_transliteration(form, here) and _length(words_at(text)[at]) < _SEED:
        reason = "consistency.transliteration"
    else:
        return None
    score = _confidence(frequent, rare)
    return make_flag(
        text, first, last, score, reason, {form: 0.9 * score}, (here, str(rare), form, str(frequent))
    )


def _length(span: tuple[int, int]) -> int:
    """Return the length of a half-open range."""
    return span[1] - span[0]


def _breaks_word(text: str, changed: str, at: int, span: tuple[int, int]) -> bool:
    """Tell whether the frequent form has a word at ``at`` of which the variant leaves only loose characters."""
    start, end = words_at(changed)[at]
    if end - start < 2 or start < span[0] or end > span[1]:
        return False
    words = words_at(text)
    return all(_length(words[place]) == 1 and text[place] not in _FREE for place in range(start, end))


def _term(changed: str, at: int, counts: Mapping[str, int]) -> tuple[int, int] | None:
    """Return the longest frequent form around ``at`` that is hardly rarer than the shortest one, or None."""
    spans = [
        (start, start + length)
        for length in range(_SEED, LONGEST + 1)
        for start in range(max(0, at - length + 1), at + 1)
        if start + length <= len(changed)
    ]
    counted = [(counts.get(changed[start:end], 0), start, end) for start, end in spans]
    most = max((count for count, _, _ in counted), default=0)
    if most < _FREQUENT:
        return None
    kept = [
        (end - start, count, -start)
        for count, start, end in counted
        if count >= max(_FREQUENT, _COHESION * most)
    ]
    length, _, minus_start = max(kept)
    return -minus_start, -minus_start + length


def _is_name(text: str, changed: str, at: int, span: tuple[int, int]) -> bool:
    """Tell whether the frequent form is a surname and a given name, ``at`` in the latter, and the variant no word."""
    start, end = span
    if (
        end - start != 3
        or at == start
        or changed[start] not in SURNAMES
        or changed[start] == changed[end - 1]
    ):
        return False
    before, after = words_at(text), words_at(changed)
    return all(_length(before[place]) == 1 for place in range(start, end)) and (
        all(_length(after[place]) == 1 for place in range(start + 1, end)) or after[start] == span
    )


def _is_transliteration(form: str, here: str) -> bool:
    """Tell whether both forms are spelt with characters that transliterate foreign names."""
    return TRANSLITERATING.issuperset(form) and TRANSLITERATING.issuperset(here)


def _confidence(frequent: int, rare: int) -> float:
    """Return a probability that grows with the contrast of the counts, up to 0.85."""
    # Half a count more for the variant: three against one is no proof yet.
    contrast = frequent / (rare + 0.5)
    return 0.85 * contrast / (contrast + 1.5)
