"""Carrying rulings out on a new reconstruction: what a person decided wins over what the rules would choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from annotator.model.article import Article, Block, Kind, build_block
from annotator.model.decision import Decision, DecisionKind, Jump
from annotator.model.issue import Issue
from annotator.model.rulings.rulings import (
    Anchor,
    Begins,
    Extent,
    Flows,
    Linked,
    Opens,
    Ordered,
    OwnArticle,
    Placed,
    RoleIs,
    Ruling,
    Unlinked,
    Whole,
    first_of,
    last_of,
)
from annotator.model.runs import tidy
from annotator.reconstruct.reruns.galley import Galley
from annotator.reconstruct.reruns.units import Holder, Unit

_PARAGRAPHS = frozenset({DecisionKind.JOIN, DecisionKind.SPLIT, DecisionKind.ORDER})


@dataclass(slots=True)
class _Settled:
    """Characters whose place people have ruled on, so that nothing about them is left to decide."""

    places: list[Anchor] = field(default_factory=list)
    breaks: list[Anchor] = field(default_factory=list)
    jumps: list[Anchor] = field(default_factory=list)


@dataclass(slots=True)
class _Link:
    """A jump between units."""

    jump: Jump
    source: Unit | None
    target: Unit | None


def enforce(issue: Issue, rulings: Sequence[Ruling]) -> tuple[Issue, tuple[Ruling, ...]]:
    """Return an issue with rulings carried out, and the rulings that could not be.

    Args:
        issue: what the rules of reconstruction made of the pages.
        rulings: in the order of deciding.
    """
    if not rulings:
        return issue, ()
    enforcer = _Enforcer(issue)
    unmet = tuple(ruling for ruling in rulings if not enforcer.carry_out(ruling))
    return enforcer.issue(), unmet


class _Enforcer:
    """The issue while rulings are carried out on it."""

    def __init__(self, issue: Issue) -> None:
        self._issue = issue
        self._galley = Galley(issue)
        self._settled = _Settled()
        self._units = {unit.source: unit for unit in self._galley.units() if unit.source is not None}
        self._links = [
            _Link(
                jump,
                self._units[jump.source] if jump.source else None,
                self._units[jump.target] if jump.target else None,
            )
            for jump in issue.jumps.values()
        ]

    def carry_out(self, ruling: Ruling) -> bool:
        """Carry one ruling out; tells whether that was possible."""
        match ruling:
            case Begins(at=at):
                self._settled.breaks.append(at)
                return self._galley.begin(at) is not None
            case Flows(last=last, first=first):
                self._settled.breaks.append(first)
                return self._flow(last, first)
            case Whole(extent=extent):
                return len(self._galley.owners(extent)) == 1 or self._galley.hold(extent) is not None
            case RoleIs(extent=extent, role=role):
                self._settle(extent)
                if any(unit.role is not role for unit in self._galley.owners(extent)):
                    unit = self._galley.hold(extent)
                    if unit is None:
                        return False
                    unit.role, unit.changed = role, True
                return True
            case Placed():
                self._settle(ruling.extent)
                return self._place(ruling)
            case Opens(at=at):
                self._settled.places.append(at)
                return self._open(at)
            case OwnArticle(extents=extents, behind=behind):
                for extent in extents:
                    self._settle(extent)
                return self._own(extents, behind)
            case Ordered(at=at, behind=behind):
                return self._order(at, behind)
            case Linked() | Unlinked():
                return self._link(ruling)
        return True

    def _settle(self, extent: Extent) -> None:
        at = first_of(extent, self._galley.pages)
        if at is not None:
            self._settled.places.append(at)

    def _flow(self, last: Anchor, first: Anchor) -> bool:
        galley = self._galley
        if galley.find(last) is galley.find(first) and galley.comes_after(last, first):
            return True
        before = galley.end(last)
        after = galley.begin(first)
        if before is None or after is None:
            return False
        if before is galley.find(first) or galley.find(last) is not before:
            return False  # the text in between stands the other way round
        galley.join(before, after)
        return True

    def _place(self, ruling: Placed) -> bool:
        galley = self._galley
        if self._is_placed(ruling):
            return True
        unit = galley.hold(ruling.extent)
        if unit is None:
            return False
        before = galley.end(ruling.behind) if ruling.behind is not None else None
        if before is not None and before is not unit and before.home.kind is ruling.kind:
            galley.take(unit)
            holder = before.home
            galley.put(unit, holder, holder.units.index(before) + 1)
            return True
        after = galley.begin(ruling.ahead) if ruling.ahead is not None else None
        if after is not None and after is not unit and after.home.kind is ruling.kind:
            galley.take(unit)
            galley.put(unit, after.home, after.home.units.index(after))
            return True
        if unit.home.kind is ruling.kind and ruling.kind is not Kind.ARTICLE:
            return True
        home = unit.home
        target = (
            galley.furniture
            if ruling.kind is Kind.FURNITURE
            else galley.tray
            if ruling.kind is Kind.UNPLACED
            else galley.new_article(home)
        )
        galley.take(unit)
        galley.put(unit, target, len(target.units))
        return ruling.kind is not Kind.ARTICLE or ruling.behind is ruling.ahead is None

    def _is_placed(self, ruling: Placed) -> bool:
        galley = self._galley
        owners = galley.owners(ruling.extent)
        if not owners or any(unit.home is not owners[0].home for unit in owners):
            return False
        if owners[0].home.kind is not ruling.kind:
            return False
        first, last = first_of(ruling.extent, galley.pages), last_of(ruling.extent, galley.pages)
        assert first is not None
        assert last is not None
        if ruling.behind is None:
            opening = next((galley.first(unit) for unit in owners[0].home.units if galley.first(unit)), None)
            if opening != first:
                return False
        elif not galley.comes_after(ruling.behind, first):
            return False
        return ruling.ahead is None or galley.comes_after(last, ruling.ahead)

    def _open(self, at: Anchor) -> bool:
        galley = self._galley
        unit = galley.begin(at)
        if unit is None:
            return False
        holder = unit.home
        number = holder.units.index(unit)
        if holder.kind is not Kind.ARTICLE:
            galley.take(unit)
            galley.put(unit, galley.new_article(None), 0)
        elif number:
            galley.split_article(holder, number)
        return True

    def _own(self, extents: tuple[Extent, ...], behind: Anchor | None) -> bool:
        galley = self._galley
        units = [unit for extent in extents if (unit := galley.hold(extent)) is not None]
        if not units:
            return False
        before = galley.find(behind) if behind is not None else None
        article = Holder(Kind.ARTICLE)
        for unit in units:
            galley.take(unit)
            galley.put(unit, article, len(article.units))
        after = before.home if before is not None and before not in units else None
        number = galley.articles.index(after) + 1 if after is not None and after in galley.articles else 0
        galley.articles.insert(number, article)
        return True

    def _order(self, at: Anchor, behind: Anchor | None) -> bool:
        galley = self._galley
        unit, before = galley.find(at), galley.find(behind) if behind is not None else None
        if unit is None or unit.home not in galley.articles:
            return False
        home = unit.home
        if before is not None and (before.home is home or before.home not in galley.articles):
            return False
        galley.articles.remove(home)
        galley.articles.insert(galley.articles.index(before.home) + 1 if before is not None else 0, home)
        return True

    def _link(self, ruling: Linked | Unlinked) -> bool:
        galley = self._galley
        source = galley.find(ruling.source) if ruling.source is not None else None
        target = galley.find(ruling.target) if ruling.target is not None else None
        self._settled.jumps += [anchor for anchor in (ruling.source, ruling.target) if anchor is not None]
        if isinstance(ruling, Unlinked):
            self._links = [
                link for link in self._links if link.source is not source or link.target is not target
            ]
            return True
        if source is None and target is None:
            return False
        self._links = [
            link
            for link in self._links
            if (source is None or link.source is not source) and (target is None or link.target is not target)
        ]
        for link in self._links:
            if link.jump.id == ruling.id:
                ids = {other.jump.id for other in self._links}
                link.jump = replace(
                    link.jump, id=next(name for n in count(1) if (name := f"j{n}") not in ids)
                )
        self._links.append(_Link(Jump(ruling.id, ruling.marker, None, None), source, target))
        return True

    # Putting together ----------------------------------------------------------------------------------

    def issue(self) -> Issue:
        """Return the issue; blocks that did not change are those of the reconstruction."""
        galley = self._galley
        names, homes = self._names()
        blocks: dict[str, Block] = {}
        for unit, name in names.items():
            if unit.changed or unit.source is None:
                blocks[name] = build_block(name, unit.role, tidy(unit.runs), galley.pages)
            else:
                blocks[name] = self._issue.blocks[unit.source]
        articles = [
            Article(homes[holder], holder.kind, tuple(names[unit] for unit in holder.units))
            for holder in galley.holders()
        ]
        return replace(
            self._issue,
            articles={article.id: article for article in articles},
            order=tuple(homes[holder] for holder in galley.articles),
            blocks=blocks,
            decisions={entry.id: entry for entry in self._decisions(names)},
            jumps={jump.id: jump for jump in self._jumps(names)},
        )

    def _names(self) -> tuple[dict[Unit, str], dict[Holder, str]]:
        """Return the ids of units and containers: of what they were made from, else free ones."""
        taken = {*self._issue.blocks, *self._issue.articles}
        free = (name for number in count(1) if (name := f"x{number}") not in taken)
        homes = {holder: holder.source or next(free) for holder in self._galley.holders()}
        return {unit: unit.source or next(free) for unit in self._galley.units()}, homes

    def _decisions(self, names: dict[Unit, str]) -> list[Decision]:
        """Return the decisions that are still open: those about what nobody has ruled on."""
        places, breaks, jumps = (
            {self._galley.find(anchor) for anchor in anchors}
            for anchors in (self._settled.places, self._settled.breaks, self._settled.jumps)
        )
        kept = []
        for decision in self._issue.decisions.values():
            units = [self._galley.heir(self._units[block]) for block in decision.blocks]
            if not units:
                continue
            if decision.kind is DecisionKind.JUMP:
                settled = not jumps.isdisjoint(units)
            else:
                settled = units[0] in places or (decision.kind in _PARAGRAPHS and units[0] in breaks)
            if not settled:
                kept.append(replace(decision, blocks=tuple(dict.fromkeys(names[unit] for unit in units))))
        return kept

    def _jumps(self, names: dict[Unit, str]) -> list[Jump]:
        def name(unit: Unit | None) -> str | None:
            return None if unit is None else names[self._galley.heir(unit)]

        return [
            replace(link.jump, source=name(link.source), target=name(link.target)) for link in self._links
        ]
