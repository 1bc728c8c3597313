"""A label scheme while it is being edited: it remembers what each label was called before, so that spans can follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from annotator.model.labels import Label, LabelScheme, RelationType
from annotator.model.schemes import free_key
from annotator.services.labels.label_colors import next_color
from annotator.services.labels.schemes import Replacements

Keyed = TypeVar("Keyed", Label, RelationType)


@dataclass(frozen=True, slots=True)
class Rows(Generic[Keyed]):
    """Labels or relation types in order.

    Attributes:
        entries: as they are now.
        origins: the id each had before, empty for a new one.
        given_up: what becomes of the uses of those removed, by the id each had before: the id, as it is now, of another
            one, or None: they are removed. Where nothing is said the uses stay as they are.
    """

    entries: tuple[Keyed, ...]
    origins: tuple[str, ...]
    given_up: Mapping[str, str | None] = field(default_factory=dict)

    def put(self, index: int, entry: Keyed) -> Rows[Keyed]:
        """Return the rows with one changed; what was to be replaced by it still is."""
        old = self.entries[index].id
        given_up = {key: entry.id if value == old else value for key, value in self.given_up.items()}
        entries = list(self.entries)
        entries[index] = entry
        return Rows(tuple(entries), self.origins, given_up)

    def add(self, entry: Keyed, index: int) -> Rows[Keyed]:
        """Return the rows with a new one."""
        entries, origins = list(self.entries), list(self.origins)
        entries.insert(index, entry)
        origins.insert(index, "")
        return Rows(tuple(entries), tuple(origins), self.given_up)

    def remove(self, index: int, successor: str | None, *, keep: bool = False) -> Rows[Keyed]:
        """Return the rows without one.

        Args:
            index: the row.
            successor: id of the one its uses are given to; None: they are removed.
            keep: its uses stay as they are instead.
        """
        entries, origins = list(self.entries), list(self.origins)
        gone, origin = entries.pop(index).id, origins.pop(index)
        given_up = {key: successor if value == gone else value for key, value in self.given_up.items()}
        if origin and not keep:
            given_up[origin] = successor
        return Rows(tuple(entries), tuple(origins), given_up)

    def move(self, index: int, target: int) -> Rows[Keyed]:
        """Return the rows with one in another place, counted without it."""
        entries, origins = list(self.entries), list(self.origins)
        entries.insert(target, entries.pop(index))
        origins.insert(target, origins.pop(index))
        return Rows(tuple(entries), tuple(origins), self.given_up)

    def replacements(self) -> dict[str, str | None]:
        """Return what becomes of the uses of ids that are no more."""
        renamed = {
            origin: entry.id
            for origin, entry in zip(self.origins, self.entries, strict=True)
            if origin not in ("", entry.id)
        }
        return {**self.given_up, **renamed}


def _rows(entries: tuple[Keyed, ...]) -> Rows[Keyed]:
    return Rows(entries, tuple(entry.id for entry in entries))


@dataclass(frozen=True, slots=True)
class Draft:
    """A scheme being edited."""

    id: str
    name: str
    labels: Rows[Label]
    relations: Rows[RelationType]

    @property
    def scheme(self) -> LabelScheme:
        """The scheme as it is now."""
        return LabelScheme(self.id, self.name, self.labels.entries, self.relations.entries)

    @property
    def replacements(self) -> Replacements:
        """What becomes of the uses of labels and relation types that are no more."""
        return Replacements(self.labels.replacements(), self.relations.replacements())

    def put_label(self, index: int, label: Label) -> Draft:
        """Return the draft with a label changed; relation types follow its id."""
        old = self.labels.entries[index].id
        ends = {old: label.id} if label.id != old else {}
        return replace(self, labels=self.labels.put(index, label), relations=self._with_ends(ends))

    def remove_label(self, index: int, successor: str | None, *, keep: bool = False) -> Draft:
        """Return the draft without a label; see ``Rows.remove``."""
        ends: dict[str, str | None] = {self.labels.entries[index].id: successor if not keep else None}
        labels = self.labels.remove(index, successor, keep=keep)
        return replace(self, labels=labels, relations=self._with_ends(ends))

    def add_label(self, name: str, index: int) -> Draft:
        """Return the draft with a new label that has an id, a colour and a key of its own."""
        label = Label(
            fresh_id("LABEL", {entry.id for entry in self.labels.entries}),
            name,
            next_color([entry.color for entry in self.labels.entries]),
            free_key([entry.key for entry in self.labels.entries]),
        )
        return replace(self, labels=self.labels.add(label, index))

    def add_relation(self, name: str, index: int) -> Draft:
        """Return the draft with a new relation type that has an id, a colour and a key of its own."""
        relation = RelationType(
            fresh_id("RELATION", {entry.id for entry in self.relations.entries}),
            name,
            next_color([entry.color for entry in self.relations.entries]),
            free_key([entry.key for entry in self.relations.entries]),
        )
        return replace(self, relations=self.relations.add(relation, index))

    def _with_ends(self, changed: Mapping[str, str | None]) -> Rows[RelationType]:
        """Return the relation types with other labels at their ends."""
        if not changed:
            return self.relations

        def follow(names: tuple[str, ...]) -> tuple[str, ...]:
            found = (changed.get(name, name) for name in names)
            return tuple(dict.fromkeys(name for name in found if name is not None))

        entries = tuple(
            replace(entry, sources=follow(entry.sources), targets=follow(entry.targets))
            for entry in self.relations.entries
        )
        return replace(self.relations, entries=entries)


def draft_of(scheme: LabelScheme) -> Draft:
    """Return a scheme as a draft in which nothing is changed yet."""
    return Draft(scheme.id, scheme.name, _rows(scheme.labels), _rows(scheme.relations))


def fresh_id(stem: str, taken: set[str]) -> str:
    """Return an id that is not taken: the stem, or the stem and a number."""
    stem = re.sub(r"\s+", "_", stem.strip()) or "X"
    number = 1
    while (made := stem if number == 1 else f"{stem}_{number}") in taken:
        number += 1
    return made
