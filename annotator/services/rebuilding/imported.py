"""What an import has brought, and writing it into a project; it needs nothing of what made it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import UserError
from annotator.model.issue import Issue
from annotator.model.source import SourceFile
from annotator.services.files.image_pairing import FoundImage
from annotator.services.project.session import Session

if TYPE_CHECKING:
    from annotator.services.sources.arrivals import Note


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds spent on each part of an import."""

    reading: float
    reconstructing: float
    checking: float


@dataclass(frozen=True, slots=True)
class Imported:
    """A new issue, not yet in any project, and what the person should know about it.

    Attributes:
        is_checked: whether it has been checked; else it has no flags yet.
    """

    issue: Issue
    notes: tuple[Note, ...]
    timing: Timing
    sources: tuple[SourceFile, ...] = ()
    images: Mapping[str, FoundImage] = field(default_factory=dict)
    is_checked: bool = True


def write_issue(imported: Imported, session: Session) -> None:
    """Write an imported issue into a project, see ``OpenProject.write_issue``.

    Raises:
        UserError: it cannot be written.
    """
    session.write_issue(imported.issue, imported.sources, imported.images, is_checked=imported.is_checked)


def write_project(imported: Imported, path: Path, who: str = "") -> Session:
    """Make a project of an imported issue alone, and open it.

    Raises:
        UserError: the file exists already or cannot be written; then there is none.
    """
    session = Session.create(path, imported.issue.name, who=who)
    try:
        write_issue(imported, session)
    except UserError:
        session.close()
        path.unlink(missing_ok=True)
        raise
    session.take_issue(imported.issue)
    return session


def issue_name(files: Sequence[Path]) -> str:
    """Return a name for an issue: the file's own, or the folder's if all files lie in one."""
    if len(files) == 1:
        return files[0].stem
    folders = {path.resolve().parent for path in files}
    return folders.pop().name or files[0].stem if len(folders) == 1 else files[0].stem
