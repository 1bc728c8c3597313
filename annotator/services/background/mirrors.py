"""What another process has been told already, so that a key in a large issue does not send the whole of it.

An ``Outbox`` here and an ``Inbox`` there hear the same messages in the same order. Of an issue that was sent before
only the difference goes; lessons and other standing values go once and are the same object there as long as they are
the same here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from annotator.model.issue import Issue
from annotator.model.patch import MAPPINGS, Patch, difference
from annotator.services.project.lessons import Lessons


@dataclass(frozen=True, slots=True)
class _WholeIssue:
    issue: Issue


@dataclass(frozen=True, slots=True)
class _ChangedIssue:
    patch: Patch


class Standing:
    """Base of values that many errands get alike: one is sent once, until there is another of its class."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _NewValue:
    value: Lessons | Standing


@dataclass(frozen=True, slots=True)
class _SameValue:
    kind: type


_IN_PATCHES = frozenset({*MAPPINGS, "order"})
_OTHER_FIELDS = tuple(field.name for field in fields(Issue) if field.name not in _IN_PATCHES)


class Outbox:
    """Makes messages of values, given what was sent before."""

    def __init__(self) -> None:
        self._issue: Issue | None = None
        self._standing: dict[type, Lessons | Standing] = {}

    def packed(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """Return values as they are to be sent."""
        return tuple(self.packed_one(value) for value in values)

    def packed_one(self, value: Any) -> Any:
        """Return a value as it is to be sent."""
        if isinstance(value, Issue):
            before, self._issue = self._issue, value
            if before is not None and _is_later(before, value):
                return _ChangedIssue(difference(before, value))
            return _WholeIssue(value)
        if isinstance(value, Lessons | Standing):
            if self._standing.get(type(value)) is value:
                return _SameValue(type(value))
            self._standing[type(value)] = value
            return _NewValue(value)
        return value


class Inbox:
    """Makes values of messages, given what was received before."""

    def __init__(self) -> None:
        self._issue: Issue | None = None
        self._standing: dict[type, Lessons | Standing] = {}

    def unpacked(self, messages: Sequence[Any]) -> tuple[Any, ...]:
        """Return the values that were sent."""
        return tuple(self.unpacked_one(message) for message in messages)

    def unpacked_one(self, message: Any) -> Any:
        """Return the value that was sent."""
        match message:
            case _WholeIssue(issue):
                self._issue = issue
                return issue
            case _ChangedIssue(patch):
                assert self._issue is not None, "a change of nothing"
                self._issue = patch.apply(self._issue)
                return self._issue
            case _NewValue(value):
                self._standing[type(value)] = value
                return value
            case _SameValue(kind):
                return self._standing[kind]
        return message


def _is_later(before: Issue, now: Issue) -> bool:
    """Tell whether two values are states of one issue with the same pages."""
    return all(getattr(before, name) is getattr(now, name) for name in _OTHER_FIELDS)
