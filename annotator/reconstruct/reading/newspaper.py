"""What is known of a newspaper beforehand: wordings of its furniture, its column widths, how it prints page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from annotator.model.article import FURNITURE_ROLES, Role
from annotator.reconstruct.reading.characters import strip_blanks
from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.roles import Reading, plain_number

LONGEST = 40
"""Code points of a wording without its blanks; what is longer is text, not furniture."""

_NUMBER = re.compile(r"[0-9０-９]+")
_WEEKDAY = re.compile("(?<=星期)[一二三四五六日天]|(?<=周)[一二三四五六日](?![\u4e00-\u9fff])")
_LUNAR = re.compile(
    "(?<=农历)[〇一二三四五六七八九十正冬腊闰初廿卅月年甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥]+"
)
_FULL = 1.1  # cells a full line may be short of its column
_NEAR = 1.0  # cells an estimated width may be off


@dataclass(frozen=True, slots=True)
class Wording:
    """What a line of furniture says, whatever its date or number.

    Attributes:
        text: the line without blanks, with ``#`` for every number, weekday and lunar date, and ``@`` for the number of
            the page.
        role: what the line is; None if it is no furniture although it looks like it.
    """

    text: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Newspaper:
    """What the people of a project have shown about their newspaper.

    Attributes:
        wordings: lines of furniture, and lines that are none.
        widths: column widths in cells of one Han character.
    """

    wordings: tuple[Wording, ...] = ()
    widths: tuple[float, ...] = ()
    _roles: dict[str, Role | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        roles = {entry.text.replace("@", "#"): entry.role for entry in self.wordings}
        object.__setattr__(self, "_roles", roles)

    def read(self, lines: Sequence[Line], readings: Sequence[Reading]) -> list[Reading]:
        """Return readings of lines with the known wordings read as people did."""
        if not self._roles:
            return list(readings)
        return [self._reading(line, reading) for line, reading in zip(lines, readings, strict=True)]

    def _reading(self, line: Line, reading: Reading) -> Reading:
        key = wording_of(line.text) if len(line.text) <= 3 * LONGEST else ""
        if not key or key not in self._roles:
            return reading
        role = self._roles[key]
        if role is not None:
            return Reading(role)
        return Reading() if reading.role in FURNITURE_ROLES else reading

    def settle(self, lines: Sequence[Line], widths: Sequence[float | None]) -> list[float | None]:
        """Return estimated column widths with the known ones in place of those near them.

        Lines too few for an estimate get a known width that they fill.
        """
        if not self.widths:
            return list(widths)
        settled = [
            next((known for known in self.widths if width is not None and abs(known - width) <= _NEAR), width)
            for width in widths
        ]
        begin = 0
        for missing, group in groupby(settled, key=lambda width: width is None):
            size = len(list(group))
            if missing:
                stretch = lines[begin : begin + size]
                fitting = next((known for known in self.widths if _fills(stretch, known)), None)
                settled[begin : begin + size] = [fitting] * size
            begin += size
        return settled

    def number_in(self, rows: Sequence[str]) -> str | None:
        """Return the page number that one of the rows shows in a known wording, in plain form, or None."""
        for entry in self.wordings:
            if "@" not in entry.text:
                continue
            pattern = re.compile(
                re.escape(entry.text)
                .replace(r"\#", "#")
                .replace("#", ".{1,12}?")
                .replace("@", "([A-Da-d]?[0-9０-９]{1,3})")
            )
            for row in rows:
                match = pattern.fullmatch(strip_blanks(row)) if len(row) <= 3 * LONGEST else None
                if match:
                    return plain_number(match[1])
        return None


UNKNOWN = Newspaper()
"""A newspaper nobody has said anything about."""


def wording_of(text: str) -> str:
    """Return what a line says, whatever its date or number; empty for what is too long, or nothing but numbers."""
    flat = strip_blanks(text)
    told = _NUMBER.sub("#", _LUNAR.sub("#", _WEEKDAY.sub("#", flat)))
    return told if len(flat) <= LONGEST and len(told.replace("#", "")) >= 2 else ""


def numbered_wording(row: str, number: str) -> str:
    """Return the wording of a row with ``@`` where it shows a page's number; empty if it does not, or not for sure."""
    flat = strip_blanks(row)
    if len(flat) > LONGEST or any(mark in flat for mark in "，。转接"):
        return ""
    places = [
        match
        for match in re.finditer(r"(?<![0-9０-９A-Za-z])[A-Da-d]?[0-9０-９]{1,3}(?![0-9０-９])", flat)
        if plain_number(match[0]) == number
    ]
    if len(places) != 1 or len(flat) < 2:
        return ""
    start, end = places[0].span()
    before, behind = (
        _NUMBER.sub("#", _LUNAR.sub("#", _WEEKDAY.sub("#", part))) for part in (flat[:start], flat[end:])
    )
    return f"{before}@{behind}"


def rows_of(raw: str) -> list[str]:
    """Return the rows of a page in which its number may stand: the first and the last ones."""
    rows = [row.strip() for row in raw[:3000].splitlines() if row.strip()][:12]
    return rows + [row.strip() for row in raw[-1000:].splitlines() if row.strip()][-4:]


def _fills(lines: Sequence[Line], width: float) -> bool:
    if len(lines) < 2 or any(line.least > width + 0.6 for line in lines):
        return False
    full = sum(abs(width - line.cells - line.lead) <= _FULL for line in lines)
    return 2 * full >= len(lines)
