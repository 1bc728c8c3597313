"""The list of label spans as Qt wants it: rows are made when they are looked at, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model.labels import LabelScheme
from annotator.model.provenance import Place
from annotator.services.labels.labelling import ListedSpan
from annotator.ui.look.chips import chip

Index = QModelIndex | QPersistentModelIndex

ID = Qt.ItemDataRole.UserRole
"""Role under which a row gives the id of its span."""

_NO_COLOR = "#888888"


class SpanModel(QAbstractTableModel):
    """Two columns: what a span says, and its label."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listed: Sequence[ListedSpan] = ()
        self._scheme: LabelScheme | None = None
        self._rows: dict[str, int] = {}

    def set_spans(self, listed: Sequence[ListedSpan], scheme: LabelScheme | None) -> None:
        """Show these spans, by the labels of a scheme."""
        self.beginResetModel()
        self._listed, self._scheme = listed, scheme
        self._rows = {entry.span.id: row for row, entry in enumerate(listed)}
        self.endResetModel()

    def row_of(self, span_id: str) -> int | None:
        """Return the row of a span, or None."""
        return self._rows.get(span_id)

    def span_id(self, index: Index) -> str:
        """Return the id of a row's span, or an empty text."""
        return self._listed[index.row()].span.id if index.isValid() else ""

    def place(self, index: Index) -> Place | None:
        """Return where a row's span begins, or None."""
        places = self._listed[index.row()].places if index.isValid() else ()
        return places[0] if places else None

    # Qt's own calls.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of spans."""
        return 0 if parent.isValid() else len(self._listed)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says."""
        if not index.isValid():
            return None
        entry = self._listed[index.row()]
        if role == ID:
            return entry.span.id
        label = self._scheme.label(entry.span.label) if self._scheme else None
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return chip(label.color if label else _NO_COLOR)
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.span.note if index.column() else entry.text
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == 0:
                return self.tr("⚠ its text was deleted") if entry.lost else _parts(entry)
            said = [label.name if label else entry.span.label, *(value for _, value in entry.span.attributes)]
            told = " · ".join(said) + ("？" if entry.span.doubtful else "")
            return self.tr("{label}?").format(label=told) if entry.span.suggested else told
        return None


def _parts(entry: ListedSpan) -> str:
    """Return the text of a span, with a gap where it is discontinuous."""
    parts, at = [], 0
    for place in entry.places:
        parts.append(entry.text[at : at + place.end - place.start])
        at += place.end - place.start
    return " … ".join(filter(None, parts))
