"""Images of pages: references to files that stay where they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageImage:
    """The image of a page: a file, or one frame of a file that holds several.

    Attributes:
        page: id of the page.
        relative: path from the project's folder, with slashes; empty where there is none, as on another drive.
        absolute: where the file lay when it was found last.
        frame: the image's place in a file of several, from 0 on.
        size: of the file, in bytes.
        fingerprint: hexadecimal SHA-256 of the file's first MiB, by which it is known again under another name.
    """

    page: str
    relative: str
    absolute: str
    frame: int
    size: int
    fingerprint: str
