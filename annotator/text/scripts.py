"""Simplified and traditional characters: which is which, and conversion that keeps every position.

Conversion is for comparing and showing, so a text and its converted form must have the same length. OpenCC's plain
configurations keep it; should a line ever come out longer or shorter, that line is converted character by
character, which loses the context (头发 gives 頭發 instead of 頭髮) but no position.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from annotator.text.widths import HAN

# Line feeds part the lines, so that one bad line costs only itself. OpenCC takes UTF-8, which has no surrogates.
_PIECE = re.compile("[^\n\ud800-\udfff]+")

_HAN = re.compile(f"[{HAN}]")
_IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x20000, 0x323B0))


@dataclass(frozen=True, slots=True)
class ScriptShares:
    """How much of a text is written in one script only.

    Attributes:
        han: number of Han characters.
        traditional: share of them that simplified text never uses, from 0 to 1.
        simplified: share of them that traditional text never uses, from 0 to 1.
    """

    han: int
    traditional: float
    simplified: float


def to_simplified(text: str) -> str:
    """Return the text in simplified characters; the length is kept."""
    return _convert(text, "t2s")


def to_traditional(text: str) -> str:
    """Return the text in traditional characters (OpenCC's standard forms); the length is kept."""
    return _convert(text, "s2t")


def simplified_form(character: str) -> str:
    """Return a character's form in simplified text, taken by itself; the character where it has no other."""
    return _form(character, "t2s")


def traditional_form(character: str) -> str:
    """Return a character's form in traditional text, taken by itself; the character where it has no other."""
    return _form(character, "s2t")


@lru_cache(maxsize=1 << 14)  # asked for every character of every text; a newspaper knows some thousand
def is_traditional_only(character: str) -> bool:
    """Tell whether a character has another form in simplified text and no place there itself (網, not 乾 or 著).

    What is in GB 2312, the simplified standard, has a place there: simplified text uses it too (乾隆, 显著).
    """
    # The standard is asked first: the tables of conversion take their time to load, and most texts need none.
    return not character.encode("gb2312", "ignore") and simplified_form(character) != character


@lru_cache(maxsize=1 << 14)
def is_simplified_only(character: str) -> bool:
    """Tell whether a character has another form in traditional text and no place there itself (网, not 后 or 里).

    What is in Big5's first level, the common traditional characters, has a place there (皇后, 公里). Its second level
    holds rare ones that happen to look like simplified forms (网, 体, 万).
    """
    return not (b"\xa4" <= character.encode("big5", "ignore") < b"\xc7") and (
        traditional_form(character) != character
    )


def has_traditional(text: str) -> bool:
    """Tell whether a text has any character that simplified text never uses."""
    return any(map(is_traditional_only, _HAN.findall(text)))


def script_of(text: str) -> ScriptShares:
    """Return which scripts a text is written in."""
    characters = _HAN.findall(text)
    han = len(characters)
    if not han:
        return ScriptShares(0, 0.0, 0.0)
    traditional = sum(map(is_traditional_only, characters))
    simplified = sum(map(is_simplified_only, characters))
    return ScriptShares(han, traditional / han, simplified / han)


@cache
def simplified_forms() -> Mapping[str, str]:
    """Return the simplified form of every character that has another one, each taken by itself."""
    everyone = [chr(code) for codes in _IDEOGRAPHS for code in codes]
    # One character a line, so that none is taken for part of a word.
    converted = _converter("t2s")("\n".join(everyone)).split("\n")
    return {old: new for old, new in zip(everyone, converted, strict=True) if old != new}


def _form(character: str, configuration: str) -> str:
    is_ideograph = any(ord(character) in codes for codes in _IDEOGRAPHS)
    return _converter(configuration)(character) if is_ideograph else character


def _convert(text: str, configuration: str) -> str:
    if _HAN.search(text) is None:
        return text
    convert = _converter(configuration)
    return _PIECE.sub(lambda match: keep_length(match.group(), convert), text)


def keep_length(text: str, convert: Callable[[str], str]) -> str:
    """Return the converted text if it is as long as the text, else the text converted character by character.

    A character whose conversion is not one character stays as it is.
    """
    converted = convert(text)
    if len(converted) == len(text):
        return converted
    single = ((character, convert(character)) for character in text)
    return "".join(new if len(new) == 1 else old for old, new in single)


@cache
def _converter(configuration: str) -> Callable[[str], str]:
    from opencc import OpenCC  # loads its dictionaries; most commands never convert

    convert: Callable[[str], str] = OpenCC(configuration).convert
    return convert
