import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.detect.context import CheckContext, count_ngrams
from annotator.detect.fusion import DEFAULT_THRESHOLD
from annotator.detect.lattice.candidate_evidence import CANDIDATE_FEATURES
from annotator.detect.lattice.doubts import Doubt
from annotator.detect.lattice.evidence import DOUBT_FEATURES, gather_evidence
from annotator.detect.lattice.judge import (
    SHORTLIST,
    SURE,
    Judge,
    candidate_terms,
    load_judge,
    plain_terms,
    ranked,
    shortlisted,
)
from annotator.detect.lattice.plain_evidence import PLAIN_FEATURES, plain_evidence
from annotator.detect.runner import load_models


@pytest.fixture(scope="module")
def lattice():
    return load_models().lattice


def one_tree(limit):
    """Return a judge of one tree of depth 1 that looks at the first feature and ranks by the first as well."""
    terms = candidate_terms(np.zeros((1, len(CANDIDATE_FEATURES)))).shape[1]
    weights = np.zeros(terms, dtype=np.float32)
    weights[0] = 1
    leaves = np.array([[-2.0, 2.0]], dtype=np.float32)
    plain = np.zeros(plain_terms(np.zeros((1, len(PLAIN_FEATURES)))).shape[1], dtype=np.float32)
    plain[0] = 1
    return Judge(np.zeros((1, 1), np.uint8), np.array([[limit]], np.float32), leaves, 0.5, weights, plain)


def test_a_tree_sends_greater_values_to_the_right():
    rows = np.zeros((3, len(DOUBT_FEATURES)))
    rows[:, 0] = (0.9, 1.0, 1.1)
    expected = 1 / (1 + np.exp([1.5, 1.5, -2.5]))
    assert one_tree(1.0).probabilities(rows) == pytest.approx(expected)


def test_candidates_share_the_probability_of_the_doubt_best_first():
    doubt = Doubt(0, 2, 0.3, {"甲乙": 0.1, "丙丁": 0.2})
    features = np.zeros((2, len(CANDIDATE_FEATURES)))
    features[:, 0] = (-3.0, -1.0)
    (result,) = ranked(one_tree(1.0), [doubt], features)
    assert list(result.candidates) == ["丙丁", "甲乙"]
    assert sum(result.candidates.values()) == pytest.approx(result.score) == 0.3


def test_the_shipped_judge_fits_the_features():
    judge = load_judge()
    assert judge.features.max() < len(DOUBT_FEATURES)
    assert judge.leaves.shape[1] == judge.limits.shape[1] + 1
    assert len(judge.weights) == candidate_terms(np.zeros((1, len(CANDIDATE_FEATURES)))).shape[1]
    assert len(judge.plain_weights) == plain_terms(np.zeros((1, len(PLAIN_FEATURES)))).shape[1]


def test_of_faint_doubts_the_likeliest_candidates_alone_are_weighed_further(lattice):
    text = "大雪袋盖了，向外容出"
    readings = [chr(0x4E00 + at) for at in range(SHORTLIST + 6)]
    likely = {f"{one}盖": 1 / (2 + at) for at, one in enumerate(readings)}
    sure = {f"{one}出": 1 / (2 + at) for at, one in enumerate(readings)}
    doubts = [Doubt(2, 4, SURE / 2, likely), Doubt(8, 10, SURE, sure)]
    plain = plain_evidence(lattice.witnesses, text, doubts, [{}, {}])
    (faint, firm), left = shortlisted(one_tree(1.0), doubts, plain)
    assert list(faint.candidates) == list(likely)[:SHORTLIST]
    assert firm == doubts[1]
    again = plain_evidence(lattice.witnesses, text, [faint, firm], [{}, {}])
    assert np.array_equal(left.features, again.features)
    assert np.array_equal(left.owners, again.owners)
    assert np.array_equal(left.begins, again.begins)
    for one, other in zip(
        (left.differences.rows, left.differences.read, left.differences.true),
        (again.differences.rows, again.differences.read, again.differences.true),
        strict=True,
    ):
        assert np.array_equal(one, other)


@given(st.lists(st.floats(-50, 50), min_size=len(DOUBT_FEATURES), max_size=len(DOUBT_FEATURES)))
def test_any_evidence_gives_a_probability(values):
    (probability,) = load_judge().probabilities(np.array([values]))
    assert 0 < probability < 1


def test_nothing_doubtful_gives_nothing():
    assert ranked(load_judge(), [], np.zeros((0, len(CANDIDATE_FEATURES)))) == []


def score_of(lattice, text, part, counts):
    flags = lattice.flags(text, CheckContext(counts=counts))
    start = text.index(part)
    return max(
        (flag.score for flag in flags if flag.start < start + len(part) and start < flag.end), default=0
    )


def test_a_form_the_issue_uses_often_is_doubted_less(lattice):
    text = "社员们在镇上的晒垛场里忙着翻晒。"
    other = [f"{place}的晒垛场建好了。" for place in ("东村", "西村", "南村", "北村", "中村", "河湾")]
    alone = score_of(lattice, text, "晒垛", count_ngrams([text]))
    often = score_of(lattice, text, "晒垛", count_ngrams([text, *other]))
    assert often < alone


def test_a_misread_character_stays_in_doubt_in_a_large_issue(lattice):
    text = "大雪袋盖了整个山村。"
    counts = count_ngrams([text, *("今年全市粮食总产量再创新高，农民收入稳步增长。" * 3,) * 200])
    assert score_of(lattice, text, "袋盖", counts) >= DEFAULT_THRESHOLD


@pytest.mark.parametrize("text", ["渠", "\ud800渠道", "大雪袋盖", "𪜀大雪袋盖了𪜀", "袋盖\n袋盖"])
def test_evidence_is_finite_for_any_text(lattice, text):
    doubts = lattice.doubts(text, CheckContext())
    evidence = gather_evidence(lattice.witnesses, text, doubts, [{}] * len(doubts))
    assert evidence.doubts.shape == (len(doubts), len(DOUBT_FEATURES))
    assert np.all(np.isfinite(evidence.doubts))
    assert np.all(np.isfinite(evidence.candidates))
