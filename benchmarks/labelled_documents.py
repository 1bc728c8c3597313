"""Invented documents with label spans, and how they come into a project."""

from __future__ import annotations

import random
from pathlib import Path

import invented_news
from desk import CLOCK

from annotator.formats.labels.document import LabelledDocument, Span
from annotator.services.label_exchange.label_formats import label_format
from annotator.services.label_exchange.label_importing import import_new, plan_new
from annotator.services.label_exchange.label_planning import Choice
from annotator.services.label_exchange.label_reading import read_label_file
from annotator.services.labels.schemes import schemes_of
from annotator.services.project.session import Session

LABELS = ("PER", "LOC", "ORG", "TIME", "MISC")


def document_of(name: str, characters: int, spans: int, seed: int) -> LabelledDocument:
    """Return an invented text of exactly so many characters with its spans, none over a line or another one."""
    dice = random.Random(seed)
    lines: list[str] = []
    while sum(map(len, lines)) + len(lines) <= characters:
        story = invented_news.tell(dice, dice.choice(invented_news.matters()), 900)
        lines += [story.title, *(text for _, text in story.paragraphs)]
    text = "\n".join(lines)[:characters]
    slot = characters // spans
    made: list[Span] = []
    for number in range(spans):
        length = dice.randint(2, 6)
        places = list(range(number * slot, (number + 1) * slot - length))
        dice.shuffle(places)
        at = next(place for place in places if "\n" not in text[place : place + length])
        made.append(Span(dice.choice(LABELS), ((at, at + length),), f"s{number}"))
    return LabelledDocument(name, name, text, tuple(made))


def file_of(folder: Path, name: str, documents: list[LabelledDocument]) -> Path:
    """Write documents as doccano's JSONL."""
    write = label_format("doccano").write
    assert write is not None
    path = folder / f"{name}.jsonl"
    path.write_bytes(write(documents))
    return path


def brought_in(session: Session, name: str, path: Path) -> float:
    """Import a file as an issue of a project; returns the milliseconds."""
    began = CLOCK()
    issue, plan = plan_new(name, [read_label_file(path)], Choice(""), schemes_of(session).known)
    import_new(session, issue, plan)
    return (CLOCK() - began) * 1000
