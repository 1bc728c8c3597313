"""The desk of the label mode: the controllers that select, and their actions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from annotator.errors import UserError
from annotator.model.provenance import Place
from annotator.services.background.workplaces import Workplace
from annotator.services.labels.gazetteers import (
    Gazetteer,
    project_gazetteers,
    read_gazetteer,
    set_project_gazetteers,
)
from annotator.text.filling import filled
from annotator.ui.actions.action_set import Actions
from annotator.ui.controllers.label.identical import Identical
from annotator.ui.controllers.label.repairing import Repairing
from annotator.ui.controllers.label.selecting import Selecting
from annotator.ui.controllers.label.sticky import StickyLabel
from annotator.ui.controllers.label.suggesting import Suggesting
from annotator.ui.controllers.label.suggestions_found import SuggestionsFound
from annotator.ui.dialogs.files import ask_text_file
from annotator.ui.main_window import MainWindow
from annotator.ui.panels.suggestion_strip import SuggestionStrip
from annotator.ui.qt.workers import Jobs
from annotator.ui.words import errors


class LabelDesk(QObject):
    """Connects what label mode can do with the window.

    Attributes:
        selecting: the keys that select.
        sticky: the label that stays.
        identical: labels on every identical text.
        suggestions: those of the shown article.
        suggesting: the stream of suggestions.
        repairing: labels whose text is gone.
        strip: shows the suggestion that is being decided.
    """

    def __init__(self, window: MainWindow, actions: Actions, jobs: Jobs, workplace: Workplace) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        view, modes, labelling = window.article_view, window.modes, window.labelling
        self.selecting = Selecting(window.workspace, view, modes, labelling, self)
        self.sticky = StickyLabel(view, modes, labelling, self)
        self.identical = Identical(
            window.workspace, view, modes, labelling, window.scheme, window.find_panel, jobs, self
        )
        self.suggestions = SuggestionsFound(
            window.workspace, view, window.pane, modes, window.scheme, jobs, workplace, self
        )
        self.suggesting = Suggesting(
            window.workspace, view, window.pane, modes, labelling, window.scheme, self.suggestions, self
        )
        self.repairing = Repairing(window.workspace, modes, labelling, self)
        labelling.first = self._on_decision
        labelling.reach = self._reach
        window.labels.chosen.connect(self.repairing.take)
        self.strip = SuggestionStrip(window.workspace, self.suggesting, self.repairing, modes)
        window.add_strip(self.strip)
        selecting = self.selecting
        actions.connect_all(
            {
                "end_on": lambda: selecting.nudge(end=True, step=1),
                "end_back": lambda: selecting.nudge(end=True, step=-1),
                "start_on": lambda: selecting.nudge(end=False, step=1),
                "start_back": lambda: selecting.nudge(end=False, step=-1),
                "label_alike": self.identical.label_alike,
                "unlabel_alike": self.identical.unlabel_alike,
                "review_alike": self.identical.review,
                "suggestions": self._toggle_suggestions,
                "add_gazetteer": self._ask_gazetteer,
                "forget_gazetteers": lambda: self._keep_gazetteers(()),
                "sticky_label": self.sticky.toggle,
            }
        )
        actions["suggestions"].setChecked(True)
        window.schemes_changed.connect(self.suggestions.forget_lists)
        window.schemes_changed.connect(self.identical.show_scheme)
        for told in (selecting.told, self.identical.told, self.suggesting.told, self.repairing.told):
            told.connect(lambda code: window.status.tell(errors.sentence(code)))
        self.identical.done.connect(self._on_done)
        self.identical.review_wanted.connect(lambda: window.tabs.setCurrentWidget(window.find_panel))
        self.sticky.changed.connect(self._on_sticky)

    def _on_done(self, count: int, put: bool) -> None:
        words = (
            self.tr("Places labelled: {count}; one step back takes all of them back.")
            if put
            else self.tr("Labels removed: {count}; one step back brings all of them back.")
        )
        self._window.status.tell(words.format(count=count))

    def _on_decision(self, name: str) -> bool:
        if self.repairing.decide(name) or self.suggesting.decide(name):
            return True
        if name == "Escape" and self.sticky.is_on:
            self.sticky.toggle()
            return True
        return False

    def _reach(self, label_id: str) -> Place | None:
        """Return the place a label's key means where nothing is selected."""
        current = self.suggesting.current
        return current.place if current is not None else self.selecting.place_here(label_id)

    def _ask_gazetteer(self) -> None:
        session = self._window.workspace.session
        if session is not None:
            ask_text_file(self._window, self.tr("Word list"), session.path.parent, self._add_gazetteer)

    def _add_gazetteer(self, path: Path) -> None:
        """Keep a word list for the project; entries without a label get the label used last, or the first one."""
        window, session = self._window, self._window.workspace.session
        labels = window.scheme().labels
        if session is None or not labels:
            return
        try:
            read = read_gazetteer(path)
        except UserError as error:
            window.failed.emit(error)
            return
        label = read.label or window.labelling.last or labels[0].id
        kept = [each for each in project_gazetteers(session) if each.name != read.name]
        self._keep_gazetteers((*kept, replace(read, label=label)))

    def _keep_gazetteers(self, gazetteers: tuple[Gazetteer, ...]) -> None:
        session = self._window.workspace.session
        if session is None:
            return
        try:
            set_project_gazetteers(session, gazetteers)
        except UserError as error:
            self._window.failed.emit(error)
            return
        self.suggestions.forget_lists()
        count = sum(len(each.entries) for each in gazetteers)
        told = self.tr("Word lists of the project: {count} {count:entry|entries}")
        self._window.status.tell(filled(told, count=count))

    def _toggle_suggestions(self) -> None:
        self.suggestions.toggle()
        self._actions["suggestions"].setChecked(self.suggestions.is_wanted)

    def _on_sticky(self) -> None:
        """Say what the mouse does for as long as it does it: who forgets would label what is only to be selected."""
        self._actions["sticky_label"].setChecked(self.sticky.is_on)
        label = self._window.scheme().label(self.sticky.label)
        told = ""
        if label is not None:
            told = self.tr("The mouse labels: {label}").format(label=label.name)
        elif self.sticky.is_on:
            told = self.tr("The label you use next stays.")
        self._window.status.show_mouse(told)
