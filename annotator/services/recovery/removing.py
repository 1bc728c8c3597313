"""Removing an issue of a project for good, after a backup that brings it back."""

from __future__ import annotations

from pathlib import Path

from annotator.errors import UserError
from annotator.services.project.session import Session
from annotator.services.recovery.backups import Reason, make_backup


def remove_issue(session: Session, issue_id: str, backups: Path) -> None:
    """Remove an issue after a backup; see ``Session.remove_issue``.

    Args:
        session: the project.
        issue_id: the issue.
        backups: folder for the project's backups, see ``annotator.services.recovery.backups.folder_of``.

    Raises:
        UserError: the backup cannot be written, or the project is read-only or cannot be; the issue stays.
        KeyError: the project has no such issue.
    """
    if session.read_only:
        raise UserError("project.read_only", file=session.path.name)
    if issue_id not in dict(session.issue_names):
        raise KeyError(issue_id)
    make_backup(session, backups, Reason.REMOVE)
    session.remove_issue(issue_id)
