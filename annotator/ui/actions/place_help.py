"""Help for the place a person is in: a few sentences for each pane and panel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from annotator.ui.actions.table import Mode
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class PlaceHelp:
    """What one place is for; ``mode`` names the keys that act there, None: only those that act everywhere.

    Where ``typed`` is set, characters are typed, and keys that are nothing but a character do not act.
    """

    title: str
    text: str
    mode: Mode | None = None
    typed: bool = False


PLACES: Mapping[str, PlaceHelp] = {
    "proofread": PlaceHelp(
        QT_TRANSLATE_NOOP("PlaceHelp", "Proofreading"),
        QT_TRANSLATE_NOOP(
            "PlaceHelp",
            "The text rebuilt from the pages. Doubtful places are underlined, the one to be decided is selected, and"
            " its candidates with their keys stand below. One key decides, and the next doubt comes by itself."
            " Just type to correct in place; every change is saved at once and can be undone, even after a restart.",
        ),
        Mode.PROOFREAD,
    ),
    "label": PlaceHelp(
        QT_TRANSLATE_NOOP("PlaceHelp", "Labelling"),
        QT_TRANSLATE_NOOP(
            "PlaceHelp",
            "Select text with Shift and the arrows, or with the mouse, and press the key of a label. The keys stand"
            " in the list of labels on the right. Labels go with the text when it is corrected, joined or moved.",
        ),
        Mode.LABEL,
    ),
    "arrange": PlaceHelp(
        QT_TRANSLATE_NOOP("PlaceHelp", "Arranging"),
        QT_TRANSLATE_NOOP(
            "PlaceHelp",
            "What the program was not sure of when it put the page in order: which title belongs to which text, where"
            " an article begins, where it goes on. The least certain decision comes first. A paragraph is dragged by"
            " the dots that come up in its margin, to another place or onto an article in the list; text of the page,"
            " once it is selected, can be dragged too.",
        ),
        Mode.ARRANGE,
    ),
    "typing": PlaceHelp(
        QT_TRANSLATE_NOOP("PlaceHelp", "Typing"),
        QT_TRANSLATE_NOOP(
            "PlaceHelp",
            "All keys type now. Enter splits a paragraph, Backspace at its beginning joins it with the one before."
            " Esc goes back to deciding.",
        ),
        typed=True,
    ),
    "find": PlaceHelp(
        QT_TRANSLATE_NOOP("PlaceHelp", "Finding and replacing"),
        QT_TRANSLATE_NOOP(
            "PlaceHelp",
            "Places are listed as you type, in this article, the issue or the whole project. The arrows go through"
            " them, Enter goes to one, Space unticks it; what is ticked is replaced as one step. Articles,"
            " furniture, unplaced and raw text can be searched. In an expression (网络){e<=1} finds what differs by"
            " one character.",
        ),
        typed=True,
    ),
    "raw": PlaceHelp(
        QT_TRANSLATE_NOOP("PlaceHelp", "Raw text"),
        QT_TRANSLATE_NOOP(
            "PlaceHelp",
            "The page as it was read, line by line; it is never changed. What the caret or the selection touches in"
            " one pane is lit in the other, and the ribbons lead from each line to what became of it. Another page is"
            " chosen in the list above.",
        ),
    ),
    "image": PlaceHelp(
        QT_TRANSLATE_NOOP("PlaceHelp", "Page image"),
        QT_TRANSLATE_NOOP(
            "PlaceHelp",
            "The print of the page. The line of the caret is outlined and comes into view; a click goes to the"
            " character in both texts. Drag or use the arrows to pan, + and − or Ctrl and the wheel to zoom; T shows"
            " the text in reading size, W fits the width, P the page, R turns it. F5 shows the image above the raw"
            " text, in its place, or not at all.",
        ),
    ),
    "tree": PlaceHelp(
        QT_TRANSLATE_NOOP("PlaceHelp", "Project"),
        QT_TRANSLATE_NOOP(
            "PlaceHelp",
            "Issues, their pages and the articles that begin there. The number behind a dot counts open doubts; ① and"
            " ② mark the first and the second reading, ✓ the final one. At the end stand the furniture of the pages,"
            " such as folios and imprints, and text that found no place. Nothing of a page is ever missing. On an"
            " issue, F2 gives it another name and Delete removes it; Shift+F10 or the right button shows both.",
        ),
    ),
    "flags": PlaceHelp(
        QT_TRANSLATE_NOOP("PlaceHelp", "List of doubts"),
        QT_TRANSLATE_NOOP(
            "PlaceHelp",
            "Doubts with the same error and the same candidate are one series. Untick what is right, and repair or"
            " keep all the others in one step. The slider above says how many doubts are shown.",
        ),
        Mode.PROOFREAD,
    ),
    "labels": PlaceHelp(
        QT_TRANSLATE_NOOP("PlaceHelp", "List of labels"),
        QT_TRANSLATE_NOOP(
            "PlaceHelp",
            "The labels of the project with their colours and keys, and every text that carries one. Labels whose text"
            " was deleted stand first, so that none is lost unseen. Above them stands what is said of the label under"
            " the caret: Ctrl+T leads to its attributes, Ctrl+M to its note, Ctrl+U marks it as doubtful, Ctrl+L"
            " relates it to another one, and Ctrl+B puts what is selected to the label before.",
        ),
        Mode.LABEL,
    ),
    "decisions": PlaceHelp(
        QT_TRANSLATE_NOOP("PlaceHelp", "List of decisions"),
        QT_TRANSLATE_NOOP(
            "PlaceHelp",
            "Every decision that is open, with its reason and how sure the program is; the least sure first.",
        ),
        Mode.ARRANGE,
    ),
    "history": PlaceHelp(
        QT_TRANSLATE_NOOP("PlaceHelp", "History"),
        QT_TRANSLATE_NOOP(
            "PlaceHelp",
            "Everything that was done, the latest first, with who did it and when. A click goes to the place.",
        ),
    ),
}
"""The places by name."""

CHAPTERS: Mapping[str, int] = {
    **dict.fromkeys(("ImportDialog", "PagesDialog", "NewspaperDialog"), 1),
    **dict.fromkeys(("RulesDialog", "GroupDialog", "VersionsDialog", "Dashboard"), 2),
    **dict.fromkeys(("SchemeDialog", "UsedLabelDialog", "LabelImportDialog"), 3),
    **dict.fromkeys(("PackagesDialog", "AdjudicationDialog"), 3),
    "ExportDialog": 6,
    "RestoreDialog": 7,
}
"""Chapters of the user guide that tell of dialogs, by the names of their classes."""


def place_words(text: str) -> str:
    """Return a title or text of ``PLACES`` in the window's language."""
    return QCoreApplication.translate("PlaceHelp", text)
