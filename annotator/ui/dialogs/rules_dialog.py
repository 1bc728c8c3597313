"""House rules: what must be written otherwise, in this project and in all, as lines that can be edited."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

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
from annotator.ui.dialogs.lines_dialog import LinesDialog

_PROJECT, _EVERYWHERE = "project", "everywhere"


class RulesDialog(LinesDialog):
    """Shows the rules of a project or of all, one a line."""

    def __init__(self, session: Session | None, folder: Path, parent: QWidget | None = None) -> None:
        """Show the rules of a project; None for those of all projects alone."""
        super().__init__(
            self.tr("House rules"), folder / "house_rules.csv", self.tr("Tables (*.csv)"), parent
        )
        self._hint.setText(
            self.tr(
                "One rule a line: wrong, right, note. Without a right text the wrong one is only flagged."
            )
        )
        self._session = session if session is not None and not session.read_only else None
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
        self._edit.setPlainText(self._texts[self._shown])
        self._edit.setPlaceholderText("帐户,账户,统一用账\n首家,,慎用")
        self._scope.currentIndexChanged.connect(self._show_scope)
        variants = QPushButton(self.tr("Add variant spellings"))
        variants.setToolTip(
            self.tr(
                "Spellings that the national table of variant words does not recommend, with those it does"
            )
        )
        variants.clicked.connect(self.add_variants)
        self._row.insertWidget(1, variants)
        self._column.insertWidget(0, self._scope)

    def add_variants(self) -> None:
        """Add the rules against variant spellings; where those shown are about the same text, they hold."""
        try:
            self._edit.setPlainText(_lines(joined(variant_rules(), parse_rules(self._edit.toPlainText()))))
        except UserError as error:
            self.failed.emit(error)

    def _with_file(self, path: Path) -> str:
        """Return the lines with those of a file; where both are about the same text, the file's hold."""
        return _lines(joined(parse_rules(self._edit.toPlainText()), read_rules_file(path)))

    def _write(self, path: Path) -> None:
        write_rules_file(path, parse_rules(self._edit.toPlainText(), self.windowTitle()))

    def _keep(self) -> bool:
        self._texts[self._shown] = self._edit.toPlainText()
        changed = [scope for scope, text in self._texts.items() if text != self._before[scope]]
        rules = {scope: parse_rules(self._texts[scope], self.windowTitle()) for scope in changed}
        if _EVERYWHERE in rules:
            set_global_rules(rules[_EVERYWHERE])
        if self._session is not None:
            if _PROJECT in rules:
                set_project_rules(self._session, rules[_PROJECT])
            self._session.forget_lessons()
        return bool(changed)

    def _show_scope(self) -> None:
        self._texts[self._shown] = self._edit.toPlainText()
        self._shown = self._scope.currentData()
        self._edit.setPlainText(self._texts[self._shown])


def _lines(rules: Iterable[HouseRule]) -> str:
    """Return rules as lines, without the table's header."""
    text = rules_text(rules).replace("\r\n", "\n")
    return text.removeprefix(",".join(HEADER) + "\n")
