"""Commands on text: special characters, and width and script of what is selected."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from annotator.model.operations import Operation, ReplaceText
from annotator.model.origin import TYPING, signed
from annotator.model.provenance import Place
from annotator.services.editing.converting import Conversion, convert
from annotator.ui.dialogs.characters import PAIRS, CharacterPalette, with_recent
from annotator.ui.main_window import MainWindow
from annotator.ui.preferences.settings import Settings
from annotator.ui.words import errors


class TextCommands(QObject):
    """Does them in the article pane, whatever the mode."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        window.actions_.connect_all(
            {
                "special_characters": self.show_characters,
                **{f"to_{to.value}": partial(self.convert, to) for to in Conversion},
            }
        )

    def show_characters(self) -> None:
        """Let the person choose a special character for the caret's place."""
        view = self._window.article_view
        palette = CharacterPalette(self._settings.value.characters, self._window)
        palette.chosen.connect(self.insert)
        palette.left.connect(view.setFocus)
        corner = view.viewport().mapTo(self._window, view.cursorRect().bottomLeft())
        palette.open(corner)

    def insert(self, characters: str) -> None:
        """Put characters at the caret in place of the selection; a pair goes around it, with the caret inside."""
        view, workspace = self._window.article_view, self._window.workspace
        selection, issue = view.selection(), workspace.issue
        if selection is None or issue is None:
            return
        first, start, last, end = selection
        if characters in PAIRS:
            # Behind comes first, so that the place before is still where it was.
            around = self._put(last, end, characters[1]), self._put(first, start, characters[0])
            if workspace.perform(*around):
                view.set_caret(last, end + 1 if first == last else end)
        elif first == last:
            expected = issue.blocks[first].text[start:end]
            operation = ReplaceText(first, start, end, characters, expected, self._origin())
            if workspace.perform(operation):
                view.set_caret(first, start + len(characters))
        else:
            view.insert(characters)
        recent = with_recent(self._settings.value.characters, characters)
        self._settings.update(characters=recent)

    def convert(self, to: Conversion) -> None:
        """Convert what is selected, as one step; it stays selected."""
        view, workspace = self._window.article_view, self._window.workspace
        selection, issue = view.selection(), workspace.issue
        if selection is None or issue is None or selection[:2] == selection[2:]:
            self._window.status.tell(errors.sentence("selection.empty"))
            return
        first, start, last, end = selection
        ids = [block.id for block in view.blocks()]
        places = [
            Place(
                block_id,
                start if block_id == first else 0,
                end if block_id == last else len(issue.blocks[block_id].text),
            )
            for block_id in ids[ids.index(first) : ids.index(last) + 1]
        ]
        operation = convert(issue, places, to, workspace.who)
        if operation is not None and workspace.perform(operation):
            view.select(first, start, last, end)

    def _put(self, block_id: str, position: int, text: str) -> Operation:
        return ReplaceText(block_id, position, position, text, "", self._origin())

    def _origin(self) -> str:
        return signed(TYPING, self._window.workspace.who)
