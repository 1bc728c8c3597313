"""Errands: the long work of the window, to be run at a workplace; see ``annotator.services.background.workplaces``.

What does the work is loaded where and when an errand is run: the window itself needs neither the detectors nor their
models. Models are named by a ``ModelChoice`` and stay at the workplace.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.services.background.workplaces import Place
from annotator.services.project.lessons import NOTHING_LEARNT, Lessons

if TYPE_CHECKING:
    from annotator.detect.detectors.engine import EngineView
    from annotator.model.issue import Issue
    from annotator.model.operations import SetFlags
    from annotator.model.rulings.rulings import Ruling
    from annotator.model.source import SourceFile
    from annotator.services.checks.checking import Models
    from annotator.services.files.issue_files import IssueFiles
    from annotator.services.project.newspaper import Newspaper
    from annotator.services.rebuilding.imported import Imported
    from annotator.services.rebuilding.rereading import Reread
    from annotator.services.rebuilding.rerunning import Rerun

_READ = 0.3
"""Share of a new reading of a page that reading the file is taken to be, for progress."""

NO_PASSWORDS: Mapping[Path, str] = {}
"""Nobody has said what opens locked files."""

Failures = tuple[tuple[str, str], ...]
"""Name and reason of each detector of the person's own that was left out."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which models detectors use: those that come with the program, and the person's own.

    Attributes:
        plugins: names of detectors of the person's own.
        scorer: path of a neural model of the person's own, or empty.
        task: what that was made for.
    """

    plugins: tuple[str, ...] = ()
    scorer: str = ""
    task: str = "masked"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the operation that puts it in place, and the detectors that were left out."""

    operation: SetFlags
    failures: Failures = ()


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is known of an issue since it was counted last.

    Attributes:
        counts: how often character n-grams occur, or None before the first count.
        texts: the texts that were counted, by block id.
        lessons: what had been learnt by then.
    """

    counts: Mapping[str, int] | None = None
    texts: Mapping[str, str] | None = None
    lessons: Lessons = NOTHING_LEARNT


def load(place: Place, choice: ModelChoice) -> Failures:
    """Load models, so that they are there when they are needed.

    Raises:
        UserError: the person's own model cannot be used.
    """
    return _failures(models_of(place, choice))


def check(
    place: Place,
    issue: Issue,
    choice: ModelChoice,
    block_ids: Sequence[str],
    lessons: Lessons,
    counting: str,
    views: Mapping[str, EngineView],
) -> Checked:
    """Check blocks with the counts of the last ``look_around``.

    Args:
        place: where it is done.
        issue: a snapshot; what was found is refused by blocks whose text changed since.
        choice: the models.
        block_ids: the blocks.
        lessons: what the people of the project have taught.
        counting: under which name the issue was looked around in.
        views: what OCR engines said of the blocks.
    """
    from annotator.services.checks import checking

    models = models_of(place, choice)
    counts = place.shelf.get(counting, _Counted).counts
    operation = checking.check_issue(
        issue, models, block_ids, lessons, counts=counts, views=views, cancelled=place.cancelled
    )
    return Checked(operation, _failures(models))


def look_around(place: Place, issue: Issue, lessons: Lessons, counting: str) -> tuple[str, ...]:
    """Count an issue anew, and return the blocks that its changes and new lessons since the last time are about.

    Args:
        place: where it is done; what was counted stays there.
        issue: a snapshot.
        lessons: what the people of the project have taught.
        counting: a name for the counts; under a new one there are no changes yet.
    """
    from annotator.services.checks import checking, rechecking

    before = place.shelf.get(counting, _Counted)
    touched = rechecking.blocks_touched_by_lessons(issue, before.lessons, lessons)
    counts, texts = before.counts, rechecking.texts_of(issue)
    if counts is None or texts != before.texts:
        counts = checking.count_issue(issue)
    if before.texts is not None:
        touched += rechecking.blocks_touched_by_counts(issue, before.texts)
    place.shelf.put(counting, _Counted(counts, texts, lessons))
    return tuple(touched)


def rerun(
    place: Place,
    issue: Issue,
    rulings: Sequence[Ruling],
    choice: ModelChoice | None,
    lessons: Lessons,
    newspaper: Newspaper,
    sources: Sequence[SourceFile],
    *,
    rebuild: bool,
) -> Rerun:
    """Rebuild an issue and check what is new, or check all of it; see ``rerunning.rerun``."""
    from annotator.services.rebuilding import rerunning

    return rerunning.rerun(
        issue,
        rulings,
        None if choice is None else models_of(place, choice),
        lessons=lessons,
        newspaper=newspaper,
        sources=sources,
        rebuild=rebuild,
        check_all=not rebuild,
        progress=place.progress,
        cancelled=place.cancelled,
    )


def reread(
    place: Place,
    issue: Issue,
    files: Sequence[Path],
    page: str,
    rulings: Sequence[Ruling],
    choice: ModelChoice | None,
    lessons: Lessons,
    newspaper: Newspaper,
    sources: Sequence[SourceFile],
    *,
    frame: int | None,
    anyway: bool,
    passwords: Mapping[Path, str] = NO_PASSWORDS,
) -> Reread:
    """Read a page anew from files and rebuild the issue; see ``rereading.read_readings`` and ``rereading.reread``.

    The ``passwords`` open those files that are locked.

    Raises:
        UserError: a file cannot be read, or is no reading of the page.
    """
    from annotator.services.rebuilding import rereading
    from annotator.services.sources.arrivals import Watch
    from annotator.services.sources.recognizing import engine

    watch = Watch(
        lambda share: place.progress(share * _READ),
        place.cancelled,
        password=lambda path: passwords.get(path, ""),
    )
    readings = rereading.read_readings(
        issue, files, page=page, frame=frame, anyway=anyway, engine=engine(), watch=watch
    )
    return rereading.reread(
        issue,
        readings,
        rulings,
        None if choice is None else models_of(place, choice),
        lessons=lessons,
        newspaper=newspaper,
        sources=sources,
        progress=lambda share: place.progress(_READ + (1 - _READ) * share),
        cancelled=place.cancelled,
    )


def import_pages(
    place: Place,
    files: Sequence[Path],
    name: str | None,
    encoding: str | None,
    numbers: Sequence[str | None],
    choice: ModelChoice | None,
    lessons: Lessons,
    newspaper: Newspaper | None,
    beside: IssueFiles | None = None,
    bare_images: bool = False,
    *,
    first_pages: bool = False,
    check_up_to: int | None = None,
    passwords: Mapping[Path, str] = NO_PASSWORDS,
) -> Imported:
    """Read files as the pages of one issue, with what is known ``beside`` their names; see ``importing.import_issue``.

    Without a project nothing is known of its newspaper either. The ``passwords`` open those files that are locked.

    The ``first_pages`` of an issue that takes long are made a project in a folder of its own, and its path handed over.

    Raises:
        UserError: a file cannot be imported; nothing has been.
    """
    from annotator.services.project.newspaper import UNKNOWN
    from annotator.services.project.open_project import OpenProject
    from annotator.services.rebuilding import importing
    from annotator.services.sources.recognizing import engine

    def show(issue: Issue) -> None:
        path = Path(tempfile.mkdtemp(prefix="annotator-")) / "first.annotator"
        with OpenProject.create(path, issue.name) as project:
            project.write_issue(issue, is_checked=False)
        place.hand_over(path)

    return importing.import_issue(
        files,
        name=name,
        encoding=encoding,
        numbers=numbers,
        chosen=None if beside is None else beside.chosen,
        found=() if beside is None else beside.found,
        images=None if beside is None else beside.images,
        pictures=() if beside is None else beside.pictures,
        bare_images=bare_images,
        models=None if choice is None else models_of(place, choice),
        lessons=lessons,
        newspaper=UNKNOWN if newspaper is None else newspaper,
        engine=engine(),
        first=show if first_pages else None,
        check_up_to=check_up_to,
        progress=place.progress,
        cancelled=place.cancelled,
        password=lambda path: passwords.get(path, ""),
    )


def models_of(place: Place, choice: ModelChoice) -> Models | None:
    """Return the models of a choice; they are loaded once at each place.

    Raises:
        UserError: the person's own model cannot be used.
    """
    from annotator.services.checks import checking

    scorer = Path(choice.scorer) if choice.scorer else None
    return place.shelf.get(choice, lambda: checking.load_models(choice.plugins, scorer, choice.task))


def _failures(models: Models | None) -> Failures:
    from annotator.services.project.plugins import failures

    return failures(models)
