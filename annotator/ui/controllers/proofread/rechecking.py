"""Checks blocks beside the window: those no check has seen yet, and those changed or learnt something about.

What was changed is checked at once, then what has never been checked, beginning with the shown article, and a little
later what a change says about the rest of the issue.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.model.operations import SetFlags
from annotator.services.background.workplaces import Workplace
from annotator.services.jobs import errands
from annotator.services.jobs.errands import Checked, Failures, ModelChoice
from annotator.services.project.changes import Cause, ChangeEvent
from annotator.services.project.lessons import Lessons
from annotator.services.project.session import Session
from annotator.ui.qt.workers import Jobs, Progress
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.model.issue import Issue
    from annotator.services.sources.engine_views import EngineViews

_PAUSE = (
    100  # milliseconds without a change before changed blocks are checked, so that typing is not disturbed
)
_CALM = 1000  # before the rest of the issue is
_UNSEEN_PART = 8000  # code points of a first check in one go; each makes the window list its doubts anew
_PART = 4000  # code points checked in one go; what the person does meanwhile comes first


class Rechecking(QObject):
    """Gives blocks new flags once the person pauses.

    What a check found is dropped when the text has changed meanwhile; the blocks are then checked anew.

    Signals:
        unchecked: the share of the issue that no check has seen yet, from 1 to 0.
    """

    unchecked = Signal(float)

    def __init__(
        self, workspace: Workspace, jobs: Jobs, workplace: Workplace, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._workplace = workplace
        self._models: ModelChoice | None = None
        self._waiting: set[str] = set()
        self._touched: list[str] = []
        self._unseen: dict[str, int] = {}
        self._unseen_at_first = 0
        self._views: EngineViews | None = None
        self._countings = 0
        self._is_counted = False
        self._is_new = False
        self._running = False
        self._told: set[str] = set()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._check_changed)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self._look_around)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look_around)
        workspace.changed.connect(self._on_change)
        workspace.issue_changed.connect(self._start_anew)
        workspace.article_changed.connect(self._bring_forward)

    def set_models(self, models: ModelChoice | None, failures: Failures = ()) -> None:
        """Check with these models from now on; some of the person's own may have been left out."""
        self._models = models
        self._told.clear()
        self._tell(failures)
        self._start_anew()

    @property
    def models(self) -> ModelChoice | None:
        """The models it checks with, or None while there are none."""
        return self._models

    def check_soon(self, block_ids: Iterable[str]) -> None:
        """Check blocks of the shown issue that were changed while it was not shown."""
        self._waiting.update(block_ids)
        if self._waiting and self._models is not None:
            self._pause.start()

    def look_around(self) -> None:
        """Check soon what was learnt without a change of the issue, as from new house rules."""
        if self._models is not None:
            self._calm.start()

    def _start_anew(self) -> None:
        self._waiting.clear()
        self._touched.clear()
        self._unseen.clear()
        self._views = None
        self._countings += 1
        self._is_counted = False
        self._find_unseen()
        if self._unseen:
            self._soon.start()
        else:
            self.look_around()

    def _find_unseen(self) -> None:
        """List the blocks that no check has seen, those of the shown article first."""
        issue, session = self._workspace.issue, self._workspace.session
        self._is_new = issue is not None and session is not None and issue.id in session.unchecked()
        if not self._is_new or issue is None or self._models is None or not self._workspace.can_edit:
            self.unchecked.emit(0.0)
            return
        places = {article: place for place, article in enumerate(issue.order)}
        first = places.get(self._workspace.article_id, 0)
        listed = [
            (block.id, len(block.text))
            for article in (*issue.order[first:], *issue.order[:first])
            for block in issue.blocks_of(article)
            if block.text and block.id not in issue.flags
        ]
        self._unseen = dict(listed)
        self._unseen_at_first = sum(self._unseen.values())
        self._tell_unseen()

    def _bring_forward(self) -> None:
        """Have the article that is shown now checked before the others."""
        issue = self._workspace.issue
        if self._unseen and issue is not None and self._workspace.article_id in issue.articles:
            shown = issue.articles[self._workspace.article_id].blocks
            self._unseen = {key: self._unseen[key] for key in shown if key in self._unseen} | self._unseen

    def _tell_unseen(self) -> None:
        self.unchecked.emit(sum(self._unseen.values()) / max(self._unseen_at_first, 1))

    def _on_change(self, event: ChangeEvent) -> None:
        if self._models is None:
            return
        if event.cause is Cause.UNDO and self._is_new:
            # A first check that was taken back with what it had been made after is to be made again.
            self._waiting |= {key for key, flags in event.patch.flags.items() if flags is None}
            if self._waiting:
                self._pause.start()
        if event.cause is not Cause.DO:
            return
        if event.patch.blocks:
            self._waiting |= {block_id for block_id, block in event.patch.blocks.items() if block}
            self._pause.start()
        self._calm.start()

    def _ready(self) -> bool:
        return not self._running and self._workspace.issue is not None and self._workspace.can_edit

    def _lessons(self) -> Lessons | None:
        session = self._workspace.session
        try:
            return session.lessons() if session else None
        except UserError as error:
            self._jobs.failed.emit(error)
            return None

    def _check_changed(self) -> None:
        """Check the blocks whose text was changed."""
        issue, lessons = self._workspace.issue, self._lessons()
        if not self._ready() or issue is None or lessons is None:
            return
        blocks = [block_id for block_id in self._waiting if block_id in issue.blocks]
        self._waiting.clear()
        if blocks:
            self._check(issue, blocks, lessons)
        else:
            self._go_on()

    def _check(self, issue: Issue, blocks: Sequence[str], lessons: Lessons, *, lasting: bool = False) -> None:
        models, counting, session = self._models, self._counting(issue), self._workspace.session
        if not blocks or models is None or session is None:
            return
        views = self._views_of(session, issue.id)
        self._start(
            lambda progress, cancelled: self._workplace.run(
                progress,
                cancelled,
                errands.check,
                issue,
                models,
                blocks,
                lessons,
                counting,
                views.of(issue, blocks),
            ),
            lambda found: self._settle(issue, found, lasting=lasting),
        )

    def _note_seen(self, issue_id: str) -> None:
        """Tell how much is still unseen; note it in the project when that is nothing any more."""
        self._tell_unseen()
        if not self._unseen:
            self._workspace.note_checked(issue_id)
            # How sure the detectors are of this issue is known only now.
            self._workspace.choose(self._workspace.choice)

    def _views_of(self, session: Session, issue_id: str) -> EngineViews:
        """Return what makes views of the shown issue's blocks; it remembers the layouts of pages."""
        if self._views is None:
            # Readers of formats and detectors are loaded with the first check, not with the window.
            from annotator.services.sources.engine_views import EngineViews
            from annotator.services.sources.page_layouts import layout_of_page

            self._views = EngineViews(partial(layout_of_page, session, issue_id))
        return self._views

    def _counting(self, issue: Issue) -> str:
        """Return a name for the counts of an issue since it was shown."""
        return f"{issue.id} {self._countings}"

    def _start(
        self, work: Callable[[Progress, Callable[[], bool]], object], done: Callable[..., None]
    ) -> None:
        self._running = True

        def settle(result: object) -> None:
            self._running = False
            done(result)
            self._go_on()

        def give_up(error: Exception) -> None:
            self._running = False
            self._jobs.failed.emit(error)

        self._jobs.start(work, settle, failed=give_up)

    def _tell(self, failures: Failures) -> None:
        """Tell of detectors of the person's own that were left out, each once."""
        for name, reason in failures:
            if name not in self._told:
                self._told.add(name)
                self._jobs.failed.emit(UserError("plugin.failed", name=name, reason=reason))

    def _go_on(self) -> None:
        """Go on with what waits: what was changed meanwhile first, then the rest of the issue."""
        if self._waiting:
            self._pause.start()
        elif self._unseen and self._is_counted:
            self._check_unseen()
        elif self._touched and not self._calm.isActive():
            self._check_touched()

    def _settle(self, issue: Issue, found: Checked, *, lasting: bool) -> None:
        """Take over what a check of ``issue`` found, as far as it still fits.

        With ``lasting``, the first flags of blocks nobody has touched stay when what was done meanwhile is undone.
        """
        self._tell(found.failures)
        operation, now = found.operation, self._workspace.issue
        if now is None or now.id != issue.id or not self._workspace.can_edit:
            return
        fresh = {
            block_id: flags
            for block_id, flags in operation.flags.items()
            if block_id in now.blocks
            and now.blocks[block_id].text == operation.texts[block_id]
            # What was decided meanwhile must not be opened again by flags made before.
            and now.flags.get(block_id) == issue.flags.get(block_id)
            and _differ(flags, now.flags.get(block_id, ()))
        }
        touched = self._touched_ones(now.id) if lasting else fresh.keys()
        for stays in (True, False):
            part = {
                block_id: flags for block_id, flags in fresh.items() if (block_id not in touched) is stays
            }
            if part:
                texts = {block_id: operation.texts[block_id] for block_id in part}
                self._workspace.perform(SetFlags(part, texts), machine=True, lasting=stays)
        if lasting:
            self._note_seen(now.id)

    def _touched_ones(self, issue_id: str) -> Collection[str]:
        session = self._workspace.session
        return session.touched(issue_id) if session is not None else ()

    def _look_around(self) -> None:
        """Count the issue anew, and find the blocks that its changes and new lessons are about."""
        issue, lessons = self._workspace.issue, self._lessons()
        if issue is None or lessons is None or self._models is None or not self._workspace.can_edit:
            return
        if self._running or self._waiting:
            self._calm.start()
            return
        counting = self._counting(issue)

        def settle(touched: Sequence[str]) -> None:
            if self._workspace.issue_id == issue.id and self._counting(issue) == counting:
                self._is_counted = True
                self._touched = [*self._touched, *(each for each in touched if each not in self._touched)]

        self._start(
            lambda progress, cancelled: self._workplace.run(
                progress, cancelled, errands.look_around, issue, lessons, counting
            ),
            settle,
        )

    def _check_unseen(self) -> None:
        """Check the next few of the blocks that no check has seen."""
        self._check_part(self._unseen, _UNSEEN_PART, lasting=True)

    def _check_touched(self) -> None:
        """Check the next few of the blocks that other changes are about."""
        left = dict.fromkeys(self._touched, 0)
        self._check_part(left, _PART, lasting=False)
        self._touched = list(left)

    def _check_part(self, left: dict[str, int], most: int, *, lasting: bool) -> None:
        """Check the first ``most`` code points of some blocks, or a little more, and take these out."""
        issue, lessons = self._workspace.issue, self._lessons()
        if not self._ready() or issue is None or lessons is None:
            return
        part: list[str] = []
        size = 0
        while left and size < most:
            block_id = next(iter(left))
            del left[block_id]
            if block_id in issue.blocks and not (lasting and block_id in issue.flags):
                part.append(block_id)
                size += len(issue.blocks[block_id].text)
        self._check(issue, part, lessons, lasting=lasting)


def _differ(new: tuple[object, ...], old: tuple[object, ...]) -> bool:
    """Tell whether two lists of flags say something else, ids left aside: a check gives new ids."""
    if not new or not old:
        return bool(new or old)

    def plain(flags: tuple[object, ...]) -> list[tuple[object, ...]]:
        keys = ("start", "end", "text", "status", "reason", "candidates")
        return sorted((tuple(getattr(flag, key) for key in keys) for flag in flags), key=repr)

    return plain(new) != plain(old)
