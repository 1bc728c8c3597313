"""A search over the stored project misses nothing, however far the index has come."""

import pytest
from helpers.desks import Desk, simple_issue
from helpers.issues import issues
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.services.recovery.doctor import examine, repair
from annotator.store import search
from annotator.store.project_file import ProjectFile
from annotator.text.folding import Folding

ALL = Folding(case=True, width=True, script=True)
NEEDLES = st.text(alphabet="网络覆盖袋的了是𠮷，。a1Ａ網 ", min_size=1, max_size=4)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.annotator"


@pytest.fixture
def project(path):
    with ProjectFile.create(path, "A") as project:
        yield project


def answered(project, needle):
    """Return the blocks that the index leaves to be searched and that hold the text."""
    found = project.candidates(needle)
    texts = {
        (info.id, key): text
        for info in project.issues()
        for key, (_, text) in project.texts(info.id, raw=False, among=found).blocks.items()
    }
    return {key for key, text in texts.items() if ALL.fold(needle) in ALL.fold(text)}


def holding(project, needle):
    return {
        (info.id, key)
        for info in project.issues()
        for key, block in project.load_issue(info.id).blocks.items()
        if ALL.fold(needle) in ALL.fold(block.text)
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_is_missed_whatever_was_done_and_indexed(data, tmp_path_factory):
    path = tmp_path_factory.mktemp("search") / "a.annotator"
    with ProjectFile.create(path, "A") as project:
        issue = data.draw(issues())
        project.add_issue(issue)
        desk = Desk(project, issue)
        for _ in range(data.draw(st.integers(1, 8))):
            desk.act(data)
            if data.draw(st.booleans()):
                project.index_pending(data.draw(st.integers(1, 5)))
        for needle in data.draw(st.lists(NEEDLES, min_size=3, max_size=6)):
            assert answered(project, needle) == holding(project, needle)
        assert examine(path).findings == ()


def test_what_is_indexed_need_not_be_read(project):
    project.add_issue(simple_issue())
    project.add_issue(simple_issue("i2", "茶园迎来丰收"))
    while project.index_pending(1):
        pass
    found = project.candidates("茶园")
    assert found.listed == {"i2": frozenset({"b1"})}
    assert not found.pending
    assert project.texts("i1", raw=False, among=found).blocks == {}


def test_a_changed_block_is_found_by_its_new_text_at_once(project):
    from annotator.model.operations import ReplaceText

    issue = simple_issue()
    project.add_issue(issue)
    project.index_pending(10)
    desk = Desk(project, issue)
    desk.do(ReplaceText("b1", 2, 3, "覆", "袋", "typing"))
    assert answered(project, "覆盖") == {("i1", "b1")}
    assert answered(project, "袋盖") == set()
    assert project.index_pending(10) == 0
    assert answered(project, "覆盖") == {("i1", "b1")}


def test_a_removed_issue_leaves_the_index(project):
    project.add_issue(simple_issue())
    project.index_pending(10)
    project.add_issue(simple_issue("i2"))
    project.remove_issue("i1")
    project.remove_issue("i2")
    assert project.candidates("网络").listed == {}
    assert project.candidates("网络").pending == {}


def test_the_index_is_made_anew_when_most_of_it_is_garbage(project, monkeypatch):
    monkeypatch.setattr(search, "_GARBAGE", 3)
    from annotator.model.operations import ReplaceText

    issue = simple_issue()
    project.add_issue(issue)
    project.add_issue(simple_issue("i2"))
    project.index_pending(10)
    desk = Desk(project, issue)
    for number in range(12):
        desk.do(ReplaceText("b1", 0, 1, "网络"[number % 2], desk.issue.blocks["b1"].text[0], "typing"))
        project.index_pending(10)
    (docs,) = project.read(lambda database: database.execute("SELECT count(*) FROM search_docs").fetchone())
    assert docs == 2
    assert answered(project, "络盖") == holding(project, "络盖")
    assert answered(project, "袋盖") == holding(project, "袋盖")


def test_signs_no_tokenizer_is_sure_of_do_not_hide_a_block(project):
    project.add_issue(simple_issue("i1", "网\ud800络\0𠀀袋 盖\ue000\u0301Ａb"))
    project.index_pending(10)
    for needle in ("网", "\ud800", "络\0𠀀", "袋 盖", "盖\ue000", "\u0301", "ａB", "𠀀袋"):
        assert answered(project, needle) == {("i1", "b1")}, needle
    assert project.candidates("\ud800") is None


def test_a_project_that_is_only_read_is_searched_without_an_index(project, path):
    project.add_issue(simple_issue())
    with ProjectFile.open(path, read_only=True) as reading:
        assert answered(reading, "网络") == {("i1", "b1")}
        assert reading.index_pending(10) == 0


def test_the_doctor_finds_blocks_no_search_would_find_and_makes_them_pending(path):
    with ProjectFile.create(path, "A") as project:
        project.add_issue(simple_issue())
        project.write(lambda database: database.execute("DELETE FROM search_pending"))
    assert [finding.code for finding in examine(path).findings] == ["search.incomplete"]
    report = repair(path)
    assert report.sound
    with ProjectFile.open(path) as project:
        assert answered(project, "网络") == {("i1", "b1")}
