"""How rows of hits look: an article with its number of hits, and a hit in its context."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from annotator.ui.look.theme import Theme
from annotator.ui.panels.doubt_rows import draw_box, draw_context
from annotator.ui.panels.hit_model import HitRole
from annotator.ui.panels.parts import line_height

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class HitLine(QStyledItemDelegate):
    """Draws an article's name with its number of hits, or a hit in its context."""

    def __init__(self, theme: Callable[[], Theme], view: QTreeView) -> None:
        super().__init__(view)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of a row, the same for all."""
        return QSize(80, line_height(option.font) + 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a row."""
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, option.widget)
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        rect = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if option.features & QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator:
            draw_box(painter, box, option.checkState, option.palette, selected=selected)
        theme = self._theme()
        ink = option.palette.highlightedText().color() if selected else option.palette.text().color()
        pale = ink if selected else QColor(theme.faded)
        height = line_height(option.font)
        line = QRect(rect.left() + 2, rect.center().y() - height // 2, rect.width() - 10, height)
        painter.save()
        painter.setFont(option.font)
        context = index.data(HitRole.CONTEXT)
        if context is not None:
            draw_context(
                painter, line, context, option.font, pale, ink if selected else QColor(theme.warning)
            )
        else:
            _draw_head(painter, line, index.data(HitRole.HEAD), index.data(HitRole.NOTE), (ink, pale))
        painter.restore()


def _draw_head(painter: QPainter, line: QRect, title: str, count: str, colors: tuple[QColor, QColor]) -> None:
    ink, pale = colors
    painter.setPen(pale)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | _MIDDLE, count)
    bold = QFont(painter.font())
    bold.setBold(True)
    painter.setPen(ink)
    room = line.adjusted(0, 0, -QFontMetrics(bold).horizontalAdvance(count) - 8, 0)
    painter.setFont(bold)
    painter.drawText(
        room, _MIDDLE, QFontMetrics(bold).elidedText(title, Qt.TextElideMode.ElideRight, room.width())
    )
