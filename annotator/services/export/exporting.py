"""Exporting: written beside the target, read back, compared, and only then put in place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.csc import pairs_of, uneven_tsv
from annotator.formats.ocr.files import OCR_FORMATS, corrected_text, edits_of, read_ocr, write_ocr
from annotator.model.issue import Issue
from annotator.model.layout import Columns
from annotator.model.operations import AcceptFlag, ReplaceSeries, ReplaceText
from annotator.reconstruct.printed_pages.columns import columns_of
from annotator.services.export.export_choice import AS_USUAL, ExportChoice, Unit
from annotator.services.export.export_formats import FORMATS, ExportFormat, Loss
from annotator.services.export.export_material import Material
from annotator.services.files.writing import write_checked
from annotator.services.label_exchange.label_exporting import (
    Layer,
    companions,
    has_companions,
    layer_documents,
)
from annotator.services.labels.schemes import Schemes, schemes_of, shipped_schemes
from annotator.services.project.session import Session
from annotator.services.sources.page_layouts import layout_of_page

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
)
_TEI = "tei"

_NAME_LENGTH = 60
"""Longest file name stem in characters: three bytes each stay far below the usual 255."""


def material_of(
    session: Session, issue: Issue, choice: ExportChoice = AS_USUAL, threshold: float = 0.0
) -> Material:
    """Return what is exported of an issue of an open project, with what it was and when it was corrected.

    Reads the project file, so it may be called beside the window.

    Raises:
        KeyError: the project has no such issue.
    """
    dates: dict[tuple[str, str], str] = {}
    for deed in session.deeds():
        match deed.operation:
            case ReplaceText(block=block, text=text) | AcceptFlag(block=block, text=text):
                dates[block, text] = deed.when
            case ReplaceSeries(places=places):
                dates.update({(place.block, place.text): deed.when for place in places})
    return Material(
        issue,
        session.base(issue.id),
        dates,
        threshold,
        choice.layer,
        schemes_of(session),
        choice.layout,
        columns_in(session, issue) if choice.form == _TEI else {},
    )


def columns_in(session: Session, issue: Issue) -> dict[str, Columns]:
    """Return the columns of those pages of an issue whose files say where the lines stand in print.

    Raises:
        UserError: the project cannot be read.
    """
    found = {}
    for page in issue.pages.values():
        layout = layout_of_page(session, issue.id, page)
        columns = columns_of(page, layout) if layout is not None else None
        if columns is not None:
            found[page.id] = columns
    return found


def format_named(name: str) -> ExportFormat:
    """Return a format by its name.

    Raises:
        UserError: there is none of that name.
    """
    found = next((form for form in FORMATS if form.name == name), None)
    if found is None:
        raise UserError("export.format", format=name)
    return found


def export_chosen(material: Material, target: Path, choice: ExportChoice) -> None:
    """Write an issue as it was chosen: into one file, or each of its articles or pages into one in a folder.

    Raises:
        UserError: the format is unknown or has no such parts, or something cannot be written.
    """
    match choice.unit:
        case Unit.ISSUE:
            export_issue(material, target, choice.form)
        case Unit.ARTICLE:
            export_articles(material, target, choice.form)
        case Unit.PAGE:
            export_pages(material, target, choice.form)


def export_issue(material: Material, target: Path, form: str) -> None:
    """Write a whole issue into one file, and what belongs beside it.

    Args:
        material: the issue and what belongs to it.
        target: the file; an existing one is replaced only when the new one is complete and read back.
        form: name of one of ``FORMATS``.

    Raises:
        UserError: the format is unknown, or the file cannot be written.
    """
    data = export_data(material, form)
    beside = _companions(material, form, material.issue.order)
    write_checked(target, data)
    for suffix, content in beside.items():
        write_checked(target.with_name(target.stem + suffix), content)


def _companions(material: Material, form: str, articles: Sequence[str]) -> dict[str, bytes]:
    """Return the files that belong beside an exported one, by what is put in the place of its suffix."""
    chosen = format_named(form)
    if Loss.LENGTHS in chosen.loses:
        uneven = uneven_tsv(pairs_of(material.issue))
        return {".uneven.tsv": uneven.encode("utf-8", "replace")} if uneven else {}
    labels = chosen.labels
    if labels is None or not has_companions(labels) or material.layer is Layer.BOTH:
        return {}
    schemes = material.schemes or Schemes(shipped_schemes())
    return companions(labels, schemes, layer_documents([(material.issue, articles)], material.layer))


def export_data(material: Material, form: str, articles: tuple[str, ...] | None = None) -> bytes:
    """Return an issue, or some articles of it, as the content of one file; see ``export_issue``.

    Raises:
        UserError: the format is unknown.
        AssertionError: what was written does not say what the issue says, which is a bug.
    """
    chosen = format_named(form)
    wanted = material.issue.order if articles is None else articles
    data = chosen.write(material, wanted)
    if chosen.agrees is not None and not chosen.agrees(data, material, wanted):
        raise AssertionError(f"{form} does not read back as it was written")
    return data


def export_articles(material: Material, folder: Path, form: str) -> list[Path]:
    """Write each article into a file of its own, named by number and title; return the files.

    Raises:
        UserError: the format has no single articles, or the folder cannot be written.
    """
    chosen = format_named(form)
    if not chosen.by_article:
        raise UserError("export.format", format=form)
    _make(folder)
    issue, written = material.issue, []
    width = len(str(len(issue.order)))
    for number, article_id in enumerate(issue.order, start=1):
        name = file_name(issue.title_of(article_id) or "", f"{number:0{max(2, width)}d}")
        path = folder / f"{name}{chosen.suffix}"
        write_checked(path, export_data(material, form, (article_id,)))
        written.append(path)
    return written


def export_pages(material: Material, folder: Path, form: str) -> list[Path]:
    """Write what each page has of the articles into a file of its own, named by number and page; return the files.

    Raises:
        UserError: the format has no single pages, or the folder cannot be written.
    """
    chosen = format_named(form)
    if chosen.write_page is None:
        raise UserError("export.format", format=form)
    _make(folder)
    pages, written = material.issue.pages, []
    for number, page in enumerate(pages.values(), start=1):
        name = file_name(Path(page.name).stem, f"{number:0{max(2, len(str(len(pages))))}d}")
        path = folder / f"{name}{chosen.suffix}"
        write_checked(path, chosen.write_page(material, page.id))
        written.append(path)
    return written


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("export.write", file=str(folder), reason=error.strerror or str(error)) from error


def export_sources(session: Session, issue: Issue, folder: Path) -> list[Path]:
    """Write the files of OCR engines that pages of an issue came from, with corrected text; return the files.

    Files without corrections are written as they were, byte for byte; so are pages that were read anew from another
    file since, and files of which that holds for all pages are left out.

    Raises:
        UserError: the issue came from no such files, or the folder cannot be written.
        AssertionError: a file does not say what was corrected when it is read back, which is a bug.
    """
    sources = [
        source
        for source in session.sources(issue.id)
        if source.format in OCR_FORMATS and any(page in issue.pages for page in source.pages)
    ]
    if not sources:
        raise UserError("export.no_sources", issue=issue.name)
    _make(folder)
    written = []
    for source in sources:
        edits = {
            number: edits_of(issue, page) for number, page in enumerate(source.pages) if page in issue.pages
        }
        data = write_ocr(source.data, edits)
        _, pages = read_ocr(data)
        for number, page in enumerate(pages):
            if number not in edits:
                continue
            raw = issue.pages[source.pages[number]].raw
            if "".join(page.raw.split()) != "".join(corrected_text(raw, edits[number]).split()):
                raise AssertionError(f"{source.name} does not read back as it was written")
        path = folder / Path(source.name).name
        write_checked(path, data)
        written.append(path)
    return written


def file_name(title: str, number: str) -> str:
    """Return a file name stem that every system accepts: the number and as much of the title as fits."""
    cleaned = _FORBIDDEN.sub("-", title.strip()).strip("-. ")[:_NAME_LENGTH].rstrip("-. ")
    if cleaned.casefold() in _RESERVED:
        cleaned = f"{cleaned}-"
    return f"{number}-{cleaned}" if cleaned else number
