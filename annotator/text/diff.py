"""The one replacement that turns an old text into a new one, as small as can be.

The editor knows a paragraph before and after a key; the journal wants the change between. Where the change
lies in a run of equal characters (a 好 typed into 好好) several smallest edits give the same text, and the
caret tells which of them the person made: that decides which label or flag grows.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """The replacement of ``[start, end)`` of a text by ``text``; positions in code points of the old text."""

    start: int
    end: int
    text: str


def smallest_edit(old: str, new: str, caret: int | None = None) -> Edit | None:
    """Return the smallest edit that turns ``old`` into ``new``, or None if they are equal.

    The smallest edit is unique unless it is a pure insertion or a pure deletion inside repeated text. Then
    ``caret`` decides; without it the rightmost edit is given.

    Args:
        old: the text before.
        new: the text after.
        caret: where the caret stands in ``new`` after the edit. An insertion is placed so that it ends at the
            caret, a deletion so that it happened at the caret, or as near as an equivalent edit can be.
    """
    if old == new:
        return None
    shorter = min(len(old), len(new))
    prefix = common_prefix(old, new)
    suffix = common_suffix(old, new)
    # Kept characters before and after the edit may not overlap in the shorter text. When they could, the edit
    # may slide over the overlap: every start from `first` to `prefix` gives the same text.
    start = prefix
    if prefix + suffix > shorter:
        first = shorter - suffix
        if caret is not None:
            start = min(max(caret - max(len(new) - len(old), 0), first), prefix)
        suffix = shorter - start
    return Edit(start, len(old) - suffix, new[start : len(new) - suffix])


def common_prefix(left: str, right: str) -> int:
    """Return the number of code points the two texts share at their beginning."""
    low, high = 0, min(len(left), len(right))
    # Binary search over slices compares at memory speed and looks at each character about twice.
    while low < high:
        middle = (low + high + 1) // 2
        if left.startswith(right[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low


def common_suffix(left: str, right: str) -> int:
    """Return the number of code points the two texts share at their end."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left.endswith(right[len(right) - middle : len(right) - low], 0, len(left) - low):
            low = middle
        else:
            high = middle - 1
    return low
