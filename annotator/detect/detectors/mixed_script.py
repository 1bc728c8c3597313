"""Other scripts where Han characters belong: English words (思想 and 党的), homoglyphs, the other Chinese script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from annotator.detect.context import CheckContext
from annotator.detect.flags import make_flag
from annotator.detect.patterns import HAN, SURNAMES
from annotator.model.flag import Flag
from annotator.text.scripts import simplified_form, traditional_form

REASONS = (
    "mixed_script.word",
    "mixed_script.homoglyph",
    "mixed_script.kana",
    "mixed_script.traditional",
    "mixed_script.simplified",
)

# What a language model that reads pages writes for a Chinese function word now and then.
_TRANSLATIONS: dict[str, tuple[str, ...]] = {
    "and": ("和", "与", "及", ""),
    "or": ("或", ""),
    "of": ("的", ""),
    "the": ("", "该", "这"),
    "an": ("一", ""),
    "in": ("在", ""),
    "on": ("在", "上", ""),
    "at": ("在", ""),
    "to": ("到", "向", "至", ""),
    "for": ("为", "对", ""),
    "with": ("与", "和", ""),
    "by": ("由", "被", ""),
    "from": ("从", "自", ""),
    "is": ("是", ""),
    "are": ("是", ""),
    "was": ("是", ""),
    "as": ("作为", "如", ""),
    "but": ("但", ""),
    "not": ("不", "未", ""),
    "also": ("也", "还", ""),
    "this": ("这", "此", ""),
    "that": ("那", ""),
    "we": ("我们", ""),
    "it": ("它", "其", ""),
    "has": ("有", ""),
    "have": ("有", ""),
    "will": ("将", ""),
    "more": ("更", ""),
    "all": ("全", "都", ""),
    "new": ("新", ""),
    "etc": ("等", ""),
}
_WANTED = re.compile(
    "(?:kwh|[kmg]hz|[mg]bps|bps|rpm|ppm|https?|www|com|net|org|apps?|v?logs?|blog|wifi|iphone|ipad|emoji|bit|byte|max|min"
    "|pvc|pdf|ppt|cos|cosplay)"
)
_LETTER_RUN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 .,'’&@:/_+-]*[A-Za-z0-9+])?")
_BESIDE = re.compile(rf"[{HAN}“”‘’《》，。、；：！？]")
_HAN = re.compile(f"[{HAN}]")

_PERSONS = re.compile(r"(?<![A-Za-z0-9.&+-])[A-Za-z](?=们)")
_PLURALS = {"人": 0.4, "我": 0.15, "他": 0.15, "她": 0.1}
"""What stands before 们, by how often it does."""

_FOREIGN_RUN = re.compile(
    "[A-Za-z0-9\u0370-\u03ff\u0400-\u04ff]*[\u0370-\u03ff\u0400-\u04ff][A-Za-z0-9\u0370-\u03ff\u0400-\u04ff]*"
)
_LOOKS_LATIN = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXaeopcyxijsABEZHIKMNOPTYXo",
        strict=True,
    )
)

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc]+")
_LOOKS_HAN = dict(
    zip("ニハロエカタトセヒーチミオのムナへヘ", "二八口工力夕卜七匕一千三才的厶大人人", strict=True)
)

_QUOTED = re.compile(r"[“‘「『《（][^“”‘’「」『』《》（）]*[”’」』》）]")
_IN_NAMES = frozenset("昇甯崑峯堃喆淼犇陞濬祐菉")


def detect(text: str, context: CheckContext) -> list[Flag]:
    """Flag intruders from other scripts."""
    finders = (_words, _persons, _homoglyphs, _kana, _other_script)
    return [
        flag for finder in finders for flag in finder(text) if flag.text.strip() not in context.known_words
    ]


def _words(text: str) -> Iterator[Flag]:
    """Flag English words in lower case that stand alone between Han characters, with the spaces around them."""
    for match in _LETTER_RUN.finditer(text):
        word = match[0]
        start = len(text[: match.start()].rstrip(" "))
        end = len(text) - len(text[match.end() :].lstrip(" "))
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if not (_BESIDE.match(before) and _BESIDE.match(after) and (_HAN.match(before) or _HAN.match(after))):
            continue
        translations = _TRANSLATIONS.get(word.lower())
        if translations and (word.islower() or word.istitle()):
            score = 0.95
            wanted = {right: 0.6 * score * 0.4**place for place, right in enumerate(translations)}
        elif (
            word.isascii()
            and word.isalpha()
            and word.islower()
            and len(word) > 2
            and not _WANTED.fullmatch(word)
        ):
            score, wanted = 0.55, {"": 0.1}
        else:
            continue
        yield make_flag(text, start, end, score, "mixed_script.word", wanted, (word,))


def _persons(text: str) -> Iterator[Flag]:
    """Flag a single letter before 们, a misread person: A们."""
    for match in _PERSONS.finditer(text):
        yield make_flag(text, *match.span(), 0.9, "mixed_script.word", _PLURALS, (match[0],))


def _homoglyphs(text: str) -> Iterator[Flag]:
    """Flag Greek and Cyrillic letters that pass for Latin ones."""
    for match in _FOREIGN_RUN.finditer(text):
        word = match[0]
        latin = "".join(_LOOKS_LATIN.get(char, char) for char in word)
        if latin == word or not latin.isascii():
            continue  # a Greek symbol or a foreign word
        score = 0.9
        yield make_flag(
            text, *match.span(), score, "mixed_script.homoglyph", {latin: 0.9 * score}, (word, latin)
        )


def _kana(text: str) -> Iterator[Flag]:
    """Flag single kana between Han characters; more of them in a row are Japanese."""
    for match in _KANA.finditer(text):
        start, end = match.span()
        beside = text[start - 1 : start] + text[end : end + 1] if start else text[end : end + 1]
        if end - start > 1 or not _HAN.search(beside):
            continue
        right = _LOOKS_HAN.get(match[0])
        score = 0.5 if right is None or match[0] == "の" else 0.9
        wanted = {right: 0.85 * score} if right else None
        yield make_flag(text, start, end, score, "mixed_script.kana", wanted, (match[0],))


def _other_script(text: str) -> Iterator[Flag]:
    """Flag traditional characters in simplified text, or the reverse, outside quotations set in that script.

    What the character set of one script has is no intruder there: 乾 and 著 are in GB 2312, 里 and 后 in Big5.
    """
    olds = {char for char in set(text) if _is_old(char)}
    if not olds:
        return
    old = [at for at, char in enumerate(text) if char in olds]
    new = [at for at, char in enumerate(text) if _is_new(char)]
    if not new and len(old) > 1:
        return  # all of one script, as far as anything tells
    intruders, form, reason = (old, simplified_form, "mixed_script.traditional")
    if len(old) > len(new):
        intruders, form, reason = (new, traditional_form, "mixed_script.simplified")
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for at in intruders:
        if any(
            start < at < end and sum(start < other < end for other in intruders) > 1 for start, end in quoted
        ):
            continue
        name = text[at] in _IN_NAMES or any(char in SURNAMES for char in text[max(0, at - 2) : at])
        score = 0.5 if name else 0.85
        right = form(text[at])
        yield make_flag(text, at, at + 1, score, reason, {right: 0.9 * score}, (text[at], right))


@lru_cache(maxsize=1 << 14)
def _is_old(char: str) -> bool:
    """Tell whether a character belongs to traditional text only."""
    return "\u4e00" <= char <= "\u9fa5" and _only_in(char, simplified_form, "gb2312")


@lru_cache(maxsize=1 << 14)
def _is_new(char: str) -> bool:
    """Tell whether a character belongs to simplified text only."""
    return "\u4e00" <= char <= "\u9fa5" and _only_in(char, traditional_form, "big5")


def _only_in(char: str, form_of: Callable[[str], str], charset: str) -> bool:
    """Tell whether a character set lacks the character and has its other form."""
    if _encodes(char, charset):
        return False  # as most are; forms are asked for last, as their tables take their time to load
    form = form_of(char)
    return char != form and _encodes(form, charset)


def _encodes(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
