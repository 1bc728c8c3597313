"""A project on disk: one ``.annotator`` file, one writer, everything durable when a method returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from annotator.model.issue import Issue
from annotator.model.journal import Entry, Journal, Step
from annotator.model.operations import Operation
from annotator.model.page_image import PageImage
from annotator.model.patch import Patch
from annotator.model.source import SourceFile
from annotator.store import history, overview, search, state, texts
from annotator.store.history import Act, Deed
from annotator.store.images import put_images, read_images
from annotator.store.label_uses import LabelUse, read_label_uses
from annotator.store.open_file import OpenFile
from annotator.store.overview import DecidedBlock, IssueInfo
from annotator.store.packed import PackedProject, write_statements
from annotator.store.sources import insert_sources, read_source_of, read_sources
from annotator.store.texts import IssueTexts
from annotator.store.values import from_text, pack, to_blob, to_text, unpack

Changes = Mapping[str, Patch]
"""What changes in the present state of each issue, by the issue's id."""

Written = Callable[[], None]
"""Waits until something is on disk; raises ``UserError`` if it could not be written."""

SUFFIX = ".annotator"


class ProjectFile(OpenFile):
    """What is in a project: issues, the journal, data of the whole. See ``OpenFile`` for what may go wrong."""

    # Issues --------------------------------------------------------------------------------------------

    def issues(self, issue_id: str | None = None) -> tuple[IssueInfo, ...]:
        """Return the issues in order, with their tallies; or only the one of that id."""
        return self.read(lambda database: overview.read_infos(database, issue_id))

    def load_issue(self, issue_id: str) -> Issue:
        """Return the present state of an issue.

        Raises:
            KeyError: there is no such issue.
        """
        return self.read(lambda database: state.read_issue(database, issue_id))

    def texts(self, issue_id: str, *, raw: bool, among: search.Candidates | None = None) -> IssueTexts:
        """Return the words of an issue as it is now.

        Args:
            issue_id: the issue.
            raw: whether the raw text of its pages is wanted too.
            among: the only blocks wanted, None for all of them.

        Raises:
            KeyError: there is no such issue.
        """

        def work(database: sqlite3.Connection) -> IssueTexts:
            blocks = None if among is None else search.blocks_of(database, among, issue_id)
            return texts.read_texts(database, issue_id, raw=raw, among=blocks)

        return self.read(work)

    def load_outline(self, issue_id: str) -> Issue:
        """Return an issue without its pages and texts: its articles in their order, and its flags.

        Raises:
            KeyError: there is no such issue.
        """
        return self.read(lambda database: state.read_outline(database, issue_id))

    def block_text(self, issue_id: str, block_id: str) -> str:
        """Return the text of a block.

        Raises:
            KeyError: there is no such block.
        """
        return self.read(lambda database: state.read_block_text(database, issue_id, block_id))

    def candidates(self, needle: str) -> search.Candidates | None:
        """Return the blocks that may hold a text, or None if that cannot be told without reading all."""
        return self.read(lambda database: search.candidates(database, needle))

    def index_pending(self, limit: int) -> int:
        """Take up to ``limit`` new or changed blocks into the search index; return how many are left."""
        if self.read_only or not self.read(search.has_pending):
            return 0
        return self.write(lambda database: search.index_pending(database, limit))

    def base_of(self, issue_id: str) -> Issue:
        """Return an issue as it was added, before every operation of the journal.

        Raises:
            KeyError: there is no such issue.
        """
        return self.read(lambda database: state.read_base(database, issue_id))[0]

    def history_of(self, issue_id: str) -> tuple[Issue, tuple[Operation, ...]]:
        """Return the base of an issue's journal, and the operations in force that were done to it since, in order.

        Raises:
            KeyError: there is no such issue.
        """

        def work(database: sqlite3.Connection) -> tuple[Issue, tuple[Operation, ...]]:
            base, seq = state.read_base(database, issue_id)
            return base, history.read_operations(database, issue_id, seq)

        return self.read(work)

    def acts_of(self, issue_id: str) -> tuple[Issue, tuple[Act, ...]]:
        """Return the base of an issue's journal, and what is in force of the journal since, in order.

        Raises:
            KeyError: there is no such issue.
        """

        def work(database: sqlite3.Connection) -> tuple[Issue, tuple[Act, ...]]:
            base, seq = state.read_base(database, issue_id)
            return base, history.read_acts(database, issue_id, seq)

        return self.read(work)

    def acts_at(self, issue_id: str, seqs: Sequence[int]) -> tuple[Act, ...]:
        """Return entries of an issue's journal by number, in force or not, as far as they are there."""
        return self.read(lambda database: history.read_acts_at(database, issue_id, seqs))

    def add_issue(
        self, issue: Issue, sources: Sequence[SourceFile] = (), images: Sequence[PageImage] = ()
    ) -> None:
        """Add an issue with its pages; what it is now is the base that the journal goes on from.

        Args:
            issue: the issue.
            sources: the files its pages came from, where text can go back into them.
            images: the images of its pages.

        Raises:
            ValueError: the project has an issue of that id.
        """
        if any(info.id == issue.id for info in self.issues()):
            raise ValueError(f"the project has an issue {issue.id} already")

        def work(database: sqlite3.Connection) -> None:
            state.insert_issue(database, issue, history.next_number(database, "seq") - 1)
            insert_sources(database, issue.id, sources)
            put_images(database, issue.id, images)

        self.write(work)

    def sources(self, issue_id: str) -> tuple[SourceFile, ...]:
        """Return the files that pages of an issue came from, where text can go back into them."""
        return self.read(lambda database: read_sources(database, issue_id))

    def source_of(self, issue_id: str, page_id: str) -> SourceFile | None:
        """Return the file a page came from, or None if it was not kept."""
        return self.read(lambda database: read_source_of(database, issue_id, page_id))

    def add_sources(self, issue_id: str, sources: Sequence[SourceFile]) -> None:
        """Keep further files that pages of an issue came from."""
        self.write(lambda database: insert_sources(database, issue_id, sources))

    def images(self, issue_id: str) -> tuple[PageImage, ...]:
        """Return where the images of an issue's pages are; pages without one are not among them."""
        return self.read(lambda database: read_images(database, issue_id))

    def put_images(self, issue_id: str, images: Sequence[PageImage]) -> None:
        """Write where images of pages are, in place of what was known of these pages."""
        self.write(lambda database: put_images(database, issue_id, images))

    def rename_issue(self, issue_id: str, name: str) -> None:
        """Give an issue another name, which is no operation.

        Raises:
            KeyError: there is no such issue.
        """
        row = (to_blob(name), to_text(issue_id))
        if not self.write(lambda db: db.execute("UPDATE issues SET name = ? WHERE id = ?", row).rowcount):
            raise KeyError(issue_id)

    def remove_issue(self, issue_id: str, data: Mapping[str, Any] | None = None) -> None:
        """Remove an issue with its pages and its part of the journal, for good.

        Args:
            issue_id: the issue; one that is not there is none.
            data: project data by key, to be kept in the same transaction.
        """

        def work(database: sqlite3.Connection) -> None:
            history.use_up_number(database)
            database.execute("DELETE FROM issues WHERE id = ?", (to_text(issue_id),))
            for key, value in (data or {}).items():
                _write_data(database, key, value)

        self.write(work)

    # The journal ---------------------------------------------------------------------------------------

    def journal(self) -> Journal:
        """Return the order of what is done, and of what can be done again (the next one last)."""
        return self.read(history.read_journal)

    def entries(self, seqs: Sequence[int]) -> tuple[Entry, ...]:
        """Return entries by number, in the order given.

        Raises:
            KeyError: there is no entry of a number.
        """
        wanted = tuple(seqs)
        return self.read(lambda database: history.read_entries(database, wanted))

    def recent(self, limit: int) -> tuple[Entry, ...]:
        """Return the last ``limit`` entries that people did and that are in force, newest first."""
        return self.read(lambda database: history.read_recent(database, limit))

    def deeds(self) -> tuple[Deed, ...]:
        """Return all that persons did and that is in force, the first one first, without what takes it back."""
        return self.read(history.read_deeds)

    def conflicted(self) -> tuple[str, ...]:
        """Return the ids of the issues with conflicts, decided ones too, in order."""

        def work(database: sqlite3.Connection) -> tuple[str, ...]:
            rows = database.execute(
                "SELECT id FROM issues WHERE id IN (SELECT issue FROM conflicts) ORDER BY position"
            )
            return tuple(from_text(key) for (key,) in rows)

        return self.read(work)

    def last_seq(self, issue_id: str) -> int:
        """Return the number of the last entry of an issue, in force or not; 0 if there is none."""

        def work(database: sqlite3.Connection) -> int:
            query = "SELECT coalesce(max(seq), 0) FROM journal WHERE issue = ?"
            return int(database.execute(query, (to_text(issue_id),)).fetchone()[0])

        return self.read(work)

    def page_hashes(self) -> dict[str, tuple[str, ...]]:
        """Return the SHA-256 of the raw text of each page, by issue."""
        return self.read(overview.read_page_hashes)

    def next_seq(self) -> int:
        """Return the first free number for an entry."""
        return self.read(lambda database: history.next_number(database, "seq"))

    def next_group(self) -> int:
        """Return the first free number for a group."""
        return self.read(lambda database: history.next_number(database, "grp"))

    def record(
        self, entries: Sequence[Entry], changes: Changes, *, drop_undone: bool, wait: bool = True
    ) -> Written:
        """Write new entries and what they change, all or nothing.

        Args:
            entries: what was done, with free numbers in rising order.
            changes: what changes in the present state of each issue they touch.
            drop_undone: whether what was undone before is given up.
            wait: whether it is on disk when this returns; else what is returned waits for that.
        """

        def work(database: sqlite3.Connection) -> None:
            if drop_undone:
                history.drop_undone(database)
            history.insert_entries(database, entries)
            _write_changes(database, changes)

        return self._put(work, wait)

    def record_packed(self, packed: PackedProject, steps: Sequence[Step], who: str, when: str) -> None:
        """Write packed work, all or nothing.

        Args:
            packed: what was done elsewhere.
            steps: a step for each operation, issue by issue, with free numbers in rising order.
            who: who does it.
            when: when, in ISO 8601 with the offset from UTC.
        """
        entries = [entry for done in packed.works.values() for entry in done.operations]

        def work(database: sqlite3.Connection) -> None:
            write_statements(database, packed.inserts)
            history.drop_undone(database)
            history.insert_packed(database, zip(steps, entries, strict=True), who, when)
            for done in packed.works.values():
                write_statements(database, done.statements)

        self.write(work)

    def mark_undone(self, seqs: Sequence[int], changes: Changes, *, wait: bool = True) -> Written:
        """Write that entries were taken back, in this order, and what that changes; ``wait`` as for ``record``."""

        def work(database: sqlite3.Connection) -> None:
            history.mark_undone(database, seqs)
            _write_changes(database, changes)

        return self._put(work, wait)

    def mark_redone(
        self, old_seqs: Sequence[int], entries: Sequence[Entry], changes: Changes, *, wait: bool = True
    ) -> Written:
        """Write that undone entries were done again, as new entries with free numbers, and what that changes.

        ``wait`` is as for ``record``.
        """

        def work(database: sqlite3.Connection) -> None:
            history.mark_dropped(database, old_seqs)
            history.insert_entries(database, entries)
            _write_changes(database, changes)

        return self._put(work, wait)

    def _put(self, work: Callable[[sqlite3.Connection], None], wait: bool) -> Written:
        written = self.begin_writing(work)
        if wait:
            written()
        return written

    # Project data --------------------------------------------------------------------------------------

    def decided_blocks(self) -> list[DecidedBlock]:
        """Return the blocks in which people have decided something."""
        return self.read(overview.read_decided_blocks)

    def words(self) -> frozenset[str]:
        """Return the words that were entered with any issue."""
        return self.read(overview.read_words)

    def words_only_in(self, issue_id: str) -> dict[str, str]:
        """Return the words that were entered with no other issue; by word, who entered it."""
        return self.read(lambda database: overview.read_words_only_in(database, issue_id))

    def issues_with_word(self, word: str) -> tuple[str, ...]:
        """Return the ids of the issues a word was entered with, in order."""
        return self.read(lambda database: overview.read_issues_with_word(database, word))

    def label_uses(self) -> tuple[LabelUse, ...]:
        """Return how often each issue uses each label and relation type."""
        return self.read(read_label_uses)

    def data_keys(self) -> tuple[str, ...]:
        """Return the keys under which plain data are kept."""
        return self.read(
            lambda database: tuple(from_text(key) for (key,) in database.execute("SELECT key FROM data"))
        )

    def get_data(self, key: str) -> Any:
        """Return the plain data kept under a key, or None."""

        def work(database: sqlite3.Connection) -> Any:
            found = database.execute("SELECT value FROM data WHERE key = ?", (to_text(key),)).fetchone()
            return None if found is None else unpack(found[0])

        return self.read(work)

    def set_data(self, key: str, value: Any) -> None:
        """Keep plain data (what JSON can hold) under a key."""
        self.write(lambda database: _write_data(database, key, value))


def _write_data(database: sqlite3.Connection, key: str, value: Any) -> None:
    database.execute(
        "INSERT INTO data (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (to_text(key), pack(value)),
    )


def _write_changes(database: sqlite3.Connection, changes: Changes) -> None:
    for issue_id, patch in changes.items():
        state.write_patch(database, issue_id, patch)
