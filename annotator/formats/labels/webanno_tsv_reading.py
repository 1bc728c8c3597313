"""Reading WebAnno TSV 3: spans, relations and slots of any layer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.formats.labels.document import LabelledDocument, Span, in_order
from annotator.formats.labels.names import name_of
from annotator.formats.labels.reading import WrongRecordError
from annotator.formats.labels.webanno_tsv import DOUBT, HEAD, NOTE, VALUE
from annotator.model.labels import Relation, attributes_of
from annotator.text.offsets import Utf16Index, utf16_length

_DIGITS = frozenset("0123456789")
_ESCAPE = re.compile(r"\\(->|.)", re.DOTALL)
_MEANT = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_STACKED = re.compile(r"((?:[^\\|]|\\.)*)(?:\||$)", re.DOTALL)
_SOURCE = re.compile(r"(?P<token>[\d.-]+)(?:\[(?P<source>\d+)_(?P<target>\d+)\])?")
_SLOT = re.compile(r"ROLE_.*:(?P<name>.+)_")
_TARGET = re.compile(r"(?P<token>\d[\d.-]*)(?:\[(?P<number>\d+)\])?")
_GRAMMAR = frozenset({"POS", "Lemma", "MorphologicalFeatures", "Stem", "Token", "Sentence", "SurfaceForm"})
"""Layers about words as such, which are no labels of a scheme."""


def _meant(cell: str) -> str:
    """Return the value of a cell, empty for ``*`` and ``_``."""
    return "" if cell in ("*", "_") else _unescaped(cell)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _MEANT.get(found[1], found[1]), text) if "\\" in text else text


def _stacked(cell: str) -> list[tuple[str, str]]:
    """Return the values of a cell with their numbers, empty where they have none."""
    values = _STACKED.findall(cell)[:-1] if "\\" in cell else cell.split("|")
    found = []
    for value in values:
        said, mark, number = value.rpartition("[")
        numbered = mark and value.endswith("]") and number[:-1].isdecimal() and not said.endswith("\\")
        found.append((said, number[:-1]) if numbered else (value, ""))
    return found


@dataclass(slots=True)
class _Layer:
    """A layer of a file: its columns, and what was found of its annotations by number."""

    name: str
    kind: str
    features: list[str]
    first: int = 0
    has_slots: bool = False
    places: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Number of columns."""
        return max(len(self.features), 1)


def read_webanno_tsv(content: str) -> LabelledDocument:
    """Return the document of a file (version 3.0 to 3.3).

    Layers about words as such (parts of speech, lemmas) and chains are passed over; an annotation without a value
    has the name of its layer for a label. What fills a slot of an annotation is the target of a relation from it,
    named as the role.

    Raises:
        WrongRecordError: it is no such file, or a line makes no sense; the detail is the line.
    """
    if not content.startswith(HEAD):
        raise WrongRecordError("format")
    reader = _Reader()
    for line in (content.replace("\r\n", "\n") if "\r" in content else content).split("\n"):
        # Nearly all lines are tokens without annotations.
        if line.endswith(reader.empty) and line[:1] in _DIGITS and not reader.waits:
            continue
        try:
            reader.take(line.rstrip("\r"))
        except (ValueError, IndexError, KeyError) as error:
            raise WrongRecordError("line", line) from error
    return reader.document()


class _Reader:
    """Collects one document."""

    def __init__(self) -> None:
        self._layers: list[_Layer] = []
        self._parts: list[str] = []
        self._length = 0
        self._sentence: list[str] | None = None
        self._waiting: list[str] = []
        self._references: list[tuple[str, str, str, str]] = []
        self._slots: list[tuple[str, str, str]] = []
        self._at: dict[str, list[str]] = {}
        self._last = ""  # the annotations of the last token, if all of them have numbers
        self._last_places: list[list[tuple[int, int]]] = []
        self.empty = ""  # what a token without annotations ends with

    @property
    def waits(self) -> bool:
        """Whether the next token says where a sentence begins."""
        return bool(self._sentence)

    def take(self, line: str) -> None:
        """Take one line."""
        if line[:1].isdigit():
            self._take_token(line)
        elif line.startswith("#T_"):
            self._take_layer(line)
        elif line.startswith("#Text="):
            if self._sentence is None:
                self._sentence = []
            self._sentence.append(_unescaped(line.removeprefix("#Text=")))
        elif not line:
            self._sentence = None

    def _take_layer(self, line: str) -> None:
        kind, _, said = line[1:].partition("=")
        name, *features = said.split("|")
        first = sum(layer.width for layer in self._layers)
        self._layers.append(_Layer(name, kind, features, first, any(map(_SLOT.match, features))))
        self.empty = "\t_" * (first + self._layers[-1].width)

    def _take_token(self, line: str) -> None:
        name, place, token, *rest = line.split("\t", 3)
        here, _, there = place.partition("-")
        start, end = int(here), int(there)
        if self._sentence:
            self._place_sentence(start, _unescaped(token))
        if rest and rest[0] == self._last:
            # One more token of the same annotations, which said all they say at the first.
            for places in self._last_places:
                places.append((start, end))
            return
        self._last, self._last_places = "", []
        cells = rest[0].split("\t") if rest else []
        is_said = True
        for layer in self._layers:
            own = cells[layer.first : layer.first + layer.width]
            if layer.kind == "T_SP":
                is_said &= self._take_spans(layer, name, start, end, own)
            elif layer.kind == "T_RL" and own and own[-1] != "_":
                self._take_relations(layer, name, own)
                is_said = False
        if is_said and rest:
            self._last = rest[0]

    def _place_sentence(self, start: int, token: str) -> None:
        """Put a sentence into the text, now that its first token says where it begins."""
        said = "\n".join(self._sentence or ())
        self._sentence = []
        before = said.find(token)
        if before < 0:
            raise ValueError(said)
        gap = start - utf16_length(said[:before]) - self._length
        if gap < 0:
            raise ValueError(said)
        self._parts += ["\n" * gap, said]
        self._length += gap + utf16_length(said)

    def _take_spans(self, layer: _Layer, name: str, start: int, end: int, cells: Sequence[str]) -> bool:
        """Take the annotations of a token; tell whether the next one says no more if it says the same."""
        if cells.count("_") == len(cells):
            return True
        touched: dict[str, list[tuple[int, int]]] = {}
        numbered = True
        for column, (feature, cell) in enumerate(zip(layer.features or [""], cells, strict=False)):
            if column and _SLOT.match(layer.features[column - 1]):
                continue  # what fills the slot of the column before, with numbers of its own
            for position, (value, number) in enumerate(_stacked(cell)):
                key = number or f"{name}/{position}"
                places = layer.places.setdefault(key, [])
                said = layer.values.setdefault(key, {})
                if not places or places[-1] != (start, end):
                    places.append((start, end))
                    if not number:
                        self._at.setdefault(f"{layer.name} {name}", []).append(key)
                touched[key] = places
                numbered = numbered and bool(number)
                if feature not in said:
                    said[feature] = _meant(value)
                    if slot := _SLOT.match(feature):
                        filled = cells[column + 1].split("|")[position : position + 1]
                        source = f"{layer.name} {key}"
                        self._fill(slot["name"], value, source, layer.features[column + 1], "".join(filled))
        self._last_places += touched.values()
        return numbered

    def _fill(self, slot: str, roles: str, source: str, base: str, targets: str) -> None:
        """Remember what fills a slot: for each role a target; a slot without roles gives its own name."""
        named = [_meant(role) for role in re.split(r"(?<!\\);", roles)]
        for number, target in enumerate(targets.split(";")):
            if match := _TARGET.match(target):
                role = named[number] if number < len(named) else ""
                # The number may be that of the annotation itself; then its target has none.
                for name in (f"{base} {match['number']}", f"{base} @{match['token']}"):
                    self._slots.append((role or slot, source, name))

    def _take_relations(self, layer: _Layer, name: str, cells: Sequence[str]) -> None:
        base = next((each.removeprefix("BT_") for each in layer.features if each.startswith("BT_")), "")
        for number, reference in enumerate(cells[-1].split("|")):
            match = _SOURCE.fullmatch(reference)
            if match is None:
                raise ValueError(reference)
            columns = [_STACKED.findall(cell) for cell in cells[:-1]]
            said = {
                feature: _meant(column[number]) if number < len(column) else ""
                for feature, column in zip(layer.features, columns, strict=False)
            }
            label = said.pop("label", "") or said.pop("value", "") or next(iter(said.values()), "")
            source = self._end(base, match["token"], match["source"])
            target = self._end(base, name, match["target"])
            self._references.append(
                (label or layer.name.rpartition(".")[2], source, target, said.get("note", ""))
            )

    def _end(self, base: str, token: str, number: str | None) -> str:
        """Return what names the annotation of a token that has no other, or the one of a number."""
        return f"{base} {number}" if number and number != "0" else f"{base} @{token}"

    def document(self) -> LabelledDocument:
        """Return all of it as a document."""
        text = "".join(self._parts)
        index = Utf16Index(text)
        spans: list[Span] = []
        names: dict[str, str] = {}
        for layer in self._layers:
            short = layer.name.rpartition(".")[2]
            if layer.kind != "T_SP" or short in _GRAMMAR:
                continue
            for key, places in layer.places.items():
                span = _span(layer, key, short, f"{len(spans) + 1}", places, index)
                names[f"{layer.name} {key}"] = span.id
                spans.append(span)
            for token, keys in self._at.items():
                if token.startswith(f"{layer.name} "):
                    at = token.removeprefix(f"{layer.name} ")
                    names[f"{layer.name} @{at}"] = names[f"{layer.name} {keys[0]}"]
        relations = []
        for number, (label, source, target, note) in enumerate(self._references, start=1):
            if source in names and target in names:
                relations.append(Relation(f"r{number}", label, names[source], names[target], note=note))
        for number, (role, source, target) in enumerate(self._slots, start=1):
            if source in names and target in names:
                relations.append(Relation(f"s{number}", role, names[source], names[target]))
        return LabelledDocument("", "", text, in_order(spans), tuple(relations))


def _span(
    layer: _Layer, key: str, short: str, name: str, places: Sequence[tuple[int, int]], index: Utf16Index
) -> Span:
    try:
        start = index.to_code_point(min(places)[0])
        end = index.to_code_point(max(place[1] for place in places))
    except ValueError as error:
        raise WrongRecordError("range", places[0]) from error
    values = dict(layer.values[key])
    if layer.has_slots:
        values = {name: value for name, value in values.items() if not _SLOT.match(name)}
    note, doubtful = values.pop(NOTE, ""), values.pop(DOUBT, "") == "true"
    label = values.pop(VALUE, "") or values.pop("label", "")
    if not label:
        # A layer of somebody's own: its first feature that says something names the class.
        named = next((name for name, value in values.items() if value and not name.startswith("a_")), None)
        label = values.pop(named) if named else short
    said = ((name_of(name.removeprefix("a_")), value) for name, value in values.items())
    attributes = attributes_of(said) if values else ()
    return Span(label, ((start, end),), name, note, attributes, doubtful)
