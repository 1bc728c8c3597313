"""Classes of characters that reconstruction looks at."""

from __future__ import annotations

import re

from annotator.text.widths import BLANK

FULL_STOPS = "。！？!?…"
CLOSERS = "”’」』》）)】〉"

_BLANK_RUN = re.compile(f"[{BLANK}]+")
_NARROW = re.compile(r"[\x21-\x7e\uff61-\uff9f]")
_SQUEEZABLE = re.compile("[，。、；：？！“”‘’（）《》〈〉【】「」]")
_ENDS = re.compile(rf"[{FULL_STOPS}][{CLOSERS}\"'\s]*$|[；;][\s]*$")


def strip_blanks(text: str) -> str:
    """Return the text without blanks of any kind."""
    return _BLANK_RUN.sub("", text)


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
