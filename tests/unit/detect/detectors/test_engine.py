"""What an OCR engine says of its own reading counts as evidence, and its other readings as candidates."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from annotator.detect.context import CheckContext
from annotator.detect.detectors.engine import Alternative, EngineView, surprise, weighed
from annotator.detect.flags import make_flag
from annotator.detect.runner import check_blocks, load_models
from annotator.model.article import Block, Role, Run

CLEAN = "昨天上午，县图书馆举行读书会，许多学生和家长参加，会后大家交换了阅读的心得。"
READ = CLEAN.replace("举行", "举仃")


@cache
def models():
    return load_models()


def check(text, view):
    block = Block("b1", Role.BODY, (Run("p1", 0, len(text)),), text)
    views = None if view is None else {"b1": view}
    return check_blocks([block], CheckContext(), models(), views=views)["b1"]


def view_of(text, *alternatives, **unsure):
    """A view in which the engine was usually sure, and unsure of some characters."""
    factors = [surprise(0.99, 0.02)] * len(text)
    for characters, confidence in unsure.items():
        start = text.index(characters)
        factors[start : start + len(characters)] = [surprise(confidence, 0.02)] * len(characters)
    return EngineView(tuple(factors), alternatives)


def flag_on(flags, start):
    return next((flag for flag in flags if flag.start <= start < flag.end), None)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.5), st.integers(1, 40))
def test_the_less_sure_the_engine_the_likelier_a_mistake(one, other, usual, length):
    low, high = sorted((one, other))
    assert surprise(low, usual, length) >= surprise(high, usual, length) > 0


@given(st.floats(0.5, 0.99))
def test_a_usual_confidence_says_nothing(confidence):
    assert abs(surprise(confidence, 1 - confidence) - 1) < 1e-9


@given(st.floats(0.011, 0.99), st.floats(0.1, 10))
def test_odds_change_by_the_factor_and_candidates_with_them(score, factor):
    flag = make_flag("袋盖", 0, 2, score, "lattice.unlikely", {"覆盖": score * 0.9})
    told = weighed(flag, EngineView((1.0, factor)))
    assert (told.score >= score) == (factor >= 1) or abs(told.score - score) < 1e-9
    assert 0 <= told.score <= 1
    assert abs(told.candidates[0].score / told.score - 0.9) < 1e-6
    assert (
        weighed(make_flag("，，", 0, 2, score, "punctuation.doubled"), EngineView((9.0, 9.0))).score == score
    )


def test_without_an_engine_nothing_changes_by_a_bit():
    flags = check(READ, None)
    assert flags
    assert check(READ, EngineView((1.0,) * len(READ))) == flags


def test_an_unsure_character_is_doubted_more_and_a_sure_one_less():
    at = READ.index("仃")
    usual = flag_on(check(READ, None), at).score
    assert flag_on(check(READ, view_of(READ, 举仃=0.5)), at).score > usual
    assert flag_on(check(READ, view_of(READ)), at).score < usual


def test_another_reading_that_goes_better_becomes_the_first_candidate():
    text = CLEAN.replace("交换", "交涣")
    at = text.index("涣")
    flag = flag_on(check(text, view_of(text, Alternative(at, at + 1, "换", 0.3, 0.5))), at)
    assert flag.score > 0.5
    assert flag.candidates[0].text in ("换", "交换")


def test_another_reading_that_goes_worse_is_no_doubt():
    at = CLEAN.index("换")
    flag = flag_on(check(CLEAN, view_of(CLEAN, Alternative(at, at + 1, "涣", 0.4, 0.6))), at)
    assert flag is None or flag.score < 0.1


def test_only_what_differs_is_flagged():
    text = CLEAN.replace("图书馆", "图书倌")
    at = text.index("县图书倌")
    flags = check(text, view_of(text, Alternative(at, at + 4, "县图书馆", None, None)))
    flag = flag_on(flags, at + 3)
    assert any(candidate.text.endswith("馆") for candidate in flag.candidates)
    assert all(flag.start >= at for flag in flags if flag.detector == "engine")


def test_a_reading_with_one_character_more_is_an_insertion_beside_its_neighbour():
    text = CLEAN.replace("图书馆", "图馆")
    at = text.index("图馆")
    (flag, *_) = [
        flag
        for flag in check(text, view_of(text, Alternative(at, at + 2, "图书馆", 0.5, 0.5)))
        if flag.start <= at + 1 and flag.end >= at + 1
    ]
    assert any("图书" in candidate.text or "书馆" in candidate.text for candidate in flag.candidates)


def test_traditional_text_is_understood():
    text = "昨日上午，縣圖書館舉行讀書會，許多學生和家長參加，會後大家交涣了閱讀的心得。"
    at = text.index("涣")
    flag = flag_on(check(text, view_of(text, Alternative(at, at + 1, "換", 0.3, 0.5))), at)
    assert flag.score > 0.5
    assert "換" in flag.candidates[0].text
