"""What is told of changes to a project, and what was prepared for them elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from annotator.model.issue import Issue
from annotator.model.merging.replaying_copies import Done
from annotator.model.operations import Operation
from annotator.model.patch import Patch


class Cause(StrEnum):
    """Why an issue changed."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class ChangeEvent:
    """An issue has changed and the change is on disk, or on its way there; what never arrives is taken back.

    Attributes:
        issue: id of the issue.
        patch: the entries that are new (None: gone), so that views refresh only these.
        cause: why.
        operations: what was done; empty when something was taken back.
    """

    issue: str
    patch: Patch
    cause: Cause
    operations: tuple[Operation, ...] = ()


Listener = Callable[[ChangeEvent], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Work on an issue that was done elsewhere: the issue before and after, and how the one became the other."""

    before: Issue
    after: Issue
    done: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """Issues that were read beside the window.

    Attributes:
        changes: how many changes had been made when they were read.
        issues: the issues by id.
    """

    changes: int
    issues: Mapping[str, Issue]
