"""Pages of PDF files are drawn in another process; what cannot be drawn is refused with a sentence."""

import numpy as np
import pytest
from helpers.images import put
from helpers.pdf_files import made_pdf

from annotator.errors import UserError
from annotator.services.sources.pdf_images import draw_pdf_page


def pdf_with(drawn):
    """A page of 600 by 800 points with something drawn on it."""
    data = made_pdf([[(50, 700, 12, "字")]])
    start = data.rindex(b"<< /Length", 0, data.rindex(b"/Type /Page "))
    end = data.index(b"endstream", start)
    old = data[start:end]
    body = drawn.ljust(len(old) - old.index(b"stream\n") - len(b"stream\n") - 1)
    assert len(body) + 1 == len(old) - old.index(b"stream\n") - len(b"stream\n")
    return data[:start] + old[: old.index(b"stream\n") + 7] + body + b"\n" + data[end:]


def test_a_page_is_drawn_with_what_stands_on_it_in_its_place(tmp_path):
    path = put(tmp_path / "a.pdf", pdf_with(b"0 g 150 600 300 100 re f"))
    page = draw_pdf_page(path, 1)
    assert (page.width, page.height, page.channels) == (1667, 2223, 1)
    pixels = np.frombuffer(page.pixels(), np.uint8).reshape(page.height, page.width)
    rows, columns = np.nonzero(pixels < 128)
    scale = 200 / 72
    found = [columns.min(), rows.min(), columns.max(), rows.max()]
    assert np.allclose(found, [150 * scale, 100 * scale, 450 * scale, 200 * scale], atol=2)


def test_colour_is_kept_where_there_is_some(tmp_path):
    path = put(tmp_path / "a.pdf", pdf_with(b"1 0 0 rg 9 9 90 90 re f"))
    page = draw_pdf_page(path, 1)
    pixels = np.frombuffer(page.pixels(), np.uint8).reshape(page.height, page.width, page.channels)
    assert tuple(pixels[-100, 100][:3]) == (0, 0, 255)


@pytest.mark.parametrize(("data", "number"), [(b"%PDF-1.5 no more", 1), (made_pdf([[(5, 5, 12, "字")]]), 2)])
def test_what_cannot_be_drawn_is_refused(tmp_path, data, number):
    with pytest.raises(UserError) as refused:
        draw_pdf_page(put(tmp_path / "a.pdf", data), number)
    assert refused.value.code == "import.pdf"
