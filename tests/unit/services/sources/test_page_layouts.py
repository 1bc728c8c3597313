"""Where characters stand on the page's image comes from the file the page came from, kept in the project."""

from dataclasses import replace

import pytest
from helpers.ocr_files import SAMPLES

from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import import_issue
from annotator.services.sources.page_layouts import carried, layout_in, layout_of_page

SUFFIXES = {"hocr": ".hocr", "alto": ".xml", "page": ".xml"}


@pytest.fixture(params=sorted(SAMPLES))
def project(request, tmp_path):
    path = tmp_path / f"A01{SUFFIXES[request.param]}"
    path.write_text(SAMPLES[request.param], "utf-8")
    other = tmp_path / "A02.txt"
    other.write_text("一页没有框的文字。\n", "utf-8")
    imported = import_issue([path, other])
    with Session.create(tmp_path / "p.annotator", "P") as made:
        made.add_issue(imported.issue, imported.sources)
        yield made


def test_a_page_keeps_its_boxes_after_the_project_is_opened_again(project):
    issue = project.issue(project.issues[0].id)
    with Session.open(project.path, read_only=True) as again:
        layout = layout_of_page(again, issue.id, issue.pages["p1"])
    assert (layout.width, layout.height) == (800, 600)
    at = issue.pages["p1"].raw.index("网络")
    (token,) = layout.tokens_in(at, at + 2)
    assert issue.pages["p1"].raw[token.start : token.end] == "网络"
    assert (token.box.left, token.box.right) == (10, 90)


def test_a_page_of_plain_text_has_no_boxes(project):
    issue = project.issue(project.issues[0].id)
    assert layout_of_page(project, issue.id, issue.pages["p2"]) is None


def test_boxes_follow_when_a_reader_makes_another_text_of_the_file(project):
    issue = project.issue(project.issues[0].id)
    (source,) = project.sources(issue.id)
    page = issue.pages["p1"]
    was = layout_in(source, page)
    now = layout_in(source, replace(page, raw="新" + page.raw))
    assert [(token.start + 1, token.end + 1, token.box) for token in was.tokens] == [
        (token.start, token.end, token.box) for token in now.tokens
    ]


def test_a_token_whose_text_is_gone_has_no_box_left(project):
    issue = project.issue(project.issues[0].id)
    (source,) = project.sources(issue.id)
    page = issue.pages["p1"]
    layout = layout_in(source, page)
    kept = carried(layout, page.raw, page.raw.replace("网络", ""))
    assert [token.box for token in kept.tokens] == [
        token.box for token in layout.tokens if page.raw[token.start : token.end] != "网络"
    ]
