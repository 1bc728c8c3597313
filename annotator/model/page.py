"""Pages: the immutable raw text everything else points into."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One imported raw text (版面).

    Attributes:
        id: identifier, unique in its issue.
        name: the file's name as imported, for people.
        raw: the page's characters as read; never altered. Positions in it are code points.
        number: the printed page number (版次) as a string such as ``"3"`` or ``"A04"``, or None if unknown.
        encoding: the encoding the file was read with (an IANA or Python name).
    """

    id: str
    name: str
    raw: str
    number: str | None = None
    encoding: str = "utf-8"

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the raw text in UTF-8; lone surrogates are hashed as they stand."""
        return hashlib.sha256(self.raw.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class RawRange:
    """A half-open range ``[start, end)`` of a page's raw text, in code points."""

    page: str
    start: int
    end: int
