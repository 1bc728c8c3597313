"""How often words occur: a large list of words with frequencies, beyond the words of the language model.

The table is made by ``build/make_word_frequencies.py``, which documents it. It tells new words of the newspapers (文旅,
提质) from strings that are no words; it knows nothing of the words around.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.resources import resource_path

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Floats = NDArray[np.float64]

LONGEST = 4
"""Words of 2 to so many code points are in the table."""

_UNIT = -0.1
_BASE, _END = 0x4DFF, 0x9FFF
_BITS = np.uint64(15)


@dataclass(frozen=True, slots=True, eq=False)
class WordFrequencies:
    """The tables, opened by :func:`load_word_frequencies`.

    Attributes:
        keys: the words as numbers, ascending.
        scores: minus log probability of each word, in tenths of a nat.
    """

    keys: Keys
    scores: NDArray[np.uint8]

    def log_probability(self, word: str) -> float | None:
        """Return the natural logarithm of a word's frequency, or None for what is no word of the table."""
        if not 2 <= len(word) <= LONGEST:
            return None
        keys = piece_keys(np.array([ord(character) for character in word], dtype=np.uint32), len(word))
        places, scores = self.find(keys)
        return float(scores[0]) if len(places) else None

    def find(self, keys: Keys) -> tuple[NDArray[np.int64], Floats]:
        """Return which keys are words, and the natural logarithms of these words' frequencies."""
        places = np.searchsorted(self.keys, keys)
        places[places == len(self.keys)] = 0
        found: NDArray[np.int64] = np.flatnonzero((self.keys[places] == keys) & (keys > 0))
        return found, self.scores[places[found]].astype(np.float64) * _UNIT


def piece_keys(points: NDArray[np.uint32], length: int) -> Keys:
    """Return the key of every piece of ``length`` code points; 0 where a character is none of the table's."""
    known = (points > _BASE) & (points <= _END)
    codes = np.where(known, points - np.uint32(_BASE), 0).astype(np.uint64)
    count = max(0, len(points) - length + 1)
    keys = np.zeros(count, dtype=np.uint64)
    whole = np.ones(count, dtype=np.bool_)
    for offset in range(length):
        keys = keys << _BITS | codes[offset : offset + count]
        whole &= known[offset : offset + count]
    return np.where(whole, keys, np.uint64(0))


@cache
def load_word_frequencies() -> WordFrequencies:
    """Open the table that comes with the program."""
    return open_word_frequencies(resource_path("models", "word_frequencies"))


def open_word_frequencies(folder: Path) -> WordFrequencies:
    """Open the tables in a folder.

    Raises:
        FileNotFoundError: a table is missing.
    """

    def table(name: str) -> NDArray[Any]:
        return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))

    return WordFrequencies(table("keys"), table("scores"))
