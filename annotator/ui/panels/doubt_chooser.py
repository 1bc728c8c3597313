"""The head of the list of doubts: how sensitive, which kinds, in which order, how far series reach."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from annotator.services.doubts.stream import (
    FEWEST,
    MOST,
    DoubtKind,
    Order,
    Scope,
    threshold_in,
)
from annotator.services.project.changes import ChangeEvent
from annotator.ui.controllers.proofread.doubt_list import DoubtList
from annotator.ui.panels.flow_row import FlowRow
from annotator.ui.panels.parts import faded
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP
from annotator.ui.workspace import Workspace

KINDS: Mapping[DoubtKind, str] = {
    DoubtKind.MISREAD: QT_TRANSLATE_NOOP("DoubtChooser", "Misread"),
    DoubtKind.NAME: QT_TRANSLATE_NOOP("DoubtChooser", "Names and terms"),
    DoubtKind.RULE: QT_TRANSLATE_NOOP("DoubtChooser", "House rules"),
    DoubtKind.NUMBER: QT_TRANSLATE_NOOP("DoubtChooser", "Figures"),
    DoubtKind.REPETITION: QT_TRANSLATE_NOOP("DoubtChooser", "Repeated"),
    DoubtKind.PUNCTUATION: QT_TRANSLATE_NOOP("DoubtChooser", "Punctuation"),
    DoubtKind.SCRIPT: QT_TRANSLATE_NOOP("DoubtChooser", "Mixed script"),
    DoubtKind.CHARACTER: QT_TRANSLATE_NOOP("DoubtChooser", "Odd characters"),
    DoubtKind.OTHER: QT_TRANSLATE_NOOP("DoubtChooser", "Other"),
}
"""Names of the kinds of doubts."""

_STEPS = 60  # of the slider, from the fewest false flags to the most, each the same factor
_DELAY = 150  # milliseconds of rest before the list follows the slider
_COUNT_DELAY = 100


class DoubtChooser(QWidget):
    """Lets the person choose which doubts are shown; every choice is remembered."""

    def __init__(self, workspace: Workspace, found: DoubtList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._found = found
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, _STEPS)
        self._slider.setPageStep(5)
        self._slider.setAccessibleName(self.tr("Sensitivity"))
        self._rate = faded()
        self._count = faded()
        self._order = self._combo(
            self.tr("Order of doubts"),
            {
                Order.READING: self.tr("as read"),
                Order.SCORE: self.tr("likeliest first"),
                Order.KIND: self.tr("by kind"),
                Order.SERIES: self.tr("largest series first"),
            },
        )
        self._scope = self._combo(
            self.tr("Reach of series"),
            {
                Scope.ARTICLE: self.tr("article"),
                Scope.ISSUE: self.tr("issue"),
                Scope.PROJECT: self.tr("project"),
            },
        )
        self._kinds = {kind: self._chip(kind) for kind in DoubtKind}
        self._row = FlowRow()
        for chip in self._kinds.values():
            self._row.add(chip)
        self._lay_out()
        self._settled = QTimer(self, singleShot=True, interval=_DELAY)
        self._settled.timeout.connect(self._choose)
        self._soon = QTimer(self, singleShot=True, interval=_COUNT_DELAY)
        self._soon.timeout.connect(self._count_again)
        self._connect()

    def refresh(self) -> None:
        """Show the choice as it is now."""
        choice = self._workspace.choice
        for widget in (self._slider, self._order, self._scope, *self._kinds.values()):
            widget.blockSignals(True)
        self._slider.setValue(_step(choice.borne))
        self._order.setCurrentIndex(self._order.findData(choice.order.value))
        self._scope.setCurrentIndex(self._scope.findData(choice.scope.value))
        for kind, chip in self._kinds.items():
            chip.setChecked(kind not in choice.hidden)
        for widget in (self._slider, self._order, self._scope, *self._kinds.values()):
            widget.blockSignals(False)
        self._tell_rate(choice.borne)
        self._count_again()

    def count_soon(self) -> None:
        """Count again when there is a rest: doubts have come or gone somewhere."""
        self._soon.start()

    def _on_article(self) -> None:
        if self._workspace.choice.scope is Scope.ARTICLE:
            self._soon.start()

    def _slid(self) -> float:
        """Return the false flags per 1000 characters the slider stands at."""
        return FEWEST * math.exp(math.log(MOST / FEWEST) * self._slider.value() / _STEPS)

    def _choose(self) -> None:
        hidden = frozenset(kind for kind, chip in self._kinds.items() if not chip.isChecked())
        choice = self._workspace.choice
        slid = self._slider.value() != _step(choice.borne)
        self._workspace.choose(
            replace(
                choice,
                rate=self._slid() if slid else choice.rate,
                hidden=hidden,
                order=Order(self._order.currentData()),
                scope=Scope(self._scope.currentData()),
            )
        )

    def _on_slider(self) -> None:
        self._tell_rate(self._slid())
        issue = self._workspace.issue
        if issue is not None:
            self._tell_count(self._found.kinds(threshold_in(issue, self._slid())))
        self._settled.start()

    def _on_change(self, event: ChangeEvent) -> None:
        if event.patch.flags or event.patch.articles or event.patch.order:
            self._soon.start()

    def _count_again(self) -> None:
        self._tell_count(self._found.kinds(self._workspace.choice.threshold))

    def _tell_rate(self, rate: float) -> None:
        words = self.tr("about {rate} false per 1000 characters")
        self._rate.setText(words.format(rate=f"{rate:.1f}" if rate < 2.95 else round(rate)))

    def _tell_count(self, counts: Mapping[DoubtKind, int]) -> None:
        shown = sum(number for kind, number in counts.items() if self._kinds[kind].isChecked())
        self._count.setText(self.tr("Doubts {count}").format(count=shown))
        for kind, chip in self._kinds.items():
            name = QCoreApplication.translate("DoubtChooser", KINDS[kind])
            chip.setText(f"{name} {counts.get(kind, 0)}")
            # A kind that is hidden must stay at hand, or it could never be shown again.
            chip.setVisible(bool(counts.get(kind, 0)) or not chip.isChecked())
        self._row.refresh()

    def _combo(self, name: str, options: Mapping[Order, str] | Mapping[Scope, str]) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        for value, words in options.items():
            combo.addItem(words, value.value)
        return combo

    def _chip(self, kind: DoubtKind) -> QToolButton:
        chip = QToolButton()
        chip.setObjectName("chip")
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.setToolTip(self.tr("Show or hide this kind of doubt"))
        chip.setText(QCoreApplication.translate("DoubtChooser", KINDS[kind]))
        return chip

    def _lay_out(self) -> None:
        slider = QHBoxLayout()
        slider.setSpacing(8)
        slider.addWidget(QLabel(self.tr("fewer")))
        slider.addWidget(self._slider, 1)
        slider.addWidget(QLabel(self.tr("more")))
        told = QHBoxLayout()
        told.addWidget(self._rate, 1)
        told.addWidget(self._count)
        chosen = QHBoxLayout()
        chosen.setSpacing(6)
        chosen.addWidget(self._order, 1)
        chosen.addWidget(self._scope, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 6)
        column.setSpacing(5)
        column.addLayout(slider)
        column.addLayout(told)
        column.addLayout(chosen)
        column.addWidget(self._row)

    def _connect(self) -> None:
        workspace = self._workspace
        workspace.choice_changed.connect(self.refresh)
        workspace.issue_changed.connect(self.refresh)
        workspace.changed.connect(self._on_change)
        workspace.article_changed.connect(self._on_article)
        self._slider.valueChanged.connect(self._on_slider)
        self._order.activated.connect(self._choose)
        self._scope.activated.connect(self._choose)
        for chip in self._kinds.values():
            chip.toggled.connect(self._choose)
        self.refresh()


def _step(rate: float) -> int:
    """Return the slider's step of a number of false flags per 1000 characters."""
    return round(math.log(rate / FEWEST) / math.log(MOST / FEWEST) * _STEPS)
