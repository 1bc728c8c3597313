"""Stacks: lines below each other in one column of print, and which of them are heads, text or small print."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from statistics import median

from annotator.model.article import FURNITURE_ROLES, Role
from annotator.model.layout import Box
from annotator.reconstruct.printed_pages.printed import Printed
from annotator.reconstruct.reading.roles import Reading

_SAME_ROW = 0.35  # of the type's size between the middles of pieces of one row
_FEW = 3  # characters; pieces of so few are no lines of a column by themselves
_LEAST_DOWN = 3  # characters
_DOWN_GAP = 0.9  # ems between characters set downwards
_TOUCHING = 0.7  # ems between pieces of one row
_EDGE = 0.3  # ems by which left edges of one column may differ
_EDGES = 4  # lines that begin at a place where columns begin
_SAME_SIZE = 1.13
_PITCH = 2.3  # ems from row to row at most
_UNUSUAL = 1.35  # times the usual pitch of a stack parts it
_INDENT = 2.7  # ems by which left edges of rows of one column may differ
_LARGE = 1.2  # of the size of the text
_DISPLAY = 1.6
_SMALL = 0.93
_SLIGHTLY_LARGE = 1.07
_HEAD_ROWS = 4
_DISPLAY_ROWS = 6
_HEAD_GAP = 1.1  # ems of the larger type between the parts of one head
_SIGNED_GAP = 2.5  # the same to its byline


class Kind(Enum):
    """What a stack is by its place and size of type."""

    TEXT = "text"
    HEAD = "head"
    SMALL = "small"  # captions and the like
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces of one printed line, from left to right or, where it is set downwards, from top to bottom."""

    parts: tuple[Printed, ...]
    box: Box
    em: float
    down: bool = False

    @property
    def text(self) -> str:
        """The text without blanks."""
        return "".join(part.line.flat for part in self.parts)

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True, slots=True)
class Stack:
    """Rows that stand below each other; of a head all its parts.

    Attributes:
        rows: from top to bottom.
        box: around them.
        em: size of the type; of a head the largest one.
        kind: what it is.
    """

    rows: tuple[Row, ...]
    box: Box
    em: float
    kind: Kind

    @property
    def text(self) -> str:
        """The text without blanks."""
        return "".join(row.text for row in self.rows)


def make_stacks(printed: Sequence[Printed], readings: Sequence[Reading]) -> tuple[list[Stack], float]:
    """Return the stacks of a page, and the size of the type of its text."""
    roles = {id(each): reading for each, reading in zip(printed, readings, strict=True)}
    rows = _set_downwards(_rows(printed))
    body = _text_size(rows)
    stacks = []
    for group in _stacked(rows, roles):
        box = _around([row.box for row in group])
        em = median(row.em for row in group)
        stacks.append(Stack(tuple(group), box, em, _kind(group, em / body, roles)))
    return _whole_heads(stacks, body, roles), body


def _rows(printed: Sequence[Printed]) -> list[Row]:
    """Join the pieces of printed lines that extractors tore apart."""
    ordered = sorted(printed, key=lambda each: each.middle)
    middles = [each.middle for each in ordered]
    step = _EDGE * median(each.em for each in printed)
    edges = Counter(round(each.box.left / step) for each in printed if len(each.line.flat) > _FEW)
    before: dict[int, int] = {}
    taken: set[int] = set()
    for i, left in enumerate(ordered):
        if left.down:
            continue
        reach = _SAME_ROW * left.em
        best: tuple[float, int] | None = None
        for j in range(bisect_left(middles, left.middle - reach), len(ordered)):
            right = ordered[j]
            if right.middle > left.middle + reach:
                break
            gap = right.box.left - left.box.right
            if j == i or right.down or not -0.5 * left.em <= gap <= _TOUCHING * left.em:
                continue
            if right.box.left <= left.box.left or not _alike(left.em, right.em):
                continue
            edge = round(right.box.left / step)
            few = min(len(left.line.flat), len(right.line.flat)) <= _FEW
            if not few and edges[edge - 1] + edges[edge] + edges[edge + 1] > _EDGES:
                continue  # a column begins there
            if best is None or gap < best[0]:
                best = (gap, j)
        if best is not None and best[1] not in taken:
            before[best[1]] = i
            taken.add(best[1])
    after = {i: j for j, i in before.items()}
    rows = []
    for i in range(len(ordered)):
        if i in before:
            continue
        parts = [ordered[i]]
        while i in after:
            i = after[i]
            parts.append(ordered[i])
        rows.append(
            Row(tuple(parts), _around([part.box for part in parts]), median(part.em for part in parts))
        )
    return rows


def _set_downwards(rows: Sequence[Row]) -> list[Row]:
    """Join characters that stand right below each other alone: print set downwards."""
    ordered = sorted(rows, key=lambda row: row.box.top)
    single = [i for i, row in enumerate(ordered) if len(row.text) == 1 or row.parts[0].down]
    below: dict[int, int] = {}
    for place, i in enumerate(single):
        upper = ordered[i]
        for j in single[place + 1 :]:
            lower = ordered[j]
            gap = lower.box.top - upper.box.bottom
            if gap > _DOWN_GAP * upper.em:
                break
            beside = abs(lower.box.left + lower.box.right - upper.box.left - upper.box.right) > 0.7 * upper.em
            if (
                j not in below.values()
                and not beside
                and gap > -0.5 * upper.em
                and _alike(upper.em, lower.em)
            ):
                below[i] = j
                break
    joined = []
    for i, row in enumerate(ordered):
        if i in below.values():
            continue
        course = [row]
        while i in below:
            i = below[i]
            course.append(ordered[i])
        text = "".join(each.text for each in course)
        if row.parts[0].down or (len(course) > 1 and len(text) >= _LEAST_DOWN):
            parts = tuple(part for each in course for part in each.parts)
            em = median(each.em for each in course)
            joined.append(Row(parts, _around([each.box for each in course]), em, down=True))
        else:
            joined += course
    return joined


def _text_size(rows: Sequence[Row]) -> float:
    """Return the size of type that most of the page's text is set in."""
    sizes: Counter[int] = Counter()
    unit = median(row.em for row in rows) / 50
    for row in rows:
        sizes[round(row.em / unit)] += len(row.text)
    best = max(sizes, key=lambda size: (sum(sizes[size + off] for off in (-1, 0, 1)), -size))
    near = [row.em for row in rows if abs(row.em / unit - best) <= 2]
    return median(near)


def _stacked(rows: Sequence[Row], roles: dict[int, Reading]) -> list[list[Row]]:
    """Group rows that stand right below each other in one column."""
    order = sorted(rows, key=lambda row: row.middle)
    middles = [row.middle for row in order]
    below: dict[int, int] = {}
    above: dict[int, int] = {}
    for i, upper in enumerate(order):
        if _alone(upper, roles):
            continue
        for j in range(bisect_left(middles, upper.middle + 0.5 * upper.em), len(order)):
            lower = order[j]
            if lower.middle > upper.middle + _PITCH * upper.em:
                break
            beside = abs(upper.box.left - lower.box.left) > _INDENT * upper.em
            if beside and _overlap(upper.box, lower.box) < 0.5:
                continue
            if j not in above and not _alone(lower, roles) and _of_one_column(upper, lower):
                below[i], above[j] = j, i
            break  # whatever stands right below, nothing farther down goes on with it
    groups = []
    for i in range(len(order)):
        if i in above:
            continue
        group = [order[i]]
        while i in below:
            i = below[i]
            group.append(order[i])
        groups += _evenly_spaced(group)
    return groups


def _alone(row: Row, roles: dict[int, Reading]) -> bool:
    role = roles[id(row.parts[0])].role
    return row.down or role is Role.BYLINE or (role in FURNITURE_ROLES and len(row.parts) == 1)


def _of_one_column(upper: Row, lower: Row) -> bool:
    if not _alike(upper.em, lower.em):
        return False
    em = upper.em
    shift = abs(upper.box.left - lower.box.left)
    centred = abs(upper.box.left + upper.box.right - lower.box.left - lower.box.right) < 2 * em
    inside = lower.box.left > upper.box.left - em and lower.box.right < upper.box.right + em
    holds = upper.box.left > lower.box.left - em and upper.box.right < lower.box.right + em
    return (
        shift <= _INDENT * em
        or centred
        or ((inside or holds) and min(len(upper.text), len(lower.text)) <= 12)
    )


def _evenly_spaced(group: list[Row]) -> list[list[Row]]:
    """Part a stack where the distance of its rows is out of the usual."""
    if len(group) < 3:
        return [group]
    usual = median(lower.middle - upper.middle for upper, lower in pairwise(group))
    parts = [[group[0]]]
    for upper, lower in pairwise(group):
        if lower.middle - upper.middle > max(_UNUSUAL * usual, usual + 0.4 * upper.em):
            parts.append([])
        parts[-1].append(lower)
    return parts


def _kind(group: Sequence[Row], ratio: float, roles: dict[int, Reading]) -> Kind:
    role = roles[id(group[0].parts[0])].role
    text = "".join(row.text for row in group)
    if role in FURNITURE_ROLES and not group[0].down:
        return Kind.FURNITURE
    stops = text.count("。", 0, -1)
    if group[0].down:
        return Kind.HEAD if ratio >= _LARGE or len(text) <= 30 else Kind.TEXT
    if ratio >= _DISPLAY and len(group) <= _DISPLAY_ROWS and stops <= 1:
        return Kind.HEAD
    if (
        ratio >= _LARGE
        and len(group) <= _HEAD_ROWS
        and not stops
        and text.count("，") <= 2
        and len(text) <= 60
    ):
        return Kind.HEAD
    return Kind.SMALL if ratio < _SMALL else Kind.TEXT


def _whole_heads(stacks: list[Stack], body: float, roles: dict[int, Reading]) -> list[Stack]:
    """Join the parts of each head: kicker, title, subtitle and byline that stand close below each other."""
    parts = sorted(
        (stack for stack in stacks if stack.kind is Kind.HEAD or _may_be_of_head(stack, body, roles)),
        key=lambda stack: stack.box.top,
    )
    group = list(range(len(parts)))

    def find(i: int) -> int:
        while group[i] != i:
            i = group[i]
        return i

    for i, upper in enumerate(parts):
        for j, lower in enumerate(parts):
            gap = lower.box.top - upper.box.bottom
            signed = roles[id(lower.rows[0].parts[0])].role is Role.BYLINE
            reach = (_SIGNED_GAP if signed else _HEAD_GAP) * max(upper.em, lower.em)
            if i == j or lower.box.top <= upper.box.top or gap > reach:
                continue
            if lower.kind is Kind.TEXT and not signed and lower.em < _SLIGHTLY_LARGE * body:
                middles = upper.box.left + upper.box.right, lower.box.left + lower.box.right
                if abs(middles[0] - middles[1]) > lower.em:
                    continue
            if upper.rows[0].down != lower.rows[0].down and not signed:
                continue
            if _overlap(upper.box, lower.box) >= 0.3 and Kind.HEAD in (upper.kind, lower.kind):
                group[find(j)] = find(i)
    heads: dict[int, list[Stack]] = {}
    for i, part in enumerate(parts):
        heads.setdefault(find(i), []).append(part)
    whole = [
        Stack(
            tuple(row for part in members for row in part.rows),
            _around([part.box for part in members]),
            max(part.em for part in members),
            Kind.HEAD,
        )
        for members in heads.values()
        if any(part.kind is Kind.HEAD for part in members)
    ]
    used = {
        id(part)
        for members in heads.values()
        if any(part.kind is Kind.HEAD for part in members)
        for part in members
    }
    return whole + [stack for stack in stacks if id(stack) not in used]


def _may_be_of_head(stack: Stack, body: float, roles: dict[int, Reading]) -> bool:
    if stack.kind is not Kind.TEXT or len(stack.rows) > 2:
        return False
    if roles[id(stack.rows[0].parts[0])].role is Role.BYLINE:
        return True
    if stack.em / body >= _SLIGHTLY_LARGE:
        return "。" not in stack.text[:-1] and len(stack.text) <= 50
    return len(stack.rows) == 1 and "。" not in stack.text and len(stack.text) <= 24


def _around(boxes: Sequence[Box]) -> Box:
    box = boxes[0]
    for each in boxes[1:]:
        box = box.joined(each)
    return box


def _overlap(one: Box, other: Box) -> float:
    """Return the share of the narrower box's width that the other one stands above or below."""
    common = min(one.right, other.right) - max(one.left, other.left)
    return common / max(min(one.right - one.left, other.right - other.left), 1e-6)


def _alike(one: float, other: float) -> bool:
    return max(one, other) <= _SAME_SIZE * min(one, other)
