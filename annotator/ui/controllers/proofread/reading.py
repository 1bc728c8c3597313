"""Readings 一校 二校 终校: marking articles as read, going to the next one, and the figures of the project."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from annotator.model.operations import OperationError
from annotator.model.progress import Stage
from annotator.services.project import progress
from annotator.services.team.packages import own_articles
from annotator.ui.actions.action_set import Actions
from annotator.ui.controllers.proofread.tally import Tally
from annotator.ui.words.sentences import container_name, stage_name
from annotator.ui.workspace import Workspace


class Reading(QObject):
    """Puts the shown article at a stage of proofreading.

    Signals:
        told: a sentence about what was done.
    """

    told = Signal(str)

    def __init__(self, workspace: Workspace, tally: Tally, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tally = tally
        self._actions = actions
        handlers = {f"stage_{stage.value}": partial(self._mark_by_key, stage) for stage in Stage}
        actions.connect_all({**handlers, "finish_reading": self.finish})
        workspace.article_changed.connect(self._check)
        tally.counted.connect(self._check)

    @property
    def stage(self) -> Stage | None:
        """The stage of the shown article; None where no article is shown."""
        issue, article_id = self._workspace.issue, self._workspace.article_id
        if issue is None or article_id not in issue.order:
            return None
        return issue.articles[article_id].progress.stage

    def mark(self, stage: Stage) -> bool:
        """Put the shown article at a stage; tells whether it is there now."""
        session, article_id = self._workspace.session, self._workspace.article_id
        if session is None or self.stage is None or not self._workspace.can_edit:
            self._check()
            return False
        if self.stage is not stage:
            try:
                progress.mark(session, self._workspace.issue_id, (article_id,), stage)
            except (UserError, OperationError) as error:
                self._workspace.failed.emit(error)
        self._check()
        return self.stage is stage

    def finish(self) -> None:
        """Mark the shown article as read once more, and show the next one that has not come as far."""
        issue, article_id, stage = self._workspace.issue, self._workspace.article_id, self.stage
        if issue is None or stage is None:
            return
        reached = progress.following(stage)
        if not self.mark(reached):
            return
        name, said = container_name(issue, article_id), stage_name(reached)
        left = self._tally.summary.open_by_article[article_id]
        session = self._workspace.session
        own = own_articles(session, issue.id) if session is not None else None
        following = progress.next_behind(issue, article_id, reached, own)
        if left:
            text = self.tr("{article}: {stage}; doubts left open: {count}").format(
                article=name, stage=said, count=left
            )
        elif following is None:
            text = self.tr("All articles of the issue are marked: {stage}").format(stage=said)
        else:
            text = self.tr("{article}: {stage}").format(article=name, stage=said)
        if following is not None:
            self._workspace.show_article(following)
        self.told.emit(f"{text}  {self._unsigned()}".rstrip())

    def _mark_by_key(self, stage: Stage) -> None:
        if self.mark(stage) and (said := self._unsigned()):
            self.told.emit(said)

    def _unsigned(self) -> str:
        """Return what is said to who has given no name: a stage tells who has read, and nobody would know."""
        session = self._workspace.session
        unsigned = session is not None and not session.who
        return self.tr("It is not signed: give your name in the settings.") if unsigned else ""

    def _check(self) -> None:
        stage = self.stage
        for each in Stage:
            action = self._actions[f"stage_{each.value}"]
            action.setChecked(each is stage)
            action.setEnabled(stage is not None and self._workspace.can_edit)
        self._actions["finish_reading"].setEnabled(stage is not None and self._workspace.can_edit)
