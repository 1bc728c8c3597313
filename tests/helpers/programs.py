"""Running another program on a project: to have it in use, to be killed, to have no rights."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

_TESTS = Path(__file__).resolve().parents[1]

WITHOUT_RIGHTS = """
def give_up_rights():
    # Permission bits do not bind root, so the program goes on as nobody. All that is imported later is imported before.
    import os
    if hasattr(os, "setuid") and os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
"""


def command(code):
    return [sys.executable, "-W", "error", "-c", code]


def environment():
    root = _TESTS.parent
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(_TESTS)]), "PYTHONUTF8": "1"}


@contextmanager
def running(code, *arguments):
    """A program that talks through pipes; killed at the end if it still runs."""
    process = subprocess.Popen(
        [*command(code), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
        text=True,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def output_of(code, *arguments):
    """Run a program to its end; return what it printed."""
    done = subprocess.run(
        [*command(code), *map(str, arguments)],
        env=environment(),
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
