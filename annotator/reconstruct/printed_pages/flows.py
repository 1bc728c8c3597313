"""Which stack of a printed page goes on with which, and which head stands over which text.

Text goes on at the top of the column to the right, or below what interrupts its column; a head above a stack says that
a story begins there, unless it stands over the stack to the left as well. How paragraphs break and what the words say
across the break decides with the places, for all stacks of the page at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from annotator.reconstruct.printed_pages.overheads import (
    column_heads,
    common_width,
    heads_over,
    kinds_between,
    leftmost_under,
)
from annotator.reconstruct.printed_pages.stacks import Kind, Stack
from annotator.reconstruct.reading.characters import ends_sentence
from annotator.reconstruct.reading.matching import best_matching
from annotator.reconstruct.reading.roles import Reading
from annotator.reconstruct.reading.similarity import Weights, bigrams
from annotator.reconstruct.rows.chains import ordered_chains
from annotator.reconstruct.rows.junctions import Junctions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_NEVER = -20.0
_BELOW = 2.0  # right below in the same column
_FAR_BELOW = 1.0
_NEXT_COLUMN = 1.8  # at the same height
_BESIDE = 0.9  # in the next column, higher or lower
_APART = -2.0
_FARTHEST = 50.0  # ems to the right
_BACK = -1.2  # from the last column back to the first one below
_SAME_HEAD = 1.6
_OTHER_HEAD = -3.5
_UNDER_HEAD = -1.5
_FLOWS = 1.5  # a line that fills its column inside a sentence, and one without an indent
_BROKEN = -3.0
_FRESH = 0.5  # after a paragraph's end another paragraph
_WORDS = 0.45  # of what the language model says
_KIN = 16.0
_MOST_KIN = 1.6
_RAW_ORDER = 0.7
_OTHER_WIDTH = -2.0
_OTHER_SIZE = -2.5
_REACH = 4.0  # ems from a head to what stands under it
_HEAD_OVER = 3.0
_HEAD_NEAR = 2.0
_HEAD_SHARE = 3.0


@dataclass(frozen=True, slots=True)
class Flow:
    """Stacks that one text flows through, with its head.

    Attributes:
        stacks: indexes of the stacks in reading order.
        head: index of its head, or None.
    """

    stacks: tuple[int, ...]
    head: int | None


@dataclass(frozen=True, slots=True)
class _State:
    """How the text of a stack begins and ends.

    Attributes:
        opened: whether it stops inside a sentence at the end of a full line.
        closed: whether it stops with a sentence, before the end of its line.
        indented: whether it begins like a paragraph.
        flowing: whether it begins at the left edge.
        never_on: whether nothing can follow.
        never_from: whether it follows nothing.
    """

    opened: bool
    closed: bool
    indented: bool
    flowing: bool
    never_on: bool
    never_from: bool


def find_flows(stacks: Sequence[Stack], readings: dict[int, Reading]) -> list[Flow]:
    """Return the flows of a page's text, those whose heads or beginnings stand higher or farther left first.

    Args:
        stacks: the stacks of the page.
        readings: what the wording of each line says, by its start in the raw text.
    """
    texts = [i for i, stack in enumerate(stacks) if stack.kind is Kind.TEXT]
    heads = [i for i, stack in enumerate(stacks) if stack.kind is Kind.HEAD]
    if not texts:
        return [Flow((), head) for head in heads]
    above = heads_over(stacks, texts, heads)
    widths = {i: _width(stacks, i) for i in texts}
    states = [_state(stacks[i], widths[i], readings) for i in texts]
    scores = _scores(stacks, texts, above, widths, states)
    chains = ordered_chains(best_matching(scores), scores)
    flows = [tuple(texts[k] for k in chain) for chain in chains]
    given = _heads_of(stacks, flows, heads, above)
    made = [Flow(flow, given.get(number)) for number, flow in enumerate(flows)]
    taken = set(given.values())
    made += [Flow((), head) for head in heads if head not in taken]
    return _in_order(stacks, made, texts, scores)


def _width(stacks: Sequence[Stack], i: int) -> float:
    """Return the width of a stack's column in units: of few rows, that of stacks below or above that hold it."""
    own = stacks[i]
    width = own.box.right - own.box.left
    if len(own.rows) >= 4:
        return width
    holding = [
        stack.box.right - stack.box.left
        for stack in stacks
        if stack.kind is Kind.TEXT
        and len(stack.rows) >= 4
        and abs(stack.em - own.em) < 0.12 * own.em
        and stack.box.left <= own.box.left + own.em
        and stack.box.right >= own.box.right - own.em
        and abs(stack.box.left - own.box.left) <= 2.7 * own.em
    ]
    return max(width, min(holding, default=width))


def _state(stack: Stack, width: float, readings: dict[int, Reading]) -> _State:
    first, last = stack.rows[0], stack.rows[-1]
    em = stack.em
    left = min(row.box.left for row in stack.rows)
    right = max(stack.box.right, left + width)
    if len(stack.rows) < 3 and width > stack.box.right - stack.box.left:
        left = min(left, right - width)
    indent = (first.box.left - left) / em
    full = (right - last.box.right) / em <= 1.3
    ended = ends_sentence(last.text)
    begin = readings[first.parts[0].line.start]
    end = readings[last.parts[-1].line.start]
    single = len(stack.rows) == 1 and width <= stack.box.right - stack.box.left + 0.1 * em
    return _State(
        opened=full and not ended,
        closed=ended and not full,
        indented=indent >= 1.3,
        flowing=indent < 0.8 and not single,
        never_on=end.way == "out",
        never_from=begin.way == "in" or begin.dateline,
    )


def _scores(
    stacks: Sequence[Stack],
    texts: Sequence[int],
    above: dict[int, int | None],
    widths: dict[int, float],
    states: Sequence[_State],
) -> Floats:
    count = len(texts)
    scores = np.full((count, count), _NEVER)
    leftmost = leftmost_under(stacks, texts, above)
    columns = column_heads(stacks, texts, above)
    for a, i in enumerate(texts):
        if states[a].never_on:
            continue
        for b, j in enumerate(texts):
            if a == b or states[b].never_from:
                continue
            place = _place(stacks, i, j)
            if place <= _NEVER:
                continue
            score = (
                place
                + _under_heads(stacks, i, j, columns[i], above[j], leftmost)
                + _break(states[a], states[b])
            )
            em = max(stacks[i].em, stacks[j].em)
            if abs(widths[i] - widths[j]) > 1.25 * em:
                score += _OTHER_WIDTH
            if max(stacks[i].em, stacks[j].em) > 1.08 * min(stacks[i].em, stacks[j].em):
                score += _OTHER_SIZE
            before, after = stacks[i].rows[-1].parts[-1].line, stacks[j].rows[0].parts[0].line
            if before.end <= after.start and after.start - before.end <= 3:
                score += _RAW_ORDER
            scores[a, b] = score
    likely = np.argwhere(scores > -4.0)
    if len(likely):
        tails = [stacks[i].rows[-1].text for i in texts]
        fronts = [stacks[i].rows[0].text for i in texts]
        said = Junctions(tails, fronts).scores(likely[:, 0], likely[:, 1])
        grams = [bigrams(stacks[i].text) for i in texts]
        weights = Weights(grams)
        for (a, b), words in zip(likely.tolist(), said.tolist(), strict=True):
            if states[a].opened:
                scores[a, b] += _WORDS * words
            scores[a, b] += min(_MOST_KIN, _KIN * weights.kinship(grams[a], grams[b])) - 0.5 * _MOST_KIN
    return scores


def _place(stacks: Sequence[Stack], i: int, j: int) -> float:
    """Return what the places of two stacks say for the second going on with the first."""
    one, two = stacks[i], stacks[j]
    em = min(one.em, two.em)
    if common_width(one, two) >= 0.5:
        if two.box.top < one.box.bottom - 0.6 * em:
            return _NEVER
        gap = (two.box.top - one.box.bottom) / em
        between = kinds_between(stacks, i, j)
        if Kind.TEXT in between:
            return _NEVER
        if Kind.HEAD in between:
            return _OTHER_HEAD
        return _BELOW if gap <= 2.5 else max(_FAR_BELOW - 0.04 * (gap - 2.5), -0.5)
    if two.box.left >= one.box.right - 0.6 * em:
        return _to_the_right(stacks, i, j, em)
    if two.box.right <= one.box.left + 0.6 * em and two.box.top >= one.box.top:
        return _BACK if two.box.top >= one.box.bottom - em else _NEVER
    return _NEVER


def _to_the_right(stacks: Sequence[Stack], i: int, j: int, em: float) -> float:
    one, two = stacks[i], stacks[j]
    distance = (two.box.left - one.box.right) / em
    if distance > _FARTHEST:
        return _NEVER
    skipped = sum(
        stack.kind in (Kind.TEXT, Kind.HEAD)
        and k not in (i, j)
        and stack.box.left >= one.box.right - 0.6 * em
        and stack.box.right <= two.box.left + 0.6 * em
        and stack.box.top < max(one.box.bottom, two.box.bottom)
        and stack.box.bottom > min(max(one.box.top, two.box.top), one.box.bottom)
        for k, stack in enumerate(stacks)
    )
    rise = (two.box.top - one.box.top) / em
    if abs(rise) <= 1.2:
        score = _NEXT_COLUMN
    elif two.box.top < one.box.bottom and two.box.bottom > one.box.top:
        score = _BESIDE
    else:
        score = _APART
    return score - 2.5 * min(skipped, 3) - 0.12 * max(0.0, distance - 3.0)


def _under_heads(
    stacks: Sequence[Stack], i: int, j: int, mine: int | None, theirs: int | None, leftmost: frozenset[int]
) -> float:
    """Return what the heads above two stacks say for the second going on with the first."""
    level = abs(stacks[j].box.top - stacks[i].box.top) <= 1.2 * min(stacks[i].em, stacks[j].em)
    if theirs is None:
        return 0.6 if mine is not None and level else 0.0
    if mine == theirs:
        return _SAME_HEAD if j not in leftmost else 0.0
    return _OTHER_HEAD if j in leftmost else _UNDER_HEAD


def _break(before: _State, after: _State) -> float:
    if before.opened:
        return _BROKEN if after.indented else (_FLOWS if after.flowing else 0.0)
    if before.closed:
        return -2.0 if after.flowing and not after.indented else (_FRESH if after.indented else 0.0)
    return _FRESH if after.indented else 0.0


def _heads_of(
    stacks: Sequence[Stack],
    flows: Sequence[tuple[int, ...]],
    heads: Sequence[int],
    above: dict[int, int | None],
) -> dict[int, int]:
    """Return the heads of flows by their numbers."""
    if not heads:
        return {}
    grams = [bigrams("".join(stacks[i].text for i in flow)) for flow in flows]
    weights = Weights(grams)
    scores = np.full((len(flows), len(heads)), _NEVER)
    for number, flow in enumerate(flows):
        for column, head in enumerate(heads):
            place = _head_place(stacks, flow, head, above)
            if place > _NEVER:
                share = weights.share(bigrams(stacks[head].text), grams[number])
                scores[number, column] = place + _HEAD_SHARE * share
    return {number: heads[column] for number, column in enumerate(best_matching(scores)) if column >= 0}


def _head_place(
    stacks: Sequence[Stack], flow: tuple[int, ...], head: int, above: dict[int, int | None]
) -> float:
    own, first = stacks[head], stacks[flow[0]]
    em = first.em
    if above[flow[0]] == head:
        return _HEAD_OVER
    if any(above[i] == head for i in flow[1:]):
        return _HEAD_NEAR
    left, right = min(stacks[i].box.left for i in flow), max(stacks[i].box.right for i in flow)
    top = min(stacks[i].box.top for i in flow)
    inside = own.box.left >= left - em and own.box.right <= right + em
    gap = (top - own.box.bottom) / em
    if inside and -1 <= gap <= _REACH:
        return _HEAD_NEAR - 0.1 * max(gap, 0.0)
    within = inside and own.box.top >= top - em and own.box.bottom <= max(stacks[i].box.bottom for i in flow)
    return 0.3 if within else _NEVER


def _in_order(
    stacks: Sequence[Stack], flows: Sequence[Flow], texts: Sequence[int], scores: Floats
) -> list[Flow]:
    """Return the flows down the page; one without a head comes behind what it most likely goes on with."""
    number = {i: place for place, i in enumerate(texts)}
    em = median(stack.em for stack in stacks)

    def corner(flow: Flow) -> tuple[float, float]:
        box = stacks[flow.head if flow.head is not None else flow.stacks[0]].box
        return round(box.top / (3 * em)), box.left

    ordered = [flow for flow in sorted(flows, key=corner) if flow.head is not None]
    for flow in sorted((flow for flow in flows if flow.head is None), key=corner):
        first = number[flow.stacks[0]]
        best = max(
            (other for other in ordered if other.stacks),
            key=lambda other: scores[number[other.stacks[-1]], first],
            default=None,
        )
        if best is not None and scores[number[best.stacks[-1]], first] > -4.0:
            ordered.insert(ordered.index(best) + 1, flow)
        else:
            place = sum(corner(other) <= corner(flow) for other in ordered)
            ordered.insert(place, flow)
    return ordered
