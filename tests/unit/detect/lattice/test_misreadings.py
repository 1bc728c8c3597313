import numpy as np
import pytest

from annotator.detect.lattice import misreadings
from annotator.detect.lattice.misreadings import LEAST_DOUBT, MisreadingTable
from annotator.lexicon.glyphs import load_glyph_channel
from annotator.lexicon.ngrams import code_points, load_language_model

WEIGHT = -10.0


@pytest.fixture(scope="module")
def model():
    return load_language_model()


@pytest.fixture(scope="module")
def channel():
    return load_glyph_channel()


def points_of(text):
    return np.unique(code_points(text))


def test_scores_are_those_of_the_channel_within_rounding(model, channel):
    table, rows = MisreadingTable(model, channel, WEIGHT, 8).rows(points_of("袋"))
    codes = model.encode("覆代贷山")
    expected = [
        min(LEAST_DOUBT, WEIGHT + float(channel.scores_of_pairs("袋", true)[0])) for true in "覆代贷山"
    ]
    assert table.scores(np.repeat(rows, 4), codes) == pytest.approx(expected, abs=0.06)


def test_single_characters_come_best_first_and_are_the_best(model, channel):
    table, rows = MisreadingTable(model, channel, WEIGHT, 8).rows(points_of("目日"))
    for row in rows:
        assert np.all(np.diff(table.values[row]) <= 0)
        assert len(set(table.singles[row].tolist())) == 9
        assert table.highest[row] >= table.levels[row].max() * -0.1
    codes = dict(zip("日目", model.encode("日目").tolist(), strict=True))
    assert codes["日"] in table.singles[rows[points_of("目日").tolist().index(ord("目"))]].tolist()


def test_a_full_table_begins_anew_and_leaves_the_old_one_alone(model, channel, monkeypatch):
    monkeypatch.setattr(misreadings, "_ROWS", 3)
    made = MisreadingTable(model, channel, WEIGHT, 4)
    first, rows = made.rows(points_of("大雪"))
    before = first.levels[rows].copy()
    second, others = made.rows(points_of("山村道"))
    assert second is not first
    assert np.array_equal(first.levels[rows], before)
    again, same = made.rows(points_of("山村道大雪"))
    assert again.levels.shape[0] >= 5
    assert np.array_equal(
        again.levels[same[np.isin(points_of("山村道大雪"), points_of("山村道"))]], second.levels[others]
    )
