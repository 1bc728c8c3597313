"""Attaching titles to stories over a whole page at once.

Titles stand above their text, below it, or all together at the end of the page. A run of headline lines is first
divided into titles (each line goes to the story it has most in common with, neighbours together), then titles and
stories are matched as an assignment problem. Nearness counts as far as titles on this page are found to stand near.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotator.model.article import Role
from annotator.reconstruct.paragraphs.paragraphs import Piece, grams_of
from annotator.reconstruct.reading.matching import best_matching
from annotator.reconstruct.reading.regimes import Blanks
from annotator.reconstruct.reading.similarity import Weights
from annotator.reconstruct.stories.cutting import Cut, Heads
from annotator.reconstruct.stories.heads import DASH_STARTS
from annotator.reconstruct.stories.title_lines import PageTexts, stand_beside, units_of

_MOST_STORIES = 200  # on a page with more, only near stories are compared and matched one by one
_CHANGE = 0.3  # cost of going over to another story between two lines of a run
_CHANGE_PARTED = 0.05  # the same where a blank line stands between them
_CHANGE_INSIDE = 0.6  # the same inside a block that blank lines set off
_CROWD = 8  # headline lines that stand together as those of one story do not
_LONG = 45  # code points of a title
_NOTHING_SHARED = 0.05  # of a headline that a story explains
_CLEARLY_SHARED = 0.2  # the same
_TELLING = 3  # bigrams of a title; what a story has of fewer may be chance
_WHOLE = 15  # bigrams of a headline too long for a kicker
_STUMP = 6  # code points; a title torn apart begins or ends with so few
_NEAR = 8  # pieces between the parts of a title that rows of other columns tore
_LEAST_OWN = 0.2  # of a title that the story it was given to explains
_CLEARLY_OF = 0.5  # of the rest of a torn title, by the story of its beginning
_SURELY_OF = 0.75  # of a title line without a story, by the story of the title above it
_PRINTED = (0.9, 0.0)  # weight of titles above and below their story where print has shown which is whose
_REACH = 12  # how many stories away "near" is


@dataclass(frozen=True, slots=True)
class Title:
    """Headline lines that belong to one story.

    Attributes:
        pieces: indexes of the pieces, bylines included, in order.
        story: index of the story, or None if no story was found.
        confidence: estimated probability in [0, 1] that the story is right.
        similarity: how much of the title the story's text explains, in [0, 1].
        others: indexes of other stories it might belong to, best first.
    """

    pieces: tuple[int, ...]
    story: int | None
    confidence: float
    similarity: float
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    pieces: tuple[int, ...]
    before: int | None
    after: int | None


def attach_titles(pieces: Sequence[Piece], cut: Cut, blanks: Blanks) -> list[Title]:
    """Divide the runs of headline lines of a page into titles and give each a story."""
    page = PageTexts(pieces, cut, blanks)
    above, below = _PRINTED if any(piece.lines[0].opens for piece in pieces) else _habits(page)
    groups = [group for heads in cut.heads for group in _divide(page, heads, above, below)]
    named: list[_Group] = []
    byline: list[_Group] = []
    for group in groups:
        (named if any(pieces[i].role is Role.TITLE for i in group.pieces) else byline).append(group)
    bare = [
        Title(group.pieces, group.before if group.before is not None else group.after, 0.88, 0.0)
        for group in byline
    ]
    titles = _match(page, named, above, below)
    whole = _rejoin_torn(page, named, titles)
    if len(whole) < len(named):
        titles = _match(page, whole, above, below)
    return titles + bare


def _rejoin_torn(page: PageTexts, groups: Sequence[_Group], titles: Sequence[Title]) -> list[_Group]:
    """Return the titles with those joined that text recognition tore apart and set down in two places.

    The first part is short, and the story it was given to explains the other part, which no story it might have
    explains.
    """
    joined: dict[int, int] = {}
    for second, title in enumerate(titles):
        if title.story is not None and title.similarity > _LEAST_OWN:
            continue
        rest = groups[second].pieces
        if page.size(rest) < _TELLING:
            continue
        for first, other in enumerate(titles):
            size = sum(len(page.pieces[i].text) for i in groups[first].pieces)
            if other.story is None or first == second or not 2 <= size <= _STUMP or first in joined.values():
                continue
            if page.share(rest, other.story) >= _CLEARLY_OF and not page.cut.stories[other.story].caption:
                joined[second] = first
                break
    whole = list(groups)
    for second, first in joined.items():
        pieces = tuple(sorted((*whole[first].pieces, *groups[second].pieces)))
        whole[first] = replace(whole[first], pieces=pieces)
    return [group for number, group in enumerate(whole) if number not in joined]


def join_loose(pieces: Sequence[Piece], cut: Cut, titles: Sequence[Title], weights: Weights) -> list[Title]:
    """Return the titles with those joined whose second part found no story itself.

    Rows of other columns tear a title, and a subtitle behind a dash has its title somewhere.
    """
    loose = [title for title in titles if title.story is None]
    torn = bool(loose) and any(line.column for piece in pieces for line in piece.lines)
    whole = list(titles)
    for rest in loose:
        grams = grams_of(pieces, [i for i in rest.pieces if pieces[i].role is Role.TITLE])
        if len(grams) < _TELLING:
            continue
        for place, title in enumerate(whole):
            below = torn and 0 < rest.pieces[0] - title.pieces[-1] <= _NEAR and title.similarity > _LEAST_OWN
            headless = pieces[title.pieces[0]].text.startswith(DASH_STARTS)
            if title.story is None or not (below or headless):
                continue
            share = weights.share(grams, grams_of(pieces, cut.stories[title.story].pieces))
            if share >= (_CLEARLY_OF if headless else _SURELY_OF):
                parts = (rest.pieces, title.pieces) if headless else (title.pieces, rest.pieces)
                whole[place] = replace(title, pieces=(*parts[0], *parts[1]))
                whole.remove(rest)
                break
    return whole


def _habits(page: PageTexts) -> tuple[float, float]:
    """Return how much weight titles standing above and below their story deserve on this page."""
    above = below = 0.0
    count = 0
    for heads in page.cut.heads:
        if heads.before is None or heads.after is None or is_crowd(page.pieces, heads):
            continue
        if page.cut.stories[heads.before].caption or page.cut.stories[heads.after].caption:
            continue
        count += 1
        above += page.share(heads.pieces, heads.before)
        below += page.share(heads.pieces, heads.after)
    if not count:
        return 0.35, 0.35
    lean = (above - below) / count
    return max(0.05, min(0.6, 0.35 + 1.5 * lean)), max(0.05, min(0.6, 0.35 - 1.5 * lean))


def is_crowd(pieces: Sequence[Piece], heads: Heads) -> bool:
    """Tell whether so many headline lines stand together that they are of several stories, wherever these stand."""
    return sum(pieces[i].role is Role.TITLE for i in heads.pieces) >= _CROWD


def _divide(page: PageTexts, heads: Heads, above: float, below: float) -> list[_Group]:
    """Divide a run of headline lines into titles."""
    trailing = _trailing_byline(page, heads)
    core = Heads(heads.pieces[: len(heads.pieces) - len(trailing)], heads.before, heads.after)
    if is_crowd(page.pieces, heads):
        core = replace(core, before=None, after=None)
    units = units_of(page, core)
    labels = _labels(page, units, core, above, below)
    labels = _one_each(page, units, labels)
    groups: list[_Group] = []
    for number, unit in enumerate(units):
        fresh = (
            number == 0
            or labels[number] != labels[number - 1]
            or stand_beside(page, units[number - 1], unit)
            or page.pieces[units[number - 1][-1]].role is Role.BYLINE
        )
        if fresh:
            groups.append(_Group(tuple(unit), core.before, core.after))
        else:
            groups[-1] = _Group((*groups[-1].pieces, *unit), core.before, core.after)
    if trailing:
        groups.append(_Group(tuple(trailing), heads.before, heads.after))
    return groups


def _one_each(page: PageTexts, units: Sequence[list[int]], labels: Sequence[int | None]) -> list[int | None]:
    """Give lines that claim the story of another title of the run to their neighbour, as its kicker."""
    spans: list[list[int]] = []
    for number, label in enumerate(labels):
        closed = number and page.pieces[units[number - 1][-1]].role is Role.BYLINE
        if number and label == labels[number - 1] and not closed:
            spans[-1].append(number)
        else:
            spans.append([number])
    result = list(labels)
    for place, span in enumerate(spans):
        label = labels[span[0]]
        rivals = [other for other in spans if other is not span and labels[other[0]] == label]
        signed = page.pieces[units[span[-1]][-1]].role is Role.BYLINE
        if label is None or not rivals or signed or len(span) > 1:
            continue
        own = [i for number in span for i in units[number]]
        if (
            page.size(own) >= _WHOLE
            and place + 1 < len(spans)
            and _is_of(page, own, label, labels[spans[place + 1][0]])
        ):
            continue
        rival = max(_mass(page, [i for n in other for i in units[n]], label) for other in rivals)
        if _mass(page, own, label) < rival and place + 1 < len(spans):
            for number in span:
                result[number] = labels[spans[place + 1][0]]
    return result


def _is_of(page: PageTexts, indexes: Sequence[int], story: int, other: int | None) -> bool:
    """Tell whether a headline as long as a title speaks of one story and not of another."""
    share = page.share(indexes, story)
    return share >= _CLEARLY_SHARED and (other is None or share >= 2 * page.share(indexes, other))


def _mass(page: PageTexts, indexes: Sequence[int], story: int) -> float:
    return page.share(indexes, story) * sum(len(page.pieces[i].text) for i in indexes)


def _trailing_byline(page: PageTexts, heads: Heads) -> list[int]:
    """Return the bylines at the end of a run that a story follows: they belong to that story."""
    trailing: list[int] = []
    if heads.before is None or page.cut.stories[heads.before].caption:
        return trailing
    for i in reversed(heads.pieces):
        if page.pieces[i].role is not Role.BYLINE:
            break
        trailing.insert(0, i)
    return trailing


def _labels(
    page: PageTexts, units: Sequence[list[int]], heads: Heads, above: float, below: float
) -> list[int | None]:
    """Return the story each unit of a run most likely belongs to, neighbours together (Viterbi)."""
    if not units:
        return []
    states: list[int | None] = [None, *_candidates(heads.before, heads.after, len(page.cut.stories))]
    total: list[float] = []
    back: list[list[int]] = []
    for number, unit in enumerate(units):
        size = sum(len(page.pieces[i].text) for i in unit if page.pieces[i].role is Role.TITLE)
        near_above = above * max(0.0, 1 - (len(units) - 1 - number) / 3)
        near_below = (
            below * max(0.0, 1 - number / 3) * (1.0 if len(units) == 1 or heads.before is not None else 0.3)
        )
        scores = [
            _unit_score(page, unit, state, heads, near_above, near_below) * min(size, 20) / 10
            for state in states
        ]
        if number == 0:
            total = scores
            continue
        best = max(range(len(states)), key=lambda s: total[s])
        least = total[best] - _change(page, unit)
        came = [s if total[s] >= least else best for s in range(len(states))]
        total = [max(total[s], least) + score for s, score in enumerate(scores)]
        back.append(came)
    state = max(range(len(states)), key=lambda s: total[s])
    course = [state]
    for came in reversed(back):
        state = came[state]
        course.append(state)
    return [states[s] for s in reversed(course)]


def _change(page: PageTexts, unit: Sequence[int]) -> float:
    """Return what it costs to go over to another story before a unit."""
    if page.blanks is not Blanks.BLOCKS:
        return _CHANGE
    return _CHANGE_PARTED if page.pieces[unit[0]].lines[0].gap > 0 else _CHANGE_INSIDE


def _unit_score(
    page: PageTexts, unit: Sequence[int], state: int | None, heads: Heads, above: float, below: float
) -> float:
    if state is None:
        return 0.15
    score = page.share(unit, state)
    near = 0.0
    if state == heads.before:
        near += above
    if state == heads.after:
        near += below
    if near and score < _NOTHING_SHARED:
        other = heads.after if state == heads.before else heads.before
        if other is not None and page.share(unit, other) >= _CLEARLY_SHARED:
            near *= (
                0.3  # a place beside a story says little where only the other neighbour speaks of the matter
            )
    return score + near


def _candidates(before: int | None, after: int | None, stories: int) -> range:
    """Return the stories a title may belong to: all of an ordinary page, near ones of a huge one."""
    if stories <= _MOST_STORIES:
        return range(stories)
    place = before if before is not None else after
    place = stories if place is None else place
    return range(max(0, place - _REACH), min(stories, place + _REACH))


def _match(page: PageTexts, groups: Sequence[_Group], above: float, below: float) -> list[Title]:
    count = len(page.cut.stories)
    similar: list[dict[int, float]] = []
    scores: list[dict[int, float]] = []
    for group in groups:
        shares = {
            story: page.share(group.pieces, story) for story in _candidates(group.before, group.after, count)
        }
        similar.append(shares)
        told = min(1.0, page.size(group.pieces) / _TELLING)
        scores.append(
            {story: _pair_score(group, story, told * share, above, below) for story, share in shares.items()}
        )
    if count <= _MOST_STORIES and len(groups) <= _MOST_STORIES:
        pairs = np.array([[row[story] for story in range(count)] for row in scores]).reshape(
            len(scores), count
        )
        chosen = [story if story >= 0 else None for story in best_matching(pairs)]
    else:
        chosen = _greedy(scores)
    return [
        _title(group, story, row, shares, sum(len(page.pieces[i].text) for i in group.pieces))
        for group, story, row, shares in zip(groups, chosen, scores, similar, strict=True)
    ]


def _pair_score(group: _Group, number: int, similarity: float, above: float, below: float) -> float:
    score = similarity - 0.12
    if number == group.before:
        score += above
    if number == group.after:
        score += below
    return score


def _greedy(scores: Sequence[dict[int, float]]) -> list[int | None]:
    chosen: list[int | None] = []
    taken: set[int] = set()
    for row in scores:
        best = max((story for story in row if story not in taken), key=lambda story: row[story], default=None)
        if best is not None and row[best] > 0:
            taken.add(best)
            chosen.append(best)
        else:
            chosen.append(None)
    return chosen


def _title(
    group: _Group, story: int | None, row: dict[int, float], similarities: dict[int, float], size: int
) -> Title:
    """Return the title with a confidence that was measured.

    The margin over other stories is bounded by what the story explains of the title: of titles it explains to 0.6 or
    more, 19 in 20 were right, of others 3 in 4.
    """
    order = [other for _, other in sorted((-score, other) for other, score in row.items())]
    others = tuple(s for s in order[:4] if s != story and row[s] > 0)[:3]
    if story is None:
        return Title(group.pieces, None, 0.3, 0.0, others)
    rival = max((row[s] for s in others), default=0.0)
    confidence = min(0.99, 0.65 + 0.6 * (row[story] - rival), 0.62 + 0.5 * similarities[story])
    if size > _LONG and similarities[story] < 0.6:
        confidence = min(confidence, 0.8)  # most likely torn text has come into it
    return Title(group.pieces, story, max(0.3, confidence), similarities[story], others)
