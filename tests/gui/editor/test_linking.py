"""Ribbons and panes that scroll together."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from annotator.model.article import Role
from annotator.ui.editor.linked_scroll import Link, LinkedScroll, joints_of
from annotator.ui.editor.pane_text import PaneBlock
from annotator.ui.editor.raw_view import RawView
from annotator.ui.editor.ribbons import Ribbons
from annotator.ui.editor.text_view import ArticleView

COUNT = 60
LINES = 4


@pytest.fixture
def window(qtbot):
    """Two panes with a strip between them: block n is made of four lines, the last block's lines come first."""
    frame = QWidget()
    qtbot.addWidget(frame)
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    raw, article = RawView(), ArticleView()
    ribbons = Ribbons(raw, article)
    for widget in (raw, ribbons, article):
        row.addWidget(widget)
    frame.resize(900, 500)
    frame.show()
    qtbot.waitExposed(frame)
    line = "一行原文有十二个字的样子"
    order = [COUNT - 1, *range(COUNT - 1)]
    pages, links, position = [], [], 0
    for number in order:
        text = "\n".join([line] * LINES)
        pages.append(text)
        links.append(Link(position, position + len(text), f"b{number}", number))
        position += len(text) + 1
    raw.set_page("\n".join(pages))
    article.set_blocks([PaneBlock(f"b{number}", Role.BODY, line * LINES) for number in range(COUNT)])
    scroll = LinkedScroll(raw, article, frame)
    scroll.set_links(links)
    ribbons.set_links(links)
    frame.raw, frame.article, frame.ribbons, frame.links, frame.scroll = raw, article, ribbons, links, scroll
    return frame


def wheel(widget, steps):
    """Turn the wheel over a pane."""
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(widget.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def distance(window, link):
    """How far apart the middles of a link's two ends stand, in pixels."""
    left = sum(window.raw.range_span(link.raw_start, link.raw_end)) / 2
    right = sum(window.article.block_span(link.block_id)) / 2
    return abs(left - right)


def middle_link(window, of_article):
    """The link nearest to the middle of a pane."""
    height = window.height() / 2

    def away(link):
        span = (
            window.article.block_span(link.block_id)
            if of_article
            else window.raw.range_span(link.raw_start, link.raw_end)
        )
        return abs(sum(span) / 2 - height)

    return min(window.links, key=away)


@pytest.mark.parametrize("leader", ["raw", "article"])
def test_linked_text_stands_at_the_same_height(window, leader):
    pane = window.raw.focusProxy() if leader == "raw" else window.article
    for _ in range(6):
        wheel(pane.viewport(), 3)
    link = middle_link(window, leader == "article")
    assert distance(window, link) < window.height() / 4


def test_follower_is_not_followed(window):
    for _ in range(5):
        wheel(window.article.viewport(), 4)
    article = window.article.scroll_share()
    moves = []
    window.article.scrolled.connect(lambda: moves.append("article"))
    window.raw.scrolled.connect(lambda: moves.append("raw"))
    window.raw.reveal(0, 0)
    window.raw.scroll_by(300)
    assert "article" not in moves
    assert "raw" in moves
    assert window.article.scroll_share() == article


def test_the_page_follows_a_leap_of_the_article_when_that_has_been_painted(window, qtbot):
    wheel(window.article.viewport(), 1)  # the article leads
    qtbot.wait(10)
    told = []
    paint = window.article.paintEvent
    window.article.paintEvent = lambda event: (told.append("article is painted"), paint(event))[1]
    window.raw.scrolled.connect(lambda: told.append("page is scrolled"))
    window.article.select("b40", 0, "b40", 4, centred=True)
    assert "page is scrolled" not in told
    QApplication.sendPostedEvents()
    assert told == ["article is painted"]
    qtbot.waitUntil(lambda: "page is scrolled" in told)
    assert distance(window, middle_link(window, of_article=True)) < window.height() / 4


def test_ribbons_end_where_the_panes_stand_after_a_leap(window, qtbot):
    def ends():
        return [(link.block_id, path.boundingRect().getRect()) for link, path in window.ribbons.ribbons()]

    def is_calm():
        return not any(timer.isActive() and timer.isSingleShot() for timer in window.findChildren(QTimer))

    wheel(window.article.viewport(), 1)
    drawn = []
    paint = window.ribbons.paintEvent
    window.ribbons.paintEvent = lambda event: (drawn.append(ends()), paint(event))[1]
    before = ends()
    window.article.select("b40", 0, "b40", 4, centred=True)
    qtbot.waitUntil(is_calm)
    qtbot.wait(20)
    assert drawn[-1] == ends() != before


def test_lead_passes_with_the_focus(window, qtbot):
    window.raw.setFocus()
    qtbot.waitUntil(lambda: window.raw.focusProxy().hasFocus())
    before = window.article.scroll_share()
    window.raw.scroll_by(900)
    moved = window.article.scroll_share()
    assert moved > before
    window.article.setFocus()
    window.raw.scroll_by(-900)
    assert window.article.scroll_share() == moved


def test_panes_scroll_alone_when_asked(window):
    window.scroll.enabled = False
    wheel(window.article.viewport(), 10)
    assert window.article.scroll_share() > 0
    assert window.raw.scroll_share() == 0


def test_block_of_several_stretches_is_shared_out_by_length():
    joints = joints_of([Link(50, 80, "b", 0), Link(0, 10, "b", 0), Link(20, 30, "c", 1)])
    shares = [(joint.link.raw_start, joint.share_start, joint.share_end) for joint in joints]
    assert shares == [(0, 0.0, 0.25), (20, 0.0, 1.0), (50, 0.25, 1.0)]


def test_only_links_with_an_end_in_sight_get_ribbons(window):
    shown = {link.block_id for link, _ in window.ribbons.ribbons()}
    assert "b0" in shown
    # Its raw lines are the page's first, so it is drawn although the block is far below.
    assert f"b{COUNT - 1}" in shown
    assert "b30" not in shown
    assert len(shown) < COUNT / 2


def test_ribbon_joins_the_lines_of_its_ends(window):
    link, path = next(entry for entry in window.ribbons.ribbons() if entry[0].block_id == "b0")
    left = window.raw.range_span(link.raw_start, link.raw_end)
    right = window.article.block_span("b0")
    assert path.contains(QPointF(1, sum(left) / 2))
    assert path.contains(QPointF(window.ribbons.width() - 1, sum(right) / 2))
    assert not path.contains(QPointF(window.ribbons.width() - 1, right[1] + 4))


def test_active_block_is_drawn_last_and_strongly(window):
    before = window.ribbons.grab().toImage()
    window.ribbons.set_active("b0")
    assert window.ribbons.ribbons()[-1][0].block_id == "b0"
    assert window.ribbons.grab().toImage() != before


def test_links_to_blocks_that_are_gone_are_passed_over(window):
    window.article.set_blocks([])
    assert window.ribbons.ribbons() == []
    window.raw.setFocus()
    window.raw.scroll_by(200)
    window.scroll.align()
