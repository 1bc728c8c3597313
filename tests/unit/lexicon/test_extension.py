import numpy as np
import pytest

from annotator.lexicon.extension import extended
from annotator.lexicon.frequencies import load_word_frequencies
from annotator.lexicon.ngrams import load_language_model


@pytest.fixture(scope="module")
def models():
    model = load_language_model()
    return model, extended(model, load_word_frequencies())


def test_new_words_are_known_and_can_be_spelt(models):
    model, more = models
    assert "文旅" not in model
    number = more.number("文旅")
    assert more.word(number) == "文旅"
    assert -17 <= more.unigram(np.array([number]))[0] < -10


@pytest.mark.parametrize("pair", [("中国", "人民"), ("人民", "政府"), ("的", "人")])
def test_old_words_keep_their_probabilities(models, pair):
    values = []
    for model in models:
        first, second = (np.array([model.number(word)]) for word in pair)
        values.append((model.bigram(first, second), model.unigram(first), model.backoff(first)))
    assert np.array_equal(values[0], values[1])
    assert np.isfinite(values[0][0])


def test_long_words_keep_their_spelling(models):
    model, more = models
    words = list(model.long_words)[:50]
    assert [more.word(more.number(word)) for word in words] == words
