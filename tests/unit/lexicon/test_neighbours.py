import numpy as np
import pytest

from annotator.lexicon.neighbours import WRONG_POSITIONS, build_neighbours
from annotator.lexicon.ngrams import load_language_model, make_keys


@pytest.fixture(scope="module")
def model():
    return load_language_model()


@pytest.fixture(scope="module")
def neighbours(model):
    return build_neighbours(model)


def near(model, neighbours, *pieces):
    keys = make_keys(np.stack([model.encode(piece) for piece in pieces]))
    return list(neighbours.near(keys, len(pieces[0])))


@pytest.mark.parametrize("piece", ["袋盖", "拖拉讥", "人民目报", "大雪", "龘龘"])
def test_near_words_are_exactly_those_that_differ_only_where_allowed(model, neighbours, piece):
    length = len(piece)
    words = [model.word(number) for number in range(model.first[length], model.first[length + 1])]
    for found in near(model, neighbours, piece):
        expected = {
            word
            for word in words
            if all(word[place] == piece[place] for place in range(length) if place not in found.wrong)
        }
        assert {model.word(number) for number in found.words.tolist()} == expected


def test_each_piece_of_a_page_gets_its_own_words(model, neighbours):
    pieces = ["袋盖", "目报", "袋盖", "政俯"]
    together = near(model, neighbours, *pieces)
    for place, piece in enumerate(pieces):
        for alone, among in zip(near(model, neighbours, piece), together, strict=True):
            assert alone.words.tolist() == among.words[among.pieces == place].tolist()


def test_codes_are_the_words_characters_at_the_wrong_positions(model, neighbours):
    for found in near(model, neighbours, "人民目报"):
        for number, codes in zip(found.words.tolist(), found.codes.tolist(), strict=True):
            word = model.word(number)
            assert codes == model.encode("".join(word[place] for place in found.wrong)).tolist()


def test_two_wrong_characters_are_allowed_in_words_of_four():
    assert max(map(len, WRONG_POSITIONS[4])) == 2
    assert max(map(len, WRONG_POSITIONS[3])) == 1
