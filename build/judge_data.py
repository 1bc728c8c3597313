"""Texts with known errors, and what is known of the lattice's doubts about them: what ``fit_judge.py`` learns from.

The files are those ``fit_judge.py`` names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np
from misread_issues import issues, misread

from annotator.detect.context import CheckContext, count_ngrams
from annotator.detect.lattice.candidate_evidence import weigh_candidates
from annotator.detect.lattice.doubts import Doubt
from annotator.detect.lattice.evidence import gather_evidence
from annotator.detect.runner import load_models
from annotator.lexicon.compositions import load_compositions
from annotator.lexicon.glyphs import load_glyph_channel

BATCH = 4000
ISSUES = (1, 3, 5, 7)
"""Of every eight clean articles, these go into issues."""
MIXED_RATE = 1 / 350
LOST_RATE, EXTRA_RATE, DOUBLED_RATE, CUT_RATE = 1 / 1200, 1 / 4000, 1 / 2400, 1 / 2400
MERGED_SHARE = 1 / 5
"""So many of the pairs that look like one character become it."""
OFTEN_EXTRA = "和人一"
"""What engines read where nothing is, at the edges of lines."""
SHARED = 15
"""An article that shares more pieces of twelve characters with the newspaper text is left out."""
ERRORS_BETWEEN = "width_or_quote_variant"


@dataclass(frozen=True)
class Record:
    """A text with its errors as (start, end, right text); differences that are no errors have None."""

    source: str
    group: str
    text: str
    errors: tuple[tuple[int, int, str | None], ...]
    counts: Mapping[str, int]


@dataclass
class Data:
    """Doubts of all records: features, labels (1 error, 0 none, -1 unclear), and per candidate whether it is right."""

    doubts: list[np.ndarray] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    candidates: list[np.ndarray] = field(default_factory=list)
    right: list[np.ndarray] = field(default_factory=list)
    characters: dict[str, int] = field(default_factory=dict)
    errors: dict[str, int] = field(default_factory=dict)


def read(
    path: Path, every: int, seen: dict[str, list[str]], known: set[str] | None = None
) -> Iterator[Record]:
    """Read a file of records of any of the three forms; of clean articles only some.

    ``seen`` collects what was read for each character, to put into every second clean article; ``known`` collects
    pieces of newspaper text, so that no clean article repeats one.
    """
    known = set() if known is None else known
    random = Random(0)
    for number, line in enumerate(path.open(encoding="utf-8")):
        record = json.loads(line)
        if "edits" in record:
            errors = tuple(
                (e["ocr_start"], e["ocr_end"], None if e["type"] == ERRORS_BETWEEN else e["gold"])
                for e in record["edits"]
            )
            text = record["ocr"]
            known.update(pieces(record["gold"]))
            for start, end, right in filter(is_han, errors):
                for wrong, true in zip(text[start:end], right or "", strict=True):
                    seen.setdefault(true, []).append(wrong)
            source, group = record.get("source", "news"), record["id"].split("-")[1]
            yield Record(source, group, text, errors, count_ngrams([text]))
        elif "src" in record:
            pairs = enumerate(zip(record["src"], record["tgt"], strict=True))
            errors = tuple((at, at + 1, right) for at, (wrong, right) in pairs if wrong != right)
            for start, _, right in filter(is_han, errors):
                seen.setdefault(right or "", []).append(record["src"][start])
            yield Record("lines", record["id"], record["src"], errors, {})
        elif number % every == 0:
            texts = [record["title"], *record["paragraphs"]]
            if len(known & pieces("".join(texts))) > SHARED:
                continue
            if number // every % 2:
                spoilt = [spoil(text, seen, random) for text in texts]
                counts = count_ngrams(text for text, _ in spoilt)
                for text, errors in spoilt:
                    yield Record("mixed", record["id"], text, errors, counts)
            else:
                counts = count_ngrams(texts)
                for text in texts:
                    yield Record("clean", record["id"], text, (), counts)


def read_issues(path: Path, seen: dict[str, list[str]], known: set[str]) -> Iterator[Record]:
    """Put clean articles together to issues and spoil most of them; arguments as for :func:`read`."""
    random, channel = Random(1), load_glyph_channel()
    articles = [json.loads(line) for line in path.open(encoding="utf-8")]
    some = [article for number, article in enumerate(articles) if number % 8 in ISSUES]
    apart = [one for one in some if len(known & pieces("".join(one["paragraphs"]))) <= SHARED]
    for number, texts in enumerate(issues(apart)):
        source = ("again", "issue", "again", "spoilt")[number % 4]
        if source == "again":
            spoilt = misread(texts, channel, seen, random)
        else:
            spoilt = [spoil(text, seen, random) if source == "spoilt" else (text, ()) for text in texts]
        counts = count_ngrams(text for text, _ in spoilt)
        for text, errors in spoilt:
            yield Record(source, f"issue{number}", text, errors, counts)


def pieces(text: str) -> set[str]:
    """Return all pieces of twelve characters."""
    return {text[at : at + 12] for at in range(len(text) - 11)}


def spoil(
    text: str, seen: dict[str, list[str]], random: Random
) -> tuple[str, tuple[tuple[int, int, str | None], ...]]:
    """Replace characters by what an engine read for them, lose, double, cut or join some.

    Returns the text and the errors.
    """
    errors: list[tuple[int, int, str | None]] = []
    characters: list[str] = []
    composed = load_compositions()
    rates = np.cumsum([LOST_RATE, EXTRA_RATE, DOUBLED_RATE, CUT_RATE])
    for place, true in enumerate(text):
        at, chance = len(characters), random.random()
        whole = composed.wholes.get(text[place - 1 : place + 1]) if place else None
        if true in seen and chance < MIXED_RATE * 2:
            errors.append((at, at + 1, true))
            characters.append(random.choice(seen[true]))
        elif true in seen and chance > 1 - rates[0]:
            errors.append((at, at, true))
        elif true in seen and chance > 1 - rates[1]:
            errors.append((at + 1, at + 2, ""))
            characters += [true, random.choice(OFTEN_EXTRA)]
        elif true in seen and chance > 1 - rates[2]:
            errors.append((at + 1, at + 2, ""))
            characters += [true, true]
        elif true in composed.parts and chance > 1 - rates[3]:
            errors.append((at, at + 2, true))
            characters += random.choice(composed.parts[true])
        elif whole and characters[-1] == text[place - 1] and random.random() < MERGED_SHARE:
            errors.append((at - 1, at, text[place - 1 : place + 1]))
            characters[-1] = random.choice(whole)
        else:
            characters.append(true)
    return "".join(characters), tuple(errors)


def batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    """Gather records into batches of about ``BATCH`` code points."""
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if sum(len(one.text) for one in batch) > BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def read_all(paths: list[Path], every: int, seen: dict[str, list[str]], known: set[str]) -> Iterator[Record]:
    """Read all files, and the last one a second time for issues; arguments as for :func:`read`."""
    for path in paths:
        yield from read(path, every, seen, known)
    yield from read_issues(paths[-1], seen, known)


def gather(paths: list[Path], every: int) -> Data:
    """Run the lattice over all records and compute the evidence of its doubts."""
    detector = load_models().lattice
    data = Data()
    seen: dict[str, list[str]] = {}
    known: set[str] = set()
    for batch in batches(read_all(paths, every, seen, known)):
        text = "\n".join(record.text for record in batch)
        starts = np.cumsum([0, *(len(record.text) + 1 for record in batch)])
        reading = detector.read(text, CheckContext())
        assert reading is not None, "a batch without Han characters"
        assert detector.witnesses is not None, "the detector was made without a second opinion"
        doubts = reading.doubts()
        owner = [int(np.searchsorted(starts, doubt.start, side="right")) - 1 for doubt in doubts]
        counts = [batch[number].counts for number in owner]
        gold = [judge_by_gold(batch[o], d, int(starts[o])) for d, o in zip(doubts, owner, strict=True)]
        data.doubts.append(gather_evidence(detector.witnesses, text, doubts, counts).doubts)
        data.labels += [label for label, _ in gold]
        data.groups += [batch[number].source + batch[number].group for number in owner]
        data.sources += [batch[number].source for number in owner]
        # Candidates are learnt from where something is wrong.
        wrong = [place for place, (label, _) in enumerate(gold) if label == 1]
        real = detector.proposed(text, reading.with_all_candidates([doubts[place] for place in wrong]))
        rows = weigh_candidates(detector.witnesses, text, real, [counts[place] for place in wrong]).features
        named = {place: list(doubt.candidates) for place, doubt in zip(wrong, real, strict=True)}
        begin = 0
        for place in range(len(doubts)):
            names = named.get(place, [])
            data.candidates.append(rows[begin : begin + len(names)])
            data.right.append(np.array([name == gold[place][1] for name in names], dtype=np.bool_))
            begin += len(names)
        for record in batch:
            characters, errors = data.characters, data.errors
            characters[record.source] = characters.get(record.source, 0) + len(record.text)
            errors[record.source] = errors.get(record.source, 0) + sum(map(is_han, record.errors))
    return data


def is_han(error: tuple[int, int, str | None]) -> bool:
    """Tell whether an error is characters misread as as many others."""
    start, end, right = error
    return right is not None and end > start and len(right) == end - start and right.isalpha()


def judge_by_gold(record: Record, doubt: Doubt, offset: int) -> tuple[int, str | None]:
    """Return the label of a doubt and the right text for its range, if what is wrong lies inside it."""
    start, end = doubt.start - offset, doubt.end - offset
    inside = [
        error
        for error in record.errors
        if (error[0] < end and start < error[1]) or (is_lost(error) and start <= error[0] <= end)
    ]
    real = [error for error in inside if error[2] is not None]
    if not real:
        beside = any(error[0] <= end and start <= error[1] for error in record.errors)
        return (-1 if beside else 0), None
    right, at = "", start
    for first, last, wanted in sorted(real):
        if wanted is None or first < at or last > end:
            return 1, None
        right += record.text[at:first] + wanted
        at = last
    return 1, right + record.text[at:end]


def is_lost(error: tuple[int, int, str | None]) -> bool:
    """Tell whether an error is a lost character (not a mark)."""
    start, end, right = error
    return start == end and right is not None and right.isalpha()
