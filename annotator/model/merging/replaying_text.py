"""Replaying what was done to text and to flags: key by key where a block is the same in both copies, else owed."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.flag import Flag, FlagStatus
from annotator.model.merging.replaying_copies import Copies, Step
from annotator.model.operations import (
    AcceptFlag,
    KeepFlags,
    ReplaceSeries,
    ReplaceText,
    RevertChange,
    SetFlags,
)
from annotator.model.operations.review import flag_of
from annotator.model.provenance import Place


def take_text(copies: Copies, step: Step) -> None:
    """Carry a change of text out where the block is the same in both copies; else its text is owed."""
    match step.operation:
        case ReplaceSeries(places=places, origin=origin):
            alike = tuple(place for place in places if copies.same(place.block))
            if alike and not copies.do(replace(step, operation=ReplaceSeries(alike, origin))):
                alike = ()
            copies.owe(step, {place.block for place in places} - {place.block for place in alike})
        case AcceptFlag(block=block) as accept:
            _accept(copies, step, accept) if copies.same(block) else copies.owe(step, {block})
        case ReplaceText(block=block) | RevertChange(block=block):
            if not (copies.same(block) and copies.do(step)):
                copies.owe(step, {block})


def _accept(copies: Copies, step: Step, accept: AcceptFlag) -> None:
    flag = flag_of(copies.theirs, accept.block, accept.flag)
    mine = next((entry for entry in copies.ours.flags.get(accept.block, ()) if entry.id == flag.id), None)
    if mine is not None and _place(mine) == _place(flag) and copies.do(step):
        return
    # The check that found it ran in their copy only.
    text = ReplaceText(accept.block, flag.start, flag.end, accept.text, flag.text, accept.origin)
    if not copies.do(replace(step, operation=text)):
        copies.owe(step, {accept.block})
        return
    decided = replace(flag, end=flag.start + len(accept.text), text=accept.text, status=FlagStatus.ACCEPTED)
    _put_flag(copies, step, accept.block, decided)


def _put_flag(copies: Copies, step: Step, block_id: str, flag: Flag) -> None:
    block = copies.ours.blocks[block_id]
    others = tuple(
        entry
        for entry in copies.ours.flags.get(block_id, ())
        if entry.id != flag.id and _place(entry) != _place(flag)
    )
    copies.do(
        replace(step, operation=SetFlags({block_id: (*others, flag)}, {block_id: block.text}), machine=True)
    )


def take_kept(copies: Copies, step: Step, keep: KeepFlags) -> None:
    """Keep the doubts that were kept, and those that ours does not have but whose text it has."""
    there = []
    for block_id, flag_id in keep.flags:
        mine = next((entry for entry in copies.ours.flags.get(block_id, ()) if entry.id == flag_id), None)
        if mine is not None and mine.status is FlagStatus.OPEN:
            there.append((block_id, flag_id))
            continue
        flag = flag_of(copies.theirs, block_id, flag_id)
        place = _text_place(copies, block_id, flag.start, flag.end)
        if mine is None and place is not None:
            status = FlagStatus.KEPT_ALIKE if keep.alike else FlagStatus.KEPT
            moved = replace(flag, start=place.start, end=place.end, status=status)
            if copies.ours.blocks[place.block].text[place.start : place.end] == flag.text:
                _put_flag(copies, step, place.block, moved)
    if there:
        copies.do_as(step, KeepFlags(tuple(there), keep.alike))


def _text_place(copies: Copies, block_id: str, start: int, end: int) -> Place | None:
    if copies.same(block_id):
        return Place(block_id, start, end)
    places = copies.locator().places(copies.theirs.blocks[block_id], start, end)
    return places[0] if len(places) == 1 else None


def _place(flag: Flag) -> tuple[int, int, str]:
    return flag.start, flag.end, flag.text
