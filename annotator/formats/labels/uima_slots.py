"""Slots of UIMA annotations, as INCEpTION writes them, read as relations; and features with several texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.model.labels import Relation


class Slots:
    """What fills slots of annotations: links, each with a role and a target, listed in a feature of the annotation.

    In XMI the feature is the numbers of the links with blanks between, in JSON a list of them or the number of one.
    INCEpTION names the type of links after the layer and the feature, which tells them from any other number in XMI.
    """

    def __init__(self, structures: Iterable[tuple[Any, str, Mapping[str, Any]]]) -> None:
        self._links: dict[str, tuple[str, str, str]] = {}
        self._lists: dict[str, list[Any]] = {}
        self._filled: list[tuple[str, str, str]] = []
        for number, kind, features in structures:
            target = features.get("target", features.get("@target"))
            if target is not None and "begin" not in features:
                self._links[str(number)] = (str(features.get("role") or ""), str(target), kind)
            elif isinstance(features.get("%ELEMENTS"), list):
                self._lists[str(number)] = features["%ELEMENTS"]

    def without(self, source: str, kind: str, features: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the features of an annotation without its slots, which are remembered; lists of texts as one."""
        if not self._links and not self._lists:
            return features
        left: dict[str, Any] = {}
        for name, value in features.items():
            own = name.removeprefix("@")
            listed = self._listed(name, value)
            links = [self._links[str(each)] for each in listed if str(each) in self._links]
            named = f"{kind}{own}Link".lower()
            if links and len(links) == len(listed) and (own != name or links[0][2].lower() == named):
                self._filled += [(role or own, source, target) for role, target, _ in links]
            elif name[0] == "@" and listed and all(isinstance(each, str) for each in listed):
                left[own] = "; ".join(listed)
            else:
                left[name] = value
        return left

    def _listed(self, name: str, value: Any) -> list[Any]:
        if name[0] != "@":
            return value.split() if isinstance(value, str) else []
        return value if isinstance(value, list) else self._lists.get(str(value), [])

    def relations(self, known: Mapping[str, str]) -> Iterator[Relation]:
        """Yield a relation for each target that is a label, named as its role."""
        for number, (role, source, target) in enumerate(self._filled, start=1):
            if target in known:
                yield Relation(f"s{number}", role, source, target)
