"""Word n-gram language model: unigrams with back-off weights and bigrams, read from memory-mapped tables.

The tables are made by ``build/make_language_model.py``, which documents them. All probabilities are natural
logarithms. Words are known by their numbers; -1 stands for "no such word". Every function takes whole arrays, so
that a page costs a handful of array operations.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from mmap import mmap
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.resources import resource_path

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

CODE_BITS = 14
"""Bits a character's code takes in a key."""

LONGEST_KEY = 4
"""Words of up to so many characters have a key; the few longer ones are kept in a dictionary."""

_UNIGRAM_UNIT = 1 / 2048
_BIGRAM_UNIT = 1 / 1024
_BIGRAM_BITS = 14
_FILTER_BITS = 24
_ROOM = 6  # times as many slots as keys, about
_BEGINNING_BITS = 18
_MARKED_AT_ONCE = 1 << 17
_FEW = 200  # pairs that are looked up one by one
_NO_WORD = -1


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
        first: number of the first word of each length; ``first[n]`` for words of ``n`` characters.
        codes: the words' character codes, one word after another.
        log_unigrams: log probability by word number.
        log_backoffs: log back-off weight by word number.
        rows: where each word's bigrams start.
        bigrams: packed followers, ascending in each row.
        keys: for each length up to ``LONGEST_KEY``, the words' keys, ascending.
        long_words: numbers of the words longer than ``LONGEST_KEY``.
        pairs: bit set that holds every bigram's hash: answers most questions for absent bigrams at once.
    """

    alphabet: NDArray[np.uint32]
    first: tuple[int, ...]
    codes: NDArray[np.uint16]
    log_unigrams: NDArray[np.float32]
    log_backoffs: NDArray[np.float32]
    rows: NDArray[np.uint32]
    bigrams: NDArray[np.uint32]
    keys: tuple[NDArray[np.int64], ...]
    long_words: dict[str, int]
    pairs: NDArray[np.uint8]
    _code_of: NDArray[np.uint16] = field(init=False, repr=False)
    _slots: tuple[_Slots, ...] = field(init=False, repr=False)
    _beginnings: dict[tuple[int, int], NDArray[np.bool_]] = field(
        init=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Make the tables that spare most searches: codes by code point, and places of keys by their hashes."""
        code_of = np.zeros(int(self.alphabet[-1]) + 2 if len(self.alphabet) else 1, dtype=np.uint16)
        code_of[self.alphabet] = np.arange(1, len(self.alphabet) + 1)
        object.__setattr__(self, "_code_of", code_of)
        object.__setattr__(self, "_slots", tuple(map(_slots_of, self.keys)))

    def __len__(self) -> int:
        """Number of words."""
        return self.first[-1]

    def __contains__(self, word: str) -> bool:
        """Tell whether the model has the word."""
        return self.number(word) != _NO_WORD

    @property
    def longest(self) -> int:
        """Length of the longest word in code points."""
        return len(self.first) - 2

    def encode(self, text: str) -> Ints:
        """Return each character's code; 0 for characters no word has."""
        return self.codes_of(code_points(text))

    def codes_of(self, points: NDArray[np.uint32]) -> Ints:
        """Return the codes of code points, in their shape."""
        codes: Ints = self._code_of[np.minimum(points, len(self._code_of) - 1)].astype(np.int64)
        return codes

    def number(self, word: str) -> int:
        """Return the word's number, or -1."""
        if not word or len(word) > LONGEST_KEY:
            return self.long_words.get(word, _NO_WORD)
        return int(self.find(self.encode(word)[np.newaxis, :])[0])

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
        return np.searchsorted(np.asarray(self.first), numbers, side="right") - 1

    def word_codes(self, numbers: Ints) -> Ints:
        """Return the character codes of words that all have the same length, one row a word."""
        if not len(numbers):
            return np.zeros((0, 0), dtype=np.int64)
        length = int(self.length(numbers[:1])[0])
        begins = self._code_start(length) + (numbers - self.first[length]) * length
        codes: Ints = self.codes[begins[:, np.newaxis] + np.arange(length)].astype(np.int64)
        return codes

    def find(self, codes: Ints) -> Ints:
        """Return the number of the word each row of codes spells, or -1; rows of at most 4 codes."""
        return self.find_keys(make_keys(codes), codes.shape[1])

    def find_keys(self, keys: Ints, length: int) -> Ints:
        """Return the number of the word of this length that has each key, or -1."""
        numbers = np.full(len(keys), _NO_WORD, dtype=np.int64)
        slots = self._slots[length]
        places = slots.places[_key_hashes(keys, slots.bits)]
        taken = np.flatnonzero(places >= 0)
        places, wanted = places[taken], keys[taken]
        same = self.keys[length][places] == wanted
        numbers[taken[same]] = places[same] + self.first[length]
        if len(slots.crowded):
            taken, wanted = taken[~same], wanted[~same]
            places = np.searchsorted(slots.crowded, wanted)
            places[places == len(slots.crowded)] = 0
            found = slots.crowded[places] == wanted
            numbers[taken[found]] = slots.places_crowded[places[found]] + self.first[length]
        return numbers

    def may_begin(self, keys: Ints, size: int, length: int) -> NDArray[np.bool_]:
        """Tell for each key of so many codes whether a word of a length up to 4 begins with it.

        One that no word begins with passes now and then.
        """
        marks = self._beginnings.get((size, length))
        if marks is None:
            beginnings = np.unique(self.keys[length] >> CODE_BITS * (length - size))
            marks = np.zeros(1 << _BEGINNING_BITS, dtype=np.bool_)
            marks[_key_hashes(beginnings, _BEGINNING_BITS)] = True
            self._beginnings[size, length] = marks
        found: NDArray[np.bool_] = marks[_key_hashes(keys, _BEGINNING_BITS)]
        return found

    def may_begin_long(self, keys: Ints) -> NDArray[np.bool_]:
        """Tell for each key of 4 codes whether a longer word begins with it; a few pass that none begins with."""
        slots = self._slots[0]
        found: NDArray[np.bool_] = slots.places[_key_hashes(keys, slots.bits)] >= 0
        return found

    def matches(self, text: str) -> Matches:
        """Find every word that occurs in the text, at any place."""
        codes = self.encode(text)
        parts = []
        for length in range(1, min(LONGEST_KEY, len(text)) + 1):
            words = self.find(np.lib.stride_tricks.sliding_window_view(codes, length))
            starts = np.flatnonzero(words != _NO_WORD)
            parts.append((starts, np.full(len(starts), length), words[starts]))
        for start in self._long_starts(codes):
            for length in range(LONGEST_KEY + 1, min(self.longest, len(text) - start) + 1):
                number = self.long_words.get(text[start : start + length], _NO_WORD)
                if number != _NO_WORD:
                    parts.append((np.array([start]), np.array([length]), np.array([number])))
        if not parts:
            none = np.zeros(0, dtype=np.int64)
            return Matches(none, none, none)
        starts, lengths, words = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.lexsort((lengths, starts))
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
        hashes = _pair_hashes(previous.astype(np.uint32), numbers.astype(np.uint32))
        maybe = np.flatnonzero((self.pairs[hashes >> np.uint32(3)] >> (hashes & np.uint32(7))) & np.uint8(1))
        wanted = numbers[maybe].astype(np.uint32)
        low = self.rows[previous[maybe]].astype(np.int64)
        end = self.rows[previous[maybe] + 1].astype(np.int64)
        low = self._bisect(wanted, low, end)
        packed = self.bigrams[np.minimum(low, len(self.bigrams) - 1)]
        found = (low < end) & ((packed >> np.uint32(_BIGRAM_BITS)) == wanted)
        value = (packed[found] & np.uint32((1 << _BIGRAM_BITS) - 1)).astype(np.float64) * -_BIGRAM_UNIT
        return maybe[found], value

    def _bisect(self, wanted: NDArray[np.uint32], low: Ints, end: Ints) -> Ints:
        """Return the first place within each range of the bigrams whose follower is not before the wanted one."""
        if len(wanted) <= _FEW:
            bigrams, keys = self.bigrams.data, wanted << np.uint32(_BIGRAM_BITS)
            ranges = zip(keys.tolist(), low.tolist(), end.tolist(), strict=True)
            return np.array([bisect_left(bigrams, *entry) for entry in ranges], dtype=np.int64)
        high = end.copy()
        open_ = np.flatnonzero(low < high)
        while len(open_):
            middle = (low[open_] + high[open_]) >> 1
            below = (self.bigrams[middle] >> np.uint32(_BIGRAM_BITS)) < wanted[open_]
            low[open_[below]] = middle[below] + 1
            high[open_[~below]] = middle[~below]
            open_ = open_[low[open_] < high[open_]]
        return low

    def _code_start(self, length: int) -> int:
        return sum((self.first[n + 1] - self.first[n]) * n for n in range(1, length))

    def _long_starts(self, codes: Ints) -> list[int]:
        if len(codes) <= LONGEST_KEY or not self.long_words:
            return []
        keys = make_keys(np.lib.stride_tricks.sliding_window_view(codes[:-1], LONGEST_KEY))
        return np.flatnonzero(self.may_begin_long(keys)).tolist()


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the text's code points as an array; lone surrogates are kept."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def make_keys(codes: Ints) -> Ints:
    """Pack each row of up to 4 character codes into one number; keys sort as their words do."""
    keys = np.zeros(len(codes), dtype=np.int64)
    for column in range(codes.shape[1]):
        keys = (keys << CODE_BITS) | codes[:, column]
    return keys


@cache
def load_language_model() -> LanguageModel:
    """Open the language model that comes with the program; whoever asks gets the same."""
    return open_language_model(resource_path("models", "language_model"))


def load_second_model() -> LanguageModel:
    """Open the second model that comes with the program; punctuation marks are words of it."""
    return open_language_model(resource_path("models", "open_gram"))


def open_language_model(folder: Path) -> LanguageModel:
    """Open the tables in a folder.

    Raises:
        FileNotFoundError: a table is missing.
    """

    def table(name: str) -> NDArray[Any]:
        # A plain array over the map: np.memmap's own indexing costs several times as much.
        return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))

    alphabet, codes, unigrams = table("alphabet"), table("words"), table("unigrams")
    rows, bigrams = table("rows"), table("bigrams")
    first = (0, 0, *np.cumsum(table("lengths")).tolist())
    keys: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    offset = 0
    for length in range(1, LONGEST_KEY + 1):
        count = first[length + 1] - first[length]
        keys.append(
            make_keys(codes[offset : offset + count * length].reshape(count, length).astype(np.int64))
        )
        offset += count * length
    long_words: dict[str, int] = {}
    begins: list[NDArray[np.int64]] = []
    for length in range(LONGEST_KEY + 1, len(first) - 1):
        count = first[length + 1] - first[length]
        rectangle = codes[offset : offset + count * length].reshape(count, length).astype(np.int64)
        begins.append(make_keys(rectangle[:, :LONGEST_KEY]))
        for place, points in enumerate(alphabet[rectangle - 1].tolist()):
            long_words["".join(map(chr, points))] = first[length] + place
        offset += count * length
    if begins:
        keys[0] = np.unique(np.concatenate(begins))  # first four characters of the long words
    return LanguageModel(
        alphabet=alphabet,
        first=first,
        codes=codes,
        log_unigrams=unigrams[:, 0].astype(np.float32) * np.float32(-_UNIGRAM_UNIT),
        log_backoffs=unigrams[:, 1].astype(np.float32) * np.float32(-_UNIGRAM_UNIT),
        rows=rows,
        bigrams=bigrams,
        keys=tuple(keys),
        long_words=long_words,
        pairs=pair_filter(rows, bigrams),
    )


def _key_hashes(keys: Ints, bits: int) -> NDArray[np.uint64]:
    return (keys.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - bits)


@dataclass(frozen=True, slots=True, eq=False)
class _Slots:
    """Where keys stand in a table, by their hashes: one look finds most of them, and that a key is in no table.

    Attributes:
        bits: of a hash.
        places: by hash, the place of one key that has it, or -1.
        crowded: the other keys, whose hash is taken by one of those, ascending.
        places_crowded: their places.
    """

    bits: int
    places: NDArray[np.int32]
    crowded: Ints
    places_crowded: NDArray[np.int32]


def _slots_of(keys: Ints) -> _Slots:
    bits = max(8, (_ROOM * len(keys)).bit_length())
    hashes = _key_hashes(np.ascontiguousarray(keys, dtype=np.int64), bits)
    own = np.arange(len(keys), dtype=np.int32)
    places = np.full(1 << bits, -1, dtype=np.int32)
    places[hashes] = own
    crowded = np.flatnonzero(places[hashes] != own).astype(np.int32)
    return _Slots(bits, places, keys[crowded], crowded)


def _pair_hashes(previous: NDArray[np.uint32], numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    mixed = previous * np.uint32(0x9E3779B1) + numbers * np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    return mixed >> np.uint32(32 - _FILTER_BITS)


def pair_filter(rows: NDArray[np.uint32], bigrams: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Mark every bigram in a bit set of 2 MiB: it lets about one absent bigram in nine through."""
    # In memory of its own, which goes back to the system as a whole; and in parts that need little room.
    with mmap(-1, 1 << _FILTER_BITS) as room:
        marks = np.frombuffer(room, dtype=np.bool_)
        cuts = np.searchsorted(rows, np.arange(0, len(bigrams), _MARKED_AT_ONCE)).tolist()
        for begin, end in pairwise([*cuts, len(rows) - 1]):
            counts = np.diff(rows[begin : end + 1])
            previous = np.repeat(np.arange(begin, end, dtype=np.uint32), counts)
            followers = bigrams[rows[begin] : rows[end]] >> np.uint32(_BIGRAM_BITS)
            marks[_pair_hashes(previous, followers)] = True
        packed = np.packbits(marks, bitorder="little")
        del marks
    return packed
