"""What can be seen of marks: waves, lines, frames, badges; and that only what changed is drawn anew."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFontDatabase, QInputMethodEvent
from PySide6.QtTest import QTest

from annotator.model.article import Role
from annotator.ui.editor.colors import DARK, LIGHT
from annotator.ui.editor.painting import legible, wave
from annotator.ui.editor.pane_text import FLAG, KINDS, LABEL, SUGGESTION, Mark, PaneBlock
from annotator.ui.editor.typography import TextStyle, extra_gap, song_face

TEXT = "网络袋盖面积进一步扩大，农户们忙着采收第一茬草莓。"


@pytest.fixture
def shot(view):
    """A picture of the pane's text without the caret."""

    def take():
        view.clearFocus()
        view.viewport().repaint()
        return view.grab().toImage()

    return take


def colored(image, color):
    wanted = QColor(color)
    near = 0
    for x in range(image.width()):
        for y in range(image.height()):
            found = image.pixelColor(x, y)
            off = abs(found.red() - wanted.red()) + abs(found.green() - wanted.green())
            near += off + abs(found.blue() - wanted.blue()) < 40
    return near


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_seen_and_switched_off(own, view, shot, kind):
    own(TEXT)
    bare = shot()
    view.set_marks("b0", [Mark(2, 4, kind, label="名")])
    marked = shot()
    assert marked != bare
    view.set_kinds(set(KINDS) - {kind})
    if kind != LABEL:
        assert shot() == bare
    view.set_kinds(KINDS)
    assert shot() == marked


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_is_told_by_colour_alone(own, view, kind):
    """In a palette of one ink and paper, every kind still leaves its own trace."""
    ink = {name: "#000000" for name in LIGHT.__dataclass_fields__ if name not in ("paper", "ribbons")}
    paper = dict.fromkeys(("paper", "selection", "flag_active", "correction", "gutter"), "#ffffff")
    grey = dict.fromkeys(("search", "search_active", "highlight"), "#ffffff")
    plain = type(LIGHT)(**{**ink, **paper, **grey, "ribbons": ("#000000",)})
    view.set_style(TextStyle(colors=plain))
    own(TEXT)
    view.clearFocus()
    bare = view.grab().toImage()
    view.set_marks("b0", [Mark(2, 4, kind, label="名")])
    assert view.grab().toImage() != bare


def test_pictures_of_suggestions_follow_name_colour_length_and_surroundings(own, view, shot):
    own(TEXT)
    seen = []
    for end, name, color in (
        (4, "名", ""),
        (4, "地", ""),
        (4, "名", "#0072b2"),
        (6, "名", ""),
        (4, "名", ""),
    ):
        view.set_marks("b0", [Mark(2, end, SUGGESTION, label=name, color=color)])
        seen.append(shot())
    assert seen[0] == seen[-1]
    assert all(one != other for number, one in enumerate(seen[:-1]) for other in seen[:number])
    view.set_style(TextStyle(colors=DARK))
    assert not colored(shot(), LIGHT.paper)


def test_heavier_flags_have_thicker_waves():
    def ink(level):
        image = wave(80, level, "#ff0000", 1.0)
        return sum(
            image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height())
        )

    assert ink(0) < ink(1) < ink(2)


def test_labels_of_one_place_stand_below_each_other(own, view, shot):
    own(TEXT)
    names = ("#ff0000", "#00a000", "#0000ff")
    marks = [Mark(2, 12 - 3 * step, LABEL, label="名", color=color) for step, color in enumerate(names)]
    view.set_marks("b0", marks)
    image = shot()
    rows = []
    for color in names:
        wanted = legible(color, LIGHT.paper)
        rows.append(
            min(
                y
                for x in range(image.width())
                for y in range(image.height())
                if image.pixelColor(x, y) == wanted
            )
        )
    assert rows == sorted(rows)
    assert rows[1] - rows[0] >= 9
    assert rows[2] - rows[1] >= 9


def test_lines_make_room_only_where_labels_need_it(own, view):
    own(TEXT * 4, TEXT * 4)
    before = [view.block_span(block_id) for block_id in ("b0", "b1")]
    view.set_marks("b0", [Mark(0, 8, LABEL, label="名")])
    assert [view.block_span(block_id) for block_id in ("b0", "b1")] == before
    marks = [Mark(0, 8 - step, LABEL, label="名") for step in range(4)]
    view.set_marks("b0", marks)
    assert extra_gap(view.text_style(), 4) > 0
    first, second = view.block_span("b0"), view.block_span("b1")
    assert first[1] - first[0] > before[0][1] - before[0][0]
    assert second[1] - second[0] == before[1][1] - before[1][0]
    view.set_marks("b0", [])
    assert [view.block_span(block_id) for block_id in ("b0", "b1")] == before


def test_marks_stay_on_their_characters_while_composing(own, view, shot, qapp):
    own(TEXT)
    view.set_marks("b0", [Mark(6, 8, "search", active=True)])
    view.set_caret("b0", 2)

    def left_edge():
        image = shot()
        wanted = QColor(LIGHT.search_active)
        return min(
            x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) == wanted
        )

    before = left_edge()
    qapp.sendEvent(view, QInputMethodEvent("拼音", []))
    assert left_edge() - before == pytest.approx(2 * view.text_style().size, abs=2)


def test_marks_move_with_typing_before_the_owner_sets_them_anew(own, view, commit_text):
    own(TEXT)
    view.set_marks("b0", [Mark(6, 8, "flag", "after"), Mark(0, 2, "flag", "before"), Mark(1, 9, LABEL)])
    view.set_caret("b0", 3)
    commit_text("新字")
    found = {mark.tag: (mark.start, mark.end) for mark in view.marks("b0")}
    assert found == {"after": (8, 10), "before": (0, 2), "": (1, 11)}


def test_fresh_marks_that_look_the_same_are_not_drawn_anew(own, view, qtbot):
    own(TEXT, TEXT)
    marks = [Mark(2, 4, "flag", "f")]
    view.set_marks("b0", marks)
    qtbot.wait(10)
    drawn = []
    original = view.paintEvent
    view.paintEvent = lambda event: (drawn.append(event.rect()), original(event))[1]
    view.set_marks("b0", list(marks))
    qtbot.wait(10)
    assert drawn == []
    view.set_marks("b1", marks)
    qtbot.waitUntil(lambda: bool(drawn))
    top, bottom = view.block_span("b1")
    beside = 1.5 * view.text_style().size  # what stood in a place is drawn above it, names of labels below
    assert all(rect.top() > top - beside and rect.bottom() < bottom + beside for rect in drawn)


def test_hits_are_drawn_anew_only_where_they_look_otherwise(own, view, qtbot):
    own(TEXT, TEXT)
    found = {"b0": [(0, 2), (6, 8)], "b1": [(0, 2)]}
    view.show_found(found, ("b0", 0, 2))
    qtbot.wait(10)
    drawn = []
    original = view.paintEvent
    view.paintEvent = lambda event: (drawn.append(event.rect()), original(event))[1]
    view.show_found({block_id: list(hits) for block_id, hits in found.items()}, ("b0", 0, 2))
    view.show_found(dict(found), ("b0", 0, 2))
    qtbot.wait(10)
    assert drawn == []
    view.show_found(found, ("b1", 0, 2))
    qtbot.waitUntil(lambda: bool(drawn))
    for block_id in ("b0", "b1"):
        hit = view.range_rect(block_id, 0, 2).toRect()
        assert any(rect.contains(hit) for rect in drawn)
    drawn.clear()
    view.show_found(found, ("b1", 4, 5))  # the selection stands at no hit
    view.show_found(found, ("b1", 5, 6))
    qtbot.waitUntil(lambda: bool(drawn))
    assert all(rect.top() > view.block_span("b0")[1] for rect in drawn)
    drawn.clear()
    view.show_found({}, ("b1", 5, 6))
    qtbot.waitUntil(lambda: any(rect == view.viewport().rect() for rect in drawn))


def test_roles_are_set_by_size_weight_and_place(view):
    view.set_blocks(
        [
            PaneBlock("t", Role.TITLE, "标题"),
            PaneBlock("b", Role.BODY, "正文"),
            PaneBlock("c", Role.CAPTION, "图说"),
        ]
    )
    heights = {block_id: view.range_rect(block_id, 0, 1).height() for block_id in "tbc"}
    assert heights["t"] > heights["b"] > heights["c"]
    lefts = {block_id: view.range_rect(block_id, 0, 1).left() for block_id in "tbc"}
    assert lefts["t"] > lefts["b"] > lefts["c"]
    view.update_block(PaneBlock("t", Role.BODY, "标题"))
    assert view.range_rect("t", 0, 1).height() == heights["b"]


def test_chinese_text_is_set_in_a_song_face_if_there_is_one(qapp):
    assert song_face(["DejaVu Sans", "SimSun", "Noto Serif CJK SC"]) == "Noto Serif CJK SC"
    assert song_face(["DejaVu Sans"]) == ""
    assert song_face(QFontDatabase.families()) in ("", *QFontDatabase.families())


@pytest.mark.parametrize("colors", [LIGHT, DARK])
@pytest.mark.parametrize("color", ["#ffff00", "#000080", "#808080", "#ffffff", "#000000"])
def test_colours_of_labels_stand_out_from_the_paper(colors, color):
    def luminance(given):
        parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in given]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    made, paper = legible(color, colors.paper), QColor(colors.paper)
    lights = sorted(luminance(each.getRgbF()[:3]) for each in (made, paper))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 2.9


def test_text_above_the_screen_may_change_without_moving_the_screen(own, view):
    owner = own(*[TEXT * 3 for _ in range(40)])
    view.set_caret("b30", 0)
    view.reveal("b30", 0, 0)
    before = view.block_span("b30")[0]
    view.update_block(PaneBlock("b3", Role.BODY, TEXT * 9))
    blocks = view.blocks()
    view.set_blocks([*blocks[:5], *blocks[6:]])
    view.set_blocks([*blocks[:4], PaneBlock("new", Role.TITLE, TEXT), blocks[4], *blocks[6:]])
    assert view.block_span("b30")[0] == pytest.approx(before, abs=2)
    assert view.caret() == ("b30", 0)
    assert len(owner.blocks) == len(view.blocks())


def test_click_on_the_name_of_a_label_is_told(own, view, qtbot):
    own(TEXT)
    view.set_marks("b0", [Mark(2, 10, LABEL, "outer", "机构"), Mark(2, 4, LABEL, "inner", "地名")])
    line = view.range_rect("b0", 2, 3)
    size = view.text_style().size
    told = []
    view.marker_activated.connect(lambda *what: told.append(what))
    for lane in range(2):
        spot = QPoint(round(line.left() + 6), round(line.bottom() + size * 0.25 + lane * size * 0.6))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told == [("b0", "outer"), ("b0", "inner")]


def test_name_at_the_end_of_a_line_is_not_cut_off(view, shot):
    view.set_blocks([PaneBlock("b", Role.SIGNATURE, "字" * 400)])
    ends = [
        place
        for place in range(399)
        if view.range_rect("b", place, place).top() < view.range_rect("b", place + 1, place + 1).top()
    ]
    color = QColor("#0000ff")

    def columns():
        image = shot()
        return [
            x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) == color
        ]

    view.set_marks("b", [Mark(ends[0], ends[0] + 1, LABEL, label="很长很长的名称", color="#0000ff")])
    at_end = columns()
    view.set_marks("b", [Mark(3, 4, LABEL, label="很长很长的名称", color="#0000ff")])
    inside = columns()
    assert len(at_end) == pytest.approx(len(inside), rel=0.05)


def test_lit_characters_are_brought_into_view(own, view):
    own(*[TEXT * 2 for _ in range(60)])
    view.highlight([("gone", 0, 1), ("b50", 2, 4)], reveal=True)
    rect = view.range_rect("b50", 2, 4)
    assert 0 < rect.top() < rect.bottom() < view.viewport().height()
    before = view.verticalScrollBar().value()
    view.highlight([("b50", 3, 5)], reveal=True)
    assert view.verticalScrollBar().value() == before


def test_selected_text_has_its_ground_on_all_its_lines_and_nowhere_else(own, view, shot):
    own(TEXT * 4, TEXT)
    view.set_style(TextStyle(colors=replace(LIGHT, selection="#ff00ff")))
    view.select("b0", 10, "b0", 60)
    image = shot()
    for position in range(len(TEXT) * 4):
        rect = view.range_rect("b0", position, position)
        ground = image.pixelColor(round(rect.left()) + 1, round(rect.bottom()) - 1)
        assert (ground == QColor("#ff00ff")) is (10 <= position < 60), position


def test_marks_are_found_where_they_are_drawn_after_scrolling(own, view, point_at):
    own(*[TEXT * 6 for _ in range(30)])
    view.set_marks("b20", [Mark(12, 14, FLAG, label="why")])
    view.reveal("b20", 12, 14)
    assert [mark.label for _, mark in view._marks_at(QPointF(point_at("b20", 12)))] == ["why"]
    assert not view._marks_at(QPointF(point_at("b20", 9)))
