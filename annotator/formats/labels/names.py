"""Names that other programs accept: identifiers made of any name, reversibly."""

from __future__ import annotations

import re

_BAD = re.compile(r"[^A-Za-z0-9_]|_(?=x)|^(?=[0-9])")
_ESCAPED = re.compile(r"_x([0-9A-F]*)_")


def identifier(name: str) -> str:
    """Return a name as an identifier of ASCII letters, digits and ``_``: ``类型`` becomes ``_x7C7B__x578B_``.

    What could be taken for an escape is escaped itself, so that ``name_of`` gives the name back.
    """
    return _BAD.sub(lambda found: f"_x{ord(found[0]):X}_" if found[0] else "_x_", name) or "_x_"


def name_of(text: str) -> str:
    """Return the name that ``identifier`` made an identifier of."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else "", text)
