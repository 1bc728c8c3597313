import numpy as np
import pytest

from annotator.detect.lattice.second_opinion import around, window_scores
from annotator.lexicon.ngrams import load_second_model


@pytest.fixture(scope="module")
def model():
    return load_second_model()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("大雪袋盖了山村", "大雪覆盖了山村"),
        ("经济，社会发展", "经济社会发展"),
        ("他说今天很冷但是不下雪", "他说今天很冷，但是不下雪"),
    ],
)
def test_what_is_right_is_more_likely(model, wrong, right):
    scores = window_scores(model, [wrong, right])
    assert scores[1] > scores[0]


def test_each_window_is_scored_as_if_it_were_alone(model):
    windows = ["大雪", "𪜀a", "，", "覆盖了山村"]
    together = window_scores(model, windows)
    alone = [window_scores(model, [one])[0] for one in windows]
    assert together == pytest.approx(np.array(alone))
    assert len(window_scores(model, [])) == 0


def test_a_window_ends_with_its_line():
    text = "第一行\n大雪袋盖了整个小山村\n第三行"
    assert around(text, 6, 8) == ("大雪", "了整个小山村")
    assert around(text, 4, 5) == ("", "雪袋盖了整个")
