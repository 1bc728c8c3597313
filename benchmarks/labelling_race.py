"""How does labelling here compare with Label Studio and doccano, step by step on documents of the same sizes?

    python benchmarks/labelling_race.py [--documents NAME ...] [--repeats N] [--cpu] [--headed]

Two invented documents of each size (1,000 characters with 10 spans up to 100,000 with 5,000; a span of 2 to 6
characters in each equal slot, none over a line) come in as doccano's JSONL and are raced through in the whole window,
with its process for long work and its models loaded: opening the project, the next document (the next article of an
issue by key, another issue by a click in the tree), a label made to stay by a chord, spans added by dragging the mouse
and by keys, removed again, pages scrolled, and every identical text labelled by one chord. Each size has a process of
its own. The texts have been checked for doubts before.

A time runs from the input event until a paint in which the change is to be seen has ended; for opening and going on:
the first line right, and in every paragraph in view all labels the document has there. The published medians of the
peers, of November 2026, are of headless Chromium on two cores; their rule lets two further frames of a 60 Hz screen
pass, so that an instant change reads 33 to 50 ms. The ratios therefore are theirs to ours plus 50 ms (scrolling, which
they timed without these frames, importing and memory: to ours as it is); below 1 they are quicker. Their documents
were of the same sizes but other texts; opening theirs includes the way through a server on the same machine, ours
reading the project file. Nothing here says what a graphics card and a real screen add. Memory is that of
the window's process and of the one for long work, against the browser's largest renderer and the server.

With ``--cpu`` the processor's time of the window is measured instead of the clock's, for a machine with other work.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

if "--headed" not in sys.argv:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desk import CLOCK, Desk, resident
from labelled_documents import brought_in, document_of, file_of
from labelling_peers import SIZES, Results, show, show_actions
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidget

from annotator.model.issue import Issue
from annotator.services.background.own_process import OwnProcess
from annotator.services.jobs import errands
from annotator.services.jobs.errands import ModelChoice
from annotator.services.project.session import Session
from annotator.ui.qt.garbage import GarbageCollector

CHECKED = 300  # seconds a check of the texts may take before the race
Key, Modifier = Qt.Key, Qt.KeyboardModifier
PLAIN, CHORD = Modifier.NoModifier, Modifier.ControlModifier | Modifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton

# Watching ----------------------------------------------------------------------------------------------


class Watch(QObject):
    """Sees whether the article pane was painted while something held."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._holds: Callable[[], bool] = lambda: True
        self._seen = False
        desk.window.article_view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Note a paint in which it holds."""
        if event.type() == QEvent.Type.Paint and not self._seen:
            self._seen = self._holds()
        return False

    def time(self, act: Callable[[], object], holds: Callable[[], bool], patience: float = 60) -> float:
        """Do something; return the milliseconds until it is seen that something holds."""
        self._holds, self._seen = holds, False
        began, waited = CLOCK(), time.perf_counter()
        act()
        while not self._seen:
            self._desk.application.sendPostedEvents()  # repaints among them
            if not self._seen:
                self._desk.application.processEvents()
            box = QApplication.activeModalWidget()
            assert box is None, box.property("text")
            assert time.perf_counter() - waited < patience, "it was never seen"
        return (CLOCK() - began) * 1000


# The race ----------------------------------------------------------------------------------------------


class Race:
    """One size, from importing to labelling identical texts."""

    def __init__(self, application: QApplication, folder: Path, name: str, repeats: int) -> None:
        self.repeats = repeats
        self.dice = random.Random(5)
        self.results = Results()
        characters, spans = SIZES[name]
        self.documents = [
            document_of(f"{name}-{each}", characters, spans, at) for at, each in enumerate("ab")
        ]
        self.path = folder / "race.annotator"
        self._import(folder)
        self.workplace = OwnProcess()
        self.workplace.run(lambda _share: None, lambda: False, errands.load, ModelChoice())
        with Session.create(folder / "small.annotator", "small") as session:
            small = document_of("small", 60, 1, 9)
            brought_in(session, "small", file_of(folder, "small", [small]))
        self.small = folder / "small.annotator"
        self.desk = Desk(application, Session.open(self.small), folder, self.workplace)
        self.window = self.desk.window
        self.view = self.window.article_view
        self.watch = Watch(self.desk)
        self._check()

    def _import(self, folder: Path) -> None:
        first, second = self.documents
        with Session.create(self.path, "race") as session:
            self.results.note("import, JSONL", brought_in(session, "a", file_of(folder, "a", [first])))
            brought_in(session, "b, a", file_of(folder, "ba", [second, first]))

    def _check(self) -> None:
        """Let the texts be checked for doubts, and the search index be made, as they are when work goes on."""
        window = self.window
        window.rechecking.set_models(ModelChoice())
        window.projects.open(self.path)
        workspace = window.workspace
        for issue_id, _ in tuple(workspace.session.issue_names if workspace.session else ()):
            workspace.show_issue(issue_id)
            end = time.perf_counter() + CHECKED
            while not workspace.is_checked and time.perf_counter() < end:
                self.desk.rest(0.1)
            self.calm()
        window.projects.open(self.small)
        self.desk.press(Key.Key_2, Modifier.ControlModifier)
        self.calm()

    def calm(self) -> None:
        """Wait until nothing is under way beside the window."""
        self.desk.rest(0.7)
        while not self.desk.executor.wait(10):
            self.desk.rest(0.02)
        self.desk.rest(0.2)

    def run(self) -> None:
        """Race through all steps."""
        self.results.note("MB before", resident("self"))
        for number in range(self.repeats + 1):
            step = "open" if number else "open, first time"
            self.results.note(
                step, self.watch.time(lambda: self.window.projects.open(self.path), lambda: self.shows(0))
            )
            self.calm()
            if not number:
                self.results.note("MB after first open: window, renderer", resident("self"))
            self.window.projects.open(self.small)
            self.calm()
        self.window.projects.open(self.path)
        self.calm()
        self.go_on()
        self.add_and_remove()
        self.scroll()
        self.label_identical()
        self.results.note("MB at the end", resident("self"))
        self.results.note("MB beside it: work process, server", resident(str(self.workplace.pid)))
        self.desk.close()
        self.workplace.close()

    @property
    def issue(self) -> Issue:
        """The shown issue."""
        issue = self.window.workspace.issue
        assert issue is not None
        return issue

    def shows(self, which: int) -> bool:
        """Tell whether a document is shown, with all labels of what is in view."""
        blocks = self.view.blocks()
        if not blocks or blocks[0].text != self.documents[which].text.partition("\n")[0]:
            return False
        issue = self.issue
        return all(
            {piece.span for piece in issue.pieces.get(block_id, ())}
            <= {mark.tag for mark in self.view.marks(block_id)}
            for block_id in self.view.visible_ids()
        )

    def go_on(self) -> None:
        """Go from document to document: other issues by clicks, then the articles of one issue by keys."""
        tree = self.window.tree.findChild(QTreeWidget)
        assert tree is not None
        for number in range(self.repeats + 1):
            for target, which in ((1, 1), (0, 0)):
                spot = tree.visualItemRect(tree.topLevelItem(target)).center()
                taken = self.watch.time(
                    lambda spot=spot: QTest.mouseClick(tree.viewport(), LEFT, PLAIN, spot),
                    lambda which=which: self.shows(which),
                )
                if number:
                    self.results.note("next document: issue, by click", taken)
                self.calm()
        QTest.mouseClick(tree.viewport(), LEFT, PLAIN, tree.visualItemRect(tree.topLevelItem(1)).center())
        self.calm()
        self.view.setFocus()
        steps = ((Key.Key_PageDown, 0), (Key.Key_PageUp, 1))
        for number in range(self.repeats + 1):
            for key, which in steps:
                taken = self.watch.time(
                    lambda key=key: QTest.keyClick(self.view, key, Modifier.ControlModifier),
                    lambda which=which: self.shows(which),
                )
                if number:
                    self.results.note("next document: article, by key", taken)
                self.calm()

    def free_place(self, length: int = 3) -> tuple[str, int]:
        """Return characters without a label in view and on one line: their block and the first of them."""
        found = []
        lowest = self.view.viewport().height()
        for block_id in self.view.visible_ids():
            text = self.issue.blocks[block_id].text
            taken = [(piece.start, piece.end) for piece in self.issue.pieces.get(block_id, ())]
            for at in range(1, len(text) - length - 1):
                if any(start < at + length + 1 and at - 1 < end for start, end in taken):
                    continue
                rect = self.view.range_rect(block_id, at - 1, at + length + 1)
                # That of a character at which a line begins has the end of the line before in it.
                line = min(self.view.range_rect(block_id, each, each + 1).height() for each in (at, at + 1))
                if rect.top() > 0 and rect.bottom() < lowest and rect.height() < 1.5 * line:
                    found.append((block_id, at))
        return self.dice.choice(found)

    def spot(self, block_id: str, position: int) -> QPoint:
        """Return where on the screen a character begins."""
        rect = self.view.range_rect(block_id, position, position + 1)
        return QPoint(round(rect.left()) + 1, round(rect.center().y()))

    def is_marked(self, block_id: str, at: int) -> bool:
        """Tell whether three characters have a label for the eye."""
        marks = self.view.marks(block_id)
        return any(mark.kind == "label" and (mark.start, mark.end) == (at, at + 3) for mark in marks)

    def add_and_remove(self) -> None:
        """Add spans in two ways and remove each of them, all over the article."""
        view, viewport = self.view, self.view.viewport()
        for number in range(self.repeats + 1):
            bar = view.verticalScrollBar()
            bar.setValue(round(bar.maximum() * (number + 0.5) / (self.repeats + 1)))
            self.calm()
            block_id, at = self.free_place()
            QTest.mouseClick(viewport, LEFT, PLAIN, self.spot(block_id, at))
            for _ in range(3):
                self.desk.press(Key.Key_Right, Modifier.ShiftModifier)
            self.calm()
            self.added(
                "add: the label's key", lambda: QTest.keyClick(view, Key.Key_P), (block_id, at), number
            )
            taken = self.handled(lambda: QTest.keyClick(view, Key.Key_K, CHORD))
            if number:
                self.results.note("label made to stay, by a chord", taken)
            self.calm()
            block_id, at = self.free_place()
            self.drag(block_id, at, number)
            QTest.keyClick(view, Key.Key_K, CHORD)
            self.calm()

    def handled(self, act: Callable[[], object]) -> float:
        """Do something that is seen outside the text; returns the milliseconds till all of it is done."""
        began = CLOCK()
        act()
        self.desk.settle()
        return (CLOCK() - began) * 1000

    def drag(self, block_id: str, at: int, number: int) -> None:
        """Select three characters with the mouse while a label stays, and remove the new span."""
        viewport = self.view.viewport()
        first, middle, last = (self.spot(block_id, at + step) for step in (0, 1, 3))
        QTest.mousePress(viewport, LEFT, PLAIN, first)
        QTest.mouseMove(viewport, middle)
        QTest.mouseMove(viewport, last)
        self.desk.settle()
        self.added(
            "add: mouse-up, label chosen first",
            lambda: QTest.mouseRelease(viewport, LEFT, PLAIN, last),
            (block_id, at),
            number,
        )

    def added(self, step: str, act: Callable[[], object], place: tuple[str, int], number: int) -> None:
        """Time how a span is added, selected by a click, and removed by a key."""
        block_id, at = place
        taken = self.watch.time(act, lambda: self.is_marked(block_id, at))
        self.calm()
        self.view.set_caret(block_id, 0)
        self.calm()
        sticky = self.window.actions_["sticky_label"]
        on, spot = sticky.isChecked(), self.spot(block_id, at + 1)
        clicked = self.watch.time(
            lambda: QTest.mouseClick(self.view.viewport(), LEFT, PLAIN, spot),
            lambda: self.window.labelling.span is not None,
        )
        self.calm()
        assert sticky.isChecked() == on
        removed = self.watch.time(
            lambda: QTest.keyClick(self.view, Key.Key_Delete), lambda: not self.is_marked(block_id, at)
        )
        self.calm()
        if number:
            self.results.note(step, taken)
            self.results.note("remove: click selects span", clicked)
            self.results.note("remove: key", removed)

    def scroll(self) -> None:
        """Scroll six pages, the first one to warm up, and note the longest stretch in which no event was heard."""
        bar, viewport = self.view.verticalScrollBar(), self.view.viewport()
        bar.setValue(0)
        self.calm()
        spot = QPointF(viewport.rect().center())
        for number in range(6):
            before = bar.value()
            if before == bar.maximum():
                break
            notches = round(0.9 * bar.pageStep() / (bar.singleStep() * QApplication.wheelScrollLines()))
            event = QWheelEvent(
                *(spot, viewport.mapToGlobal(spot), QPoint(), QPoint(0, -120 * notches)),
                *(Qt.MouseButton.NoButton, PLAIN, Qt.ScrollPhase.NoScrollPhase, False),
            )
            first = self.watch.time(
                lambda event=event: QApplication.sendEvent(viewport, event),
                lambda before=before: bar.value() != before,
            )
            longest, end = first, time.perf_counter() + 0.2
            while time.perf_counter() < end:
                longest = max(longest, self.handled(lambda: None))
                time.sleep(0.002)
            if number or before + bar.pageStep() >= bar.maximum():
                self.results.note("scroll: wheel to first paint", first)
                self.results.note("scroll: longest frame of a page", longest)
            self.desk.rest(0.3)

    def label_identical(self) -> None:
        """Label every place with the same text in the issue by one chord, and take that back."""
        shown = self.issue.articles[self.window.workspace.article_id].blocks
        texts = [self.issue.blocks[block_id].text for block_id in shown]
        pairs = Counter(text[at : at + 2] for text in texts for at in range(len(text) - 1))
        word = next(pair for pair, _ in pairs.most_common() if all("一" <= each <= "龥" for each in pair))
        taken: list[float] = []
        put = 0
        for number in range(self.repeats + 1):
            block = next(
                block for block in self.issue.blocks.values() if word in block.text and block.id in self.view
            )
            at = block.text.index(word)
            self.view.select(block.id, at, block.id, at + len(word))
            self.calm()
            before = len(self.issue.spans)
            value = self.handled(lambda: QTest.keyClick(self.view, Key.Key_L, CHORD))
            put = len(self.issue.spans) - before
            self.calm()
            QTest.keyClick(self.view, Key.Key_Z, Modifier.ControlModifier)
            self.calm()
            assert len(self.issue.spans) == before
            if number:
                taken.append(value)
        self.results.identical = put, taken


# Printing -----------------------------------------------------------------------------------------------


def raced(name: str, arguments: argparse.Namespace) -> Results:
    """Race through one size in a process of its own."""
    command = [sys.executable, __file__, "--one", name, "--repeats", str(arguments.repeats)]
    command += [option for option in ("--cpu", "--headed") if option in sys.argv]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    said = json.loads(done.stdout.splitlines()[-1])
    return Results(said["values"], (said["identical"][0], said["identical"][1]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", nargs="*", choices=list(SIZES), default=list(SIZES))
    parser.add_argument("--repeats", type=int, default=5, help="measured repetitions behind one to warm up")
    parser.add_argument("--cpu", action="store_true", help="measure processor time")
    parser.add_argument("--headed", action="store_true", help="show the window instead of drawing off screen")
    parser.add_argument("--one", choices=list(SIZES), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        application = QApplication([])
        GarbageCollector(application)  # as in the program
        with tempfile.TemporaryDirectory() as folder:
            race = Race(application, Path(folder), arguments.one, arguments.repeats)
            race.run()
        print(json.dumps({"values": race.results.values, "identical": race.results.identical}))
        return
    for name in arguments.documents:
        show(name, raced(name, arguments))
    show_actions()


if __name__ == "__main__":
    main()
