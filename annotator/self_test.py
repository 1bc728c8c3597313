"""The program tries itself: what an installation must be able to do, done in its own window without a display.

``annotator --self-test`` runs it, in a temporary home so that nothing of the person's is touched. It is what shows
that a bundle is whole: files, libraries, models, the processes beside it that check and read PDF.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QEvent, QKeyCombination
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication, QWidget

from annotator.app import Program
from annotator.paths import HOME_VARIABLE
from annotator.services.background.own_process import OwnProcess
from annotator.services.export.export_choice import ExportChoice
from annotator.services.project.session import Session
from annotator.services.recovery.doctor import examine
from annotator.services.sources.pdf_pages import read_pdf

_PATIENCE = 120.0  # seconds for one step, on a slow machine
_SETTLE = 0.2  # seconds for what follows a key
_MAPS = Path("/proc/self/maps")


class SelfTestError(Exception):
    """Something does not work as it must; the message says what, for those who build the program."""


def self_test(write: Callable[[str], None]) -> int:
    """Run all steps, write a line for each, and return the exit status: 0 if everything works, 3 if not.

    Args:
        write: writes text to where the person looks.
    """
    if sys.platform.startswith("linux") or sys.platform == "win32":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="annotator-自检-", ignore_cleanup_errors=True) as home:
        os.environ[HOME_VARIABLE] = home
        try:
            for line in _steps(Path(home)):
                write(f"{line}\n")
        except Exception:
            logging.getLogger(__name__).exception("the self-test failed")
            raise
    write("self-test: everything works\n")
    return 0


def _steps(home: Path) -> Iterator[str]:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    hands = _Hands()
    program = Program(app, OwnProcess())
    program.start([])
    window, workspace = program.window, program.window.workspace
    app.processEvents()
    yield f"window: painted{_since_start()}"

    hands.wait(lambda: workspace.issue is not None, "the sample was not opened")
    hands.wait(lambda: program.models is not None, "the models were not loaded")
    hands.wait(lambda: window.proofreading.doubt is not None, "nothing in the sample was doubted")
    issue, doubt = workspace.issue, window.proofreading.doubt
    assert issue is not None
    assert doubt is not None
    yield f"sample: {len(issue.articles)} articles, {window.tally.summary.open_flags} doubts"

    block, right = doubt.block, doubt.flag.candidates[0].text
    before = issue.blocks[block].text
    hands.press(window.article_view, "Return")
    issue = workspace.issue
    assert issue is not None
    _demand(issue.blocks[block].text != before and right in issue.blocks[block].text, "Enter did not correct")
    yield f"correction: {doubt.flag.text} → {right}"

    hands.press(window.article_view, "Ctrl+2")
    window.article_view.set_caret(block, 0)
    hands.press(window.article_view, "Shift+Right")
    hands.press(window.article_view, "Shift+Right")
    hands.press(window.article_view, window.scheme().labels[0].key)
    issue = workspace.issue
    assert issue is not None
    _demand(len(issue.spans) == 1, "a label was not put")
    yield "label: put on a span"

    target = home / "成品.json"
    window.exporting.export(target, ExportChoice("json"))
    hands.wait(target.exists, "nothing was exported")
    _demand(right in target.read_text("utf-8"), "the export lacks the correction")
    yield f"export: {target.stat().st_size} bytes, read back"

    session = workspace.session
    assert session is not None
    path, issue_id = session.path, workspace.issue_id
    window.close()
    program.end()
    yield from _reopen(path, issue_id, issue.blocks[block].text)
    yield from _read_pdf(home / "页.pdf")
    yield from _look_at_libraries()


class _Hands:
    """Keys, and patience."""

    def press(self, widget: QWidget, keys: str) -> None:
        stroke: QKeyCombination = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs lack __getitem__
        words = keys.lower() if len(keys) == 1 else ""
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, stroke.key(), stroke.keyboardModifiers(), words)
            QApplication.sendEvent(widget, event)
        self._settle()

    def wait(self, done: Callable[[], bool], otherwise: str) -> None:
        until = time.monotonic() + _PATIENCE
        while not done():
            _demand(time.monotonic() < until, otherwise)
            self._turn()
        self._settle()

    def _settle(self) -> None:
        until = time.monotonic() + _SETTLE
        while time.monotonic() < until:
            self._turn()

    @staticmethod
    def _turn() -> None:
        QApplication.processEvents()
        time.sleep(0.005)


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SelfTestError(otherwise)


def _reopen(path: Path, issue_id: str, text: str) -> Iterator[str]:
    with closing(Session.open(path)) as session:
        issue = session.issue(issue_id)
        _demand(any(block.text == text for block in issue.blocks.values()), "the correction was not kept")
        _demand(len(issue.spans) == 1, "the label was not kept")
        _demand(session.can_undo, "nothing can be undone after opening again")
    _demand(not examine(path).findings, "the project file is not sound")
    yield "opened again: correction, label and history are there; the project file is sound"


def _read_pdf(path: Path) -> Iterator[str]:
    writer = QPdfWriter(str(path))
    painter = QPainter(writer)
    painter.drawText(200, 400, "Annotator 2026")
    painter.end()
    (page,) = read_pdf(path)
    _demand("2026" in page.text, "the text of a PDF page was not read")
    yield "PDF: read in a process of its own"


def _look_at_libraries() -> Iterator[str]:
    """A bundle must bring its own Python and Qt; on Linux the system tells which files are in use."""
    inside = getattr(sys, "_MEIPASS", None)
    if inside is None or not _MAPS.exists():
        return
    used = {line.split(maxsplit=5)[5] for line in _MAPS.read_text("utf-8").splitlines() if line.count("/")}
    own = str(Path(inside).resolve())
    foreign = {
        name for name in used if not name.startswith(own) and ("python" in name.lower() or "Qt6" in name)
    }
    _demand(not foreign, f"libraries from outside the bundle: {sorted(foreign)}")
    count = sum(name.startswith(own) for name in used)
    yield f"libraries: {count} files of the bundle in use, none of another Python or Qt"


def _since_start() -> str:
    """Return how long ago the process began, where the system tells; its clock has ticks of 10 ms."""
    try:
        fields = Path("/proc/self/stat").read_text("utf-8").rpartition(")")[2].split()
        up = float(Path("/proc/uptime").read_text("utf-8").split()[0])
    except OSError:
        return ""
    return f" {up - int(fields[19]) / os.sysconf('SC_CLK_TCK'):.2f} s after the start of the process"
