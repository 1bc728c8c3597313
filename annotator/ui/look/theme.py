"""Light and dark: the palette of the window around the panes, and the colours of the panes that go with it.

``QStyleHints.setColorScheme`` asks the platform, which on a bare X11 desktop does nothing. So the style is Fusion
everywhere and the palette is ours in any case; the hint is still given, for title bars and native dialogs.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from annotator.resources import resource_path
from annotator.ui.editor.colors import DARK as PANE_DARK
from annotator.ui.editor.colors import LIGHT as PANE_LIGHT
from annotator.ui.editor.colors import Colors

_TICK = resource_path("icons", "tick.svg")


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of the window as ``#rrggbb``, and those of the panes.

    Attributes:
        window: ground of the window and its bars.
        base: ground of lists and fields.
        stripe: ground of every other row.
        ink: text.
        faded: text of little weight.
        line: borders and separators.
        edge: the edge of what can be filled in, three times as light or dark as the ground (WCAG 2.2, 1.4.11).
        button: ground of buttons.
        accent: what is chosen or active.
        accent_ink: text on the accent.
        link: links and the edge of what has the focus.
        warning: text that asks for attention.
        good: text that says all is well.
        panes: the colours of the panes.
        is_dark: whether it is the dark one.
    """

    window: str
    base: str
    stripe: str
    ink: str
    faded: str
    line: str
    edge: str
    button: str
    accent: str
    accent_ink: str
    link: str
    warning: str
    good: str
    panes: Colors
    is_dark: bool


LIGHT = Theme(
    window="#eeeae1",
    base="#fbf9f4",
    stripe="#f4f1e9",
    ink="#26231e",
    faded="#6a645a",
    line="#d3ccbe",
    edge="#8d8677",
    button="#f7f4ed",
    accent="#2f6690",
    accent_ink="#ffffff",
    link="#2f6690",
    warning="#b02a18",
    good="#2f6f3a",
    panes=PANE_LIGHT,
    is_dark=False,
)

DARK = Theme(
    window="#2b2a26",
    base="#24231f",
    stripe="#2a2925",
    ink="#dfdace",
    faded="#a8a192",
    line="#46433c",
    edge="#7d786c",
    button="#37352f",
    accent="#35618a",
    accent_ink="#f6f3ec",
    link="#7db8e8",
    warning="#ff8d7a",
    good="#8ccf96",
    panes=PANE_DARK,
    is_dark=True,
)


def resolve(choice: str) -> Theme:
    """Return the theme of a choice: ``"light"``, ``"dark"``, or ``"system"`` for what the desktop says."""
    if choice == "system":
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def apply(app: QApplication, choice: str) -> Theme:
    """Give the whole program a look; returns the theme it has now."""
    theme = prepare(app, choice)
    dress(app, theme)
    return theme


def prepare(app: QApplication, choice: str) -> Theme:
    """Give the program the style and the colours of a look; ``dress`` does the rest. Returns the theme."""
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    app.styleHints().setColorScheme(schemes.get(choice, Qt.ColorScheme.Unknown))
    theme = resolve(choice)
    if not app.styleSheet():
        app.setStyle("Fusion")
    app.setPalette(palette(theme))
    return theme


def dress(app: QApplication, theme: Theme) -> None:
    """Put on a theme's style sheet.

    A window is best made before: under a style sheet Qt looks through all of a widget's children anew each time it is
    put into another one, which took a third of the time a window takes to be made.
    """
    sheet = _style_sheet(theme)
    if sheet != app.styleSheet():  # every widget there is would be styled anew
        app.setStyleSheet(sheet)


def palette(theme: Theme) -> QPalette:
    """Return the palette of a theme."""
    made = QPalette()
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.window,
        role.WindowText: theme.ink,
        role.Base: theme.base,
        role.AlternateBase: theme.stripe,
        role.Text: theme.ink,
        role.PlaceholderText: theme.faded,
        role.Button: theme.button,
        role.ButtonText: theme.ink,
        role.BrightText: theme.warning,
        role.ToolTipBase: theme.base,
        role.ToolTipText: theme.ink,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.accent_ink,
        role.Accent: theme.accent,
        role.Link: theme.link,
        role.LinkVisited: theme.link,
        role.Mid: theme.line,
        role.Midlight: theme.stripe,
        role.Dark: theme.line,
        role.Light: theme.button,
        role.Shadow: "#000000" if theme.is_dark else "#8a8375",
    }
    for which, color in colors.items():
        made.setColor(which, QColor(color))
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, which, _between(theme.faded, theme.window, 0.45))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.line))
    return made


def _between(first: str, second: str, share: float) -> QColor:
    """Return a colour on the way from the first (share 0) to the second (share 1)."""
    one, two = QColor(first), QColor(second)
    mixed = [
        round(a + (b - a) * share)
        for a, b in zip(one.getRgb()[:3], two.getRgb()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor(*mixed)


def _style_sheet(theme: Theme) -> str:
    return f"""
    QToolTip {{ color: {theme.ink}; background: {theme.base}; border: 1px solid {theme.line}; padding: 3px; }}
    QSplitter::handle {{ background: {theme.line}; }}
    QSplitter::handle:horizontal {{ width: 1px; }}
    QToolBar {{ border: none; border-bottom: 1px solid {theme.line}; padding: 3px 6px; spacing: 2px; }}
    QToolBar QToolButton {{ padding: 4px 8px; border-radius: 4px; border: 1px solid transparent; }}
    QToolBar QToolButton:hover {{ background: {theme.stripe}; border-color: {theme.line}; }}
    QToolBar QToolButton:checked {{ background: {theme.accent}; color: {theme.accent_ink}; }}
    QToolBar::separator {{ background: {theme.line}; width: 1px; margin: 5px 6px; }}
    QStatusBar {{ border-top: 1px solid {theme.line}; }}
    QStatusBar::item {{ border: none; }}
    QTreeView, QListView {{ border: none; outline: none; }}
    QTreeView::item, QListView::item {{ padding: 3px 2px; }}
    QDialog QListView, QDialog QTextBrowser {{ border: 1px solid {theme.line}; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {theme.line}; }}
    QFrame#heading {{ background: {theme.window}; border-bottom: 1px solid {theme.line}; }}
    QFrame#strip {{ background: {theme.window}; border-top: 1px solid {theme.line}; }}
    QFrame#palette {{ background: {theme.window}; border: 1px solid {theme.link}; border-radius: 6px; }}
    QFrame#tour {{ background: {theme.base}; border: 2px solid {theme.link}; border-radius: 8px; }}
    QLabel#tourTitle {{ font-weight: bold; font-size: 15px; }}
    QFrame#hints {{ background: {theme.stripe}; border-bottom: 1px solid {theme.line}; }}
    QLabel#settingsHeading {{ font-weight: bold; }}
    QLabel#faded {{ color: {theme.faded}; }}
    QLabel#typing {{ color: {theme.link}; font-weight: bold; }}
    QLabel#warning {{ color: {theme.warning}; }}
    QLabel#good {{ color: {theme.good}; }}
    QLabel#empty {{ color: {theme.faded}; padding: 18px; }}
    QLabel#key {{ background: {theme.base}; border: 1px solid {theme.line}; border-bottom-width: 2px;
                  border-radius: 3px; padding: 0 5px; }}
    QToolButton#menuButton::menu-indicator {{ image: none; width: 0; }}
    QToolButton#stage {{ border: 1px solid {theme.line}; border-radius: 4px; padding: 1px 8px; }}
    QToolButton#stage:hover, QToolButton#stage:focus {{ border-color: {theme.link}; }}
    QToolButton#stage::menu-indicator {{ image: none; width: 0; }}
    QToolButton#candidate {{ border: 1px solid {theme.line}; border-radius: 4px; padding: 3px 9px;
                             background: {theme.base}; }}
    QFrame#drop {{ background: {theme.link}; border: none; }}
    QPushButton#choice {{ border: 1px solid {theme.line}; border-radius: 4px; padding: 3px 9px; text-align: left;
        background: {theme.base}; }}
    QToolButton#candidate:hover, QPushButton#choice:hover, QPushButton#choice:focus {{
        border-color: {theme.link}; }}
    QToolButton#chip {{ border: 1px solid {theme.line}; border-radius: 8px; padding: 1px 7px;
                        color: {theme.faded}; background: transparent; text-decoration: line-through; }}
    QToolButton#chip:checked {{ color: {theme.ink}; background: {theme.base}; text-decoration: none; }}
    QToolButton#chip:hover, QToolButton#chip:focus {{ border-color: {theme.link}; }}
    QToolButton#switch {{ border: 1px solid {theme.line}; border-radius: 4px; padding: 3px 6px;
                          background: {theme.base}; }}
    QToolButton#switch:hover, QToolButton#switch:focus {{ border-color: {theme.link}; }}
    QToolButton#switch:checked {{ background: {theme.accent}; color: {theme.accent_ink}; }}
    QToolButton#switch:checked:focus {{ border-color: {theme.ink}; }}
    QLineEdit {{ border: 1px solid {theme.edge}; border-radius: 3px; padding: 2px 3px; background: {theme.base}; }}
    QLineEdit:focus {{ border-color: {theme.link}; }}
    QLineEdit:disabled {{ border-color: {theme.line}; }}
    QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
    QDialog QPlainTextEdit {{ border: 1px solid {theme.edge}; }}
    QDialog QPlainTextEdit:focus {{ border-color: {theme.link}; }}
    QCheckBox::indicator {{ width: 13px; height: 13px; border: 1px solid {theme.edge}; border-radius: 3px;
                            background: {theme.base}; }}
    QCheckBox::indicator:checked {{ background: {theme.accent}; image: url("{_TICK.as_posix()}"); }}
    QCheckBox::indicator:focus, QCheckBox::indicator:hover {{ border-color: {theme.link}; }}
    QCheckBox::indicator:disabled {{ border-color: {theme.line}; }}
    QPushButton {{ border: 1px solid {theme.line}; border-radius: 4px; padding: 4px 12px;
                   background: {theme.button}; }}
    QPushButton:hover, QPushButton:focus, QPushButton:default {{ border-color: {theme.link}; }}
    QPushButton:pressed {{ background: {theme.line}; }}
    QPushButton:disabled {{ color: {_between(theme.faded, theme.window, 0.45).name()}; }}
    QPushButton:flat {{ border: none; background: transparent; color: {theme.link}; }}
    """
