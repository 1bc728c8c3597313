"""Project words 项目词: the words a project holds to be right, as lines that can be edited."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from annotator.services.files.writing import write_checked
from annotator.services.project.project_words import (
    parse_words,
    project_words,
    read_words_file,
    set_project_words,
    words_text,
)
from annotator.services.project.session import Session
from annotator.ui.dialogs.lines_dialog import LinesDialog


class WordsDialog(LinesDialog):
    """Shows the words, one a line; what was changed becomes one step that can be undone."""

    def __init__(self, session: Session, issue_id: str, folder: Path, parent: QWidget | None = None) -> None:
        """Show the words of a project; new ones go into the history of an issue."""
        super().__init__(self.tr("Project words"), folder / "words.txt", self.tr("Texts (*.txt)"), parent)
        self._session = session
        self._issue = issue_id
        self._hint.setText(
            self.tr(
                "One word a line: names, terms, forms that are right here. Nothing inside them is doubted."
            )
        )
        self._edit.setPlainText(words_text(project_words(session)))
        self._edit.setReadOnly(session.read_only)

    def _with_file(self, path: Path) -> str:
        return words_text(dict.fromkeys((*parse_words(self._edit.toPlainText()), *read_words_file(path))))

    def _write(self, path: Path) -> None:
        write_checked(path, words_text(parse_words(self._edit.toPlainText())))

    def _keep(self) -> bool:
        if self._session.read_only:
            return False
        return set_project_words(self._session, self._issue, parse_words(self._edit.toPlainText()))
