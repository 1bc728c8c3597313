"""What people say about words is kept in the project and used at once."""

from __future__ import annotations

from helpers.made import bridge_issue, flag

from annotator.services.checking import merged_flags
from annotator.services.knowledge import NO_KNOWLEDGE, Knowledge, forget, knowledge_of, learn
from annotator.services.session import Session


def test_what_was_learnt_is_known_after_closing(tmp_path):
    path = tmp_path / "p.annotator"
    with Session.create(path, "p") as session:
        assert knowledge_of(session) == NO_KNOWLEDGE
        learn(session, words=frozenset({"边民互市"}))
        learn(session, kept=frozenset({"袋盖"}))
    with Session.open(path) as session:
        assert knowledge_of(session) == Knowledge(frozenset({"边民互市"}), frozenset({"袋盖"}))
        forget(session, "袋盖")
        assert knowledge_of(session).kept == frozenset()


def test_a_kept_text_is_not_flagged_again(tmp_path):
    issue = bridge_issue()
    block = issue.blocks["b3"]
    found = [flag(block.text, 2, "袋盖")]
    with Session.create(tmp_path / "p.annotator", "p") as session:
        assert [entry.text for entry in merged_flags(issue, block, found, knowledge_of(session))] == ["袋盖"]
        known = learn(session, kept=frozenset({"袋盖"}))
        assert merged_flags(issue, block, found, known) == ()


def test_data_of_another_form_is_passed_over(tmp_path):
    with Session.create(tmp_path / "p.annotator", "p") as session:
        session.set_data("knowledge", {"words": ["好", 3], "kept": "坏"})
        assert knowledge_of(session) == Knowledge(frozenset({"好"}))
