"""The difference view: what stood in changed places, who changed it and when, and reverting it from its place."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, QObject, QPoint, Qt

from annotator.model.operations import Operation
from annotator.model.provenance import Place
from annotator.services.editing.changes import Change, changes_in, changes_of, maker_of, revert
from annotator.services.project.changes import Cause, ChangeEvent
from annotator.ui.controllers.modes import Modes
from annotator.ui.editor.pane_text import CLEANUP, CORRECTION, DIFFERENCE, FLAG, Mark
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.words.sentences import reason_sentence
from annotator.ui.workspace import Workspace


class Differences(QObject):
    """Shows the layer of differences, tells of them, and reverts them."""

    def __init__(
        self, workspace: Workspace, view: ArticleView, modes: Modes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._modes = modes
        self._deeds: list[tuple[Operation, str]] | None = None
        view.describe = self.describe
        workspace.session_changed.connect(self._forget)
        workspace.any_changed.connect(self._on_change)

    @property
    def is_shown(self) -> bool:
        """Whether the layer is shown."""
        return self._modes.shows_differences

    def toggle(self) -> None:
        """Show the layer, or hide it."""
        self._modes.show_differences(not self._modes.shows_differences)

    def changes_here(self) -> list[Change]:
        """Return the changed places that the selection or the caret touches and that can be reverted."""
        issue, selection = self._workspace.issue, self._view.selection()
        if issue is None or selection is None or selection[0] not in issue.blocks:
            return []
        first, start, last, end = selection
        blocks = issue.article_of(first).blocks
        found = []
        for block_id in blocks[blocks.index(first) : blocks.index(last) + 1]:
            low = start if block_id == first else 0
            high = end if block_id == last else len(issue.blocks[block_id].text)
            found += changes_in(issue, block_id, low, high)
        wanted = [change for change in found if change.can_be_reverted and self._is_seen(change)]
        if (first, start) == (last, end):
            # A caret touches what stands before and behind it: a correction is meant rather than a clean-up.
            wanted.sort(key=lambda change: not change.is_correction)
            return wanted[:1]
        return wanted

    def take_pointer(self, place: QPoint) -> None:
        """Put the caret where the pointer is if a changed place is there, so that the menu is about it."""
        issue, here = self._workspace.issue, self._view.place_at(place)
        if issue is None or here is None or self.changes_here():
            return
        if any(change.can_be_reverted and self._is_seen(change) for change in changes_in(issue, *here)):
            self._view.set_caret(*here[:2])

    def revert(self) -> None:
        """Let the raw characters of the changed places here show again, as one step."""
        found = self.changes_here()
        # From the end, so that the numbers of the runs before stay right.
        if found and self._workspace.perform(*(revert(change) for change in reversed(found))):
            first = found[0]
            self._workspace.go_to(Place(first.block, first.start, first.start + len(first.raw)))

    def step(self, *, forward: bool) -> None:
        """Go to the next changed place of the article, or to the one before; the layer is shown for it."""
        issue, caret = self._workspace.issue, self._view.selection()
        if issue is None or self._workspace.article_id not in issue.articles:
            return
        self._modes.show_differences(True)
        blocks = issue.articles[self._workspace.article_id].blocks
        places = [
            Place(block_id, change.start, change.end)
            for block_id in blocks
            for change in changes_of(issue, block_id)
            if self._is_seen(change)
        ]
        if not places or caret is None:
            return
        ranks = {block_id: rank for rank, block_id in enumerate(blocks)}
        here = (ranks[caret[0]], caret[1], caret[3] if caret[0] == caret[2] else caret[1])
        if forward:
            behind = (place for place in places if (ranks[place.block], place.start, place.end) > here)
            goal = next(behind, places[0])
        else:
            before = [place for place in places if (ranks[place.block], place.start, place.end) < here]
            goal = before[-1] if before else places[-1]
        self._workspace.go_to(goal)

    def describe(self, block_id: str, mark: Mark) -> str:
        """Return what the pointer is told of a mark: why a place is doubted, or when it was changed too."""
        issue = self._workspace.issue
        if mark.kind == FLAG and issue is not None:
            flags = issue.flags.get(block_id, ())
            return next((reason_sentence(f.reason, f.values) for f in flags if f.id == mark.tag), "")
        if (
            mark.kind not in (CORRECTION, CLEANUP, DIFFERENCE)
            or issue is None
            or block_id not in issue.blocks
        ):
            return mark.label
        for change in changes_in(issue, block_id, mark.start, mark.end):
            if change.is_correction and mark.kind != CLEANUP:
                when = _local(maker_of(change, reversed(self._done())))
                return f"{mark.label}\n{when}" if when else mark.label
        return mark.label

    @staticmethod
    def _is_seen(change: Change) -> bool:
        """Tell whether a change is shown: joined lines are none to look at."""
        return bool(change.run.text or change.raw.strip("\r\n"))

    def _done(self) -> list[tuple[Operation, str]]:
        session = self._workspace.session
        if self._deeds is None:
            self._deeds = [(deed.operation, deed.when) for deed in session.deeds()] if session else []
        return self._deeds

    def _forget(self) -> None:
        self._deeds = None

    def _on_change(self, event: ChangeEvent) -> None:
        if event.cause is not Cause.MACHINE:
            self._deeds = None


def _local(when: str) -> str:
    """Return a time of the journal as people write it here, or an empty text."""
    if not when:
        return ""
    moment = QDateTime.fromString(when, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)
