"""Operations on flags, decisions, jumps and the progress of articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from annotator.model.article import Kind
from annotator.model.decision import DecisionStatus, Jump
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.marks import sort_flags
from annotator.model.operations.base import Operation, OperationError, block_of, container_of, put
from annotator.model.operations.text import replace_text
from annotator.model.progress import Progress


def flag_of(issue: Issue, block_id: str, flag_id: str) -> Flag:
    """Return a flag of a block.

    Raises:
        OperationError: there is none of that id.
    """
    for flag in issue.flags.get(block_id, ()):
        if flag.id == flag_id:
            return flag
    raise OperationError("flag.missing", flag_id)


@dataclass(frozen=True, slots=True)
class SetFlags(Operation):
    """Give blocks exactly these flags: what detectors found, beside what has been decided.

    Attributes:
        flags: flags by block id; an empty tuple takes all away.
        texts: the text of each block the flags were made for; a changed text is refused.
    """

    flags: Mapping[str, tuple[Flag, ...]]
    texts: Mapping[str, str]

    def apply(self, issue: Issue) -> Issue:
        """Put the flags."""
        for block_id, flags in self.flags.items():
            text = block_of(issue, block_id).text
            if text != self.texts.get(block_id):
                raise OperationError("text.changed", block_id)
            if any(not flag.id or text[flag.start : flag.end] != flag.text for flag in flags):
                raise OperationError("flag.text", block_id)
        sorted_flags = {block_id: sort_flags(flags) for block_id, flags in self.flags.items()}
        return replace(issue, flags=put(issue.flags, sorted_flags))


@dataclass(frozen=True, slots=True)
class AcceptFlag(Operation):
    """Put ``text`` in place of a flagged range; the flag stays as accepted, on the new text.

    Attributes:
        expected: the flagged characters, so that the history can say what was changed; empty where nothing stood.
    """

    block: str
    flag: str
    text: str
    origin: str
    expected: str = ""

    def apply(self, issue: Issue) -> Issue:
        """Replace the text and mark the flag."""
        flag = flag_of(issue, self.block, self.flag)
        if self.expected and self.expected != flag.text:
            raise OperationError("text.changed", self.block)
        changed = replace_text(issue, self.block, flag.start, flag.end, self.text, self.origin)
        decided = replace(flag, end=flag.start + len(self.text), text=self.text, status=FlagStatus.ACCEPTED)
        others = [other for other in changed.flags.get(self.block, ()) if other.id != flag.id]
        return replace(changed, flags=put(changed.flags, {self.block: sort_flags((*others, decided))}))


@dataclass(frozen=True, slots=True)
class KeepFlags(Operation):
    """Keep flagged places as they are.

    Attributes:
        flags: pairs of block id and flag id.
        alike: whether their text is right wherever it stands, so that no check flags it again.
    """

    flags: tuple[tuple[str, str], ...]
    alike: bool = False

    def apply(self, issue: Issue) -> Issue:
        """Mark the flags as kept."""
        status = FlagStatus.KEPT_ALIKE if self.alike else FlagStatus.KEPT
        changed: dict[str, tuple[Flag, ...]] = {}
        for block_id, flag_id in self.flags:
            flag_of(issue, block_id, flag_id)
            current = changed.get(block_id, issue.flags[block_id])
            changed[block_id] = tuple(
                replace(flag, status=status) if flag.id == flag_id else flag for flag in current
            )
        return replace(issue, flags=put(issue.flags, changed))


@dataclass(frozen=True, slots=True)
class ResolveDecision(Operation):
    """Confirm a decision of reconstruction, mark it overruled, or open it again."""

    decision: str
    status: DecisionStatus

    def apply(self, issue: Issue) -> Issue:
        """Set the status."""
        decision = issue.decisions.get(self.decision)
        if decision is None:
            raise OperationError("decision.missing", self.decision)
        resolved = replace(decision, status=self.status)
        return replace(issue, decisions={**issue.decisions, self.decision: resolved})


@dataclass(frozen=True, slots=True)
class SetJump(Operation):
    """Add a jump, change its ends, or take it away (``jump`` None)."""

    id: str
    jump: Jump | None

    def apply(self, issue: Issue) -> Issue:
        """Set the jump."""
        jumps = dict(issue.jumps)
        if self.jump is None:
            if jumps.pop(self.id, None) is None:
                raise OperationError("jump.missing", self.id)
            return replace(issue, jumps=jumps)
        if self.jump.id != self.id:
            raise OperationError("id.taken", self.id)
        for end in (self.jump.source, self.jump.target):
            if end is not None:
                block_of(issue, end)
        return replace(issue, jumps={**jumps, self.id: self.jump})


@dataclass(frozen=True, slots=True)
class SetProgress(Operation):
    """Say how far articles have come in proofreading.

    Attributes:
        articles: ids of articles; not the furniture nor the tray.
        progress: the stage with who says so and when, kept as data so that replaying gives the same again.
    """

    articles: tuple[str, ...]
    progress: Progress

    def apply(self, issue: Issue) -> Issue:
        """Set the progress."""
        changed = {article_id: container_of(issue, article_id) for article_id in self.articles}
        if not changed or any(article.kind is not Kind.ARTICLE for article in changed.values()):
            raise OperationError("progress.kind", next(iter(changed), ""))
        new = {key: replace(article, progress=self.progress) for key, article in changed.items()}
        return replace(issue, articles={**issue.articles, **new})
