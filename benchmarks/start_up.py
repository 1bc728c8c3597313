"""How long does the program take to open its window?

Prints the seconds from the start of the process to the first painted window, and to the first doubt with its text,
as medians over several starts: of a first start (nothing there yet: the sample is made), of a start with the sample
project, and of one with an empty project. Nothing in the program helps: a small driver in the subprocess watches for
the window's first paint event.

Usage: ``python benchmarks/start_up.py [--starts N] [--headed]``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE = 120  # seconds for one start

_DRIVER = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

class Watch(QObject):
    seen = done = False

    def tell(self):
        self.done = True
        print("painted", time.time(), flush=True)

    def eventFilter(self, watched, event):
        if not self.done and watched.isWidgetType():
            if event.type() == QEvent.Type.Paint:
                self.seen = True
            elif self.seen:
                self.tell()  # all paint events of the window came behind each other
        return False

wanted = sys.argv.pop(1)
app = QApplication(sys.argv[:1])
watch = Watch()
app.installEventFilter(watch)

def look():
    for window in app.topLevelWidgets():
        workspace = getattr(window, "workspace", None)
        if workspace is None or workspace.session is None or not watch.done:
            continue
        if wanted == "empty" or window.proofreading.doubt is not None:
            print("ready", time.time(), flush=True)
            window.close()
            app.quit()
            return

timer = QTimer()
timer.timeout.connect(look)
timer.start(5)
from annotator.app import run
run([Path(name) for name in sys.argv[1:]])
"""


def start(home: Path, wanted: str, files: Sequence[Path] = (), *, headed: bool) -> tuple[float, float]:
    """Start the program once.

    Args:
        home: folder of its settings and projects.
        wanted: ``"doubt"`` to wait for the first doubt, ``"empty"`` for an open project.
        files: what to open.
        headed: whether to use the display.

    Returns:
        Seconds from the start of the process to the first paint, and to what is wanted.

    Raises:
        RuntimeError: the program said neither.
    """
    environment = {**os.environ, "ANNOTATOR_HOME": str(home), "PYTHONPATH": str(ROOT)}
    if not headed:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    begin = time.time()
    done = subprocess.run(
        [sys.executable, "-c", _DRIVER, wanted, *map(str, files)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    said = dict(line.split() for line in done.stdout.splitlines() if line.startswith(("painted", "ready")))
    if said.keys() != {"painted", "ready"}:
        raise RuntimeError(done.stderr or "the window was not painted")
    return float(said["painted"]) - begin, float(said["ready"]) - begin


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=5, help="starts of each kind")
    parser.add_argument("--headed", action="store_true", help="open the windows on the display")
    arguments = parser.parse_args()
    print(f"{'seconds from the start of the process to':44}{'first paint':>12}{'ready':>8}")
    with tempfile.TemporaryDirectory() as folder:
        homes = Path(folder)
        empty = homes / "empty.annotator"
        _make_empty(empty)
        kept = homes / "kept"
        start(kept, "doubt", headed=arguments.headed)
        kinds: dict[str, Callable[[int], tuple[Path, str, Sequence[Path]]]] = {
            "first start, the sample is made": lambda number: (homes / f"first{number}", "doubt", ()),
            "the sample project, opened before": lambda _number: (kept, "doubt", ()),
            "an empty project": lambda _number: (homes / "other", "empty", (empty,)),
        }
        for name, kind in kinds.items():
            figures = [start(*kind(number), headed=arguments.headed) for number in range(arguments.starts)]
            painted, ready = (statistics.median(column) for column in zip(*figures, strict=True))
            print(f"{name:44}{painted:12.2f}{ready:8.2f}")


def _make_empty(path: Path) -> None:
    sys.path.insert(0, str(ROOT))
    from annotator.services.session import Session

    Session.create(path, path.stem).close()


if __name__ == "__main__":
    main()
