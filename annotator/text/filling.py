"""Sentences with places for values: numbers bring the right form of their words along."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence


class _Filler(string.Formatter):
    def get_value(self, key: int | str, args: Sequence[object], kwargs: Mapping[str, object]) -> object:
        if isinstance(key, int):
            return args[key] if key < len(args) else ""
        return kwargs.get(key, f"<{key}>")

    def format_field(self, value: object, format_spec: str) -> str:
        one, bar, several = format_spec.partition("|")
        if bar:
            return one if str(value) == "1" else several
        return str(super().format_field(value, format_spec))


_FILLER = _Filler()


def filled(pattern: str, /, *listed: object, **values: object) -> str:
    """Return a sentence with values put in.

    ``{0}`` is the first value of the list, empty where there are fewer, and ``{count}`` the value of that name.
    ``{count:page|pages}`` is the first word where the value is one, else the second. A value that was not given stands
    there by its name, so that a sentence is never lost for it.
    """
    return _FILLER.vformat(pattern, listed, values)
