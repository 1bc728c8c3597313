"""The list of doubts 疑错, grouped into series, each hit with its context."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.services.session import ChangeEvent
from annotator.ui.controllers.doubt_list import DoubtList
from annotator.ui.controllers.proofreading import Proofreading
from annotator.ui.panels.flag_model import FlagModel, FlagRole
from annotator.ui.panels.parts import EmptyNote, faded
from annotator.ui.theme import Theme
from annotator.ui.workspace import Workspace

_DELAY = 100  # milliseconds; the list follows the text, never the other way round


class FlagPanel(QWidget):
    """Lists the open flags; the same keys decide here as in the text."""

    def __init__(
        self,
        workspace: Workspace,
        proofreading: Proofreading,
        found: DoubtList,
        theme: Callable[[], Theme],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._proofreading = proofreading
        self._found = found
        self._opened: set[tuple[str, str]] = set()
        self._model = FlagModel(self)
        self._view = QTreeView()
        self._view.setModel(self._model)
        self._view.setHeaderHidden(True)
        self._view.setIndentation(16)
        self._view.setUniformRowHeights(True)
        self._view.setItemDelegate(_TwoLines(theme, self._view))
        self._view.setAccessibleName(self.tr("List of doubts"))
        self._view.installEventFilter(self)
        self._note = EmptyNote(self._view, self.tr("No open doubts at this sensitivity."))
        self._repair = QPushButton(self.tr("Repair ticked"))
        self._repair.setToolTip(self.tr("Put the first candidate in place of every ticked hit, as one step"))
        self._keep = QPushButton(self.tr("Keep ticked"))
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(1, 99)
        self._slider.setPageStep(5)
        self._slider.setAccessibleName(self.tr("Sensitivity"))
        self._share = faded()
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=_DELAY)
        self._soon.timeout.connect(self.refresh)
        self._settled = QTimer(self, singleShot=True, interval=150)
        self._settled.timeout.connect(lambda: workspace.set_threshold(1 - self._slider.value() / 100))
        self._connect()

    def refresh(self) -> None:
        """List the series as they are now; what is open, ticked and chosen stays so."""
        series = self._found.series()
        opened = set(self._opened)
        self._view.selectionModel().blockSignals(True)
        self._model.set_series(self._workspace.issue, series)
        for row, entry in enumerate(series if opened else ()):
            if (entry.wrong, entry.right) in opened:
                self._view.setExpanded(self._model.index(row, 0), True)
        self._view.selectionModel().blockSignals(False)
        self._opened = opened
        self._note.show_if(not series)
        for button in (self._repair, self._keep):
            button.setEnabled(bool(series) and self._workspace.can_edit)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Decide with the keys of proofreading."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._decide(event):
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 8, 10, 6)
        top.setSpacing(8)
        top.addWidget(QLabel(self.tr("fewer")))
        top.addWidget(self._slider, 1)
        top.addWidget(QLabel(self.tr("more")))
        top.addSpacing(4)
        top.addWidget(self._share)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(8, 5, 8, 6)
        buttons.addWidget(self._repair)
        buttons.addWidget(self._keep)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._view, 1)
        column.addLayout(buttons)
        self.setFocusProxy(self._view)

    def _connect(self) -> None:
        workspace = self._workspace
        workspace.issue_changed.connect(self.refresh)
        workspace.changed.connect(self._on_change)
        workspace.threshold_changed.connect(self._on_threshold)
        self._proofreading.doubt_changed.connect(self._follow)
        self._view.selectionModel().currentChanged.connect(self._on_chosen)
        self._view.clicked.connect(self._on_chosen)
        self._view.expanded.connect(lambda index: self._opened.add(self._key(index)))
        self._view.collapsed.connect(lambda index: self._opened.discard(self._key(index)))
        self._repair.clicked.connect(self._repair_ticked)
        self._keep.clicked.connect(self._keep_ticked)
        self._slider.valueChanged.connect(self._on_slider)
        self._on_threshold()

    def _on_change(self, event: ChangeEvent) -> None:
        if event.patch.flags or event.patch.blocks or event.patch.articles or event.patch.order:
            self._soon.start()

    def _on_threshold(self) -> None:
        self._slider.blockSignals(True)
        self._slider.setValue(round((1 - self._workspace.threshold) * 100))
        self._slider.blockSignals(False)
        self._tell_share()
        self._soon.start()

    def _on_slider(self) -> None:
        self._tell_share()
        self._settled.start()

    def _tell_share(self) -> None:
        self._share.setText(self.tr("from {percent} %").format(percent=100 - self._slider.value()))

    def _key(self, index: QModelIndex) -> tuple[str, str]:
        series = self._model.series_at(index)
        return (series.wrong, series.right) if series else ("", "")

    def _follow(self) -> None:
        """Choose the row of the doubt being decided."""
        doubt = self._proofreading.doubt
        index = self._model.index_of(doubt.flag.id) if doubt else QModelIndex()
        if doubt is None and not self._view.hasFocus():
            self._view.clearSelection()
            self._view.selectionModel().clearCurrentIndex()
        chosen = self._view.currentIndex()
        if not index.isValid() or (chosen.isValid() and doubt in self._model.doubts_at(chosen)):
            return  # the row of the whole series stays chosen while its hits are looked at
        if index.parent().isValid() and not self._view.isExpanded(index.parent()):
            index = index.parent()
        self._view.selectionModel().blockSignals(True)
        self._view.setCurrentIndex(index)
        self._view.selectionModel().blockSignals(False)
        self._view.viewport().update()
        self._view.scrollTo(index)

    def _on_chosen(self, index: QModelIndex) -> None:
        members = self._model.doubts_at(index)
        if members:
            self._proofreading.decide(members[0].block, members[0].flag.id)

    def _decide(self, event: QKeyEvent) -> bool:
        index = self._view.currentIndex()
        series, members = self._model.series_at(index), self._model.doubts_at(index)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        key = event.key()
        if key == Qt.Key.Key_Backspace and plain:
            self._proofreading.take_back()
            return True
        if series is None or not members:
            return False
        in_series = len(series.members) > 1
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if in_series and len(members) > 1:
                self._repair_ticked()
            else:
                self._take(members[0].block, members[0].flag.id, 1)
        elif key == Qt.Key.Key_Space and plain:
            if in_series:
                self._model.toggle(index)
            else:
                self._proofreading.decide(members[0].block, members[0].flag.id)
                self._proofreading.keep()
        elif key == Qt.Key.Key_Space and shifted:
            self._proofreading.decide(members[0].block, members[0].flag.id)
            self._proofreading.keep_alike()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and plain:
            self._take(members[0].block, members[0].flag.id, key - Qt.Key.Key_0)
        else:
            return False
        return True

    def _take(self, block_id: str, flag_id: str, number: int) -> None:
        self._proofreading.decide(block_id, flag_id)
        self._proofreading.accept(number)

    def _repair_ticked(self) -> None:
        series = self._model.series_at(self._view.currentIndex())
        if series is not None:
            self._proofreading.repair_series(self._model.ticked(series), series.right)

    def _keep_ticked(self) -> None:
        series = self._model.series_at(self._view.currentIndex())
        if series is not None:
            self._proofreading.keep_all(self._model.ticked(series))


class _TwoLines(QStyledItemDelegate):
    """Draws what is wrong and what would be right on one line, the context below it."""

    def __init__(self, theme: Callable[[], Theme], view: QTreeView) -> None:
        super().__init__(view)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of a row: two lines, in all rows alike."""
        return QSize(80, QFontMetrics(option.font).height() * 2 + 12)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a row."""
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, option.widget)
        has_box = bool(option.features & QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator)
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        rect = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if has_box:
            _draw_box(painter, box, option.checkState, option.palette, selected=selected)
        self._draw(painter, rect.adjusted(2, 4, -8, -4), option, index, selected)

    def _draw(
        self,
        painter: QPainter,
        rect: QRect,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        selected: bool,
    ) -> None:
        theme = self._theme()
        palette: QPalette = option.palette
        font: QFont = option.font
        ink = palette.highlightedText().color() if selected else palette.text().color()
        pale = ink if selected else QColor(theme.faded)
        height = QFontMetrics(font).height()
        line = QRect(rect.left(), rect.top(), rect.width(), height)
        painter.save()
        painter.setFont(font)
        note, head = index.data(FlagRole.NOTE), index.data(FlagRole.HEAD)
        context, where = index.data(FlagRole.CONTEXT), index.data(FlagRole.WHERE)
        if head is not None:
            painter.setPen(pale)
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, note)
            room = line.adjusted(0, 0, -QFontMetrics(font).horizontalAdvance(note) - 8, 0)
            wrong, right, has_candidate = head
            words = f"{wrong or '∅'} → {right or '∅'}" if has_candidate else wrong or "∅"
            painter.setPen(ink)
            bold = QFont(font)
            bold.setBold(True)
            painter.setFont(bold)
            painter.drawText(
                room, 0, QFontMetrics(bold).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            )
            painter.setFont(font)
            line.translate(0, height + 2)
        if context is not None:
            warn = ink if selected else QColor(theme.warning)
            _draw_context(painter, line, context, font, pale, warn)
        if where is not None:
            line.translate(0, height + 2)
            painter.setPen(pale)
            painter.drawText(
                line, 0, QFontMetrics(font).elidedText(where, Qt.TextElideMode.ElideRight, line.width())
            )
        painter.restore()


def _draw_box(
    painter: QPainter, box: QRect, state: Qt.CheckState, palette: QPalette, *, selected: bool
) -> None:
    """Draw a box to tick. Fusion draws its edge in a colour that cannot be seen on dark ground."""
    ink = palette.highlightedText().color() if selected else palette.text().color()
    side = 13
    left, top = box.center().x() - side / 2, box.center().y() - side / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1))
    painter.drawRoundedRect(QRectF(left, top, side, side), 2.5, 2.5)
    painter.setPen(QPen(ink, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    if state == Qt.CheckState.Checked:
        tick = [QPointF(left + x, top + y) for x, y in ((3, 6.8), (5.6, 9.4), (10, 3.8))]
        painter.drawPolyline(tick)
    elif state == Qt.CheckState.PartiallyChecked:
        painter.drawLine(QPointF(left + 3.5, top + side / 2), QPointF(left + side - 3.5, top + side / 2))
    painter.restore()


def _draw_context(
    painter: QPainter, line: QRect, context: tuple[str, str, str], font: QFont, pale: QColor, warn: QColor
) -> None:
    """Draw a place with its context around the middle of the line, so that the places stand near each other."""
    before, here, after = context
    metrics = QFontMetrics(font)
    here = here or "‸"
    room = max(line.width() - metrics.horizontalAdvance(here), 0) // 2
    before = metrics.elidedText(before, Qt.TextElideMode.ElideLeft, room)
    left = line.left()
    for words, color in ((before, pale), (here, warn), (after, pale)):
        rest = QRect(left, line.top(), line.right() - left, line.height())
        painter.setPen(color)
        painter.drawText(rest, 0, metrics.elidedText(words, Qt.TextElideMode.ElideRight, rest.width()))
        left += metrics.horizontalAdvance(words)
