from __future__ import annotations

import numpy as np

from annotator.reconstruct.rows.contexts import Contexts


def gains(tails: list[str], heads: list[str]) -> list[list[float]]:
    pairs = [(i, j) for i in range(len(tails)) for j in range(len(heads))]
    left, right = (np.array(part) for part in zip(*pairs, strict=True))
    scores = Contexts(tails, heads).scores(left, right)
    return [scores[i * len(heads) : (i + 1) * len(heads)].tolist() for i in range(len(tails))]


def test_a_word_across_the_break_is_read_with_the_words_around_it() -> None:
    ((right, wrong),) = gains(["全省经济社会持续健康发"], ["展的良好势头", "路的两旁是树"])
    assert right > 5 > wrong


def test_two_words_beside_the_break_are_read_together() -> None:
    ((right, wrong),) = gains(["各级党委和政府要加强"], ["领导，落实责任", "苹果，新鲜可口"])
    assert right > 2 > wrong


def test_texts_shorter_than_what_is_read_and_unknown_characters_are_no_trouble() -> None:
    scores = gains(["", "发", "\ue000", "3月"], ["", "展", "龘\ue001", "8日"])
    assert np.isfinite(np.array(scores)).all()


def test_a_pair_gains_the_same_whatever_else_is_asked() -> None:
    tails, heads = ["经济持续健康发", "雨后的果园里"], ["展势头良好", "硕果挂满枝头"]
    table = gains(tails, heads)
    assert table == [[gains([tail], [head])[0][0] for head in heads] for tail in tails]
