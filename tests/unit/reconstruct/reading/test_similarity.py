from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.reconstruct.reading.similarity import Weights, bigrams, shared_weights


def test_bigrams_stop_at_punctuation() -> None:
    assert bigrams("春耕，开始") == {"春耕", "开始"}


def test_what_all_texts_have_counts_less() -> None:
    texts = [bigrams(text) for text in ("全市春耕开始", "全市桥梁通车", "全市学校开学")]
    weights = Weights(texts)
    assert weights.share(bigrams("桥梁通车"), texts[1]) > 0.9
    assert weights.share(bigrams("桥梁通车"), texts[0]) == 0.0
    assert weights.kinship(texts[0], texts[1]) < weights.kinship(texts[1], texts[1])
    assert weights.share(frozenset(), texts[0]) == 0.0


def test_a_sum_of_weights_does_not_depend_on_the_order_of_a_set() -> None:
    grams = sorted(bigrams("春雨过后农技人员来到田间查看墒情指导农户抢抓农时开展春耕生产"))
    weights = Weights([frozenset(grams[:n]) for n in range(1, len(grams) + 1)])
    assert 0 < weights.weight(grams) == weights.weight(grams[::-1])
    assert weights.weight(grams) == sum(weights.weight([gram]) for gram in grams)


@given(st.lists(st.text("春耕地里程，a", max_size=8), min_size=1, max_size=6))
def test_what_pairs_of_texts_share_is_weighed_for_all_at_once(texts: list[str]) -> None:
    grams = [bigrams(text) for text in texts]
    weights, (shared, own) = Weights(grams), shared_weights(texts)
    for i, left in enumerate(grams):
        assert own[i] == weights.weight(left)
        for j, right in enumerate(grams):
            if i != j:
                assert shared[i, j] == weights.weight(left & right)
