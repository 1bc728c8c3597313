"""From a journal to rulings: what people's operations say about the text's order, in raw positions.

The journal is replayed over its base, since an operation's blocks can be told in raw positions only in the issue it was
done to. What the program added by itself (flags of a check, the patch of a re-run) is replayed, but decides nothing.
Where a new reading took the place of a page, what was decided before is restated for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annotator.model.article import Kind
from annotator.model.decision import DecisionKind, DecisionStatus, Jump
from annotator.model.issue import Issue
from annotator.model.operations import (
    AcceptFlag,
    JoinBlocks,
    MergeArticles,
    MoveArticle,
    MoveBlocks,
    NewArticle,
    Operation,
    ReplacePages,
    ReplaceSeries,
    ReplaceText,
    ResolveDecision,
    RevertChange,
    SetJump,
    SetRole,
    SplitArticle,
    SplitBlock,
)
from annotator.model.operations.review import flag_of
from annotator.model.page import RawRange
from annotator.model.provenance import raw_ranges
from annotator.model.rulings.rereading import Carrier, carried
from annotator.model.rulings.rulings import (
    Anchor,
    Begins,
    Flows,
    Linked,
    Opens,
    Ordered,
    OwnArticle,
    Placed,
    RoleIs,
    Ruling,
    Unlinked,
    Whole,
    Written,
    extent_of,
    first_of,
    last_of,
)
from annotator.model.runs import is_positional


def rulings_of(base: Issue, operations: Iterable[Operation]) -> tuple[Ruling, ...]:
    """Return what operations decided, in their order.

    Args:
        base: the issue the first operation was done to.
        operations: all operations in force since then, in order, those of the program included.

    Raises:
        OperationError: an operation does not fit, so the journal or the base is damaged.
    """
    found: list[Ruling] = []
    issue = base
    for operation in operations:
        after = operation.apply(issue)
        if isinstance(operation, ReplacePages):
            carrier = Carrier(operation.matches, after.pages)
            found = [kept for ruling in found if (kept := carried(ruling, carrier)) is not None]
        found.extend(_ruled(issue, operation, after))
        issue = after
    return tuple(found)


def _ruled(before: Issue, operation: Operation, after: Issue) -> Iterator[Ruling]:
    match operation:
        case ReplaceText(block=block, start=start, end=end):
            yield from _written(before, ((block, start, end),))
        case ReplaceSeries(places=places):
            yield from _written(before, [(place.block, place.start, place.end) for place in places])
        case AcceptFlag(block=block, flag=flag_id):
            flag = flag_of(before, block, flag_id)
            yield from _written(before, ((block, flag.start, flag.end),))
        case RevertChange(run=run) if run.start < run.end:
            yield Written((RawRange(run.page, run.start, run.end),))
        case SplitBlock(block=block, at=position, new_id=new_id):
            yield from _torn(before, block, position)
            at = _first(after, new_id)
            if at is not None and _last(after, block) is not None:
                yield Begins(at)
        case JoinBlocks(first=first, second=second):
            last, at = _last(before, first), _first(before, second)
            if last is not None and at is not None:
                yield Flows(last, at)
            elif at is not None:
                yield RoleIs(extent_of(before.blocks[second]), before.blocks[first].role)
        case SetRole(blocks=blocks, role=role):
            for block in blocks:
                extent = extent_of(after.blocks[block])
                if first_of(extent, after.pages) is not None:
                    yield RoleIs(extent, role)
        case MoveBlocks(blocks=blocks):
            yield from _placed(before, after, blocks)
        case MergeArticles(second=second):
            yield from _placed(before, after, before.articles[second].blocks)
        case NewArticle(article=article, blocks=blocks):
            yield from _own(after, article, blocks)
        case SplitArticle(new_id=new_id):
            opening = _opening(after, new_id)
            if opening is not None:
                yield Opens(opening)
        case MoveArticle(article=article):
            opening = _opening(after, article)
            if opening is not None:
                yield Ordered(opening, _article_before(after, article))
        case SetJump(id=jump_id, jump=jump):
            yield from _jump(before, before.jumps.get(jump_id), jump)
        case ResolveDecision(decision=decision, status=DecisionStatus.CONFIRMED):
            yield from _confirmed(after, decision)


def _first(issue: Issue, block_id: str) -> Anchor | None:
    return first_of(extent_of(issue.blocks[block_id]), issue.pages)


def _last(issue: Issue, block_id: str) -> Anchor | None:
    return last_of(extent_of(issue.blocks[block_id]), issue.pages)


def _opening(issue: Issue, article_id: str) -> Anchor | None:
    return _any(_first(issue, block_id) for block_id in issue.articles[article_id].blocks)


def _article_before(issue: Issue, article_id: str) -> Anchor | None:
    """Return the opening of the nearest article before one, in reading order."""
    return _any(_opening(issue, entry) for entry in reversed(issue.order[: issue.order.index(article_id)]))


def _written(issue: Issue, places: Iterable[tuple[str, int, int]]) -> Iterator[Ruling]:
    ranges = tuple(
        part
        for block, start, end in places
        if start < end
        for part in raw_ranges(issue.blocks[block], start, end)
    )
    if ranges:
        yield Written(ranges)


def _torn(issue: Issue, block_id: str, position: int) -> Iterator[Ruling]:
    """Yield that a run which has no raw characters of its own inside stays as a person divided it."""
    begin = 0
    for run in issue.blocks[block_id].runs:
        end = begin + run.length()
        if begin < position < end and run.start < run.end and not is_positional(run):
            yield Written((RawRange(run.page, run.start, run.end),))
        begin = end


def _placed(old: Issue, issue: Issue, blocks: Sequence[str]) -> Iterator[Placed]:
    for number, block_id in enumerate(blocks):
        extent = extent_of(issue.blocks[block_id])
        if first_of(extent, issue.pages) is None:
            continue
        article = issue.article_of(block_id)
        index = article.blocks.index(block_id)
        later = set(blocks[number + 1 :])
        behind = _any(_last(issue, entry) for entry in reversed(article.blocks[:index]))
        ahead = _any(_first(issue, entry) for entry in article.blocks[index + 1 :] if entry not in later)
        if behind is None and ahead is None and article.id in old.articles:
            # Everything in the container is being moved; what was there already says which container it is.
            there = later.intersection(old.articles[article.id].blocks)
            ahead = _any(_first(issue, entry) for entry in blocks if entry in there)
        yield Placed(extent, article.kind, behind, ahead)


def _any(anchors: Iterable[Anchor | None]) -> Anchor | None:
    return next((anchor for anchor in anchors if anchor is not None), None)


def _own(issue: Issue, article_id: str, blocks: Sequence[str]) -> Iterator[Ruling]:
    extents = (extent_of(issue.blocks[block_id]) for block_id in blocks)
    kept = tuple(extent for extent in extents if first_of(extent, issue.pages) is not None)
    if kept:
        yield OwnArticle(kept, _article_before(issue, article_id))


def _jump(issue: Issue, old: Jump | None, new: Jump | None) -> Iterator[Ruling]:
    if old is not None and (new is None or (old.source, old.target) != (new.source, new.target)):
        yield Unlinked(_end(issue, old.source), _end(issue, old.target))
    if new is not None:
        yield Linked(new.id, new.marker, _end(issue, new.source), _end(issue, new.target))


def _end(issue: Issue, block_id: str | None) -> Anchor | None:
    return None if block_id is None or block_id not in issue.blocks else _first(issue, block_id)


def _confirmed(issue: Issue, decision_id: str) -> Iterator[Ruling]:
    """Yield what a confirmed decision stands for: its blocks are as they are, where they are."""
    decision = issue.decisions[decision_id]
    blocks = [block for block in decision.blocks if block in issue.blocks]
    if decision.kind is DecisionKind.REPAIR:
        return
    if decision.kind is DecisionKind.JUMP:
        for jump in issue.jumps.values():
            if {jump.source, jump.target} & set(blocks):
                yield Linked(jump.id, jump.marker, _end(issue, jump.source), _end(issue, jump.target))
        return
    for block_id in blocks:
        extent = extent_of(issue.blocks[block_id])
        at = first_of(extent, issue.pages)
        if at is None:
            continue
        yield Whole(extent)
        yield RoleIs(extent, issue.blocks[block_id].role)
        yield Begins(at)
        for place in _placed(issue, issue, (block_id,)):
            yield place
            if place.ahead is not None:
                yield Begins(place.ahead)
        article = issue.article_of(block_id)
        if article.kind is Kind.ARTICLE and article.blocks[0] == block_id:
            yield Opens(at)
