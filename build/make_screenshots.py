#!/usr/bin/env python3
"""Make pictures of every mode, panel and dialog, in both languages and both themes, without a screen.

    python build/make_screenshots.py FOLDER [--language zh_CN|en] [--theme light|dark] [--only NAME ...] [--scale 2]

Writes ``FOLDER/zh_CN-light/proofread.png`` and so on. What is shown is the built-in sample, checked with the models
that come with the program and with a little work done on it. The same pictures go into the user guide, and are
looked at after every change of the window.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run without installing the package

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from annotator.model.provenance import Place
from annotator.services.background.workplaces import Here
from annotator.services.checks.checking import load_models
from annotator.services.labels.labelling import put_label
from annotator.services.labels.schemes import scheme_of
from annotator.services.project.session import Session
from annotator.services.rebuilding.samples import create_sample_project
from annotator.ui.look import theme
from annotator.ui.main_window import MainWindow
from annotator.ui.preferences.settings import Settings
from annotator.ui.qt.translate import Translators
from annotator.ui.qt.workers import Jobs, PoolExecutor
from annotator.ui.window import make_window

LANGUAGES = ("zh_CN", "en")
THEMES = ("light", "dark")
SIZE = QSize(1440, 860)
DECIDED = 6  # doubts of the sample that are decided before pictures are made

DIALOGS = (
    *("import_pages", "export", "house_rules", "settings", "special_characters", "versions", "dashboard"),
    *("palette", "keys", "change_keys", "help_here", "about", "newspaper", "label_schemes", "span_details"),
    *("article_labels", "restore", "conflicts", "reread", "split_project", "relate", "tour"),
)
"""Actions that open a dialog; one that cannot be done on the sample, or asks for a file first, gives no picture."""


class Studio:
    """One window with the sample in one language and one theme, and a camera."""

    def __init__(self, app: QApplication, project: Path, folder: Path, language: str, look: str) -> None:
        self._app = app
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        home = Path(tempfile.mkdtemp(dir=project.parent))
        mine = home / project.name
        shutil.copy(project, mine)
        settings = Settings(home)
        settings.update(language=language, theme=look, toured=True, who="何田")
        self._executor = PoolExecutor()
        self._jobs = Jobs(self._executor, app)
        chosen = theme.apply(app, look)
        self.window: MainWindow = make_window(
            settings, chosen, settings.value.choice(), home, self._jobs, Here()
        )
        self.window.resize(SIZE)
        self.window.show()
        self.take("empty")
        self.window.workspace.open(Session.open(mine, who="何田"))
        self.window.activateWindow()
        self.settle()

    def settle(self, seconds: float = 0.25) -> None:
        """Let everything that is due be done, work beside the window too."""
        until = time.monotonic() + seconds
        while time.monotonic() < until or self._jobs.is_busy:
            self._app.processEvents()
            time.sleep(0.01)

    def do(self, *actions: str) -> None:
        """Trigger actions one after the other."""
        for action in actions:
            self.window.actions_[action].trigger()
            self.settle()

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Take a picture of a widget, or of the window."""
        self.settle()
        (widget or self.window).grab().save(str(self._folder / f"{name}.png"))

    def take_dialog(self, action: str) -> None:
        """Take a picture of what an action opens, and close it again."""
        if not self.window.actions_[action].isEnabled():
            return
        before = set(self._app.topLevelWidgets())
        self.do(action)
        for widget in self._app.topLevelWidgets():
            if widget.isVisible() and widget not in before and widget is not self.window:
                if not isinstance(widget, QFileDialog):
                    self.take(action, widget)
                widget.close()
        self.settle()

    def begin_again(self) -> None:
        """Show the first article, to be proofread."""
        issue = self.window.workspace.issue
        assert issue is not None
        self.window.workspace.show_article(issue.order[0])
        self.do("mode_proofread")

    def close(self) -> None:
        """Close the window and the project."""
        self.window.close()
        self._executor.wait(5000)
        self.window.deleteLater()
        self._app.processEvents()


def scenes(studio: Studio) -> dict[str, Callable[[], None]]:
    """Return by name what is to be seen, in the order in which it is shown."""
    window = studio.window

    def tab(widget: QWidget) -> None:
        window.tabs.setCurrentWidget(widget)

    def find() -> None:
        studio.do("find_all")
        window.find_panel.fields.words.setText("，")
        studio.settle(0.6)

    def label() -> None:
        studio.do("differences", "mode_label")
        tab(window.labels)

    def arrange() -> None:
        studio.do("mode_arrange")
        tab(window.decisions)

    return {
        "proofread": lambda: studio.do("mode_proofread"),
        "series": lambda: studio.do("list_series"),
        "edit": lambda: studio.do("edit_here"),
        "differences": lambda: studio.do("mode_proofread", "differences"),
        "label": label,
        "arrange": arrange,
        "find": find,
        "find-bar": lambda: studio.do("find_next"),
        "history": lambda: tab(window.history),
        "furniture": lambda: window.workspace.show_article("furniture"),
        "tray": lambda: window.workspace.show_article("unplaced"),
    }


def make_sample(path: Path) -> None:
    """Make the sample project with a little work done on it."""
    with create_sample_project(path, load_models(), who="何田") as session:
        issue_id = session.issues[0].id
        issue = session.issue(issue_id)
        ids = {label.key.upper(): label.id for label in scheme_of(session).labels}
        for key, name in (("L", "青河县"), ("T", "三年前"), ("P", "宋大川"), ("O", "水利局")):
            found = (
                Place(block.id, at, at + len(name))
                for block in issue.blocks_of(issue.order[0])
                if (at := block.text.find(name)) >= 0
            )
            place = next(found, None)
            if place is not None and key in ids:
                session.perform(issue_id, put_label(ids[key], (place,), "何田"))


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=LANGUAGES, help="one language only")
    parser.add_argument("--theme", choices=THEMES, help="one theme only")
    parser.add_argument("--only", nargs="+", help="names of pictures; the others are not made")
    parser.add_argument("--scale", default="1", help="pixels of a picture for each pixel of the window")
    arguments = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = arguments.scale
    app = QApplication([])
    translators = Translators(app)
    with tempfile.TemporaryDirectory() as name:
        project = Path(name) / "sample.annotator"
        make_sample(project)
        for language in [arguments.language] if arguments.language else LANGUAGES:
            translators.install(language)
            for look in [arguments.theme] if arguments.theme else THEMES:
                studio = Studio(app, project, arguments.folder / f"{language}-{look}", language, look)
                for _ in range(DECIDED):
                    studio.window.proofreading.accept()
                for scene, show in scenes(studio).items():
                    show()
                    if not arguments.only or scene in arguments.only:
                        studio.take(scene)
                studio.begin_again()
                for action in DIALOGS:
                    if not arguments.only or action in arguments.only:
                        studio.take_dialog(action)
                studio.close()
                print(f"{language} {look}")


if __name__ == "__main__":
    main()
