"""Operations that change blocks and articles as wholes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.model.article import Article, Kind, Role, Run, build_block
from annotator.model.issue import Issue
from annotator.model.labels import unite_document_labels
from annotator.model.marks import join_flags, join_pieces, split_flags, split_pieces
from annotator.model.operations.base import (
    Operation,
    OperationError,
    block_of,
    check_new,
    container_of,
    put,
)
from annotator.model.progress import earlier
from annotator.model.provenance import raw_caret
from annotator.model.runs import cut, tidy


@dataclass(frozen=True, slots=True)
class SplitBlock(Operation):
    """Split a block before character ``at``; the part from there on becomes the block ``new_id``."""

    block: str
    at: int
    new_id: str

    def apply(self, issue: Issue) -> Issue:
        """Split runs, flags and label pieces at the place."""
        block = block_of(issue, self.block)
        check_new(issue.blocks, self.new_id)
        if not 0 <= self.at <= len(block.text):
            raise OperationError("range.outside", self.block)
        left, right = cut(block.runs, self.at)
        caret = raw_caret(block, self.at)
        # An empty part keeps an empty insertion, which says where on the page it belongs.
        anchor = (Run(caret.page, caret.start, caret.start, "", "typing"),)
        first = build_block(block.id, block.role, tidy(left or anchor), issue.pages)
        second = build_block(self.new_id, block.role, tidy(right or anchor), issue.pages)
        article = issue.article_of(self.block)
        index = article.blocks.index(self.block) + 1
        listed = (*article.blocks[:index], self.new_id, *article.blocks[index:])
        flags = split_flags(issue.flags.get(self.block, ()), self.at)
        pieces = split_pieces(issue.pieces.get(self.block, ()), self.at)
        return replace(
            issue,
            blocks={**issue.blocks, self.block: first, self.new_id: second},
            articles={**issue.articles, article.id: replace(article, blocks=listed)},
            flags=put(issue.flags, {self.block: flags[0], self.new_id: flags[1]}),
            pieces=put(issue.pieces, {self.block: pieces[0], self.new_id: pieces[1]}),
        )


@dataclass(frozen=True, slots=True)
class JoinBlocks(Operation):
    """Append the block ``second`` to the block ``first`` of the same container."""

    first: str
    second: str

    def apply(self, issue: Issue) -> Issue:
        """Join runs, flags and label pieces; jumps and decisions about the second are about the first now."""
        first, second = block_of(issue, self.first), block_of(issue, self.second)
        article = issue.article_of(self.first)
        if first is second or self.second not in article.blocks:
            raise OperationError("join.apart", self.second)
        joined = build_block(first.id, first.role, tidy((*first.runs, *second.runs)), issue.pages)
        length = len(first.text)
        blocks = {**issue.blocks, self.first: joined}
        del blocks[self.second]
        listed = tuple(block_id for block_id in article.blocks if block_id != self.second)
        flags = join_flags(issue.flags.get(self.first, ()), issue.flags.get(self.second, ()), length)
        pieces = join_pieces(issue.pieces.get(self.first, ()), issue.pieces.get(self.second, ()), length)
        return replace(
            _renamed_references(issue, self.second, self.first),
            blocks=blocks,
            articles={**issue.articles, article.id: replace(article, blocks=listed)},
            flags=put(issue.flags, {self.first: flags, self.second: ()}),
            pieces=put(issue.pieces, {self.first: pieces, self.second: ()}),
        )


def _renamed_references(issue: Issue, old: str, new: str) -> Issue:
    jumps = {
        jump.id: replace(
            jump,
            source=new if jump.source == old else jump.source,
            target=new if jump.target == old else jump.target,
        )
        for jump in issue.jumps.values()
        if old in (jump.source, jump.target)
    }
    decisions = {
        decision.id: replace(
            decision, blocks=tuple(new if block == old else block for block in decision.blocks)
        )
        for decision in issue.decisions.values()
        if old in decision.blocks
    }
    return replace(
        issue,
        jumps={**issue.jumps, **jumps} if jumps else issue.jumps,
        decisions={**issue.decisions, **decisions} if decisions else issue.decisions,
    )


@dataclass(frozen=True, slots=True)
class SetRole(Operation):
    """Give blocks another role."""

    blocks: tuple[str, ...]
    role: Role

    def apply(self, issue: Issue) -> Issue:
        """Change the roles."""
        changed = {block_id: replace(block_of(issue, block_id), role=self.role) for block_id in self.blocks}
        return replace(issue, blocks={**issue.blocks, **changed})


def _without(issue: Issue, moving: tuple[str, ...]) -> Issue:
    """Return the issue with blocks taken out of their containers; articles left empty go."""
    taken = set(moving)
    if len(taken) != len(moving) or not moving:
        raise OperationError("move.blocks")
    articles = dict(issue.articles)
    for article in issue.articles.values():
        if taken.isdisjoint(article.blocks):
            continue
        left = tuple(block_id for block_id in article.blocks if block_id not in taken)
        if left or article.kind is not Kind.ARTICLE:
            articles[article.id] = replace(article, blocks=left)
        else:
            del articles[article.id]
    order = tuple(article_id for article_id in issue.order if article_id in articles)
    return replace(issue, articles=articles, order=order)


@dataclass(frozen=True, slots=True)
class MoveBlocks(Operation):
    """Move blocks, in the order given, into a container before its block ``before`` (None: to its end).

    The container may be an article, the furniture or the tray. An article left empty goes; its document labels then
    are the target's too if that is an article.
    """

    blocks: tuple[str, ...]
    article: str
    before: str | None = None

    def apply(self, issue: Issue) -> Issue:
        """Move the blocks."""
        target = container_of(issue, self.article)
        for block_id in self.blocks:
            block_of(issue, block_id)
        if self.before is not None and (self.before not in target.blocks or self.before in self.blocks):
            raise OperationError("move.place", self.before)
        taken = _without(issue, self.blocks)
        remaining = tuple(block_id for block_id in target.blocks if block_id not in set(self.blocks))
        index = len(remaining) if self.before is None else remaining.index(self.before)
        listed = (*remaining[:index], *self.blocks, *remaining[index:])
        order = issue.order if self.article in issue.order else taken.order
        order = tuple(entry for entry in order if entry in taken.articles or entry == self.article)
        articles = {**taken.articles, self.article: replace(target, blocks=listed)}
        return _inherited(issue, replace(taken, articles=articles, order=order), self.article)


def _inherited(old: Issue, new: Issue, heir: str) -> Issue:
    """Return the issue with the document labels of articles that went because their blocks went to ``heir``."""
    gone = [article_id for article_id in old.document_labels if article_id not in new.articles]
    if not gone:
        return new
    labels = {key: held for key, held in old.document_labels.items() if key not in gone}
    if new.articles[heir].kind is Kind.ARTICLE:
        held = old.document_labels.get(heir, ())
        for article_id in gone:
            held = unite_document_labels(held, old.document_labels[article_id])
        labels[heir] = held
    return replace(new, document_labels=labels)


@dataclass(frozen=True, slots=True)
class NewArticle(Operation):
    """Make a new article of blocks taken from elsewhere, at the place ``index`` of the reading order.

    It has the document labels of articles that it leaves empty.
    """

    article: str
    blocks: tuple[str, ...]
    index: int

    def apply(self, issue: Issue) -> Issue:
        """Make the article."""
        check_new(issue.articles, self.article)
        for block_id in self.blocks:
            block_of(issue, block_id)
        taken = _without(issue, self.blocks)
        index = max(0, min(self.index, len(taken.order)))
        made = replace(
            taken,
            articles={**taken.articles, self.article: Article(self.article, Kind.ARTICLE, self.blocks)},
            order=(*taken.order[:index], self.article, *taken.order[index:]),
        )
        return _inherited(issue, made, self.article)


@dataclass(frozen=True, slots=True)
class SplitArticle(Operation):
    """Split an article before its block ``block``; the part from there on becomes the article ``new_id``.

    Both parts have the progress and the document labels of the whole.
    """

    article: str
    block: str
    new_id: str

    def apply(self, issue: Issue) -> Issue:
        """Split the article; both parts must have blocks."""
        article = container_of(issue, self.article)
        check_new(issue.articles, self.new_id)
        if article.kind is not Kind.ARTICLE or self.block not in article.blocks[1:]:
            raise OperationError("split.place", self.block)
        index = article.blocks.index(self.block)
        place = issue.order.index(self.article) + 1
        return replace(
            issue,
            articles={
                **issue.articles,
                self.article: replace(article, blocks=article.blocks[:index]),
                self.new_id: replace(article, id=self.new_id, blocks=article.blocks[index:]),
            },
            order=(*issue.order[:place], self.new_id, *issue.order[place:]),
            document_labels=put(
                issue.document_labels, {self.new_id: issue.document_labels.get(self.article, ())}
            ),
        )


@dataclass(frozen=True, slots=True)
class MergeArticles(Operation):
    """Append all blocks of the article ``second`` to the article ``first``.

    The lesser progress of the two holds, and the document labels of both, see ``unite_document_labels``.
    """

    first: str
    second: str

    def apply(self, issue: Issue) -> Issue:
        """Merge the articles."""
        first, second = container_of(issue, self.first), container_of(issue, self.second)
        if first is second or first.kind is not Kind.ARTICLE or second.kind is not Kind.ARTICLE:
            raise OperationError("merge.kind", self.second)
        merged = MoveBlocks(second.blocks, self.first).apply(issue)
        whole = merged.articles[self.first]
        whole = replace(whole, progress=earlier(first.progress, second.progress))
        return replace(merged, articles={**merged.articles, self.first: whole})


@dataclass(frozen=True, slots=True)
class MoveArticle(Operation):
    """Move an article to the place ``index`` of the reading order, counted without it."""

    article: str
    index: int

    def apply(self, issue: Issue) -> Issue:
        """Move the article."""
        if self.article not in issue.order:
            raise OperationError("article.missing", self.article)
        rest = tuple(entry for entry in issue.order if entry != self.article)
        index = max(0, min(self.index, len(rest)))
        return replace(issue, order=(*rest[:index], self.article, *rest[index:]))
