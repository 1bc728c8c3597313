"""JSON from anywhere: what is no sound JSON is a ``ValueError``, whatever it does to the parser."""

from __future__ import annotations

import json
from typing import Any, NoReturn


def parse_json(text: str | bytes, *, ours: bool = False) -> Any:
    """Return the value that a JSON text describes.

    Args:
        text: the text.
        ours: whether this program wrote it; else ``NaN`` and infinities, which only Python takes, are refused.

    Raises:
        ValueError: it is no JSON, or nested more deeply than anything people write.
    """
    try:
        return json.loads(text, parse_constant=None if ours else _refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
