"""The rows of an issue's present state: written entry by entry as patches name them, read back as a whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from annotator.model.codec import decode, encode
from annotator.model.issue import Issue
from annotator.model.page import Page
from annotator.model.patch import MAPPINGS, Patch
from annotator.store.state_rows import PAGE_COLUMNS, TABLES, Table, page_row
from annotator.store.values import from_blob, from_json, from_text, pack, to_blob, to_json, to_text, unpack


def write_patch(connection: sqlite3.Connection, issue_id: str, patch: Patch) -> None:
    """Put a patch's entries into the rows of an issue's present state."""
    _write_pages(connection, issue_id, patch)
    for statement, rows in statements(issue_id, patch):
        connection.executemany(statement, rows)


def statements(issue_id: str, patch: Patch) -> Iterator[tuple[str, Iterable[tuple[Any, ...]]]]:
    """Yield what puts a patch's entries, pages aside, into the rows: statements, each with its rows."""
    issue = to_text(issue_id)
    if patch.order is not None:
        yield "UPDATE issues SET reading_order = ? WHERE id = ?", [(to_json(patch.order), issue)]
    for name in MAPPINGS:
        table, entries = TABLES[name], getattr(patch, name)
        gone = [(issue, to_text(key)) for key, value in entries.items() if value is None]
        if gone:
            yield f"DELETE FROM {name} WHERE issue = ? AND {table.key} = ?", gone
        if len(entries) > len(gone):
            yield (
                _upsert(name, table),
                (
                    (issue, to_text(key), *table.row(value))
                    for key, value in entries.items()
                    if value is not None
                ),
            )


def _write_pages(connection: sqlite3.Connection, issue_id: str, patch: Patch) -> None:
    """Put in new pages and which of them are the issue's now; no row of a page is ever changed or taken out."""
    if patch.page_order is None:
        return
    (position,) = connection.execute(
        "SELECT coalesce(max(position), -1) + 1 FROM pages WHERE issue = ?", (to_text(issue_id),)
    ).fetchone()
    new = (page for page in patch.pages.values() if page is not None)
    connection.executemany(
        f"INSERT INTO pages ({PAGE_COLUMNS}) VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (issue, id) DO NOTHING",
        [page_row(issue_id, position + number, page) for number, page in enumerate(new)],
    )
    connection.execute(
        "UPDATE issues SET page_order = ? WHERE id = ?", (to_json(patch.page_order), to_text(issue_id))
    )


def _upsert(name: str, table: Table) -> str:
    # An update keeps the row's place, as putting a value under an old key keeps the key's place in a mapping.
    columns = ("issue", table.key, *table.columns)
    new = ", ".join(f"{column} = excluded.{column}" for column in table.columns)
    return (
        f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) "
        f"ON CONFLICT (issue, {table.key}) DO UPDATE SET {new}"
    )


def insert_issue(connection: sqlite3.Connection, issue: Issue, seq: int) -> None:
    """Put in a new issue: pages, present state, and the base that holds from journal entry ``seq`` on.

    Raises:
        sqlite3.IntegrityError: there is an issue of that id.
    """
    for statement, rows in inserts(issue, seq):
        connection.executemany(statement, rows)


def inserts(issue: Issue, seq: int) -> Iterator[tuple[str, Iterable[tuple[Any, ...]]]]:
    """Yield what puts in a new issue: statements, each with its rows; see ``insert_issue``."""
    yield (
        "INSERT INTO issues (id, position, name, reading_order, page_order) "
        "VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM issues), ?, '[]', ?)",
        [(to_text(issue.id), to_blob(issue.name), to_json(tuple(issue.pages)))],
    )
    yield (
        f"INSERT INTO pages ({PAGE_COLUMNS}) VALUES (?,?,?,?,?,?,?,?)",
        (page_row(issue.id, number, page) for number, page in enumerate(issue.pages.values())),
    )
    yield _BASE, [_base_row(issue, seq)]
    yield from statements(issue.id, _everything(issue))


def write_state(connection: sqlite3.Connection, issue: Issue) -> None:
    """Make ``issue`` the present state, whatever it was."""
    for name in MAPPINGS:
        connection.execute(f"DELETE FROM {name} WHERE issue = ?", (to_text(issue.id),))
    write_patch(connection, issue.id, _everything(issue))


def _everything(issue: Issue) -> Patch:
    return Patch(order=issue.order, **{name: getattr(issue, name) for name in MAPPINGS})


def write_base(connection: sqlite3.Connection, issue: Issue, seq: int) -> None:
    """Make ``issue`` the state that replaying the journal's entries behind ``seq`` begins from."""
    connection.execute(_BASE, _base_row(issue, seq))


_BASE = (
    "INSERT INTO bases (issue, seq, state, page_order) VALUES (?, ?, ?, ?) ON CONFLICT (issue) DO UPDATE SET "
    "seq = excluded.seq, state = excluded.state, page_order = excluded.page_order"
)


def _base_row(issue: Issue, seq: int) -> tuple[Any, ...]:
    state = {name: encode(getattr(issue, name)) for name in ("order", *MAPPINGS)}
    return to_text(issue.id), seq, pack(state), to_json(tuple(issue.pages))


def read_base(connection: sqlite3.Connection, issue_id: str) -> tuple[Issue, int]:
    """Return the base of an issue and the number of the journal entry behind which it holds.

    Raises:
        KeyError: there is no such issue.
        ValueError: the rows describe no issue.
    """
    name, _, _ = _issue_row(connection, issue_id)
    found = connection.execute(
        "SELECT seq, state, page_order FROM bases WHERE issue = ?", (to_text(issue_id),)
    ).fetchone()
    if found is None:
        raise ValueError(f"issue {issue_id} has no base")
    data = {**unpack(found[1]), "id": issue_id, "name": name, "pages": {}}
    base = decode(Issue, data)
    pages = _pages(connection, issue_id, from_json(found[2]))
    return Issue(**{**_fields(base), "pages": pages}), found[0]


def _fields(issue: Issue) -> dict[str, Any]:
    return {name: getattr(issue, name) for name in ("id", "name", "order", *MAPPINGS)}


def read_issue(connection: sqlite3.Connection, issue_id: str) -> Issue:
    """Return the present state of an issue.

    Raises:
        KeyError: there is no such issue.
        ValueError, TypeError: the rows describe no issue.
    """
    name, order, page_order = _issue_row(connection, issue_id)
    pages = _pages(connection, issue_id, from_json(page_order))
    mappings = {mapping: _mapping(connection, mapping, issue_id) for mapping in MAPPINGS}
    return Issue(issue_id, name, pages, order=tuple(from_json(order)), **mappings)


def read_outline(connection: sqlite3.Connection, issue_id: str) -> Issue:
    """Return an issue without its pages and texts: its articles in their order, and its flags.

    Raises:
        KeyError: there is no such issue.
        ValueError, TypeError: the rows describe no issue.
    """
    name, order, _ = _issue_row(connection, issue_id)
    found = {mapping: _mapping(connection, mapping, issue_id) for mapping in ("articles", "flags")}
    return Issue(issue_id, name, {}, order=tuple(from_json(order)), **found)


def read_block_text(connection: sqlite3.Connection, issue_id: str, block_id: str) -> str:
    """Return the text of a block.

    Raises:
        KeyError: there is no such block.
    """
    found = connection.execute(
        "SELECT text FROM blocks WHERE issue = ? AND id = ?", (to_text(issue_id), to_text(block_id))
    ).fetchone()
    if found is None:
        raise KeyError(block_id)
    return from_blob(found[0])


def _issue_row(connection: sqlite3.Connection, issue_id: str) -> tuple[str, str, str]:
    found = connection.execute(
        "SELECT name, reading_order, page_order FROM issues WHERE id = ?", (to_text(issue_id),)
    ).fetchone()
    if found is None:
        raise KeyError(issue_id)
    return from_blob(found[0]), found[1], found[2]


def _mapping(connection: sqlite3.Connection, name: str, issue_id: str) -> dict[str, Any]:
    table = TABLES[name]
    rows: Iterable[tuple[Any, ...]] = connection.execute(
        f"SELECT {', '.join((table.key, *table.columns))} FROM {name} WHERE issue = ? ORDER BY rowid",
        (to_text(issue_id),),
    )
    return {(key := from_text(row[0])): table.value(key, *row[1:]) for row in rows}


def _pages(connection: sqlite3.Connection, issue_id: str, order: list[str]) -> dict[str, Page]:
    rows = connection.execute(
        "SELECT id, name, raw, number, encoding FROM pages WHERE issue = ?", (to_text(issue_id),)
    )
    pages = (
        Page(
            from_text(key),
            from_blob(name),
            from_blob(raw),
            None if number is None else from_blob(number),
            from_text(encoding),
        )
        for key, name, raw, number, encoding in rows
    )
    found = {page.id: page for page in pages}
    missing = [key for key in order if key not in found]
    if missing:
        raise ValueError(f"issue {issue_id} lacks page {missing[0]}")
    return {key: found[key] for key in order}
