"""The program opens no network connection (promise 8): not from the command line and not with a window."""

import subprocess
import sys

import pytest

from annotator.services.files.sample_pages import sample_files

# Python tells a hook before it opens a connection, looks up a name, or waits for one (PEP 578).
WATCH = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        sys.stderr.write(f"network: {event}\\n")
        sys.stderr.flush()
        import os
        os._exit(70)

sys.addaudithook(refuse)
"""

COMMAND_LINE = """
from annotator.cli.main import main
sys.exit(main(sys.argv[1:]))
"""

WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from annotator.app import Program
from annotator.services.jobs import errands
from annotator.services.background.own_process import OwnProcess
from annotator.services.background.workplaces import Here

app = QApplication([])
program = Program(app, Here())
program.start([])

def look():
    look.left -= 1
    look.opened = program.window.workspace.issue is not None
    if look.opened or not look.left:
        app.quit()  # which closes the project too

look.left = 900
timer = QTimer(timeout=look, interval=100)
timer.start()
app.exec()
assert look.opened
program.end()
process = OwnProcess()
process.run(lambda share: None, bool, errands.load, errands.ModelChoice())
process.close()
loaded = [name for name in sys.modules if name.startswith(("PySide6.QtNetwork", "http.client", "urllib.request"))]
assert loaded == [], loaded
"""


def _run(program, *arguments):
    command = [sys.executable, "-X", "utf8", "-c", WATCH + program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)


def test_the_watch_sees_a_connection():
    done = _run("import socket; socket.create_connection(('127.0.0.1', 9))")
    assert done.returncode == 70, done.stderr


@pytest.mark.parametrize("command", ["process", "check"])
def test_the_command_line_opens_no_connection(command):
    files = sample_files()
    done = _run(COMMAND_LINE, command, *(files if command == "process" else files[:1]))
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_window_opens_no_connection(own_home):
    done = _run(WINDOW)
    assert done.returncode == 0, done.stderr
