import numpy as np
import pytest

from annotator.detect.detectors.mark_network import (
    KEEP,
    MARKS,
    PADDING,
    SIGNS,
    canonical,
    load_mark_network,
    word_places,
)

TEXT = "入冬以来，连降大雪，镇里组织干部上路清雪，保证群众出行安全。"


@pytest.fixture(scope="module")
def network():
    return load_mark_network()


@pytest.mark.parametrize("text", ["，", "渠", "\ud800渠道", "2023年\n𪜀 a", TEXT])
def test_shares_are_probabilities_for_any_text(network, text):
    for table in network.shares(text):
        assert table.shape == (len(text), KEEP + 1)
        assert np.all(table >= 0)
        assert table.sum(axis=1) == pytest.approx(np.ones(len(text)), abs=1e-4)


def test_only_eight_characters_on_each_side_have_a_say(network):
    # The words are cut the same way, so nothing but the network's own reach can differ.
    text = "大雪。" * 40
    gaps, owns = network.shares(text)
    part = text[30 : 30 + 30]
    inside = slice(PADDING, 30 - PADDING)
    own_gaps, own_owns = network.shares(part)
    assert own_gaps[inside] == pytest.approx(gaps[30:60][inside], abs=1e-4)
    assert own_owns[inside] == pytest.approx(owns[30:60][inside], abs=1e-4)


def test_a_long_text_is_read_as_one(network):
    text = TEXT * 300
    gaps, _ = network.shares(text)
    middle = len(TEXT) * 150
    near = slice(middle, middle + len(TEXT))
    far = slice(middle + 10 * len(TEXT), middle + 11 * len(TEXT))
    assert gaps[near] == pytest.approx(gaps[far], abs=1e-4)


def test_places_in_words_follow_the_segmenter():
    assert word_places("大雪的清晨").tolist() == [1, 3, 0, 1, 3]


def test_marks_are_signs_and_canonical():
    assert SIGNS.issuperset(MARKS[1:])
    assert all(canonical(mark) == mark for mark in MARKS)
    assert canonical("a,b") == "a，b"
