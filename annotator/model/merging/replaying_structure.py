"""Replaying what was done to the order of an issue: splits, joins, moves, roles and jumps, told by raw positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.model.article import Kind
from annotator.model.issue import Issue
from annotator.model.merging.replaying_copies import Copies, Step
from annotator.model.operations import (
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
from annotator.model.provenance import Place
from annotator.model.rulings.rulings import extent_of


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
    length = len(copies.ours.blocks[place.block].text)
    inside = 0 < place.start < length or split.at in (0, len(copies.theirs.blocks[split.block].text))
    copies.signed.setdefault(split.block, step)
    copies.owe_raised(split.new_id, split.block)
    if inside:  # else ours is split there already
        copies.do_as(step, SplitBlock(place.block, place.start, split.new_id))


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


def take_split_article(copies: Copies, step: Step, split: SplitArticle) -> None:
    """Carry a split article out, where ours has that paragraph inside an article."""
    mine = copies.block_of(split.block)
    if mine is None:
        copies.leave(step, extent_of(copies.theirs.blocks[split.block]))
        return
    home = copies.ours.article_of(mine)
    if home.kind is Kind.ARTICLE and home.blocks[0] != mine:
        copies.do_as(step, SplitArticle(home.id, mine, split.new_id))
    elif home.kind is not Kind.ARTICLE:
        copies.leave(step, extent_of(copies.ours.blocks[mine]))


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
