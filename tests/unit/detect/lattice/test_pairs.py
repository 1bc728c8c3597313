import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.detect.lattice.doubts import Doubt
from annotator.detect.lattice.pairs import with_pairs
from annotator.lexicon.ngrams import load_language_model

FLOOR = 0.03


@pytest.fixture(scope="module")
def model():
    return load_language_model()


@pytest.mark.parametrize(
    ("text", "part", "right"),
    [
        ("国家木目关部门负责人", "木目", "相"),
        ("产品获得女子评如潮", "女子", "好"),
        ("央企统筹筹国家所需", "筹筹", "筹"),
    ],
)
def test_two_characters_that_are_one_are_doubted(model, text, part, right):
    (doubt,) = with_pairs(model, text, [], FLOOR)
    assert text[doubt.start : doubt.end] == part
    assert max(doubt.candidates, key=lambda reading: doubt.candidates[reading]) == right
    assert doubt.score > 0.5


@pytest.mark.parametrize("text", ["一名女子在街上走", "人人都爱家乡", "他常常回家看看老人", "日月如梭"])
def test_words_that_are_right_are_left_alone(model, text):
    assert with_pairs(model, text, [], 0.2) == []


def test_a_doubt_beside_becomes_one_with_the_pair(model):
    text = "国家木目关部门负责人"
    beside = Doubt(3, 5, 0.9, {"日关": 0.4, "机关": 0.2})
    (doubt,) = with_pairs(model, text, [beside], FLOOR)
    assert text[doubt.start : doubt.end] == "木目关"
    assert doubt.candidates["木机关"] == 0.2
    assert next(iter(doubt.candidates)) == "相关"


@given(st.text("木目女子好相明日月筹，\n人", max_size=14))
@settings(max_examples=30, deadline=None)
def test_doubts_stand_in_order_apart_and_offer_something_else(model, text):
    doubts = with_pairs(model, text, [], FLOOR)
    for one, other in itertools.pairwise(doubts):
        assert one.end <= other.start
    for doubt in doubts:
        assert doubt.candidates
        assert text[doubt.start : doubt.end] not in doubt.candidates
