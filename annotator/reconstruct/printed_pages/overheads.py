"""Which heads stand over which stacks of text on a printed page.

A head stands over what is right below it, over the columns beside that where it stands over the middle of all of them
or begins where they begin, and one set downwards over the text beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.reconstruct.printed_pages.stacks import Kind, Stack

_REACH = 4.0  # ems from a head to what stands under it
_OFF_CENTRE = 2.0  # twice the ems by which the middles of a head and its columns may differ
_WIDEST_GUTTER = 4.0  # ems
_HIGHEST_PICTURE = 45.0  # ems
_FAR_BESIDE = 16.0  # ems from a head to the text beside it


def heads_over(stacks: Sequence[Stack], texts: Sequence[int], heads: Sequence[int]) -> dict[int, int | None]:
    """Return for each stack of text the head that stands over it or, for one set downwards, beside it."""
    above = {i: _head_above(stacks, i, heads) for i in texts}
    free = [i for i in texts if above[i] is None]
    claims: dict[int, list[tuple[bool, int]]] = {}
    for head in heads:
        under = [i for i in texts if above[i] == head]
        if under:
            left_set = (
                abs(stacks[head].box.left - min(stacks[i].box.left for i in under)) <= stacks[under[0]].em
            )
            for i in _also_under(stacks, head, under, free):
                claims.setdefault(i, []).append((not left_set, head))
    for i, claimed in claims.items():
        # To stand over the middle of columns says more than to begin where they begin.
        best = [head for centred, head in claimed if centred == max(claimed)[0]]
        above[i] = best[0] if len(best) == 1 else None
    for head in heads:
        if head not in above.values():
            beside = _beside(stacks, head, [i for i in texts if above[i] is None])
            if beside is not None:
                above[beside] = head
    return above


def _also_under(stacks: Sequence[Stack], head: int, under: Sequence[int], free: Sequence[int]) -> list[int]:
    """Return the columns on both sides of those under a head that belong under it, as it stands over their middle."""
    em = stacks[under[0]].em
    top = min(stacks[i].box.top for i in under)
    left, right = min(stacks[i].box.left for i in under), max(stacks[i].box.right for i in under)
    middle = stacks[head].box.left + stacks[head].box.right
    level = [i for i in free if stacks[i].box.top >= top - 0.6 * em and _is_free_up_to(stacks, i, top)]
    lefts = _neighbours(
        stacks, left, [i for i in level if stacks[i].box.right <= left + em], em, to_left=True
    )
    rights = _neighbours(
        stacks, right, [i for i in level if stacks[i].box.left >= right - em], em, to_left=False
    )
    if abs(stacks[head].box.left - left) <= em:
        return rights
    for size in range(len(lefts) + len(rights), 0, -1):
        for count in range(max(0, size - len(rights)), min(size, len(lefts)) + 1):
            begin = stacks[lefts[count - 1]].box.left if count else left
            end = stacks[rights[size - count - 1]].box.right if size > count else right
            if abs(begin + end - middle) <= _OFF_CENTRE * em:
                return [*lefts[:count], *rights[: size - count]]
    return []


def _is_free_up_to(stacks: Sequence[Stack], i: int, top: float) -> bool:
    """Tell whether nothing but a picture stands in the column of a stack, from a height down to it."""
    own = stacks[i]
    return not any(
        k != i
        and stack.kind in (Kind.TEXT, Kind.HEAD)
        and stack.box.top >= top - 0.6 * own.em
        and stack.box.bottom <= own.box.top + 0.6 * own.em
        and common_width(own, stack) >= 0.3
        for k, stack in enumerate(stacks)
    ) and (own.box.top - top < _HIGHEST_PICTURE * own.em)


def _neighbours(
    stacks: Sequence[Stack], edge: float, among: Sequence[int], em: float, *, to_left: bool
) -> list[int]:
    """Return columns beside each other, outwards from an edge."""
    found: list[int] = []
    for i in sorted(among, key=lambda i: -stacks[i].box.right if to_left else stacks[i].box.left):
        gap = edge - stacks[i].box.right if to_left else stacks[i].box.left - edge
        if gap > _WIDEST_GUTTER * em:
            break
        found.append(i)
        edge = stacks[i].box.left if to_left else stacks[i].box.right
    return found


def _beside(stacks: Sequence[Stack], head: int, free: Sequence[int]) -> int | None:
    """Return the stack right beside a head that has no text under it: the nearest one to its right, at its height."""
    own = stacks[head].box
    best: tuple[float, int] | None = None
    for i in free:
        box, em = stacks[i].box, stacks[i].em
        near = (box.left - own.right) / em
        common = min(own.bottom, box.bottom) - max(own.top, box.top)
        if not -1.0 <= near <= _FAR_BESIDE or common < 0.5 * min(own.bottom - own.top, box.bottom - box.top):
            continue
        between = any(
            k not in (i, head)
            and stack.kind in (Kind.TEXT, Kind.HEAD)
            and stack.box.left >= own.right - em
            and stack.box.right <= box.left + em
            and min(stack.box.bottom, own.bottom) > max(stack.box.top, own.top)
            for k, stack in enumerate(stacks)
        )
        if not between and abs(box.top - own.top) <= 6 * em and (best is None or near < best[0]):
            best = (near, i)
    return None if best is None else best[1]


def _head_above(stacks: Sequence[Stack], i: int, heads: Sequence[int]) -> int | None:
    """Return the head that stands right above a stack, nothing between them."""
    own = stacks[i]
    best: tuple[float, int] | None = None
    for h, stack in enumerate(stacks):
        if h == i or common_width(own, stack) < 0.3 or stack.kind is Kind.FURNITURE:
            continue
        if stack.box.bottom <= own.box.top + 0.6 * own.em:
            gap = own.box.top - stack.box.bottom
            if best is None or gap < best[0]:
                best = (gap, h)
    if best is None or stacks[best[1]].kind is not Kind.HEAD or best[1] not in heads:
        return None
    return best[1] if best[0] <= _REACH * max(own.em, 0.5 * stacks[best[1]].em) else None


def column_heads(
    stacks: Sequence[Stack], texts: Sequence[int], above: dict[int, int | None]
) -> dict[int, int | None]:
    """Return for each stack the head over its column: that of the stack above it where it has none of its own."""
    found: dict[int, int | None] = {}
    for i in sorted(texts, key=lambda i: stacks[i].box.top):
        head = above[i]
        if head is None:
            over = [
                k
                for k in found
                if common_width(stacks[k], stacks[i]) >= 0.5
                and stacks[k].box.bottom <= stacks[i].box.top + stacks[i].em
            ]
            near = max(over, key=lambda k: stacks[k].box.bottom, default=None)
            if near is not None and Kind.HEAD not in kinds_between(stacks, near, i):
                head = found[near]
        found[i] = head
    return found


def leftmost_under(
    stacks: Sequence[Stack], texts: Sequence[int], above: dict[int, int | None]
) -> frozenset[int]:
    """Return the stacks that stand farthest left under their heads."""
    under: dict[int, list[int]] = {}
    for i in texts:
        head = above[i]
        if head is not None:
            under.setdefault(head, []).append(i)
    return frozenset(min(members, key=lambda i: stacks[i].box.left) for members in under.values())


def kinds_between(stacks: Sequence[Stack], i: int, j: int) -> set[Kind]:
    """Return the kinds of the stacks that stand in the column between two stacks."""
    one, two = stacks[i], stacks[j]
    return {
        stack.kind
        for k, stack in enumerate(stacks)
        if k not in (i, j)
        and stack.box.top >= one.box.bottom - one.em
        and stack.box.bottom <= two.box.top + two.em
        and max(common_width(one, stack), common_width(two, stack)) >= 0.3
    }


def common_width(one: Stack, other: Stack) -> float:
    """Return the share of the narrower stack's width that the other one stands above or below."""
    common = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
    narrow = min(one.box.right - one.box.left, other.box.right - other.box.left)
    return common / max(narrow, 1e-6)
