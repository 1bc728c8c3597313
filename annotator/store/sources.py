"""The rows of source files: what pages came from, kept byte for byte."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable

from annotator.model.source import SourceFile
from annotator.store.values import from_blob, from_json, from_text, to_blob, to_json, to_text


def insert_sources(connection: sqlite3.Connection, issue_id: str, sources: Iterable[SourceFile]) -> None:
    """Put in source files of an issue behind those it has."""
    (first,) = connection.execute(
        "SELECT coalesce(max(position) + 1, 0) FROM sources WHERE issue = ?", (to_text(issue_id),)
    ).fetchone()
    connection.executemany(
        "INSERT INTO sources (issue, position, name, format, pages, data) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                to_text(issue_id),
                number,
                to_blob(source.name),
                to_text(source.format),
                to_json(source.pages),
                zlib.compress(source.data, 6),
            )
            for number, source in enumerate(sources, start=first)
        ],
    )


def read_sources(connection: sqlite3.Connection, issue_id: str) -> tuple[SourceFile, ...]:
    """Return the source files of an issue in their order.

    Raises:
        ValueError: a row describes none.
    """
    rows = connection.execute(
        "SELECT name, format, pages, data FROM sources WHERE issue = ? ORDER BY position",
        (to_text(issue_id),),
    )
    return tuple(_source(*row) for row in rows)


def read_source_of(connection: sqlite3.Connection, issue_id: str, page_id: str) -> SourceFile | None:
    """Return the source file of one page, without reading the bytes of the others; None if it has none.

    Raises:
        ValueError: a row describes none.
    """
    rows = connection.execute(
        "SELECT position, pages FROM sources WHERE issue = ? ORDER BY position", (to_text(issue_id),)
    ).fetchall()
    for position, pages in rows:
        if page_id in from_json(pages):
            found = connection.execute(
                "SELECT name, format, pages, data FROM sources WHERE issue = ? AND position = ?",
                (to_text(issue_id), position),
            ).fetchone()
            return _source(*found)
    return None


def _source(name: bytes, form: str, pages: str, data: bytes) -> SourceFile:
    try:
        return SourceFile(from_blob(name), from_text(form), zlib.decompress(data), tuple(from_json(pages)))
    except zlib.error as error:
        raise ValueError(str(error)) from error
