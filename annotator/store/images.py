"""The rows of page images: where the image of each page lies, and how it is known again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from annotator.model.page_image import PageImage
from annotator.store.values import from_blob, from_text, to_blob, to_text


def put_images(connection: sqlite3.Connection, issue_id: str, images: Iterable[PageImage]) -> None:
    """Write where the images of pages are, in place of what was known of these pages."""
    connection.executemany(
        "INSERT OR REPLACE INTO images (issue, page, relative, absolute, frame, size, fingerprint)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                to_text(issue_id),
                to_text(image.page),
                to_blob(image.relative),
                to_blob(image.absolute),
                image.frame,
                image.size,
                to_text(image.fingerprint),
            )
            for image in images
        ],
    )


def read_images(connection: sqlite3.Connection, issue_id: str) -> tuple[PageImage, ...]:
    """Return the images of an issue's pages; a page without one is not among them.

    Raises:
        ValueError: a row describes none.
    """
    rows = connection.execute(
        "SELECT page, relative, absolute, frame, size, fingerprint FROM images WHERE issue = ?",
        (to_text(issue_id),),
    )
    return tuple(
        PageImage(
            from_text(page), from_blob(relative), from_blob(absolute), frame, size, from_text(fingerprint)
        )
        for page, relative, absolute, frame, size, fingerprint in rows
    )
