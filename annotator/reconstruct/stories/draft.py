"""Blocks before they have ids."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.article import Role
from annotator.reconstruct.reading.lines import Line


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before it has an id: its role and its lines in reading order."""

    role: Role
    lines: tuple[Line, ...]
