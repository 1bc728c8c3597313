"""The course through the titles of a list and the paragraphs of their page.

Titles that stand together come in the order of their stories. Of all ways to give parts of the list to paragraphs, in
that order, the best one is found by dynamic programming: the first paragraphs of a story explain its title, what the
text has across the breaks between two lines keeps them together, a dateline asks for a title, and what the paragraphs
on both sides say of a start (``starts``) speaks for or against one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

import numpy as np

from annotator.model.article import Role
from annotator.reconstruct.paragraphs.paragraphs import Piece, grams_of
from annotator.reconstruct.reading.regimes import Blanks
from annotator.reconstruct.reading.similarity import Weights, bigrams
from annotator.reconstruct.stories.cutting import Cut, Heads
from annotator.reconstruct.stories.starts import odds_at
from annotator.reconstruct.stories.title_lines import PageTexts, units_of
from annotator.reconstruct.stories.titles import Title

_UNEXPLAINED = 0.3  # of the weight of a title, against giving it to a story
_SKIPPED = 0.12  # the same against giving it to none
_LATER = 0.4  # how much an explanation by a later paragraph counts
_WINDOW = 3  # paragraphs at the start of a story that speak of what its title says
_BEGUN = 8.0  # weight, against a story that begins inside another
_PARTED = 3.0  # the same where something else parts the two already
_PER_NAT = 3.5  # weight that a nat of what the paragraphs say of a start amounts to
_OPENING = 2.0  # nats from which on they speak against no start
_UNTITLED = 10.0  # weight, against a dateline at which no titled story begins
_LINES = 10  # units of a title
_RAGGED = 1.5  # cells by which the lines of a title differ that fill its width
_BROKEN = 8.0  # weight, against a line behind one that it would have fitted on
_PER_JOINT = 1.2  # weight, for a nat of what the words across the break between two lines say
_JOINTS = (-1.0, 4.0)  # nats
_SAME_LINE = 2.0  # weight, for two parts of one line
_COVERED = 0.45  # share of the titles that their stories must explain, all in all
_FEWEST = 4  # titles
_LISTED = 8  # headline lines that stand together
_LABEL = 10  # code points of a kicker that no story speaks of
_NAMED = 0.5  # of a headline as short as that, which a story explains if it is its title
_MOST = 20_000  # paragraphs times units; larger pages are divided in other ways
_NEVER = 1e9


class _Kind(Enum):
    """What a paragraph begins."""

    INSIDE = "inside"  # nothing
    PART = "part"  # a part of a story that something set apart
    STORY = "story"  # by its dateline or marker
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Course:
    """How a list of titles is divided among the stories of a page.

    Attributes:
        units: the lines of the list as units that never belong to two titles, indexes of pieces.
        begun: the numbers of the units that are the title of a story, by its first paragraph.
        others: the titles that are not of the list, without lines that are.
    """

    units: list[list[int]]
    begun: dict[int, list[int]]
    others: tuple[Title, ...]


def best_course(
    pieces: Sequence[Piece], cut: Cut, titles: Sequence[Title], blanks: Blanks, weights: Weights
) -> Course | None:
    """Return how the list of titles of a page is divided.

    Returns:
        None where the titles of the page stand in no list, or not in the order of their stories.
    """
    lists = [heads for heads in cut.heads if is_list(pieces, heads)]
    if not lists:
        return None
    page = PageTexts(pieces, cut, blanks)
    units = [unit for heads in lists for unit in units_of(page, replace(heads, before=None, after=None))]
    others = _others(page, titles, {i for heads in lists for i in heads.pieces})
    fixed = {title.story for title in others if title.story is not None and not lacks_title(pieces, title)}
    paragraphs = sorted(
        i
        for number, story in enumerate(cut.stories)
        if number not in fixed
        for i in story.pieces
        if pieces[i].role is Role.BODY or i == story.pieces[0]
    )
    if not 0 < len(paragraphs) * len(units) <= _MOST:
        return None
    texts = [grams_of(pieces, [i for i in unit if pieces[i].role is Role.TITLE]) for unit in units]
    kinds = _kinds(pieces, cut, paragraphs)
    explained, whole = _explained(pieces, kinds, texts, paragraphs, weights)
    across, bound = _explained(pieces, kinds, _across(pieces, units), paragraphs, weights)
    gains = explained - _UNEXPLAINED * whole
    bonds = across - _UNEXPLAINED * bound + _fullness(pieces, units) + _PER_JOINT * _joints(page, units)
    costs = _costs(pieces, kinds, paragraphs, weights)
    starts = _best_starts(costs, gains, bonds, _SKIPPED * whole)
    covered = sum(explained[k, u] for k, own in starts for u in own)
    if len(starts) < _FEWEST or covered < _COVERED * whole.sum():
        return None
    begun = {paragraphs[k]: list(own) for k, own in starts}
    taken = {u for group in begun.values() for u in group}
    for group in begun.values():
        u = group[0] - 1
        if u >= 0 and u not in taken and sum(len(pieces[i].text) for i in units[u]) <= _LABEL:
            group.insert(0, u)
            taken.add(u)
    return Course(units, begun, others)


def is_list(pieces: Sequence[Piece], heads: Heads) -> bool:
    """Tell whether headline lines that stand together may be the titles of several stories."""
    return sum(pieces[i].role is Role.TITLE for i in heads.pieces) >= _LISTED


def lacks_title(pieces: Sequence[Piece], title: Title) -> bool:
    """Tell whether what stands over a story is but a byline or a kicker, so that its title may be in the list."""
    text = "".join(pieces[i].text for i in title.pieces if pieces[i].role is Role.TITLE)
    return len(text) <= _LABEL and title.similarity < _NAMED


def _others(page: PageTexts, titles: Sequence[Title], listed: set[int]) -> tuple[Title, ...]:
    """Return the titles that do not begin in the list, without what they took of it."""
    others = []
    for title in titles:
        own = tuple(i for i in title.pieces if i not in listed)
        if title.pieces[0] in listed:
            continue
        if title.story is not None and len(own) < len(title.pieces):
            title = replace(title, pieces=own, similarity=page.share(own, title.story))
        others.append(title)
    return tuple(others)


def _across(pieces: Sequence[Piece], units: Sequence[Sequence[int]]) -> list[frozenset[str]]:
    """Return for each unit the bigram across the break before it, which the text has if it goes on with the last."""
    found = [frozenset[str]()]
    for before, unit in pairwise(units):
        ends, begins = pieces[before[-1]], pieces[unit[0]]
        whole = ends.role is begins.role is Role.TITLE
        found.append(bigrams(ends.text[-1] + begins.text[0]) if whole else frozenset())
    return found


def _fullness(pieces: Sequence[Piece], units: Sequence[Sequence[int]]) -> np.ndarray:
    """Return what the width of lines says for each unit as the next part of a title: lines but the last are full."""
    found = [0.0]
    for before, unit in pairwise(units):
        first = pieces[unit[0]].lines[0]
        fits = pieces[before[-1]].lines[-1].cells + _RAGGED >= first.cells
        found.append(_SAME_LINE if first.part else 0.0 if fits else -_BROKEN)
    return np.array(found)


def _joints(page: PageTexts, units: Sequence[Sequence[int]]) -> np.ndarray:
    """Return how well each unit goes on with the last line of the one before it, in nats within bounds."""
    pairs = [
        (number, before[-1], unit[0])
        for number, (before, unit) in enumerate(pairwise(units), start=1)
        if page.pieces[before[-1]].role is page.pieces[unit[0]].role is Role.TITLE
    ]
    found = np.zeros(len(units))
    if pairs:
        numbers, befores, afters = zip(*pairs, strict=True)
        found[list(numbers)] = np.clip(page.joints_of(befores, afters), *_JOINTS)
    return found


def _kinds(pieces: Sequence[Piece], cut: Cut, paragraphs: Sequence[int]) -> list[_Kind]:
    """Return of each paragraph what it begins."""
    first = {story.pieces[0]: story for story in cut.stories if story.pieces}
    kinds = []
    for i in paragraphs:
        story = first.get(i)
        if story is None:
            kinds.append(_Kind.INSIDE)
        elif story.caption:
            kinds.append(_Kind.CAPTION)
        else:
            opens = pieces[i].reading.dateline or story.jump_in is not None
            kinds.append(_Kind.STORY if opens else _Kind.PART)
    return kinds


def _costs(
    pieces: Sequence[Piece], kinds: Sequence[_Kind], paragraphs: Sequence[int], weights: Weights
) -> list[tuple[float, float]]:
    """Return for each paragraph what speaks against a titled story that begins there, and against none."""
    costs = []
    for k, (i, kind) in enumerate(zip(paragraphs, kinds, strict=True)):
        if kind is _Kind.STORY:
            costs.append((0.0, _UNTITLED))
        elif kind is _Kind.CAPTION:
            costs.append((0.0, 0.0))
        elif pieces[i].open_start:
            costs.append((_NEVER, 0.0))
        else:
            odds = odds_at(pieces, paragraphs, k, weights)
            most = _BEGUN if kind is _Kind.INSIDE else _PARTED
            costs.append((max(0.0, most - _PER_NAT * odds), max(0.0, _PER_NAT * (odds - _OPENING))))
    return costs


def _explained(
    pieces: Sequence[Piece],
    kinds: Sequence[_Kind],
    texts: Sequence[frozenset[str]],
    paragraphs: Sequence[int],
    weights: Weights,
) -> tuple[np.ndarray, np.ndarray]:
    """Return what a story that begins at a paragraph explains of each text by its bigrams, and the texts' weights."""
    names = {
        gram: place for place, gram in enumerate(dict.fromkeys(g for text in texts for g in sorted(text)))
    }
    weight = weights.each(names)
    member = np.zeros((len(texts), len(names)))
    for row, text in enumerate(texts):
        member[row, [names[gram] for gram in text]] = 1.0
    member *= weight
    held = np.zeros((len(paragraphs), len(names)), dtype=np.bool_)
    for row, i in enumerate(paragraphs):
        held[row, [names[gram] for gram in pieces[i].grams if gram in names]] = True
    sure = [kind in (_Kind.STORY, _Kind.CAPTION) for kind in kinds]
    so_far = held.copy()
    reached = held.astype(np.float64)
    for step in range(1, _WINDOW):
        for row in range(len(paragraphs) - step):
            if any(sure[row + 1 : row + step + 1]):
                continue
            fresh = held[row + step] & ~so_far[row]
            reached[row] += _LATER * fresh
            so_far[row] |= fresh
    return reached @ member.T, member.sum(axis=1)


def _best_starts(
    costs: Sequence[tuple[float, float]], gained: np.ndarray, bound: np.ndarray, skipped: np.ndarray
) -> list[tuple[int, range]]:
    """Return at which paragraphs stories begin and which units are their titles: the best monotonic course.

    Args:
        costs: for each paragraph what speaks against a titled story that begins there, and against none.
        gained: ``[paragraphs, units]`` what speaks for a unit over a story that begins at a paragraph.
        bound: the same for a unit as the next part of a title.
        skipped: what speaks against leaving each unit over.
    """
    count, size = gained.shape
    gains, bonds, skips = gained.tolist(), bound.tolist(), skipped.tolist()
    scores = [[-_NEVER] * (size + 1) for _ in range(count + 1)]
    back: list[list[tuple[int, int]]] = [[(-1, -1)] * (size + 1) for _ in range(count + 1)]
    scores[0][0] = 0.0
    for k in range(count + 1):
        row = scores[k]
        for u in range(size):  # left over
            if row[u] - skips[u] > row[u + 1]:
                row[u + 1], back[k][u + 1] = row[u] - skips[u], (k, u)
        if k == count:
            break
        following, came = scores[k + 1], back[k + 1]
        cost, against = costs[k]
        for u, score in enumerate(row):
            if score - against > following[u]:
                following[u], came[u] = score - against, (k, u)
            total = score - cost
            for v in range(u, min(size, u + _LINES)):
                total += gains[k][v] + (bonds[k][v] if v > u else 0.0)
                if total > following[v + 1]:
                    following[v + 1], came[v + 1] = total, (k, u)
    starts = []
    k, u = count, size
    while (k, u) != (0, 0):
        before = back[k][u]
        if before[0] < k and before[1] < u:
            starts.append((before[0], range(before[1], u)))
        k, u = before
    return starts[::-1]
