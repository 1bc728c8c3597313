"""The rows of the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.model.codec import decode, decode_operation, encode, encode_operation
from annotator.model.journal import Entry, Journal, Step
from annotator.model.operations import Operation
from annotator.model.patch import Patch
from annotator.store.values import (
    from_blob,
    from_json,
    from_text,
    pack,
    to_blob,
    to_json,
    to_text,
    unpack,
)

_ACT = "seq, operation, who, at, machine"
_ENTRY = "seq, grp, issue, machine, operation, inverse, who, at"
_INSERT = f"INSERT INTO journal ({_ENTRY}, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'done')"
_LAST = "last_seq"
"""What the project knows under this key is a number that no entry gets any more, nor one below it."""
_Row = tuple[int, int, str, int, bytes, bytes, bytes, str]


def read_journal(connection: sqlite3.Connection) -> Journal:
    """Return the order of what is done and of what can be done again."""

    def steps(state: str, order: str) -> tuple[Step, ...]:
        rows = connection.execute(
            f"SELECT seq, grp, issue, machine FROM journal WHERE state = ? ORDER BY {order}", (state,)
        )
        return tuple(Step(seq, group, from_text(issue), bool(machine)) for seq, group, issue, machine in rows)

    return Journal(steps("done", "seq"), steps("undone", "undo_order"))


def read_entries(connection: sqlite3.Connection, seqs: Iterable[int]) -> tuple[Entry, ...]:
    """Return entries by number, in the order of the numbers given.

    Raises:
        KeyError: there is no entry of a number.
        ValueError: a row describes no entry.
    """
    return tuple(_entry_at(connection, seq) for seq in seqs)


def _entry_at(connection: sqlite3.Connection, seq: int) -> Entry:
    row = connection.execute(f"SELECT {_ENTRY} FROM journal WHERE seq = ?", (seq,)).fetchone()
    if row is None:
        raise KeyError(seq)
    return _entry(row)


def read_recent(connection: sqlite3.Connection, limit: int) -> tuple[Entry, ...]:
    """Return the last ``limit`` entries that are done, newest first, without what the program added by itself.

    Raises:
        ValueError: a row describes no entry.
    """
    rows = connection.execute(
        f"SELECT {_ENTRY} FROM journal WHERE state = 'done' AND machine = 0 ORDER BY seq DESC LIMIT ?",
        (limit,),
    )
    return tuple(_entry(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person did: an entry of the journal without what would take it back.

    Attributes:
        group: number of the group; what belongs to one group was one step.
        operation: what was done.
        who: the person's name, or empty.
        when: date and time in ISO 8601 with the offset from UTC.
    """

    group: int
    operation: Operation
    who: str
    when: str


def read_deeds(connection: sqlite3.Connection) -> tuple[Deed, ...]:
    """Return all that persons did and that is in force, the first one first.

    Raises:
        ValueError: a row describes no entry.
    """
    rows = connection.execute(
        "SELECT grp, operation, who, at FROM journal WHERE state = 'done' AND machine = 0 ORDER BY seq"
    )
    return tuple(
        Deed(group, decode_operation(unpack(operation)), from_blob(who), from_text(at))
        for group, operation, who, at in rows
    )


def read_operations(connection: sqlite3.Connection, issue_id: str, since: int) -> tuple[Operation, ...]:
    """Return the operations in force of an issue with numbers above ``since``, in the order of doing.

    Raises:
        ValueError: a row describes no operation.
    """
    rows = connection.execute(
        "SELECT operation FROM journal WHERE issue = ? AND state = 'done' AND seq > ? ORDER BY seq",
        (to_text(issue_id), since),
    )
    return tuple(decode_operation(unpack(data)) for (data,) in rows)


@dataclass(frozen=True, slots=True)
class Act:
    """An operation of the journal without what would take it back; ``seq`` is its number."""

    seq: int
    operation: Operation
    who: str
    when: str
    machine: bool


def read_acts(connection: sqlite3.Connection, issue_id: str, since: int) -> tuple[Act, ...]:
    """Return what is in force of an issue's journal behind entry ``since``, in the order of doing.

    Raises:
        ValueError: a row describes no operation.
    """
    rows = connection.execute(
        f"SELECT {_ACT} FROM journal WHERE issue = ? AND state = 'done' AND seq > ? ORDER BY seq",
        (to_text(issue_id), since),
    )
    return tuple(_act(*row) for row in rows)


def read_acts_at(connection: sqlite3.Connection, issue_id: str, seqs: Iterable[int]) -> tuple[Act, ...]:
    """Return entries of an issue's journal by number, in force or not; those that are not there are left out.

    Raises:
        ValueError: a row describes no operation.
    """
    found = []
    for seq in seqs:
        row = connection.execute(
            f"SELECT {_ACT} FROM journal WHERE issue = ? AND seq = ?", (to_text(issue_id), seq)
        ).fetchone()
        if row is not None:
            found.append(_act(*row))
    return tuple(found)


def _act(seq: int, operation: bytes, who: bytes, when: str, machine: int) -> Act:
    return Act(seq, decode_operation(unpack(operation)), from_blob(who), from_text(when), bool(machine))


def insert_entries(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Put in entries that are done.

    Raises:
        sqlite3.IntegrityError: a number is taken, or an issue is not in the project.
    """
    connection.executemany(_INSERT, map(_row, entries))


def mark_undone(connection: sqlite3.Connection, seqs: Sequence[int]) -> None:
    """Mark entries as undone, in the order of undoing: the last one is the next to be done again."""
    (last,) = connection.execute("SELECT coalesce(max(undo_order), 0) FROM journal").fetchone()
    connection.executemany(
        "UPDATE journal SET state = 'undone', undo_order = ? WHERE seq = ?",
        [(last + index, seq) for index, seq in enumerate(seqs, start=1)],
    )


def mark_dropped(connection: sqlite3.Connection, seqs: Iterable[int]) -> None:
    """Mark entries as no longer in force: neither done nor to be done again. They stay to be looked up."""
    connection.executemany(
        "UPDATE journal SET state = 'dropped', undo_order = NULL WHERE seq = ?", [(seq,) for seq in seqs]
    )


def drop_undone(connection: sqlite3.Connection) -> None:
    """Give up what was undone, because something new was done."""
    connection.execute("UPDATE journal SET state = 'dropped', undo_order = NULL WHERE state = 'undone'")


def next_number(connection: sqlite3.Connection, column: str) -> int:
    """Return the first free number of a column of the journal, ``seq`` or ``grp``."""
    (last,) = connection.execute(f"SELECT coalesce(max({column}), 0) FROM journal").fetchone()
    if column == "seq":
        found = connection.execute("SELECT value FROM project WHERE key = ?", (_LAST,)).fetchone()
        last = max(last, 0 if found is None else int(from_json(found[0])))
    return int(last) + 1


def use_up_number(connection: sqlite3.Connection) -> None:
    """Let the numbers of entries that are about to be removed never be given again.

    Bases of other issues, and what was prepared beside the window, say by such a number what came before them.
    """
    connection.execute(
        "INSERT INTO project (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (_LAST, to_json(next_number(connection, "seq"))),
    )


def insert_packed(
    connection: sqlite3.Connection, steps: Iterable[tuple[Step, tuple[bytes, bytes]]], who: str, when: str
) -> None:
    """Put in entries that are done, of ``packed_operation``, all by one person.

    Raises:
        sqlite3.IntegrityError: a number is taken, or an issue is not in the project.
    """
    connection.executemany(_INSERT, (_packed_row(step, operation, who, when) for step, operation in steps))


def packed_operation(operation: Operation, inverse: Patch) -> tuple[bytes, bytes]:
    """Return an operation and its inverse as a row holds them."""
    return pack(encode_operation(operation)), pack(encode(inverse))


def _row(entry: Entry) -> _Row:
    return _packed_row(entry.step, packed_operation(entry.operation, entry.inverse), entry.who, entry.when)


def _packed_row(step: Step, operation: tuple[bytes, bytes], who: str, when: str) -> _Row:
    ids = (step.seq, step.group, to_text(step.issue), int(step.machine))
    return (*ids, *operation, to_blob(who), to_text(when))


def _entry(row: _Row) -> Entry:
    seq, group, issue, machine, operation, inverse, who, at = row
    return Entry(
        Step(seq, group, from_text(issue), bool(machine)),
        decode_operation(unpack(operation)),
        decode(Patch, unpack(inverse)),
        from_blob(who),
        from_text(at),
    )
