"""A change has those other blocks checked again that it says something about, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.detect.context import HouseRule, RuleBook
from annotator.detect.memory import Corrected, Kept
from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.flag import Flag
from annotator.model.issue import Issue
from annotator.model.operations import ReplaceText, perform
from annotator.model.page import Page
from annotator.services.checks.checking import check_issue, count_issue
from annotator.services.checks.rechecking import blocks_touched_by_counts, blocks_touched_by_lessons, texts_of
from annotator.services.project.lessons import NOTHING_LEARNT

TEXTS = {
    "b1": "镇里网络袋盖全境，贾晓茹很高兴。",
    "b2": "贾晓茹说，网络袋盖真好。",
    "b3": "茶园今年丰收，贾晓茄很忙。",
    "b4": "天气晴好。",
}


@pytest.fixture
def issue():
    pages = {key: Page(f"p-{key}", f"{key}.txt", text) for key, text in TEXTS.items()}
    pages = {page.id: page for page in pages.values()}
    blocks = {
        key: build_block(key, Role.BODY, [Run(f"p-{key}", 0, len(text))], pages)
        for key, text in TEXTS.items()
    }
    articles = {
        "a1": Article("a1", Kind.ARTICLE, tuple(TEXTS)),
        FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
        UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
    }
    flags = {key: (doubt(text, "。"),) for key, text in TEXTS.items()}
    return Issue("i1", "一期", pages, articles, ("a1",), blocks, flags)


def doubt(text, wrong):
    start = text.index(wrong)
    return Flag(start, start + len(wrong), wrong, 0.4, "lattice", "lattice.unlikely", id="f1")


def learnt(**what):
    return replace(NOTHING_LEARNT, **what)


@pytest.mark.parametrize(
    ("lessons", "blocks"),
    [
        (learnt(words=frozenset({"贾晓茄"})), ["b3"]),
        (learnt(kept=frozenset({"网络"})), ["b1", "b2"]),
        (learnt(kept_once={Kept("网络", "袋盖", "全境"): 1}), ["b1", "b2"]),
        (learnt(corrections={Corrected("网络", "袋盖", "覆盖", "全境，"): 1}), ["b1", "b2"]),
        (learnt(rules=RuleBook([HouseRule("天气", "气候")])), ["b4"]),
        (learnt(words=frozenset(f"没有{number}" for number in range(30)) | {"天气"}), ["b4"]),
        (learnt(), []),
    ],
)
def test_a_lesson_touches_the_blocks_that_hold_what_it_is_about(issue, lessons, blocks):
    assert blocks_touched_by_lessons(issue, NOTHING_LEARNT, lessons) == blocks
    assert blocks_touched_by_lessons(issue, lessons, NOTHING_LEARNT) == blocks
    assert blocks_touched_by_lessons(issue, lessons, lessons) == []


def test_a_known_word_has_no_block_checked_that_nothing_is_doubted_in(issue):
    issue = replace(issue, flags={"b2": issue.flags["b2"]})
    lessons = learnt(kept=frozenset({"网络"}))
    assert blocks_touched_by_lessons(issue, NOTHING_LEARNT, lessons) == ["b2"]
    assert blocks_touched_by_lessons(issue, lessons, NOTHING_LEARNT) == ["b1", "b2"]


def test_a_new_confusion_touches_open_doubts_about_the_character(issue):
    issue = replace(issue, flags={"b3": (doubt(TEXTS["b3"], "茄"),)})
    lessons = learnt(corrections={Corrected("番", "茄", "茹", ""): 1})
    assert blocks_touched_by_lessons(issue, NOTHING_LEARNT, lessons) == ["b3"]


def test_a_changed_name_touches_blocks_with_the_name_or_one_like_it(issue):
    before = texts_of(issue)
    changed = perform(issue, ReplaceText("b2", 2, 3, "茄", "茹", "typing")).issue
    assert blocks_touched_by_counts(issue, before) == []
    assert blocks_touched_by_counts(changed, before) == ["b1", "b3"]


def test_a_new_text_touches_nothing_at_once(issue):
    before = texts_of(issue)
    words = "".join(chr(0x4E00 + number) for number in range(300))
    changed = perform(issue, ReplaceText("b4", 0, 0, words, "", "typing")).issue
    assert blocks_touched_by_counts(changed, before) == []


def test_a_doubt_that_stands_keeps_its_name(issue):
    first = perform(
        issue, check_issue(issue, None, lessons=learnt(rules=RuleBook([HouseRule("天气")])))
    ).issue
    (flag,) = first.flags["b4"]
    again = check_issue(
        first, None, ["b4"], learnt(rules=RuleBook([HouseRule("天气")])), counts=count_issue(first)
    )
    assert [entry.id for entry in again.flags["b4"]] == [flag.id]
