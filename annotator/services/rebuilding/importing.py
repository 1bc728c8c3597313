"""Importing: the files of one issue become pages, articles and flags."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.model.issue import Issue
from annotator.model.operations import perform
from annotator.model.page import Page
from annotator.reconstruct.cleanups.cleanup import RULES
from annotator.reconstruct.issues.assembly import assemble
from annotator.reconstruct.reading.newspaper import UNKNOWN, Newspaper
from annotator.reconstruct.stories.layout import Layout
from annotator.services.checks.checking import Cancelled, Models, Progress, check_issue
from annotator.services.files.issue_files import (
    IssueFiles,
    collect_files,
    collect_issue,
    collect_issues,
    natural_key,
)
from annotator.services.project.lessons import NOTHING_LEARNT, Lessons
from annotator.services.project.session import new_id
from annotator.services.rebuilding.drafting import Drafts
from annotator.services.rebuilding.imported import Imported, Timing, issue_name, write_issue, write_project
from annotator.services.sources.arrivals import Note, Watch
from annotator.services.sources.engine_views import engine_views
from annotator.services.sources.page_images import images_of
from annotator.services.sources.pages import read_pages

_READ = 0.3
"""Share of the whole work that reading pages and laying them out is taken to be, for progress."""

_RECONSTRUCTED = 0.35
"""The same of all reconstruction."""

First = Callable[[Issue], None]
"""Gets the first pages as an issue of their own, while the others are still being read."""


def import_issue(
    files: Sequence[Path],
    *,
    name: str | None = None,
    encoding: str | None = None,
    numbers: Sequence[str | None] = (),
    chosen: Mapping[Path, Collection[int]] | None = None,
    found: Collection[Path] = (),
    images: Mapping[Path, Path] | None = None,
    pictures: Sequence[Path] = (),
    bare_images: bool = False,
    engine: str | None = None,
    models: Models | None = None,
    lessons: Lessons = NOTHING_LEARNT,
    newspaper: Newspaper = UNKNOWN,
    without: Collection[str] = (),
    first: First | None = None,
    check_up_to: int | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    password: Callable[[Path], str] = lambda _path: "",
) -> Imported:
    """Read files as the pages of one issue, rebuild its articles and flag its doubtful places.

    Args:
        files: page files in page order.
        name: the issue's name; by default made from the folder or the first file.
        encoding: encoding of all files instead of the detected one.
        numbers: printed page numbers by file, where the person has said them.
        chosen: places of the pages to read in files that have several, from 1, by file; by default all of them.
        found: files that nobody named by themselves; one that cannot be read is left out and told of.
        images: the images of page files where somebody has said them; the others are looked for by name.
        pictures: images beside the files that belong to none of them.
        bare_images: whether an image without text becomes a page without text.
        engine: the OCR engine that reads other images, see ``recognizing.engine``; without one they are left out.
        models: models of the lattice detector, or None to leave it out.
        lessons: what the people of the project have taught.
        newspaper: what the people of the project have shown about their newspaper.
        without: names of the rules of clean-up that are left out, of ``cleanup.RULES``.
        first: called once, as soon as the first pages are rebuilt, if the others will take long.
        check_up_to: code points of the longest issue that is checked here; None to check whatever there is.
        progress: called with the share done, from 0 to 1.
        cancelled: asked now and then; when it says True, checking ends early.
        password: asked for what opens a locked PDF; empty where nobody knows it.

    Raises:
        UserError: a file cannot be imported, or reading was cancelled; nothing has been imported.
    """
    begin = time.perf_counter()
    numbers = _padded(numbers, len(files))
    if bare_images and pictures:
        said = dict(zip(files, numbers, strict=True))
        files = sorted([*files, *pictures], key=lambda path: natural_key(path.name))
        numbers = [said.get(path) for path in files]
    issue_id, name = new_id("i"), name or issue_name(files)
    rules = RULES - frozenset(without)

    def show(pages: Sequence[Page], layouts: Sequence[Layout]) -> None:
        if first is not None:
            first(assemble(pages, layouts, issue_id, name, rules))

    drafts = Drafts(numbers, newspaper, rules, None if first is None else show)
    watch = Watch(_part(progress, 0.0, _READ), cancelled or (lambda: False), drafts.take, password)
    read_files = read_pages(
        files, encoding, chosen=chosen, found=found, bare_images=bare_images, engine=engine, watch=watch
    )
    notes = tuple(note for file in read_files for note in file.notes)
    if pictures and not bare_images:
        count = str(len(pictures))
        notes = (*notes, Note("import.images_left_out", pictures[0].name, (("count", count),)))
    sources = tuple(source for file in read_files for source in file.sources)
    read = time.perf_counter() - drafts.seconds
    issue = drafts.issue(read_files, issue_id, name)
    _part(progress, 0.0, _RECONSTRUCTED)(1.0)
    timing = Timing(read - begin, drafts.seconds, 0.0)
    found_images = images_of(files, read_files, images)
    if check_up_to is not None and sum(len(page.raw) for page in issue.pages.values()) > check_up_to:
        return Imported(issue, notes, timing, sources, found_images, is_checked=False)
    rebuilt = time.perf_counter()
    flags = check_issue(
        issue,
        models,
        lessons=lessons,
        views=engine_views(issue, sources, issue.blocks) if models is not None else None,
        progress=_part(progress, _RECONSTRUCTED, 1.0),
        cancelled=cancelled,
    )
    timing = replace(timing, checking=time.perf_counter() - rebuilt)
    return Imported(perform(issue, flags).issue, notes, timing, sources, found_images)


def _padded(numbers: Sequence[str | None], count: int) -> list[str | None]:
    return [*numbers[:count], *([None] * (count - len(numbers)))]


def _part(progress: Progress | None, start: float, end: float) -> Callable[[float], None]:
    if progress is None:
        return lambda _share: None
    return lambda share: progress(start + (end - start) * share)


__all__ = [
    "Imported",
    "IssueFiles",
    "Note",
    "Timing",
    "collect_files",
    "collect_issue",
    "collect_issues",
    "import_issue",
    "issue_name",
    "write_issue",
    "write_project",
]
