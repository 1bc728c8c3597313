"""The page image beside the text: the line of the caret is outlined in it, and a click in it goes to the character."""

import pytest
from helpers.images import png, put
from helpers.pdf_files import made_pdf
from helpers.printed import box_of, imported, printed_page, project_of
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QTransform, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.provenance import Place
from annotator.services.rebuilding.importing import import_issue
from annotator.services.sources.page_images import image_of_page
from annotator.ui.image.library import State
from annotator.ui.image.page_area import Fit
from annotator.ui.image.snippets import thumbnail

LINES = ["青河县完成冬季供暖", "入冬以来全县提前部署", "目前网络袋盖城区乡镇", "惠及居民四万余户。"]
DARK = QColor(20, 20, 20)


@pytest.fixture
def printed(tmp_path, make_desk):
    """A desk on a page with boxes, its doubt in the third line."""
    page = printed_page(tmp_path, "A01", LINES)
    desk = make_desk(project_of(tmp_path / "p.annotator", imported(page), "袋盖", "覆盖"))
    desk.calm()
    return desk


def pane(desk):
    return desk.window.image_pane


def view(desk):
    return desk.window.image_pane.view


def rect(box):
    left, top, right, bottom = box
    return QRectF(left, top, right - left, bottom - top)


def shade(desk, x, y):
    """The colour the view shows at a point of the image."""
    spot = view(desk).screen_rect(QRectF(x, y, 0, 0)).topLeft().toPoint()
    return view(desk).viewport().grab().toImage().pixelColor(spot)


def raw(desk):
    return desk.issue.pages["p1"].raw


def test_the_doubt_and_its_line_are_marked_in_the_image_and_in_view(printed):
    marks = view(printed).marks
    assert marks.lines == (rect((*box_of(2, 0)[:2], *box_of(2, 9)[2:])),)
    assert marks.spots == ((rect((*box_of(2, 4)[:2], *box_of(2, 5)[2:])), True),)
    assert marks.is_doubt
    shown = view(printed).screen_rect(marks.spots[0][0])
    assert QRectF(view(printed).viewport().rect()).contains(shown)


def test_the_print_is_shown_where_it_stands(printed):
    printed.press("F5")  # in place of the raw text, where there is room for all of it
    view(printed).set_fit(Fit.PAGE)
    printed.calm()
    left, top, right, bottom = box_of(0, 3)
    middle = ((left + right) / 2, (top + bottom) / 2)
    assert shade(printed, *middle).lightness() < 60
    assert shade(printed, left, top - 12).lightness() > 200
    view(printed).turn()
    printed.calm()
    assert shade(printed, *middle).lightness() < 60
    assert view(printed).turned == 90


def test_the_caret_takes_the_outline_along(printed):
    printed.press("F2")
    block = next(block for block in printed.issue.blocks.values() if "惠及" in block.text)
    printed.window.article_view.set_caret(block.id, block.text.index("居民") + 1)
    printed.calm()
    assert view(printed).marks.spots == ((rect(box_of(3, 2)), True),)
    assert not view(printed).marks.is_doubt or printed.window.proofreading.doubt is not None


def test_a_click_goes_to_the_character_in_both_texts(printed):
    point = view(printed).screen_rect(rect(box_of(1, 4))).center().toPoint()
    QTest.mouseClick(view(printed).viewport(), Qt.MouseButton.LeftButton, pos=point)
    printed.calm()
    at = raw(printed).index("全县")
    assert printed.window.raw_view.selection() == (at, at + 1)
    block, start, _, end = printed.selected()
    assert printed.text(block)[start:end] == "全"
    assert view(printed).marks.spots == ((rect(box_of(1, 4)), True),)
    assert printed.window.article_view.hasFocus()


def test_dragging_pans_and_does_not_click(printed):
    view(printed).set_fit(Fit.FREE)
    view(printed).zoom(4)
    before = printed.window.raw_view.selection()
    down = view(printed).verticalScrollBar().value()
    viewport = view(printed).viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(80, 80))
    QTest.mouseMove(viewport, QPoint(60, 20))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    assert view(printed).verticalScrollBar().value() == down + 60
    assert printed.window.raw_view.selection() == before


def test_ctrl_and_the_wheel_zoom_at_the_pointer(printed):
    view(printed).zoom(3)
    at = QPointF(70, 50)
    held = view(printed).image_point(at)
    scale = view(printed).scale
    event = QWheelEvent(
        at,
        view(printed).viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view(printed).viewport(), event)
    assert view(printed).scale == pytest.approx(1.25 * scale)
    now = view(printed).image_point(at)
    assert abs(now.x() - held.x()) * view(printed).scale <= 2
    assert abs(now.y() - held.y()) * view(printed).scale <= 2


def test_keys_zoom_fit_turn_and_pan(printed):
    view(printed).setFocus()
    printed.press("P")
    assert view(printed).fit is Fit.PAGE
    scale = view(printed).scale
    printed.press("+")
    assert view(printed).scale > scale
    printed.press("W")
    width = view(printed).screen_rect(QRectF(0, 0, 700, 900)).width()
    assert abs(width - view(printed).viewport().width()) <= 20
    printed.press("R")
    assert view(printed).turned == 90
    printed.press("Shift+R")
    printed.press("T")
    assert view(printed).screen_rect(rect(box_of(0, 0))).height() == pytest.approx(
        printed.window.raw_view.text_style().size * 1.2, rel=0.2
    )
    view(printed).zoom(3)
    printed.press("Home")
    printed.press("Down")
    assert view(printed).verticalScrollBar().value() == 60


@pytest.mark.parametrize("heeded", [True, False])
def test_boxes_lie_on_the_print_of_a_photograph_that_was_taken_sideways(tmp_path, make_desk, heeded):
    page = printed_page(tmp_path, "A01", LINES)
    with Image.open(tmp_path / "A01.png") as upright:
        stored = upright.transpose(Image.Transpose.ROTATE_90) if heeded else upright
        exif = Image.Exif()
        exif[0x0112] = 6  # to be turned clockwise by 90 degrees
        stored.save(tmp_path / "A01.jpg", exif=exif, quality=95)
    (tmp_path / "A01.png").unlink()
    page.write_bytes(page.read_bytes().replace(b"A01.png", b"A01.jpg"))
    desk = make_desk(project_of(tmp_path / "p.annotator", imported(page), "袋盖", "覆盖"))
    desk.calm()
    left, top, right, bottom = *box_of(2, 4)[:2], *box_of(2, 5)[2:]
    wanted = (left, top, right, bottom) if heeded else (900 - bottom, left, 900 - top, right)
    (spot, _exact), *_ = view(desk).marks.spots
    assert spot == rect(wanted)
    character = rect(
        box_of(2, 4) if heeded else (900 - box_of(2, 4)[3], left, 900 - box_of(2, 4)[1], left + 40)
    )
    assert shade(desk, character.center().x(), character.center().y()).lightness() < 60
    between = (
        (character.center().x(), character.top() - 12) if heeded else (character.right() + 12, left + 20)
    )
    assert shade(desk, *between).lightness() > 200


def test_f5_shows_the_image_above_the_raw_text_in_its_place_or_not_at_all(printed, settings):
    window = printed.window
    assert pane(printed).isVisible()
    assert window.raw_view.isVisible()
    printed.press("F5")
    assert pane(printed).isVisible()
    assert not window.raw_view.isVisible()
    printed.press("F5")
    assert not pane(printed).isVisible()
    assert window.raw_view.isVisible()
    assert settings.value.page_image == "hidden"
    printed.press("F5")
    assert pane(printed).isVisible()


def test_the_strip_shows_the_print_of_the_doubt_and_goes_with_it(printed):
    strip = printed.window.line_strip
    assert strip.isVisible()
    shown = strip.grab().toImage()
    reds = [
        x
        for x in range(shown.width())
        if shown.pixelColor(x, shown.height() // 2).red() > 150
        and shown.pixelColor(x, shown.height() // 2).blue() < 90
    ]
    assert reds, "the doubt is framed"
    printed.press("Enter")
    printed.calm()
    assert not strip.isVisible()


def framed(strip):
    """What is in the red frame of the strip, and how high the strip is."""
    shown = strip.grab().toImage()
    size = range(shown.width()), range(shown.height())
    reds = [
        (x, y)
        for x in size[0]
        for y in size[1]
        if shown.pixelColor(x, y).red() > 150 and shown.pixelColor(x, y).blue() < 60
    ]
    left, right = min(x for x, _ in reds), max(x for x, _ in reds)
    top, bottom = min(y for _, y in reds), max(y for _, y in reds)
    inside = shown.copy(left + 4, top + 4, right - left - 7, bottom - top - 7)
    return inside, shown.height()


def unlike(one, other):
    """The mean difference of two pieces of print in grey values."""
    pair = (thumbnail(one, 24), thumbnail(other, 24))
    return sum(abs(a - b) for a, b in zip(*pair, strict=True)) / len(pair[0])


def test_a_page_that_was_turned_is_turned_in_the_strip_too(printed):
    strip = printed.window.line_strip
    printed.calm()
    before, low = framed(strip)
    for turns in (1, 2, 3, 4):
        view(printed).turn()
        printed.calm()
        after, height = framed(strip)
        assert (height > low) == (turns % 2 == 1), "the line runs downwards now"
        turned = before.transformed(QTransform().rotate(90 * turns))
        others = [before.transformed(QTransform().rotate(90 * (turns + more))) for more in (1, 2, 3)]
        assert unlike(after, turned) < min(unlike(after, other) for other in others)


def test_a_page_without_boxes_shows_its_image_and_says_calmly_that_it_cannot_follow(tmp_path, make_desk):
    page = printed_page(tmp_path, "A01", LINES, boxes=False)
    desk = make_desk(project_of(tmp_path / "p.annotator", imported(page), "袋盖", "覆盖"))
    desk.calm()
    assert pane(desk).isVisible()
    assert view(desk).marks.lines == ()
    assert "No boxes" in desk.words(pane(desk))
    assert not desk.window.line_strip.isVisible()
    QTest.mouseClick(view(desk).viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    assert desk.told() == []


def test_a_page_without_an_image_needs_no_room_for_one(desk):
    assert not pane(desk).isVisible()
    desk.press("F5")
    assert pane(desk).isVisible()
    assert "no image" in desk.words(pane(desk))


def test_a_lost_image_is_said_and_found_again_where_the_person_points(tmp_path, make_desk):
    path = project_of(tmp_path / "p.annotator", imported(printed_page(tmp_path / "in", "A01", LINES)))
    (tmp_path / "in" / "A01.png").rename(tmp_path / "other.png")
    desk = make_desk(path)
    desk.calm()
    assert "A01.png is no longer in" in desk.words(pane(desk))
    desk.window.page_image.choose(tmp_path / "other.png")
    desk.calm()
    assert desk.window.page_image.page.state is State.READY
    assert image_of_page(desk.session, desk.issue.id, "p1").path == tmp_path / "other.png"


def test_a_damaged_image_is_said_and_the_text_goes_on(tmp_path, make_desk):
    page = printed_page(tmp_path, "A01", LINES)
    whole = png(700, 900)
    put(tmp_path / "A01.png", whole[: len(whole) // 2])
    desk = make_desk(project_of(tmp_path / "p.annotator", imported(page), "袋盖", "覆盖"))
    desk.calm()
    assert "cannot be read" in desk.words(pane(desk))
    desk.press("Enter")
    assert any("覆盖" in block.text for block in desk.issue.blocks.values())


def test_pages_have_each_its_own_image(tmp_path, make_desk):
    first = printed_page(tmp_path, "A01", LINES)
    second = printed_page(tmp_path, "A02", ["第二版的文字在这里。"], width=500, height=400)
    desk = make_desk(project_of(tmp_path / "p.annotator", imported(first, second)))
    desk.calm()
    assert desk.window.page_image.page.size.width() == 700
    block = next(block for block in desk.issue.blocks.values() if "第二版" in block.text)
    desk.workspace.go_to(Place(block.id, 0, 3))
    desk.calm()
    assert desk.window.page_image.page.size.width() == 500
    assert view(desk).marks.spots == ((rect((*box_of(0, 0)[:2], *box_of(0, 2)[2:])), True),)


def test_a_page_of_a_pdf_is_drawn_and_the_caret_followed_on_it(tmp_path, make_desk):
    lines = [(50, 700 - 20 * number, 12, text) for number, text in enumerate(LINES)]
    pdf = put(tmp_path / "a.pdf", made_pdf([lines]))
    desk = make_desk(project_of(tmp_path / "p.annotator", imported(pdf), "袋盖", "覆盖"))
    desk.calm()
    page = desk.window.page_image.page
    assert (page.size.width(), page.size.height()) == (1667, 2223)
    (spot, exact), scale = view(desk).marks.spots[0], 200 / 72
    assert exact
    assert spot.left() == pytest.approx((50 + 4 * 12) * scale, abs=6)
    assert spot.center().y() == pytest.approx((800 - 660 - 5) * scale, abs=20)
    assert desk.window.line_strip.isVisible()


def test_a_page_without_text_can_be_looked_at(tmp_path, make_desk):
    printed_page(tmp_path, "A01", LINES)
    put(tmp_path / "A02.png", png(300, 200, [(100, 80, 200, 120)]))
    found = import_issue([tmp_path / "A01.xml", tmp_path / "A02.png"], bare_images=True)
    desk = make_desk(project_of(tmp_path / "p.annotator", found))
    desk.calm()
    desk.workspace.page_requested.emit("p2")
    desk.calm()
    assert desk.window.linking.page_id == "p2"
    assert desk.window.page_image.page.size.width() == 300
    assert shade(desk, 150, 100).lightness() < 60
    block = next(block for block in desk.issue.blocks.values() if "惠及" in block.text)
    desk.workspace.go_to(Place(block.id, 0, 2))
    desk.calm()
    assert desk.window.linking.page_id == "p1"
