"""Jump markers that stand at the wrong story.

Extractors tear a page's text apart, and a marker 下转第3版 may come to stand behind a story that is not the one that
goes on. Where the named page holds a continuation that names this page in turn, and another story of this page clearly
speaks of its matter while the one beside the marker does not, the marker is given to that other story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.reconstruct.issues.jumps import same_number
from annotator.reconstruct.paragraphs.paragraphs import grams_of
from annotator.reconstruct.reading.similarity import Weights
from annotator.reconstruct.stories.layout import Layout

_LEAST_KINSHIP = 0.07  # of the story the marker goes to and the continuation
_LEAST_GAIN = 0.05  # over the story it stands at
_MOST_STORIES = 1500  # in the issue


def reseat_markers(layouts: Sequence[Layout], numbers: Sequence[str]) -> list[Layout]:
    """Return the layouts with markers at the stories they belong to.

    Args:
        layouts: the pages of the issue.
        numbers: their printed numbers in plain form, empty where unknown.
    """
    if sum(len(layout.cut.stories) for layout in layouts) > _MOST_STORIES:
        return list(layouts)
    ends = [
        (page, number)
        for page, layout in enumerate(layouts)
        for number, story in enumerate(layout.cut.stories)
        if story.jump_in is not None
    ]
    changed = list(layouts)
    if not ends:
        return changed
    grams = [_grams(layout) for layout in layouts]
    weights = Weights([text for page in grams for text in page])
    for page, layout in enumerate(layouts):
        for holder, story in enumerate(layout.cut.stories):
            if story.jump_out is None:
                continue
            named = layout.pieces[story.jump_out].reading.target
            texts = [
                grams[other][number]
                for other, number in ends
                if other != page and _answers(layouts[other], number, named, numbers[other], numbers[page])
            ]
            best = _better(changed[page], holder, texts, grams[page], weights)
            if best is not None:
                changed[page] = _move(changed[page], holder, best)
    return changed


def _grams(layout: Layout) -> list[frozenset[str]]:
    heads = {title.story: title.pieces for title in layout.titles if title.story is not None}
    return [
        grams_of(layout.pieces, [*heads.get(number, ()), *story.pieces])
        for number, story in enumerate(layout.cut.stories)
    ]


def _answers(layout: Layout, number: int, named: str, own: str, source: str) -> bool:
    """Tell whether a continuation stands on the page a marker names and names the marker's page."""
    marker = layout.cut.stories[number].jump_in
    if marker is None or not (named and own and same_number(named, own)):
        return False
    answer = layout.pieces[marker].reading.target
    return bool(answer and source) and same_number(answer, source)


def _better(
    layout: Layout,
    holder: int,
    texts: Sequence[frozenset[str]],
    grams: Sequence[frozenset[str]],
    weights: Weights,
) -> int | None:
    """Return the story that goes on more likely than the one a marker stands at, or None.

    The continuation that goes best with the holder has the say: another may be another article's.
    """
    if not texts:
        return None
    held = max(weights.kinship(grams[holder], text) for text in texts)
    torn = {*layout.merged, *layout.merged.values()}
    found = max(
        (
            (weights.kinship(grams[number], text), number)
            for number, story in enumerate(layout.cut.stories)
            for text in texts
            if story.pieces and story.jump_out is None and not story.caption and number not in torn
        ),
        default=(0.0, -1),
    )
    if found[0] >= max(_LEAST_KINSHIP, 2 * held) and found[0] - held >= _LEAST_GAIN:
        return found[1]
    return None


def _move(layout: Layout, holder: int, number: int) -> Layout:
    stories = list(layout.cut.stories)
    stories[number] = replace(stories[number], jump_out=stories[holder].jump_out, closed=True)
    stories[holder] = replace(stories[holder], jump_out=None)
    return replace(layout, cut=replace(layout.cut, stories=tuple(stories)))
