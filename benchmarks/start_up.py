"""How long does the program take to open its window?

Prints the seconds from the start of the process to the first painted window, and to the first doubt with its text,
as medians over several starts: of a first start (nothing there yet: the sample is made), of a start with the sample
project, of one with an empty project, and of one with a project that is named (``large_project.py`` makes a large one);
with the processor's seconds till then and the memory taken at most. Nothing in the program helps: a small driver in
the subprocess watches for the window's first paint event. Modules are compiled beforehand, as an installation does it,
into a folder that goes afterwards.

Usage: ``python benchmarks/start_up.py [--starts N] [--headed] [--project FILE]``.
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
import resource, sys, time
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
# Only when the window is there and about to be painted: Python looking at each event of its making takes long itself.
QTimer.singleShot(0, lambda: app.installEventFilter(watch))

def look():
    for window in app.topLevelWidgets():
        workspace = getattr(window, "workspace", None)
        if workspace is None or workspace.session is None or not watch.done:
            continue
        if wanted == "empty" or window.proofreading.doubt is not None:
            taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print("ready", time.time(), time.process_time(), taken, flush=True)
            window.close()
            app.quit()
            return

timer = QTimer()
timer.timeout.connect(look)
timer.start(5)
import gc
gc.disable()  # as the command does before it opens the window
from annotator.app import run
run([Path(name) for name in sys.argv[1:]])
"""


def start(home: Path, wanted: str, files: Sequence[Path] = (), *, headed: bool) -> tuple[float, ...]:
    """Start the program once.

    Args:
        home: folder of its settings and projects.
        wanted: ``"doubt"`` to wait for the first doubt, ``"empty"`` for an open project.
        files: what to open.
        headed: whether to use the display.

    Returns:
        Seconds from the start of the process to the first paint, and to what is wanted; the processor's seconds
        till then, and the most memory taken in MB.

    Raises:
        RuntimeError: the program said neither.
    """
    environment = {**os.environ, "ANNOTATOR_HOME": str(home), "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(home.parent / "compiled")
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
    lines = (line.split() for line in done.stdout.splitlines() if line.startswith(("painted", "ready")))
    said = {name: [float(value) for value in values] for name, *values in lines}
    if said.keys() != {"painted", "ready"}:
        raise RuntimeError(done.stderr or "the window was not painted")
    ready, processor, memory = said["ready"]
    return said["painted"][0] - begin, ready - begin, processor, memory


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=5, help="starts of each kind")
    parser.add_argument("--headed", action="store_true", help="open the windows on the display")
    parser.add_argument("--project", type=Path, help="open this project instead")
    arguments = parser.parse_args()
    print(
        f"{'seconds from the start of the process to':44}{'first paint':>12}{'ready':>8}{'CPU':>8}{'MB':>8}"
    )
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
        if arguments.project is not None:
            kinds = {arguments.project.name: lambda _number: (homes / "large", "doubt", (arguments.project,))}
        for name, kind in kinds.items():
            figures = [start(*kind(number), headed=arguments.headed) for number in range(arguments.starts)]
            painted, ready, processor, memory = map(statistics.median, zip(*figures, strict=True))
            print(f"{name:44}{painted:12.2f}{ready:8.2f}{processor:8.2f}{memory:8.0f}")


def _make_empty(path: Path) -> None:
    sys.path.insert(0, str(ROOT))
    from annotator.services.project.session import Session

    Session.create(path, path.stem).close()


if __name__ == "__main__":
    main()
