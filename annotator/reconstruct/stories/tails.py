"""Tails of stories that stand behind another story: what the words of their paragraphs say.

Where the rest of a column follows the text of its neighbour in the raw text, nothing but its matter tells that it is
none of that text. A tail is moved to the story of the page that it is clearly more like than what stands before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from annotator.model.article import Role
from annotator.reconstruct.paragraphs.paragraphs import Piece, grams_of
from annotator.reconstruct.reading.similarity import Weights
from annotator.reconstruct.stories.cutting import Cut, Start, Story
from annotator.reconstruct.stories.starts import odds_at
from annotator.reconstruct.stories.titles import Title

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]

_LIKER = 0.075  # likeness to the other story above that to its own
_PER_NAT = 0.008  # likeness that a nat of what the paragraphs say of a start amounts to
_NATS = (-3.0, 3.0)
_TIMES = 2.0  # as much
_UNLIKE = 0.035  # of what stands before a tail to the other story
_EXCHANGED = 0.6  # of two titles, that their stories must explain more of the other way round
_UNSURE = 0.7  # confidence of a title that was exchanged, at most
_LEAST = 40  # bigrams of either part
_MOST_STORIES = 60  # on pages with more, tails stay where they are
_TINY = 1e-9
_MOST_CELLS = 4_000_000  # of the table of paragraphs and bigrams


def move_tails(pieces: Sequence[Piece], cut: Cut, weights: Weights) -> tuple[Cut, dict[int, int]]:
    """Take tails of the stories of a page off that are of other stories.

    Returns:
        The cut with each such tail as a story of its own behind the others, and the story that each is of.
    """
    stories = list(cut.stories)
    moved: dict[int, int] = {}
    numbers = [number for number, story in enumerate(stories) if story.pieces and not story.caption]
    if not 2 <= len(numbers) <= _MOST_STORIES:
        return cut, moved
    while True:  # a story takes one tail at most
        found = _clearest_tail(pieces, stories, numbers, weights)
        if found is None:
            return replace(cut, stories=tuple(stories)), moved
        source, place, target = found
        story = stories[source]
        moved[len(stories)] = target
        stories.append(replace(story, start=Start.HARD, pieces=story.pieces[place:], jump_in=None))
        stories[source] = replace(story, pieces=story.pieces[:place], jump_out=None, closed=True)
        stories[target] = replace(stories[target], closed=True)


def exchange_titles(
    pieces: Sequence[Piece], cut: Cut, moved: Mapping[int, int], titles: Sequence[Title], weights: Weights
) -> list[Title]:
    """Return the titles with those exchanged that speak of each other's stories now that tails were moved.

    Args:
        pieces: the pieces of the page.
        cut: its stories, the tails among them.
        moved: the story each tail is of.
        titles: the titles as they were given to stories before.
        weights: weights of bigrams on the page.
    """
    exchanged = list(titles)
    heads = [grams_of(pieces, [i for i in title.pieces if pieces[i].role is Role.TITLE]) for title in titles]
    texts = {number: grams_of(pieces, story.pieces) for number, story in enumerate(cut.stories)}
    for tail, target in moved.items():
        texts[target] |= texts[tail]
    for target in sorted(set(moved.values())):
        own = next((k for k, title in enumerate(exchanged) if title.story == target), None)
        best: tuple[float, int] | None = None
        for k, title in enumerate(exchanged):
            story = title.story
            if story is None or k == own or cut.stories[story].caption:
                continue
            gain = weights.share(heads[k], texts[target]) - weights.share(heads[k], texts[story])
            if own is not None:
                gain += weights.share(heads[own], texts[story]) - weights.share(heads[own], texts[target])
            if gain > _EXCHANGED and (best is None or gain > best[0]):
                best = gain, k
        if best is None:
            continue
        other = exchanged[best[1]]
        if own is not None:
            exchanged[own] = _given(exchanged[own], other.story)
        exchanged[best[1]] = _given(other, target)
    return exchanged


def _given(title: Title, story: int | None) -> Title:
    """Return a title given to another story than its own: what was known of its place there holds no longer."""
    return replace(title, story=story, confidence=min(title.confidence, _UNSURE))


def _clearest_tail(
    pieces: Sequence[Piece], stories: Sequence[Story], numbers: Sequence[int], weights: Weights
) -> tuple[int, int, int] | None:
    """Return the story, the place in it and the story to move to of the tail that gains most, if any does."""
    open_ = np.array([not stories[number].closed for number in numbers])
    every = chain.from_iterable([pieces[i].grams for number in numbers for i in stories[number].pieces])
    names = {gram: place for place, gram in enumerate(dict.fromkeys(every))}
    count = sum(len(stories[number].pieces) for number in numbers)
    if not names or not open_.any() or count * len(names) > _MOST_CELLS:
        return None
    weight = weights.each(names)
    held = [_held(pieces, stories[number], names) for number in numbers]
    whole = np.array([rows.any(axis=0) for rows in held])
    best: tuple[float, int, int, int] | None = None
    for row, rows in enumerate(held):
        others = np.flatnonzero(open_ & (np.arange(len(numbers)) != row))
        if len(rows) < 2 or not len(others):
            continue
        leaning = partial(_leaning, pieces, stories[numbers[row]], weights)
        found = _best_place(rows, whole[others], weight, leaning)
        if found is not None and (best is None or found[0] > best[0]):
            gain, place, other = found
            best = gain, numbers[row], place, numbers[int(others[other])]
    return None if best is None else best[1:]


def _leaning(pieces: Sequence[Piece], story: Story, weights: Weights, place: int) -> float:
    """Return what the paragraphs say for another story that starts at a piece of a story, as likeness."""
    return _PER_NAT * max(_NATS[0], min(_NATS[1], odds_at(pieces, story.pieces, place, weights)))


def _best_place(
    rows: Bools, others: Bools, weight: Floats, leaning: Callable[[int], float]
) -> tuple[float, int, int] | None:
    """Return where the tail of a story begins that is of another one: what it gains, its place, and that other.

    Args:
        rows: the bigrams of each piece of the story, ``[pieces, bigrams]``.
        others: those of the stories it may go to, ``[stories, bigrams]``.
        weight: of each bigram.
        leaning: gives what the paragraphs say for another story at a piece, which is not the first.
    """
    fronts = np.logical_or.accumulate(rows)[:-1]
    tails = np.logical_or.accumulate(rows[::-1])[-2::-1]
    own = ((fronts & tails) @ weight) / np.sqrt(np.maximum((fronts @ weight) * (tails @ weight), _TINY))
    likeness = _likeness(tails, others, weight)
    like = likeness.max(axis=1)
    large = (fronts.sum(axis=1) >= _LEAST) & (tails.sum(axis=1) >= _LEAST)
    gain = np.where(large & (like >= _TIMES * own), like - own, -1.0)
    for near in np.flatnonzero(gain > _LIKER - _PER_NAT * _NATS[1]).tolist():
        gain[near] += leaning(near + 1)
    place = int(gain.argmax())
    if gain[place] <= _LIKER:
        return None
    other = int(likeness[place].argmax())
    ahead = float(_likeness(fronts[place : place + 1], others[other : other + 1], weight)[0, 0])
    if ahead > max(float(own[place]), _UNLIKE):
        return None  # the story as a whole is like the other
    return float(gain[place]), place + 1, other


def _likeness(left: Bools, right: Bools, weight: Floats) -> Floats:
    """Return the likeness of each of some texts to each of others by their bigrams, as ``Weights`` has it."""
    sizes = (left @ weight)[:, None] * (right @ weight)[None, :]
    likeness: Floats = (left * weight) @ right.T.astype(np.float64) / np.sqrt(np.maximum(sizes, _TINY))
    return likeness


def _held(pieces: Sequence[Piece], story: Story, names: dict[str, int]) -> Bools:
    """Return which bigrams each piece of a story has."""
    held = np.zeros((len(story.pieces), len(names)), dtype=np.bool_)
    for row, i in enumerate(story.pieces):
        held[row, list(map(names.__getitem__, pieces[i].grams))] = True
    return held
