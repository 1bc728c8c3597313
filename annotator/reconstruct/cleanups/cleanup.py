"""Clean-ups 整理: from the raw ranges of a block to its runs.

Each change is a run that names its rule, so the window shows it and a person can undo it. Rules are conservative:
they mend what typesetting and extraction did to the text (spaces, widths, doubled drawing, radicals, marks), never
what the text says. Blanks at line breaks need no run; a blank dropped inside a line does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from annotator.model.article import Role, Run
from annotator.model.origin import cleanup
from annotator.reconstruct.cleanups.cleanup_rules import BY_ROLE, CLEANUPS, SIGNS, Edits, has_signs
from annotator.text.spaces import join_needs_space
from annotator.text.widths import is_cjk, trim_blank

_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNBROKEN = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NEAR = 24  # code points that tell whether two pieces need a space between them
RULES = frozenset({*CLEANUPS, "join-space"})
"""Names of all rules of clean-up; each can be left out."""


class Stretch(NamedTuple):
    """A range of a page's raw text that goes into a block."""

    page: str
    raw: str
    start: int
    end: int


def runs_of(
    stretches: Iterable[Stretch], role: Role, rules: Collection[str] | None = None
) -> tuple[Run, ...]:
    """Return the runs of a block of that role that stands for the raw stretches, cleaned up.

    Every character of the stretches that is not blank is in exactly one run.

    Args:
        stretches: ranges of raw text in reading order.
        role: role of the block; names, headlines and lists of numbers are treated each in its way.
        rules: names of the rules to use, of ``RULES``; all by default.
    """
    used = RULES if rules is None else rules
    pieces = [piece for stretch in stretches for piece in _pieces(stretch)]
    text = "".join([raw[start:end] for _, raw, start, end in pieces])
    edits: Edits = {}
    for name in CLEANUPS if has_signs(text) else BY_ROLE:
        if name not in used or (name in SIGNS and SIGNS[name].search(text) is None):
            continue
        found = _by_piece(pieces, text, role) if name == "letter-spacing" else CLEANUPS[name](text, role)
        for index, edit in found.items():
            edits.setdefault(index, edit)
    return tuple(_spell(pieces, text, edits, "join-space" in used))


def _by_piece(pieces: Sequence[_Piece], text: str, role: Role) -> Edits:
    """Return what letter-spacing changes: a word is never set apart across a line end."""
    rule, sign = CLEANUPS["letter-spacing"], SIGNS["letter-spacing"]
    edits: Edits = {}
    at = 0
    for _, _, start, end in pieces:
        begin, at = at, at + end - start
        if sign.search(text, begin, at):
            edits |= {begin + i: edit for i, edit in rule(text[begin:at], role).items()}
    return edits


_Piece = tuple[str, str, int, int]
"""A stretch without a line break, and no blanks at its ends: page, raw text, start and end."""


def _pieces(stretch: Stretch) -> list[_Piece]:
    """Cut a stretch at line breaks and trim the blanks there."""
    page, raw, start, end = stretch
    if start < end and raw[start:end].isprintable() and raw[start] != " " != raw[end - 1]:
        return [stretch]  # of all blanks and line breaks only a space is printable
    if _BREAK.search(raw, start, end) is None:
        spans = [trim_blank(raw, start, end)]
    else:
        spans = [trim_blank(raw, *match.span()) for match in _UNBROKEN.finditer(raw, start, end)]
    return [(page, raw, start, end) for start, end in spans if start < end]


def _spell(pieces: Sequence[_Piece], text: str, edits: Edits, spaced: bool) -> list[Run]:
    order = sorted(edits)
    runs: list[Run] = []
    right = number = 0
    for page, _, start, end in pieces:
        left, right = right, right + end - start
        if spaced and left and _needs_space(text, left):
            runs.append(Run(page, start, start, " ", cleanup("join-space")))
        shift = start - left
        at = left
        while number < len(order) and order[number] < right:
            index = order[number]
            number += 1
            if index > at:
                runs.append(Run(page, at + shift, index + shift))
            new, rule = edits[index]
            _add(runs, Run(page, index + shift, index + shift + 1, new, cleanup(rule)))
            at = index + 1
        if right > at:
            runs.append(Run(page, at + shift, right + shift))
    return runs


def _add(runs: list[Run], run: Run) -> None:
    """Append a run; neighbours dropped by the same rule become one."""
    last = runs[-1] if runs else None
    if (
        last is not None
        and last.origin == run.origin
        and last.text == run.text == ""
        and (last.page, last.end) == (run.page, run.start)
    ):
        runs[-1] = Run(last.page, last.start, run.end, "", last.origin)
    else:
        runs.append(run)


def _needs_space(text: str, index: int) -> bool:
    before, behind = text[index - 1], text[index]
    if is_cjk(before) or is_cjk(behind):
        return False  # most joints are between Han characters
    return join_needs_space(text[:index], text[index : index + _NEAR])
