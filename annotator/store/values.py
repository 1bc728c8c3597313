"""How values are put into columns.

SQLite's TEXT refuses lone surrogates, and some tools cut it at NUL; raw text may hold both. So free text is a BLOB in
UTF-8 that lets surrogates through, structures are ASCII JSON, and identifiers are escaped as in JSON (which leaves
the usual ones as they are).
"""

from __future__ import annotations

import json
import json.encoder
import zlib
from collections.abc import Callable, Iterable
from json.encoder import encode_basestring_ascii
from typing import Any, NoReturn

from annotator.text.json_data import parse_json

_LARGE = 512
"""From this size in bytes JSON is compressed when packed; below it hardly gets smaller."""
_VERY_LARGE = 2**20
"""From this size in bytes it is compressed in a third of the time, and takes a quarter more room."""


def to_blob(text: str) -> bytes:
    """Return any text as bytes, exactly."""
    return text.encode("utf-8", "surrogatepass")


def from_blob(data: bytes) -> str:
    """Return the text that ``to_blob`` made bytes of.

    Raises:
        ValueError: the bytes are no such text.
    """
    return data.decode("utf-8", "surrogatepass")


def to_text(identifier: str) -> str:
    """Return an identifier as ASCII text."""
    return encode_basestring_ascii(identifier)[1:-1]


def from_text(text: str) -> str:
    """Return the identifier that ``to_text`` made text of.

    Raises:
        ValueError: the text is no such identifier.
    """
    return str(parse_json(f'"{text}"')) if "\\" in text else text


def to_json(value: Any) -> str:
    """Return plain data as ASCII JSON without spaces."""
    return "".join(_chunks(value, 0))


def _refuse(value: Any) -> NoReturn:
    raise TypeError(f"no JSON form for {type(value).__name__}")


def _encoder() -> Callable[[Any, int], Iterable[str]]:
    """Return what yields the parts of the JSON text of plain data.

    ``JSONEncoder.encode`` makes the interpreter's own encoder anew for each value, which for a small one takes longer
    than the encoding. That encoder is no promise of Python's: where there is none, or one that is made in another way,
    the public one does it.
    """
    try:
        made: Callable[[Any, int], Iterable[str]] = json.encoder.c_make_encoder(  # type: ignore[attr-defined]
            None, _refuse, encode_basestring_ascii, None, ":", ",", False, False, True
        )
    except (AttributeError, TypeError):
        plain = json.JSONEncoder(separators=(",", ":"), check_circular=False)
        return lambda value, _: plain.iterencode(value)
    return made


_chunks = _encoder()


def from_json(text: str) -> Any:
    """Return the data of a JSON text.

    Raises:
        ValueError: it is no JSON.
    """
    return parse_json(text, ours=True)


def pack(value: Any) -> bytes:
    """Return plain data as JSON in bytes, compressed if large (zlib data begin with ``x``, which JSON never does)."""
    data = to_json(value).encode("ascii")
    if len(data) < _LARGE:
        return data
    return zlib.compress(data, 6 if len(data) < _VERY_LARGE else 3)


def unpack(data: bytes) -> Any:
    """Return the data that ``pack`` made bytes of.

    Raises:
        ValueError: the bytes are not packed data.
    """
    if data[:1] == b"x":
        try:
            data = zlib.decompress(data)
        except zlib.error as error:
            raise ValueError(str(error)) from error
    return parse_json(data, ours=True)
