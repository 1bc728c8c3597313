"""The user guide, in the window's language, with its pictures."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QShowEvent, QTextBlock, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from annotator.resources import resource_path

_CHAPTER = 2  # level of the headings of chapters
_ROOM = 48  # pixels beside a picture: margins and scroll bar


class GuideDialog(QDialog):
    """Shows the guide; its pictures are as wide as the window."""

    def __init__(self, language: str, parent: QWidget | None = None, chapter: int = 0) -> None:
        """Open the guide at a chapter, counted from 1; 0 for its beginning.

        Raises:
            FileNotFoundError: it is missing, which is a fault of the installation.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("User guide"))
        self.resize(860, 720)
        self._page = _Page(resource_path("guide", f"{language}.md"), chapter)
        self._page.setAccessibleName(self.tr("User guide"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._page)
        column.addWidget(buttons)

    @property
    def chapter(self) -> str:
        """The heading of the chapter at the top of the page."""
        return self._page.heading_at_top()

    @property
    def text(self) -> str:
        """The words of the guide."""
        return self._page.toPlainText()


class _Page(QTextBrowser):
    """A Markdown file whose pictures are fitted to the width."""

    def __init__(self, path: Path, chapter: int = 0) -> None:
        super().__init__()
        self._path = path
        self._chapter = chapter
        self._width = 0
        self.setOpenLinks(False)
        # Pictures and the layout of what is further down come bit by bit.
        self.verticalScrollBar().rangeChanged.connect(self._open_chapter)
        self.verticalScrollBar().actionTriggered.connect(self._leave_chapter)

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

    def heading_at_top(self) -> str:
        """Return the last heading of a chapter that stands at or above the top of what is seen."""
        top = self.verticalScrollBar().value() + 1
        above = [block.text() for block in self._chapters() if self._top_of(block) <= top]
        return above[-1] if above else ""

    def _open_chapter(self) -> None:
        """Scroll to the chapter the guide was opened for, or as far as the text is laid out yet."""
        chapters, bar = self._chapters(), self.verticalScrollBar()
        if self.isVisible() and 0 < self._chapter <= len(chapters):
            bar.setValue(ceil(self._top_of(chapters[self._chapter - 1])))

    def _leave_chapter(self) -> None:
        """The person scrolls: the page stays where that leads."""
        self._chapter = 0

    def showEvent(self, event: QShowEvent) -> None:
        """Come to the chapter, once the bar knows how far it goes."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._open_chapter)

    def _chapters(self) -> list[QTextBlock]:
        found, block = [], self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == _CHAPTER:
                found.append(block)
            block = block.next()
        return found

    def _top_of(self, block: QTextBlock) -> float:
        return self.document().documentLayout().blockBoundingRect(block).top()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Return a picture that lies beside the guide; nothing else is ever loaded."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        relative = name.toString() if isinstance(name, QUrl) else name
        image = QImage(str(self._path.parent / relative))
        if image.width() > self._width > 0:
            return image.scaledToWidth(self._width, Qt.TransformationMode.SmoothTransformation)
        return image
