"""The words of a lattice: those the text shows, and those one or two misread characters away that could matter.

First pass: the lattice of the words the text shows, with bigrams, gives the sum over all its readings. Second pass:
every word near every piece of text is weighed against those sums as if it stood alone; only words that could win
at least ``-margin`` nats stay. In clean text hardly any does, so that the costly part is done where it is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.lattice.lattice_sums import UNKNOWN_CHARACTER, Nodes, Sums
from annotator.lexicon.frequencies import LONGEST, load_word_frequencies, piece_keys
from annotator.lexicon.names import name_spans
from annotator.lexicon.neighbours import WRONG_POSITIONS
from annotator.lexicon.ngrams import code_points
from annotator.lexicon.word_index import CODE_BITS, LONGEST_KEY
from annotator.lexicon.words import project_spans

if TYPE_CHECKING:
    from collections.abc import Set

    from annotator.detect.lattice.misreadings import Misreadings, MisreadingTable
    from annotator.lexicon.neighbours import Neighbours
    from annotator.lexicon.ngrams import Floats, Ints, LanguageModel, Matches

PROJECT_WORD = -11.0
"""Log probability of a word the project knows: that of a word of everyday language."""

_RAREST_WORD = -17.0
"""Log probability of the rarest words of the table of frequencies: rare, but words."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Stretches of Han characters of a text.

    Boundaries are numbered ``position + number of the stretch``, so that neighbouring stretches share none.

    Attributes:
        text: the whole text.
        begins: first code point of each stretch.
        ends: one past its last.
        number: for each code point of the text, the number of its stretch, -1 outside of them.
        codes: the language model's code of each code point.
    """

    text: str
    begins: Ints
    ends: Ints
    number: Ints
    codes: Ints

    @property
    def first(self) -> Ints:
        """Each stretch's first boundary."""
        return self.begins + np.arange(len(self.begins))

    @property
    def last(self) -> Ints:
        """Each stretch's last boundary."""
        return self.ends + np.arange(len(self.ends))


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Words at places of the text, in any order.

    Attributes:
        starts: first code point.
        lengths: length in code points.
        words: number of the word, -1 for an unknown character or a word only the project knows.
        priors: log probability without history.
        channel: log P(observed | word).
        wrong: bit set of the positions inside the word at which the text differs.
    """

    starts: Ints
    lengths: Ints
    words: Ints
    priors: Floats
    channel: Floats
    wrong: Ints


@dataclass(frozen=True, slots=True)
class Settings:
    """How misreadings and words near the text are weighed.

    Attributes:
        misread: log of the weight of a misread character, to which the channel's score is added.
        margin: nats a word may fall short of the text's own reading and still be kept.
        per_span: at most so many substituted words for each piece of text.
    """

    misread: float = -10.0
    margin: float = 8.5
    per_span: int = 48


def shown_words(model: LanguageModel, stretches: Stretches, project: Set[str]) -> Entries:
    """Find the words the text shows.

    These are the language model's words, each unknown character as a word of its own, words of the dictionary, what
    could be names of people, and the words the project knows.
    """
    found = model.matches(stretches.text)
    known = modelled_words(model, found)
    single = np.zeros(len(stretches.text), dtype=np.bool_)
    single[found.starts[found.lengths == 1]] = True
    unknown = np.flatnonzero((stretches.number >= 0) & ~single)
    spans = {(at, at + 1): UNKNOWN_CHARACTER for at in unknown.tolist()}
    for begin, end in zip(stretches.begins.tolist(), stretches.ends.tolist(), strict=True):
        for start, stop, prior in name_spans(stretches.text, begin, end):
            spans[start, stop] = prior
    spans |= dict.fromkeys(project_spans(stretches.text, project), PROJECT_WORD)
    entries = join([known, listed_words(stretches.text, found), without_history(spans)])
    number = stretches.number[entries.starts]
    inside = (number >= 0) & (number == stretches.number[entries.starts + entries.lengths - 1])
    return choose(entries, np.flatnonzero(inside))


def modelled_words(model: LanguageModel, found: Matches) -> Entries:
    """Make entries of the language model's words."""
    zeros = np.zeros(len(found.words), dtype=np.int64)
    return Entries(
        found.starts, found.lengths, found.words, model.unigram(found.words), np.zeros(len(zeros)), zeros
    )


def listed_words(text: str, modelled: Matches) -> Entries:
    """Find the words of the table of frequencies that the language model lacks."""
    table = load_word_frequencies()
    points = code_points(text)
    parts = []
    for length in range(2, LONGEST + 1):
        keys = piece_keys(points, length)
        keys[modelled.starts[modelled.lengths == length]] = 0
        starts, priors = table.find(keys)
        priors = np.maximum(priors, _RAREST_WORD)
        zeros = np.zeros(len(starts), dtype=np.int64)
        parts.append(Entries(starts, zeros + length, zeros - 1, priors, np.zeros(len(starts)), zeros))
    return join(parts)


def without_history(spans: dict[tuple[int, int], float]) -> Entries:
    """Make entries of words that have no bigrams."""
    places = np.array(list(spans), dtype=np.int64).reshape(-1, 2)
    zeros = np.zeros(len(spans), dtype=np.int64)
    priors = np.array(list(spans.values()), dtype=np.float64)
    return Entries(places[:, 0], places[:, 1] - places[:, 0], zeros - 1, priors, np.zeros(len(spans)), zeros)


def near_words(
    model: LanguageModel,
    neighbours: Neighbours,
    table: MisreadingTable,
    stretches: Stretches,
    sums: Sums,
    settings: Settings,
) -> Entries:
    """Find the substituted words that could beat the text's own reading, see :class:`Settings`."""
    positions = np.flatnonzero(stretches.number >= 0)
    observed, place = np.unique(code_points(stretches.text)[positions], return_inverse=True)
    misreadings, row_of = table.rows(observed)
    rows = np.zeros(len(stretches.text), dtype=np.int64)
    rows[positions] = row_of[place]
    used = np.isfinite(sums.forward)
    onward = np.subtract(sums.onward, sums.forward, out=np.zeros(len(used)), where=used)
    floors = -settings.margin - sums.forward
    boundary = positions + stretches.number[positions]
    parts = [
        _near_characters(
            model, misreadings, stretches, positions, rows, floors[boundary] - onward[boundary + 1]
        )
    ]
    for length, choices in WRONG_POSITIONS.items():
        starts = positions[positions + length <= len(stretches.text)]
        starts = starts[stretches.number[starts] == stretches.number[starts + length - 1]]
        if not len(starts):
            continue
        places = starts[:, np.newaxis] + np.arange(length)
        windows, row = stretches.codes[places], rows[places]
        boundary = starts + stretches.number[starts]
        floor = floors[boundary] - onward[boundary + length]
        likeliest = [misreadings.highest[row[:, wrong]].sum(axis=1) for wrong in choices]
        needed = (floor[:, np.newaxis] - np.stack(likeliest, axis=1)).astype(np.float32)
        for near in neighbours.near(windows, needed):
            keys = model.index.keys_of(near.words, length)
            channels = np.zeros(len(near.pieces), dtype=np.float32)
            differs = np.ones(len(near.pieces), dtype=np.bool_)
            for position in near.wrong:
                code = keys >> CODE_BITS * (length - 1 - position) & ((1 << CODE_BITS) - 1)
                channels += misreadings.scores(row[near.pieces, position], code)
                differs &= windows[near.pieces, position] != code
            priors = model.log_unigrams[near.words]
            kept = np.flatnonzero(differs & (priors + channels > floor[near.pieces]))
            bits = sum(1 << position for position in near.wrong)
            parts.append(
                Entries(
                    starts[near.pieces[kept]],
                    np.full(len(kept), length),
                    near.words[kept],
                    priors[kept].astype(np.float64),
                    channels[kept].astype(np.float64),
                    np.full(len(kept), bits),
                )
            )
    return _best_of_each_span(join(parts), settings.per_span)


def _near_characters(
    model: LanguageModel,
    misreadings: Misreadings,
    stretches: Stretches,
    positions: Ints,
    rows: Ints,
    floor: Floats,
) -> Entries:
    """Find the single characters that could stand for the observed ones, each above its floor."""
    some = np.flatnonzero(misreadings.values[rows[positions], 0] > floor)
    row = rows[positions[some]]
    codes = misreadings.singles[row].astype(np.int64)
    likely = misreadings.values[row] > floor[some, np.newaxis]
    likely &= codes != stretches.codes[positions[some], np.newaxis]
    piece, nth = np.nonzero(likely)
    codes = codes[piece, nth]
    words = model.find_keys(codes, 1)
    piece, words, codes = piece[words >= 0], words[words >= 0], codes[words >= 0]
    ones = np.ones(len(codes), dtype=np.int64)
    channels = misreadings.scores(row[piece], codes).astype(np.float64)
    return Entries(positions[some[piece]], ones, words, model.unigram(words), channels, ones)


def join(parts: list[Entries]) -> Entries:
    """Put entries behind each other."""
    return Entries(
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.lengths for part in parts]),
        np.concatenate([part.words for part in parts]),
        np.concatenate([part.priors for part in parts]),
        np.concatenate([part.channel for part in parts]),
        np.concatenate([part.wrong for part in parts]),
    )


def choose(entries: Entries, places: Ints) -> Entries:
    """Take the entries at the places, in that order."""
    return Entries(
        entries.starts[places],
        entries.lengths[places],
        entries.words[places],
        entries.priors[places],
        entries.channel[places],
        entries.wrong[places],
    )


def _best_of_each_span(entries: Entries, count: int) -> Entries:
    span = entries.starts * (LONGEST_KEY + 1) + entries.lengths
    order = np.lexsort((-(entries.priors + entries.channel), span))
    ordered = span[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    return choose(entries, order[rank < count])


def make_nodes(stretches: Stretches, entries: Entries) -> tuple[Nodes, Entries]:
    """Order entries as a lattice; returns the nodes and the entries in the nodes' order."""
    number = stretches.number[entries.starts]
    steps = entries.starts - stretches.begins[number]
    order = np.lexsort((entries.lengths, entries.starts, steps))
    ordered = choose(entries, order)
    starts = ordered.starts + number[order]
    nodes = Nodes(
        steps[order], starts, starts + ordered.lengths, ordered.words, ordered.priors, ordered.channel
    )
    return nodes, ordered
