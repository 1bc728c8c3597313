"""Reconciling two copies of an issue where both were changed: corrections and labels, by raw positions.

A place that only they changed reads as they have it afterwards. What both changed alike is agreed. What both changed
otherwise stays as ours has it; that is a conflict, and ``annotator.model.merging.clusters`` lists it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.model.article import Block
from annotator.model.conflict import LayerChange
from annotator.model.issue import Issue
from annotator.model.merging.layers import Speller, Spelt, all_changes_in
from annotator.model.merging.replaying import Replay
from annotator.model.merging.replaying_copies import Step, Unmet
from annotator.model.operations import Operation, ReplaceText, RevertChange
from annotator.model.origin import TYPING, is_correction, signed
from annotator.model.page import RawRange
from annotator.model.places import Places, unite_places

_Wanted = tuple[int, int, tuple[Step, ...], str]
"""Where in a block of ours something is to be written, what does it, and the text."""


def reconcile_text(replay: Replay, old: Issue) -> None:
    """Carry what they wrote since ``old`` over to ours, as far as it is not there and ours has nothing else there."""
    new = replay.theirs
    before = [block for key, block in old.blocks.items() if new.blocks.get(key) is not block]
    after = [block for key, block in new.blocks.items() if old.blocks.get(key) is not block]
    places = _changed_places(all_changes_in(before, old), all_changes_in(after, new))
    if not places:
        return
    spellers = tuple(Speller(issue.blocks.values(), issue) for issue in (old, new, replay.ours))
    wanted: dict[str, list[_Wanted]] = {}
    for place in places:
        _reconcile_place(replay, place, spellers, wanted)
    for placed in wanted.values():
        placed.sort(key=lambda entry: entry[:2], reverse=True)  # so that positions stay right
        for _, _, steps, text in placed:
            if not all(map(replay.do, steps)):
                replay.unmet.append(Unmet(steps[-1], (), text))


def _changed_places(old: Sequence[LayerChange], new: Sequence[LayerChange]) -> list[RawRange]:
    """Return the places where two versions were corrected differently; those that overlap are one."""
    differing = Places({change.place for change in {*old} ^ {*new}})
    # A correction is never taken apart, so what overlaps a differing place belongs to it.
    return [
        place for place in unite_places(change.place for change in (*old, *new)) if differing.overlaps(place)
    ]


def _reconcile_place(
    replay: Replay,
    place: RawRange,
    spellers: tuple[Speller, ...],
    wanted: dict[str, list[_Wanted]],
) -> None:
    grown = place
    while True:
        for speller in spellers:
            grown = speller.whole(grown)
        if grown == place:
            break
        place = grown
    old, new, ours = (speller.text(place) for speller in spellers)
    if new in (old, ours):
        return
    pieces = spellers[1].pieces(place) or spellers[0].pieces(place)
    step = _signature(replay, pieces)
    if ours != old or _may_stand_beside(place, new, spellers[0], spellers[2]):
        replay.contested.append(Unmet(step, (place,), new))
        return
    found = _range_in_ours(replay, place, spellers[2])
    if found is None:
        replay.unmet.append(Unmet(step, (place,), new))
        return
    block, start, end = found
    raw = replay.ours.pages[place.page].raw[place.start : place.end]
    operations: list[Operation] = []
    reverting = _reverting(replay.ours, place, spellers[2].pieces(place)) if not ours or new == raw else None
    if reverting is not None:
        # Where nothing is shown there is nothing to replace: new text would stand beside it.
        operations.append(reverting)
        end, ours = start + len(raw), raw
    if new != ours:
        operations.append(ReplaceText(block, start, end, new, ours, _origin(step)))
    steps = tuple(replace(step, operation=operation) for operation in operations)
    wanted.setdefault(block, []).append((start, end, steps, new))


def _may_stand_beside(place: RawRange, new: str, old: Speller, ours: Speller) -> bool:
    """Return whether ours has written, just beside a place, what may be the very same text.

    What is typed beside a character that is then deleted becomes one replacement of that character (``tidy``): the same
    text can be an insertion in one copy and a replacement in the other. Whether it is wanted once or twice only a
    person can say.
    """
    known = {(piece.start, piece.end, piece.text) for piece in old.corrections_beside(place)}
    for piece in ours.corrections_beside(place):
        longer, shorter = (piece.text, new) if place.start == place.end else (new, piece.text)
        fits = longer.startswith(shorter) if piece.start == place.start else longer.endswith(shorter)
        if shorter and fits and (piece.start, piece.end, piece.text) not in known:
            return True
    return False


def _reverting(ours: Issue, place: RawRange, pieces: Sequence[Spelt]) -> Operation | None:
    """Return what lets the raw characters of a place show again, if they are one run of ours."""
    raw = ours.pages[place.page].raw[place.start : place.end]
    if len(pieces) != 1 or not raw or {"\n", "\r"} & set(raw):
        return None
    piece = pieces[0]
    run = ours.blocks[piece.block].runs[piece.number]
    if run.text is None or (run.start, run.end) != (place.start, place.end):
        return None
    return RevertChange(piece.block, piece.position, run, raw)


def _signature(replay: Replay, pieces: Sequence[Spelt]) -> Step:
    """Return the step that wrote a place last, as far as is known."""
    steps = [replay.signed[piece.block] for piece in pieces if piece.block in replay.signed]
    if steps:
        return max(steps, key=lambda step: step.when)
    return max(
        replay.signed.values(), key=lambda step: step.when, default=Step(ReplaceText("", 0, 0, "", "", ""))
    )


def _origin(step: Step) -> str:
    origin = getattr(step.operation, "origin", None)
    return (
        origin if isinstance(origin, str) and origin and is_correction(origin) else signed(TYPING, step.who)
    )


def _range_in_ours(replay: Replay, place: RawRange, ours: Speller) -> tuple[str, int, int] | None:
    found = range_of(place, ours)
    return _caret_in_ours(replay, place, ours) if found is None and place.start == place.end else found


def range_of(place: RawRange, speller: Speller) -> tuple[str, int, int] | None:
    """Return block, start and end of the text for a place, or None where it is not one stretch of one block."""
    pieces = sorted(speller.pieces(place), key=lambda piece: piece.number)
    if not pieces or len({piece.block for piece in pieces}) > 1:
        return None
    numbers = [piece.number for piece in pieces]
    if numbers != list(range(numbers[0], numbers[-1] + 1)):
        return None
    return pieces[0].block, pieces[0].within(place)[0], pieces[-1].within(place)[1]


def _caret_in_ours(replay: Replay, place: RawRange, ours: Speller) -> tuple[str, int, int] | None:
    """Return where in ours to insert what they inserted: behind the character it is behind, else before the next."""
    for block in replay.theirs.blocks.values():
        for number, run in enumerate(block.runs):
            if (run.page, run.start, run.end) != (place.page, place.start, place.start):
                continue
            if block.id in replay.ours.blocks and not any(entry.start < entry.end for entry in block.runs):
                return block.id, 0, 0  # a paragraph that was typed
            found = _beside(block, number, ours)
            if found is not None:
                return found
    return None


def _beside(block: Block, number: int, ours: Speller) -> tuple[str, int, int] | None:
    for run in reversed(block.runs[:number]):
        if run.start < run.end:
            at = RawRange(run.page, run.end - 1, run.end)
            behind = [piece.within(at)[1] for piece in ours.pieces(at)]
            homes = [piece.block for piece in ours.pieces(at)]
            if behind:
                return homes[-1], behind[-1], behind[-1]
    for run in block.runs[number + 1 :]:
        if run.start < run.end:
            at = RawRange(run.page, run.start, run.start + 1)
            before = ours.pieces(at)
            if before:
                position = before[0].within(at)[0]
                return before[0].block, position, position
    return None
