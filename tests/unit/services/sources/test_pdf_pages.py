"""PDF files are read page by page, in a process of their own; a broken one is refused and breaks nothing."""

import os
import time

import pytest
from helpers.pdf_files import made_pdf

from annotator.errors import UserError
from annotator.model.check import problems
from annotator.services.rebuilding.importing import import_issue
from annotator.services.sources import pdf_pages
from annotator.services.sources.page_layouts import layout_in
from annotator.services.sources.pages import read_file
from annotator.services.sources.pdf_pages import read_pdf

FIRST = [(50, 700, 24, "青河日报"), (50, 650, 12, "网络覆盖全市，"), (50, 635, 12, "信号⼗分好。")]
SECOND = [(50, 700, 12, "第二版的文字。")]


@pytest.fixture
def write(tmp_path):
    def write(content, name="a.pdf"):
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return write


def test_each_page_has_its_printed_lines(write):
    seen = []
    pages = read_pdf(write(made_pdf([FIRST, SECOND])), seen.append)
    assert [page.text for page in pages] == ["青河日报\n网络覆盖全市，\n信号⼗分好。\n", "第二版的文字。\n"]
    assert seen == [0.5, 1.0]


def test_an_issue_is_made_of_the_pages_and_radicals_are_folded_and_recorded(write):
    issue = import_issue([write(made_pdf([FIRST, SECOND]))]).issue
    assert problems(issue) == []
    assert [page.name for page in issue.pages.values()] == ["a.pdf 1", "a.pdf 2"]
    assert "⼗" in issue.pages["p1"].raw
    block = next(block for block in issue.blocks.values() if "信号" in block.text)
    assert "信号十分好。" in block.text
    assert "cleanup:radical" in {run.origin for run in block.runs}


def test_pages_without_text_are_left_out_and_told_of(write):
    found = read_file(write(made_pdf([FIRST, [], SECOND])), first=4)
    assert [(page.id, page.name) for page in found.pages] == [("p4", "a.pdf 1"), ("p5", "a.pdf 3")]
    (note,) = found.notes
    assert (note.code, dict(note.values)) == ("import.pdf_left_out", {"count": "1"})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import.pdf"),
        (b"junk", "import.pdf"),
        (made_pdf([FIRST])[:300], "import.pdf"),
        (made_pdf([[]]), "import.pdf_images"),
    ],
)
def test_what_has_no_text_to_read_is_refused_with_its_reason(write, content, code):
    with pytest.raises(UserError) as told:
        read_file(write(content))
    assert (told.value.code, told.value.values["file"]) == (code, "a.pdf")


def test_a_reader_that_breaks_is_an_unsound_file_and_no_more(write, monkeypatch):
    monkeypatch.setattr(pdf_pages, "read_pages", _broken)
    with pytest.raises(UserError) as told:
        read_pdf(write(made_pdf([FIRST])))
    assert told.value.code == "import.pdf"


def _broken(_place, _path, _wanted, _password):
    os._exit(139)


def test_a_reader_that_says_nothing_any_more_is_ended(write, monkeypatch):
    monkeypatch.setattr(pdf_pages, "read_pages", _silent)
    monkeypatch.setattr(pdf_pages, "_PATIENCE", 0.1)
    with pytest.raises(UserError) as told:
        read_pdf(write(made_pdf([FIRST])))
    assert told.value.code == "import.pdf_slow"


def _silent(_place, _path, _wanted):
    time.sleep(60)


def test_reading_ends_when_nobody_wants_it_any_more(write):
    with pytest.raises(UserError, match=r"import\.cancelled"):
        read_pdf(write(made_pdf([FIRST] * 5)), cancelled=lambda: True)


def test_only_chosen_pages_are_read(write):
    path = write(made_pdf([FIRST, SECOND, FIRST]))
    assert [page.number for page in read_pdf(path, wanted={2, 3, 9})] == [2, 3]
    assert [page.name for page in read_file(path, chosen={2}).pages] == ["a.pdf 2"]
    with pytest.raises(UserError) as told:
        read_file(path, chosen={4})
    assert (told.value.code, told.value.values["count"]) == ("import.no_such_pages", 3)


def test_a_cancelled_import_imports_nothing(write):
    with pytest.raises(UserError, match=r"import\.cancelled"):
        import_issue([write(made_pdf([FIRST] * 3))], cancelled=lambda: True)


def test_every_character_has_its_box_and_lines_end_where_columns_do(write):
    rows = [(50, 650, 12, "网络覆盖，"), (250, 650, 12, "另一栏𠮷⼗"), (50, 700, 24, "青河")]
    read = read_file(write(made_pdf([rows, SECOND])))
    page = read.pages[0]
    layout = layout_in(read.sources[0], page)
    assert [(page.raw[line.start : line.end], round(line.size)) for line in layout.lines] == [
        ("网络覆盖，", 12),
        ("另一栏𠮷⼗", 12),
        ("青河", 24),
    ]
    assert [page.raw[token.start] for token in layout.tokens] == [each for each in page.raw if each.strip()]
    boxes = {page.raw[token.start]: token.box for token in layout.tokens}
    assert (round(boxes["络"].left), round(boxes["络"].right)) == (62, 74)
    assert boxes["青"].bottom < boxes["网"].top
    assert (layout.width, layout.height) == (600, 800)
    (line,) = layout_in(read.sources[0], read.pages[1]).lines
    assert read.pages[1].raw[line.start : line.end] == "第二版的文字。"


@pytest.mark.parametrize(("rotation", "width", "left", "top"), [(90, 800, 695.2, 50), (180, 600, 526, 695.2)])
def test_boxes_of_rotated_pages_are_as_they_are_shown(write, rotation, width, left, top):
    turned = made_pdf([[(50, 700, 24, "青河")]]).replace(b"/MediaBox", b"/Rotate %d /MediaBox" % rotation)
    read = read_file(write(turned))
    layout = layout_in(read.sources[0], read.pages[0])
    box = layout.tokens[0].box
    assert layout.width == width
    assert (round(box.left), round(box.top)) == (round(left), round(top))
