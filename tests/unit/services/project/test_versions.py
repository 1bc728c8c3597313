"""A version keeps an article's text under a name, whatever is done to the article later."""

import pytest
from helpers.hand_made import hand_made_issue
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.model.operations import MergeArticles, ReplaceText
from annotator.services.project.session import Session
from annotator.services.project.versions import (
    ChangeSide,
    as_read,
    compare,
    name_version,
    remove_version,
    versions_of,
)


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "p.annotator", "P", who="李编辑") as made:
        made.add_issue(hand_made_issue())
        yield made


def change(session, old, new):
    text = session.issue("i1").blocks["b4"].text
    at = text.index(old)
    session.perform("i1", ReplaceText("b4", at, at + len(old), new, old, "typing"))


def test_versions_survive_changes_and_a_restart(session):
    change(session, "容出", "突出")
    version = name_version(session, "i1", "a2", "  一校 完 ")
    change(session, "高兴", "欢喜")
    path = session.path
    session.close()
    with Session.open(path) as again:
        (found,) = versions_of(again, "i1", "a2")
        assert found == version
        assert (found.name, found.who) == ("一校 完", "李编辑")
        assert "突出" in found.text
        assert "高兴" in found.text
        assert "容出" in as_read(again, "i1", "a2")


def test_a_version_outlives_its_article(session):
    name_version(session, "i1", "a2", "一校")
    session.perform("i1", MergeArticles("a1", "a2"))
    assert [version.name for version in versions_of(session, "i1", "a2")] == ["一校"]


def test_a_removed_version_is_gone_and_the_others_stay(session):
    first = name_version(session, "i1", "a2", "一校")
    second = name_version(session, "i1", "a2", "二校")
    other = name_version(session, "i1", "a1", "一校")
    remove_version(session, first.id)
    assert versions_of(session, "i1", "a2") == (second,)
    assert versions_of(session, "i1", "a1") == (other,)


@pytest.mark.parametrize(
    ("article", "name"), [("a2", " "), ("a2", "长" * 61), ("furniture", "一校"), ("x", "一校")]
)
def test_what_is_no_version_is_refused(session, article, name):
    with pytest.raises(UserError):
        name_version(session, "i1", article, name)
    assert versions_of(session, "i1", article) == ()


def test_damaged_versions_are_told(session):
    session.set_data("versions", [{"id": 1}])
    with pytest.raises(UserError) as told:
        versions_of(session, "i1", "a2")
    assert told.value.code == "project.damaged"


def test_a_comparison_shows_exactly_the_changed_characters():
    found = compare("春茶更加容出，茶农高兴。\n完", "春茶更加突出，茶农很高兴。\n完")
    sides = [(stretch.side, stretch.text) for stretch in found]
    assert (ChangeSide.OLD, "容") in sides
    assert (ChangeSide.NEW, "突") in sides
    assert (ChangeSide.NEW, "很") in sides


@given(st.text("甲乙丙\n", max_size=40), st.text("甲乙丙\n", max_size=40))
def test_a_comparison_holds_both_texts_whole(old, new):
    found = compare(old, new)
    for side, text in ((ChangeSide.OLD, old), (ChangeSide.NEW, new)):
        assert "".join(part.text for part in found if part.side in (side, ChangeSide.BOTH)) == text
