"""Continuations hidden in another story of their page.

Where an article breaks off with a marker and no story of the named page goes on with it, its continuation may have lost
its marker and been taken for a part of the story before it, its title for a heading there. Such a story is split at the
heading behind which the text clearly speaks of the article's matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.reconstruct.paragraphs.paragraphs import grams_of
from annotator.reconstruct.reading.similarity import Weights, bigrams
from annotator.reconstruct.stories.cutting import Start, Story
from annotator.reconstruct.stories.layout import Layout
from annotator.reconstruct.stories.titles import Title

_LEAST_KINSHIP = 0.06  # of the article and the text behind the heading
_LEAST_GAIN = 0.04  # over the text before the heading
_LEAST_SHARE = 0.2  # of the heading that the article's text explains
_MOST_HEADINGS = 400  # in the issue


@dataclass(frozen=True, slots=True)
class Loose:
    """An article that breaks off without a continuation: its text and the pages that may hold one."""

    text: str
    pages: tuple[int, ...]


def uncover(layouts: Sequence[Layout], loose: Sequence[Loose]) -> list[Layout] | None:
    """Return the layouts with hidden continuations split off, or None if there are none."""
    places = [
        (page, number, place)
        for page, layout in enumerate(layouts)
        for number, story in enumerate(layout.cut.stories)
        for place in _heading_places(layout, story)
    ]
    if not loose or not places or len(places) > _MOST_HEADINGS:
        return None
    texts = [bigrams(article.text) for article in loose]
    stories = [grams_of(layout.pieces, story.pieces) for layout in layouts for story in layout.cut.stories]
    weights = Weights([*texts, *stories])
    changed = list(layouts)
    taken: set[tuple[int, int]] = set()
    for article, text in zip(loose, texts, strict=True):
        found = max(
            (
                (_gain(layouts[page], number, place, text, weights), page, number, place)
                for page, number, place in places
                if page in article.pages and (page, number) not in taken
            ),
            default=None,
        )
        if found is not None and found[0] > 0:
            _, page, number, place = found
            taken.add((page, number))
            changed[page] = _split(changed[page], number, place)
    return changed if taken else None


def _heading_places(layout: Layout, story: Story) -> list[int]:
    headings = layout.cut.headings
    return [
        place
        for place in range(1, len(story.pieces) - 1)
        if story.pieces[place] in headings and story.pieces[place - 1] not in headings
    ]


def _gain(layout: Layout, number: int, place: int, text: frozenset[str], weights: Weights) -> float:
    """Return how clearly the text behind a heading goes on with an article; 0 where it does not."""
    pieces = layout.cut.stories[number].pieces
    behind = weights.kinship(text, grams_of(layout.pieces, pieces[place:]))
    before = weights.kinship(text, grams_of(layout.pieces, pieces[:place]))
    share = weights.share(layout.pieces[pieces[place]].grams, text)
    if behind < _LEAST_KINSHIP or behind - before < _LEAST_GAIN or share < _LEAST_SHARE:
        return 0.0
    return behind - before + 0.2 * share


def _split(layout: Layout, number: int, place: int) -> Layout:
    """Make the part of a story behind a heading a story of its own, the heading its title."""
    stories = list(layout.cut.stories)
    story = stories[number]
    rest = story.pieces[place:]
    lines = 0
    while rest[lines] in layout.cut.headings and lines < len(rest) - 1:
        lines += 1
    title, new = tuple(rest[:lines]), len(stories)
    stories[number] = replace(story, pieces=story.pieces[:place], jump_out=None, closed=False)
    stories.append(Story(Start.TITLE, rest[lines:], jump_out=story.jump_out, closed=story.closed))
    cut = replace(layout.cut, stories=tuple(stories), headings=layout.cut.headings - set(title))
    return replace(
        layout,
        cut=cut,
        titles=(*layout.titles, Title(title, new, 0.6, 0.0)),
        split=layout.split | {new},
    )
