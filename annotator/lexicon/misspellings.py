"""Forms that are never right in modern Chinese, and what is meant by them; ``resources/words/misspellings.txt``."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from annotator.resources import resource_path

if TYPE_CHECKING:
    from collections.abc import Mapping


@lru_cache(maxsize=1)
def load_misspellings() -> Mapping[str, str]:
    """Return the right form by wrong form, in simplified characters."""
    lines = resource_path("words", "misspellings.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" ") for line in lines if line and not line.startswith("#"))
    return MappingProxyType({wrong: right for wrong, _, right in pairs})
