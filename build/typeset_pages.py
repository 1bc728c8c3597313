"""Typeset newspaper pages from news texts, extract them with real programs, write page records.

``fit_links.py`` and ``fit_places.py`` learn from such records, and the benchmark of layouts scores them. No text of the
source gets into the project::

    python build/typeset_pages.py NEWS.jsonl FOLDER [--issues N] [--pages N] [--seed N] [--part K/N]

NEWS has one record a line with ``title`` and ``paragraphs``; with ``--part K/N`` only every N-th record, from the K-th,
is used, so that folders for learning and for measuring share no text. FOLDER gets one file a page and ``issues.json``.

It needs: Chromium (``--chromium``; Debian's package chromium), pdftotext (poppler-utils), tesseract with chi_sim, the
fonts Noto Serif CJK and Noto Sans CJK (fonts-noto-cjk) and better also fonts-arphic-ukai and fonts-arphic-uming, and
from PyPI pypdfium2, pdfplumber, pdfminer.six, pypdf, Pillow and numpy. A page costs about five seconds.

A record holds ``raw`` (the extracted text), ``extractor``, ``settings``, ``post`` (``plain`` or
``blank_line_after_every_line``), ``blocks`` (what is on the page, each with role, article, text and coverage),
``char_blocks`` and ``char_gold`` (run lengths over the characters of ``raw`` that are no blanks: ``[block, count]`` and
``[place of the first among the characters of all blocks, count]``, -1 for none), ``line_labels`` and ``gold``.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pdfplumber
import pypdf
import pypdfium2
from page_alignment import NONE, Print, align, fold, solid
from page_contents import Sheet
from page_layouts import Composer, choose_style, page_html
from pdfminer.high_level import extract_text
from pdfminer.layout import LAParams
from PIL import Image, ImageFilter

KINDS = {
    "pdftotext-layout": 26,
    "pdfplumber": 20,
    "pdftotext": 14,
    "pdftotext-raw": 12,
    "tesseract-200dpi-psm3": 8,
    "tesseract-150dpi-psm3": 4,
    "pypdfium2": 5,
    "pdfminer": 6,
    "pypdf": 5,
}
SAME_KIND = 0.7  # how often a page is extracted as the issue's first
SPACED_LINES = 0.25  # how often a blank line follows every line
CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)
MISSED = 0.05  # of a page's characters; above it the page is given up


def main() -> None:
    """Write the issues asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("news", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--issues", type=int, default=10)
    parser.add_argument("--pages", type=int, default=3, help="pages of an issue")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--name", default="T", help="first letter of the issues' names")
    parser.add_argument("--chromium", default="chromium")
    chosen = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    random = Random(chosen.seed)
    news = supply(chosen.news, chosen.part, random)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    issues = []
    for number in range(1, chosen.issues + 1):
        issue = f"{chosen.name}{number:02}"
        pages, links = typeset(issue, chosen.pages, news, random, chosen.chromium)
        for record in pages:
            path = chosen.folder / f"{record['id']}.json"
            path.write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")
            print(record["id"], record["extractor"], record["settings"], record["quality"], flush=True)
        names = [record["id"] for record in pages]
        issues.append({"issue": issue, "pages": names, "continuations": links})
        (chosen.folder / "issues.json").write_text(json.dumps(issues, ensure_ascii=False, indent=1), "utf-8")


def supply(path: Path, part: str, random: Random) -> Iterator[dict[str, Any]]:
    """Yield the news texts of a part, shuffled, over and over."""
    first, step = map(int, part.split("/"))
    records = [json.loads(line) for line in path.open(encoding="utf-8")][first - 1 :: step]
    while True:
        random.shuffle(records)
        yield from records


def typeset(
    issue: str, count: int, news: Iterator[dict[str, Any]], random: Random, chromium: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the page records of one issue and the links between its articles."""
    style = choose_style(random)
    composer = Composer(issue, random, style, news)
    kind = draw(random)
    records = []
    for number in range(1, count + 1):
        later = [number + 1] if number < count else []
        sheet = composer.page(number, later)
        pdf = printed(page_html(sheet, style), chromium)
        used = kind if random.random() < SAME_KIND else draw(random)
        record = record_of(f"{issue}-p{number}", issue, sheet, pdf, used, random)
        if record is not None:
            records.append({**record, "layout": asdict(style)})
    known = {article["id"] for record in records for article in record["gold"]["articles"]}
    return records, [link for link in composer.links if {link["from"], link["to"]} <= known]


def draw(random: Random) -> str:
    """Draw a kind of extraction."""
    return random.choices(list(KINDS), list(KINDS.values()))[0]


def printed(html: str, chromium: str) -> bytes:
    """Print an HTML page to PDF."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(html, "utf-8")
        command = [chromium, *CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}"]
        subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=120)
        return target.read_bytes()


def record_of(
    name: str, issue: str, sheet: Sheet, pdf: bytes, kind: str, random: Random
) -> dict[str, Any] | None:
    """Return the page record, or None where the page did not come out on one sheet or could not be aligned."""
    gold = "".join(solid(block["text"]) for block in sheet.blocks)
    whole = print_of(gold, pdf)
    if whole is None:
        return None
    settings = settings_of(kind, random)
    degradation: dict[str, float] = {}
    if kind.startswith("tesseract"):
        raw, degradation = recognised(pdf, kind, random)
    else:
        raw = extracted(pdf, kind, settings)
    raw = "\n".join(line.rstrip() for line in raw.replace("\x0c", "").replace("\r", "").split("\n")).strip(
        "\n"
    )
    post = "plain"
    if random.random() < SPACED_LINES and "layout" not in kind:
        raw, post = (
            "\n\n".join(line for line in raw.split("\n") if line.strip()),
            "blank_line_after_every_line",
        )
    lines = raw.split("\n")
    places = align(lines, whole, recognised=kind.startswith("tesseract"))
    text = solid(raw)
    owner = np.repeat(np.arange(len(sheet.blocks)), [len(solid(block["text"])) for block in sheet.blocks])
    seen = np.zeros(len(gold), dtype=bool)
    seen[places[places >= 0]] = True
    found = [int(owner[place]) if place >= 0 else NONE for place in places.tolist()]
    blocks = []
    for number, block in enumerate(sheet.blocks):
        of_block = seen[owner == number]
        blocks.append({**block, "coverage": round(float(of_block.mean()), 3) if len(of_block) else 0.0})
    same = sum(fold(text[i]) == fold(gold[p]) for i, p in enumerate(places.tolist()) if p >= 0)
    quality = {
        "exact": round(same / max(1, len(text)), 4),
        "gold_coverage": round(float(seen.mean()), 4),
        "doubled": round((int((places >= 0).sum()) - int(seen.sum())) / max(1, len(text)), 4),
        "unmatched_raw": round(float((places < 0).mean()), 4),
        "raw_chars": len(text),
    }
    if quality["unmatched_raw"] > MISSED or quality["gold_coverage"] < 1 - 2 * MISSED:
        print(name, kind, "given up:", quality, flush=True)
        return None
    for article in sheet.articles:
        covered = [
            block["coverage"]
            for block in blocks
            if (block["article"], block["role"]) == (article.id, "title")
        ]
        article.title_coverage = covered[0] if covered else None
    return {
        "id": name,
        "issue": issue,
        "page": sheet.number,
        "extractor": kind,
        "settings": settings,
        "post": post,
        "raw": raw,
        "gold": {
            "articles": [article.gold() for article in sheet.articles],
            "furniture": sheet.furniture,
            "captions": sheet.captions,
        },
        "blocks": blocks,
        "line_labels": labels(lines, found, blocks),
        "char_blocks": runs(found, rising=False),
        "char_gold": runs(places.tolist(), rising=True),
        "quality": quality,
        "degradation": degradation,
    }


def print_of(gold: str, pdf: bytes) -> Print | None:
    """Return where the printed characters are, as the PDF itself has it; None for a page on several sheets."""
    document = pypdfium2.PdfDocument(pdf)
    if len(document) != 1:
        return None
    page = document[0].get_textpage()
    text = page.get_text_range()
    tops = [page.get_charbox(index, loose=True)[1] for index in range(page.count_chars())]
    flat = Print(gold, np.zeros(len(gold), dtype=bool), np.full(len(gold), np.nan), 1.0)
    places = align(text.splitlines(), flat)
    starts, heights = flat.starts.copy(), flat.heights.copy()
    at, fresh = 0, True
    for index, char in enumerate(text):
        fresh |= char in "\r\n"
        if not solid(char):
            continue
        if places[at] >= 0:
            starts[places[at]] |= fresh
            if index < len(tops):
                heights[places[at]] = tops[index]
        fresh = False
        at += 1
    steps = np.abs(np.diff(heights[~np.isnan(heights)]))
    steps = steps[(steps > 5) & (steps < 60)]
    return Print(gold, starts, heights, float(np.median(steps)) if len(steps) else 15.0)


def settings_of(kind: str, random: Random) -> dict[str, Any]:
    """Draw the settings of an extraction; most are the program's own."""
    if kind == "pdftotext-layout" and random.random() < 0.25:
        return {"fixed": random.choice((5, 6, 7, 8))}
    if kind == "pdfplumber":
        if random.random() < 0.2:
            return {"layout": True}
        if random.random() < 0.4:
            return {"x_tolerance": random.choice((1.5, 2, 4)), "y_tolerance": random.choice((2, 3, 5))}
    if kind == "pdfminer" and random.random() < 0.5:
        return {
            "boxes_flow": random.choice((-0.5, 0.0, 0.5, 0.9)),
            "line_margin": random.choice((0.3, 0.5, 0.8)),
        }
    return {}


def extracted(pdf: bytes, kind: str, settings: dict[str, Any]) -> str:
    """Return the text an extractor of text layers gives."""
    if kind.startswith("pdftotext"):
        mode = {"pdftotext": [], "pdftotext-layout": ["-layout"], "pdftotext-raw": ["-raw"]}[kind]
        if "fixed" in settings:
            mode = [*mode, "-fixed", str(settings["fixed"])]
        done = subprocess.run(["pdftotext", *mode, "-", "-"], input=pdf, capture_output=True, check=True)
        return done.stdout.decode("utf-8")
    if kind == "pypdfium2":
        return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())
    if kind == "pdfminer":
        return str(extract_text(io.BytesIO(pdf), laparams=LAParams(**settings)))
    if kind == "pypdf":
        return str(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text())
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return str(document.pages[0].extract_text(**settings))


def recognised(pdf: bytes, kind: str, random: Random) -> tuple[str, dict[str, float]]:
    """Return what tesseract reads on the printed, worn page, and how worn it is."""
    dots = int(kind.split("-")[1].removesuffix("dpi"))
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=dots / 72).to_pil().convert("L")
    used = np.flatnonzero(np.asarray(image).min(axis=1) < 250)
    image = image.crop((0, 0, image.width, min(image.height, int(used[-1]) + 40)))
    wear = {
        "rot": round(random.uniform(-0.2, 0.2), 3) if random.random() < 0.7 else 0.0,
        "blur": round(random.uniform(0.4, 0.95), 3),
        "noise": round(random.uniform(3, 11), 3),
        "bg": random.randint(205, 250),
        "fg": random.randint(10, 70),
    }
    image = image.rotate(wear["rot"], fillcolor=255, resample=Image.Resampling.BICUBIC)
    image = image.filter(ImageFilter.GaussianBlur(wear["blur"]))
    values = np.asarray(image, dtype=float) / 255 * (wear["bg"] - wear["fg"]) + wear["fg"]
    values += np.random.default_rng(random.randrange(2**32)).normal(0, wear["noise"], values.shape)
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        Image.fromarray(values.clip(0, 255).astype(np.uint8)).save(file.name, dpi=(dots, dots))
        command = ["tesseract", file.name, "-", "-l", "chi_sim", "--psm", "3"]
        done = subprocess.run(command, capture_output=True, check=True, env={"OMP_THREAD_LIMIT": "1"})
    return done.stdout.decode("utf-8"), wear


def runs(values: Sequence[int], *, rising: bool) -> list[list[int]]:
    """Return run lengths: of equal values, or of values each one more than the last (NONE stays)."""
    found: list[list[int]] = []
    for value in values:
        expected = None
        if found:
            expected = found[-1][0] + (found[-1][1] if rising and found[-1][0] != NONE else 0)
        if value == expected:
            found[-1][1] += 1
        else:
            found.append([value, 1])
    return found


def labels(
    lines: Sequence[str], found: Sequence[int], blocks: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return article and role of each line that has any, by the majority of its characters; lines from 1."""
    result = []
    at = 0
    for number, line in enumerate(lines, start=1):
        length = len(solid(line))
        count = Counter(owner for owner in found[at : at + length] if owner >= 0)
        at += length
        if count:
            block = blocks[count.most_common(1)[0][0]]
            result.append({"line": number, "article": block["article"], "role": block["role"]})
    return result


if __name__ == "__main__":
    main()
