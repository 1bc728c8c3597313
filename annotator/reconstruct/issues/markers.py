"""Jump markers that stand at the wrong story.

Extractors tear a page's text apart, and a marker 下转第3版 may come to stand behind a story that is not the one that
goes on. Where a story of the named page repeats the title of another story of this page, or holds a continuation that
names this page in turn, and another story of this page clearly speaks of its matter while the one beside the marker
does not, the marker is given to that other story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.model.article import Role
from annotator.reconstruct.issues.jumps import SAME_TITLE, likeness_of_titles, same_number
from annotator.reconstruct.paragraphs.paragraphs import grams_of
from annotator.reconstruct.reading.similarity import Weights
from annotator.reconstruct.stories.layout import Layout

_LEAST_KINSHIP = 0.07  # of the story the marker goes to and the continuation
_LEAST_GAIN = 0.05  # over the story it stands at
_LEAST_TITLE = 8  # bigrams that two titles share; less may be the name of a column
_LONG_TITLE = 12  # the same; no column has so long a name
_LEAST_TOLD = 0.5  # of them that the texts below the titles explain, together
_MOST_STORIES = 1500  # in the issue


def reseat_markers(layouts: Sequence[Layout], numbers: Sequence[str]) -> list[Layout]:
    """Return the layouts with markers at the stories they belong to.

    Args:
        layouts: the pages of the issue.
        numbers: their printed numbers in plain form, empty where unknown.
    """
    if sum(len(layout.cut.stories) for layout in layouts) > _MOST_STORIES:
        return list(layouts)
    changed = list(layouts)
    if not any(story.jump_out is not None for layout in layouts for story in layout.cut.stories):
        return changed
    grams = [_grams(layout) for layout in layouts]
    weights = Weights([text for page in grams for text in page])
    titles = _Titles.of(layouts, numbers, weights)
    for page in range(len(layouts)):
        _seat_by_title(changed, page, titles)
    ends = [
        (page, number)
        for page, layout in enumerate(changed)
        for number, story in enumerate(layout.cut.stories)
        if story.jump_in is not None
    ]
    for page, layout in enumerate(changed):
        for holder, story in enumerate(layout.cut.stories):
            if story.jump_out is None:
                continue
            named = layout.pieces[story.jump_out].reading.target
            texts = [
                grams[other][number]
                for other, number in ends
                if other != page and _answers(changed[other], number, named, numbers[other], numbers[page])
            ]
            best = _better(changed[page], holder, texts, grams[page], weights)
            if best is not None and not titles.repeat(page, holder, named):
                changed[page] = _move(changed[page], holder, best)
    return changed


@dataclass(frozen=True, slots=True)
class _Titles:
    """Titles and texts of the stories of an issue, as bigrams, by page and story; captions have no title.

    Attributes:
        titles: the titles of those stories that have one.
        texts: the stories below them.
        numbers: printed numbers of the pages.
        weights: of bigrams in the issue.
    """

    titles: list[dict[int, frozenset[str]]]
    texts: list[dict[int, frozenset[str]]]
    numbers: Sequence[str]
    weights: Weights

    @classmethod
    def of(cls, layouts: Sequence[Layout], numbers: Sequence[str], weights: Weights) -> _Titles:
        """Collect the titles of an issue."""
        titles: list[dict[int, frozenset[str]]] = []
        for layout in layouts:
            found: dict[int, frozenset[str]] = {}
            for title in layout.titles:
                if title.story is not None and not layout.cut.stories[title.story].caption:
                    lines = [i for i in title.pieces if layout.pieces[i].role is Role.TITLE]
                    found[title.story] = found.get(title.story, frozenset()) | grams_of(layout.pieces, lines)
            titles.append(found)
        texts = [
            {number: grams_of(layout.pieces, layout.cut.stories[number].pieces) for number in page}
            for layout, page in zip(layouts, titles, strict=True)
        ]
        return cls(titles, texts, numbers, weights)

    def repeat(self, page: int, story: int, named: str) -> bool:
        """Tell whether the page of a printed number repeats the title of a story, and that is no column's name."""
        own = self.titles[page].get(story, frozenset())
        return (
            bool(named)
            and len(own) >= _LEAST_TITLE
            and any(
                self._same(page, story, other, number)
                for other, printed in enumerate(self.numbers)
                if other != page and printed and same_number(named, printed)
                for number in self.titles[other]
            )
        )

    def _same(self, page: int, story: int, other: int, number: int) -> bool:
        left, right = self.titles[page][story], self.titles[other][number]
        common = left & right
        if len(common) < _LEAST_TITLE or likeness_of_titles(left, right, self.weights) < SAME_TITLE:
            return False
        if len(common) >= _LONG_TITLE:
            return True
        told = self.weights.share(common, self.texts[page][story])
        return told + self.weights.share(common, self.texts[other][number]) >= _LEAST_TOLD


def _seat_by_title(layouts: list[Layout], page: int, titles: _Titles) -> None:
    """Give markers of a page to stories whose title the named page repeats, where theirs is not repeated there."""
    for number, story in enumerate(layouts[page].cut.stories):
        if story.jump_out is not None or not story.pieces:
            continue
        named = [printed for printed in titles.numbers if titles.repeat(page, number, printed)]
        holders = [
            (abs(holding.jump_out - story.pieces[-1]), holder)
            for holder, holding in enumerate(layouts[page].cut.stories)
            for target in named
            if holding.jump_out is not None
            and same_number(layouts[page].pieces[holding.jump_out].reading.target, target)
            and not titles.repeat(page, holder, target)
        ]
        if holders:
            layouts[page] = _move(layouts[page], min(holders)[1], number)


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
