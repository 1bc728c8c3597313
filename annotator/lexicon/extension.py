"""A language model that knows the words of the table of frequencies too, without bigrams of their own.

They are numbered behind the model's own words, so that they are found in texts and as neighbours of misread words, and
the bigrams stay as they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from annotator.lexicon.frequencies import LONGEST, WordFrequencies, word_points
from annotator.lexicon.ngrams import code_points
from annotator.lexicon.word_index import make_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from annotator.lexicon.ngrams import LanguageModel

RAREST = -17.0
"""Log probability of the rarest words of the table: rare, but words."""

TERM = -12.5
"""Log probability of a term of today's newspapers."""


def extended(model: LanguageModel, words: WordFrequencies, terms: Collection[str] = ()) -> LanguageModel:
    """Return the model with the words and terms added that it lacks; one with an unknown character is left out."""
    codes: dict[int, NDArray[np.uint16]] = {}
    probabilities = [model.log_unigrams]
    for length in range(2, LONGEST + 1):
        codes[length], added = _missing(model, words, length, [term for term in terms if len(term) == length])
        probabilities.append(added)
    index = model.index.extended(codes)
    without = np.zeros(len(index) - len(model), dtype=np.float32)
    return replace(
        model,
        index=index,
        log_unigrams=np.concatenate(probabilities),
        log_backoffs=np.concatenate([model.log_backoffs, without]),
    )


def _missing(
    model: LanguageModel, words: WordFrequencies, length: int, terms: Sequence[str]
) -> tuple[NDArray[np.uint16], NDArray[np.float32]]:
    """Return the codes of the table's words of a length that the model lacks, and their log probabilities."""
    points, scores = word_points(words, length)
    if terms:
        own = code_points("".join(sorted(terms))).reshape(-1, length)
        points = np.concatenate([own, points])
        scores = np.concatenate([np.full(len(own), TERM), scores])
    codes = model.codes_of(points)
    new = np.flatnonzero((codes > 0).all(axis=1) & (model.find(codes) < 0))
    codes, scores = codes[new], scores[new]
    if terms:  # some of them are in the table, too
        _, first = np.unique(make_keys(codes), return_index=True)
        codes, scores = codes[first], scores[first]
    return codes.astype(np.uint16), np.maximum(scores, RAREST).astype(np.float32)
