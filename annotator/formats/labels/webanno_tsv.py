"""WebAnno TSV 3.3, which INCEpTION reads too: a token a line, a token being one character that is no blank.

Positions are UTF-16 units. A line of the text is a sentence. Spans are annotations of the built-in layer of named
entities, each with its number in brackets; what is said of them stands in further columns, which the file's head names.
A relation stands in the line of its target and names the token and number of its source. Source of the format:
INCEpTION's user guide, appendix “WebAnno TSV 3.3”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.formats.labels.document import LabelledDocument, Span
from annotator.formats.labels.features import DETAILS, Feature, reduced
from annotator.formats.labels.names import identifier
from annotator.text.offsets import Utf16Index, utf16_length

HOLDS = DETAILS | {Feature.OVERLAPS, Feature.RELATIONS}

ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
RELATION = "webanno.custom.Relation"
VALUE, NOTE, DOUBT = "value", "note", "doubtful"

HEAD = "#FORMAT=WebAnno TSV 3"
_LINE_ENDS = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f", "\b": "\\b"}
_RESERVED = _LINE_ENDS | {character: f"\\{character}" for character in "[]|_;*"}
_TEXT = str.maketrans(_LINE_ENDS)
_CELL = str.maketrans(_RESERVED)


def webanno_tsv(document: LabelledDocument) -> str:
    """Return a document as a file."""
    return _Writer(reduced(document, HOLDS)).content()


def webanno_document(document: LabelledDocument) -> LabelledDocument:
    """Return what comes back of a document: lines of blanks only are empty, those at the end are gone."""
    kept = reduced(document, HOLDS)
    lines = [line if line.strip() else "\n" * len(line) for line in kept.text.split("\n")]
    return replace(kept, text="\n".join(lines).rstrip("\n"))


class _Writer:
    """Writes one document."""

    def __init__(self, document: LabelledDocument) -> None:
        self._text = document.text
        self._index = Utf16Index(document.text)
        spans = document.spans
        names = sorted(
            {identifier(name) for span in spans for name, _ in span.attributes} - {VALUE, NOTE, DOUBT}
        )
        self._features = [VALUE]
        self._features += [NOTE] if any(span.note for span in spans) else []
        self._features += [DOUBT] if any(span.doubtful for span in spans) else []
        self._features += [f"a_{name}" for name in names]
        self._noted = any(relation.note for relation in document.relations)
        self._relations = document.relations
        self._spans = spans
        self._numbers = {span.id: number for number, span in enumerate(spans, start=1) if span.id}
        self._on: dict[int, list[int]] = {}
        for number, span in enumerate(spans, start=1):
            for place in range(span.start, span.end):
                self._on.setdefault(place, []).append(number)

    def content(self) -> str:
        """Return the whole file."""
        head = [f"{HEAD}.3", f"#T_SP={ENTITY}|{'|'.join(self._features)}"]
        if self._relations:
            head.append(f"#T_RL={RELATION}|label{'|note' if self._noted else ''}|BT_{ENTITY}")
        return "\n".join([*head, "", "", *self._sentences()])

    def _sentences(self) -> Iterator[str]:
        names = self._token_names()
        width = len(self._features) + (2 + self._noted if self._relations else 0)
        empty = "\t_" * width
        targets = self._targets(names)
        on, text = self._on, self._text
        drawn: dict[tuple[int, ...], str] = {}
        at = number = end = 0
        for line in text.split("\n"):
            if line.strip():
                number += 1
                yield f"#Text={line.translate(_TEXT)}"
                token = 0
                for place, character in enumerate(line, start=at):
                    start = end
                    end += 2 if character > "\uffff" else 1
                    if character.isspace():
                        continue
                    token += 1
                    shown = _RESERVED.get(character, character)
                    if place in on:
                        key = tuple(on[place])
                        if key not in drawn:
                            drawn[key] = self._cells(key)
                        cells = drawn[key] + self._relation_cells(targets.get(place, ()))
                        yield f"{number}-{token}\t{start}-{end}\t{shown}{cells}"
                    else:
                        yield f"{number}-{token}\t{start}-{end}\t{shown}{empty}"
                yield ""
            else:
                end += utf16_length(line)
            end += 1
            at += len(line) + 1

    def _token_names(self) -> dict[int, str]:
        """Return the names of the tokens at which relations have their ends, by place."""
        wanted = {
            span.start
            for span in self._spans
            for each in self._relations
            if span.id in (each.source, each.target)
        }
        names = {}
        at = number = 0
        for line in self._text.split("\n") if wanted else ():
            if line.strip():
                number += 1
                token = 0
                for place, character in enumerate(line, start=at):
                    token += not character.isspace()
                    if place in wanted:
                        names[place] = f"{number}-{token}"
            at += len(line) + 1
        return names

    def _targets(self, names: dict[int, str]) -> dict[int, list[tuple[str, str, str]]]:
        """Return type, note and source of relations by the place where their target begins."""
        found: dict[int, list[tuple[str, str, str]]] = {}
        for each in self._relations:
            source, target = self._numbers[each.source], self._numbers[each.target]
            place = names[self._spans[source - 1].start]
            entry = (_cell(each.type), _cell(each.note), f"{place}[{source}_{target}]")
            found.setdefault(self._spans[target - 1].start, []).append(entry)
        return found

    def _cells(self, numbers: Sequence[int]) -> str:
        columns = []
        for feature in self._features:
            said = (f"{_cell(_value(self._spans[number - 1], feature))}[{number}]" for number in numbers)
            columns.append("|".join(said))
        return "".join(f"\t{column}" for column in columns)

    def _relation_cells(self, relations: Sequence[tuple[str, str, str]]) -> str:
        if not self._relations:
            return ""
        if not relations:
            return "\t_" * (2 + self._noted)
        kinds, notes, sources = ("|".join(column) for column in zip(*relations, strict=True))
        return f"\t{kinds}\t{notes}\t{sources}" if self._noted else f"\t{kinds}\t{sources}"


def _value(span: Span, feature: str) -> str:
    if feature == VALUE:
        return span.label
    if feature == NOTE:
        return span.note
    if feature == DOUBT:
        return "true" if span.doubtful else ""
    wanted = feature.removeprefix("a_")
    return next((value for name, value in span.attributes if identifier(name) == wanted), "")


def _cell(value: str) -> str:
    return value.translate(_CELL).replace("->", "\\->") if value else "*"
