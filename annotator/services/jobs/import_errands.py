"""Errands of imports into a project in work: labels, and pairs for spelling correction.

The files and what was planned stay at the workplace; what comes back is what a person wants to know, and at the end the
rows that put it into the project. The project itself is read from its file, as it is on disk.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.collecting import no_collection
from annotator.errors import UserError
from annotator.services.background.workplaces import Place

if TYPE_CHECKING:
    from annotator.formats.labels.reading import Refusal
    from annotator.model.issue import Issue
    from annotator.services.label_exchange.label_planning import Choice, Plan
    from annotator.services.label_exchange.label_reading import LabelFile
    from annotator.services.label_exchange.pair_importing import LeftOut, PairFile, PairPlan
    from annotator.store.packed import PackedProject

MOST_TOLD = 500
"""What has no place is told up to this number; the rest is counted."""

_PLANNED = 0.5
"""Share of an import that planning is taken to be, for progress."""


@dataclass(frozen=True, slots=True)
class FileTold:
    """What a file of labels is: its name, the name of its format, and the records that were refused."""

    name: str
    form: str
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class LabelsTold:
    """What files of labels hold: the files, how often each label is used, and how many records are by each annotator.

    There are no annotators where there is but one.
    """

    files: tuple[FileTold, ...]
    counts: dict[str, int]
    annotators: dict[str, int]


@dataclass(frozen=True, slots=True)
class PlanTold:
    """What an import of labels would do.

    Attributes:
        plan: the plan, without its operations and with ``MOST_TOLD`` things that have no place.
        unplaced: how many things have no place.
        does: whether it does anything.
    """

    plan: Plan
    unplaced: int
    does: bool


@dataclass(frozen=True, slots=True)
class PairsTold:
    """What an import of pairs would do.

    Attributes:
        corrections: how many places are corrected.
        pairs: how many pairs were read.
        left_out: pairs that have no place, ``MOST_TOLD`` at most.
        n_left_out: how many have none.
        wrong: numbers of the records that are no pairs.
    """

    corrections: int
    pairs: int
    left_out: tuple[LeftOut, ...]
    n_left_out: int
    wrong: tuple[int, ...]


def read_labels(place: Place, paths: Sequence[Path], form: str | None) -> LabelsTold:
    """Read files of labels; they stay at the workplace.

    Raises:
        UserError: see ``label_reading.read_label_file``.
    """
    from annotator.services.label_exchange.label_annotators import annotators_in
    from annotator.services.label_exchange.label_importing import labels_in

    files = _label_files(place, paths, form)
    told = (FileTold(file.path.name, file.form.name, file.reading.refused) for file in files)
    return LabelsTold(tuple(told), labels_in(files), annotators_in(files))


def plan_labels(
    place: Place, project: Path, paths: Sequence[Path], form: str | None, choice: Choice, name: str | None
) -> PlanTold:
    """Find out what importing files of labels would do; ``name`` is that of a new issue, None: onto the articles.

    Raises:
        UserError: a file or the project cannot be read.
    """
    plan, issue, _, _ = _label_plan(place, project, paths, form, choice, name)
    told = replace(plan, operations={}, unplaced=plan.unplaced[:MOST_TOLD])
    return PlanTold(told, len(plan.unplaced), bool(plan.operations) or issue is not None)


def pack_labels(
    place: Place, project: Path, paths: Sequence[Path], form: str | None, choice: Choice, name: str | None
) -> tuple[Plan, PackedProject]:
    """Make an import of labels ready to be written; the plan comes without its operations.

    Raises:
        UserError: a file or the project cannot be read.
    """
    from annotator.store.packed import pack_project

    plan, issue, held, seq = _label_plan(place, project, paths, form, choice, name)
    place.progress(_PLANNED)
    with no_collection():
        packed = pack_project(seq, held, plan.operations, issue)
    place.progress(1)
    return replace(plan, operations={}, unplaced=()), packed


def plan_pairs(place: Place, project: Path, path: Path, who: str, name: str | None) -> PairsTold:
    """Find out what importing a file of pairs would do; ``name`` is that of a new issue, None: onto the articles.

    Raises:
        UserError: the file or the project cannot be read, or the file holds no pair.
    """
    file, plan, _, _, _ = _pair_plan(place, project, path, who, name)
    return PairsTold(
        plan.corrections, len(file.pairs), plan.left_out[:MOST_TOLD], len(plan.left_out), file.wrong
    )


def pack_pairs(
    place: Place, project: Path, path: Path, who: str, name: str | None
) -> tuple[int, PackedProject]:
    """Make an import of pairs ready to be written; the number is that of the places corrected.

    Raises:
        UserError: the file or the project cannot be read, or the file holds no pair.
    """
    from annotator.store.packed import pack_project

    _, plan, issue, held, seq = _pair_plan(place, project, path, who, name)
    place.progress(_PLANNED)
    with no_collection():
        packed = pack_project(seq, held, plan.operations, issue)
    place.progress(1)
    return plan.corrections, packed


# What stays at the workplace ---------------------------------------------------------------------------


def _state_of(paths: Sequence[Path]) -> Hashable:
    """Return what tells files from what they were before, as far as their folders know."""
    try:
        return tuple((path, stat.st_mtime_ns, stat.st_size) for path in paths for stat in (path.stat(),))
    except OSError:
        return object()  # reading them says what is wrong


def _label_files(place: Place, paths: Sequence[Path], form: str | None) -> tuple[LabelFile, ...]:
    from annotator.services.label_exchange.label_annotators import with_annotators
    from annotator.services.label_exchange.label_reading import read_label_file

    def read() -> tuple[LabelFile, ...]:
        found = []
        for path in paths:
            if place.cancelled():
                place.progress(0)
            found.append(read_label_file(path, form))
        return with_annotators(found)

    return place.shelf.get(("labels", _state_of(paths), form), read)


_Planned = tuple["Plan", "Issue | None", "dict[str, Issue]", int]


def _label_plan(
    place: Place, project: Path, paths: Sequence[Path], form: str | None, choice: Choice, name: str | None
) -> _Planned:
    from annotator.services.label_exchange.label_importing import issues_for, plan_new, plan_onto
    from annotator.services.labels.schemes import schemes_of
    from annotator.services.project.session import Session

    files = _label_files(place, paths, form)

    def plan() -> _Planned:
        with Session.open(project, read_only=True) as session:
            scheme, seq = schemes_of(session).known, session.next_seq
            if name is not None:
                issue, made = plan_new(name, files, choice, scheme)
                return made, issue, {issue.id: issue}, seq
            issues = issues_for(session, files)
        tell = lambda share: place.progress(_PLANNED * share)  # noqa: E731
        made = plan_onto(issues, files, choice, scheme, tell)
        return made, None, {issue.id: issue for issue in issues if issue.id in made.operations}, seq

    names, people = (
        tuple(sorted((key, value or "") for key, value in called.items()))
        for called in (choice.labels, choice.annotators)
    )
    said = (choice.who, choice.suggested, names, choice.several, people, name)
    key = ("label plan", _state_of(paths), form, said, project, _journal_state(project))
    return place.shelf.get(key, plan)


def _pair_plan(
    place: Place, project: Path, path: Path, who: str, name: str | None
) -> tuple[PairFile, PairPlan, Issue | None, dict[str, Issue], int]:
    from annotator.services.label_exchange.pair_importing import (
        plan_new_pairs,
        plan_pairs_onto,
        read_pair_file,
    )
    from annotator.services.project.session import Session

    def plan() -> tuple[PairFile, PairPlan, Issue | None, dict[str, Issue], int]:
        file = read_pair_file(path)
        if not file.pairs:
            raise UserError("pairs.nothing", file=path.name)
        with Session.open(project, read_only=True) as session:
            seq = session.next_seq
            if name is not None:
                issue, made = plan_new_pairs(name, file.pairs, who)
                return file, made, issue, {issue.id: issue}, seq
            issues = [session.present(info.id) for info in session.issues]
        made = plan_pairs_onto(issues, file.pairs, who, lambda share: place.progress(_PLANNED * share))
        return file, made, None, {issue.id: issue for issue in issues if issue.id in made.operations}, seq

    key = ("pair plan", _state_of([path]), who, name, project, _journal_state(project))
    return place.shelf.get(key, plan)


def _journal_state(project: Path) -> Hashable:
    """Return what tells a project from what it was before: its file and the log beside it."""
    return _state_of([path for path in (project, Path(f"{project}-wal")) if path.exists()])
