"""What the people of a project have shown about their newspaper: learnt from their decisions, kept in the project.

Each issue's part is learnt anew when its journal has grown or shrunk, so what is taken back is forgotten. What
somebody removes from the list does not come back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median

from annotator.errors import UserError
from annotator.model.anchoring import Locator
from annotator.model.article import FURNITURE_ROLES, Kind, Role
from annotator.model.codec import CodecError, decode, encode
from annotator.model.issue import Issue
from annotator.model.rulings.rulings import Flows, Placed, RoleIs, Ruling, first_of
from annotator.reconstruct.issues.jumps import page_number
from annotator.reconstruct.reading.characters import width_in_cells
from annotator.reconstruct.reading.newspaper import (
    UNKNOWN,
    Newspaper,
    Wording,
    numbered_wording,
    rows_of,
    wording_of,
)
from annotator.services.project.session import Session

_KEY = "newspaper"
_JOINS = 3  # joins by hand that must agree before they tell a column width
_NEAR = 1.0  # cells


@dataclass(frozen=True, slots=True)
class _Part:
    """What one issue shows, and how long its journal was then."""

    steps: int
    wordings: tuple[Wording, ...] = ()
    lines: tuple[float, ...] = ()  # cells of full lines


@dataclass(frozen=True, slots=True)
class _Learnt:
    """What is kept in the project."""

    parts: dict[str, _Part] = field(default_factory=dict)
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stored:
    """The same in the form of the codec."""

    issues: tuple[str, ...] = ()
    parts: tuple[_Part, ...] = ()
    removed: tuple[str, ...] = ()


def newspaper_of(session: Session) -> Newspaper:
    """Return what the project's people have shown about their newspaper up to now.

    Raises:
        UserError: what is kept in the project cannot be read, or the history of an issue cannot be followed.
    """
    learnt = _load(session)
    parts = {
        info.id: part
        if (part := learnt.parts.get(info.id)) is not None and part.steps == session.steps(info.id)
        else _part(session, info.id)
        for info in session.issues
    }
    if parts != learnt.parts:
        learnt = _Learnt(parts, learnt.removed)
        if not session.read_only:
            _save(session, learnt)
    wordings = _wordings(learnt)
    return Newspaper(
        wordings, tuple(width for width in _widths(parts.values()) if _told(width) not in learnt.removed)
    )


@dataclass(frozen=True, slots=True)
class Habit:
    """One thing known of a newspaper, for a list.

    Attributes:
        key: what ``forget`` takes.
        text: the wording, or the width in cells.
        role: what a line of the wording is; None for one that is no furniture, and for a width.
        is_width: whether it is a column width.
    """

    key: str
    text: str
    role: Role | None
    is_width: bool = False


def habits(session: Session) -> tuple[Habit, ...]:
    """Return everything known of the project's newspaper; see ``newspaper_of`` for what is raised."""
    known = newspaper_of(session)
    wordings = (Habit(entry.text, entry.text, entry.role) for entry in known.wordings)
    widths = (Habit(_told(width), f"{width:g}", None, is_width=True) for width in known.widths)
    return (*wordings, *widths)


def forget(session: Session, key: str) -> None:
    """Remove a habit for good.

    Raises:
        UserError: there is none of that key; or the project is read-only or cannot be written.
    """
    if all(habit.key != key for habit in habits(session)):
        raise UserError("newspaper.missing", habit=key)
    learnt = _load(session)
    _save(session, _Learnt(learnt.parts, (*learnt.removed, key)))


def _told(width: float) -> str:
    return f"width:{width:g}"


def _wordings(learnt: _Learnt) -> tuple[Wording, ...]:
    """Return the wordings of all issues; of roles that differ, the most frequent one."""
    votes: dict[str, Counter[Role | None]] = {}
    for part in learnt.parts.values():
        for entry in part.wordings:
            if entry.text not in learnt.removed:
                votes.setdefault(entry.text, Counter())[entry.role] += 1
    return tuple(Wording(text, count.most_common(1)[0][0]) for text, count in sorted(votes.items()))


def _widths(parts: Iterable[_Part]) -> Iterator[float]:
    """Yield the widths that enough joined lines agree on, the most frequent first."""
    lines = sorted(cells for part in parts for cells in part.lines)
    groups: list[list[float]] = []
    for cells in lines:
        if groups and cells - groups[-1][0] <= _NEAR:
            groups[-1].append(cells)
        else:
            groups.append([cells])
    for group in sorted(groups, key=len, reverse=True):
        if len(group) >= _JOINS:
            yield round(2 * median(group)) / 2


def _part(session: Session, issue_id: str) -> _Part:
    steps = session.steps(issue_id)
    issue = session.issue(issue_id)
    numbers = tuple(_page_numbers(issue))
    if not steps:
        return _Part(steps, numbers)
    rulings = session.rulings(issue_id)
    shown = dict.fromkeys((*_furniture(session.base(issue_id), issue, rulings), *numbers))
    return _Part(steps, tuple(shown), tuple(_full_lines(issue, rulings)))


def _furniture(base: Issue, issue: Issue, rulings: Iterable[Ruling]) -> Iterator[Wording]:
    """Yield the wordings of lines people made furniture, and of those they took out of it."""
    now, then = Locator(issue.blocks.values()), Locator(base.blocks.values())
    kinds = {key: article.kind for article in issue.articles.values() for key in article.blocks}
    for ruling in rulings:
        if not isinstance(ruling, RoleIs | Placed):
            continue
        at = first_of(ruling.extent, issue.pages)
        block = now.block_at(at.page, at.position) if at is not None else None
        before = then.block_at(at.page, at.position) if at is not None else None
        if block is None or before is None:
            continue
        role: Role | None = issue.blocks[block].role
        if kinds[block] is not Kind.FURNITURE or role not in FURNITURE_ROLES:
            if kinds[block] is not Kind.ARTICLE or base.blocks[before].role not in FURNITURE_ROLES:
                continue
            role = None
        for part in ruling.extent:
            for line in issue.pages[part.page].raw[part.start : part.end].splitlines():
                text = wording_of(line)
                if text:
                    yield Wording(text, role)


def _page_numbers(issue: Issue) -> Iterator[Wording]:
    """Yield the wordings that show the numbers of pages which nothing but a person could have known."""
    for page in issue.pages.values():
        if not page.number or page_number(page.name, page.raw) == page.number:
            continue
        for row in rows_of(page.raw):
            text = numbered_wording(row, page.number)
            if text:
                yield Wording(text, Role.FOLIO)
                break


def _full_lines(issue: Issue, rulings: Iterable[Ruling]) -> Iterator[float]:
    """Yield the widths of the lines at whose end a person joined two paragraphs."""
    for ruling in rulings:
        if isinstance(ruling, Flows) and ruling.last.page == ruling.first.page:
            raw = issue.pages[ruling.last.page].raw
            start = raw.rfind("\n", 0, ruling.last.position) + 1
            end = raw.find("\n", ruling.last.position)
            line = raw[start : end if end >= 0 else len(raw)].strip()
            if line and not raw[ruling.last.position + 1 : start + len(raw[start:end])].strip():
                yield width_in_cells(line)


def _load(session: Session) -> _Learnt:
    data = session.data(_KEY)
    if data is None:
        return _Learnt()
    try:
        stored = decode(_Stored, data)
    except CodecError as error:
        raise UserError("newspaper.unreadable", file=session.path.name) from error
    return _Learnt(dict(zip(stored.issues, stored.parts, strict=False)), stored.removed)


def _save(session: Session, learnt: _Learnt) -> None:
    stored = _Stored(tuple(learnt.parts), tuple(learnt.parts.values()), learnt.removed)
    session.set_data(_KEY, encode(stored))


__all__ = ["UNKNOWN", "Habit", "Newspaper", "forget", "habits", "newspaper_of"]
