"""The pane of the page image: the image, a row of buttons, and a sentence where there is nothing to see."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.ui.editor.typography import TextStyle
from annotator.ui.image.image_view import ImageView
from annotator.ui.image.library import PageImages, PageView, State
from annotator.ui.image.page_area import Fit
from annotator.ui.panels.parts import faded
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP

_BUTTONS: tuple[tuple[str, str, str], ...] = (
    (
        "text",
        QT_TRANSLATE_NOOP("ImagePane", "Text"),
        QT_TRANSLATE_NOOP("ImagePane", "Text in reading size  (T)"),
    ),
    ("width", QT_TRANSLATE_NOOP("ImagePane", "Width"), QT_TRANSLATE_NOOP("ImagePane", "Fit the width  (W)")),
    ("page", QT_TRANSLATE_NOOP("ImagePane", "Page"), QT_TRANSLATE_NOOP("ImagePane", "Fit the page  (P)")),
    ("out", "−", QT_TRANSLATE_NOOP("ImagePane", "Smaller  (−, Ctrl+wheel)")),
    ("in", "+", QT_TRANSLATE_NOOP("ImagePane", "Larger  (+, Ctrl+wheel)")),
    ("turn", "⟳", QT_TRANSLATE_NOOP("ImagePane", "Turn by a quarter  (R)")),
)


_LINE = 1.2
"""Height of a printed line in sizes of the panes' text."""


class ImagePane(QWidget):
    """Shows the image of a page.

    Signals:
        file_wanted: the person wants to say where the image is.
        unlocking_wanted: the person wants to say what opens the file of the image.
        shown: the pane has come into view.
    """

    file_wanted = Signal()
    unlocking_wanted = Signal()
    shown = Signal()

    def __init__(self, images: PageImages, style: TextStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ImageView(images)
        self._has_boxes = False
        self._buttons = {name: self._button(name, text, tip) for name, text, tip in _BUTTONS}
        self._note = faded()
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._told = QLabel()
        self._told.setObjectName("faded")
        self._told.setWordWrap(True)
        self._told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._choose = QPushButton(self.tr("Choose the image…"))
        self._choose.clicked.connect(self.file_wanted)
        self._unlock = QPushButton(self.tr("Enter the password…"))
        self._unlock.clicked.connect(self.unlocking_wanted)
        self._empty = QWidget()
        column = QVBoxLayout(self._empty)
        column.addStretch(1)
        column.addWidget(self._told)
        column.addWidget(self._unlock, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(2)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self._note, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(self.view, 1)
        whole.addWidget(self._empty, 1)
        self.setFocusProxy(self.view)
        self.setMinimumHeight(90)
        self.view.fit_changed.connect(self._check_fit)
        self._check_fit()
        self.set_style(style)
        self.tell(None)

    def set_style(self, style: TextStyle) -> None:
        """Go with the other panes: their ground around the page, their size of text for its text."""
        self.view.set_look(style.colors.gutter, style.size * _LINE)

    def tell(self, view: PageView | None) -> None:
        """Say what there is to see, and what is missing."""
        state = view.state if view is not None else State.NONE
        visible = view is not None and (view.has_image or view.state is State.LOADING)
        self.view.setVisible(visible)
        self._empty.setVisible(not visible)
        for button in self._buttons.values():
            button.setEnabled(visible)
        boxes = view is not None and view.layout is not None and any(line.box for line in view.layout.lines)
        self._buttons["text"].setEnabled(visible and boxes)
        self._has_boxes = boxes
        self._check_fit()
        self._choose.setVisible(view is not None and state not in (State.LOADING, State.LOCKED))
        self._unlock.setVisible(state is State.LOCKED)
        self._note.clear()
        if state is State.LOADING:
            self._note.setText(self.tr("The image is being read…"))
        elif visible and view is not None and view.is_layout_read and not boxes:
            self._note.setText(self.tr("No boxes: the image cannot follow the text."))
        self._note.setToolTip(self._note.text())
        if state is State.LOST and view is not None and view.lost is not None:
            self._told.setText(
                self.tr("{file} is no longer in {folder}, and not beside the project either.").format(
                    file=view.lost.name, folder=view.lost.folder
                )
            )
        elif state is State.LOCKED and view is not None and view.file is not None:
            self._told.setText(self.tr("{file} is locked by a password.").format(file=view.file.path.name))
        elif state is State.DAMAGED:
            self._told.setText(self.tr("The image of this page cannot be read."))
        else:
            self._told.setText(self.tr("This page has no image.") if view is not None else "")

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that there is somebody to show an image to."""
        super().showEvent(event)
        self.shown.emit()

    def _button(self, name: str, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(_words(text))
        button.setToolTip(_words(tip))
        button.setAccessibleName(_words(tip))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        actions: dict[str, Callable[[], None]] = {
            "out": lambda: self.view.zoom(0.8),
            "in": lambda: self.view.zoom(1.25),
            "turn": self.view.turn,
        }
        if name in tuple(Fit):
            button.setCheckable(True)
            button.clicked.connect(lambda: self.view.set_fit(Fit(name)))
        else:
            button.clicked.connect(lambda _checked=False: actions[name]())
        return button

    def _check_fit(self) -> None:
        # Text whose size is not known is shown with the page's width.
        present = Fit.WIDTH if self.view.fit is Fit.TEXT and not self._has_boxes else self.view.fit
        for fit in (Fit.TEXT, Fit.WIDTH, Fit.PAGE):
            self._buttons[fit.value].setChecked(present is fit)


def _words(text: str) -> str:
    return QCoreApplication.translate("ImagePane", text)
