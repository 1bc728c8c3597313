"""The program's log: everything to a file that does not grow without end, warnings to standard error too."""

from __future__ import annotations

import logging
import logging.handlers
import os
import re
import sys
from pathlib import Path

LOGGER = "annotator"
FILE_NAME = "annotator.log"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BYTES_PER_FILE = 1_000_000
_OLD_FILES = 3


def set_up_log(folder: Path, *, stderr: bool = True) -> Path | None:
    """Send what the package logs to a file in the folder; calling again replaces what was set up before.

    A program must start even if its log cannot be written (a full disk, a folder without permission), so that is
    said on standard error and nothing is raised.

    Args:
        folder: an existing folder, see ``annotator.paths.log_folder``.
        stderr: whether warnings and errors go to standard error as well.

    Returns:
        The path of the log file, or None if it cannot be written.
    """
    logger = logging.getLogger(LOGGER)
    logger.setLevel(logging.INFO)
    close_log()
    if stderr and sys.stderr is not None:  # a program started by double-click on Windows has none
        _add(logger, logging.StreamHandler(), logging.WARNING, "%(levelname)s: %(message)s")
    path = folder / FILE_NAME
    try:
        handler = logging.handlers.RotatingFileHandler(
            path,
            maxBytes=_BYTES_PER_FILE,
            backupCount=_OLD_FILES,
            encoding="utf-8",
            errors="backslashreplace",
        )
    except OSError as error:
        logger.warning("no log file: %s", error)
        return None
    _add(logger, handler, logging.INFO, _FORMAT)
    return path


def close_log() -> None:
    """Close the handlers that ``set_up_log`` added, and no others."""
    logger = logging.getLogger(LOGGER)
    for handler in [handler for handler in logger.handlers if handler.get_name() == LOGGER]:
        logger.removeHandler(handler)
        handler.close()


TEXT_VARIABLE = "ANNOTATOR_LOG_TEXT"
"""The environment variable that lets the log hold text of documents, for those who look for a bug."""

_DOCUMENT_TEXT = re.compile(r"[^\x00-\x7f]+|(?:\\u[0-9a-fA-F]{4})+")


class _Discreet(logging.Formatter):
    """Writes tracebacks without the text of documents: what is not ASCII is told by its length only."""

    def formatException(self, ei: object) -> str:  # noqa: N802 (logging's name)
        words = super().formatException(ei)  # type: ignore[arg-type]
        if os.environ.get(TEXT_VARIABLE):
            return words
        return _DOCUMENT_TEXT.sub(lambda found: f"…{len(found[0])}…", words)


def _add(logger: logging.Logger, handler: logging.Handler, level: int, layout: str) -> None:
    handler.set_name(LOGGER)
    handler.setLevel(level)
    handler.setFormatter(_Discreet(layout))
    logger.addHandler(handler)
