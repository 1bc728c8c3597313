"""How text is set: the face, and the size, weight and spacing each role gets."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QTextBlockFormat, QTextCharFormat

from annotator.model.article import Role
from annotator.ui.editor.colors import LIGHT, Colors

SONG_FACES = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Noto Serif SC",
    "Songti SC",
    "SimSun",
    "NSimSun",
    "STSong",
    "AR PL UMing CN",
)
"""Song faces for Chinese text, the best first."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a pane sets its text.

    Attributes:
        size: size of body text in pixels.
        pitch: distance of base lines in units of ``size``. Below about 1.8 the badges of labels do not fit.
        family: name of the face; empty for the best Song face there is.
        colors: the palette.
        indent: first-line indent of body paragraphs in units of ``size``.
        by_role: whether titles, captions and the like are set by their roles, or all alike.
    """

    size: int = 18
    pitch: float = 1.8
    family: str = ""
    colors: Colors = LIGHT
    indent: float = 2.0
    by_role: bool = True


@dataclass(frozen=True, slots=True)
class RoleStyle:
    """How a role differs from body text.

    Attributes:
        scale: size in units of the body size.
        bold: whether it is bold.
        faded: whether it is set in faded ink.
        indented: whether its first line is indented.
        centered: whether its lines are centred.
        above: space above in units of the body size.
        below: space below in units of the body size.
    """

    scale: float = 1.0
    bold: bool = False
    faded: bool = False
    indented: bool = False
    centered: bool = False
    above: float = 0.0
    below: float = 0.35


_BODY = RoleStyle(indented=True)
_SMALL = RoleStyle(scale=0.85, faded=True)

ROLE_STYLES = {
    Role.KICKER: RoleStyle(scale=1.05, centered=True, above=0.5, below=0.1),
    Role.TITLE: RoleStyle(scale=1.55, bold=True, centered=True, above=0.3, below=0.3),
    Role.SUBTITLE: RoleStyle(scale=1.1, centered=True, below=0.4),
    Role.BYLINE: RoleStyle(scale=0.95, centered=True, below=0.6),
    Role.DATELINE: RoleStyle(faded=True, indented=True),
    Role.HEADING: RoleStyle(scale=1.08, bold=True, above=0.5, below=0.35),
    Role.QUESTION: RoleStyle(bold=True, indented=True),
    Role.CAPTION: _SMALL,
    Role.CREDIT: _SMALL,
    Role.JUMP: RoleStyle(scale=0.9, faded=True),
    Role.NOTE: _SMALL,
    Role.SIGNATURE: RoleStyle(scale=0.95, below=0.6),
    Role.MASTHEAD: _SMALL,
    Role.FOLIO: _SMALL,
    Role.IMPRINT: _SMALL,
    Role.SECTION: _SMALL,
    Role.ADVERTISEMENT: _SMALL,
}
"""Styles of the roles that are not set as body text."""


def song_face(families: Collection[str]) -> str:
    """Return the best Song face among the families, or an empty text for the system's own choice."""
    return next((face for face in SONG_FACES if face in families), "")


def body_font(style: TextStyle) -> QFont:
    """Return the font of body text."""
    font = QFont()
    family = style.family or song_face(QFontDatabase.families())
    if family:
        font.setFamilies([family])
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(style.size)
    # Hinted advance widths would make a line of full-width characters drift.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def role_style(style: TextStyle, role: Role) -> RoleStyle:
    """Return how a role is set."""
    return ROLE_STYLES.get(role, _BODY) if style.by_role else RoleStyle(below=0.0)


def char_format(style: TextStyle, role: Role) -> QTextCharFormat:
    """Return the format of a role's characters."""
    how = role_style(style, role)
    font = body_font(style)
    font.setPixelSize(round(style.size * how.scale))
    font.setBold(how.bold)
    made = QTextCharFormat()
    made.setFont(font)
    made.setForeground(QColor(style.colors.faded if how.faded else style.colors.ink))
    return made


def badge_size(style: TextStyle) -> int:
    """Return the size in pixels of the names on badges."""
    return max(9, round(style.size * 0.54))


def lane_height(style: TextStyle) -> float:
    """Return the height in pixels of a lane that holds a label's bar and its name."""
    return badge_size(style) + 1.0


def lanes_top(style: TextStyle) -> float:
    """Return how far below the base line the lanes of labels begin, in pixels: below the waves of flags."""
    return style.size * 0.15 + 3.5


def lanes_room(style: TextStyle) -> float:
    """Return the height in pixels that lanes have between two lines of body text."""
    # The glyphs of the next line begin 0.87 sizes above its base line.
    return style.size * (style.pitch - 0.87) - lanes_top(style)


def extra_gap(style: TextStyle, lanes: int) -> int:
    """Return by how many pixels lines must stand further apart for so many lanes of labels."""
    # A pixel less is not seen, and lines that move are.
    return max(math.ceil(lanes * lane_height(style) - lanes_room(style) - 1), 0)


def block_format(style: TextStyle, role: Role, first: bool, last: bool, lanes: int) -> QTextBlockFormat:
    """Return the format of a display paragraph.

    Args:
        style: how the pane sets its text.
        role: the block's role.
        first: whether it is the block's first display paragraph.
        last: whether it is the last.
        lanes: how many lanes of labels it needs.
    """
    how = role_style(style, role)
    font = body_font(style)
    font.setPixelSize(round(style.size * how.scale))
    natural = QFontMetricsF(font).height()
    pitch = style.pitch * style.size * (1 + (how.scale - 1) * 0.7) + extra_gap(style, lanes)
    made = QTextBlockFormat()
    made.setLineHeight(max(pitch - natural, 0.0), QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
    if how.indented and first:
        made.setTextIndent(style.indent * style.size)
    if how.centered:
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    made.setTopMargin(how.above * style.size if first else 0)
    made.setBottomMargin(how.below * style.size if last else 0)
    return made
