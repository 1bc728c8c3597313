"""The label schemes of the project: choosing one to label with, changing it, making, reading and writing others."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.model.labels import Label, LabelScheme, RelationType
from annotator.model.schemes import problems_of
from annotator.services.labels.scheme_editing import Draft, draft_of, fresh_id
from annotator.services.labels.schemes import (
    Schemes,
    apply_replacements,
    counted_uses,
    read_scheme_file,
    schemes_of,
    set_schemes,
    shipped_schemes,
    write_scheme_file,
)
from annotator.services.project.session import Session
from annotator.ui.dialogs.entry_list import EntryList
from annotator.ui.dialogs.files import ask_scheme_file, ask_target
from annotator.ui.dialogs.label_form import LabelForm
from annotator.ui.dialogs.relation_form import RelationForm
from annotator.ui.dialogs.used_label import UsedLabelDialog
from annotator.ui.words.schemes import problem_sentence


class SchemeDialog(QDialog):
    """Shows one scheme at a time, and keeps all that was changed when it is accepted.

    Signals:
        failed: a ``UserError``: a file that cannot be read or written, or the project.
        saved: the schemes have changed; the one shown is the current one now.
    """

    failed = Signal(object)
    saved = Signal()

    def __init__(self, session: Session, folder: Path, parent: QWidget | None = None) -> None:
        """Show the project's schemes.

        Raises:
            UserError: they cannot be read.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Label schemes"))
        self._session = session
        self._folder = folder
        self._before = schemes_of(session)
        self._drafts = [draft_of(scheme) for scheme in self._before.all]
        self._uses, self._relation_uses = counted_uses(session)
        self._shown = [scheme.id for scheme in self._before.all].index(self._before.current.id)
        self._make_fields()
        self._lay_out()
        self._connect()
        self._list_schemes()
        self._show()

    # What can be done.

    def add_scheme(self, scheme: LabelScheme) -> None:
        """Add a scheme and show it; its id is made free."""
        taken = {draft.id for draft in self._drafts}
        self._drafts.append(draft_of(replace(scheme, id=fresh_id(scheme.id, taken))))
        self._shown = len(self._drafts) - 1
        self._list_schemes()
        self._show()

    def read_file(self, path: Path) -> None:
        """Add the scheme of a file."""
        try:
            self.add_scheme(read_scheme_file(path))
        except UserError as error:
            self.failed.emit(error)

    def write_file(self, path: Path) -> None:
        """Write the shown scheme to a file."""
        try:
            write_scheme_file(path, self._draft.scheme)
        except UserError as error:
            self.failed.emit(error)

    def save(self) -> None:
        """Keep what was changed, let the spans follow, and close."""
        schemes = Schemes(tuple(draft.scheme for draft in self._drafts), self._draft.id)
        try:
            for draft in self._drafts:
                apply_replacements(self._session, draft.replacements)
            if schemes != self._before:
                set_schemes(self._session, schemes)
        except UserError as error:
            self.failed.emit(error)
            return
        self.saved.emit()
        self.accept()

    # Making.

    def _make_fields(self) -> None:
        self._schemes = QComboBox()
        self._schemes.setAccessibleName(self.tr("Scheme to label with"))
        self._name = QLineEdit()
        self._name.setAccessibleName(self.tr("Name of the scheme"))
        self._labels, self._relations = EntryList(self.tr("Label")), EntryList(self.tr("Relation"))
        self._label_form, self._relation_form = LabelForm(), RelationForm()
        self._problem = QLabel()
        self._problem.setObjectName("warning")
        self._problem.setWordWrap(True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._menu = QMenu(self)
        self._menu.addAction(self.tr("Empty scheme"), self._add_empty)
        self._menu.addAction(self.tr("Copy of this one"), self._add_copy)
        shipped = self._menu.addMenu(self.tr("One that comes with the program"))
        for scheme in shipped_schemes():
            shipped.addAction(scheme.name, partial(self.add_scheme, scheme))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("From a file…"), self._ask_file)
        self._new = QPushButton(self.tr("New"))
        self._new.setMenu(self._menu)
        self._remove = QPushButton(self.tr("Remove"))
        self._write = QPushButton(self.tr("Write to a file…"))
        for button in (self._new, self._remove, self._write):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(QLabel(self.tr("Label with")))
        top.addWidget(self._schemes, 1)
        for button in (self._new, self._remove, self._write):
            top.addWidget(button)
        name = QHBoxLayout()
        name.addWidget(QLabel(self.tr("Name of the scheme")))
        name.addWidget(self._name, 1)
        tabs = QTabWidget()
        tabs.addTab(_beside(self._labels, self._label_form), self.tr("Labels"))
        tabs.addTab(_beside(self._relations, self._relation_form), self.tr("Relations"))
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addLayout(name)
        column.addWidget(tabs, 1)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)
        self.resize(940, 680)

    def _connect(self) -> None:
        self._schemes.currentIndexChanged.connect(self._on_scheme)
        self._name.textEdited.connect(self._on_name)
        self._remove.clicked.connect(self._remove_scheme)
        self._write.clicked.connect(self._ask_target)
        self._labels.chosen.connect(lambda _row: self._show())
        self._labels.added.connect(self._add_label)
        self._labels.removed.connect(self._remove_label)
        self._labels.moved.connect(self._move_label)
        self._label_form.changed.connect(self._on_label)
        self._relations.chosen.connect(lambda _row: self._show())
        self._relations.added.connect(self._add_relation)
        self._relations.removed.connect(self._remove_relation)
        self._relations.moved.connect(self._move_relation)
        self._relation_form.changed.connect(self._on_relation)
        self._buttons.accepted.connect(self.save)
        self._buttons.rejected.connect(self.reject)

    # Showing.

    @property
    def _draft(self) -> Draft:
        return self._drafts[self._shown]

    def _list_schemes(self) -> None:
        self._schemes.blockSignals(True)
        self._schemes.clear()
        for draft in self._drafts:
            self._schemes.addItem(draft.name)
        self._schemes.setCurrentIndex(self._shown)
        self._schemes.blockSignals(False)
        self._remove.setEnabled(len(self._drafts) > 1)
        if self._name.text().strip() != self._draft.name:
            self._name.setText(self._draft.name)

    def _show(self, label_row: int | None = None, relation_row: int | None = None) -> None:
        draft = self._draft
        row = max(self._labels.row, 0) if label_row is None else label_row
        self._labels.show_entries(draft.labels.entries, draft.labels.origins, self._uses, row)
        row = max(self._relations.row, 0) if relation_row is None else relation_row
        relations = draft.relations
        self._relations.show_entries(relations.entries, relations.origins, self._relation_uses, row)
        self._label_form.show_label(self._label)
        self._relation_form.show_relation(self._relation, draft.labels.entries)
        self._tell_problem()

    def _tell_problem(self) -> None:
        said = ""
        # Of the shown scheme first: what is wrong with another one is told with its name.
        for draft in (self._draft, *self._drafts):
            problems = problems_of(draft.scheme)
            if problems:
                about = "" if draft is self._draft else f"{draft.name}: "
                said = about + problem_sentence(problems[0], draft.scheme)
                break
        self._problem.setText(said)
        self._problem.setVisible(bool(said))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not said)

    @property
    def _label(self) -> Label | None:
        entries, row = self._draft.labels.entries, self._labels.row
        return entries[row] if 0 <= row < len(entries) else None

    @property
    def _relation(self) -> RelationType | None:
        entries, row = self._draft.relations.entries, self._relations.row
        return entries[row] if 0 <= row < len(entries) else None

    def _set(self, draft: Draft, *, label_row: int | None = None, relation_row: int | None = None) -> None:
        self._drafts[self._shown] = draft
        self._show(label_row, relation_row)

    # Changing.

    def _on_scheme(self, number: int) -> None:
        self._shown = number
        self._list_schemes()
        self._show(0, 0)

    def _on_name(self) -> None:
        self._drafts[self._shown] = replace(self._draft, name=self._name.text().strip())
        self._schemes.setItemText(self._shown, self._draft.name)
        self._tell_problem()

    def _add_empty(self) -> None:
        draft = draft_of(LabelScheme("scheme", self.tr("New scheme"))).add_label(self.tr("New label"), 0)
        self.add_scheme(draft.scheme)

    def _add_copy(self) -> None:
        scheme = self._draft.scheme
        self.add_scheme(replace(scheme, name=self.tr("{name} (copy)").format(name=scheme.name)))

    def _remove_scheme(self) -> None:
        """Remove the shown scheme; the spans with its labels stay, and it can be added again."""
        del self._drafts[self._shown]
        self._shown = max(self._shown - 1, 0)
        self._list_schemes()
        self._show(0, 0)

    def _add_label(self) -> None:
        row = self._labels.row + 1
        self._set(self._draft.add_label(self.tr("New label"), row), label_row=row)
        self._label_form.name.setFocus()
        self._label_form.name.selectAll()

    def _on_label(self) -> None:
        if self._label is not None:
            self._set(self._draft.put_label(self._labels.row, self._label_form.label()))

    def _move_label(self, row: int, target: int) -> None:
        self._set(replace(self._draft, labels=self._draft.labels.move(row, target)), label_row=target)

    def _remove_label(self) -> None:
        row, label = self._labels.row, self._label
        if label is None:
            return
        uses = self._uses.get(self._draft.labels.origins[row], 0)
        if not uses:
            self._set(self._draft.remove_label(row, None, keep=True))
            return
        others = [
            entry for entry in self._draft.labels.entries if entry is not label and entry.level is label.level
        ]
        UsedLabelDialog(
            label,
            uses,
            others,
            lambda successor, keep: self._set(self._draft.remove_label(row, successor, keep=keep)),
            self,
        ).open()

    def _add_relation(self) -> None:
        row = self._relations.row + 1
        self._set(self._draft.add_relation(self.tr("New relation"), row), relation_row=row)
        self._relation_form.name.setFocus()
        self._relation_form.name.selectAll()

    def _on_relation(self) -> None:
        if self._relation is not None:
            relations = self._draft.relations.put(self._relations.row, self._relation_form.relation())
            self._set(replace(self._draft, relations=relations))

    def _move_relation(self, row: int, target: int) -> None:
        relations = self._draft.relations.move(row, target)
        self._set(replace(self._draft, relations=relations), relation_row=target)

    def _remove_relation(self) -> None:
        row, relation, draft = self._relations.row, self._relation, self._draft
        if relation is None:
            return

        def remove(successor: str | None, keep: bool) -> None:
            self._set(replace(draft, relations=draft.relations.remove(row, successor, keep=keep)))

        uses = self._relation_uses.get(draft.relations.origins[row], 0)
        if not uses:
            remove(None, True)
            return
        others = [entry for entry in draft.relations.entries if entry is not relation]
        UsedLabelDialog(relation, uses, others, remove, self).open()

    def _ask_file(self) -> None:
        ask_scheme_file(self, self.tr("Label scheme from a file"), self._folder, self.read_file)

    def _ask_target(self) -> None:
        start = self._folder / f"{self._draft.name or self._draft.id}.json"
        ask_target(
            self, self.tr("Write the label scheme"), start, self.tr("Label scheme (*.json)"), self.write_file
        )


def _beside(listed: QWidget, form: QWidget) -> QWidget:
    """Return a list with the form of its current entry beside it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(form)
    split = QSplitter(Qt.Orientation.Horizontal)
    split.addWidget(listed)
    split.addWidget(area)
    split.setStretchFactor(1, 1)
    split.setSizes([340, 580])
    split.setChildrenCollapsible(False)
    return split
