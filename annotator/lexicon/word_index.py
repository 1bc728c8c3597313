"""Words by their characters: which number a piece of text has as a word, and how the word of a number is spelt.

A word is a row of character codes. Up to four of them make a key, one number that stands for the word; a hash table of
places finds keys by the thousand with a handful of array operations. Longer words are few: they are found by their
first four characters and compared one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Codes = NDArray[np.uint16]

CODE_BITS = 14
"""Bits a character's code takes in a key."""

LONGEST_KEY = 4
"""Words of up to so many characters have a key."""

NO_WORD = -1
_CODE = (1 << CODE_BITS) - 1

_MARK_ROOM, _PLACE_ROOM = 12, 2
"""Bits of the filter, and slots for places, for each key; rounded up to a power of two."""


def make_keys(codes: Ints) -> Ints:
    """Pack each row of up to 4 character codes into one number; keys sort as their words do."""
    keys = np.zeros(len(codes), dtype=np.int64)
    for column in range(codes.shape[1]):
        keys = (keys << CODE_BITS) | codes[:, column]
    return keys


@dataclass(frozen=True, slots=True, eq=False)
class KeySet:
    """Keys that may be members of a set: all members pass, and a few others."""

    bits: int
    marks: NDArray[np.uint8]

    def passing(self, keys: Ints) -> NDArray[np.bool_]:
        """Tell for each key whether it may be a member."""
        return self.marked(key_hashes(keys, self.bits))

    def marked(self, hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Tell the same of the keys' hashes."""
        bit = np.uint8(1) << (hashes & np.uint64(7)).astype(np.uint8)
        found: NDArray[np.bool_] = (self.marks[hashes >> np.uint64(3)] & bit) != 0
        return found


def make_key_set(keys: Ints) -> KeySet:
    """Mark the keys."""
    bits = max(8, (_MARK_ROOM * len(keys)).bit_length())
    marks = np.zeros(1 << bits, dtype=np.bool_)
    marks[key_hashes(keys, bits)] = True
    return KeySet(bits, np.packbits(marks, bitorder="little"))


def key_hashes(keys: Ints, bits: int) -> NDArray[np.uint64]:
    """Return a hash of so many bits of each key; the first bits of a longer hash are a shorter one."""
    return (keys.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - bits)


@dataclass(frozen=True, slots=True, eq=False)
class KeyTable:
    """Places of keys; made by :func:`make_key_table`.

    Attributes:
        keys: the keys, none of them twice.
        members: tells of most other keys that they are none of these.
        bits: of a slot's number, which is the first part of a key's hash.
        slots: the place of one of the keys whose hashes begin so.
        crowded: the other keys, whose slot is taken by one of those, ascending.
        places_crowded: their places.
    """

    keys: Ints
    members: KeySet
    bits: int
    slots: NDArray[np.int32]
    crowded: Ints
    places_crowded: NDArray[np.int32]

    def find(self, keys: Ints) -> tuple[Ints, Ints]:
        """Return which of some keys are in the table, and their places in it; ascending by the first."""
        hashes = key_hashes(keys, self.members.bits)
        asked = self.members.marked(hashes).nonzero()[0]
        if not len(self.keys):
            return asked[:0], asked[:0]
        places = self.slots[hashes[asked] >> np.uint64(self.members.bits - self.bits)].astype(np.int64)
        wanted = keys[asked]
        same = self.keys[places] == wanted
        if len(self.crowded):
            other = (~same).nonzero()[0]
            nth = self.crowded.searchsorted(wanted[other])
            nth[nth == len(self.crowded)] = 0
            found = self.crowded[nth] == wanted[other]
            places[other[found]] = self.places_crowded[nth[found]]
            same[other[found]] = True
        return asked[same], places[same]


def make_key_table(keys: Ints) -> KeyTable:
    """Make the table of keys that are all different."""
    keys = np.ascontiguousarray(keys, dtype=np.int64)
    bits = max(4, (_PLACE_ROOM * len(keys)).bit_length())
    hashes = key_hashes(keys, bits)
    own = np.arange(len(keys), dtype=np.int32)
    slots = np.zeros(1 << bits, dtype=np.int32)
    slots[hashes] = own
    crowded = np.flatnonzero(slots[hashes] != own).astype(np.int32)
    crowded = crowded[np.argsort(keys[crowded], kind="stable")]
    return KeyTable(keys, make_key_set(keys), bits, slots, keys[crowded], crowded)


@dataclass(frozen=True, slots=True, eq=False)
class _LongWords:
    """Words longer than a key, ordered by their first characters.

    Attributes:
        beginnings: the keys of the words' first characters, ascending.
        begins: where the words of each beginning begin, and the end of the last ones.
        codes: the words' codes, one row a word, filled up with zeros.
        lengths: the words' lengths.
        numbers: their numbers.
    """

    beginnings: KeyTable
    begins: Ints
    codes: Ints
    lengths: Ints
    numbers: Ints

    def find(self, codes: Ints, starts: Ints | None = None) -> tuple[Ints, Ints, Ints]:
        """Return start, length and number of every long word that begins at some places of a text, or anywhere.

        Args:
            codes: the codes of the text.
            starts: the places.
        """
        if len(codes) <= LONGEST_KEY or not len(self.numbers):
            none = np.zeros(0, dtype=np.int64)
            return none, none, none
        windows = np.lib.stride_tricks.sliding_window_view(codes[:-1], LONGEST_KEY)
        some = windows if starts is None else windows[starts]
        nth, place = self.beginnings.find(make_keys(some))
        nth = nth if starts is None else starts[nth]
        count = self.begins[place + 1] - self.begins[place]
        first = np.repeat(self.begins[place] - np.cumsum(count) + count, count)
        word = first + np.arange(len(first))
        start = np.repeat(nth, count)
        column = np.arange(LONGEST_KEY, self.codes.shape[1])
        at = start[:, np.newaxis] + column
        shown = np.where(at < len(codes), codes[np.minimum(at, len(codes) - 1)], 0)
        beyond = column >= self.lengths[word, np.newaxis]
        same = ((shown == self.codes[word, LONGEST_KEY:]) | beyond).all(axis=1)
        same &= start + self.lengths[word] <= len(codes)
        return start[same], self.lengths[word[same]], self.numbers[word[same]]


def _long_words(words: Sequence[tuple[int, Ints]]) -> _LongWords:
    """Gather long words, for each length the first number and the codes of its words, one row a word."""
    longest = max((codes.shape[1] for _, codes in words), default=LONGEST_KEY)
    padded = [np.pad(codes, ((0, 0), (0, longest - codes.shape[1]))) for _, codes in words]
    codes = np.concatenate([np.zeros((0, longest), dtype=np.int64), *padded])
    lengths = np.repeat([part.shape[1] for _, part in words], [len(part) for _, part in words])
    numbers = [first + np.arange(len(part)) for first, part in words]
    number = np.concatenate([np.zeros(0, dtype=np.int64), *numbers])
    keys = make_keys(codes[:, :LONGEST_KEY])
    order = np.argsort(keys, kind="stable")
    beginnings, begins = np.unique(keys[order], return_index=True)
    ends = np.append(begins, len(order))
    return _LongWords(
        make_key_table(beginnings), ends, codes[order], lengths[order].astype(np.int64), number[order]
    )


@dataclass(frozen=True, slots=True, eq=False)
class WordIndex:
    """Words and their numbers; made by :func:`make_word_index`.

    Words are numbered block by block; the words of a block have the same length and are ordered by their codes.

    Attributes:
        codes: the character codes of the first words, one word after another; others are spelt by their keys.
        first: number of the first word of each block, and the number of words.
        lengths: length of each block's words.
        begins: where the codes of each of the first blocks begin.
        shifts: place of each block's first word among the keys of its length, less the word's number.
        tables: for each length up to ``LONGEST_KEY``, the words' keys, block by block.
        longer: the longer words.
    """

    codes: Codes
    first: Ints
    lengths: Ints
    begins: Ints
    shifts: Ints
    tables: tuple[KeyTable, ...]
    longer: _LongWords
    _blocks: tuple[list[int], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Note the blocks of each length that has keys."""
        blocks = [np.flatnonzero(self.lengths == length).tolist() for length in range(LONGEST_KEY + 1)]
        object.__setattr__(self, "_blocks", tuple(blocks))

    def __len__(self) -> int:
        """Number of words."""
        return int(self.first[-1])

    @property
    def longest(self) -> int:
        """Length of the longest word in characters."""
        return int(self.lengths.max(initial=0))

    def length(self, numbers: Ints) -> Ints:
        """Return the words' lengths in code points."""
        return self.lengths[np.searchsorted(self.first, numbers, side="right") - 1]

    def of_length(self, length: int) -> Ints:
        """Return the numbers of all words of a length, ascending."""
        blocks = np.flatnonzero(self.lengths == length).tolist()
        ranges = [np.arange(self.first[block], self.first[block + 1]) for block in blocks]
        return np.concatenate([np.zeros(0, dtype=np.int64), *ranges])

    def codes_of(self, numbers: Ints) -> Ints:
        """Return the character codes of words that all have the same length, one row a word."""
        if not len(numbers):
            return np.zeros((0, 0), dtype=np.int64)
        length = int(self.length(numbers[:1])[0])
        if length <= LONGEST_KEY:
            shifts = np.arange(length - 1, -1, -1) * CODE_BITS
            return np.asarray(self.keys_of(numbers, length)[:, np.newaxis] >> shifts & _CODE)
        block = np.searchsorted(self.first, numbers, side="right") - 1
        begins = self.begins[block] + (numbers - self.first[block]) * length
        longer: Ints = self.codes[begins[:, np.newaxis] + np.arange(length)].astype(np.int64)
        return longer

    def keys_of(self, numbers: Ints, length: int) -> Ints:
        """Return the keys of words of a length up to ``LONGEST_KEY``."""
        block = np.searchsorted(self.first, numbers, side="right") - 1
        keys: Ints = self.tables[length].keys[numbers + self.shifts[block]]
        return keys

    def find_keys(self, keys: Ints, length: int) -> Ints:
        """Return the number of the word of this length that has each key, or -1."""
        numbers = np.full(len(keys), NO_WORD, dtype=np.int64)
        asked, places = self.tables[length].find(keys)
        numbers[asked] = self._numbers(places, length)
        return numbers

    def _numbers(self, places: Ints, length: int) -> Ints:
        """Return the numbers of the words at some places of the table of a length."""
        blocks = self._blocks[length]
        result = places - (self.shifts[blocks[0]] if blocks else 0)
        for block in blocks[1:]:
            later = np.flatnonzero(places >= self.first[block] + self.shifts[block])
            result[later] = places[later] - self.shifts[block]
        return result

    def extended(self, more: Mapping[int, Codes]) -> WordIndex:
        """Return the index with more words behind its own, which keep their numbers.

        Args:
            more: for lengths up to ``LONGEST_KEY``, the codes of new words, one row a word.
        """
        tables = list(self.tables)
        first, shifts = self.first.tolist(), self.shifts.tolist()
        for length, codes in more.items():
            keys = make_keys(codes.astype(np.int64))
            shifts.append(len(tables[length].keys) - first[-1])
            tables[length] = make_key_table(np.concatenate([tables[length].keys, keys]))
            first.append(first[-1] + len(codes))
        lengths = np.concatenate([self.lengths, np.array(list(more), dtype=np.int64)])
        first, shifts = (np.array(column, dtype=np.int64) for column in (first, shifts))
        return WordIndex(self.codes, first, lengths, self.begins, shifts, tuple(tables), self.longer)


def make_word_index(codes: Codes, counts: Sequence[int]) -> WordIndex:
    """Make the index of words ordered by length, then by codes.

    Args:
        codes: their character codes, one word after another.
        counts: how many words have 1, 2, 3 … characters.
    """
    lengths = np.arange(1, len(counts) + 1)
    sizes = np.array(counts, dtype=np.int64)
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    begins = np.concatenate([[0], np.cumsum(sizes * lengths)]).astype(np.int64)
    rows = [
        codes[begins[at] : begins[at + 1]].reshape(-1, length).astype(np.int64)
        for at, length in enumerate(lengths.tolist())
    ]
    none = np.zeros(0, dtype=np.int64)
    keys = [none, *map(make_keys, rows[:LONGEST_KEY])]
    keys += [none] * (LONGEST_KEY + 1 - len(keys))
    longer = [(int(first[at]), rows[at]) for at in range(LONGEST_KEY, len(rows))]
    tables = tuple(map(make_key_table, keys))
    return WordIndex(codes, first, lengths, begins[:-1], -first[:-1], tables, _long_words(longer))
