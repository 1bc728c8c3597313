"""What the mouse offers in the panes: a menu under the right button, and larger text with Ctrl and the wheel."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QMenu, QTextEdit

from annotator.model.labels import LabelScheme
from annotator.ui.controllers.arrange.moving import Moving
from annotator.ui.controllers.label.labelling import Labelling
from annotator.ui.controllers.proofread.proofreading import Proofreading
from annotator.ui.controllers.text.differences import Differences
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.words.sentences import ROLES, role_name


class Mouse(QObject):
    """Gives the panes their menus.

    Attributes:
        label_actions: what else can be done to a label; by default nothing.

    Signals:
        zoomed: text is wanted larger (1) or smaller (-1).
    """

    zoomed = Signal(int)

    def __init__(
        self,
        article: ArticleView,
        raw: QTextEdit,
        proofreading: Proofreading,
        labelling: Labelling,
        differences: Differences,
        moving: Moving,
        scheme: Callable[[], LabelScheme],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._article = article
        self._raw = raw
        self._proofreading = proofreading
        self._labelling = labelling
        self._scheme = scheme
        self._differences = differences
        self._moving = moving
        self.label_actions: tuple[QAction, ...] = ()
        article.customContextMenuRequested.connect(self._show_article_menu)
        raw.customContextMenuRequested.connect(self._show_raw_menu)
        for pane in (article, raw):
            pane.viewport().installEventFilter(self)

    def article_menu(self) -> QMenu:
        """Return the article's menu as it is now: candidates of the doubt, editing, labels."""
        menu = QMenu(self._article)
        doubt = self._proofreading.doubt
        if doubt is not None:
            for number, candidate in enumerate(doubt.flag.candidates, start=1):
                words = self.tr("{number}  Put “{text}”").format(number=number, text=candidate.text)
                self._add(menu, words, partial(self._proofreading.accept, number))
            self._add(menu, self.tr("Keep “{text}”").format(text=doubt.flag.text), self._proofreading.keep)
            menu.addSeparator()
        for change in self._differences.changes_here()[:1] if not self._article.isReadOnly() else ():
            words = self.tr("Put back “{text}”") if change.raw else self.tr("Take out “{now}”")
            told = words.format(text=change.raw, now=change.run.text or "")
            self._add(menu, told, self._differences.revert, "Ctrl+R")
            menu.addSeparator()
        chosen = self._article.textCursor().hasSelection()
        editable = not self._article.isReadOnly()
        self._add(menu, self.tr("Cut"), self._article.cut, "Ctrl+X").setEnabled(chosen and editable)
        self._add(menu, self.tr("Copy"), self._article.copy, "Ctrl+C").setEnabled(chosen)
        self._add(menu, self.tr("Paste"), self._article.paste, "Ctrl+V").setEnabled(
            editable and self._article.canPaste()
        )
        menu.addSeparator()
        labels = menu.addMenu(self.tr("Label"))
        for label in self._scheme().labels:
            words = f"{label.name}\t{label.key.upper()}" if label.key else label.name
            self._add(labels, words, partial(self._labelling.press, label.id))
        roles = menu.addMenu(self.tr("Role"))
        roles.setEnabled(bool(self._moving.paragraphs()))
        for role in ROLES:
            self._add(roles, role_name(role), partial(self._moving.set_role, role))
        remove = self._add(menu, self.tr("Remove the label"), self._labelling.remove)
        remove.setEnabled(self._labelling.span is not None)
        if self._labelling.span is not None:
            menu.addActions(self.label_actions)
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Zoom both panes; Qt alone would zoom one of them, behind the back of its style."""
        if (
            event.type() == QEvent.Type.Wheel
            and isinstance(event, QWheelEvent)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if event.angleDelta().y():
                self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            return True
        return super().eventFilter(watched, event)

    def _show_article_menu(self, place: QPoint) -> None:
        self._differences.take_pointer(place)
        menu = self.article_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._article.viewport().mapToGlobal(place))

    def _show_raw_menu(self, place: QPoint) -> None:
        menu = QMenu(self._raw)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self._raw.textCursor().hasSelection()
        self._add(menu, self.tr("Copy"), self._raw.copy, "Ctrl+C").setEnabled(chosen)
        words = self.tr("Put it into the article, behind the caret")
        self._add(menu, words, self._moving.place_raw, "Ctrl+Alt+V").setEnabled(chosen)
        menu.popup(self._raw.viewport().mapToGlobal(place))

    def _add(self, menu: QMenu, text: str, call: Callable[[], object], keys: str = "") -> QAction:
        action = menu.addAction(text)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: call())
        return action
