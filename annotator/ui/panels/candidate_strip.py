"""The strip under the article: the doubt being decided, its candidates with their keys, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton

from annotator.model.flag import Candidate
from annotator.services.doubts.review import Doubt
from annotator.ui.actions.table import Mode
from annotator.ui.controllers.modes import Modes
from annotator.ui.controllers.proofread.project_doubts import ProjectDoubts
from annotator.ui.controllers.proofread.proofreading import Proofreading
from annotator.ui.controllers.proofread.tally import Tally
from annotator.ui.panels.decision_strip import LARGE, MOST, DecisionStrip
from annotator.ui.panels.parts import named
from annotator.ui.words.sentences import reason_numbers, reason_sentence
from annotator.ui.workspace import Workspace

_MOMENT = 2500  # milliseconds for which it is said that a key took nothing


class CandidateStrip(DecisionStrip):
    """Shows the present doubt; a click on a candidate takes it."""

    def __init__(
        self,
        workspace: Workspace,
        proofreading: Proofreading,
        modes: Modes,
        tally: Tally,
        elsewhere: ProjectDoubts,
    ) -> None:
        super().__init__(proofreading.accept, proofreading.keep, LARGE)
        self._workspace = workspace
        self._proofreading = proofreading
        self._modes = modes
        self._tally = tally
        self.setAccessibleName(self.tr("Doubt"))
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # At once: without a strip, or with those of two modes, the text would be moved and moved back.
        modes.left.connect(self.hide)
        modes.entered.connect(self._appear)
        # The text comes first: this follows when it has been painted.
        soon = QTimer(self, singleShot=True, interval=0)
        soon.timeout.connect(self.refresh)
        for news in (
            proofreading.doubt_changed,
            modes.changed,
            tally.counted,
            workspace.checked,
            elsewhere.changed,
        ):
            news.connect(soon.start)
        self._said_of: Doubt | None = None
        self._calm = QTimer(self, singleShot=True, interval=_MOMENT)
        self._calm.timeout.connect(self.refresh)
        self._due = soon
        proofreading.in_sight = self._is_in_sight
        proofreading.not_taken.connect(self._say_not_taken)
        self.refresh()

    def _appear(self) -> None:
        self.setVisible(self._modes.mode is Mode.PROOFREAD and self._workspace.issue is not None)

    def refresh(self) -> None:
        """Show the doubt as it is now."""
        self._appear()
        doubt = self._proofreading.doubt
        if doubt != self._said_of:
            self._calm.stop()
        if not self._calm.isActive():
            named(self.reason, "faded")
        candidates = doubt.flag.candidates[:MOST] if doubt else ()
        for told in (MOST, 1, 0):  # shares of the later candidates make room for candidates
            for number, candidate in enumerate(candidates, start=1):
                self._fill(self.buttons[number - 1], number, candidate, with_share=number <= told)
            self.show_choices(len(candidates))
            if self.row.fits() or (told == 1 and not self.buttons[0].isHidden()):
                break  # the first keeps its share wherever that does not cost itself its room
        self.no.setVisible(doubt is not None)
        self.context.setVisible(doubt is not None)
        if doubt is None:
            self.text.setText(self._idle_title())
            self.reason.setText(self._idle_words())
            self.state.clear()
            return
        self.text.setText(doubt.flag.text or self.tr("(missing)"))
        issue = self._workspace.issue
        block = issue.blocks.get(doubt.block) if issue else None
        if block is not None:
            self.show_context(block.text, doubt.flag.start, doubt.flag.end)
        why = self._reason_words(doubt)
        if not self._calm.isActive():
            self.reason.setText(why)
        self.reason.setToolTip("\n".join((why, *self._numbers(doubt))))
        typing = self._modes.is_typing
        self.no.setText(self.tr("keep") if typing else self.tr("Space  keep"))
        self.state.setText(self.tr("typing · Esc decides again") if typing else self._place_words())
        named(self.state, "typing" if typing else "faded")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the candidates as there is room for now."""
        super().resizeEvent(event)
        self._due.start()

    def _is_in_sight(self, number: int) -> bool:
        if self._due.isActive():
            self._due.stop()
            self.refresh()
        return number > MOST or not self.isVisible() or self.buttons[number - 1].isVisible()

    def _say_not_taken(self, number: int) -> None:
        """Say for a moment why a key did nothing: who does not look at the strip would think that it did."""
        doubt = self._proofreading.doubt
        if doubt is None:
            return
        count = len(doubt.flag.candidates)
        if not count:
            words = self.tr("No candidate: type what belongs here.")
        elif number > count:
            words = self.tr("There is no candidate {number}.")
        else:
            words = self.tr("There is no room here for candidate {number}; a wider window shows it.")
        self.reason.setText(words.format(number=number))
        named(self.reason, "warning")
        self._said_of = doubt
        self._calm.start()

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
        if self._open():
            return self.tr("Tab goes to the next one, {count} in this issue.").format(count=self._open())
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

    def _fill(self, button: QToolButton, number: int, candidate: Candidate, *, with_share: bool) -> None:
        shown = candidate.text or self.tr("(delete)")
        percent = round(candidate.score * 100) if with_share else 0
        # A share below half a percent says nothing but that it is there to be chosen.
        # While keys type, a digit is a digit: only the mouse takes a candidate then.
        key = "" if self._modes.is_typing else f"{number}  "
        button.setText(f"{key}{shown}   {percent}%" if percent else f"{key}{shown}")
        button.setAccessibleName(self.tr("Candidate {number}: {text}").format(number=number, text=shown))
