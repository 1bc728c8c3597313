"""Operations in words, for the history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from annotator.model.decision import DecisionStatus
from annotator.model.labels import LabelScheme
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
    ReplacePages,
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
from annotator.model.operations.text import Replacement
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP
from annotator.ui.words.sentences import fill, role_name, stage_name

PLAIN: dict[type[Operation], str] = {
    SplitBlock: QT_TRANSLATE_NOOP("History", "Paragraph split"),
    JoinBlocks: QT_TRANSLATE_NOOP("History", "Paragraphs joined"),
    MoveBlocks: QT_TRANSLATE_NOOP("History", "Paragraphs moved"),
    NewArticle: QT_TRANSLATE_NOOP("History", "Article made"),
    MergeArticles: QT_TRANSLATE_NOOP("History", "Articles merged"),
    MoveArticle: QT_TRANSLATE_NOOP("History", "Article moved"),
    SplitArticle: QT_TRANSLATE_NOOP("History", "Article split"),
    SetFlags: QT_TRANSLATE_NOOP("History", "Checked again"),
    SetJump: QT_TRANSLATE_NOOP("History", "Jump changed"),
    MoveLabel: QT_TRANSLATE_NOOP("History", "Label moved"),
    ApplyPatch: QT_TRANSLATE_NOOP("History", "Issue rebuilt"),
    SettleConflict: QT_TRANSLATE_NOOP("History", "Conflict decided"),
    ReplacePages: QT_TRANSLATE_NOOP("History", "Page read anew"),
}
"""Operations that are told by one name; ``operation_words`` tells more of the others."""

_LONGEST = 12  # characters of a quoted text


def operation_words(operation: Operation, scheme: LabelScheme) -> str:
    """Return what an operation did, in words."""
    if type(operation) in PLAIN:
        return _say(PLAIN[type(operation)])
    match operation:
        case ReplaceText(text=text, expected=expected):
            return _replaced(expected, text)
        case RevertChange(run=run, raw=raw):
            return _reverted(run.text or "", raw)
        case AcceptFlag(text=text, expected=expected) if expected:
            return _replaced(expected, text)
        case AcceptFlag(text=text):
            return _say(QT_TRANSLATE_NOOP("History", "Candidate taken: “{0}”"), text)
        case ReplaceSeries(places=places):
            return _series(places)
        case KeepFlags(flags=flags):
            return _say(QT_TRANSLATE_NOOP("History", "Kept ×{0}"), str(len(flags)))
        case AddLabels(spans=(placed, *_)) if placed.span.rejected:
            return _say(
                QT_TRANSLATE_NOOP("History", "Suggestion refused: {0}"), _label(scheme, placed.span.label)
            )
        case AddLabels(spans=spans):
            name = _label(scheme, spans[0].span.label if spans else "")
            return _say(QT_TRANSLATE_NOOP("History", "Labelled {0} ×{1}"), name, str(len(spans)))
        case ChangeLabel(span=span) if span.rejected:
            return _say(QT_TRANSLATE_NOOP("History", "Suggestion refused: {0}"), _label(scheme, span.label))
        case ChangeLabel(span=span):
            return _say(QT_TRANSLATE_NOOP("History", "Label changed to {0}"), _label(scheme, span.label))
        case ChangeLabels(spans=spans):
            return _say(QT_TRANSLATE_NOOP("History", "Labels changed ×{0}"), str(len(spans)))
        case AddRelations(relations=relations):
            kind = relations[0].type if relations else ""
            return _say(
                QT_TRANSLATE_NOOP("History", "Related: {0} ×{1}"),
                _relation(scheme, kind),
                str(len(relations)),
            )
        case ChangeRelation(relation=relation):
            return _say(
                QT_TRANSLATE_NOOP("History", "Relation changed to {0}"), _relation(scheme, relation.type)
            )
        case RemoveRelations(relations=relation_ids):
            return _say(QT_TRANSLATE_NOOP("History", "Relations removed ×{0}"), str(len(relation_ids)))
        case SetDocumentLabel(label=label):
            return _say(QT_TRANSLATE_NOOP("History", "Article labelled {0}"), _label(scheme, label.label))
        case ClearDocumentLabel(label=label_id):
            return _say(
                QT_TRANSLATE_NOOP("History", "Article no longer labelled {0}"), _label(scheme, label_id)
            )
        case RemoveLabels(spans=span_ids):
            return _say(QT_TRANSLATE_NOOP("History", "Labels removed ×{0}"), str(len(span_ids)))
        case AddWords(words=words):
            return _say(QT_TRANSLATE_NOOP("History", "Project word “{0}”"), "、".join(words))
        case RemoveWords(words=words):
            return _say(QT_TRANSLATE_NOOP("History", "No longer a project word: “{0}”"), "、".join(words))
        case SetRole(role=role):
            return _say(QT_TRANSLATE_NOOP("History", "Role changed to {0}"), role_name(role))
        case SetProgress(articles=articles, progress=progress):
            pattern = QCoreApplication.translate(
                "History", QT_TRANSLATE_NOOP("History", "Marked as {0} ×{1}")
            )
            return fill(pattern, (stage_name(progress.stage), str(len(articles))))
        case RecordMerge(merged=merged):
            return _say(QT_TRANSLATE_NOOP("History", "Work of {0} merged"), merged.annotator)
        case ResolveDecision(status=DecisionStatus.CONFIRMED):
            return _say(QT_TRANSLATE_NOOP("History", "Decision confirmed"))
        case ResolveDecision(status=DecisionStatus.OVERRULED):
            return _say(QT_TRANSLATE_NOOP("History", "Decision overruled"))
        case ResolveDecision():
            return _say(QT_TRANSLATE_NOOP("History", "Decision opened again"))
    return type(operation).__name__


def _replaced(old: str, new: str) -> str:
    if not new:
        return _say(QT_TRANSLATE_NOOP("History", "Deleted “{0}”"), old)
    if not old:
        return _say(QT_TRANSLATE_NOOP("History", "Inserted “{0}”"), new)
    return _say(QT_TRANSLATE_NOOP("History", "Corrected “{0}” → “{1}”"), old, new)


def _reverted(now: str, raw: str) -> str:
    if not now:
        return _say(QT_TRANSLATE_NOOP("History", "Reverted: “{0}” stands again"), raw)
    if not raw:
        return _say(QT_TRANSLATE_NOOP("History", "Reverted: “{0}” taken out again"), now)
    return _say(QT_TRANSLATE_NOOP("History", "Reverted “{0}” → “{1}”"), now, raw)


def _series(places: Sequence[Replacement]) -> str:
    old, new = (places[0].expected, places[0].text) if places else ("", "")
    if old and not new:
        return _say(QT_TRANSLATE_NOOP("History", "Series: “{0}” deleted ×{1}"), old, str(len(places)))
    if new and not old:
        return _say(QT_TRANSLATE_NOOP("History", "Series: “{0}” inserted ×{1}"), new, str(len(places)))
    return _say(QT_TRANSLATE_NOOP("History", "Series “{0}” → “{1}” ×{2}"), old, new, str(len(places)))


def _say(pattern: str, *values: str) -> str:
    short = (value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…" for value in values)
    return fill(QCoreApplication.translate("History", pattern), short)


def _label(scheme: LabelScheme, label_id: str) -> str:
    label = scheme.label(label_id)
    return label.name if label else label_id


def _relation(scheme: LabelScheme, relation_id: str) -> str:
    relation = scheme.relation(relation_id)
    return relation.name if relation else relation_id
