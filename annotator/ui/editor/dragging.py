"""What is dragged from the panes, and where in the article pane it is dropped as paragraphs."""

from __future__ import annotations

import json
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame

from annotator.ui.editor.pane_view import PaneView

TEXT_FORMAT = "application/x-annotator-text"
RAW_FORMAT = "application/x-annotator-raw"


@dataclass(frozen=True, slots=True)
class DraggedText:
    """Article text: from ``start`` of one block to ``end`` of another."""

    first: str
    start: int
    last: str
    end: int


@dataclass(frozen=True, slots=True)
class DraggedRaw:
    """Raw text ``[start, end)`` of a page."""

    page: str
    start: int
    end: int


Dragged = DraggedText | DraggedRaw


def encoded(dragged: Dragged) -> tuple[str, bytes]:
    """Return the format and the data a drag carries beside its plain text."""
    if isinstance(dragged, DraggedText):
        return TEXT_FORMAT, json.dumps([dragged.first, dragged.start, dragged.last, dragged.end]).encode()
    return RAW_FORMAT, json.dumps([dragged.page, dragged.start, dragged.end]).encode()


def decoded(data: QMimeData) -> Dragged | None:
    """Return what is dragged from one of the panes, or None if it is something else."""
    for name, kind in ((RAW_FORMAT, DraggedRaw), (TEXT_FORMAT, DraggedText)):
        if data.hasFormat(name):
            return kind(*json.loads(bytes(data.data(name).data())))
    return None


class ParagraphDrops(QObject):
    """Takes drops between the paragraphs of a pane; a line shows where.

    Attributes:
        takes_text: whether article text is taken as whole paragraphs; otherwise only raw text is.

    Signals:
        dropped(dragged, before): a ``Dragged`` was dropped before a block, or at the end (an empty id).
    """

    dropped = Signal(object, str)

    def __init__(self, view: PaneView) -> None:
        super().__init__(view)
        self.takes_text = False
        self._view = view
        self._line = QFrame(view.viewport())
        self._line.setObjectName("drop")
        self._line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line.hide()
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take drags that are for paragraphs; leave all others to the pane."""
        if event.type() == QEvent.Type.DragLeave:
            self._line.hide()
        elif isinstance(event, QDropEvent) and event.type() in _DRAGS:
            return self._take(event)
        return super().eventFilter(watched, event)

    def _take(self, event: QDropEvent) -> bool:
        dragged = decoded(event.mimeData())
        if dragged is None or (isinstance(dragged, DraggedText) and not self.takes_text):
            return False
        # Who drags must not take the text away itself: moving it is one operation.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        before, height = self._gap_at(event.position())
        if event.type() == QEvent.Type.Drop:
            self._line.hide()
            self.dropped.emit(dragged, before)
        else:
            self._line.setGeometry(8, height - 1, self._view.viewport().width() - 16, 3)
            self._line.setVisible(isinstance(event, QDragMoveEvent))
            self._line.raise_()
        return True

    def _gap_at(self, point: QPointF) -> tuple[str, int]:
        """Return the block a drop at a point goes before, empty for the end, and where that gap is."""
        blocks = self._view.blocks()
        place = self._view.place_at(QPoint(round(point.x()), round(point.y())))
        if place is None:
            return "", 2
        number = next(n for n, block in enumerate(blocks) if block.id == place[0])
        length = len(blocks[number].text)
        top = self._view.range_rect(place[0], 0, 0).top()
        bottom = self._view.range_rect(place[0], length, length).bottom()
        if point.y() < (top + bottom) / 2:
            return place[0], round(top)
        return (blocks[number + 1].id if number + 1 < len(blocks) else ""), round(bottom)


_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
