"""Pairs of words that follow each other, with their probabilities: sorted rows, and a filter for pairs that do not."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from mmap import mmap
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

_UNIT = 1 / 1024
_BITS = np.uint32(14)
_VALUE = np.uint32((1 << 14) - 1)
_FILTER_BITS = 24
_BIT_CHOICE = np.uint32(6)
_MARKED_AT_ONCE = 1 << 17
_FEW = 200  # pairs that are looked up one by one


@dataclass(frozen=True, slots=True, eq=False)
class Bigrams:
    """The bigrams of a language model; made by :func:`make_bigrams`. Words without a row have none.

    Attributes:
        rows: where each word's bigrams start.
        packed: followers with their log probabilities, ascending in each row.
        members: bit set that holds every bigram's hash: answers most questions for absent bigrams at once.
    """

    rows: NDArray[np.uint32]
    packed: NDArray[np.uint32]
    members: NDArray[np.uint8]

    def hits(self, previous: Ints, numbers: Ints) -> tuple[Ints, Floats]:
        """Return the places of the pairs that are bigrams, ascending, and their log P(word | previous)."""
        places, bits = _marks(_pair_hashes(previous.astype(np.uint32), numbers.astype(np.uint32)))
        maybe = np.flatnonzero(self.members.take(places) & bits == bits)
        wanted = numbers[maybe].astype(np.uint32)
        row = np.minimum(previous[maybe], len(self.rows) - 2)
        low = self.rows[row].astype(np.int64)
        end = np.where(row == previous[maybe], self.rows[row + 1], low)
        low = self._bisect(wanted, low, end)
        packed = self.packed[np.minimum(low, len(self.packed) - 1)]
        found = (low < end) & ((packed >> _BITS) == wanted)
        value = (packed[found] & _VALUE).astype(np.float64) * -_UNIT
        return maybe[found], value

    def _bisect(self, wanted: NDArray[np.uint32], low: Ints, end: Ints) -> Ints:
        """Return the first place within each range of the bigrams whose follower is not before the wanted one."""
        if len(wanted) <= _FEW:
            packed, keys = self.packed.data, wanted.astype(np.int64) << 14
            ranges = zip(keys.tolist(), low.tolist(), end.tolist(), strict=True)
            return np.array([bisect_left(packed, *entry) for entry in ranges], dtype=np.int64)
        low, left = low.copy(), end - low
        while left.any():
            half = left >> 1
            below = self.packed.take(low + half, mode="clip") >> _BITS < wanted
            below &= left > 0
            low += np.where(below, half + 1, 0)
            left = np.where(below, left - half - 1, half)
        return low


def make_bigrams(rows: NDArray[np.uint32], packed: NDArray[np.uint32]) -> Bigrams:
    """Mark every bigram by two bits in a set of 2 MiB: it lets about one absent bigram in sixteen through."""
    # In memory of its own, which goes back to the system as a whole; and in parts that need little room.
    with mmap(-1, 1 << _FILTER_BITS) as room:
        marks = np.frombuffer(room, dtype=np.bool_)
        cuts = np.searchsorted(rows, np.arange(0, len(packed), _MARKED_AT_ONCE)).tolist()
        for begin, end in pairwise([*cuts, len(rows) - 1]):
            counts = np.diff(rows[begin : end + 1])
            previous = np.repeat(np.arange(begin, end, dtype=np.uint32), counts)
            hashes = _pair_hashes(previous, packed[rows[begin] : rows[end]] >> _BITS)
            byte = hashes >> _BIT_CHOICE << np.uint32(3)
            for bit in _two_bits(hashes):
                marks[byte + bit] = True
        members = np.packbits(marks, bitorder="little")
        del marks
    return Bigrams(rows, packed, members)


def _marks(hashes: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Return the byte of each hash, and its bits in it."""
    one = np.uint8(1)
    bits: NDArray[np.uint8] = np.zeros(len(hashes), dtype=np.uint8)
    for place in _two_bits(hashes):
        bits |= one << place
    return hashes >> _BIT_CHOICE, bits


def _two_bits(hashes: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return which two bits of its byte stand for a hash; now and then they are one."""
    low = hashes.astype(np.uint8)
    first: NDArray[np.uint8] = low & np.uint8(7)
    second: NDArray[np.uint8] = (low >> np.uint8(3)) & np.uint8(7)
    return first, second


def _pair_hashes(previous: NDArray[np.uint32], numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    mixed = previous * np.uint32(0x9E3779B1) + numbers * np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    return mixed >> np.uint32(32 - _FILTER_BITS - 3)
