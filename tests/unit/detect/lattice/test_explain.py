"""A doubt is explained by what its words are, what stands around, and what the characters look like."""

from __future__ import annotations

from functools import cache

import pytest

from annotator.detect.context import CheckContext, count_ngrams
from annotator.detect.runner import check_text, load_models

models = cache(load_models)


def parts(text, wrong, counts=None):
    flags = check_text(text, CheckContext(counts=counts or {}), models())
    (flag,) = (flag for flag in flags if flag.text == wrong and flag.score > 0.3)
    return {code: (about, number) for code, about, number in zip(*[iter(flag.values)] * 3, strict=True)}


def test_a_string_that_is_no_word_and_the_phrase_it_should_be():
    found = parts("全县实现网络袋盖，信号良好。", "袋盖")
    assert found["lattice.no_word"][0] == "袋盖"
    assert found["lattice.phrase"][0] == "网络覆盖"
    assert float(found["lattice.phrase"][1]) > 0


def test_characters_are_called_alike_only_if_they_are():
    assert parts("记者从县委宣传部获悉，今年粮食收人增加。", "收人")["lattice.alike"][0] == "人/入"
    assert "lattice.alike" not in parts("全县实现网络袋盖，信号良好。", "袋盖")


def test_a_word_beside_the_candidate_speaks_for_it():
    found = parts("今年的优势更加容出，大家很高兴。", "容出")
    first, second = found["lattice.follows"][0].split()
    assert (first, second) == ("更加", "突出")


def test_the_issue_itself_speaks_for_a_candidate():
    counts = count_ngrams(["网络覆盖全县。", "网络覆盖全市。", "网络覆盖全省。"])
    assert parts("实现网络袋盖，信号良好。", "袋盖", counts)["lattice.issue"] == ("覆盖", "3")


def test_traditional_text_is_explained_in_traditional_characters():
    found = parts("記者從縣委宣傳部獲悉，全縣實現網路袋蓋，信號良好，農業產業發展很快。", "袋蓋")
    assert found["lattice.no_word"][0] == "袋蓋"


@pytest.mark.parametrize("text", ["", "春耕", "。。"])
def test_a_text_without_doubts_needs_no_reasons(text):
    assert check_text(text, CheckContext(), models()) is not None
