"""The caret or selection in one pane lights the exact characters in the other."""

import pytest

from annotator.model.article import Article, Kind, Role, Run, build_block
from annotator.model.flag import Candidate, Flag
from annotator.model.issue import Issue
from annotator.model.page import Page
from annotator.services.project.session import Session
from annotator.ui.controllers.text.linking import links_of, page_marks, page_stretches


@pytest.fixture
def lit(desk, monkeypatch):
    """What was lit last in each pane."""
    last = {}
    raw, article = desk.window.raw_view, desk.window.article_view
    raw_highlight, article_highlight = raw.highlight, article.highlight

    def in_raw(ranges, reveal=False):
        last["raw"] = list(ranges)
        raw_highlight(last["raw"], reveal)

    def in_article(ranges, reveal=False):
        last["article"] = list(ranges)
        article_highlight(last["article"], reveal)

    monkeypatch.setattr(raw, "highlight", in_raw)
    monkeypatch.setattr(article, "highlight", in_article)
    return last


def raw_texts(desk, ranges):
    raw = desk.issue.pages[desk.window.linking.page_id].raw
    return [raw[start:end] for start, end in ranges]


def test_a_selection_lights_its_raw_characters_over_a_joined_line(desk, lit):
    desk.press("F2")
    desk.window.article_view.select("b2", 14, "b2", 18)
    desk.settle()
    assert raw_texts(desk, lit["raw"]) == ["频通", "话。"]


def test_a_selection_behind_a_rare_character_is_exact(desk, lit):
    desk.press("F2")
    desk.window.article_view.select("b1", 12, "b1", 15)
    desk.settle()
    assert raw_texts(desk, lit["raw"]) == ["𠮷祥牌"]


def test_a_corrected_place_lights_what_was_read(desk, lit):
    desk.press("Enter")
    desk.press("F2")
    desk.window.article_view.select("b1", 2, "b1", 4)
    desk.settle()
    assert raw_texts(desk, lit["raw"]) == ["袋盖"]


def test_a_raw_selection_lights_the_article(desk, lit):
    raw = desk.issue.pages["p1"].raw
    start = raw.index("学会了")
    desk.window.raw_view.select(start, start + 3)
    assert lit["article"] == [("b2", 10, 13)]


def test_a_raw_selection_in_another_article_shows_that_article(desk, lit):
    desk.workspace.page_requested.emit("p2")
    raw = desk.issue.pages["p2"].raw
    start = raw.index("春茶")
    desk.window.raw_view.select(start, start + 2)
    assert desk.workspace.article_id == "a2"
    assert lit["article"] == [("b4", 2, 4)]


def test_the_raw_pane_follows_the_caret_to_another_page(desk):
    assert desk.window.linking.page_id == "p1"
    desk.press("F2")
    desk.window.article_view.set_caret("b3", 3)
    desk.settle()
    assert desk.window.linking.page_id == "p2"
    desk.window.article_view.set_caret("b1", 3)
    desk.settle()
    assert desk.window.linking.page_id == "p1"


def test_furniture_and_unplaced_text_are_marked_in_the_raw_pane(desk):
    marks = page_marks(desk.issue, "p1") + page_marks(desk.issue, "p2")
    raws = {page.id: page.raw for page in desk.issue.pages.values()}
    assert [(mark.kind, mark.tag) for mark in marks] == [("furniture", "m1"), ("unplaced", "u1")]
    assert raws["p1"][marks[0].start : marks[0].end] == "青山日报"


def test_links_join_lines_to_blocks_and_stretches_over_line_ends_are_one(desk):
    links = links_of([(block.id, tuple(page_stretches(block, "p1"))) for block in desk.issue.blocks_of("a1")])
    assert [link.block_id for link in links] == ["t1", "y1", "b1", "b2", "j1"]
    assert len(list(page_stretches(desk.issue.blocks["b2"], "p1"))) == 1
    assert list(page_stretches(desk.issue.blocks["b2"], "p2")) == []


def test_opening_an_article_shows_its_first_page(desk):
    desk.workspace.show_article("a2")
    desk.settle()
    assert desk.window.linking.page_id == "p2"


def test_a_raw_selection_never_turns_the_page_it_was_made_on(desk, lit):
    desk.workspace.show_article("a2")
    desk.settle()
    raw = desk.issue.pages["p2"].raw
    start = raw.index("培训班")
    desk.window.raw_view.select(start, start + 3)
    desk.settle()
    assert desk.workspace.article_id == "a1"
    assert desk.window.linking.page_id == "p2"
    assert lit["article"] == [("b3", 5, 8)]


def in_sight(desk, start, end):
    """Tell whether a range of the raw text can be seen in whole."""
    raw = desk.window.raw_view
    top, bottom = raw.range_span(start, end)
    return top >= 0 and bottom <= raw.height()


@pytest.fixture
def long_desk(tmp_path, make_desk):
    """A desk with an article whose title stands at the end of the page, far from its first doubt."""
    lines = [f"第{number}行说的是村里修路架桥的事情。" for number in range(100, 180)]
    lines[20] = "网络袋盖了全镇的每一个村子。"
    page = Page("p1", "01.txt", "\n".join([*lines, "村里的大事"]))
    blocks, at = {}, 0
    for number, line in enumerate(page.raw.split("\n")):
        role = Role.BODY if number < len(lines) else Role.TITLE
        block = build_block(f"b{number}", role, (Run("p1", at, at + len(line)),), {"p1": page})
        blocks[block.id] = block
        at += len(line) + 1
    ids = list(blocks)
    article = Article("a1", Kind.ARTICLE, (ids[-1], *ids[:-1]))
    flag = Flag(2, 4, "袋盖", 0.9, "lattice", "lattice.unlikely", (), (Candidate("覆盖", 0.9),), id="f1")
    path = tmp_path / "long.annotator"
    with Session.create(path, "Long") as session:
        session.add_issue(
            Issue("i1", "Long", {"p1": page}, {"a1": article}, ("a1",), blocks, {"b20": (flag,)})
        )
    return make_desk(path)


def test_the_raw_line_of_the_first_doubt_is_in_sight_from_the_start(long_desk):
    doubt = long_desk.window.proofreading.doubt
    raw = long_desk.issue.pages["p1"].raw
    start = raw.index(doubt.flag.text)
    assert in_sight(long_desk, start, start + len(doubt.flag.text))


def test_the_doubt_stays_in_sight_in_both_panes_when_lines_break_anew(long_desk):
    doubt = long_desk.window.proofreading.doubt
    raw = long_desk.issue.pages["p1"].raw
    start = raw.index(doubt.flag.text)
    view = long_desk.window.article_view
    for change in (
        lambda: long_desk.window.resize(1000, 600),
        lambda: long_desk.window.set_text_size(30),
        lambda: long_desk.window.set_text_size(14),
        lambda: long_desk.window.resize(1400, 800),
    ):
        change()
        long_desk.settle()
        assert in_sight(long_desk, start, start + len(doubt.flag.text))
        rect = view.range_rect(doubt.block, doubt.flag.start, doubt.flag.end)
        assert rect.top() >= 0
        assert rect.bottom() <= view.viewport().height()


def test_another_project_whose_pages_are_called_alike_lights_its_own_raw_text(desk, qtbot, tmp_path):
    raw = "长" * 300
    page = Page("p1", "1.txt", raw)
    blocks = {"x1": build_block("x1", Role.BODY, [Run("p1", 0, 300)], {"p1": page})}
    articles = {
        "a1": Article("a1", Kind.ARTICLE, ("x1",)),
        "furniture": Article("furniture", Kind.FURNITURE),
        "unplaced": Article("unplaced", Kind.UNPLACED),
    }
    other = tmp_path / "other.annotator"
    with Session.create(other, "other") as session:
        session.add_issue(Issue("i1", "other", {"p1": page}, articles, ("a1",), blocks))
    assert len(desk.issue.pages["p1"].raw) < 300
    first = desk.session.path
    with qtbot.captureExceptions() as broken:
        desk.window.projects.open(other)
        desk.window.article_view.set_caret("x1", 300)
        desk.settle()
        desk.window.projects.open(first)
        desk.settle()
    assert broken == []
    assert desk.window.linking.page_id == "p1"
    assert desk.window.raw_view.selection() is not None
