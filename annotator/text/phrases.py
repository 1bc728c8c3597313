"""Finding many phrases in a text at once, in time that hardly depends on how many they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_END = ""
"""Key under which a node of the tree says that a phrase ends there; no character is empty."""


class Phrases:
    """A set of phrases as a tree of characters (a trie), so that a text is read once for all of them."""

    __slots__ = ("_beginnings", "_root")

    def __init__(self, phrases: Iterable[str]) -> None:
        self._root: dict[str, Any] = {}
        for phrase in phrases:
            node = self._root
            for character in phrase:
                node = node.setdefault(character, {})
            if phrase:
                node[_END] = True
        self._beginnings = re.compile(f"[{re.escape(''.join(self._root))}]") if self._root else None

    def __bool__(self) -> bool:
        return bool(self._root)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield ``[start, end)`` of every occurrence of every phrase, by start and end; they may overlap."""
        if self._beginnings is None:
            return
        root, length = self._root, len(text)
        for match in self._beginnings.finditer(text):
            at = start = match.start()
            node = root[text[start]]
            while node is not None:
                at += 1
                if _END in node:
                    yield start, at
                if at == length:
                    break
                node = node.get(text[at])
