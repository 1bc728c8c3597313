import numpy as np
import pytest

from annotator.lexicon.glyphs import load_glyph_channel, uniform_channel
from annotator.lexicon.ngrams import code_points, load_language_model


@pytest.fixture(scope="module")
def channel():
    return load_glyph_channel()


def scores(channel, observed, true):
    return channel.log_scores(code_points(observed), np.sort(code_points(true)))


@pytest.mark.parametrize(
    ("observed", "alike", "unlike"),
    [
        ("目", "日", "歌"),
        ("俯", "府", "策"),
        ("土", "士", "熊"),
        ("讥", "机", "雪"),
        ("竟", "竞", "乙"),
        ("衣", "农", "鹤"),
    ],
)
def test_characters_of_similar_shape_are_confused_more_easily(channel, observed, alike, unlike):
    assert channel.scores_of_pairs(observed, alike)[0] > channel.scores_of_pairs(observed, unlike)[0] + 1


def test_every_pair_has_a_score_and_no_candidate_is_cut_off(channel):
    model = load_language_model()
    table = channel.log_scores(code_points("目的袋"), model.alphabet)
    assert table.shape == (3, len(model.alphabet))
    assert np.all(np.isfinite(table))
    assert table.min() > -12


def test_a_part_of_the_characters_scores_as_it_does_among_all(channel):
    model = load_language_model()
    part = np.asarray(model.alphabet)[100:4000:7]
    whole = channel.log_scores(code_points("土俯"), model.alphabet)
    assert channel.log_scores(code_points("土俯"), part) == pytest.approx(whole[:, 100:4000:7], abs=1e-4)


def test_characters_the_channel_does_not_know_score_nothing(channel):
    assert np.all(scores(channel, "\U0003134a。", "土士") == 0)
    mixed = scores(channel, "土\U0003134a", "士a")
    assert mixed[0, 1] != 0
    assert mixed[0, 0] == mixed[1, 0] == mixed[1, 1] == 0


def test_pairs_score_as_they_do_in_the_whole_table(channel):
    read, true = "目俯土讥\U0003134a袋", "日府士机士覆"
    one_by_one = [scores(channel, a, b)[0, 0] for a, b in zip(read, true, strict=True)]
    assert channel.scores_of_pairs(read, true) == pytest.approx(one_by_one, abs=1e-4)


def test_the_uniform_channel_holds_all_pairs_equal():
    assert np.all(scores(uniform_channel(), "目土", "日士") == 0)
    assert scores(uniform_channel(), "目土", "日士熊").shape == (2, 3)


def test_pairs_must_have_equal_lengths(channel):
    with pytest.raises(ValueError, match="length"):
        channel.scores_of_pairs("目土", "日")
