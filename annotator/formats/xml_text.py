"""Text that XML and HTML can hold."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Not in XML 1.0 (section 2.2), or advised against there; each is one code point, so positions stay."""


def xml_text(text: str) -> str:
    """Return text with every character that XML cannot hold replaced by U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def count_replaced(text: str) -> int:
    """Return how many characters ``xml_text`` would replace."""
    return len(_FORBIDDEN.findall(text))
