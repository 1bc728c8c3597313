"""Arranging 编排: the stream of decisions, what can be chosen for each, and what a choice does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from annotator.model.article import FURNITURE_ID, FURNITURE_ROLES, UNPLACED_ID, Article, Block, Kind, Role
from annotator.model.decision import Decision, DecisionKind, DecisionStatus, Jump
from annotator.model.issue import Issue
from annotator.model.operations import (
    MergeArticles,
    MoveBlocks,
    NewArticle,
    Operation,
    ResolveDecision,
    SetJump,
    SetRole,
    SplitArticle,
)
from annotator.reconstruct.issues.jumps import page_number, same_number
from annotator.reconstruct.reading.roles import plain_number
from annotator.reconstruct.reading.similarity import Weights, bigrams
from annotator.services.editing.joining import join
from annotator.services.project.session import new_id

MOST_CHOICES = 9
_MOST_ARTICLES = 4
_SHARED = 0.12  # of a short text that an article explains, for being put there first
_TAIL = 8
_ROLES = (
    *(Role.BODY, Role.HEADING, Role.TITLE, Role.SUBTITLE, Role.KICKER),
    *(Role.BYLINE, Role.CAPTION, Role.CREDIT, Role.NOTE),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to decide.

    Attributes:
        code: code of the sentence that names it, e.g. ``"arrange.title_of"``.
        values: values for that sentence, as text; a role by its id.
        operations: what it does, the decision's own status included; one undoable step.
    """

    code: str
    values: tuple[str, ...]
    operations: tuple[Operation, ...]


def keep(decision: Decision) -> Choice:
    """Return the choice that leaves everything as it stands."""
    code = "arrange.dismiss" if decision.kind is DecisionKind.REPAIR else "arrange.keep"
    return Choice(code, (), (ResolveDecision(decision.id, DecisionStatus.CONFIRMED),))


def choices(issue: Issue, decision: Decision) -> tuple[Choice, ...]:
    """Return what can be chosen, the likeliest first; at most ``MOST_CHOICES``, one of which is ``keep``.

    Args:
        issue: the issue as it is.
        decision: an open decision of it.
    """
    stays = keep(decision)
    block = next((issue.blocks[key] for key in decision.blocks if key in issue.blocks), None)
    if block is None:
        return (stays,)
    overruled = ResolveDecision(decision.id, DecisionStatus.OVERRULED)
    found = [
        replace(choice, operations=(*choice.operations, overruled))
        for choice in _MAKERS[decision.kind](issue, decision, block)
    ]
    # Text without a place is better off anywhere it clearly belongs; all else stands where evidence put it.
    first = 1 if found and decision.reason in _MOVES_FIRST and found[0].code != "arrange.new_article" else 0
    listed = [*found[:first], stays, *found[first:]]
    return tuple(listed[:MOST_CHOICES])


_MOVES_FIRST = frozenset({"role.unplaced"})


# Articles that come into question -------------------------------------------------------------------------


def _page_of(block: Block) -> str:
    return block.runs[0].page if block.runs else ""


def _ranked_articles(issue: Issue, blocks: list[Block], exclude: str) -> list[tuple[float, str]]:
    """Return the articles that share words with blocks or stand on their page, the likeliest first."""
    page = _page_of(blocks[0])
    words = bigrams("\n".join(block.text for block in blocks))
    texts = {
        article_id: bigrams("\n".join(block.text for block in issue.blocks_of(article_id)))
        for article_id in issue.order
        if article_id != exclude
    }
    weights = Weights(texts.values())
    start = blocks[0].runs[0].start if blocks[0].runs else 0
    ranked = []
    for number, (article_id, grams) in enumerate(texts.items()):
        distance = _distance(issue, article_id, page, start)
        share = weights.share(words, grams)
        if distance is None and share < _SHARED:
            continue
        near = 0.0 if distance is None else 0.3 / (1 + distance / 200)
        ranked.append((-(share + near), number, share, article_id))
    return [(share, article_id) for _, _, share, article_id in sorted(ranked)]


def _distance(issue: Issue, article_id: str, page: str, position: int) -> int | None:
    """Return how many characters of the page lie between a place and an article; None if it is not on the page."""
    ends = [
        end
        for block in issue.blocks_of(article_id)
        for run in block.runs
        if run.page == page
        for end in (run.start, run.end)
    ]
    return min((abs(end - position) for end in ends), default=None)


def _place_in(issue: Issue, article_id: str, block: Block) -> str | None:
    """Return the block of an article to put a block before, by their places on the page; None for its end."""
    page, start = _page_of(block), block.runs[0].start if block.runs else 0
    listed = list(issue.articles[article_id].blocks)
    last = max(
        (
            number
            for number, key in enumerate(listed)
            for run in issue.blocks[key].runs
            if run.page == page and run.start <= start
        ),
        default=None,
    )
    if last is None:
        return next((key for key in listed if _page_of(issue.blocks[key]) == page), None)
    return listed[last + 1] if last + 1 < len(listed) else None


# Choices by kind ------------------------------------------------------------------------------------------


def _title(issue: Issue, decision: Decision, block: Block) -> Iterator[Choice]:
    home = issue.article_of(block.id)
    named = [key for key in decision.blocks if key in home.blocks]
    heads = tuple(key for key in named if issue.blocks[key].role in _HEADS) or (block.id,)
    for _, article_id in _ranked_articles(issue, [issue.blocks[key] for key in heads], home.id)[
        :_MOST_ARTICLES
    ]:
        first = issue.articles[article_id].blocks[0]
        move = MoveBlocks(heads, article_id, first)
        yield Choice("arrange.title_of", (issue.name_of(article_id),), (move,))
    if len(home.blocks) > len(heads):
        yield Choice("arrange.new_article", (), (_own_article(issue, heads, home),))
        yield Choice("arrange.role", (Role.HEADING,), (SetRole(heads, Role.HEADING),))
    yield _to_furniture(heads, Role.SECTION)


def _unplaced(issue: Issue, decision: Decision, block: Block) -> Iterator[Choice]:
    home = issue.article_of(block.id)
    if home.kind is not Kind.UNPLACED:
        yield from _role(decision, block)
        return
    ranked = _ranked_articles(issue, [block], "")
    into = [_into(issue, article_id, block) for _, article_id in ranked[:_MOST_ARTICLES]]
    furniture = [_to_furniture((block.id,), role) for role in _furniture_roles(block)]
    clear = bool(ranked) and (ranked[0][0] >= _SHARED or _reads_like_text(block))
    if not clear and block.role in FURNITURE_ROLES:
        yield from furniture
        furniture = []
    yield from into if clear else into[:0]
    yield Choice("arrange.new_article", (), (_own_article(issue, (block.id,), home),))
    yield from into if not clear else []
    yield from furniture


def _into(issue: Issue, article_id: str, block: Block) -> Choice:
    move = MoveBlocks((block.id,), article_id, _place_in(issue, article_id, block))
    return Choice("arrange.into", (issue.name_of(article_id),), (move,))


def _reads_like_text(block: Block) -> bool:
    return len(block.text) >= 20 and any(mark in block.text for mark in "，。")


def _furniture_roles(block: Block) -> tuple[Role, ...]:
    if block.role in FURNITURE_ROLES:
        return (block.role,)
    return (Role.SECTION, Role.ADVERTISEMENT)


def _to_furniture(blocks: tuple[str, ...], role: Role) -> Choice:
    return Choice("arrange.furniture", (role,), (SetRole(blocks, role), MoveBlocks(blocks, FURNITURE_ID)))


def _role(decision: Decision, block: Block) -> Iterator[Choice]:
    wanted = [Role(value) for value in decision.alternatives if value in list(Role)]
    for role in dict.fromkeys((*wanted, *_ROLES)):
        if role is block.role:
            continue
        if role in FURNITURE_ROLES:
            yield _to_furniture((block.id,), role)
        else:
            yield Choice("arrange.role", (role,), (SetRole((block.id,), role),))


def _paragraph(issue: Issue, decision: Decision, block: Block) -> Iterator[Choice]:
    """Yield what a place between two paragraphs or two articles may be instead."""
    del decision
    home = issue.article_of(block.id)
    index = home.blocks.index(block.id)
    if index:
        before = issue.blocks[home.blocks[index - 1]]
        yield Choice("arrange.join", (_tail(before),), join(issue, before.id, block.id))
        if home.kind is Kind.ARTICLE:
            yield Choice("arrange.split_article", (), (SplitArticle(home.id, block.id, new_id("a")),))
    elif home.kind is Kind.ARTICLE:
        place = issue.order.index(home.id)
        beside = [issue.order[n] for n in (place - 1, place + 1) if 0 <= n < len(issue.order)]
        ranked = [entry for _, entry in _ranked_articles(issue, [block], home.id)]
        for other in list(dict.fromkeys((*beside[:1], *ranked)))[:_MOST_ARTICLES]:
            yield Choice("arrange.merge", (issue.name_of(other),), (MergeArticles(other, home.id),))


def _split(issue: Issue, decision: Decision, block: Block) -> Iterator[Choice]:
    """Yield what an article may be that was split off: its first block stands behind its titles."""
    home = issue.article_of(block.id)
    index = home.blocks.index(block.id)
    heads = all(issue.blocks[key].role in _HEADS for key in home.blocks[:index])
    if home.kind is Kind.ARTICLE and index and heads:
        yield from _paragraph(issue, decision, issue.blocks[home.blocks[0]])
    else:
        yield from _paragraph(issue, decision, block)


_HEADS = frozenset({Role.KICKER, Role.TITLE, Role.SUBTITLE, Role.BYLINE, Role.NOTE})


def _tail(block: Block) -> str:
    return ("…" if len(block.text) > _TAIL else "") + block.text[-_TAIL:]


def _jump(issue: Issue, decision: Decision, block: Block) -> Iterator[Choice]:
    del decision
    jump = next((entry for entry in issue.jumps.values() if entry.source == block.id), None)
    if jump is None:
        return
    home = issue.article_of(block.id)
    loosen = list(_unlinked(issue, jump, home))
    if loosen:
        yield Choice("arrange.unlink", (), tuple(loosen))
    for other in _other_ends(issue, jump, home)[:_MOST_ARTICLES]:
        target = issue.articles[other].blocks[0]
        lone = [
            SetJump(entry.id, None)
            for entry in issue.jumps.values()
            if entry.source is None and entry.target in issue.articles[other].blocks
        ]
        link = (
            *loosen,
            MoveBlocks(issue.articles[other].blocks, home.id, None if loosen else _behind(home, block.id)),
            *lone,
            SetJump(jump.id, replace(jump, target=target)),
        )
        yield Choice("arrange.link", (issue.name_of(other),), link)


def _behind(article: Article, block_id: str) -> str | None:
    index = article.blocks.index(block_id) + 1
    return article.blocks[index] if index < len(article.blocks) else None


def _unlinked(issue: Issue, jump: Jump, home: Article) -> Iterator[Operation]:
    """Yield what takes an article apart behind a jump marker."""
    if jump.target is None or jump.source is None:
        return
    behind = _behind(home, jump.source)
    if behind is not None and jump.target in home.blocks:
        yield SplitArticle(home.id, behind, new_id("a"))
    yield SetJump(jump.id, replace(jump, target=None))
    if issue.blocks[jump.target].role is Role.JUMP:
        lone = new_id("j")
        yield SetJump(lone, Jump(lone, issue.blocks[jump.target].text.strip("（）()"), None, jump.target))


def _other_ends(issue: Issue, jump: Jump, home: Article) -> list[str]:
    """Return the articles that may go on with one, the likeliest first: on the page it names, then by their words."""
    number = plain_number(jump.marker)
    on_page = {
        page.id
        for page in issue.pages.values()
        if same_number(plain_number(page.number or page_number(page.name, page.raw) or ""), number)
    }
    waiting = {entry.target for entry in issue.jumps.values() if entry.source is None}
    texts = [block for block in issue.blocks_of(home.id) if block.role is Role.BODY]
    ranked = [entry for _, entry in _ranked_articles(issue, texts or list(issue.blocks_of(home.id)), home.id)]
    others = [entry for entry in issue.order if entry != home.id]

    def rank(article_id: str) -> tuple[bool, bool, int]:
        blocks = issue.articles[article_id].blocks
        place = ranked.index(article_id) if article_id in ranked else len(ranked)
        return (
            waiting.isdisjoint(blocks),
            not any(_page_of(issue.blocks[key]) in on_page for key in blocks),
            place,
        )

    likely = [entry for entry in others if rank(entry)[:2] != (True, True)]
    return sorted(likely, key=rank)


def _order(issue: Issue, decision: Decision, block: Block) -> Iterator[Choice]:
    home = issue.article_of(block.id)
    moving = tuple(key for key in decision.blocks if key in home.blocks)
    rest = [key for key in home.blocks if key not in moving]
    index = sum(key in rest for key in home.blocks[: home.blocks.index(block.id)])
    for _, article_id in _ranked_articles(issue, [block], home.id)[:_MOST_ARTICLES]:
        move = MoveBlocks(moving, article_id, _place_in(issue, article_id, block))
        yield Choice("arrange.into", (issue.name_of(article_id),), (move,))
    if rest:
        yield Choice("arrange.new_article", (), (_own_article(issue, moving, home),))
    for number in (index - 1, index + 1):
        if 0 <= number <= len(rest):
            before = rest[number] if number < len(rest) else None
            code = "arrange.earlier" if number < index else "arrange.later"
            beside = rest[number] if number < index else rest[number - 1]
            yield Choice(code, (_tail(issue.blocks[beside]),), (MoveBlocks(moving, home.id, before),))
    yield Choice("arrange.tray", (), (MoveBlocks(moving, UNPLACED_ID),))


def _own_article(issue: Issue, blocks: tuple[str, ...], home: Article) -> Operation:
    index = issue.order.index(home.id) + 1 if home.id in issue.order else len(issue.order)
    return NewArticle(new_id("a"), blocks, index)


def _nothing(issue: Issue, decision: Decision, block: Block) -> Iterator[Choice]:
    del issue, decision, block
    return iter(())


_MAKERS: dict[DecisionKind, Callable[[Issue, Decision, Block], Iterator[Choice]]] = {
    DecisionKind.TITLE: _title,
    DecisionKind.ROLE: _unplaced,
    DecisionKind.JOIN: _paragraph,
    DecisionKind.SPLIT: _split,
    DecisionKind.JUMP: _jump,
    DecisionKind.ORDER: _order,
    DecisionKind.PAGE: _nothing,
    DecisionKind.REPAIR: _nothing,
}
