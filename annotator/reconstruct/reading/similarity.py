"""How alike two texts of a page are: weighted character bigrams.

A bigram counts the more, the fewer texts of the page have it. No dictionary is needed, misread characters cost only the
bigrams they touch, and everything is linear in the length of the texts.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import chain, repeat
from operator import add
from typing import TYPE_CHECKING

import numpy as np

from annotator.lexicon.ngrams import code_points

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SKIPPED = re.compile(r"[\s，。、；：？！“”‘’（）《》〈〉,.;:?!()\"'—…·\-#*]+")
_LAST_SKIPPED = 0xFF1F  # ？
_MOST_CHARACTERS = 20_000  # of one text that are looked at
_MOST_PAIRS = 1 << 20  # that are counted at once

WEIGHT_UNIT = 1 << 24
"""What a bigram weighs that one text in 2.718… has."""


def bigrams(text: str) -> frozenset[str]:
    """Return the character bigrams of a text, none across punctuation."""
    parts = _SKIPPED.split(text[:_MOST_CHARACTERS])
    return frozenset(chain.from_iterable([map(add, part, part[1:]) for part in parts]))


class Weights:
    """Weights of bigrams from the texts of one page or issue.

    They are whole numbers, so that a sum does not depend on the order in which a set gives its members: the same page
    always comes out the same.

    Attributes:
        total: number of texts.
    """

    __slots__ = ("_by_count", "_counts", "_heads", "total")

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        counts: Counter[str] = Counter()
        self.total = 0
        for grams in texts:
            counts.update(grams)
            self.total += 1
        self._counts = counts
        self._heads: dict[frozenset[str], int] = {}  # weights of the short texts asked about
        self._by_count = [0, *(_weight(count, self.total) for count in range(1, self.total + 1))]

    def weight(self, grams: Collection[str]) -> int:
        """Return the weight of bigrams: 0 for one that no text has, little for one that all have."""
        return sum(map(self._by_count.__getitem__, map(self._counts.get, grams, repeat(0))))

    def each(self, grams: Iterable[str]) -> NDArray[np.float64]:
        """Return the weights of bigrams in their order, 1 for one that a text in 2.718… has."""
        found = map(self._by_count.__getitem__, map(self._counts.get, grams, repeat(0)))
        return np.fromiter(found, dtype=np.float64) / WEIGHT_UNIT

    def share(self, head: frozenset[str], body: frozenset[str]) -> float:
        """Return how much of a short text a long one explains, in [0, 1]."""
        if head.isdisjoint(body):
            return 0.0  # as most pairs of a page
        known = self._heads.get(head)
        if known is None:
            known = self._heads[head] = self.weight(head)
        if not known:
            return 0.0
        common = head & body
        return 0.5 * self.weight(common) / known + 0.5 * len(common) / len(head)

    def kinship(self, left: frozenset[str], right: frozenset[str]) -> float:
        """Return how much two texts share, in [0, 1]: weighted overlap of the smaller one."""
        if not left or not right:
            return 0.0
        small, large = (left, right) if len(left) <= len(right) else (right, left)
        total = self.weight(small)
        return self.weight(small & large) / total if total else 0.0

    def likeness(self, left: frozenset[str], right: frozenset[str]) -> float:
        """Return how much two texts are of one matter, in [0, 1]: their cosine, which long texts do not raise."""
        if not left or not right:
            return 0.0
        lengths = self.weight(left) * self.weight(right)
        return self.weight(left & right) / math.sqrt(lengths) if lengths else 0.0


def _weight(count: int, total: int) -> int:
    """Return the weight of a bigram that so many of all texts have."""
    return round(WEIGHT_UNIT * math.log((total + 1) / count))


def shared_weights(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Weigh the bigrams of texts, and those that each pair of them has in common, as ``Weights`` of them all does.

    Bigrams that only one text has weigh nothing in common, not even for a text and itself.

    Args:
        texts: texts without line breaks.

    Returns:
        The weights in common, ``[texts, texts]``, and the weights of the texts, ``[texts]``; whole numbers.
    """
    number = len(texts)
    owners, grams, counts = _distinct_bigrams([text[:_MOST_CHARACTERS] for text in texts])
    weights = np.array([0, *(_weight(count, number) for count in range(1, int(counts.max(initial=0)) + 1))])
    own = np.bincount(owners, weights[counts[grams]], minlength=number).astype(np.float64)
    common = np.flatnonzero(counts[grams] > 1)
    holders = owners[common[np.argsort(grams[common], kind="stable")]]
    sizes = counts[counts > 1]
    ends = np.cumsum(sizes)
    shared = np.zeros(number * number, dtype=np.int64)
    for size in np.unique(sizes).tolist():  # all bigrams that so many texts have weigh the same
        places = ends[sizes == size, None] - np.arange(1, size + 1)
        step = max(1, _MOST_PAIRS // size**2)
        for begin in range(0, len(places), step):
            group = holders[places[begin : begin + step]]
            pairs = group[:, :, None] * number + group[:, None, :]
            shared += np.bincount(pairs.ravel(), minlength=len(shared)) * weights[size]
    return shared.reshape(number, number), own


def repeated_shares(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return for each text which share of its bigrams, the rare ones first, other texts have, too.

    The bigrams are those of ``bigrams``, found for all texts at once; texts hold no line breaks.
    """
    owners, grams, counts = _distinct_bigrams(texts)
    weights = np.rint(WEIGHT_UNIT * np.log((len(texts) + 1) / np.maximum(counts, 1)))
    whole = np.bincount(owners, weights[grams], minlength=len(texts))
    again = np.bincount(owners, np.where(counts > 1, weights, 0.0)[grams], minlength=len(texts))
    shares: NDArray[np.float64] = again / np.maximum(whole, 1.0)
    return shares


def _distinct_bigrams(
    texts: Sequence[str],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return text and bigram of each bigram that a text has, by numbers, and how many texts have each bigram."""
    points = code_points("\n".join(texts)).astype(np.int64)
    kept = ~_skipped_points()[np.minimum(points, _LAST_SKIPPED + 1)]
    places = np.flatnonzero(kept[:-1] & kept[1:])
    owners = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])[places]
    grams = np.unique(points[places] << 21 | points[places + 1], return_inverse=True)[1]
    number = int(grams.max(initial=-1)) + 1
    owners, grams = np.divmod(np.unique(owners * number + grams), max(number, 1))
    return owners, grams, np.bincount(grams, minlength=number)


@cache
def _skipped_points() -> NDArray[np.bool_]:
    """Tell of each code point up to the last of them, and one more, whether bigrams leave it out."""
    skipped = np.zeros(_LAST_SKIPPED + 2, dtype=np.bool_)
    for point in (*range(0x3100), *range(0xFF00, _LAST_SKIPPED + 1)):
        skipped[point] = _SKIPPED.match(chr(point)) is not None
    return skipped
