"""Writing UIMA CAS: XMI 1.0 with its type system, and CAS JSON 0.4, as INCEpTION and dkpro-cassis read them.

Positions are UTF-16 units. Every character that is no blank is a token and every line a sentence, so that labels of
any extent stand on tokens. Spans are named entities of DKPro Core, relations and labels of the whole text types of
their own; what is said of them are features. Sources: OASIS UIMA 1.0 (section 5, XMI); “UIMA CAS JSON 0.4”.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import accumulate
from typing import Any

from annotator.formats.labels.document import LabelledDocument, Span
from annotator.formats.labels.features import DETAILS, Feature, reduced
from annotator.formats.labels.names import identifier
from annotator.formats.labels.webanno_tsv import DOUBT, ENTITY, NOTE, RELATION, VALUE
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
TOKEN, _SENTENCE = f"{_SEGMENTATION}.Token", f"{_SEGMENTATION}.Sentence"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
WHOLE = "webanno.custom.DocumentLabel"
_ANNOTATION = "uima.tcas.Annotation"
SUGGESTED, SCORE = "suggested", "score"

_XMI, CAS = "http://www.omg.org/XMI", "http:///uima/cas.ecore"
XMI_ID = f"{{{_XMI}}}id"
_STRING, _BOOLEAN, _DOUBLE = "uima.cas.String", "uima.cas.Boolean", "uima.cas.Double"

Features = dict[str, Any]


def _own_features(names: Iterable[str]) -> dict[str, str]:
    """Return the features of the layer of spans with their types, given the attributes' names."""
    attributes = {f"a_{identifier(name)}": _STRING for name in sorted(set(names))}
    said = {VALUE: _STRING, NOTE: _STRING, DOUBT: _BOOLEAN, SUGGESTED: _BOOLEAN, SCORE: _DOUBLE}
    return {**said, **attributes}


def _types(documents: Iterable[LabelledDocument]) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the types in use by their names: the type above, and the features with theirs."""
    names = {name for document in documents for span in document.spans for name, _ in span.attributes}
    return {
        TOKEN: (_ANNOTATION, {}),
        _SENTENCE: (_ANNOTATION, {}),
        METADATA: (
            "uima.tcas.DocumentAnnotation",
            {"documentTitle": _STRING, "documentId": _STRING, "collectionId": _STRING},
        ),
        ENTITY: (_ANNOTATION, _own_features(names)),
        RELATION: (
            _ANNOTATION,
            {"Governor": ENTITY, "Dependent": ENTITY, "label": _STRING, NOTE: _STRING},
        ),
        WHOLE: ("uima.cas.AnnotationBase", {VALUE: _STRING}),
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
        yield _Structure(number, METADATA, {**place, **said})
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
            yield _Structure(number, WHOLE, {VALUE: label.label})

    def _place(self, start: int, end: int) -> Features:
        return {"begin": self.index.to_utf16(start), "end": self.index.to_utf16(end)}


def _said(span: Span) -> Features:
    features: Features = {VALUE: span.label}
    if span.note:
        features[NOTE] = span.note
    if span.doubtful:
        features[DOUBT] = True
    if span.suggested:
        features[SUGGESTED] = True
    if span.score is not None:
        features[SCORE] = span.score
    return features | {f"a_{identifier(name)}": value for name, value in span.attributes}


def cas_xmi(document: LabelledDocument) -> str:
    """Return a document as XMI."""
    cas = _Cas(reduced(document, HOLDS))
    prefixes = {namespace_of(kind): f"t{number}" for number, kind in enumerate(sorted(_types(())))}
    known = "".join(f' xmlns:{prefix}="{space}"' for space, prefix in prefixes.items())
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xmi:XMI xmlns:xmi="{_XMI}" xmlns:cas="{CAS}"{known} xmi:version="2.0">\n<cas:NULL xmi:id="0"/>\n'
    ]
    token = f"{prefixes[namespace_of(TOKEN)]}:Token"
    parts += [
        f'<{token} xmi:id="{number}" sofa="1" begin="{begin}" end="{end}"/>\n'
        for number, (begin, end) in enumerate(cas.tokens, start=2)
    ]
    for each in cas.structures:
        name = f"{prefixes[namespace_of(each.kind)]}:{each.kind.rpartition('.')[2]}"
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
def namespace_of(kind: str) -> str:
    """Return the XML namespace of a type in XMI, given its full name."""
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
        f'{{"%ID":{number},"%TYPE":"{TOKEN}","@sofa":1,"begin":{begin},"end":{end}}}'
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
