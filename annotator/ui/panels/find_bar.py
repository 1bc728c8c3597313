"""The bar under the panes that finds and replaces in the shown article."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QToolButton, QWidget

from annotator.model.provenance import Place
from annotator.text.searching import Hit
from annotator.ui.controllers.find.searching import Searching, only
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.panels.query_fields import QueryFields
from annotator.ui.words import errors
from annotator.ui.workspace import Workspace

_SHORT = 60  # characters of a selection that is taken over as what to look for


class FindBar(QFrame):
    """Finds in the shown article: every hit is lit, one is chosen.

    Signals:
        closed: the person is done with it.
        lit: other hits are to be lit, or none.
    """

    closed = Signal()
    lit = Signal()

    def __init__(
        self,
        workspace: Workspace,
        view: ArticleView,
        searching: Searching,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._workspace = workspace
        self._view = view
        self.searching = searching
        self._hits: list[tuple[int, Hit]] = []
        self._wanted = 0
        self.fields = QueryFields()
        self._count = QLabel()
        self._count.setMinimumWidth(90)
        self._count.setMaximumWidth(420)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._previous = self._button("‹", self.tr("Previous hit  (Shift+Enter)"))
        self._next = self._button("›", self.tr("Next hit  (Enter)"))
        self._close = self._button("✕", self.tr("Close  (Esc)"))
        self._replace = QPushButton(self.tr("Replace"))
        self._replace_all = QPushButton(self.tr("Replace all"))
        self._lay_out()
        for child in (self, *self.findChildren(QWidget)):
            child.installEventFilter(self)
        self.fields.edited.connect(self._on_edited)
        self.fields.confirmed.connect(lambda back: self.step(forward=not back))
        self.fields.replace_confirmed.connect(self.replace)
        self._previous.clicked.connect(lambda: self.step(forward=False))
        self._next.clicked.connect(lambda: self.step(forward=True))
        self._close.clicked.connect(self.leave)
        self._replace.clicked.connect(self.replace)
        self._replace_all.clicked.connect(self.replace_all)
        searching.changed.connect(self._on_answer)
        view.selection_changed.connect(self._tell)
        self.hide()

    @property
    def active(self) -> tuple[str, int, int]:
        """The hit that is selected in the article, as block, start and end; an empty block for none."""
        selection = self._view.selection()
        if selection is None or selection[0] != selection[2] or not self.isVisible():
            return "", 0, 0
        return selection[0], selection[1], selection[3]

    def ranges(self) -> dict[str, list[tuple[int, int]]]:
        """Return what is to be lit, by block; nothing while the bar is hidden."""
        if self.isHidden():
            return {}
        return {
            passage.block: [(hit.start, hit.end) for hit in passage.hits]
            for passage in self.searching.found.passages
        }

    def open(self, *, replacing: bool) -> None:
        """Show the bar, with what is selected in the article if that is a few words."""
        words = self._view.selected_text()
        self.fields.show_new(replacing)
        for button in (self._replace, self._replace_all):
            button.setVisible(replacing)
        self.show()
        self.fields.take(words if "\n" not in words and len(words) <= _SHORT else "")
        self._on_edited()
        to_new = replacing and bool(words) and bool(self.fields.words.text())
        (self.fields.new if to_new else self.fields.words).setFocus()

    def leave(self) -> None:
        """Hide the bar and go back to the text."""
        self.hide()
        self.searching.set_query(None)
        self.lit.emit()
        self.closed.emit()

    def step(self, *, forward: bool) -> None:
        """Go to the next hit from the caret, or the one before it, around the ends of the article."""
        if not self.searching.is_current:
            self._wanted = 1 if forward else -1
            self.searching.start()
            return
        self._wanted = 0
        selection = self._view.selection()
        if not self._hits or selection is None:
            return
        ranks = self._ranks()
        begin = (ranks.get(selection[0], 0), selection[1])
        at_hit = self.active[0] and self._number(self.active) is not None
        starts = [(rank_of, hit.start) for rank_of, hit in self._ordered(ranks)]
        index = bisect_left(starts, begin)
        if forward:
            index += 1 if at_hit else 0
        else:
            index -= 1
        passage, hit = self._hits[index % len(self._hits)]
        block = self.searching.found.passages[passage].block
        self._workspace.go_to(Place(block, hit.start, hit.end))
        self._tell()

    def replace(self) -> None:
        """Replace the hit that is selected and go to the next; with none selected, only go."""
        number = self._number(self.active) if self.searching.is_current else None
        if number is None:
            self.step(forward=True)
            return
        passage, hit = self._hits[number]
        self.searching.replace(
            (only(self.searching.found.passages[passage], (hit,)),), self.fields.new.text()
        )
        self._wanted = 1

    def replace_all(self) -> None:
        """Replace every hit of the article as one step."""
        if self.searching.is_current:
            self.searching.replace(self.searching.found.passages, self.fields.new.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave on Escape."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.leave()
            return True
        return super().eventFilter(watched, event)

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        return button

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 5, 8, 5)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.fields, 0, 0, 2, 1)
        for column, widget in enumerate((self._count, self._previous, self._next, self._close), start=1):
            grid.addWidget(widget, 0, column)
        grid.addWidget(self._replace, 1, 1)
        grid.addWidget(self._replace_all, 1, 2, 1, 3)
        grid.setColumnStretch(0, 1)

    def _on_edited(self) -> None:
        self._wanted = 0
        if self.isVisible():
            self.searching.set_query(self.fields.query())

    def _on_answer(self) -> None:
        self._hits = [
            (number, hit)
            for number, passage in enumerate(self.searching.found.passages)
            for hit in passage.hits
        ]
        editable = self._workspace.can_edit and bool(self._hits)
        self._replace.setEnabled(editable)
        self._replace_all.setEnabled(editable)
        self._tell()
        if self._wanted and self.searching.is_current:
            self.step(forward=self._wanted > 0)

    def _tell(self) -> None:
        """Say how many hits there are and which one is selected."""
        searching = self.searching
        faulty = searching.error is not None
        number = self._number(self.active)
        if searching.error is not None:
            said = errors.sentence(searching.error.code, searching.error.values)
        elif searching.query is None or (not self._hits and not searching.is_current):
            said = ""
        elif not self._hits:
            said, faulty = self.tr("nothing found"), True
        else:
            total = f"{len(self._hits)}{'+' if searching.found.more else ''}"
            said = f"{number + 1} / {total}" if number is not None else total
        self._count.setText(said)
        self._count.setToolTip(said)
        name = "warning" if faulty else ""
        if self._count.objectName() != name:
            self._count.setObjectName(name)
            self._count.style().polish(self._count)
        self.lit.emit()

    def _number(self, place: tuple[str, int, int]) -> int | None:
        """Return which hit stands at a place, or None."""
        passages = self.searching.found.passages
        for number, (passage, hit) in enumerate(self._hits):
            if (hit.start, hit.end) == place[1:] and passages[passage].block == place[0]:
                return number
        return None

    def _ranks(self) -> dict[str, int]:
        issue, article_id = self._workspace.issue, self._workspace.article_id
        blocks = issue.articles[article_id].blocks if issue and article_id in issue.articles else ()
        return {block_id: rank for rank, block_id in enumerate(blocks)}

    def _ordered(self, ranks: dict[str, int]) -> list[tuple[int, Hit]]:
        passages = self.searching.found.passages
        return [(ranks.get(passages[number].block, 0), hit) for number, hit in self._hits]
