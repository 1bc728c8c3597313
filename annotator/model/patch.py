"""Patches: the inverse of any operation, and what the store has to write.

A patch holds the entries of an issue that differ, with the values to put there. The inverse of an operation is
the patch from the new issue back to the old one, so reverting is exact by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import compress, filterfalse
from operator import is_, is_not
from typing import Any, TypeVar

from annotator.model.article import Article, Block
from annotator.model.conflict import Conflict, Merged
from annotator.model.decision import Decision, Jump
from annotator.model.flag import Flag
from annotator.model.issue import Issue
from annotator.model.labels import DocumentLabel, LabelPiece, LabelSpan, Relation
from annotator.model.page import Page

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Patch:
    """Entries to put into an issue; None removes an entry.

    ``order`` None leaves the order of articles alone, ``page_order`` None the pages.
    """

    order: tuple[str, ...] | None = None
    page_order: tuple[str, ...] | None = None
    pages: Mapping[str, Page | None] = field(default_factory=dict)
    articles: Mapping[str, Article | None] = field(default_factory=dict)
    blocks: Mapping[str, Block | None] = field(default_factory=dict)
    flags: Mapping[str, tuple[Flag, ...] | None] = field(default_factory=dict)
    pieces: Mapping[str, tuple[LabelPiece, ...] | None] = field(default_factory=dict)
    spans: Mapping[str, LabelSpan | None] = field(default_factory=dict)
    relations: Mapping[str, Relation | None] = field(default_factory=dict)
    document_labels: Mapping[str, tuple[DocumentLabel, ...] | None] = field(default_factory=dict)
    decisions: Mapping[str, Decision | None] = field(default_factory=dict)
    jumps: Mapping[str, Jump | None] = field(default_factory=dict)
    words: Mapping[str, str | None] = field(default_factory=dict)
    merges: Mapping[str, Merged | None] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict | None] = field(default_factory=dict)

    def apply(self, issue: Issue) -> Issue:
        """Return the issue with the patch's entries put in."""
        changes: dict[str, Any] = {
            name: _put(getattr(issue, name), getattr(self, name)) for name in MAPPINGS if getattr(self, name)
        }
        if self.order is not None:
            changes["order"] = self.order
        if self.page_order is not None:
            changes["pages"] = {
                key: page for key in self.page_order if (page := self.pages.get(key) or issue.pages.get(key))
            }
        return replace(issue, **changes) if changes else issue


MAPPINGS = (
    "articles",
    "blocks",
    "flags",
    "pieces",
    "spans",
    "relations",
    "document_labels",
    "decisions",
    "jumps",
    "words",
    "merges",
    "conflicts",
)


def _put(old: Mapping[str, Value], entries: Mapping[str, Value | None]) -> dict[str, Value]:
    new = dict(old)
    for key, value in entries.items():
        if value is None:
            new.pop(key, None)
        else:
            new[key] = value
    return new


def difference(old: Issue, new: Issue) -> Patch:
    """Return the patch that turns ``old`` into ``new`` (which share the entries that did not change)."""
    return Patch(
        order=None if old.order == new.order else new.order,
        page_order=None if _same_pages(old, new) else tuple(new.pages),
        pages={} if old.pages is new.pages else _changed(old.pages, new.pages),
        **{name: _changed(getattr(old, name), getattr(new, name)) for name in MAPPINGS},
    )


def _same_pages(old: Issue, new: Issue) -> bool:
    return old.pages is new.pages or tuple(old.pages) == tuple(new.pages)


def other_keys(old: Mapping[str, Value], new: Mapping[str, Value]) -> list[str]:
    """Return the keys of ``new`` under which it holds another object than ``old``, or ``old`` holds nothing.

    Most entries are the very same object, and most changes leave the keys as they are: a look at each, and that not in
    Python, is all that a key in a large issue can afford.
    """
    if len(old) == len(new) and all(map(is_, old, new)):
        return list(compress(new, map(is_not, new.values(), old.values())))
    return list(compress(new, map(is_not, new.values(), map(old.get, new))))


def _changed(old: Mapping[str, Value], new: Mapping[str, Value]) -> dict[str, Value | None]:
    if old is new:
        return {}
    other = other_keys(old, new)
    changed: dict[str, Value | None] = {key: new[key] for key in other if old.get(key) != new[key]}
    if len(new) - sum(key not in old for key in other) < len(old):
        changed.update(dict.fromkeys(filterfalse(new.__contains__, old)))
    return changed


def difference_within(old: Issue, new: Issue, patches: Iterable[Patch]) -> Patch:
    """Return ``difference(old, new)`` where ``new`` came about by some patches: nothing else is looked at."""
    applied = tuple(patches)
    if any(patch.page_order is not None or patch.pages for patch in applied):
        return difference(old, new)

    def changed(name: str) -> dict[str, Any]:
        before, after = getattr(old, name), getattr(new, name)
        keys = {key for patch in applied for key in getattr(patch, name)}
        return {key: after.get(key) for key in keys if before.get(key) != after.get(key)}

    return Patch(
        order=None if old.order == new.order else new.order,
        page_order=None,
        pages={},
        **{name: changed(name) for name in MAPPINGS},
    )


def inverse_of(patch: Patch, old: Issue) -> Patch:
    """Return the patch that takes back another one: it puts in what ``old`` held before that was applied."""
    return Patch(
        order=None if patch.order is None else old.order,
        page_order=None if patch.page_order is None else tuple(old.pages),
        pages=_held(old.pages, patch.pages),
        **{name: _held(getattr(old, name), getattr(patch, name)) for name in MAPPINGS},
    )


def _held(old: Mapping[str, Value], entries: Mapping[str, Value | None]) -> dict[str, Value | None]:
    return {key: old.get(key) for key in entries}
