"""Replacing what was found: from hits and a new text to operations, one undoable step over all of them.

Only blocks are changed; raw text never is. Of each hit just the characters that differ are replaced, so that
everything else keeps its place of origin, and labels beside it stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.errors import UserError
from annotator.model.operations import Operation, Replacement, ReplaceSeries, SplitBlock
from annotator.model.origin import REPLACE, signed
from annotator.services.editing.finding import Passage
from annotator.services.project.session import new_id
from annotator.text.diff import smallest_edit
from annotator.text.searching import Hit

_ESCAPE = re.compile(r"\\(?:(\d{1,2})|g<(\w+)>|(.)|$)", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Template:
    r"""What is put in place of hits.

    Attributes:
        parts: texts as they are, and group numbers whose text of the hit is put in (0: the whole hit).
    """

    parts: tuple[str | int, ...]

    def expand(self, text: str, hit: Hit) -> str:
        """Return what is put in place of a hit in a text."""
        ranges = ((hit.start, hit.end), *hit.groups)
        return "".join(
            part if isinstance(part, str) else text[slice(*ranges[part])] if ranges[part][0] >= 0 else ""
            for part in self.parts
        )


def template(
    text: str, *, regular: bool, groups: int = 0, names: Mapping[str, int] | None = None
) -> Template:
    r"""Read what is to be put in place of hits.

    Args:
        text: plain text, or with ``\1``, ``\g<name>``, ``\0`` (the whole hit), ``\n`` (a new paragraph), ``\t``
            and ``\\`` if it goes with an expression.
        regular: whether it goes with an expression.
        groups: number of the expression's groups.
        names: numbers of its named groups.

    Raises:
        UserError: it names a group that the expression does not have, or has an escape of no meaning.
    """
    if not regular:
        return Template((text,))
    parts: list[str | int] = []
    end = 0
    for found in _ESCAPE.finditer(text):
        parts.append(text[end : found.start()])
        number, name, plain = found.groups()
        if plain is not None and plain in _PLAIN:
            parts.append(_PLAIN[plain])
        else:
            group = int(number) if number else (names or {}).get(name, int(name) if _is_number(name) else -1)
            if not 0 <= group <= groups:
                raise UserError("replace.template", part=found.group())
            parts.append(group)
        end = found.end()
    parts.append(text[end:])
    return Template(tuple(part for part in parts if part != ""))


def replacements(
    passages: Iterable[Passage], new: Template, who: str = ""
) -> dict[str, tuple[Operation, ...]]:
    """Return the operations that put something in place of all hits of passages, by issue.

    A line feed in the new text begins a new block. Hits in raw text are passed over, and so are those whose text
    is already what it would become.
    """
    places: dict[str, list[Replacement]] = {}
    splits: dict[str, list[Operation]] = {}
    for passage in passages:
        if not passage.block:
            continue
        cuts: list[int] = []
        moved = 0
        for hit in passage.hits:
            lines = new.expand(passage.text, hit).split("\n")
            flat = "".join(lines)
            place = _place(passage, hit, flat)
            if place is not None:
                places.setdefault(passage.issue, []).append(place)
            at = hit.start + moved
            for line in lines[:-1]:
                at += len(line)
                cuts.append(at)
            moved += len(flat) - (hit.end - hit.start)
        # From the last to the first, so that what is left keeps its id and its positions.
        splits.setdefault(passage.issue, []).extend(
            SplitBlock(passage.block, at, new_id("b")) for at in reversed(cuts)
        )
    origin = signed(REPLACE, who)
    made: dict[str, tuple[Operation, ...]] = {}
    for issue_id, cut in splits.items():
        changed = tuple(places.get(issue_id, ()))
        operations = (*((ReplaceSeries(changed, origin),) if changed else ()), *cut)
        if operations:
            made[issue_id] = operations
    return made


def _place(passage: Passage, hit: Hit, text: str) -> Replacement | None:
    edit = smallest_edit(passage.text[hit.start : hit.end], text)
    if edit is None:
        return None
    start, end = hit.start + edit.start, hit.start + edit.end
    return Replacement(passage.block, start, end, passage.text[start:end], edit.text)


def _is_number(name: str | None) -> bool:
    return name is not None and name.isdecimal()
