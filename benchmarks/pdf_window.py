"""How soon does the window show a PDF issue: first article, all to work on, doubts; and does it stay quick?

Usage: ``python benchmarks/pdf_window.py FILE``; ``benchmarks/pdf_issue.py --keep FILE`` makes one.

Opens the window without a display, with the process that does its long work, and imports the file as a person would.
Prints the seconds until each stage is painted, how long the window took to come back to its events meanwhile, and the
processor's time of the window and of its helpers, which say more than the seconds where the machine has other things
to do.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from pathlib import Path

from annotator.services.background.own_process import OwnProcess
from annotator.services.doubts.stream import Choice
from annotator.services.jobs import errands
from annotator.services.jobs.errands import ModelChoice

_LOOK = 5  # milliseconds between two looks at the window
_MOST = 600  # seconds


def main() -> None:
    """Import the file in a window and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    workplace = OwnProcess()
    workplace.run(lambda _share: None, lambda: False, errands.load, ModelChoice())
    with tempfile.TemporaryDirectory() as folder:
        _watch(chosen.file, Path(folder), workplace)
    workplace.close()
    for who, name in ((resource.RUSAGE_SELF, "window"), (resource.RUSAGE_CHILDREN, "helpers")):
        used = resource.getrusage(who)
        print(f"  {name}: processor {used.ru_utime:.1f} s, peak memory {used.ru_maxrss / 1024:.0f} MiB")


def _watch(file: Path, folder: Path, workplace: OwnProcess) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from annotator.ui.look import theme
    from annotator.ui.preferences.settings import Settings
    from annotator.ui.qt.workers import Jobs, PoolExecutor
    from annotator.ui.window import make_window

    app = QApplication([])
    executor = PoolExecutor()
    jobs = Jobs(executor, app)
    window = make_window(Settings(folder), theme.apply(app, "light"), Choice(0.5), folder, jobs, workplace)
    window.show()
    app.processEvents()
    window.rechecking.set_models(ModelChoice())
    window.projects.set_models(ModelChoice())
    begin = last = time.perf_counter()
    seen: dict[str, float] = {}
    gaps: list[float] = []

    def note(what: str) -> None:
        if what not in seen:
            seen[what] = time.perf_counter() - begin
            print(f"  {what:<32}{seen[what]:8.2f} s", flush=True)

    def look() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        last = now
        if window.workspace.issue is not None:
            note("all pages, to work on" if window.workspace.can_edit else "first article, to read")

    def check_end(share: float) -> None:
        if share <= 0 and "all pages, to work on" in seen:
            note("all doubts")
            QTimer.singleShot(1000, app.quit)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(_LOOK)
    window.rechecking.unchecked.connect(check_end)
    window.workspace.any_changed.connect(lambda _event: note("first doubts"))
    window.projects.import_pages([file])
    QTimer.singleShot(_MOST * 1000, app.quit)
    app.exec()
    gaps.sort()
    shown = ", ".join(
        f"{name} {1000 * gaps[min(int(len(gaps) * share), len(gaps) - 1)]:.0f}"
        for name, share in (("median", 0.5), ("95 %", 0.95), ("99 %", 0.99), ("longest", 1.0))
    )
    print(f"  back at its events after ms (looks every {_LOOK}): {shown}")
    jobs.cancel_all()
    executor.wait(5000)
    window.workspace.open(None)
    window.close()


if __name__ == "__main__":
    main()
