"""The history 历史: what was done last, in words; a click goes to the place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from annotator.model.journal import Entry
from annotator.model.labels import LabelScheme
from annotator.ui.panels.parts import EmptyNote
from annotator.ui.places import place_of
from annotator.ui.words.history import operation_words
from annotator.ui.workspace import Workspace

_NUMBER = Qt.ItemDataRole.UserRole
_MOST = 200


class HistoryPanel(QWidget):
    """Lists the last steps of the journal, the newest first; what the program added by itself is left out."""

    def __init__(
        self, workspace: Workspace, scheme: Callable[[], LabelScheme], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._scheme = scheme
        self._entries: list[Entry] = []
        self._most = _MOST
        self._list = QTreeWidget()
        self._list.setColumnCount(3)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setAccessibleName(self.tr("History"))
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._note = EmptyNote(self._list, self.tr("Nothing was changed yet."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)
        self.setFocusProxy(self._list)
        self._soon = QTimer(self, singleShot=True, interval=30)
        self._soon.timeout.connect(self.refresh)
        self._list.itemClicked.connect(self._go)
        self._list.itemActivated.connect(self._go)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._back = QAction(self.tr("Take back everything after this"), self._list)
        self._back.triggered.connect(self._take_back)
        self._list.addAction(self._back)
        self._list.currentItemChanged.connect(self._check)
        workspace.session_changed.connect(self._restart)
        workspace.changed.connect(self._on_change)

    def refresh(self) -> None:
        """List the last steps as they are now; only while the panel can be seen."""
        session = self._workspace.session
        if not self.isVisible():
            return
        recent = session.recent(self._most) if session else ()
        self._entries = list(recent)
        scheme = self._scheme() if session else None
        self._list.clear()
        today = datetime.now().astimezone().date().isoformat()
        for number, entry in enumerate(self._entries):
            words = operation_words(entry.operation, scheme) if scheme else ""
            date, _, time = entry.when.partition("T")
            item = QTreeWidgetItem([words, entry.who, _when(date, time, today)])
            item.setData(0, _NUMBER, number)
            item.setToolTip(0, words)
            item.setToolTip(2, f"{date} {time[:8]}")
            self._list.addTopLevelItem(item)
        if len(recent) == self._most:
            self._list.addTopLevelItem(QTreeWidgetItem([self.tr("Show earlier steps…")]))
        self._note.show_if(not self._entries)

    def _restart(self) -> None:
        self._most = _MOST
        self.refresh()

    def _check(self) -> None:
        item, session = self._list.currentItem(), self._workspace.session
        number = item.data(0, _NUMBER) if item is not None else None
        self._back.setEnabled(bool(number) and session is not None and not session.read_only)

    def _take_back(self) -> None:
        """Take back what was done after the chosen step; each step can be done again."""
        item = self._list.currentItem()
        number = item.data(0, _NUMBER) if item is not None else None
        if number:
            self._workspace.undo_since(self._entries[number].step.seq)

    def _on_change(self) -> None:
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up when the panel comes to the front."""
        super().showEvent(event)
        self.refresh()

    def _go(self, item: QTreeWidgetItem) -> None:
        if item.data(0, _NUMBER) is None:
            self._most *= 4
            self.refresh()
            return
        entry = self._entries[item.data(0, _NUMBER)]
        self._workspace.show_issue(entry.step.issue)
        issue = self._workspace.issue
        place = place_of(issue, entry.operation) if issue else None
        if place is not None:
            self._workspace.go_to(place)


def _when(date: str, time: str, today: str) -> str:
    """Return a time as short as it can be told: the hour today, with the day before that, with the year before this."""
    if date == today:
        return time[:5]
    return f"{date[5:] if date[:4] == today[:4] else date} {time[:5]}"
