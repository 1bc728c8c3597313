"""What can be read of an open project from any thread: the words of its issues, and where words may stand."""

from __future__ import annotations

from annotator.store.overview import IssueInfo
from annotator.store.project_file import ProjectFile
from annotator.store.search import Candidates
from annotator.store.texts import IssueTexts


class Library:
    """The words of a project, for searching beside the window."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def issues(self) -> tuple[IssueInfo, ...]:
        """Return the project's issues in order."""
        return self._file.issues()

    def texts(self, issue_id: str, *, raw: bool = False, among: Candidates | None = None) -> IssueTexts:
        """Return the words of an issue as it is now.

        Args:
            issue_id: the issue.
            raw: whether the raw text of its pages is wanted too.
            among: the only blocks wanted, None for all of them.

        Raises:
            KeyError: the project has no such issue.
        """
        return self._file.texts(issue_id, raw=raw, among=among)

    def candidates(self, needle: str) -> Candidates | None:
        """Return the blocks that may hold a text, or None if any may."""
        return self._file.candidates(needle)

    def index_pending(self, limit: int) -> int:
        """Take up to ``limit`` new or changed blocks into the search index; return how many are left.

        Raises:
            UserError: the project cannot be written.
        """
        return self._file.index_pending(limit)
