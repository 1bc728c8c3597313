"""An editor's minute on the built-in sample: keys and input method in, and what the project file then holds."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing

import pytest

from annotator.model.flag import FlagStatus
from annotator.services.checks.checking import load_models
from annotator.services.labels.labelling import listed_spans
from annotator.services.project.session import Session
from annotator.services.rebuilding.samples import create_sample_project


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The built-in sample as the first start makes it, with all its detectors."""
    path = tmp_path_factory.mktemp("sample") / "sample.annotator"
    create_sample_project(path, load_models()).close()
    return path


@pytest.fixture
def path(sample, tmp_path):
    copy = tmp_path / "sample.annotator"
    copy.write_bytes(sample.read_bytes())
    return copy


@pytest.fixture
def desk(path, make_desk):
    return make_desk(path)


def rows(path, query, *arguments):
    """Read the project file with nothing of the program's but its table names."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(query, arguments).fetchall()


def stored_text(path, block_id):
    return rows(path, "SELECT text FROM blocks WHERE id = ?", block_id)[0][0].decode("utf-8")


def stored_operations(path):
    found = []
    for (data,) in rows(
        path, "SELECT operation FROM journal WHERE state = 'done' AND machine = 0 ORDER BY seq"
    ):
        found.append(json.loads(zlib.decompress(data) if data[:1] == b"x" else data)["operation"])
    return found


def doubt(desk):
    return desk.window.proofreading.doubt


def go_to_doubt(desk, text):
    """Press Tab until the doubt with that text is shown."""
    for _ in range(400):
        if doubt(desk) is not None and doubt(desk).flag.text == text:
            return doubt(desk)
        desk.press("Tab")
    raise AssertionError(f"no doubt about {text}")


def test_an_editors_minute_is_found_again_in_the_project_file(desk, path):
    # Enter takes the first candidate, and the next doubt comes by itself.
    wrong = go_to_doubt(desk, "灌概")
    desk.press("Enter")
    assert "把灌溉区改造" in stored_text(path, wrong.block)
    assert doubt(desk) is not None
    assert doubt(desk).flag.id != wrong.flag.id

    # Space keeps; Backspace takes that back and shows the doubt again.
    kept = doubt(desk)
    desk.press("Space")
    assert doubt(desk) != kept
    desk.press("Backspace")
    assert doubt(desk).flag.id == kept.flag.id
    desk.press("Space")

    # Typing with an input method in place of the doubt: what is being composed is not stored.
    typed = go_to_doubt(desk, "辅寻")
    desk.compose("fu'dao")
    assert "辅寻" in stored_text(path, typed.block)
    assert desk.text(typed.block) == stored_text(path, typed.block)
    desk.compose("", commit="辅导")
    assert "辅导低年级" in stored_text(path, typed.block)
    desk.press("Escape")

    # A label on a corrected word, and a correction inside the label afterwards.
    at = desk.text(typed.block).index("辅导")
    desk.press("Ctrl+2")
    desk.select(typed.block, at, at + 2)
    desk.press("O")
    assert [entry.text for entry in listed_spans(desk.issue)] == ["辅导"]
    desk.press("F2")
    desk.window.article_view.set_caret(typed.block, at + 1)
    desk.type("𠮷")
    assert [entry.text for entry in listed_spans(desk.issue)] == ["辅𠮷导"]
    desk.press("Ctrl+Z")
    assert [entry.text for entry in listed_spans(desk.issue)] == ["辅导"]

    # Split a paragraph and join it again.
    before = stored_text(path, typed.block)
    desk.window.article_view.set_caret(typed.block, at)
    desk.press("Enter")
    assert stored_text(path, typed.block) == before[:at]
    desk.press("Backspace")
    assert stored_text(path, typed.block) == before

    assert stored_operations(path) == [
        "AcceptFlag",
        "KeepFlags",
        "ReplaceText",
        "AddLabels",
        "SplitBlock",
        "JoinBlocks",
    ]

    # Close, open again: everything is there, and can still be taken back.
    expected = desk.issue
    desk.workspace.open(None)
    with Session.open(path) as session:
        issue_id = session.issues[0].id
        assert session.issue(issue_id) == expected
        statuses = {flag.id: flag.status for flags in expected.flags.values() for flag in flags}
        assert statuses[wrong.flag.id] is FlagStatus.ACCEPTED
        assert statuses[kept.flag.id] is FlagStatus.KEPT
        while session.can_undo:
            session.undo()
        assert "灌概" in session.issue(issue_id).blocks[wrong.block].text
