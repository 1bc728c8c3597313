"""Taking lines of a list of titles apart where they hold titles of several stories.

Headlines that stand at one height of the page come as one line, the last line of one title with the first of the next.
Whether a blank inside a headline parts two titles is settled with the division of the whole list: all blanks part at
first, and those stay at which the course through titles and paragraphs goes on to another story.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.reading.regimes import Blanks
from annotator.reconstruct.reading.similarity import Weights
from annotator.reconstruct.stories.cutting import Cut, Heads, Story
from annotator.reconstruct.stories.headlines import gaps_in, parts_of
from annotator.reconstruct.stories.title_courses import best_course, is_list
from annotator.reconstruct.stories.titles import Title

_MOST_GAPS = 4  # of a line; what has more is set wide


def part_listed(
    pieces: Sequence[Piece], cut: Cut, titles: Sequence[Title], blanks: Blanks, weights: Weights
) -> list[Piece] | None:
    """Return the pieces of a page with listed lines taken apart that hold several titles, or None if none does."""
    listed = [i for heads in cut.heads if is_list(pieces, heads) for i in heads.pieces]
    gaps = {i: found for i in listed if 0 < len(found := gaps_in(pieces[i])) <= _MOST_GAPS}
    if not gaps:
        return None
    parted, places = _parted(pieces, gaps)
    course = best_course(
        parted, _moved_cut(cut, places), [_moved_title(title, places) for title in titles], blanks, weights
    )
    if course is None:
        return None
    story = {i: first for first, group in course.begun.items() for u in group for i in course.units[u]}
    kept = {
        i: [
            gap
            for gap, (before, behind) in zip(found, pairwise(places[i]), strict=True)
            if before in story and behind in story and story[before] != story[behind]
        ]
        for i, found in gaps.items()
    }
    kept = {i: found for i, found in kept.items() if found}
    return _parted(pieces, kept)[0] if kept else None


def _parted(
    pieces: Sequence[Piece], gaps: Mapping[int, Sequence[tuple[int, int]]]
) -> tuple[list[Piece], list[range]]:
    """Return the pieces with some taken apart at gaps, and where each went."""
    parted: list[Piece] = []
    places = []
    for i, piece in enumerate(pieces):
        made = parts_of(piece, gaps[i]) if i in gaps else [piece]
        places.append(range(len(parted), len(parted) + len(made)))
        parted += made
    return parted, places


def _moved(indexes: Iterable[int], places: Sequence[range]) -> list[int]:
    return [place for i in indexes for place in places[i]]


def _moved_title(title: Title, places: Sequence[range]) -> Title:
    return replace(title, pieces=tuple(_moved(title.pieces, places)))


def _moved_cut(cut: Cut, places: Sequence[range]) -> Cut:
    """Return the cut with the pieces of headline lines that were taken apart; no others are."""

    def moved_story(story: Story) -> Story:
        jump_in = None if story.jump_in is None else places[story.jump_in].start
        jump_out = None if story.jump_out is None else places[story.jump_out].start
        return replace(story, pieces=_moved(story.pieces, places), jump_in=jump_in, jump_out=jump_out)

    return Cut(
        tuple(moved_story(story) for story in cut.stories),
        tuple(Heads(tuple(_moved(heads.pieces, places)), heads.before, heads.after) for heads in cut.heads),
        frozenset(_moved(cut.headings, places)),
        {place: role for i, role in cut.furniture.items() for place in places[i]},
        {places[i].start: places[j].start for i, j in cut.links.items()},
    )
