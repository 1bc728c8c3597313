"""Places are found where they stand in the text as it is, and no expression can hold the program up."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.folding import EXACT, Folding
from annotator.text.searching import TIME_LIMIT, PatternError, matcher

TEXT = st.text(alphabet="网络网絡覆盖ＡAa（(1１ \n", max_size=60)
WORDS = st.text(alphabet="网络网絡覆盖ＡAa（(1１", min_size=1, max_size=3)
FOLDINGS = st.builds(Folding, st.booleans(), st.booleans(), st.booleans())


def plain(words, folding=EXACT):
    return matcher(words, regular=False, folding=folding)


def expression(pattern, folding=EXACT):
    return matcher(pattern, regular=True, folding=folding)


@given(TEXT, WORDS, FOLDINGS)
def test_plain_words_are_found_wherever_they_stand(text, words, folding):
    folded, needle = folding.fold(text), folding.fold(words)
    hits = plain(words, folding).hits(text)
    assert [hit[:2] for hit in hits] == [found.span() for found in re.finditer(re.escape(needle), folded)]


@given(st.lists(TEXT, max_size=6), WORDS, FOLDINGS)
def test_several_texts_at_once_give_what_each_gives(texts, words, folding):
    made = plain(words, folding)
    assert [list(hits) for hits in made.hits_in(texts)] == [list(made.hits(text)) for text in texts]


@given(TEXT, WORDS, FOLDINGS)
def test_an_expression_of_plain_words_finds_what_plain_words_find(text, words, folding):
    found = expression(re.escape(words), folding).hits(text)
    assert [hit[:2] for hit in found] == [hit[:2] for hit in plain(words, folding).hits(text)]


@given(TEXT, st.text(alphabet="网络覆盖", min_size=1, max_size=3))
def test_line_ends_do_not_part_words_of_raw_text(text, words):
    hits = plain(words).hits_in_raw(text)
    joined = re.sub(r"\s", "", text)
    assert len(hits) == joined.count(words)
    assert all(re.sub(r"\s", "", text[hit.start : hit.end]) == words for hit in hits)


def test_groups_are_ranges_of_the_text():
    (hit,) = expression("第(\\d+)版(?P<end>）)?").hits("（下转第3版")
    assert hit.groups == ((4, 5), (-1, -1))
    assert expression("(?P<end>a)").names == {"end": 1}


def test_signs_of_the_language_of_expressions_may_be_full_width():
    made = expression("（第\\d版）", Folding(width=True))
    assert [hit[:2] for hit in made.hits("(第3版)（第４版）")] == [(0, 5), (5, 10)]


@pytest.mark.parametrize("pattern", ["(x+x+)+y", "(?:x|xx)+y", "(?=(x+))\\1*y(x+)+z"])
def test_an_expression_that_never_ends_is_given_up(pattern):
    before = time.process_time()
    try:
        expression(pattern).hits("x" * 5000)
    except PatternError as error:
        assert error.code == "too_slow"
    assert time.process_time() - before < 5 * TIME_LIMIT


@pytest.mark.parametrize(
    "pattern", ["(((((a{100}){100}){100}){100}){100})", "a{99999999}", "a" * 3000, "(" * 1999]
)
def test_an_expression_that_would_take_all_memory_is_refused(pattern):
    with pytest.raises(PatternError) as caught:
        expression(pattern)
    assert caught.value.code in ("too_large", "wrong")


@pytest.mark.parametrize("pattern", ["(?R)*", "(a)(?1)", "(?P<q>“(?&q)?”)", "(?P<q>x)(?P>q)", "[a\\]](?R)"])
def test_an_expression_that_calls_itself_is_refused_since_nothing_would_stop_it(pattern):
    with pytest.raises(PatternError) as caught:
        expression(pattern)
    assert caught.value.code == "call"


@pytest.mark.parametrize("pattern", ["[(?R)]", r"\(\?R\)", "(?P<q>x)(?P=q)", "[]^(?1)]"])
def test_what_only_looks_like_a_call_is_searched_for(pattern):
    assert expression(pattern).hits("xx(?R)")


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("(", "parenthesis"),
        ("[", "bracket"),
        ("*", "repeat"),
        ("\\", "escape"),
        ("(?P<a>x)(?P<a", "wrong"),
        ("a{2,1}", "repeat_order"),
    ],
)
def test_a_wrong_expression_is_refused_with_a_reason(pattern, code):
    with pytest.raises(PatternError) as caught:
        expression(pattern)
    assert caught.value.code == code
    assert str(caught.value)
