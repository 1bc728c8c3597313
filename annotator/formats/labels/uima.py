"""UIMA CAS: XMI 1.0 with its type system, and CAS JSON 0.4, as INCEpTION and dkpro-cassis read them.

Positions are UTF-16 units. Every character that is no blank is a token and every line a sentence, so that labels of
any extent stand on tokens. Spans are named entities of DKPro Core, relations and labels of the whole text types of
their own; what is said of them are features. Sources: OASIS UIMA 1.0 (section 5, XMI); “UIMA CAS JSON 0.4”.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import accumulate
from typing import Any

from lxml import etree

from annotator.formats.labels.document import LabelledDocument, Span, in_order
from annotator.formats.labels.features import DETAILS, Feature, reduced
from annotator.formats.labels.names import identifier, name_of
from annotator.formats.labels.reading import WrongRecordError, checked_label
from annotator.formats.labels.uima_slots import Slots
from annotator.formats.labels.webanno_tsv import DOUBT, ENTITY, NOTE, RELATION, VALUE
from annotator.model.labels import DocumentLabel, Relation, attributes_of
from annotator.text.json_data import parse_json
from annotator.text.offsets import Utf16Index

HOLDS = DETAILS | {
    Feature.OVERLAPS,
    Feature.BLANKS,
    Feature.RELATIONS,
    Feature.DOCUMENT_LABELS,
    Feature.SUGGESTIONS,
}
JSON_HOLDS = HOLDS | {Feature.CHARACTERS}

_SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
_TOKEN, _SENTENCE = f"{_SEGMENTATION}.Token", f"{_SEGMENTATION}.Sentence"
_METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_WHOLE = "webanno.custom.DocumentLabel"
_ANNOTATION = "uima.tcas.Annotation"
_SUGGESTED, _SCORE = "suggested", "score"
_PLAIN = {"begin", "end", "sofa", "identifier", "identity"}

_XMI, _CAS = "http://www.omg.org/XMI", "http:///uima/cas.ecore"
_ID = f"{{{_XMI}}}id"
_STRING, _BOOLEAN, _DOUBLE = "uima.cas.String", "uima.cas.Boolean", "uima.cas.Double"

Features = dict[str, Any]


def _own_features(names: Iterable[str]) -> dict[str, str]:
    """Return the features of the layer of spans with their types, given the attributes' names."""
    attributes = {f"a_{identifier(name)}": _STRING for name in sorted(set(names))}
    said = {VALUE: _STRING, NOTE: _STRING, DOUBT: _BOOLEAN, _SUGGESTED: _BOOLEAN, _SCORE: _DOUBLE}
    return {**said, **attributes}


def _types(documents: Iterable[LabelledDocument]) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the types in use by their names: the type above, and the features with theirs."""
    names = {name for document in documents for span in document.spans for name, _ in span.attributes}
    return {
        _TOKEN: (_ANNOTATION, {}),
        _SENTENCE: (_ANNOTATION, {}),
        _METADATA: (
            "uima.tcas.DocumentAnnotation",
            {"documentTitle": _STRING, "documentId": _STRING, "collectionId": _STRING},
        ),
        ENTITY: (_ANNOTATION, _own_features(names)),
        RELATION: (
            _ANNOTATION,
            {"Governor": ENTITY, "Dependent": ENTITY, "label": _STRING, NOTE: _STRING},
        ),
        _WHOLE: ("uima.cas.AnnotationBase", {VALUE: _STRING}),
    }


def type_system_xml(documents: Iterable[LabelledDocument]) -> str:
    """Return the description of the types that files of documents use; it belongs beside XMI files."""
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n  <types>\n'
    ]
    for name, (above, features) in _types(documents).items():
        parts.append(
            f"    <typeDescription>\n      <name>{name}</name>\n      <description/>\n"
            f"      <supertypeName>{above}</supertypeName>\n      <features>\n"
        )
        parts += [
            f"        <featureDescription><name>{feature}</name><description/>"
            f"<rangeTypeName>{kind}</rangeTypeName></featureDescription>\n"
            for feature, kind in features.items()
        ]
        parts.append("      </features>\n    </typeDescription>\n")
    return "".join([*parts, "  </types>\n</typeSystemDescription>\n"])


@dataclass(frozen=True, slots=True)
class _Structure:
    """A feature structure that is no token: its number, type and features; references are marked as such."""

    number: int
    kind: str
    features: Features
    references: tuple[str, ...] = ()


class _Cas:
    """The feature structures of one document: number 1 is the text, then come tokens, sentences and the rest."""

    def __init__(self, document: LabelledDocument) -> None:
        self.text = document.text
        self.index = Utf16Index(document.text)
        self._document = document
        self.tokens = self._tokens()
        self.structures = list(self._structures(2 + len(self.tokens)))

    def _tokens(self) -> list[tuple[int, int]]:
        if self.index.utf16_length == self.index.length:
            return [(at, at + 1) for at, character in enumerate(self.text) if not character.isspace()]
        ends = accumulate(2 if character > "\uffff" else 1 for character in self.text)
        return [
            (end - 2 if character > "\uffff" else end - 1, end)
            for character, end in zip(self.text, ends, strict=True)
            if not character.isspace()
        ]

    def _structures(self, number: int) -> Iterator[_Structure]:
        document, index = self._document, self.index
        said = {"documentTitle": document.title, "documentId": document.id, "collectionId": document.issue}
        place = {"begin": 0, "end": index.utf16_length, "language": "zh"}
        yield _Structure(number, _METADATA, {**place, **said})
        at = 0
        for line in self.text.split("\n"):
            if line.strip():
                number += 1
                begin = at + len(line) - len(line.lstrip())
                yield _Structure(number, _SENTENCE, self._place(begin, at + len(line.rstrip())))
            at += len(line) + 1
        numbers: dict[str, tuple[int, Span]] = {}
        for span in document.spans:
            number += 1
            numbers[span.id] = (number, span)
            yield _Structure(number, ENTITY, {**self._place(span.start, span.end), **_said(span)})
        for relation in document.relations:
            number += 1
            (source, _), (target, there) = numbers[relation.source], numbers[relation.target]
            features = {
                **self._place(there.start, there.end),
                "Governor": source,
                "Dependent": target,
                "label": relation.type,
                **({NOTE: relation.note} if relation.note else {}),
            }
            yield _Structure(number, RELATION, features, ("Governor", "Dependent"))
        for label in document.labels:
            number += 1
            yield _Structure(number, _WHOLE, {VALUE: label.label})

    def _place(self, start: int, end: int) -> Features:
        return {"begin": self.index.to_utf16(start), "end": self.index.to_utf16(end)}


def _said(span: Span) -> Features:
    features: Features = {VALUE: span.label}
    if span.note:
        features[NOTE] = span.note
    if span.doubtful:
        features[DOUBT] = True
    if span.suggested:
        features[_SUGGESTED] = True
    if span.score is not None:
        features[_SCORE] = span.score
    return features | {f"a_{identifier(name)}": value for name, value in span.attributes}


def cas_xmi(document: LabelledDocument) -> str:
    """Return a document as XMI."""
    cas = _Cas(reduced(document, HOLDS))
    prefixes = {_namespace(kind): f"t{number}" for number, kind in enumerate(sorted(_types(())))}
    known = "".join(f' xmlns:{prefix}="{space}"' for space, prefix in prefixes.items())
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xmi:XMI xmlns:xmi="{_XMI}" xmlns:cas="{_CAS}"{known} xmi:version="2.0">\n<cas:NULL xmi:id="0"/>\n'
    ]
    token = f"{prefixes[_namespace(_TOKEN)]}:Token"
    parts += [
        f'<{token} xmi:id="{number}" sofa="1" begin="{begin}" end="{end}"/>\n'
        for number, (begin, end) in enumerate(cas.tokens, start=2)
    ]
    for each in cas.structures:
        name = f"{prefixes[_namespace(each.kind)]}:{each.kind.rpartition('.')[2]}"
        features = "".join(f' {feature}="{_written(value)}"' for feature, value in each.features.items())
        parts.append(f'<{name} xmi:id="{each.number}" sofa="1"{features}/>\n')
    members = " ".join(map(str, range(2, 2 + len(cas.tokens) + len(cas.structures))))
    parts.append(
        f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain"'
        f' sofaString="{_written(cas.text)}"/>\n<cas:View sofa="1" members="{members}"/>\n</xmi:XMI>\n'
    )
    return "".join(parts)


_SPECIAL = re.compile(r"[&<>\"'\n\r\t]")


@cache
def _namespace(kind: str) -> str:
    return f"http:///{kind.rpartition('.')[0].replace('.', '/')}.ecore"


def _written(value: object) -> str:
    if type(value) is int:
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if not _SPECIAL.search(text):
        return text
    # Line ends and tabs of an attribute are blanks to whoever reads it, unless they are written as references.
    text = escape(text, quote=True)
    return text.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


def cas_json(document: LabelledDocument) -> str:
    """Return a document as CAS JSON."""
    kept = reduced(document, JSON_HOLDS)
    cas = _Cas(kept)
    types = {
        name: {
            "%NAME": name,
            "%SUPER_TYPE": above,
            **{feature: {"%NAME": feature, "%RANGE": kind} for feature, kind in features.items()},
        }
        for name, (above, features) in _types((kept,)).items()
    }
    sofa = {
        "%ID": 1,
        "%TYPE": "uima.cas.Sofa",
        "sofaNum": 1,
        "sofaID": "_InitialView",
        "mimeType": "text/plain",
        "sofaString": cas.text,
    }
    structures = [_dumped(sofa)]
    structures += [
        f'{{"%ID":{number},"%TYPE":"{_TOKEN}","@sofa":1,"begin":{begin},"end":{end}}}'
        for number, (begin, end) in enumerate(cas.tokens, start=2)
    ]
    for each in cas.structures:
        features = each.features
        if each.references:
            features = {
                f"@{name}" if name in each.references else name: value for name, value in features.items()
            }
        structures.append(_dumped({"%ID": each.number, "%TYPE": each.kind, "@sofa": 1, **features}))
    members = ",".join(map(str, range(2, 2 + len(cas.tokens) + len(cas.structures))))
    listed = ",\n".join(structures)
    return (
        f'{{"%TYPES":{_dumped(types)},\n"%FEATURE_STRUCTURES":[\n{listed}\n],\n'
        f'"%VIEWS":{{"_InitialView":{{"%SOFA":1,"%MEMBERS":[{members}]}}}}}}\n'
    )


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _dumped(value: object) -> str:
    text = _ENCODER.encode(value)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text


def read_cas_xmi(content: bytes) -> LabelledDocument:
    """Return the document of an XMI file: its first text, and what lies on it.

    Raises:
        WrongRecordError: it is no such file.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(_without_tokens(content), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise WrongRecordError("xml", error) from error
    sofa = root.find(f"{{{_CAS}}}Sofa")
    if sofa is None:
        raise WrongRecordError("format")
    # XPath leaves out the tokens that are left without making a Python object of each.
    others = root.xpath("*[not(self::token:Token)]", namespaces={"token": _namespace(_TOKEN)})
    structures = ((element.get(_ID), _kind(element.tag), _features_of(element)) for element in others)
    view = sofa.get(_ID)
    on_view = (each for each in structures if each[2].get("sofa") in (view, None))
    return _read(sofa.get("sofaString") or "", on_view)


def _features_of(element: etree._Element) -> dict[str, str]:
    """Return the features of an element: attributes, and texts of which there may be several, as elements in it."""
    features = dict(element.attrib)
    for child in element:
        if isinstance(child.tag, str) and child.text:
            before = features.get(child.tag)
            features[child.tag] = f"{before}; {child.text}" if before else child.text
    return features


def _without_tokens(content: bytes) -> bytes:
    """Return XMI without its plain tokens: most elements are, nothing is read of them, and parsing takes long."""
    space = _namespace(_TOKEN).encode()
    declared = re.search(rb'xmlns:([\w.-]+)="' + re.escape(space) + rb'"', content)
    if declared is None:
        return content
    return re.sub(
        rb"<" + re.escape(declared[1]) + rb':Token(?:\s+[\w:.-]++="[^"<>&]*+")*+\s*+/>', b"", content
    )


@cache
def _kind(tag: str) -> str:
    space, _, name = tag[1:].partition("}")
    return f"{space.removeprefix('http:///').removesuffix('.ecore').replace('/', '.')}.{name}"


_PLAIN_TOKEN = re.compile(
    r'\{\s*+"%ID"\s*+:\s*+\d++\s*+,\s*+"%TYPE"\s*+:\s*+"' + re.escape(_TOKEN) + r'"'
    r'(?:\s*+,\s*+"[^"\\]*+"\s*+:\s*+(?:-?\d++|"[^"\\]*+"|true|false|null))*+\s*+\}\s*+,'
)
"""A token of CAS JSON that others follow; they are left out like those of XMI."""


def read_cas_json(content: str) -> LabelledDocument:
    """Return the document of a CAS JSON file: its first text, and what lies on it.

    Raises:
        WrongRecordError: it is no such file.
    """
    try:
        data = parse_json(_PLAIN_TOKEN.sub("", content))
    except ValueError as error:
        raise WrongRecordError("json", error) from error
    if not isinstance(data, dict) or not isinstance(data.get("%FEATURE_STRUCTURES"), list | dict):
        raise WrongRecordError("format")
    listed = data["%FEATURE_STRUCTURES"]
    if isinstance(listed, dict):
        listed = [{"%ID": name, **each} for name, each in listed.items()]
    sofa = next((each for each in listed if each.get("%TYPE") == "uima.cas.Sofa"), None)
    if sofa is None:
        raise WrongRecordError("format")
    number = sofa["%ID"]
    return _read(
        str(sofa.get("sofaString") or ""),
        (
            (
                each.get("%ID"),
                str(each["%TYPE"]),
                _referring(each),
            )
            for each in listed
            if each["%TYPE"] != _TOKEN and each is not sofa and each.get("@sofa", number) == number
        ),
    )


_REFERENCES = ("@Governor", "@Dependent")


def _referring(structure: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a feature structure of JSON with its references under the names they have in XMI."""
    if not any(name in structure for name in _REFERENCES):
        return structure
    return {name.removeprefix("@"): value for name, value in structure.items()}


def _read(text: str, structures: Iterable[tuple[Any, str, Mapping[str, Any]]]) -> LabelledDocument:
    """Return a document from the text and its feature structures: number, type, features."""
    index = Utf16Index(text)
    structures = list(structures)
    slots = Slots(structures)
    spans: list[Span] = []
    known: dict[str, str] = {}
    arcs: list[tuple[str, Mapping[str, Any]]] = []
    labels: list[DocumentLabel] = []
    said: Mapping[str, Any] = {}
    for number, kind, features in structures:
        if kind == _METADATA:
            said = features
        elif kind == _WHOLE:
            labels.append(DocumentLabel(checked_label(features.get(VALUE))))
        elif "Governor" in features or "Dependent" in features:
            arcs.append((kind, features))
        elif _is_span(kind) and "begin" in features:
            known[str(number)] = str(number)
            spans.append(_span(str(number), kind, slots.without(str(number), kind, features), index))
    relations = (*_relations(arcs, known), *slots.relations(known))
    return LabelledDocument(
        str(said.get("documentId") or ""),
        str(said.get("documentTitle") or ""),
        text,
        in_order(spans),
        relations,
        tuple(labels),
        str(said.get("collectionId") or ""),
    )


def _is_span(kind: str) -> bool:
    """Tell whether a type is one of labels: named entities and layers of somebody's own, nothing about grammar."""
    if kind.startswith(("uima.", "de.tudarmstadt.ukp.dkpro.core.api.", "org.dkpro.core.api.")):
        return kind == ENTITY or ".ner.type." in kind
    return True


def _span(name: str, kind: str, features: Mapping[str, Any], index: Utf16Index) -> Span:
    try:
        start, end = index.to_code_point(int(features["begin"])), index.to_code_point(int(features["end"]))
    except (ValueError, TypeError) as error:
        raise WrongRecordError("range", f"[{features.get('begin')}, {features.get('end')})") from error
    if start >= end:
        raise WrongRecordError("range", f"[{features.get('begin')}, {features.get('end')})")
    values = {
        feature: str(value)
        for feature, value in features.items()
        if feature not in _PLAIN and feature[0] not in "%{@" and value not in (None, "")
    }
    note, doubtful = values.pop(NOTE, ""), _true(values.pop(DOUBT, ""))
    suggested, score = _true(values.pop(_SUGGESTED, "")), values.pop(_SCORE, "")
    label = values.pop(VALUE, "") or values.pop("label", "")
    if not label:
        own = [feature for feature in values if not feature.startswith("a_")]
        label = values.pop(own[0]) if len(own) == 1 else kind.rpartition(".")[2]
    said = ((name_of(feature.removeprefix("a_")), value) for feature, value in values.items())
    attributes = attributes_of(said) if values else ()
    ranges = ((start, end),)
    return Span(label, ranges, name, note, attributes, doubtful, suggested, float(score) if score else None)


def _true(value: str) -> bool:
    return value.lower() == "true"


def _relations(arcs: Iterable[tuple[str, Mapping[str, Any]]], known: Mapping[str, str]) -> Iterator[Relation]:
    for number, (kind, features) in enumerate(arcs, start=1):
        source, target = str(features.get("Governor")), str(features.get("Dependent"))
        if source not in known or target not in known:
            if _is_span(kind):
                raise WrongRecordError("relation", f"{source} → {target}")
            continue  # grammar, between tokens
        label = features.get("label") or features.get(VALUE) or kind.rpartition(".")[2]
        yield Relation(f"r{number}", str(label), source, target, note=str(features.get(NOTE) or ""))
