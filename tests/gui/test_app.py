"""The program as a whole: the first start, the next start, files, languages, bugs."""

import subprocess
import sys
from functools import partial

import pytest
from helpers.hand_made import PAGE_1, hand_made_issue
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from shiboken6 import isValid

from annotator import app
from annotator.paths import config_folder
from annotator.services.background.workplaces import Here
from annotator.services.jobs import errands
from annotator.services.project.session import Session
from annotator.ui.dialogs.broken_run import BrokenRunBox
from annotator.ui.dialogs.restore_dialog import RestoreDialog
from annotator.ui.look import theme
from annotator.ui.preferences.stored import load
from annotator.ui.words import errors


@pytest.fixture
def start(own_home, qapp, qtbot, monkeypatch):
    """Start the program without the large models; every window is closed after the test."""
    monkeypatch.setattr(errands, "models_of", lambda *_: None)
    started = []

    def make(*files, language="en"):
        program = app.Program(qapp, Here())
        program._settings.update(language=language)
        started.append(program)
        program.start(list(files))
        return program

    yield make
    for program in started:
        program.window.close()
        program.end()
        program._translators.install("en")
        program.window.deleteLater()
    theme.apply(qapp, "light")
    qtbot.wait(10)


def opened(program):
    return program.window.workspace.session is not None


def test_the_first_start_opens_the_sample_with_its_first_doubt(start, qtbot):
    program = start()
    assert not opened(program)
    assert program.window.isVisible()
    qtbot.waitUntil(lambda: opened(program), timeout=60_000)
    qtbot.wait(100)
    assert program.window.proofreading.doubt is not None
    assert program.window.hints.isVisible()
    assert program.window.article_view.selected_text() == program.window.proofreading.doubt.flag.text


def test_the_window_is_no_larger_than_the_screen_unless_its_parts_need_more(start):
    window = start().window
    most = window.screen().availableSize().expandedTo(window.minimumSizeHint())
    assert window.size().boundedTo(most) == window.size()


def test_the_next_start_opens_the_project_opened_last(start, qtbot, tmp_path):
    path = tmp_path / "mine.annotator"
    with Session.create(path, "Mine") as session:
        session.add_issue(hand_made_issue())
    first = start(path)
    qtbot.waitUntil(lambda: opened(first), timeout=10_000)
    first.window.close()
    assert load(config_folder()).projects == (str(path),)
    second = start()
    qtbot.waitUntil(lambda: opened(second), timeout=10_000)
    assert second.window.workspace.session.path == path


def test_page_files_get_a_project_of_their_own(start, qtbot, tmp_path):
    page = tmp_path / "A01.txt"
    page.write_text(PAGE_1, "utf-8")
    program = start(page)
    qtbot.waitUntil(lambda: opened(program), timeout=60_000)
    assert program.window.workspace.issue.name == "A01"
    assert program.window.workspace.session.path.parent != tmp_path


def test_a_file_opened_from_outside_while_the_program_runs_is_opened(start, qtbot, qapp, tmp_path):
    first, second = tmp_path / "1.annotator", tmp_path / "2.annotator"
    for path in (first, second):
        with Session.create(path, path.stem) as session:
            session.add_issue(hand_made_issue())
    program = start(first)
    watch = app.OpenedFiles(program, qapp)
    qtbot.waitUntil(lambda: opened(program), timeout=10_000)
    QApplication.sendEvent(qapp, QFileOpenEvent(str(second)))
    assert program.window.workspace.session.path == second
    qapp.removeEventFilter(watch)


def test_another_language_keeps_the_project_and_the_place(start, qtbot, tmp_path):
    path = tmp_path / "mine.annotator"
    with Session.create(path, "Mine") as session:
        session.add_issue(hand_made_issue())
    program = start(path)
    qtbot.waitUntil(lambda: opened(program), timeout=10_000)
    qtbot.waitUntil(lambda: program._have_models, timeout=10_000)
    before = program.window
    before.workspace.show_article("a2")
    before.actions_["language_zh_CN"].trigger()
    qtbot.waitUntil(lambda: program.window is not before, timeout=10_000)
    qtbot.wait(50)
    assert program.window.workspace.article_id == "a2"
    assert program.window.tabs.tabText(0) == "疑错"
    assert "已保存" in program.window.status._counts.text()
    assert not isValid(before)
    program.window.proofreading.keep()
    program.window.actions_["undo"].trigger()
    assert program.window.proofreading.doubt is not None


def test_a_bug_is_logged_and_told_once_and_work_goes_on(start, qtbot, tmp_path, logged_warnings, monkeypatch):
    path = tmp_path / "mine.annotator"
    with Session.create(path, "Mine") as session:
        session.add_issue(hand_made_issue())
    program = start(path)
    qtbot.waitUntil(lambda: opened(program), timeout=10_000)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    errors.install_hook(program.tell_bug)
    for _ in range(2):
        try:
            raise RuntimeError("odd")
        except RuntimeError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    qtbot.wait(50)
    boxes = [box for box in program.window.findChildren(QMessageBox) if box.isVisible()]
    assert len(boxes) == 1
    assert "is saved" in boxes[0].text()
    assert [record.exc_info[0] for record in logged_warnings] == [RuntimeError, RuntimeError]
    boxes[0].close()


def test_a_project_that_is_gone_is_passed_over(start, qtbot, own_home, tmp_path):
    path = tmp_path / "mine.annotator"
    with Session.create(path, "Mine") as session:
        session.add_issue(hand_made_issue())
    first = start(path)
    qtbot.waitUntil(lambda: opened(first), timeout=10_000)
    first.window.close()
    path.unlink()
    second = start()
    qtbot.waitUntil(lambda: opened(second), timeout=60_000)
    assert second.window.workspace.session.name == "青河日报"


def test_after_a_run_that_broke_off_the_backups_are_offered(start, qtbot, tmp_path):
    path = tmp_path / "mine.annotator"
    with Session.create(path, "Mine") as session:
        session.add_issue(hand_made_issue())
    program = start(path)
    qtbot.waitUntil(lambda: opened(program), timeout=10_000)
    program.tell_broken_run()
    (box,) = [box for box in program.window.findChildren(BrokenRunBox) if box.isVisible()]
    restore = next(button for button in box.buttons() if "Restore" in button.text())
    restore.click()
    assert [each for each in program.window.findChildren(RestoreDialog) if each.isVisible()]


def test_the_window_is_there_before_what_it_does_not_show():
    late = (
        "lxml",
        "numpy",
        "annotator.ui.dialogs.group_dialog",
        "annotator.services.label_exchange.label_reading",
    )
    lines = f"import sys, annotator.app; print([name for name in {late!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", lines], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]"


def test_a_recent_project_is_opened_from_the_menu_and_one_that_is_gone_is_said_and_taken_out(
    start, qtbot, tmp_path
):
    paths = [
        tmp_path / "north" / "6月.annotator",
        tmp_path / "south" / "6月.annotator",
        tmp_path / "A&B.annotator",
    ]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        with Session.create(path, path.stem) as session:
            session.add_issue(hand_made_issue())
        program = start(path)
        qtbot.waitUntil(partial(opened, program), timeout=10_000)
        program.window.close()

    def offered():
        """What the menu of recent projects says when it is opened; the test display cannot show menus."""
        program.window.recent_menu.aboutToShow.emit()
        return {action.text(): action for action in program.window.recent_menu.actions()}

    program = start()
    qtbot.waitUntil(lambda: opened(program), timeout=10_000)
    assert list(offered()) == ["A&&B", "6月 — south", "6月 — north"]
    offered()["6月 — north"].trigger()
    assert program.window.workspace.session.path == paths[0]
    assert list(offered()) == ["6月 — north", "A&&B", "6月 — south"]
    paths[1].rename(tmp_path / "moved.annotator")
    offered()["6月 — south"].trigger()
    (box,) = [box for box in program.window.findChildren(QMessageBox) if box.isVisible()]
    assert box.text() == f"{paths[1]}: there is no such project."
    box.close()
    assert program.window.workspace.session.path == paths[0]
    assert list(offered()) == ["6月", "A&&B"]
    program.window.close()
    program = start()
    qtbot.waitUntil(lambda: opened(program), timeout=10_000)
    assert list(offered()) == ["6月", "A&&B"]
