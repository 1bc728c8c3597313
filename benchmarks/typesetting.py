"""Typesetting invented newspaper pages for benchmarks: every drawn character with its place and what it belongs to.

A page is a grid of columns cut into modules, each with one story: its title over all columns, over some of them or set
downwards beside them, sometimes with a picture and its caption, in a frame with columns of its own, or as a column of
short news. What is drawn when is another matter, see ``drawing.ORDERS``.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from invented_news import Story, matters, tell
from sheets import Block, Drawn, Sheet, cells

NEVER_FIRST = "，。、；：？！”’）》"
NEVER_LAST = "“‘（《"


@dataclass(slots=True)
class _Slot:
    x: float
    top: float
    bottom: float


class _Setter:
    """Sets the modules of one page."""

    def __init__(self, chance: random.Random, sheet: Sheet, body: float) -> None:
        self.chance = chance
        self.sheet = sheet
        self.body = body
        self.pitch = body * chance.uniform(1.4, 1.65)
        self.module = -1
        self.column = 0

    def block(self, role: str, article: int, text: str) -> int:
        self.sheet.blocks.append(Block(role, article, text))
        return len(self.sheet.blocks) - 1

    def line(
        self, text: str, x: float, y: float, size: float, block: int, rank: int, kind: str, **how: object
    ) -> None:
        """Draw a line, its characters ``pitch`` apart (the size by default), and remember it."""
        pitch = float(how.get("pitch", size))  # type: ignore[arg-type]
        font = str(how.get("font", "song"))
        down = bool(how.get("down", False))
        drawn: list[Drawn] = []
        article = self.sheet.blocks[block].article
        for character in text:
            drawn.append(Drawn(character, x, y, size, article, block, rank, font))
            if down:
                y += pitch
            else:
                x += pitch * cells(character)
            rank += 1
        self.sheet.lines.append(drawn)
        self.sheet.parts.append((self.module, kind, self.column))


def broken(text: str, measure: float, first: float = 0.0) -> list[str]:
    """Return a text broken into lines of so many cells, the first one shorter."""
    lines: list[str] = []
    line, width, room = "", 0.0, measure - first
    for character in text:
        if width + cells(character) > room + 0.01 and line:
            if character in NEVER_FIRST and width <= room + 0.01:
                line += character  # squeezed in
                lines.append(line)
                line, width, room = "", 0.0, measure
                continue
            carried = ""
            while line and line[-1] in NEVER_LAST:
                carried, line = line[-1] + carried, line[:-1]
            lines.append(line)
            line, room = carried, measure
            width = sum(map(cells, carried))
        line += character
        width += cells(character)
    if line:
        lines.append(line)
    return lines


def typeset(chance: random.Random, number: int) -> Sheet:
    """Return an invented page."""
    body = chance.choice((9.0, 9.5, 10.0, 10.5))
    width, height = chance.choice(((1100.0, 1540.0), (1000.0, 1420.0), (780.0, 1080.0)))
    sheet = Sheet(width, height, number)
    setter = _Setter(chance, sheet, body)
    margin = 40.0
    _folio(setter, margin)
    columns = max(4, min(8, round((width - 2 * margin) / (chance.choice((11, 12.5, 14, 17)) * body))))
    gutter = chance.choice((1.0, 1.3, 1.6, 2.0)) * body
    # Columns hold whole characters.
    measure = int((width - 2 * margin - gutter * (columns - 1)) / columns / body)
    gutter = (width - 2 * margin - measure * body * columns) / (columns - 1)
    areas = _cut(chance, 0, columns, margin + 42, height - margin, 9 if columns > 5 else 7, setter.pitch)
    pool = chance.sample(matters(), len(matters()))
    article = 0
    for place, (first, last, top, bottom) in enumerate(areas):
        setter.module = place
        x = margin + first * (measure * body + gutter)
        span = last - first
        inner = bottom - top - setter.pitch
        if span == 1 and inner > 26 * setter.pitch and chance.random() < 0.4:
            article = _briefs(setter, article, pool, x, top, top + inner, measure)
        else:
            framed = span >= 2 and chance.random() < 0.2
            _story(
                setter, article, pool[article % len(pool)], x, top, top + inner, span, measure, gutter, framed
            )
            article += 1
    return sheet


def _folio(setter: _Setter, margin: float) -> None:
    sheet = setter.sheet
    setter.module = -1
    for text, x, size in (
        (f"第{sheet.number}版", margin, 14.0),
        ("要闻" if sheet.number % 2 else "综合新闻", sheet.width * 0.3, 16.0),
        (f"青河日报　2026年6月{sheet.number + 2}日　星期三　责任编辑 林小满", sheet.width * 0.52, 10.0),
    ):
        setter.line(
            text, x, margin + 8, size, setter.block("furniture", -1, text), 0, "furniture", font="hei"
        )


def _cut(
    chance: random.Random, first: int, last: int, top: float, bottom: float, most: int, pitch: float
) -> list[tuple[int, int, float, float]]:
    """Cut an area into modules: first and last column, top and bottom."""
    span, lines = last - first, (bottom - top) / pitch
    if most <= 1 or (lines < 26 and span <= 2) or span * lines < 60 or (span == 1 and lines < 50):
        return [(first, last, top, bottom)]
    across = span >= 2 and (chance.random() < 0.5 if lines > 30 and span > 2 else lines <= 30)
    if across and (span > 2 or chance.random() < 0.6):
        middle = chance.randint(first + 1, last - 1)
        share = max(1, round(most * (middle - first) / span))
        return _cut(chance, first, middle, top, bottom, share, pitch) + _cut(
            chance, middle, last, top, bottom, most - share, pitch
        )
    if lines < 34:
        return [(first, last, top, bottom)]
    middle = top + (bottom - top) * chance.uniform(0.35, 0.65)
    return _cut(chance, first, last, top, middle, most // 2, pitch) + _cut(
        chance, first, last, middle, bottom, most - most // 2, pitch
    )


def _story(
    setter: _Setter,
    article: int,
    matter: str,
    x: float,
    top: float,
    bottom: float,
    span: int,
    measure: int,
    gutter: float,
    framed: bool,
) -> None:
    chance, body, pitch = setter.chance, setter.body, setter.pitch
    width = span * measure * body + (span - 1) * gutter
    room = int((bottom - top) / pitch * measure * span * 0.8)
    story = tell(chance, matter, room)
    setter.column = 0
    if framed:
        # A frame with columns of its own.
        x, width, top, bottom = x + body, width - 2 * body, top + body, bottom - body
        columns = max(1, span - 1 if chance.random() < 0.6 else span)
        measure = int((width - gutter * (columns - 1)) / columns / body)
        span = columns
        gutter = (width - measure * body * span) / (span - 1) if span > 1 else gutter
    step = measure * body + gutter
    style = chance.random()
    slots = [_Slot(x + k * step, top, bottom) for k in range(span)]
    if span >= 2 and style < 0.12:
        _title_downwards(setter, article, story, slots[0])
        slots = slots[1:]
    elif span >= 3 and style < 0.35:
        over = chance.randint(2, span - 1)
        under = _head(setter, article, story, x, top, over * measure * body + (over - 1) * gutter)
        for slot in slots[:over]:
            slot.top = under
    else:
        under = _head(setter, article, story, x, top, width)
        for slot in slots:
            slot.top = under
    if len(slots) >= 3 and bottom - slots[-1].top > 24 * pitch and chance.random() < 0.45:
        _picture(setter, article, story, slots[-2:], measure, gutter)
    _flow(setter, article, story.paragraphs, slots, measure)


def _head(setter: _Setter, article: int, story: Story, x: float, top: float, width: float) -> float:
    """Set kicker, title, subtitle and byline; return where the text begins."""
    chance, body = setter.chance, setter.body
    wide = sum(map(cells, story.title))
    size = max(
        1.35 * body, min(chance.uniform(2.0, 3.4) * body, width / wide if width > 18 * body else 1.9 * body)
    )
    fits = int(width / size)
    lines = broken(story.title, fits)
    if len(lines) > 1:
        half = -(-len(story.title) // len(lines))
        lines = broken(story.title, min(fits, max(half, 4)))
    centred = chance.random() < 0.7
    y = top

    def put(text: str, role: str, height: float, rows: Sequence[str], font: str) -> float:
        nonlocal y
        block, rank = setter.block(role, article, text), 0
        for row in rows:
            own = height * sum(map(cells, row))
            left = x + (max(0.0, (width - own) / 2) if centred else 0.0)
            setter.line(row, left, y + 0.88 * height, height, block, rank, "head", font=font)
            rank += len(row)
            y += 1.18 * height
        return y

    if width > 16 * body and chance.random() < 0.35:
        put(story.kicker, "kicker", max(0.5 * size, 1.15 * body), [story.kicker], "kai")
    put(story.title, "title", size, lines, "hei")
    if width > 16 * body and chance.random() < 0.35:
        text = f"——{story.subtitle}" if chance.random() < 0.4 else story.subtitle
        put(text, "subtitle", max(0.5 * size, 1.15 * body), [text], "kai")
    if story.byline:
        y += 0.3 * body
        put(story.byline, "byline", body, [story.byline], "kai")
    return y + 0.7 * body


def _title_downwards(setter: _Setter, article: int, story: Story, slot: _Slot) -> None:
    size = min(2.4 * setter.body, (slot.bottom - slot.top) / len(story.title) / 1.15)
    block = setter.block("title", article, story.title)
    x = slot.x + 1.5 * setter.body
    setter.line(
        story.title, x, slot.top + size, size, block, 0, "head", font="hei", down=True, pitch=1.1 * size
    )
    if story.byline:
        block = setter.block("byline", article, story.byline)
        y = slot.top + (len(story.title) + 2) * 1.1 * size
        setter.line(story.byline, slot.x, min(y, slot.bottom), setter.body, block, 0, "head", font="kai")


def _picture(
    setter: _Setter, article: int, story: Story, slots: Sequence[_Slot], measure: int, gutter: float
) -> None:
    """Leave room for a picture over some columns, and set its caption below."""
    body, pitch = setter.body, setter.pitch
    width = len(slots) * measure * body + (len(slots) - 1) * gutter
    top = max(slot.top for slot in slots)
    y = top + min(width * 0.62, (slots[0].bottom - top) * 0.45)
    block, rank, size = setter.block("caption", article, story.caption), 0, 0.85 * body
    for row in broken(story.caption, int(width / size)):
        setter.line(row, slots[0].x, y + size, size, block, rank, "caption", font="kai")
        rank += len(row)
        y += 1.4 * size
    for slot in slots:
        slot.top = y + pitch


def _flow(
    setter: _Setter,
    article: int,
    paragraphs: Sequence[tuple[str, str]],
    slots: Sequence[_Slot],
    measure: int,
) -> None:
    """Let the text flow through the columns; what finds no room is left out by whole paragraphs."""
    body, pitch = setter.body, setter.pitch
    rows: list[tuple[str, float, int, int, str]] = []  # text, indent, block, rank, role
    capacity = sum(int((slot.bottom - slot.top) / pitch) for slot in slots)
    for role, text in paragraphs:
        heading = role == "heading"
        lines = broken(text, measure, 0.0 if heading else 2.0)
        if len(rows) + len(lines) > capacity:
            break
        block, rank = setter.block(role, article, text), 0
        for number, row in enumerate(lines):
            indent = 0.0 if number else 2.0
            if heading:
                indent = max(0.0, (measure - sum(map(cells, row))) / 2)
            rows.append((row, indent, block, rank, role))
            rank += len(row)
    if rows and rows[-1][4] == "heading":
        rows.pop()
        setter.sheet.blocks[-1].role = "unset"
    per = -(-len(rows) // len(slots))
    place = 0
    for column, slot in enumerate(slots):
        setter.column = column
        y = slot.top
        taken = 0
        left = len(slots) - column
        per = -(-(len(rows) - place) // left) if left else 0
        most = int((slot.bottom - slot.top) / pitch)
        uneven = max(per, 0) if all(abs(each.top - slots[0].top) < pitch for each in slots) else most
        while place < len(rows) and taken < min(most, uneven):
            text, indent, block, rank, role = rows[place]
            last = place + 1 == len(rows) or rows[place + 1][2] != block
            own = sum(map(cells, text))
            spread = body if last or role == "heading" else (measure - indent) * body / own
            font = "hei" if role == "heading" else "song"
            setter.line(
                text,
                slot.x + indent * body,
                y + 0.88 * body,
                body,
                block,
                rank,
                "body",
                pitch=spread,
                font=font,
            )
            y += pitch
            taken += 1
            place += 1


def _briefs(
    setter: _Setter, article: int, pool: Sequence[str], x: float, top: float, bottom: float, measure: int
) -> int:
    """Set a column of short news; return the number of the next article."""
    y = top
    setter.column = 0
    while bottom - y > 16 * setter.pitch:
        story = tell(setter.chance, pool[article % len(pool)], 90)
        size = 1.3 * setter.body
        block, rank = setter.block("title", article, story.title), 0
        for row in broken(story.title, int(measure * setter.body / size)):
            setter.line(row, x, y + 0.88 * size, size, block, rank, "head", font="hei")
            rank += len(row)
            y += 1.2 * size
        y += 0.3 * setter.body
        before = len(setter.sheet.lines)
        _flow(setter, article, story.paragraphs, [_Slot(x, y, bottom)], measure)
        y += (len(setter.sheet.lines) - before + 1) * setter.pitch
        article += 1
    return article
