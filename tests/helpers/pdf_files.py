"""PDF files with a text layer, written by hand: a font without shapes whose codes are mapped to characters."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Collection, Sequence

Text = tuple[int, int, int, str]
"""A line of text: where it begins from the left and from below, its size (in points), and what it says."""


def made_pdf(pages: Sequence[Sequence[Text]], pictures: Collection[int] = ()) -> bytes:
    """Return a PDF file with these pages; on those with the numbers of ``pictures``, from 1, something is drawn."""
    characters = sorted({character for page in pages for *_, text in page for character in text})
    codes = {character: number for number, character in enumerate(characters, start=1)}
    objects = [b"", b"", _stream(_cmap(codes))]
    objects.append(
        b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800"
        b" /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    objects.append(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000 /FontDescriptor 4 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    objects.append(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [5 0 R]"
        b" /ToUnicode 3 0 R >>"
    )
    kids = []
    for page in pages:
        drawn = "".join(
            f"BT /F1 {size} Tf {x} {y} Td <{''.join(f'{codes[character]:04X}' for character in text)}> Tj ET\n"
            for x, y, size, text in page
        )
        if len(kids) + 1 in pictures:
            drawn += "100 100 200 200 re f\n"
        objects.append(_stream(drawn.encode()))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R"
            b" /Resources << /Font << /F1 6 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _file(objects)


_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def locked_pdf(pages: Sequence[Sequence[Text]], password: str, pictures: Collection[int] = ()) -> bytes:
    """Return a PDF file that a password of ASCII characters opens (standard handler, revision 2, RC4 of 40 bits)."""
    user = (password.encode() + _PADDING)[:32]
    owner = _rc4(hashlib.md5(user).digest()[:5], user)
    key = hashlib.md5(user + owner + struct.pack("<i", -4) + b"id").digest()[:5]
    made = made_pdf(pages, pictures)
    bodies = re.findall(rb"\d+ 0 obj\n(.*?)\nendobj\n", made, re.DOTALL)
    objects = []
    for number, body in enumerate(bodies, start=1):
        own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
        head, stream, rest = body.partition(b"\nstream\n")
        content = rest.removesuffix(b"\nendstream")
        objects.append(head + stream + _rc4(own, content) + b"\nendstream" if stream else body)
    handler = b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (
        owner.hex().encode(),
        _rc4(key, _PADDING).hex().encode(),
    )
    objects.append(handler)
    trailer = b" /Encrypt %d 0 R /ID [<%s> <%s>]" % (len(objects), b"id".hex().encode(), b"id".hex().encode())
    return _file(objects).replace(b" /Root 1 0 R", b" /Root 1 0 R" + trailer)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i, j, done = 0, 0, bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        done.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(done)


def _cmap(codes: dict[str, int]) -> bytes:
    rows = "\n".join(
        f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>" for character, code in codes.items()
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange {len(codes)} beginbfchar\n{rows}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _file(objects: Sequence[bytes]) -> bytes:
    written, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            size,
            table,
            size,
            len(written),
        )
    )
