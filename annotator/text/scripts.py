"""Simplified and traditional characters: which is which, and conversion that keeps every position.

Conversion is for comparing and showing, so a text and its converted form must have the same length. OpenCC's plain
configurations keep it; should a line ever come out longer or shorter, that line is converted character by
character, which loses the context (头发 gives 頭發 instead of 頭髮) but no position.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from annotator.text.widths import HAN

# Line feeds part the lines, so that one bad line costs only itself. OpenCC takes UTF-8, which has no surrogates.
_PIECE = re.compile("[^\n\ud800-\udfff]+")

_HAN = re.compile(f"[{HAN}]")


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


def is_traditional_only(character: str) -> bool:
    """Tell whether a character has another form in simplified text and no place there itself (網, not 乾 or 著)."""
    return character in _traditional_only()


def is_simplified_only(character: str) -> bool:
    """Tell whether a character has another form in traditional text and no place there itself (网, not 后 or 里)."""
    return character in _simplified_only()


def script_of(text: str) -> ScriptShares:
    """Return which scripts a text is written in."""
    characters = _HAN.findall(text)
    han = len(characters)
    if not han:
        return ScriptShares(0, 0.0, 0.0)
    traditional = sum(map(_traditional_only().__contains__, characters))
    simplified = sum(map(_simplified_only().__contains__, characters))
    return ScriptShares(han, traditional / han, simplified / han)


@cache
def simplified_forms() -> Mapping[str, str]:
    """Return the simplified form of every character that has another one, each taken by itself."""
    return _changed_by("t2s")


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


@cache
def _traditional_only() -> frozenset[str]:
    """Return the characters that simplification replaced.

    Those of GB 2312, the simplified standard, stay out: they are used in simplified text too (乾隆, 显著).
    """
    return frozenset(old for old in simplified_forms() if not old.encode("gb2312", "ignore"))


@cache
def _simplified_only() -> frozenset[str]:
    """Return the characters that simplification brought.

    Those of Big5's first level, the common traditional characters, stay out (皇后, 公里). Its second level holds
    rare ones that happen to look like simplified forms (网, 体, 万).
    """
    return frozenset(
        old for old in _changed_by("s2t") if not b"\xa4" <= old.encode("big5", "ignore") < b"\xc7"
    )


def _changed_by(configuration: str) -> dict[str, str]:
    """Return the Han characters that a conversion changes, with what they become."""
    everyone = [
        chr(code) for code in [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0x20000, 0x323B0)]
    ]
    # One character a line, so that none is taken for part of a word.
    converted = _converter(configuration)("\n".join(everyone)).split("\n")
    return {old: new for old, new in zip(everyone, converted, strict=True) if old != new}
