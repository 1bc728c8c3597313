"""Compose newspaper pages as HTML together with what is on them; used by ``typeset_pages.py``.

A page is a stack of bands. A band holds one article over all columns, articles of different column counts side by side
(each side a stack), an article beside its title or beside a photograph, or briefs that flow through the columns. What
an article consists of is written down as blocks in reading order, each with its role, as the page records have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from page_contents import LABELS, Article, Newsroom, Sheet, block, person

PAPERS = re.split(" ", "云岭日报 江南晚报 北辰时报 海川晨报 大河工商报 南屏都市报 长风日报 远山周报")
SECTIONS = re.split(" ", "要闻 国内新闻 国际新闻 经济观察 社会民生 文体新闻 地方新闻 综合新闻 科教周刊")
STREETS = re.split(" ", "人民路 解放路 中山路 建设路 和平大街 朝阳大街")
WEEKDAYS = "一二三四五六日"
ORDERS = ("dom", "body_then_title", "bodies_then_titles", "titles_then_bodies", "random")
FACES = {
    "song": "'Noto Serif CJK SC'",
    "hei": "'Noto Sans CJK SC'",
    "kai": "'AR PL UKai CN'",
    "ming": "'AR PL UMing CN'",
}
LONGEST = 4200  # characters on a page
FULL = 0.6  # of the length aimed at, above which a page takes no further band of the large kinds


@dataclass(frozen=True)
class Style:
    """How the pages of an issue are set; lengths in CSS pixels."""

    width: int
    columns: int
    gap: int
    margin: int
    size: int
    leading: float
    body_face: str
    title_faces: tuple[str, ...]
    order: str
    word_break: str
    autospace: str
    double: float
    spaced: float
    align: str
    uneven: float  # share of the sides of a band whose columns are not the page's
    stacked: float  # share of the sides of a band that hold several articles
    paper: str


def choose_style(random: Random) -> Style:
    """Draw the style of an issue; its columns hold 7 to 30 characters."""
    while True:
        size = random.choice((12, 13, 14, 15, 16, 17, 18))
        style = Style(
            width=random.choice((880, 960, 1040, 1120, 1200, 1280, 1400, 1560)),
            columns=random.choice((3, 4, 4, 5, 5, 6, 6, 7, 8)),
            gap=random.choice((10, 12, 14, 18, 22, 26, 30)),
            margin=random.choice((20, 30, 44)),
            size=size,
            leading=random.choice((1.3, 1.35, 1.42, 1.5, 1.55, 1.65)),
            body_face=random.choice(("song", "song", "song", "ming", "kai")),
            title_faces=random.choice((("hei",), ("song", "kai"), ("hei", "song"), ("kai", "hei"))),
            order=random.choice(ORDERS),
            word_break=random.choice(("normal", "normal", "break-all")),
            autospace=random.choice(("normal", "no-autospace")),
            double=random.choice((0, 0, 0, 0.3)),
            spaced=random.choice((0.05, 0.05, 0.3)),
            align=random.choice(("justify", "justify", "start")),
            uneven=random.choice((0, 0.2, 0.5)),
            stacked=random.choice((0, 0.3, 1)),
            paper=random.choice(PAPERS),
        )
        room = (style.width - 2 * style.margin + style.gap) / style.columns - style.gap
        if 7 <= room / size <= 30:
            return style


class Composer(Newsroom):
    """Fills the pages of one issue."""

    def __init__(self, name: str, random: Random, style: Style, news: Iterator[dict[str, Any]]) -> None:
        super().__init__(name, random, news)
        self.style = style
        year, month, day = random.randint(2019, 2025), random.randint(1, 12), random.randint(1, 28)
        self.date = f"{year}年{month}月{day}日　星期{random.choice(WEEKDAYS)}"
        self.pages_printed = random.choice((4, 8, 12, 16))

    def page(self, number: int, later: Sequence[int]) -> Sheet:
        """Compose a page; articles of it may go on on one of the later pages."""
        random, sheet = self.random, Sheet(number)
        self.head(sheet)
        aim = random.randint(1200, LONGEST)
        todo, self.waiting = self.waiting, []
        jumps = 2 if later and number == 1 else 1 if later else 0
        for rest in todo:
            self.band_of(sheet, rest)
        while sheet.length < aim:
            if sheet.length > FULL * aim:
                kind = random.choice(("briefs", "beside", "photo"))
            else:
                kind = random.choice(
                    ("whole", "beside", "beside", "side_title", "photo", "photo", "briefs", "inset")
                )
            if jumps and kind == "whole":
                article = self.dress(self.take(longest=2600, least=8))
                if len(article.paragraphs) >= 6:
                    self.cut(article, number, random.choice(list(later)))
                    jumps -= 1
                self.band_of(sheet, article)
            else:
                getattr(self, "band_" + kind)(sheet)
        for _ in range(jumps):
            article = self.dress(self.take(longest=2400, least=8))
            if len(article.paragraphs) >= 6:
                self.cut(article, number, random.choice(list(later)))
            self.band_of(sheet, article)
        if random.random() < 0.7:
            phone = random.randint(10**7, 10**8)
            foot = (
                f"社址：{random.choice(STREETS)}{random.randint(1, 400)}号　邮编：{random.randint(10**5, 10**6)}　"
                f"新闻热线：{phone}　广告热线：{phone + 7}　零售每份{random.choice(('1.00', '1.50', '2.00'))}元"
            )
            sheet.bands.append(f'<div style="font-size:11px">{self.furniture(sheet, "imprint", foot)}</div>')
        return sheet

    def head(self, sheet: Sheet) -> None:
        """Set the masthead of the first page, the page header of the others."""
        random = self.random
        if sheet.number == 1:
            number = f"第{random.randint(1000, 25000)}期　今日{self.pages_printed}版"
            lines = [
                (f"font-size:{random.choice((30, 44, 60))}px", self.style.paper),
                ("", self.date),
                (
                    "",
                    f"国内统一连续出版物号：CN {random.randint(11, 65)}-00{random.randint(10, 99)}　{number}",
                ),
            ]
            role = "masthead"
        else:
            editor = random.choice(("责任编辑：", "责编　", "本版编辑 ")) + person(random)
            lines = [
                ("", random.choice(SECTIONS)),
                ("", self.date),
                ("", f"{editor}　{random.choice(('美编　', '版式：', '校对 '))}{person(random)}"),
                ("", random.choice((f"第{sheet.number}版", f"0{sheet.number}", f"A{sheet.number}"))),
            ]
            random.shuffle(lines)
            role = "page_header"
        spans = [f'<span style="{css}">{self.furniture(sheet, role, text)}</span>' for css, text in lines]
        sheet.bands.append(f'<div class="head">{"".join(spans)}</div>')

    def furniture(self, sheet: Sheet, role: str, text: str) -> str:
        """Write down a block that belongs to no article; return its HTML."""
        sheet.furniture.append(text)
        return block(sheet, role, text, None)

    def paint(self, sheet: Sheet, part: str) -> str:
        """Return the CSS that makes a part (``body``, ``title``) be painted at its turn of the style's order."""
        sheet.painted += 1
        turn, later = sheet.painted, part == "title"
        if self.style.order == "dom":
            return ""
        if self.style.order == "body_then_title":
            turn = 10 * (turn // 2) + later
        elif self.style.order in ("bodies_then_titles", "titles_then_bodies"):
            turn += 1000 * (later == (self.style.order == "bodies_then_titles"))
        else:
            turn = self.random.randint(1, 500)
        return f"position:relative;z-index:{turn};"

    def titles(self, sheet: Sheet, article: Article, span: int) -> str:
        """Return the HTML of what stands over the body; sizes follow the width in columns."""
        random, style = self.random, self.style
        parts = []
        if article.column:
            parts.append(f"<div><b>{block(sheet, 'column_label', article.column, article.id)}</b></div>")
        if article.kicker:
            parts.append(f'<div class="minor">{block(sheet, "kicker", article.kicker, article.id)}</div>')
        if article.title:
            text = block(sheet, "title", article.title, article.id)
            size = style.size * random.uniform(1.2, 1.5) + 2.2 * span
            css = f"font-size:{size:.1f}px;font-family:{FACES[random.choice(style.title_faces)]};"
            if random.random() < style.spaced:
                css += f"letter-spacing:{random.choice((0.2, 0.5, 0.9))}em;"
            twice = ""
            if random.random() < style.double:
                twice = f'<div style="position:absolute;left:.6px;top:.4px;width:100%">{text}</div>'
            parts.append(f'<div class="title" style="{css}">{text}{twice}</div>')
        if article.subtitle:
            parts.append(f'<div class="minor">{block(sheet, "subtitle", article.subtitle, article.id)}</div>')
        if article.byline and not article.byline_last:
            parts.append(f'<div class="byline">{block(sheet, "byline", article.byline, article.id)}</div>')
        if not parts:
            return ""
        align = random.choice(("left", "center", "center"))
        return f'<div style="text-align:{align};{self.paint(sheet, "title")}">{"".join(parts)}</div>'

    def text(self, sheet: Sheet, article: Article, figure: str = "") -> str:
        """Return the HTML of the body's paragraphs, with the marks of jumps and what stands at the end."""
        parts = []
        for place, (words, role) in enumerate(zip(article.paragraphs, article.paragraph_roles, strict=True)):
            before = after = ""
            if place == 0 and article.jump_from:
                before = block(sheet, "jump_marker", article.jump_from, article.id)
                if self.random.random() < 0.5:
                    parts.append(f'<p class="cont">{before}</p>')
                    before = ""
            if figure and place == len(article.paragraphs) // 2:
                parts.append(figure)
            set_words = block(sheet, role, words, article.id)
            if place == len(article.paragraphs) - 1 and article.jump_to:
                after = block(sheet, "jump_marker", article.jump_to, article.id)
            kind = "cont" if place == 0 and article.starts_mid_paragraph and not before else role
            parts.append(f'<p class="{kind}">{before}{set_words}{after}</p>')
        if article.byline and article.byline_last:
            parts.append(f'<p class="sign">{block(sheet, "byline", article.byline, article.id)}</p>')
        return "".join(parts)

    def place(self, sheet: Sheet, article: Article, span: int, figure: bool = False) -> str:
        """Return an article over so many of the page's columns, title over body."""
        sheet.articles.append(article)
        columns = span
        if span > 1 and self.random.random() < self.style.uneven:
            columns = max(1, span + self.random.choice((-1, -1, 1)))
        head = self.titles(sheet, article, span)
        inset = self.photograph(sheet, 1) if figure else ""
        body = self.text(sheet, article, inset)
        return (
            f'{head}<div class="body" style="column-count:{columns};{self.paint(sheet, "body")}">{body}</div>'
        )

    def photograph(self, sheet: Sheet, span: int) -> str:
        """Return a photograph with its caption, and perhaps a title of the caption above or below."""
        random = self.random
        number = f"{self.name}-c{len(sheet.captions) + 1}p{sheet.number}"
        words = self.take(longest=90)
        title = words.title if random.random() < 0.5 else None
        credit = random.choice(("本报记者　", "新华社记者 ", "通讯员 ", "")) + person(random)
        credit += random.choice(("摄", " 摄", "　摄", "摄影报道"))
        start = random.choice(
            ("", "", f"图为活动现场（{random.randint(1, 12)}月{random.randint(1, 28)}日摄）。")
        )
        told = words.paragraphs[0][: random.randint(60, 140)]
        told = told[: told.rfind("。") + 1] or told[: told.rfind("，")] + "。"
        words_of = start + told
        heading = f'<div class="minor">{block(sheet, "caption_title", title, number)}</div>' if title else ""
        text = block(sheet, "caption", words_of, number) + " " + block(sheet, "caption", credit, number)
        sheet.captions.append({"id": number, "title": title, "text": f"{words_of}\n{credit}"})
        height = random.randint(60, 110) * (1 + span / 2)
        picture = f'<div class="photo" style="height:{height:.0f}px"></div>'
        face = random.choice(list(FACES))
        body = f'<p class="caption" style="font-family:{FACES[face]};{self.paint(sheet, "body")}">{text}</p>'
        heading = f'<div style="{self.paint(sheet, "title")}">{heading}</div>' if heading else ""
        parts = (picture, heading, body) if random.random() < 0.6 else (picture, body, heading)
        return f'<div class="figure" style="{random.choice(("", "font-size:.9em;"))}">{"".join(parts)}</div>'

    def add(self, sheet: Sheet, sides: Sequence[tuple[int, str]]) -> None:
        """Append a band of sides, each over so many columns."""
        style = self.style
        rule = self.random.random() < 0.3
        cells = [
            f'<div class="side" style="flex:{span} {span} 0;{"border-left:1px solid;" if rule and place else ""}">'
            f"{html}</div>"
            for place, (span, html) in enumerate(sides)
        ]
        whole = style.width - 2 * style.margin
        if len(sides) > 1:
            unit = (whole + style.gap) / style.columns
            cells = [
                cell.replace(f"flex:{span} {span} 0", f"width:{span * unit - style.gap:.1f}px")
                for cell, (span, _) in zip(cells, sides, strict=True)
            ]
        sheet.bands.append(f'<div class="band">{"".join(cells)}</div>')
        sheet.length = sum(len(each["text"]) for each in sheet.blocks)

    def band_of(self, sheet: Sheet, article: Article) -> None:
        """One article over the whole width."""
        self.add(sheet, [(self.style.columns, self.place(sheet, article, self.style.columns))])

    def band_whole(self, sheet: Sheet) -> None:
        """One new article over the whole width."""
        self.band_of(sheet, self.dress(self.take(longest=self.random.randint(500, 2200), least=3)))

    def band_inset(self, sheet: Sheet) -> None:
        """One article over the whole width, a photograph inside one of its columns."""
        article = self.dress(self.take(longest=self.random.randint(700, 1800), least=4))
        html = self.place(sheet, article, self.style.columns, figure=True)
        self.add(sheet, [(self.style.columns, html)])

    def stack(self, sheet: Sheet, span: int, length: int) -> str:
        """Articles one under the other, of so many characters together, or one article."""
        parts: list[str] = []
        start = len("".join(each["text"] for each in sheet.blocks))
        several = self.random.random() < self.style.stacked
        while not parts or (
            several and len("".join(each["text"] for each in sheet.blocks)) - start < 0.7 * length
        ):
            longest = self.random.choice((length, length, length, length // 2))
            brief = longest < 250
            parts.append(self.place(sheet, self.dress(self.take(longest=longest), brief=brief), span))
        return '<div class="under"></div>'.join(parts)

    def band_beside(self, sheet: Sheet) -> None:
        """Two or three stacks of articles side by side, of different column counts."""
        random, columns = self.random, self.style.columns
        cuts = sorted(random.sample(range(1, columns), min(columns - 1, random.choice((1, 1, 1, 2)))))
        spans = [b - a for a, b in zip([0, *cuts], [*cuts, columns], strict=True)]
        each = random.randint(160, 460)
        self.add(sheet, [(span, self.stack(sheet, span, span * each)) for span in spans])

    def band_side_title(self, sheet: Sheet) -> None:
        """An article whose title stands beside the body."""
        random, columns = self.random, self.style.columns
        article = self.dress(self.take(longest=random.randint(500, 1500), least=3))
        sheet.articles.append(article)
        span = 1 if columns < 5 else random.choice((1, 2))
        head = self.titles(sheet, article, span)
        body = f'<div class="body" style="column-count:{columns - span};{self.paint(sheet, "body")}">'
        body += self.text(sheet, article) + "</div>"
        sides = [(span, head), (columns - span, body)]
        self.add(sheet, sides if random.random() < 0.7 else sides[::-1])

    def band_photo(self, sheet: Sheet) -> None:
        """A photograph with its caption, over the whole width or beside an article."""
        random, columns = self.random, self.style.columns
        if random.random() < 0.2:
            self.add(sheet, [(columns, self.photograph(sheet, columns))])
            return
        span = random.randint(1, max(1, columns // 2))
        figure = (span, self.photograph(sheet, span))
        other = (
            columns - span,
            self.stack(sheet, columns - span, (columns - span) * random.randint(120, 330)),
        )
        self.add(sheet, [figure, other] if random.random() < 0.6 else [other, figure])

    def band_briefs(self, sheet: Sheet) -> None:
        """Briefs that flow through the columns, their titles among the text."""
        random, columns = self.random, self.style.columns
        label = ""
        if random.random() < 0.6:
            label = f"<div><b>{self.furniture(sheet, 'column_label', random.choice(LABELS))}</b></div>"
        parts: list[str] = []
        for _ in range(random.randint(2, 4)):
            article = self.dress(self.take(longest=260), brief=True)
            sheet.articles.append(article)
            head = self.titles(sheet, article, 0)
            parts.append(f'{head}<div style="{self.paint(sheet, "body")}">{self.text(sheet, article)}</div>')
        self.add(
            sheet,
            [(columns, f'{label}<div class="body" style="column-count:{columns}">{"".join(parts)}</div>')],
        )


def page_html(sheet: Sheet, style: Style) -> str:
    """Return the page as an HTML document, on paper so tall that everything is on one sheet."""
    inner = style.width - 2 * style.margin
    per_line = inner / style.size
    tall = 3 * sheet.length / per_line * style.size * style.leading + 700 * (1 + len(sheet.bands) // 2)
    return f"""<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>
@page {{ size: {style.width}px {min(14000, int(tall))}px; margin: 0 }}
body {{ margin: {style.margin}px; font: {style.size}px/{style.leading} {FACES[style.body_face]};
 text-autospace: {style.autospace}; word-break: {style.word_break} }}
p {{ margin: 0; text-indent: 2em; text-align: {style.align} }}
p.cont, p.caption {{ text-indent: 0 }} p.section_head {{ text-indent: 0; text-align: center; font-weight: bold;
 margin: .3em 0 }} p.sign {{ text-align: right }}
.head {{ display: flex; justify-content: space-between; align-items: end; border-bottom: 1px solid }}
.band {{ display: flex; gap: {style.gap}px; margin-top: 16px }} .side {{ min-width: 0; overflow-wrap: anywhere }}
.body {{ column-gap: {style.gap}px }} .title {{ font-weight: bold; line-height: 1.25; position: relative;
 margin: 4px 0 }}
.minor {{ font-size: 1.15em; margin: 2px 0 }} .under {{ height: 12px }} .byline {{ margin: 2px 0 }}
.figure {{ break-inside: avoid; margin: 6px 0 }} .photo {{ background: #ccc }}
</style><body>{"".join(sheet.bands)}</body></html>"""
