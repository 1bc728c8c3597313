"""Origins of changed runs: who or what put a text in place of the raw characters.

An origin is a short string ``kind[:detail][@who]``. Kinds:

* ``cleanup:<rule>``: a clean-up 整理 made by reconstruction, by the rule's name;
* ``flag:<detector>``: an accepted flag; * ``series``: an accepted series; * ``replace``: replace-all;
* ``typing``: typed or pasted by a person.

Everything but a clean-up is a correction 改正 and counts as a person's decision.
"""

from __future__ import annotations

TYPING = "typing"
SERIES = "series"
REPLACE = "replace"
_CLEANUP = "cleanup"
_FLAG = "flag"
CORRECTIONS = (_FLAG, SERIES, REPLACE, TYPING)
"""Kinds of origin that are corrections of a person's."""


def cleanup(rule: str) -> str:
    """Return the origin of a clean-up rule."""
    return f"{_CLEANUP}:{rule}"


def accepted(detector: str) -> str:
    """Return the origin of an accepted flag of a detector."""
    return f"{_FLAG}:{detector}"


def signed(origin: str, who: str) -> str:
    """Return the origin with the person's name attached (an empty name leaves it unsigned)."""
    return f"{origin}@{who}" if who else origin


def kind_of(origin: str) -> str:
    """Return the kind of an origin, e.g. ``"cleanup"``."""
    return origin.partition("@")[0].partition(":")[0]


def who_of(origin: str) -> str:
    """Return the person of an origin, or an empty string."""
    return origin.partition("@")[2]


def is_correction(origin: str | None) -> bool:
    """Tell whether a run of this origin was decided by a person (a correction, not a clean-up)."""
    return origin is not None and kind_of(origin) != _CLEANUP
