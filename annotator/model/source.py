"""Files that pages came from and that corrected text can go back into."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of an OCR engine, kept as it was imported.

    Attributes:
        name: its name, for people.
        format: ``hocr``, ``alto`` or ``page``.
        data: its bytes.
        pages: ids of the pages made from it, in their order in the file.
    """

    name: str
    format: str
    data: bytes
    pages: tuple[str, ...]
