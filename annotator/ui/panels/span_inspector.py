"""What is said of the label span under the caret: its attributes, note and doubt, to be read and changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from annotator.model.labels import LabelScheme
from annotator.model.spans import text_of_span
from annotator.services.labels.details import say_of_span
from annotator.services.project.changes import ChangeEvent
from annotator.ui.controllers.label.labelling import Labelling
from annotator.ui.look.chips import chip
from annotator.ui.panels.parts import faded
from annotator.ui.panels.use_fields import UseFields
from annotator.ui.workspace import Workspace

_PAUSE = 60  # milliseconds
_LONGEST = 24  # characters shown of the span's text


class SpanInspector(QFrame):
    """Shows the current span; hidden where there is none.

    Signals:
        left: the person has finished here and goes back to the text.
    """

    left = Signal()

    def __init__(
        self,
        workspace: Workspace,
        labelling: Labelling,
        known: Callable[[], LabelScheme],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._workspace = workspace
        self._labelling = labelling
        self._known = known
        self._chip, self._name = QLabel(), QLabel()
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._who = faded()
        self._fields = UseFields()
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 0)
        row.addWidget(self._chip)
        row.addWidget(self._name, 1)
        row.addWidget(self._who)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._fields)
        self._fields.changed.connect(self._say)
        self._fields.done.connect(self.left)
        # Keys that go from span to span must not wait for the fields of each.
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.refresh)
        labelling.span_changed.connect(self._soon.start)
        workspace.changed.connect(self._on_change)
        workspace.session_changed.connect(self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Show the current span as it is now; only while the panel can be seen."""
        panel = self.parentWidget()
        if panel is not None and not panel.isVisible():
            return
        issue, span = self._workspace.issue, self._labelling.span
        if issue is None or span is None or span.id not in issue.spans:
            self.hide()
            return
        span = issue.spans[span.id]
        label = self._known().label(span.label)
        text = text_of_span(issue, span.id).replace("\n", " ")
        shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        self._chip.setPixmap(chip(label.color if label else "#888888").pixmap(QSize(16, 16)))
        self._name.setText(f"{label.name if label else span.label}  {shown}")
        score = "" if span.score is None else f"{span.score:.2f}"
        self._who.setText("  ".join(part for part in (span.who, score) if part))
        self._fields.show_use(span, label)
        self._fields.setEnabled(self._workspace.can_edit)
        self.show()

    def take_focus(self, *, note: bool = False) -> None:
        """Let the person change what is said."""
        self.refresh()
        if not self.isHidden():
            self._fields.take_focus(note=note)

    def _on_change(self, event: ChangeEvent) -> None:
        if event.patch.spans or event.patch.pieces:
            self._soon.start()

    def _say(self) -> None:
        issue, span = self._workspace.issue, self._labelling.span
        if issue is None or span is None or span.id not in issue.spans:
            return
        fields = self._fields
        operation = say_of_span(
            issue.spans[span.id], fields.attributes, fields.note, doubtful=fields.is_doubtful
        )
        if operation is not None:
            self._workspace.perform(operation)
