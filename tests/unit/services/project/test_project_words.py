"""A word added to the project is right at once and from then on, until that is taken back."""

from __future__ import annotations

import pytest
from helpers.made import bridge_issue

from annotator.errors import UserError
from annotator.model.flag import FlagStatus
from annotator.model.operations import SetFlags
from annotator.services.doubts.review import doubts
from annotator.services.project.project_words import (
    add_word,
    parse_words,
    project_words,
    read_words_file,
    set_project_words,
    words_text,
)
from annotator.services.project.session import Session


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "p.annotator", "项目", who="甲") as session:
        session.add_issue(bridge_issue())
        yield session


def open_texts(session):
    return [doubt.flag.text for doubt in doubts(session.issue("i1"), 0.0)]


def test_a_word_takes_the_doubts_about_it_away_and_undo_brings_them_back(session):
    before = open_texts(session)
    assert "袋盖" in before
    assert add_word(session, "i1", " 网络袋盖 ")
    assert open_texts(session) == [text for text in before if text != "袋盖"]
    assert project_words(session) == ("网络袋盖",)
    assert session.issue("i1").words == {"网络袋盖": "甲"}
    session.undo()
    assert open_texts(session) == before
    assert project_words(session) == ()
    session.redo()
    assert project_words(session) == ("网络袋盖",)


def test_a_word_is_known_after_the_project_was_closed(session, tmp_path):
    add_word(session, "i1", "网络袋盖")
    session.close()
    with Session.open(tmp_path / "p.annotator") as again:
        assert project_words(again) == ("网络袋盖",)
        assert again.lessons().known == {"网络袋盖"}


def test_a_word_holds_in_every_issue_of_the_project_and_is_removed_from_all(session):
    other = bridge_issue()
    session.add_issue(type(other)("i2", "二", other.pages, other.articles, other.order, other.blocks))
    add_word(session, "i1", "网络袋盖")
    assert not add_word(session, "i2", "网络袋盖")
    assert set_project_words(session, "i2", ())
    assert project_words(session) == ()
    assert not set_project_words(session, "i2", ())
    session.undo()
    assert project_words(session) == ("网络袋盖",)


def test_a_list_of_words_takes_the_place_of_another_in_one_step(session):
    set_project_words(session, "i1", ("网络袋盖", "青山日报"))
    assert set_project_words(session, "i1", (" 青山日报 ", "", "云岭", "云岭"))
    assert project_words(session) == ("云岭", "青山日报")
    session.undo()
    assert project_words(session) == ("网络袋盖", "青山日报")


def test_a_list_with_a_word_that_cannot_be_one_changes_nothing(session):
    add_word(session, "i1", "网络袋盖")
    with pytest.raises(UserError) as caught:
        set_project_words(session, "i1", ("云岭", "字"))
    assert caught.value.code == "word.too_short"
    assert project_words(session) == ("网络袋盖",)


def test_words_are_read_one_a_line_in_any_encoding(tmp_path):
    path = tmp_path / "词.txt"
    path.write_bytes("# 人名\r\n林书禾\r\n\r\n周远\r\n林书禾\r\n".encode("gb18030"))
    assert read_words_file(path) == ("林书禾", "周远")
    assert parse_words(words_text(("林书禾", "周远"))) == ("林书禾", "周远")


def test_what_a_person_decided_and_what_the_house_forbids_stays(session):
    issue = session.issue("i1")
    block_id, flags = next(iter(issue.flags.items()))
    kept, *rest = flags
    rule = type(kept)(**{**_fields(kept), "id": "r1", "detector": "house_rules"})
    kept = type(kept)(**{**_fields(kept), "status": FlagStatus.KEPT})
    session.perform("i1", SetFlags({block_id: (kept, rule, *rest)}, {block_id: issue.blocks[block_id].text}))
    add_word(session, "i1", kept.text)
    left = session.issue("i1").flags[block_id]
    assert {kept.id, "r1"} <= {flag.id for flag in left}


def _fields(flag):
    return {name: getattr(flag, name) for name in flag.__slots__}


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("", "word.too_short"),
        ("网", "word.too_short"),
        ("网\n络", "word.line_break"),
        ("网" * 25, "word.too_long"),
    ],
)
def test_what_can_be_no_word_is_refused_in_a_sentence(session, word, code):
    with pytest.raises(UserError) as refused:
        add_word(session, "i1", word)
    assert refused.value.code == code
    assert project_words(session) == ()
