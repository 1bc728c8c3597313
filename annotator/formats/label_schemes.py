"""Label schemes as files: our own JSON, and those of Label Studio and doccano to be read.

Label Studio's labelling configuration is XML: ``Labels`` hold labels of spans, ``Choices`` for whole texts labels of
whole articles, ``Choices`` and ``TextArea`` for single regions attributes, ``Relations`` relation types. doccano's list
of labels is JSON, in two spellings of its keys.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from annotator.model.codec import CodecError, decode, encode
from annotator.model.labels import Attribute, AttributeKind, Label, LabelScheme, Level, RelationType
from annotator.model.schemes import MOST_KEYS
from annotator.text.json_data import parse_json

NextColor = Callable[[list[str]], str]
"""Returns a colour for one more label, from the colours of the others."""

_SCHEMA = "annotator/label-scheme-1"
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_YES_NO = frozenset({"yes", "no", "true", "false", "是", "否", "有", "无"})
_LONGEST_NAME = 12


class NoSchemeError(Exception):
    """The text holds no label scheme; the argument says what was wrong."""


def scheme_json(scheme: LabelScheme) -> str:
    """Return a scheme as our JSON."""
    return json.dumps({"schema": _SCHEMA, **encode(scheme)}, ensure_ascii=False, indent=2) + "\n"


def read_scheme(text: str, name: str, next_color: NextColor) -> LabelScheme:
    """Return the scheme of a file, whichever of the three kinds it is.

    Args:
        text: the file's text.
        name: name for a scheme whose file has none.
        next_color: gives colours to labels that have none.

    Raises:
        NoSchemeError: it is none of them, or holds no labels.
    """
    text = text.removeprefix("\ufeff").strip()
    if text.startswith("<"):
        scheme = _label_studio(text, name)
    else:
        try:
            data = parse_json(text)
        except ValueError as error:
            raise NoSchemeError(str(error)) from error
        scheme = _doccano(data, name) if isinstance(data, list) else _ours(data)
    if not scheme.labels:
        raise NoSchemeError("labels")
    return _tidied(scheme, next_color)


def _ours(data: Any) -> LabelScheme:
    if not isinstance(data, dict) or "labels" not in data:
        raise NoSchemeError("labels")
    try:
        return decode(LabelScheme, {key: value for key, value in data.items() if key != "schema"})
    except CodecError as error:
        raise NoSchemeError(str(error)) from error


def _doccano(data: list[Any], name: str) -> LabelScheme:
    labels = []
    for entry in data:
        text = entry.get("text") if isinstance(entry, dict) else None
        if not isinstance(text, str) or not text.strip():
            raise NoSchemeError("text")
        prefix, suffix = (entry.get(f"{part}Key", entry.get(f"{part}_key")) for part in ("prefix", "suffix"))
        color = entry.get("backgroundColor", entry.get("background_color"))
        # A key with Ctrl or Shift is no single key.
        key = str(suffix) if suffix and not prefix else ""
        labels.append(Label(text.strip(), text.strip(), str(color or ""), key))
    return LabelScheme(_id(name), name, tuple(labels))


def _label_studio(text: str, name: str) -> LabelScheme:
    from lxml import etree  # the window opens without it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise NoSchemeError(str(error)) from error
    texts = {element.get("name") for tag in ("Text", "HyperText", "Paragraphs") for element in root.iter(tag)}
    labels = [
        _studio_label(element)
        for group in root.iter("Labels", "HyperTextLabels", "ParagraphLabels")
        if not texts or group.get("toName") in texts
        for element in group.iter("Label")
    ]
    documents: list[Label] = []
    for group in root.iter("Choices", "TextArea"):
        if group.get("perRegion") == "true":
            labels = _with_attribute(labels, group)
        elif group.tag == "Choices":
            documents += [
                replace(_studio_label(element), level=Level.DOCUMENT) for element in group.iter("Choice")
            ]
    relations = tuple(
        RelationType(value, value, element.get("background") or "")
        for element in root.iter("Relation")
        if (value := element.get("value"))
    )
    return LabelScheme(_id(name), name, (*labels, *documents), relations)


def _studio_label(element: Any) -> Label:
    value, alias, hint = (element.get(key) or "" for key in ("value", "alias", "hint"))
    if not value.strip():
        raise NoSchemeError("value")
    # What an annotation holds is the alias, if there is one. Our own configurations have the name as the hint.
    shown = value if alias or not 0 < len(hint) <= _LONGEST_NAME else hint
    description = hint if hint != shown else ""
    color = element.get("background") or ""
    return Label(alias or value, shown, color, element.get("hotkey") or "", description)


def _with_attribute(labels: list[Label], group: Any) -> list[Label]:
    """Return labels with the attribute of a control for single regions."""
    wanted = {part.strip() for part in (group.get("whenLabelValue") or "").split(",") if part.strip()}
    name = group.get("name") or ""
    choices = tuple(choice.get("alias") or choice.get("value") or "" for choice in group.iter("Choice"))
    if group.tag == "TextArea":
        attribute = Attribute(name, name)
    elif len(choices) == 1 or (len(choices) == 2 and {choice.lower() for choice in choices} <= _YES_NO):
        attribute = Attribute(name, name, AttributeKind.YES_NO)
    else:
        attribute = Attribute(name, name, AttributeKind.CHOICE, choices)
    return [
        replace(label, attributes=(*label.attributes, attribute))
        if not wanted or wanted & {label.id, label.name}
        else label
        for label in labels
    ]


def _tidied(scheme: LabelScheme, next_color: NextColor) -> LabelScheme:
    """Return a scheme in which colours are colours, keys do not clash, and no id is there twice."""
    labels: dict[str, Label] = {}
    for label, key in zip(scheme.labels, _keys(scheme.labels), strict=True):
        color = _color(label.color) or next_color([other.color for other in labels.values()])
        labels.setdefault(label.id, replace(label, color=color, key=key))
    relations: dict[str, RelationType] = {}
    for relation, key in zip(scheme.relations, _keys(scheme.relations), strict=True):
        color = _color(relation.color) or next_color([other.color for other in relations.values()])
        relations.setdefault(relation.id, replace(relation, color=color, key=key))
    return replace(scheme, labels=tuple(labels.values()), relations=tuple(relations.values()))


def _color(text: str) -> str:
    """Return a colour as ``#rrggbb``, or an empty text."""
    color = _NAMED.get(text.strip().lower(), text.strip().lower())
    if not _COLOR.fullmatch(color):
        return ""
    return color if len(color) == 7 else "#" + "".join(2 * digit for digit in color[1:])


_NAMED: Mapping[str, str] = {
    "red": "#ff0000",
    "green": "#008000",
    "blue": "#0000ff",
    "yellow": "#ffff00",
    "orange": "#ffa500",
    "purple": "#800080",
    "pink": "#ffc0cb",
    "brown": "#a52a2a",
    "gray": "#808080",
    "grey": "#808080",
    "cyan": "#00ffff",
    "magenta": "#ff00ff",
    "black": "#000000",
}
"""The CSS names of colours that labelling configurations use most."""


def _keys(entries: Iterable[Label] | Iterable[RelationType]) -> list[str]:
    """Return the keys of labels, empty where one is no key or clashes with an earlier one."""
    taken: list[str] = []
    found = []
    for entry in entries:
        key = entry.key.strip().lower()
        clashes = any(key.startswith(other) or other.startswith(key) for other in taken)
        fits = 0 < len(key) <= MOST_KEYS and key.isascii() and key.isalnum() and not clashes
        taken += [key] if fits else []
        found.append(key if fits else "")
    return found


def _id(name: str) -> str:
    return re.sub(r"\s+", "_", name.strip()) or "scheme"
