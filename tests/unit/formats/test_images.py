"""Image files say their size and how many images they hold; damaged ones are told apart from them."""

import struct

import pytest
from helpers.images import jpeg_head, png, put, tiff
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.images import ImageFacts, read_facts


@pytest.mark.parametrize(
    ("data", "facts"),
    [
        (png(30, 40), ImageFacts("png", 30, 40)),
        (jpeg_head(3000, 4000), ImageFacts("jpeg", 3000, 4000)),
        (tiff([(7, 5, 9)]), ImageFacts("tiff", 7, 5)),
        (tiff([(7, 5, 9), (6, 4, 9), (5, 3, 9)], ">"), ImageFacts("tiff", 7, 5, 3)),
    ],
)
def test_the_head_says_kind_size_and_frames(tmp_path, data, facts):
    assert read_facts(put(tmp_path / "a", data)) == facts


def test_a_big_tiff_says_its_size(tmp_path):
    entries = (
        struct.pack("<HHQI", 256, 4, 1, 70000) + b"\0" * 4 + struct.pack("<HHQI", 257, 4, 1, 9) + b"\0" * 4
    )
    data = b"II+\0" + struct.pack("<HHQ", 8, 0, 16) + struct.pack("<Q", 2) + entries + struct.pack("<Q", 0)
    assert read_facts(put(tmp_path / "a", data)) == ImageFacts("tiff", 70000, 9)


def test_directories_that_go_round_in_a_circle_end(tmp_path):
    data = bytearray(tiff([(7, 5, 9)]))
    data[8 + 2 + 12 * 9 : 8 + 2 + 12 * 9 + 4] = struct.pack("<I", 8)
    assert read_facts(put(tmp_path / "a", bytes(data))).frames == 1


@pytest.mark.parametrize(
    "data", [b"", b"no image", png(30, 40)[:20], b"\xff\xd8\xff\xda", tiff([(7, 5, 9)])[:30]]
)
def test_what_is_no_image_or_ends_in_its_head_is_refused(tmp_path, data):
    with pytest.raises(ValueError, match=r"image|PNG|TIFF|JPEG"):
        read_facts(put(tmp_path / "a", data))


@given(st.binary(max_size=200), st.sampled_from([b"", b"\xff\xd8", b"II*\0", b"MM\0+", b"\x89PNG\r\n\x1a\n"]))
def test_no_bytes_break_the_reader(tmp_path_factory, tail, head):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(head + tail)
    try:
        facts = read_facts(path)
    except ValueError:
        return
    assert facts.width > 0
    assert facts.height > 0
