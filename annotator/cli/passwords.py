"""Passwords of locked PDF files: from a file, the environment, or the person at the terminal; kept nowhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from annotator.cli.messages import sentence
from annotator.errors import UserError
from annotator.services.sources.pdf_locks import Passwords, locked_files

VARIABLE = "ANNOTATOR_PDF_PASSWORD"
"""The environment variable that may hold the password."""

password_option = click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"File whose first line opens locked PDF files; else {VARIABLE} is taken, or the terminal asked.",
)
"""The option of commands that read PDF files."""


def password_asker(file: Path | None) -> Callable[[Path], str]:
    """Return what is asked for the password of a locked file.

    Raises:
        UserError: the file with the password cannot be read.
    """
    try:
        given = _first_line(file) if file is not None else os.environ.get(VARIABLE, "")
    except (OSError, ValueError) as error:
        raise UserError("import.unreadable", file=str(file), reason=_reason(error)) from error

    def ask(path: Path) -> str:
        if given or not sys.stdin.isatty():
            return given
        words = sentence("import.ask_password", {"file": path.name})
        return str(click.prompt(words, hide_input=True, default="", show_default=False, err=True))

    return ask


def one_password_asker(file: Path | None) -> Callable[[Path], str]:
    """Return what is asked for the password of many files; the terminal is asked once, at the first locked one.

    Raises:
        UserError: the file with the password cannot be read.
    """
    ask, said = password_asker(file), list[str]()

    def ask_once(path: Path) -> str:
        if not said and locked_files((path,), Passwords()):
            said.append(ask(path))
        return said[0] if said else ""

    return ask_once


def _first_line(file: Path) -> str:
    return file.read_text("utf-8-sig").partition("\n")[0].rstrip("\r")


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
