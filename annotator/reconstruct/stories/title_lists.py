"""Titles of a page that stand together in a list, in the order of their stories.

Many PDF writers draw all headlines of a page before or behind its text, and so do extractors give them. Nothing but
the text then tells where a story begins; but stories and titles come in the same order, so both are divided at once:
by the course through titles and paragraphs on which the first paragraphs of stories explain their titles best.
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
from annotator.reconstruct.stories.cutting import Cut, Start, Story
from annotator.reconstruct.stories.title_lines import PageTexts, units_of
from annotator.reconstruct.stories.titles import Title, is_crowd

_UNEXPLAINED = 0.35  # of the weight of a title, against giving it to a story
_SKIPPED = 0.12  # the same against giving it to none
_LATER = 0.6  # how much an explanation by a later paragraph counts
_WINDOW = 3  # paragraphs at the start of a story that speak of what its title says
_BEGUN = 8.0  # weight, against a story that begins inside another
_PARTED = 3.0  # the same where something else parts the two already
_UNTITLED = 10.0  # weight, against a dateline at which no titled story begins
_LINES = 6  # units of a title
_RAGGED = 1.5  # cells by which the lines of a title differ that fill its width
_BROKEN = 8.0  # the same against a line behind one that it would have fitted on
_COVERED = 0.45  # share of the titles that their stories must explain, all in all
_FEWEST = 4  # titles
_LABEL = 10  # code points of a kicker that no story speaks of
_ONE_STORY = 0.065  # kinship of the paragraphs on both sides of a usual start
_MOST = 20_000  # paragraphs times units; larger pages are divided in other ways
_NEVER = 1e9


class _Kind(Enum):
    """What a paragraph begins."""

    INSIDE = "inside"  # nothing
    PART = "part"  # a part of a story that something set apart
    STORY = "story"  # by its dateline or marker
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Divided:
    """A page divided by its list of titles.

    Attributes:
        cut: its stories.
        titles: its titles.
        merged: for each story that goes on with another one without a title between them that other one.
        split: indexes of stories that were split off another.
    """

    cut: Cut
    titles: tuple[Title, ...]
    merged: dict[int, int]
    split: frozenset[int]


def divide_by_list(
    pieces: Sequence[Piece], cut: Cut, titles: Sequence[Title], blanks: Blanks, weights: Weights
) -> Divided | None:
    """Divide the text of a page whose titles stand together.

    Returns:
        None where the titles of the page stand in no list, or not in the order of their stories.
    """
    crowds = [heads for heads in cut.heads if is_crowd(pieces, heads)]
    if not crowds:
        return None
    page = PageTexts(pieces, cut, blanks)
    units = [unit for heads in crowds for unit in units_of(page, replace(heads, before=None, after=None))]
    listed = {i for heads in crowds for i in heads.pieces}
    others = tuple(title for title in titles if title.pieces[0] not in listed)
    fixed = {title.story for title in others if title.story is not None and not _lacks_title(pieces, title)}
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
    bonds = across - _UNEXPLAINED * bound + _fullness(pieces, units)
    costs = _costs(pieces, kinds, paragraphs, weights)
    starts = _best_starts(costs, gains, bonds, _SKIPPED * whole)
    covered = sum(explained[k, u] for k, own in starts for u in own)
    if len(starts) < _FEWEST or covered < _COVERED * whole.sum():
        return None
    begun = {paragraphs[k]: list(own) for k, own in starts}
    return _carried_out(pieces, cut, units, begun, others, weights)


def _lacks_title(pieces: Sequence[Piece], title: Title) -> bool:
    """Tell whether what stands over a story is but a byline or a kicker, so that its title may be in the list."""
    text = "".join(pieces[i].text for i in title.pieces if pieces[i].role is Role.TITLE)
    return len(text) <= _LABEL and not title.similarity


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
        fits = pieces[before[-1]].lines[-1].cells + _RAGGED >= pieces[unit[0]].lines[0].cells
        found.append(0.0 if fits else -_BROKEN)
    return np.array(found)


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
            before = grams_of(pieces, paragraphs[max(0, k - 2) : k])
            kin = weights.kinship(before, grams_of(pieces, paragraphs[k : k + 2])) if k else 0.0
            most = _BEGUN if kind is _Kind.INSIDE else _PARTED
            costs.append((most * min(2.0, kin / _ONE_STORY), 0.0))
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


def _carried_out(
    pieces: Sequence[Piece],
    cut: Cut,
    units: Sequence[Sequence[int]],
    begun: dict[int, list[int]],
    others: tuple[Title, ...],
    weights: Weights,
) -> Divided:
    """Return the page with its stories split where titled ones begin, and joined where none does."""
    stories = list(cut.stories)
    split: set[int] = set()
    for number, story in enumerate(cut.stories):
        places = [0, *(k for k, i in enumerate(story.pieces) if k and i in begun), len(story.pieces)]
        for part, (start, end) in enumerate(pairwise(places)):
            last = end == len(story.pieces)
            made = Story(
                Start.TITLE if part else story.start,
                story.pieces[start:end],
                None if part else story.jump_in,
                story.jump_out if last else None,
                story.caption,
                story.closed and last,
            )
            if part:
                split.add(len(stories))
                stories.append(made)
            else:
                stories[number] = made
    own = {story.pieces[0]: number for number, story in enumerate(stories) if story.pieces}
    texts = {number: grams_of(pieces, story.pieces) for number, story in enumerate(stories)}
    taken = {u for group in begun.values() for u in group}
    for group in begun.values():
        u = group[0] - 1
        if u >= 0 and u not in taken and sum(len(pieces[i].text) for i in units[u]) <= _LABEL:
            group.insert(0, u)
            taken.add(u)
    over = {title.story: title for title in others if _lacks_title(pieces, title)}
    titles = [title for title in others if title is not over.get(title.story)]
    for i, group in begun.items():
        kept = over.pop(own[i], None)
        above = [j for j in kept.pieces if pieces[j].role is Role.TITLE] if kept is not None else []
        below = [j for j in kept.pieces if j not in above] if kept is not None else []
        lines = (*above, *(j for u in group for j in units[u]), *below)
        grams = grams_of(pieces, [j for j in lines if pieces[j].role is Role.TITLE])
        share = weights.share(grams, texts[own[i]])
        titles.append(Title(lines, own[i], max(0.3, min(0.95, 0.55 + 0.5 * share)), share))
    titles += over.values()
    titles += [Title(tuple(unit), None, 0.3, 0.0) for u, unit in enumerate(units) if u not in taken]
    merged = _merged(pieces, stories, begun, {title.story for title in others})
    return Divided(replace(cut, stories=tuple(stories)), tuple(titles), merged, frozenset(split))


def _merged(
    pieces: Sequence[Piece], stories: Sequence[Story], begun: dict[int, list[int]], fixed: set[int | None]
) -> dict[int, int]:
    """Return for stories that begin without a title or a dateline the titled story that stands before them."""
    bounds = sorted(
        (story.pieces[0], number)
        for number, story in enumerate(stories)
        if story.pieces and not story.caption
    )
    merged: dict[int, int] = {}
    for (_, before), (first, number) in pairwise(bounds):
        story = stories[number]
        loose = story.start in (Start.TITLE, Start.WIDTH) and story.jump_in is None
        if first in begun or number in fixed or not loose or pieces[first].reading.dateline:
            continue
        if not stories[before].closed:
            merged[number] = merged.get(before, before)
    return merged
