"""What changes inside one tab does not draw and lay out all that stands around it."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from annotator.ui.panels.tabs import Tabs


class Seen(QObject):
    """Takes down what widgets are asked for."""

    def __init__(self, *widgets):
        super().__init__()
        self.kinds = []
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, _watched, event):  # noqa: N802
        self.kinds.append(event.type())
        return False


@pytest.fixture
def frame(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.tabs, made.count = Tabs(), QLabel("12 doubts")
    made.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.addWidget(made.count)
    column.addStretch(1)
    made.tabs.addTab(panel, "Doubts")
    row = QHBoxLayout(made)
    row.addWidget(made.tabs)
    made.resize(400, 300)
    made.show()
    qtbot.waitExposed(made)
    made.count.setText("11 doubts")  # the first request is passed on
    qtbot.wait(20)
    return made


def test_a_word_that_changes_is_drawn_and_nothing_else(frame, qtbot):
    around, inside = Seen(frame.tabs.tabBar(), frame), Seen(frame.count)
    frame.count.setText("9 doubts")
    qtbot.waitUntil(lambda: QEvent.Type.Paint in inside.kinds)
    qtbot.wait(20)
    assert QEvent.Type.LayoutRequest not in around.kinds
    assert frame.count.text() == "9 doubts"


def test_what_needs_more_room_gets_it(frame, qtbot):
    frame.count.setMinimumSize(600, 500)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: frame.minimumSizeHint().width() >= 600)
    qtbot.waitUntil(lambda: frame.count.width() >= 600 and frame.height() >= 500)


def test_a_tab_of_another_name_finds_room(frame, qtbot):
    before = frame.tabs.tabBar().width()
    frame.tabs.setTabText(0, "All the doubts there are")
    qtbot.waitUntil(lambda: frame.tabs.tabBar().width() > before)
