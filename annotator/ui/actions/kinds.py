"""What an action and a key of the window are: the types of the tables in ``annotator.ui.actions.table``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Needs(StrEnum):
    """What must be there for an action to make sense."""

    NOTHING = "nothing"
    PROJECT = "project"
    ISSUE = "issue"
    EDITABLE = "editable"
    UNDO = "undo"
    REDO = "redo"
    DOUBT = "doubt"
    DECISION = "decision"
    SELECTION = "selection"
    SPAN = "span"
    ARTICLE = "article"


class Menu(StrEnum):
    """The menus, in their order in the menu bar."""

    FILE = "file"
    EDIT = "edit"
    PROOFREAD = "proofread"
    LABEL = "label"
    ARRANGE = "arrange"
    VIEW = "view"
    HELP = "help"


class Mode(StrEnum):
    """What single keys decide."""

    PROOFREAD = "proofread"
    LABEL = "label"
    ARRANGE = "arrange"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        id: its name in the program.
        text: the words in the menu, in English.
        menu: the menu it is in.
        keys: shortcuts as portable text; the first is shown.
        needs: when it is enabled.
        icon: name of a drawing in ``resources/icons``, or empty.
        group: actions of one group exclude each other and can be checked; empty for plain ones.
        separated: whether a separator stands before it in the menu.
        tool: whether it is in the tool bar too.
    """

    id: str
    text: str
    menu: Menu
    keys: tuple[str, ...] = ()
    needs: Needs = Needs.NOTHING
    icon: str = ""
    group: str = ""
    separated: bool = False
    tool: bool = False


@dataclass(frozen=True, slots=True)
class KeySpec:
    """A single key of a mode, which acts where no text is being typed.

    Attributes:
        mode: the mode it belongs to.
        keys: the keys as shown to people.
        text: what it does, in English.
        hint: whether it is in the hint bar.
    """

    mode: Mode
    keys: str
    text: str
    hint: bool = True
