"""Patterns that are compiled at their first use: those over all of Chinese take their time, and may not be needed."""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    """Stands for a pattern until it is used; after that its methods are the pattern's own."""

    def __init__(self, expression: str) -> None:
        self._expression = expression

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._expression), name)
        setattr(self, name, found)
        return found


def compiled_later(expression: str) -> re.Pattern[str]:
    """Return the pattern of a regular expression, which is compiled, and found to be wrong, at its first use.

    It has a pattern's methods and attributes, but is none for ``isinstance`` and the functions of ``re``.
    """
    return cast("re.Pattern[str]", _Later(expression))
