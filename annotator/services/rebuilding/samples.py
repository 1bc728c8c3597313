"""The built-in sample project of the first start."""

from __future__ import annotations

from pathlib import Path

from annotator.resources import resource_path
from annotator.services.checks.checking import Models
from annotator.services.files.issue_files import collect_files
from annotator.services.labels.schemes import DEFAULT_SCHEME, set_scheme, shipped_scheme
from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import import_issue

SAMPLE_NAME = "青河日报"


def sample_files() -> list[Path]:
    """Return the page files of the built-in sample, in page order."""
    return [path for path in collect_files([resource_path("samples")]) if path.suffix == ".txt"]


def create_sample_project(path: Path, models: Models | None, *, who: str = "") -> Session:
    """Make the sample project and open it.

    Raises:
        UserError: the file exists already or cannot be written.
    """
    imported = import_issue(sample_files(), name=SAMPLE_NAME, models=models)
    session = Session.create(path, SAMPLE_NAME, who=who)
    session.add_issue(imported.issue)
    set_scheme(session, shipped_scheme(DEFAULT_SCHEME))
    return session
