"""A model of the user's own has its say in the scores and the candidates, and can always be done without."""

from __future__ import annotations

import importlib
import sys
from dataclasses import replace

import pytest
from helpers.tiny_onnx import write_model

from annotator.detect import runner
from annotator.detect.context import CheckContext
from annotator.detect.detectors.neural import Task, load_scorer
from annotator.detect.flags import make_flag
from annotator.detect.runner import Models
from annotator.errors import UserError

READ = ["网络覆盖全县", "信号更加突出", "大雪袋装粮食"]
TEXT = "网络袋盖全县"


@pytest.fixture
def model(tmp_path):
    pytest.importorskip("onnxruntime")
    return write_model(tmp_path, READ)


def doubt(score=0.5, candidates=None):
    return make_flag(TEXT, 2, 4, score, "lattice.unlikely", candidates or {"袋装": 0.3, "覆盖": 0.2})


def test_a_masked_model_raises_a_doubt_it_shares_and_ranks_its_candidates(model):
    (flag,) = load_scorer(model).weighed(TEXT, [doubt()])
    assert flag.score > 0.5
    assert [candidate.text for candidate in flag.candidates] == ["覆盖", "袋装"]
    assert sum(candidate.score for candidate in flag.candidates) == pytest.approx(flag.score)


def test_it_lowers_a_doubt_it_does_not_share_but_never_decides_alone(model):
    text = "网络覆盖全县"
    flag = make_flag(text, 2, 4, 0.5, "lattice.unlikely", {"袋盖": 0.5})
    (lower,) = load_scorer(model).weighed(text, [flag])
    assert 0.05 < lower.score < 0.5


def test_what_it_cannot_judge_stays_as_it_is(model):
    scorer = load_scorer(model)
    others = [
        make_flag(TEXT, 2, 2, 0.5, "punctuation.missing_end", {"，": 0.5}),
        make_flag(TEXT, 0, 2, 0.5, "lattice.unlikely", {"网路": 0.5}),
        make_flag(TEXT, 2, 4, 0.5, "lattice.unlikely"),
        make_flag(TEXT, 2, 4, 0.5, "lattice.unlikely", {"覆": 0.5}),
    ]
    for flag in others:
        assert scorer.weighed(TEXT, [flag]) == (flag,)


def test_a_correction_model_doubts_by_itself_where_it_is_sure(model):
    scorer = load_scorer(model, Task.CORRECTION)
    found = scorer.weighed(TEXT, [])
    first = found[0]
    assert (first.start, first.text, first.candidates[0].text) == (2, "袋", "覆")
    assert all(0 < flag.score <= 0.5 for flag in found)
    assert scorer.weighed("网络覆盖全县", []) == ()


def test_it_takes_part_in_a_check(model):
    class Lattice:
        def flags_of_texts(self, texts, context, counts=None):
            return [[doubt()] for _ in texts]

    models = Models(Lattice())
    (without,) = runner.check_text(TEXT, CheckContext(title=True), models)
    (with_,) = runner.check_text(TEXT, CheckContext(title=True), replace(models, scorer=load_scorer(model)))
    assert (without.candidates[0].text, with_.candidates[0].text) == ("袋装", "覆盖")
    assert with_.score > without.score


def test_long_texts_and_many_doubts_are_asked_about_in_parts(model):
    scorer = load_scorer(model, Task.CORRECTION)
    text = "网络袋盖全县。" * 40
    flags = [
        make_flag(text, at, at + 2, 0.5, "lattice.unlikely", {"覆盖": 0.5}) for at in range(2, len(text), 7)
    ]
    found = [flag for flag in scorer.weighed(text, flags) if flag.detector == "lattice"]
    assert len(found) == 40
    assert min(flag.score for flag in found) > 0.5


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.unlink(), "import.missing"),
        (lambda path: path.write_bytes(b"no model"), "scorer.unreadable"),
        (lambda path: path.with_name("vocab.txt").unlink(), "import.missing"),
        (lambda path: path.with_name("vocab.txt").write_text("网\n络\n", "utf-8"), "scorer.vocabulary"),
        (lambda path: path.with_name("vocab.txt").write_bytes(b"\xff\xfe\xff"), "scorer.vocabulary"),
        (lambda path: write_model(path.parent, READ, inputs=("input_ids", "pixels")), "scorer.other_kind"),
    ],
)
def test_what_is_no_such_model_is_refused_in_a_sentence(model, spoil, code):
    spoil(model)
    with pytest.raises(UserError) as refused:
        load_scorer(model)
    assert refused.value.code == code


def test_without_the_package_a_sentence_says_so(model, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(UserError) as refused:
        load_scorer(model)
    assert refused.value.code == "scorer.not_installed"
    assert importlib.import_module("annotator.detect.runner")
