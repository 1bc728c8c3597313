"""The list of doubts 疑错, grouped into series, each hit with its context."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTreeView, QVBoxLayout, QWidget

from annotator.services.doubts.review import Doubt, Series
from annotator.services.doubts.stream import Scope, series_key
from annotator.services.project.changes import ChangeEvent
from annotator.ui.controllers.proofread.doubt_list import DoubtList
from annotator.ui.controllers.proofread.project_doubts import ProjectDoubts
from annotator.ui.controllers.proofread.proofreading import Proofreading
from annotator.ui.editor.keys import decision_name, is_held
from annotator.ui.look.theme import Theme
from annotator.ui.panels.doubt_chooser import DoubtChooser
from annotator.ui.panels.doubt_rows import DoubtRows
from annotator.ui.panels.flag_model import FlagModel
from annotator.ui.panels.parts import EmptyNote, faded
from annotator.ui.workspace import Workspace

_MOST, _BEFORE = 300, 50  # series listed at most, and before the one being decided
_DELAY = 100  # milliseconds; the list follows the text, never the other way round


class FlagPanel(QWidget):
    """Lists the open flags; the same keys decide here as in the text.

    Attributes:
        chooser: says which doubts are listed, and in which order.

    Signals:
        finished: the person has done with the list, and would go on in the text.
    """

    finished = Signal()

    def __init__(
        self,
        workspace: Workspace,
        proofreading: Proofreading,
        found: DoubtList,
        elsewhere: ProjectDoubts,
        theme: Callable[[], Theme],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._proofreading = proofreading
        self._found = found
        self._opened: set[tuple[str, str]] = set()
        self._sought: Doubt | None = None
        self._held = ""
        self._model = FlagModel(self)
        self._view = QTreeView()
        self._view.setModel(self._model)
        self._view.setHeaderHidden(True)
        self._view.setIndentation(16)
        self._view.setUniformRowHeights(True)
        self._view.setItemDelegate(DoubtRows(theme, self._view))
        self._view.setAccessibleName(self.tr("List of doubts"))
        self._view.installEventFilter(self)
        self._more = faded()
        self._more.setContentsMargins(10, 3, 10, 0)
        self._note = EmptyNote(self._view, self._nothing_words())
        self._repair = QPushButton(self.tr("Repair ticked"))
        self._repair.setToolTip(self.tr("Put the first candidate in place of every ticked hit, as one step"))
        self._keep = QPushButton(self.tr("Keep ticked"))
        self._repair.setEnabled(False)
        self._keep.setEnabled(False)
        self.chooser = DoubtChooser(workspace, found)
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=_DELAY)
        self._soon.timeout.connect(self.refresh)
        # The text comes first: the row is chosen when that has been painted.
        self._follow_soon = QTimer(self, singleShot=True, interval=0)
        self._follow_soon.timeout.connect(self._follow)
        self._connect(elsewhere)

    def refresh(self) -> None:
        """List the series as they are now; what is open, ticked and chosen stays so."""
        self._held = self._found.held
        every = self._found.series()
        series = self._near(every)
        self._more.setText(self.tr("{count} more series").format(count=len(every) - len(series)))
        self._more.setVisible(len(series) < len(every))
        self._model.session = self._workspace.session
        opened = set(self._opened)
        self._view.selectionModel().blockSignals(True)
        self._model.set_series(self._workspace.issue, series)
        for key in opened:
            row = self._model.row_of(key)
            if row.isValid() and not self._view.isExpanded(row):
                self._view.setExpanded(row, True)
        self._view.selectionModel().blockSignals(False)
        self._opened = opened
        self._note.setText(self._nothing_words())
        self._note.show_if(not series)
        for button in (self._repair, self._keep):
            button.setEnabled(bool(series) and self._workspace.can_edit)
        self._follow()

    def _nothing_words(self) -> str:
        if self._workspace.issue is None or self._workspace.is_checked:
            return self.tr("No open doubts at this sensitivity.")
        return self.tr("No doubts found yet; the issue is still being looked through.")

    def _near(self, every: list[Series]) -> list[Series]:
        """Return the series to list: of very many, those around the one being decided.

        Qt lays out all rows of a list when one goes, which takes its time from the next keys.
        """
        if len(every) <= _MOST:
            return every
        doubt = self._proofreading.doubt
        key = series_key(doubt) if doubt else ("", "")
        at = next((at for at, entry in enumerate(every) if (entry.wrong, entry.right) == key), 0)
        begin = max(at - _BEFORE, 0) // _BEFORE * _BEFORE
        return every[begin : begin + _MOST]

    def list_series(self) -> None:
        """Show all hits of the series being decided, ready for the keys."""
        self.refresh()
        doubt = self._proofreading.doubt
        index = self._model.index_of(doubt) if doubt else QModelIndex()
        top = index.parent() if index.parent().isValid() else index
        if not top.isValid():
            return
        self._view.setExpanded(top, True)
        self._view.selectionModel().blockSignals(True)
        self._view.setCurrentIndex(top)
        self._view.selectionModel().blockSignals(False)
        self._view.scrollTo(top, QTreeView.ScrollHint.PositionAtTop)
        self._view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Decide with the keys of proofreading."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            name = decision_name(event)
            if name not in ("", "Tab", "Shift+Tab") and is_held(event, name):
                return True
            if self._decide(event):
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(8, 5, 8, 6)
        buttons.setSpacing(6)
        buttons.addWidget(self._repair)
        buttons.addWidget(self._keep)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chooser)
        column.addWidget(self._view, 1)
        column.addWidget(self._more)
        column.addLayout(buttons)
        self.setFocusProxy(self._view)

    def _connect(self, elsewhere: ProjectDoubts) -> None:
        workspace = self._workspace
        workspace.issue_changed.connect(self.refresh)
        workspace.changed.connect(self._on_change)
        for news in (workspace.choice_changed, workspace.checked):
            news.connect(self._soon.start)
        workspace.article_changed.connect(self._on_article)
        elsewhere.changed.connect(self._soon.start)
        elsewhere.changed.connect(self.chooser.count_soon)
        self._proofreading.doubt_changed.connect(self._follow_soon.start)
        self._proofreading.listed_changed.connect(self.chooser.count_soon)
        self._view.selectionModel().currentChanged.connect(self._on_chosen)
        self._view.clicked.connect(self._on_clicked)
        self._view.expanded.connect(lambda index: self._opened.add(self._key(index)))
        self._view.collapsed.connect(lambda index: self._opened.discard(self._key(index)))
        self._repair.clicked.connect(self._repair_ticked)
        self._keep.clicked.connect(self._keep_ticked)

    def _on_change(self, event: ChangeEvent) -> None:
        if event.patch.flags or event.patch.blocks or event.patch.articles or event.patch.order:
            self._soon.start()

    def _on_article(self) -> None:
        if self._workspace.choice.scope is Scope.ARTICLE:
            self._soon.start()

    def _key(self, index: QModelIndex) -> tuple[str, str]:
        series = self._model.series_at(index)
        return (series.wrong, series.right) if series else ("", "")

    def _follow(self) -> None:
        """Choose the row of the doubt being decided."""
        doubt = self._proofreading.doubt
        index = self._model.index_of(doubt) if doubt else QModelIndex()
        if doubt is not None and not index.isValid():
            self._look_for(doubt)
        if self._held != self._found.held:
            self._soon.start()
        if not index.isValid() and not self._view.hasFocus():
            # Another row than that of the doubt must not look as if it were being decided.
            self._view.clearSelection()
            self._view.selectionModel().clearCurrentIndex()
        chosen = self._view.currentIndex()
        if not index.isValid() or (chosen.isValid() and doubt in self._model.doubts_at(chosen)):
            return  # the row of the whole series stays chosen while its hits are looked at
        if index.parent().isValid() and not self._view.isExpanded(index.parent()):
            index = index.parent()
        self._view.selectionModel().blockSignals(True)
        self._view.setCurrentIndex(index)
        self._view.selectionModel().blockSignals(False)
        for changed in (chosen, index):
            self._view.update(changed)  # the rest of the list looks as before
        self._view.scrollTo(index)

    def _look_for(self, doubt: Doubt) -> None:
        """List the series around a doubt that is not listed now, if there is such a series at all."""
        if doubt != self._sought:
            self._sought = doubt
            self._soon.start()

    def _on_chosen(self, index: QModelIndex) -> None:
        """Go to a hit; one in another issue is gone to by a click or a deciding key only: reading takes a while."""
        members = self._model.doubts_at(index)
        if members and members[0].issue == self._workspace.issue_id:
            self._proofreading.decide(members[0].block, members[0].flag.id)

    def _on_clicked(self, index: QModelIndex) -> None:
        members = self._model.doubts_at(index)
        if len(members) == 1 or (members and members[0].issue == self._workspace.issue_id):
            self._go_to(members[0])

    def _go_to(self, doubt: Doubt) -> None:
        self._workspace.show_issue(doubt.issue)
        self._proofreading.decide(doubt.block, doubt.flag.id)

    def _decide(self, event: QKeyEvent) -> bool:
        index = self._view.currentIndex()
        series, members = self._model.series_at(index), self._model.doubts_at(index)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        key = event.key()
        if key == Qt.Key.Key_Backspace and plain:
            self._proofreading.take_back()
            return True
        if key == Qt.Key.Key_Escape and plain:
            self.finished.emit()
            return True
        if series is None or not members:
            return False
        in_series = len(series.members) > 1
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if in_series and (len(members) > 1 or self._view.isExpanded(index.parent())):
                self._repair_ticked()
                self.finished.emit()
            else:
                self._take(members[0], 1)
        elif key == Qt.Key.Key_Space and plain:
            if in_series:
                self._model.toggle(index)
            else:
                self._go_to(members[0])
                self._proofreading.keep()
        elif key == Qt.Key.Key_Space and shifted:
            self._go_to(members[0])
            self._proofreading.keep_alike()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and plain:
            self._take(members[0], key - Qt.Key.Key_0)
        else:
            return False
        return True

    def _take(self, doubt: Doubt, number: int) -> None:
        self._go_to(doubt)
        self._proofreading.accept(number)

    def _repair_ticked(self) -> None:
        series = self._model.series_at(self._view.currentIndex())
        if series is not None:
            self._proofreading.repair_series(self._model.ticked(series))

    def _keep_ticked(self) -> None:
        series = self._model.series_at(self._view.currentIndex())
        if series is not None:
            self._proofreading.keep_all(self._model.ticked(series))
