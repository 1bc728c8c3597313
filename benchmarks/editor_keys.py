"""How long is a key on its way to the screen in the article pane?

Prints median and 95th percentile of the milliseconds from a key press to the finished repaint, an owner's answer
and fresh marks included, for texts of several shapes; also what showing the text and switching labels off cost.
The goal is a 95th percentile below 16 ms. Run: ``python benchmarks/editor_keys.py [--keys N]``.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

if "--headed" not in sys.argv:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QApplication, QTextEdit

from annotator.model.article import Role
from annotator.ui.editor.pane_text import CORRECTION, FLAG, KINDS, LABEL, Mark, PaneBlock
from annotator.ui.editor.text_view import ArticleView

CHARACTERS = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于"
    "着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还"
    "进好小部其些主样理心她本前开但因只从想实"
)


CLOCK = time.process_time if "--cpu" in sys.argv else time.perf_counter


def main() -> None:
    """Measure and print one line a shape of text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=60, help="keys to press in each text")
    parser.add_argument("--headed", action="store_true", help="show windows instead of drawing off screen")
    parser.add_argument(
        "--cpu", action="store_true", help="measure processor time: for a machine with other work"
    )
    arguments = parser.parse_args()
    application = QApplication([])
    dice = random.Random(7)
    print(
        f"{'text':<42}{'load s':>8}{'key ms':>8}{'p95':>7}{'IME ms':>8}{'p95':>7}{'layer ms':>10}{'next key':>10}"
    )
    shapes = [
        ("500,000 characters, 300 each, 10,000 marks", 1667, 300, 6),
        ("500,000 characters, 30 each, 10,000 marks", 16_667, 30, 1),
        ("100,000 characters, 300 each, 10,000 marks", 333, 300, 30),
        ("one block of 50,000 characters, 2,000 marks", 1, 50_000, 2000),
        ("one block of 50,000 characters, no marks", 1, 50_000, 0),
    ]
    for name, count, length, marks in shapes:
        measure(application, name, make_blocks(dice, count, length), marks, arguments.keys, dice)
    print()
    hidden_cost(application)


def make_blocks(dice: random.Random, count: int, length: int) -> list[PaneBlock]:
    """Make blocks of random common characters with a full stop now and then."""
    blocks = []
    for number in range(count):
        text = "".join("。" if place % 41 == 40 else dice.choice(CHARACTERS) for place in range(length))
        blocks.append(PaneBlock(f"b{number}", Role.BODY, text))
    return blocks


def make_marks(dice: random.Random, text: str, count: int) -> list[Mark]:
    """Make marks of one to four characters in four kinds."""
    kinds = ((FLAG, ""), (LABEL, "地名"), (CORRECTION, ""), (FLAG, ""))
    found = []
    for number in range(count):
        start = dice.randrange(len(text) - 4)
        kind, label = kinds[number % len(kinds)]
        found.append(
            Mark(start, start + dice.randint(1, 4), kind, f"t{number}", label, weight=number % 3 + 1)
        )
    return found


def measure(
    application: QApplication, name: str, blocks: list[PaneBlock], marks: int, keys: int, dice: random.Random
) -> None:
    """Show one text, press keys in it, and print what they cost."""
    view = ArticleView()
    view.resize(700, 800)
    texts = {block.id: block.text for block in blocks}
    given = {block.id: make_marks(dice, block.text, marks) for block in blocks}

    def answer(block_id: str, start: int, end: int, text: str) -> None:
        """Do what a window does with an edit: keep it, confirm it, move the marks."""
        texts[block_id] = texts[block_id][:start] + text + texts[block_id][end:]
        view.update_block(PaneBlock(block_id, Role.BODY, texts[block_id]))
        shift = len(text) - (end - start)
        given[block_id] = [
            Mark(m.start + shift, m.end + shift, m.kind, m.tag, m.label, m.color, m.active, m.weight)
            if m.start >= end
            else m
            for m in given[block_id]
        ]
        view.set_marks(block_id, given[block_id])

    view.text_edited.connect(answer)
    view.show()
    began = time.perf_counter()
    view.set_blocks(blocks, given)
    settle(application)
    load = time.perf_counter() - began
    time.sleep(0.3)
    wait(application, 0.7)
    middle = blocks[len(blocks) // 2]
    view.set_caret(middle.id, len(middle.text) // 2)
    settle(application)
    typed = [timed(application, lambda: press(view, dice.choice("abc"))) for _ in range(keys)]
    committed = [timed(application, lambda: compose(view, dice.choice(CHARACTERS))) for _ in range(keys)]
    switch = timed(application, lambda: view.set_kinds(set(KINDS) - {LABEL}))
    after = timed(application, lambda: press(view, "a"))
    print(
        f"{name:<42}{load:>8.2f}{statistics.median(typed):>8.1f}{p95(typed):>7.1f}"
        f"{statistics.median(committed):>8.1f}{p95(committed):>7.1f}{switch:>10.1f}{after:>10.1f}"
    )
    view.close()
    view.deleteLater()
    settle(application)


def hidden_cost(application: QApplication) -> None:
    """Print why marks are painted: formats set on all laid-out blocks make the next key lay all out again."""
    edit = QTextEdit()
    edit.setUndoRedoEnabled(False)
    edit.resize(700, 800)
    edit.setPlainText("\n".join(block.text for block in make_blocks(random.Random(1), 1667, 300)))
    edit.show()
    wait(application, 1.0)
    before = timed(application, lambda: press(edit, "a"))
    entry = QTextLayout.FormatRange()
    entry.start, entry.length, entry.format = 3, 4, QTextCharFormat()  # type: ignore[misc]

    def set_all() -> None:
        block = edit.document().begin()
        while block.isValid():
            block.layout().setFormats([entry])
            block = block.next()
        edit.viewport().update()

    switch = timed(application, set_all)
    after = timed(application, lambda: press(edit, "a"))
    print(
        "for comparison, QTextLayout.setFormats on every block of 500,000 characters: "
        f"key before {before:.1f} ms, switch {switch:.1f} ms, next key {after:.1f} ms"
    )


def press(widget: QTextEdit, character: str) -> None:
    """Press and release the key of an ASCII letter."""
    from PySide6.QtTest import QTest

    QTest.keyClick(widget, character)


def compose(widget: QTextEdit, character: str) -> None:
    """Commit one character as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(character)
    QGuiApplication.sendEvent(widget, event)


def timed(application: QApplication, act: Callable[[], None]) -> float:
    """Return the milliseconds an act takes until the screen shows it, by the clock or of the processor."""
    began = CLOCK()
    act()
    settle(application)
    return (CLOCK() - began) * 1000


def settle(application: QApplication) -> None:
    """Let everything that waits, repaints among it, be done."""
    application.sendPostedEvents()
    application.processEvents()


def wait(application: QApplication, seconds: float) -> None:
    """Let Qt lay out in the background."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        application.processEvents()
        time.sleep(0.01)


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return sorted(values)[max(int(len(values) * 0.95) - 1, 0)]


if __name__ == "__main__":
    main()
