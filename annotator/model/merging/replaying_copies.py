"""Two copies of an issue between which work is carried over: what is alike, and our names for their things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.model.anchoring import Locator
from annotator.model.article import Article
from annotator.model.issue import Issue
from annotator.model.operations import (
    Operation,
    OperationError,
    perform,
)
from annotator.model.page import RawRange
from annotator.model.patch import Patch
from annotator.model.rulings.rulings import extent_of, first_of


@dataclass(frozen=True, slots=True)
class Step:
    """An operation of a copy's journal, with who did it and when; ``machine``: the program by itself."""

    operation: Operation
    who: str = ""
    when: str = ""
    machine: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """An operation that was done to our copy, with what takes it back."""

    step: Step
    inverse: Patch


@dataclass(frozen=True, slots=True)
class Unmet:
    """What could not be done because ours has been changed in another way.

    Attributes:
        step: what was to be done, in terms of our copy where it can be told in them.
        places: the raw characters it is about.
        text: what it would write, or was about.
    """

    step: Step
    places: tuple[RawRange, ...]
    text: str = ""


class Copies:
    """Two copies, and what became of the steps up to now.

    Attributes:
        start: their copy at the beginning.
        before: our copy at the beginning.
        theirs: their copy after the steps up to now.
        ours: our copy after what was carried out up to now.
        done: what was done to ours.
        unmet: what was not, for a person to decide.
        contested: corrections of places that ours has corrected in another way.
        labelling: steps that concern labels, which are not carried out here.
        owed: ids of their blocks with text that ours does not have; to be reconciled.
        signed: the last step that wrote in each of their blocks.
        equal: what ``same`` has found out, by block.
    """

    def __init__(self, theirs: Issue, ours: Issue) -> None:
        self.start = theirs
        self.before = ours
        self.theirs = theirs
        self.ours = ours
        self.done: list[Done] = []
        self.unmet: list[Unmet] = []
        self.contested: list[Unmet] = []
        self.labelling: list[Step] = []
        self.owed: set[str] = set()
        self.signed: dict[str, Step] = {}
        self.equal: dict[str, bool] = {}

    def follow(self, step: Step) -> None:
        """Do a step to their copy only: it is in ours already.

        Raises:
            OperationError: it does not fit, so their journal is damaged.
        """
        self.theirs = step.operation.apply(self.theirs)

    def do(self, step: Step) -> bool:
        """Do a step to ours; return whether it fits."""
        try:
            change = perform(self.ours, step.operation)
        except OperationError:
            return False
        if change.forward != Patch():
            self.ours = change.issue
            self.done.append(Done(step, change.inverse))
        return True

    def same(self, block_id: str) -> bool:
        """Tell whether a block of theirs is the same in ours."""
        if block_id not in self.equal:
            theirs, ours = self.theirs.blocks.get(block_id), self.ours.blocks.get(block_id)
            self.equal[block_id] = theirs is not None and ours is not None and theirs.runs == ours.runs
        return self.equal[block_id]

    def do_as(self, step: Step, operation: Operation) -> bool:
        """Do a step in terms of ours; one that does not fit is left for a person."""
        told = replace(step, operation=operation)
        if self.do(told):
            return True
        self.leave(told, ())
        return False

    def leave(self, step: Step, places: Sequence[RawRange], text: str = "") -> None:
        """Note a step that a person must decide, with the raw characters it is about."""
        self.unmet.append(Unmet(step, tuple(places), text))

    def owe(self, step: Step, blocks: set[str]) -> None:
        """Note blocks of theirs whose text is to be reconciled at the end."""
        for block in blocks:
            self.equal[block] = False
            self.signed[block] = step
        self.owed |= blocks

    def owe_raised(self, new: str, old: str) -> None:
        """Note that a block made of one that differs may differ too."""
        self.owed.add(new)
        if old in self.signed:
            self.signed[new] = self.signed[old]

    def block_of(self, block_id: str) -> str | None:
        """Return our block of theirs: of the same id, else the one that holds its first character."""
        if block_id in self.ours.blocks:
            return block_id
        at = first_of(extent_of(self.theirs.blocks[block_id]), self.theirs.pages)
        return None if at is None else self.locator().block_at(at.page, at.position)

    def article_of(self, article_id: str) -> str | None:
        """Return our container of theirs: of the same id, else the one with most of its blocks."""
        if article_id in self.ours.articles:
            return article_id
        homes: dict[str, int] = {}
        for block in self.theirs.articles[article_id].blocks:
            mine = self.block_of(block)
            if mine is not None:
                home: Article = self.ours.article_of(mine)
                homes[home.id] = homes.get(home.id, 0) + 1
        return max(homes, key=lambda home: homes[home]) if homes else None

    def index_of(self, after: Issue, article: str, mine: str, moving: Sequence[str] = ()) -> int:
        """Return the place in our reading order that an article has in theirs.

        Counted without the article, and without those that go because all their blocks are being moved.
        """
        taken = set(moving)
        order = [
            entry
            for entry in self.ours.order
            if entry != mine and not taken.issuperset(self.ours.articles[entry].blocks)
        ]
        for earlier in reversed(after.order[: after.order.index(article)]):
            if earlier in order:
                return order.index(earlier) + 1
        return 0

    def locator(self) -> Locator:
        """Return what finds raw characters in our blocks."""
        return Locator(self.ours.blocks.values())
