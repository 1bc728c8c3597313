"""How much better are articles rebuilt from pages whose characters have boxes? Text only against text with boxes.

Usage: ``python benchmarks/geometry.py [--pages N] [--seed S] [--order NAME] [--form NAME] [--worst]``

Invented newspaper pages are typeset, drawn in several orders, written as PDF, ALTO, hOCR or PAGE XML with boxes, read
with the program's own readers, and rebuilt once from the text alone and once with the boxes. B3 is the F measure of the
characters' articles, titles the share found exactly, paragraphs the F measure of those found from end to end, CER the
error rate of the articles' texts. The texts, pages and gold are made here.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drawing import ORDERS, drawn_lines, write_pdf
from rapidfuzz.distance import Levenshtein
from scanned_pages import SCANNED, scanned_page
from sheets import Drawn, Sheet
from typesetting import typeset

from annotator.formats.ocr.files import read_ocr
from annotator.formats.pdf import pdf_pages
from annotator.formats.pdf_places import pack_places, unpack_layout
from annotator.model.article import Kind, Role
from annotator.model.issue import Issue
from annotator.model.layout import PageLayout
from annotator.model.page import Page
from annotator.reconstruct.pipeline import reconstruct
from annotator.text.radicals import fold_radicals

TEXT_ROLES = ("body", "heading")
TEXT_BLOCKS = frozenset({Role.BODY, Role.HEADING, Role.QUESTION, Role.ANSWER, Role.NOTE})


@dataclass(frozen=True, slots=True)
class Case:
    """A page as read, with the gold character of each raw character."""

    sheet: Sheet
    page: Page
    layout: PageLayout
    gold: list[Drawn | None]


@dataclass(slots=True)
class Score:
    """What was measured on one page."""

    b3: float
    titles: int
    titles_right: int
    right: int
    found: int
    wanted: int
    errors: int
    length: int


def main() -> None:
    """Make the pages, rebuild them both ways and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--order", choices=sorted(ORDERS), action="append")
    parser.add_argument("--form", choices=("pdf", *SCANNED), action="append", help="only pages of such files")
    parser.add_argument("--worst", action="store_true", help="tell the pages that did worst")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    print(f"{'':22}{'pages':>6}{'B3':>16}{'titles':>16}{'paragraphs':>16}{'CER':>16}{'s a page':>16}")
    print(f"{'':28}" + f"{'text':>8}{'boxes':>8}" * 5)
    for form in chosen.form or ("pdf", *SCANNED):
        for order in chosen.order or ORDERS:
            cases = made(chosen.seed, chosen.pages, order, form)
            print_row(f"{form}, {order}", cases, worst=chosen.worst)
    application.quit()


def print_row(name: str, cases: Sequence[Case], *, worst: bool) -> None:
    """Rebuild pages both ways and print how well that went."""
    rows: list[list[float]] = []
    scores: list[list[Score]] = []
    for boxes in (False, True):
        begin = time.process_time()
        own = [score(case, rebuilt(case, boxes)) for case in cases]
        rows.append([*summary(own), (time.process_time() - begin) / len(cases)])
        scores.append(own)
    figures = "".join(f"{text:8.3f}{with_boxes:8.3f}" for text, with_boxes in zip(*rows, strict=True))
    print(f"{name:22}{len(cases):6}{figures}", flush=True)
    if worst:
        ranked = sorted(zip(scores[1], scores[0], cases, strict=True), key=lambda each: each[0].b3)
        for with_boxes, text, case in ranked[:5]:
            print(
                f"    page {case.sheet.number}: B3 {text.b3:.3f} {with_boxes.b3:.3f}, titles {with_boxes.titles_right}"
                f"/{with_boxes.titles}, paragraphs {with_boxes.right}/{with_boxes.found}/{with_boxes.wanted}"
            )


def made(seed: int, count: int, order: str, form: str) -> list[Case]:
    """Return pages as read from files that were written with their lines in some order."""
    sheets = []
    for number in range(1, count + 1):
        chance = random.Random(f"{seed} {number}")
        sheet = typeset(chance, number)
        sheets.append((sheet, drawn_lines(sheet, order, chance)))
    if form != "pdf":
        return [_scanned_case(sheet, lines, random.Random(seed), form) for sheet, lines in sheets]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.pdf"
        write_pdf(path, sheets)
        cases = []
        for (sheet, lines), (_, page) in zip(sheets, pdf_pages(path), strict=True):
            layout = unpack_layout(pack_places([page]), 0, page.text)
            assert layout is not None
            gold = _matched(page.text, layout, [each for line in lines for each in line])
            cases.append(Case(sheet, Page("p1", "page", page.text, str(sheet.number)), layout, gold))
        return cases


def _scanned_case(sheet: Sheet, lines: Sequence[Sequence[Drawn]], chance: random.Random, form: str) -> Case:
    data, written = scanned_page(sheet, lines, chance, form)
    _, (scanned,) = read_ocr(data)
    order = iter(written)
    gold = [None if character.isspace() else next(order) for character in scanned.raw]
    return Case(sheet, Page("p1", "page", scanned.raw, str(sheet.number)), scanned.layout, gold)


def _matched(raw: str, layout: PageLayout, drawn: Sequence[Drawn]) -> list[Drawn | None]:
    """Return for each raw character the drawn one that stands in its place."""
    by_text: dict[str, list[Drawn]] = defaultdict(list)
    for each in drawn:
        by_text[each.text].append(each)
    gold: list[Drawn | None] = [None] * len(raw)
    for token in layout.tokens:
        assert token.box is not None
        box = token.box
        found = by_text[fold_radicals(raw[token.start])] or by_text[raw[token.start]]
        near = min(found, key=lambda each: abs(each.x - box.left) + abs(each.y - box.bottom), default=None)
        gold[token.start] = near
    return gold


def rebuilt(case: Case, boxes: bool) -> Issue:
    """Return the page's articles, from the text alone or with the boxes."""
    return reconstruct([case.page], "i", layout_of=(lambda _page: case.layout) if boxes else None)


def score(case: Case, issue: Issue) -> Score:
    """Compare articles with the gold."""
    gold, blocks = case.gold, case.sheet.blocks
    system: dict[int, str] = {}
    texts: dict[str, str] = defaultdict(str)
    titles: dict[str, str] = {}
    found: set[tuple[int, int]] = set()
    for article_id, article in issue.articles.items():
        for block_id in article.blocks:
            block = issue.blocks[block_id]
            places = [
                place for run in block.runs for place in range(run.start, run.end) if gold[place] is not None
            ]
            if article.kind is not Kind.ARTICLE:
                system |= dict.fromkeys(places, f"{article_id} {block_id}")
                continue
            system |= dict.fromkeys(places, article_id)
            text = "".join(case.page.raw[place] for place in places)
            if block.role is Role.TITLE:
                titles[article_id] = titles.get(article_id, "") + text
            if block.role in TEXT_BLOCKS:
                texts[article_id] += text
                if places:
                    found.add((places[0], places[-1]))
    true = [(place, each) for place, each in enumerate(gold) if each is not None and each.article >= 0]
    of_gold = Counter(each.article for _, each in true)
    of_system = Counter(system[place] for place, _ in true)
    both = Counter((each.article, system[place]) for place, each in true)
    recall = sum(n * n / of_gold[a] for (a, _), n in both.items()) / len(true)
    precision = sum(n * n / of_system[s] for (_, s), n in both.items()) / len(true)
    wanted: set[tuple[int, int]] = set()
    right = count = errors = length = 0
    places_of: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, each in true:
        places_of[each.block].append((each.rank, place))
    for article in sorted(of_gold):
        best = max((s for a, s in both if a == article), key=lambda s: both[article, s])
        own = [(n, block) for n, block in enumerate(blocks) if block.article == article and n in places_of]
        title = next((_plain(block.text) for _, block in own if block.role == "title"), "")
        count += bool(title)
        right += bool(title) and _plain(titles.get(best, "")) == title
        text = "".join(_plain(block.text) for _, block in own if block.role in TEXT_ROLES)
        errors += min(len(text), Levenshtein.distance(_plain(texts.get(best, "")), text))
        length += len(text)
        for n, block in own:
            if block.role in TEXT_ROLES:
                ranked = sorted(places_of[n])
                wanted.add((ranked[0][1], ranked[-1][1]))
    return Score(
        2 * precision * recall / (precision + recall),
        count,
        right,
        len(found & wanted),
        len(found),
        len(wanted),
        errors,
        length,
    )


def summary(scores: Sequence[Score]) -> list[float]:
    """Return B3, titles, paragraphs and CER over some pages."""
    right = sum(each.right for each in scores)
    return [
        sum(each.b3 for each in scores) / len(scores),
        sum(each.titles_right for each in scores) / max(1, sum(each.titles for each in scores)),
        2 * right / max(1, sum(each.found + each.wanted for each in scores)),
        sum(each.errors for each in scores) / max(1, sum(each.length for each in scores)),
    ]


def _plain(text: str) -> str:
    return "".join(fold_radicals(text).split()).lstrip("—")


if __name__ == "__main__":
    main()
