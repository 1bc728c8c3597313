"""What another process was told before is not sent again."""

import pickle

from helpers.hand_made import hand_made_issue

from annotator.detect.context import HouseRule, RuleBook
from annotator.model.labels import LabelScheme
from annotator.model.operations import AcceptFlag, perform
from annotator.services.background.mirrors import Inbox, Outbox
from annotator.services.jobs.label_errands import Lists
from annotator.services.project.lessons import Lessons


def through(outbox, inbox, *values):
    sent = pickle.dumps(outbox.packed(values))
    return inbox.unpacked(pickle.loads(sent)), len(sent)


def test_an_issue_arrives_whole_and_then_by_its_changes():
    outbox, inbox = Outbox(), Inbox()
    before = hand_made_issue()
    (first,), whole = through(outbox, inbox, before)
    assert first == before
    after = perform(before, AcceptFlag("b1", before.flags["b1"][0].id, "覆盖", "person")).issue
    (second,), part = through(outbox, inbox, after)
    assert second == after
    assert part < whole / 3
    assert second.blocks["b4"] is first.blocks["b4"]


def test_another_issue_is_sent_whole():
    outbox, inbox = Outbox(), Inbox()
    first = hand_made_issue()
    through(outbox, inbox, first)
    other = pickle.loads(pickle.dumps(first))  # equal, but nothing shared: perhaps other pages
    (got,), _ = through(outbox, inbox, other)
    assert got == other


def test_the_same_lessons_are_the_same_there():
    outbox, inbox = Outbox(), Inbox()
    lessons = Lessons(frozenset({"茶马市"}), rules=RuleBook([HouseRule("帐户", "账户")]))
    (first, again), _ = through(outbox, inbox, lessons, lessons)
    assert first is again
    assert first.known == {"茶马市"}
    assert first.rules.rules_for("帐户")[0].right == "账户"
    (other,), _ = through(outbox, inbox, Lessons())
    assert other is not first


def test_the_same_word_lists_are_the_same_there_beside_lessons():
    outbox, inbox = Outbox(), Inbox()
    lists, lessons = Lists(LabelScheme("s", "s", ())), Lessons()
    (first, _, again), _ = through(outbox, inbox, lists, lessons, lists)
    assert first is again
    (other,), _ = through(outbox, inbox, Lists(lists.scheme))
    assert other is not first
