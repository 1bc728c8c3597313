"""Merging work packages: what several people did, each in a copy of the project, comes together in it.

Pages are recognised by their raw text, so a package may be merged into any project that holds the same issue. What a
package's journal says is replayed with the names and times in it; see ``annotator.model.merging.replaying``. Merging a
package again brings only what is new in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from annotator.errors import UserError
from annotator.model.conflict import Item
from annotator.model.issue import Issue
from annotator.model.merging.replaying import Replay
from annotator.services.project.changes import Prepared
from annotator.services.project.session import Session
from annotator.services.recovery.backups import Reason, make_backup
from annotator.services.team.merging_issue import Copy, merge_issue, short_name
from annotator.services.team.packages import package_of
from annotator.store.project_file import ProjectFile


@dataclass(frozen=True, slots=True)
class MergedFile:
    """What came of one file.

    Attributes:
        file: its name.
        annotator: whose work it is.
        steps: operations that were done to the project.
        unknown: names of its issues whose pages the project does not hold.
    """

    file: str
    annotator: str
    steps: int
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging would do: nothing has changed yet.

    Attributes:
        work: by issue, see ``Session.take_over``.
        files: what comes of each file.
        revision: the state of the project it was made for.
    """

    work: Mapping[str, Prepared]
    files: tuple[MergedFile, ...]
    revision: int

    @property
    def conflicts(self) -> int:
        """Number of conflicts that will be open in the issues concerned."""
        return sum(entry.is_open for work in self.work.values() for entry in work.after.conflicts.values())


def plan_merge(
    session: Session, paths: Sequence[Path], tell: Callable[[float], None] = lambda _: None
) -> MergePlan:
    """Work out what merging files would do. May be called from any thread.

    Args:
        session: the project.
        paths: work packages, or other projects with the same pages.
        tell: called with the share in [0, 1] that is done; may raise to stop.

    Raises:
        UserError: a file is no project, damaged, makes no sense, is the project itself, or shares no page with it.
    """
    revision = session.revision
    known = _by_pages(session)
    before: dict[str, Issue] = {}
    replays: dict[str, list[Replay]] = {}
    after: dict[str, Issue] = {}
    files = []
    # In an order of their own, so that it does not matter how they were named or in which order.
    for number, (path, file, annotator, package) in enumerate(sorted(_opened(session, paths), key=_order)):
        with file:
            steps, unknown, found = 0, [], False
            for info in file.issues():
                base, acts = file.acts_of(info.id)
                issue_id = _matching(base, known)
                if issue_id is None:
                    unknown.append(info.name)
                    continue
                found = True
                if issue_id not in after:
                    before[issue_id] = after[issue_id] = session.present(issue_id)
                items = package.items.get(info.id)
                source = Copy(
                    path.name, package.id, annotator, base, acts, partial(file.acts_at, info.id), items
                )
                replay = merge_issue(source, after[issue_id], session.who)
                if replay is not None:
                    after[issue_id] = replay.ours
                    replays.setdefault(issue_id, []).append(replay)
                    steps += sum(not done.step.machine for done in replay.done) - 1
            if not found:
                raise UserError("merge.no_pages", file=path.name, project=session.path.name)
            files.append(MergedFile(path.name, annotator, steps, tuple(unknown)))
        tell((number + 1) / len(paths))
    work = {
        issue_id: Prepared(
            before[issue_id], after[issue_id], tuple(done for replay in listed for done in replay.done)
        )
        for issue_id, listed in replays.items()
    }
    return MergePlan(work, tuple(files), revision)


def merge(
    session: Session, paths: Sequence[Path], backups: Path, tell: Callable[[float], None] = lambda _: None
) -> MergePlan:
    """Merge files into a project, as one undoable step, after a backup; return what was done.

    Args:
        session: the project.
        paths: work packages, or other projects with the same pages.
        backups: folder for the project's backups, see ``annotator.services.recovery.backups.folder_of``.
        tell: called with the share in [0, 1] that is done; may raise to stop.

    Raises:
        UserError: see ``plan_merge``; or the project cannot be written. Nothing has changed.
    """
    plan = plan_merge(session, paths, tell)
    back_up(session, plan, backups)
    carry_out(session, plan)
    return plan


def back_up(session: Session, plan: MergePlan, backups: Path) -> None:
    """Make the backup before a merge, unless there is nothing to merge. May be called from any thread.

    Raises:
        UserError: it cannot be written.
    """
    if plan.work:
        make_backup(session, backups, Reason.MERGE)


def carry_out(session: Session, plan: MergePlan) -> None:
    """Do what was planned, as one undoable step.

    Raises:
        UserError: the project has changed since, or cannot be written.
    """
    session.take_over(plan.work, plan.revision)


# Reading the files -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Head:
    id: str
    items: Mapping[str, tuple[Item, ...]]


_Opened = tuple[Path, ProjectFile, str, _Head]


def _order(opened: _Opened) -> tuple[str, str]:
    return opened[2], opened[3].id


def _opened(session: Session, paths: Sequence[Path]) -> list[_Opened]:
    opened: list[_Opened] = []
    try:
        for path in paths:
            file = ProjectFile.open(path, read_only=True)
            opened.append((path, file, "", _Head("", {})))
            package = package_of(file)
            if file.uuid == session.uuid:
                raise UserError("merge.itself", file=path.name)
            if package is None:
                # A project of somebody's own: everything in it may have been worked on.
                opened[-1] = (path, file, short_name(path.stem), _Head(f"f-{file.uuid[:40]}", {}))
            else:
                opened[-1] = (path, file, package.annotator, _Head(package.id, package.items))
            if any(entry[3].id == opened[-1][3].id for entry in opened[:-1]):
                raise UserError("merge.twice", file=path.name)
    except BaseException:
        for _, file, _, _ in opened:
            file.close()
        raise
    return opened


def _by_pages(session: Session) -> dict[tuple[str, ...], list[str]]:
    known: dict[tuple[str, ...], list[str]] = {}
    for issue_id, hashes in session.page_hashes().items():
        known.setdefault(tuple(sorted(hashes)), []).append(issue_id)
    return known


def _matching(base: Issue, known: Mapping[tuple[str, ...], Sequence[str]]) -> str | None:
    """Return our issue of the same pages, by preference the one of the same id."""
    found = known.get(tuple(sorted(page.sha256 for page in base.pages.values())), ())
    return base.id if base.id in found else next(iter(found), None)
