"""House rules: what must be written otherwise, in this project and in all, as lines that can be edited."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.services.project.house_rules import (
    HEADER,
    HouseRule,
    global_rules,
    joined,
    parse_rules,
    project_rules,
    read_rules_file,
    rules_text,
    set_global_rules,
    set_project_rules,
    variant_rules,
    write_rules_file,
)
from annotator.services.project.session import Session
from annotator.ui.dialogs.files import ask_target, ask_text_file

_PROJECT, _EVERYWHERE = "project", "everywhere"


class RulesDialog(QDialog):
    """Shows the rules and keeps what was changed.

    Signals:
        failed: a ``UserError``: a line that is no rule, or a file that cannot be read or written.
        saved: the rules have changed.
    """

    failed = Signal(object)
    saved = Signal()

    def __init__(self, session: Session | None, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("House rules"))
        self._session = session if session is not None and not session.read_only else None
        self._folder = folder
        self._scope = QComboBox()
        self._scope.setAccessibleName(self.tr("For whom the rules hold"))
        if self._session is not None:
            self._scope.addItem(self.tr("in this project"), _PROJECT)
        self._scope.addItem(self.tr("in all projects"), _EVERYWHERE)
        self._before = {
            _PROJECT: _lines(project_rules(self._session)) if self._session else "",
            _EVERYWHERE: _lines(global_rules()),
        }
        self._texts = dict(self._before)
        self._shown = self._scope.currentData()
        self._edit = QPlainTextEdit(self._texts[self._shown])
        self._edit.setAccessibleName(self.tr("House rules"))
        self._edit.setPlaceholderText("帐户,账户,统一用账\n首家,,慎用")
        self._scope.currentIndexChanged.connect(self._show_scope)
        hint = QLabel(
            self.tr(
                "One rule a line: wrong, right, note. Without a right text the wrong one is only flagged."
            )
        )
        hint.setWordWrap(True)
        take = QPushButton(self.tr("Add from a file…"))
        take.clicked.connect(lambda: ask_text_file(self, self.tr("House rules"), self._folder, self.add_file))
        variants = QPushButton(self.tr("Add variant spellings"))
        variants.setToolTip(
            self.tr(
                "Spellings that the national table of variant words does not recommend, with those it does"
            )
        )
        variants.clicked.connect(self.add_variants)
        give = QPushButton(self.tr("Write to a file…"))
        give.clicked.connect(
            lambda: ask_target(
                self,
                self.tr("House rules"),
                self._folder / "house_rules.csv",
                self.tr("Tables (*.csv)"),
                self.write_file,
            )
        )
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(take)
        row.addWidget(variants)
        row.addWidget(give)
        row.addStretch(1)
        row.addWidget(buttons)
        column = QVBoxLayout(self)
        column.addWidget(self._scope)
        column.addWidget(self._edit, 1)
        column.addWidget(hint)
        column.addLayout(row)
        self.resize(560, 420)

    def add_file(self, path: Path) -> None:
        """Add the rules of a file to those shown; where both are about the same text, the file's hold."""
        try:
            rules = joined(parse_rules(self._edit.toPlainText()), read_rules_file(path))
        except UserError as error:
            self.failed.emit(error)
            return
        self._edit.setPlainText(_lines(rules))

    def add_variants(self) -> None:
        """Add the rules against variant spellings; where those shown are about the same text, they hold."""
        try:
            self._edit.setPlainText(_lines(joined(variant_rules(), parse_rules(self._edit.toPlainText()))))
        except UserError as error:
            self.failed.emit(error)

    def write_file(self, path: Path) -> None:
        """Write the rules shown to a file."""
        try:
            write_rules_file(path, parse_rules(self._edit.toPlainText(), self.windowTitle()))
        except UserError as error:
            self.failed.emit(error)

    def save(self) -> None:
        """Keep what was changed, and close; a line that is no rule is told of, and nothing is kept."""
        self._texts[self._shown] = self._edit.toPlainText()
        changed = [scope for scope, text in self._texts.items() if text != self._before[scope]]
        try:
            rules = {scope: parse_rules(self._texts[scope], self.windowTitle()) for scope in changed}
            if _EVERYWHERE in rules:
                set_global_rules(rules[_EVERYWHERE])
            if self._session is not None:
                if _PROJECT in rules:
                    set_project_rules(self._session, rules[_PROJECT])
                self._session.forget_lessons()
        except UserError as error:
            self.failed.emit(error)
            return
        if changed:
            self.saved.emit()
        self.accept()

    def _show_scope(self) -> None:
        self._texts[self._shown] = self._edit.toPlainText()
        self._shown = self._scope.currentData()
        self._edit.setPlainText(self._texts[self._shown])


def _lines(rules: Iterable[HouseRule]) -> str:
    """Return rules as lines, without the table's header."""
    text = rules_text(rules).replace("\r\n", "\n")
    return text.removeprefix(",".join(HEADER) + "\n")
