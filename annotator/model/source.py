"""Files that pages came from: corrected text can go back into some, all say where the text stands in print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What is kept of a file that pages came from: one of an OCR engine as it was, of a PDF where its text stands.

    Attributes:
        name: its name, for people.
        format: ``hocr``, ``alto`` or ``page``, or ``pdf``.
        data: its bytes; of a PDF the packed places, see ``formats/pdf_places.py``.
        pages: ids of the pages made from it, in their order in the file.
    """

    name: str
    format: str
    data: bytes
    pages: tuple[str, ...]
