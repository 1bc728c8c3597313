"""What can still be read of a damaged project file: whole rows, wherever they lie.

SQLite stops reading where a page makes no sense. So rows of the journal are asked for one by one, by their number, and
every one that can be read counts.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from annotator.model.codec import CodecError, decode_operation
from annotator.model.issue import Issue
from annotator.store import state
from annotator.store.connection import connect
from annotator.store.history import Act
from annotator.store.values import from_blob, from_text, unpack

_MOST = 10_000_000
"""Rows of a journal that are looked for at most."""


@dataclass(frozen=True, slots=True)
class WreckedAct:
    """A step of a damaged journal, and whether it was in force."""

    issue: str
    act: Act
    is_done: bool


@dataclass(frozen=True, slots=True)
class Wreck:
    """What was read.

    Attributes:
        acts: steps by number, in rising order.
        bases: issues as they were added, with the number of the step behind which that holds.
        unread: how many numbers of steps there are that could not be read.
    """

    acts: tuple[WreckedAct, ...] = ()
    bases: dict[str, tuple[Issue, int]] = field(default_factory=dict)
    unread: int = 0


def read_wreck(path: Path) -> Wreck:
    """Read what can be read; a file of which nothing can gives an empty wreck. The file stays as it is.

    A program that was killed left its last steps in the write-ahead log beside the file, so that is read too. It may be
    damaged itself, or another file's; therefore the file is also read without it, and every step counts that is found
    either way.
    """
    alone = _read_file(path, mode="ro", immutable=1)
    log = path.with_name(path.name + "-wal")
    if not log.exists():
        return alone
    try:
        with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
            copy = Path(folder) / "copy"
            shutil.copyfile(path, copy)
            shutil.copyfile(log, copy.with_name("copy-wal"))
            return _together(alone, _read_file(copy, mode="rw"))
    except OSError:
        return alone


def _read_file(path: Path, **options: str | int) -> Wreck:
    try:
        with closing(connect(path, **options)) as connection:
            return _read(connection)
    except (sqlite3.Error, OSError):
        return Wreck()


def _together(alone: Wreck, with_log: Wreck) -> Wreck:
    """Return what was found either way; of what was found both ways, as it stands in the log."""
    acts = {wrecked.act.seq: wrecked for wrecked in (*alone.acts, *with_log.acts)}
    numbers = [wreck.unread + len(wreck.acts) for wreck in (alone, with_log)]
    ordered = tuple(acts[seq] for seq in sorted(acts))
    return Wreck(ordered, {**alone.bases, **with_log.bases}, max(0, max(numbers) - len(ordered)))


def _read(connection: sqlite3.Connection) -> Wreck:
    first, last = (_edge(connection, order) for order in ("ASC", "DESC"))
    acts: list[WreckedAct] = []
    unread = 0
    if last is not None:
        for seq in range(first or 1, min(last, (first or 1) + _MOST) + 1):
            try:
                row = connection.execute(
                    "SELECT issue, operation, who, at, machine, state FROM journal WHERE seq = ?", (seq,)
                ).fetchone()
                if row is not None:
                    acts.append(_act(seq, row))
            except (sqlite3.Error, ValueError, TypeError, CodecError):
                unread += 1
    return Wreck(tuple(acts), dict(_bases(connection)), unread)


def _edge(connection: sqlite3.Connection, order: str) -> int | None:
    """Return the first or last number of a step that the file's index of them still tells."""
    for statement in (
        f"SELECT seq FROM journal ORDER BY seq {order} LIMIT 1",
        f"SELECT seq FROM journal INDEXED BY journal_state WHERE state = 'done' ORDER BY seq {order} LIMIT 1",
    ):
        with suppress(sqlite3.Error):
            row = connection.execute(statement).fetchone()
            if row is not None:
                return int(row[0])
    return None


def _act(seq: int, row: tuple[str, bytes, bytes, str, int, str]) -> WreckedAct:
    issue, operation, who, when, machine, said = row
    act = Act(seq, decode_operation(unpack(operation)), from_blob(who), from_text(when), bool(machine))
    return WreckedAct(from_text(issue), act, said == "done")


def _bases(connection: sqlite3.Connection) -> Iterator[tuple[str, tuple[Issue, int]]]:
    try:
        issues = [from_text(key) for (key,) in connection.execute("SELECT id FROM issues ORDER BY position")]
    except (sqlite3.Error, ValueError, TypeError):
        return
    for issue_id in issues:
        with suppress(sqlite3.Error, ValueError, TypeError, KeyError, CodecError):
            yield issue_id, state.read_base(connection, issue_id)
