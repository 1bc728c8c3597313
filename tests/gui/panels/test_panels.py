"""Tree, list of doubts, history and status show what is stored, and take the person there."""

import itertools
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView

from annotator.services.doubts.stream import Choice
from annotator.services.project import session as sessions
from annotator.services.project.session import Session
from annotator.ui.panels import flag_panel, status
from annotator.ui.panels.pane_headings import ArticleHeading
from annotator.ui.panels.parts import line_height


def tree_words(desk):
    def walk(item, depth):
        yield depth, item.text(0), item.text(1)
        for row in range(item.childCount()):
            yield from walk(item.child(row), depth + 1)

    tree = desk.window.tree._tree
    return [line for row in range(tree.topLevelItemCount()) for line in walk(tree.topLevelItem(row), 0)]


def list_words(desk):
    desk.calm()  # the list follows the text a little later
    model = desk.window.flags._model
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return [(model.data(row), model.data(row, Qt.ItemDataRole.UserRole + 1)) for row in rows]


def test_the_tree_shows_pages_articles_counts_furniture_and_tray(desk):
    assert tree_words(desk) == [
        (0, "青山日报", ""),
        (1, "01.txt", ""),
        (2, "山村通了新网络", "●3"),
        (1, "Page 2", ""),
        (2, "茶园迎来丰收", "●1"),
        (1, "Furniture", "1"),
        (1, "Unplaced", "5"),
    ]


def test_counts_follow_what_is_decided(desk):
    desk.press("Enter")
    desk.press("Enter")
    desk.settle()
    assert (2, "山村通了新网络", "●1") in tree_words(desk)
    assert desk.words(desk.window.status).startswith("Doubts 2 · Corrections 2 · Labels 0 · Unplaced 5")


def test_the_characters_add_up(desk):
    counts = desk.window.tally.summary.characters
    assert counts.total == counts.articles + counts.furniture + counts.unplaced
    assert (counts.furniture, counts.unplaced) == (4, 5)


def test_choosing_in_the_tree_shows_the_article(desk):
    desk.window.tree.setFocus()
    for _ in range(2):
        desk.press("Down")
    assert desk.workspace.article_id == "a2"
    for _ in range(2):
        desk.press("Down")
    assert desk.workspace.article_id == "unplaced"
    assert [block.text for block in desk.window.article_view.blocks()] == ["角落里的字"]


def test_doubts_are_listed_as_series(desk):
    assert list_words(desk) == [("袋盖 → 覆盖", "×3"), ("容出 → 突出", "90 %")]


def test_an_unticked_hit_is_not_repaired(desk):
    flags = desk.window.flags
    flags.setFocus()
    top = flags._model.index(0, 0)
    flags._view.setExpanded(top, True)
    flags._view.setCurrentIndex(flags._model.index(1, 0, top))
    desk.press("Space")
    flags._view.setCurrentIndex(top)
    desk.press("Enter")
    assert "网络覆盖" in desk.text("b1")
    assert "网络袋盖" in desk.text("b2")
    assert "网络覆盖" in desk.text("b3")
    assert list_words(desk)[0] == ("袋盖 → 覆盖", "96 %")


def test_the_keys_decide_in_the_list_too(desk):
    flags = desk.window.flags
    flags.setFocus()
    flags._view.setCurrentIndex(flags._model.index(1, 0))
    assert desk.window.proofreading.doubt.block == "b4"
    desk.press("2")
    assert desk.text("b4").startswith("今年春茶产量更加凸出")
    desk.window.flags.setFocus()
    desk.press("Backspace")
    assert desk.text("b4").startswith("今年春茶产量更加容出")


def test_more_sensitivity_lists_more(desk):
    slider = desk.window.flags.chooser._slider
    slider.setFocus()
    for _ in range(9):
        desk.press("PgUp")
    desk.calm()
    assert len(list_words(desk)) == 3
    assert desk.window.tally.summary.open_flags == 5


def test_corrections_are_counted_as_they_are_made_and_taken_back(desk):
    tally = desk.window.tally
    counted = []
    for key in ("Enter", "Enter", "Space", "Backspace", "Backspace", "Enter"):
        desk.press(key)
        desk.settle()
        counted.append(tally.summary.corrections)
    assert counted == [1, 2, 2, 2, 1, 2]
    tally._restart()
    assert tally.summary.corrections == 2


def test_the_history_is_in_words_and_leads_to_the_place(desk):
    desk.press("Enter")
    desk.press("Space")
    desk.window.tabs.setCurrentWidget(desk.window.history)
    desk.settle()
    listed = desk.window.history._list
    assert [listed.topLevelItem(row).text(0) for row in range(2)] == [
        "Kept ×1",
        "Corrected “袋盖” → “覆盖”",
    ]
    desk.workspace.show_article("a2")
    listed.itemActivated.emit(listed.topLevelItem(1), 0)
    assert desk.workspace.article_id == "a1"
    assert desk.selected() == ("b1", 2, "b1", 4)


def test_what_was_done_on_another_day_is_listed_with_its_day(desk, monkeypatch):
    now = datetime.now().astimezone()
    times = [now.replace(year=2019, month=3, day=4, hour=8, minute=15), now]
    for time in times:
        monkeypatch.setattr(sessions, "_now", lambda time=time: time.isoformat(timespec="seconds"))
        desk.press("Enter")
    desk.window.tabs.setCurrentWidget(desk.window.history)
    desk.settle()
    listed = desk.window.history._list
    assert [listed.topLevelItem(row).text(2) for row in range(2)] == [f"{now:%H:%M}", "2019-03-04 08:15"]


def test_the_strip_tells_candidates_scores_and_reason(desk):
    words = desk.words(desk.window.strip)
    assert "1  覆盖   90%" in words
    assert "2  袋装   70%" in words
    assert "hardly ever" in words
    assert "×3: Ctrl+Enter repairs all" in words


def test_the_first_candidate_stands_out(desk):
    first, second = desk.window.strip.buttons[:2]
    assert first.font().bold()
    assert not second.font().bold()
    assert second.font().pointSizeF() > desk.window.strip.state.font().pointSizeF()


def test_empty_states_have_a_sentence(make_window, qtbot, tmp_path):
    window = make_window()
    qtbot.wait(50)
    assert window._empty.isVisible()
    assert "import the pages" in window._empty.text()
    assert window.tree._note.isVisible()
    with Session.create(tmp_path / "empty.annotator", "Empty") as _:
        pass
    window.workspace.open(Session.open(tmp_path / "empty.annotator"))
    qtbot.wait(50)
    assert window.tree._note.isVisible()
    assert not window.strip.isVisible()


def test_nothing_can_be_repaired_where_there_is_no_doubt_or_no_right_to(desk, make_window):
    flags = desk.window.flags
    assert flags._repair.isEnabled()
    assert flags._keep.isEnabled()
    desk.workspace.choose(Choice(0.999))
    desk.calm()
    assert not flags._repair.isEnabled()
    assert not flags._keep.isEnabled()
    reader = make_window()
    reader.projects.open(desk.session.path)
    assert not reader.flags._repair.isEnabled()


def test_of_very_many_series_those_around_the_doubt_are_listed(desk, monkeypatch):
    monkeypatch.setattr(flag_panel, "_MOST", 1)
    monkeypatch.setattr(flag_panel, "_BEFORE", 1)
    desk.press("Tab")
    desk.window.flags.refresh()
    assert [words for words, _ in list_words(desk)] == ["袋盖 → 覆盖"]
    assert desk.window.flags._more.text() == "1 more series"
    desk.press("Tab")
    desk.press("Tab")
    assert desk.window.proofreading.doubt.flag.text == "容出"
    desk.calm()
    assert desk.window.flags._more.isVisibleTo(desk.window.flags)


def test_a_container_without_text_says_so(desk):
    desk.workspace.show_article("unplaced")
    desk.settle()
    note = desk.window._empty
    assert note.isVisible() == (not desk.issue.articles["unplaced"].blocks)
    assert "Nothing is unplaced" in note.text()
    desk.workspace.show_article("a1")
    desk.settle()
    assert not note.isVisible()


def test_a_project_in_a_network_folder_is_warned_of(make_window, tmp_path, monkeypatch):
    monkeypatch.setattr(status, "network_file_system", lambda path: "nfs4" if path.stem == "there" else "")
    window = make_window()
    for name in ("there", "here"):
        path = tmp_path / f"{name}.annotator"
        Session.create(path, name).close()
        assert window.projects.open(path)
        shown = window.status._counts
        assert ("network folder" in shown.text()) == (name == "there")
        assert ("nfs4" in shown.toolTip()) == (name == "there")
        assert ("nfs4" in window.status.currentMessage()) == (name == "there")


def test_rows_have_room_for_chinese_words_in_any_font(desk):
    """A font without Chinese borrows the characters of another one, which may be higher than its own."""
    for view in (desk.window.flags._view, desk.window.find_panel.findChild(QTreeView)):
        for family in ("DejaVu Sans", "Noto Sans CJK SC", "Sans Serif"):
            option = QStyleOptionViewItem()
            option.font = QFont(family, 11)
            layout = QTextLayout("发现裂缝", option.font)
            layout.beginLayout()
            needed = layout.createLine().height()
            layout.endLayout()
            index = view.model().index(0, 0)
            assert line_height(option.font) >= needed
            assert view.itemDelegate().sizeHint(option, index).height() > needed


def row_of(desk, text):
    tree = desk.window.tree._tree
    flags = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
    return tree, tree.findItems(text, flags, 0)[0]


def click_row(desk, text):
    tree, item = row_of(desk, text)
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualItemRect(item).center())
    desk.settle()


def test_who_clicks_on_an_article_goes_on_deciding_in_it(desk):
    desk.window.tree.setFocus()
    click_row(desk, "茶园迎来丰收")
    assert desk.selected() == ("b4", 8, "b4", 10)
    desk.press("Enter")
    assert "突出" in desk.text("b4")


def test_enter_leads_from_the_tree_into_the_text_and_the_arrows_stay_in_the_tree(desk):
    tree, item = row_of(desk, "山村通了新网络")
    desk.window.tree.setFocus()
    tree.setCurrentItem(item)
    desk.press("Down")
    assert tree.hasFocus()
    desk.press("Enter")
    assert desk.window.article_view.hasFocus()


def test_f8_brings_the_keys_to_the_doubt_it_shows(desk):
    click_row(desk, "Unplaced")
    assert "Tab goes to the next one, 4 in this issue" in desk.words(desk.window.strip)
    desk.window.tree.setFocus()
    desk.press("F8")
    desk.press("Enter")
    assert "袋盖" not in desk.text("b1")
    desk.window.flags._view.setFocus()
    desk.press("F8")
    assert desk.window.flags._view.hasFocus()  # the same keys decide in the list


def test_the_number_of_an_article_gives_way_to_its_name_in_a_narrow_pane(desk, qtbot):
    heading = ArticleHeading(desk.workspace, desk.window.tally, desk.window.actions_)
    bar = heading.framed()
    qtbot.addWidget(bar)
    bar.show()
    numbers = []
    # Pixel by pixel down and up again: nothing may flicker.
    for width in (*range(600, 120, -4), *range(120, 600, 4)):
        bar.resize(width, bar.sizeHint().height())
        desk.settle()
        numbers.append(heading._number.isVisible())
    assert numbers[0]
    assert numbers[-1]
    assert not numbers[len(numbers) // 2]
    assert sum(before != after for before, after in itertools.pairwise(numbers)) == 2


def test_a_stage_stands_in_the_history_by_its_whole_name(desk):
    desk.workspace.set_who("何田")
    desk.window.tabs.setCurrentWidget(desk.window.history)
    desk.press("Alt+1")
    assert desk.window.history._list.topLevelItem(0).text(0) == "Marked as first reading ×1"
