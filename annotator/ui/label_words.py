"""What is said of a label span, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.model.labels import YES, LabelScheme, LabelSpan
from annotator.ui.translate import QT_TRANSLATE_NOOP

_DOUBTFUL = QT_TRANSLATE_NOOP("Labels", "doubtful")
_SUGGESTED = QT_TRANSLATE_NOOP("Labels", "suggested")
_YES = QT_TRANSLATE_NOOP("Labels", "yes")


def span_words(span: LabelSpan, scheme: LabelScheme) -> str:
    """Return the lines the pointer is told of a span: label, attributes, doubt, note, who put it."""
    label = scheme.label(span.label)
    lines = [label.name if label else span.label]
    for name, value in span.attributes:
        attribute = label.attribute(name) if label else None
        shown = _say(_YES) if value == YES and attribute is not None and attribute.kind == "yes_no" else value
        lines.append(f"{attribute.name if attribute else name}: {shown}")
    if span.doubtful:
        lines.append(_say(_DOUBTFUL))
    if span.suggested:
        lines.append(_say(_SUGGESTED) + (f" {span.score:.2f}" if span.score is not None else ""))
    return "\n".join(part for part in (*lines, span.note, span.who) if part)


def _say(text: str) -> str:
    return QCoreApplication.translate("Labels", text)
