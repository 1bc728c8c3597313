"""DOCX (Office Open XML): clean articles, articles with every correction as a tracked change, or labels as comments.

python-docx makes the document and its styles; it has no tracked changes, so those elements are ours. Format:
ECMA-376 part 1, sections 17.13.5 (revisions) and 17.3.1.29 (a deleted or inserted paragraph mark, in the mark's own
properties).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count, pairwise

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from annotator.formats.clean import clean_parts
from annotator.formats.structure_changes import BasePlaces, Break, Line, tracked_lines
from annotator.formats.xml_text import xml_text
from annotator.model.article import Role
from annotator.model.corrections import Piece
from annotator.model.issue import Issue
from annotator.model.labels import LabelSpan
from annotator.model.origin import who_of
from annotator.model.spans import set_spans

_SERIF, _SANS = "SimSun", "SimHei"
_DATE = (1980, 1, 1, 0, 0, 0)
_HANDS = "annotator"
"""Author of changes that nobody has signed; Word wants one."""

Dates = Mapping[tuple[str, str], str]
"""When a correction was made, ISO 8601 with an offset: by the block's id and the text that was put in."""


@dataclass(frozen=True, slots=True)
class _Look:
    size: float
    bold: bool = False
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: bool = False


_LOOKS = {
    Role.TITLE: _Look(22, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER),
    Role.KICKER: _Look(14, align=WD_ALIGN_PARAGRAPH.CENTER),
    Role.SUBTITLE: _Look(14, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER),
    Role.BYLINE: _Look(12, align=WD_ALIGN_PARAGRAPH.CENTER),
    Role.HEADING: _Look(14, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER),
    Role.CAPTION: _Look(10.5, indent=True),
    Role.CREDIT: _Look(10.5, align=WD_ALIGN_PARAGRAPH.RIGHT),
    Role.SIGNATURE: _Look(12, align=WD_ALIGN_PARAGRAPH.RIGHT),
}
_BODY = _Look(12, indent=True)


def clean_docx(issue: Issue, articles: Sequence[str]) -> bytes:
    """Return articles as a reader wants them, as a DOCX file."""
    document = _document(issue.name)
    for article_id in articles:
        for part in clean_parts(issue, article_id):
            _append_text(_paragraph(document, part.role)._p, part.text)
    return _bytes(document)


def tracked_docx(issue: Issue, base: Issue, articles: Sequence[str], dates: Dates | None = None) -> bytes:
    """Return articles with every correction as a tracked change, as a DOCX file.

    Accepting all changes gives the blocks of the articles as they are, a paragraph each; rejecting all gives them as
    reconstruction left them, clean-ups included: paragraphs that a person joined or split are changes too. Blocks
    that were moved stand where they are now either way.

    Args:
        issue: the issue as it is.
        base: the issue as it was imported.
        articles: ids of the articles, in order.
        dates: when corrections were made.
    """
    document = _document(issue.name)
    numbers = count(1)
    places = BasePlaces(base)
    lines = [line for article_id in articles for line in tracked_lines(issue, places, article_id)]
    lines = _inserted_whole(lines)
    for line, follower in zip(lines, [*lines[1:], None], strict=True):
        _write_line(document, line, dates or {}, numbers)
        if follower is not None and line.end is not Break.INSERTED and _run_together(line, follower):
            document.element.body[-2].append(_parting(numbers))
    return _bytes(document)


def commented_docx(issue: Issue, articles: Sequence[str], names: Mapping[str, str]) -> bytes:
    """Return articles with a comment on each label span, as a DOCX file.

    The blocks of the articles are a paragraph each, as they are. A span of several pieces has a comment on each of
    them; suggestions, and spans whose text is deleted, have none.

    Args:
        issue: the issue as it is.
        articles: ids of the articles, in order.
        names: of labels, by their ids; a label without one is called by its id.
    """
    document = _document(issue.name)
    spans = {span.id: span for span in set_spans(issue)}
    for block in (block for article_id in articles for block in issue.blocks_of(article_id)):
        paragraph = _paragraph(document, block.role)
        pieces = [
            piece
            for piece in issue.pieces.get(block.id, ())
            if piece.span in spans and piece.start < piece.end
        ]
        cuts = sorted({0, len(block.text), *(edge for piece in pieces for edge in (piece.start, piece.end))})
        first: dict[int, Run] = {}
        last: dict[int, Run] = {}
        for start, end in pairwise(cuts):
            _append_text(paragraph._p, block.text[start:end])
            first[start] = last[end] = Run(paragraph._p[-1], paragraph)
        for piece in pieces:
            span = spans[piece.span]
            comment = document.add_comment(
                [first[piece.start], last[piece.end]],
                xml_text(_said(span, names)),
                xml_text(span.who) or _HANDS,
                xml_text(span.who)[:1],
            )
            comment._comment_elm.attrib.pop(qn("w:date"), None)  # the same issue gives the same bytes
    return _bytes(document)


def _said(span: LabelSpan, names: Mapping[str, str]) -> str:
    """Return what a label span says, as one line."""
    values = [f"{name}: {value}" for name, value in span.attributes]
    return " · ".join([names.get(span.label, span.label), *values, *([span.note] if span.note else [])])


def _run_together(line: Line, follower: Line) -> bool:
    """Tell whether somebody put text in at the end of a line and at the beginning of the next one."""
    last = next((piece for piece in reversed(line.pieces) if piece.before or piece.after), None)
    first = next((piece for piece in follower.pieces if piece.before or piece.after), None)
    if last is None or first is None or not (last.is_correction and first.is_correction):
        return False
    is_one_author = who_of(last.origin or "") == who_of(first.origin or "")
    return is_one_author and bool(last.after and first.after and not first.before)


def _parting(numbers: Iterator[int]) -> BaseOxmlElement:
    """Return what is neither there with all changes accepted nor with all rejected.

    LibreOffice 7.4 makes one of two insertions of one author that meet at a paragraph mark, and rejects the mark with
    them. What was put in and taken out again, one space of no width, keeps them apart.
    """
    added, removed = (_change(kind, next(numbers), "", "") for kind in ("w:ins", "w:del"))
    removed.append(_run("\u200b", deleted=True))
    added.append(removed)
    return added


def _inserted_whole(lines: Sequence[Line]) -> list[Line]:
    """Return lines so that one which holds nothing but insertions is inserted with its own paragraph mark.

    Splitting a paragraph at its end puts in the mark behind it, and the old mark ends the new line. LibreOffice 7.4
    then takes the old mark away too when it rejects the line. In the last line of a document there is no mark to spare.
    """
    found = list(lines)
    for at in range(len(found) - 3, -1, -1):
        line, new = found[at], found[at + 1]
        is_new = not any(piece.before for piece in new.pieces)
        if is_new and line.end is Break.INSERTED and new.end is Break.KEPT:
            found[at : at + 2] = [replace(line, end=Break.KEPT), replace(new, end=Break.INSERTED)]
    return found


def _write_line(document: DocxDocument, line: Line, dates: Dates, numbers: Iterator[int]) -> None:
    paragraph = _paragraph(document, line.role)
    if line.end is not Break.KEPT:
        properties = paragraph._p.get_or_add_pPr()
        mark = OxmlElement("w:rPr")
        kind = "w:ins" if line.end is Break.INSERTED else "w:del"
        mark.append(_change(kind, next(numbers), "", ""))
        properties.append(mark)
    for piece in line.pieces:
        if not piece.is_correction:
            _append_text(paragraph._p, piece.after)
            continue
        who, when = who_of(piece.origin or ""), dates.get((line.block, piece.after), "")
        if piece.before:
            removed = _change("w:del", next(numbers), who, when)
            removed.append(_run(piece.before, deleted=True))
            paragraph._p.append(removed)
        if piece.after:
            added = _change("w:ins", next(numbers), who, when)
            added.append(_run(piece.after))
            paragraph._p.append(added)


def _change(kind: str, number: int, who: str, when: str) -> BaseOxmlElement:
    element = OxmlElement(kind)
    element.set(qn("w:id"), str(number))
    element.set(qn("w:author"), xml_text(who) or _HANDS)
    if when:
        moment = datetime.fromisoformat(when).astimezone(UTC)
        element.set(qn("w:date"), moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return element


def _append_text(paragraph: BaseOxmlElement, text: str) -> None:
    if text:
        paragraph.append(_run(text))


def _run(text: str, *, deleted: bool = False) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    for number, line in enumerate(xml_text(text).split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        if line:
            written = OxmlElement("w:delText" if deleted else "w:t")
            written.set(qn("xml:space"), "preserve")
            written.text = line
            run.append(written)
    return run


def _document(name: str) -> DocxDocument:
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = xml_text(name)[:255], _HANDS, ""
    # The same issue gives the same bytes.
    properties.created = properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    for role in Role:
        look = _LOOKS.get(role, _BODY)
        style = document.styles.add_style(f"annotator {role.value}", WD_STYLE_TYPE.PARAGRAPH)
        style.element.styleId = _style_id(role)
        style.font.size, style.font.bold = Pt(look.size), look.bold
        face = _SANS if look.bold else _SERIF
        style.font.name = face
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
        style.paragraph_format.alignment = look.align
        style.paragraph_format.line_spacing = 1.5
        style.paragraph_format.space_after = Pt(0)
        if look.indent:
            style.paragraph_format.first_line_indent = Pt(2 * look.size)
    return document


def _paragraph(document: DocxDocument, role: Role) -> Paragraph:
    # Behind the last one and with the style's id: python-docx looks through all paragraphs for the place of a new one,
    # and through all styles for one of a name.
    element = OxmlElement("w:p")
    document.element.body[-1].addprevious(element)
    paragraph = Paragraph(element, document)
    paragraph._p.style = _style_id(role)
    return paragraph


def _style_id(role: Role) -> str:
    return f"annotator{role.value.title()}"


def _bytes(document: DocxDocument) -> bytes:
    """Return the file of a document, the same for the same one: python-docx notes in each entry when it was saved."""
    saved, made = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(made, "w") as file:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, _DATE)
            entry.external_attr = part.external_attr
            file.writestr(entry, parts.read(part), zipfile.ZIP_DEFLATED)
    return made.getvalue()


__all__ = ["Dates", "Piece", "clean_docx", "commented_docx", "tracked_docx"]
