"""Reading UIMA CAS, XMI and JSON, as INCEpTION and dkpro-cassis write them; see ``annotator.formats.labels.uima``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from lxml import etree

from annotator.formats.labels.document import LabelledDocument, Span, in_order
from annotator.formats.labels.names import name_of
from annotator.formats.labels.reading import WrongRecordError, checked_label
from annotator.formats.labels.uima import CAS, METADATA, SCORE, SUGGESTED, TOKEN, WHOLE, XMI_ID, namespace_of
from annotator.formats.labels.uima_slots import Slots
from annotator.formats.labels.webanno_tsv import DOUBT, ENTITY, NOTE, VALUE
from annotator.model.labels import DocumentLabel, Relation, attributes_of
from annotator.text.json_data import parse_json
from annotator.text.offsets import Utf16Index

_PLAIN = {"begin", "end", "sofa", "identifier", "identity", "%ID", "%TYPE", "@sofa", XMI_ID}


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
    sofa = root.find(f"{{{CAS}}}Sofa")
    if sofa is None:
        raise WrongRecordError("format")
    # XPath leaves out the tokens that are left without making a Python object of each.
    others = root.xpath("*[not(self::token:Token)]", namespaces={"token": namespace_of(TOKEN)})
    structures = ((element.get(XMI_ID), _kind(element.tag), _features_of(element)) for element in others)
    view = sofa.get(XMI_ID)
    on_view = (each for each in structures if each[2].get("sofa") in (view, None))
    return _read(sofa.get("sofaString") or "", on_view)


def _features_of(element: etree._Element) -> dict[str, str]:
    """Return the features of an element: attributes, and texts of which there may be several, as elements in it."""
    features = dict(element.items())
    for child in element if len(element) else ():
        if isinstance(child.tag, str) and child.text:
            before = features.get(child.tag)
            features[child.tag] = f"{before}; {child.text}" if before else child.text
    return features


def _without_tokens(content: bytes) -> bytes:
    """Return XMI without its plain tokens: most elements are, nothing is read of them, and parsing takes long."""
    space = namespace_of(TOKEN).encode()
    declared = re.search(rb'xmlns:([\w.-]+)="' + re.escape(space) + rb'"', content)
    if declared is None:
        return content
    name = rb"<" + re.escape(declared[1]) + rb":Token"
    bare = name + rb' xmi:id="\d++" sofa="\d++" begin="\d++" end="\d++"/>\s*+'
    other = name + rb'(?:\s+[\w:.-]++="[^"<>&]*+")*+\s*+/>\s*+'
    return re.sub(rb"(?:" + bare + rb"|" + other + rb")++", b"", content)


@cache
def _kind(tag: str) -> str:
    space, _, name = tag[1:].partition("}")
    return f"{space.removeprefix('http:///').removesuffix('.ecore').replace('/', '.')}.{name}"


_BARE_TOKEN = r'\{"%ID":\d++,"%TYPE":"' + re.escape(TOKEN) + r'","@sofa":\d++,"begin":\d++,"end":\d++\},\s*+'
_OTHER_TOKEN = (
    r'\{\s*+"%ID"\s*+:\s*+\d++\s*+,\s*+"%TYPE"\s*+:\s*+"' + re.escape(TOKEN) + r'"'
    r'(?:\s*+,\s*+"[^"\\]*+"\s*+:\s*+(?:-?\d++|"[^"\\]*+"|true|false|null))*+\s*+\}\s*+,\s*+'
)
_PLAIN_TOKENS = re.compile(f"(?:{_BARE_TOKEN}|{_OTHER_TOKEN})++")
"""Tokens of CAS JSON that others follow; they are left out like those of XMI. Most say nothing but where they are."""


def read_cas_json(content: str) -> LabelledDocument:
    """Return the document of a CAS JSON file: its first text, and what lies on it.

    Raises:
        WrongRecordError: it is no such file.
    """
    try:
        data = parse_json(_PLAIN_TOKENS.sub("", content))
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
            if each["%TYPE"] != TOKEN and each is not sofa and each.get("@sofa", number) == number
        ),
    )


def _referring(structure: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a feature structure of JSON with its references under the names they have in XMI."""
    if "@Governor" not in structure and "@Dependent" not in structure:
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
        if kind == METADATA:
            said = features
        elif kind == WHOLE:
            labels.append(DocumentLabel(checked_label(features.get(VALUE))))
        elif "Governor" in features or "Dependent" in features:
            arcs.append((kind, features))
        elif _is_span(kind) and "begin" in features:
            name = str(number)
            known[name] = name
            spans.append(_span(name, kind, slots.without(name, kind, features), index))
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
    ranges = ((start, end),)
    if features.get(VALUE) and features.keys() - _PLAIN == {VALUE}:
        return Span(str(features[VALUE]), ranges, name)
    values = {
        feature: str(value)
        for feature, value in features.items()
        if feature not in _PLAIN and feature[0] not in "%{@" and value not in (None, "")
    }
    note, doubtful = values.pop(NOTE, ""), _true(values.pop(DOUBT, ""))
    suggested, score = _true(values.pop(SUGGESTED, "")), values.pop(SCORE, "")
    label = values.pop(VALUE, "") or values.pop("label", "")
    if not label:
        own = [feature for feature in values if not feature.startswith("a_")]
        label = values.pop(own[0]) if len(own) == 1 else kind.rpartition(".")[2]
    said = ((name_of(feature.removeprefix("a_")), value) for feature, value in values.items())
    attributes = attributes_of(said) if values else ()
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
