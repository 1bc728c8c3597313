"""The rows of an issue's present state: written entry by entry as patches name them, read back as a whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from annotator.model.article import Article, Block, Kind, Role, Run
from annotator.model.codec import decode, encode
from annotator.model.conflict import Conflict, Merged
from annotator.model.decision import Decision, Jump
from annotator.model.flag import Candidate, Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.labels import DocumentLabel, LabelPiece, LabelSpan, Relation
from annotator.model.origin import is_correction
from annotator.model.page import Page
from annotator.model.patch import MAPPINGS, Patch
from annotator.model.progress import Progress
from annotator.store.schema import BLOCK_IS_CORRECTED, FLAGS_ARE_KEPT
from annotator.store.values import from_blob, from_json, from_text, pack, to_blob, to_json, to_text, unpack


@dataclass(frozen=True, slots=True)
class _Table:
    """How one mapping of an issue lies in its table.

    Attributes:
        key: the column of the mapping's key, beside ``issue``.
        columns: the other columns.
        row: what stands in them for a value.
        value: the value of a key and what stands in them.
    """

    key: str
    columns: tuple[str, ...]
    row: Callable[[Any], tuple[Any, ...]]
    value: Callable[..., Any]


def _article_row(article: Article) -> tuple[Any, ...]:
    return article.kind.value, to_json(article.blocks), to_json(encode(article.progress))


def _article(key: str, kind: str, blocks: str, progress: str) -> Article:
    read = decode(Progress, from_json(progress))
    return Article(key, Kind(kind), tuple(from_json(blocks)), read)


def _block_row(block: Block) -> tuple[Any, ...]:
    # Runs are many, so they stand as short lists; most are verbatim and need only their range.
    runs = [
        (run.page, run.start, run.end)
        if run.text is None and run.origin is None
        else (run.page, run.start, run.end, run.text, run.origin)
        for run in block.runs
    ]
    return block.role.value, to_json(runs), to_blob(block.text)


def _block(key: str, role: str, runs: str, text: bytes) -> Block:
    return Block(key, Role(role), tuple(Run(*run) for run in from_json(runs)), from_blob(text))


def _flags_row(flags: tuple[Flag, ...]) -> tuple[Any, ...]:
    # Flags with their candidates are the most numerous values of all: lists in the order of the fields, like runs.
    data = [
        (
            flag.start,
            flag.end,
            flag.text,
            flag.score,
            flag.detector,
            flag.reason,
            flag.values,
            [(candidate.text, candidate.score) for candidate in flag.candidates],
            flag.status.value,
            flag.id,
        )
        for flag in flags
    ]
    return to_json(data), sum(flag.status is FlagStatus.OPEN for flag in flags)


def _flags(_: str, data: str, __: int) -> tuple[Flag, ...]:
    return tuple(_flag(*flag) for flag in from_json(data))


def _flag(
    start: int,
    end: int,
    text: str,
    score: float,
    detector: str,
    reason: str,
    values: list[str],
    candidates: list[tuple[str, float]],
    status: str,
    flag_id: str,
) -> Flag:
    listed = tuple(Candidate(*candidate) for candidate in candidates)
    return Flag(start, end, text, score, detector, reason, tuple(values), listed, FlagStatus(status), flag_id)


def _data_row(value: Any) -> tuple[Any, ...]:
    return (to_json(encode(value)),)


_PAGE = "issue, id, position, name, number, encoding, raw, sha256"

_TABLES = {
    "articles": _Table("id", ("kind", "blocks", "progress"), _article_row, _article),
    "blocks": _Table("id", ("role", "runs", "text"), _block_row, _block),
    "flags": _Table("block", ("data", "n_open"), _flags_row, _flags),
    "pieces": _Table(
        "block", ("data",), _data_row, lambda _, data: decode(tuple[LabelPiece, ...], from_json(data))
    ),
    "spans": _Table("id", ("data",), _data_row, lambda _, data: decode(LabelSpan, from_json(data))),
    "relations": _Table("id", ("data",), _data_row, lambda _, data: decode(Relation, from_json(data))),
    "document_labels": _Table(
        "article", ("data",), _data_row, lambda _, data: decode(tuple[DocumentLabel, ...], from_json(data))
    ),
    "decisions": _Table("id", ("data",), _data_row, lambda _, data: decode(Decision, from_json(data))),
    "jumps": _Table("id", ("data",), _data_row, lambda _, data: decode(Jump, from_json(data))),
    "words": _Table("id", ("who",), lambda who: (to_blob(who),), lambda _, who: from_blob(who)),
    "merges": _Table(
        "id", ("data",), lambda merged: (pack(encode(merged)),), lambda _, data: decode(Merged, unpack(data))
    ),
    "conflicts": _Table("id", ("data",), _data_row, lambda _, data: decode(Conflict, from_json(data))),
}


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
        table, entries = _TABLES[name], getattr(patch, name)
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
        f"INSERT INTO pages ({_PAGE}) VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (issue, id) DO NOTHING",
        [_page_row(issue_id, position + number, page) for number, page in enumerate(new)],
    )
    connection.execute(
        "UPDATE issues SET page_order = ? WHERE id = ?", (to_json(patch.page_order), to_text(issue_id))
    )


def _upsert(name: str, table: _Table) -> str:
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
        f"INSERT INTO pages ({_PAGE}) VALUES (?,?,?,?,?,?,?,?)",
        (_page_row(issue.id, number, page) for number, page in enumerate(issue.pages.values())),
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


@dataclass(frozen=True, slots=True)
class DecidedBlock:
    """A block people may have decided something in: its flags, and how to read the raw text of its issue's pages."""

    issue: str
    block: Block
    flags: tuple[Flag, ...]
    raw: Callable[[str, int, int], str]


def read_decided_blocks(connection: sqlite3.Connection) -> list[DecidedBlock]:
    """Return the blocks of all issues in which something was corrected or kept, and perhaps a few others.

    Raises:
        ValueError: the rows describe no blocks or flags.
    """
    # Each half goes through an index of its own, so that the blocks nobody has touched are not read.
    rows = connection.execute(
        f"""WITH decided AS (
            SELECT issue, id FROM blocks WHERE {BLOCK_IS_CORRECTED}
            UNION SELECT issue, block FROM flags WHERE {FLAGS_ARE_KEPT}
        )
        SELECT blocks.issue, blocks.id, role, runs, text, coalesce(data, '[]')
        FROM decided JOIN blocks ON blocks.issue = decided.issue AND blocks.id = decided.id
        LEFT JOIN flags ON flags.issue = blocks.issue AND flags.block = blocks.id
        ORDER BY blocks.rowid"""
    ).fetchall()

    @cache
    def raw(issue: str, page: str) -> str:
        found = connection.execute(
            "SELECT raw FROM pages WHERE issue = ? AND id = ?", (to_text(issue), to_text(page))
        ).fetchone()
        return from_blob(found[0]) if found else ""

    def reader(issue: str) -> Callable[[str, int, int], str]:
        return lambda page, start, end: raw(issue, page)[start:end]

    result = []
    for issue_id, key, role, runs, text, data in rows:
        issue, block = from_text(issue_id), _block(from_text(key), role, runs, text)
        corrected = {run.page for run in block.runs if is_correction(run.origin)}
        for page in corrected:
            raw(issue, page)  # read here: later the connection may be another thread's
        result.append(DecidedBlock(issue, block, _flags("", data, 0), reader(issue)))
    return result


def read_words(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the words of all issues.

    Raises:
        ValueError: the rows describe no words.
    """
    return frozenset(from_text(word) for (word,) in connection.execute("SELECT id FROM words"))


def read_issues_with_word(connection: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """Return the ids of the issues that have a word, in the order of the issues."""
    rows = connection.execute(
        "SELECT issues.id FROM issues JOIN words ON words.issue = issues.id WHERE words.id = ? ORDER BY position",
        (to_text(word),),
    )
    return tuple(from_text(key) for (key,) in rows)


def _mapping(connection: sqlite3.Connection, name: str, issue_id: str) -> dict[str, Any]:
    table = _TABLES[name]
    rows: Iterable[tuple[Any, ...]] = connection.execute(
        f"SELECT {', '.join((table.key, *table.columns))} FROM {name} WHERE issue = ? ORDER BY rowid",
        (to_text(issue_id),),
    )
    return {(key := from_text(row[0])): table.value(key, *row[1:]) for row in rows}


def _page_row(issue_id: str, number: int, page: Page) -> tuple[Any, ...]:
    printed = None if page.number is None else to_blob(page.number)
    return (
        to_text(issue_id),
        to_text(page.id),
        number,
        to_blob(page.name),
        printed,
        to_text(page.encoding),
        to_blob(page.raw),
        page.sha256,
    )


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


def read_page_hashes(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return the SHA-256 of the raw text of each page that is in its place, by issue."""
    found: dict[str, tuple[str, ...]] = {}
    rows = connection.execute(
        "SELECT pages.issue, pages.sha256 FROM issues JOIN pages ON pages.issue = issues.id "
        "WHERE pages.id IN (SELECT value FROM json_each(issues.page_order)) ORDER BY issues.position, pages.position"
    )
    for issue, digest in rows:
        key = from_text(issue)
        found[key] = (*found.get(key, ()), str(digest))
    return found


@dataclass(frozen=True, slots=True)
class IssueInfo:
    """What a list of issues shows.

    Attributes:
        n_pages: number of pages.
        n_articles: number of articles, furniture and the tray not counted.
        n_open_flags: number of flags nobody has decided, of any score.
    """

    id: str
    name: str
    n_pages: int
    n_articles: int
    n_open_flags: int


def read_infos(connection: sqlite3.Connection, issue_id: str | None = None) -> tuple[IssueInfo, ...]:
    """Return the project's issues in order, or the one of that id."""
    rows = connection.execute(
        f"""SELECT id, name, json_array_length(page_order),
            (SELECT count(*) FROM articles WHERE issue = issues.id AND kind = ?),
            (SELECT coalesce(sum(n_open), 0) FROM flags WHERE issue = issues.id)
        FROM issues {"" if issue_id is None else "WHERE id = ?"} ORDER BY position""",
        (Kind.ARTICLE.value, *(() if issue_id is None else (to_text(issue_id),))),
    )
    return tuple(IssueInfo(from_text(key), from_blob(name), *counts) for key, name, *counts in rows)
