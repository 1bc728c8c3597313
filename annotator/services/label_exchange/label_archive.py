"""Archives of files of labels: written the same for the same content, read without harm."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from annotator.errors import UserError

Members = Mapping[str, bytes]
"""Contents of files by their names."""

MOST_BYTES = 2**31
"""What all files of an archive may hold together, unpacked."""

_TIME = (1980, 1, 1, 0, 0, 0)
_DIGITS = re.compile(r"(\d{1,99})")  # an archive may name a file with more than Python makes a number of


def archive(members: Members) -> bytes:
    """Return a ZIP archive of files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name, content in members.items():
            target.writestr(zipfile.ZipInfo(name, _TIME), content, zipfile.ZIP_DEFLATED, 1)
    return made.getvalue()


def members_of(data: bytes) -> dict[str, bytes]:
    """Return the files of a ZIP archive and of archives in it, without folders and what systems put beside them.

    INCEpTION has an archive for each annotator of a document in that of a project.

    Raises:
        UserError: it is no sound archive, or too large.
    """
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    with _opened(data, left) as (source, infos):
        for info in infos:
            content = source.read(info)
            held = {info.filename: content}
            if _is_archive(info):
                with suppress(UserError):  # then it is a file like any other
                    held = {
                        f"{info.filename}/{key}": value for key, value in _unpacked(content, left).items()
                    }
            left -= sum(map(len, held.values()))
            found |= held
    return found


def names_in(data: bytes) -> list[str]:
    """Return the names of the files that ``members_of`` would return, without unpacking more than archives among them.

    Raises:
        UserError: it is no sound archive, or too large.
    """
    found: list[str] = []
    with _opened(data, MOST_BYTES) as (source, infos):
        for info in infos:
            names = [info.filename]
            if _is_archive(info):
                with suppress(UserError), _opened(source.read(info), MOST_BYTES) as (_, held):
                    names = [f"{info.filename}/{each.filename}" for each in held]
            found += names
    return found


def _is_archive(info: zipfile.ZipInfo) -> bool:
    return info.filename.lower().endswith(".zip")


@contextmanager
def _opened(data: bytes, most: int) -> Iterator[tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]]:
    """Open an archive whose files hold ``most`` bytes together at most, and list these."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            infos = [
                info
                for info in source.infolist()
                if not info.is_dir() and not info.filename.startswith("__MACOSX/")
            ]
            if sum(info.file_size for info in infos) > most:
                raise UserError("labels.too_large")
            yield source, infos
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, OSError) as error:
        raise UserError("labels.archive", reason=str(error)) from error


def _unpacked(data: bytes, most: int) -> dict[str, bytes]:
    with _opened(data, most) as (source, infos):
        return {info.filename: source.read(info) for info in infos}


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """Return a key that puts names with numbers in the order of the numbers."""
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in _DIGITS.split(name))
