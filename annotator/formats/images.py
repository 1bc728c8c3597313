"""What image files say of themselves in their heads: kind, size in pixels, number of frames. No pixel is decoded.

PNG (ISO/IEC 15948), JPEG (ITU-T T.81), TIFF 6.0 and BigTIFF.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
"""Suffixes of page images, in lower case."""

_MOST_TAGS = 65_535
_MOST_FRAMES = 10_000
_WIDTH, _HEIGHT = 256, 257
"""Tags of a TIFF directory."""


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What the head of an image file says.

    Attributes:
        kind: ``png``, ``jpeg`` or ``tiff``.
        width: of the first frame, in pixels, as it is stored.
        height: likewise.
        frames: number of images in the file.
    """

    kind: str
    width: int
    height: int
    frames: int = 1


def read_facts(path: Path) -> ImageFacts:
    """Return what an image file says of itself.

    Raises:
        ValueError: it is none of these formats, or damaged in its head.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(16)
        file.seek(0)
        try:
            if head.startswith(b"\x89PNG\r\n\x1a\n"):
                return _png(file)
            if head.startswith(b"\xff\xd8"):
                return _jpeg(file)
            if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
                return _tiff(file)
        except struct.error as error:
            raise ValueError("the image ends in its head") from error
    raise ValueError("no PNG, JPEG or TIFF")


def _png(file: BinaryIO) -> ImageFacts:
    head = file.read(24)
    if head[12:16] != b"IHDR":
        raise ValueError("a PNG without a head")
    width, height = struct.unpack(">II", head[16:24])
    return _sensible("png", width, height)


def _jpeg(file: BinaryIO) -> ImageFacts:
    file.seek(2)
    while True:
        marker = file.read(2)
        if len(marker) < 2 or marker[0] != 0xFF:
            raise ValueError("a JPEG without a frame")
        code = marker[1]
        if code == 0xFF:  # fill bytes may stand before a marker
            file.seek(-1, 1)
            continue
        if code == 0x01 or 0xD0 <= code <= 0xD8:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if 0xC0 <= code <= 0xCF and code not in (0xC4, 0xC8, 0xCC):
            _, height, width = struct.unpack(">BHH", file.read(5))
            return _sensible("jpeg", width, height)
        file.seek(length - 2, 1)


def _tiff(file: BinaryIO) -> ImageFacts:
    head = file.read(16)
    order = "<" if head[:2] == b"II" else ">"
    big = head[2:4] in (b"+\0", b"\0+")
    (at,) = struct.unpack(order + ("Q" if big else "I"), head[8:16] if big else head[4:8])
    end = file.seek(0, 2)
    frames, size = 0, (0, 0)
    seen: set[int] = set()
    while at and at not in seen and frames < _MOST_FRAMES:
        if at >= end:
            raise ValueError("a TIFF that points behind its end")
        seen.add(at)
        file.seek(at)
        tags = dict(_entries(file, order, big))
        if not frames:
            size = (tags.get(_WIDTH, 0), tags.get(_HEIGHT, 0))
        frames += 1
        (at,) = struct.unpack(order + ("Q" if big else "I"), file.read(8 if big else 4))
    return _sensible("tiff", *size, frames)


def _entries(file: BinaryIO, order: str, big: bool) -> Iterator[tuple[int, int]]:
    """Yield tags of a directory with their first values, where these are short enough to stand beside the tag."""
    (count,) = struct.unpack(order + ("Q" if big else "H"), file.read(8 if big else 2))
    length, value = (20, slice(12, 20)) if big else (12, slice(8, 12))
    if count > _MOST_TAGS:
        raise ValueError("a TIFF with a senseless directory")
    data = file.read(length * count)
    if len(data) < length * count:
        raise ValueError("a TIFF that ends in a directory")
    for number in range(count):
        entry = data[number * length : (number + 1) * length]
        tag, kind = struct.unpack(order + "HH", entry[:4])
        code = {1: "B", 3: "H", 4: "I", 16: "Q"}.get(kind)
        if code:
            held = entry[value]
            yield tag, struct.unpack(order + code, held[: struct.calcsize(code)])[0]


def _sensible(kind: str, width: int, height: int, frames: int = 1) -> ImageFacts:
    if not width or not height:
        raise ValueError("an image without a size")
    return ImageFacts(kind, width, height, frames)
