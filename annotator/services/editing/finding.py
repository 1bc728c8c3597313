"""Finding: where something stands in an article, an issue or the whole project, and in the raw text below it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from annotator.errors import UserError
from annotator.model.article import Kind
from annotator.model.issue import Issue, name_by_texts
from annotator.services.project.library import Library
from annotator.store.texts import IssueTexts
from annotator.text.folding import EXACT, Folding
from annotator.text.searching import Hit, Matcher, PatternError, matcher

MOST_HITS = 20_000
"""More than these are not listed at once: nobody looks through them, and they say that the words are too common."""

EVERYTHING = sys.maxsize
"""No limit."""

_BATCH = 200


class Source(StrEnum):
    """What is searched: the containers of an issue, or the raw text of its pages."""

    ARTICLE = Kind.ARTICLE.value
    FURNITURE = Kind.FURNITURE.value
    UNPLACED = Kind.UNPLACED.value
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        text: plain words, or a regular expression.
        regular: whether it is an expression.
        folding: which differences do not count.
        sources: what is searched.
    """

    text: str
    regular: bool = False
    folding: Folding = EXACT
    sources: frozenset[Source] = frozenset({Source.ARTICLE})


@dataclass(frozen=True, slots=True)
class Passage:
    """A block or a raw page with what was found in it.

    Attributes:
        issue: id of the issue.
        source: what it belongs to.
        container: id of the article or container; of a raw page, its own id.
        block: id of the block, empty for a raw page.
        name: what people call the article, or the page.
        text: the text the hits are in.
        hits: where, in order.
    """

    issue: str
    source: Source
    container: str
    block: str
    name: str
    text: str
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        passages: in reading order.
        more: whether the search was given up because there is more than anybody looks through.
    """

    passages: tuple[Passage, ...] = ()
    more: bool = False

    @property
    def count(self) -> int:
        """The number of hits."""
        return sum(len(passage.hits) for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Search:
    """A query made ready, and how far it may go.

    Attributes:
        query: what is looked for.
        matcher: what finds it.
        limit: number of hits after which the search stops.
        cancelled: asked now and then; True ends the search with what there is.
    """

    query: Query
    matcher: Matcher
    limit: int = MOST_HITS
    cancelled: Callable[[], bool] = field(default=lambda: False)


def prepare(query: Query, *, limit: int = MOST_HITS, cancelled: Callable[[], bool] = lambda: False) -> Search:
    """Make a query ready.

    Raises:
        UserError: its expression is none, or would take too much memory.
    """
    try:
        made = matcher(query.text, regular=query.regular, folding=query.folding)
    except PatternError as error:
        raise _refusal(error) from error
    return Search(query, made, limit, cancelled)


def find_in_issue(issue: Issue, search: Search, container: str | None = None) -> Found:
    """Return what is found in an issue, or in one of its articles or containers.

    Args:
        issue: the issue.
        search: what is looked for, and where.
        container: id of the only container to look in, whatever the query's sources say; None for all of them.

    Raises:
        UserError: the expression takes too long.
    """
    return _collect(_passages(issue, search.query.sources, container), search)


def find_in_project(
    library: Library, search: Search, progress: Callable[[float], None] = lambda _share: None
) -> Found:
    """Return what is found in all issues of a project, in their order. May be called from any thread.

    Raises:
        UserError: the expression takes too long, or the project cannot be read.
    """
    infos = library.issues()
    raw = Source.RAW in search.query.sources
    needle = search.matcher.needle
    among = None if needle is None else library.candidates(needle)

    def everything() -> Iterator[Passage]:
        for number, info in enumerate(infos):
            progress(number / len(infos))
            if raw or among is None or among.may_hold(info.id):
                texts = library.texts(info.id, raw=raw, among=among)
                yield from _stored_passages(info.id, texts, search.query.sources)

    return _collect(everything(), search)


def _passages(issue: Issue, sources: frozenset[Source], container: str | None) -> Iterator[Passage]:
    """Yield all there is to search of an issue in reading order, without hits."""
    listed = [container] if container else [*issue.order, *issue.articles.keys() - set(issue.order)]
    for article_id in sorted(listed, key=lambda key: issue.articles[key].kind is not Kind.ARTICLE):
        article = issue.articles[article_id]
        source = Source(article.kind.value)
        if container is None and source not in sources:
            continue
        name = issue.name_of(article_id)
        for block in issue.blocks_of(article_id):
            yield Passage(issue.id, source, article_id, block.id, name, block.text)
    if container is None and Source.RAW in sources:
        for page in issue.pages.values():
            yield Passage(issue.id, Source.RAW, page.id, "", page.name, page.raw)


def _stored_passages(issue_id: str, texts: IssueTexts, sources: frozenset[Source]) -> Iterator[Passage]:
    for article_id, kind, blocks in texts.containers:
        source = Source(kind.value)
        if source not in sources:
            continue
        known = [texts.blocks[block_id] for block_id in blocks if block_id in texts.blocks]
        name = name_by_texts(known)
        for block_id in blocks:
            if block_id in texts.blocks:
                yield Passage(issue_id, source, article_id, block_id, name, texts.blocks[block_id][1])
    for page_id, name, raw in texts.pages:
        yield Passage(issue_id, Source.RAW, page_id, "", name, raw)


def _collect(passages: Iterable[Passage], search: Search) -> Found:
    found: list[Passage] = []
    count = 0
    rest = iter(passages)
    while batch := list(islice(rest, _BATCH)):
        if search.cancelled():
            break
        for passage, hits in zip(batch, _hits(batch, search.matcher), strict=True):
            if hits:
                kept = tuple(hits[: search.limit - count])
                count += len(kept)
                found.append(_with_hits(passage, kept))
                if count >= search.limit:
                    return Found(tuple(found), more=True)
    return Found(tuple(found))


def _hits(batch: Sequence[Passage], made: Matcher) -> list[Sequence[Hit]]:
    try:
        if batch[0].source is Source.RAW or batch[-1].source is Source.RAW:
            return [
                made.hits_in_raw(passage.text) if passage.source is Source.RAW else made.hits(passage.text)
                for passage in batch
            ]
        return made.hits_in([passage.text for passage in batch])
    except PatternError as error:
        raise _refusal(error) from error


def _with_hits(passage: Passage, hits: tuple[Hit, ...]) -> Passage:
    return Passage(
        passage.issue,
        passage.source,
        passage.container,
        passage.block,
        passage.name,
        passage.text,
        hits,
    )


def _refusal(error: PatternError) -> UserError:
    if error.code == "too_slow":
        return UserError("find.too_slow")
    if error.code == "too_large":
        return UserError("find.too_large")
    return UserError(f"find.{error.code}", position=error.position)
