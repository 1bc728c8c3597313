"""Work made ready to be written elsewhere: whoever has the project open only hands the rows to SQLite.

A hundred thousand labels take seconds to be made rows of. That is done in another process; what is sent is statements
with their rows, in parts that are unpacked one after the other.
"""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from annotator.model.issue import Issue
from annotator.model.operations import Operation, perform
from annotator.model.patch import Patch, difference
from annotator.store import history, state

_PART = 5000
"""Rows that are unpacked at a time."""

Statements = tuple[tuple[str, bytes], ...]
"""SQL statements with rows for each."""


@dataclass(frozen=True, slots=True)
class PackedWork:
    """Operations on one issue, performed elsewhere.

    Attributes:
        operations: each operation and its inverse as the journal holds them.
        statements: what brings the rows of the present state up to date.
        patch: what the operations changed.
    """

    operations: tuple[tuple[bytes, bytes], ...]
    statements: Statements
    patch: Patch


@dataclass(frozen=True, slots=True)
class PackedProject:
    """Work on issues of a project, for the state that the project was in.

    Attributes:
        seq: the first free number of its journal then.
        works: work by issue.
        issue: an issue to be added first, or None.
        inserts: what puts that issue in.
    """

    seq: int
    works: Mapping[str, PackedWork]
    issue: Issue | None = None
    inserts: Statements = ()


def pack_project(
    seq: int,
    issues: Mapping[str, Issue],
    operations: Mapping[str, Sequence[Operation]],
    new: Issue | None = None,
) -> PackedProject:
    """Perform operations on issues and make all of it ready to be written.

    Args:
        seq: the first free number of the project's journal.
        issues: the issues by id, the new one among them.
        operations: what is done, by issue.
        new: an issue the project does not have yet.

    Raises:
        OperationError: an operation does not fit.
    """
    inserts = () if new is None else _packed(state.inserts(new, seq - 1))
    return PackedProject(
        seq, {key: _work(issues[key], listed) for key, listed in operations.items()}, new, inserts
    )


def _work(issue: Issue, operations: Sequence[Operation]) -> PackedWork:
    now, entries = issue, []
    for operation in operations:
        change = perform(now, operation)
        now = change.issue
        entries.append(history.packed_operation(operation, change.inverse))
    patch = difference(issue, now)
    if patch.page_order is not None:
        raise ValueError("work that changes the pages of an issue cannot be packed")
    return PackedWork(tuple(entries), _packed(state.statements(issue.id, patch)), patch)


def _packed(statements: Iterable[tuple[str, Iterable[tuple[Any, ...]]]]) -> Statements:
    return tuple(
        (statement, pickle.dumps(part, pickle.HIGHEST_PROTOCOL))
        for statement, rows in statements
        for part in _parts(rows)
    )


def _parts(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    left = iter(rows)
    while part := list(islice(left, _PART)):
        yield part


def write_statements(connection: sqlite3.Connection, statements: Statements) -> None:
    """Carry out packed statements."""
    for statement, rows in statements:
        connection.executemany(statement, pickle.loads(rows))
