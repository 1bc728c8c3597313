"""The doubts of all issues of the project, for series that reach over them; read beside the window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.issue import Issue
from annotator.services.doubts.review import Doubt, doubts
from annotator.services.doubts.stream import (
    Choice,
    DoubtKind,
    Scope,
    count_kinds,
    series_key,
    shown_doubts,
)
from annotator.services.project.changes import ChangeEvent
from annotator.ui.qt.workers import Job, Jobs
from annotator.ui.workspace import Workspace

_REST = 300  # milliseconds without a change before issues are read again


class _Found(NamedTuple):
    """What was found in an issue: the doubts that are shown, and how many there are of each kind."""

    doubts: list[Doubt]
    kinds: Counter[DoubtKind]


class ProjectDoubts(QObject):
    """Knows the doubts of the issues that are not shown, as long as series reach over the project.

    Signals:
        changed: more is known than before, or something else.
        progressed: the share of the issues that has been read, from 0 to 1.
    """

    changed = Signal()
    progressed = Signal(float)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._by_issue: dict[str, _Found] = {}
        self._groups: dict[tuple[str, str], list[Doubt]] | None = None
        self._kinds: Counter[DoubtKind] | None = None
        self._choice: Choice | None = None
        self._stale: set[str] = set()
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=_REST)
        self._soon.timeout.connect(self._read)
        workspace.session_changed.connect(self._restart)
        workspace.choice_changed.connect(self._on_choice)
        workspace.issue_changed.connect(self._on_issue)
        workspace.any_changed.connect(self._on_change)

    def elsewhere(self) -> list[Doubt]:
        """Return the doubts of the issues that are not shown, as far as they are known, in the project's order."""
        if self._workspace.choice.scope is not Scope.PROJECT:
            return []
        shown = self._workspace.issue_id
        return [doubt for issue, found in self._by_issue.items() if issue != shown for doubt in found.doubts]

    def kinds(self) -> Counter[DoubtKind]:
        """Count the doubts of the issues that are not shown by their kinds, those of hidden kinds too."""
        if self._kinds is None:
            shown, self._kinds = self._workspace.issue_id, Counter()
            for issue, found in self._by_issue.items():
                if issue != shown:
                    self._kinds += found.kinds
        return self._kinds

    def alike(self, doubt: Doubt) -> list[Doubt]:
        """Return the doubts of the issues that are not shown which are in a doubt's series."""
        if self._groups is None:
            self._groups = {}
            for entry in self.elsewhere():
                self._groups.setdefault(series_key(entry), []).append(entry)
        return self._groups.get(series_key(doubt), [])

    def _on_issue(self) -> None:
        self._groups = self._kinds = None
        self._read()

    def _tell(self) -> None:
        self._groups = self._kinds = None
        self.changed.emit()

    def _restart(self) -> None:
        self._stop()
        self._on_choice()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job, self._choice, self._by_issue, self._stale = None, None, {}, set()
        self._groups = self._kinds = None

    def _on_choice(self) -> None:
        choice, session = self._workspace.choice, self._workspace.session
        if choice.scope is not Scope.PROJECT or session is None:
            self._stop()
            return
        before = self._choice
        self._choice = choice
        if before is None or (before.threshold, before.hidden) != (choice.threshold, choice.hidden):
            self._stale = {issue_id for issue_id, _ in session.issue_names}
            self._read()

    def _on_change(self, event: ChangeEvent) -> None:
        if self._choice is None or not (event.patch.flags or event.patch.blocks or event.patch.articles):
            return
        self._stale.add(event.issue)
        if event.issue != self._workspace.issue_id:
            # What is repaired or kept must not be offered again meanwhile.
            self._by_issue.pop(event.issue, None)
            self._tell()
            self._soon.start()

    def _read(self) -> None:
        session, choice = self._workspace.session, self._choice
        if session is None or choice is None or self._job is not None or not self._stale:
            return
        order, shown = [issue_id for issue_id, _ in session.issue_names], self._workspace.issue_id
        wanted = [issue for issue in order if issue in self._stale and issue != shown]
        if not wanted:
            return
        self._stale.difference_update(wanted)
        read, known = session.outline_reader(), self._workspace.known

        def settle(found: dict[str, _Found]) -> None:
            self._job = None
            if self._choice == choice:
                all_found = {**self._by_issue, **found}
                self._by_issue = {issue: all_found[issue] for issue in order if issue in all_found}
                # An issue that was changed while it was read is read again.
                for issue in self._stale:
                    self._by_issue.pop(issue, None)
                self._tell()
            if self._stale - {shown}:
                self._soon.start()

        def give_up(error: Exception) -> None:
            self._job = None
            self._jobs.failed.emit(error)

        self._job = self._jobs.start(
            lambda progress, cancelled: _doubts_of(read, wanted, choice, known, progress, cancelled),
            settle,
            failed=give_up,
            progressed=self.progressed.emit,
            is_current=lambda: self._workspace.session is session,
        )


def _doubts_of(
    read: Callable[[str], Issue],
    issues: list[str],
    choice: Choice,
    known: frozenset[str],
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> dict[str, _Found]:
    """Read the doubts of issues one by one, so that a key in between has not to wait for all of them."""
    found: dict[str, _Found] = {}
    for number, issue_id in enumerate(issues, start=1):
        if cancelled():
            break
        issue = read(issue_id)
        flags = (entry.flag for entry in doubts(issue, choice.threshold))
        found[issue_id] = _Found(shown_doubts(issue, choice, known), count_kinds(flags, choice.threshold))
        progress(number / len(issues))
    return found
