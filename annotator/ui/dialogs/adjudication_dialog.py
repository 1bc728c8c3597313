"""Conflicts 分歧 side by side: what people contradict each other in, and one key for each decision."""

from __future__ import annotations

import json
from html import escape

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from annotator.model.codec import CodecError, decode_operation
from annotator.model.conflict import Choice, ConflictKind, LayerRelation, LayerSpan
from annotator.model.issue import Issue
from annotator.model.labels import Attributes, LabelScheme
from annotator.model.page import RawRange
from annotator.services.team.adjudicating import Shown
from annotator.ui.controllers.project.adjudicating import Adjudication
from annotator.ui.editor.keys import decision_name, is_held
from annotator.ui.editor.typography import SONG_FACES
from annotator.ui.look.chips import chip
from annotator.ui.panels.parts import faded, key_cap
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP
from annotator.ui.words.history import operation_words
from annotator.ui.words.labels import attribute_words
from annotator.ui.words.sentences import container_name

_KINDS = {
    ConflictKind.TEXT: QT_TRANSLATE_NOOP("Adjudication", "Different corrections"),
    ConflictKind.LABEL: QT_TRANSLATE_NOOP("Adjudication", "Different labels"),
    ConflictKind.RELATION: QT_TRANSLATE_NOOP("Adjudication", "Different relations"),
    ConflictKind.DOCUMENT: QT_TRANSLATE_NOOP("Adjudication", "Different labels of the article"),
    ConflictKind.ARRANGEMENT: QT_TRANSLATE_NOOP("Adjudication", "Could not be put together"),
}
_COLUMNS = 3


class AdjudicationDialog(QDialog):
    """Shows one conflict after the other.

    Signals:
        failed: a ``UserError``: a choice could not be carried out.
    """

    failed = Signal(object)

    def __init__(
        self, adjudication: Adjudication, scheme: LabelScheme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Conflicts"))
        self.resize(760, 300)
        self._adjudication = adjudication
        self._scheme = scheme
        adjudication.setParent(self)
        self._head = QLabel()
        self._head.setObjectName("heading")
        self._where = faded()
        self._where.setWordWrap(True)
        self._context = QLabel()
        self._context.setTextFormat(Qt.TextFormat.RichText)
        self._context.setWordWrap(True)
        self._context.setFont(_song(self.font(), 1.5))
        self._context.setAccessibleName(self.tr("Context"))
        self._cards = QGridLayout()
        self._cards.setSpacing(10)
        self._hints = QHBoxLayout()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter and Space decide
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(self._head)
        column.addWidget(self._where)
        column.addWidget(self._context)
        column.addLayout(self._cards)
        column.addStretch(1)
        column.addLayout(self._hints)
        column.addWidget(buttons)
        adjudication.changed.connect(self._refresh)
        adjudication.failed.connect(self.failed.emit)
        adjudication.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Stand at the lower edge of the window, so that the article can be seen."""
        super().showEvent(event)
        window = self.parentWidget()
        if window is not None:
            frame = window.frameGeometry()
            self.move(frame.center().x() - self.width() // 2, frame.bottom() - self.height() - 48)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by key; Escape closes."""
        name = decision_name(event)
        if is_held(event, name):
            return
        if name in ("Enter", "Space", "Backspace") or name.isdigit():
            self._adjudication.press(name)
        elif event.key() == Qt.Key.Key_Escape:
            self.reject()

    def _refresh(self) -> None:
        shown, issue = self._adjudication.shown, self._adjudication.issue
        _clear(self._cards)
        _clear(self._hints)
        if shown is None or issue is None:
            self._show_end()
            return
        kind = QCoreApplication.translate("Adjudication", _KINDS[shown.conflict.kind])
        self._head.setText(
            self.tr("{kind} · {number} of {count}").format(
                kind=kind, number=self._adjudication.number, count=self._adjudication.count
            )
        )
        article = (
            container_name(issue, shown.article) if shown.article else self.tr("nowhere in the text now")
        )
        raw = "".join(issue.pages[part.page].raw[part.start : part.end] for part in shown.conflict.places)
        if shown.conflict.kind is ConflictKind.TEXT and raw:
            article = self.tr("{article} · in the raw text: {raw}").format(article=article, raw=raw)
        self._where.setText(f"{issue.name} · {article}")
        self._context.setText(
            f"{escape(shown.before)}<b>{escape(shown.text) or '‸'}</b>{escape(shown.after)}"
        )
        self._context.setAccessibleDescription(f"{shown.before}{shown.text}{shown.after}")
        for number, choice in enumerate(shown.conflict.choices, start=1):
            card = ChoiceCard(number, self._people(choice), self._rows(issue, shown, choice, number))
            card.chosen.connect(lambda _=None, at=number: self._adjudication.choose(at))
            self._cards.addWidget(card, (number - 1) // _COLUMNS, (number - 1) % _COLUMNS)
        self._tell_keys(shown)

    def _show_end(self) -> None:
        left = self._adjudication.left
        if not self._adjudication.count:
            head = self.tr("There are no conflicts.")
        elif left:
            head = self.tr("Left for later: {count}").format(count=left)
        else:
            head = self.tr("All conflicts are decided.")
        self._head.setText(head)
        self._where.setText("" if self._adjudication.count else self._when_there_are_some())
        self._context.setText("")
        self._context.setVisible(bool(self._adjudication.count))
        layout = self.layout()
        if not self._adjudication.count and layout is not None:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))
        if self._adjudication.count:
            self._hint("⌫", self.tr("take back"))
        self._hints.addStretch(1)

    def _when_there_are_some(self) -> str:
        return self.tr(
            "When work packages are merged, what several people did differently in one place is listed here: "
            "corrections, labels, relations, labels of articles, the order of the text. What they agree in "
            "is merged without asking."
        )

    def _people(self, choice: Choice) -> str:
        return self.tr(", ").join(name or self.tr("the project") for name in choice.people)

    def _rows(self, issue: Issue, shown: Shown, choice: Choice, number: int) -> list[tuple[str, str]]:
        """Return lines of a card, each with the colour of its label or an empty text."""
        if shown.conflict.kind is ConflictKind.LABEL:
            if not choice.spans:
                return [("", self.tr("no label"))]
            return [self._span_row(issue, span) for span in choice.spans]
        if shown.conflict.kind is ConflictKind.RELATION:
            rows = [self._relation_row(issue, relation) for relation in choice.relations]
            return rows or [("", self.tr("no relation"))]
        if shown.conflict.kind is ConflictKind.DOCUMENT:
            rows = [self._label_row(label.label, label.attributes) for label in choice.document_labels]
            return rows or [("", self.tr("no label"))]
        if choice.operation:
            return [("", self._operation(choice.operation))]
        if choice.text:
            return [("", choice.text)]
        if shown.conflict.kind is ConflictKind.TEXT:
            return [("", self.tr("nothing (deleted)"))]
        return [("", self.tr("as it is now") if number == 1 else self.tr("rebuilt otherwise"))]

    def _span_row(self, issue: Issue, span: LayerSpan) -> tuple[str, str]:
        color, words = self._label_row(span.label, span.attributes)
        return (color, f"{words} · {_raw(issue, span.ranges)}")

    def _relation_row(self, issue: Issue, relation: LayerRelation) -> tuple[str, str]:
        kind = self._scheme.relation(relation.type)
        source, target = (_raw(issue, end.ranges) for end in (relation.source, relation.target))
        name = kind.name if kind else relation.type
        return (kind.color if kind else "", f"{source} → {target} · {name}")

    def _label_row(self, label_id: str, attributes: Attributes) -> tuple[str, str]:
        """Return what a label is called, with the values of its attributes, and its colour."""
        label = self._scheme.label(label_id)
        values = [attribute_words(label, name, value) for name, value in attributes]
        name = label.name if label else label_id
        told = f"{name} ({self.tr(', ').join(values)})" if values else name
        return (label.color if label else "", told)

    def _operation(self, told: str) -> str:
        try:
            return operation_words(decode_operation(json.loads(told)), self._scheme)
        except (CodecError, ValueError):
            return ""

    def _tell_keys(self, shown: Shown) -> None:
        count = len(shown.conflict.choices)
        self._hint("⏎", self.tr("the first"))
        self._hint(f"1–{count}", self.tr("choose"))
        if shown.conflict.takes_several and count < 9:
            self._hint(str(count + 1), self.tr("both") if count == 2 else self.tr("all of them"))
        self._hint(self.tr("Space"), self.tr("later"))
        self._hint("⌫", self.tr("take back"))
        self._hints.addStretch(1)

    def _hint(self, keys: str, words: str) -> None:
        self._hints.addWidget(key_cap(keys))
        self._hints.addWidget(faded(words))
        self._hints.addSpacing(10)


class ChoiceCard(QFrame):
    """One side of a conflict: its key, who is for it, and what it says.

    Signals:
        chosen: it was clicked.
    """

    chosen = Signal()

    def __init__(self, number: int, people: str, rows: list[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        top = QHBoxLayout()
        top.addWidget(key_cap(str(number)))
        top.addWidget(faded(people), 1)
        column = QVBoxLayout(self)
        column.addLayout(top)
        for color, text in rows:
            line = QHBoxLayout()
            if color:
                mark = QLabel()
                mark.setPixmap(chip(color).pixmap(16, 16))
                line.addWidget(mark)
            said = QLabel(text)
            said.setTextFormat(Qt.TextFormat.PlainText)
            said.setWordWrap(True)
            said.setFont(_song(self.font(), 1.35))
            line.addWidget(said, 1)
            column.addLayout(line)
        column.addStretch(1)
        told = "; ".join(text for _, text in rows)
        self.setAccessibleName(f"{number}: {told} ({people})")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        if self.rect().contains(event.position().toPoint()):
            self.chosen.emit()


def _raw(issue: Issue, ranges: tuple[RawRange, ...]) -> str:
    """Return raw characters in one line."""
    text = " … ".join(issue.pages[part.page].raw[part.start : part.end] for part in ranges)
    return "".join(text.split("\n"))


def _song(base: QFont, scale: float) -> QFont:
    font = QFont(base)
    font.setFamilies([*SONG_FACES, base.family()])
    font.setPointSizeF(base.pointSizeF() * scale)
    return font


def _clear(layout: QGridLayout | QHBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
