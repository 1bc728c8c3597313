"""How many keys does a correction take, and how long is a key on its way to the screen in the whole window?

    python benchmarks/desk.py [PAGE ...] [--cpu] [--keys N] [--headed]

A scripted editor goes through the doubts of the built-in sample, and of the given page files as one more issue, with
key presses and input-method commits only. It takes the first candidate where that is likely, another where that is
likelier than not being one of them, types a correction now and then, keeps the rest, and repairs a series of three
or more with one chord, counted as two keys. A second part makes series of 10 to 200 hits and repairs them.

The window then shows an issue with an article of 500,000 characters with 10,000 doubts and 5,000 label spans:
printed are least, median and 95th percentile of the milliseconds from a key to the repainted text (and to the last
panel, which follow it), of a scroll step, of switching articles and of toggling a layer, and of the keys while the
whole issue is checked beside the window. With ``--cpu`` the processor's time is measured instead of the clock's, for a
machine with other work.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

if "--headed" not in sys.argv:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.flag import Candidate, Flag
from annotator.model.issue import Issue
from annotator.model.labels import LabelPiece, LabelSpan
from annotator.model.page import Page
from annotator.reconstruct.reading.newspaper import UNKNOWN
from annotator.services.background.own_process import OwnProcess
from annotator.services.background.workplaces import Here, Workplace
from annotator.services.checks.checking import load_models
from annotator.services.jobs import errands
from annotator.services.jobs.errands import ModelChoice
from annotator.services.project.lessons import NOTHING_LEARNT
from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import import_issue
from annotator.services.rebuilding.samples import create_sample_project
from annotator.ui.look import theme
from annotator.ui.main_window import MainWindow
from annotator.ui.preferences.settings import Settings
from annotator.ui.qt.garbage import GarbageCollector
from annotator.ui.qt.workers import Jobs, PoolExecutor
from annotator.ui.window import make_window

COMMON = (
    "的一是了不在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于"
    "着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还"
)
CLOCK = time.process_time if "--cpu" in sys.argv else time.perf_counter
Key = Qt.Key


class Desk:
    """A window on a project, and hands that press keys only."""

    def __init__(
        self, application: QApplication, session: Session, folder: Path, workplace: Workplace | None = None
    ) -> None:
        self.application = application
        self.session = session
        self.executor = PoolExecutor()
        settings = Settings(folder)
        look = theme.apply(application, "light")
        jobs = Jobs(self.executor, application)
        self.window: MainWindow = make_window(
            settings, look, settings.value.choice(), folder, jobs, workplace or Here()
        )
        self.window.resize(1500, 950)
        self.window.show()
        self.window.workspace.open(session)
        self.window.activateWindow()
        self.window.article_view.setFocus()
        self.rest(1.0)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is, and let the window paint."""
        QTest.keyClick(QApplication.focusWidget() or self.window.article_view, key, modifiers)
        self.settle()

    def hit(self, key: Qt.Key) -> None:
        """Press a key where the focus is, and let nothing else happen yet."""
        QTest.keyClick(QApplication.focusWidget() or self.window.article_view, key)

    def commit(self, text: str) -> None:
        """Commit text as an input method does, and let the window paint."""
        self.enter(text)
        self.settle()

    def enter(self, text: str) -> None:
        """Commit text as an input method does, and let nothing else happen yet."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.window.article_view, event)

    def settle(self) -> None:
        """Let everything that waits, repaints among it, be done."""
        self.application.sendPostedEvents()
        self.application.processEvents()

    def rest(self, seconds: float) -> None:
        """Let a person's pause go by."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.application.processEvents()
            time.sleep(0.005)

    def close(self) -> None:
        """Close the window and the project."""
        self.window.close()
        self.executor.wait(5000)


# Keys --------------------------------------------------------------------------------------------------


def proofread(desk: Desk, issue_id: str, name: str) -> None:
    """Go through all doubts of an issue and print how many keys the corrections took."""
    desk.window.workspace.show_issue(issue_id)
    desk.settle()
    per_correction: list[int] = []
    keys = kept = hits = 0
    proofreading = desk.window.proofreading
    while proofreading.doubt is not None:
        doubt, series = proofreading.doubt, proofreading.series()
        candidates = doubt.flag.candidates
        members = len(series.members) if series else 1
        before = keys
        if candidates and members >= 3:
            desk.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            keys, hits = keys + 2, hits + members
            per_correction += [0] * (members - 1)
        elif candidates and len(per_correction) % 12 == 11:
            desk.commit(
                candidates[0].text
            )  # as if it were not among the candidates: its characters, then Enter
            desk.press(Key.Key_Return)
            keys += len(candidates[0].text) + 1
        elif candidates and candidates[0].score >= 0.3:
            desk.press(Key.Key_Return)
            keys += 1
        elif len(candidates) > 1 and doubt.flag.score >= 0.5:
            desk.press(Key.Key_2)
            keys += 1
        else:
            desk.press(Key.Key_Space)
            keys, kept = keys + 1, kept + 1
            continue
        per_correction.append(keys - before)
        assert proofreading.doubt is None or proofreading.doubt.flag.id != doubt.flag.id, "it did not go on"
    if per_correction:
        print(
            f"{name:<34}{len(per_correction):>6} corrections,{kept:>5} kept, keys per correction: median "
            f"{statistics.median(per_correction):.1f}, mean {statistics.mean(per_correction):.2f}, "
            f"with those kept {keys / len(per_correction):.2f}"
        )


def repair_series(application: QApplication, folder: Path) -> None:
    """Print the keys per hit of series of several sizes, repaired from the list with all hits looked at."""
    for size in (10, 37):
        with Session.create(folder / f"whole{size}.annotator", "series") as session:
            session.add_issue(issue_of(random.Random(size), size, 1, 0, wrong="袋盖"))
        desk = Desk(application, Session.open(folder / f"whole{size}.annotator"), folder)
        desk.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # counted as two
        left = len(desk.window.found.all())
        print(f"series of {size:<4} repaired at once: {2 / (size - left):.3f} keys per hit, {left} left")
        desk.close()
    for size in (50, 200):
        with Session.create(folder / f"series{size}.annotator", "series") as session:
            session.add_issue(issue_of(random.Random(size), size, 1, 0, wrong="袋盖"))
        desk = Desk(application, Session.open(folder / f"series{size}.annotator"), folder)
        desk.press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)  # counted as two
        desk.press(Key.Key_Down)
        desk.press(Key.Key_Space)  # leave one out
        desk.press(Key.Key_Return)
        left = len(desk.window.found.all())
        print(f"series of {size:<4} with one left out: {5 / (size - left):.3f} keys per hit, {left} left")
        desk.close()


# Time --------------------------------------------------------------------------------------------------


def issue_of(dice: random.Random, blocks: int, flags: int, spans: int, wrong: str = "") -> Issue:
    """Make an issue with one long article and three short ones, with doubts and label spans in each block."""
    texts = []
    for _ in range(blocks):
        text = "".join("。" if at % 41 == 40 else dice.choice(COMMON) for at in range(300))
        texts.append(text[:100] + wrong + text[100 + len(wrong) :])
    raw = "\n".join(texts)
    pages = {"p1": Page("p1", "1.txt", raw)}
    made, doubts, pieces, labels = {}, {}, {}, {}
    for number, text in enumerate(texts):
        block_id = f"b{number}"
        made[block_id] = build_block(
            block_id, Role.BODY, (Run("p1", number * 301, number * 301 + 300),), pages
        )
        found = []
        for count in range(flags):
            start = 100 if wrong else 10 + count * (280 // max(flags, 1))
            candidate = "覆盖" if wrong else "".join(dice.sample(COMMON, 2))
            found.append(
                Flag(
                    *(start, start + 2, text[start : start + 2], 0.35 + 0.6 * dice.random(), "lattice"),
                    *("lattice.unlikely", (), (Candidate(candidate, 0.8),)),
                    id=f"f{number}-{count}",
                )
            )
        doubts[block_id] = tuple(found)
        for count in range(spans):
            span = f"s{number}-{count}"
            labels[span] = LabelSpan(span, "LOC")
            start = 20 + count * (270 // max(spans, 1))
            pieces[block_id] = (*pieces.get(block_id, ()), LabelPiece(span, start, start + 3))
    ids = tuple(made)
    tail = max(len(ids) - 30, len(ids) // 2)
    parts = (ids[:tail], *(ids[tail + at : tail + at + 10] for at in range(0, len(ids) - tail, 10)))
    articles = {
        f"a{number}": Article(f"a{number}", Kind.ARTICLE, part) for number, part in enumerate(parts, 1)
    }
    order = tuple(articles)
    articles |= {FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE)}
    articles |= {UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED)}
    return Issue("i1", "large", pages, articles, order, made, doubts, pieces, labels)


def timed(desk: Desk, act: Callable[[], None]) -> tuple[float, float]:
    """Return the milliseconds from an act to the repainted text, and to all that follows it."""
    began = CLOCK()
    act()
    desk.application.sendPostedEvents()  # repaints among them; what follows the text waits for timers
    painted = CLOCK()
    for _ in range(2):  # the panels follow by timers, and are repainted after that
        desk.settle()
    return (painted - began) * 1000, (CLOCK() - began) * 1000


def resident(process: str) -> int:
    """Return the resident memory of a process in MB; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc", process, "statm").read_text("ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def report(name: str, values: list[float], goal: float) -> None:
    """Print a line of a table."""
    ordered = sorted(values)
    p95 = ordered[max(int(len(ordered) * 0.95) - 1, 0)]
    print(f"{name:<44}{ordered[0]:>8.1f}{statistics.median(ordered):>8.1f}{p95:>8.1f}{goal:>8.0f}")


def window_times(application: QApplication, folder: Path, workplace: Workplace, keys: int) -> None:
    """Print what keys, scroll steps, switches and layers cost in a large issue."""
    path = folder / "large.annotator"
    with Session.create(path, "large") as session:
        session.add_issue(issue_of(random.Random(3), 1700, 6, 3))
    desk = Desk(application, Session.open(path), folder, workplace)
    desk.rest(2.0)
    view, workspace = desk.window.article_view, desk.window.workspace
    print(f"\n{'500,000 characters, ms':<44}{'least':>8}{'median':>8}{'p95':>8}{'goal':>8}")

    def measure(name: str, act: Callable[[], None], goal: float, repeats: int, pause: float = 0.15) -> None:
        found = []
        for _ in range(repeats):
            found.append(timed(desk, act))
            desk.rest(pause)
        report(name, [painted for painted, _ in found], goal)
        report("    and to the last panel", [everything for _, everything in found], 2 * goal)

    decisions = (
        ("Enter", Key.Key_Return),
        ("Space", Key.Key_Space),
        ("Tab", Key.Key_Tab),
        ("2nd", Key.Key_Backspace),
    )
    for name, key in decisions[:3]:
        measure(f"decide: {name}", lambda key=key: desk.hit(key), 16, keys)
    measure("take back: Backspace", lambda: desk.hit(Key.Key_Backspace), 16, 10)
    desk.press(Key.Key_F2)
    measure("type a character", lambda: desk.enter(random.choice(COMMON)), 16, keys)
    desk.press(Key.Key_Escape)

    def scroll() -> None:
        spot = QPointF(view.viewport().rect().center())
        event = QWheelEvent(
            *(spot, view.viewport().mapToGlobal(spot), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton),
            *(Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
        )
        QApplication.sendEvent(view.viewport(), event)

    measure("scroll step", scroll, 16, keys, 0.02)
    for name, target in (("to a short article", "a2"), ("back to the long one", "a1")):
        found = []
        for _ in range(6):
            workspace.show_article("a1" if target != "a1" else "a2")
            desk.rest(0.3)
            found.append(timed(desk, lambda target=target: workspace.show_article(target))[0])
            desk.rest(0.3)
        report(f"switch articles: {name}", found, 100)
    measure("toggle a layer: differences", desk.window.differences.toggle, 50, 10)
    modes = iter(["mode_label", "mode_proofread"] * 10)

    def toggle_mode() -> None:
        desk.window.actions_[next(modes)].trigger()

    measure("toggle layers: mode", toggle_mode, 50, 10)

    job_done: list[bool] = []
    issue = workspace.issue
    assert issue is not None
    job = Jobs(desk.executor, desk.window).start(
        lambda progress, cancelled: workplace.run(
            *(progress, cancelled, errands.rerun, issue, (), ModelChoice(), NOTHING_LEARNT, UNKNOWN),
            rebuild=False,
        ),
        lambda _: job_done.append(True),
    )
    desk.rest(0.5)
    measure("decide: Tab, while all is checked", lambda: desk.hit(Key.Key_Tab), 16, keys, 0.05)
    measure("decide: Enter, while all is checked", lambda: desk.hit(Key.Key_Return), 16, keys, 0.05)
    print("the check was still running" if not job_done else "the check ended before the keys did")
    print(f"resident memory: window {resident('self')} MB", end="")
    pid = workplace.pid if isinstance(workplace, OwnProcess) else None
    print(f", work {resident(str(pid))} MB" if pid else "")
    job.cancel()
    desk.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path, nargs="*", help="page files for the scripted editor")
    parser.add_argument("--keys", type=int, default=40, help="keys to press for each figure")
    parser.add_argument("--cpu", action="store_true", help="measure processor time")
    parser.add_argument("--headed", action="store_true", help="show windows instead of drawing off screen")
    parser.add_argument("--threads", action="store_true", help="check in threads of the window's process")
    parser.add_argument("--only", choices=("keys", "times"), help="print one part only")
    arguments = parser.parse_args()
    application = QApplication([])
    GarbageCollector(application)  # as in the program
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.only != "times":
            models = load_models()
            session = create_sample_project(folder / "sample.annotator", models)
            named = [(session.issues[0].id, "built-in sample")]
            for page in arguments.pages:
                issue = import_issue([page], models=models).issue
                session.add_issue(issue)
                named.append((issue.id, page.name))
            desk = Desk(application, session, folder)
            for issue_id, words in named:
                proofread(desk, issue_id, words)
            desk.close()
            repair_series(application, folder)
        if arguments.only != "keys":
            workplace: Workplace = Here() if arguments.threads else OwnProcess()
            workplace.run(lambda _share: None, lambda: False, errands.load, ModelChoice())
            window_times(application, folder, workplace, arguments.keys)
            workplace.close()


if __name__ == "__main__":
    main()
