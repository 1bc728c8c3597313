import numpy as np
import pytest

from annotator.detect.lattice.candidate_context import CONTEXT_FEATURES, context_features
from annotator.detect.lattice.doubts import Doubt
from annotator.lexicon.ngrams import load_language_model


@pytest.fixture(scope="module")
def model():
    return load_language_model()


def features(model, text, here, readings):
    start = text.index(here)
    doubt = Doubt(start, start + len(here), 0.9, dict.fromkeys(readings, 0.1))
    rows = context_features(model, text, [doubt], readings, np.zeros(len(readings), dtype=np.int64))
    return [dict(zip(CONTEXT_FEATURES, row, strict=True)) for row in rows.tolist()]


def test_a_word_of_the_same_field_has_more_company_than_another(model):
    text = "医院里的医生和护士昨天为患者做了首术，手续都很顺利"
    right, other = features(model, text, "首术", ["手术", "算术"])
    assert right["company"] > other["company"]


def test_words_of_other_lines_do_not_count(model):
    alone = features(model, "做了首术", "首术", ["手术"])
    after_others = features(model, "医院里的医生和护士为患者\n做了首术\n医生和患者", "首术", ["手术"])
    assert alone == after_others


def test_the_word_a_candidate_makes_with_its_neighbours_is_measured(model):
    long, short, none = features(model, "开着拖位机下地", "位", ["拉", "把", "垚"])
    assert (long["length"], long["long"]) == (3, 1)
    assert short["length"] < 3
    assert (none["long"], none["frequency"]) == (0, -20)
    assert long["frequency"] > none["frequency"]


@pytest.mark.parametrize("readings", [["", "和", "和人民"], ["人"]])
def test_readings_of_any_length_have_finite_numbers(model, readings):
    rows = features(model, "为了人名的利益", "人名", readings)
    assert len(rows) == len(readings)
    assert all(np.isfinite(list(row.values())).all() for row in rows)
