"""A small network that says which punctuation marks are missing, and which were printed where one stands.

It looks at eight characters on each side, and at how the segmenter cuts them into words. Its numbers are made by
``build/fit_marks.py``, which documents them; a page costs a handful of matrix products.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import rjieba

from annotator.lexicon.ngrams import code_points
from annotator.resources import resource_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

MARKS = ("", "，", "。", "、", "；", "：", "？", "！", "“", "”", "《", "》", "（", "）", "—", "·")
"""What can have been printed, by class; the first is nothing."""

KEEP = len(MARKS)
"""Class of what is no mark of these and right as it stands."""

SIGNS = frozenset(MARKS[1:]) | frozenset(".*`-丶一〈〉【】'‘’2")
"""Characters that may stand for a mark, or be one."""

LAYERS = ((2, 1), (2, 1), (2, 2))
"""For each layer, how many neighbours on each side it sees, and how far apart they are."""

PADDING = sum(reach * step for reach, step in LAYERS)
"""Code points on each side that have a say."""

_WIDE = str.maketrans(',;:!?()"•・~', "，；：！？（）”··—")
_UNKNOWN, _DIGIT, _FIRST = 1, 2, 3
_PART = 2048
_BETWEEN = max(reach * step for reach, step in LAYERS)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, eq=False)
class MarkNetwork:
    """The network's numbers, opened by :func:`load_mark_network`.

    Attributes:
        alphabet: code points with an embedding of their own, ascending.
        embeddings: one row for padding, unknown characters, digits, and each character of the alphabet.
        words: what a character's place in its word adds.
        layers: weights and biases; the last ones are those of the two outputs.
    """

    alphabet: NDArray[np.uint32]
    embeddings: Floats
    words: Floats
    layers: tuple[tuple[Floats, Floats], ...]

    def shares(self, text: str) -> tuple[Floats, Floats]:
        """Return two tables of probabilities, one row a character and one column a class of ``MARKS``.

        The first says which mark is missing after each character; the second which mark was printed where it
        stands, with ``KEEP`` as a last class, and means nothing for characters that are no ``SIGNS``.

        Args:
            text: simplified text with full-width marks, see :func:`canonical`.
        """
        return self.shares_of_texts([text])[0]

    def shares_of_texts(self, texts: Sequence[str]) -> list[tuple[Floats, Floats]]:
        """Return what :meth:`shares` says of each text; much faster than one after another when they are short."""
        gap = np.zeros((_BETWEEN, self.embeddings.shape[1]), dtype=np.float32)
        parts: list[Floats] = []
        cuts: list[list[int]] = []
        for text in texts:
            here = self._embedded(text)
            cuts.append([])
            for begin in range(0, max(1, len(text)), _PART):
                cuts[-1].append(min(begin, PADDING))
                parts.append(here[max(0, begin - PADDING) : begin + _PART + PADDING])
        result: list[tuple[Floats, Floats]] = []
        done: Iterator[Floats] = itertools.chain.from_iterable(
            self._outputs_of(some, gap) for some in _gathered(parts)
        )
        for own in cuts:
            outputs = np.concatenate([next(done)[before:][:_PART] for before in own])
            gaps, owns = np.split(outputs, 2, axis=1)
            result.append((_normed(gaps), _normed(owns)))
        return result

    def _embedded(self, text: str) -> Floats:
        codes, places = encode(text, self.alphabet), word_places(text)
        here: Floats = self.embeddings[codes] + self.words[places]
        here[codes == 0] = 0
        return here

    def _outputs_of(self, parts: Sequence[Floats], gap: Floats) -> list[Floats]:
        """Return the outputs of parts that have nothing to do with each other."""
        rows = np.concatenate([piece for part in parts for piece in (part, gap)])
        ends = np.cumsum([len(part) + len(gap) for part in parts])
        between = (ends[:, np.newaxis] - 1 - np.arange(len(gap))).ravel()
        outputs = self._outputs(rows, between)
        return [
            outputs[end - len(gap) - len(part) : end - len(gap)]
            for part, end in zip(parts, ends.tolist(), strict=True)
        ]

    def _outputs(self, here: Floats, between: Ints) -> Floats:
        """Return the outputs of rows; those ``between`` stand for nothing in every layer."""
        length = len(here)
        for (weights, biases), (reach, step) in zip(self.layers, LAYERS, strict=False):
            pad = reach * step
            wide = np.zeros((length + 2 * pad, here.shape[1]), dtype=np.float32)
            wide[pad : pad + length] = here
            windows = np.concatenate(
                [wide[at * step : at * step + length] for at in range(2 * reach + 1)], axis=1
            )
            after = windows @ weights + biases
            np.maximum(after, 0, out=after)
            here = after + here if here.shape == after.shape else after
            here[between] = 0
        weights, biases = self.layers[-1]
        result: Floats = here @ weights + biases
        return result


def _gathered(parts: Sequence[Floats]) -> Iterator[list[Floats]]:
    """Gather parts until they have about ``_PART`` rows together."""
    some: list[Floats] = []
    size = 0
    for part in parts:
        some.append(part)
        size += len(part)
        if size >= _PART:
            yield some
            some, size = [], 0
    if some:
        yield some


def load_mark_network() -> MarkNetwork:
    """Open the network that comes with the program."""
    return open_mark_network(resource_path("models", "marks"))


def open_mark_network(folder: Path) -> MarkNetwork:
    """Open the tables in a folder.

    Raises:
        FileNotFoundError: a table is missing.
    """

    def table(name: str) -> NDArray[Any]:
        return np.asarray(np.load(folder / f"{name}.npy"))

    layers = tuple(
        (table(f"weights_{number}").astype(np.float32), table(f"biases_{number}").astype(np.float32))
        for number in range(len(LAYERS) + 1)
    )
    embeddings = table("embeddings") * table("scales")[:, np.newaxis]
    return MarkNetwork(table("alphabet"), embeddings.astype(np.float32), table("words"), layers)


def canonical(text: str) -> str:
    """Return the text with full-width marks, character by character."""
    return text.translate(_WIDE)


def encode(text: str, alphabet: NDArray[np.uint32]) -> Ints:
    """Return the row of each character's embedding; 0 for a line break, which stands for nothing."""
    points = code_points(text)
    places = np.minimum(np.searchsorted(alphabet, points), len(alphabet) - 1)
    rows = np.where(alphabet[places] == points, places + _FIRST, _UNKNOWN)
    rows[(points >= 48) & (points <= 57)] = _DIGIT
    rows[points == 10] = 0
    return rows


def word_ends(text: str) -> Ints:
    """Return the place behind each word of the text, as the segmenter cuts it."""
    cut = rjieba.cut(_SURROGATE.sub("\ufffd", text), False)
    return np.cumsum(np.array([len(word) for word in cut], dtype=np.int64))


def word_places(text: str) -> Ints:
    """Return for each character whether it is a word alone (0), a word's first (1), inside (2), or last (3)."""
    ends = word_ends(text)
    lengths = np.diff(ends, prepend=0)
    result = np.full(len(text), 2)
    result[ends - 1] = 3
    result[ends - lengths] = 1
    result[(ends - 1)[lengths == 1]] = 0
    return result


def _normed(scores: Floats) -> Floats:
    """Return the shares of classes from their scores."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = shares / shares.sum(axis=1, keepdims=True)
    return result
