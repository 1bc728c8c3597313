"""A second language model's opinion of a few characters in their place: how likely is the window with each reading?

The second model (open-gram) was made of other texts than the first and knows punctuation marks as words, so that it can
also say whether a mark is missing. It is only asked where the first one doubts.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.lattice.lattice_sums import UNKNOWN_CHARACTER, sum_forward
from annotator.detect.lattice.lattice_words import (
    Stretches,
    choose,
    join,
    listed_words,
    make_nodes,
    modelled_words,
    without_history,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.lexicon.ngrams import Floats, LanguageModel

AROUND = 6
"""Code points on each side of the characters that are weighed."""


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after ``text[start:end]`` in its line, as far as it is weighed."""
    before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    return before, text[end : end + AROUND].partition("\n")[0]


def window_scores(model: LanguageModel, windows: Sequence[str]) -> Floats:
    """Return the log probability of each window, the sum over all ways to cut it into words.

    Args:
        model: the language model.
        windows: short texts, none of them empty.
    """
    if not windows:
        return np.zeros(0)
    text = "".join(windows)
    lengths = np.array([len(piece) for piece in windows], dtype=np.int64)
    ends = np.array(list(itertools.accumulate(lengths.tolist())), dtype=np.int64)
    number = np.repeat(np.arange(len(windows)), lengths)
    stretches = Stretches(text, ends - lengths, ends, number, model.encode(text))
    found = model.matches(text)
    words = join([modelled_words(model, found), listed_words(text, found)])
    single = np.zeros(len(text), dtype=np.bool_)
    single[found.starts[found.lengths == 1]] = True
    unknown = {(at, at + 1): UNKNOWN_CHARACTER for at in np.flatnonzero(~single).tolist()}
    words = join([words, without_history(unknown)])
    inside = number[words.starts] == number[words.starts + words.lengths - 1]
    nodes, _ = make_nodes(stretches, choose(words, np.flatnonzero(inside)))
    forward = sum_forward(model, nodes, stretches.first, stretches.last)
    return forward[stretches.last]
