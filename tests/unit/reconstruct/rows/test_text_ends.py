from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotator.lexicon.ngrams import LanguageModel, load_language_model
from annotator.reconstruct.rows.text_ends import Heads, Tails, heads_of, tails_of

MODEL = load_language_model()


def readings(text: str) -> list[list[str]]:
    """All ways to take a text apart into words."""
    return [[text[:size], *rest] for size in range(1, len(text) + 1) for rest in readings(text[size:])] or [
        []
    ]


def chance(model: LanguageModel, words: list[str]) -> float:
    total = 0.0
    for word in words:
        known = float(model.unigram(np.array([model.number(word)]))[0]) if word in model else -np.inf
        total += max(-13.0, known) if len(word) == 1 else known
    return total


@given(st.lists(st.text("中国人民大会的说不\ue000", max_size=5), min_size=1, max_size=3))
def test_losses_are_those_of_the_likeliest_words(texts: list[str]) -> None:
    model = MODEL
    tails, heads = Tails(texts), Heads(texts)
    behind, last, front, first = tails.loss, tails.last, heads.loss, heads.first
    for i, text in enumerate(texts):
        whole = max(chance(model, course) for course in readings(text))
        likeliest = [course for course in readings(text) if np.isclose(chance(model, course), whole)]
        best = {
            part: max(chance(model, course) for course in readings(part))
            for part in {*(text[n:] for n in range(4)), *(text[: len(text) - n] for n in range(4))}
        }
        for taken in range(1, min(len(text), 3) + 1):
            assert np.isclose(behind[taken, i], best[text[: len(text) - taken]] - whole)
            assert np.isclose(front[taken, i], best[text[taken:]] - whole)
        assert np.isneginf(behind[len(text) + 1 : 4, i]).all()
        assert np.isneginf(front[len(text) + 1 : 4, i]).all()
        if text:
            assert first[i] in {model.number(course[0]) for course in likeliest}
            assert last[i] in {model.number(course[-1]) for course in likeliest}


@given(st.lists(st.lists(st.text("中国人民12（）。", min_size=1, max_size=6), max_size=6), max_size=4))
def test_what_is_kept_of_texts_is_what_they_say(asked: list[list[str]]) -> None:
    for texts in asked:
        for (kept, places), fresh in ((tails_of(texts), Tails(texts)), (heads_of(texts), Heads(texts))):
            for name, said in vars(fresh).items():
                np.testing.assert_array_equal(getattr(kept, name)[..., places], said)
