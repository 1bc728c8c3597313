"""Adjudicating 裁决 in the window: from conflict to conflict, one key each."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from annotator.model.issue import Issue
from annotator.services.project.session import OperationError
from annotator.services.team.adjudicating import Shown, listed_conflicts, settle, shown_conflict
from annotator.ui.workspace import Workspace


class Adjudication(QObject):
    """The open conflicts of a project in order, and what keys do with them.

    Signals:
        changed: another conflict is being decided, or none is left.
        failed: a ``UserError``: a choice could not be carried out.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._queue: list[tuple[str, str]] = []
        self._at = 0
        self._decided: list[int] = []

    def start(self) -> None:
        """List what is open, and look at the first one."""
        session = self._workspace.session
        self._queue, self._at, self._decided = [], 0, []
        for issue_id in session.conflicted() if session else ():
            assert session is not None
            self._queue += [
                (issue_id, shown.conflict.id) for shown in listed_conflicts(session.present(issue_id))
            ]
        self._show()

    @property
    def shown(self) -> Shown | None:
        """The conflict being decided, as it is now; None when there is none."""
        session = self._workspace.session
        if session is None or not 0 <= self._at < len(self._queue):
            return None
        issue_id, key = self._queue[self._at]
        issue = session.present(issue_id)
        conflict = issue.conflicts.get(key)
        return None if conflict is None else shown_conflict(issue, conflict)

    @property
    def issue(self) -> Issue | None:
        """The issue of the conflict being decided."""
        session = self._workspace.session
        if session is None or not 0 <= self._at < len(self._queue):
            return None
        return session.present(self._queue[self._at][0])

    @property
    def number(self) -> int:
        """The number of the conflict being decided, from 1; one more than all at the end."""
        return self._at + 1

    @property
    def count(self) -> int:
        """How many conflicts were open at the beginning."""
        return len(self._queue)

    @property
    def left(self) -> int:
        """How many of them are still open."""
        return len(self._queue) - len(set(self._decided))

    def choose(self, *numbers: int) -> None:
        """Decide for choices, counted from 1, and go on; numbers there is no choice for are passed over."""
        shown, session = self.shown, self._workspace.session
        if shown is None or session is None:
            return
        if not all(0 < number <= len(shown.conflict.choices) for number in numbers):
            return
        issue_id = self._queue[self._at][0]
        try:
            operations = settle(
                session.present(issue_id), shown.conflict, [number - 1 for number in numbers], session.who
            )
            session.perform_all({issue_id: operations})
        except OperationError:
            self.failed.emit(UserError("conflict.place"))
            return
        except UserError as error:
            self.failed.emit(error)
            return
        self._decided.append(self._at)
        self._go_on()

    def press(self, name: str) -> None:
        """Do what a key does: a digit chooses, one more than the choices is all that labels or relations say."""
        shown = self.shown
        if name == "Backspace":
            self.take_back()
        elif shown is None:
            return
        elif name == "Enter":
            self.choose(1)
        elif name == "Space":
            self._go_on()
        elif name.isdigit():
            number, count = int(name), len(shown.conflict.choices)
            if number == count + 1 and shown.conflict.takes_several:
                self.choose(*range(1, count + 1))
            else:
                self.choose(number)

    def take_back(self) -> None:
        """Take the last decision back, and look at its conflict again; without one, go back to the one before."""
        if self._decided:
            self._at = self._decided.pop()
            self._workspace.undo()
        elif self._at:
            self._at -= 1
        self._show()

    def _go_on(self) -> None:
        self._at += 1
        while self._at < len(self._queue) and self._at in self._decided:
            self._at += 1
        self._show()

    def _show(self) -> None:
        shown = self.shown
        if shown is not None:
            self._workspace.show_issue(self._queue[self._at][0])
            if shown.place is not None:
                self._workspace.go_to(shown.place)
        self.changed.emit()
