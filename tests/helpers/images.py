"""Image files written by hand: heads that say a size, and pages of grey with black boxes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path


def png(width: int, height: int, dark: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """Return a grey PNG with dark rectangles, given as left, top, right and bottom."""
    rows = [bytearray([235]) * width for _ in range(height)]
    for left, top, right, bottom in dark:
        for row in rows[top:bottom]:
            row[left:right] = bytes([20]) * (right - left)
    data = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 1)
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", data),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )


def tiff(frames: Sequence[tuple[int, int, int]], order: str = "<") -> bytes:
    """Return an uncompressed grey TIFF; each frame has a width, a height and a shade."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    written = bytearray(mark + struct.pack(order + "I", 8))
    for number, (width, height, shade) in enumerate(frames):
        entries = [(256, 3, width), (257, 3, height), (258, 3, 8), (259, 3, 1), (262, 3, 1)]
        directory = len(written)
        pixels = directory + 2 + 12 * 9 + 4
        entries += [(273, 4, pixels), (277, 3, 1), (278, 3, height), (279, 4, width * height)]
        written += struct.pack(order + "H", len(entries))
        for tag, kind, value in entries:
            held = struct.pack(order + ("H" if kind == 3 else "I"), value)
            written += struct.pack(order + "HHI", tag, kind, 1) + held.ljust(4, b"\0")
        size = width * height + (width * height) % 2
        following = pixels + size if number + 1 < len(frames) else 0
        written += struct.pack(order + "I", following) + bytes([shade]) * size
    return bytes(written)


def jpeg_head(width: int, height: int) -> bytes:
    """Return the head of a JPEG: a comment, a table, and a frame of a size; it has no pixels."""
    return (
        b"\xff\xd8"
        + b"\xff\xfe\x00\x04ab"
        + b"\xff\xff\xc4\x00\x05xyz"
        + b"\xff\xc2"
        + struct.pack(">HBHHB", 8, 8, height, width, 1)
    )


def put(path: Path, data: bytes) -> Path:
    """Write a file and the folders it is in; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
