"""What the doctor needs of a project file beyond daily use: looking at rows that may be wrong, and rewriting them.

Nothing here writes raw text.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.model.issue import Issue
from annotator.model.journal import Entry
from annotator.store import history, search, state
from annotator.store.project_file import ProjectFile
from annotator.store.values import from_text, to_text


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """A row of the journal; ``entry`` is None if the row describes none."""

    seq: int
    done: bool
    entry: Entry | None


def issue_ids(project: ProjectFile) -> tuple[str, ...]:
    """Return the ids of the issues in order."""
    rows = project.read(
        lambda database: database.execute("SELECT id FROM issues ORDER BY position").fetchall()
    )
    return tuple(from_text(key) for (key,) in rows)


def integrity_errors(project: ProjectFile) -> tuple[str, ...]:
    """Return what SQLite's own full check finds wrong."""
    rows = project.read(lambda database: database.execute("PRAGMA integrity_check").fetchall())
    return tuple(str(line) for (line,) in rows if line != "ok")


def dangling_rows(project: ProjectFile) -> tuple[str, ...]:
    """Return the rows, as table and row number, that belong to an issue the project does not have."""
    rows = project.read(lambda database: database.execute("PRAGMA foreign_key_check").fetchall())
    return tuple(f"{table} {row}" for table, row, *_ in rows)


def altered_pages(project: ProjectFile) -> tuple[tuple[str, str], ...]:
    """Return issue and page of every raw text that is not the one that was imported, by its SHA-256."""

    def work(database: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
        rows = database.execute("SELECT issue, id, raw, sha256 FROM pages ORDER BY rowid")
        return tuple(
            (from_text(issue), from_text(page))
            for issue, page, raw, expected in rows
            if hashlib.sha256(raw).hexdigest() != expected
        )

    return project.read(work)


def base_of(project: ProjectFile, issue_id: str) -> tuple[Issue, int]:
    """Return the base of an issue and the number of the entry behind which the journal goes on from it.

    Raises:
        UserError: it cannot be read.
    """
    return project.read(lambda database: state.read_base(database, issue_id))


def entries_in_force(project: ProjectFile, issue_id: str) -> tuple[StoredEntry, ...]:
    """Return an issue's entries that are done or can be done again, by number."""

    def work(database: sqlite3.Connection) -> tuple[StoredEntry, ...]:
        rows = database.execute(
            "SELECT seq, state FROM journal WHERE issue = ? AND state <> 'dropped' ORDER BY seq",
            (to_text(issue_id),),
        ).fetchall()
        return tuple(StoredEntry(seq, kind == "done", _readable(database, seq)) for seq, kind in rows)

    return project.read(work)


def _readable(database: sqlite3.Connection, seq: int) -> Entry | None:
    try:
        return history.read_entries(database, [seq])[0]
    except (ValueError, TypeError):
        return None


def rebuild_indexes(project: ProjectFile) -> None:
    """Build all indexes of the database anew."""
    project.write(lambda database: database.execute("REINDEX"))


def unsearchable_blocks(project: ProjectFile) -> int:
    """Return the number of blocks that no search would find."""
    return project.read(search.unsearchable)


def rebuild_search(project: ProjectFile) -> None:
    """Empty the search index, so that it is filled anew."""
    project.write(search.start_anew)


def rewrite_state(project: ProjectFile, issue: Issue, dropped: Iterable[int] = ()) -> None:
    """Make ``issue`` the present state and put entries of the journal out of force, in one transaction."""

    def work(database: sqlite3.Connection) -> None:
        history.mark_dropped(database, dropped)
        state.write_state(database, issue)

    project.write(work)


def start_anew(project: ProjectFile, issue: Issue, dropped: Iterable[int]) -> None:
    """Make the present state the base, from which the journal goes on, in place of one that has become unreadable."""

    def work(database: sqlite3.Connection) -> None:
        history.mark_dropped(database, dropped)
        state.write_base(database, issue, history.next_number(database, "seq") - 1)

    project.write(work)
