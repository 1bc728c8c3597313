"""Operations on the words of the project."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.model.flag import Flag
from annotator.model.issue import Issue
from annotator.model.operations.base import Operation, OperationError, put
from annotator.model.operations.review import flag_of


@dataclass(frozen=True, slots=True)
class AddWords(Operation):
    """Hold words to be right in the whole project, and take away the open flags that doubted them.

    Attributes:
        words: the words.
        flags: pairs of block id and flag id: what doubted them in this issue.
        who: who says so; may be empty.
    """

    words: tuple[str, ...]
    flags: tuple[tuple[str, str], ...] = ()
    who: str = ""

    def apply(self, issue: Issue) -> Issue:
        """Enter the words and drop the flags."""
        if any(not word for word in self.words):
            raise OperationError("word.empty")
        changed: dict[str, tuple[Flag, ...]] = {}
        for block_id, flag_id in self.flags:
            flag_of(issue, block_id, flag_id)
            current = changed.get(block_id, issue.flags[block_id])
            changed[block_id] = tuple(flag for flag in current if flag.id != flag_id)
        words = {**issue.words, **dict.fromkeys(self.words, self.who)}
        return replace(issue, flags=put(issue.flags, changed), words=words)


@dataclass(frozen=True, slots=True)
class RemoveWords(Operation):
    """No longer hold words to be right that were entered with this issue."""

    words: tuple[str, ...]

    def apply(self, issue: Issue) -> Issue:
        """Remove the words."""
        missing = [word for word in self.words if word not in issue.words]
        if missing:
            raise OperationError("word.missing", missing[0])
        gone = frozenset(self.words)
        return replace(issue, words={word: who for word, who in issue.words.items() if word not in gone})
