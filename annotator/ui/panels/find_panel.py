"""Finding and replacing 查找 over an article, an issue or the project: every hit with its context, ticked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.services.editing.finding import Passage, Source
from annotator.text.filling import filled
from annotator.text.searching import Hit
from annotator.ui.controllers.find.searching import Reach, Searching
from annotator.ui.look.theme import Theme
from annotator.ui.panels.hit_model import HitModel
from annotator.ui.panels.hit_rows import HitLine
from annotator.ui.panels.parts import EmptyNote
from annotator.ui.panels.query_fields import QueryFields
from annotator.ui.words import errors
from annotator.ui.words.sentences import source_words
from annotator.ui.workspace import Workspace

_MANY = 1000  # hits from which all are replaced only after asking
_OPENED = 300  # hits up to which all groups are shown opened


class FindPanel(QWidget):
    """Lists hits as one types; Enter goes to one, Space unticks it.

    Signals:
        chosen: a passage and a hit of it to be shown, and whether the person wants to work there.
        decided: Enter was pressed in the list while its hits are reviewed.
        left: Escape was pressed in the list.
        counted: other hits are listed or ticked.
    """

    chosen = Signal(object, object, bool)
    decided = Signal()
    left = Signal()
    counted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        searching: Searching,
        theme: Callable[[], Theme],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._reviewing = False
        self._unwanted: Callable[[tuple[Passage, ...]], set[tuple[str, int, int]]] | None = None
        self.searching = searching
        self.fields = QueryFields(narrow=True)
        self.reach = QComboBox()
        for reach, words in (
            (Reach.ARTICLE, self.tr("This article")),
            (Reach.ISSUE, self.tr("This issue")),
            (Reach.PROJECT, self.tr("Whole project")),
        ):
            self.reach.addItem(words, reach)
        self.reach.setCurrentIndex(list(Reach).index(searching.reach))
        self.reach.setAccessibleName(self.tr("How far to search"))
        self._sources = QToolButton()
        where = self.tr("In")
        self._sources.setText(f"{where} ▾")  # Qt's own arrow would stand on the word
        self._sources.setObjectName("menuButton")
        self._sources.setToolTip(self.tr("What is searched"))
        self._sources.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._model = HitModel(self)
        self.view = QTreeView()
        self.view.setModel(self._model)
        self.view.setHeaderHidden(True)
        self.view.setIndentation(14)
        self.view.setUniformRowHeights(True)
        self.view.setItemDelegate(HitLine(theme, self.view))
        self.view.setAccessibleName(self.tr("List of hits"))
        self._note = EmptyNote(self.view, "")
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._stop = QPushButton(self.tr("Stop"))
        self._replace = QPushButton(self.tr("Replace ticked"))
        self._replace.setToolTip(self.tr("Put the new text in place of every ticked hit, as one step"))
        self._make_sources()
        self._lay_out()
        self._connect()
        self._on_answer()

    def open(self, words: str) -> None:
        """Make ready for typing, with words to look for if there are any."""
        self.fields.take(words)
        self.fields.words.setFocus()

    def review(
        self, words: str, unwanted: Callable[[tuple[Passage, ...]], set[tuple[str, int, int]]]
    ) -> None:
        """List every place of a text to be looked through: Space unticks, Enter decides over those ticked.

        Args:
            words: the text, found only as it stands.
            unwanted: gives those of the hits, as block, start and end, that are not to be ticked at first.
        """
        self._reviewing = True
        self._unwanted = unwanted
        self.fields.take_exactly(words)
        self._model.tick_all()
        self.searching.set_query(self.fields.query(self.sources))
        self._reviewing = True
        if self.searching.has_answer:
            self._on_answer()
        self.view.setFocus()

    def ticked(self) -> tuple[Passage, ...]:
        """Return the passages with their ticked hits; nothing while an answer is being looked for."""
        return tuple(self._model.ticked()) if self.searching.is_current else ()

    def add_row(self, row: QWidget) -> None:
        """Put a row of buttons below the list."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.count() - 1, row)

    @property
    def sources(self) -> frozenset[Source]:
        """What is searched."""
        return frozenset(
            Source(action.data()) for action in self._sources.menu().actions() if action.isChecked()
        )

    def ranges(self) -> dict[str, list[tuple[int, int]]]:
        """Return what is to be lit in the shown issue's articles, by block."""
        return {
            passage.block: [(hit.start, hit.end) for hit in passage.hits]
            for passage in self.searching.found.passages
            if passage.issue == self._workspace.issue_id and passage.block
        }

    def raw_ranges(self, page_id: str) -> list[tuple[int, int]]:
        """Return what is to be lit of a raw page of the shown issue."""
        return [
            (hit.start, hit.end)
            for passage in self.searching.found.passages
            if passage.issue == self._workspace.issue_id
            and passage.source is Source.RAW
            and passage.container == page_id
            for hit in passage.hits
        ]

    def replace_ticked(self) -> None:
        """Replace every ticked hit as one step; ask first where they are very many."""
        if not self.searching.is_current:
            return
        ticked = tuple(self._model.ticked())
        count = sum(len(passage.hits) for passage in ticked)
        if count < _MANY:
            self._replace_these(ticked)
            return
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("Replace ticked"),
            filled(
                self.tr("Replace {count} {count:hit|hits} with “{text}”?"),
                count=count,
                text=self.fields.new.text(),
            ),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            self,
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.accepted.connect(lambda: self._replace_these(ticked))
        box.open()

    def step(self, *, forward: bool) -> None:
        """Go to the hit after the chosen one, or the one before it, around the ends of the list."""
        index = self.view.currentIndex()
        wanted = self._beside(index, forward=forward) if index.isValid() else QModelIndex()
        if not wanted.isValid() and self._model.rowCount():
            group = self._model.index(0 if forward else self._model.rowCount() - 1, 0)
            wanted = self._model.index(0 if forward else self._model.rowCount(group) - 1, 0, group)
        if wanted.isValid():
            self.view.setCurrentIndex(wanted)
            self._go(wanted, stay=True)

    def _beside(self, index: QModelIndex, *, forward: bool) -> QModelIndex:
        """Return the hit next to a row; an invalid index behind the last and before the first."""
        model, group, row = self._model, index.parent(), index.row() + (1 if forward else -1)
        if not group.isValid():
            group, row = index, 0 if forward else -1
        if 0 <= row < model.rowCount(group):
            return model.index(row, 0, group)
        beside = model.index(group.row() + (1 if forward else -1), 0)
        return (
            model.index(0 if forward else model.rowCount(beside) - 1, 0, beside)
            if beside.isValid()
            else beside
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up when the panel comes to the front."""
        super().showEvent(event)
        self.searching.set_watched(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the text change without looking again."""
        super().hideEvent(event)
        self.searching.set_watched(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Decide with the keys of the other lists."""
        if watched is self.view and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            index = self.view.currentIndex()
            if event.key() == Qt.Key.Key_Space:
                self._model.toggle(index)
                self._count()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._reviewing:
                    self.decided.emit()
                else:
                    self._go(index, stay=False)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    # Making.

    def _make_sources(self) -> None:
        menu = QMenu(self._sources)
        for source in Source:
            action = menu.addAction(source_words(source))
            action.setData(source)
            action.setCheckable(True)
            action.setChecked(source is Source.ARTICLE)
            action.toggled.connect(self._on_edited)
        self._sources.setMenu(menu)

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.addWidget(self.reach, 1)
        where.addWidget(self._sources)
        top = QVBoxLayout()
        top.setContentsMargins(8, 8, 8, 6)
        top.setSpacing(5)
        top.addWidget(self.fields)
        top.addLayout(where)
        top.addWidget(self._said)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(8, 5, 8, 6)
        buttons.addWidget(self._replace)
        buttons.addWidget(self._stop)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addLayout(buttons)
        self.setFocusProxy(self.fields)

    def _connect(self) -> None:
        self.view.installEventFilter(self)
        self.fields.edited.connect(self._on_edited)
        self.fields.confirmed.connect(lambda back: self.step(forward=not back))
        self.fields.descended.connect(self._descend)
        self.fields.replace_confirmed.connect(self.replace_ticked)
        self.reach.activated.connect(self._on_reach)
        self.view.clicked.connect(lambda index: self._go(index, stay=True))
        self.view.doubleClicked.connect(lambda index: self._go(index, stay=False))
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self._model.dataChanged.connect(self._count)
        self._replace.clicked.connect(self.replace_ticked)
        self._stop.clicked.connect(self.searching.cancel)
        self.searching.changed.connect(self._on_answer)

    # What happens.

    def _on_edited(self) -> None:
        self._reviewing = False
        self._unwanted = None
        self._model.tick_all()
        self.searching.set_query(self.fields.query(self.sources))

    def _on_reach(self) -> None:
        self.searching.set_reach(Reach(self.reach.currentData()))

    def _on_answer(self) -> None:
        found = self.searching.found
        if self.searching.has_answer or not found.passages:
            several = self.searching.reach is Reach.PROJECT and self._workspace.session is not None
            session = self._workspace.session
            names = {info.id: info.name for info in session.issues} if session and several else {}
            self._model.set_passages(found.passages, names if len(names) > 1 else {})
            if found.count <= _OPENED:
                self.view.expandAll()
            if self._unwanted is not None and self.searching.is_current:
                self._model.untick(self._unwanted(found.passages))
                self._unwanted = None
            if self._reviewing and not self.view.currentIndex().isValid() and self._model.rowCount():
                self.view.setCurrentIndex(self._model.index(0, 0))
        self._count()

    def _count(self) -> None:
        searching = self.searching
        number, ticked, groups = self._model.counts()
        query = searching.query
        error = searching.error
        if error is not None:
            said = errors.sentence(error.code, error.values)
        elif query is None:
            said = ""
        elif searching.is_busy and not number:
            said = self.tr("Searching…")
        elif not number:
            said = self.tr("Nothing found.")
        else:
            more = "+" if searching.found.more else ""
            said = self.tr("Hits {count} · Places {groups} · Ticked {ticked}").format(
                count=f"{number}{more}", groups=groups, ticked=ticked
            )
        self._said.setText(said)
        self._said.setVisible(bool(said))
        name = "warning" if error is not None else "faded"
        if self._said.objectName() != name:
            self._said.setObjectName(name)
            self._said.style().polish(self._said)
        self._stop.setVisible(searching.is_busy)
        self._replace.setEnabled(bool(ticked) and self._workspace.can_edit and searching.is_current)
        self.counted.emit()
        self._note.setText(self.tr("Hits are listed here as you type."))
        self._note.show_if(query is None)

    def _descend(self) -> None:
        if self._model.rowCount():
            first = self._model.index(0, 0)
            below = self._model.index(0, 0, first)
            self.view.setFocus()
            self.view.setCurrentIndex(below if self.view.isExpanded(first) else first)

    def _on_current(self, index: QModelIndex) -> None:
        """Follow the arrow keys, as far as no other issue has to be read for it."""
        entry = self._model.hit_at(index)
        if entry is not None and self.view.hasFocus() and entry[0].issue == self._workspace.issue_id:
            self._go(index, stay=True)

    def _go(self, index: QModelIndex, *, stay: bool) -> None:
        entry: tuple[Passage, Hit] | None = self._model.hit_at(index)
        if entry is not None:
            self.chosen.emit(entry[0], entry[1], not stay)

    def _replace_these(self, passages: tuple[Passage, ...]) -> None:
        self.searching.replace(passages, self.fields.new.text())
