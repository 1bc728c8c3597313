"""Whether text goes on across a break: a word that stands on both sides of it says so."""

from __future__ import annotations

import re

import rjieba

_HAN_TAIL = re.compile(r"[\u4e00-\u9fff]{1,4}$")
_HAN_HEAD = re.compile(r"[\u4e00-\u9fff]{1,4}")
_NUMBER_TAIL = re.compile(r"[0-9.]$")
_NUMBER_HEAD = re.compile(r"[0-9%年月日个万亿元人]")


def word_across(before: str, after: str) -> bool:
    """Tell whether a word of the dictionary begins at the end of one text and ends at the start of the other.

    Args:
        before: text without blanks that ends at the break.
        after: text without blanks that starts behind it.
    """
    if _NUMBER_TAIL.search(before) and _NUMBER_HEAD.match(after):
        return True
    tail, head = _HAN_TAIL.search(before), _HAN_HEAD.match(after)
    if tail is None or head is None:
        return False
    position = 0
    for word in rjieba.cut(tail[0] + head[0], False):
        position += len(word)
        if position > len(tail[0]):
            return position - len(word) < len(tail[0])
    return False
