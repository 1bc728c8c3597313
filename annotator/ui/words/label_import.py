"""The words of the window for what becomes of imported labels: why records were refused and labels have no place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from annotator.formats.labels.reading import Refusal
from annotator.services.label_exchange.label_planning import Plan, Reason, Unplaced, What
from annotator.text.filling import filled
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP

READING: Mapping[str, str] = {
    "json": QT_TRANSLATE_NOOP("LabelImportWords", "no JSON that makes sense here {detail}"),
    "xml": QT_TRANSLATE_NOOP("LabelImportWords", "no sound XML {detail}"),
    "text": QT_TRANSLATE_NOOP("LabelImportWords", "there is no text {detail}"),
    "fields": QT_TRANSLATE_NOOP("LabelImportWords", "something is missing or of the wrong kind ({detail})"),
    "range": QT_TRANSLATE_NOOP("LabelImportWords", "{detail} is no range of the text"),
    "surface": QT_TRANSLATE_NOOP("LabelImportWords", "“{detail}” is not found exactly once"),
    "line": QT_TRANSLATE_NOOP("LabelImportWords", "this line makes no sense: {detail}"),
    "relation": QT_TRANSLATE_NOOP("LabelImportWords", "the relation {detail} has an end that is not there"),
    "format": QT_TRANSLATE_NOOP("LabelImportWords", "this is not what the format wants {detail}"),
}
"""Why a record was refused."""

REASONS: Mapping[Reason, str] = {
    Reason.EMPTY: QT_TRANSLATE_NOOP("LabelImportWords", "there is no text"),
    Reason.ARTICLE: QT_TRANSLATE_NOOP("LabelImportWords", "no article has this text"),
    Reason.AMBIGUOUS: QT_TRANSLATE_NOOP("LabelImportWords", "several articles have this text"),
    Reason.GONE: QT_TRANSLATE_NOOP("LabelImportWords", "the text is no longer there"),
    Reason.PRESENT: QT_TRANSLATE_NOOP("LabelImportWords", "it is there already"),
    Reason.OVERLAP: QT_TRANSLATE_NOOP("LabelImportWords", "the label may not overlap itself"),
    Reason.END: QT_TRANSLATE_NOOP("LabelImportWords", "an end of it has no place"),
    Reason.PART: QT_TRANSLATE_NOOP("LabelImportWords", "the text is only part of an article"),
}
"""Why something has no place."""

WHAT: Mapping[What, str] = {
    What.RECORD: QT_TRANSLATE_NOOP("LabelImportWords", "“{text}”"),
    What.SPAN: QT_TRANSLATE_NOOP("LabelImportWords", "{label} on “{text}”"),
    What.RELATION: QT_TRANSLATE_NOOP("LabelImportWords", "relation {label}"),
    What.DOCUMENT_LABEL: QT_TRANSLATE_NOOP("LabelImportWords", "{label} of the whole article"),
}
"""What has no place."""


def refusal(file: str, each: Refusal) -> str:
    """Return one line about a record that was refused."""
    reason = _words(READING[each.code]).format(detail=each.detail).strip()
    name = each.member or file
    if not each.record:
        return _words(QT_TRANSLATE_NOOP("LabelImportWords", "{file}: {reason}")).format(
            file=name, reason=reason
        )
    line = QT_TRANSLATE_NOOP("LabelImportWords", "{file}, record {record}: {reason}")
    return _words(line).format(file=name, record=each.record, reason=reason)


def unplaced(each: Unplaced) -> str:
    """Return one line about something that has no place."""
    what = _words(WHAT[each.what]).format(label=each.label, text=" ".join(each.text.split()))
    line = QT_TRANSLATE_NOOP("LabelImportWords", "{file}, record {record}: {what}: {reason}")
    return _words(line).format(
        file=each.file, record=each.record, what=what, reason=_words(REASONS[each.reason])
    )


def summary(plan: Plan) -> str:
    """Return what an import would do, in a sentence or three."""
    line = QT_TRANSLATE_NOOP("LabelImportWords", "Labels: {placed}, on articles: {articles}.")
    parts = [_words(line).format(placed=f"{plan.placed:,}", articles=f"{plan.articles:,}")]
    if plan.relations or plan.document_labels:
        line = QT_TRANSLATE_NOOP(
            "LabelImportWords", "Relations: {relations}, labels of whole articles: {labels}."
        )
        said = filled(_words(line), relations=f"{plan.relations:,}", labels=f"{plan.document_labels:,}")
        parts.append(said)
    if plan.changed:
        line = QT_TRANSLATE_NOOP("LabelImportWords", "Of them on text that was corrected since: {changed}.")
        parts.append(_words(line).format(changed=f"{plan.changed:,}"))
    if plan.annotators:
        line = QT_TRANSLATE_NOOP(
            "LabelImportWords",
            "Annotators: {names}. Places where they contradict each other: {count}; to be decided with “Decide"
            " conflicts…”.",
        )
        names = ", ".join(plan.annotators)
        parts.append(_words(line).format(names=names, count=f"{plan.conflicts:,}"))
    if plan.left_out:
        line = QT_TRANSLATE_NOOP(
            "LabelImportWords", "Records of other annotators that do not come in: {count}."
        )
        parts.append(_words(line).format(count=f"{plan.left_out:,}"))
    if plan.new_labels:
        line = QT_TRANSLATE_NOOP("LabelImportWords", "New in the scheme: {names}.")
        parts.append(_words(line).format(names=", ".join(plan.new_labels)))
    return " ".join(parts)


def _words(text: str) -> str:
    return QCoreApplication.translate("LabelImportWords", text)
