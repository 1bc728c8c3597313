"""What is said of a label span, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.model.labels import YES, Label, LabelScheme, LabelSpan
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP

_DOUBTFUL = QT_TRANSLATE_NOOP("Labels", "doubtful")
_SUGGESTED = QT_TRANSLATE_NOOP("Labels", "suggested")
_YES = QT_TRANSLATE_NOOP("Labels", "yes")


def span_words(span: LabelSpan, scheme: LabelScheme) -> str:
    """Return the lines the pointer is told of a span: label, attributes, doubt, note, who put it."""
    label = scheme.label(span.label)
    lines = [label.name if label else span.label]
    lines += [attribute_words(label, name, value) for name, value in span.attributes]
    if span.doubtful:
        lines.append(_say(_DOUBTFUL))
    if span.suggested:
        lines.append(_say(_SUGGESTED) + (f" {span.score:.2f}" if span.score is not None else ""))
    return "\n".join(part for part in (*lines, span.note, span.who) if part)


def attribute_words(label: Label | None, attribute_id: str, value: str) -> str:
    """Return an attribute of a label by the name people read, with a value of it."""
    attribute = label.attribute(attribute_id) if label else None
    shown = _say(_YES) if value == YES and attribute is not None and attribute.kind == "yes_no" else value
    return f"{attribute.name if attribute else attribute_id}: {shown}"


def _say(text: str) -> str:
    return QCoreApplication.translate("Labels", text)
