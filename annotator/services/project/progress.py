"""How far the articles of an issue were proofread: marking them, counting them, finding the next one to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from annotator.model.issue import Issue
from annotator.model.operations import SetProgress
from annotator.model.progress import Progress, Stage
from annotator.services.project.session import Session


def mark(session: Session, issue_id: str, articles: Sequence[str], stage: Stage) -> None:
    """Put articles at a stage, signed with the session's person and the present time, as one undoable step.

    Raises:
        OperationError: one of them is no article.
        UserError: the project is read-only or could not be written; nothing has changed.
    """
    when = datetime.now().astimezone().isoformat(timespec="seconds") if stage is not Stage.UNREAD else ""
    who = session.who if stage is not Stage.UNREAD else ""
    session.perform(issue_id, SetProgress(tuple(articles), Progress(stage, who, when)))


def following(stage: Stage) -> Stage:
    """Return the stage after one more reading; the final one stays."""
    stages = tuple(Stage)
    return stages[min(stage.rank + 1, len(stages) - 1)]


def count_stages(issue: Issue) -> Counter[Stage]:
    """Return how many articles are at each stage."""
    return Counter(issue.articles[article_id].progress.stage for article_id in issue.order)


def next_behind(
    issue: Issue, article_id: str, stage: Stage, among: Collection[str] | None = None
) -> str | None:
    """Return the first article after ``article_id``, wrapping around, that has not reached ``stage``; or None.

    ``among`` names the only articles wanted, None: all.
    """
    order = issue.order
    at = order.index(article_id) + 1 if article_id in order else 0
    turned = (*order[at:], *order[:at])
    behind = (name for name in turned if issue.articles[name].progress.stage.rank < stage.rank)
    behind = (name for name in behind if among is None or name in among)
    return next((name for name in behind if name != article_id), None)
