"""PDF files are read page by page, in a process of their own; a broken one is refused and breaks nothing."""

import os

import pytest
from helpers.pdf_files import made_pdf

from annotator.errors import UserError
from annotator.model.check import problems
from annotator.services import pdf_pages
from annotator.services.importing import import_issue
from annotator.services.pages import read_file
from annotator.services.pdf_pages import read_pdf

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
    texts = read_pdf(write(made_pdf([FIRST, SECOND])), seen.append)
    assert texts == ["青河日报\n网络覆盖全市，\n信号⼗分好。\n", "第二版的文字。\n"]
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
    monkeypatch.setattr(pdf_pages, "_read", _broken)
    with pytest.raises(UserError) as told:
        read_pdf(write(made_pdf([FIRST])))
    assert told.value.code == "import.pdf"


def _broken(pages, path):
    os._exit(139)


def test_reading_ends_when_nobody_wants_it_any_more(write):
    assert len(read_pdf(write(made_pdf([FIRST] * 5)), cancelled=lambda: True)) == 1
