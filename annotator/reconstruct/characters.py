"""Classes of characters that reconstruction looks at."""

from __future__ import annotations

import re

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u2e80-\u2fd5\U00020000-\U0003ffff"
FULL_STOPS = "。！？!?…"
CLOSERS = "”’」』》）)】〉"

_BLANK_CHARACTER = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\xad]")
_NARROW = re.compile(r"[\x21-\x7e\uff61-\uff9f]")
_SQUEEZABLE = re.compile("[，。、；：？！“”‘’（）《》〈〉【】「」]")
_ENDS = re.compile(rf"[{FULL_STOPS}][{CLOSERS}\"'\s]*$|[；;][\s]*$")
_SENTENCE = re.compile(rf"[{FULL_STOPS}]")


def strip_blanks(text: str) -> str:
    """Return the text without blanks of any kind."""
    return _BLANK_CHARACTER.sub("", text)


def width_in_cells(text: str) -> float:
    """Return the width in cells of one Han character; ASCII counts a half, blanks nothing."""
    flat = strip_blanks(text)
    return len(flat) - 0.5 * len(_NARROW.findall(flat))


def least_width(text: str) -> float:
    """Return the width in cells if the full-width marks in the text are set at half width, as typesetters do."""
    return width_in_cells(text) - 0.5 * len(_SQUEEZABLE.findall(text))


def ends_sentence(text: str) -> bool:
    """Tell whether the text stops with an end mark, closing quotes and brackets aside."""
    return bool(_ENDS.search(text[-12:]))


def has_full_stop(text: str) -> bool:
    """Tell whether a sentence ends inside the text or at its end."""
    return "。" in text


def is_blank(char: str) -> bool:
    """Tell whether one character is blank."""
    return bool(_BLANK_CHARACTER.match(char))
