"""How many keys does a label take?

    python benchmarks/labelling_keys.py [TEXT GOLD]... [--headed]

A scripted annotator labels the names of the built-in sample, and of any text file given with a second file of its names
(a name, a tab and a label's id a line; every occurrence counts), with real key presses in the window; the spans
that are stored are compared with those wanted. A click is counted as a key. Printed are keys per new span

* one by one, without suggestions: a click into the name, then the shortest of what a practised annotator would do: the
  label's key at once, or the selection grown first, with edges moved where they are wrong;
* with suggestions: those that are right are taken, wrong ones refused, and what is not suggested is labelled as above;
* and for identical texts: the keys for all further places of a name once one is labelled.

The goal is 3 keys a new span of 2 to 6 characters, 1 a suggestion, one chord for identical texts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

if "--headed" not in sys.argv:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desk import Desk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.lexicon.stretches import enclosing
from annotator.model.issue import Issue
from annotator.model.provenance import Place
from annotator.services.checks.checking import Models, load_models
from annotator.services.labels.suggesting import Suggestion
from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import import_issue
from annotator.services.rebuilding.samples import create_sample_project
from annotator.ui.controllers.label.desk import LabelDesk

Key, Modifier = Qt.Key, Qt.KeyboardModifier
PLAIN, ALT, SHIFT = Modifier.NoModifier, Modifier.AltModifier, Modifier.ShiftModifier
KEYS = {"PER": Key.Key_P, "LOC": Key.Key_L, "ORG": Key.Key_O, "TIME": Key.Key_T, "TITLE": Key.Key_D}

SAMPLE = {
    "PER": "林书禾 周远 宋长根 梁启山 陆文婧 何小满 高秀兰 赵志明 江小满 方宁 田雨欣 罗玉兰 沈青",
    "LOC": "青河县 石岭乡 坪头村 青河 云岭镇 青云铁路 清沟 云岭 青河站 云岭站",
    "ORG": "石岭乡中心小学 县水利局 青河日报",
    "TIME": "三月 三年前 去年年底 上世纪七十年代 今年 七月份 周五下午 周日傍晚 前年 去年 周末",
    "TITLE": "村党支部书记 水利局局长 局长",
}


class Annotator:
    """Labels what is wanted and counts the keys."""

    def __init__(self, desk: Desk, gold: dict[Place, str]) -> None:
        self.desk = desk
        self.gold = gold
        self.desk_parts = desk.window.findChild(LabelDesk)
        self.keys = 0

    @property
    def issue(self) -> Issue:
        """The issue as it is now."""
        issue = self.desk.window.workspace.issue
        assert issue is not None
        return issue

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        """Press a key and count it."""
        for _ in range(times):
            self.desk.press(key, modifiers)
            self.keys += 1

    def label(self, place: Place, label: str) -> int:
        """Label one place from a click on; returns the keys it took."""
        before = self.keys
        text = self.issue.blocks[place.block].text
        at = next((start for start in range(place.start, place.end) if text[start].isalnum()), place.start)
        self.desk.window.workspace.go_to(Place(place.block, at, at))
        self.keys += 1
        self.desk.settle()
        direct = self.desk_parts.selecting.place_here(label)
        chain = enclosing(text, at, at)
        ways = [(_nudges((direct.start, direct.end), place), 0)] if direct else []
        ways += [(number + _nudges(each, place), number) for number, each in enumerate(chain, start=1)]
        _, grown = min(ways)
        self.press(Key.Key_Period, times=grown)
        if grown:
            here = chain[grown - 1]
        else:
            assert direct is not None
            self.press(KEYS[label])
            here = direct.start, direct.end
        self.press(Key.Key_Right if place.end > here[1] else Key.Key_Left, ALT, abs(place.end - here[1]))
        edge = Key.Key_Right if place.start > here[0] else Key.Key_Left
        self.press(edge, ALT | SHIFT, abs(place.start - here[0]))
        if grown:
            self.press(KEYS[label])
        return self.keys - before

    def is_labelled(self, place: Place, label: str) -> bool:
        """Tell whether a place has its label."""
        return any(
            (piece.start, piece.end) == (place.start, place.end)
            and self.issue.spans[piece.span].label == label
            and not self.issue.spans[piece.span].suggested
            for piece in self.issue.pieces.get(place.block, ())
        )

    def one_by_one(self) -> list[int]:
        """Label everything without suggestions; returns the keys of each span of 2 to 6 characters."""
        self.desk.press(Key.Key_S, Modifier.ControlModifier | ALT)
        counts = []
        for place, label in self.gold.items():
            taken = self.label(place, label)
            assert self.is_labelled(place, label), (place, label)
            if 2 <= place.end - place.start <= 6:
                counts.append(taken)
        self.desk.press(Key.Key_S, Modifier.ControlModifier | ALT)
        return counts

    def with_suggestions(self) -> tuple[int, int, int, int]:
        """Decide what is suggested and label the rest; returns how many were taken, refused, labelled, wrong."""
        suggesting = self.desk_parts.suggesting
        taken = refused = made = 0
        for place, label in self.gold.items():
            self._catch_up()
            while (current := self._suggested_before(place)) is not None:
                self.desk.window.workspace.go_to(current.place)
                self.desk.settle()
                assert suggesting.current == current
                right = self.gold.get(current.place)
                choices = [each.id for each in suggesting.choices()]
                if right in choices:
                    self.press(
                        Key.Key_Return if choices[0] == right else Key(Key.Key_0 + choices.index(right) + 1)
                    )
                    taken += 1
                else:
                    self.press(Key.Key_Space)
                    refused += 1
                self._catch_up()
            if not self.is_labelled(place, label):
                self.label(place, label)
                made += 1
        missed = sum(not self.is_labelled(place, label) for place, label in self.gold.items())
        return taken, refused, made, missed

    def _catch_up(self) -> None:
        self.desk.rest(0.45)
        while not self.desk.executor.wait(10):
            self.desk.rest(0.02)
        self.desk.rest(0.05)

    def _suggested_before(self, place: Place) -> Suggestion | None:
        """Return the first suggestion up to a place in the shown article."""
        self.desk.window.workspace.show_article(self.issue.article_of(place.block).id)
        ranks = {each: rank for rank, each in enumerate(self.issue.article_of(place.block).blocks)}
        here = (ranks[place.block], place.end)
        found = [
            each
            for listed in self.desk_parts.suggestions.open.values()
            for each in listed
            if each.place.block in ranks
        ]
        found.sort(key=lambda each: (ranks[each.place.block], each.place.start))
        return next((each for each in found if (ranks[each.place.block], each.place.start) < here), None)


def _nudges(here: tuple[int, int], place: Place) -> int:
    return abs(here[0] - place.start) + abs(here[1] - place.end)


def gold_of(issue: Issue, names: dict[str, str]) -> dict[Place, str]:
    """Return every place of the names in reading order, the longest name first where they overlap."""
    found: dict[Place, str] = {}
    for article_id in issue.order:
        for block in issue.blocks_of(article_id):
            taken: list[tuple[int, int]] = []
            here: list[tuple[Place, str]] = []
            for name in sorted(names, key=len, reverse=True):
                at = block.text.find(name)
                while at >= 0:
                    end = at + len(name)
                    if not any(start < end and at < stop for start, stop in taken):
                        taken.append((at, end))
                        here.append((Place(block.id, at, end), names[name]))
                    at = block.text.find(name, end)
            found.update(sorted(here, key=lambda entry: entry[0].start))
    return found


def measure(application: QApplication, folder: Path, path: Path, title: str, names: dict[str, str]) -> None:
    """Label one issue in two ways and print what it took."""
    for way in ("one", "stream"):
        copy = folder / f"{way}-{path.name}"
        copy.write_bytes(path.read_bytes())
        desk = Desk(application, Session.open(copy), folder)
        desk.press(Key.Key_2, Modifier.ControlModifier)
        desk.rest(0.6)
        issue = desk.window.workspace.issue
        assert issue is not None
        annotator = Annotator(desk, gold_of(issue, names))
        total = len(annotator.gold)
        if way == "one":
            counts = annotator.one_by_one()
            print(
                f"{title}: {total} spans, one by one: {len(counts)} of 2 to 6 characters, keys each: median "
                f"{statistics.median(counts):.1f}, mean {statistics.mean(counts):.2f}, most {max(counts)}, "
                f"three or fewer {sum(count <= 3 for count in counts) / len(counts):.0%}"
            )
        else:
            taken, refused, made, missed = annotator.with_suggestions()
            print(
                f"{title}: with suggestions: {taken} taken, {refused} refused, one key each; {made} labelled, "
                f"{missed} came out wrong; keys per span {annotator.keys / total:.2f}"
            )
        desk.close()


def identical(application: QApplication, folder: Path, path: Path, name: str, label: str) -> None:
    """Print the keys for all further places of a name."""
    copy = folder / f"identical-{path.name}"
    copy.write_bytes(path.read_bytes())
    desk = Desk(application, Session.open(copy), folder)
    desk.press(Key.Key_2, Modifier.ControlModifier)
    issue = desk.window.workspace.issue
    assert issue is not None
    annotator = Annotator(desk, gold_of(issue, {name: label}))
    first, *others = annotator.gold
    annotator.label(first, label)
    before = annotator.keys
    annotator.press(Key.Key_L, Modifier.ControlModifier | SHIFT)
    assert all(annotator.is_labelled(place, label) for place in others)
    print(f"identical texts: {annotator.keys - before} chord for {len(others)} further places of a name")
    desk.close()


def read_names(lines: Iterable[str]) -> dict[str, str]:
    """Return names with their labels."""
    rows = (line.rstrip("\n").split("\t") for line in lines if "\t" in line)
    return {row[0]: row[1].strip() for row in rows}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "files", type=Path, nargs="*", help="text files, each followed by the file of its names"
    )
    parser.add_argument("--headed", action="store_true", help="show windows instead of drawing off screen")
    arguments = parser.parse_args()
    application = QApplication([])
    models: Models = load_models()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = folder / "sample.annotator"
        create_sample_project(sample, models).close()
        names = {text: label for label, texts in SAMPLE.items() for text in texts.split()}
        measure(application, folder, sample, "built-in sample", names)
        identical(application, folder, sample, "陆文婧", "PER")
        for text, gold in zip(arguments.files[::2], arguments.files[1::2], strict=True):
            project = folder / f"{text.stem}.annotator"
            with Session.create(project, text.stem) as session:
                session.add_issue(import_issue([text], models=models).issue)
            listed = read_names(gold.read_text(encoding="utf-8").splitlines())
            measure(application, folder, project, text.name, listed)


if __name__ == "__main__":
    main()
