"""What the actions do, and when they can be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox

from annotator.model.article import FURNITURE_ID, UNPLACED_ID
from annotator.services.doubts.review import Doubt
from annotator.text.filling import filled
from annotator.ui.actions.action_set import Actions
from annotator.ui.actions.table import Mode, Needs
from annotator.ui.dialogs.help import show_message
from annotator.ui.main_window import MainWindow
from annotator.ui.preferences.settings import Settings
from annotator.ui.preferences.stored import (
    LANGUAGES,
    LARGEST_SIZE,
    SMALLEST_SIZE,
    THEMES,
    Preferences,
    of_choice,
)
from annotator.ui.qt.translate import language_of
from annotator.ui.qt.workers import Job, Jobs
from annotator.ui.words import errors


class Commands(QObject):
    """Connects the actions with the controllers, and messages with the window."""

    def __init__(self, window: MainWindow, actions: Actions, settings: Settings, jobs: Jobs) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._settings = settings
        self._jobs = jobs
        self._bug_told = False
        self._shown_mode = Mode.PROOFREAD
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._connect_actions()
        self._connect_signals()
        self.refresh()

    def refresh(self) -> None:
        """Enable what can be done now, and check what is chosen."""
        window, preferences = self._window, self._settings.value
        workspace, session = window.workspace, window.workspace.session
        facts = {
            Needs.PROJECT: session is not None,
            Needs.ISSUE: workspace.issue is not None,
            Needs.EDITABLE: workspace.can_edit,
            Needs.UNDO: session is not None and session.can_undo,
            Needs.REDO: session is not None and session.can_redo,
            Needs.DOUBT: workspace.can_edit and window.proofreading.doubt is not None,
            Needs.DECISION: workspace.can_edit and window.arranging.decision is not None,
            Needs.ARTICLE: workspace.can_edit and window.reading.stage is not None,
            Needs.SPAN: workspace.can_edit and window.labelling.span is not None,
        }
        # Going to a doubt makes sense from anywhere in an issue that has some.
        if workspace.issue is not None and window.tally.summary.open_flags:
            facts[Needs.DOUBT] = True
        self._actions.enable(frozenset(need for need, met in facts.items() if met))
        self._actions[f"mode_{window.modes.mode.value}"].setChecked(True)
        self._actions[f"theme_{preferences.theme}"].setChecked(True)
        self._actions[f"language_{preferences.language}"].setChecked(True)
        self._actions["hints"].setChecked(preferences.show_hints)
        self._actions["differences"].setChecked(window.differences.is_shown)

    def tell_error(self, error: Exception) -> None:
        """Say what went wrong; a bug is logged too."""
        said = errors.sentence_of(error)
        if said is not None and errors.is_passing(error):
            self._window.status.tell(said)
        elif said is None:
            errors.log_bug(error)
            self.tell_bug()
        else:
            show_message(self._window, self.tr("Not done"), said)

    def tell_bug(self) -> None:
        """Say that there was a bug, and that the work is safe; once, however often it comes."""
        if self._bug_told:
            return
        self._bug_told = True
        show_message(self._window, self.tr("A fault in the program"), errors.bug_words(errors.log_file()))

    def _connect_actions(self) -> None:
        window = self._window
        modes, proofreading = window.modes, window.proofreading
        handlers: dict[str, Callable[[], object]] = {
            "settings": self._ask_settings,
            "quit": window.close,
            "undo": self._undo,
            "redo": window.proofreading.do_again,
            "edit_here": self._edit_here,
            "mode_proofread": lambda: modes.set_mode(Mode.PROOFREAD),
            "mode_label": lambda: modes.set_mode(Mode.LABEL),
            "mode_arrange": lambda: modes.set_mode(Mode.ARRANGE),
            "next_doubt": lambda: self._step(forward=True),
            "previous_doubt": lambda: self._step(forward=False),
            "repair_series": proofreading.repair_series,
            "list_series": proofreading.list_series,
            "keep_alike": proofreading.keep_alike,
            "add_word": proofreading.add_word,
            "remove_label": window.labelling.remove,
            "confirm_decision": window.arranging.confirm,
            "paragraph_up": lambda: window.moving.step(-1),
            "paragraph_down": lambda: window.moving.step(1),
            "to_furniture": lambda: window.moving.put_aside(FURNITURE_ID),
            "to_tray": lambda: window.moving.put_aside(UNPLACED_ID),
            "place_raw": window.moving.place_raw,
            "split_article": window.moving.split_article,
            "merge_article": window.moving.merge_article,
            "rebuild_issue": window.rerunning.rebuild,
            "check_issue": window.rerunning.check,
            "next_article": lambda: self._go_article(1),
            "previous_article": lambda: self._go_article(-1),
            "differences": window.differences.toggle,
            "next_change": lambda: window.differences.step(forward=True),
            "previous_change": lambda: window.differences.step(forward=False),
            "revert_change": window.differences.revert,
            "next_pane": self._next_pane,
            "zoom_in": lambda: self._zoom(1),
            "zoom_out": lambda: self._zoom(-1),
            "zoom_reset": lambda: self._settings.update(text_size=Preferences().text_size),
            "hints": lambda: self._settings.update(show_hints=not self._settings.value.show_hints),
            "about": self._tell_about,
        }
        for theme in THEMES:
            handlers[f"theme_{theme}"] = partial(self._settings.update, theme=theme)
        for language in LANGUAGES:
            handlers[f"language_{language}"] = partial(self._settings.update, language=language)
        self._actions.connect_all(handlers)

    def _connect_signals(self) -> None:
        window, workspace = self._window, self._window.workspace
        for signal in (
            workspace.session_changed,
            workspace.issue_changed,
            window.proofreading.doubt_changed,
            window.labelling.span_changed,
            window.arranging.decision_changed,
            window.tally.counted,
        ):
            signal.connect(self._soon.start)
        workspace.changed.connect(self._on_change)
        workspace.session_changed.connect(self._on_session)
        workspace.failed.connect(self.tell_error)
        window.failed.connect(self.tell_error)
        window.bug_met.connect(self.tell_bug)
        workspace.choice_changed.connect(self._on_choice)
        window.modes.changed.connect(self._on_mode)
        window.modes.differences_changed.connect(self.refresh)
        window.proofreading.series_wanted.connect(self._list_series)
        window.proofreading.many_wanted.connect(self._ask_repair)
        window.flags.finished.connect(window.article_view.setFocus)
        window.tree.entered.connect(window.article_view.setFocus)
        window.labelling.told.connect(lambda code: window.status.tell(errors.sentence(code)))
        window.hints.closed.connect(lambda: self._settings.update(show_hints=False))
        window.projects.failed.connect(self.tell_error)
        window.exporting.failed.connect(self.tell_error)
        window.reading.told.connect(window.status.tell)
        window.projects.working.connect(self._follow)
        window.exporting.working.connect(self._follow)
        window.rerunning.working.connect(self._follow)
        window.rerunning.done.connect(self._tell_rerun)
        window.rereading.working.connect(self._follow)
        window.rereading.done.connect(self._tell_reread)
        window.projects.first_shown.connect(
            lambda: window.status.explain(self.tr("The first pages to read; the others are on their way…"))
        )
        window.rechecking.unchecked.connect(window.status.show_unchecked)
        window.projects.waiting.connect(lambda: window.say_reading(True))
        window.mouse.zoomed.connect(self._zoom)
        self._jobs.failed.connect(self.tell_error)
        self._settings.changed.connect(self._on_settings)

    # Actions.

    def _ask_settings(self) -> None:
        from annotator.ui.dialogs.settings_dialog import SettingsDialog  # it looks for installed detectors

        dialog = SettingsDialog(self._settings.value, self._window)
        dialog.chosen.connect(lambda values: self._settings.update(**values))
        dialog.open()

    def _tell_about(self) -> None:
        from annotator.ui.dialogs.about import AboutDialog

        chinese = language_of(self._settings.value.language) == "zh_CN"
        AboutDialog(chinese=chinese, parent=self._window).open()

    def _undo(self) -> None:
        self._window.proofreading.take_back()

    def _edit_here(self) -> None:
        if self._window.modes.mode is Mode.PROOFREAD:
            self._window.proofreading.edit_in_place()
        else:
            self._window.modes.set_typing(True)
            self._window.article_view.setFocus()

    def _step(self, *, forward: bool) -> None:
        self._window.modes.set_mode(Mode.PROOFREAD)
        if forward:
            self._window.proofreading.go_next()
        else:
            self._window.proofreading.go_back()
        if not self._window.flags.isAncestorOf(self._window.focusWidget() or self._window):
            self._window.article_view.setFocus()  # elsewhere the keys that decide would not be heard

    def _list_series(self) -> None:
        self._window.tabs.setCurrentWidget(self._window.flags)
        self._window.flags.list_series()

    def _ask_repair(self, members: tuple[Doubt, ...]) -> None:
        """Ask once before very many places are repaired; it could be undone all the same."""
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("Repair the whole series"),
            filled(
                self.tr("Put “{right}” in place of “{wrong}” in {count} {count:place|places}?"),
                right=members[0].best or "",
                wrong=members[0].flag.text,
                count=len(members),
            ),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            self._window,
        )
        box.accepted.connect(lambda: self._window.proofreading.repair_series(members, asked=True))
        box.open()

    def _go_article(self, step: int) -> None:
        workspace = self._window.workspace
        issue = workspace.issue
        if issue is None or not issue.order:
            return
        order = issue.order
        at = order.index(workspace.article_id) if workspace.article_id in order else -max(step, 0)
        workspace.show_article(order[(at + step) % len(order)])

    def _next_pane(self) -> None:
        panes = self._window.panes()
        focused = self._window.focusWidget()
        here = next(
            (
                i
                for i, pane in enumerate(panes)
                if focused is not None and (pane is focused or pane.isAncestorOf(focused))
            ),
            -1,
        )
        panes[(here + 1) % len(panes)].setFocus()

    def _zoom(self, step: int) -> None:
        size = min(max(self._settings.value.text_size + step, SMALLEST_SIZE), LARGEST_SIZE)
        self._settings.update(text_size=size)

    # What happens.

    def _on_change(self) -> None:
        # A key may follow before anything else happens, and must not find these disabled.
        session = self._window.workspace.session
        self._actions["undo"].setEnabled(session is not None and session.can_undo)
        self._actions["redo"].setEnabled(session is not None and session.can_redo)
        self._soon.start()

    def _on_session(self) -> None:
        session = self._window.workspace.session
        self._window.modes.set_editable(session is None or not session.read_only)

    def _on_mode(self) -> None:
        mode = self._window.modes.mode
        panel = {
            Mode.PROOFREAD: self._window.flags,
            Mode.LABEL: self._window.labels,
            Mode.ARRANGE: self._window.decisions,
        }[mode]
        if not self._window.modes.is_typing and self._shown_mode is not mode:
            self._shown_mode = mode
            self._window.tabs.setCurrentWidget(panel)
            self._window.article_view.setFocus()
        self._soon.start()

    def _on_choice(self) -> None:
        self._settings.update(**of_choice(self._window.workspace.choice))
        self._soon.start()

    def _on_settings(self, before: Preferences) -> None:
        now = self._settings.value
        if (now.text_size, now.text_face) != (before.text_size, before.text_face):
            self._window.set_text_size(now.text_size)
        if now.who != before.who:
            self._window.workspace.set_who(now.who)
        self._window.hints.setVisible(now.show_hints)
        self._soon.start()

    def _follow(self, job: Job, what: str) -> None:
        said = {
            "import": self.tr("Reading pages and looking for doubts…"),
            "export": self.tr("Exporting…"),
            "rebuild": self.tr("Rebuilding the issue…"),
            "check": self.tr("Looking for doubts…"),
            "reread": self.tr("Putting the new reading in place…"),
        }
        self._window.status.follow(job, said[what])
        if what == "import":
            self._window.say_reading(True)
            job.ended.connect(lambda: self._window.say_reading(False))

    def _tell_reread(self, agreed: int, lost: int) -> None:
        window = self._window
        done = filled(
            self.tr(
                "The new reading is in place ({count} {count:correction stands|corrections stand} in it already)."
            ),
            count=agreed,
        )
        if lost:
            window.modes.set_mode(Mode.ARRANGE)
            window.arranging.show_first()
            done += " " + self.tr("To be looked at, first of all: {count}").format(count=lost)
        window.status.tell(done)

    def _tell_rerun(self, changed: bool, lost: int) -> None:
        window = self._window
        if lost:
            window.modes.set_mode(Mode.ARRANGE)
            window.arranging.show_first()
            window.status.tell(self.tr("Rebuilt. To be looked at, first of all: {count}").format(count=lost))
        elif changed:
            window.status.tell(self.tr("Done; everything people did was kept."))
        else:
            window.status.tell(self.tr("Nothing has changed."))
