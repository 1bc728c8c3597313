from functools import cache

import numpy as np
import pytest

from annotator.lexicon.neighbours import WRONG_POSITIONS, build_neighbours
from annotator.lexicon.ngrams import load_language_model


@pytest.fixture(scope="module")
def model():
    return load_language_model()


@pytest.fixture(scope="module")
def neighbours(model):
    return build_neighbours(model)


@pytest.fixture(scope="module")
def words_of(model):
    """All words of a length, by their numbers; made once, for there are very many."""

    @cache
    def words(length):
        return {number: model.word(number) for number in model.words_of_length(length).tolist()}

    return words


def near(model, neighbours, *pieces, least=-99.0):
    codes = np.stack([model.encode(piece) for piece in pieces])
    needed = np.full((len(pieces), len(WRONG_POSITIONS[len(pieces[0])])), least, dtype=np.float32)
    return {found.wrong: found for found in neighbours.near(codes, needed)}


@pytest.mark.parametrize("piece", ["袋盖", "拖拉讥", "人民目报", "大雪", "龘龘"])
def test_near_words_are_exactly_those_that_differ_only_where_allowed(model, neighbours, words_of, piece):
    length = len(piece)
    words = words_of(length)
    found = near(model, neighbours, piece)
    for wrong in WRONG_POSITIONS[length]:
        expected = {
            word
            for word in words.values()
            if all(word[place] == piece[place] for place in range(length) if place not in wrong)
        }
        given = {words[number] for number in found[wrong].words.tolist()} if wrong in found else set()
        assert given == expected


def test_each_piece_of_a_page_gets_its_own_words(model, neighbours):
    pieces = ["袋盖", "目报", "袋盖", "政俯"]
    together = near(model, neighbours, *pieces)
    for place, piece in enumerate(pieces):
        for wrong, alone in near(model, neighbours, piece).items():
            among = together[wrong]
            assert alone.words.tolist() == among.words[among.pieces == place].tolist()


def test_words_that_are_too_rare_are_left_out(model, neighbours):
    likely = near(model, neighbours, "袋盖", least=-12.0)
    everything = near(model, neighbours, "袋盖")
    for wrong, found in everything.items():
        expected = found.words[model.log_unigrams[found.words] >= -12.0].tolist()
        assert (likely[wrong].words.tolist() if wrong in likely else []) == expected


def test_two_wrong_characters_are_allowed_in_words_of_four():
    assert max(map(len, WRONG_POSITIONS[4])) == 2
    assert max(map(len, WRONG_POSITIONS[3])) == 1


@pytest.mark.parametrize(("piece", "free"), [("袋盖", 0), ("袋盖", 1), ("人民目报", 2), ("龘龘", 0)])
def test_the_words_that_match_but_for_one_place_come_most_frequent_first(
    model, neighbours, words_of, piece, free
):
    length = len(piece)
    expected = [
        number
        for number, word in words_of(length).items()
        if all(word[place] == piece[place] for place in range(length) if place != free)
    ]
    expected.sort(key=lambda number: -model.log_unigrams[number])
    codes = model.encode(piece)[np.newaxis]
    assert neighbours.matching(codes, free, -99.0, 5).words.tolist() == expected[:5]
    assert neighbours.matching(codes, free, 0.0, 5).words.tolist() == []
