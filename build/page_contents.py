"""What is on a typeset newspaper page: articles made of news texts, and blocks; used by ``page_layouts.py``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from html import escape
from random import Random
from typing import Any

SURNAMES = "赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马方任袁柳"
GIVEN = "建国志明文华晓东海燕丽娟芳敏静秀英桂兰玉梅红霞春生永强立军磊洋勇艳杰涛超平刚佳欣雨晨思远嘉宁"
PLACES = re.split(" ", "北京 上海 天津 重庆 广州 武汉 成都 西安 南京 杭州 沈阳 昆明 郑州 长沙 济南 兰州")
LABELS = re.split(
    " ", "简讯 短新闻 要闻速递 国内快讯 国际瞭望 新闻集装箱 记者观察 经济视点 一线调研 民生关注"
)
KICKERS = (
    "奋进新征程　建功新时代",
    "走基层·看变化",
    "聚焦民生实事",
    "高质量发展在一线",
    "稳字当头　稳中求进",
)
HEADINGS = (
    "向改革要动力",
    "一张蓝图绘到底",
    "补短板 强弱项",
    "小切口 大民生",
    "数据里的新变化",
    "下好“先手棋”",
)
NUMERALS = "一二三四五六七八"


@dataclass
class Article:
    """An article as printed on one page: the gold of the page record."""

    id: str
    kind: str = "article"
    title: str | None = None
    title_coverage: float | None = None
    kicker: str | None = None
    subtitle: str | None = None
    column: str | None = None
    byline: str | None = None
    byline_last: bool = False
    dateline: str | None = None
    jump_to: str | None = None
    jump_from: str | None = None
    continued_to: str | None = None
    continued_from: str | None = None
    starts_mid_paragraph: bool = False
    paragraphs: list[str] = field(default_factory=list)
    paragraph_roles: list[str] = field(default_factory=list)
    source_id: str = ""

    def gold(self) -> dict[str, Any]:
        """Return what the page record says of the article."""
        record = asdict(self)
        del record["byline_last"]
        return record


@dataclass
class Sheet:
    """A page being composed: its bands of HTML and its blocks in reading order."""

    number: int
    blocks: list[dict[str, Any]] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    captions: list[dict[str, Any]] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    bands: list[str] = field(default_factory=list)
    painted: int = 0
    length: int = 0


def person(random: Random) -> str:
    """Invent a name; some of two characters are set with a space between."""
    name = random.choice(SURNAMES) + "".join(random.sample(GIVEN, random.choice((1, 2, 2))))
    return name[0] + "　" + name[1] if len(name) == 2 and random.random() < 0.5 else name


class Newsroom:
    """Makes the articles of one issue from a supply of news texts.

    Attributes:
        waiting: ends of articles that have no page yet.
        links: between articles and their ends, as ``issues.json`` has them.
    """

    def __init__(self, name: str, random: Random, news: Iterator[dict[str, Any]]) -> None:
        self.name, self.random = name, random
        self._news = news
        self._count = 0
        self.waiting: list[Article] = []
        self.links: list[dict[str, Any]] = []

    def take(self, *, longest: int, least: int = 1) -> Article:
        """Return an article of the next news text with at least so many paragraphs, of bounded length."""
        while True:
            record = next(self._news)
            paragraphs = [p.strip() for p in record["paragraphs"] if p.strip()]
            title = re.sub(r"^【[^】]*】\s*", "", record["title"].strip())
            if len(paragraphs) >= least and title:
                break
        kept: list[str] = []
        for paragraph in paragraphs:
            if kept and sum(map(len, kept)) + len(paragraph) > longest:
                break
            kept.append(paragraph)
        self._count += 1
        article = Article(f"{self.name}-a{self._count}", title=title, paragraphs=kept)
        article.source_id = str(record.get("id", ""))
        article.paragraph_roles = ["body"] * len(kept)
        return article

    def dress(self, article: Article, *, brief: bool = False) -> Article:
        """Give the article some of: kicker, subtitle, column, byline, dateline, headings."""
        random = self.random
        if random.random() < (0.7 if brief else 0.4):
            dateline = random.choice(
                (
                    "本报讯　",
                    f"本报讯（记者{person(random)}）",
                    f"据新华社{random.choice(PLACES)}{random.randint(1, 12)}月{random.randint(1, 28)}日电　",
                    f"新华社{random.choice(PLACES)}{random.randint(1, 12)}月{random.randint(1, 28)}日电"
                    f"（记者{person(random)}、{person(random)}）",
                    "据新华社电　",
                )
            )
            article.dateline = dateline
            article.paragraphs[0] = dateline + article.paragraphs[0]
        if brief:
            article.kind = "brief"
            if random.random() < 0.25:
                article.byline, article.byline_last = f"（{person(random)}）", True
            return article
        if random.random() < 0.2:
            article.kicker = random.choice(KICKERS)
        if random.random() < 0.2:
            article.column = random.choice(LABELS)
        if " " in (article.title or "") and random.random() < 0.4:
            first, _, rest = (article.title or "").partition(" ")
            if random.random() < 0.5:
                article.title, article.subtitle = first, random.choice(("", "", "——", "■ ")) + rest
            else:
                article.kicker, article.title = first, rest
        if article.dateline is None and random.random() < 0.5:
            names = f"{person(random)}　{person(random)}" if random.random() < 0.4 else person(random)
            start = random.choice(("本报记者 ", "□本报记者　", "■ 本报记者 ", "记者 ", "本报记者　"))
            article.byline = start + names
            if random.random() < 0.3:
                article.byline = f"（{article.byline.lstrip('□■ ')}）"
                article.byline_last = True
        if len(article.paragraphs) > 5 and random.random() < 0.5:
            for place in sorted(random.sample(range(2, len(article.paragraphs)), random.choice((1, 2)))):
                article.paragraphs.insert(place, random.choice(HEADINGS))
                article.paragraph_roles.insert(place, "section_head")
        return article

    def cut(self, article: Article, page: int, other: int) -> None:
        """Move the article's end to another page, with markers here and mostly there."""
        random = self.random
        place = random.randint(2, len(article.paragraphs) - 2)
        rest = Article(f"{article.id}j", source_id=article.source_id, continued_from=article.id)
        rest.paragraphs, rest.paragraph_roles = article.paragraphs[place:], article.paragraph_roles[place:]
        del article.paragraphs[place:], article.paragraph_roles[place:]
        if article.paragraph_roles[-1] == "section_head":
            article.paragraphs.pop()
            article.paragraph_roles.pop()
        middle = len(rest.paragraphs[0]) // 2
        if random.random() < 0.3 and rest.paragraph_roles[0] == "body" and middle > 20:
            article.paragraphs.append(rest.paragraphs[0][:middle])
            article.paragraph_roles.append("body")
            rest.paragraphs[0] = rest.paragraphs[0][middle:]
            rest.starts_mid_paragraph = True
        if article.byline_last:
            rest.byline, rest.byline_last = article.byline, True
            article.byline, article.byline_last = None, False
        form = random.choice(
            ("（{}第{}版）", "{}第{}版", "（{}{}版）", "（{}A{}版）", "（{}第 {} 版）", "▶{}第{}版")
        )
        numbers = NUMERALS if form == "（{}{}版）" else "12345678"
        article.jump_to = form.format("下转", numbers[other - 1])
        if random.random() < 0.9:
            rest.jump_from = form.replace("▶", "◀").format("上接", numbers[page - 1])
        same = random.random() < 0.75
        rest.title = article.title if same else None
        article.continued_to = rest.id
        self.waiting.append(rest)
        self.links.append(
            {
                "from": article.id,
                "from_page": page,
                "to": rest.id,
                "to_page": other,
                "mid_paragraph": rest.starts_mid_paragraph,
                "marker_from": article.jump_to,
                "marker_to": rest.jump_from,
                "same_title": same,
            }
        )


def block(sheet: Sheet, role: str, text: str, article: str | None) -> str:
    """Write down a block; return its text as HTML."""
    sheet.blocks.append({"article": article, "role": role, "text": text})
    return escape(text)
