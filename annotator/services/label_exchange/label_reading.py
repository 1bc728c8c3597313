"""Reading files of labels: which format one is in, and the documents it holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.collecting import no_collection
from annotator.errors import UserError
from annotator.formats.labels.json_lines_reading import is_pair
from annotator.formats.labels.reading import Reading, Record
from annotator.services.label_exchange.label_archive import archive, members_of, names_in
from annotator.services.label_exchange.label_exporting import Layer, layer_of
from annotator.services.label_exchange.label_files import decoded
from annotator.services.label_exchange.label_formats import LabelFormat, label_format
from annotator.text.json_data import parse_json

SUFFIXES = frozenset(
    (
        *(".jsonl", ".json", ".ndjson", ".jsonld", ".ann", ".txt", ".zip", ".tsv", ".xmi", ".xml", ".csv"),
        *(".conll", ".bio", ".bmes", ".bioes", ".spacy"),
    )
)
"""Suffixes of files that may hold labels."""

_TAGGED = re.compile(r"\S+[ \t]+(?:\S+[ \t]+)*(?:O|[BIMESLU]-\S+)\s*")
_DEFLATED = (b"\x78\x01", b"\x78\x9c", b"\x78\xda")
"""How a DocBin begins: as deflated data, which is no text."""
_HEAD = 200_000
"""Characters at the beginning of a file that are looked at to tell its format."""


@dataclass(frozen=True, slots=True)
class LabelFile:
    """A file of labels that was read.

    Attributes:
        path: the file or folder.
        form: its format.
        reading: what it holds.
    """

    path: Path
    form: LabelFormat
    reading: Reading

    @property
    def records(self) -> tuple[Record, ...]:
        """The records that were read."""
        return self.reading.records


def read_label_file(path: Path, form: str | None = None) -> LabelFile:
    """Read a file of labels, an archive or a folder of such files.

    Of brat and Web Annotation either file of a pair may be named; the other one lies beside it.

    Args:
        path: the file or folder.
        form: name of one of ``LABEL_FORMATS``, or None to find it out.

    Raises:
        UserError: the file cannot be read, or is in no format known here; or the format is unknown or needs a package
            that is not installed.
    """
    try:
        return _read(path, form)
    except UserError as error:
        raise UserError(error.code, **{"file": path.name, **error.values}) from error
    except FileNotFoundError as error:
        raise UserError("import.missing", file=str(path)) from error
    except OSError as error:
        raise UserError("import.unreadable", file=str(path), reason=error.strerror or str(error)) from error


def _read(path: Path, form: str | None) -> LabelFile:
    data = _data_of(path)
    chosen = guess(data) if form is None else label_format(form)
    if chosen is None:
        raise UserError("labels.format" if form is None else "export.format", format=form or "")
    with no_collection():
        return LabelFile(path, chosen, chosen.read(data))


def _data_of(path: Path) -> bytes:
    """Return the content of a file; of several that belong together, an archive."""
    if path.is_dir():
        found = sorted(each for each in path.rglob("*") if each.is_file() and each.suffix.lower() in SUFFIXES)
        return archive({each.relative_to(path).as_posix(): each.read_bytes() for each in found})
    data = _corrected(path.read_bytes())
    partner = _partner(path, data)
    if partner is not None:
        return archive({each.name: each.read_bytes() for each in (path, partner)})
    return data


def _partner(path: Path, data: bytes) -> Path | None:
    """Return the other file of a pair of text and annotations, if the file is one of a pair."""
    suffix = path.suffix.lower()
    if suffix == ".jsonld" or (suffix == ".ann" and b"[@" not in data):
        wanted: tuple[str, ...] = (".txt",)
    elif suffix == ".txt":
        wanted = (".ann", ".jsonld")
    else:
        return None
    return next((each for end in wanted if (each := path.with_suffix(end)).is_file()), None)


def _corrected(data: bytes) -> bytes:
    """Return what an archive of both layers holds over the corrected text; any other file as it is."""
    if data[:2] != b"PK":
        return data
    names = names_in(data)
    both = "alignment.jsonl" in names and any(name.startswith(f"{Layer.CORRECTED}/") for name in names)
    return layer_of(members_of(data), Layer.CORRECTED) if both else data


def guess(data: bytes) -> LabelFormat | None:
    """Return the format that the content of a file speaks for, or None."""
    found = _guess_archive(data) if data[:2] == b"PK" else _guess_file(data)
    return label_format(found) if found else None


def _guess_archive(data: bytes) -> str | None:
    listed = names_in(data)
    names = [name.lower() for name in listed if not name.endswith("export.json")]
    for suffix, form in (
        (".ann", "brat"),
        (".tsv", "webanno-tsv"),
        (".xmi", "uima-xmi"),
        (".jsonld", "web-annotation"),
        (".json", "uima-json"),
    ):
        if any(name.endswith(suffix) for name in names):
            return form
    # doccano has a file of lines for each annotator.
    lines = next((name for name in listed if name.lower().endswith(".jsonl")), None)
    content = None if lines is None else members_of(data).get(lines)
    return None if content is None else _guess_file(content)


def _guess_file(data: bytes) -> str | None:
    if data[:2] in _DEFLATED:
        return "spacy"
    head = decoded(data)[:_HEAD]
    start = head.lstrip()
    if start.startswith("#FORMAT=WebAnno TSV"):
        return "webanno-tsv"
    if start.startswith("<"):
        return _guess_xml(start)
    if start.startswith(("{", "[")) and (found := _guess_json(decoded(data))):
        return found
    columns = {column.strip().lower().strip('"') for column in start.partition("\n")[0].split(",")}
    if {"kind", "text", "ranges"} <= columns or {"text", "start", "end", "label"} <= columns:
        return "labels-csv"
    if re.search(r"\[[@$][^\]]*#[^\]*]+\*\]", head):
        return "yedda"
    return _guess_lines(start)


def _guess_xml(head: str) -> str | None:
    if "http://www.omg.org/XMI" in head:
        return "uima-xmi"
    return "tei-labels" if "http://www.tei-c.org/ns/1.0" in head else None


def _guess_json(content: str) -> str | None:
    first = _first_value(content)
    if is_pair(first):
        return "spacy-jsonl"
    if not isinstance(first, dict):
        return None
    if "%FEATURE_STRUCTURES" in first:
        return "uima-json"
    if isinstance(first.get("data"), dict) or "annotation_id" in first:
        return "label-studio"
    if "fields" in first or "prediction" in first or "annotation" in first:
        return "argilla"
    if not ("text" in first or "data" in first):
        return None
    if isinstance(first.get("spans"), list) or "answer" in first:
        return "prodigy"
    if isinstance(first.get("spans"), dict) or "ents" in first:
        return "spacy-jsonl"
    entities = first.get("entities")
    if isinstance(entities, list):
        return "doccano-relations" if all(isinstance(each, dict) for each in entities) else "spacy-jsonl"
    return "doccano" if not first.keys().isdisjoint(("label", "labels", "annotations")) else None


def _first_value(content: str) -> Any:
    """Return the first JSON value of a text, of a list its first entry; or that of the first line that holds one."""
    begin = content.lstrip()
    with suppress(ValueError, RecursionError):
        first = json.JSONDecoder().raw_decode(begin.removeprefix("[").lstrip())[0]
        if not isinstance(first, str):  # else each line is a list of its own
            return first
    for line in content[:_HEAD].split("\n"):
        try:
            return parse_json(line)
        except ValueError:
            continue
    return None


def _guess_lines(head: str) -> str | None:
    lines = [line for line in head.split("\n")[:200] if line.strip()]
    tagged = sum(_TAGGED.fullmatch(line) is not None for line in lines)
    if lines and tagged >= 0.9 * len(lines):
        single = any(re.search(r"[\t ][SE]-\S+\s*$", line) for line in lines)
        return "conll-bmes" if single else "conll-bio"
    return None


def collect_label_files(paths: Iterable[Path]) -> list[Path]:
    """Return files of labels, each pair of text and annotations once."""
    found: dict[Path, Path] = {}
    for path in paths:
        key = path.with_suffix("") if path.suffix.lower() in (".ann", ".txt", ".jsonld") else path
        found.setdefault(key, path)
    return list(found.values())
