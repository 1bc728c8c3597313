"""Locked PDF files: asking for their passwords, which are remembered until the program is closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from annotator.services.sources.pdf_locks import Passwords, locked_files
from annotator.ui.qt.workers import Jobs

Then = Callable[[frozenset[Path]], None]
"""What goes on, given the files that have stayed locked."""


class Unlocking(QObject):
    """Asks for passwords when files are wanted.

    Attributes:
        passwords: those that people have said.
    """

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self.passwords = Passwords()
        self._jobs = jobs
        self._window = window

    def unlock(self, files: Sequence[Path], then: Then, parent: QWidget | None = None) -> None:
        """Go on with files when their passwords are known, or when the person does not say them.

        Args:
            files: what is wanted; those that are no PDF are not locked.
            then: goes on, at once where there is no PDF.
            parent: the window that wants them, where that is another than the main one.
        """
        wanted = tuple(dict.fromkeys(path for path in files if path.suffix.lower() == ".pdf"))
        if wanted:
            self._look(wanted, frozenset(), then, parent or self._window)
        else:
            then(frozenset())

    def _look(
        self,
        wanted: Sequence[Path],
        left: frozenset[Path],
        then: Then,
        parent: QWidget,
        asked: Path | None = None,
        offered: str = "",
    ) -> None:
        """Look which files are still locked, and ask for the next one; ``left`` stay so by the person's word."""
        wanted = tuple(path for path in wanted if path not in left)

        def take(locked: tuple[Path, ...]) -> None:
            if locked:
                path = asked if asked in locked else locked[0]
                self._ask(path, locked, left, then, parent, wrong=path == asked and bool(offered))
            else:
                then(left)

        self._jobs.start(
            lambda _progress, cancelled: locked_files(wanted, self.passwords, offered, cancelled),
            take,
            is_current=lambda: isValid(parent),  # what wanted the files may have been closed meanwhile
        )

    def _ask(
        self,
        path: Path,
        locked: tuple[Path, ...],
        left: frozenset[Path],
        then: Then,
        parent: QWidget,
        *,
        wrong: bool,
    ) -> None:
        from annotator.ui.dialogs.password_dialog import PasswordDialog

        dialog = PasswordDialog(path, parent, wrong=wrong, others=len(locked) - 1)
        dialog.given.connect(lambda password: self._look(locked, left, then, parent, path, password))
        dialog.passed_over.connect(lambda: self._look(locked, left | {path}, then, parent))
        dialog.rejected.connect(lambda: then(left | frozenset(locked)))
        dialog.finished.connect(parent.activateWindow)  # keys go on where they went before
        dialog.open()
