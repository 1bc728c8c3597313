import numpy as np
import pytest

from annotator.lexicon.extension import extended
from annotator.lexicon.frequencies import load_word_frequencies
from annotator.lexicon.ngrams import load_language_model


@pytest.fixture(scope="module")
def models():
    model = load_language_model()
    return model, extended(model, load_word_frequencies(), ["新质生产力", "稳岗", "文旅", "中国", "㐀㐁"])


def test_new_words_are_known_and_can_be_spelt(models):
    model, more = models
    assert "文旅" not in model
    number = more.number("文旅")
    assert more.word(number) == "文旅"
    assert -17 <= more.unigram(np.array([number]))[0] < -10


def test_terms_of_the_newspapers_are_words_and_change_none(models):
    _, more = models
    assert more.word(more.number("稳岗")) == "稳岗"
    assert "新质生产力" not in more  # too long to be a neighbour of what was misread
    first, second = (one.unigram(np.array([one.number("中国")]))[0] for one in models)
    assert first == second


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
    words = model.spell(model.words_of_length(6))
    assert [more.word(more.number(word)) for word in words] == words


def test_bigrams_of_long_and_short_words_are_kept(models):
    model, more = models
    random = np.random.default_rng(0)
    picked = np.sort(random.integers(0, len(model.bigrams.packed), 3000))
    previous = np.searchsorted(model.bigrams.rows, picked, side="right") - 1
    following = (model.bigrams.packed[picked] >> 14).astype(np.int64)
    values = model.bigram(previous, following)
    assert np.isfinite(values).all()
    renumbered = [
        np.array([more.number(word) for word in model.spell(some)]) for some in (previous, following)
    ]
    assert np.array_equal(more.bigram(*renumbered), values)


def test_new_words_have_no_bigrams(models):
    model, more = models
    new = np.arange(len(model), len(more), 1000)
    old = np.resize(np.arange(0, len(model), 777), len(new))
    assert np.isinf(more.bigram(new, old)).all()
    assert np.isinf(more.bigram(old, new)).all()
