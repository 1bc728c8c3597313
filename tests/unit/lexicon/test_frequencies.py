import numpy as np
import pytest

from annotator.lexicon.frequencies import load_word_frequencies, piece_keys
from annotator.lexicon.ngrams import code_points


@pytest.mark.parametrize("word", ["文旅", "提质", "赋能", "红外线", "一心一意"])
def test_words_of_today_are_in_the_table(word):
    assert load_word_frequencies().log_probability(word) < -5


@pytest.mark.parametrize("word", ["袋盖了", "", "山", "ab", "山a", "𪜀山", "一二三四五六"])
def test_what_is_no_word_has_no_frequency(word):
    assert load_word_frequencies().log_probability(word) is None


def test_frequent_words_have_a_higher_probability_than_rare_ones():
    table = load_word_frequencies()
    assert table.log_probability("我们") > table.log_probability("文旅")


def test_pieces_with_other_characters_have_no_key():
    keys = piece_keys(code_points("山水a山水"), 2)
    assert (keys > 0).tolist() == [True, False, False, True]
    assert keys[0] == keys[3]
    assert not len(piece_keys(np.zeros(0, dtype=np.uint32), 2))
