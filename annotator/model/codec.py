"""Values to JSON and back, by their type annotations.

Covers what the model is made of: frozen dataclasses, tuples, mappings with string keys, string enumerations, plain
values and optional ones. Fields that equal their default are left out, so old data stays readable when a field
with a default is added. Positions are code points.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cache, partial
from typing import Any, TypeVar

from annotator.model.operations import OPERATIONS, Operation

Value = TypeVar("Value")


class CodecError(ValueError):
    """The data do not describe a value of the wanted type."""


def encode(value: Any) -> Any:
    """Return a value as plain JSON data."""
    kind: type = type(value)
    return value if kind in _PLAIN else _encoder(kind)(value)


_PLAIN = frozenset({str, int, float, bool, type(None)})
"""Types whose values are JSON data themselves."""


@cache
def _encoder(kind: type) -> Callable[[Any], Any]:
    """Return what makes JSON data of the values of a type; found out once, there are hundreds of thousands of them."""
    if issubclass(kind, StrEnum):
        return lambda value: value.value
    if issubclass(kind, str | int | float):
        return lambda value: value
    if issubclass(kind, tuple | list):
        return _encode_list
    if issubclass(kind, Mapping):
        return _encode_mapping
    if dataclasses.is_dataclass(kind):
        fields = _fields(kind)
        needed = tuple(name for name, default in fields if default is dataclasses.MISSING)
        return partial(_encode_fields, needed, fields[len(needed) :])
    raise CodecError(f"no JSON form for {kind.__name__}")


def _encode_list(values: Iterable[Any]) -> list[Any]:
    return [value if type(value) in _PLAIN else encode(value) for value in values]


def _encode_mapping(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value if type(value) in _PLAIN else encode(value) for key, value in values.items()}


def _encode_fields(
    needed: tuple[str, ...], others: tuple[tuple[str, Any], ...], value: Any
) -> dict[str, Any]:
    data = {}
    for name in needed:
        item = getattr(value, name)
        data[name] = item if type(item) in _PLAIN else encode(item)
    for name, default in others:
        item = getattr(value, name)
        if item is not default and item != default:
            data[name] = item if type(item) in _PLAIN else encode(item)
    return data


def decode(kind: type[Value], data: Any) -> Value:
    """Return the value of type ``kind`` that the data describe.

    Raises:
        CodecError: they describe none.
    """
    value: Value = _decode(kind, data)
    return value


def encode_operation(operation: Operation) -> dict[str, Any]:
    """Return an operation as JSON data that name its class."""
    data: dict[str, Any] = encode(operation)
    return {"operation": type(operation).__name__, **data}


def decode_operation(data: Mapping[str, Any]) -> Operation:
    """Return the operation that the data describe.

    Raises:
        CodecError: the data name no operation, or do not fit it.
    """
    kinds = {kind.__name__: kind for kind in OPERATIONS}
    kind = kinds.get(str(data.get("operation")))
    if kind is None:
        raise CodecError(f"no such operation: {data.get('operation')!r}")
    return decode(kind, {key: value for key, value in data.items() if key != "operation"})


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a data class with their defaults (``MISSING`` for none)."""
    listed = []
    for field in dataclasses.fields(kind):
        default = field.default
        if field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        listed.append((field.name, default))
    return tuple(listed)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _decode(kind: Any, data: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _decode_union(kind, data)
    if origin is tuple:
        return _decode_tuple(typing.get_args(kind), data)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(data, dict):
            raise CodecError(f"expected an object, got {type(data).__name__}")
        item = typing.get_args(kind)[1]
        return {str(key): _decode(item, value) for key, value in data.items()}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _decode_dataclass(kind, data)
    return _decode_plain(kind, data)


def _decode_union(kind: Any, data: Any) -> Any:
    if data is None:
        return None
    choices = [choice for choice in typing.get_args(kind) if choice is not type(None)]
    if len(choices) != 1:
        raise CodecError(f"ambiguous type {kind}")
    return _decode(choices[0], data)


def _decode_tuple(items: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise CodecError(f"expected a list, got {type(data).__name__}")
    if len(items) == 2 and items[1] is Ellipsis:
        return tuple(_decode(items[0], value) for value in data)
    if len(items) != len(data):
        raise CodecError(f"expected {len(items)} entries, got {len(data)}")
    return tuple(_decode(item, value) for item, value in zip(items, data, strict=True))


def _decode_dataclass(kind: type, data: Any) -> Any:
    if not isinstance(data, dict):
        raise CodecError(f"expected an object for {kind.__name__}, got {type(data).__name__}")
    hints = _hints(kind)
    unknown = data.keys() - hints.keys()
    if unknown:
        raise CodecError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    try:
        return kind(**{name: _decode(hints[name], value) for name, value in data.items()})
    except TypeError as error:
        raise CodecError(f"{kind.__name__}: {error}") from error


def _decode_plain(kind: Any, data: Any) -> Any:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        try:
            return kind(data)
        except ValueError as error:
            raise CodecError(str(error)) from error
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if kind in (str, int, float, bool) and type(data) is kind:
        return data
    raise CodecError(f"expected {getattr(kind, '__name__', kind)}, got {type(data).__name__}")
