"""Whether a label scheme makes sense, and which label the keys pressed so far stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

from annotator.model.labels import YES, Attribute, AttributeKind, Label, LabelScheme, RelationType

MOST_KEYS = 2
"""Characters of the longest code of keys."""

_BEGINNINGS = 4
"""Characters that only begin codes of two: 22 letters and 104 codes of two are enough for any scheme."""

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_GOOD_ID = re.compile(r"[^\s\x00-\x1f\x7f]+(?: [^\s\x00-\x1f\x7f]+)*")

Keyed = TypeVar("Keyed", Label, RelationType)


@dataclass(frozen=True, slots=True)
class SchemeProblem:
    """What is wrong with a scheme.

    Attributes:
        code: which sentence to say.
        subject: id of the label or relation type it is about (its name where the id is the problem), or empty.
        value: what else the sentence names: the other id, the key, the attribute's id.
    """

    code: str
    subject: str = ""
    value: str = ""


def problems_of(scheme: LabelScheme) -> tuple[SchemeProblem, ...]:
    """Return what is wrong with a scheme, label by label; empty if it can be used.

    Codes: ``scheme.name`` (empty), ``scheme.labels`` (none); for labels and relation types ``id.empty``, ``id.blank``
    (blanks other than single spaces between words), ``id.twice``, ``name.empty``, ``color``, ``key.long``,
    ``key.blank`` (no ASCII letters and digits), ``key.twice`` (value: the key), ``key.begins`` (value: the longer key);
    for attributes ``attribute.id``, ``attribute.twice``, ``attribute.name``, ``attribute.choices`` (none, empty or
    twice), ``attribute.default`` (value: the attribute); ``relation.label`` (value: the id of a label that is none,
    or one of whole articles).
    """
    found: list[SchemeProblem] = []
    if not scheme.name.strip():
        found.append(SchemeProblem("scheme.name"))
    if not scheme.labels:
        found.append(SchemeProblem("scheme.labels"))
    for entries in (scheme.labels, scheme.relations):
        found += _of_names(entries)
        found += _of_keys(entries)
    for label in scheme.labels:
        found += _of_attributes(label)
    found += _of_relations(scheme)
    return tuple(found)


def _of_names(entries: Sequence[Label] | Sequence[RelationType]) -> Iterator[SchemeProblem]:
    seen: set[str] = set()
    for entry in entries:
        if not entry.id:
            yield SchemeProblem("id.empty", entry.name)
        elif not _GOOD_ID.fullmatch(entry.id):
            yield SchemeProblem("id.blank", entry.id)
        elif entry.id in seen:
            yield SchemeProblem("id.twice", entry.id)
        seen.add(entry.id)
        if not entry.name.strip():
            yield SchemeProblem("name.empty", entry.id)
        if not _COLOR.fullmatch(entry.color):
            yield SchemeProblem("color", entry.id)


def _of_keys(entries: Sequence[Label] | Sequence[RelationType]) -> Iterator[SchemeProblem]:
    keyed = [(entry.id, entry.key.lower()) for entry in entries if entry.key]
    for name, key in keyed:
        if len(key) > MOST_KEYS:
            yield SchemeProblem("key.long", name, key)
        if not (key.isascii() and key.isalnum()):
            yield SchemeProblem("key.blank", name, key)
    for (_, first), (name, key) in combinations(keyed, 2):
        if first == key:
            yield SchemeProblem("key.twice", name, key)
        elif first.startswith(key) or key.startswith(first):
            yield SchemeProblem("key.begins", name, max(first, key, key=len))


def _of_attributes(label: Label) -> Iterator[SchemeProblem]:
    seen: set[str] = set()
    for attribute in label.attributes:
        if not _GOOD_ID.fullmatch(attribute.id):
            yield SchemeProblem("attribute.id", label.id, attribute.id)
        elif attribute.id in seen:
            yield SchemeProblem("attribute.twice", label.id, attribute.id)
        seen.add(attribute.id)
        if not attribute.name.strip():
            yield SchemeProblem("attribute.name", label.id, attribute.id)
        choices = attribute.choices
        if attribute.kind is AttributeKind.CHOICE and (
            not choices or "" in choices or len(set(choices)) < len(choices)
        ):
            yield SchemeProblem("attribute.choices", label.id, attribute.id)
        if attribute.default and not value_fits(attribute, attribute.default):
            yield SchemeProblem("attribute.default", label.id, attribute.id)


def value_fits(attribute: Attribute, value: str) -> bool:
    """Return whether an attribute can have a value that is not empty."""
    match attribute.kind:
        case AttributeKind.CHOICE:
            return value in attribute.choices
        case AttributeKind.YES_NO:
            return value == YES
        case AttributeKind.TEXT:
            return True


def _of_relations(scheme: LabelScheme) -> Iterator[SchemeProblem]:
    spans = {label.id for label in scheme.labels if label.level == "span"}
    for relation in scheme.relations:
        for name in dict.fromkeys((*relation.sources, *relation.targets)):
            if name not in spans:
                yield SchemeProblem("relation.label", relation.id, name)


@dataclass(frozen=True, slots=True)
class Chosen(Generic[Keyed]):
    """What keys stand for.

    Attributes:
        entry: the label or relation type whose code they are, or None.
        longer: those whose code only begins with them.
    """

    entry: Keyed | None
    longer: tuple[Keyed, ...]


def chosen(entries: Iterable[Keyed], keys: str) -> Chosen[Keyed]:
    """Return what the keys pressed so far stand for among labels or relation types; case does not count."""
    wanted = keys.lower()
    found = None
    longer = []
    for entry in entries:
        key = entry.key.lower()
        if key and key == wanted and found is None:
            found = entry
        elif key and key.startswith(wanted):
            longer.append(entry)
    return Chosen(found, tuple(longer))


def free_key(taken: Iterable[str], name: str = "", keys: str = "abcdefghijklmnopqrstuvwxyz") -> str:
    """Return a code of keys that no other one begins and that begins no other one; empty if all are taken.

    Args:
        taken: the codes of the other labels or relation types.
        name: letters to be preferred, such as those of an id.
        keys: the characters that codes are made of, the first ones preferred.
    """
    used = [key.lower() for key in taken if key]
    first = {key[0] for key in used}
    letters = dict.fromkeys(character for character in name.lower() if character in keys)
    order = [*letters, *(character for character in keys if character not in letters)]
    singles = sum(character not in used for character in keys)
    for character in order:
        # The last free characters are kept to begin codes of two.
        if character not in first and singles > _BEGINNINGS:
            return character
    for beginning in order:
        if beginning in used:
            continue
        for character in order:
            if beginning + character not in used:
                return beginning + character
    return ""
