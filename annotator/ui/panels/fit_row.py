"""A row of small widgets that shows as many as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_RESIZING = frozenset(
    (
        *(QEvent.Type.LayoutRequest, QEvent.Type.ChildAdded, QEvent.Type.ChildRemoved),
        *(QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.Polish),
    )
)
"""Events after which the widgets may be of other heights."""


class FitRow(QWidget):
    """Lays its widgets out from left to right and hides those that find no room.

    A box layout would squeeze them all, or push its neighbours aside. The row stays as high as the highest widget it
    ever held, so that what stands around it keeps its place while the row is empty.
    """

    def __init__(self, spacing: int = 6, least: int = 0, parent: QWidget | None = None) -> None:
        """Make an empty row.

        Args:
            spacing: room between two groups, in pixels.
            least: height the row has in any case, in pixels.
            parent: the widget it stands in.
        """
        super().__init__(parent)
        self._least = least
        self._spacing = spacing
        self._groups: list[tuple[QWidget, ...]] = []
        self._hint = 0
        self._tallest: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def fits(self) -> bool:
        """Tell whether there is room for all groups."""
        return all(not widget.isHidden() for group in self._groups for widget in group)

    def set_groups(self, groups: list[tuple[QWidget, ...]]) -> None:
        """Show these widgets in order; the widgets of a group are shown or hidden together.

        Widgets shown before that are in no group are hidden; who made them may delete them.
        """
        kept = {widget for group in groups for widget in group}
        for widget in (widget for group in self._groups for widget in group):
            if widget not in kept:
                widget.hide()
        self._groups = groups
        for widget in kept:
            widget.setParent(self)
        self._tell_height()
        self._lay_out()

    def sizeHint(self) -> QSize:
        """Return the height of the highest widget, shown or hidden, or the least height if that is more."""
        if self._tallest is None:
            widgets = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            self._tallest = max((widget.sizeHint().height() for widget in widgets), default=0)
            self._tallest = max(self._tallest, self._least)
        return QSize(0, self._tallest)

    def minimumSizeHint(self) -> QSize:
        """Return the height of the highest widget; the row may be as narrow as it must."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what fits now."""
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        """Lay out anew when a widget wants another size."""
        kind = event.type()
        if kind in _RESIZING:
            self._tallest = None
        if kind == QEvent.Type.LayoutRequest:
            self._tell_height()  # at once, and not when other widgets are to be shown: all around it would move then
            self._lay_out()
        return super().event(event)

    def _tell_height(self) -> None:
        if self._hint != (hint := self.sizeHint().height()):
            self._hint = hint
            self.updateGeometry()

    def _lay_out(self) -> None:
        left, height, full = 0, self.height(), False
        for group in self._groups:
            sizes = [widget.sizeHint() for widget in group]
            width = sum(size.width() for size in sizes) + 4 * (len(group) - 1)
            full = full or left + width > self.width()
            at = left
            for widget, size in zip(group, sizes, strict=True):
                tall = min(size.height(), height)
                widget.setGeometry(QRect(at, (height - tall) // 2, size.width(), tall))
                widget.setVisible(not full)
                at += size.width() + 4
            left += width + self._spacing
