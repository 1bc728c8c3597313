"""Doubtful breaks: a paragraph that stops inside a sentence although another one follows it in its article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotator.model.article import Block, Role
from annotator.reconstruct.reading.characters import ends_sentence

_COMPLETE = ("：", ":", "”", "’", "》", "）", ")", "；", ";", "…")
_SHORTEST = 12  # code points; a shorter line of its own may be a heading, a name, a line of verse


def open_ends(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Yield the ids of neighbouring body paragraphs of which the first has no end mark.

    Args:
        blocks: the blocks of one article in order.
    """
    for first, second in pairwise(blocks):
        text = first.text.rstrip()
        if (
            first.role is second.role is Role.BODY
            and len(text) >= _SHORTEST
            and len(second.text) >= _SHORTEST
            and not ends_sentence(text)
            and not text.endswith(_COMPLETE)
        ):
            yield first.id, second.id
