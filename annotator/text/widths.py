"""Classes and widths of characters: Han, Chinese typesetting, full and half width, blank.

The classes also come as ready pieces of regular expressions (``HAN``, ``CJK``, ``BLANK``: the inside of a bracket),
because a pattern over a line is many times faster than a question per character.
"""

from __future__ import annotations

import unicodedata

from annotator.text.patterns import compiled_later

HAN = (
    "\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003fffd"
)
"""Ideographs with their extensions and compatibility forms, radicals, 々, 〇 and 〡–〩."""

CJK = HAN + (
    "\u2460-\u24ff\u2ff0-\u2fff\u3001-\u303f\u3040-\u312f\u31a0-\u33ff\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff9f\uffe0-\uffe6"
)
"""Characters of Chinese and Japanese typesetting: ``HAN``, kana, bopomofo, ① and its like, CJK and full-width forms."""

CHINESE_PUNCTUATION = (
    "\u3001-\u3003\u3008-\u3011\u3014-\u301f\u30fb\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40"
    "\uff5b-\uff65·‐-‗‘-‟•‥…‧"
)
"""Punctuation of Chinese text, with the quotes, dashes, dots and ellipses it shares with other scripts."""

BLANK = "\\s\\x00-\\x1f\\x7f\u180e\u200b\u2060\ufeff"
"""White space as ``str.isspace`` knows it, C0 controls, DEL, and what is always invisible: U+180E (once a space),
U+200B, U+2060, U+FEFF. Joiners and direction marks are not blank: they belong to the text beside them."""

_HAN = compiled_later(f"[{HAN}]")
_CJK = compiled_later(f"[{CJK}]")
_CHINESE_PUNCTUATION = compiled_later(f"[{CHINESE_PUNCTUATION}]")
_BLANK_RUN = compiled_later(f"[{BLANK}]+")
_BLANKS = frozenset(filter(str.isspace, map(chr, range(0x3001)))) | {
    *map(chr, range(0x20)),
    *"\x7f\u180e\u200b\u2060\ufeff",
}
_NON_BLANK = compiled_later(f"[^{BLANK}]")


def is_han(character: str) -> bool:
    """Tell whether a character is an ideograph or stands for one (々, 〇, a radical)."""
    return "\u4e00" <= character <= "\u9fff" or (character > "\u2e7f" and _HAN.match(character) is not None)


def is_cjk(character: str) -> bool:
    """Tell whether a character belongs to Chinese typesetting: it fills a cell and wants no spaces around it.

    Marks shared with other scripts (“ ” — … ·) do not count; ``is_chinese_punctuation`` has them.
    """
    return "\u4e00" <= character <= "\u9fff" or (character > "\u245f" and _CJK.match(character) is not None)


def is_chinese_punctuation(character: str) -> bool:
    """Tell whether a character is punctuation as Chinese text uses it, “ ” — … · included."""
    return _CHINESE_PUNCTUATION.match(character) is not None


def is_fullwidth(character: str) -> bool:
    """Tell whether a character is a full-width form of an ASCII character or currency sign, or U+3000."""
    return "\uff01" <= character <= "\uff5e" or "\uffe0" <= character <= "\uffe6" or character == "\u3000"


def is_blank(character: str) -> bool:
    """Tell whether a character leaves no mark on paper; see ``BLANK`` for the exact set.

    Of every character that is not blank, the program can say in which article it is.
    """
    return character in _BLANKS


def is_blank_text(text: str) -> bool:
    """Tell whether a text holds blank characters only, or none at all."""
    return _NON_BLANK.search(text) is None


def without_blanks(text: str) -> str:
    """Return the text without its blank characters."""
    return _BLANK_RUN.sub("", text)


def non_blank_count(text: str) -> int:
    """Return the number of characters that are not blank."""
    return len(without_blanks(text))


def blank_places(text: str) -> list[int]:
    """Return the positions of the blank characters, in order."""
    return [place for found in _BLANK_RUN.finditer(text) for place in range(*found.span())]


def trim_blank(text: str, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """Return the range within ``[start, end)`` without the blank characters at its two ends.

    A range of blank characters only shrinks to an empty one at its start.
    """
    last = len(text) if end is None else end
    if start < last and text[start] not in _BLANKS and text[last - 1] not in _BLANKS:
        return start, last  # as most ranges that are asked about
    leading = _BLANK_RUN.match(text, start, last)
    first = leading.end() if leading else start
    if first == last:
        return start, start
    while is_blank(text[last - 1]):
        last -= 1
    return first, last


_TO_FULL = {0x20: 0x3000} | {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_TO_HALF = {full: half for half, full in _TO_FULL.items()}
# The pairs that Unicode gives, outside the regular row: currency and the like, and half-width CJK punctuation.
_TO_HALF |= dict(zip(map(ord, "￠￡￢￣￤￥￦"), map(ord, "¢£¬¯¦¥₩"), strict=True))
_TO_FULL |= dict(zip(map(ord, "¢£¬¯¦¥₩｡｢｣､･"), map(ord, "￠￡￢￣￤￥￦。「」、・"), strict=True))
_TO_HALF_WORDS = {full: half for full, half in _TO_HALF.items() if chr(half).isalnum()}

_FULL = compiled_later("[\u3000\uff01-\uff5e\uffe0-\uffe6]")
_FULL_WORDS = compiled_later("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


def to_halfwidth(text: str) -> str:
    """Return the text with full-width ASCII, currency signs and U+3000 in half width; the length is kept.

    Punctuation too becomes ASCII (，→,). ``to_halfwidth_words`` leaves it alone.
    """
    return text.translate(_TO_HALF) if _FULL.search(text) else text


def to_halfwidth_words(text: str) -> str:
    """Return the text with full-width letters and digits only in half width; the length is kept."""
    return text.translate(_TO_HALF_WORDS) if _FULL_WORDS.search(text) else text


def to_fullwidth(text: str) -> str:
    """Return the text with ASCII, its space and half-width CJK punctuation in full width; the length is kept."""
    return text.translate(_TO_FULL)


def display_width(text: str) -> int:
    """Return the width of a text in half-width cells: 2 for a Han character, 1 for a Latin letter.

    Characters whose East Asian width is ambiguous (“ ” — … · ①) count 2, as Chinese newspapers set them. Controls,
    format characters and combining marks count 0.
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_WIDTHS.__getitem__, text))


class _Widths(dict[str, int]):
    """Widths of the characters met so far; a look-up costs a tenth of asking Unicode's tables."""

    def __missing__(self, character: str) -> int:
        if unicodedata.category(character) in ("Mn", "Me", "Cc", "Cf", "Zl", "Zp"):
            width = 0
        else:
            width = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        self[character] = width
        return width


_WIDTHS = _Widths()
