"""Chips: small pictures in the colours of labels, for lists and buttons."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap


@lru_cache(maxsize=256)
def chip(color: str) -> QIcon:
    """Return a chip in a colour."""
    pixmap = QPixmap(24, 24)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawRoundedRect(3, 3, 18, 18, 4, 4)
    made = QIcon(pixmap)
    made.addPixmap(pixmap, QIcon.Mode.Selected)  # the style would tint it
    return made
