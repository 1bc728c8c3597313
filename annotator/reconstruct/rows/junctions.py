"""How well one piece of text goes on with another: what a language model says about the break between them.

A printed line breaks words where it likes, so a pair of lines that belong together very often makes a word across the
break that neither half would have made with another line. Where the break falls between two words, the model's bigrams
speak. Misread characters only cost the words they touch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from annotator.lexicon.ngrams import LanguageModel, code_points, load_language_model
from annotator.lexicon.word_index import CODE_BITS, LONGEST_KEY, make_keys
from annotator.reconstruct.reading.characters import CLOSERS, ends_sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

_WINDOW = 5  # code points on each side that are looked at
_UNKNOWN = -13.0  # log probability of a character the model does not know
_NO_WORD = -1.0  # where no word stands across the break and the two beside it are no bigram
_LONGEST = 4  # words across the break
_NONE = -1  # instead of a word
_MOST = 7.0  # nats; more says no more
_LEAST = -3.0
_LAST_BLANK = 0x3000
_MARK_BITS = 16
_KNOWN_ONCE = 1.0  # where one trigram across the break stands elsewhere on the page
_KNOWN_TWICE = 2.0  # where both do
_NO_COUNT = -2.5  # for a number followed by what nothing is counted in
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


@cache
def _classes() -> NDArray[np.uint8]:
    """Return which of the classes each code point is of, a bit each; the last entry stands for all beyond it."""
    classes = np.zeros((1 << 16) + 1, dtype=np.uint8)
    for number, members in enumerate(_CLASSES):
        classes[[ord(char) for char in members]] |= 1 << number
    return classes


@cache
def _most_likely(length: int) -> float:
    """Return the log probability of the likeliest word of a length."""
    model = load_language_model()
    return float(model.log_unigrams[model.words_of_length(length)].max())


class Trigrams:
    """The character trigrams of a page's text, where nothing parts them.

    What stands across a break and also stands elsewhere on the page, whole, is most likely right: names and terms come
    again, also those that no dictionary has.

    Args:
        texts: the texts of the page with their blanks.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        points = code_points("\n".join(texts)).astype(np.int64)
        if len(points) < 3:
            self._known = np.zeros(0, dtype=np.int64)
            return
        blank = points <= _LAST_BLANK
        whole = ~(blank[:-2] | blank[1:-1] | blank[2:])
        self._known = np.sort((points[:-2] << 42 | points[1:-1] << 21 | points[2:])[whole])
        self._marks = np.zeros(1 << _MARK_BITS, dtype=np.bool_)
        self._marks[_mark_places(self._known)] = True

    def known(self, keys: Ints) -> NDArray[np.bool_]:
        """Tell of trigrams, each three code points of 21 bits, whether the page has them."""
        found = np.zeros(len(keys), dtype=np.bool_)
        if len(self._known):
            maybe = self._marks[_mark_places(keys)].nonzero()[0]  # most are told by that
            keys = keys[maybe]
            places = np.minimum(self._known.searchsorted(keys), len(self._known) - 1)
            found[maybe] = self._known[places] == keys
        return found


def _mark_places(keys: Ints) -> NDArray[np.uint64]:
    return (keys.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - _MARK_BITS)


class Junctions:
    """Texts of one page and how well they go on with one another.

    Args:
        tails: the texts without blanks that something may go on with.
        heads: the texts without blanks that they may go on with; the same ones by default.
        trigrams: those of the page, or None where they shall not speak.
    """

    def __init__(
        self, tails: Sequence[str], heads: Sequence[str] | None = None, trigrams: Trigrams | None = None
    ) -> None:
        self._model = load_language_model()
        self._trigrams = trigrams
        heads = tails if heads is None else heads
        count = len(tails)
        words = _Words(self._model, tails, heads)
        self._tail_loss, self._last = words.behind_losses()
        self._head_loss, self._first = words.front_losses()
        self._tail_keys = [make_keys(words.codes[:count, _WINDOW - size :]) for size in range(_LONGEST)]
        self._head_keys = [make_keys(words.codes[count:, :size]) for size in range(_LONGEST)]
        classes = _classes()[np.minimum(words.points, 1 << 16)]
        ends, begins = classes[:count].T, classes[count:].T
        self._ended = np.array([ends_sentence(text) for text in tails], dtype=np.bool_)
        self._marked = self._ended | (ends[-1] & _CLAUSE_END != 0)
        self._digits = ends[-1] & _NUMBER_TAIL != 0
        self._months = (ends[-1] & _MONTH != 0) & (ends[-2] & _DIGIT != 0)
        self._starts = begins[0] & _NO_START != 0
        self._counted = begins[0] & _NUMBER_HEAD != 0
        day = (begins[1] & _DAY != 0) | ((begins[1] & _DIGIT != 0) & (begins[2] & _DAY != 0))
        self._days = (begins[0] & _DIGIT != 0) & day
        self._open = np.zeros(count, dtype=np.int64)
        for place, mark in _marks_of_pairs(tails):
            self._open[place] = ord(_OPENERS.get(mark, "\0"))
        self._close = np.zeros(len(heads), dtype=np.int64)
        for place, mark in reversed(_marks_of_pairs(heads)):
            self._close[place] = 0 if mark in _OPENERS else ord(mark)
        self._tail_points = words.points[:count, -2:].astype(np.int64)
        self._head_points = words.points[count:, :2].astype(np.int64)

    def scores(self, left: Ints, right: Ints) -> Floats:
        """Return how much better pairs of texts go together than apart, in nats within bounds.

        Args:
            left: index of the first text of each pair among the tails.
            right: index of the second among the heads.
        """
        score = np.maximum(self._across(left, right), self._between(left, right))
        numbers = self._digits[left].nonzero()[0]
        plain, counted = score[numbers], self._counted[right[numbers]]
        score[numbers] = np.where(counted, np.maximum(plain, 3.0), np.minimum(plain, _NO_COUNT))
        days = (self._months[left] & self._days[right]).nonzero()[0]
        score[days] = np.maximum(score[days], 6.0)
        starts = self._starts[right].nonzero()[0]
        score[starts] = np.where(self._marked[left[starts]], -2.0, 2.0)
        ended = self._ended[left].nonzero()[0]
        score[ended] = np.minimum(score[ended], 0.5)
        closing = self._close[right].nonzero()[0]
        paired = self._open[left[closing]] == self._close[right[closing]]
        score[closing] += np.where(paired, 2.5, -1.5)
        bounded: Floats = np.clip(score, _LEAST, _MOST)
        return bounded if self._trigrams is None else bounded + self._known(self._trigrams, left, right)

    def _across(self, left: Ints, right: Ints) -> Floats:
        """Return for pairs of texts what the likeliest word across the break gains, minus infinity without one."""
        across = np.full(len(left), -np.inf)
        for taken in range(1, _LONGEST):
            for given in range(1, _LONGEST - taken + 1):
                length = taken + given
                begins = self._model.may_begin(self._tail_keys[taken], taken, length)
                ends = self._model.may_end(self._head_keys[given], given, length)
                places = (begins[left] & ends[right]).nonzero()[0]
                before, behind = left[places], right[places]
                gain = self._tail_loss[taken, before] + self._head_loss[given, behind]
                # No other pair can gain more by a word of this length than _NO_WORD.
                likely = (gain > _NO_WORD - _most_likely(length)).nonzero()[0]
                before, behind = before[likely], behind[likely]
                keys = self._tail_keys[taken][before] << (CODE_BITS * given) | self._head_keys[given][behind]
                numbers = self._model.find_keys(keys, length)
                known = (numbers >= 0).nonzero()[0]
                places, gain = places[likely[known]], gain[likely[known]]
                across[places] = np.maximum(across[places], gain + self._model.unigram(numbers[known]))
        return across

    def _between(self, left: Ints, right: Ints) -> Floats:
        """Return for pairs of texts what the bigram of the two words beside the break says."""
        last, first = self._last[left], self._first[right]
        between = np.full(len(left), _NO_WORD)
        words = ((last >= 0) & (first >= 0)).nonzero()[0]
        hit, value = self._model.bigram_hits(last[words], first[words])
        between[words[hit]] = value - self._model.unigram(first[words[hit]])
        return between

    def _known(self, trigrams: Trigrams, left: Ints, right: Ints) -> Floats:
        """Return what speaks for pairs because the page has what stands across the break elsewhere."""
        a, b = self._tail_points[left].T
        c, d = self._head_points[right].T
        plain = (b > _LAST_BLANK) & (c > _LAST_BLANK)
        before = trigrams.known(a << 42 | b << 21 | c) & plain
        after = trigrams.known(b << 42 | c << 21 | d) & plain
        return np.where(before & after, _KNOWN_TWICE, np.where(before | after, _KNOWN_ONCE, 0.0))


class _Words:
    """The likeliest words at the ends of some texts and at the starts of others, by the model's unigrams.

    All texts are looked at together. The log probabilities are multiples of one unit, so that sums are exact in
    whatever order.

    Args:
        tails: texts whose ends are asked about.
        heads: texts whose starts are.

    Attributes:
        points: code points of the texts, ``[texts, _WINDOW]``: the last ones of each tail, then the first ones of
            each head; line breaks where a text is shorter.
        codes: the model's codes of them.
    """

    def __init__(self, model: LanguageModel, tails: Sequence[str], heads: Sequence[str]) -> None:
        rows = [text[-_WINDOW:].rjust(_WINDOW, "\n") for text in tails]
        rows += [text[:_WINDOW].ljust(_WINDOW, "\n") for text in heads]
        self.points = code_points("".join(rows)).reshape(len(rows), _WINDOW)
        self.codes = model.codes_of(self.points)
        self._count = count = len(tails)
        self._sizes = np.array([*map(len, tails), *map(len, heads)], dtype=np.int64).clip(max=_WINDOW)
        self._words: list[Ints] = []  # for each length, from 1, by start
        self._chances: list[Floats] = []
        columns = np.ascontiguousarray(self.codes.T)
        keys = np.zeros((_WINDOW + 1, len(rows)), dtype=np.int64)
        for length in range(1, LONGEST_KEY + 1):
            keys = keys[:-1] << CODE_BITS | columns[length - 1 :]
            numbers = model.find_keys(keys.ravel(), length).reshape(keys.shape)
            self._words.append(numbers)
            least = _UNKNOWN if length == 1 else -np.inf
            self._chances.append(np.where(numbers >= 0, model.unigram(numbers), least))
        self._add_long_words(model, rows, keys[0])
        # What is not there costs nothing.
        places = np.arange(_WINDOW)[:, None]
        single, sizes = self._chances[0], self._sizes
        single[:, :count][places < _WINDOW - sizes[:count]] = 0.0
        single[:, count:][places >= sizes[count:]] = 0.0
        self._read()

    def _add_long_words(self, model: LanguageModel, rows: Sequence[str], keys: Ints) -> None:
        """Add the words as long as what is looked at: they have no key but that of their first characters."""
        words = np.full((1, len(rows)), _NONE, dtype=np.int64)
        chances = np.full((1, len(rows)), -np.inf)
        for place in model.may_begin_long(keys).nonzero()[0].tolist():
            number = model.number(rows[place])
            if number != _NONE:
                words[0, place] = number
                chances[0, place] = model.unigram(np.array([number]))[0]
        self._words.append(words)
        self._chances.append(chances)

    def _read(self) -> None:
        """Find the likeliest reading of each text up to each place: its chance, and its first or last word."""
        count = self._count
        best: list[Floats] = [np.zeros(len(self.points))]
        starts: list[Ints] = [
            np.full(len(self.points) - count, _NONE, dtype=np.int64)
        ]  # first words, of the heads
        for end in range(1, _WINDOW + 1):
            chance = self._chances[end - 1][0]
            first, last = self._words[end - 1][0, count:], self._words[end - 1][0, :count]
            for start in range(1, end):
                other = best[start] + self._chances[end - start - 1][start]
                better = other > chance
                chance = np.where(better, other, chance)
                first = np.where(better[count:], starts[start], first)
                if end == _WINDOW:
                    last = np.where(better[:count], self._words[end - start - 1][start, :count], last)
            best.append(chance)
            starts.append(first)
        self._best, self._starts, self._last = np.array(best), np.array(starts), last

    def behind_losses(self) -> tuple[Floats, Ints]:
        """Return what leaving out so many characters at the end of each tail changes, and the last words of the tails.

        The losses are ``[_LONGEST, tails]``.
        """
        best, size = self._best[:, : self._count], self._sizes[: self._count]
        return _losses(best[::-1], size), self._last

    def front_losses(self) -> tuple[Floats, Ints]:
        """Return the same of the heads, of characters at the start, and their first words."""
        size = self._sizes[self._count :]
        best = np.zeros((_WINDOW + 1, len(size)))  # of the rest from each place
        for start in range(_WINDOW - 1, -1, -1):
            chances = [
                best[start + length] + self._chances[length - 1][start, self._count :]
                for length in range(1, _WINDOW - start + 1)
            ]
            best[start] = np.maximum.reduce(chances)
        return _losses(best, size), self._starts[size, np.arange(len(size))]


def _losses(best: Floats, sizes: Ints) -> Floats:
    """Return what texts lose, ``[_LONGEST, texts]``, from their chances with so many characters left out."""
    taken = np.arange(_LONGEST)[:, None]
    losses: Floats = np.where(taken <= sizes, best[:_LONGEST], -np.inf) - best[0]
    return losses


def _marks_of_pairs(texts: Sequence[str]) -> list[tuple[int, str]]:
    """Return the quotation marks and brackets of texts in their order, each with the place of its text."""
    found = [(match.start(), match[0]) for match in _PAIR_MARKS.finditer("\n".join(texts))]
    ends = np.cumsum([len(text) + 1 for text in texts])
    places = np.searchsorted(ends, [start for start, _ in found], side="right").tolist()
    return [(place, mark) for place, (_, mark) in zip(places, found, strict=True)]
