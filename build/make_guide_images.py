#!/usr/bin/env python3
"""Make the pictures of the user guide from the real program, in both languages.

    python build/make_guide_images.py [--dark]

They show its built-in sample, with one misreading in more places, and are written to ``docs/guide/images``. The
program runs without a display, in a home of its own.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from annotator.app import Program
from annotator.model.provenance import Place
from annotator.paths import HOME_VARIABLE
from annotator.services.background.workplaces import Here
from annotator.services.files.sample_pages import SAMPLE_NAME, sample_files
from annotator.services.labels.identical import identical_places, put_labels
from annotator.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "guide" / "images"
SIZE = QSize(1280, 800)
LANGUAGES = ("zh_CN", "en")
RIGHT, MISREAD = "孩子", "孩于"


def pause(seconds: float) -> None:
    """Let the program work."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)


def wait(done: Callable[[], bool]) -> None:
    """Let the program work until something has come about.

    Raises:
        TimeoutError: it has not within two minutes.
    """
    until = time.monotonic() + 120
    while not done():
        if time.monotonic() > until:
            raise TimeoutError("the program did not come so far")
        pause(0.02)
    pause(0.5)


def press(widget: QWidget, keys: str) -> None:
    """Press a key or a chord."""
    stroke = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs lack __getitem__
    words = keys.lower() if len(keys) == 1 else ""
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, stroke.key(), stroke.keyboardModifiers(), words))
    pause(0.3)


def pictures(window: MainWindow) -> Iterator[tuple[str, QPixmap]]:
    """Yield name and picture of every scene."""
    view, actions = window.article_view, window.actions_
    wait(lambda: window.proofreading.doubt is not None)
    view.setFocus()
    yield "proofread", window.grab()
    first, member = (
        window.proofreading.doubt,
        next(each.members[0] for each in window.found.series() if each.wrong == MISREAD),
    )
    assert first is not None, "it has been waited for"
    window.proofreading.decide(member.block, member.flag.id)
    press(view, "Shift+Return")
    pause(0.5)
    yield "series", window.grab()
    view.setFocus()
    window.proofreading.decide(first.block, first.flag.id)
    for keys in ("Return", "Return", "Return"):
        press(view, keys)
    actions["differences"].trigger()
    issue = window.workspace.issue
    assert issue is not None, "the sample is open"
    window.workspace.go_to(Place(first.block, first.flag.start, first.flag.end))
    pause(0.8)
    yield "differences", window.grab()
    actions["differences"].trigger()
    actions["mode_label"].trigger()
    pause(0.5)
    label_some(window)
    yield "label", window.grab()
    actions["mode_arrange"].trigger()
    pause(0.8)
    yield "arrange", window.grab()
    actions["mode_proofread"].trigger()
    actions["find_all"].trigger()
    window.find_panel.open("青河")
    pause(1.5)
    yield "find", window.grab()
    actions["export"].trigger()
    pause(0.8)
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    yield "export", dialog.grab()
    dialog.reject()


def label_some(window: MainWindow) -> None:
    """Put a few labels where the sample has names."""
    for text, label_id in (("青河县", "LOC"), ("梁启山", "PER"), ("县水利局", "ORG"), ("去年", "TIME")):
        issue, label = window.workspace.issue, window.scheme().label(label_id)
        assert issue is not None, "the sample is open"
        assert label is not None, "the scheme of the sample has the label"
        window.workspace.perform(*put_labels(issue, label, identical_places(issue, text)))
    pause(0.5)


def pages(folder: Path) -> list[Path]:
    """Write the pages of the sample into a folder, with one misreading wherever its word stands."""
    folder.mkdir()
    for path in sample_files():
        (folder / path.name).write_text(path.read_text("utf-8").replace(RIGHT, MISREAD), "utf-8")
    return sorted(folder.iterdir())


def save(picture: QPixmap, path: Path) -> None:
    """Save a picture with no more colours than a window has: a third of the size."""
    picture.save(str(path))
    with Image.open(path) as image:
        image.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            path, optimize=True
        )


def make(app: QApplication, language: str, theme: str, folder: Path) -> None:
    """Make the pictures in one language."""
    program = Program(app, Here())
    program._settings.update(language=language, theme=theme, toured=True)
    program.start(pages(Path(os.environ[HOME_VARIABLE]) / SAMPLE_NAME))
    pause(0.5)
    program.window.setFixedSize(SIZE)  # the offscreen display is smaller
    wait(lambda: program.window.workspace.issue is not None)
    wait(lambda: program.models is not None)
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures(program.window):
        save(picture, folder / f"{name}.png")
        print(f"{folder.name}/{name}.png {picture.width()} x {picture.height()}", flush=True)
    program.window.close()
    program.end()
    program._translators.install("en")


def main() -> int:
    """Make all pictures."""
    options = argparse.ArgumentParser(description="Make the pictures of the user guide.")
    options.add_argument("--dark", action="store_true", help="in the dark theme")
    options.add_argument("--out", type=Path, default=TARGET)
    wanted = options.parse_args()
    app = QApplication(sys.argv[:1])
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as home:
            os.environ[HOME_VARIABLE] = home
            make(app, language, "dark" if wanted.dark else "light", wanted.out / language)
    return 0


if __name__ == "__main__":
    sys.exit(main())
