"""Makes ICU's data library in a bundle small: languages, converters and dictionaries that nobody can ask for go.

Qt's Linux libraries bring ICU with its data for all languages of the world, 31 MB in ``libicudata``. Qt asks ICU for
the order of words, for names of languages, currencies and time zones, and for code pages of old locales; the window
speaks English and Chinese. Where ICU lacks the data of a locale it takes those of its root, so nothing fails.

The library has no code: one read-only segment with the data package, one with its dynamic section. The package's form
is that of ICU's ``udata``: a header, the number of items, places of names and items, names in rising order, items
(https://unicode-org.github.io/icu/userguide/icu_data/). Addresses stay as they are, so the program headers are all
that has to be put right.
"""

from __future__ import annotations

import re
import struct
from fnmatch import fnmatch
from pathlib import Path

LANGUAGES = frozenset({"en", "zh"})
KEPT_CONVERTERS = (
    *("gb18030.cnv", "windows-9*.cnv", "ibm-1386*.cnv", "ibm-1383*.cnv", "ibm-1375*.cnv", "ibm-1373*.cnv"),
    *("ibm-5346*.cnv", "ibm-5347*.cnv", "ibm-5348*.cnv"),
)
"""Of the code pages those of Chinese and of Western locales; UTF-8, Latin-1 and ASCII need no data."""

_LOCALE = re.compile(r"([a-z]{2,3})(_[A-Za-z0-9_]+)?\.(res|brk)")
_ELF64_LITTLE = b"\x7fELF\x02\x01"
_PAGE = 0x1000
_LOAD, _ALIGNMENT = 1, 16
_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")


class IcuError(Exception):
    """The library is not of the form that is known here."""


def is_kept(name: str) -> bool:
    """Tell whether an item of the data package stays.

    Args:
        name: such as ``icudt73l/coll/zh.res``.
    """
    *_, folder, file = ("", *name.split("/"))
    locale = _LOCALE.fullmatch(file)
    if locale is not None:
        return locale[1] in LANGUAGES
    if file.endswith(".cnv"):
        return any(fnmatch(file, pattern) for pattern in KEPT_CONVERTERS)
    return not file.endswith(".dict") and folder not in ("translit", "rbnf")


def items_of(package: bytes) -> list[tuple[str, bytes]]:
    """Return names and contents of a data package.

    Raises:
        IcuError: it is none.
    """
    if len(package) < 16 or package[2:4] != b"\xda\x27" or package[12:16] != b"CmnD":
        raise IcuError("no data package of ICU")
    (base,) = struct.unpack_from("<H", package)
    (count,) = struct.unpack_from("<I", package, base)
    places = [struct.unpack_from("<II", package, base + 4 + 8 * number) for number in range(count)]
    ends = [place for _, place in places[1:]] + [len(package) - base]
    return [
        (
            package[base + name : package.index(b"\0", base + name)].decode("ascii"),
            package[base + start : base + end],
        )
        for (name, start), end in zip(places, ends, strict=True)
    ]


def without_others(package: bytes) -> bytes:
    """Return a data package with only the items that are kept.

    Raises:
        IcuError: it is none.
    """
    kept = [(name, content) for name, content in items_of(package) if is_kept(name)]
    (base,) = struct.unpack_from("<H", package)
    name_at = 4 + 8 * len(kept)
    names = b"".join(name.encode("ascii") + b"\0" for name, _ in kept)
    content_at = _aligned(base + name_at + len(names), _ALIGNMENT) - base
    table, contents = bytearray(struct.pack("<I", len(kept))), bytearray()
    for name, content in kept:
        table += struct.pack("<II", name_at, content_at + len(contents))
        name_at += len(name) + 1
        contents += content.ljust(_aligned(len(content), _ALIGNMENT), b"\0")
    head = package[:base] + table + names
    return bytes(head.ljust(base + content_at, b"\0") + contents)


def trim(library: Path) -> tuple[int, int]:
    """Make the data library of ICU small, in place; return its bytes before and after.

    Raises:
        IcuError: the library is not of the form that is known here; it stays as it is.
    """
    data = library.read_bytes()
    if not data.startswith(_ELF64_LITTLE):
        raise IcuError("no library of a 64-bit Linux")
    header = list(_HEADER.unpack_from(data))
    segments_at, segment_size, count = header[5], header[9], header[10]
    segments = [list(_SEGMENT.unpack_from(data, segments_at + segment_size * nth)) for nth in range(count)]
    loads = [segment for segment in segments if segment[0] == _LOAD]
    start = data.find(b"CmnD") - 12
    if len(loads) != 2 or loads[0][2] != 0 or start < 0 or start >= loads[0][5]:
        raise IcuError("unknown parts in the library")
    first, second = loads
    package = without_others(data[start : first[5]])
    end = start + len(package)
    moved = _aligned(end, _PAGE) + second[2] % _PAGE
    if moved >= second[2]:
        return len(data), len(data)
    rest = data[second[2] : second[2] + second[5]]
    shift = second[2] - moved
    for segment in segments:
        if segment is first:
            segment[5] = segment[6] = end
        elif segment[2] >= second[2]:
            segment[2] -= shift
    header[6], header[12], header[13] = 0, 0, 0  # no table of sections: loading needs none
    made = bytearray(data[:start] + package).ljust(moved, b"\0") + rest
    _HEADER.pack_into(made, 0, *header)
    for nth, segment in enumerate(segments):
        _SEGMENT.pack_into(made, segments_at + segment_size * nth, *segment)
    library.write_bytes(made)
    return len(data), len(made)


def _aligned(number: int, to: int) -> int:
    return -(-number // to) * to
