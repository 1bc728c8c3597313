"""Kinds of settings: what may stand in one, and what is made of a value that was read from somewhere.

A kind is plain data. It says what a value must be; how it is edited is the business of the settings dialog, and what
it is called that of its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class Kind(Protocol):
    """What may stand in a setting."""

    def sound(self, value: Any, default: Any) -> Any:
        """Return what is meant by a value of any type, as JSON has them; the default where it makes no sense."""
        ...


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several words."""

    options: tuple[str, ...]

    def sound(self, value: Any, default: Any) -> Any:
        """See ``Kind``."""
        return value if value in self.options else default


@dataclass(frozen=True, slots=True)
class SomeOf:
    """Several of some words, in their order; which there are may be known only when the settings are shown.

    Attributes:
        options: the words, or None for any.
    """

    options: tuple[str, ...] | None = None

    def sound(self, value: Any, default: Any) -> Any:
        """See ``Kind``."""
        if not isinstance(value, list | tuple):
            return default
        if self.options is None:
            return tuple(each for each in value if isinstance(each, str))
        return tuple(each for each in self.options if each in value)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number; one out of its range becomes the nearest in it."""

    least: int
    most: int

    def sound(self, value: Any, default: Any) -> Any:
        """See ``Kind``."""
        return min(max(value, self.least), self.most) if type(value) is int else default


@dataclass(frozen=True, slots=True)
class Rate:
    """A number in a range, or None."""

    least: float
    most: float

    def sound(self, value: Any, default: Any) -> Any:
        """See ``Kind``."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return float(value) if is_number and self.least <= value <= self.most else default


@dataclass(frozen=True, slots=True)
class Switch:
    """Yes or no."""

    def sound(self, value: Any, default: Any) -> Any:
        """See ``Kind``."""
        return value if isinstance(value, bool) else default


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a person's own."""

    def sound(self, value: Any, default: Any) -> Any:
        """See ``Kind``."""
        return value if isinstance(value, str) else default


class Face(Text):
    """The name of a typeface that has Chinese characters; empty for the program's choice."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class FileName(Text):
    """The path of a file, or empty.

    Attributes:
        pattern: which files are offered, such as ``*.onnx``.
    """

    pattern: str = "*"


@dataclass(frozen=True, slots=True)
class Recent:
    """Texts used last, the latest first."""

    most: int

    def sound(self, value: Any, default: Any) -> Any:
        """See ``Kind``."""
        if not isinstance(value, list | tuple):
            return default
        return tuple(each for each in value if isinstance(each, str))[: self.most]


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys by action."""

    def sound(self, value: Any, default: Any) -> Any:
        """See ``Kind``."""
        if not isinstance(value, Mapping):
            return default
        return {
            name: tuple(keys)
            for name, keys in value.items()
            if isinstance(keys, list | tuple) and all(isinstance(each, str) for each in keys)
        }


@dataclass(frozen=True, slots=True)
class Record:
    """Words and switches by name; who reads it says which there are."""

    def sound(self, value: Any, default: Any) -> Any:
        """See ``Kind``."""
        return _plain(value) if isinstance(value, Mapping) else default


@dataclass(frozen=True, slots=True)
class Records:
    """Several records, in their order."""

    def sound(self, value: Any, default: Any) -> Any:
        """See ``Kind``."""
        if not isinstance(value, list | tuple):
            return default
        return tuple(_plain(each) for each in value if isinstance(each, Mapping))


def _plain(record: Mapping[Any, Any]) -> dict[str, str | bool]:
    return {name: value for name, value in record.items() if isinstance(value, str | bool)}


class Group(StrEnum):
    """Under which heading of the settings dialog a setting stands."""

    PERSON = "person"
    LOOK = "look"
    SAFETY = "safety"
    DETECTORS = "detectors"


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a setting besides its default, which stands in ``Preferences``.

    Attributes:
        key: its name there and in the file.
        kind: what may stand in it.
        group: where the settings dialog shows it; None for what is set elsewhere or by the program itself.
        needs: key of a setting without which this one means nothing, or empty.
    """

    key: str
    kind: Kind
    group: Group | None = None
    needs: str = ""
