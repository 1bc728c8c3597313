"""The algebra of runs: cutting, replacing and tidying them while every raw character stays accounted for.

Positions are code points of the text that the runs spell. Nothing here ever loses a raw character: replaced
characters stay as the range of a run with another text, deleted ones as a run with an empty text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from annotator.model.article import Run
from annotator.model.origin import TYPING, kind_of
from annotator.model.page import Page

Runs = tuple[Run, ...]


def is_positional(run: Run) -> bool:
    """Tell whether the run's characters correspond one to one to its raw characters."""
    return run.text is None or len(run.text) == run.end - run.start


def cut_run(run: Run, at: int) -> tuple[Run, Run]:
    """Cut a run before its character ``at`` (0 < at < length).

    A run that does not correspond one to one keeps its raw range on the left; the right part counts as inserted.
    """
    if is_positional(run):
        middle = run.start + at
        left_text = None if run.text is None else run.text[:at]
        right_text = None if run.text is None else run.text[at:]
        return replace(run, end=middle, text=left_text), replace(run, start=middle, text=right_text)
    text = run.text or ""
    return replace(run, text=text[:at]), replace(run, start=run.end, text=text[at:])


def cut(runs: Sequence[Run], at: int) -> tuple[Runs, Runs]:
    """Cut runs before the character ``at``; dropped runs that stand exactly there go to the left.

    Raises:
        IndexError: ``at`` lies outside the text the runs spell.
    """
    left: list[Run] = []
    position = 0
    for index, run in enumerate(runs):
        length = run.length()
        if position + length <= at:
            left.append(run)
            position += length
            continue
        if position == at:
            return tuple(left), tuple(runs[index:])
        first, second = cut_run(run, at - position)
        return (*left, first), (second, *runs[index + 1 :])
    if position != at:
        raise IndexError(at)
    return tuple(left), ()


def tidy(runs: Iterable[Run]) -> Runs:
    """Merge what belongs together: verbatim neighbours, and what was typed in one go.

    Empty insertions are dropped unless nothing else is left to say where the text belongs.
    """
    kept: list[Run] = []
    placeholder: Run | None = None
    for run in runs:
        if run.start == run.end and not run.length():
            placeholder = placeholder or run
            continue
        merged = _merged(kept[-1], run) if kept else None
        if merged is None:
            kept.append(run)
        else:
            kept[-1] = merged
    if not kept and placeholder is not None:
        kept.append(placeholder)
    return tuple(kept)


def _merged(first: Run, second: Run) -> Run | None:
    if first.page != second.page or first.end != second.start or first.origin != second.origin:
        return None
    if first.text is None and second.text is None:
        return replace(first, end=second.end)
    if first.text is None or second.text is None or first.origin is None or kind_of(first.origin) != TYPING:
        return None
    if first.start == first.end or second.start == second.end or not (first.text or second.text):
        return replace(first, end=second.end, text=first.text + second.text)
    return None


def replace_in_runs(
    runs: Sequence[Run], start: int, end: int, text: str, origin: str, pages: Mapping[str, Page]
) -> Runs:
    """Replace the characters ``[start, end)`` of the spelt text by ``text``.

    The new text stands for exactly the raw characters that the old one stood for. Where it equals them again,
    the run is verbatim again. Runs dropped by a clean-up inside the range stay as they are.

    Raises:
        IndexError: the range lies outside the text.
        ValueError: there is no run that says where inserted text would belong.
    """
    start, end, text = _whole_replaced_runs(runs, start, end, text)
    rest, right = cut(runs, end)
    left, middle = cut(rest, start)
    spelt = [run for run in middle if run.length()]
    if not spelt:
        place = _insertion_place(left + middle, right)
        inserted = Run(place[0], place[1], place[1], text, origin)
        return tidy((*left, *middle, inserted, *right))
    return tidy((*left, *_respelt(middle, text, origin, pages), *right))


def _whole_replaced_runs(runs: Sequence[Run], start: int, end: int, text: str) -> tuple[int, int, str]:
    """Widen an edit that begins or ends inside a replaced run of another length than its raw range.

    Inside such a run no character has a raw place of its own, so the run is respelt as a whole.
    """
    position = 0
    new_start, new_end = start, end
    for run in runs:
        length = run.length()
        begin, position = position, position + length
        if is_positional(run) or run.start == run.end:
            continue
        spelt = run.text or ""
        if begin < start < position:
            new_start, text = begin, spelt[: start - begin] + text
        if begin < end < position:
            new_end, text = position, text + spelt[end - begin :]
    return new_start, new_end, text


def _insertion_place(left: Sequence[Run], right: Sequence[Run]) -> tuple[str, int]:
    if left:
        return left[-1].page, left[-1].end
    if right:
        return right[0].page, right[0].start
    raise ValueError("a block without runs has no place in the raw text")


def _respelt(middle: Sequence[Run], text: str, origin: str, pages: Mapping[str, Page]) -> list[Run]:
    """Spread ``text`` over the raw stretches of ``middle``: by position, the rest to the last stretch."""
    stretches = _stretches(middle)
    last = max(index for index, (_, length) in enumerate(stretches) if length)
    result: list[Run] = []
    taken = 0
    for index, (run, length) in enumerate(stretches):
        if not length:
            result.append(run)
            continue
        share = text[taken:] if index == last else text[taken : taken + length]
        taken += len(share)
        if share == pages[run.page].raw[run.start : run.end] and share:
            result.append(Run(run.page, run.start, run.end))
        else:
            result.append(Run(run.page, run.start, run.end, share, origin))
    return result


def _stretches(middle: Sequence[Run]) -> list[tuple[Run, int]]:
    """Join neighbouring spelt runs that are contiguous in the raw text; return each with its spelt length."""
    stretches: list[tuple[Run, int]] = []
    for run in middle:
        length = run.length()
        if stretches and length:
            previous, before = stretches[-1]
            if before and previous.page == run.page and previous.end == run.start:
                stretches[-1] = (replace(previous, end=run.end), before + length)
                continue
        stretches.append((run, length))
    return stretches
