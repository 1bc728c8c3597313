"""The pages of the built-in sample."""

from __future__ import annotations

from pathlib import Path

from annotator.resources import resource_path
from annotator.services.files.issue_files import collect_files

SAMPLE_NAME = "青河日报"


def sample_files() -> list[Path]:
    """Return the page files of the built-in sample, in page order."""
    return [path for path in collect_files([resource_path("samples")]) if path.suffix == ".txt"]
