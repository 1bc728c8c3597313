"""The columns of a printed page: which stretches of its raw text stand in which of them."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model.layout import Columns, PageLayout
from annotator.model.page import Page
from annotator.reconstruct.printed_pages.printed_order import printed_stacks
from annotator.reconstruct.printed_pages.stacks import Kind, Stack

_SAME_EDGE = 2.7  # ems by which left edges of one column may differ: an indent, and a little


def columns_of(page: Page, layout: PageLayout) -> Columns | None:
    """Return the columns of a page; None where its source does not say enough of it, or it is set downwards.

    Columns are counted from the left by the places where they begin, over the whole page. Heads, small print and
    furniture stand in none.
    """
    seen = printed_stacks(page, 0, layout)
    if seen is None:
        return None
    texts = [stack for stack in seen.stacks if stack.kind is Kind.TEXT]
    numbers = _numbers(texts, seen.size)
    spans = sorted(
        (part.line.start, part.line.end, number)
        for stack, number in zip(texts, numbers, strict=True)
        for row in stack.rows
        for part in row.parts
    )
    return Columns(tuple(spans))


def _numbers(texts: Sequence[Stack], em: float) -> list[int]:
    """Return for each stack the number of its column, from 1."""
    begins: list[float] = []
    for left in sorted(stack.box.left for stack in texts):
        if not begins or left - begins[-1] > _SAME_EDGE * em:
            begins.append(left)
    return [sum(begin <= stack.box.left for begin in begins) for stack in texts]
