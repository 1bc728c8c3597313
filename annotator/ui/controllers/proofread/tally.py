"""Counts of the shown issue: open doubts by article, corrections, labels, and where the characters are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Block, Kind, Run
from annotator.model.coverage import Counts, count
from annotator.model.decision import DecisionStatus
from annotator.model.issue import Issue
from annotator.model.origin import is_correction
from annotator.model.spans import set_spans
from annotator.services.project.changes import ChangeEvent
from annotator.ui.controllers.proofread.doubt_list import DoubtList
from annotator.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Summary:
    """What the tree and the status bar show.

    Attributes:
        open_by_article: shown open flags by article.
        corrections: corrected places in articles.
        labels: label spans.
        decisions: decisions nobody has looked at.
        characters: non-blank raw characters by where they are.
    """

    open_by_article: Counter[str] = field(default_factory=Counter)
    corrections: int = 0
    labels: int = 0
    decisions: int = 0
    characters: Counts = field(default_factory=lambda: Counts(0, 0, 0, 0))

    @property
    def open_flags(self) -> int:
        """All shown open flags."""
        return self.open_by_article.total()


class Tally(QObject):
    """Counts again after changes, once for all that happened in one go.

    Signals:
        counted: ``summary`` is new.
    """

    counted = Signal()

    def __init__(self, workspace: Workspace, found: DoubtList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._found = found
        self._per_block: dict[str, tuple[Block, int]] = {}
        self._characters: Counts | None = None
        self._corrected: int | None = None
        self._labels: int | None = None
        self.summary = Summary()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.count)
        workspace.issue_changed.connect(self._restart)
        workspace.changed.connect(self._on_change)
        workspace.choice_changed.connect(self._soon.start)

    def count(self) -> None:
        """Count now."""
        issue = self._workspace.issue
        self.summary = self._count(issue) if issue is not None else Summary()
        self.counted.emit()

    def count_soon(self) -> None:
        """Count once for all that happens in one go."""
        self._soon.start()

    def _restart(self) -> None:
        self._per_block = {}
        self._characters = self._corrected = self._labels = None
        self.count()

    def _on_change(self, event: ChangeEvent) -> None:
        if {FURNITURE_ID, UNPLACED_ID} & event.patch.articles.keys():
            self._characters = None
        if event.patch.articles:
            self._corrected = None
        elif self._corrected is not None and self._workspace.issue is not None:
            self._corrected += self._change_of(self._workspace.issue, event.patch.blocks)
        if event.patch.spans:
            self._labels = None
        self._soon.start()

    def _count(self, issue: Issue) -> Summary:
        if self._characters is None:
            self._characters = count(issue)
        if self._corrected is None:
            self._corrected = self._corrections(issue)
        if self._labels is None:
            self._labels = len(set_spans(issue))
        return Summary(
            Counter(self._found.by_article()),
            self._corrected,
            self._labels,
            sum(decision.status is DecisionStatus.OPEN for decision in issue.decisions.values()),
            self._characters,
        )

    def _change_of(self, issue: Issue, block_ids: Iterable[str]) -> int:
        """Count some blocks again, which stand where they stood; returns how many more corrections there are."""
        more = 0
        for block_id in block_ids:
            if block_id in self._per_block:
                block = issue.blocks[block_id]
                before = self._per_block[block_id][1]
                self._per_block[block_id] = (block, _corrected(block))
                more += self._per_block[block_id][1] - before
        return more

    def _corrections(self, issue: Issue) -> int:
        """Count corrections; blocks are values, so one that was counted needs no second look."""
        fresh: dict[str, tuple[Block, int]] = {}
        for article in issue.articles.values():
            if article.kind is not Kind.ARTICLE:
                continue
            for block_id in article.blocks:
                block = issue.blocks[block_id]
                known = self._per_block.get(block_id)
                fresh[block_id] = known if known and known[0] is block else (block, _corrected(block))
        self._per_block = fresh
        return sum(number for _, number in fresh.values())


def _corrected(block: Block) -> int:
    """Count the corrections in a block."""
    return sum(_is_visible(run) for run in block.runs if is_correction(run.origin))


def _is_visible(run: Run) -> bool:
    """Tell whether a corrected run changes anything; an empty insertion only keeps an empty block's place."""
    return not (run.text == "" and run.start == run.end)
