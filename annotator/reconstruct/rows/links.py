"""Which column of a page goes on with which, once the rows have been read.

Columns of one stretch mostly follow each other, but a headline beside them cuts a stretch in two, a heading moves the
rest of a column to rows of its own, and neighbouring articles share rows. All columns of a page are linked at once, as
an assignment: where two columns stand to each other, what the language model says about the break, how the lines at the
break fill their column and what words the two share are weighed as logarithms of likelihoods, which were measured over
rows of real and of typeset columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.matching import best_matching
from annotator.reconstruct.reading.regimes import SAME_WIDTH
from annotator.reconstruct.rows.chains import kinship, ordered_chains, room
from annotator.reconstruct.rows.junctions import Junctions, Trigrams
from annotator.reconstruct.rows.link_evidence import Home, learnt_scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Logarithms of the odds that one column goes on with another, measured over rows of real and of typeset columns.
_BESIDE = 0.4  # the next column of the same stretch
_EARLY = -1.5  # behind a column that ends early, added
_NEXT = -1.2  # the first column of the next stretch
_BELOW = -0.6  # the column in the same place of a near stretch with as many columns
_UNDER = -1.2  # the same with another number of columns
_FURTHER = -2.7  # another column on the right
_NEAR = -2.6
_BEFORE = -4.0
_FAR = -6.7
_REACH = 4  # stretches that are near
_HEAD = 1.0  # what stands below a headline or heading
_OTHER_WIDTH = -2.0  # where the column goes on at another width
_DOUBT = 0.5  # taken from what speaks for each pair: a wrong link costs more than a missing one
_WIDER = 1.6  # cells by which a raw line of its own is wider than the columns
_INSIDE = frozenset("，。")  # marks of sentences
_MEND = 3.5  # for two fragments that both lack their other half
_JUNCTIONS = (-3.0, -2.0, -1.0, 0.5, 1.5, 2.5, 3.0, 5.5, 6.9, 7.0)
_JUNCTION_SCORES = (-3.0, -2.5, -0.5, -0.5, 0.5, 0.75, 1.9, 2.2, 2.6, 4.0)
_KINSHIPS = (0.0, 0.02, 0.04, 0.06, 0.1)
_KINSHIP_SCORES = (-0.6, 0.1, 0.7, 1.2, 1.5)
_ROOMS = (1.4, 2.6, 3.6)  # cells left in a line: full, first of a paragraph, nearly so, short
_SHAPES = np.array(
    [  # by what the last line leaves and whether it ends a sentence, the same of the first line of the other
        [0.5, -2.1, -1.5, -1.3, 0.5, 0.6, 0.9, 0.7],
        [0.4, -0.4, -1.0, -1.1, 0.0, -1.0, -1.2, -0.8],
        [-0.2, 0.9, 0.8, -0.5, -0.4, 0.0, 0.0, -1.0],
        [-1.5, 0.9, 0.0, 0.5, -0.2, -0.9, 0.0, -1.4],
        [-0.9, 0.1, -0.5, 0.0, -1.4, -0.5, -0.7, -0.8],
        [-2.4, -0.3, 0.5, -0.1, -0.5, 0.5, 0.0, -1.0],
        [-2.3, 0.1, 0.5, -1.0, -0.5, 0.5, -0.3, -1.0],
        [-2.8, 0.3, 0.0, 0.3, -2.5, 0.2, -1.6, -3.0],
    ]
)
_NO_MARKS = frozenset("，。、；,;:：")


def link_columns(
    fragments: Sequence[Sequence[Line]], homes: Sequence[Home], widths: Sequence[tuple[float, float]]
) -> list[list[int]]:
    """Return chains of columns by their indexes, in the order of their first columns.

    Args:
        fragments: the lines of each column.
        homes: where each stands.
        widths: the column width in cells at the first and at the last line of each.
    """
    count = len(fragments)
    if count < 2:
        return [[i] for i in range(count)]
    firsts, lasts = [lines[0] for lines in fragments], [lines[-1] for lines in fragments]
    over, under = (np.array(part) for part in zip(*widths, strict=True))
    scores = learnt_scores(counted_scores(fragments, homes, widths), fragments, homes, widths) - _DOUBT
    heads = heads_among(fragments, homes, widths)
    starts = room(firsts, over) >= _ROOMS[0]
    for i in np.flatnonzero(heads).tolist():
        scores[i] = -np.inf
        scores[:, i] = -np.inf
        if i + 1 < count and (starts[i + 1] or heads[i + 1]):
            scores[i, i + 1] = _HEAD
    np.fill_diagonal(scores, -np.inf)
    following = best_matching(scores)
    _mend(following, scores, room(lasts, under), room(firsts, over), lasts, firsts)
    return ordered_chains(following, scores)


def heads_among(
    fragments: Sequence[Sequence[Line]], homes: Sequence[Home], widths: Sequence[tuple[float, float]]
) -> list[bool]:
    """Tell of each column whether it is a headline or heading, which nothing goes on with but what stands below it."""
    return [
        _is_head(lines, width) or (home.alone and not _is_text(lines, width))
        for lines, home, (_, width) in zip(fragments, homes, widths, strict=True)
    ]


def counted_scores(
    fragments: Sequence[Sequence[Line]], homes: Sequence[Home], widths: Sequence[tuple[float, float]]
) -> Floats:
    """Return for each pair of columns what likelihoods that were counted say for the second going on with the first."""
    firsts, lasts = [lines[0] for lines in fragments], [lines[-1] for lines in fragments]
    over, under = (np.array(part) for part in zip(*widths, strict=True))
    trigrams = Trigrams(line.text for lines in fragments for line in lines)
    scores = _relations(homes) + _break_scores(firsts, lasts, over, under, trigrams)
    scores = scores + _OTHER_WIDTH * (np.abs(under[:, None] - over[None, :]) > SAME_WIDTH)
    counted: Floats = scores + np.interp(kinship(fragments), _KINSHIPS, _KINSHIP_SCORES)
    return counted


def _break_scores(
    firsts: Sequence[Line], lasts: Sequence[Line], over: Floats, under: Floats, trigrams: Trigrams
) -> Floats:
    """Return for each pair of columns what the lines at the break say for the second going on with the first."""
    count = len(firsts)
    left, right = (part.ravel() for part in np.meshgrid(np.arange(count), np.arange(count), indexing="ij"))
    joints = Junctions([line.flat for line in lasts], [line.flat for line in firsts], trigrams)
    junctions = joints.scores(left, right)
    ended = np.array([line.ended for line in lasts])
    words = np.interp(junctions, _JUNCTIONS, _JUNCTION_SCORES)
    words = np.where(ended[left], 0.0, words).reshape(count, count)
    scores: Floats = words + _SHAPES[np.ix_(_shape(lasts, under), _shape(firsts, over))]
    return scores


def _relations(homes: Sequence[Home]) -> Floats:
    """Return for each pair of columns what their places say for the second going on with the first."""
    stretch = np.array([home.stretch for home in homes])
    place = np.array([home.place for home in homes])
    columns = np.array([home.columns for home in homes])
    apart = stretch[None, :] - stretch[:, None]
    step = place[None, :] - place[:, None]
    below = np.where(columns[None, :] == columns[:, None], _BELOW, _UNDER)
    near = np.where(step == 0, below, _NEAR)
    scores = np.where(apart > 0, np.where(apart <= _REACH, near, _FAR), 0.0)
    scores = np.where(apart < 0, np.where(apart >= -_REACH, _BEFORE, _FAR), scores)
    beside = np.where(step == 1, _BESIDE, np.where(step > 1, _FURTHER, _FAR))
    scores = np.where(apart == 0, beside, scores)
    beside_early = (apart == 0) & (step == 1) & np.array([home.early for home in homes])[:, None]
    scores = scores + _EARLY * beside_early
    ends = place == columns - 1
    following: Floats = np.where((apart == 1) & ends[:, None] & (place == 0)[None, :], _NEXT, scores)
    return following


def _shape(lines: Sequence[Line], width: Floats) -> NDArray[np.int64]:
    ended = np.array([line.ended for line in lines])
    shape: NDArray[np.int64] = np.digitize(room(lines, width), _ROOMS) + 4 * ended
    return shape


def _is_text(lines: Sequence[Line], width: float) -> bool:
    """Tell whether a raw line of its own is one of text in a wider column."""
    return lines[0].cells > width + _WIDER and bool(_INSIDE & set(lines[0].text))


def _is_head(lines: Sequence[Line], width: float) -> bool:
    """Tell whether a fragment looks like a headline or heading."""
    return (
        len(lines) <= 2
        and not _NO_MARKS & set("".join(line.text for line in lines))
        and not lines[-1].ended
        and abs(width - lines[-1].cells) > 0.6
    )


def _mend(
    following: list[int],
    scores: Floats,
    under: Floats,
    over: Floats,
    lasts: Sequence[Line],
    firsts: Sequence[Line],
) -> None:
    """Link fragments that both lack their other half although the evidence for each pair alone is weak."""
    ends = (np.abs(under) <= 1.1) & ~np.array([line.ended for line in lasts])
    starts = (np.abs(over) <= 1.1) | np.array([line.ended for line in firsts])
    taken = set(following)
    left = [i for i, j in enumerate(following) if j < 0 and ends[i]]
    right = [j for j in range(len(following)) if j not in taken and starts[j]]
    if not left or not right:
        return
    for i, j in enumerate(best_matching(scores[np.ix_(left, right)] + _MEND)):
        if j >= 0:
            following[left[i]] = right[j]
