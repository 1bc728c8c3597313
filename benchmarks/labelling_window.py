"""How long does it take from a key to the painted label in a long article full of labels?

    python benchmarks/labelling_window.py [--keys N] [--cpu] [--headed] [--hits N]

Shows an issue whose article has 100,000 characters with 5,000 label spans, 500 of them overlapping another one, in
label mode, and prints least, median and 95th percentile of the milliseconds from the key to the finished repaint:
adding a span, giving it another label, moving its edge, removing it, taking the step back, and going through
suggestions. The goal is a 95th percentile of 16 ms. Then every identical text is labelled by one chord, as many as
``--hits`` says, and unlabelled again; the goal is 300 ms for 2,000. With ``--cpu`` the
processor's time is measured instead of the clock's, for a machine with other work.
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
from itertools import accumulate
from pathlib import Path

if "--headed" not in sys.argv:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desk import Desk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.issue import Issue
from annotator.model.labels import LabelPiece, LabelSpan
from annotator.model.page import Page
from annotator.services.project.session import Session

CLOCK = time.process_time if "--cpu" in sys.argv else time.perf_counter
LENGTH = 300
# The commoner half of GB 2312, each about as often as the character of its rank is in print (Zipf's law): spans of few
# characters would all be alike, and a text of many that are equally frequent is drawn as none is that people write.
HAN = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]
OFTEN = list(accumulate(1 / (rank + 10) for rank in range(len(HAN))))
WORD = "茶多多"
Key, Modifier = Qt.Key, Qt.KeyboardModifier


def issue_of(dice: random.Random, characters: int, spans: int, overlapping: int, hits: int) -> Issue:
    """Make an issue with one long article of paragraphs of 300 characters, its spans and its identical texts."""
    count = characters // LENGTH
    texts = []
    for number in range(count):
        drawn = dice.choices(HAN, cum_weights=OFTEN, k=LENGTH)
        text = "".join("，。"[at % 82 == 81] if at % 41 == 40 else drawn[at] for at in range(LENGTH))
        share = hits * (number + 1) // count - hits * number // count
        for at in range(share):
            place = 5 + at * (LENGTH - 10) // max(share, 1)
            text = text[:place] + WORD + text[place + len(WORD) :]
        texts.append(text)
    pages = {"p1": Page("p1", "1.txt", "\n".join(texts))}
    blocks, pieces, labels = {}, {}, {}
    for number in range(count):
        name = f"b{number}"
        start = number * (LENGTH + 1)
        blocks[name] = build_block(name, Role.BODY, (Run("p1", start, start + LENGTH),), pages)
    plain = spans - overlapping
    for number in range(spans):
        block = number % count
        row = number // count
        start = 12 + row * (LENGTH - 20) // (spans // count + 1)
        end = start + dice.randint(2, 6)
        if number >= plain:
            start, end = 12 + (number % 9) * 18 + 1, 12 + (number % 9) * 18 + 9
        span = f"s{number}"
        labels[span] = LabelSpan(span, dice.choice(["PER", "LOC", "ORG", "TIME", "MISC"]))
        pieces.setdefault(f"b{block}", []).append(LabelPiece(span, start, end))
    articles = {
        "a1": Article("a1", Kind.ARTICLE, tuple(blocks)),
        FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
        UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
    }
    listed = {
        name: tuple(sorted(found, key=lambda piece: (piece.start, piece.end, piece.span)))
        for name, found in pieces.items()
    }
    return Issue("i1", "long", pages, articles, ("a1",), blocks, pieces=listed, spans=labels)


def row(name: str, values: list[float], goal: float) -> None:
    """Print a line of the table."""
    ordered = sorted(values)
    p95 = ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
    print(f"{name:<46}{ordered[0]:>8.1f}{statistics.median(ordered):>8.1f}{p95:>8.1f}{goal:>8.0f}")


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds of an act."""
    began = CLOCK()
    act()
    return (CLOCK() - began) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--keys", type=int, default=40, help="keys to press for each figure")
    parser.add_argument("--hits", type=int, default=2000, help="identical texts to label")
    parser.add_argument("--cpu", action="store_true", help="measure processor time")
    parser.add_argument("--headed", action="store_true", help="show the window instead of drawing off screen")
    arguments = parser.parse_args()
    application = QApplication([])
    dice = random.Random(11)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Session.create(folder / "long.annotator", "long") as session:
            session.add_issue(issue_of(dice, 100_000, 5_000, 500, arguments.hits))
        desk = Desk(application, Session.open(folder / "long.annotator"), folder)
        desk.press(Key.Key_2, Modifier.ControlModifier)
        rest(desk)
        one_by_one(desk, dice, arguments.keys)
        all_at_once(desk, arguments.hits)
        desk.close()


def rest(desk: Desk) -> None:
    """Let the suggestions and the lists that lag behind catch up."""
    desk.rest(0.7)
    while not desk.executor.wait(10):
        desk.rest(0.02)
    desk.rest(0.15)


def one_by_one(desk: Desk, dice: random.Random, keys: int) -> None:
    """Add, change, move and remove spans all over the article."""
    view = desk.window.article_view
    steps: dict[str, tuple[Qt.Key, Qt.KeyboardModifier]] = {
        "add a span": (Key.Key_P, Modifier.NoModifier),
        "give it another label": (Key.Key_L, Modifier.NoModifier),
        "move its edge": (Key.Key_Right, Modifier.AltModifier),
        "remove it": (Key.Key_Delete, Modifier.NoModifier),
        "take that back": (Key.Key_Backspace, Modifier.NoModifier),
    }
    found: dict[str, list[float]] = {step: [] for step in steps}
    grown: list[float] = []
    stepped: list[float] = []
    suggestion: list[float] = []
    for _ in range(keys):
        block = f"b{dice.randrange(330)}"
        view.select(block, 8, block, 11)
        rest(desk)
        for step, (key, modifiers) in steps.items():
            found[step].append(timed(lambda key=key, modifiers=modifiers: desk.press(key, modifiers)))
            rest(desk)
        view.set_caret(block, 60)
        rest(desk)
        grown.append(timed(lambda: desk.press(Key.Key_Period)))
        stepped.append(timed(lambda: desk.press(Key.Key_Semicolon)))
        desk.rest(0.2)
        desk.press(Key.Key_Tab)
        rest(desk)
        suggestion.append(timed(lambda: desk.press(Key.Key_Space)))
        rest(desk)
    print(f"{'100,000 characters, 5,000 spans, ms':<46}{'least':>8}{'median':>8}{'p95':>8}{'goal':>8}")
    for step, values in found.items():
        row(step, values, 16)
    row("grow the selection", grown, 16)
    row("next name without a label", stepped, 16)
    row("refuse a suggestion, the next one comes", suggestion, 16)


def all_at_once(desk: Desk, hits: int) -> None:
    """Label every identical text by one chord, and take the labels away by another."""
    view, issue = desk.window.article_view, desk.window.workspace.issue
    assert issue is not None
    block = next(block for block in issue.blocks.values() if WORD in block.text)
    at = block.text.index(WORD)
    both = Modifier.ControlModifier | Modifier.ShiftModifier
    labelled, removed = [], []
    for _ in range(4):
        view.select(block.id, at, block.id, at + len(WORD))
        desk.press(Key.Key_W)
        rest(desk)
        before = len(desk.window.workspace.issue.spans)
        labelled.append(timed(lambda: desk.press(Key.Key_L, both)))
        put = len(desk.window.workspace.issue.spans) - before
        rest(desk)
        removed.append(timed(lambda: desk.press(Key.Key_Backspace, both)))
        rest(desk)
        assert put >= hits * 0.8, put
    row(f"label {put:,} identical texts", labelled, 300 * put / 2000)
    row(f"unlabel {put:,} identical texts", removed, 300 * put / 2000)


if __name__ == "__main__":
    main()
