"""The colours of the panes, as values: one set for light surroundings and one for dark."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colors:
    """Colours as ``#rrggbb``, or ``#aarrggbb`` where what lies below shines through.

    Attributes:
        paper: the ground of the panes.
        ink: text.
        faded: text of little weight: captions, jumps, line numbers.
        gutter: the ground of line numbers and ribbons.
        selection: the ground of selected text.
        flag: the wave under an open flag.
        flag_active: the ground of the flag being decided.
        settled: the line under a flag that was accepted or kept.
        correction: the ground of corrected characters.
        correction_line: the line under them.
        cleanup: the dots under characters a clean-up changed.
        search: the ground of a search hit.
        search_active: the ground of the hit the search stands at.
        highlight: the ground of characters linked to the other pane's selection.
        highlight_line: the frame around them.
        furniture: the bar beside furniture.
        unplaced: the hatching and the bar of unplaced text.
        label: a label without a colour of its own.
        badge_ink: the names on badges.
        ribbons: the grounds of the ribbons between the panes, used in turn.
        ribbon_active: the ribbon of the block the caret is in.
    """

    paper: str
    ink: str
    faded: str
    gutter: str
    selection: str
    flag: str
    flag_active: str
    settled: str
    correction: str
    correction_line: str
    cleanup: str
    search: str
    search_active: str
    highlight: str
    highlight_line: str
    furniture: str
    unplaced: str
    label: str
    badge_ink: str
    ribbons: tuple[str, ...]
    ribbon_active: str


LIGHT = Colors(
    paper="#fbf9f4",
    ink="#26231e",
    faded="#7a746a",
    gutter="#f2eee5",
    selection="#c9dcf2",
    flag="#c8321f",
    flag_active="#ffd9a8",
    settled="#8c8474",
    correction="#dcefdb",
    correction_line="#3f8a4a",
    cleanup="#8a93a6",
    search="#fff0a3",
    search_active="#ffc24d",
    highlight="#cfe6fb",
    highlight_line="#3d7fb8",
    furniture="#a39a88",
    unplaced="#b3401a",
    label="#4f6fb0",
    badge_ink="#ffffff",
    ribbons=("#50a8bcd0", "#50b9c9a4", "#50d3bd9a"),
    ribbon_active="#905f9fd0",
)

DARK = Colors(
    paper="#24231f",
    ink="#dfdace",
    faded="#989182",
    gutter="#1d1c19",
    selection="#34506f",
    flag="#ff7d68",
    flag_active="#6b4a1e",
    settled="#8d8676",
    correction="#2b4630",
    correction_line="#7cc487",
    cleanup="#8a93a6",
    search="#5d5320",
    search_active="#8f6a17",
    highlight="#274a68",
    highlight_line="#7db8e8",
    furniture="#6f6a5e",
    unplaced="#ff9a6b",
    label="#8aa6e0",
    badge_ink="#161512",
    ribbons=("#405b7f99", "#40708a55", "#40937b4f"),
    ribbon_active="#8079b0dd",
)
