"""Importing labels: from which files, onto what, by whom, called how; and what would come of it, before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.services.jobs import import_errands
from annotator.services.jobs.import_errands import LabelsTold, PlanTold
from annotator.services.label_exchange.label_formats import LABEL_FORMATS
from annotator.services.label_exchange.label_importing import extend_scheme
from annotator.services.label_exchange.label_planning import Choice
from annotator.services.label_exchange.label_reading import collect_label_files
from annotator.services.labels.schemes import schemes_of
from annotator.services.project.session import Session
from annotator.ui.controllers.project.packed_import import PackedImport
from annotator.ui.dialogs.annotators_choice import AnnotatorsChoice
from annotator.ui.dialogs.export_dialog import FORMAT_NAMES, format_name
from annotator.ui.dialogs.files import ask_label_files
from annotator.ui.dialogs.packed_import_dialog import PackedImportDialog
from annotator.ui.panels.parts import EmptyNote
from annotator.ui.words import label_import as words

_SAME = 0
"""Row of a label's own name among what it may become."""


class LabelImportDialog(PackedImportDialog):
    """Collects files of labels, shows what importing them would do, and does it; tells the plan."""

    def __init__(
        self, session: Session, folder: Path, importing: PackedImport, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, folder, importing, parent)
        self._scheme = schemes_of(session).known
        self._read: LabelsTold | None = None
        self._plan: PlanTold | None = None
        self.setWindowTitle(self.tr("Import labels"))
        self.resize(900, 640)
        self._files = QListWidget()
        self._files.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self._files.setAccessibleName(self.tr("Files of labels"))
        self._note = EmptyNote(self._files, self.tr("Drop files of labels here, or add files."))
        self._form = QComboBox()
        self._form.addItem(self.tr("found out"), None)
        for form in LABEL_FORMATS:
            self._form.addItem(_format_words(form.name), form.name)
        self._where.addItem(self.tr("onto the articles that have their texts"), False)
        self._where.addItem(self.tr("as an issue of their own, an article a text"), True)
        self._name.setPlaceholderText(self.tr("made from the files"))
        self._kind = QComboBox()
        self._kind.addItem(self.tr("as the file says"), None)
        self._kind.addItem(self.tr("labels"), False)
        self._kind.addItem(self.tr("suggestions, to be accepted"), True)
        self._annotators = AnnotatorsChoice()
        self._labels = QTableWidget(0, 3)
        self._labels.setHorizontalHeaderLabels(
            [self.tr("In the files"), self.tr("Count"), self.tr("Becomes")]
        )
        self._labels.setAccessibleName(self.tr("Labels in the files"))
        self._labels.verticalHeader().hide()
        self._labels.horizontalHeader().setStretchLastSection(True)
        self._labels.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._lay_out()
        self._connect()
        self._refresh()

    def _lay_out(self) -> None:
        add = QPushButton(self.tr("Add files…"))
        add.clicked.connect(lambda: ask_label_files(self, self._folder, self.add))
        remove = QPushButton(self.tr("Remove"))
        remove.clicked.connect(self._remove)
        side = QVBoxLayout()
        side.addWidget(add)
        side.addWidget(remove)
        side.addStretch(1)
        top = QHBoxLayout()
        top.addWidget(self._files, 1)
        top.addLayout(side)
        form = QFormLayout()
        form.addRow(self.tr("Format"), self._form)
        form.addRow(self.tr("Where to"), self._where)
        form.addRow(self.tr("Name of the issue"), self._name)
        form.addRow(self.tr("Annotator"), self._who)
        form.addRow(self.tr("They are"), self._kind)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addLayout(top, 2)
        left.addLayout(form)
        left.addWidget(self._annotators)
        left.addWidget(self._labels, 3)
        right.addWidget(QLabel(self.tr("What will come of it:")))
        right.addWidget(self._summary)
        right.addWidget(QLabel(self.tr("What does not fit:")))
        right.addWidget(self._problems, 1)
        panes = QHBoxLayout(self._fields)
        panes.setContentsMargins(0, 0, 0, 0)
        panes.addLayout(left, 3)
        panes.addLayout(right, 2)
        column = QVBoxLayout(self)
        column.addWidget(self._fields, 1)
        column.addWidget(self._bar)
        column.addWidget(self._buttons)

    def _connect(self) -> None:
        self._form.currentIndexChanged.connect(lambda _index: self._read_files())
        self._kind.currentIndexChanged.connect(lambda _index: self._make_plan())
        self._annotators.changed.connect(self._make_plan)
        self._plan_on_change()

    def add(self, paths: Sequence[Path]) -> None:
        """Add files and folders, of pairs of text and annotations one."""
        for path in collect_label_files([*self._paths(), *paths]):
            if path not in self._paths():
                item = QListWidgetItem(path.name)
                item.setToolTip(str(path))
                item.setData(Qt.ItemDataRole.UserRole, str(path))
                self._files.addItem(item)
        if paths:
            self._folder = paths[-1].parent
        self._read_files()

    def _paths(self) -> list[Path]:
        items = (self._files.item(row) for row in range(self._files.count()))
        return [Path(item.data(Qt.ItemDataRole.UserRole)) for item in items if item is not None]

    def _remove(self) -> None:
        for item in self._files.selectedItems():
            self._files.takeItem(self._files.row(item))
        self._read_files()

    def _read_files(self) -> None:
        """Read the files at the workplace."""
        self._stop()
        self._read, self._plan = None, None
        self._refresh()
        if paths := self._paths():
            self._job = self._importing.ask(
                import_errands.read_labels,
                paths,
                self._form.currentData(),
                done=self._take_files,
                failed=self._tell,
            )

    def _take_files(self, told: LabelsTold) -> None:
        self._read = told
        for row, file in enumerate(told.files):
            item = self._files.item(row)
            if item is not None:
                item.setText(f"{file.name} — {_format_words(file.form)}")
        self._name.setPlaceholderText(Path(told.files[0].name).stem)
        self._annotators.show_people(told.annotators)
        self._show_labels(told.counts)
        self._make_plan()

    def _show_labels(self, counts: Mapping[str, int]) -> None:
        self._labels.setRowCount(len(counts))
        for row, (name, count) in enumerate(counts.items()):
            self._labels.setItem(row, 0, QTableWidgetItem(name))
            number = QTableWidgetItem(f"{count:,}")
            number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._labels.setItem(row, 1, number)
            self._labels.setCellWidget(row, 2, self._targets(name))
        self._labels.resizeColumnsToContents()

    def _targets(self, name: str) -> QComboBox:
        """Return the choice of what a label becomes."""
        box = QComboBox()
        known = self._scheme.label(name)
        new = self.tr("{name} (new)").format(name=name)
        box.addItem(f"{name} {known.name}" if known else new, name)
        box.addItem(self.tr("left out"), None)
        for label in self._scheme.labels:
            if label.id != name:
                box.addItem(f"{label.id} {label.name}", label.id)
        # A label of the scheme whose name people read is what the file calls by that name.
        alike = next((each.id for each in self._scheme.labels if each.name == name), None)
        if known is None and alike is not None:
            box.setCurrentIndex(box.findData(alike))
        box.setAccessibleName(self.tr("{name} becomes").format(name=name))
        box.currentIndexChanged.connect(lambda _index: self._make_plan())
        return box

    def _choice(self) -> Choice:
        names: dict[str, str | None] = {}
        for row in range(self._labels.rowCount()):
            item, box = self._labels.item(row, 0), self._labels.cellWidget(row, 2)
            if item is not None and isinstance(box, QComboBox) and box.currentIndex() != _SAME:
                names[item.text()] = box.currentData()
        who, people = self._who.text().strip(), self._annotators
        return Choice(who, self._kind.currentData(), names, people.several, people.people)

    def _asked(self) -> tuple[Path, list[Path], str | None, Choice, str | None]:
        """Return the project, the files, their format, how they come in, and the name of a new issue."""
        return self._session.path, self._paths(), self._form.currentData(), self._choice(), self._new_name()

    def _make_plan(self) -> None:
        """Find out at the workplace what would come of it."""
        self._stop()
        self._plan = None
        self._name.setEnabled(self._is_new())
        if self._read is None:
            return
        self._refresh()
        self._job = self._importing.ask(
            import_errands.plan_labels, *self._asked(), done=self._take_plan, failed=self._tell
        )

    def _take_plan(self, plan: PlanTold) -> None:
        self._plan = plan
        self._refresh()

    def _refresh(self) -> None:
        """Show what is known of the files and of the plan."""
        self._note.show_if(not self._files.count())
        told = self._plan
        waiting = bool(self._files.count())
        self._summary.setText(words.summary(told.plan) if told else self._looking() if waiting else "")
        read = self._read.files if self._read else ()
        lines = [words.refusal(file.name, each) for file in read for each in file.refused]
        lines += [words.unplaced(each) for each in told.plan.unplaced] if told else []
        if told and told.unplaced > len(told.plan.unplaced):
            lines.append(self._more(told.unplaced - len(told.plan.unplaced)))
        self._problems.setPlainText("\n".join(lines))
        self._go.setEnabled(self._can_go())

    def _can_go(self) -> bool:
        return self._plan is not None and self._plan.does

    def _say(self, said: str) -> None:
        """Say it where there is room: a refused file may be one of many."""
        self._summary.setText("")
        self._problems.setPlainText(said)

    def _take_dropped(self, paths: Sequence[Path]) -> None:
        self.add(paths)

    def _accept(self) -> None:
        if self._plan is None or not self._plan.does:
            return
        self._set_busy(True)
        self._importing.carry_out(
            import_errands.pack_labels,
            *self._asked(),
            before=lambda plan: extend_scheme(self._session, plan),
            done=self._end,
            failed=self._tell,
            progressed=self._show_share,
            began=self._follow,
        )


def _format_words(name: str) -> str:
    if name in FORMAT_NAMES:
        return format_name(name)
    return QCoreApplication.translate("LabelImportDialog", "Labels of YEDDA (.ann)")
