"""Replaying what was done to one copy of an issue on another copy that has changed too.

Block ids are the same in both, since both come from one state, and new ones are random. What was done to a block that
is the same in both is done as it was. Everything else is told by raw positions: where a paragraph was split, what was
moved where. Text and labels of blocks that differ are not replayed key by key but reconciled at the end, see
``annotator.model.merging.reconciling``.
"""

from __future__ import annotations

from dataclasses import replace

from annotator.model.article import Kind
from annotator.model.issue import Issue
from annotator.model.labels import DocumentLabel, unite_document_labels
from annotator.model.merging.replaying_copies import Copies, Step
from annotator.model.merging.replaying_structure import (
    take_join,
    take_jump,
    take_merged_articles,
    take_move,
    take_role,
    take_split,
    take_split_article,
)
from annotator.model.merging.replaying_text import take_kept, take_text
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
)
from annotator.model.patch import Patch
from annotator.model.rulings.rulings import extent_of


class Replay(Copies):
    """Carries what was done to ``theirs`` out on ``ours``."""

    def take(self, step: Step) -> None:
        """Do a step to their copy, and what it comes to in ours.

        Raises:
            OperationError: it does not fit their copy, so their journal is damaged.
        """
        after = step.operation.apply(self.theirs)
        if not step.machine:
            self._carry_out(step, after)
        self.theirs = after

    def _carry_out(self, step: Step, after: Issue) -> None:
        match step.operation:
            case ReplaceText() | AcceptFlag() | RevertChange() | ReplaceSeries():
                take_text(self, step)
            case SplitBlock() as split:
                take_split(self, step, split)
            case JoinBlocks() as join:
                take_join(self, step, join)
            case MoveBlocks() | NewArticle() as move:
                take_move(self, step, move, after)
            case SplitArticle() as split_article:
                take_split_article(self, step, split_article, after)
            case MergeArticles(first=first, second=second):
                take_merged_articles(self, step, self.article_of(first), self.article_of(second))
            case MoveArticle(article=article):
                found = self.article_of(article)
                if found is not None:
                    self.do_as(step, MoveArticle(found, self.index_of(after, article, found)))
            case SetRole() as role:
                take_role(self, step, role)
            case KeepFlags() as keep:
                take_kept(self, step, keep)
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
                    self.do_as(step, operation)
            case SetJump() as jump:
                take_jump(self, step, jump)
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
                    self.do_as(step, AddWords(new, there, who))
            case RemoveWords(words=words):
                gone = tuple(word for word in words if word in self.ours.words)
                if gone:
                    self.do_as(step, RemoveWords(gone))
            case SetDocumentLabel() | ClearDocumentLabel():
                self._article_label(step, operation)
            case _:
                self.leave(step, ())

    def _progress(self, step: Step, operation: SetProgress) -> None:
        articles = []
        for article in operation.articles:
            mine = self.article_of(article)
            if mine is None or self.ours.articles[mine].kind is not Kind.ARTICLE:
                continue
            now, before = self.ours.articles[mine].progress, self.theirs.articles[article].progress
            if now == before or now.stage.rank < operation.progress.stage.rank:
                articles.append(mine)
        if articles:
            self.do_as(step, SetProgress(tuple(dict.fromkeys(articles)), operation.progress))

    def _article_label(self, step: Step, operation: Operation) -> None:
        assert isinstance(operation, SetDocumentLabel | ClearDocumentLabel)
        mine = self.article_of(operation.article)
        if mine is None:
            self.leave(step, ())
            return
        new = operation.label if isinstance(operation, SetDocumentLabel) else None
        name = new.label if new is not None else str(operation.label)

        def held(issue: Issue, article: str) -> DocumentLabel | None:
            labels = issue.document_labels.get(article, ())
            return next((entry for entry in labels if entry.label == name), None)

        if (
            new is None
            and operation.article in self.start.articles
            and held(self.start, operation.article) is None
            and held(self.before, mine) is not None
        ):
            return  # they took back what they had said themselves; ours is somebody else's
        now, before = held(self.ours, mine), held(self.theirs, operation.article)
        told: Operation = replace(operation, article=mine)
        if now is not None and new is not None and now != before:
            agreed = _agreed(now, before, new)
            told = SetDocumentLabel(mine, agreed) if agreed is not None else told
            now = before if agreed is not None else now
        if now == before:
            self.do_as(step, told)
        elif now != new:
            first = next(iter(self.ours.articles[mine].blocks), None)
            places = extent_of(self.ours.blocks[first]) if first else ()
            self.leave(replace(step, operation=told), places)

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
        if alike and self.do_as(step, ApplyPatch(replace(patch, merges={}, conflicts={}))):
            self.equal = {key: same for key, same in self.equal.items() if key not in patch.blocks}
            return
        if patch.blocks:
            self.labelling.append(step)
        self.owe(step, set(patch.blocks))
        if patch.articles or patch.order is not None or None in patch.blocks.values():
            known = [self.theirs.blocks[key] for key in patch.blocks if key in self.theirs.blocks]
            self.leave(step, [part for block in known for part in extent_of(block)])

    def _alike(self, name: str, key: str) -> bool:
        mine, their = getattr(self.ours, name).get(key), getattr(self.theirs, name).get(key)
        return bool(mine == their)


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
