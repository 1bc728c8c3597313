from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.detect.context import LONGEST, SHORTEST, count_ngrams

TEXTS = st.lists(st.text(alphabet="麦田水渠，a", max_size=30), max_size=6)


@given(TEXTS)
def test_every_ngram_that_occurs_twice_is_counted_exactly(texts):
    brute: dict[str, int] = {}
    for text in texts:
        for length in range(SHORTEST, LONGEST + 1):
            for start in range(len(text) - length + 1):
                gram = text[start : start + length]
                if all("一" <= char <= "鿿" for char in gram):
                    brute[gram] = brute.get(gram, 0) + 1
    han = sum(char in "麦田水渠" for text in texts for char in text)
    assert count_ngrams(texts) == {"": han} | {gram: count for gram, count in brute.items() if count > 1}


def test_ngrams_do_not_reach_over_marks_or_texts():
    assert count_ngrams(["麦，田", "麦", "田", "麦，田"]) == {"": 6, "麦": 3, "田": 3}
