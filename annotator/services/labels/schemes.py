"""The label schemes of a project: several, one of them current; and what becomes of labels when a scheme is changed.

Like house rules, schemes are no part of the journal. What changes in the issues with them, labels renamed or given up,
is one step of the journal and can be undone. Labels of the same id are the same label in all schemes of a project.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.label_schemes import NoSchemeError, read_scheme, scheme_json
from annotator.model.codec import CodecError, decode, encode
from annotator.model.issue import Issue
from annotator.model.labels import DocumentLabel, Label, LabelScheme, RelationType, unite_document_labels
from annotator.model.operations import (
    ChangeLabels,
    ChangeRelation,
    ClearDocumentLabel,
    Operation,
    RemoveLabels,
    RemoveRelations,
    SetDocumentLabel,
)
from annotator.resources import resource_path
from annotator.services.files.reading import read_list_bytes
from annotator.services.files.writing import write_checked
from annotator.services.labels.label_colors import next_color
from annotator.services.project.session import Session
from annotator.store.label_uses import UseKind
from annotator.text.encoding import decode as decode_text

DEFAULT_SCHEME = "entities"
SCHEMES_KEY = "label_schemes"
_ONE_SCHEME_KEY = "label_scheme"  # of projects made when a project had one scheme


@dataclass(frozen=True)
class Schemes:
    """The schemes of a project.

    Attributes:
        all: all of them, with ids that differ; at least one.
        current_id: id of the one that people label with now.
    """

    all: tuple[LabelScheme, ...]
    current_id: str = ""

    @cached_property
    def current(self) -> LabelScheme:
        """The scheme that people label with now."""
        return next((scheme for scheme in self.all if scheme.id == self.current_id), self.all[0])

    @cached_property
    def known(self) -> LabelScheme:
        """The current scheme with the labels and relation types of the others behind its own, to show spans by."""
        labels: dict[str, Label] = {}
        relations: dict[str, RelationType] = {}
        for scheme in (self.current, *self.all):
            for label in scheme.labels:
                labels.setdefault(label.id, label)
            for relation in scheme.relations:
                relations.setdefault(relation.id, relation)
        return replace(self.current, labels=tuple(labels.values()), relations=tuple(relations.values()))


def shipped_scheme(scheme_id: str) -> LabelScheme:
    """Return a label scheme that comes with the program.

    Raises:
        FileNotFoundError: there is none of that name.
    """
    path = resource_path("label_schemes", f"{scheme_id}.json")
    return decode(LabelScheme, json.loads(path.read_text(encoding="utf-8")))


def shipped_schemes() -> tuple[LabelScheme, ...]:
    """Return all label schemes that come with the program, the default first, then by id."""
    folder = resource_path("label_schemes")
    names = sorted(
        (path.stem for path in folder.glob("*.json")), key=lambda name: (name != DEFAULT_SCHEME, name)
    )
    return tuple(shipped_scheme(name) for name in names)


def schemes_of(session: Session) -> Schemes:
    """Return the project's schemes; those that come with the program where it has none of its own.

    Raises:
        UserError: they cannot be read.
    """
    data, one = session.data(SCHEMES_KEY), session.data(_ONE_SCHEME_KEY)
    try:
        if isinstance(data, dict):
            held = decode(tuple[LabelScheme, ...], data.get("schemes"))
            if held:
                return Schemes(held, str(data.get("current", "")))
        own = () if one is None else (decode(LabelScheme, one),)
    except CodecError as error:
        raise UserError("scheme.unreadable", file=session.path.name) from error
    names = {scheme.id for scheme in own}
    schemes = (*own, *(scheme for scheme in shipped_schemes() if scheme.id not in names))
    return Schemes(schemes, schemes[0].id)


def scheme_of(session: Session) -> LabelScheme:
    """Return the scheme that people label with now.

    Raises:
        UserError: the project's schemes cannot be read.
    """
    return schemes_of(session).current


def set_schemes(session: Session, schemes: Schemes) -> None:
    """Make these the project's schemes.

    Raises:
        UserError: the project is read-only or cannot be written.
    """
    session.set_data(SCHEMES_KEY, {"current": schemes.current.id, "schemes": encode(schemes.all)})


def set_scheme(session: Session, scheme: LabelScheme) -> None:
    """Make a scheme one of the project's, in place of one of its id, and the current one.

    Raises:
        UserError: the project is read-only or cannot be written, or its schemes cannot be read.
    """
    held = schemes_of(session).all
    if any(other.id == scheme.id for other in held):
        held = tuple(scheme if other.id == scheme.id else other for other in held)
    else:
        held = (scheme, *held)
    set_schemes(session, Schemes(held, scheme.id))


def read_scheme_file(path: Path) -> LabelScheme:
    """Read the scheme of a file: our JSON, Label Studio's configuration, or doccano's list of labels.

    Raises:
        UserError: the file is missing or unreadable, or holds no scheme.
    """
    data = read_list_bytes(path)
    try:
        return read_scheme(decode_text(data).text, path.stem, next_color)
    except (UserError, NoSchemeError) as error:
        raise UserError("scheme.file", file=path.name) from error


def write_scheme_file(path: Path, scheme: LabelScheme) -> None:
    """Write a scheme to a file, as our JSON.

    Raises:
        UserError: it cannot be written; what was there stays.
    """
    write_checked(path, scheme_json(scheme))


def counted_uses(session: Session) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return how often each label, and how often each relation type, is used in the whole project."""
    labels: dict[str, int] = {}
    relations: dict[str, int] = {}
    for use in session.label_uses():
        counts = relations if use.kind is UseKind.RELATION else labels
        counts[use.id] = counts.get(use.id, 0) + use.count
    return labels, relations


@dataclass(frozen=True, slots=True)
class Replacements:
    """What becomes of the uses of labels and relation types, by id: another one's id, or None: they are removed."""

    labels: Mapping[str, str | None] = field(default_factory=dict)
    relations: Mapping[str, str | None] = field(default_factory=dict)


def apply_replacements(session: Session, replacements: Replacements) -> int:
    """Carry replacements out in all issues as one undoable step; return how many uses were changed.

    Raises:
        UserError: the project is read-only or cannot be written; nothing has changed.
    """
    concerned: dict[str, int] = {}
    for use in session.label_uses():
        changed = replacements.relations if use.kind is UseKind.RELATION else replacements.labels
        if use.id in changed and changed[use.id] != use.id:
            concerned[use.issue] = concerned.get(use.issue, 0) + use.count
    if concerned:
        session.perform_all(
            {issue_id: replacing(session.issue(issue_id), replacements) for issue_id in concerned}
        )
    return sum(concerned.values())


def replacing(issue: Issue, replacements: Replacements) -> list[Operation]:
    """Return the operations that carry replacements out in an issue; relations of removed spans go with these."""
    changed, removed = [], []
    for span in issue.spans.values():
        new = replacements.labels.get(span.label, span.label)
        if new is None:
            removed.append(span.id)
        elif new != span.label:
            changed.append(replace(span, label=new))
    operations: list[Operation] = []
    if changed:
        operations.append(ChangeLabels(tuple(changed)))
    operations += _relations(issue, replacements, frozenset(removed))
    if removed:
        operations.append(RemoveLabels(tuple(removed)))
    return [*operations, *_document_labels(issue, replacements)]


def _relations(issue: Issue, replacements: Replacements, without: frozenset[str]) -> Iterable[Operation]:
    removed = []
    for relation in issue.relations.values():
        if relation.source in without or relation.target in without:
            continue
        new = replacements.relations.get(relation.type, relation.type)
        if new is None:
            removed.append(relation.id)
        elif new != relation.type:
            yield ChangeRelation(replace(relation, type=new))
    if removed:
        yield RemoveRelations(tuple(removed))


def _document_labels(issue: Issue, replacements: Replacements) -> Iterable[Operation]:
    for article_id, held in issue.document_labels.items():
        # Two labels may become one, and two may change places.
        wanted: tuple[DocumentLabel, ...] = ()
        for entry in held:
            new = replacements.labels.get(entry.label, entry.label)
            if new is not None:
                wanted = unite_document_labels(wanted, (replace(entry, label=new),))
        names = {entry.label for entry in wanted}
        yield from (ClearDocumentLabel(article_id, e.label) for e in held if e.label not in names)
        yield from (SetDocumentLabel(article_id, entry) for entry in wanted if entry not in held)


__all__ = [
    "DEFAULT_SCHEME",
    "SCHEMES_KEY",
    "Replacements",
    "Schemes",
    "apply_replacements",
    "counted_uses",
    "read_scheme_file",
    "replacing",
    "scheme_of",
    "schemes_of",
    "set_scheme",
    "set_schemes",
    "shipped_scheme",
    "shipped_schemes",
    "write_scheme_file",
]
