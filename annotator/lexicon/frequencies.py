"""How often words occur: a large list of words with frequencies, beyond the words of the language model.

The table is made by ``build/make_word_frequencies.py``, which documents it. It tells new words of the newspapers (文旅,
提质) from strings that are no words; it knows nothing of the words around.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.lexicon.word_index import KeySet, make_key_set
from annotator.resources import resource_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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

    def places(self, points: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Return the places of code points in the arrays; the rarest's where the tables do not know one."""
        places = points.astype(np.int64) - _BASE
        return np.where((places > 0) & (places < len(self.log_frequency)), places, 0)


@dataclass(frozen=True, slots=True, eq=False)
class WordFrequencies:
    """The tables, opened by :func:`load_word_frequencies`.

    Attributes:
        keys: the words as numbers, ascending.
        scores: minus log probability of each word, in tenths of a nat.
        members: tells of most other keys that they are no words.
    """

    keys: Keys
    scores: NDArray[np.uint8]
    members: KeySet = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Mark the keys, which spares most searches."""
        object.__setattr__(self, "members", make_key_set(np.ascontiguousarray(self.keys).view(np.int64)))

    def log_probability(self, word: str) -> float | None:
        """Return the natural logarithm of a word's frequency, or None for what is no word of the table."""
        return self.log_probabilities([word]).get(word)

    def log_probabilities(self, words: Iterable[str]) -> dict[str, float]:
        """Return the natural logarithms of the frequencies of those words that are in the table."""
        some = list(set(words))
        values = self.values(some, math.inf).tolist()
        return {word: value for word, value in zip(some, values, strict=True) if value < math.inf}

    def values(self, words: Sequence[str], missing: float) -> Floats:
        """Return the natural logarithm of each word's frequency, and a value for what is no word of the table."""
        result = np.full(len(words), missing)
        lengths = np.array(list(map(len, words)), dtype=np.int64)
        for length in range(2, LONGEST + 1):
            rows = np.flatnonzero(lengths == length)
            if len(rows):
                text = "".join([words[row] for row in rows.tolist()]).encode("utf-32-le", "surrogatepass")
                places, values = self.find(piece_keys(np.frombuffer(text, dtype="<u4"), length)[::length])
                result[rows[places]] = values
        return result

    def find(self, keys: Keys) -> tuple[NDArray[np.int64], Floats]:
        """Return which keys are words, and the natural logarithms of these words' frequencies."""
        asked = np.flatnonzero(self.members.passing(keys.view(np.int64)) & (keys > 0))
        wanted = keys[asked]
        places = np.searchsorted(self.keys, wanted)
        places[places == len(self.keys)] = 0
        found = self.keys[places] == wanted
        return asked[found], self.scores[places[found]].astype(np.float64) * _UNIT


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
    return _points(words.keys, words.scores, length)


def _points(keys: Keys, scores: NDArray[np.uint8], length: int) -> tuple[NDArray[np.uint32], Floats]:
    """Return the same of some of the keys, ascending, and their scores."""
    low, high = (np.searchsorted(keys, np.uint64(1 << 15 * (length - 1 + more))) for more in (0, 1))
    some = keys[low:high]
    codes = [
        some >> np.uint64(15 * (length - 1 - place)) & np.uint64((1 << 15) - 1) for place in range(length)
    ]
    points = np.stack(codes, axis=1).astype(np.uint32) + np.uint32(_BASE)
    return points, scores[low:high].astype(np.float64) * _UNIT


@cache
def load_character_use() -> CharacterUse:
    """Count how the words that come with the program use their characters."""
    whole = load_word_frequencies()
    uses = np.zeros((3, _END - _BASE + 1))
    for begin in range(0, len(whole.keys), _AT_ONCE):  # in parts, which needs little room
        part = slice(begin, begin + _AT_ONCE)
        for length in range(2, LONGEST + 1):
            points, scores = _points(whole.keys[part], whole.scores[part], length)
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
