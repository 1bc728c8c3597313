"""Writing the pages of a benchmark as a PDF, in orders of drawing that programs are known to use."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from sheets import Drawn, Sheet


def _reading(sheet: Sheet, _chance: random.Random) -> list[int]:
    return list(range(len(sheet.lines)))


def _heads_last(sheet: Sheet, _chance: random.Random) -> list[int]:
    kinds = [kind for _, kind, _ in sheet.parts]
    return [n for n, kind in enumerate(kinds) if kind != "head"] + [
        n for n, kind in enumerate(kinds) if kind == "head"
    ]


def _rows(sheet: Sheet, _chance: random.Random) -> list[int]:
    return sorted(
        range(len(sheet.lines)), key=lambda n: (round(sheet.lines[n][0].y / 3), sheet.lines[n][0].x)
    )


def _columns(sheet: Sheet, _chance: random.Random) -> list[int]:
    """Down the page column by column, whatever belongs together."""
    return sorted(
        range(len(sheet.lines)), key=lambda n: (round(sheet.lines[n][0].x / 60), sheet.lines[n][0].y)
    )


def _parts(sheet: Sheet, chance: random.Random) -> list[int]:
    """Head and columns of all modules in any order."""
    keys = {part: chance.random() for part in dict.fromkeys(sheet.parts)}
    return sorted(range(len(sheet.lines)), key=lambda n: (keys[sheet.parts[n]], n))


def _lines(sheet: Sheet, chance: random.Random) -> list[int]:
    return chance.sample(range(len(sheet.lines)), len(sheet.lines))


ORDERS = {
    "stories": _reading,
    "heads last": _heads_last,
    "rows": _rows,
    "columns": _columns,
    "parts shuffled": _parts,
    "lines shuffled": _lines,
}
"""In which order the lines of a page are drawn."""


def drawn_lines(sheet: Sheet, order: str, chance: random.Random) -> list[list[Drawn]]:
    """Return the lines of a page in the order they are drawn."""
    return [sheet.lines[number] for number in ORDERS[order](sheet, chance)]


FONTS = {"song": "Noto Serif CJK SC", "hei": "Noto Sans CJK SC", "kai": "AR PL UKai CN"}


def write_pdf(path: Path, pages: Sequence[tuple[Sheet, Sequence[Sequence[Drawn]]]]) -> None:
    """Write pages as a PDF; needs a running ``QGuiApplication``."""
    from PySide6.QtCore import QMarginsF, QPointF, QSizeF
    from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

    writer = QPdfWriter(str(path))
    writer.setResolution(720)
    painter = QPainter()
    fonts: dict[tuple[str, float], QFont] = {}
    for number, (sheet, lines) in enumerate(pages):
        exact = QPageSize.SizeMatchPolicy.ExactMatch
        size = QPageSize(QSizeF(sheet.width, sheet.height), QPageSize.Unit.Point, "", exact)
        writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
        if number:
            writer.newPage()
        else:
            painter.begin(writer)
        for line in lines:
            for each in line:
                key = (each.font, each.size)
                if key not in fonts:
                    fonts[key] = QFont(FONTS[each.font])
                    fonts[key].setPointSizeF(each.size)
                painter.setFont(fonts[key])
                painter.drawText(QPointF(each.x * 10, each.y * 10), each.text)
    painter.end()
