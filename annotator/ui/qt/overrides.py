"""Methods of Qt that are overridden here let no exception out, for C++ cannot bear one.

Qt calls them from its own code. An exception that one of them lets out stays pending in the interpreter while Qt goes
on and calls the next of them, which breaks the program off (seen with PySide 6.11 in ``viewportEvent``, in ``flags``
of a model and in the rectangles of a document layout). So every one of them is guarded when its class is made: what
goes wrong is handed to ``sys.excepthook``, which logs it and tells the person, and Qt gets an empty value.
"""

from __future__ import annotations

import functools
import sys
import types
import typing
from collections.abc import Callable
from enum import Enum
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

_OURS = "annotator."
_CALLED_BY_US = frozenset({"cut", "setAccessibleName"})
"""Methods that are not virtual: nobody but Python calls them, and Python bears exceptions."""


def guard_overrides() -> None:
    """Guard the overridden methods of every class of the program that is made from now on."""
    hook: Any = classmethod(_guard_class)
    shiboken6.Object.__init_subclass__ = hook  # type: ignore[method-assign]


def is_guarded(function: object) -> bool:
    """Return whether a method lets no exception out."""
    return hasattr(function, "__guarded__")


def overridden(cls: type) -> list[str]:
    """Return the names of the methods of Qt a class overrides itself and Qt may call."""
    bases = [base for base in cls.__mro__[1:] if base.__module__.startswith(("PySide6", "shiboken6"))]
    return [
        name
        for name, value in vars(cls).items()
        if isinstance(value, types.FunctionType)
        and not name.startswith("__")
        and name not in _CALLED_BY_US
        and any(name in vars(base) for base in bases)
    ]


def _guard_class(cls: type) -> None:
    if cls.__module__.startswith(_OURS):
        for name in overridden(cls):
            setattr(cls, name, _guarded(vars(cls)[name]))


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method that never raises; a fault is reported once, however often Qt calls."""
    known: set[tuple[type[Exception], int]] = set()

    @functools.wraps(method)
    def call(*given: Any, **named: Any) -> Any:
        try:
            return method(*given, **named)
        except Exception as error:  # noqa: BLE001 (a bug of any kind)
            trace = error.__traceback__
            place = type(error), _last_line(trace)
            if place not in known:
                known.add(place)
                sys.excepthook(type(error), error, trace)
            return _nothing(method)

    call.__dict__["__guarded__"] = True
    return call


def _last_line(trace: types.TracebackType | None) -> int:
    line = 0
    while trace is not None:
        line, trace = trace.tb_lineno, trace.tb_next
    return line


def _nothing(method: Callable[..., Any]) -> Any:
    """Return an empty value of the type a method promises, or None where there is none, as of objects with owners."""
    try:
        promised = typing.get_type_hints(method).get("return")
    except NameError:  # a name that only type checkers know
        return None
    if not isinstance(promised, type) or promised is object or issubclass(promised, types.NoneType | QObject):
        return None
    return promised(0) if issubclass(promised, Enum) else promised()
