"""Icons: drawings in ``resources/icons`` whose lines take the colour of the text around them."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from annotator.resources import resource_path
from annotator.ui.look.theme import Theme

_SIZES = (16, 20, 24, 32, 48)  # physical pixels: sides of 16 to 24 at a scale of 1 and 2


def icon(name: str, theme: Theme, *, switches: bool = True) -> QIcon:
    """Return an icon in the theme's colours: text, faded when disabled, text on the accent when switched on.

    Args:
        name: name of the drawing.
        theme: the theme.
        switches: whether it looks different when switched on; the open rows of a tree count as that to Qt.

    Raises:
        FileNotFoundError: there is no drawing of that name.
    """
    made = QIcon()
    inks = {theme.ink, theme.accent_ink, theme.line}
    drawn = {ink: [QPixmap.fromImage(image) for image in _images(name, ink)] for ink in inks}
    for color, mode, state in (
        (theme.ink, QIcon.Mode.Normal, QIcon.State.Off),
        (theme.accent_ink if switches else theme.ink, QIcon.Mode.Normal, QIcon.State.On),
        (theme.accent_ink, QIcon.Mode.Selected, QIcon.State.Off),
        (theme.accent_ink, QIcon.Mode.Selected, QIcon.State.On),
        (theme.line, QIcon.Mode.Disabled, QIcon.State.Off),
    ):
        for pixmap in drawn[color]:
            made.addPixmap(pixmap, mode, state)
    return made


@cache
def _drawing(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache  # as images: pixmaps must not outlive the application
def _images(name: str, ink: str) -> list[QImage]:
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", ink).encode()))
    made = []
    for size in _SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        with QPainter(image) as painter:
            renderer.render(painter, QRectF(0, 0, size, size))
        made.append(image)
    return made
