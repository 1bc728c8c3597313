"""The strip between the panes: ribbons that join raw lines to the blocks they became."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.editor.linked_scroll import Link
from annotator.ui.editor.raw_view import RawView
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.editor.typography import TextStyle

WIDTH = 44
"""Width of the strip in pixels."""


class Ribbons(QWidget):
    """Draws a ribbon for every link of which either end can be seen.

    It stands between the two panes and takes their heights for its own; it follows their scrolling.
    """

    def __init__(self, raw: RawView, article: ArticleView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._raw, self._article = raw, article
        self._links: list[Link] = []  # by where they begin in the raw text
        self._starts: list[int] = []
        self._ends: list[int] = []  # how far the links up to each reach
        self._of_block: dict[str, list[Link]] = {}
        self._active = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFixedWidth(WIDTH)
        # All of it is painted here: what lies behind it need not be.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # Where the article leaps, the page follows it; between two places there is nothing to be drawn.
        self._draw_soon = QTimer(self, singleShot=True, interval=0)
        self._draw_soon.timeout.connect(self.update)
        raw.geometry_changed.connect(self._draw_soon.start)
        article.geometry_changed.connect(self._draw_soon.start)
        raw.scrolled.connect(self._on_scrolled)
        article.scrolled.connect(self._on_scrolled)

    def sizeHint(self) -> QSize:
        """Return the width of the strip; its height is the panes'."""
        return QSize(WIDTH, 0)

    def set_links(self, links: Iterable[Link]) -> None:
        """Draw these links in place of those before; links to blocks that are not shown are passed over."""
        self._links = sorted(links, key=lambda link: link.raw_start)
        self._starts = [link.raw_start for link in self._links]
        self._ends = list(accumulate((link.raw_end for link in self._links), max))
        self._of_block.clear()
        for link in self._links:
            self._of_block.setdefault(link.block_id, []).append(link)
        self.update()

    def set_active(self, block_id: str) -> None:
        """Draw the ribbons of one block strongly, with an edge; an empty id for none."""
        if block_id != self._active:
            self._active = block_id
            self.update()

    def ribbons(self) -> list[tuple[Link, QPainterPath]]:
        """Return the ribbons to be seen now, in the order they are drawn: the active block's last."""
        if self._raw.isHidden():
            return []
        start, end = self._raw.visible_range()
        near = self._links[bisect_right(self._ends, start) : bisect_left(self._starts, end)]
        seen = {id(link): link for link in near if link.raw_end > start and link.block_id in self._article}
        for block_id in self._article.visible_ids():
            seen |= {id(link): link for link in self._of_block.get(block_id, ())}
        found = [
            (link, self._path(link)) for link in sorted(seen.values(), key=lambda link: link.color_index)
        ]
        found.sort(key=lambda item: item[0].block_id == self._active)
        return found

    def _on_scrolled(self) -> None:
        """Keep in step with a text that is scrolled by hand."""
        if not self._article.is_leaping:
            self._draw_soon.stop()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ribbons on the ground of the gutter."""
        style: TextStyle = self._article.text_style()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(event.rect(), QColor(style.colors.gutter))
            for link, path in self.ribbons():
                active = link.block_id == self._active
                grounds = style.colors.ribbons
                color = QColor(
                    style.colors.ribbon_active if active else grounds[link.color_index % len(grounds)]
                )
                edge = QColor(color)
                edge.setAlpha(min(color.alpha() * 2, 255))
                painter.setPen(QPen(edge, 1.4 if active else 0.8) if color.alpha() else Qt.PenStyle.NoPen)
                painter.setBrush(color)
                painter.drawPath(path)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the article, and with it what follows."""
        self._article.wheelEvent(event)

    def _path(self, link: Link) -> QPainterPath:
        left_top, left_bottom = self._raw.range_span(link.raw_start, link.raw_end)
        right_top, right_bottom = self._article.block_span(link.block_id)
        # Ends far outside would make the curves too steep to follow.
        low, high = -self.height(), 2 * self.height()
        # The raw text begins lower where the page's image stands above it, and no ribbon leads to the image.
        below = self._raw.mapToGlobal(QPoint()).y() - self.mapToGlobal(QPoint()).y()
        left_top, left_bottom = max(left_top + below, below or low), min(left_bottom + below, high)
        left_bottom = max(left_bottom, left_top)
        right_top, right_bottom = max(right_top, low), min(right_bottom, high)
        width, middle = self.width(), self.width() / 2
        path = QPainterPath(QPointF(-1, left_top + 1))
        path.cubicTo(middle, left_top + 1, middle, right_top + 1, width + 1, right_top + 1)
        path.lineTo(width + 1, right_bottom - 1)
        path.cubicTo(middle, right_bottom - 1, middle, left_bottom - 1, -1, left_bottom - 1)
        path.closeSubpath()
        return path
