"""Proofreading 校对: from doubt to doubt, one key each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.model.flag import FlagStatus
from annotator.model.operations import Operation, ReplaceText
from annotator.services.doubts.review import Doubt, accept, doubts, keep, keep_all, repair
from annotator.ui.actions.table import Mode
from annotator.ui.controllers.modes import Modes
from annotator.ui.controllers.proofread.decided import decided_by
from annotator.ui.controllers.proofread.doubt_list import DoubtList
from annotator.ui.controllers.proofread.doubt_stream import DoubtStream
from annotator.ui.controllers.text.article_pane import ArticlePane
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.editor.words import word_at
from annotator.ui.workspace import Workspace

MANY = 1000
"""Hits above which a series is repaired only after asking."""


class Proofreading(DoubtStream):
    """The stream of doubts, and what the keys do to the one being decided.

    Signals:
        series_wanted: the hits of the doubt's series are to be listed.
        many_wanted: more than ``MANY`` members of a series are to be repaired; somebody should ask first.
        not_taken(number): there is no candidate of that number, or nobody can see it.

    Attributes:
        in_sight: whether the candidate of a number is shown to the person; what is not is not taken by its key.
    """

    series_wanted = Signal()
    many_wanted = Signal(object)
    not_taken = Signal(int)

    def __init__(
        self,
        workspace: Workspace,
        view: ArticleView,
        pane: ArticlePane,
        modes: Modes,
        found: DoubtList,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(workspace, view, pane, modes, found, parent)
        self.in_sight: Callable[[int], bool] = lambda _number: True
        view.decision_key.connect(self._on_key)

    # Deciding.

    def accept(self, number: int = 1) -> None:
        """Put the candidate of that number, counted from 1, in place of the doubt's text."""
        doubt = self._doubt
        if doubt is None:
            return
        if not 1 <= number <= len(doubt.flag.candidates) or not self.in_sight(number):
            self.not_taken.emit(number)
            return
        text = doubt.flag.candidates[number - 1].text
        operation = accept(doubt, text, self._workspace.who)
        self._do({doubt.issue: (operation,)}, doubt, doubt.flag.start + len(text))

    def keep(self) -> None:
        """Keep the doubt's text as it is."""
        if self._doubt is not None:
            self._do(keep_all((self._doubt,)), self._doubt, self._doubt.flag.end)

    def keep_alike(self) -> None:
        """Keep every open doubt of the issue with the same text, as one step; no check asks about it again."""
        issue, doubt = self._workspace.issue, self._doubt
        if issue is None or doubt is None:
            return
        alike = [entry for entry in doubts(issue, 0.0) if entry.flag.text == doubt.flag.text]
        self._do({issue.id: (keep(*alike, alike=True),)}, doubt, doubt.flag.end)

    def add_word(self) -> None:
        """Add the selected word, or the doubt's, to the project's words; a lone character brings its word along."""
        issue, doubt = self._workspace.issue, self._doubt
        if issue is None:
            return
        word = self._view.selected_text()
        if doubt is not None and not self._modes.is_typing:
            text = issue.blocks[doubt.block].text
            start, end = word_at(text, doubt.flag.start)
            lone = doubt.flag.end - doubt.flag.start == 1
            word = text[start:end] if lone else doubt.flag.text
        self._busy = True
        try:
            added = bool(word) and self._workspace.add_word(word)
        finally:
            self._busy = False
        if added and doubt is not None and not self._modes.is_typing:
            self._go_on(doubt, doubt.flag.end)

    def list_series(self) -> None:
        """Have the hits of the doubt's series listed, to be looked at and ticked."""
        if self._doubt is not None:
            self.series_wanted.emit()

    def keep_all(self, members: tuple[Doubt, ...]) -> None:
        """Keep several places as they are, in whichever issues, as one step."""
        if members:
            here = self._among(members)
            self._do(keep_all(members), here, here.flag.end if here else 0)

    def repair_series(self, members: tuple[Doubt, ...] = (), *, asked: bool = False) -> None:
        """Put the first candidate in place of all members of a series, in whichever issues, as one step.

        Args:
            members: the hits to repair; by default all of the series the present doubt belongs to.
            asked: whether the person has said yes to that many.
        """
        series = self.series()
        members = members or (series.members if series else ())
        if not members or not members[0].flag.candidates:
            return
        if len(members) > MANY and not asked:
            self.many_wanted.emit(members)
            return
        text, here = members[0].best or "", self._among(members)
        end = here.flag.start + len(text) if here else 0
        self._do(repair(members, text, self._workspace.who), here, end)

    def take_back(self) -> None:
        """Take the last step back; a doubt it decided is shown again.

        Who types at will goes on typing, unless the step was a decision. Who decides goes on deciding.
        """
        deciding = not self._modes.is_typing
        typed_at_will = self._modes.is_typing and not self._in_place
        # The caret goes to what changed, and from there to the doubt: what follows it looks at the last place only.
        with self._view.reporting_once():
            operations = self._workspace.undo()
            if typed_at_will:
                operations = tuple(entry for entry in operations if not isinstance(entry, ReplaceText))
            self._show_again(operations)
            self._go_on_deciding(deciding)

    def do_again(self) -> None:
        """Do the step again that was taken back last; who decides goes on deciding."""
        deciding = not self._modes.is_typing
        with self._view.reporting_once():
            self._workspace.redo()
            self._go_on_deciding(deciding)

    def _show_again(self, operations: tuple[Operation, ...]) -> None:
        """Show the doubt that operations had decided, after they were taken back."""
        issue = self._workspace.issue
        if issue is None or self._modes.mode is not Mode.PROOFREAD:
            return
        for operation in operations:
            for block_id, flag_id, start, end in decided_by(operation):
                for flag in issue.flags.get(block_id, ()):
                    same = flag.id == flag_id or (not flag_id and flag.start <= start and end <= flag.end)
                    if same and flag.status is FlagStatus.OPEN:
                        self._show(Doubt(issue.article_of(block_id).id, block_id, flag, issue.id))
                        return

    # Inside.

    def _on_key(self, name: str) -> None:
        if self._modes.mode is not Mode.PROOFREAD:
            return
        calls = {
            "Enter": self.accept,
            "Space": self.keep,
            "Shift+Space": self.keep_alike,
            "Backspace": self.take_back,
            "Tab": self.go_next,
            "Shift+Tab": self.go_back,
            "Shift+Enter": self.list_series,
            "+": self.add_word,
        }
        if name in calls:
            calls[name]()
        elif name.isdigit():
            self.accept(int(name))

    def _among(self, members: tuple[Doubt, ...]) -> Doubt | None:
        """Return the doubt that is decided together with others: the present one if it is one of them.

        None if another one is being decided: that one stays.
        """
        present = self._doubt
        if present is None:
            return members[-1]
        ids = {(member.issue, member.flag.id) for member in members}
        return present if (present.issue, present.flag.id) in ids else None

    def _do(self, operations: Mapping[str, Sequence[Operation]], doubt: Doubt | None, end: int) -> None:
        """Perform operations, and go on behind the doubt they decide, or look where the present one stands now."""
        self._busy = True
        try:
            # The caret passes through places nobody is to see: what follows it looks at the last one only.
            with self._view.reporting_once():
                if self._workspace.perform_all(operations) and doubt is not None:
                    self._go_on(doubt, end)
        finally:
            self._busy = False
        if doubt is None:
            self._stay()
