"""A desk: the window with a project made by hand, and a person's hands."""

from functools import partial

import pytest
from helpers.hand_made import hand_made_issue
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from annotator.paths import config_folder, data_folder
from annotator.services.background.workplaces import Here
from annotator.services.doubts.stream import Choice
from annotator.services.project.session import Session
from annotator.ui import window as windows
from annotator.ui.look import theme
from annotator.ui.preferences.settings import Settings
from annotator.ui.qt.workers import Jobs, PoolExecutor

_NAMES = {"Enter": "Return", "Escape": "Esc", "Delete": "Del"}


class Desk:
    """The window, and what a person does to it."""

    def __init__(self, window, session, jobs, qtbot):
        self.window = window
        self.workspace = window.workspace
        self.session = session
        self._jobs = jobs
        self._qtbot = qtbot
        self._told = []
        self.workspace.failed.connect(self._told.append)

    @property
    def issue(self):
        return self.workspace.issue

    def press(self, keys, widget=None):
        """Press a key or a chord, given as portable text, where the focus is."""
        sequence = QKeySequence(_NAMES.get(keys, keys.replace("Enter", "Return")))
        combination = sequence[0]
        target = widget or QApplication.focusWidget() or self.window.article_view
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
        self.settle()

    def hold(self, keys, times=5):
        """Press a key and keep it down until it has come so many times."""
        self.press(keys)
        combination = QKeySequence(_NAMES.get(keys, keys))[0]
        key, modifiers = combination.key(), combination.keyboardModifiers()
        text = {"Space": " ", "Enter": "\r"}.get(keys, "")
        for _ in range(times - 1):
            target = QApplication.focusWidget() or self.window.article_view
            event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text, autorep=True)
            QApplication.sendEvent(target, event)
            self.settle()

    def type(self, text):
        """Let the keyboard or an input method enter text into the article."""
        for character in text:
            if character.isascii():
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, ord(character.upper()), Qt.KeyboardModifier.NoModifier, character)
                    QApplication.sendEvent(self.window.article_view, event)
            else:
                self.compose("", commit=character)
        self.settle()

    def compose(self, preedit, commit=""):
        """Show what an input method composes, and commit what it has composed."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self.window.article_view, event)
        self.settle()

    def click(self, block_id, position):
        """Click between two characters of the article."""
        view = self.window.article_view
        rect = view.range_rect(block_id, position, position)
        spot = QPoint(round(rect.left()) + 1, round(rect.center().y()))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        self.settle()

    def select(self, block_id, start, end):
        """Select text with the keyboard: put the caret there and hold Shift."""
        self.window.article_view.set_caret(block_id, start)
        for _ in range(end - start):
            self.press("Shift+Right")

    def settle(self, milliseconds=40):
        """Let what is due in a moment happen, however slow the machine."""
        self._qtbot.wait(milliseconds)
        self._qtbot.waitUntil(lambda: not self._is_due())

    def calm(self):
        """Wait until the work beside the window is done as well, and shown."""

        def is_calm():
            if self._jobs.is_busy or self._is_due():
                return False
            QApplication.processEvents()  # what has just ended may have begun something
            return not (self._jobs.is_busy or self._is_due())

        self._qtbot.waitUntil(is_calm)

    def _is_due(self):
        """Whether something waits for its moment within half a second."""
        timers = self.window.findChildren(QTimer)
        return any(timer.isActive() and timer.isSingleShot() and timer.interval() <= 500 for timer in timers)

    def text(self, block_id):
        return self.issue.blocks[block_id].text

    def shown_text(self, block_id):
        return next(b.text for b in self.window.article_view.blocks() if b.id == block_id)

    def selected(self):
        return self.window.article_view.selection()

    def told(self):
        return [error.code for error in self._told]

    @staticmethod
    def words(widget: QWidget):
        """Return all words a person reads on a widget."""
        found = [child for kind in (QLabel, QToolButton) for child in widget.findChildren(kind)]
        return " | ".join(child.text() for child in found if child.isVisibleTo(widget))


@pytest.fixture
def qtbot(qtbot):
    """The hands of pytest-qt, patient enough for a machine that has much else to do."""
    qtbot.waitUntil = partial(qtbot.waitUntil, timeout=30_000)
    return qtbot


@pytest.fixture
def jobs(qapp):
    executor = PoolExecutor()
    made = Jobs(executor)
    yield made
    made.cancel_all()
    executor.wait(5000)


@pytest.fixture
def settings(own_home):
    return Settings(config_folder())


@pytest.fixture
def make_window(qtbot, qapp, settings, jobs):
    """Make windows with nothing open; they are closed after the test."""

    def make():
        look = theme.apply(qapp, "light")
        window = windows.make_window(settings, look, Choice(0.5), data_folder(), jobs, Here())
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        return window

    return make


@pytest.fixture
def make_desk(make_window, jobs, qtbot):
    """Make a desk on a project file."""

    def make(path, read_only=False):
        session = Session.open(path, read_only=read_only)
        window = make_window()
        window.workspace.open(session)
        desk = Desk(window, session, jobs, qtbot)
        window.article_view.setFocus()
        desk.settle()
        return desk

    return make


@pytest.fixture
def desk(tmp_path, make_desk):
    """A desk with the issue made by hand."""
    path = tmp_path / "project.annotator"
    with Session.create(path, "Project") as session:
        session.add_issue(hand_made_issue())
    return make_desk(path)
