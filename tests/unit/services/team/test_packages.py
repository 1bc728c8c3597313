"""A project is split into packages fairly, the same way for the same seed, and nothing is left half-written."""

from itertools import pairwise

import pytest
from helpers.desks import simple_issue

from annotator.errors import UserError
from annotator.model.patch import Patch, difference
from annotator.services.project.session import Session
from annotator.services.team.packages import (
    SplitPlan,
    Unit,
    assign,
    check_people,
    given_out,
    own_package,
    split_project,
)
from annotator.store.project_file import ProjectFile

SIZES = {f"i{issue}": {f"a{article}": 100 + article for article in range(5)} for issue in range(6)}


def articles(assigned):
    return {(issue, article) for issue, listed in assigned.items() for article in listed}


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("overlap", [0.0, 0.3, 1.0])
def test_everything_is_given_out_and_the_shared_part_to_as_many_as_asked(unit, overlap):
    plan = SplitPlan(("甲", "乙", "丙"), unit, overlap, 2, seed=7)
    assigned = assign(SIZES, plan)
    everything = articles(SIZES)
    assert set().union(*map(articles, assigned.values())) == everything
    holders = {
        key: [person for person in assigned if assigned[person].get(key[0], {}).get(key[1]) is not None]
        for key in everything
    }
    shared = {key for key, people in holders.items() if len(people) == 2}
    units = len(SIZES) if unit is Unit.ISSUE else len(everything)
    assert all(len(people) in (1, 2) for people in holders.values())
    assert len(shared) == round(overlap * units) * (len(everything) // units)
    for person, issues in assigned.items():
        for issue, listed in issues.items():
            assert all(flag is ((issue, article) in shared) for article, flag in listed.items())
            assert unit is Unit.ARTICLE or listed.keys() == SIZES[issue].keys(), person


def test_the_same_seed_gives_the_same_and_another_gives_another():
    plan = SplitPlan(("甲", "乙"), Unit.ARTICLE, 0.2, seed=1)
    assert assign(SIZES, plan) == assign(SIZES, plan)
    assert assign(SIZES, plan) != assign(SIZES, SplitPlan(("甲", "乙"), Unit.ARTICLE, 0.2, seed=2))


def test_everybody_gets_about_the_same_amount():
    assigned = assign(SIZES, SplitPlan(("甲", "乙", "丙"), Unit.ARTICLE))
    loads = sorted(sum(SIZES[i][a] for i, a in articles(issues)) for issues in assigned.values())
    assert all(large - small < 105 for small, large in pairwise(loads))


@pytest.mark.parametrize("name", ["", "a/b", "..", "a\\b", "x" * 61, "a\0b", "甲:乙", "\u202e"])
def test_a_name_that_cannot_be_part_of_a_file_name_is_refused(name):
    with pytest.raises(UserError) as caught:
        check_people(["甲", name])
    assert caught.value.code == "split.name"


def test_names_that_a_file_system_may_take_for_one_are_refused():
    with pytest.raises(UserError) as caught:
        check_people(["Li", "ｌi"])
    assert caught.value.code == "split.twice"


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "news.annotator", "早报") as session:
        for number in (1, 2):
            session.add_issue(simple_issue(f"i{number}"))
        session.set_data("label_scheme", {"id": "own", "name": "自用", "labels": []})
        yield session


def test_a_package_holds_the_present_state_as_its_base_and_says_what_it_is(session, tmp_path):
    paths = split_project(session, SplitPlan(("甲", "乙"), Unit.ISSUE, 0.5), tmp_path / "out")
    assert [path.name for path in paths] == ["news.甲.annotator", "news.乙.annotator"]
    given = {entry.annotator: entry for entry in given_out(session)}
    for path, person in zip(paths, ("甲", "乙"), strict=True):
        with Session.open(path) as package:
            said = own_package(package)
            assert (said.annotator, said.project, said.id) == (person, session.uuid, given[person].id)
            assert set(said.items) == {info.id for info in package.issues}
            assert package.data("label_scheme") == session.data("label_scheme")
            for issue_id in said.items:
                assert difference(session.issue(issue_id), package.issue(issue_id)) == Patch()
                assert difference(session.issue(issue_id), package.base(issue_id)) == Patch()


def test_nothing_is_left_behind_where_a_package_is_there_already(session, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "news.乙.annotator").write_bytes(b"mine")
    with pytest.raises(UserError) as caught:
        split_project(session, SplitPlan(("甲", "乙"), Unit.ISSUE), folder)
    assert caught.value.code == "project.exists"
    assert [path.name for path in folder.iterdir()] == ["news.乙.annotator"]
    assert (folder / "news.乙.annotator").read_bytes() == b"mine"
    assert given_out(session) == ()


def test_nothing_is_left_behind_where_the_disk_fails_in_the_middle(session, tmp_path, monkeypatch):
    folder = tmp_path / "out"
    create = ProjectFile.create.__func__

    def failing(cls, path, name):
        if "乙" in path.name:
            raise UserError("project.write", file=path.name, reason="full", detail="disk full")
        return create(cls, path, name)

    monkeypatch.setattr(ProjectFile, "create", classmethod(failing))
    with pytest.raises(UserError):
        split_project(session, SplitPlan(("甲", "乙"), Unit.ISSUE), folder)
    assert list(folder.glob("*.annotator")) == []
    assert given_out(session) == ()


def test_more_people_than_work_is_said(session, tmp_path):
    with pytest.raises(UserError) as caught:
        split_project(session, SplitPlan(("甲", "乙", "丙"), Unit.ISSUE), tmp_path / "out")
    assert caught.value.code == "split.too_many"
