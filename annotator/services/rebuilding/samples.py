"""The built-in sample project of the first start."""

from __future__ import annotations

from pathlib import Path

from annotator.services.checks.checking import Models
from annotator.services.files.sample_pages import SAMPLE_NAME, sample_files
from annotator.services.labels.schemes import DEFAULT_SCHEME, set_scheme, shipped_scheme
from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import import_issue


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
