"""Older project files open for ever, with a copy made before they are changed."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from helpers.desks import simple_issue

from annotator.model.check import problems
from annotator.model.journal import replay
from annotator.model.labels import DocumentLabel, LabelSpan, Relation
from annotator.store import schema
from annotator.store.project_file import ProjectFile

SAMPLES = Path(__file__).resolve().parents[2] / "databases"


@pytest.fixture
def newer_schema(monkeypatch):
    """A program one version ahead, whose new migration adds a table."""

    def add_notes(database):
        database.execute("CREATE TABLE notes (text TEXT) STRICT")
        database.execute("INSERT INTO notes VALUES ('new')")

    def add(name, step):
        monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, (name, step)))

    add("next-notes", add_notes)
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    return add


@pytest.fixture
def path(tmp_path):
    """A project of the first schema."""
    path = tmp_path / "a.annotator"
    shutil.copy(SAMPLES / "v1.annotator", path)
    return path


def notes(project):
    return project.read(lambda database: database.execute("SELECT text FROM notes").fetchall())


def header_version(path):
    return int.from_bytes(path.read_bytes()[60:64], "big")


def test_the_version_counts_the_migrations():
    assert len(schema.MIGRATIONS) == schema.VERSION


def test_there_is_a_sample_of_every_version_that_was_released():
    assert sorted(path.name for path in SAMPLES.glob("*.annotator")) == [
        f"v{number}.annotator" for number in range(1, schema.VERSION + 1)
    ]


def test_an_older_project_is_migrated_after_a_copy_was_made(path, newer_schema):
    before = path.read_bytes()
    with ProjectFile.open(path) as project:
        assert notes(project) == [("new",)]
        assert problems(project.load_issue("i1")) == []
    assert header_version(path) == schema.VERSION
    copy = path.with_name("a.v1.annotator")
    assert sorted(path.parent.iterdir()) == sorted([path, copy])
    assert header_version(copy) == 1
    assert rows(copy) == rows_of(before, path.parent)
    with ProjectFile.open(path) as project:
        assert notes(project) == [("new",)]
    assert sorted(path.parent.iterdir()) == sorted([path, copy])


def rows(path):
    with closing(sqlite3.connect(path)) as database:
        database.text_factory = bytes
        names = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {name: database.execute(f"SELECT * FROM {name.decode()}").fetchall() for (name,) in names}


def rows_of(content, folder):
    other = folder / "before"
    other.write_bytes(content)
    try:
        return rows(other)
    finally:
        other.unlink()


def dump(database):
    names = [
        name.decode() for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    ]
    return {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def test_an_older_project_is_read_without_being_changed(path, newer_schema):
    before = path.read_bytes()
    with ProjectFile.open(path, read_only=True) as project:
        assert notes(project) == [("new",)]
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_migration_that_fails_changes_nothing(path, newer_schema):
    def fail(database):
        database.execute("DROP TABLE blocks")
        raise RuntimeError("bug")

    newer_schema("next-fails", fail)
    before = path.read_bytes()
    with pytest.raises(RuntimeError):
        ProjectFile.open(path)
    assert path.read_bytes() == before
    assert rows(path.with_name("a.v1.annotator")) == rows(path)


def test_a_new_project_has_every_migration(tmp_path, newer_schema):
    path = tmp_path / "new.annotator"
    with ProjectFile.create(path, "项目") as project:
        project.add_issue(simple_issue())
        assert notes(project) == [("new",)]
    assert header_version(path) == schema.VERSION
    with ProjectFile.open(path) as project:
        assert project.load_issue("i1") == simple_issue()


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.annotator")), ids=lambda sample: sample.stem)
def test_samples_of_every_version_keep_their_promises(sample, tmp_path):
    path = tmp_path / sample.name
    shutil.copy(sample, path)
    with ProjectFile.open(path) as project:
        assert project.name == "样本晚报"
        assert [info.name for info in project.issues()] == ["2023-11-28", "2023-11-29\udcff"]
        journal = project.journal()
        assert (len(journal.done), len(journal.undone)) == (6, 1)
        for info in project.issues():
            issue = project.load_issue(info.id)
            assert problems(issue) == []
            seqs = [step.seq for step in journal.done if step.issue == info.id]
            operations = tuple(entry.operation for entry in project.entries(seqs))
            assert replay(project.base_of(info.id), operations) == issue
            assert all(
                page.raw == project.base_of(info.id).pages[page.id].raw for page in issue.pages.values()
            )
        first = project.load_issue("i1")
        assert first.pages["p1"].raw == "县城  消息\n网络袋盖全县,信号更加\n容出。记者\ud800王\0进\n"
        assert first.pages["p1"].sha256 == "e5e2f5202af91ceccd777a7231375b9eb45b180e49352a76f60585b382bb2fea"
        assert first.blocks["b2"].text == "网络覆盖全县,信号更加凸出。"
        assert [span.label for span in first.spans.values()] == ["LOC"]
        assert project.get_data("words") == ["县城", "\ud800\0"]
        (redo,) = project.entries([step.seq for step in journal.next_redo()])
        assert redo.inverse.apply(first) is not None
        assert (redo.who, redo.when) == ("校对员\udc80", "2023-11-28T08:00:00+08:00")


def test_an_older_project_was_never_merged_and_the_present_sample_was(path):
    with ProjectFile.open(path) as project:
        assert not project.load_issue("i1").merges
    with ProjectFile.open(SAMPLES / f"v{schema.VERSION}.annotator", read_only=True) as project:
        issue = project.load_issue("i2")
        assert issue.merges["w-1"].items[0].shared
        assert issue.conflicts["c1"].choices[1].text == "网络\ud800"


def test_an_older_project_knows_no_words_yet_and_can_learn_some(path):
    with ProjectFile.open(path) as project:
        assert project.words() == frozenset()
    with ProjectFile.open(SAMPLES / f"v{schema.VERSION}.annotator", read_only=True) as project:
        assert project.words() == {"边民互市"}
        assert project.issues_with_word("边民互市") == ("i1", "i2")
        assert project.load_issue("i1").words == {"边民互市": "校对员\udc80"}


def test_an_older_project_has_no_relations_yet_and_a_newer_one_keeps_all_that_is_said_of_labels(path):
    with ProjectFile.open(path) as project:
        issue = project.load_issue("i2")
        assert (issue.relations, issue.document_labels) == ({}, {})
    with ProjectFile.open(SAMPLES / "v6.annotator", read_only=True) as project:
        issue = project.load_issue("i2")
    said = (("role", "记者\0"),)
    assert issue.spans["s1"] == LabelSpan("s1", "PER", "标注员", "注\0", said, doubtful=True)
    assert issue.spans["s2"] == LabelSpan("s2", "LOC", "dictionary", score=0.75, suggested=True)
    assert issue.relations == {"r1": Relation("r1", "born_in", "s1", "s2", "标注员\udc80", "问过")}
    assert issue.document_labels == {"a1": (DocumentLabel("NEWS", "标注员", "", said),)}
    assert [(piece.start, piece.end) for piece in issue.pieces["b3"]] == [(0, 2), (3, 6)]
