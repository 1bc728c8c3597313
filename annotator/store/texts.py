"""The words of an issue as rows hold them, without all that is built on them: for searching."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Set
from dataclasses import dataclass

from annotator.model.article import Kind, Role
from annotator.store.values import from_blob, from_json, from_text, to_json, to_text


@dataclass(frozen=True, slots=True)
class IssueTexts:
    """The words of an issue and where they stand, without all that is built on them.

    Attributes:
        containers: id, kind and block ids of the articles in reading order, then of the furniture and the tray.
        blocks: role and text by block id.
        pages: id, name and raw text in page order; none if they were not asked for.
    """

    containers: tuple[tuple[str, Kind, tuple[str, ...]], ...]
    blocks: Mapping[str, tuple[Role, str]]
    pages: tuple[tuple[str, str, str], ...]


_HEAD = 4
"""Among so many blocks at the beginning of an article its title is."""


def read_texts(
    connection: sqlite3.Connection, issue_id: str, *, raw: bool, among: Set[str] | None = None
) -> IssueTexts:
    """Return the words of an issue as it is now.

    Args:
        connection: the database.
        issue_id: the issue.
        raw: whether the raw text of its pages is wanted too.
        among: the only blocks wanted, None for all of them. The first ones of their articles come too, which tell
            the titles.

    Raises:
        KeyError: there is no such issue.
        ValueError: the rows describe no issue.
    """
    issue = to_text(issue_id)
    found = connection.execute(
        "SELECT reading_order, page_order FROM issues WHERE id = ?", (issue,)
    ).fetchone()
    if found is None:
        raise KeyError(issue_id)
    rank = {key: number for number, key in enumerate(from_json(found[0]))}
    rows = connection.execute(
        "SELECT id, kind, blocks FROM articles WHERE issue = ? ORDER BY rowid", (issue,)
    )
    containers = [(from_text(key), Kind(kind), tuple(from_json(blocks))) for key, kind, blocks in rows]
    containers.sort(key=lambda container: rank.get(container[0], len(rank)))
    chosen, values = "", [issue]
    if among is not None:
        containers = [container for container in containers if not among.isdisjoint(container[2])]
        near = {key for _, _, blocks in containers for key in blocks[:_HEAD]}
        chosen = "AND id IN (SELECT value FROM json_each(?))"
        values = [issue, to_json([to_text(key) for key in {*among, *near}])]
    texts = connection.execute(f"SELECT id, role, text FROM blocks WHERE issue = ? {chosen}", values)
    pages = (
        connection.execute(
            "SELECT pages.id, name, raw FROM json_each(?) AS listed "
            "JOIN pages ON issue = ? AND pages.id = listed.value "
            "ORDER BY listed.key",
            (to_json([to_text(key) for key in from_json(found[1])]), issue),
        )
        if raw
        else ()
    )
    return IssueTexts(
        tuple(containers),
        {from_text(key): (Role(role), from_blob(text)) for key, role, text in texts},
        tuple((from_text(key), from_blob(name), from_blob(text)) for key, name, text in pages),
    )
