"""All actions and keys of the window as data, so that menus, the tool bar, the help and the tests agree."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from annotator.ui.actions.kinds import ActionSpec as ActionSpec
from annotator.ui.actions.kinds import KeySpec as KeySpec
from annotator.ui.actions.kinds import Menu as Menu
from annotator.ui.actions.kinds import Mode as Mode
from annotator.ui.actions.kinds import Needs as Needs
from annotator.ui.actions.modes import MODE_ACTIONS
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP

MENU_TITLES: Mapping[Menu, str] = {
    Menu.FILE: QT_TRANSLATE_NOOP("Actions", "&File"),
    Menu.EDIT: QT_TRANSLATE_NOOP("Actions", "&Edit"),
    Menu.PROOFREAD: QT_TRANSLATE_NOOP("Actions", "&Proofread"),
    Menu.LABEL: QT_TRANSLATE_NOOP("Actions", "&Label"),
    Menu.ARRANGE: QT_TRANSLATE_NOOP("Actions", "&Arrange"),
    Menu.VIEW: QT_TRANSLATE_NOOP("Actions", "&View"),
    Menu.HELP: QT_TRANSLATE_NOOP("Actions", "&Help"),
}


def _noop(text: str) -> str:
    return text


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new_project", QT_TRANSLATE_NOOP("Actions", "New project…"), Menu.FILE, ("Ctrl+N",)),
    ActionSpec(
        "open_project",
        QT_TRANSLATE_NOOP("Actions", "Open project…"),
        Menu.FILE,
        ("Ctrl+O",),
        icon="open",
        tool=True,
    ),
    ActionSpec(
        "import_pages",
        QT_TRANSLATE_NOOP("Actions", "Import pages…"),
        Menu.FILE,
        ("Ctrl+I",),
        icon="import",
        tool=True,
        separated=True,
    ),
    ActionSpec(
        "reread",
        QT_TRANSLATE_NOOP("Actions", "New reading of this page…"),
        Menu.FILE,
        (),
        Needs.EDITABLE,
    ),
    ActionSpec(
        "read_image",
        QT_TRANSLATE_NOOP("Actions", "Read the image of this page (OCR)"),
        Menu.FILE,
        (),
        Needs.EDITABLE,
    ),
    ActionSpec(
        "rename_issue",
        QT_TRANSLATE_NOOP("Actions", "Rename issue…"),
        Menu.FILE,
        (),
        Needs.EDITABLE,
    ),
    ActionSpec("remove_issue", QT_TRANSLATE_NOOP("Actions", "Remove issue…"), Menu.FILE, (), Needs.EDITABLE),
    ActionSpec("import_labels", QT_TRANSLATE_NOOP("Actions", "Import labels…"), Menu.FILE, (), Needs.PROJECT),
    ActionSpec(
        "import_corrections",
        QT_TRANSLATE_NOOP("Actions", "Import corrections…"),
        Menu.FILE,
        (),
        Needs.PROJECT,
    ),
    ActionSpec(
        "export",
        QT_TRANSLATE_NOOP("Actions", "Export…"),
        Menu.FILE,
        ("Ctrl+E",),
        Needs.ISSUE,
        "export",
        tool=True,
    ),
    ActionSpec(
        "export_back",
        QT_TRANSLATE_NOOP("Actions", "Export back into OCR files…"),
        Menu.FILE,
        (),
        Needs.ISSUE,
    ),
    ActionSpec(
        "split_project",
        QT_TRANSLATE_NOOP("Actions", "Work packages…"),
        Menu.FILE,
        (),
        Needs.PROJECT,
        separated=True,
    ),
    ActionSpec(
        "merge_packages", QT_TRANSLATE_NOOP("Actions", "Merge work packages…"), Menu.FILE, (), Needs.PROJECT
    ),
    ActionSpec("conflicts", QT_TRANSLATE_NOOP("Actions", "Decide conflicts…"), Menu.FILE, (), Needs.PROJECT),
    ActionSpec("house_rules", QT_TRANSLATE_NOOP("Actions", "House rules…"), Menu.FILE, (), separated=True),
    ActionSpec("project_words", QT_TRANSLATE_NOOP("Actions", "Project words…"), Menu.FILE, (), Needs.ISSUE),
    ActionSpec("restore", QT_TRANSLATE_NOOP("Actions", "Restore a backup…"), Menu.FILE),
    ActionSpec("settings", QT_TRANSLATE_NOOP("Actions", "Settings…"), Menu.FILE, ("Ctrl+,",)),
    ActionSpec("quit", QT_TRANSLATE_NOOP("Actions", "Quit"), Menu.FILE, ("Ctrl+Q",), separated=True),
    ActionSpec(
        "undo", QT_TRANSLATE_NOOP("Actions", "Undo"), Menu.EDIT, ("Ctrl+Z",), Needs.UNDO, "undo", tool=True
    ),
    ActionSpec(
        "redo",
        QT_TRANSLATE_NOOP("Actions", "Redo"),
        Menu.EDIT,
        ("Ctrl+Y", "Ctrl+Shift+Z"),
        Needs.REDO,
        "redo",
        tool=True,
    ),
    ActionSpec(
        "find", QT_TRANSLATE_NOOP("Actions", "Find…"), Menu.EDIT, ("Ctrl+F",), Needs.ISSUE, separated=True
    ),
    ActionSpec("find_next", QT_TRANSLATE_NOOP("Actions", "Next hit"), Menu.EDIT, ("F3",), Needs.ISSUE),
    ActionSpec(
        "find_previous", QT_TRANSLATE_NOOP("Actions", "Previous hit"), Menu.EDIT, ("Shift+F3",), Needs.ISSUE
    ),
    ActionSpec("replace", QT_TRANSLATE_NOOP("Actions", "Replace…"), Menu.EDIT, ("Ctrl+H",), Needs.EDITABLE),
    ActionSpec(
        "find_all",
        QT_TRANSLATE_NOOP("Actions", "Find and replace in the issue or project…"),
        Menu.EDIT,
        ("Ctrl+Shift+F",),
        Needs.ISSUE,
    ),
    ActionSpec(
        "special_characters",
        QT_TRANSLATE_NOOP("Actions", "Special characters…"),
        Menu.EDIT,
        ("F4",),
        Needs.EDITABLE,
        separated=True,
    ),
    ActionSpec(
        "to_half_width",
        QT_TRANSLATE_NOOP("Actions", "Selection to half width"),
        Menu.EDIT,
        ("Ctrl+Shift+1",),
        Needs.EDITABLE,
    ),
    ActionSpec(
        "to_full_width",
        QT_TRANSLATE_NOOP("Actions", "Selection to full width"),
        Menu.EDIT,
        ("Ctrl+Shift+2",),
        Needs.EDITABLE,
    ),
    ActionSpec(
        "to_simplified",
        QT_TRANSLATE_NOOP("Actions", "Selection to simplified characters"),
        Menu.EDIT,
        ("Ctrl+Shift+3",),
        Needs.EDITABLE,
    ),
    ActionSpec(
        "to_traditional",
        QT_TRANSLATE_NOOP("Actions", "Selection to traditional characters"),
        Menu.EDIT,
        ("Ctrl+Shift+4",),
        Needs.EDITABLE,
    ),
    ActionSpec(
        "edit_here",
        QT_TRANSLATE_NOOP("Actions", "Edit the text here"),
        Menu.EDIT,
        ("F2",),
        Needs.EDITABLE,
        separated=True,
    ),
    ActionSpec(
        "versions",
        QT_TRANSLATE_NOOP("Actions", "Versions of the article…"),
        Menu.EDIT,
        ("Ctrl+Shift+E",),
        Needs.ARTICLE,
    ),
    *MODE_ACTIONS,
    ActionSpec(
        "next_article",
        QT_TRANSLATE_NOOP("Actions", "Next article"),
        Menu.VIEW,
        ("Ctrl+PgDown",),
        Needs.ISSUE,
        icon="down",
    ),
    ActionSpec(
        "previous_article",
        QT_TRANSLATE_NOOP("Actions", "Previous article"),
        Menu.VIEW,
        ("Ctrl+PgUp",),
        Needs.ISSUE,
        icon="up",
    ),
    ActionSpec(
        "dashboard",
        QT_TRANSLATE_NOOP("Actions", "Progress of the project…"),
        Menu.VIEW,
        ("Ctrl+Shift+D",),
        Needs.PROJECT,
        separated=True,
    ),
    ActionSpec(
        "differences",
        QT_TRANSLATE_NOOP("Actions", "Show what stood in changed places"),
        Menu.VIEW,
        ("F9",),
        Needs.ISSUE,
        separated=True,
    ),
    ActionSpec(
        "next_change", QT_TRANSLATE_NOOP("Actions", "Next changed place"), Menu.VIEW, ("F7",), Needs.ISSUE
    ),
    ActionSpec(
        "previous_change",
        QT_TRANSLATE_NOOP("Actions", "Previous changed place"),
        Menu.VIEW,
        ("Shift+F7",),
        Needs.ISSUE,
    ),
    ActionSpec(
        "revert_change",
        QT_TRANSLATE_NOOP("Actions", "Revert the change here"),
        Menu.EDIT,
        ("Ctrl+R",),
        Needs.EDITABLE,
    ),
    ActionSpec(
        "page_image",
        QT_TRANSLATE_NOOP("Actions", "Page image: above the raw text, in its place, hidden"),
        Menu.VIEW,
        ("F5",),
        Needs.ISSUE,
        separated=True,
    ),
    ActionSpec(
        "choose_image",
        QT_TRANSLATE_NOOP("Actions", "Choose the image of this page…"),
        Menu.VIEW,
        (),
        Needs.EDITABLE,
    ),
    ActionSpec("next_pane", QT_TRANSLATE_NOOP("Actions", "Go to the next pane"), Menu.VIEW, ("F6",)),
    ActionSpec(
        "zoom_in",
        QT_TRANSLATE_NOOP("Actions", "Larger text"),
        Menu.VIEW,
        ("Ctrl++", "Ctrl+="),
        icon="zoom-in",
        tool=True,
        separated=True,
    ),
    ActionSpec(
        "zoom_out",
        QT_TRANSLATE_NOOP("Actions", "Smaller text"),
        Menu.VIEW,
        ("Ctrl+-",),
        icon="zoom-out",
        tool=True,
    ),
    ActionSpec("zoom_reset", QT_TRANSLATE_NOOP("Actions", "Normal text size"), Menu.VIEW, ("Ctrl+0",)),
    ActionSpec(
        "theme_system",
        QT_TRANSLATE_NOOP("Actions", "Look of the system"),
        Menu.VIEW,
        group="theme",
        separated=True,
    ),
    ActionSpec("theme_light", QT_TRANSLATE_NOOP("Actions", "Light"), Menu.VIEW, group="theme"),
    ActionSpec("theme_dark", QT_TRANSLATE_NOOP("Actions", "Dark"), Menu.VIEW, group="theme"),
    ActionSpec(
        "language_system",
        QT_TRANSLATE_NOOP("Actions", "Language of the system"),
        Menu.VIEW,
        group="language",
        separated=True,
    ),
    # A language is named in itself, so that who cannot read the present one finds it.
    ActionSpec("language_zh_CN", _noop("中文"), Menu.VIEW, group="language"),
    ActionSpec("language_en", _noop("English"), Menu.VIEW, group="language"),
    ActionSpec(
        "help_here",
        QT_TRANSLATE_NOOP("Actions", "What is this here?"),
        Menu.HELP,
        ("F1",),
        icon="help",
        tool=True,
    ),
    ActionSpec("guide", QT_TRANSLATE_NOOP("Actions", "User guide"), Menu.HELP),
    ActionSpec("tour", QT_TRANSLATE_NOOP("Actions", "Tour"), Menu.HELP),
    ActionSpec("keys", QT_TRANSLATE_NOOP("Actions", "Keys"), Menu.HELP, ("?",)),
    ActionSpec("change_keys", QT_TRANSLATE_NOOP("Actions", "Change keys…"), Menu.HELP),
    ActionSpec(
        "palette",
        QT_TRANSLATE_NOOP("Actions", "Find a command…"),
        Menu.HELP,
        ("Ctrl+Shift+P",),
        separated=True,
    ),
    ActionSpec("hints", QT_TRANSLATE_NOOP("Actions", "Show the bar with the keys"), Menu.HELP),
    ActionSpec("about", QT_TRANSLATE_NOOP("Actions", "About"), Menu.HELP, separated=True),
)
"""Every action, in the order of its menu."""


def words(text: str) -> str:
    """Return the words of an action or a key in the window's language."""
    return QCoreApplication.translate("Actions", text)
