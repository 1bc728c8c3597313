import importlib.util
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.lexicon.ngrams import load_language_model, open_language_model
from annotator.lexicon.word_index import LONGEST_KEY, make_keys

ROOT = Path(__file__).resolve().parents[3]
UNIGRAM_UNIT, BIGRAM_UNIT = 1 / 2048, 1 / 1024


def maker():
    spec = importlib.util.spec_from_file_location(
        "make_language_model", ROOT / "build" / "make_language_model.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKER = maker()
ALPHABET = "山水大雪𠀀"
words_strategy = st.dictionaries(
    st.text(ALPHABET, min_size=1, max_size=6),
    st.tuples(st.floats(-20, -0.1), st.floats(-3, 0)),
    min_size=1,
    max_size=12,
)


@pytest.fixture(scope="module")
def model():
    return load_language_model()


def write(folder, words, followers):
    for name, table in MAKER.tables(words, followers).items():
        np.save(folder / f"{name}.npy", table)
    return open_language_model(folder)


@given(words=words_strategy, data=st.data())
def test_tables_give_back_every_number_of_the_arpa_file(tmp_path_factory, words, data):
    names = sorted(words)
    pairs = data.draw(
        st.dictionaries(st.tuples(st.sampled_from(names), st.sampled_from(names)), st.floats(-15, -0.1))
    )
    followers = {}
    for (first, second), value in pairs.items():
        followers.setdefault(first, []).append((second, value))
    model = write(tmp_path_factory.mktemp("model"), words, followers)

    assert len(model) == len(words)
    numbers = np.array([model.number(word) for word in names])
    assert [model.word(int(number)) for number in numbers] == names
    assert model.spell(numbers[::-1]) == names[::-1]
    assert model.unigram(numbers) == pytest.approx([words[word][0] for word in names], abs=UNIGRAM_UNIT)
    assert model.backoff(numbers) == pytest.approx([words[word][1] for word in names], abs=UNIGRAM_UNIT)
    previous, following = np.repeat(numbers, len(names)), np.tile(numbers, len(names))
    expected = [pairs.get((first, second), -np.inf) for first in names for second in names]
    assert model.bigram(previous, following) == pytest.approx(expected, abs=BIGRAM_UNIT)


@given(words=words_strategy, text=st.text(ALPHABET + "a。", max_size=20))
def test_matches_are_exactly_the_words_in_the_text(tmp_path_factory, words, text):
    model = write(tmp_path_factory.mktemp("model"), words, {})
    found = model.matches(text)
    spans = {
        (start, length, model.word(word))
        for start, length, word in zip(
            *map(np.ndarray.tolist, (found.starts, found.lengths, found.words)), strict=True
        )
    }
    longest = max(map(len, words))
    assert spans == {
        (start, length, text[start : start + length])
        for start in range(len(text))
        for length in range(1, min(longest, len(text) - start) + 1)
        if text[start : start + length] in words
    }
    for position in range(len(text)):
        prefixes = [(length, word) for start, length, word in sorted(spans) if start == position]
        assert [(length, model.word(word)) for length, word in model.prefixes(text, position)] == prefixes


def test_what_a_word_begins_or_ends_with_always_passes(model):
    words = model.spell(model.words_of_length(3))
    for size in (1, 2, 3):
        begins = np.stack([model.encode(word[:size]) for word in words[::50]])
        assert model.may_begin(make_keys(begins), size, 3).all()
        ends = np.stack([model.encode(word[-size:]) for word in words[::50]])
        assert model.may_end(make_keys(ends), size, 3).all()
    long_words = [
        word for length in range(LONGEST_KEY + 1, 14) for word in model.spell(model.words_of_length(length))
    ]
    begins = np.stack([model.encode(word[:LONGEST_KEY]) for word in long_words])
    assert len(long_words) > 1000
    assert model.may_begin_long(make_keys(begins)).all()
    assert all(model.word(model.number(word)) == word for word in long_words[::50])
    nonsense = np.arange(1 << 20, dtype=np.int64) << 7
    assert model.may_begin(nonsense, 2, 3).mean() < 0.5
    assert model.may_begin_long(nonsense).mean() < 0.5


def test_the_shipped_model_knows_words_of_every_length(model):
    assert all(word in model for word in ("〇", "的", "覆盖", "拖拉机", "人民日报", "中华人民共和国"[:2]))
    assert all(word not in model for word in ("", "袋盖", "x", "，", "我们的家乡有一条大河"))
    assert model.longest == 13


def test_a_seen_pair_is_likelier_than_its_back_off(model):
    network, cover = np.array([model.number("网络")]), np.array([model.number("覆盖")])
    seen = model.bigram(network, cover)
    assert seen[0] > (model.backoff(network) + model.unigram(cover))[0]
    assert model.bigram(cover, np.array([model.number("的")])) > -np.inf
    assert model.bigram(network, np.array([model.number("拖拉机")]))[0] == -np.inf


def test_a_number_without_word_is_refused(model):
    with pytest.raises(IndexError):
        model.word(-1)
    with pytest.raises(IndexError):
        model.word(len(model))


def test_text_without_words_has_no_matches(model):
    for text in ("", "abc 123。", "\ud800", "𪜀"):
        assert len(model.matches(text).starts) == 0
