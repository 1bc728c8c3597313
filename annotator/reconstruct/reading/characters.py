"""Classes of characters that reconstruction looks at."""

from __future__ import annotations

import re

from annotator.text.widths import BLANK

FULL_STOPS = "。！？!?…"
CLOSERS = "”’」』》）)】〉"
_STOPS = frozenset(FULL_STOPS)
_BREAKS = frozenset("；;")

_BLANK_RUN = re.compile(f"[{BLANK}]+")
_NARROW = re.compile(r"[\x21-\x7e\uff61-\uff9f]")
_SQUEEZABLE = re.compile("[，。、；：？！“”‘’（）《》〈〉【】「」]")
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
_TAIL = CLOSERS + "\"'" + _SPACES
_LAST = frozenset(FULL_STOPS + "；;" + _TAIL)


def strip_blanks(text: str) -> str:
    """Return the text without blanks of any kind."""
    if text.isprintable() and " " not in text:
        return text  # a space is the only blank that is printable
    return _BLANK_RUN.sub("", text)


def width_in_cells(text: str) -> float:
    """Return the width in cells of one Han character; ASCII counts a half, blanks nothing."""
    return flat_widths(strip_blanks(text))[0]


def least_width(text: str) -> float:
    """Return the width in cells if the full-width marks in the text are set at half width, as typesetters do."""
    return flat_widths(strip_blanks(text))[1]


def flat_widths(flat: str) -> tuple[float, float]:
    """Return the width and the least width in cells of a text without blanks."""
    cells = len(flat) - 0.5 * len(_NARROW.findall(flat))
    return cells, cells - 0.5 * len(_SQUEEZABLE.findall(flat))


def ends_sentence(text: str) -> bool:
    """Tell whether the text stops with an end mark, closing quotes and brackets aside."""
    if text[-1:] not in _LAST:
        return False  # most lines stop inside a sentence
    end = text[-12:]
    return end.rstrip(_TAIL)[-1:] in _STOPS or end.rstrip(_SPACES)[-1:] in _BREAKS
