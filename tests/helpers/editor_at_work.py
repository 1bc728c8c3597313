"""A program with a window in which an editor works at random until it is killed; it says what was finished.

After each finished action one line goes to standard output: the number of the last operation in force and a digest of
the issue as it stands then.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from pathlib import Path

from annotator.model.codec import encode
from annotator.model.issue import Issue


def digest(issue: Issue) -> str:
    """Return a digest of everything an issue holds."""
    data = json.dumps(encode(issue), sort_keys=True)
    return hashlib.sha256(data.encode("ascii")).hexdigest()


def work(path: str, seed: str) -> None:
    """Work on a project at random, without end."""
    from PySide6.QtGui import QInputMethodEvent, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from annotator.paths import config_folder, data_folder
    from annotator.services.background.workplaces import Here
    from annotator.services.doubts.stream import Choice
    from annotator.services.project.session import Session
    from annotator.ui.look import theme
    from annotator.ui.preferences.settings import Settings
    from annotator.ui.qt.workers import Jobs, PoolExecutor
    from annotator.ui.window import make_window

    app = QApplication([])
    window = make_window(
        *(Settings(config_folder()), theme.apply(app, "light"), Choice(), data_folder()),
        *(Jobs(PoolExecutor()), Here()),
    )
    window.show()
    session = Session.open(Path(path))
    window.workspace.open(session)
    view = window.article_view
    view.setFocus()
    app.processEvents()
    chance = random.Random(seed)

    def compose(text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(view, event)

    def place_caret() -> None:
        blocks = view.blocks()
        if blocks:
            block = chance.choice(blocks)
            view.set_caret(block.id, chance.randint(0, len(block.text)))

    keys = Qt.Key
    actions = [
        lambda: QTest.keyClick(view, keys.Key_Return),
        lambda: QTest.keyClick(view, keys.Key_Space),
        lambda: QTest.keyClick(view, keys.Key_Backspace),
        lambda: QTest.keyClick(view, keys.Key_Z, Qt.KeyboardModifier.ControlModifier),
        lambda: QTest.keyClick(view, keys.Key_Y, Qt.KeyboardModifier.ControlModifier),
        lambda: QTest.keyClick(view, keys.Key_Escape),
        lambda: compose("字"),
        lambda: compose("𠮷祥"),
        place_caret,
    ]
    while True:
        chance.choice(actions)()
        app.processEvents()
        issue = window.workspace.issue
        assert issue is not None
        latest = session.recent(1)
        sys.stdout.write(f"{latest[0].step.seq if latest else 0} {digest(issue)}\n")
        sys.stdout.flush()
