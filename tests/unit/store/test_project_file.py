"""What a project file was told is in it: at once, after reopening, and in a snapshot."""

import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.desks import WHEN, Desk, simple_issue
from helpers.hand_made import hand_made_issue
from helpers.issues import issues
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.model.article import Kind
from annotator.model.flag import Flag, FlagStatus
from annotator.model.journal import Entry, Journal, Step, replay
from annotator.model.operations import OperationError, ReplaceText, SetFlags, perform
from annotator.model.page import Page
from annotator.model.patch import Patch
from annotator.store.project_file import ProjectFile
from annotator.store.schema import VERSION

FEW = settings(max_examples=25)  # each example commits many times, and each commit waits for the disk
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), min_size=1, max_size=12)


@pytest.fixture
def project(tmp_path):
    with ProjectFile.create(tmp_path / "项目.annotator", "晚报") as opened:
        yield opened


def same_order(first, second):
    return all(list(getattr(first, name)) == list(getattr(second, name)) for name in ("pages", "order"))


@FEW
@given(issues(), st.data())
def test_the_file_holds_the_state_in_memory_through_undo_redo_and_reopening(issue, data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.annotator")
        project = ProjectFile.create(path, "项目")
        try:
            project.add_issue(issue)
            desk = Desk(project, issue)
            for _ in range(data.draw(st.integers(1, 10))):
                kinds = ["do", "do", "machine", "reopen"]
                kinds += ["undo"] * 2 * bool(desk.journal.next_undo()) + ["redo"] * 2 * bool(
                    desk.journal.next_redo()
                )
                kind = data.draw(st.sampled_from(kinds))
                if kind == "reopen":
                    project.close()
                    project = desk.project = ProjectFile.open(path)
                elif kind == "redo":
                    with suppress(OperationError):  # a machine step in between may have taken the flag away
                        desk.redo()
                else:
                    desk.act(data, (kind,))
                assert project.journal() == desk.journal
                assert project.load_issue(issue.id) == desk.issue
            entries = project.entries([step.seq for step in desk.journal.done])
            base = project.base_of(issue.id)
            assert base == issue
            assert same_order(base, issue)
            assert replay(base, tuple(entry.operation for entry in entries)) == desk.issue
            by_people = [entry for entry in entries if not entry.step.machine]
            assert project.recent(3) == tuple(by_people[::-1][:3])
        finally:
            project.close()


@FEW
@given(issues(), ANY_TEXT, ANY_TEXT, st.none() | ANY_TEXT)
def test_issues_come_back_as_they_were_added(issue, name, raw, number):
    extra = Page("px", name, raw, number, "x-\N{SNOWMAN}")
    issue = replace(issue, id=name, name=raw, pages={**issue.pages, "px": extra})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.annotator")
        with ProjectFile.create(path, name) as project:
            project.add_issue(issue)
        for read_only in (False, True):
            with ProjectFile.open(path, read_only=read_only) as project:
                assert project.name == name
                found = project.load_issue(name)
                assert found == issue
                assert same_order(found, issue)
                assert list(found.articles) == list(issue.articles)
                assert list(found.blocks) == list(issue.blocks)
                assert found.pages["px"].sha256 == extra.sha256


def test_undo_order_survives_when_it_is_not_the_order_of_doing(project):
    desk = Desk(project, simple_issue())
    project.add_issue(desk.issue)
    for letter in "甲乙丙":
        desk.do(ReplaceText("b1", 0, 0, letter, "", "typing"))
    desk.undo()
    desk.undo()
    desk.redo()
    desk.undo()
    assert [step.seq for step in project.journal().undone] == [3, 4]
    desk.redo()
    assert desk.issue.blocks["b1"].text.startswith("乙甲")
    desk.redo()
    assert desk.issue.blocks["b1"].text.startswith("丙乙甲")
    assert project.journal() == desk.journal


def test_doing_something_new_gives_up_what_was_undone(project):
    desk = Desk(project, simple_issue())
    project.add_issue(desk.issue)
    desk.do(ReplaceText("b1", 0, 0, "甲", "", "typing"))
    desk.undo()
    assert len(project.journal().undone) == 1
    desk.do(ReplaceText("b1", 0, 0, "乙", "", "typing"))
    assert project.journal() == Journal((Step(2, 2, "i1"),), ())
    assert project.next_seq() == 3


def test_numbers_are_never_given_twice(project):
    assert (project.next_seq(), project.next_group()) == (1, 1)
    desk = Desk(project, simple_issue())
    project.add_issue(desk.issue)
    desk.do(ReplaceText("b1", 0, 0, "甲", "", "typing"))
    desk.undo()
    assert (project.next_seq(), project.next_group()) == (2, 2)


def test_what_is_read_comes_after_what_was_begun_to_be_written(project):
    desk = Desk(project, simple_issue())
    project.add_issue(desk.issue)
    operation = ReplaceText("b1", 0, 1, "乙", "网", "typing")
    change = perform(desk.issue, operation)
    entry = Entry(Step(1, 1, "i1"), operation, change.inverse, "甲", WHEN)
    written = project.record([entry], {"i1": change.forward}, drop_undone=True, wait=False)
    assert project.load_issue("i1") == change.issue
    written()
    taken_back = project.mark_undone([1], {"i1": change.inverse}, wait=False)
    assert project.journal().undone == (entry.step,)
    taken_back()


def test_what_could_not_be_written_is_told_to_who_waits(project):
    project.add_issue(simple_issue())
    entry = Entry(Step(1, 1, "i1"), ReplaceText("b1", 0, 0, "甲", "", "typing"), Patch(), "甲", WHEN)
    project.path.unlink()
    written = project.record([entry], {}, drop_undone=True, wait=False)
    with pytest.raises(UserError, match=r"project\.gone"):
        written()
    assert project.journal().done == ()


def test_one_record_may_change_several_issues(project):
    first, second = simple_issue("i1"), simple_issue("i2")
    project.add_issue(first)
    project.add_issue(second)
    operation = ReplaceText("b1", 2, 4, "覆盖", "袋盖", "series")
    changes = {issue.id: perform(issue, operation) for issue in (first, second)}
    entries = [
        Entry(Step(number, 1, issue_id), operation, change.inverse, "甲", WHEN)
        for number, (issue_id, change) in enumerate(changes.items(), start=1)
    ]
    project.record(entries, {key: change.forward for key, change in changes.items()}, drop_undone=True)
    assert project.entries([2, 1]) == tuple(entries[::-1])
    assert [project.load_issue(key).blocks["b1"].text[:4] for key in changes] == ["网络覆盖"] * 2


def test_a_record_that_fails_leaves_nothing(project):
    issue = simple_issue()
    project.add_issue(issue)
    change = perform(issue, ReplaceText("b1", 2, 4, "覆盖", "袋盖", "typing"))
    entries = [
        Entry(Step(1, 1, name), ReplaceText("b1", 0, 0, "", "", "typing"), change.inverse)
        for name in ("i1", "none")
    ]
    with pytest.raises(Exception, match="UNIQUE"):
        project.record(entries, {"i1": change.forward}, drop_undone=True)
    assert project.journal() == Journal()
    assert project.load_issue("i1") == issue


def test_tallies_count_what_the_list_of_issues_shows(project):
    issue = simple_issue()
    text = issue.blocks["b1"].text
    flags = tuple(
        Flag(at, at + 2, text[at : at + 2], 0.5, "lattice", "lattice.unlikely", status=status, id=f"f{at}")
        for at, status in [(0, FlagStatus.OPEN), (2, FlagStatus.OPEN), (4, FlagStatus.KEPT)]
    )
    desk = Desk(project, issue)
    project.add_issue(issue)
    project.add_issue(simple_issue("i2"))
    desk.do(SetFlags({"b1": flags}, {"b1": text}), machine=True)
    first, second = project.issues()
    assert (first.id, first.name, first.n_pages, first.n_articles, first.n_open_flags) == (
        "i1",
        "2023-11-28",
        1,
        1,
        2,
    )
    assert (second.id, second.n_open_flags) == ("i2", 0)
    assert sum(article.kind is Kind.ARTICLE for article in issue.articles.values()) == first.n_articles


def test_an_issue_is_added_once(project):
    project.add_issue(simple_issue())
    with pytest.raises(ValueError, match="i1"):
        project.add_issue(simple_issue())
    assert len(project.issues()) == 1


def test_an_unknown_issue_or_entry_is_a_key_error(project):
    for look_up in (project.load_issue, project.base_of):
        with pytest.raises(KeyError):
            look_up("none")
    with pytest.raises(KeyError):
        project.entries([7])


def test_removing_an_issue_takes_its_rows_and_no_others(project):
    for name in ("i1", "i2"):
        project.add_issue(simple_issue(name))
        Desk(project, simple_issue(name)).do(ReplaceText("b1", 0, 0, "甲", "", "typing"))
    project.remove_issue("i1")
    assert [info.id for info in project.issues()] == ["i2"]
    assert [step.issue for step in project.journal().done] == ["i2"]
    assert project.load_issue("i2").blocks["b1"].text.startswith("甲")
    tables = ("pages", "bases", "articles", "blocks")
    assert [
        project.read(
            lambda db, name=name: db.execute(f"SELECT count(*) FROM {name} WHERE issue = 'i1'").fetchone()
        )
        for name in tables
    ] == [(0,)] * 4


@FEW
@given(
    st.dictionaries(
        ANY_TEXT,
        st.recursive(st.none() | st.booleans() | st.integers() | ANY_TEXT, st.lists, max_leaves=5),
        max_size=4,
    )
)
def test_project_data_survive(data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.annotator")
        with ProjectFile.create(path, "项目") as project:
            for key, value in data.items():
                project.set_data(key, "before")
                project.set_data(key, value)
        with ProjectFile.open(path) as project:
            assert {key: project.get_data(key) for key in data} == data
            assert project.get_data("missing") is None


def test_every_row_is_of_a_strict_table_and_foreign_keys_are_on(project):
    tables = project.read(lambda db: db.execute("PRAGMA table_list").fetchall())
    ours = {
        name: strict
        for _, name, kind, _, _, strict in tables
        if kind == "table" and not name.startswith(("sqlite_", "_sqlite"))
    }
    assert set(ours.values()) == {1}
    assert len(ours) == 22
    pragmas = ("foreign_keys", "synchronous", "journal_mode", "application_id", "user_version")
    found = [
        project._connection.run(lambda db, name=name: db.execute(f"PRAGMA {name}").fetchone()[0])
        for name in pragmas
    ]
    assert found == [1, 2, "wal", 0x416E5472, VERSION]


def test_a_snapshot_refuses_to_be_written(tmp_path):
    path = tmp_path / "a.annotator"
    ProjectFile.create(path, "项目").close()
    before = path.read_bytes()
    with ProjectFile.open(path, read_only=True) as project:
        assert project.read_only
        for write in (
            lambda: project.add_issue(simple_issue()),
            lambda: project.set_data("key", 1),
            lambda: project.record([], {}, drop_undone=True),
            lambda: project.mark_undone([], {}),
            lambda: project.mark_redone([], [], {}),
            lambda: project.remove_issue("i1"),
        ):
            with pytest.raises(UserError, match=r"project\.read_only"):
                write()
    assert path.read_bytes() == before


def test_a_row_that_makes_no_sense_is_told_as_damage(project):
    project.add_issue(simple_issue())
    project.write(lambda db: db.execute("UPDATE blocks SET runs = '[[1]'"))
    with pytest.raises(UserError, match=r"project\.damaged"):
        project.load_issue("i1")


@pytest.mark.parametrize("column", ["role", "runs"])
@pytest.mark.parametrize("bytes_", ["ff", "5b5b22ed", "00"])
def test_a_text_that_is_none_is_told_as_damage(project, column, bytes_):
    project.add_issue(simple_issue())
    project.write(lambda db: db.execute(f"UPDATE blocks SET {column} = CAST(x'{bytes_}ff' AS TEXT)"))
    with pytest.raises(UserError, match=r"project\.damaged"):
        project.load_issue("i1")


def test_an_outline_has_articles_and_flags_without_texts(tmp_path):
    issue = hand_made_issue()
    with ProjectFile.create(tmp_path / "p.annotator", "P") as file:
        file.add_issue(issue)
        outline = file.load_outline("i1")
        assert (outline.name, outline.order, outline.articles, outline.flags) == (
            issue.name, issue.order, issue.articles, issue.flags,
        )  # fmt: skip
        assert not outline.blocks
        assert not outline.pages
        assert file.block_text("i1", "b1") == issue.blocks["b1"].text
        for missing in (lambda: file.load_outline("x"), lambda: file.block_text("i1", "x")):
            with pytest.raises(KeyError):
                missing()
