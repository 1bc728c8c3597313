"""Stories without a title: which other story of the page they are part of.

A headline that is none, or a column that goes on with none before it, leaves a part of a story alone. On a page whose
columns were torn apart the rest of the story may stand anywhere; elsewhere it is the story before.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.reconstruct.paragraphs.paragraphs import Piece, grams_of
from annotator.reconstruct.reading.similarity import Weights
from annotator.reconstruct.stories.cutting import Cut, Start
from annotator.reconstruct.stories.titles import Title

_KIN = 0.2  # stories that share this much may be one story torn by a headline
_LIKE = 0.06  # likeness of the parts of a torn story
_LIKER = 2.0  # times as much as with any other story of the page
_LEAST = 40  # bigrams of a part whose matter can be told
_MOST_STORIES = 200  # on a page with more only the story before is looked at


def adopt_orphans(
    pieces: Sequence[Piece], cut: Cut, titles: Sequence[Title], weights: Weights
) -> dict[int, int]:
    """Return for stories without a title and without a hard start the story they are part of."""
    titled = {title.story for title in titles if title.story is not None}
    torn = len(cut.stories) <= _MOST_STORIES and any(line.column for piece in pieces for line in piece.lines)
    grams = [grams_of(pieces, story.pieces) for story in cut.stories]
    merged: dict[int, int] = {}
    previous: int | None = None
    for number, story in enumerate(cut.stories):
        if story.caption or not story.pieces:
            continue
        if number not in titled and story.start in (Start.TITLE, Start.WIDTH):
            parent = _parent(cut, grams, number, titled, weights) if torn else None
            if parent is None and previous is not None and not cut.stories[previous].closed:
                kin = weights.kinship(grams[previous], grams[number])
                if kin >= _KIN or 1 in (len(story.pieces), len(cut.stories[previous].pieces)):
                    parent = merged.get(previous, previous)
            if parent is not None:
                merged[number] = parent
                continue
        previous = number
    return merged


def _parent(
    cut: Cut, grams: Sequence[frozenset[str]], number: int, titled: set[int], weights: Weights
) -> int | None:
    """Return the titled story that a story without a title clearly has more in common with than with any other."""
    if len(grams[number]) < _LEAST:
        return None
    likes = sorted(
        (
            (weights.likeness(grams[other], grams[number]), other)
            for other, story in enumerate(cut.stories)
            if other != number and story.pieces and not story.caption
        ),
        reverse=True,
    )
    if not likes or likes[0][0] < max(_LIKE, _LIKER * likes[1][0] if len(likes) > 1 else 0.0):
        return None
    story = cut.stories[likes[0][1]]
    return likes[0][1] if likes[0][1] in titled and not story.closed and story.jump_out is None else None
