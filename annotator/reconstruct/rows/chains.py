"""Putting fragments of a page's text in order: which fragment goes on with which.

A fragment is a run of lines that surely follow each other. Each has at most one fragment before it and one behind it,
so the order is an assignment problem over all fragments of the page at once: where they stand and what words they share
speak for some pairs; what the language model says about the break between the last line of one and the first of another
decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from annotator.model.article import FURNITURE_ROLES
from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.matching import best_matching
from annotator.reconstruct.reading.roles import read_roles
from annotator.reconstruct.reading.similarity import WEIGHT_UNIT, shared_weights
from annotator.reconstruct.rows.joints import NEWS
from annotator.reconstruct.rows.junctions import Junctions, Trigrams

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]

_MARKS = re.compile("[，。、；：,;:]")
_KIN = 40.0  # for the share of words two fragments have in common
_SLIGHT = 2.0  # against fragments that may be headlines
_CLEARLY = 0.1  # of what speaks for the given order
_STAYS = 3.0  # for the given order where most of a page stands in it
_MOST_KIN = 4.0  # what they can speak for the pair
_LIKELY_KIN = 0.05  # share of a paragraph that goes on with one elsewhere
_LARGE = 3  # lines of a fragment that tells what it is about
_NEWS_FAR = 3.0  # against a dateline that goes on with what stands elsewhere
_PARALLEL = 2.5  # for a link beside another one, as columns of a band have them
_BESIDE = 4  # fragments away from it on either side
_ABREAST = 2  # the same among those that were torn
_SURE_LINK = 1.0  # what speaks for a link that speaks for others
_ROUNDS = 2
_MUCH = 6.0  # that must speak for another order where it is guessed where fragments begin
_LEAST_TEXT = 60.0  # weight of the words below which a fragment says little


def chain(
    fragments: Sequence[Sequence[Line]], widths: Sequence[float | None], places: Floats, *, known: bool = True
) -> list[list[int]]:
    """Return chains of fragments by their indexes, in the order of their first fragments.

    Where no other order is clearly better than the given one, only what surely goes on elsewhere leaves it.

    Args:
        fragments: the lines of each fragment.
        widths: column width of each in cells, or None where it is not known.
        places: for each pair of fragments what their places on the page say for the second going on with the first.
        known: whether it is known where fragments begin; where that is guessed, much must speak against the order.
    """
    scores = _link_scores(fragments, widths, places)
    if known:
        following = _settled(best_matching(scores), scores, fragments, widths)
        if _gain(following, scores) > _CLEARLY * _given(scores):
            return ordered_chains(following, scores)
    count = len(fragments)
    scores[np.arange(count - 1), np.arange(1, count)] += _STAYS
    following = best_matching(scores)
    if not known:
        if _gain(following, scores) < _MUCH:
            return [list(range(count))]
        following = _settled(following, scores, fragments, widths)
    return ordered_chains(following, scores)


def _settled(
    following: list[int],
    scores: Floats,
    fragments: Sequence[Sequence[Line]],
    widths: Sequence[float | None],
) -> list[int]:
    """Return the links after second thoughts: those that others speak for."""
    torn_ends, torn_starts = _torn(fragments, widths)
    for _ in range(_ROUNDS):
        abreast = _abreast(following, scores, torn_ends, torn_starts)
        following = best_matching(scores + np.maximum(_parallel(following, scores), abreast))
    return following


def _gain(following: Sequence[int], scores: Floats) -> float:
    """Return how much more speaks for an order than for the given one."""
    return sum(float(scores[i, j]) for i, j in enumerate(following) if j >= 0) - _given(scores)


def _given(scores: Floats) -> float:
    return float(np.maximum(np.diagonal(scores, 1), 0.0).sum())


def _parallel(following: Sequence[int], scores: Floats) -> Floats:
    """Return for each pair of fragments what other links speak for it: columns of one band go on side by side."""
    count = len(following)
    support = np.zeros((count, count))
    sources = [i for i, j in enumerate(following) if j >= 0 and j != i + 1 and scores[i, j] >= _SURE_LINK]
    for i in sources:
        for here in range(-_BESIDE, _BESIDE + 1):
            for there in range(1, _BESIDE + 1) if here > 0 else range(-_BESIDE, 0):
                left, right = i + here, following[i] + there
                if here and 0 <= left < count and 0 <= right < count and right != left + 1:
                    speaks = _PARALLEL / (1 + abs(here - there))
                    support[left, right] = max(support[left, right], speaks)
    return support


def _abreast(following: Sequence[int], scores: Floats, torn_ends: Bools, torn_starts: Bools) -> Floats:
    """Return the same by the order of what was torn alone, whatever number of whole paragraphs stands between.

    Args:
        following: the links so far.
        scores: what speaks for each pair.
        torn_ends: which fragments may stop inside a sentence.
        torn_starts: which may begin inside one.
    """
    count = len(following)
    support = np.zeros((count, count))
    stays = np.array(following) == np.arange(1, count + 1)
    ends = np.flatnonzero(torn_ends & ~stays).tolist()
    starts = np.flatnonzero(torn_starts & ~np.append(False, stays[:-1])).tolist()
    places = {start: place for place, start in enumerate(starts)}
    for place, end in enumerate(ends):
        start = following[end]
        if start not in places or scores[end, start] < _SURE_LINK:
            continue
        for step in (step for step in range(-_ABREAST, _ABREAST + 1) if step):
            here, there = place + step, places[start] + step
            if 0 <= here < len(ends) and 0 <= there < len(starts):
                left, right = ends[here], starts[there]
                if right not in (left, left + 1):
                    support[left, right] = max(support[left, right], _PARALLEL / abs(step))
    return support


def _torn(fragments: Sequence[Sequence[Line]], widths: Sequence[float | None]) -> tuple[Bools, Bools]:
    """Tell which fragments may stop inside a sentence, and which may begin inside one."""
    ends = np.array([not lines[-1].ended for lines in fragments])
    return ends, ~_begin_paragraphs([lines[0] for lines in fragments], _known_widths(widths))


def _link_scores(
    fragments: Sequence[Sequence[Line]], widths: Sequence[float | None], places: Floats
) -> Floats:
    """Return for each pair of fragments how much speaks for the second going on with the first."""
    count = len(fragments)
    firsts, lasts = [lines[0] for lines in fragments], [lines[-1] for lines in fragments]
    left, right = (part.ravel() for part in np.meshgrid(np.arange(count), np.arange(count), indexing="ij"))
    trigrams = Trigrams(line.text for lines in fragments for line in lines)
    junctions = Junctions([line.flat for line in lasts], [line.flat for line in firsts], trigrams)
    scores = junctions.scores(left, right).reshape(count, count)
    scores = scores + _shape(firsts, lasts, widths) + places
    slight = np.array(
        [len(lines) <= 2 and not _MARKS.search("".join(line.text for line in lines)) for lines in fragments]
    )
    scores = scores - _SLIGHT * ~np.eye(count, k=1, dtype=bool) * (slight[:, None] | slight[None, :])
    kin = kinship(fragments)
    scores = scores + np.minimum(_KIN * kin, _MOST_KIN)
    far = ~np.eye(count, k=1, dtype=bool)
    news = np.array([bool(NEWS.match(line.flat)) for line in firsts])
    scores = scores - _NEWS_FAR * (far & news[None, :])
    # What stops with a paragraph may go on anywhere: nothing but the words of both can tell.
    large = np.array([len(lines) >= _LARGE for lines in fragments])
    ends = large & np.array([line.ended for line in lasts])
    headed = np.append(False, slight[:-1])
    starts = large & ~headed & ~news & _begin_paragraphs(firsts, _known_widths(widths))
    likely = np.clip(_KIN * (kin - _LIKELY_KIN), 0.0, _MOST_KIN)
    scores = scores + likely * (far & ends[:, None] & starts[None, :])
    np.fill_diagonal(scores, -np.inf)
    apart = np.array([reading.role in FURNITURE_ROLES for reading in read_roles(firsts)], dtype=bool)
    scores[apart] = -np.inf
    scores[:, apart] = -np.inf
    return np.asarray(scores, dtype=np.float64)


def kinship(fragments: Sequence[Sequence[Line]]) -> Floats:
    """Return for each pair of fragments the share of weighted bigrams they have in common, of the smaller one."""
    shared, own = shared_weights(["".join([line.flat for line in lines]) for lines in fragments])
    total = np.maximum(own, _LEAST_TEXT * WEIGHT_UNIT)
    kin: Floats = shared / np.minimum(total[:, None], total[None, :])
    return kin


def _shape(firsts: Sequence[Line], lasts: Sequence[Line], widths: Sequence[float | None]) -> Floats:
    """Weigh for each pair of fragments how their lines at the break fill the column."""
    count = len(firsts)
    width = _known_widths(widths)
    known = width > 0
    before = room(lasts, width)
    after = room(firsts, width)
    ended = np.array([line.ended for line in lasts])
    ends = np.array([line.ended for line in firsts])
    full = known & (np.abs(before) <= 1.3)
    starts = _begin_paragraphs(firsts, width)
    flowing = known & (np.abs(after) <= 1.3) & ~starts
    closed = ended & known & (before > 1.1)
    opened = ~ended & full
    score = -2.0 * (opened[:, None] & starts[None, :])
    score = score + 1.0 * (closed[:, None] & starts[None, :])
    score = score - 1.5 * (closed[:, None] & flowing[None, :])
    score = score - 2.0 * (known & ~ended & (before > 3.6))[:, None]  # nothing flows on from a headline
    differ = known[:, None] & known[None, :] & (np.abs(width[:, None] - width[None, :]) > 1.25)
    score = score - 2.0 * differ
    # Only what stops inside a sentence at the end of a full line looks for its other half far away.
    far = ~np.eye(count, k=1, dtype=bool)
    fits = opened[:, None] & (flowing | (ends & ~starts))[None, :]
    weighed: Floats = score - 4.0 * (far & ~fits)
    return weighed


def _known_widths(widths: Sequence[float | None]) -> Floats:
    """Return the column widths with 0 where one is not known."""
    return np.array([width if width is not None else 0.0 for width in widths])


def _begin_paragraphs(lines: Sequence[Line], width: Floats) -> Bools:
    """Tell which lines look like the first of a paragraph."""
    left = room(lines, width)
    ends = np.array([line.ended for line in lines])
    short = (width > 0) & (left >= 1.4) & (left <= 3.1) & ~ends
    begins: Bools = short | np.array([line.indent >= 1.5 for line in lines])
    return begins


def room(lines: Sequence[Line], width: Floats) -> Floats:
    """Return how many cells lines leave of their columns, which they may be squeezed into."""
    cells = np.array([line.cells for line in lines])
    least = np.array([line.least for line in lines])
    left: Floats = np.where(cells > width, np.minimum(0.0, width - least), width - cells)
    return left


def ordered_chains(following: Sequence[int], scores: Floats) -> list[list[int]]:
    """Return the chains of an assignment in the order of their first members; a ring is opened at its weakest link."""
    before = {j: i for i, j in enumerate(following) if j >= 0}
    seen: set[int] = set()
    chains: list[list[int]] = []
    for start in range(len(following)):
        if start in seen:
            continue
        first = start
        while first in before and before[first] != start:
            first = before[first]
        course = [first]
        while following[course[-1]] >= 0 and following[course[-1]] != first:
            course.append(following[course[-1]])
        if following[course[-1]] == first:
            weakest = min(range(len(course)), key=lambda k: float(scores[course[k], following[course[k]]]))
            course = course[weakest + 1 :] + course[: weakest + 1]
        seen.update(course)
        chains.append(course)
    return sorted(chains, key=min)
