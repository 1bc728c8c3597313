"""How rows of doubts look: what is wrong and what would be right, how many, and the context.

After every decision the list moves up by a row. Drawn anew, its words cost more time than the text that is proofread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from annotator.ui.look.theme import Theme
from annotator.ui.panels.flag_model import FlagRole
from annotator.ui.panels.parts import line_height

_MIDDLE = Qt.AlignmentFlag.AlignVCenter

_TOLD = (
    *(FlagRole.HEAD, FlagRole.NOTE, FlagRole.CONTEXT, FlagRole.WHERE),
    Qt.ItemDataRole.CheckStateRole,
)
_LIVELY = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
_KEPT = 60
"""Pictures of rows that are kept: some more than a list shows at a time."""


class DoubtRows(QStyledItemDelegate):
    """Draws what is wrong and what would be right on one line, the context below it."""

    def __init__(self, theme: Callable[[], Theme], view: QTreeView) -> None:
        super().__init__(view)
        self._theme = theme
        self._pictures: dict[tuple[Any, ...], QPixmap] = {}

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of a row: two lines, in all rows alike."""
        return QSize(80, line_height(option.font) * 2 + 12)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a row; one that looks as it did before from its picture."""
        told = tuple(index.data(role) for role in _TOLD)
        if option.state & _LIVELY:
            self._paint(painter, option, index, told)
            return
        ratio = painter.device().devicePixelRatioF()
        size = option.rect.size()
        palette = option.palette
        looks = (option.font.key(), palette.cacheKey(), palette.currentColorGroup(), self._theme(), ratio)
        key = (*told, size.width(), size.height(), *looks)
        picture = self._pictures.pop(key, None)
        if picture is None:
            picture = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(palette.color(QPalette.ColorRole.Base))
            with QPainter(picture) as inside:
                inside.translate(-option.rect.topLeft())
                self._paint(inside, option, index, told)
        self._pictures[key] = picture  # the one that was looked at last stands last
        if len(self._pictures) > _KEPT:
            del self._pictures[next(iter(self._pictures))]
        painter.drawPixmap(option.rect.topLeft(), picture)

    def _paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        told: tuple[Any, ...],
    ) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, option.widget)
        has_box = bool(option.features & QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator)
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        rect = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if has_box:
            draw_box(painter, box, option.checkState, option.palette, selected=selected)
        self._draw(painter, rect.adjusted(2, 4, -8, -4), option, told, selected)

    def _draw(
        self,
        painter: QPainter,
        rect: QRect,
        option: QStyleOptionViewItem,
        told: tuple[Any, ...],
        selected: bool,
    ) -> None:
        theme = self._theme()
        palette: QPalette = option.palette
        font: QFont = option.font
        ink = palette.highlightedText().color() if selected else palette.text().color()
        pale = ink if selected else QColor(theme.faded)
        height = line_height(font)
        line = QRect(rect.left(), rect.top(), rect.width(), height)
        painter.save()
        painter.setFont(font)
        head, note, context, where, _ = told
        if head is not None:
            painter.setPen(pale)
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | _MIDDLE, note)
            room = line.adjusted(0, 0, -QFontMetrics(font).horizontalAdvance(note) - 8, 0)
            wrong, right, has_candidate = head
            words = f"{wrong or '∅'} → {right or '∅'}" if has_candidate else wrong or "∅"
            painter.setPen(ink)
            bold = QFont(font)
            bold.setBold(True)
            painter.setFont(bold)
            painter.drawText(
                room, _MIDDLE, QFontMetrics(bold).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            )
            painter.setFont(font)
            line.translate(0, height + 2)
        if context is not None:
            warn = ink if selected else QColor(theme.warning)
            draw_context(painter, line, context, font, pale, warn)
        if where is not None:
            line.translate(0, height + 2)
            painter.setPen(pale)
            painter.drawText(
                line, _MIDDLE, QFontMetrics(font).elidedText(where, Qt.TextElideMode.ElideRight, line.width())
            )
        painter.restore()


def draw_box(
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


def draw_context(
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
        painter.drawText(rest, _MIDDLE, metrics.elidedText(words, Qt.TextElideMode.ElideRight, rest.width()))
        left += metrics.horizontalAdvance(words)
