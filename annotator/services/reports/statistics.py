"""Figures about a project: what is read, what was found and corrected, and how much is likely still wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from annotator.model.article import Block
from annotator.model.corrections import pieces_of
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.operations import AcceptFlag, KeepFlags, ReplaceSeries, ReplaceText
from annotator.model.progress import Stage
from annotator.model.spans import set_spans
from annotator.services.doubts.stream import Choice, suited
from annotator.services.project.progress import count_stages
from annotator.store.history import Deed
from annotator.store.project_file import ProjectFile
from annotator.text.widths import is_han

Key = TypeVar("Key")


class ChangeKind(StrEnum):
    """What a correction did to the characters."""

    REPLACED = "replaced"
    INSERTED = "inserted"
    DELETED = "deleted"
    PUNCTUATION = "punctuation"


@dataclass(frozen=True, slots=True)
class IssueFigures:
    """Figures of one issue; only articles count, not the furniture nor the tray.

    Attributes:
        id: the issue's id.
        name: its name.
        characters: non-blank characters of the articles as they are now.
        stages: number of articles by stage.
        found: number of flags by detector and by what was decided; open ones with a score of at least the threshold.
        changes: number of corrections by kind.
        pairs: how often which text was put in place of which.
        expected: expected number of errors left: the sum of the scores, which are probabilities, of all open flags.
        labels: number of label spans.
    """

    id: str
    name: str
    characters: int = 0
    stages: Mapping[Stage, int] = field(default_factory=Counter)
    found: Mapping[tuple[str, FlagStatus], int] = field(default_factory=Counter)
    changes: Mapping[ChangeKind, int] = field(default_factory=Counter)
    pairs: Mapping[tuple[str, str], int] = field(default_factory=Counter)
    expected: float = 0.0
    labels: int = 0

    @property
    def corrections(self) -> int:
        """All corrections."""
        return sum(self.changes.values())

    @property
    def rate_before(self) -> float:
        """Estimated errors per 1000 characters as the pages were read: what was corrected and what is left."""
        return 1000 * (self.corrections + self.expected) / self.characters if self.characters else 0.0

    @property
    def rate_now(self) -> float:
        """Estimated errors per 1000 characters as the text is now."""
        return 1000 * self.expected / self.characters if self.characters else 0.0


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What one person did on one day.

    Attributes:
        day: the date in ISO 8601.
        who: the person's name; may be empty.
        corrected: places corrected, those of series each.
        kept: flags kept as they are.
    """

    day: str
    who: str
    corrected: int
    kept: int


@dataclass(frozen=True, slots=True)
class ProjectFigures:
    """Figures of a project: of its issues in order, and of the days with work, the first one first."""

    name: str
    issues: tuple[IssueFigures, ...]
    days: tuple[DayFigures, ...]

    @property
    def total(self) -> IssueFigures:
        """The figures of all issues together, under the project's name."""
        return IssueFigures(
            "",
            self.name,
            sum(issue.characters for issue in self.issues),
            _added(issue.stages for issue in self.issues),
            _added(issue.found for issue in self.issues),
            _added(issue.changes for issue in self.issues),
            _added(issue.pairs for issue in self.issues),
            sum(issue.expected for issue in self.issues),
            sum(issue.labels for issue in self.issues),
        )


def _added(counts: Iterable[Mapping[Key, int]]) -> Counter[Key]:
    total: Counter[Key] = Counter()
    for count in counts:
        total.update(count)
    return total


def project_figures(
    path: Path, choice: Choice, tell: Callable[[float], None] = lambda _: None
) -> ProjectFigures:
    """Return the figures of a project file, read as it is now; it may be open elsewhere.

    Args:
        path: the project file.
        choice: which open flags count as found, by their scores.
        tell: called with the share in [0, 1] that is done; may raise to stop.

    Raises:
        UserError: the file is missing, damaged, newer than the program, or no project.
    """
    with ProjectFile.open(path, read_only=True) as file:
        infos = file.issues()
        figures = []
        for number, info in enumerate(infos):
            issue = file.load_issue(info.id)
            figures.append(issue_figures(issue, suited(choice, issue).threshold))
            tell((number + 1) / (len(infos) + 1))
        return ProjectFigures(file.name, tuple(figures), days_of(file.deeds()))


def issue_figures(issue: Issue, threshold: float) -> IssueFigures:
    """Return the figures of one issue; see ``IssueFigures``."""
    found: Counter[tuple[str, FlagStatus]] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    characters, expected = 0, 0.0
    for article_id in issue.order:
        for block in issue.blocks_of(article_id):
            characters += len("".join(block.text.split()))
            pairs.update(corrections_of(issue, block))
            flags = issue.flags.get(block.id, ())
            found.update((flag.detector, flag.status) for flag in flags if _counts(flag, threshold))
            expected += sum(flag.score for flag in flags if flag.status is FlagStatus.OPEN)
    changes: Counter[ChangeKind] = Counter()
    for pair, number in pairs.items():
        changes[change_kind(*pair)] += number
    return IssueFigures(
        issue.id,
        issue.name,
        characters,
        count_stages(issue),
        found,
        changes,
        pairs,
        expected,
        len(set_spans(issue)),
    )


def _counts(flag: Flag, threshold: float) -> bool:
    return flag.status is not FlagStatus.OPEN or flag.score >= threshold


def corrections_of(issue: Issue, block: Block) -> list[tuple[str, str]]:
    """Return the corrected stretches of a block: what stood there, and what stands there now."""
    return [(piece.before, piece.after) for piece in pieces_of(block, issue.pages) if piece.is_correction]


def change_kind(before: str, after: str) -> ChangeKind:
    """Return what kind of correction puts ``after`` in place of ``before``."""
    if not any(character.isalnum() or is_han(character) for character in before + after):
        return ChangeKind.PUNCTUATION
    if not before.strip():
        return ChangeKind.INSERTED
    return ChangeKind.REPLACED if after.strip() else ChangeKind.DELETED


def days_of(deeds: Iterable[Deed]) -> tuple[DayFigures, ...]:
    """Return what was done on which day by whom.

    Typing makes an operation a key: those that replace text in one block and belong to one group count once.
    """
    corrected: Counter[tuple[str, str]] = Counter()
    kept: Counter[tuple[str, str]] = Counter()
    typed: set[tuple[int, str]] = set()
    for deed in deeds:
        key = (deed.when[:10], deed.who)
        match deed.operation:
            case ReplaceText(block=block):
                corrected[key] += (deed.group, block) not in typed
                typed.add((deed.group, block))
            case AcceptFlag():
                corrected[key] += 1
            case ReplaceSeries(places=places):
                corrected[key] += len(places)
            case KeepFlags(flags=flags):
                kept[key] += len(flags)
    return tuple(DayFigures(*key, corrected[key], kept[key]) for key in sorted({*corrected, *kept}))
