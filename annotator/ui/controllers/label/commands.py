"""Connects what is said of labels, relations between them and labels of articles with the window."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from annotator.errors import UserError
from annotator.model.schemes import chosen
from annotator.model.spans import texts_of_span
from annotator.services.labels.schemes import set_schemes
from annotator.ui.actions.action_set import Actions
from annotator.ui.controllers.label.details import LabelDetails
from annotator.ui.controllers.label.relating import Relating
from annotator.ui.controllers.label.relation_arcs import RelationArcs
from annotator.ui.editor.pane_text import LABEL, Mark
from annotator.ui.main_window import MainWindow
from annotator.ui.panels.relation_strip import RelationStrip
from annotator.ui.words import errors
from annotator.ui.words.labels import span_words


class LabelCommands(QObject):
    """The actions of the label menu that need a label to be there.

    Attributes:
        details: what changes the current span.
        relating: a relation while it is being made.
        arcs: the relations in the text.
    """

    def __init__(self, window: MainWindow, actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        workspace, view, labelling = window.workspace, window.article_view, window.labelling
        self.details = LabelDetails(workspace, view, labelling, self)
        self.relating = Relating(workspace, view, labelling, window.scheme, self)
        self.arcs = RelationArcs(workspace, view, window.modes, labelling, window.known_labels, self)
        self.strip = RelationStrip(workspace, self.relating, window.known_labels, view.setFocus)
        window.add_strip(self.strip)
        actions.connect_all(
            {
                "span_doubtful": self.details.toggle_doubtful,
                "span_note": lambda: self._inspect(note=True),
                "span_details": lambda: self._inspect(note=False),
                "add_to_span": self.details.add_selection,
                "take_from_span": self.details.take_selection,
                "article_labels": self._show_article_labels,
                "relate": self.relating.start,
            }
        )
        self._awaited = ""
        self._others = window.article_view.describe
        window.article_view.describe = self._describe
        for told in (self.details.told, self.relating.told):
            told.connect(lambda code: window.status.tell(errors.sentence(code)))
        self.relating.related.connect(self._tell_related)
        self.details.grown.connect(self._tell_grown)
        window.labelling.awaiting.connect(self._tell_keys)
        window.labelling.article_pressed.connect(window.labels.article_labels.toggle)
        window.labels.labels.scheme_chosen.connect(self._use_scheme)
        window.labels.labels.edit_wanted.connect(actions["label_schemes"].trigger)
        window.mouse.label_actions = tuple(
            actions[name] for name in ("span_doubtful", "span_note", "span_details", "relate", "add_to_span")
        )
        for panel in (window.labels.inspector, window.labels.article_labels):
            panel.left.connect(window.article_view.setFocus)

    def _describe(self, block_id: str, mark: Mark) -> str:
        """Return what the pointer is told of a mark: of a label all that is said of it."""
        issue = self._window.workspace.issue
        span = issue.spans.get(mark.tag) if issue is not None and mark.kind == LABEL else None
        if span is None:
            return self._others(block_id, mark)
        return span_words(span, self._window.known_labels())

    def _inspect(self, *, note: bool) -> None:
        self._window.tabs.setCurrentWidget(self._window.labels)
        self._window.labels.inspector.refresh()
        self._window.labels.inspector.take_focus(note=note)

    def _show_article_labels(self) -> None:
        labels = self._window.labels
        self._window.tabs.setCurrentWidget(labels)
        labels.lists.setCurrentWidget(labels.article_labels)
        labels.article_labels.take_focus()

    def _use_scheme(self, scheme_id: str) -> None:
        """Label with another scheme of the project from now on."""
        window, session = self._window, self._window.workspace.session
        if session is None:
            return
        try:
            set_schemes(session, replace(window.schemes(), current_id=scheme_id))
        except UserError as error:
            window.failed.emit(error)
        window.show_schemes()
        window.article_view.setFocus()

    def _tell_grown(self, span_id: str) -> None:
        issue = self._window.workspace.issue
        span = issue.spans.get(span_id) if issue is not None else None
        if issue is None or span is None:
            return
        label = self._window.known_labels().label(span.label)
        name, text = label.name if label else span.label, " … ".join(texts_of_span(issue, span_id))
        self._window.status.tell(self.tr("{label}: {text}").format(label=name, text=text))

    def _tell_related(self, kind_id: str, source: str, target: str) -> None:
        issue, kind = self._window.workspace.issue, self._window.known_labels().relation(kind_id)
        if issue is not None and kind is not None:
            way = "→" if kind.directed else "↔"
            texts = [" … ".join(texts_of_span(issue, span_id)) for span_id in (source, target)]
            self._window.status.tell(f"{texts[0]} {way} {kind.name} {way} {texts[1]}")

    def _tell_keys(self, keys: str) -> None:
        """Tell what the keys so far may become; no longer once they have become it."""
        status = self._window.status
        if status.currentMessage() == self._awaited:
            status.clearMessage()
        self._awaited = ""
        if keys:
            known = chosen(self._window.scheme().labels, keys).longer
            names = "  ".join(f"{label.key.upper()} {label.name}" for label in known)
            self._awaited = names
            status.tell(names)
