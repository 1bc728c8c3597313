"""A change that is being written beside the window.

What was prepared elsewhere is written by whichever thread asks first; the session puts it in force afterwards, at the
latest before anything else is changed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable


class Pending:
    """Something to be written once."""

    def __init__(self, write: Callable[[], None]) -> None:
        self._write = write
        self._lock = threading.Lock()
        self._is_done = False
        self._error: Exception | None = None

    def write(self) -> None:
        """Write it, or wait until it is written. May be called from any thread, and again.

        Raises:
            UserError: it could not be written; nothing has changed.
        """
        with self._lock:
            if not self._is_done:
                self._is_done = True
                try:
                    self._write()
                except Exception as error:
                    self._error = error
                    raise
            elif self._error is not None:
                raise self._error
