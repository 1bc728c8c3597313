"""The tables of a project file, as an ordered list of named migrations.

A migration is never edited once released: what changes is a new one behind it, and ``VERSION`` counts them. See
``annotator.store.values`` for what stands in the columns.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x416E5472
"""``AnTr`` in ASCII; at byte 68 of a project file."""

VERSION = 9
"""The schema version this program writes; SQLite's user_version, at byte 60 of a project file."""

# The present state is held at the grain of blocks, so that one operation writes only what it changed. The order of
# rows is the order of an issue's mappings. ``undo_order`` rises in the order of undoing.
_TABLES_1 = (
    "CREATE TABLE project (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "CREATE TABLE data (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT",
    """CREATE TABLE issues (
        id TEXT PRIMARY KEY, position INTEGER NOT NULL, name BLOB NOT NULL, reading_order TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE pages (
        issue TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE, id TEXT NOT NULL, position INTEGER NOT NULL,
        name BLOB NOT NULL, number BLOB, encoding TEXT NOT NULL, raw BLOB NOT NULL, sha256 TEXT NOT NULL,
        PRIMARY KEY (issue, id)
    ) STRICT""",
    """CREATE TABLE bases (
        issue TEXT PRIMARY KEY REFERENCES issues(id) ON DELETE CASCADE, seq INTEGER NOT NULL, state BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE articles (
        issue TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE, id TEXT NOT NULL, kind TEXT NOT NULL,
        blocks TEXT NOT NULL, PRIMARY KEY (issue, id)
    ) STRICT""",
    """CREATE TABLE blocks (
        issue TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE, id TEXT NOT NULL, role TEXT NOT NULL,
        runs TEXT NOT NULL, text BLOB NOT NULL, PRIMARY KEY (issue, id)
    ) STRICT""",
    """CREATE TABLE flags (
        issue TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE, block TEXT NOT NULL, data TEXT NOT NULL,
        n_open INTEGER NOT NULL, PRIMARY KEY (issue, block)
    ) STRICT""",
    """CREATE TABLE pieces (
        issue TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE, block TEXT NOT NULL, data TEXT NOT NULL,
        PRIMARY KEY (issue, block)
    ) STRICT""",
    *(
        f"""CREATE TABLE {name} (
            issue TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE, id TEXT NOT NULL, data TEXT NOT NULL,
            PRIMARY KEY (issue, id)
        ) STRICT"""
        for name in ("spans", "decisions", "jumps")
    ),
    """CREATE TABLE journal (
        seq INTEGER PRIMARY KEY, grp INTEGER NOT NULL, issue TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE,
        operation BLOB NOT NULL, inverse BLOB NOT NULL, who BLOB NOT NULL, at TEXT NOT NULL,
        machine INTEGER NOT NULL CHECK (machine IN (0, 1)),
        state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped')), undo_order INTEGER
    ) STRICT""",
    "CREATE INDEX journal_state ON journal (state, seq)",
    "CREATE INDEX journal_group ON journal (grp)",
    "CREATE INDEX journal_issue ON journal (issue)",
)


def _first_release(database: Database) -> None:
    for statement in _TABLES_1:
        database.execute(statement)


def _progress_of_articles(database: Database) -> None:
    database.execute("ALTER TABLE articles ADD COLUMN progress TEXT NOT NULL DEFAULT '{}'")


def _words(database: Database) -> None:
    database.execute(
        """CREATE TABLE words (
            issue TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE, id TEXT NOT NULL, who BLOB NOT NULL,
            PRIMARY KEY (issue, id)
        ) STRICT"""
    )


# See ``annotator.store.search``. A changed block leaves its document behind and gets another when it is indexed again,
# because a document can be taken out of such an index only by those who still have its text. (The triggers do not say
# OR IGNORE: how the statement that sets them off treats conflicts would count instead.)
_TABLES_4 = (
    """CREATE TABLE search_docs (
        doc INTEGER PRIMARY KEY AUTOINCREMENT, issue TEXT NOT NULL, block TEXT NOT NULL, UNIQUE (issue, block)
    ) STRICT""",
    "CREATE TABLE search_pending (issue TEXT NOT NULL, block TEXT NOT NULL, PRIMARY KEY (issue, block)) STRICT",
    """CREATE VIRTUAL TABLE search_grams USING fts5(
        grams, content='', columnsize=0, detail=none,
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* P* S* M* Co'"
    )""",
    """CREATE TRIGGER search_inserted AFTER INSERT ON blocks BEGIN
        INSERT INTO search_pending (issue, block) SELECT new.issue, new.id WHERE NOT EXISTS (
            SELECT 1 FROM search_pending WHERE issue = new.issue AND block = new.id
        );
    END""",
    """CREATE TRIGGER search_updated AFTER UPDATE OF text ON blocks WHEN new.text IS NOT old.text BEGIN
        DELETE FROM search_docs WHERE issue = old.issue AND block = old.id;
        INSERT INTO search_pending (issue, block) SELECT new.issue, new.id WHERE NOT EXISTS (
            SELECT 1 FROM search_pending WHERE issue = new.issue AND block = new.id
        );
    END""",
    """CREATE TRIGGER search_deleted AFTER DELETE ON blocks BEGIN
        DELETE FROM search_docs WHERE issue = old.issue AND block = old.id;
        DELETE FROM search_pending WHERE issue = old.issue AND block = old.id;
    END""",
    "INSERT INTO search_pending (issue, block) SELECT issue, id FROM blocks",
)

ACTIVE = frozenset(
    " ".join(statement.split())
    for statement in _TABLES_4
    if statement.startswith(("CREATE TRIGGER", "CREATE VIRTUAL"))
)
"""All that does something by itself in a project file, as SQLite remembers it, blanks made single."""

BLOCK_IS_CORRECTED = " OR ".join(
    f"instr(runs, '\"{kind}')" for kind in ("flag", "series", "replace", "typing")
)
"""Condition on ``blocks`` that holds for all with a correction, and perhaps a few others; has an index."""

FLAGS_ARE_KEPT = """instr(data, '"kept')"""
"""Condition on ``flags`` that holds for all with one that was kept, and perhaps a few others; has an index."""


def _search(database: Database) -> None:
    for statement in _TABLES_4:
        database.execute(statement)
    database.execute(f"CREATE INDEX blocks_corrected ON blocks (issue, id) WHERE {BLOCK_IS_CORRECTED}")
    database.execute(f"CREATE INDEX flags_kept ON flags (issue, block) WHERE {FLAGS_ARE_KEPT}")
    database.execute("CREATE INDEX flags_open ON flags (issue, n_open)")


def _sources(database: Database) -> None:
    database.execute(
        """CREATE TABLE sources (
            issue TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE, position INTEGER NOT NULL,
            name BLOB NOT NULL, format TEXT NOT NULL, pages TEXT NOT NULL, data BLOB NOT NULL,
            PRIMARY KEY (issue, position)
        ) STRICT"""
    )


def _relations_and_document_labels(database: Database) -> None:
    for name, key in (("relations", "id"), ("document_labels", "article")):
        database.execute(
            f"""CREATE TABLE {name} (
                issue TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE, {key} TEXT NOT NULL,
                data TEXT NOT NULL, PRIMARY KEY (issue, {key})
            ) STRICT"""
        )


def _images(database: Database) -> None:
    database.execute(
        """CREATE TABLE images (
            issue TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE, page TEXT NOT NULL,
            relative BLOB NOT NULL, absolute BLOB NOT NULL, frame INTEGER NOT NULL, size INTEGER NOT NULL,
            fingerprint TEXT NOT NULL, PRIMARY KEY (issue, page)
        ) STRICT"""
    )


# A page whose place a new reading has taken keeps its row, since the journal and the base still speak of it.
def _page_order(database: Database) -> None:
    listed = (
        "(SELECT '[' || coalesce(group_concat('\"' || id || '\"', ','), '') || ']' FROM "
        "(SELECT id FROM pages WHERE issue = {} ORDER BY position))"
    )
    database.execute("ALTER TABLE issues ADD COLUMN page_order TEXT NOT NULL DEFAULT '[]'")
    database.execute("ALTER TABLE bases ADD COLUMN page_order TEXT NOT NULL DEFAULT '[]'")
    database.execute(f"UPDATE issues SET page_order = {listed.format('issues.id')}")
    database.execute(f"UPDATE bases SET page_order = {listed.format('bases.issue')}")


def _merges(database: Database) -> None:
    for name, kind in (("merges", "BLOB"), ("conflicts", "TEXT")):
        database.execute(
            f"""CREATE TABLE {name} (
                issue TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE, id TEXT NOT NULL,
                data {kind} NOT NULL, PRIMARY KEY (issue, id)
            ) STRICT"""
        )


MIGRATIONS = (
    ("1-first-release", _first_release),
    ("2-progress-of-articles", _progress_of_articles),
    ("3-words", _words),
    ("4-search", _search),
    ("5-sources", _sources),
    ("6-relations-and-document-labels", _relations_and_document_labels),
    ("7-images", _images),
    ("8-page-order", _page_order),
    ("9-merges", _merges),
)
"""All migrations in order, each with the name under which a project file remembers it."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database to the present schema, in the transaction that the caller has begun."""
    from sqlite_utils import (  # slow to import; a program without a project never needs it
        Database,
        Migrations,
    )

    migrations = Migrations("annotator")
    for name, step in MIGRATIONS:
        migrations(name=name)(step)
    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
