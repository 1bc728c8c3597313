"""Replaying what was done to the order of an issue: splits, joins, moves, roles and jumps, told by raw positions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.model.article import Kind, Run
from annotator.model.issue import Issue
from annotator.model.merging.replaying_copies import Copies, Step
from annotator.model.operations import (
    ApplyPatch,
    ClearDocumentLabel,
    JoinBlocks,
    MergeArticles,
    MoveBlocks,
    NewArticle,
    Operation,
    SetJump,
    SetRole,
    SplitArticle,
    SplitBlock,
)
from annotator.model.operations.base import container_of
from annotator.model.page import RawRange
from annotator.model.patch import Patch
from annotator.model.places import Places
from annotator.model.provenance import Place
from annotator.model.rulings.rulings import extent_of
from annotator.model.runs import cut, tidy


def take_split(copies: Copies, step: Step, split: SplitBlock) -> None:
    """Carry a split paragraph out: ours is split at the same raw place, unless it is already."""
    if copies.same(split.block):
        if copies.do(step):
            copies.equal[split.new_id] = True
            return
        copies.leave(step, extent_of(copies.theirs.blocks[split.block]))
        return
    theirs, mine = copies.theirs.blocks[split.block], copies.ours.blocks.get(split.block)
    if mine is not None and mine.text == theirs.text:
        place: Place | None = Place(mine.id, split.at, split.at)
    else:
        place = copies.locator().caret(theirs, split.at)
    if place is None:
        copies.leave(step, extent_of(copies.theirs.blocks[split.block]))
        return
    copies.equal.pop(split.new_id, None)
    copies.signed.setdefault(split.block, step)
    copies.owe_raised(split.new_id, split.block)
    _split_at(copies, step, split, place)


def _split_at(copies: Copies, step: Step, split: SplitBlock, place: Place) -> None:
    """Split ours at a caret, unless it is split there already; deleted characters go to their part, as in theirs.

    A part of which ours has deleted all text is a part of ours still: else articles would be split, or not, by who
    was merged first.
    """
    theirs, mine = copies.theirs.blocks[split.block], copies.ours.blocks[place.block]
    first, second = (Places(_raw_of(part)) for part in cut(theirs.runs, split.at))
    left, right = cut(mine.runs, place.start)  # deleted characters just there are all to the left
    kept = len(left)
    while kept and not left[kept - 1].length() and _lies_in(left[kept - 1 : kept], second, first):
        kept -= 1
    moved, left = left[kept:], left[:kept]
    whole = _lies_in(left, first) and _lies_in((*moved, *right), second)
    inside = 0 < place.start < len(mine.text) or split.at in (0, len(theirs.text))
    if not (whole or inside) or not copies.do_as(step, SplitBlock(mine.id, place.start, split.new_id)):
        return
    if moved and left:
        parts = {mine.id: left, split.new_id: (*moved, *right)}
        blocks = {key: replace(copies.ours.blocks[key], runs=tidy(runs)) for key, runs in parts.items()}
        copies.do(replace(step, operation=ApplyPatch(Patch(blocks=blocks))))


def _lies_in(runs: Iterable[Run], part: Places, other: Places | None = None) -> bool:
    """Tell whether runs have raw characters of one part, and none of the other."""
    places = _raw_of(runs)
    return any(map(part.overlaps, places)) and not (other is not None and any(map(other.overlaps, places)))


def _raw_of(runs: Iterable[Run]) -> tuple[RawRange, ...]:
    """Return the raw characters that runs stand for, deleted ones too."""
    return tuple(RawRange(run.page, run.start, run.end) for run in runs if run.start < run.end)


def take_join(copies: Copies, step: Step, join: JoinBlocks) -> None:
    """Carry joined paragraphs out, where ours has both in one container."""
    first, second = copies.block_of(join.first), copies.block_of(join.second)
    alike = copies.same(join.first) and copies.same(join.second)
    copies.equal.pop(join.second, None)
    if first is None or second is None:
        copies.leave(step, extent_of(copies.theirs.blocks[join.second]))
        return
    if first == second:
        return
    home = copies.ours.article_of(first)
    if second not in home.blocks:
        places = (*extent_of(copies.ours.blocks[first]), *extent_of(copies.ours.blocks[second]))
        copies.leave(replace(step, operation=JoinBlocks(first, second)), places)
        copies.equal[join.first] = False
        return
    copies.do_as(step, JoinBlocks(first, second))
    copies.equal[join.first] = alike and first == join.first
    if not alike:
        copies.owed.add(join.first)
        copies.signed[join.first] = step


def take_move(copies: Copies, step: Step, move: MoveBlocks | NewArticle, after: Issue) -> None:
    """Carry moved paragraphs out, unless ours has moved them elsewhere."""
    pairs = [(block, copies.block_of(block)) for block in move.blocks]
    blocks = tuple(dict.fromkeys(mine for _, mine in pairs if mine is not None))
    places = tuple(part for block in move.blocks for part in extent_of(copies.theirs.blocks[block]))
    if not blocks:
        copies.leave(step, places)
        return
    moved: Operation
    if isinstance(move, NewArticle):
        moved = NewArticle(move.article, blocks, copies.index_of(after, move.article, move.article, blocks))
    else:
        target = copies.article_of(move.article)
        if target is None:
            copies.leave(step, places)
            return
        moved = MoveBlocks(blocks, target, _before(copies, move, target, blocks))
    if any(mine is not None and _moved_apart(copies, block, mine, move.article) for block, mine in pairs):
        copies.leave(replace(step, operation=moved), places)
        return
    copies.do_as(step, moved)


def _moved_apart(copies: Copies, block: str, mine: str, target: str) -> bool:
    """Tell whether ours has moved a block out of the container it had, to another one than theirs."""
    home = copies.ours.article_of(mine).id
    before = copies.theirs.article_of(block).id
    if before not in copies.start.articles:
        before = copies.article_of(before) or before
    return home not in (before, target)


def _before(copies: Copies, move: MoveBlocks, target: str, moving: Sequence[str]) -> str | None:
    if move.before is None:
        return None
    listed = container_of(copies.theirs, move.article).blocks
    for block in listed[listed.index(move.before) :]:
        mine = copies.block_of(block)
        if mine is not None and mine in copies.ours.articles[target].blocks and mine not in moving:
            return mine
    return None


def take_split_article(copies: Copies, step: Step, split: SplitArticle, after: Issue) -> None:
    """Carry a split article out, where ours has that paragraph inside an article."""
    mine = copies.block_of(split.block)
    if mine is None:
        copies.leave(step, extent_of(copies.theirs.blocks[split.block]))
        return
    home = copies.ours.article_of(mine)
    if home.kind is Kind.ARTICLE and home.blocks[0] != mine:
        if copies.do_as(step, SplitArticle(home.id, mine, split.new_id)):
            _leave_labels(copies, step, home.id, split.new_id, after)
    elif home.kind is not Kind.ARTICLE:
        copies.leave(step, extent_of(copies.ours.blocks[mine]))


def _leave_labels(copies: Copies, step: Step, first: str, second: str, after: Issue) -> None:
    """Leave with the first part of an article what others who were merged said of it without knowing the second.

    Had they been merged later, it would have come to the first part alone.
    """
    told = {
        label.label
        for merged in copies.ours.merges.values()
        for label in merged.layer.document_labels or ()
        if label.article == first
    }
    for issue, article in ((copies.start, first), (after, second)):
        told -= {label.label for label in issue.document_labels.get(article, ())}
    for label in copies.ours.document_labels.get(second, ()):
        if label.label in told:
            copies.do_as(step, ClearDocumentLabel(second, label.label))


def take_merged_articles(copies: Copies, step: Step, first: str | None, second: str | None) -> None:
    """Carry merged articles out; they are named as ours, None for one that ours has not."""
    if first is None or second is None:
        copies.leave(step, ())
    elif first != second:
        copies.do_as(step, MergeArticles(first, second))


def take_role(copies: Copies, step: Step, role: SetRole) -> None:
    """Give roles to the paragraphs whose role ours has not changed; the others are left for a person."""
    free: list[str] = []
    taken: list[str] = []
    for block in role.blocks:
        mine = copies.block_of(block)
        if mine is None or copies.ours.blocks[mine].role is role.role:
            continue
        (free if copies.ours.blocks[mine].role is copies.theirs.blocks[block].role else taken).append(mine)
    if free:
        copies.do_as(step, SetRole(tuple(free), role.role))
    if taken:
        places = [part for block in taken for part in extent_of(copies.ours.blocks[block])]
        copies.leave(replace(step, operation=SetRole(tuple(taken), role.role)), places)


def take_jump(copies: Copies, step: Step, operation: SetJump) -> None:
    """Carry a jump out, with its ends in ours, unless ours has decided it otherwise."""
    mine, before = copies.ours.jumps.get(operation.id), copies.theirs.jumps.get(operation.id)
    jump = operation.jump
    if jump is not None:
        source = copies.block_of(jump.source) if jump.source else None
        target = copies.block_of(jump.target) if jump.target else None
        jump = replace(jump, source=source, target=target)
    if mine == jump:
        return
    told = replace(step, operation=SetJump(operation.id, jump))
    if mine != before and mine is not None:
        ends = (mine.source, mine.target)
        copies.leave(told, [p for end in ends if end for p in extent_of(copies.ours.blocks[end])])
    else:
        copies.do_as(told, told.operation)
