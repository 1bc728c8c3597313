"""Locked PDF files: which are, and which password opens them. Passwords are in memory only, written nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from annotator.formats.pdf import LOCKED, WRONG_PASSWORD, PdfError, is_encrypted, opening_password
from annotator.services.background.own_process import OwnProcess
from annotator.services.background.workplaces import Place, WorkLost

LOCKS = frozenset({LOCKED, WRONG_PASSWORD})
"""Codes of errors that a right password would mend."""

_PATIENCE = 60.0
"""Seconds for opening one file; most take milliseconds."""


class Passwords:
    """What opens locked files, for as long as this is kept."""

    def __init__(self) -> None:
        self._known: dict[Path, str] = {}

    def of(self, path: Path) -> str:
        """Return what opens a file; empty where nobody has said it, or none is needed."""
        return self._known.get(path, "")

    def of_all(self, paths: Iterable[Path]) -> Mapping[Path, str]:
        """Return what opens files, for those of which it is known."""
        return {path: self._known[path] for path in paths if path in self._known}

    def keep(self, path: Path, password: str) -> None:
        """Keep what opens a file."""
        self._known[path] = password

    def known(self) -> tuple[str, ...]:
        """Return all passwords, the last one first: files of one house often have the same."""
        return tuple(dict.fromkeys(reversed(self._known.values())))


def locked_files(
    paths: Sequence[Path],
    passwords: Passwords,
    offered: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Path, ...]:
    """Return the PDF files that no known password opens; what opens the others is kept.

    Files that are no PDF, or damaged, are not locked: whoever reads them says so.

    Args:
        paths: the files.
        passwords: what is known.
        offered: what somebody has just said; empty for nothing.
        cancelled: asked now and then.

    Raises:
        WorkCancelled: ``cancelled`` has said True.
    """
    encrypted = [path for path in paths if path.suffix.lower() == ".pdf" and is_encrypted(path)]
    if not encrypted:
        return ()
    locked: list[Path] = []
    opener = OwnProcess(attempts=1, patience=_PATIENCE, may_work_here=False)
    try:
        for path in encrypted:
            said = (passwords.of(path), offered, *passwords.known())
            tried = ("", *dict.fromkeys(each for each in said if each))
            try:
                number = opener.run(lambda _share: None, cancelled, open_in_process, path, tried)
            except (WorkLost, PdfError):
                continue
            if number is None:
                locked.append(path)
            elif tried[number]:
                passwords.keep(path, tried[number])
    finally:
        opener.close()
    return tuple(locked)


def open_in_process(_place: Place, path: Path, passwords: Sequence[str]) -> int | None:
    """Return the place of the password that opens a file, or None; an errand.

    Raises:
        PdfError: see ``opening_password``.
    """
    return opening_password(path, passwords)
