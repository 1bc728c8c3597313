"""The user guide, in the window's language, with its pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from annotator.resources import resource_path

_ROOM = 48  # pixels beside a picture: margins and scroll bar


class GuideDialog(QDialog):
    """Shows the guide; its pictures are as wide as the window."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        """Open the guide.

        Raises:
            FileNotFoundError: it is missing, which is a fault of the installation.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("User guide"))
        self.resize(860, 720)
        self._page = _Page(resource_path("guide", f"{language}.md"))
        self._page.setAccessibleName(self.tr("User guide"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._page)
        column.addWidget(buttons)

    @property
    def text(self) -> str:
        """The words of the guide."""
        return self._page.toPlainText()


class _Page(QTextBrowser):
    """A Markdown file whose pictures are fitted to the width."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._width = 0
        self.setOpenLinks(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures anew."""
        super().resizeEvent(event)
        width = self.viewport().width() - _ROOM
        if width != self._width:
            self._width = width
            place = self.verticalScrollBar().value()
            self.document().clear()
            self.setMarkdown(self._path.read_text("utf-8"))
            self.verticalScrollBar().setValue(place)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Return a picture that lies beside the guide; nothing else is ever loaded."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        relative = name.toString() if isinstance(name, QUrl) else name
        image = QImage(str(self._path.parent / relative))
        if image.width() > self._width > 0:
            return image.scaledToWidth(self._width, Qt.TransformationMode.SmoothTransformation)
        return image
