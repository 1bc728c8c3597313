"""Making an empty project file: written under another name, and given its own when it is whole."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from datetime import datetime
from pathlib import Path

import annotator
from annotator.store import schema
from annotator.store.backup import draft_path, put_in_place, remove_database
from annotator.store.connection import connect, transact
from annotator.store.values import to_json


def make_project(path: Path, name: str) -> None:
    """Write an empty project under another name and give it its own at the end.

    Raises:
        sqlite3.Error, OSError: it cannot be written.
    """
    _set_aside_log(path)
    draft = draft_path(path)
    properties = {
        "name": name,
        "created": datetime.now().astimezone().isoformat(timespec="seconds"),
        "program": annotator.__version__,
        "uuid": str(uuid.uuid4()),
    }

    def work(database: sqlite3.Connection) -> None:
        schema.migrate(database)
        rows = [(key, to_json(value)) for key, value in properties.items()]
        database.executemany("INSERT INTO project (key, value) VALUES (?, ?)", rows)

    try:
        with closing(connect(draft, mode="rwc")) as database:
            transact(database, work)
            database.execute("PRAGMA journal_mode = WAL")
        put_in_place(draft, path)
    finally:
        remove_database(draft)


def _set_aside_log(path: Path) -> None:
    """Rename a write-ahead log that a file of the same name left behind: SQLite would take it for the new one's.

    Raises:
        OSError: it cannot be renamed.
    """
    log = path.with_name(path.name + "-wal")
    if log.exists():
        log.replace(log.with_name(f"{draft_path(path).stem}.wal"))
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
