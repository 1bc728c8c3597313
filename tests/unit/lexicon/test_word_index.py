import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotator.lexicon.word_index import CODE_BITS, make_key_table, make_keys, make_word_index

KEYS = st.sets(st.integers(0, (1 << 4 * CODE_BITS) - 1), max_size=60)
WORDS = st.sets(st.lists(st.integers(1, 5), min_size=1, max_size=6).map(tuple), max_size=40)


def test_keys_sort_as_their_words():
    codes = np.array([[1, 2], [1, 3], [2, 1]])
    assert np.all(np.diff(make_keys(codes)) > 0)


@given(keys=KEYS, asked=KEYS)
def test_a_table_finds_its_keys_and_no_others(keys, asked):
    table = make_key_table(np.array(sorted(keys), dtype=np.int64))
    wanted = np.array(sorted(keys | asked), dtype=np.int64)
    found, places = table.find(wanted)
    assert set(wanted[found].tolist()) == keys
    assert np.array_equal(table.keys[places], wanted[found])


def index_of(words):
    ordered = sorted(words, key=lambda word: (len(word), word))
    counts = [sum(len(word) == length for word in ordered) for length in range(1, 7)]
    codes = np.array([code for word in ordered for code in word], dtype=np.uint16)
    return make_word_index(codes, counts), ordered


@given(words=WORDS, more=WORDS)
def test_words_that_are_added_are_found_and_the_others_keep_their_numbers(words, more):
    index, ordered = index_of(words)
    new = {length: sorted(word for word in more - words if len(word) == length) for length in (2, 3, 4)}
    whole = index.extended(
        {length: np.array(some, dtype=np.uint16).reshape(-1, length) for length, some in new.items()}
    )
    everything = ordered + [word for some in new.values() for word in some]
    assert len(whole) == len(everything)
    for number, word in enumerate(everything):
        assert whole.length(np.array([number])).tolist() == [len(word)]
        assert whole.codes_of(np.array([number])).tolist() == [list(word)]
        if len(word) <= 4:
            assert whole.find_keys(make_keys(np.array([word])), len(word)).tolist() == [number]
    for length in range(1, 7):
        own = [number for number, word in enumerate(everything) if len(word) == length]
        assert whole.of_length(length).tolist() == own
    absent = [word for word in more - words if len(word) == 1]
    assert all(whole.find_keys(make_keys(np.array([word])), 1).tolist() == [-1] for word in absent)


@given(words=WORDS, text=st.lists(st.integers(0, 5), max_size=30))
def test_long_words_are_found_wherever_they_stand(words, text):
    index, ordered = index_of(words)
    starts, lengths, numbers = index.longer.find(np.array(text, dtype=np.int64))
    found = set(zip(starts.tolist(), lengths.tolist(), numbers.tolist(), strict=True))
    assert found == {
        (start, len(word), number)
        for number, word in enumerate(ordered)
        for start in range(len(text))
        if len(word) > 4 and tuple(text[start : start + len(word)]) == word
    }
