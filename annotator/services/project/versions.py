"""Versions of an article: its text under a name, kept in the project, to be compared with what it is now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from annotator.errors import UserError
from annotator.model.article import Kind
from annotator.model.codec import CodecError, decode, encode
from annotator.model.issue import Issue
from annotator.services.project.open_project import VERSIONS
from annotator.services.project.session import Session, new_id
from annotator.text.align import align

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Version:
    """The text of an article at one time.

    Attributes:
        id: identifier, unique in the project; empty for a version that is not kept (as read, as it is now).
        issue: id of the issue.
        article: id of the article.
        name: what a person calls it.
        text: its blocks' texts, a line feed between two.
        who: who named it; may be empty.
        when: date and time in ISO 8601 with the offset from UTC; empty for one that is not kept.
    """

    id: str
    issue: str
    article: str
    name: str
    text: str
    who: str = ""
    when: str = ""


class ChangeSide(StrEnum):
    """Where a stretch of a comparison stands: in both versions, only in the old one, or only in the new one."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a comparison of two versions."""

    side: ChangeSide
    text: str


def article_text(issue: Issue, article_id: str) -> str:
    """Return the text of an article as versions hold it.

    Raises:
        KeyError: the issue has no such article.
    """
    return "\n".join(block.text for block in issue.blocks_of(article_id))


def name_version(session: Session, issue_id: str, article_id: str, name: str) -> Version:
    """Keep the present text of an article under a name; durable when it returns.

    Raises:
        UserError: the name is empty or too long, there is no such article, or the project cannot be written.
    """
    issue, name = session.issue(issue_id), " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise UserError("version.name", longest=_LONGEST_NAME)
    if article_id not in issue.articles or issue.articles[article_id].kind is not Kind.ARTICLE:
        raise UserError("version.article")
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    text = article_text(issue, article_id)
    version = Version(new_id("v"), issue_id, article_id, name, text, session.who, when)
    _keep(session, (*_all(session), version))
    return version


def remove_version(session: Session, version_id: str) -> None:
    """Give a version up.

    Raises:
        UserError: the project cannot be written.
    """
    _keep(session, (version for version in _all(session) if version.id != version_id))


def versions_of(session: Session, issue_id: str, article_id: str) -> tuple[Version, ...]:
    """Return the kept versions of an article, the oldest first.

    Raises:
        UserError: what the project holds are no versions.
    """
    return tuple(
        version for version in _all(session) if (version.issue, version.article) == (issue_id, article_id)
    )


def as_read(session: Session, issue_id: str, article_id: str) -> str | None:
    """Return the text of an article as it was rebuilt from the pages, before all work; None if it is younger."""
    base = session.base(issue_id)
    return article_text(base, article_id) if article_id in base.articles else None


def compare(old: str, new: str) -> tuple[Stretch, ...]:
    """Return what two texts have in common and what only one of them has, in the order of the new one."""
    stretches: list[Stretch] = []
    for pair in align(old, new).pairs:
        if pair.kind == "equal":
            stretches.append(Stretch(ChangeSide.BOTH, new[pair.new_start : pair.new_end]))
            continue
        if pair.old_end > pair.old_start:
            stretches.append(Stretch(ChangeSide.OLD, old[pair.old_start : pair.old_end]))
        if pair.new_end > pair.new_start:
            stretches.append(Stretch(ChangeSide.NEW, new[pair.new_start : pair.new_end]))
    return tuple(stretches)


def _all(session: Session) -> tuple[Version, ...]:
    data = session.data(VERSIONS)
    if data is None:
        return ()
    try:
        return decode(tuple[Version, ...], data)
    except CodecError as error:
        raise UserError("project.damaged", file=session.path.name, detail=str(error)) from error


def _keep(session: Session, versions: Iterable[Version]) -> None:
    session.set_data(VERSIONS, [encode(version) for version in versions])
