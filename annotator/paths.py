"""The folders of the user's that the program keeps its own files in.

They follow the platform's custom. The environment variable ``ANNOTATOR_HOME`` puts all of them below one folder
instead: for a portable installation on a stick, and for tests.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

HOME_VARIABLE = "ANNOTATOR_HOME"
_APP = "annotator"


def data_folder() -> Path:
    """Return the folder for projects made without a place of their own and for learnt words."""
    return _made("data", platformdirs.user_data_path(_APP, appauthor=False))


def config_folder() -> Path:
    """Return the folder for settings."""
    return _made("config", platformdirs.user_config_path(_APP, appauthor=False))


def log_folder() -> Path:
    """Return the folder for log files."""
    return _made("log", platformdirs.user_log_path(_APP, appauthor=False))


def _made(name: str, usual: Path) -> Path:
    """Return the folder, made if it was missing.

    Raises:
        OSError: the folder cannot be made.
    """
    home = os.environ.get(HOME_VARIABLE)
    folder = Path(home).expanduser().absolute() / name if home else usual
    folder.mkdir(parents=True, exist_ok=True)
    return folder
