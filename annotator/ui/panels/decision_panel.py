"""Decisions 待定: what reconstruction chose, the least certain first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from annotator.model.decision import Decision, waiting
from annotator.model.issue import Issue
from annotator.services.project.changes import ChangeEvent
from annotator.ui.controllers.arrange.arranging import Arranging
from annotator.ui.editor.keys import decision_name, is_held
from annotator.ui.panels.choice_list import ChoiceList
from annotator.ui.panels.parts import EmptyNote, faded, named
from annotator.ui.words.sentences import decision_kind, reason_sentence
from annotator.ui.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole
_MOMENT = 2500  # milliseconds for which it is said that a key took nothing
_LONGEST = 24  # characters of a block's text in a row


class DecisionPanel(QWidget):
    """Lists the open decisions, and below them what can be chosen for the present one."""

    def __init__(self, workspace: Workspace, arranging: Arranging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._arranging = arranging
        self._list = QTreeWidget()
        self._list.setColumnCount(3)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setAccessibleName(self.tr("Open decisions"))
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._list.installEventFilter(self)
        self._note = EmptyNote(self._list, self.tr("Nothing is waiting for a decision."))
        self._reason = faded()
        self._reason.setWordWrap(True)
        self._reason.setContentsMargins(10, 6, 10, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._list, 1)
        column.addWidget(self._reason)
        self._choices = ChoiceList(arranging)
        column.addWidget(self._choices)
        self.setFocusProxy(self._list)
        self._soon = QTimer(self, singleShot=True, interval=30)
        self._soon.timeout.connect(self.refresh)
        self._calm = QTimer(self, singleShot=True, interval=_MOMENT)
        self._calm.timeout.connect(self._tell_reason)
        self._list.currentItemChanged.connect(self._on_chosen)
        workspace.issue_changed.connect(self.refresh)
        workspace.changed.connect(self._on_change)
        arranging.decision_changed.connect(self._follow)
        arranging.not_taken.connect(self._say_not_taken)

    def refresh(self) -> None:
        """List the open decisions as they are now."""
        issue = self._workspace.issue
        listed = waiting(issue.decisions.values()) if issue else []
        self._list.blockSignals(True)
        self._list.clear()
        if issue is not None:
            self._list.addTopLevelItems([_row(issue, decision) for decision in listed])
        self._list.blockSignals(False)
        self._note.show_if(not listed)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Decide with the keys of the mode, whatever the mode is."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            name = decision_name(event)
            if name and name not in ("Tab", "Shift+Tab"):  # these go from widget to widget here
                if not is_held(event, name):
                    self._arranging.decide(name)
                return True
        return super().eventFilter(watched, event)

    def _on_chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self._arranging.show(item.data(0, _ID))

    def _follow(self) -> None:
        decision = self._arranging.decision
        self._tell_reason()
        self._list.blockSignals(True)
        for row in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(row)
            if item is not None and decision is not None and item.data(0, _ID) == decision.id:
                self._list.setCurrentItem(item)
        self._list.blockSignals(False)

    def _tell_reason(self) -> None:
        decision = self._arranging.decision
        self._calm.stop()
        named(self._reason, "faded")
        self._reason.setText(reason_sentence(decision.reason, decision.values) if decision else "")

    def _say_not_taken(self, number: int) -> None:
        """Say for a moment why a key did nothing."""
        self._reason.setText(self.tr("There is no choice {number}.").format(number=number))
        named(self._reason, "warning")
        self._calm.start()

    def _on_change(self, event: ChangeEvent) -> None:
        if event.patch.decisions or event.patch.blocks:
            self._soon.start()


def _row(issue: Issue, decision: Decision) -> QTreeWidgetItem:
    block = next((issue.blocks[block] for block in decision.blocks if block in issue.blocks), None)
    text = block.text if block else ""
    item = QTreeWidgetItem(
        [
            decision_kind(decision.kind, decision.reason),
            text[:_LONGEST] + ("…" if len(text) > _LONGEST else ""),
            f"{round(decision.confidence * 100)} %",
        ]
    )
    item.setData(0, _ID, decision.id)
    item.setToolTip(1, reason_sentence(decision.reason, decision.values))
    item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item
