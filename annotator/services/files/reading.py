"""Reading lists that people keep in small files: house rules, words, names."""

from __future__ import annotations

from pathlib import Path

from annotator.errors import UserError
from annotator.text.encoding import decode

_MOST = 8
"""Megabytes that a list may have."""
_MEGABYTE = 1024 * 1024


def read_list_bytes(path: Path, most: int = _MOST) -> bytes:
    """Return what is in a file of at most so many megabytes.

    Raises:
        UserError: the file is missing, unreadable or too large for a list.
    """
    try:
        if path.stat().st_size > most * _MEGABYTE:
            raise UserError("list.too_large", file=path.name, limit=most)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError("import.missing", file=str(path)) from error
    except OSError as error:
        raise UserError("import.unreadable", file=path.name, reason=error.strerror or str(error)) from error


def read_list(path: Path, most: int = _MOST) -> str:
    """Return the text of a file of at most so many megabytes, whatever its encoding; an empty file has an empty one.

    Raises:
        UserError: the file is missing, unreadable, too large for a list, or no text.
    """
    data = read_list_bytes(path, most)
    try:
        return decode(data).text if data else ""
    except UserError as error:
        raise UserError(error.code, **{**error.values, "file": path.name}) from error
