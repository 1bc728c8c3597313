"""Numbered lists: the lines at which their items begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotator.reconstruct.reading.lines import Line

_ITEM = re.compile(r"(\d{1,2})[.．、][ \u3000]?(?=\D|\d{4}(?!\d))")
_ITEMS = 3  # numbers that follow each other show a list
_ITEM_LINES = 4  # of one item, at most


def numbered_lists(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yield for each numbered list the lines at which its items begin: 1., 2., 3. and so on, few lines apart.

    Numbers before headings have more text between them.
    """
    items: list[int] = []
    for i, line in enumerate(lines):
        item = _ITEM.match(line.text) if line.text[0].isdigit() else None
        if item is None:
            continue
        number = int(item[1])
        if items and number == len(items) + 1 and i - items[-1] <= _ITEM_LINES:
            items.append(i)
            continue
        if len(items) >= _ITEMS:
            yield items
        items = [i] if number == 1 else []
    if len(items) >= _ITEMS:
        yield items
