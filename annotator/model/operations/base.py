"""What all operations share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from annotator.model.article import Article, Block
from annotator.model.issue import Issue

Value = TypeVar("Value")


class OperationError(Exception):
    """The operation does not fit the issue; ``code`` says why."""

    def __init__(self, code: str, subject: str = "") -> None:
        self.code = code
        self.subject = subject
        super().__init__(f"{code}: {subject}" if subject else code)


@dataclass(frozen=True, slots=True)
class Operation:
    """One undoable change 操作."""

    def apply(self, issue: Issue) -> Issue:
        """Return the changed issue.

        Raises:
            OperationError: the operation does not fit the issue.
        """
        raise NotImplementedError


def block_of(issue: Issue, block_id: str) -> Block:
    """Return a block.

    Raises:
        OperationError: there is none of that id.
    """
    block = issue.blocks.get(block_id)
    if block is None:
        raise OperationError("block.missing", block_id)
    return block


def container_of(issue: Issue, article_id: str) -> Article:
    """Return a container of blocks.

    Raises:
        OperationError: there is none of that id.
    """
    article = issue.articles.get(article_id)
    if article is None:
        raise OperationError("article.missing", article_id)
    return article


def check_new(taken: Mapping[str, object], new_id: str) -> None:
    """Check that an identifier is free.

    Raises:
        OperationError: it is taken or empty.
    """
    if not new_id or new_id in taken:
        raise OperationError("id.taken", new_id)


def put(old: Mapping[str, Value], entries: Mapping[str, Value]) -> dict[str, Value]:
    """Return a copy of a mapping with entries put in; empty tuples are not kept."""
    new = {**old, **entries}
    for key, value in entries.items():
        if value == ():
            del new[key]
    return new
