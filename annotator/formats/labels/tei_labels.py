"""TEI P5 with labels: articles as divisions, lines as paragraphs, labels as names inside them or beside them.

A label that nests properly inside a line is an element ``name``; any other has an ``anchor`` at both ends and a
``span`` that points to them. Relations are links, notes and attributes point to what they are about. Source: TEI P5
Guidelines, chapters 14 (names), 17 (linking), 18 (analysis) and 19 (feature structures).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from itertools import count
from typing import Any

from lxml import etree

from annotator.formats.labels.document import LabelledDocument, Span, in_order
from annotator.formats.labels.features import DETAILS, Feature, reduced
from annotator.formats.labels.reading import Reading, WrongRecordError, read_each, whole_file
from annotator.model.labels import DocumentLabel, Relation, attributes_of

HOLDS = DETAILS | {Feature.OVERLAPS, Feature.BLANKS, Feature.RELATIONS, Feature.DOCUMENT_LABELS}

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = re.compile(r"\s+")
_PRETTY = re.compile(r"[ \t]*\n\s*")

_NAMES = frozenset(
    (
        *(
            "name",
            "persName",
            "placeName",
            "orgName",
            "geogName",
            "country",
            "region",
            "settlement",
            "district",
        ),
        *("rs", "term", "date", "time", "num", "measure", "surname", "forename", "objectName", "eventName"),
    )
)
_LINES = frozenset(
    ("p", "head", "l", "ab", "byline", "dateline", "opener", "closer", "salute", "signed", "trailer")
)
_MILESTONES = frozenset(("pb", "cb", "lb"))
_SKIPPED = frozenset(
    (
        *("teiHeader", "note", "sic", "orig", "abbr", "del", "spanGrp", "linkGrp", "fs", "figDesc", "fw"),
        *("standOff", "listAnnotation"),
    )
)


def tei_labels(documents: Iterable[LabelledDocument]) -> str:
    """Return documents as one file."""
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<TEI xmlns="{_NAMESPACE}" xml:lang="zh-Hans">\n<teiHeader><fileDesc>'
        "<titleStmt><title>annotator</title></titleStmt><publicationStmt><p>annotator</p></publicationStmt>"
        "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>\n<text><body>\n"
    ]
    parts += [
        _division(reduced(document, HOLDS), number) for number, document in enumerate(documents, start=1)
    ]
    return "".join([*parts, "</body></text>\n</TEI>\n"])


def _division(document: LabelledDocument, number: int) -> str:
    """Return an article as a division."""
    names = {id(span): f"d{number}.s{at}" for at, span in enumerate(document.spans, start=1)}
    inside, beside = _nested(document)
    marks = _Marks(document.text)
    for span in inside:
        marks.element(span.start, span.end, f'<name xml:id="{names[id(span)]}"{_said(span)}>', "</name>")
    for span in beside:
        for side, place in (("from", span.start), ("to", span.end)):
            marks.milestone(place, f'<anchor xml:id="{names[id(span)]}.{side}"/>')
    issue = f' source="{_attribute(document.issue)}"' if document.issue else ""
    head = f'<div type="article" n="{_attribute(document.id)}" subtype="{document.layer}"{issue}>'
    parts = [head, "\n", *(f'<p xml:space="preserve">{line}</p>\n' for line in marks.lines())]
    listed = "".join(
        f'<span xml:id="{name}" from="#{name}.from" to="#{name}.to"{_said(span)}/>'
        for span in beside
        for name in (names[id(span)],)
    )
    parts += [f'<spanGrp type="labels">{listed}</spanGrp>\n'] if listed else []
    by_id = {span.id: names[id(span)] for span in document.spans}
    links = "".join(
        _link(each, by_id, f"d{number}.r{at}") for at, each in enumerate(document.relations, start=1)
    )
    parts += [f'<linkGrp type="relations">{links}</linkGrp>\n'] if links else []
    for span in document.spans:
        parts += _remarks(span.note, span.attributes, names[id(span)])
    for at, each in enumerate(document.relations, start=1):
        parts += _remarks(each.note, (), f"d{number}.r{at}")
    parts += [
        f'<fs type="document"><f name="label"><string>{_text(label.label)}</string></f></fs>\n'
        for label in document.labels
    ]
    return "".join([*parts, "</div>\n"])


def _nested(document: LabelledDocument) -> tuple[list[Span], list[Span]]:
    """Return the spans that nest properly inside lines, the outer ones first, and the others."""
    inside: list[Span] = []
    beside: list[Span] = []
    open_: list[int] = []
    for span in document.spans:
        while open_ and open_[-1] <= span.start:
            open_.pop()
        if "\n" in document.text[span.start : span.end] or (open_ and span.end > open_[-1]):
            beside.append(span)
        else:
            inside.append(span)
            open_.append(span.end)
    return inside, beside


class _Marks:
    """A text with elements and milestones to be put in, line by line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._before: dict[int, list[str]] = {}
        self._milestones: dict[int, list[str]] = {}
        self._after: dict[int, list[str]] = {}

    def element(self, start: int, end: int, opening: str, closing: str) -> None:
        """Put an element in; outer ones have to come first."""
        self._before.setdefault(start, []).append(opening)
        self._after.setdefault(end, []).append(closing)

    def milestone(self, place: int, element: str) -> None:
        """Put an empty element in."""
        self._milestones.setdefault(place, []).append(element)

    def lines(self) -> Iterator[str]:
        """Yield the lines with all that was put in."""
        places = sorted({*self._before, *self._milestones, *self._after})
        number = at = 0
        for line in self._text.split("\n"):
            end = at + len(line)
            parts = []
            here = at
            while number < len(places) and places[number] <= end:
                place = places[number]
                parts.append(_text(self._text[here:place]))
                parts += self._after.get(place, ())
                parts += self._milestones.get(place, ())
                parts += self._before.get(place, ())
                here = place
                number += 1
            yield "".join([*parts, _text(self._text[here:end])])
            at = end + 1


def _said(span: Span) -> str:
    """Return the attributes that say the label and the doubt."""
    word = _BLANKS.sub("_", span.label)
    name = f' n="{_attribute(span.label)}"' if word != span.label else ""
    return f' type="{_attribute(word)}"{name}' + (' cert="low"' if span.doubtful else "")


def _link(relation: Relation, names: dict[str, str], name: str) -> str:
    word = _BLANKS.sub("_", relation.type)
    said = f' n="{_attribute(relation.type)}"' if word != relation.type else ""
    ends = f"#{names[relation.source]} #{names[relation.target]}"
    return f'<link xml:id="{name}" type="{_attribute(word)}"{said} target="{ends}"/>'


def _remarks(note: str, attributes: Iterable[tuple[str, str]], name: str) -> Iterator[str]:
    if note:
        yield f'<note type="label" target="#{name}" xml:space="preserve">{_text(note)}</note>\n'
    features = "".join(
        f'<f name="{_attribute(key)}"><string xml:space="preserve">{_text(value)}</string></f>'
        for key, value in attributes
    )
    if features:
        yield f'<fs type="label" corresp="#{name}">{features}</fs>\n'


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\r", "&#13;")


def _attribute(text: str) -> str:
    return escape(text, quote=True).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


def read_tei_labels(content: bytes) -> Reading:
    """Read the articles of a TEI file: divisions of the type ``article``, or its text as one.

    Elements of names are labels by their ``type``, or by what they are called. Of a choice what was corrected,
    regularised or written out is read; notes and what stands in the header are not text.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return whole_file(WrongRecordError("xml", error))
    if _local(root) not in ("TEI", "teiCorpus"):
        return whole_file(WrongRecordError("format"))
    space = {"t": _NAMESPACE}
    divisions = root.xpath(".//t:div[@type='article']", namespaces=space)
    found = divisions or root.xpath(".//t:text/t:body[*]", namespaces=space)
    return read_each(enumerate(found, start=1), lambda element: _Reader().read(element))


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


class _Reader:
    """Collects one article."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._broken_at = -1
        self._is_line_broken = False
        self._started = False
        self._anchors: dict[str, int] = {}
        self._spans: dict[str, Span] = {}
        self._numbers = count(1)

    def read(self, root: Any) -> LabelledDocument:
        """Return the document."""
        self._children(root, preserve=root.get(_SPACE) == "preserve", inline=False)
        text = "".join(self._parts)
        relations: list[Relation] = []
        labels: list[DocumentLabel] = []
        for element in root.iter(f"{{{_NAMESPACE}}}span"):
            self._take_span(element, text)
        for element in root.iter(f"{{{_NAMESPACE}}}link"):
            ends = (element.get("target") or "").replace("#", "").split()
            if len(ends) != 2 or any(end not in self._spans for end in ends):
                raise WrongRecordError("relation", element.get("target"))
            name = element.get(_ID) or f"r{len(relations) + 1}"
            relations.append(Relation(name, _label(element), ends[0], ends[1]))
        notes = {}
        for element in root.iter(f"{{{_NAMESPACE}}}note"):
            if element.get("type") == "label":
                notes[(element.get("target") or "")[1:]] = "".join(element.itertext())
        for element in root.iter(f"{{{_NAMESPACE}}}fs"):
            values = attributes_of((each.get("name"), "".join(each.itertext())) for each in element)
            name = (element.get("corresp") or "")[1:]
            if element.get("type") == "document":
                labels.append(DocumentLabel(dict(values)["label"]))
            elif name in self._spans:
                self._spans[name] = replace(self._spans[name], attributes=values)
        spans = in_order(replace(span, note=notes.get(name, "")) for name, span in self._spans.items())
        return LabelledDocument(
            root.get("n") or "",
            "",
            text,
            spans,
            tuple(replace(each, note=notes.get(each.id, "")) for each in relations),
            tuple(labels),
            root.get("source") or "",
            root.get("subtype") == "raw",
        )

    def _add(self, text: str | None, preserve: bool) -> None:
        if text:
            said = text if preserve else _PRETTY.sub("", text)
            self._parts.append(said)
            self._length += len(said)

    def _children(self, element: Any, *, preserve: bool, inline: bool) -> None:
        """Take the text inside an element; outside lines only what lines hold is text."""
        if inline:
            self._add(element.text, preserve)
        for child in element:
            self._take(child, preserve, inline)
            if inline:
                self._add(child.tail, preserve)

    def _take(self, element: Any, preserve: bool, inline: bool) -> None:
        kind = _local(element)
        if not kind or kind in _SKIPPED or element.get("type") == "label":
            return
        preserve = preserve or element.get(_SPACE) == "preserve"
        start = self._length
        if kind in _LINES and not inline:
            if self._started:
                self._add("\n", True)
                self._broken_at, self._is_line_broken = self._length, False
            self._started = True
            self._children(element, preserve=preserve, inline=True)
        elif kind in _MILESTONES:
            if inline and element.get("break") != "no" and self._length:
                # A page, a column and a line that begin at one place end one line; two line beginnings end two.
                if self._length != self._broken_at or (kind == "lb" and self._is_line_broken):
                    self._add("\n", True)
                    self._broken_at, self._is_line_broken = self._length, False
                self._is_line_broken |= kind == "lb"
        elif kind == "anchor":
            self._anchors[element.get(_ID) or ""] = self._length
        else:
            self._children(element, preserve=preserve, inline=inline)
            if kind in _NAMES and self._length > start:
                name = element.get(_ID) or f"n{next(self._numbers)}"
                doubtful = element.get("cert") == "low"
                place = (start, self._length)
                self._spans[name] = Span(_label(element), (place,), name, doubtful=doubtful)

    def _take_span(self, element: Any, text: str) -> None:
        ends = [self._anchors.get((element.get(side) or "")[1:]) for side in ("from", "to")]
        if ends[0] is None or ends[1] is None or not ends[0] < ends[1] <= len(text):
            raise WrongRecordError("range", element.get("from"))
        name = element.get(_ID) or f"n{next(self._numbers)}"
        doubtful = element.get("cert") == "low"
        self._spans[name] = Span(_label(element), ((ends[0], ends[1]),), name, doubtful=doubtful)


def _label(element: Any) -> str:
    return str(element.get("n") or element.get("type") or _local(element))
