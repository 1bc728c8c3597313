"""The window as a whole: actions, modes, looks, languages, projects."""

from dataclasses import replace

import pytest
from helpers.hand_made import PAGE_1, PAGE_2, hand_made_issue
from helpers.images import png, put
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QMessageBox,
    QSpinBox,
    QWidget,
)

from annotator.errors import UserError
from annotator.resources import resource_path
from annotator.services.doubts.stream import Choice
from annotator.services.export.export_choice import ExportChoice
from annotator.services.project.session import Session
from annotator.services.sources.page_images import image_of_page
from annotator.ui.actions.table import ACTIONS, MENU_TITLES, Mode, Needs
from annotator.ui.dialogs.about import AboutDialog, parts
from annotator.ui.dialogs.help import KeysDialog, keys_html
from annotator.ui.dialogs.import_dialog import ImportDialog
from annotator.ui.dialogs.settings_dialog import SettingsDialog
from annotator.ui.look import theme
from annotator.ui.preferences.stored import Preferences


def dialog(window, kind):
    return next(child for child in window.findChildren(kind) if child.isVisible())


def test_every_action_is_in_a_menu_and_does_something(desk):
    listed = [action for menu in desk.window.menuBar().actions() for action in menu.menu().actions()]
    names = {action.objectName() for action in listed if not action.isSeparator() and not action.menu()}
    assert names == {spec.id for spec in ACTIONS}
    assert len(desk.window.menuBar().actions()) == len(MENU_TITLES)
    for spec in ACTIONS:
        assert desk.window.actions_[spec.id].receivers("2triggered(bool)") > 0, spec.id


def test_no_two_actions_share_a_shortcut():
    keys = [QKeySequence(each).toString() for spec in ACTIONS for each in spec.keys]
    assert len(keys) == len(set(keys))


def test_actions_are_enabled_when_they_make_sense(desk, make_window, qtbot):
    desk.settle()
    enabled = {spec.id for spec in ACTIONS if desk.window.actions_[spec.id].isEnabled()}
    assert {"export", "next_doubt", "edit_here"} <= enabled
    assert not {"undo", "redo", "remove_label"} & enabled
    desk.press("Enter")
    desk.settle()
    assert desk.window.actions_["undo"].isEnabled()
    window = make_window()
    qtbot.wait(50)
    for spec in ACTIONS:
        assert window.actions_[spec.id].isEnabled() is (spec.needs is Needs.NOTHING), spec.id


def test_modes_have_keys_and_their_panels(desk):
    for keys, mode, panel in (
        ("Ctrl+2", Mode.LABEL, desk.window.labels),
        ("Ctrl+3", Mode.ARRANGE, desk.window.decisions),
        ("Ctrl+1", Mode.PROOFREAD, desk.window.flags),
    ):
        desk.press(keys)
        assert desk.window.modes.mode is mode
        assert desk.window.tabs.currentWidget() is panel
        assert desk.window.actions_[f"mode_{mode.value}"].isChecked()
        assert desk.window.article_view.hasFocus()


def test_the_text_keeps_its_place_from_proofreading_to_labelling_and_back(desk):
    heights = set()
    view = desk.window.article_view
    resize = view.resizeEvent
    view.resizeEvent = lambda event: (heights.add(event.size().height()), resize(event))[1]
    for _ in range(2):
        desk.press("Ctrl+2")
        desk.press("Ctrl+1")
    assert heights == set()
    desk.press("Ctrl+3")
    assert heights != set()


def test_f6_goes_through_all_panes_and_everything_has_a_name(desk):
    seen = []
    for _ in range(4):
        desk.press("F6")
        seen.append(QApplication.focusWidget())
    assert len(set(seen)) == 4
    for pane in desk.window.panes():
        named = [pane, *pane.findChildren(QWidget)]
        assert any(widget.accessibleName() for widget in named), pane
    for button in desk.window.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.text() or button.accessibleName() or button.toolTip(), button


def test_the_list_of_keys_has_every_key(desk):
    desk.window.actions_["keys"].trigger()
    assert dialog(desk.window, KeysDialog)
    shown = keys_html(theme.LIGHT, desk.window.actions_.keys())
    for spec in ACTIONS:
        for keys in spec.keys:
            assert QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) in shown


def test_article_keys_go_through_the_issue(desk):
    desk.press("Ctrl+PgDown")
    assert desk.workspace.article_id == "a2"
    desk.press("Ctrl+PgDown")
    assert desk.workspace.article_id == "a1"
    desk.press("Ctrl+PgUp")
    assert desk.workspace.article_id == "a2"


def test_zoom_changes_the_panes_and_is_remembered(desk, settings):
    desk.press("Ctrl++")
    assert settings.value.text_size == 19
    assert desk.window.article_view.text_style().size == 19
    desk.press("Ctrl+0")
    assert desk.window.article_view.text_style().size == 18


def test_dark_is_dark_on_every_desktop(desk, qapp, settings):
    try:
        look = theme.apply(qapp, "dark")
        desk.window.set_theme(look)
        assert qapp.palette().color(QPalette.ColorRole.Window).lightness() < 80
        assert qapp.palette().color(QPalette.ColorRole.WindowText).lightness() > 160
        assert desk.window.article_view.text_style().colors == theme.DARK.panes
    finally:
        desk.window.set_theme(theme.apply(qapp, "light"))


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_text_has_contrast(look):
    def luminance(color):
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one, other):
        high, low = sorted((luminance(one), luminance(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    for ink in (look.ink, look.faded, look.warning, look.good):
        for ground in (look.window, look.base, look.stripe, look.button):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(look.accent_ink, look.accent) >= 4.5
    for ground in (look.window, look.base):  # WCAG 2.2 asks for 3 where a field begins
        assert contrast(look.edge, ground) >= 3.0, ground


def test_settings_are_changed_in_a_dialog(desk, settings):
    desk.window.actions_["settings"].trigger()
    shown = dialog(desk.window, SettingsDialog)
    shown.findChild(QLineEdit, "who").setText(" 何田 ")
    shown.findChild(QSpinBox, "text_size").setValue(22)
    faces = shown.findChild(QComboBox, "text_face")
    faces.setCurrentIndex(faces.count() - 1)
    shown.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    assert (settings.value.who, settings.value.text_size) == ("何田", 22)
    assert desk.workspace.who == "何田"
    style = desk.window.article_view.text_style()
    assert (style.size, style.family) == (22, faces.currentData())
    assert desk.window.raw_view.text_style().family == faces.currentData()


def test_the_settings_can_be_set_back_to_what_they_were_at_first(desk, settings):
    settings.update(who="何田", text_size=30, text_face="no such face", theme="dark", scorer="/m.onnx")
    desk.window.actions_["settings"].trigger()
    shown = dialog(desk.window, SettingsDialog)
    assert shown.findChild(QComboBox, "text_face").currentData() == "no such face"
    assert shown.findChild(QComboBox, "scorer_task").isEnabled()
    shown.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.RestoreDefaults).click()
    assert not shown.findChild(QComboBox, "scorer_task").isEnabled()
    shown.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    assert settings.value == Preferences(projects=settings.value.projects, toured=settings.value.toured)


def test_errors_are_told_in_a_sentence_without_blocking(desk, tmp_path):
    assert not desk.window.projects.open(tmp_path / "nothing.annotator")
    box = dialog(desk.window, QMessageBox)
    assert box.text().endswith("nothing.annotator: there is no such project.")
    box.accept()


def test_a_project_on_a_full_disk_is_opened_to_be_read(desk, monkeypatch, tmp_path):
    path = tmp_path / "full.annotator"
    Session.create(path, "full").close()
    real = Session.open

    def open_full(path, *, read_only=False, **options):
        if not read_only:
            raise UserError("project.write", file=path.name, reason="full", detail="disk I/O error")
        return real(path, read_only=True, **options)

    monkeypatch.setattr(Session, "open", open_full)
    assert desk.window.projects.open(path)
    assert desk.workspace.session.read_only
    box = dialog(desk.window, QMessageBox)
    assert box.text().startswith("The disk of full.annotator is full")
    box.accept()


def test_pages_are_imported_through_the_dialog_into_the_open_project(desk, qtbot, tmp_path):
    (tmp_path / "10.txt").write_text(PAGE_2, "utf-8")
    (tmp_path / "9.txt").write_text(PAGE_1, "gb18030", errors="ignore")
    desk.window.projects.set_models(None)
    desk.window.actions_["import_pages"].trigger()
    shown = dialog(desk.window, ImportDialog)
    shown.add([tmp_path / "10.txt", tmp_path / "9.txt"])
    assert [path.name for path in shown._paths()] == ["9.txt", "10.txt"]
    shown._name.setText("第二期")
    shown._accept()
    qtbot.waitUntil(lambda: len(desk.session.issues) == 2, timeout=20_000)
    assert desk.issue.name == "第二期"
    assert [page.name for page in desk.issue.pages.values()] == ["9.txt", "10.txt"]


def test_a_dropped_folder_of_texts_and_images_is_paired_and_lone_images_come_in_when_told_so(
    desk, qtbot, tmp_path
):
    put(tmp_path / "in" / "1.txt", PAGE_1.encode())
    for name in ("1.png", "2.png"):
        put(tmp_path / "in" / name, png(30, 40))
    desk.window.projects.set_models(None)
    desk.window.files_dropped.emit([tmp_path / "in"])
    shown = dialog(desk.window, ImportDialog)
    assert [path.name for path in shown._paths()] == ["1.txt"]
    assert shown._bare.isVisible()
    shown._bare.setChecked(True)
    shown._accept()
    qtbot.waitUntil(lambda: len(desk.session.issues) == 2, timeout=20_000)
    assert [page.name for page in desk.issue.pages.values()] == ["1.txt", "2.png"]
    assert [image_of_page(desk.session, desk.issue.id, page).path.name for page in ("p1", "p2")] == [
        "1.png",
        "2.png",
    ]


def test_printed_page_numbers_are_taken_from_the_dialog(desk, qtbot, tmp_path):
    (tmp_path / "a.txt").write_text(PAGE_1, "utf-8")
    (tmp_path / "b.txt").write_text(PAGE_2, "utf-8")
    desk.window.projects.set_models(None)
    desk.window.actions_["import_pages"].trigger()
    shown = dialog(desk.window, ImportDialog)
    shown.add([tmp_path / "a.txt", tmp_path / "b.txt"])
    for said, ready in (("", True), ("1", False), ("1，2、3", False), ("A1，7", True)):
        shown._numbers.setText(said)
        shown._numbers.textEdited.emit(said)
        assert shown._go.isEnabled() == ready
        assert shown._wrong.isVisible() == (not ready)
    shown._accept()
    qtbot.waitUntil(lambda: len(desk.session.issues) == 2, timeout=20_000)
    assert [page.number for page in desk.issue.pages.values()] == ["A1", "7"]


def test_every_licence_can_be_read_in_the_window(desk):
    desk.window.actions_["about"].trigger()
    shown = dialog(desk.window, AboutDialog)
    names = {path.name for path in resource_path("licenses").glob("*.txt")}
    assert {part.file for part in parts()} == names
    for row in range(shown._parts.count()):
        shown._parts.setCurrentRow(row)
        assert len(shown._text.toPlainText()) > 200
        assert shown._parts.item(row).toolTip()


def test_an_empty_page_is_refused_and_nothing_changes(desk, qtbot, tmp_path):
    (tmp_path / "empty.txt").write_text("\n", "utf-8")
    desk.window.projects.set_models(None)
    desk.window.projects.import_pages([tmp_path / "empty.txt"])
    qtbot.waitUntil(lambda: any(box.isVisible() for box in desk.window.findChildren(QMessageBox)))
    assert dialog(desk.window, QMessageBox).text() == "empty.txt holds no text."
    assert len(desk.session.issues) == 1


def test_the_empty_window_says_that_pages_are_being_read(make_window, qtbot, tmp_path):
    (tmp_path / "1.txt").write_text(PAGE_1, "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    window = make_window()
    assert window._empty.text().startswith("Nothing is open.")
    window.projects.import_pages([tmp_path / "empty.txt"])
    assert window._empty.text() == "Pages are being read…"
    window.projects.set_models(None)
    qtbot.waitUntil(lambda: window._empty.text().startswith("Nothing is open."), timeout=20_000)
    window.projects.import_pages([tmp_path / "1.txt"])
    assert window._empty.text() == "Pages are being read…"
    qtbot.waitUntil(lambda: window.workspace.session is not None, timeout=20_000)
    assert not window._empty.isVisible()


def test_the_tree_tells_where_the_project_is(desk):
    assert desk.window.tree._tree.topLevelItem(0).toolTip(0) == str(desk.session.path)


def test_imports_wait_for_the_models(desk, qtbot, tmp_path):
    (tmp_path / "1.txt").write_text(PAGE_1, "utf-8")
    desk.window.projects.import_pages([tmp_path / "1.txt"])
    desk.calm()
    assert len(desk.session.issues) == 1
    desk.window.projects.set_models(None)
    qtbot.waitUntil(lambda: len(desk.session.issues) == 2, timeout=20_000)


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_issue_is_exported(desk, qtbot, tmp_path, form):
    desk.press("Enter")
    target = tmp_path / f"out.{form}"
    desk.window.exporting.export(target, ExportChoice(form))
    qtbot.waitUntil(target.exists, timeout=10_000)
    qtbot.waitUntil(lambda: bool(desk.window.status.currentMessage()), timeout=10_000)
    assert "网络覆盖了全镇" in target.read_text("utf-8")


def test_a_new_project_is_made_and_remembered(desk, settings, tmp_path):
    assert desk.window.projects.create(tmp_path / "new")
    assert (tmp_path / "new.annotator").exists()
    assert settings.value.projects[0] == str(tmp_path / "new.annotator")
    assert desk.workspace.issue is None


def test_a_project_in_use_opens_for_reading(desk, make_window):
    window = make_window()
    assert window.projects.open(desk.session.path)
    assert window.workspace.session.read_only
    assert dialog(window, QMessageBox)


def test_a_project_that_is_open_here_stays_as_it_is_when_it_is_opened_again(desk):
    desk.press("Enter")
    session = desk.session
    assert desk.window.projects.open(session.path)
    assert desk.workspace.session is session
    assert not session.read_only
    desk.press("Ctrl+Z")
    assert not desk.text("b1").startswith("网络覆盖")


def test_closing_the_window_closes_the_project(desk):
    path = desk.session.path
    desk.press("Enter")
    desk.window.close()
    with Session.open(path) as session:
        assert session.issue("i1").blocks["b1"].text.startswith("网络覆盖")


def test_dialogs_never_block(desk):
    for action in ("new_project", "open_project", "import_pages", "export", "settings", "keys", "about"):
        desk.window.actions_[action].trigger()
        for each in desk.window.findChildren(QDialog):
            each.close()


def test_the_projects_opened_last_are_in_the_menu(desk, tmp_path):
    first = desk.session.path
    desk.window.projects.create(tmp_path / "second")
    desk.window.projects.open(first)
    desk.window.recent_menu.aboutToShow.emit()
    listed = desk.window.recent_menu.actions()
    assert [action.text() for action in listed] == ["project", "second"]
    listed[1].trigger()
    assert desk.workspace.session.name == "second"


def test_the_menu_of_the_article_offers_candidates_and_labels(desk):
    def actions(menu):
        for action in menu.actions():
            if action.menu():
                yield from actions(action.menu())
            elif not action.isSeparator():
                yield action

    words = [action.text() for action in actions(desk.window.mouse.article_menu())]
    assert words[:3] == ["1  Put “覆盖”", "2  Put “袋装”", "Keep “袋盖”"]
    assert "人物\tP" in words
    next(actions(desk.window.mouse.article_menu())).trigger()
    assert desk.text("b1").startswith("网络覆盖")


def test_ctrl_and_the_wheel_zoom_both_panes(desk, settings):
    # Wide enough that the raw lines need no smaller text to fit.
    desk.window.resize(2400, 800)
    desk.settle()
    view = desk.window.article_view.viewport()
    place = QPointF(view.rect().center())
    for delta, size in ((120, 19), (-120, 18)):
        event = QWheelEvent(
            place,
            view.mapToGlobal(place),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, event)
        assert settings.value.text_size == size
        assert desk.window.raw_view.text_style().size == round(size * 0.94)


def test_another_issue_counts_the_doubts_that_would_be_shown(tmp_path, make_desk):
    path = tmp_path / "two.annotator"
    with Session.create(path, "Two") as session:
        session.add_issue(hand_made_issue())
        session.add_issue(replace(hand_made_issue(), id="i2", name="第二期"))
    desk = make_desk(path)

    def count(row):
        return desk.window.tree._tree.topLevelItem(row).text(1)

    assert count(1) == ""  # nothing is claimed of an issue nobody has looked at
    desk.press("Enter")
    desk.workspace.show_issue("i2")
    desk.calm()
    assert (count(0), count(1)) == ("●3", "")
    desk.window.workspace.choose(Choice(0.1))
    desk.calm()
    assert count(0) == ""
