"""A large issue is shown before it has been checked: first pages while others are read, doubts as they come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.model.flag import Flag
from annotator.model.operations import SetFlags
from annotator.services.doubts.stream import Scope
from annotator.services.jobs import errands
from annotator.services.jobs.errands import Checked, ModelChoice
from annotator.services.project.session import Session
from annotator.services.rebuilding.imported import Imported
from annotator.ui import shown
from annotator.ui.controllers.project import projects
from annotator.ui.controllers.proofread import rechecking
from annotator.ui.qt.workers import Job


@pytest.fixture
def unchecked(desk, monkeypatch):
    """Show an issue that no check has seen, with a check that flags every 网 and one that counts nothing."""
    calls = []

    def check(_place, issue, _models, block_ids, _lessons, _counting, _views):
        calls.append(list(block_ids))
        flags = {
            key: tuple(
                Flag(at, at + 1, "网", 0.9, "lattice", "lattice.unlikely", id=f"n-{key}-{at}")
                for at, character in enumerate(issue.blocks[key].text)
                if character == "网"
            )
            for key in block_ids
        }
        return Checked(SetFlags(flags, {key: issue.blocks[key].text for key in flags}))

    monkeypatch.setattr(errands, "check", check)
    monkeypatch.setattr(errands, "look_around", lambda *_: ())
    monkeypatch.setattr(rechecking, "_UNSEEN_PART", 1)  # a block at a time
    issue = replace(desk.issue, id="i9", flags={})
    desk.session.write_issue(issue, is_checked=False)
    desk.workspace.take_issue(issue)
    return calls


def test_doubts_of_an_unchecked_issue_come_the_shown_article_first(desk, unchecked):
    desk.workspace.show_article("a2")
    shares = []
    desk.window.rechecking.unchecked.connect(shares.append)
    desk.window.rechecking.set_models(ModelChoice())
    desk.calm()
    assert [key for call in unchecked for key in call] == [
        "t2",
        "b4",
        "t1",
        "y1",
        "b1",
        "b2",
        "j1",
        "j2",
        "b3",
    ]
    assert [flag.text for flag in desk.issue.flags["b1"]] == ["网"]
    assert "b4" not in desk.issue.flags
    assert desk.session.unchecked() == ()
    assert shares[0] == 1.0
    assert shares[-1] == 0.0
    assert shares == sorted(shares, reverse=True)


def test_what_was_checked_is_not_checked_again_when_the_project_is_opened_again(desk, unchecked):
    desk.window.rechecking.set_models(ModelChoice())
    desk.calm()
    unchecked.clear()
    desk.workspace.show_issue("i1")
    desk.workspace.show_issue("i9")
    desk.calm()
    assert unchecked == []


def test_first_doubts_stay_when_what_was_done_before_they_came_is_taken_back(desk, unchecked):
    desk.press("F2")
    desk.window.article_view.set_caret("b2", 7)
    desk.type("网")
    desk.window.rechecking.set_models(ModelChoice())
    desk.calm()
    assert [flag.text for flag in desk.issue.flags["b2"]] == ["网", "网"]
    unchecked.clear()
    desk.press("Ctrl+Z")
    desk.calm()
    assert [flag.text for flag in desk.issue.flags["b1"]] == ["网"]
    assert [flag.text for flag in desk.issue.flags["b2"]] == ["网"]
    assert unchecked == [["b2"]]
    base, operations = desk.session._file.history_of("i9")
    from annotator.model.journal import replay

    assert replay(base, operations).flags == desk.issue.flags


def _pages(folder, count):
    """Write pages that are long enough for the first of them to be shown before the others are read."""
    files = []
    for number in range(1, count + 1):
        lines = [f"第{number}版新闻标题之{number}"]
        lines += [
            f"本报讯 第{number}版第{line}段，镇里今天又办了一次培训班，来的人很多。" for line in range(40)
        ]
        files.append(folder / f"{number:02}.txt")
        files[-1].write_text("\n".join(lines) + "\n", encoding="utf-8")
    return files


def test_first_pages_can_be_read_while_the_others_are_on_their_way(make_window, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr("annotator.services.rebuilding.drafting.LONG", 2000)
    monkeypatch.setattr(projects, "CHECKED_AT_ONCE", 100)
    window = make_window()
    seen = []

    def look():
        place = window.workspace
        seen.append((len(place.issue.pages), place.can_edit, place.session.path))

    window.projects.first_shown.connect(look)
    window.projects.set_models(None)
    window.projects.import_pages(_pages(tmp_path, 6))
    qtbot.waitUntil(lambda: window.workspace.issue is not None and len(window.workspace.issue.pages) == 6)
    assert [(count, editable) for count, editable, _ in seen] == [(1, False)]
    assert window.workspace.can_edit
    assert not seen[0][2].parent.exists()


def test_nothing_is_left_of_first_pages_when_the_import_is_cancelled(
    make_window, tmp_path, qtbot, monkeypatch
):
    monkeypatch.setattr("annotator.services.rebuilding.drafting.LONG", 2000)
    window = make_window()
    seen = []
    working = []
    window.projects.working.connect(lambda job, _what: working.append(job))
    window.projects.first_shown.connect(
        lambda: (seen.append(window.workspace.session.path), working[0].cancel())
    )
    window.projects.set_models(None)
    window.projects.import_pages(_pages(tmp_path, 6))
    qtbot.waitUntil(lambda: bool(seen) and window.workspace.session is None)
    # What had just been written when the import was cancelled is taken away beside the window.
    qtbot.waitUntil(lambda: not seen[0].exists() and not list(tmp_path.glob("**/*.annotator")))


def test_an_import_cancelled_when_it_was_just_written_leaves_no_project(
    make_window, tmp_path, qtbot, monkeypatch
):
    give = Job._give
    written = []

    def cancel_first(job, result, error):
        if isinstance(result, tuple) and isinstance(result[-1], Session):
            written.append(result[-1].path)
            job.cancel()
        give(job, result, error)

    monkeypatch.setattr(Job, "_give", cancel_first)
    window = make_window()
    window.projects.set_models(None)
    window.projects.import_pages(_pages(tmp_path, 2))
    qtbot.waitUntil(lambda: bool(written) and not written[0].exists())
    assert window.workspace.session is None


def test_an_import_into_the_open_project_cancelled_when_it_was_just_written_is_shown(
    desk, qtbot, tmp_path, monkeypatch
):
    give = Job._give
    written = []

    def cancel_first(job, result, error):
        if isinstance(result, tuple) and isinstance(result[0], Imported):
            written.append(result[0].issue.id)
            job.cancel()
        give(job, result, error)

    monkeypatch.setattr(Job, "_give", cancel_first)
    desk.window.projects.set_models(None)
    desk.window.projects.import_pages(_pages(tmp_path, 2))
    qtbot.waitUntil(lambda: bool(written) and desk.issue.id == written[0])
    assert written[0] in [info.id for info in desk.window.workspace.session.issues]


def test_who_is_at_work_is_not_shown_the_first_pages_of_another_issue(desk, tmp_path, monkeypatch):
    monkeypatch.setattr("annotator.services.rebuilding.drafting.LONG", 2000)
    seen = []
    desk.window.projects.first_shown.connect(lambda: seen.append(1))
    desk.window.projects.set_models(None)
    desk.window.projects.import_pages(_pages(tmp_path, 4))
    desk.calm()
    assert seen == []
    assert len(desk.issue.pages) == 4


def test_nobody_is_told_that_all_is_decided_before_all_was_looked_at(desk, unchecked):
    strip, note = desk.window.strip, desk.window.flags._note
    desk.settle()
    assert strip.text.text() == "No doubts found yet"
    assert "still being looked through" in note.text()
    desk.workspace.show_article("a2")
    desk.window.rechecking.set_models(ModelChoice())
    desk.calm()
    assert "still being looked through" not in note.text()
    assert strip.text.text() != "No doubts found yet"


def test_doubts_that_come_by_themselves_take_no_reader_elsewhere(desk, unchecked):
    desk.workspace.show_article("a2")
    shown = []
    desk.workspace.article_changed.connect(lambda: shown.append(desk.workspace.article_id))
    desk.window.rechecking.set_models(ModelChoice())
    desk.calm()
    assert any(desk.issue.flags.values())
    assert shown == []


def check_with_less_sensitivity(desk, monkeypatch):
    """Check the issue; what was sensitive enough before is not any more once its text is known."""
    monkeypatch.setattr(
        shown, "suited", lambda choice, issue: replace(choice, threshold=0.95 if issue else 0.5, rate=1.0)
    )
    desk.workspace.choose(desk.workspace.choice)
    desk.window.tabs.setCurrentWidget(desk.window.flags)
    desk.window.rechecking.set_models(ModelChoice())
    desk.calm()


def test_a_doubt_being_decided_stays_and_is_marked_in_the_list_when_sensitivity_follows_the_text(
    desk, unchecked, monkeypatch
):
    check_with_less_sensitivity(desk, monkeypatch)
    doubt, flags = desk.window.proofreading.doubt, desk.window.flags
    assert desk.workspace.choice.threshold == 0.95
    assert doubt is not None
    assert doubt.flag.score < 0.95
    assert [member.flag.id for member in flags._model.doubts_at(flags._view.currentIndex())] == [
        doubt.flag.id
    ]
    desk.press("Space")
    desk.calm()
    assert desk.window.proofreading.doubt is None
    assert flags._model.rowCount() == 0


def test_the_numbers_of_doubts_are_those_of_the_lines_listed(desk, unchecked, monkeypatch):
    check_with_less_sensitivity(desk, monkeypatch)
    flags, tally = desk.window.flags, desk.window.tally

    def numbers():
        return flags._model.rowCount(), flags.chooser._count.text(), tally.summary.open_flags

    assert numbers() == (1, "Doubts 1", 1)  # the one being decided, though it is below what is asked for now
    desk.workspace.choose(replace(desk.workspace.choice, scope=Scope.ARTICLE))
    desk.calm()
    assert numbers()[:2] == (1, "Doubts 1")
    desk.press("Ctrl+3")
    desk.calm()
    assert numbers()[1:] == ("Doubts 0", 0)


def test_a_key_does_not_read_the_project_to_know_whether_it_was_checked(desk, unchecked, monkeypatch):
    desk.window.rechecking.set_models(ModelChoice())
    desk.calm()
    read = []
    file = desk.session._file
    asked = file.get_data
    monkeypatch.setattr(file, "get_data", lambda key: read.append(key) or asked(key))
    desk.press("Space")
    desk.settle()
    assert "unchecked" not in read
    assert not desk.session.unchecked()
