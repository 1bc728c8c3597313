"""Settings of Qt's binding for Python that it offers no other way to make."""

from __future__ import annotations

import importlib
from contextlib import suppress

import PySide6.QtCore  # noqa: F401 (loads the binding's own modules)


def leave_sources_unread() -> None:
    """Keep the binding from reading the source of every module that is imported.

    It looks for its own name there, to know whether ``from __feature__ import`` may mean this module, which nothing
    here uses: a tenth of a second of each start. To be told that all modules may use it changes nothing else; where
    a newer binding does this in another way, it does it as it likes.
    """
    with suppress(ImportError, AttributeError):
        feature = importlib.import_module("shibokensupport.feature")
        if hasattr(feature, "_mod_uses_pyside"):
            setattr(feature, "_mod_uses_pyside", _uses)  # noqa: B010 (mypy does not know the module)


def _uses(_module: object) -> bool:
    return True
