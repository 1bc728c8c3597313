"""The stream of doubts: which one is being decided, whatever the person and the program do meanwhile."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from annotator.model.article import Kind
from annotator.model.flag import FlagStatus
from annotator.model.operations import JoinBlocks, ReplaceText, SplitBlock
from annotator.model.provenance import Place
from annotator.services.doubts.review import Doubt, Series
from annotator.services.doubts.stream import Choice, Order
from annotator.services.project.changes import Cause, ChangeEvent
from annotator.ui.actions.table import Mode
from annotator.ui.controllers.modes import Modes
from annotator.ui.controllers.proofread.decided import same_doubt
from annotator.ui.controllers.proofread.doubt_list import DoubtList
from annotator.ui.controllers.text.article_pane import ArticlePane
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.workspace import Workspace, container_kind

_TYPED = (ReplaceText, SplitBlock, JoinBlocks)


class DoubtStream(QObject):
    """Goes from doubt to doubt, and keeps the one being decided in step with the text.

    While a doubt is being decided its text is selected, so that typing replaces it. As soon as the person puts
    the caret elsewhere, keys type; Escape or a step to another doubt lets them decide again. Who has only looked
    around, or searched, comes back to the doubt that was being decided; who has typed goes on behind the caret.

    Signals:
        doubt_changed: another doubt is being decided, or none.
        listed_changed: other doubts are listed, for one that is listed only while it is being decided.
    """

    doubt_changed = Signal()
    listed_changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        view: ArticleView,
        pane: ArticlePane,
        modes: Modes,
        found: DoubtList,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._pane = pane
        self._modes = modes
        self._found = found
        self._doubt: Doubt | None = None
        self._last: Doubt | None = None
        self._in_place = False
        self._only_looked = False  # away from the doubt, without having changed anything
        self._arrived_at: Doubt | None = None  # the first doubt of an article, which nobody has turned to yet
        self._busy = False
        self._chosen = _asked_for(workspace.choice)
        view.selection_changed.connect(self._on_selection)
        view.caret_moved.connect(self._on_caret)
        view.marker_activated.connect(self.decide)
        view.installEventFilter(self)
        modes.changed.connect(self._on_mode)
        workspace.issue_changed.connect(self.start)
        workspace.article_changed.connect(self._on_article)
        workspace.place_requested.connect(self._on_place)
        workspace.changed.connect(self._on_change)
        workspace.choice_changed.connect(self._on_choice)

    @property
    def doubt(self) -> Doubt | None:
        """The doubt being decided, or None."""
        return self._doubt

    @property
    def is_in_place(self) -> bool:
        """Whether the person types in place of the doubt, so that Enter goes on to the next one."""
        return self._in_place

    def series(self) -> Series | None:
        """Return the series the doubt belongs to, itself included, or None."""
        return self._found.series_with(self._doubt) if self._doubt else None

    # Going from doubt to doubt.

    def start(self) -> None:
        """Begin with the first doubt of the issue."""
        self._set(None)
        self._last = None
        if self._modes.mode is Mode.PROOFREAD:
            self._show(self._found.first())

    def decide(self, block_id: str, flag_id: str) -> None:
        """Make an open flag the one being decided and bring it into view."""
        issue = self._workspace.issue
        if issue is None or self._modes.mode is not Mode.PROOFREAD:
            return
        for flag in issue.flags.get(block_id, ()):
            if flag.id == flag_id and flag.status is FlagStatus.OPEN:
                self._show(Doubt(issue.article_of(block_id).id, block_id, flag, issue.id))

    def go_next(self) -> None:
        """Go to the next doubt without deciding."""
        doubt = self._doubt
        if doubt is not None:
            self._go_on(doubt, doubt.flag.end + (doubt.flag.start == doubt.flag.end))
        else:
            self._resume()

    def go_back(self) -> None:
        """Go to the doubt before, without deciding; before the first comes the last."""
        self._show(self._found.previous(self._doubt))

    def edit_in_place(self) -> None:
        """Let keys type in place of the doubt's text."""
        self._modes.set_typing(True)
        self._in_place = self._doubt is not None and self._modes.is_typing
        self._view.setFocus()

    # What happens.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter ends typing in place and goes to the next doubt."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
            and self._in_place
            and self._modes.is_typing
            and not self._view.is_composing()
        ):
            self._resume()
            return True
        return super().eventFilter(watched, event)

    def _on_selection(self, block_id: str, start: int, last_block_id: str, end: int) -> None:
        doubt = self._doubt
        if doubt is None or (block_id, start, last_block_id, end) != (
            doubt.block,
            doubt.flag.start,
            doubt.block,
            doubt.flag.end,
        ):
            self._leave()

    def _on_caret(self, block_id: str, position: int) -> None:
        doubt = self._doubt
        if doubt is None or (block_id, position) != (doubt.block, doubt.flag.end):
            self._leave()

    def _leave(self) -> None:
        """The person put the caret elsewhere: keys type there."""
        if (
            self._modes.mode is Mode.PROOFREAD
            and not self._modes.is_typing
            and not self._busy
            and not self._pane.is_moving
            and self._view.hasFocus()
        ):
            self._in_place = False
            self._only_looked = True
            self._modes.set_typing(True)

    def _on_article(self) -> None:
        """Another article is shown: its first doubt is next; what cannot be seen is not decided."""
        issue, article_id = self._workspace.issue, self._workspace.article_id
        if self._busy or self._modes.mode is not Mode.PROOFREAD:
            return
        here = issue is not None and container_kind(issue, article_id) is Kind.ARTICLE
        self._show(self._found.first(article_id) if here else None)
        self._arrived_at = self._doubt

    def _on_place(self, place: Place) -> None:
        """Somebody asked for a place: if it is a doubt it is decided now, else keys type there."""
        issue = self._workspace.issue
        if self._busy or issue is None or self._modes.mode is not Mode.PROOFREAD:
            return
        for flag in issue.flags.get(place.block, ()):
            if (flag.start, flag.end) == (place.start, place.end) and flag.status is FlagStatus.OPEN:
                self._show(Doubt(issue.article_of(place.block).id, place.block, flag, issue.id))
                return
        self._in_place = False
        self._only_looked = self._doubt is not self._arrived_at
        self._modes.set_typing(True)

    def _on_mode(self) -> None:
        if self._modes.mode is Mode.PROOFREAD and self._modes.is_typing:
            return
        stays, self._in_place, self._only_looked = self._in_place or self._only_looked, False, False
        if self._modes.mode is not Mode.PROOFREAD:
            self._set(None)
        elif self._busy:
            return
        elif stays and self._doubt is not None:
            self._show(self._doubt)
        else:
            self._resume()

    def _on_change(self, event: ChangeEvent) -> None:
        typed = event.cause is Cause.DO and any(isinstance(entry, _TYPED) for entry in event.operations)
        if typed and self._modes.mode is Mode.PROOFREAD and not self._modes.is_typing:
            self._in_place = self._doubt is not None and self._doubt.block in event.patch.blocks
            self._modes.set_typing(True)
        if typed:
            self._only_looked = False
        if event.patch.flags or event.patch.blocks or event.patch.articles:
            self._check(asked=self._workspace.is_checked)

    def _on_choice(self) -> None:
        """A doubt that a person does not want to see is not decided; one that is found likelier to be right stays."""
        doubt, chosen = self._doubt, _asked_for(self._workspace.choice)
        asked, self._chosen = chosen != self._chosen, chosen
        if (
            doubt is not None
            and asked
            and not self._workspace.choice.shows(doubt.flag)
            and not self._modes.is_typing
        ):
            self._go_on(doubt, doubt.flag.start)
        else:
            self._hold(doubt)
            self._check(asked=asked)

    def _check(self, *, asked: bool) -> None:
        """Look whether the present doubt still stands, after a change that the person asked for or not."""
        issue, doubt = self._workspace.issue, self._doubt
        if self._busy or issue is None or self._modes.mode is not Mode.PROOFREAD:
            return
        if doubt is None:
            if self._modes.is_typing:
                return
            if asked:
                self._resume()
            else:  # Doubts that come by themselves must not take a reader elsewhere.
                self._show(self._found.first(self._workspace.article_id))
            return
        flags = issue.flags.get(doubt.block, ())
        found = next(
            (flag for flag in flags if flag.status is FlagStatus.OPEN and same_doubt(flag, doubt.flag)), None
        )
        if found is not None:
            self._set(Doubt(issue.article_of(doubt.block).id, doubt.block, found, issue.id))
        elif self._modes.is_typing:
            self._set(None)
        else:
            self._go_on(doubt, doubt.flag.start)

    def _go_on_deciding(self, deciding: bool) -> None:
        """Go on deciding where a step was taken back or done again: the next Backspace must not delete text.

        What changed stays in sight: the next doubt is shown if it is in the same article.
        """
        if not deciding or not self._modes.is_typing or self._modes.mode is not Mode.PROOFREAD:
            return
        following = self._found.next(self._view.caret())
        near = following is not None and following.article == self._workspace.article_id
        self._show(following if near and self._workspace.choice.order is Order.READING else None)

    def _stay(self) -> None:
        """Go on with the present doubt, wherever it stands after a change of other places."""
        self._check(asked=True)
        if self._doubt is not None and not self._modes.is_typing:
            self._show(self._doubt)

    # Showing one.

    def _go_on(self, doubt: Doubt, end: int) -> None:
        """Show what follows a doubt, in whose place text up to ``end`` stands now."""
        if self._modes.mode is Mode.PROOFREAD:
            self._show(self._found.following(doubt, end))

    def _resume(self) -> None:
        """Show the doubt to go on with after typing: the next one behind the caret, or in another order."""
        if self._modes.mode is not Mode.PROOFREAD:
            return
        if self._last is None or self._workspace.choice.order is Order.READING:
            self._show(self._found.next(self._view.caret()))
        else:
            self._show(self._found.resumed(self._last))

    def _show(self, doubt: Doubt | None) -> None:
        was_busy, self._busy = self._busy, True
        try:
            self._modes.set_typing(False)
            self._set(doubt)
            if doubt is not None:
                self._workspace.go_to(Place(doubt.block, doubt.flag.start, doubt.flag.end))
        finally:
            self._busy = was_busy

    def _set(self, doubt: Doubt | None) -> None:
        self._last = doubt or self._last
        self._hold(doubt)
        if doubt != self._doubt:
            self._doubt = doubt
            self._pane.set_active(*((doubt.block, doubt.flag.id) if doubt else ("", "")))
            self.doubt_changed.emit()

    def _hold(self, doubt: Doubt | None) -> None:
        if self._found.hold(doubt):
            self.listed_changed.emit()


def _asked_for(choice: Choice) -> Choice:
    """Return what a person asked for by a choice, without the least score that followed from it and the text."""
    return choice if choice.rate is None else replace(choice, threshold=0.0)
