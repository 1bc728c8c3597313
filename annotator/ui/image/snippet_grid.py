"""The grid of pieces of print: all places read alike, with those marked that were not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QInputMethodEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.services.doubts.alike import ReadPlace
from annotator.ui.editor.colors import LIGHT

Index = QModelIndex | QPersistentModelIndex

PIECE = 56
"""Height of a piece in pixels."""
_TEXT = 24
_MARGIN = 6

ODD = Qt.ItemDataRole.UserRole
RIGHT = Qt.ItemDataRole.UserRole + 1
PIECE_ROLE = Qt.ItemDataRole.UserRole + 2
PLACE = Qt.ItemDataRole.UserRole + 3


@dataclass(slots=True)
class Cell:
    """A place with its print.

    Attributes:
        place: where it is.
        piece: its print.
        thumb: its print as a few grey pixels, by which it is compared with the others.
        unlike: how much it differs from most.
        context: what stands around it, for the tool tip and for who cannot see.
        is_odd: whether it is marked as another character than it was read for.
        right: what belongs there, or empty where that is still to be decided.
    """

    place: ReadPlace
    piece: QImage
    thumb: bytes
    unlike: float = 0.0
    context: str = ""
    is_odd: bool = False
    right: str = ""


class SnippetModel(QAbstractListModel):
    """The cells of the grid.

    Signals:
        marked: what is marked is another than before.
    """

    marked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: list[Cell] = []

    @property
    def cells(self) -> Sequence[Cell]:
        """The cells in their order."""
        return self._cells

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of cells."""
        return 0 if parent.isValid() else len(self._cells)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what the grid needs of a cell."""
        if not index.isValid():
            return None
        cell = self._cells[index.row()]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.DisplayRole):
            return cell.context
        if role == Qt.ItemDataRole.AccessibleTextRole:
            odd = self.tr("odd") if cell.is_odd and not cell.right else cell.right
            return f"{cell.context} {odd}".strip()
        values = {ODD: cell.is_odd, RIGHT: cell.right, PIECE_ROLE: cell.piece, PLACE: cell.place}
        return values.get(role)

    def add(self, cells: Sequence[Cell]) -> None:
        """Put cells behind those that are there."""
        if cells:
            self.beginInsertRows(QModelIndex(), len(self._cells), len(self._cells) + len(cells) - 1)
            self._cells += cells
            self.endInsertRows()

    def set_unlike(self, values: Mapping[ReadPlace, float]) -> None:
        """Take over how much cells differ from most."""
        for cell in self._cells:
            cell.unlike = values.get(cell.place, 0.0)

    def sort_by(self, *, unlike: bool, pages: Sequence[str]) -> None:
        """Put the cells in another order: the most unlike first, or as they stand in print."""
        order = {page: number for number, page in enumerate(pages)}
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._cells[index.row()] for index in before]
        self._cells.sort(
            key=lambda cell: (
                -cell.unlike if unlike else 0.0,
                order.get(cell.place.page, 0),
                cell.place.start,
            )
        )
        rows = {id(cell): row for row, cell in enumerate(self._cells)}
        self.changePersistentIndexList(before, [self.index(rows[id(cell)]) for cell in held])
        self.layoutChanged.emit()

    def toggle(self, row: int) -> None:
        """Mark a cell as odd, or take the mark away."""
        cell = self._cells[row]
        cell.is_odd, cell.right = not cell.is_odd, ""
        self._tell(row)

    def set_right(self, row: int, text: str) -> None:
        """Say what belongs in a place; an empty text leaves it marked as odd."""
        cell = self._cells[row]
        cell.is_odd, cell.right = True, text
        self._tell(row)

    def _tell(self, row: int) -> None:
        self.dataChanged.emit(self.index(row), self.index(row))
        self.marked.emit()


class SnippetGrid(QListView):
    """Shows the cells; arrows move, Space marks, a typed character says what belongs there.

    Signals:
        current_changed: another cell is the current one, by its row, or -1.
        finished: Enter was pressed.
    """

    current_changed = Signal(int)
    finished = Signal()

    def __init__(self, model: SnippetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_SnippetDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(True)
        self.setSpacing(2)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.doubleClicked.connect(lambda index: model.toggle(index.row()))
        self.set_width(PIECE)

    def set_width(self, piece: int) -> None:
        """Make room for pieces of a width in pixels."""
        self.setGridSize(QSize(piece + 4 * _MARGIN, PIECE + _TEXT + 3 * _MARGIN))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which cell is the current one."""
        super().currentChanged(current, previous)
        self.current_changed.emit(current.row() if current.isValid() else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark, type, finish."""
        row = self.currentIndex().row()
        text = event.text()
        command = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        elif row >= 0 and event.key() == Qt.Key.Key_Space:
            self._model.toggle(row)
            self._go_on()
        elif row >= 0 and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            if self._model.cells[row].is_odd:
                self._model.toggle(row)
        elif row >= 0 and text and text.isprintable() and not command:
            self._model.set_right(row, text)
            self._go_on()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method commits for what belongs in the place."""
        row = self.currentIndex().row()
        if event.commitString() and row >= 0:
            self._model.set_right(row, event.commitString())
            self._go_on()
        event.accept()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Tell the input method that it may compose, and where its window belongs."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return True
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return self.visualRect(self.currentIndex())
        return super().inputMethodQuery(query)

    def _go_on(self) -> None:
        row = self.currentIndex().row()
        if row + 1 < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row + 1))


class _SnippetDelegate(QStyledItemDelegate):
    """Draws a cell: the print as it is, and below it what belongs there."""

    def __init__(self, grid: QListView) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect.adjusted(_MARGIN // 2, _MARGIN // 2, -_MARGIN // 2, -_MARGIN // 2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette = option.palette
        odd, right = index.data(ODD), index.data(RIGHT)
        piece: QImage = index.data(PIECE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(rect, palette.highlight() if chosen else palette.base())
        paper = QRect(rect.left() + _MARGIN // 2, rect.top() + _MARGIN // 2, rect.width() - _MARGIN, PIECE)
        # The paper is light whatever the window is.
        painter.fillRect(paper, QColor(LIGHT.paper))
        size = piece.deviceIndependentSize().toSize().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        shown = QRect(0, 0, size.width(), size.height())
        shown.moveCenter(paper.center())
        painter.drawImage(shown, piece)
        if odd:
            painter.setPen(QPen(QColor(LIGHT.flag), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(paper.adjusted(1, 1, -1, -1))
        ink = (
            palette.highlightedText()
            if chosen
            else palette.brightText()
            if odd
            else palette.placeholderText()
        )
        painter.setPen(ink.color())
        font = option.font
        font.setPixelSize(15)
        font.setBold(bool(odd))
        painter.setFont(font)
        below = QRect(rect.left(), paper.bottom() + 2, rect.width(), rect.bottom() - paper.bottom() - 2)
        words = (f"→ {right}" if right else "?") if odd else ""
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of a cell, which is the grid's."""
        return self._grid.gridSize()
