"""The relations of the issue as a list: going to their ends, changing and removing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from operator import is_

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from annotator.model.labels import LabelScheme, Relation
from annotator.model.operations import ChangeRelation, RemoveRelations
from annotator.model.provenance import Place
from annotator.services.labels.relating import ListedRelation, listed_relations, reverse, types_between
from annotator.services.project.changes import ChangeEvent
from annotator.ui.look.chips import chip
from annotator.ui.panels.parts import EmptyNote
from annotator.ui.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole
_KIND, _ENDS, _NOTE = range(3)


class RelationList(QWidget):
    """Lists relations. A click goes to where one comes from, Enter to where it goes; Delete removes it."""

    def __init__(
        self,
        workspace: Workspace,
        scheme: Callable[[], LabelScheme],
        known: Callable[[], LabelScheme],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._scheme = scheme
        self._known = known
        self._ends: dict[str, tuple[Place | None, Place | None]] = {}
        self._listed: tuple[object, ...] = (None,)
        self._list = QTreeWidget()
        self._list.setAccessibleName(self.tr("Relations"))
        self._list.setColumnCount(3)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_ENDS, QHeaderView.ResizeMode.Stretch)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.customContextMenuRequested.connect(self._show_menu)
        self._list.itemClicked.connect(lambda item: self._go(item, 0))
        self._list.itemActivated.connect(lambda item: self._go(item, 1))
        self._list.itemChanged.connect(self._on_note)
        self._list.installEventFilter(self)
        self._none = EmptyNote(self._list, self.tr("No relations yet.\nPress Ctrl+L on a label."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)
        self.setFocusProxy(self._list)
        self._soon = QTimer(self, singleShot=True, interval=30)
        self._soon.timeout.connect(self.refresh)
        workspace.session_changed.connect(self._soon.start)
        workspace.issue_changed.connect(self._soon.start)
        workspace.changed.connect(self._on_change)

    def refresh(self) -> None:
        """List the relations as they are now; only while the list can be seen."""
        if not self.isVisible():
            return
        issue = self._workspace.issue
        present = (issue.relations, issue.pieces, issue.blocks, self._known()) if issue else ()
        if len(present) == len(self._listed) and all(map(is_, present, self._listed)):
            return
        self._listed = present
        listed = listed_relations(issue) if issue else []
        self._ends = {entry.relation.id: (entry.source, entry.target) for entry in listed}
        current = self._list.currentItem()
        chosen = current.data(0, _ID) if current is not None else None
        self._list.blockSignals(True)
        self._list.clear()
        for entry in listed:
            item = self._row(entry)
            self._list.addTopLevelItem(item)
            if entry.relation.id == chosen:
                self._list.setCurrentItem(item)
        self._list.blockSignals(False)
        self._none.show_if(not listed)

    def menu(self, relation: Relation) -> QMenu:
        """Return what can be done to a relation."""
        menu, issue, perform = QMenu(self._list), self._workspace.issue, self._workspace.perform
        if issue is not None and self._workspace.can_edit:
            kinds = menu.addMenu(self.tr("Change to"))
            for kind in types_between(issue, self._scheme(), relation.source, relation.target):
                action = kinds.addAction(chip(kind.color), kind.name)
                changed = ChangeRelation(replace(relation, type=kind.id))
                action.triggered.connect(lambda _checked=False, operation=changed: perform(operation))
            menu.addAction(self.tr("Turn round"), lambda: perform(reverse(relation)))
            menu.addAction(self.tr("Note…"), partial(self._edit_note, relation.id))
            menu.addAction(self.tr("Remove"), lambda: perform(RemoveRelations((relation.id,))))
        return menu

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up when the list comes to the front."""
        super().showEvent(event)
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete removes the chosen relation, F2 lets its note be written."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            relation = self._relation(self._list.currentItem())
            if relation is not None and event.key() == Qt.Key.Key_Delete:
                self._workspace.perform(RemoveRelations((relation.id,)))
                return True
            if relation is not None and event.key() == Qt.Key.Key_F2:
                self._edit_note(relation.id)
                return True
        return super().eventFilter(watched, event)

    def _row(self, entry: ListedRelation) -> QTreeWidgetItem:
        kind = self._known().relation(entry.relation.type)
        lost = self.tr("⚠ its text was deleted")
        arrow = "→" if kind is None or kind.directed else "↔"
        item = QTreeWidgetItem(
            [
                kind.name if kind else entry.relation.type,
                f"{entry.source_text or lost} {arrow} {entry.target_text or lost}",
                entry.relation.note,
            ]
        )
        item.setIcon(_KIND, chip(kind.color if kind else "#888888"))
        item.setData(0, _ID, entry.relation.id)
        item.setToolTip(_ENDS, item.text(_ENDS))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        return item

    def _relation(self, item: QTreeWidgetItem | None) -> Relation | None:
        issue = self._workspace.issue
        return issue.relations.get(item.data(0, _ID)) if issue is not None and item is not None else None

    def _go(self, item: QTreeWidgetItem, end: int) -> None:
        place = self._ends.get(item.data(0, _ID), (None, None))[end]
        if place is not None:
            self._workspace.go_to(place)

    def _edit_note(self, relation_id: str) -> None:
        for row in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(row)
            if item is not None and item.data(0, _ID) == relation_id and self._workspace.can_edit:
                self._list.editItem(item, _NOTE)

    def _on_note(self, item: QTreeWidgetItem) -> None:
        relation = self._relation(item)
        note = item.text(_NOTE).strip()
        if relation is not None and note != relation.note:
            self._workspace.perform(ChangeRelation(replace(relation, note=note)))

    def _show_menu(self, place: QPoint) -> None:
        relation = self._relation(self._list.itemAt(place))
        if relation is not None:
            menu = self.menu(relation)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._list.viewport().mapToGlobal(place))

    def _on_change(self, event: ChangeEvent) -> None:
        patch = event.patch
        if patch.relations or patch.pieces or (patch.blocks and self._ends):
            self._soon.start()
