"""Pages of a file chosen by their numbers, as people type them: 1-8,12."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from annotator.errors import UserError

_PART = re.compile(r"(?P<first>\d{1,6})?\s*(?P<dash>[-–—~～至到])?\s*(?P<last>\d{1,6})?")
_MOST = 100_000  # pages


def parse_ranges(text: str) -> frozenset[int]:
    """Return the numbers of pages named by a text such as ``1-8,12``.

    Chinese marks do as well, and ``-8`` is from the first page on. A range without an end is refused: what is typed is
    read without the file.

    Raises:
        UserError: a part of it is no range of pages (``import.page_ranges``, with the part).
    """
    chosen: set[int] = set()
    for part in re.split("[,，、;；]", text):
        if not part.strip():
            continue
        match = _PART.fullmatch(part.strip())
        first = int(match["first"] or 1) if match else 0
        last = int(match["last"] or (0 if match["dash"] else first)) if match else 0
        if match is None or not 1 <= first <= last <= _MOST:
            raise UserError("import.page_ranges", part=part.strip())
        chosen.update(range(first, last + 1))
    if not chosen:
        raise UserError("import.page_ranges", part=text.strip())
    return frozenset(chosen)


def spell_ranges(numbers: Iterable[int]) -> str:
    """Return page numbers as a text such as ``1-8,12``."""
    spelled = []
    for _, group in groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in group]
        spelled.append(str(members[0]) if len(members) == 1 else f"{members[0]}-{members[-1]}")
    return ",".join(spelled)
