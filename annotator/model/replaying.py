"""Replaying what was done to one copy of an issue on another copy that has changed too.

Block ids are the same in both, since both come from one state, and new ones are random. What was done to a block that
is the same in both is done as it was. Everything else is told by raw positions: where a paragraph was split, what was
moved where. Text and labels of blocks that differ are not replayed key by key but reconciled at the end, see
``annotator.model.reconciling``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.model.anchoring import Locator
from annotator.model.article import Article, Kind
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.labels import DocumentLabel, unite_document_labels
from annotator.model.operations import (
    AcceptFlag,
    AddLabels,
    AddRelations,
    AddWords,
    ApplyPatch,
    ChangeLabel,
    ChangeLabels,
    ChangeRelation,
    ClearDocumentLabel,
    JoinBlocks,
    KeepFlags,
    MergeArticles,
    MoveArticle,
    MoveBlocks,
    MoveLabel,
    NewArticle,
    Operation,
    OperationError,
    RecordMerge,
    RemoveLabels,
    RemoveRelations,
    RemoveWords,
    ReplaceSeries,
    ReplaceText,
    ResolveDecision,
    RevertChange,
    SetDocumentLabel,
    SetFlags,
    SetJump,
    SetProgress,
    SetRole,
    SettleConflict,
    SplitArticle,
    SplitBlock,
    perform,
)
from annotator.model.operations.base import container_of
from annotator.model.operations.review import flag_of
from annotator.model.page import RawRange
from annotator.model.patch import Patch
from annotator.model.provenance import Place
from annotator.model.rulings import extent_of, first_of


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


class Replay:
    """Carries what was done to ``theirs`` out on ``ours``.

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
        self._equal: dict[str, bool] = {}

    def follow(self, step: Step) -> None:
        """Do a step to their copy only: it is in ours already.

        Raises:
            OperationError: it does not fit, so their journal is damaged.
        """
        self.theirs = step.operation.apply(self.theirs)

    def take(self, step: Step) -> None:
        """Do a step to their copy, and what it comes to in ours.

        Raises:
            OperationError: it does not fit their copy, so their journal is damaged.
        """
        after = step.operation.apply(self.theirs)
        if not step.machine:
            self._carry_out(step, after)
        self.theirs = after

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
        if block_id not in self._equal:
            theirs, ours = self.theirs.blocks.get(block_id), self.ours.blocks.get(block_id)
            self._equal[block_id] = theirs is not None and ours is not None and theirs.runs == ours.runs
        return self._equal[block_id]

    # Which operation asks for what -----------------------------------------------------------------------

    def _carry_out(self, step: Step, after: Issue) -> None:
        match step.operation:
            case ReplaceText() | AcceptFlag() | RevertChange() | ReplaceSeries():
                self._text(step)
            case SplitBlock() as split:
                self._split(step, split)
            case JoinBlocks() as join:
                self._join(step, join)
            case MoveBlocks() | NewArticle() as move:
                self._move(step, move, after)
            case SplitArticle() as split_article:
                self._split_article(step, split_article)
            case MergeArticles(first=first, second=second):
                self._merge_articles(step, self._article(first), self._article(second))
            case MoveArticle(article=article):
                found = self._article(article)
                if found is not None:
                    self._do_as(step, MoveArticle(found, self._index(after, article, found)))
            case SetRole() as role:
                self._role(step, role)
            case KeepFlags() as keep:
                self._keep(step, keep)
            case ApplyPatch(patch=patch):
                self._patch(step, patch)
            case AddLabels() | ChangeLabel() | ChangeLabels() | MoveLabel() | RemoveLabels():
                self.labelling.append(step)
            case AddRelations() | ChangeRelation() | RemoveRelations():
                self.labelling.append(step)
            case SetFlags() | RecordMerge() | SettleConflict():
                pass  # about their copy alone
            case operation:
                self._bookkeeping(step, operation)

    def _bookkeeping(self, step: Step, operation: Operation) -> None:
        match operation:
            case ResolveDecision(decision=decision):
                mine, before = self.ours.decisions.get(decision), self.theirs.decisions[decision]
                if mine is not None and mine.status is before.status:
                    self._do_as(step, operation)
            case SetJump() as jump:
                self._jump(step, jump)
            case SetProgress() as progress:
                self._progress(step, progress)
            case AddWords(words=words, flags=flags, who=who):
                there = tuple(
                    (block, flag)
                    for block, flag in flags
                    if any(entry.id == flag for entry in self.ours.flags.get(block, ()))
                )
                our_words, their_words = self.ours.words, self.theirs.words
                new = tuple(word for word in words if our_words.get(word) in (None, their_words.get(word)))
                if new or there:
                    self._do_as(step, AddWords(new, there, who))
            case RemoveWords(words=words):
                gone = tuple(word for word in words if word in self.ours.words)
                if gone:
                    self._do_as(step, RemoveWords(gone))
            case SetDocumentLabel() | ClearDocumentLabel():
                self._article_label(step, operation)
            case _:
                self._leave(step, ())

    def _do_as(self, step: Step, operation: Operation) -> bool:
        """Do a step in terms of ours; one that does not fit is left for a person."""
        told = replace(step, operation=operation)
        if self.do(told):
            return True
        self._leave(told, ())
        return False

    def _leave(self, step: Step, places: Sequence[RawRange], text: str = "") -> None:
        self.unmet.append(Unmet(step, tuple(places), text))

    # Text ------------------------------------------------------------------------------------------------

    def _text(self, step: Step) -> None:
        match step.operation:
            case ReplaceSeries(places=places, origin=origin):
                alike = tuple(place for place in places if self.same(place.block))
                if alike and not self.do(replace(step, operation=ReplaceSeries(alike, origin))):
                    alike = ()
                self._owe(step, {place.block for place in places} - {place.block for place in alike})
            case AcceptFlag(block=block) as accept:
                self._accept(step, accept) if self.same(block) else self._owe(step, {block})
            case ReplaceText(block=block) | RevertChange(block=block):
                if not (self.same(block) and self.do(step)):
                    self._owe(step, {block})

    def _owe(self, step: Step, blocks: set[str]) -> None:
        for block in blocks:
            self._equal[block] = False
            self.signed[block] = step
        self.owed |= blocks

    def _accept(self, step: Step, accept: AcceptFlag) -> None:
        flag = flag_of(self.theirs, accept.block, accept.flag)
        mine = next((entry for entry in self.ours.flags.get(accept.block, ()) if entry.id == flag.id), None)
        if mine is not None and _place(mine) == _place(flag) and self.do(step):
            return
        # The check that found it ran in their copy only.
        text = ReplaceText(accept.block, flag.start, flag.end, accept.text, flag.text, accept.origin)
        if not self.do(replace(step, operation=text)):
            self._owe(step, {accept.block})
            return
        decided = replace(
            flag, end=flag.start + len(accept.text), text=accept.text, status=FlagStatus.ACCEPTED
        )
        self._put_flag(step, accept.block, decided)

    def _put_flag(self, step: Step, block_id: str, flag: Flag) -> None:
        block = self.ours.blocks[block_id]
        others = tuple(
            entry
            for entry in self.ours.flags.get(block_id, ())
            if entry.id != flag.id and _place(entry) != _place(flag)
        )
        self.do(
            replace(
                step, operation=SetFlags({block_id: (*others, flag)}, {block_id: block.text}), machine=True
            )
        )

    def _keep(self, step: Step, keep: KeepFlags) -> None:
        there = []
        for block_id, flag_id in keep.flags:
            mine = next((entry for entry in self.ours.flags.get(block_id, ()) if entry.id == flag_id), None)
            if mine is not None and mine.status is FlagStatus.OPEN:
                there.append((block_id, flag_id))
                continue
            flag = flag_of(self.theirs, block_id, flag_id)
            place = self._text_place(block_id, flag.start, flag.end)
            if mine is None and place is not None:
                status = FlagStatus.KEPT_ALIKE if keep.alike else FlagStatus.KEPT
                moved = replace(flag, start=place.start, end=place.end, status=status)
                if self.ours.blocks[place.block].text[place.start : place.end] == flag.text:
                    self._put_flag(step, place.block, moved)
        if there:
            self._do_as(step, KeepFlags(tuple(there), keep.alike))

    def _text_place(self, block_id: str, start: int, end: int) -> Place | None:
        if self.same(block_id):
            return Place(block_id, start, end)
        places = self._locator().places(self.theirs.blocks[block_id], start, end)
        return places[0] if len(places) == 1 else None

    # Structure -------------------------------------------------------------------------------------------

    def _split(self, step: Step, split: SplitBlock) -> None:
        if self.same(split.block):
            if self.do(step):
                self._equal[split.new_id] = True
                return
            self._leave(step, extent_of(self.theirs.blocks[split.block]))
            return
        theirs, mine = self.theirs.blocks[split.block], self.ours.blocks.get(split.block)
        if mine is not None and mine.text == theirs.text:
            place: Place | None = Place(mine.id, split.at, split.at)
        else:
            place = self._locator().caret(theirs, split.at)
        if place is None:
            self._leave(step, extent_of(self.theirs.blocks[split.block]))
            return
        self._equal.pop(split.new_id, None)
        length = len(self.ours.blocks[place.block].text)
        inside = 0 < place.start < length or split.at in (0, len(self.theirs.blocks[split.block].text))
        self.signed.setdefault(split.block, step)
        self._owe_raised(split.new_id, split.block)
        if inside:  # else ours is split there already
            self._do_as(step, SplitBlock(place.block, place.start, split.new_id))

    def _owe_raised(self, new: str, old: str) -> None:
        """Note that a block made of one that differs may differ too."""
        self.owed.add(new)
        if old in self.signed:
            self.signed[new] = self.signed[old]

    def _join(self, step: Step, join: JoinBlocks) -> None:
        first, second = self._block(join.first), self._block(join.second)
        alike = self.same(join.first) and self.same(join.second)
        self._equal.pop(join.second, None)
        if first is None or second is None:
            self._leave(step, extent_of(self.theirs.blocks[join.second]))
            return
        if first == second:
            return
        home = self.ours.article_of(first)
        if second not in home.blocks:
            places = (*extent_of(self.ours.blocks[first]), *extent_of(self.ours.blocks[second]))
            self._leave(replace(step, operation=JoinBlocks(first, second)), places)
            self._equal[join.first] = False
            return
        self._do_as(step, JoinBlocks(first, second))
        self._equal[join.first] = alike and first == join.first
        if not alike:
            self.owed.add(join.first)
            self.signed[join.first] = step

    def _move(self, step: Step, move: MoveBlocks | NewArticle, after: Issue) -> None:
        pairs = [(block, self._block(block)) for block in move.blocks]
        blocks = tuple(dict.fromkeys(mine for _, mine in pairs if mine is not None))
        places = tuple(part for block in move.blocks for part in extent_of(self.theirs.blocks[block]))
        if not blocks:
            self._leave(step, places)
            return
        moved: Operation
        if isinstance(move, NewArticle):
            moved = NewArticle(move.article, blocks, self._index(after, move.article, move.article, blocks))
        else:
            target = self._article(move.article)
            if target is None:
                self._leave(step, places)
                return
            moved = MoveBlocks(blocks, target, self._before(move, target, blocks))
        if any(mine is not None and self._moved_apart(block, mine, move.article) for block, mine in pairs):
            self._leave(replace(step, operation=moved), places)
            return
        self._do_as(step, moved)

    def _moved_apart(self, block: str, mine: str, target: str) -> bool:
        """Tell whether ours has moved a block out of the container it had, to another one than theirs."""
        home = self.ours.article_of(mine).id
        before = self.theirs.article_of(block).id
        if before not in self.start.articles:
            before = self._article(before) or before
        return home not in (before, target)

    def _before(self, move: MoveBlocks, target: str, moving: Sequence[str]) -> str | None:
        if move.before is None:
            return None
        listed = container_of(self.theirs, move.article).blocks
        for block in listed[listed.index(move.before) :]:
            mine = self._block(block)
            if mine is not None and mine in self.ours.articles[target].blocks and mine not in moving:
                return mine
        return None

    def _split_article(self, step: Step, split: SplitArticle) -> None:
        mine = self._block(split.block)
        if mine is None:
            self._leave(step, extent_of(self.theirs.blocks[split.block]))
            return
        home = self.ours.article_of(mine)
        if home.kind is Kind.ARTICLE and home.blocks[0] != mine:
            self._do_as(step, SplitArticle(home.id, mine, split.new_id))
        elif home.kind is not Kind.ARTICLE:
            self._leave(step, extent_of(self.ours.blocks[mine]))

    def _merge_articles(self, step: Step, first: str | None, second: str | None) -> None:
        if first is None or second is None:
            self._leave(step, ())
        elif first != second:
            self._do_as(step, MergeArticles(first, second))

    def _role(self, step: Step, role: SetRole) -> None:
        free: list[str] = []
        taken: list[str] = []
        for block in role.blocks:
            mine = self._block(block)
            if mine is None or self.ours.blocks[mine].role is role.role:
                continue
            (free if self.ours.blocks[mine].role is self.theirs.blocks[block].role else taken).append(mine)
        if free:
            self._do_as(step, SetRole(tuple(free), role.role))
        if taken:
            places = [part for block in taken for part in extent_of(self.ours.blocks[block])]
            self._leave(replace(step, operation=SetRole(tuple(taken), role.role)), places)

    def _jump(self, step: Step, operation: SetJump) -> None:
        mine, before = self.ours.jumps.get(operation.id), self.theirs.jumps.get(operation.id)
        jump = operation.jump
        if jump is not None:
            source = self._block(jump.source) if jump.source else None
            target = self._block(jump.target) if jump.target else None
            jump = replace(jump, source=source, target=target)
        if mine == jump:
            return
        told = replace(step, operation=SetJump(operation.id, jump))
        if mine != before and mine is not None:
            ends = (mine.source, mine.target)
            self._leave(told, [p for end in ends if end for p in extent_of(self.ours.blocks[end])])
        else:
            self._do_as(told, told.operation)

    def _progress(self, step: Step, operation: SetProgress) -> None:
        articles = []
        for article in operation.articles:
            mine = self._article(article)
            if mine is None or self.ours.articles[mine].kind is not Kind.ARTICLE:
                continue
            now, before = self.ours.articles[mine].progress, self.theirs.articles[article].progress
            if now == before or now.stage.rank < operation.progress.stage.rank:
                articles.append(mine)
        if articles:
            self._do_as(step, SetProgress(tuple(dict.fromkeys(articles)), operation.progress))

    def _article_label(self, step: Step, operation: Operation) -> None:
        assert isinstance(operation, SetDocumentLabel | ClearDocumentLabel)
        mine = self._article(operation.article)
        if mine is None:
            self._leave(step, ())
            return
        new = operation.label if isinstance(operation, SetDocumentLabel) else None
        name = new.label if new is not None else str(operation.label)

        def held(issue: Issue, article: str) -> DocumentLabel | None:
            labels = issue.document_labels.get(article, ())
            return next((entry for entry in labels if entry.label == name), None)

        now, before = held(self.ours, mine), held(self.theirs, operation.article)
        told: Operation = replace(operation, article=mine)
        if now is not None and new is not None and now != before:
            agreed = _agreed(now, before, new)
            told = SetDocumentLabel(mine, agreed) if agreed is not None else told
            now = before if agreed is not None else now
        if now == before:
            self._do_as(step, told)
        elif now != new:
            first = next(iter(self.ours.articles[mine].blocks), None)
            places = extent_of(self.ours.blocks[first]) if first else ()
            self._leave(replace(step, operation=told), places)

    def _patch(self, step: Step, patch: Patch) -> None:
        """Carry a prepared difference out where everything it touches is as it was; else text is owed."""
        if not patch.blocks and (patch.spans or patch.pieces or patch.relations):
            self.labelling.append(step)
            patch = replace(patch, spans={}, pieces={}, relations={})
        alike = (
            all(self._alike("blocks", key) for key in patch.blocks)
            and all(self._alike(name, key) for name in _STRUCTURE for key in getattr(patch, name))
            and (patch.order is None or self.ours.order == self.theirs.order)
        )
        if alike and self._do_as(step, ApplyPatch(replace(patch, merges={}, conflicts={}))):
            self._equal = {key: same for key, same in self._equal.items() if key not in patch.blocks}
            return
        if patch.blocks:
            self.labelling.append(step)
        self._owe(step, set(patch.blocks))
        if patch.articles or patch.order is not None or None in patch.blocks.values():
            known = [self.theirs.blocks[key] for key in patch.blocks if key in self.theirs.blocks]
            self._leave(step, [part for block in known for part in extent_of(block)])

    def _alike(self, name: str, key: str) -> bool:
        mine, their = getattr(self.ours, name).get(key), getattr(self.theirs, name).get(key)
        return bool(mine == their)

    # Our names for their things --------------------------------------------------------------------------

    def _block(self, block_id: str) -> str | None:
        """Return our block of theirs: of the same id, else the one that holds its first character."""
        if block_id in self.ours.blocks:
            return block_id
        at = first_of(extent_of(self.theirs.blocks[block_id]), self.theirs.pages)
        return None if at is None else self._locator().block_at(at.page, at.position)

    def _article(self, article_id: str) -> str | None:
        """Return our container of theirs: of the same id, else the one with most of its blocks."""
        if article_id in self.ours.articles:
            return article_id
        homes: dict[str, int] = {}
        for block in self.theirs.articles[article_id].blocks:
            mine = self._block(block)
            if mine is not None:
                home: Article = self.ours.article_of(mine)
                homes[home.id] = homes.get(home.id, 0) + 1
        return max(homes, key=lambda home: homes[home]) if homes else None

    def _index(self, after: Issue, article: str, mine: str, moving: Sequence[str] = ()) -> int:
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

    def _locator(self) -> Locator:
        return Locator(self.ours.blocks.values())


_STRUCTURE = ("articles", "pieces", "spans", "relations", "document_labels", "decisions", "jumps", "words")


def _agreed(now: DocumentLabel, before: DocumentLabel | None, new: DocumentLabel) -> DocumentLabel | None:
    """Return a label of an article as both have it; None where both gave it different attributes."""
    known = before.attributes if before is not None else None
    if now.attributes not in (known, new.attributes) and new.attributes != known:
        return None
    attributes = new.attributes if now.attributes == known else now.attributes
    return replace(
        unite_document_labels((now,), (new,))[0], attributes=attributes, doubtful=now.doubtful or new.doubtful
    )


def _place(flag: Flag) -> tuple[int, int, str]:
    return flag.start, flag.end, flag.text
