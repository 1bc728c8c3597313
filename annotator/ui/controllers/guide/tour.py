"""The tour of the first start: seven things to try on the sample, each passed by doing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from annotator.model.operations import AcceptFlag, AddLabels, KeepFlags, ReplaceSeries, ReplaceText
from annotator.services.project.changes import Cause, ChangeEvent
from annotator.ui.actions.table import Mode
from annotator.ui.controllers.project.projects import SAMPLE_FILE
from annotator.ui.main_window import MainWindow
from annotator.ui.panels.tour_card import TourCard
from annotator.ui.preferences.settings import Settings
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Step:
    """A thing to try.

    Attributes:
        title: a few words, in English.
        text: what to do.
        done: tells by a change of the issue, or by the mode (with None), whether it was done; None: by “Next” only.
    """

    title: str
    text: str
    done: Callable[[ChangeEvent | None, Mode], bool] | None = None


def _did(*kinds: type) -> Callable[[ChangeEvent | None, Mode], bool]:
    def done(event: ChangeEvent | None, _mode: Mode) -> bool:
        return (
            event is not None
            and event.cause is Cause.DO
            and any(isinstance(operation, kinds) for operation in event.operations)
        )

    return done


def _takes_back(event: ChangeEvent | None, _mode: Mode) -> bool:
    return event is not None and event.cause is Cause.UNDO


def _enters(wanted: Mode) -> Callable[[ChangeEvent | None, Mode], bool]:
    return lambda event, mode: event is None and mode is wanted


STEPS: tuple[Step, ...] = (
    Step(
        QT_TRANSLATE_NOOP("Tour", "Welcome"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "On the left the page as it was read, on the right the articles rebuilt from it. What is likely wrong has a"
            " wavy line; the strip below says why and offers what may be right.",
        ),
    ),
    Step(
        QT_TRANSLATE_NOOP("Tour", "Correct"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "<kbd>Enter</kbd> takes the first candidate, <kbd>1</kbd>–<kbd>9</kbd> another. The next doubt"
            " comes by itself.",
        ),
        _did(AcceptFlag, ReplaceSeries, ReplaceText),
    ),
    Step(
        QT_TRANSLATE_NOOP("Tour", "Keep"),
        QT_TRANSLATE_NOOP("Tour", "<kbd>Space</kbd> leaves a place as it is. It never comes back."),
        _did(KeepFlags),
    ),
    Step(
        QT_TRANSLATE_NOOP("Tour", "Take back"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "<kbd>Backspace</kbd> takes back the last step and shows the place again. Everything is saved as you go,"
            " and can be taken back tomorrow too.",
        ),
        _takes_back,
    ),
    Step(
        QT_TRANSLATE_NOOP("Tour", "Label"),
        QT_TRANSLATE_NOOP("Tour", "<kbd>Ctrl+2</kbd> goes to labelling the same text."),
        _enters(Mode.LABEL),
    ),
    Step(
        QT_TRANSLATE_NOOP("Tour", "A label"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Select a name, with the mouse or with <kbd>Shift</kbd> and the arrows, and press <kbd>P</kbd> for a"
            " person. Later corrections will not break it.",
        ),
        _did(AddLabels),
    ),
    Step(
        QT_TRANSLATE_NOOP("Tour", "Arrange"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "<kbd>Ctrl+3</kbd> shows what the program was unsure of when it put the page in order: "
            "<kbd>Enter</kbd> agrees, a number chooses something else.",
        ),
        _enters(Mode.ARRANGE),
    ),
    Step(
        QT_TRANSLATE_NOOP("Tour", "That is all"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "<kbd>Ctrl+1</kbd> goes back to proofreading, <kbd>Ctrl+I</kbd> brings in pages of your own,"
            " <kbd>Ctrl+E</kbd> writes finished articles. <kbd>F1</kbd> explains the place you are in,"
            " <kbd>?</kbd> shows every key.",
        ),
    ),
)


class Tour(QObject):
    """Leads through the steps; begins by itself when the sample is opened for the first time."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._card: TourCard | None = None
        self._at = 0
        window.actions_.connect_all({"tour": self.begin})
        window.projects.opened.connect(self._on_opened)
        window.workspace.changed.connect(self._on_change)
        window.modes.changed.connect(lambda: self._try(None))

    @property
    def step(self) -> Step | None:
        """The step that is shown, or None."""
        return STEPS[self._at] if self._card is not None else None

    def begin(self) -> None:
        """Show the first step; opens the sample if nothing is open."""
        if self._window.workspace.session is None:
            self._window.projects.open_sample()
        self._end()
        panes = self._window.centralWidget()
        assert panes is not None, "a window has its panes from the beginning"
        self._card = TourCard(panes, self._window)
        self._card.passed.connect(self._pass)
        self._card.left.connect(self._end)
        self._at = 0
        self._show()
        self._settings.update(toured=True)

    def _on_opened(self, path: Path) -> None:
        if path.name == SAMPLE_FILE and not self._settings.value.toured:
            self.begin()

    def _on_change(self, event: ChangeEvent) -> None:
        self._try(event)

    def _try(self, event: ChangeEvent | None) -> None:
        step = self.step
        if step is not None and step.done is not None and step.done(event, self._window.modes.mode):
            self._pass()

    def _pass(self) -> None:
        if self._at + 1 == len(STEPS):
            self._end()
        else:
            self._at += 1
            self._show()

    def _show(self) -> None:
        assert self._card is not None
        step = STEPS[self._at]
        self._card.show_step(_say(step.title), _say(step.text), self._at + 1, len(STEPS))

    def _end(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None


def _say(text: str) -> str:
    return QCoreApplication.translate("Tour", text)
