"""An open project as it is: its issues, words, lessons and data, each read from the file when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.errors import UserError
from annotator.model.issue import Issue
from annotator.model.operations import OperationError
from annotator.model.page_image import PageImage
from annotator.model.rulings.deciding import rulings_of
from annotator.model.rulings.rulings import Ruling
from annotator.model.source import SourceFile
from annotator.services.files.image_pairing import FoundImage
from annotator.services.files.image_references import references
from annotator.services.project.changes import Ahead
from annotator.services.project.house_rules import RULES_KEY, rule_book
from annotator.services.project.lessons import LessonBook, Lessons
from annotator.services.project.library import Library
from annotator.store.label_uses import LabelUse
from annotator.store.overview import IssueInfo
from annotator.store.project_file import ProjectFile

LONGEST_NAME = 200
"""The name of an issue has this many code points at most."""

_UNCHECKED = "unchecked"
"""The key of the project data that list the issues whose first check has not come to its end."""

VERSIONS = "versions"
"""The key of the project data that hold named versions of articles, each with its issue's id as ``issue``."""


class OpenProject:
    """An open project as it is, and what is put into it without being an operation. To be used from one thread.

    Attributes:
        is_open: whether it has not been closed yet.
    """

    def __init__(self, file: ProjectFile, who: str = "") -> None:
        self._file = file
        self.is_open = True
        self._issues: dict[str, Issue] = {}
        self._names: tuple[tuple[str, str], ...] | None = None
        self._lessons = LessonBook(file, lambda: rule_book(file.get_data(RULES_KEY)))
        self._changes = 0
        self._infos: dict[str, IssueInfo] | None = None
        self._unchecked: tuple[str, ...] | None = None
        self._stale: set[str] = set()
        self._library = Library(file)
        self.who = who

    @classmethod
    def open(cls, path: Path, *, who: str = "", read_only: bool = False) -> Self:
        """Open a project file.

        Raises:
            UserError: the file is missing, in use, damaged, newer than the program, or no project.
        """
        return cls(ProjectFile.open(path, read_only=read_only), who)

    @classmethod
    def create(cls, path: Path, name: str, *, who: str = "") -> Self:
        """Make a new project file and open it.

        Raises:
            UserError: the file exists already or cannot be written.
        """
        return cls(ProjectFile.create(path, name), who)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the project file; everything done is on disk already."""
        self.is_open = False
        self._file.close()

    @property
    def path(self) -> Path:
        """The project file."""
        return self._file.path

    @property
    def name(self) -> str:
        """The project's name."""
        return self._file.name

    @property
    def uuid(self) -> str:
        """What tells the project from all others, whatever the file is called."""
        return self._file.uuid

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._file.read_only

    @property
    def issues(self) -> tuple[IssueInfo, ...]:
        """The project's issues in order, with their tallies. May be asked for from any thread."""
        stale, self._stale = self._stale, set()
        if self._infos is None:
            self._infos = {info.id: info for info in self._file.issues()}
        elif stale:
            fresh = [info for issue_id in stale for info in self._file.issues(issue_id)]
            self._infos |= {info.id: info for info in fresh}
        return tuple(self._infos.values())

    @property
    def issue_names(self) -> tuple[tuple[str, str], ...]:
        """Id and name of the project's issues in order; unlike ``issues`` it costs nothing to ask again."""
        if self._names is None:
            self._names = tuple((info.id, info.name) for info in self._file.issues())
        return self._names

    def issue(self, issue_id: str) -> Issue:
        """Return the present state of an issue, read from the file on first use.

        Raises:
            KeyError: the project has no such issue.
        """
        if issue_id not in self._issues:
            self._issues[issue_id] = self._file.load_issue(issue_id)
        return self._issues[issue_id]

    def present(self, issue_id: str) -> Issue:
        """Return the present state of an issue without keeping it in memory. May be called from any thread.

        Raises:
            KeyError: the project has no such issue.
        """
        return self._issues.get(issue_id) or self._file.load_issue(issue_id)

    def outline_reader(self) -> Callable[[str], Issue]:
        """Return what reads an issue's articles and flags, without pages and texts; for any thread."""
        return self._file.load_outline

    def block_text(self, issue_id: str, block_id: str) -> str:
        """Return the text of a block as it is now, whether its issue has been read or not.

        Raises:
            KeyError: there is no such block.
        """
        issue = self._issues.get(issue_id)
        return issue.blocks[block_id].text if issue else self._file.block_text(issue_id, block_id)

    def lessons(self) -> Lessons:
        """Return what the people of the project have taught up to now; the same value until there is more."""
        return self._lessons.current()

    @property
    def library(self) -> Library:
        """What can be read of the project from any thread."""
        return self._library

    def read_ahead(self, issue_ids: Iterable[str]) -> Ahead:
        """Read issues that are soon to be changed, for ``take``. May be called from any thread."""
        changes = self._changes
        missing = [issue_id for issue_id in issue_ids if issue_id not in self._issues]
        return Ahead(changes, {issue_id: self._file.load_issue(issue_id) for issue_id in missing})

    def take(self, ahead: Ahead) -> None:
        """Keep issues that were read ahead, unless something has changed since."""
        if ahead.changes == self._changes:
            self._issues = {**ahead.issues, **self._issues}

    def forget_all_but(self, issue_id: str) -> None:
        """Give back the memory of all issues but one; they are read again when they are asked for."""
        self._issues = {key: issue for key, issue in self._issues.items() if key == issue_id}

    def forget_lessons(self) -> None:
        """Work the lessons out anew when they are asked for next, as after everybody's house rules have changed."""
        self._lessons.forget()

    def words(self) -> frozenset[str]:
        """Return the words that people have added to the project."""
        return self._file.words()

    def issues_with_word(self, word: str) -> tuple[str, ...]:
        """Return the ids of the issues a project word was added with."""
        return self._file.issues_with_word(word)

    def label_uses(self) -> tuple[LabelUse, ...]:
        """Return how often each issue uses each label and relation type."""
        return self._file.label_uses()

    def base(self, issue_id: str) -> Issue:
        """Return an issue as it was imported, before all work.

        Raises:
            KeyError: the project has no such issue.
        """
        return self._file.base_of(issue_id)

    def rulings(self, issue_id: str) -> tuple[Ruling, ...]:
        """Return what people decided about the order of an issue's text, told by raw positions.

        Raises:
            KeyError: the project has no such issue.
            UserError: its history cannot be followed.
        """
        base, operations = self._file.history_of(issue_id)
        try:
            return rulings_of(base, operations)
        except OperationError as error:
            raise UserError("project.damaged", file=self.path.name, detail=str(error)) from error

    def add_issue(
        self,
        issue: Issue,
        sources: Sequence[SourceFile] = (),
        images: Mapping[str, FoundImage] | None = None,
    ) -> None:
        """Add a newly imported issue; importing is not an operation and is not undone. See ``write_issue``.

        Raises:
            UserError: the project is read-only or cannot be written.
        """
        self.write_issue(issue, sources, images)
        self.take_issue(issue)

    def write_issue(
        self,
        issue: Issue,
        sources: Sequence[SourceFile] = (),
        images: Mapping[str, FoundImage] | None = None,
        *,
        is_checked: bool = True,
    ) -> None:
        """Write a newly imported issue, for ``take_issue``. May be called from any thread.

        Args:
            issue: the issue.
            sources: the files its pages came from, where text can go back into them.
            images: the images of its pages, by page.
            is_checked: whether its doubts are in it; else it is one of ``unchecked``.

        Raises:
            UserError: the project is read-only or cannot be written.
        """
        self._check_writable()
        if not is_checked:
            # Another thread than the window's may write this; what the window remembers ends with ``take_issue``.
            self._file.set_data(_UNCHECKED, [*(self._file.get_data(_UNCHECKED) or ()), issue.id])
        self._file.add_issue(issue, sources, references(images or {}, self.path))

    def take_issue(self, issue: Issue) -> None:
        """Take note of an issue that has been written."""
        self._names = None
        self._lessons.forget()
        self._issues[issue.id] = issue
        self._infos = self._unchecked = None

    def rename_issue(self, issue_id: str, name: str) -> None:
        """Give an issue another name; durable when it returns, and no operation.

        Args:
            issue_id: the issue.
            name: its name; blanks around it are left out, others become single spaces.

        Raises:
            UserError: the name is empty or too long, or the project is read-only or cannot be written.
            KeyError: the project has no such issue.
        """
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME:
            raise UserError("issue.name", longest=LONGEST_NAME)
        self._check_writable()
        self._file.rename_issue(issue_id, name)
        if issue_id in self._issues:
            self._issues[issue_id] = replace(self._issues[issue_id], name=name)
        self._names = self._infos = None
        self._changes += 1  # what was prepared meanwhile holds the old name

    def _data_without(self, issue_id: str) -> dict[str, object]:
        """Return the project data that speak of an issue, by key, without what they say of it."""
        kept: dict[str, object] = {_UNCHECKED: [key for key in self.unchecked() if key != issue_id]}
        versions = self._file.get_data(VERSIONS)
        if isinstance(versions, list):
            kept[VERSIONS] = [
                each for each in versions if not (isinstance(each, dict) and each.get("issue") == issue_id)
            ]
        return kept

    def _forget_issue(self, issue_id: str) -> None:
        self._issues.pop(issue_id, None)
        self._stale.discard(issue_id)
        self._names = self._infos = self._unchecked = None
        self._lessons.forget()
        self._changes += 1

    def unchecked(self) -> tuple[str, ...]:
        """Return the ids of the issues whose first check has not come to its end."""
        if self._unchecked is None:  # the window asks at every key
            self._unchecked = tuple(self._file.get_data(_UNCHECKED) or ())
        return self._unchecked

    def note_checked(self, issue_id: str) -> None:
        """Take note that the first check of an issue has come to its end.

        Raises:
            UserError: the project is read-only or cannot be written.
        """
        left = [key for key in self.unchecked() if key != issue_id]
        self._file.set_data(_UNCHECKED, left)
        self._unchecked = None

    def sources(self, issue_id: str) -> tuple[SourceFile, ...]:
        """Return the files that pages of an issue came from, in their order. May be asked for from any thread."""
        return self._file.sources(issue_id)

    def source_of(self, issue_id: str, page_id: str) -> SourceFile | None:
        """Return the file a page came from, or None if it was not kept. May be asked for from any thread."""
        return self._file.source_of(issue_id, page_id)

    def add_sources(self, issue_id: str, sources: Sequence[SourceFile]) -> None:
        """Keep further files that pages of an issue came from; this is not undone.

        Raises:
            UserError: the project is read-only or cannot be written.
        """
        if sources:
            self._check_writable()
            self._file.add_sources(issue_id, sources)

    def images(self, issue_id: str) -> tuple[PageImage, ...]:
        """Return where the images of an issue's pages are. May be asked for from any thread."""
        return self._file.images(issue_id)

    def put_images(self, issue_id: str, images: Sequence[PageImage]) -> None:
        """Write where images of pages are; durable when it returns, and no operation.

        Raises:
            UserError: the project is read-only or cannot be written.
        """
        self._check_writable()
        self._file.put_images(issue_id, images)

    def data(self, key: str) -> object:
        """Return project data (label schemes, project words) kept under a key, or None."""
        return self._file.get_data(key)

    def data_keys(self) -> tuple[str, ...]:
        """Return the keys under which project data are kept."""
        return self._file.data_keys()

    def page_hashes(self) -> dict[str, tuple[str, ...]]:
        """Return the SHA-256 of the raw text of each page, by issue."""
        return self._file.page_hashes()

    def conflicted(self) -> tuple[str, ...]:
        """Return the ids of the issues with conflicts, decided ones too, in order."""
        return self._file.conflicted()

    def last_step(self, issue_id: str) -> int:
        """Return the number of the last journal entry of an issue, 0 if nothing was done to it."""
        return self._file.last_seq(issue_id)

    def backup(self, target: Path) -> None:
        """Copy the project, as it is now, to a new file.

        Raises:
            UserError: the target exists or cannot be written.
        """
        self._file.backup(target)

    def set_data(self, key: str, value: object) -> None:
        """Keep project data under a key; durable when it returns.

        Raises:
            UserError: the project is read-only or cannot be written.
        """
        self._check_writable()
        self._file.set_data(key, value)
        self._lessons.forget()

    def _check_writable(self) -> None:
        if self.read_only:
            raise UserError("project.read_only", file=self.path.name)
