"""Work packages 工作包: parts of a project as files of their own, for several people to work on at once.

An issue is the smallest file there is, since articles go on from page to page inside it: whoever is given an article
gets its whole issue to read, and the package says which articles are to be worked on. What is split is the present
state; it is the base of the package's journal, so that everything in that journal is the annotator's work.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from annotator.errors import UserError
from annotator.model.codec import CodecError, decode, encode
from annotator.model.conflict import Item
from annotator.model.issue import Issue
from annotator.model.merging.layers import items_of
from annotator.services.files.image_references import as_seen_from
from annotator.services.project.session import Session, new_id
from annotator.store.project_file import SUFFIX, ProjectFile

PACKAGE_KEY = "work_package"
"""Under it a package says what it is."""

_GIVEN_KEY = "work_packages"
_LONGEST_NAME = 60
_FORBIDDEN = frozenset('<>:"/\\|?*')


class Unit(StrEnum):
    """What is given out: whole issues or single articles."""

    ISSUE = "issue"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Package:
    """What a work package says of itself.

    Attributes:
        id: identifier of the package.
        project: what tells the project it was split from (see ``ProjectFile.uuid``).
        name: the project's name.
        annotator: who is to work on it.
        unit: what was given out.
        seed: number that the assignment came from.
        when: when it was split, in ISO 8601 with the offset from UTC.
        items: the articles to work on, by issue.
        sequences: number of the project's last journal entry that is part of the base, by issue.
    """

    id: str
    project: str
    name: str
    annotator: str
    unit: Unit
    seed: int
    when: str
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    sequences: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Number of articles to work on."""
        return sum(len(items) for items in self.items.values())


@dataclass(frozen=True, slots=True)
class Given:
    """What a project remembers of a package it gave out; ``articles`` and ``shared`` count articles."""

    id: str
    annotator: str
    file: str
    when: str
    articles: int
    shared: int


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """Who gets what.

    Attributes:
        people: the annotators.
        unit: what is given out.
        overlap: share in [0, 1] of the units that several people get.
        copies: how many people get each of those.
        seed: number that the assignment depends on; the same one gives the same again.
    """

    people: tuple[str, ...]
    unit: Unit = Unit.ISSUE
    overlap: float = 0.0
    copies: int = 2
    seed: int = 1


_Key = tuple[str, str]
"""An issue and an article of it."""


def assign(sizes: Mapping[str, Mapping[str, int]], plan: SplitPlan) -> dict[str, dict[str, dict[str, bool]]]:
    """Return which articles of which issue each person gets, and whether others get them too.

    Everybody gets about the same number of characters. Which units are shared, and who gets them, is drawn by the
    seed.

    Args:
        sizes: characters of the articles of each issue.
        plan: who gets what.
    """
    units: list[tuple[_Key, ...]]
    if plan.unit is Unit.ISSUE:
        units = [tuple((issue, article) for article in articles) for issue, articles in sizes.items()]
    else:
        units = [((issue, article),) for issue, articles in sizes.items() for article in articles]
    units = [unit for unit in units if unit]
    drawn = list(units)
    chance = random.Random(plan.seed)
    chance.shuffle(drawn)
    several = round(plan.overlap * len(drawn)) if len(plan.people) > 1 else 0
    loads = dict.fromkeys(plan.people, 0)
    given: dict[str, dict[_Key, bool]] = {person: {} for person in plan.people}
    for number, unit in enumerate(drawn):
        shared = number < several
        people = sorted(plan.people, key=lambda person: (loads[person], chance.random()))
        for person in people[: min(plan.copies, len(people)) if shared else 1]:
            loads[person] += sum(sizes[issue][article] for issue, article in unit)
            given[person] |= dict.fromkeys(unit, shared)
    assigned: dict[str, dict[str, dict[str, bool]]] = {}
    for person, keys in given.items():
        assigned[person] = {
            issue: {article: keys[issue, article] for article in articles if (issue, article) in keys}
            for issue, articles in sizes.items()
            if any((issue, article) in keys for article in articles)
        }
    return assigned


def split_project(
    session: Session, plan: SplitPlan, folder: Path, tell: Callable[[float], None] = lambda _: None
) -> tuple[Path, ...]:
    """Write a work package for each person into a folder, and remember them in the project; see ``write_packages``.

    Raises:
        UserError: see there; or the project cannot be written. There is no package then.
    """
    written = write_packages(session, plan, folder, tell)
    try:
        remember(session, written)
    except BaseException:
        _remove(written.paths)
        raise
    return written.paths


@dataclass(frozen=True, slots=True)
class Written:
    """Packages that were written, and what the project is to remember of them."""

    paths: tuple[Path, ...]
    given: tuple[Given, ...]


def write_packages(
    session: Session, plan: SplitPlan, folder: Path, tell: Callable[[float], None] = lambda _: None
) -> Written:
    """Write a work package for each person into a folder, all of them or none. May be called from any thread.

    Args:
        session: the project.
        plan: who gets what.
        folder: where the files are put; made if it is not there.
        tell: called with the share in [0, 1] that is done.

    Raises:
        UserError: a name cannot be one, there are more people than units, a file is there already or cannot be
            written.
    """
    people = check_people(plan.people)
    plan = replace(plan, people=people)
    sizes = {issue_id: _sizes(session.present(issue_id)) for issue_id, _ in session.issue_names}
    assigned = assign(sizes, plan)
    idle = [person for person, issues in assigned.items() if not issues]
    if idle:
        raise UserError("split.too_many", person=idle[0])
    paths = {person: folder / f"{session.path.stem}.{person}{SUFFIX}" for person in people}
    for path in paths.values():
        if path.exists():
            raise UserError("project.exists", file=path.name)
    _make_folder(folder)
    written: list[Path] = []
    given: list[Given] = []
    try:
        for number, (person, path) in enumerate(paths.items()):
            package = _package(session, plan, person, assigned[person])
            written.append(path)
            _write(session, package, path)
            shared = sum(item.shared for items in package.items.values() for item in items)
            given.append(Given(package.id, person, path.name, package.when, package.count, shared))
            tell((number + 1) / len(paths))
    except BaseException:
        _remove(written)
        raise
    return Written(tuple(paths.values()), tuple(given))


def remember(session: Session, written: Written) -> None:
    """Note in a project which packages were given out.

    Raises:
        UserError: the project is read-only or cannot be written.
    """
    session.set_data(_GIVEN_KEY, [encode(entry) for entry in (*given_out(session), *written.given)])


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def check_people(people: Iterable[str]) -> tuple[str, ...]:
    """Return names of people, trimmed.

    Raises:
        UserError: there is none, one is there twice, or one cannot be part of a file's name.
    """
    names = tuple(" ".join(name.split()) for name in people)
    if not names:
        raise UserError("split.nobody")
    seen: set[str] = set()
    for name in names:
        odd = any(char in _FORBIDDEN or not char.isprintable() for char in name)
        if not name or odd or len(name) > _LONGEST_NAME or name[0] == "." or name[-1] == ".":
            raise UserError("split.name", person=_shown(name))
        alike = unicodedata.normalize("NFKC", name).casefold()
        if alike in seen:
            raise UserError("split.twice", person=name)
        seen.add(alike)
    return names


def _shown(name: str) -> str:
    shown = "".join(char if char.isprintable() else "\ufffd" for char in name[:_LONGEST_NAME])
    return shown or "–"


def given_out(session: Session) -> tuple[Given, ...]:
    """Return the packages that were split from a project, the first one first.

    Raises:
        UserError: what the project holds are no packages.
    """
    data = session.data(_GIVEN_KEY)
    if data is None:
        return ()
    try:
        return decode(tuple[Given, ...], data)
    except CodecError as error:
        raise UserError("project.damaged", file=session.path.name, detail=str(error)) from error


def package_of(file: ProjectFile) -> Package | None:
    """Return what a project file says of itself as a work package; None if it is none.

    Raises:
        UserError: what it says makes no sense.
    """
    return _decoded(file.get_data(PACKAGE_KEY), file.path)


def own_package(session: Session) -> Package | None:
    """Return what an open project says of itself as a work package; None if it is none.

    Raises:
        UserError: what it says makes no sense.
    """
    return _decoded(session.data(PACKAGE_KEY), session.path)


def own_articles(session: Session, issue_id: str) -> frozenset[str] | None:
    """Return the articles of an issue that a package gives to its annotator; None where all of them are.

    What cannot be read gives no one anything to leave alone.
    """
    try:
        package = own_package(session)
    except UserError:
        return None
    if package is None or package.unit is Unit.ISSUE or issue_id not in package.items:
        return None
    return frozenset(item.article for item in package.items[issue_id])


def _decoded(data: object, path: Path) -> Package | None:
    if data is None:
        return None
    try:
        package = decode(Package, data)
    except (CodecError, RecursionError) as error:
        raise UserError("package.unreadable", file=path.name) from error
    try:
        named = check_people([package.annotator])
    except UserError as error:
        raise UserError("package.unreadable", file=path.name) from error
    sound = 0 < len(package.id) <= _LONGEST_NAME and package.id.isprintable()
    if named != (package.annotator,) or not sound:
        raise UserError("package.unreadable", file=path.name)
    return package


def _sizes(issue: Issue) -> dict[str, int]:
    return {
        article_id: sum(len(block.text) for block in issue.blocks_of(article_id))
        for article_id in issue.order
    }


def _package(
    session: Session, plan: SplitPlan, person: str, assigned: Mapping[str, Mapping[str, bool]]
) -> Package:
    items = {}
    sequences = {}
    for issue_id, articles in assigned.items():
        shared = [article for article, several in articles.items() if several]
        items[issue_id] = items_of(session.present(issue_id), shared, articles)
        sequences[issue_id] = session.last_step(issue_id)
    return Package(
        new_id("w"),
        session.uuid,
        session.name,
        person,
        plan.unit,
        plan.seed,
        datetime.now().astimezone().isoformat(timespec="seconds"),
        items,
        sequences,
    )


def _write(session: Session, package: Package, path: Path) -> None:
    with ProjectFile.create(path, f"{session.name} · {package.annotator}") as file:
        for issue_id in package.items:
            issue = replace(session.present(issue_id), merges={}, conflicts={})
            images = [as_seen_from(image, session.path, path) for image in session.images(issue_id)]
            file.add_issue(issue, session.sources(issue_id), images)
        for key in session.data_keys():
            if key not in (PACKAGE_KEY, _GIVEN_KEY):
                file.set_data(key, session.data(key))
        file.set_data(PACKAGE_KEY, encode(package))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("project.no_folder", file=folder.name, folder=str(folder.parent)) from error
