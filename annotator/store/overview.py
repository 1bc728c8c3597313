"""What is asked of all issues of a project at once, without reading them as a whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from annotator.model.article import Block, Kind
from annotator.model.flag import Flag
from annotator.model.origin import is_correction
from annotator.store.schema import BLOCK_IS_CORRECTED, FLAGS_ARE_KEPT
from annotator.store.state_rows import block_of_row, flags_of_row
from annotator.store.values import from_blob, from_text, to_text


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
        issue, block = from_text(issue_id), block_of_row(from_text(key), role, runs, text)
        corrected = {run.page for run in block.runs if is_correction(run.origin)}
        for page in corrected:
            raw(issue, page)  # read here: later the connection may be another thread's
        result.append(DecidedBlock(issue, block, flags_of_row("", data, 0), reader(issue)))
    return result


def read_words(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the words of all issues.

    Raises:
        ValueError: the rows describe no words.
    """
    return frozenset(from_text(word) for (word,) in connection.execute("SELECT id FROM words"))


def read_words_only_in(connection: sqlite3.Connection, issue_id: str) -> dict[str, str]:
    """Return the words that no other issue has; by word, who entered it."""
    rows = connection.execute(
        "SELECT id, who FROM words WHERE issue = ?1 AND id NOT IN (SELECT id FROM words WHERE issue <> ?1)",
        (to_text(issue_id),),
    )
    return {from_text(word): from_blob(who) for word, who in rows}


def read_issues_with_word(connection: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """Return the ids of the issues that have a word, in the order of the issues."""
    rows = connection.execute(
        "SELECT issues.id FROM issues JOIN words ON words.issue = issues.id WHERE words.id = ? ORDER BY position",
        (to_text(word),),
    )
    return tuple(from_text(key) for (key,) in rows)


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
