"""Titles of a page that stand together in a list, in the order of their stories.

Many PDF writers draw all headlines of a page before or behind its text, and so do extractors give them. Nothing but
the text then tells where a story begins; but stories and titles come in the same order, so both are divided at once:
by the course through titles and paragraphs on which the first paragraphs of stories explain their titles best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotator.model.article import Role
from annotator.reconstruct.paragraphs.paragraphs import Piece, grams_of
from annotator.reconstruct.reading.regimes import Blanks
from annotator.reconstruct.reading.similarity import Weights
from annotator.reconstruct.stories.cutting import Cut, Start, Story
from annotator.reconstruct.stories.title_courses import Course, best_course, lacks_title
from annotator.reconstruct.stories.titles import Title


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
    course = best_course(pieces, cut, titles, blanks, weights)
    return None if course is None else _carried_out(pieces, cut, course, weights)


def _carried_out(pieces: Sequence[Piece], cut: Cut, course: Course, weights: Weights) -> Divided:
    """Return the page with its stories split where titled ones begin, and joined where none does."""
    units, begun, others = course.units, course.begun, course.others
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
    over = {title.story: title for title in others if lacks_title(pieces, title)}
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
