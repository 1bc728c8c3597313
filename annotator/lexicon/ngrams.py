"""Word n-gram language model: unigrams with back-off weights and bigrams, read from memory-mapped tables.

The tables are made by ``build/make_language_model.py``, which documents them. All probabilities are natural
logarithms. Words are known by their numbers; -1 stands for "no such word". Every function takes whole arrays, so
that a page costs a handful of array operations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.lexicon.bigrams import Bigrams, make_bigrams
from annotator.lexicon.word_index import (
    CODE_BITS,
    LONGEST_KEY,
    NO_WORD,
    KeySet,
    WordIndex,
    make_key_set,
    make_keys,
    make_word_index,
)
from annotator.resources import resource_path

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


_UNIGRAM_UNIT = 1 / 2048


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Words found in a text, ordered by start and length.

    Attributes:
        starts: first code point of each word.
        lengths: its length in code points.
        words: its number.
    """

    starts: Ints
    lengths: Ints
    words: Ints


@dataclass(frozen=True, slots=True, eq=False)
class LanguageModel:
    """The model's tables, opened by :func:`load_language_model` or :func:`open_language_model`.

    Attributes:
        alphabet: code points of the known characters, ascending; a character's code is its place plus one.
        index: the words and their numbers.
        log_unigrams: log probability by word number.
        log_backoffs: log back-off weight by word number.
        bigrams: the pairs of words the model knows.
    """

    alphabet: NDArray[np.uint32]
    index: WordIndex
    log_unigrams: NDArray[np.float32]
    log_backoffs: NDArray[np.float32]
    bigrams: Bigrams
    _code_of: NDArray[np.uint16] = field(init=False, repr=False)
    _parts: dict[tuple[int, int, bool], KeySet] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Make the table of codes by code point."""
        code_of = np.zeros(int(self.alphabet[-1]) + 2 if len(self.alphabet) else 1, dtype=np.uint16)
        code_of[self.alphabet] = np.arange(1, len(self.alphabet) + 1)
        object.__setattr__(self, "_code_of", code_of)

    def __len__(self) -> int:
        """Number of words."""
        return len(self.index)

    def __contains__(self, word: str) -> bool:
        """Tell whether the model has the word."""
        return self.number(word) != NO_WORD

    @property
    def longest(self) -> int:
        """Length of the longest word in code points."""
        return self.index.longest

    def encode(self, text: str) -> Ints:
        """Return each character's code; 0 for characters no word has."""
        return self.codes_of(code_points(text))

    def codes_of(self, points: NDArray[np.uint32]) -> Ints:
        """Return the codes of code points, in their shape."""
        codes: Ints = self._code_of[np.minimum(points, len(self._code_of) - 1)].astype(np.int64)
        return codes

    def number(self, word: str) -> int:
        """Return the word's number, or -1."""
        codes = self.encode(word)
        if 0 < len(word) <= LONGEST_KEY:
            return int(self.find(codes[np.newaxis, :])[0])
        _, lengths, numbers = self.index.longer.find(codes, np.zeros(1, dtype=np.int64))
        whole = np.flatnonzero(lengths == len(word))
        return int(numbers[whole[0]]) if len(whole) else NO_WORD

    def word(self, number: int) -> str:
        """Return the word of a number.

        Raises:
            IndexError: no word has this number.
        """
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self.spell(np.array([number]))[0]

    def spell(self, numbers: Ints) -> list[str]:
        """Return the words of many numbers."""
        result = [""] * len(numbers)
        lengths = self.length(numbers)
        for length in np.unique(lengths).tolist():
            places = np.flatnonzero(lengths == length)
            points = self.alphabet[self.word_codes(numbers[places]) - 1].astype("<u4")
            text = points.tobytes().decode("utf-32-le")
            for nth, place in enumerate(places.tolist()):
                result[place] = text[nth * length : (nth + 1) * length]
        return result

    def length(self, numbers: Ints) -> Ints:
        """Return the words' lengths in code points."""
        return self.index.length(numbers)

    def words_of_length(self, length: int) -> Ints:
        """Return the numbers of all words of a length, ascending."""
        return self.index.of_length(length)

    def word_codes(self, numbers: Ints) -> Ints:
        """Return the character codes of words that all have the same length, one row a word."""
        return self.index.codes_of(numbers)

    def find(self, codes: Ints) -> Ints:
        """Return the number of the word each row of codes spells, or -1; rows of at most 4 codes."""
        return self.find_keys(make_keys(codes), codes.shape[1])

    def find_keys(self, keys: Ints, length: int) -> Ints:
        """Return the number of the word of this length that has each key, or -1."""
        return self.index.find_keys(keys, length)

    def may_begin(self, keys: Ints, size: int, length: int) -> NDArray[np.bool_]:
        """Tell for each key of so many codes whether a word of a length up to 4 begins with it.

        One that no word begins with passes now and then.
        """
        return self._may_be_part(keys, size, length, False)

    def may_end(self, keys: Ints, size: int, length: int) -> NDArray[np.bool_]:
        """Tell for each key of so many codes whether a word of a length up to 4 ends with it; a few pass falsely."""
        return self._may_be_part(keys, size, length, True)

    def _may_be_part(self, keys: Ints, size: int, length: int, at_end: bool) -> NDArray[np.bool_]:
        marks = self._parts.get((size, length, at_end))
        if marks is None:
            words = self.index.tables[length].keys
            parts = words & ((1 << CODE_BITS * size) - 1) if at_end else words >> CODE_BITS * (length - size)
            marks = self._parts[size, length, at_end] = make_key_set(np.unique(parts))
        return marks.passing(keys)

    def may_begin_long(self, keys: Ints) -> NDArray[np.bool_]:
        """Tell for each key of 4 codes whether a longer word begins with it; a few pass that none begins with."""
        return self.index.longer.beginnings.members.passing(keys)

    def long_words(self, codes: Ints, starts: Ints) -> tuple[Ints, Ints, Ints]:
        """Return start, length and number of every word longer than 4 that begins at some places of a text's codes."""
        return self.index.longer.find(codes, starts)

    def matches(self, text: str) -> Matches:
        """Find every word that occurs in the text, at any place."""
        codes = self.encode(text)
        parts = [self.index.longer.find(codes)]
        keys = np.zeros(len(codes) + 1, dtype=np.int64)
        for length in range(1, min(LONGEST_KEY, len(text)) + 1):
            keys = keys[:-1] << CODE_BITS | codes[length - 1 :]
            words = self.find_keys(keys, length)
            starts = np.flatnonzero(words != NO_WORD)
            parts.append((starts, np.full(len(starts), length), words[starts]))
        starts, lengths, words = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.argsort(starts * (self.longest + 1) + lengths)
        return Matches(starts[order], lengths[order], words[order])

    def prefixes(self, text: str, position: int) -> list[tuple[int, int]]:
        """Return (length, number) of each word that starts at the position, shortest first."""
        found = self.matches(text[position : position + self.longest])
        here = found.starts == 0
        return list(zip(found.lengths[here].tolist(), found.words[here].tolist(), strict=True))

    def unigram(self, numbers: Ints) -> Floats:
        """Return log P(word)."""
        return self.log_unigrams[numbers].astype(np.float64)

    def backoff(self, numbers: Ints) -> Floats:
        """Return the log back-off weight of each word as history."""
        return self.log_backoffs[numbers].astype(np.float64)

    def bigram(self, previous: Ints, numbers: Ints) -> Floats:
        """Return log P(word | previous word) where the model has the bigram, else minus infinity.

        Where it has none, the probability is ``backoff(previous) + unigram(word)``.
        """
        result = np.full(len(numbers), -np.inf)
        hit, value = self.bigram_hits(previous, numbers)
        result[hit] = value
        return result

    def bigram_hits(self, previous: Ints, numbers: Ints) -> tuple[Ints, Floats]:
        """Return the places of the pairs that are bigrams of the model, and their log P(word | previous)."""
        return self.bigrams.hits(previous, numbers)


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the text's code points as an array; lone surrogates are kept."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


@cache
def load_language_model() -> LanguageModel:
    """Open the language model that comes with the program; whoever asks gets the same."""
    return open_language_model(resource_path("models", "language_model"))


@cache
def load_second_model() -> LanguageModel:
    """Open the second model that comes with the program, whose words include marks; whoever asks gets the same."""
    return open_language_model(resource_path("models", "open_gram"))


def open_language_model(folder: Path) -> LanguageModel:
    """Open the tables in a folder.

    Raises:
        FileNotFoundError: a table is missing.
    """

    def table(name: str) -> NDArray[Any]:
        # A plain array over the map: np.memmap's own indexing costs several times as much.
        return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))

    unigrams = table("unigrams")
    return LanguageModel(
        alphabet=table("alphabet"),
        index=make_word_index(table("words"), table("lengths").tolist()),
        log_unigrams=unigrams[:, 0].astype(np.float32) * np.float32(-_UNIGRAM_UNIT),
        log_backoffs=unigrams[:, 1].astype(np.float32) * np.float32(-_UNIGRAM_UNIT),
        bigrams=make_bigrams(table("rows"), table("bigrams")),
    )
