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
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Floats = NDArray[np.float64]

LONGEST = 4
"""Words of 2 to so many code points are in the table."""

_UNIT = -0.1
_AT_ONCE = 1 << 15
_BASE, _END = 0x4DFF, 0x9FFF
_BITS = np.uint64(15)


@dataclass(frozen=True, slots=True, eq=False)
class CharacterUse:
    """How the words of a table use their characters; arrays by code point minus 0x4DFF.

    Attributes:
        log_frequency: natural logarithm of each character's share of all characters of the words.
        log_first: natural logarithm of the share of a character's uses that are the first of two characters.
        log_last: the same for the last of two.
    """

    log_frequency: Floats
    log_first: Floats
    log_last: Floats

    def of(self, character: str) -> tuple[float, float, float]:
        """Return the three logarithms of a character; those of the rarest where the table does not know it."""
        place = ord(character) - _BASE
        if not 0 < place < len(self.log_frequency):
            place = 0
        return float(self.log_frequency[place]), float(self.log_first[place]), float(self.log_last[place])


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
        return self.log_probabilities([word]).get(word)

    def log_probabilities(self, words: Iterable[str]) -> dict[str, float]:
        """Return the natural logarithms of the frequencies of those words that are in the table."""
        by_length: dict[int, list[str]] = {}
        for word in set(words):
            by_length.setdefault(len(word), []).append(word)
        result: dict[str, float] = {}
        for length in range(2, LONGEST + 1):
            some = by_length.get(length, [])
            text = "".join(some).encode("utf-32-le", "surrogatepass")
            points = np.frombuffer(text, dtype="<u4")
            places, scores = self.find(piece_keys(points, length)[::length])
            result.update(zip([some[place] for place in places.tolist()], scores.tolist(), strict=True))
        return result

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


def word_points(words: WordFrequencies, length: int) -> tuple[NDArray[np.uint32], Floats]:
    """Return the code points of all words of a length, one row a word, and their log probabilities."""
    low, high = (np.searchsorted(words.keys, np.uint64(1 << 15 * (length - 1 + more))) for more in (0, 1))
    keys = words.keys[low:high]
    codes = [
        keys >> np.uint64(15 * (length - 1 - place)) & np.uint64((1 << 15) - 1) for place in range(length)
    ]
    points = np.stack(codes, axis=1).astype(np.uint32) + np.uint32(_BASE)
    return points, words.scores[low:high].astype(np.float64) * _UNIT


@cache
def load_character_use() -> CharacterUse:
    """Count how the words that come with the program use their characters."""
    whole = load_word_frequencies()
    uses = np.zeros((3, _END - _BASE + 1))
    for begin in range(0, len(whole.keys), _AT_ONCE):  # in parts, which needs little room
        part = slice(begin, begin + _AT_ONCE)
        words = WordFrequencies(whole.keys[part], whole.scores[part])
        for length in range(2, LONGEST + 1):
            points, scores = word_points(words, length)
            places, weights = points.astype(np.int64) - _BASE, np.exp(scores)
            for at in range(length):
                used = np.bincount(places[:, at], weights=weights, minlength=uses.shape[1])
                uses[0] += used
                if length == 2:
                    uses[1 + at] += used
    uses += 1e-9
    return CharacterUse(np.log(uses[0] / uses[0].sum()), *np.log(uses[1:] / uses[0]))


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
