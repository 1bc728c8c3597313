"""What takes long begins when the window is there to be seen."""
# ruff: noqa: N802 (Qt's names)

from PySide6.QtWidgets import QWidget

from annotator.ui.qt.first_paint import FirstPaint


class Window(QWidget):
    """A window that tells of its paint events."""

    def __init__(self, told):
        super().__init__()
        self._told = told

    def paintEvent(self, event):
        """Tell of it."""
        self._told.append("painted")


def test_work_begins_behind_the_first_paint_and_only_once(qtbot, qapp):
    told = []
    window = Window(told)
    qtbot.addWidget(window)
    FirstPaint(window, lambda: told.append("work"), qapp)
    window.show()
    qtbot.waitUntil(lambda: "work" in told)
    assert told[0] == "painted"
    window.repaint()
    qtbot.wait(600)
    assert told.count("work") == 1


def test_work_begins_for_a_window_that_is_not_painted(qtbot, qapp):
    told = []
    window = Window(told)
    qtbot.addWidget(window)
    FirstPaint(window, lambda: told.append("work"), qapp)
    qtbot.waitUntil(lambda: told == ["work"])


def test_work_begins_when_the_window_goes_before_it_was_painted(qtbot, qapp):
    told = []
    window = Window(told)
    window.show()
    FirstPaint(window, lambda: told.append("work"), qapp)
    window.hide()
    window.deleteLater()
    qtbot.waitUntil(lambda: "work" in told)
