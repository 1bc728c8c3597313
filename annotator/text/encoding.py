"""From the bytes of a text file to its characters.

The order of trust: the user's word, a byte order mark, strict UTF-8, then a vote between the two Chinese families.
GBK and GB 2312 are read as GB 18030 and Big5 as Big5-HKSCS, their supersets. Line ends, NULs and control characters
are kept as they are: raw text is immutable.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from annotator.errors import UserError

ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
"""The encodings that ``decode`` finds by itself, for a list to choose from."""

REPLACEMENT = "\ufffd"

# Subsets are read as the superset whose bytes mean the same; the narrower codec only helps where vendors differ.
_SUPERSETS = {
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "big5": ("big5hkscs", "cp950"),
    "big5hkscs": ("big5hkscs", "cp950"),
    "cp950": ("big5hkscs", "cp950"),
    "utf-8-sig": ("utf-8",),
}

# UTF-32 before UTF-16: the mark of UTF-32 LE begins with that of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# Python's table of Big5-HKSCS gives some signs as their look-alikes. This is what Windows and the WHATWG Encoding
# Standard read in their places.
_BIG5_SIGNS = tuple(zip("•､‾∼♁☉¥¢£", "‧﹑¯～⊕⊙￥￠￡", strict=True))

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh91AY&SY", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x7fELF", "elf"),
)

# Controls that no text has; tab, line ends, form feed, Ctrl-Z (end of file in DOS) and escape are left out.
_CONTROLS = bytes(code for code in [*range(0x20), 0x7F] if code not in b"\t\n\x0b\x0c\r\x1a\x1b")

# What share of controls makes a file binary, if there are more than a few. Compressed data has about 10 %.
_BINARY_SHARE = 0.01
_BINARY_COUNT = 2

# What share of a file, in bytes, may be beyond decoding before the encoding is taken to be another one; in a short
# file, how many places.
_BAD_SHARE = 0.001
_BAD_PLACES = 3

# A vote needs no more than this: stretches of a file around characters beyond ASCII, in bytes.
_STRETCH = 16_384
_STRETCHES = 8

# Share of common characters among those beyond ASCII. Newspaper text of 40 characters has 0.9 and more in its own
# encoding and at most 0.8 in the other; of 1,000 characters, 0.96 and 0.63. Nearer than the margin, chardet decides.
_SURE_SHARE = 0.9
_LEAST_SHARE = 0.5
_MARGIN = 0.2

# UTF-16 without a byte order mark is looked for in files of at least this many units.
_WIDE_LEAST = 16


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file.

    Attributes:
        text: the characters, without a byte order mark.
        encoding: Python's name of the encoding that was used, e.g. ``"gb18030"``.
        certain: whether the encoding is beyond doubt and nothing was replaced.
        replaced: number of places that could not be decoded and hold U+FFFD instead.
    """

    text: str
    encoding: str
    certain: bool
    replaced: int


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the characters of a file.

    A character cut off at the end of the file is replaced by U+FFFD, and so are a few bad bytes (less than one in a
    thousand, or three in a short file). Surrogates that were written as UTF-8 (CESU-8) become the character they
    spell in pairs; a single one is replaced. An empty file gives an empty text; whether that is an error is the
    caller's question.

    Args:
        data: the file.
        encoding: what the user says it is; this overrides everything, and then nothing but a character cut off
            at the end is replaced.

    Raises:
        UserError: ``import.binary`` (with ``kind``, e.g. ``"pdf"``, or ``""``) if this is no text;
            ``encoding.unknown`` (``encoding``) if there is no such encoding; ``encoding.undecodable``
            (``encoding``, empty if none was given, and ``position`` in bytes) if it cannot be read.
    """
    if encoding is not None:
        return _decode_as_told(data, encoding)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            marked = _decode_leniently(data[len(mark) :], codec, certain=True)
            if marked is not None:
                return marked
    data = data.removeprefix(codecs.BOM_UTF8)
    _refuse_known_binary(data)
    wide = _utf16_codec(data)
    if wide is not None:
        unmarked = _decode_leniently(data, wide, certain=True)
        if unmarked is not None:
            return unmarked
    _refuse_controls(data)
    return _decode_utf8(data) or _decode_chinese(data)


def _decode_as_told(data: bytes, encoding: str) -> Decoded:
    """Decode as the user says."""
    names = _codecs_for(encoding, data)
    decoded = _decode_first(data, names)
    if decoded is None:
        position = max(_first_error(data, codec) for codec in names)
        raise UserError("encoding.undecodable", encoding=encoding, position=position)
    return Decoded(decoded.text.removeprefix("\ufeff"), decoded.encoding, decoded.certain, decoded.replaced)


def _codecs_for(encoding: str, data: bytes) -> tuple[str, ...]:
    """Return the codecs that may read an encoding, best first."""
    try:
        name = codecs.lookup(encoding).name
        str(b" ", encoding, "replace")  # refuses codecs that are not about text, such as "hex"
    except (LookupError, ValueError) as error:
        raise UserError("encoding.unknown", encoding=encoding) from error
    if name in ("utf-16", "utf-32"):  # without a byte order mark these are little-endian, as on Windows
        big = data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
        return (f"{name}-be" if big else f"{name}-le",)
    return _SUPERSETS.get(name, (name,))


def _decode_whole(data: bytes, codec: str) -> Decoded:
    """Decode strictly but for a character cut off at the end.

    Raises:
        UnicodeDecodeError: there is something else that cannot be decoded.
    """
    decoder = codecs.getincrementaldecoder(codec)()
    text = decoder.decode(data)
    replaced = 0
    try:
        text += decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        text += REPLACEMENT
        replaced = 1
    return Decoded(_with_signs(text, codec), codec, replaced == 0, replaced)


def _with_signs(text: str, codec: str) -> str:
    """Return decoded text with the signs that Python's codec mistakes put right."""
    if codec == "big5hkscs":
        for read, meant in _BIG5_SIGNS:
            text = text.replace(read, meant)
    return text


def _decode_leniently(data: bytes, codec: str, *, certain: bool) -> Decoded | None:
    """Decode with a few bad places replaced; None if there are too many of them."""
    try:
        decoded = _decode_whole(data, codec)
    except UnicodeDecodeError:
        return _decode_around_errors(data, codec)
    return Decoded(decoded.text, codec, decoded.certain and certain, decoded.replaced)


def _decode_around_errors(data: bytes, codec: str) -> Decoded | None:
    """Decode with bad places replaced; None if there are too many of them."""
    text = data.decode(codec, "replace")
    # What is left without the bad places are the replacement characters of the file itself.
    replaced = text.count(REPLACEMENT) - data.decode(codec, "ignore").count(REPLACEMENT)
    if replaced > max(len(data) * _BAD_SHARE, _BAD_PLACES):
        return None
    return Decoded(_with_signs(text, codec), codec, False, replaced)


def _refuse_known_binary(data: bytes) -> None:
    """Refuse files that say by their first bytes that they are no text."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise UserError("import.binary", kind=kind)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        raise UserError("import.binary", kind="webp")


def _refuse_controls(data: bytes) -> None:
    """Refuse files with too many control characters; NULs that pad the end of a file after a crash do not count."""
    body = data.rstrip(b"\x00")
    controls = len(body) - len(body.translate(None, _CONTROLS))
    too_many = controls > _BINARY_COUNT and controls > len(body) * _BINARY_SHARE
    if too_many or (data and not body):
        raise UserError("import.binary", kind="")


def _utf16_codec(data: bytes) -> str | None:
    """Return the UTF-16 codec of Chinese text without a byte order mark, or None if it does not look like that.

    ASCII read as UTF-16 looks like Han text too (the letters "th" are 瑨), so text that is UTF-8 and holds no NUL is
    left alone.
    """
    sample = data[: 2 * _STRETCH]
    if len(sample) < 2 * _WIDE_LEAST or (b"\x00" not in sample and _begins_as_utf8(sample)):
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        text = sample.decode(codec, "replace")
        ascii_text = sum(" " <= character <= "~" or character in "\t\n\x0c\r" for character in text)
        common = sum(map(_common_characters().__contains__, text))
        if ascii_text + common >= len(text) * _SURE_SHARE:
            return codec
    return None


def _begins_as_utf8(data: bytes) -> bool:
    """Tell whether a stretch that may end inside a character is UTF-8."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


def _decode_utf8(data: bytes) -> Decoded | None:
    """Decode UTF-8, damaged a little or not; None if it is another encoding."""
    try:
        decoded = _decode_whole(data, "utf-8")
    except UnicodeDecodeError:
        return _decode_surrogates(data) or _decode_damaged_utf8(data)
    # ASCII with one stray byte at its end proves nothing about UTF-8.
    return None if decoded.replaced and decoded.text[:-1].isascii() else decoded


def _decode_surrogates(data: bytes) -> Decoded | None:
    """Decode UTF-8 that holds surrogates, as Java and some databases write characters beyond the first plane."""
    if _SURROGATE.search(data) is None:
        return None
    try:
        units = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    except UnicodeDecodeError:
        return None
    text = units.decode("utf-16-le", "replace")
    replaced = text.count(REPLACEMENT) - data.count(REPLACEMENT.encode())
    return Decoded(text, "utf-8", replaced == 0, replaced)


def _decode_damaged_utf8(data: bytes) -> Decoded | None:
    """Decode UTF-8 with a few bad bytes, if what is good of it is plainly UTF-8."""
    sample = b"".join(_stretches(data))
    text = sample.decode("utf-8", "replace")
    bad = text.count(REPLACEMENT)
    good = sum(character > "\x7f" for character in text) - bad
    # In GB 18030 and Big5 read as UTF-8 the bad places outnumber the good ones.
    return _decode_around_errors(data, "utf-8") if bad * 10 <= good else None


def _decode_chinese(data: bytes) -> Decoded:
    """Decode GB 18030 or Big5.

    Raises:
        UserError: ``encoding.undecodable`` if it is neither.
    """
    sample = b"".join(_stretches(data))
    shares = {codec: _common_share(sample, codec) for codec in ("gb18030", "big5hkscs")}
    best, second = sorted(shares, key=lambda codec: -shares[codec])
    clear = shares[best] - shares[second] >= _MARGIN
    if not clear and _chardet_codec(sample) == second:
        best, second = second, best
    for family in (best, second):
        decoded = _decode_first(data, _SUPERSETS.get(family, (family,)))
        if decoded is not None:
            certain = decoded.certain and clear and shares[family] >= _SURE_SHARE
            return Decoded(decoded.text, decoded.encoding, certain, decoded.replaced)
        damaged = _decode_around_errors(data, family) if shares[family] >= _LEAST_SHARE else None
        if damaged is not None:
            return damaged
    raise UserError("encoding.undecodable", encoding="", position=_first_error(data, best))


def _decode_first(data: bytes, names: tuple[str, ...]) -> Decoded | None:
    """Decode strictly with the first codec that can; None if none can."""
    for codec in names:
        try:
            return _decode_whole(data, codec)
        except UnicodeError:  # a few codecs know no UnicodeDecodeError
            continue
    return None


def _first_error(data: bytes, codec: str) -> int:
    """Return the position in bytes of the first thing that cannot be decoded."""
    try:
        data.decode(codec)
    except UnicodeError as error:
        return error.start if isinstance(error, UnicodeDecodeError) else 0
    return len(data)


_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


def _stretches(data: bytes) -> Iterator[bytes]:
    """Yield stretches of a file that hold characters beyond ASCII: all of a small file, some of a big one."""
    if len(data) <= _STRETCH * _STRETCHES:
        yield data
        return
    end = 0
    for place in range(0, len(data), len(data) // _STRETCHES):
        found = _BEYOND_ASCII.search(data, max(place, end))
        if found is None:
            return
        # No encoding uses a line feed as part of a character, so a line's start is a character's start.
        start = max(data.rfind(b"\n", end, found.start()) + 1, found.start() - _STRETCH // 2, end)
        end = min(start + _STRETCH, len(data))
        yield data[start:end]


def _common_share(sample: bytes, codec: str) -> float:
    """Return the share of common characters among those beyond ASCII; 0 if there are none."""
    beyond = [character for character in sample.decode(codec, "replace") if character > "\x7f"]
    return sum(map(_common_characters().__contains__, beyond)) / len(beyond) if beyond else 0.0


@cache
def _common_characters() -> frozenset[str]:
    """Return the characters that common Chinese text is made of, simplified and traditional.

    These are the first levels of GB 2312 (3,755 characters) and Big5 (5,401), and the signs of GB 2312.
    """
    gb_cells = (
        bytes((row, cell)) for row in [*range(0xA1, 0xAA), *range(0xB0, 0xD8)] for cell in range(0xA1, 0xFF)
    )
    big5_cells = (
        bytes((row, cell))
        for row in [*range(0xA1, 0xA4), *range(0xA4, 0xC7)]
        for cell in [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    )
    gb_text = "".join(cell.decode("gb2312", "ignore") for cell in gb_cells)
    return frozenset(gb_text + "".join(cell.decode("big5", "ignore") for cell in big5_cells))


def _chardet_codec(sample: bytes) -> str | None:
    """Return which of the two Chinese families chardet takes a sample for."""
    import chardet  # its models take longer to load than most files to decode

    found = chardet.detect(
        sample,
        compat_names=False,
        include_encodings=("gb18030", "big5hkscs"),
        no_match_encoding="gb18030",
    )
    return found["encoding"]
