"""The doctor finds what is wrong, repairs what the file itself can make good, and never writes raw text."""

import tempfile
from pathlib import Path

import pytest
from helpers.desks import Desk, simple_issue
from helpers.issues import issues
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.model.check import problems
from annotator.model.flag import Flag
from annotator.model.labels import LabelSpan
from annotator.model.operations import AddLabels, OperationError, ReplaceText, SetFlags
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.services.recovery.doctor import Finding, examine, repair
from annotator.store.project_file import ProjectFile


@pytest.fixture
def path(tmp_path):
    """A project of two issues; in the first three corrections are done and a fourth undone."""
    path = tmp_path / "a.annotator"
    with ProjectFile.create(path, "项目") as project:
        project.add_issue(simple_issue("i1"))
        project.add_issue(simple_issue("i2"))
        desk = Desk(project, simple_issue("i1"))
        for letter in "甲乙丙丁":
            desk.do(ReplaceText("b1", 0, 0, letter, "", "typing"))
        desk.undo()
    return path


def spoil(path, *statements):
    with ProjectFile.open(path) as project:
        for statement in statements:
            project.write(lambda database, statement=statement: database.execute(statement))


def codes(report):
    return {(finding.code, finding.subject): finding.repaired for finding in report.findings}


def text_of(path, issue_id="i1"):
    with ProjectFile.open(path) as project:
        issue = project.load_issue(issue_id)
        assert problems(issue) == []
        return issue.blocks["b1"].text.partition("网")[0]


def journal_of(path):
    with ProjectFile.open(path) as project:
        journal = project.journal()
        return [step.seq for step in journal.done], [step.seq for step in journal.undone]


def raw_of(path):
    with ProjectFile.open(path, read_only=True) as project:
        return project.read(lambda database: database.execute("SELECT * FROM pages").fetchall())


@settings(max_examples=20)
@given(issues(), st.data())
def test_a_sound_project_stays_without_findings_whatever_was_done(issue, data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.annotator")
        with ProjectFile.create(path, "项目") as project:
            project.add_issue(issue)
            desk = Desk(project, issue)
            for _ in range(data.draw(st.integers(0, 6))):
                kinds = ["do", "do", "machine"]
                kinds += ["undo"] * bool(desk.journal.next_undo()) + ["redo"] * bool(desk.journal.next_redo())
                try:
                    desk.act(data, kinds)
                except OperationError:
                    continue
            assert examine(path).findings == ()
        before = path.read_bytes()
        assert repair(path).findings == ()
        assert path.read_bytes() == before
        assert [entry.name for entry in Path(folder).iterdir()] == ["a.annotator"]


def test_examining_changes_nothing(path):
    spoil(path, "DELETE FROM blocks WHERE issue = 'i1'")
    before = path.read_bytes()
    report = examine(path)
    assert not report.sound
    assert report.backup is None
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["a.annotator"]


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE blocks SET runs = '[]', text = x'' WHERE issue = 'i1'", ("raw.uncovered", "i1 p1:0-15")),
        ("DELETE FROM blocks WHERE issue = 'i1'", ("block.missing", "i1 b1")),
        ("UPDATE blocks SET text = x'41' WHERE issue = 'i1'", ("block.text", "i1 b1")),
        ("UPDATE articles SET blocks = '[]' WHERE issue = 'i1'", ("block.unlisted", "i1 b1")),
        ("DELETE FROM articles WHERE issue = 'i1' AND id = 'a1'", ("order.articles", "i1")),
        ("UPDATE issues SET reading_order = '[]' WHERE id = 'i1'", ("order.articles", "i1")),
        ("UPDATE blocks SET runs = '{' WHERE issue = 'i1'", ("state.unreadable", "i1")),
        ("UPDATE blocks SET role = 'none' WHERE issue = 'i1'", ("state.unreadable", "i1")),
        ("UPDATE blocks SET role = 'title' WHERE issue = 'i1'", ("state.differs", "i1")),
        (
            'INSERT INTO spans VALUES (\'i1\', \'s1\', \'{"id":"s1","label":"PER"}\')',
            ("label.unplaced", "i1 s1"),
        ),
    ],
)
def test_a_wrong_present_state_is_made_anew_from_base_and_journal(path, statement, finding):
    raw = raw_of(path)
    spoil(path, statement)
    assert finding in codes(examine(path))
    report = repair(path)
    assert codes(report)[finding]
    assert report.sound
    assert examine(path).findings == ()
    assert text_of(path) == "丙乙甲"
    assert journal_of(path) == ([1, 2, 3], [4])
    assert raw_of(path) == raw


def test_the_copy_made_before_a_repair_is_the_project_as_it_was(path):
    spoil(path, "UPDATE blocks SET role = 'title' WHERE issue = 'i1'")
    found = examine(path).findings
    report = repair(path)
    assert report.backup.name == "a.before-repair.annotator"
    assert examine(report.backup).findings == found
    assert {entry.name for entry in path.parent.iterdir()} == {"a.annotator", report.backup.name}


@pytest.mark.parametrize("column", ["operation", "inverse"])
def test_an_unreadable_journal_costs_the_history_but_no_work(path, column):
    spoil(path, f"UPDATE journal SET {column} = x'7b' WHERE seq = 2")
    report = repair(path)
    assert codes(report) == {("journal.unreadable", "i1 2"): True}
    assert text_of(path) == "丙乙甲"
    assert journal_of(path) == ([], [])
    assert examine(path).findings == ()
    with ProjectFile.open(path) as project:
        Desk(project, project.load_issue("i1")).do(ReplaceText("b1", 0, 0, "新", "", "typing"))
    assert examine(path).findings == ()


def test_an_entry_that_does_not_fit_costs_the_history_but_no_work(path):
    spoil(
        path,
        """UPDATE journal SET operation = CAST('{"operation":"RemoveLabels","spans":["s9"]}' AS BLOB) WHERE seq = 2""",
    )
    report = repair(path)
    assert codes(report) == {("journal.unfit", "i1 2"): True}
    assert text_of(path) == "丙乙甲"
    assert examine(path).findings == ()


def test_an_unreadable_base_is_replaced_by_the_present_state(path):
    spoil(path, "UPDATE bases SET state = x'78' WHERE issue = 'i1'")
    report = repair(path)
    assert codes(report) == {("base.unreadable", "i1"): True}
    assert text_of(path) == "丙乙甲"
    assert examine(path).findings == ()


def test_where_state_and_journal_fail_the_journal_is_followed_as_far_as_it_goes(path):
    spoil(
        path,
        "UPDATE journal SET operation = x'7b' WHERE seq = 3",
        "DELETE FROM blocks WHERE issue = 'i1'",
    )
    report = repair(path)
    assert report.sound
    assert text_of(path) == "乙甲"
    assert journal_of(path) == ([1, 2], [])
    assert examine(path).findings == ()


def test_an_unreadable_step_that_was_undone_is_given_up_alone(path):
    spoil(path, "UPDATE journal SET operation = x'7b' WHERE seq = 4")
    assert codes(repair(path)) == {("journal.unreadable", "i1 4"): True}
    assert text_of(path) == "丙乙甲"
    assert journal_of(path) == ([1, 2, 3], [])


def test_what_nothing_can_make_good_is_told_and_left(path):
    spoil(path, "DELETE FROM blocks WHERE issue = 'i1'", "DELETE FROM bases WHERE issue = 'i1'")
    report = repair(path)
    assert codes(report) == {("block.missing", "i1 b1"): False, ("base.unreadable", "i1"): False}
    assert not report.sound
    assert text_of(path, "i2") == ""


def test_altered_raw_text_is_told_and_not_written(path):
    spoil(path, "UPDATE pages SET raw = CAST(replace(raw, '网', '纲') AS BLOB) WHERE issue = 'i2'")
    raw = raw_of(path)
    report = repair(path)
    assert codes(report)[("page.altered", "i2 p1")] is False
    assert raw_of(path) == raw


def test_rows_of_no_issue_are_told(path):
    with ProjectFile.open(path) as project:
        project._connection.run(lambda database: database.execute("PRAGMA foreign_keys = OFF"))
        project.write(lambda database: database.execute("INSERT INTO spans VALUES ('none', 's', '{}')"))
    (finding,) = examine(path).findings
    assert (finding.code, finding.subject.split()[0]) == ("file.dangling", "spans")


def test_a_broken_index_is_built_anew(path):
    with ProjectFile.open(path) as project:

        def narrow(database):
            database.execute("PRAGMA writable_schema = ON")
            narrowed = "replace(sql, '(grp)', '(grp) WHERE grp > 2')"
            database.execute(f"UPDATE sqlite_schema SET sql = {narrowed} WHERE name = 'journal_group'")

        project._connection.run(narrow)
    with ProjectFile.open(path) as project:
        found = project.read(lambda database: database.execute("PRAGMA integrity_check").fetchall())
    assert found != [("ok",)]
    report = repair(path)
    assert {finding.code for finding in report.findings} == {"file.integrity"}
    assert report.sound
    assert examine(path).findings == ()


def test_flags_and_labels_come_back_with_the_state(path):
    with ProjectFile.open(path) as project:
        desk = Desk(project, project.load_issue("i2"))
        text = desk.issue.blocks["b1"].text
        desk.do(
            SetFlags(
                {"b1": (Flag(2, 4, text[2:4], 0.5, "lattice", "lattice.unlikely", id="f1"),)}, {"b1": text}
            )
        )
        desk.do(AddLabels((PlacedSpan(LabelSpan("s1", "LOC"), (Place("b1", 0, 2),)),)))
        held = desk.issue
    spoil(path, "DELETE FROM flags", "DELETE FROM pieces")
    assert repair(path).sound
    with ProjectFile.open(path) as project:
        assert project.load_issue("i2") == held


def test_a_damaged_file_is_told_and_left(path):
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    before = path.read_bytes()
    for look in (examine, repair):
        (finding,) = look(path).findings
        assert (finding.code, finding.repaired) == ("file.damaged", False)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["a.annotator"]


def test_what_is_no_project_is_refused(tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("notes")
    for look in (examine, repair):
        with pytest.raises(UserError, match=r"project\.not_project"):
            look(other)


def test_a_project_in_use_is_examined_and_not_repaired(path):
    spoil(path, "UPDATE blocks SET role = 'title' WHERE issue = 'i1'")
    with ProjectFile.open(path):
        assert examine(path).findings == (Finding("state.differs", "i1"),)
        with pytest.raises(UserError, match=r"project\.in_use"):
            repair(path)


def test_a_project_that_cannot_be_written_is_not_repaired(path, monkeypatch):
    spoil(path, "UPDATE blocks SET role = 'title' WHERE issue = 'i1'")
    monkeypatch.setattr("annotator.store.opening.may_write", lambda path: False)
    with pytest.raises(UserError, match=r"project\.read_only"):
        repair(path)
