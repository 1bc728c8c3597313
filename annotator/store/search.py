"""The full-text index of a project: which blocks may hold a text, found without reading all of them.

A block is a document of one- and two-character grams of its folded text. SQLite's own trigram tokenizer finds nothing
for words of one and two characters, and these are what Chinese is made of. The index knows only which gram is in
which document, not where, which is all that is needed to leave out what cannot hold the text; the blocks it names are
read and searched.

The index follows the text lazily. Triggers note every block that is new or changed as pending, in the transaction
that changes it, and pending blocks are always searched. So an answer never misses anything, however far
``index_pending`` has come.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import add

from annotator.store.values import from_blob, from_text, to_json, to_text
from annotator.text.folding import Folding

_FOLDING = Folding(case=True, width=True, script=True)
"""Texts are indexed with every difference left out, so that any query finds its blocks."""

# Characters that SQLite's tokenizer is known to take for parts of words under the categories of the schema, whatever
# version of Unicode it was built with.
_SURE = re.compile("[!-~\u3001-\u3003\u3008-\u3011\u3400-\u4db5\u4e00-\u9fa5“”‘’—…·]+")
_FEW = 20_000
_GARBAGE = 20_000
"""Documents of texts that are no more, beyond a third of all, after which the index is made anew."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Blocks that may hold a text.

    Attributes:
        listed: block ids by issue, if they are few; None if there are many.
        docs: documents of the index, if there are many.
        pending: block ids by issue that the index does not know yet.
    """

    listed: Mapping[str, frozenset[str]] | None
    docs: frozenset[int]
    pending: Mapping[str, frozenset[str]]

    def may_hold(self, issue_id: str) -> bool:
        """Tell whether an issue may hold the text, as far as that is known without asking the index again."""
        return self.listed is None or issue_id in self.listed or issue_id in self.pending


def candidates(connection: sqlite3.Connection, needle: str) -> Candidates | None:
    """Return the blocks that may hold a text, or None if the index cannot tell."""
    wanted = _query(needle)
    if not wanted:
        return None
    pending = _by_issue(connection.execute("SELECT issue, block FROM search_pending"))
    rows = connection.execute("SELECT rowid FROM search_grams WHERE search_grams MATCH ?", (wanted,))
    docs = [doc for (doc,) in rows]
    if len(docs) > _FEW:
        return Candidates(None, frozenset(docs), pending)
    found = connection.execute(
        "SELECT issue, block FROM search_docs WHERE doc IN (SELECT value FROM json_each(?))", (to_json(docs),)
    )
    return Candidates(_by_issue(found), frozenset(), pending)


def blocks_of(connection: sqlite3.Connection, found: Candidates, issue_id: str) -> frozenset[str]:
    """Return which blocks of an issue may hold the text."""
    pending = found.pending.get(issue_id, frozenset())
    if found.listed is not None:
        return pending | found.listed.get(issue_id, frozenset())
    rows = connection.execute("SELECT doc, block FROM search_docs WHERE issue = ?", (to_text(issue_id),))
    return pending | {from_text(block) for doc, block in rows if doc in found.docs}


def index_pending(connection: sqlite3.Connection, limit: int) -> int:
    """Take up to ``limit`` pending blocks into the index; return how many are left."""
    _discard_garbage(connection)
    rows = connection.execute(
        """SELECT pending.issue, pending.block, blocks.text FROM search_pending AS pending
        JOIN blocks ON blocks.issue = pending.issue AND blocks.id = pending.block LIMIT ?""",
        (limit,),
    ).fetchall()
    for issue, block, text in rows:
        doc = connection.execute(
            "INSERT INTO search_docs (issue, block) VALUES (?, ?)", (issue, block)
        ).lastrowid
        connection.execute(
            "INSERT INTO search_grams (rowid, grams) VALUES (?, ?)", (doc, _grams(from_blob(text)))
        )
    connection.executemany(
        "DELETE FROM search_pending WHERE issue = ? AND block = ?", [row[:2] for row in rows]
    )
    (left,) = connection.execute("SELECT count(*) FROM search_pending").fetchone()
    return int(left)


def has_pending(connection: sqlite3.Connection) -> bool:
    """Tell whether there are blocks that the index does not know."""
    return connection.execute("SELECT 1 FROM search_pending LIMIT 1").fetchone() is not None


def start_anew(connection: sqlite3.Connection) -> None:
    """Empty the index and make every block pending."""
    connection.execute("INSERT INTO search_grams (search_grams) VALUES ('delete-all')")
    connection.execute("DELETE FROM search_docs")
    connection.execute("DELETE FROM search_pending")
    connection.execute("INSERT INTO search_pending (issue, block) SELECT issue, id FROM blocks")


def unsearchable(connection: sqlite3.Connection) -> int:
    """Return the number of blocks that are neither indexed nor pending, so that no search would find them."""
    (count,) = connection.execute(
        """SELECT count(*) FROM blocks
        WHERE NOT EXISTS (SELECT 1 FROM search_docs AS d WHERE d.issue = blocks.issue AND d.block = blocks.id)
        AND NOT EXISTS (SELECT 1 FROM search_pending AS p WHERE p.issue = blocks.issue AND p.block = blocks.id)"""
    ).fetchone()
    return int(count)


def _discard_garbage(connection: sqlite3.Connection) -> None:
    # The postings of a changed text stay in the index; nothing points to them any more.
    (count, made) = connection.execute(
        "SELECT count(*), coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'search_docs'), 0) FROM search_docs"
    ).fetchone()
    (emptied,) = connection.execute("SELECT coalesce(min(doc), 1) - 1 FROM search_docs").fetchone()
    if made - emptied - count > _GARBAGE + count // 2:
        start_anew(connection)


def _grams(text: str) -> str:
    folded = _FOLDING.fold(text)
    pieces = _SURE.findall(folded)
    pairs = (gram for piece in pieces for gram in map(add, piece, piece[1:]))
    return " ".join(dict.fromkeys([*"".join(pieces), *pairs]))


def _query(needle: str) -> str:
    folded = _FOLDING.fold(needle)
    pieces = _SURE.findall(folded)
    grams = {gram for piece in pieces for gram in (map(add, piece, piece[1:]) if len(piece) > 1 else piece)}
    return " ".join('"' + gram.replace('"', '""') + '"' for gram in sorted(grams))


def _by_issue(rows: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for issue, block in rows:
        found.setdefault(from_text(issue), set()).add(from_text(block))
    return {issue: frozenset(blocks) for issue, blocks in found.items()}
