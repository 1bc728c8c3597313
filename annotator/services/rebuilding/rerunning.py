"""Running reconstruction and detectors again over an issue in work (promise 6).

The result is one operation, prepared beside the window and done like any other. It keeps what people did; what it
could not keep is listed, and is among the issue's decisions afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from annotator.model.issue import Issue
from annotator.model.operations import ApplyPatch, perform
from annotator.model.patch import Patch, difference
from annotator.model.rulings.rulings import Ruling
from annotator.model.source import SourceFile
from annotator.reconstruct.pipeline import reconstruct_again
from annotator.reconstruct.reading.newspaper import UNKNOWN, Newspaper
from annotator.reconstruct.reruns.losses import Lost, LostKind
from annotator.reconstruct.reruns.reanchoring import reanchor
from annotator.services.checks.checking import Cancelled, Models, Progress, check_issue, checked_blocks
from annotator.services.project.lessons import NOTHING_LEARNT, Lessons
from annotator.services.project.newspaper import newspaper_of
from annotator.services.project.session import Session, new_id
from annotator.services.sources.engine_views import engine_views
from annotator.services.sources.page_layouts import layouts_in

RECONSTRUCTED = 0.3
"""Share of the whole work that reconstruction is taken to be, for progress."""


@dataclass(frozen=True, slots=True)
class Rerun:
    """What a re-run would do.

    Attributes:
        operation: puts the result in place; None if it is what the issue is already.
        lost: what people did that is not in the result as it was.
    """

    operation: ApplyPatch | None
    lost: tuple[Lost, ...]


def rerun(
    issue: Issue,
    rulings: Sequence[Ruling],
    models: Models | None,
    *,
    lessons: Lessons = NOTHING_LEARNT,
    rebuild: bool = True,
    check_all: bool = False,
    rules: Collection[str] | None = None,
    newspaper: Newspaper = UNKNOWN,
    sources: Sequence[SourceFile] = (),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Rerun:
    """Rebuild an issue from its pages, and check what is new in it.

    Args:
        issue: the issue as it is.
        rulings: what people decided about it, see ``Session.rulings``.
        models: models of the lattice detector; without them nothing is checked.
        lessons: what the people of the project have taught.
        rebuild: whether to run reconstruction; otherwise only the detectors.
        check_all: whether to check all blocks, not only those whose text is new.
        rules: names of the rules of clean-up to use; all by default.
        newspaper: what the people of the project have shown about their newspaper.
        sources: the files its pages came from, see ``Session.sources``.
        progress: called with the share done, from 0 to 1.
        cancelled: asked now and then; when it says True, nothing is to be done.
    """
    result = issue
    lost: tuple[Lost, ...] = ()
    if rebuild:
        fresh, unmet = reconstruct_again(
            tuple(issue.pages.values()),
            issue.id,
            issue.name,
            rulings,
            rules=rules,
            newspaper=newspaper,
            progress=None if progress is None else lambda share: progress(share * RECONSTRUCTED),
            layout_of=layouts_in(sources),
        )
        found = reanchor(issue, fresh, rulings, unmet, new_id)
        result, lost = found.issue, found.lost
    result = checked(
        issue,
        result,
        models,
        lessons,
        check_all=check_all,
        sources=sources,
        progress=progress,
        cancelled=cancelled,
    )
    if cancelled is not None and cancelled():
        return Rerun(None, ())
    patch = difference(issue, result)
    return Rerun(None if patch == Patch() else ApplyPatch(patch), lost)


def checked(
    before: Issue,
    issue: Issue,
    models: Models | None,
    lessons: Lessons,
    *,
    check_all: bool = False,
    sources: Sequence[SourceFile] = (),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Issue:
    """Return a rebuilt issue with the flags of the blocks whose text is new in it, or of all blocks.

    ``progress`` goes on from ``RECONSTRUCTED``. Without models nothing is checked.
    """
    if models is None:
        return issue
    texts = {} if check_all else {block.id: block.text for block in checked_blocks(before)}
    new = [block.id for block in checked_blocks(issue) if texts.get(block.id) != block.text]
    flags = check_issue(
        issue,
        models,
        new,
        lessons,
        views=engine_views(issue, sources, new),
        progress=None
        if progress is None
        else lambda share: progress(RECONSTRUCTED + (1 - RECONSTRUCTED) * share),
        cancelled=cancelled,
    )
    return perform(issue, flags).issue


def rerun_in(
    session: Session,
    issue_id: str,
    models: Models | None,
    *,
    rebuild: bool = True,
    check_all: bool = False,
    progress: Progress | None = None,
) -> Rerun:
    """Rebuild an issue of a project and put the result in place, as one undoable step.

    Raises:
        UserError: the project is read-only, cannot be written, or its history cannot be followed.
    """
    found = rerun(
        session.issue(issue_id),
        session.rulings(issue_id) if rebuild else (),
        models,
        lessons=session.lessons(),
        newspaper=newspaper_of(session) if rebuild else UNKNOWN,
        sources=session.sources(issue_id),
        rebuild=rebuild,
        check_all=check_all,
        progress=progress,
    )
    if found.operation is not None:
        session.perform(issue_id, found.operation)
    return found


__all__ = ["RECONSTRUCTED", "Lost", "LostKind", "Rerun", "checked", "rerun", "rerun_in"]
