"""The formats an issue can be exported to: what writes them, how they are read back, and what they cannot hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from xml.etree import ElementTree

from annotator.formats import correction_tables, csc, plain_text
from annotator.formats.clean import clean_parts
from annotator.formats.epub import issue_epub
from annotator.formats.html_document import article_html, issue_html
from annotator.formats.labels.features import Feature, lost
from annotator.formats.markdown import article_markdown, issue_markdown
from annotator.formats.tei import issue_tei
from annotator.formats.xml_text import count_replaced
from annotator.model.article import FURNITURE_ID, UNPLACED_ID
from annotator.model.issue import Issue
from annotator.model.spans import set_spans
from annotator.services.export.export_material import Material
from annotator.services.export.issue_json import json_text
from annotator.services.label_exchange.label_exporting import (
    Layer,
    labels_agree,
    layer_documents,
    write_labels,
)
from annotator.services.label_exchange.label_formats import LABEL_FORMATS, LabelFormat


class Loss(StrEnum):
    """What a format cannot hold."""

    LABELS = "labels"
    CORRECTIONS = "corrections"
    FURNITURE = "furniture"
    UNPLACED = "unplaced"
    CHARACTERS = "characters"
    GAPS = "gaps"
    OVERLAPS = "overlaps"
    BLANKS = "blanks"
    NOTES = "notes"
    ATTRIBUTES = "attributes"
    DOUBTS = "doubts"
    SUGGESTIONS = "suggestions"
    RELATIONS = "relations"
    DOCUMENT_LABELS = "document_labels"
    DOCUMENT_DETAILS = "document_details"
    INSERTED = "inserted"
    LENGTHS = "lengths"


Write = Callable[[Material, Sequence[str]], bytes]
"""Writes articles, by their ids in order, of an issue."""

Agrees = Callable[[bytes, Material, Sequence[str]], bool]
"""Tells whether what was written, read again, says what the articles say."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One format.

    Attributes:
        name: its name on the command line and in the window's tables.
        suffix: of its files.
        write: writes it.
        loses: what it cannot hold.
        agrees: reads it back; None where the bytes say all there is to compare.
        by_article: whether single articles can be written.
        labels: the format of labels it is, or None.
        write_page: writes what a page, by its id, has of the articles; None where single pages cannot be written.
    """

    name: str
    suffix: str
    write: Write
    loses: frozenset[Loss] = frozenset()
    agrees: Agrees | None = None
    by_article: bool = True
    labels: LabelFormat | None = None
    write_page: Callable[[Material, str], bytes] | None = None


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _write_text(material: Material, articles: Sequence[str]) -> bytes:
    layout = material.layout
    texts = (plain_text.article_text(material.issue, name, layout) for name in articles)
    return _encoded(layout.between.join(texts))


def _write_page_text(material: Material, page: str) -> bytes:
    return _encoded(plain_text.page_text(material.issue, page, material.layout))


def _write_markdown(material: Material, articles: Sequence[str]) -> bytes:
    if len(articles) == 1:
        return _encoded(article_markdown(material.issue, articles[0]))
    return _encoded(issue_markdown(material.issue))


def _write_html(material: Material, articles: Sequence[str]) -> bytes:
    return _html(material, articles, marked=False)


def _write_marked_html(material: Material, articles: Sequence[str]) -> bytes:
    return _html(material, articles, marked=True)


def _html(material: Material, articles: Sequence[str], *, marked: bool) -> bytes:
    if len(articles) == 1:
        return _encoded(article_html(material.issue, articles[0], marked=marked))
    return _encoded(issue_html(material.issue, marked=marked))


def _write_json(material: Material, _: Sequence[str]) -> bytes:
    return _encoded(json_text(material.issue, material.threshold))


def _write_docx(material: Material, articles: Sequence[str]) -> bytes:
    # python-docx takes a quarter of a second to load, which only those who need it should wait for.
    from annotator.formats.docx_document import clean_docx

    return clean_docx(material.issue, articles)


def _docx_agrees(data: bytes, material: Material, articles: Sequence[str]) -> bool:
    from annotator.formats.docx_reading import docx_paragraphs
    from annotator.formats.xml_text import xml_text

    wanted = [xml_text(part.text) for name in articles for part in clean_parts(material.issue, name)]
    return docx_paragraphs(data) == wanted


def _write_tracked_docx(material: Material, articles: Sequence[str]) -> bytes:
    from annotator.formats.docx_document import tracked_docx

    return tracked_docx(material.issue, material.base or material.issue, articles, material.dates)


def _write_commented_docx(material: Material, articles: Sequence[str]) -> bytes:
    from annotator.formats.docx_document import commented_docx

    schemes = material.schemes.all if material.schemes is not None else ()
    names = {label.id: label.name for scheme in schemes for label in scheme.labels}
    return commented_docx(material.issue, articles, names)


def _tracked_docx_agrees(data: bytes, material: Material, articles: Sequence[str]) -> bool:
    from annotator.formats.docx_reading import docx_paragraphs
    from annotator.formats.xml_text import xml_text

    issue = material.issue
    return docx_paragraphs(data) == [
        xml_text(block.text) for name in articles for block in issue.blocks_of(name)
    ]


def _write_tei(material: Material, _: Sequence[str]) -> bytes:
    return _encoded(issue_tei(material.issue, material.columns))


def _tei_agrees(data: bytes, material: Material, _: Sequence[str]) -> bool:
    from annotator.formats.tei import tei_text
    from annotator.formats.xml_text import xml_text

    issue = material.issue
    names = (*issue.order, FURNITURE_ID, UNPLACED_ID)
    wanted = "".join(block.text for name in names for block in issue.blocks_of(name))
    return tei_text(data.decode("utf-8")) == xml_text(wanted)


def _write_epub(material: Material, _: Sequence[str]) -> bytes:
    return issue_epub(material.issue)


def _epub_agrees(data: bytes, material: Material, _: Sequence[str]) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = [name for name in book.namelist() if name.startswith("EPUB/article-")]
        for name in (*names, "EPUB/nav.xhtml", "EPUB/package.opf"):
            ElementTree.fromstring(book.read(name))
        return book.testzip() is None and len(names) == len(material.issue.order)


def _label_export(form: LabelFormat) -> ExportFormat:
    """Return a format of labels as one an issue can be exported to."""
    loses = {Loss(feature.value) for feature in Feature if feature not in form.holds}
    return ExportFormat(
        form.name,
        form.suffix,
        lambda material, articles: write_labels(
            form,
            [(material.issue, articles)],
            material.layer,
            material.schemes,
        ),
        _TEXT_ONLY | loses | {Loss.INSERTED},
        lambda data, material, articles: labels_agree(
            form, data, [(material.issue, articles)], material.layer
        ),
        labels=form,
    )


_PAIR_SUFFIXES = {"csc-json": ".json", "csc-sgml": ".sgml"}


def _pair_export(name: str, write: Callable[[Sequence[csc.Pair]], str]) -> ExportFormat:
    """Return a dialect of pairs for spelling correction as a format."""
    loses = frozenset() if name == "csc-tsv" else frozenset({Loss.LENGTHS})

    def agrees(data: bytes, material: Material, _: Sequence[str]) -> bool:
        pairs = csc.pairs_of(material.issue)
        wanted = csc.even(pairs) if loses else pairs
        read, wrong = csc.read_pairs(data.decode("utf-8"))
        return not wrong and [(one.source, one.target) for one in read] == [
            (one.source, one.target) for one in wanted
        ]

    return ExportFormat(
        name,
        _PAIR_SUFFIXES.get(name, ".tsv"),
        lambda material, _: _encoded(write(csc.pairs_of(material.issue))),
        loses,
        agrees,
        by_article=False,
    )


_NO_LABELS = frozenset({Loss.LABELS, Loss.RELATIONS, Loss.DOCUMENT_LABELS})
_TEXT_ONLY = frozenset({Loss.CORRECTIONS, Loss.FURNITURE, Loss.UNPLACED})
_READING = _NO_LABELS | _TEXT_ONLY
_MARKED = _NO_LABELS | {Loss.FURNITURE, Loss.UNPLACED, Loss.CHARACTERS}
_XML_READING = _READING | {Loss.CHARACTERS}

FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat("text", ".txt", _write_text, _READING, write_page=_write_page_text),
    ExportFormat("markdown", ".md", _write_markdown, _READING),
    ExportFormat("docx", ".docx", _write_docx, _XML_READING, _docx_agrees),
    ExportFormat("docx-tracked", ".docx", _write_tracked_docx, _MARKED, _tracked_docx_agrees),
    ExportFormat(
        "docx-labels",
        ".docx",
        _write_commented_docx,
        _TEXT_ONLY | {Loss.RELATIONS, Loss.DOCUMENT_LABELS, Loss.CHARACTERS},
        _tracked_docx_agrees,
    ),
    ExportFormat("html", ".html", _write_html, _XML_READING),
    ExportFormat("html-marked", ".html", _write_marked_html, _MARKED),
    ExportFormat("epub", ".epub", _write_epub, _XML_READING, _epub_agrees, by_article=False),
    ExportFormat("tei", ".xml", _write_tei, _NO_LABELS | {Loss.CHARACTERS}, _tei_agrees, by_article=False),
    # JSON is read back as it is made.
    ExportFormat("json", ".json", _write_json, _NO_LABELS, by_article=False),
    *(_label_export(form) for form in LABEL_FORMATS if form.write is not None),
    *(_pair_export(name, write) for name, write in csc.DIALECTS.items()),
    ExportFormat(
        "corrections-csv",
        ".csv",
        lambda material, _: b"\xef\xbb\xbf" + _encoded(correction_tables.corrections_csv(material.issue)),
        by_article=False,
    ),
    ExportFormat(
        "corrections-jsonl",
        ".jsonl",
        lambda material, _: _encoded(correction_tables.corrections_jsonl(material.issue)),
        by_article=False,
    ),
    ExportFormat(
        "confusions-csv",
        ".csv",
        lambda material, _: b"\xef\xbb\xbf" + _encoded(correction_tables.confusions_csv(material.issue)),
        by_article=False,
    ),
    ExportFormat(
        "pairs-jsonl",
        ".jsonl",
        lambda material, _: _encoded(correction_tables.pairs_jsonl(material.issue)),
        by_article=False,
    ),
)
"""All formats, in the order they are offered. CSV begins with a byte order mark, as spreadsheet programs want it."""


def losses(form: ExportFormat, issue: Issue, layer: Layer = Layer.CORRECTED) -> dict[Loss, int]:
    """Return what would be lost, with counts: characters of text, and how many there are of everything else."""
    counts = {
        Loss.LABELS: len(set_spans(issue)),
        Loss.CORRECTIONS: sum(1 for _ in correction_tables.records(issue)) if _may_lose(form, layer) else 0,
        Loss.FURNITURE: _characters(issue, FURNITURE_ID),
        Loss.UNPLACED: _characters(issue, UNPLACED_ID),
        Loss.CHARACTERS: sum(count_replaced(block.text) for block in issue.blocks.values()),
        Loss.RELATIONS: len(issue.relations),
        Loss.DOCUMENT_LABELS: sum(map(len, issue.document_labels.values())),
    }
    if Loss.LENGTHS in form.loses:
        counts[Loss.LENGTHS] = sum(not pair.is_even for pair in csc.pairs_of(issue))
    if form.labels is not None:
        counts |= _label_losses(form.labels, issue, layer)
    loses = form.loses | ({Loss.RELATIONS} if form.labels else set())  # from one article to another
    return {loss: counts[loss] for loss in Loss if loss in loses and counts.get(loss)}


def _label_losses(form: LabelFormat, issue: Issue, layer: Layer) -> dict[Loss, int]:
    documents = layer_documents([(issue, issue.order)], layer)
    found = {Loss(feature.value): count for feature, count in lost(documents, form.holds).items()}
    within = sum(len(document.relations) for document in documents)
    between = len(issue.relations) - within
    relations = len(issue.relations) if Feature.RELATIONS not in form.holds else between
    counts = dict.fromkeys((Loss.RELATIONS, Loss.DOCUMENT_LABELS, Loss.CHARACTERS), 0)
    counts |= {**found, Loss.RELATIONS: relations}
    if layer is not Layer.CORRECTED:
        held = layer_documents([(issue, issue.order)], Layer.CORRECTED)
        raw = layer_documents([(issue, issue.order)], Layer.RAW)
        counts[Loss.INSERTED] = sum(len(each.spans) for each in held) - sum(len(each.spans) for each in raw)
    return counts


def _may_lose(form: ExportFormat, layer: Layer) -> bool:
    return Loss.CORRECTIONS in form.loses and layer is Layer.CORRECTED


def _characters(issue: Issue, name: str) -> int:
    return sum(len(block.text) for block in issue.blocks_of(name))
