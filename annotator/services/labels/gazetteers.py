"""Gazetteers 词表: names to be suggested as labels: everybody's, a project's, and lists that come with the program.

A gazetteer is a text file with an entry a line, or an entry, a tab and a label (its id or its name). Lines that begin
with ``#`` are remarks; ``# label: LOC`` (or ``# 标签：地点``) says the label of the entries that name none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from annotator.errors import UserError
from annotator.model.labels import LabelScheme
from annotator.paths import config_folder
from annotator.resources import resource_path
from annotator.services.files.reading import read_list
from annotator.services.project.house_rules import KeepsData
from annotator.text.phrases import Phrases

GAZETTEERS_KEY = "gazetteers"
FOLDER = "gazetteers"
_SUFFIXES = frozenset((".txt", ".tsv"))
_MOST = 32
_LONGEST = 64
"""Longest entry, in code points."""
_LABEL = re.compile(r"#\s*(?:label|标签)\s*[:：=]\s*(.*?)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """A list of names.

    Attributes:
        name: for people, the file's name without its ending.
        label: id or name of the label of entries that name none; may be empty, such entries are not suggested then.
        entries: texts, each with the id or name of its label or an empty text, in the order given.
    """

    name: str
    label: str = ""
    entries: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """What all gazetteers together say, in the labels of one scheme.

    Attributes:
        labels: ids of labels by text.
        phrases: the texts as a tree.
    """

    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: Phrases = field(default_factory=lambda: Phrases(()), compare=False)


def read_gazetteer(path: Path) -> Gazetteer:
    """Read a gazetteer file.

    Raises:
        UserError: the file is missing, unreadable, too large, no text, or a line is too long to be an entry; its number
            is said.
    """
    return parse_gazetteer(read_list(path, _MOST), path.stem, path.name)


def parse_gazetteer(text: str, name: str, file: str = "") -> Gazetteer:
    """Return the gazetteer of a text.

    Raises:
        UserError: a line is too long to be an entry.
    """
    label = ""
    entries: dict[tuple[str, str], None] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if line.startswith("#"):
            said = _LABEL.match(line)
            label = said.group(1) if said else label
            continue
        entry, _, wanted = line.partition("\t")
        if len(entry.strip()) > _LONGEST:
            raise UserError("gazetteer.line", file=file or name, line=number)
        if entry.strip():
            entries[entry.strip(), wanted.partition("\t")[0].strip()] = None
    return Gazetteer(name, label, tuple(entries))


def gazetteer_text(gazetteer: Gazetteer) -> str:
    """Return a gazetteer as text that :func:`parse_gazetteer` reads back the same."""
    lines = [f"# label: {gazetteer.label}"] if gazetteer.label else []
    lines += [f"{entry}\t{label}" if label else entry for entry, label in gazetteer.entries]
    return "".join(f"{line}\n" for line in lines)


def project_gazetteers(session: KeepsData) -> tuple[Gazetteer, ...]:
    """Return the gazetteers of a project; what makes no sense is passed over."""
    data = session.data(GAZETTEERS_KEY)
    rows = (
        row for row in (data if isinstance(data, list) else ()) if isinstance(row, list) and len(row) == 2
    )
    return tuple(
        parse_gazetteer(text, name) for name, text in rows if isinstance(name, str) and isinstance(text, str)
    )


def set_project_gazetteers(session: KeepsData, gazetteers: Iterable[Gazetteer]) -> None:
    """Make these the gazetteers of a project; durable when it returns. Like house rules, it is no step to be undone.

    Raises:
        UserError: the project is read-only or cannot be written.
    """
    session.set_data(GAZETTEERS_KEY, [[each.name, gazetteer_text(each)] for each in gazetteers])


def global_folder() -> Path:
    """Return where the gazetteers for all projects are kept; it may not exist."""
    return config_folder() / FOLDER


def global_gazetteers() -> tuple[Gazetteer, ...]:
    """Return the gazetteers for all projects, those that come with the program first.

    Raises:
        UserError: a file cannot be read, or a line is no entry.
    """
    folders = (*_shipped(), global_folder())
    paths = [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]
    return tuple(_cached(path, path.stat().st_mtime_ns) for path in paths if path.suffix in _SUFFIXES)


def listed(gazetteers: Iterable[Gazetteer], scheme: LabelScheme) -> Listed:
    """Return what gazetteers say in the labels of a scheme; entries whose label it does not have are left out."""
    ids = {name.casefold(): label.id for label in scheme.labels for name in (label.name, label.id)}
    labels: dict[str, tuple[str, ...]] = {}
    for gazetteer in gazetteers:
        common = ids.get(gazetteer.label.casefold(), "")
        for entry, own in gazetteer.entries:
            label = ids.get(own.casefold(), "") if own else common
            if label and len(entry) > 1 and label not in labels.get(entry, ()):
                labels[entry] = (*labels.get(entry, ()), label)
    return Listed(labels, Phrases(labels))


def _shipped() -> tuple[Path, ...]:
    """Return the folder of lists that come with the program, if any do."""
    try:
        return (resource_path(FOLDER),)
    except FileNotFoundError:
        return ()


@lru_cache(maxsize=64)
def _cached(path: Path, _changed: int) -> Gazetteer:
    return read_gazetteer(path)
