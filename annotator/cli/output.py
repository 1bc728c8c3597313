"""Standard output and standard error of the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from annotator.cli.messages import sentence

if TYPE_CHECKING:
    from annotator.services.checks.checking import Models
    from annotator.services.sources.arrivals import Note


def write(text: str) -> None:
    """Write text to standard output in UTF-8 with line feeds, whatever the locale says."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def write_bytes(data: bytes) -> None:
    """Write the content of a file to standard output as it is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say(text: str) -> None:
    """Write one line to standard error."""
    # Pages and file names may hold half characters, which no encoding has.
    shown = text.encode("utf-8", "backslashreplace").decode("utf-8")
    print(shown, file=sys.stderr, flush=True)


def say_notes(notes: Iterable[Note]) -> None:
    """Say what the person should know about imported pages, one line each, on standard error."""
    for note in notes:
        say(sentence(note.code, {"file": note.file, **dict(note.values)}))


def say_failures(models: Models) -> None:
    """Say which detectors of the user's were left out, and why."""
    from annotator.services.project.plugins import (
        failures,  # every command says something; few have detectors
    )

    for name, reason in failures(models):
        say(sentence("plugin.failed", {"name": name, "reason": reason}))


def progress_line(label: str) -> Callable[[float], None] | None:
    """Return a function that shows the share done on standard error; None where that is no terminal."""
    if not sys.stderr.isatty():
        return None
    shown = -1

    def show(share: float) -> None:
        nonlocal shown
        percent = int(share * 100)
        if percent != shown:
            shown = percent
            end = "\n" if percent >= 100 else ""
            print(f"\r{label} {percent:3d} %", end=end, file=sys.stderr, flush=True)

    return show
