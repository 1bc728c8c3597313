"""A new reading of pages in work 新识读: better text takes the place of the old, people's work is kept (promise 6).

The pages of an issue stay what they were, for undo and for the history; their new readings are other pages that take
their places. Like a re-run the result is one operation, prepared beside the window and done like any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.errors import UserError
from annotator.model.issue import Issue
from annotator.model.operations import ReplacePages
from annotator.model.page import Page
from annotator.model.patch import difference
from annotator.model.rulings.rulings import Ruling
from annotator.model.source import SourceFile
from annotator.reconstruct.pipeline import reconstruct_again
from annotator.reconstruct.reading.newspaper import UNKNOWN, Newspaper
from annotator.reconstruct.reruns.carrying import carry
from annotator.reconstruct.reruns.losses import Lost
from annotator.reconstruct.reruns.reanchoring import reanchor
from annotator.services.checks.checking import Cancelled, Models, Progress
from annotator.services.files.image_pairing import FoundImage
from annotator.services.files.image_references import reference
from annotator.services.project.lessons import NOTHING_LEARNT, Lessons
from annotator.services.project.newspaper import newspaper_of
from annotator.services.project.session import Session, new_id
from annotator.services.rebuilding.rerunning import RECONSTRUCTED, checked
from annotator.services.sources.arrivals import ReadFile, Watch
from annotator.services.sources.page_images import images_of
from annotator.services.sources.page_layouts import layouts_in
from annotator.services.sources.pages import read_pages
from annotator.services.sources.pdf_files import read_drawn_page
from annotator.text.widths import is_blank_text, without_blanks

LEAST_ALIKE = 0.3
"""Share of its pairs of neighbouring characters that a page has in common with a reading of it at the least. Pages of
one newspaper that are not the same share less than a tenth; a reading with one character in four wrong shares half."""


@dataclass(frozen=True, slots=True)
class Readings:
    """New readings of pages of an issue.

    Attributes:
        pages: the new pages by the ids of those whose places they take.
        sources: the files they came from, where text can go back into them.
        images: the images found for the new pages, by their ids.
    """

    pages: Mapping[str, Page]
    sources: tuple[SourceFile, ...] = ()
    images: Mapping[str, FoundImage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reread:
    """What new readings would do.

    Attributes:
        operation: puts the result in place; None if the work was cancelled.
        lost: what people did that is not in the result as it was.
        agreed: how many corrections the new readings have by themselves.
        readings: the new readings.
    """

    operation: ReplacePages | None
    readings: Readings
    lost: tuple[Lost, ...] = ()
    agreed: int = 0


def read_readings(
    issue: Issue,
    files: Sequence[Path],
    *,
    page: str | None = None,
    encoding: str | None = None,
    frame: int | None = None,
    anyway: bool = False,
    engine: str | None = None,
    watch: Watch | None = None,
) -> Readings:
    """Read files with new readings of pages of an issue, and find out which page each of them is.

    Args:
        issue: the issue.
        files: text files, files of OCR engines, PDF files.
        page: id of the only page that is wanted; of a file with several pages the most similar one is taken.
        encoding: encoding of text files instead of the detected one.
        frame: which page of the files it is, from 0 on, where that is known; a PDF is drawn and read by the engine.
        anyway: whether to take a reading that has hardly anything in common with the page.
        engine: the OCR engine that reads images, see ``recognizing.engine``.
        watch: who waits for it, if anybody does.

    Raises:
        UserError: a file cannot be read, or holds no reading of a page of the issue.
    """
    if frame is not None and engine is not None and files[0].suffix.lower() == ".pdf":
        read, frame = [read_drawn_page(files[0], frame, engine, watch or Watch())], None
    else:
        read = read_pages(files, encoding, engine=engine, watch=watch or Watch())
    candidates = [(file, each) for file in read for each in file.pages]
    if frame is not None:
        candidates = candidates[frame : frame + 1]
    wanted = [issue.pages[page]] if page is not None else list(issue.pages.values())
    likeness = _likeness(wanted, [each for _, each in candidates])
    chosen: dict[str, int] = {}
    empty = {each.id for each in wanted if is_blank_text(each.raw)} if page is not None else set()
    for score, old, number in sorted(likeness, key=lambda entry: (-entry[0], entry[2])):
        if (
            old not in chosen
            and number not in chosen.values()
            and (score >= LEAST_ALIKE or anyway or old in empty)
        ):
            chosen[old] = number
    unused = [number for number in range(len(candidates)) if number not in chosen.values()]
    if not chosen or (page is None and unused):
        stray = candidates[unused[0]][1].name if unused else files[0].name
        raise UserError("reread.unlike", file=stray, page=wanted[0].name if page else issue.name)
    return _readings(issue, candidates, chosen, images_of(files, read))


def _likeness(old: Sequence[Page], new: Sequence[Page]) -> Iterable[tuple[float, str, int]]:
    """Return how alike each two pages are, in [0, 1], with the id of the old and the number of the new one."""
    counted = [_pairs(page.raw) for page in new]
    for page in old:
        pairs = _pairs(page.raw)
        for number, others in enumerate(counted):
            yield (pairs & others).total() / max(1, min(pairs.total(), others.total())), page.id, number


def _pairs(raw: str) -> Counter[str]:
    text = without_blanks(raw)
    return Counter(text[at : at + 2] for at in range(len(text) - 1)) or Counter([text])


def _readings(
    issue: Issue,
    candidates: Sequence[tuple[ReadFile, Page]],
    chosen: Mapping[str, int],
    found: Mapping[str, FoundImage],
) -> Readings:
    pages: dict[str, Page] = {}
    images: dict[str, FoundImage] = {}
    sources: dict[int, SourceFile] = {}
    for old, number in chosen.items():
        file, page = candidates[number]
        name = new_id("p")
        pages[old] = replace(page, id=name, number=issue.pages[old].number or page.number)
        if page.id in found:
            images[name] = found[page.id]
        for own in file.sources:
            if page.id in own.pages:
                source = sources.get(id(own), own)
                ids = tuple(name if key == page.id else key for key in source.pages)
                sources[id(own)] = replace(source, pages=ids)
    return Readings(pages, tuple(sources.values()), images)


def reread(
    issue: Issue,
    readings: Readings,
    rulings: Sequence[Ruling],
    models: Models | None,
    *,
    lessons: Lessons = NOTHING_LEARNT,
    newspaper: Newspaper = UNKNOWN,
    sources: Sequence[SourceFile] = (),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Reread:
    """Rebuild an issue from new readings of some of its pages, with all that people did.

    Args:
        issue: the issue as it is.
        readings: the new readings.
        rulings: what people decided about it, see ``Session.rulings``.
        models: models of the lattice detector; without them nothing is checked.
        lessons: what the people of the project have taught.
        newspaper: what the people of the project have shown about their newspaper.
        sources: the files the other pages came from, see ``Session.sources``.
        progress: called with the share done, from 0 to 1.
        cancelled: asked now and then; when it says True, nothing is to be done.
    """
    carried = carry(issue, readings.pages, rulings)
    fresh, unmet = reconstruct_again(
        tuple(carried.issue.pages.values()),
        issue.id,
        issue.name,
        carried.rulings,
        newspaper=newspaper,
        layout_of=layouts_in((*sources, *readings.sources)),
        progress=None if progress is None else lambda share: progress(share * RECONSTRUCTED),
    )
    found = reanchor(carried.issue, fresh, carried.rulings, unmet, new_id, lost=carried.lost)
    result = checked(
        issue,
        found.issue,
        models,
        lessons,
        sources=(*sources, *readings.sources),
        progress=progress,
        cancelled=cancelled,
    )
    if cancelled is not None and cancelled():
        return Reread(None, readings)
    operation = ReplacePages(carried.matches, difference(issue, result))
    return Reread(operation, readings, found.lost, carried.agreed)


def reread_in(
    session: Session,
    issue_id: str,
    readings: Readings,
    models: Models | None,
    *,
    progress: Progress | None = None,
) -> Reread:
    """Put new readings of pages of a project's issue in place, as one undoable step.

    Raises:
        UserError: the project is read-only, cannot be written, or its history cannot be followed.
    """
    found = reread(
        session.issue(issue_id),
        readings,
        session.rulings(issue_id),
        models,
        lessons=session.lessons(),
        newspaper=newspaper_of(session),
        sources=session.sources(issue_id),
        progress=progress,
    )
    if found.operation is not None:
        keep_files(session, issue_id, found.readings)
        session.perform(issue_id, found.operation)
    return found


def keep_files(session: Session, issue_id: str, readings: Readings) -> None:
    """Keep the files that new readings came from; the images of the old pages are theirs too.

    Both are kept before the step is done, and stay when it is undone: they are used as long as their pages are the
    issue's.

    Raises:
        UserError: the project is read-only or cannot be written.
    """
    session.add_sources(issue_id, readings.sources)
    known = {image.page: image for image in session.images(issue_id)}
    images = [reference(page, image, session.path) for page, image in readings.images.items()]
    own = {image.page for image in images}
    for old, page in readings.pages.items():
        if old in known and page.id not in own:
            images.append(replace(known[old], page=page.id))
    if images:
        session.put_images(issue_id, images)


__all__ = [
    "LEAST_ALIKE",
    "Lost",
    "Readings",
    "Reread",
    "keep_files",
    "read_readings",
    "reread",
    "reread_in",
]
