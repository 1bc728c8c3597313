"""The temporary files of one process, in a folder that is removed with it: errands may be broken off anywhere."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile

log = logging.getLogger(__name__)


def make() -> str | None:
    """Return a new folder for the temporary files of one process, or None if there can be none."""
    try:
        return tempfile.mkdtemp(prefix="annotator-work-")
    except OSError as error:
        log.warning("no folder for temporary files", exc_info=error)
        return None


def use(folder: str | None) -> None:
    """Let this process, and those it begins, put their temporary files into a folder."""
    if folder is not None:
        tempfile.tempdir = os.environ["TMPDIR"] = folder


def remove(folder: str | None) -> None:
    """Remove a folder and all in it, as far as that can be done."""
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
