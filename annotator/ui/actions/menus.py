"""The menus and the tools of the window, made from the actions as data."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

from annotator.ui.actions.action_set import Actions
from annotator.ui.actions.table import ACTIONS, MENU_TITLES, Menu, words

_FIRST_TOOLS = ("mode_proofread", "mode_label", "mode_arrange")


def add_menus(window: QMainWindow, actions: Actions) -> QMenu:
    """Give a window its menus; return the one of the projects opened last, to be filled."""
    recent = QMenu(QCoreApplication.translate("MainWindow", "Open recent"), window)
    menus = {menu: window.menuBar().addMenu(words(title)) for menu, title in MENU_TITLES.items()}
    for spec in ACTIONS:
        if spec.separated:
            menus[spec.menu].addSeparator()
        menus[spec.menu].addAction(actions[spec.id])
        if spec.id == "open_project":
            menus[spec.menu].addMenu(recent)
    return recent


def add_tools(window: QMainWindow, actions: Actions) -> None:
    """Give a window its bar of tools: the modes, then what is done most."""
    bar = QToolBar(QCoreApplication.translate("MainWindow", "Tools"))
    bar.setObjectName("tools")
    bar.setMovable(False)
    bar.setIconSize(QSize(18, 18))
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    for action_id in _FIRST_TOOLS:
        bar.addAction(actions[action_id])
    bar.addSeparator()
    rest = [spec for spec in ACTIONS if spec.tool and spec.id not in _FIRST_TOOLS]
    for spec in sorted(rest, key=lambda each: each.menu is not Menu.EDIT):
        bar.addAction(actions[spec.id])
        if spec.id in ("redo", "export"):
            bar.addSeparator()
        button = bar.widgetForAction(actions[spec.id])
        if isinstance(button, QToolButton) and (spec.id.startswith("zoom") or spec.id == "help_here"):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    window.addToolBar(bar)
