"""Operations: every undoable change, as pure data with ``apply``; its inverse is a patch.

Operations take and give whole issues, which are values. Identifiers of new things are part of the operation,
so replaying it gives the same issue again.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.issue import Issue
from annotator.model.operations.base import Operation, OperationError
from annotator.model.operations.labelling import (
    AddLabels,
    AddRelations,
    ChangeLabel,
    ChangeLabels,
    ChangeRelation,
    ClearDocumentLabel,
    MoveLabel,
    RemoveLabels,
    RemoveRelations,
    SetDocumentLabel,
)
from annotator.model.operations.merging import RecordMerge, SettleConflict
from annotator.model.operations.review import (
    AcceptFlag,
    KeepFlags,
    ResolveDecision,
    SetFlags,
    SetJump,
    SetProgress,
)
from annotator.model.operations.structure import (
    JoinBlocks,
    MergeArticles,
    MoveArticle,
    MoveBlocks,
    NewArticle,
    SetRole,
    SplitArticle,
    SplitBlock,
)
from annotator.model.operations.text import Replacement, ReplaceSeries, ReplaceText, RevertChange
from annotator.model.operations.whole import ApplyPatch, ReplacePages
from annotator.model.operations.words import AddWords, RemoveWords
from annotator.model.patch import Patch, difference, inverse_of

OPERATIONS: tuple[type[Operation], ...] = (
    ReplaceText,
    ReplaceSeries,
    RevertChange,
    SplitBlock,
    JoinBlocks,
    MoveBlocks,
    SetRole,
    NewArticle,
    MergeArticles,
    MoveArticle,
    SplitArticle,
    SetFlags,
    AcceptFlag,
    KeepFlags,
    ResolveDecision,
    SetJump,
    SetProgress,
    AddLabels,
    ChangeLabel,
    ChangeLabels,
    MoveLabel,
    RemoveLabels,
    AddRelations,
    ChangeRelation,
    RemoveRelations,
    SetDocumentLabel,
    ClearDocumentLabel,
    ApplyPatch,
    ReplacePages,
    AddWords,
    RemoveWords,
    RecordMerge,
    SettleConflict,
)

__all__ = [
    "OPERATIONS",
    "AcceptFlag",
    "AddLabels",
    "AddRelations",
    "AddWords",
    "ApplyPatch",
    "Change",
    "ChangeLabel",
    "ChangeLabels",
    "ChangeRelation",
    "ClearDocumentLabel",
    "JoinBlocks",
    "KeepFlags",
    "MergeArticles",
    "MoveArticle",
    "MoveBlocks",
    "MoveLabel",
    "NewArticle",
    "Operation",
    "OperationError",
    "RecordMerge",
    "RemoveLabels",
    "RemoveRelations",
    "RemoveWords",
    "ReplacePages",
    "ReplaceSeries",
    "ReplaceText",
    "Replacement",
    "ResolveDecision",
    "RevertChange",
    "SetDocumentLabel",
    "SetFlags",
    "SetJump",
    "SetProgress",
    "SetRole",
    "SettleConflict",
    "SplitArticle",
    "SplitBlock",
    "perform",
]


@dataclass(frozen=True, slots=True)
class Change:
    """What an operation did: the new issue, the patch that did it and the patch that takes it back."""

    issue: Issue
    forward: Patch
    inverse: Patch


def perform(issue: Issue, operation: Operation) -> Change:
    """Apply an operation.

    Raises:
        OperationError: the operation does not fit the issue; nothing has changed.
    """
    new = operation.apply(issue)
    forward = difference(issue, new)
    return Change(new, forward, inverse_of(forward, issue))
