"""The strip under the article: the doubt being decided, its candidates with their keys, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.model.flag import Candidate
from annotator.services.doubts.review import Doubt
from annotator.ui.actions import Mode
from annotator.ui.controllers.modes import Modes
from annotator.ui.controllers.proofreading import Proofreading
from annotator.ui.controllers.tally import Tally
from annotator.ui.panels.fit_row import FitRow
from annotator.ui.panels.parts import ContextLine, CutLabel, faded, text_around
from annotator.ui.sentences import reason_numbers, reason_sentence
from annotator.ui.workspace import Workspace

_MOST = 9
_REACH = 40  # characters of context on each side


class CandidateStrip(QFrame):
    """Shows the present doubt; a click on a candidate takes it."""

    def __init__(
        self,
        workspace: Workspace,
        proofreading: Proofreading,
        modes: Modes,
        tally: Tally,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._workspace = workspace
        self._proofreading = proofreading
        self._modes = modes
        self._tally = tally
        self.setAccessibleName(self.tr("Doubt"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._context = ContextLine()
        self._text = QLabel()
        self._text.setFont(_larger(self._text.font(), bold=True))
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row = FitRow()
        self._buttons = [self._button(number) for number in range(1, _MOST + 1)]
        self._keep = QToolButton()
        self._keep.setObjectName("candidate")
        self._keep.setText(self.tr("Space  keep"))
        self._keep.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._keep.clicked.connect(proofreading.keep)
        self._reason = CutLabel()
        self._state = faded()
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self._text)
        first.addSpacing(6)
        first.addWidget(self._row, 1)
        first.addWidget(self._keep)
        second = QHBoxLayout()
        second.setSpacing(16)
        second.addWidget(self._reason, 1)
        second.addWidget(self._state)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(4)
        column.addWidget(self._context)
        column.addLayout(first)
        column.addLayout(second)
        # The text comes first: this follows when it has been painted.
        soon = QTimer(self, singleShot=True, interval=0)
        soon.timeout.connect(self.refresh)
        for news in (proofreading.doubt_changed, modes.changed, tally.counted, workspace.checked):
            news.connect(soon.start)
        self.refresh()

    def refresh(self) -> None:
        """Show the doubt as it is now."""
        self.setVisible(self._modes.mode is Mode.PROOFREAD and self._workspace.issue is not None)
        doubt = self._proofreading.doubt
        candidates = doubt.flag.candidates[:_MOST] if doubt else ()
        shown = self._buttons[: len(candidates)]
        for number, button in enumerate(shown, start=1):
            self._fill(button, number, candidates[number - 1])
        self._row.set_groups([(button,) for button in shown])
        self._keep.setVisible(doubt is not None)
        self._context.setVisible(doubt is not None)
        if doubt is None:
            self._text.setText(self._idle_title())
            self._reason.setText(self._idle_words())
            self._state.clear()
            return
        self._text.setText(doubt.flag.text or self.tr("(missing)"))
        issue = self._workspace.issue
        block = issue.blocks.get(doubt.block) if issue else None
        if block is not None:
            self._context.show_place(text_around(block.text, doubt.flag.start, doubt.flag.end, _REACH))
        self._reason.setText(self._reason_words(doubt))
        self._reason.setToolTip("\n".join((self._reason.text(), *self._numbers(doubt))))
        typing = self._modes.is_typing
        self._keep.setText(self.tr("keep") if typing else self.tr("Space  keep"))
        self._state.setText(self.tr("typing · Esc decides again") if typing else self._place_words())
        self._name(self._state, "typing" if typing else "faded")

    def _name(self, label: QLabel, name: str) -> None:
        """Let a label look otherwise; the style sheet goes by its name."""
        if label.objectName() != name:
            label.setObjectName(name)
            label.style().unpolish(label)
            label.style().polish(label)

    def _open(self) -> int:
        return self._tally.summary.open_flags

    def _idle_title(self) -> str:
        if self._modes.is_typing:
            return self.tr("Typing")
        if self._open():
            return self.tr("No doubt here")
        return (
            self.tr("All doubts are decided")
            if self._workspace.is_checked
            else self.tr("No doubts found yet")
        )

    def _idle_words(self) -> str:
        if self._proofreading.is_in_place:
            return self.tr("Enter goes on to the next doubt, Esc decides again.")
        if self._modes.is_typing:
            return self.tr("Keys type here. Esc goes on with the doubts.")
        if not self._workspace.is_checked:
            return self.tr("The issue is still being looked through; it can be read meanwhile.")
        return self.tr("Raise the sensitivity in the list of doubts to see less certain ones.")

    def _reason_words(self, doubt: Doubt) -> str:
        percent = round(doubt.flag.score * 100)
        sentence = reason_sentence(doubt.flag.reason, doubt.flag.values)
        series = self._proofreading.series()
        more = ""
        if series is not None and len(series.members) > 1:
            more = "   " + self.tr("×{count}: Ctrl+Enter repairs all, Shift+Enter lists them").format(
                count=len(series.members)
            )
        if not doubt.flag.candidates:
            more = "   " + self.tr("No candidate: type what belongs here.")
        return self.tr("{percent} % wrong").format(percent=percent) + f" · {sentence}{more}"

    def _numbers(self, doubt: Doubt) -> list[str]:
        """Return the numbers behind the reason, for who wants to know them."""
        shares = [
            self.tr("“{text}”: {percent} %").format(
                text=candidate.text or self.tr("(delete)"), percent=f"{100 * candidate.score:.2g}"
            )
            for candidate in doubt.flag.candidates[:3]
        ]
        return [*reason_numbers(doubt.flag.values), *shares]

    def _place_words(self) -> str:
        here = self._tally.summary.open_by_article[self._workspace.article_id]
        return self.tr("{here} in this article · {count} in this issue").format(here=here, count=self._open())

    def _button(self, number: int) -> QToolButton:
        button = QToolButton(self._row)
        button.hide()
        button.setAccessibleName(str(number))
        button.setObjectName("candidate")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _checked=False, chosen=number: self._proofreading.accept(chosen))
        button.setFont(_larger(button.font(), bold=number == 1))
        return button

    def _fill(self, button: QToolButton, number: int, candidate: Candidate) -> None:
        shown = candidate.text or self.tr("(delete)")
        percent = round(candidate.score * 100)
        # A share below half a percent says nothing but that it is there to be chosen.
        # While keys type, a digit is a digit: only the mouse takes a candidate then.
        key = "" if self._modes.is_typing else f"{number}  "
        button.setText(f"{key}{shown}   {percent}%" if percent else f"{key}{shown}")
        button.setAccessibleName(self.tr("Candidate {number}: {text}").format(number=number, text=shown))


def _larger(font: QFont, *, bold: bool) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * 1.15)
    made.setBold(bold)
    return made
