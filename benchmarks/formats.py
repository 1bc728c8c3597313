"""How long do pages of OCR files take to be read and written back, and 1,000 articles to be exported in each format?

``python benchmarks/formats.py``: prints one line a question, in seconds of the processor's time: a page of 10,000 words
in hOCR, ALTO and PAGE XML (read; 200 corrections written back), and an issue of 1,000 articles, 800,000 characters and
5,000 corrections in every export format, read back and compared as the program does.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from html import escape

from annotator.formats.ocr.files import Edit, read_ocr, write_ocr
from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Block, Kind, Role, Run, build_block
from annotator.model.issue import Issue
from annotator.model.page import Page
from annotator.services.export.export_formats import FORMATS
from annotator.services.export.export_material import Material
from annotator.services.export.exporting import export_data

WORDS, ARTICLES, PARAGRAPHS, LENGTH = 10_000, 1_000, 5, 158
LETTERS = "青河县今年春茶喜获丰收，农们忙着采摘新芽合作社的负责人说产量比去增加两成村里还办起了加工厂带动三十户就业。"


def words(seed: int) -> list[str]:
    """Return the words of a page."""
    chooser = random.Random(seed)
    return ["".join(chooser.choices(LETTERS, k=2)) for _ in range(WORDS)]


def lines(listed: list[str]) -> list[list[tuple[str, int, int]]]:
    """Return words with their places, ten a line, a hundred lines a column."""
    found = []
    for start in range(0, len(listed), 10):
        row, column = start // 10 % 250, start // 2500
        found.append(
            [
                (word, 40 + column * 900 + place * 80, 40 + row * 36)
                for place, word in enumerate(listed[start : start + 10])
            ]
        )
    return found


def hocr(listed: list[str]) -> bytes:
    """Return a page as hOCR."""
    rows = "".join(
        '<span class="ocr_line" title="bbox 0 0 9 9">'
        + "".join(
            f'<span class="ocrx_word" id="w{x}-{y}" title="bbox {x} {y} {x + 70} {y + 30}; x_wconf 91">'
            f"{escape(word)}</span>"
            for word, x, y in row
        )
        + "</span>\n"
        for row in lines(listed)
    )
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>p</title></head><body>'
        f'<div class="ocr_page" title="bbox 0 0 4000 9200"><p class="ocr_par">{rows}</p></div></body></html>'
    ).encode()


def alto(listed: list[str]) -> bytes:
    """Return a page as ALTO."""
    rows = "".join(
        f'<TextLine ID="l{number}">'
        + "".join(
            f'<String ID="s{x}-{y}" CONTENT="{escape(word)}" HPOS="{x}" VPOS="{y}" WIDTH="70" HEIGHT="30" WC="0.91"/>'
            for word, x, y in row
        )
        + "</TextLine>\n"
        for number, row in enumerate(lines(listed))
    )
    return (
        '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout><Page ID="p" WIDTH="4000" HEIGHT="9200">'
        f'<PrintSpace><TextBlock ID="b">{rows}</TextBlock></PrintSpace></Page></Layout></alto>'
    ).encode()


def page_xml(listed: list[str]) -> bytes:
    """Return a page as PAGE XML."""

    def text(value: str) -> str:
        return f'<TextEquiv conf="0.91"><Unicode>{escape(value)}</Unicode></TextEquiv>'

    rows = "".join(
        f'<TextLine id="l{number}"><Coords points="0,0 9,0 9,9 0,9"/>'
        + "".join(
            f'<Word id="w{x}-{y}"><Coords points="{x},{y} {x + 70},{y} {x + 70},{y + 30} {x},{y + 30}"/>'
            f"{text(word)}</Word>"
            for word, x, y in row
        )
        + "</TextLine>\n"
        for number, row in enumerate(lines(listed))
    )
    return (
        '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">'
        '<Page imageFilename="a.png" imageWidth="4000" imageHeight="9200"><TextRegion id="r">'
        f'<Coords points="0,0 9,0 9,9 0,9"/>{rows}</TextRegion></Page></PcGts>'
    ).encode()


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the shortest time of the processor that work took."""
    taken = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)


def make_issue() -> Issue:
    """Return an issue of articles with a title and paragraphs, each with a correction."""
    chooser = random.Random(1)
    raws, articles, blocks = [], {}, {}
    raw, at = [], 0
    for number in range(ARTICLES):
        listed = []
        for part in range(PARAGRAPHS + 1):
            size = 12 if part == 0 else LENGTH
            text = "".join(chooser.choices(LETTERS, k=size))
            key = f"b{number}-{part}"
            runs = [Run("p1", at, at + size)]
            if part:
                runs = [
                    Run("p1", at, at + 60),
                    Run("p1", at + 60, at + 61, "改", "typing@甲"),
                    Run("p1", at + 61, at + size),
                ]
            blocks[key] = (Role.BODY if part else Role.TITLE, runs)
            listed.append(key)
            raw.append(text + "\n")
            at += size + 1
        articles[f"a{number}"] = Article(f"a{number}", Kind.ARTICLE, tuple(listed))
    raws.append("".join(raw))
    pages = {"p1": Page("p1", "1.txt", raws[0], "1")}
    built: dict[str, Block] = {
        key: build_block(key, role, runs, pages) for key, (role, runs) in blocks.items()
    }
    order = tuple(articles)
    articles |= {
        FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
        UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
    }
    return Issue("i1", "一期", pages, articles, order, built)


def main() -> None:
    """Print the table."""
    listed = words(1)
    for name, data in (("hocr", hocr(listed)), ("alto", alto(listed)), ("page", page_xml(listed))):
        _, (page,) = read_ocr(data)
        places = range(0, len(page.raw) - 60, len(page.raw) // 200)
        edits = {0: [Edit(at, at + 1, "改") for at in places if not page.raw[at].isspace()]}
        print(f"{name:8} read {seconds(lambda data=data: read_ocr(data)):6.3f}  written back ", end="")
        print(
            f"{seconds(lambda data=data, edits=edits: write_ocr(data, edits)):6.3f}  ({len(data) // 1024} KB)"
        )
    issue = make_issue()
    material = Material(issue, issue, {})
    for form in FORMATS:
        taken = seconds(lambda form=form: export_data(material, form.name), 1)
        print(f"{form.name:20} {taken:6.2f}")


if __name__ == "__main__":
    main()
