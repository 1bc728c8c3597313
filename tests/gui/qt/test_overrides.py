"""A fault in a method Qt calls is told as a bug; the program goes on."""
# ruff: noqa: N802 (Qt's names)

import importlib
import pkgutil
import sys

import pytest
import shiboken6
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QTextCursor
from PySide6.QtWidgets import QListView, QTextEdit

import annotator.app
import annotator.ui
from annotator.ui.qt.overrides import is_guarded, overridden

OURS = "annotator.ui.made_up"


@pytest.fixture
def faults(monkeypatch):
    """What was handed to the hook for exceptions nobody caught."""
    found = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: found.append(str(error)))
    return found


def classes_of(kind):
    """Yield all classes made from a class of Qt, however far."""
    for made in kind.__subclasses__():
        yield made
        yield from classes_of(made)


def test_no_method_that_qt_calls_lets_an_exception_out():
    for module in pkgutil.walk_packages(annotator.ui.__path__, "annotator.ui."):
        importlib.import_module(module.name)
    ours = {each for each in classes_of(shiboken6.Object) if each.__module__.startswith("annotator.")}
    assert annotator.app.OpenedFiles in ours
    found = [(each, name) for each in ours for name in overridden(each)]
    assert len(found) > 100
    assert [entry for entry in found if not is_guarded(vars(entry[0])[entry[1]])] == []


def test_a_pane_survives_faults_in_its_events_and_while_it_is_painted(qtbot, faults):
    class Pane(QTextEdit):
        __module__ = OURS

        def viewportEvent(self, event) -> bool:
            if event.type() == QEvent.Type.Resize:
                raise RuntimeError("in an event")
            return super().viewportEvent(event)

        def paintEvent(self, _event) -> None:
            with QPainter(self.viewport()):
                raise RuntimeError("while painting")

    pane = Pane("一二三")
    qtbot.addWidget(pane)
    pane.show()
    for _ in range(3):
        pane.resize(pane.width() + 10, 200)
        pane.grab()
    pane.textCursor().insertText("四")
    assert pane.toPlainText() == "四一二三"
    assert faults == ["in an event", "while painting"]  # once each, however often Qt asks


def test_a_list_survives_faults_in_its_model(qtbot, faults):
    class Model(QAbstractListModel):
        __module__ = OURS

        def rowCount(self, _parent=QModelIndex()) -> int:  # noqa: B008
            return 3

        def flags(self, _index) -> Qt.ItemFlag:
            raise RuntimeError("no flags")

        def data(self, _index, _role=0) -> object:
            raise RuntimeError("no data")

    view = QListView()
    qtbot.addWidget(view)
    model = Model(view)
    view.setModel(model)
    view.show()
    view.setCurrentIndex(model.index(0, 0))
    view.grab()
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag(0)
    assert model.data(model.index(0, 0)) is None
    assert sorted(faults) == ["no data", "no flags"]


def test_a_document_survives_faults_in_its_layout(qtbot, faults):
    class Layout(QAbstractTextDocumentLayout):
        __module__ = OURS

        def blockBoundingRect(self, _block) -> QRectF:
            raise RuntimeError("no rectangle")

        def documentSize(self) -> QSizeF:
            raise RuntimeError("no size")

        def frameBoundingRect(self, _frame) -> QRectF:
            return QRectF(0, 0, 10, 10)

        def pageCount(self) -> int:
            return 1

        def hitTest(self, _point, _accuracy) -> int:
            return 0

        def draw(self, _painter, _context) -> None:
            raise RuntimeError("not drawn")

        def documentChanged(self, _start, _removed, _added) -> None:
            raise RuntimeError("no change")

    edit = QTextEdit("一二三")
    qtbot.addWidget(edit)
    edit.document().setDocumentLayout(Layout(edit.document()))
    edit.show()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.textCursor().insertText("四")
    edit.grab()
    assert edit.toPlainText() == "一二三四"
    assert {"no size", "no change"} <= set(faults)
    assert len(faults) == len(set(faults))
