"""What the last characters of texts, and the first ones, say of a break behind or before them.

The likeliest words there by a language model's unigrams, what leaving some characters to the other side of the break
changes, and which marks, digits and open pairs stand there. Texts are looked at all together. The lines of a page are
asked about by one stage after another, each time in another order or with a few others, so what was found of a text is
kept for a while.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Generic, Self, TypeVar

import numpy as np

from annotator.lexicon.ngrams import LanguageModel, code_points, load_language_model
from annotator.lexicon.word_index import CODE_BITS, LONGEST_KEY, make_keys
from annotator.reconstruct.reading.characters import CLOSERS, ends_sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

LONGEST = 4
"""Characters of the words across a break; one fewer at most is on either side."""

SPLITS = tuple((size, length) for length in range(2, LONGEST + 1) for size in range(1, length))
"""How many characters of how long a word may stand on one side of a break."""

_KEPT = 4000  # texts of which is kept what was found
_WINDOW = 5  # code points on each side that are looked at
_UNKNOWN = -13.0  # log probability of a character the model does not know
_NONE = -1  # instead of a word
_CLASSES = (
    "0123456789",
    "0123456789.",
    "，、；：",
    f"，。、；：？！,;:?!%％{CLOSERS}",
    "0123456789.%％℃年月日时分秒周个万亿千百元人多余名公米吨斤亩度倍岁次家条项辆座场届位天点层台只件户组所支架艘批期号级克瓦升平立",
    "月",
    "日",
)
_DIGIT, _NUMBER_TAIL, _CLAUSE_END, _NO_START, _NUMBER_HEAD, _MONTH, _DAY = (1 << n for n in range(7))
_OPENERS = {"“": "”", "（": "）", "《": "》", "(": ")", "‘": "’"}
_PAIR_MARKS = re.compile("[“”（）《》()‘’]")


class _Ends:
    """What one side of texts says: arrays with the texts along their last axis."""

    def joined(self, more: Self) -> Self:
        """Return what these texts and more texts say, in this order."""
        both = copy(self)
        for name, known in vars(self).items():
            setattr(both, name, np.concatenate([known, getattr(more, name)], axis=-1))
        return both


class Tails(_Ends):
    """The ends of texts without blanks.

    Attributes:
        loss: what leaving out so many characters at the end of each changes, ``[LONGEST, texts]``.
        last: the last words, or -1.
        keys: the keys of so many characters at the end, ``[LONGEST, texts]``.
        begins: for each of the ``SPLITS``, whether a word may begin with so many characters at the end.
        points: the last two code points of each, ``[2, texts]``.
        ended: whether they stop with an end mark.
        marked: whether they stop with that or another mark.
        numbers: whether they stop inside or behind a number.
        months: whether they stop behind a month.
        open: code points of the closing marks they wait for, or 0.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        model = load_language_model()
        sizes = _sizes(texts)
        rows = [text[-_WINDOW:].rjust(_WINDOW, "\n") for text in texts]
        words = _Words(model, rows, np.arange(_WINDOW)[:, None] < _WINDOW - sizes)
        best, _, self.last = words.read()
        self.loss = _losses(best[::-1], sizes)
        self.keys = np.array([make_keys(words.codes[:, _WINDOW - size :]) for size in range(LONGEST)])
        self.begins = np.array([model.may_begin(self.keys[size], size, length) for size, length in SPLITS])
        self.points = words.points[:, -2:].T.astype(np.int64)
        ends = words.classes()
        self.ended = np.array([ends_sentence(text) for text in texts], dtype=np.bool_)
        self.marked: Bools = self.ended | (ends[-1] & _CLAUSE_END != 0)
        self.numbers: Bools = ends[-1] & _NUMBER_TAIL != 0
        self.months: Bools = (ends[-1] & _MONTH != 0) & (ends[-2] & _DIGIT != 0)
        self.open = np.zeros(len(texts), dtype=np.int64)
        for place, mark in _marks_of_pairs(texts):
            self.open[place] = ord(_OPENERS.get(mark, "\0"))


class Heads(_Ends):
    """The starts of texts without blanks.

    Attributes:
        loss: what leaving out so many characters at the start of each changes, ``[LONGEST, texts]``.
        first: the first words, or -1.
        keys: the keys of so many characters at the start, ``[LONGEST, texts]``.
        ends: for each of the ``SPLITS``, whether a word may end with the other characters at the start.
        points: the first two code points of each, ``[2, texts]``.
        marked: whether they start with a mark that cannot stand at a start.
        counted: whether they start with a digit or what is counted in numbers.
        days: whether they start with the day of a month.
        close: code points of closing marks whose opening marks are not in them, or 0.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        model = load_language_model()
        sizes = _sizes(texts)
        rows = [text[:_WINDOW].ljust(_WINDOW, "\n") for text in texts]
        words = _Words(model, rows, np.arange(_WINDOW)[:, None] >= sizes)
        self.loss = _losses(words.rest(), sizes)
        self.first: Ints = words.read()[1][sizes, np.arange(len(texts))]
        self.keys = np.array([make_keys(words.codes[:, :size]) for size in range(LONGEST)])
        others = [(length - size, length) for size, length in SPLITS]
        self.ends = np.array([model.may_end(self.keys[size], size, length) for size, length in others])
        self.points = words.points[:, :2].T.astype(np.int64)
        begins = words.classes()
        self.marked: Bools = begins[0] & _NO_START != 0
        self.counted: Bools = begins[0] & _NUMBER_HEAD != 0
        day = (begins[1] & _DAY != 0) | ((begins[1] & _DIGIT != 0) & (begins[2] & _DAY != 0))
        self.days: Bools = (begins[0] & _DIGIT != 0) & day
        self.close = np.zeros(len(texts), dtype=np.int64)
        for place, mark in reversed(_marks_of_pairs(texts)):
            self.close[place] = 0 if mark in _OPENERS else ord(mark)


_Side = TypeVar("_Side", Tails, Heads)


class _Lately(Generic[_Side]):
    """What one side of the texts asked about lately says.

    What it holds is replaced as a whole, never changed, so that several threads may ask.

    Args:
        make: looks at texts.
    """

    def __init__(self, make: Callable[[Sequence[str]], _Side]) -> None:
        self._make: Callable[[Sequence[str]], _Side] = make
        self._known: tuple[dict[str, int], _Side] = {}, make(())

    def of(self, texts: Sequence[str]) -> tuple[_Side, Ints]:
        """Return what is known of texts, these among them, and the place of each of these."""
        places, ends = self._known
        found = list(map(places.get, texts))
        if None in found:
            new = list(
                dict.fromkeys([text for text, place in zip(texts, found, strict=True) if place is None])
            )
            if len(places) + len(new) > max(_KEPT, 2 * len(texts)):
                places, new = {}, list(dict.fromkeys(texts))
            ends = ends.joined(self._make(new)) if places else self._make(new)
            places = {**places, **{text: place for place, text in enumerate(new, start=len(places))}}
            self._known = places, ends
            found = list(map(places.get, texts))
        return ends, np.array(found, dtype=np.int64)


@cache
def _tails_lately() -> _Lately[Tails]:
    return _Lately(Tails)


@cache
def _heads_lately() -> _Lately[Heads]:
    return _Lately(Heads)


def tails_of(texts: Sequence[str]) -> tuple[Tails, Ints]:
    """Return what the ends of texts without blanks say, these among them, and the place of each of these."""
    return _tails_lately().of(texts)


def heads_of(texts: Sequence[str]) -> tuple[Heads, Ints]:
    """Return what the starts of texts without blanks say, these among them, and the place of each of these."""
    return _heads_lately().of(texts)


class _Words:
    """The words in a few characters of each of some texts.

    The log probabilities are multiples of one unit, so that sums are exact in whatever order.

    Args:
        model: knows the words.
        rows: the characters, ``_WINDOW`` of each text.
        missing: which of them a text does not have, ``[_WINDOW, texts]``; they cost nothing.

    Attributes:
        points: their code points, ``[texts, _WINDOW]``.
        codes: the model's codes of them.
    """

    def __init__(self, model: LanguageModel, rows: Sequence[str], missing: Bools) -> None:
        self.points = code_points("".join(rows)).reshape(len(rows), _WINDOW)
        self.codes = model.codes_of(self.points)
        self._words: list[Ints] = []  # for each length, from 1, by start
        self._chances: list[Floats] = []
        columns = np.ascontiguousarray(self.codes.T)
        keys = np.zeros((_WINDOW + 1, len(rows)), dtype=np.int64)
        for length in range(1, LONGEST_KEY + 1):
            keys = keys[:-1] << CODE_BITS | columns[length - 1 :]
            self._add(model, model.find_keys(keys.ravel(), length).reshape(keys.shape))
        single = np.where(self._words[0] >= 0, self._chances[0], _UNKNOWN)
        self._chances[0] = np.where(missing, 0.0, single)
        longer = np.full((1, len(rows)), _NONE, dtype=np.int64)
        places = model.may_begin_long(keys[0]).nonzero()[0]
        starts, lengths, numbers = model.long_words(self.codes.ravel(), _WINDOW * places)
        whole = lengths == _WINDOW
        longer[0, starts[whole] // _WINDOW] = numbers[whole]
        self._add(model, longer)

    def _add(self, model: LanguageModel, words: Ints) -> None:
        self._words.append(words)
        self._chances.append(np.where(words >= 0, model.unigram(words), -np.inf))

    def classes(self) -> NDArray[np.uint8]:
        """Return which of the classes each character is of, a bit each, ``[_WINDOW, texts]``."""
        return _classes()[np.minimum(self.points, 1 << 16)].T

    def read(self) -> tuple[Floats, Ints, Ints]:
        """Return the likeliest reading up to each place: its chance and first word, and the last word of the whole."""
        best: list[Floats] = [np.zeros(len(self.points))]
        firsts: list[Ints] = [np.full(len(self.points), _NONE, dtype=np.int64)]
        for end in range(1, _WINDOW + 1):
            chance = self._chances[end - 1][0]
            first = last = self._words[end - 1][0]
            for start in range(1, end):
                other = best[start] + self._chances[end - start - 1][start]
                better = other > chance
                chance = np.where(better, other, chance)
                first = np.where(better, firsts[start], first)
                if end == _WINDOW:
                    last = np.where(better, self._words[end - start - 1][start], last)
            best.append(chance)
            firsts.append(first)
        return np.array(best), np.array(firsts), last

    def rest(self) -> Floats:
        """Return the chance of the likeliest reading from each place on, ``[_WINDOW + 1, texts]``."""
        best = np.zeros((_WINDOW + 1, len(self.points)))
        for start in range(_WINDOW - 1, -1, -1):
            lengths = range(1, _WINDOW - start + 1)
            ways = [best[start + length] + self._chances[length - 1][start] for length in lengths]
            best[start] = np.maximum.reduce(ways)
        return best


def _sizes(texts: Sequence[str]) -> Ints:
    return np.array([*map(len, texts)], dtype=np.int64).clip(max=_WINDOW)


def _losses(best: Floats, sizes: Ints) -> Floats:
    """Return what texts lose, ``[LONGEST, texts]``, from their chances with so many characters left out."""
    taken = np.arange(LONGEST)[:, None]
    losses: Floats = np.where(taken <= sizes, best[:LONGEST], -np.inf) - best[0]
    return losses


@cache
def _classes() -> NDArray[np.uint8]:
    """Return which of the classes each code point is of, a bit each; the last entry stands for all beyond it."""
    classes = np.zeros((1 << 16) + 1, dtype=np.uint8)
    for number, members in enumerate(_CLASSES):
        classes[[ord(char) for char in members]] |= 1 << number
    return classes


def _marks_of_pairs(texts: Sequence[str]) -> list[tuple[int, str]]:
    """Return the quotation marks and brackets of texts in their order, each with the place of its text."""
    found = [(match.start(), match[0]) for match in _PAIR_MARKS.finditer("\n".join(texts))]
    ends = np.cumsum([len(text) + 1 for text in texts])
    places = np.searchsorted(ends, [start for start, _ in found], side="right").tolist()
    return [(place, mark) for place, (_, mark) in zip(places, found, strict=True)]
