"""Corrections as tables and records: CSV and JSON Lines of places, counts of confusions, and sentence pairs.

Positions are code points: ``start`` and ``end`` in the raw text of the page, offsets of pairs in their ``source``.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.model.article import Block
from annotator.model.corrections import Piece, pieces_of
from annotator.model.issue import Issue
from annotator.model.origin import kind_of, who_of

_CONTEXT = 10
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to spreadsheet programs (OWASP, “CSV Injection”)."""


@dataclass(frozen=True, slots=True)
class Record:
    """One correction with its place: context, page and raw range, and who made it in which way."""

    issue: str
    article: str
    page: str
    start: int
    end: int
    left: str
    before: str
    after: str
    right: str
    kind: str
    who: str


def corrections_csv(issue: Issue) -> str:
    """Return all corrections of an issue's articles as CSV (RFC 4180) with a head line.

    A cell that a spreadsheet program would take for a formula gets an apostrophe in front.
    """
    fields = Record.__dataclass_fields__
    return _csv(tuple(fields), ([getattr(record, name) for name in fields] for record in records(issue)))


def corrections_jsonl(issue: Issue) -> str:
    """Return all corrections of an issue's articles as JSON Lines; the first line names the offset unit."""
    head = {"schema": "annotator/corrections-1", "offset_unit": "code_point", "issue": issue.name}
    lines = [
        head,
        *({name: getattr(each, name) for name in Record.__dataclass_fields__} for each in records(issue)),
    ]
    return "".join(f"{_json(line)}\n" for line in lines)


def confusions_csv(issue: Issue) -> str:
    """Return how often which character was put in place of which, as CSV, the most frequent first.

    Only corrections that keep the number of characters say which character stood for which.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for record in records(issue):
        if len(record.before) == len(record.after):
            counts.update(
                pair for pair in zip(record.before, record.after, strict=True) if pair[0] != pair[1]
            )
    rows = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return _csv(("before", "after", "count"), ([*pair, number] for pair, number in rows))


def pairs_jsonl(issue: Issue) -> str:
    """Return every corrected paragraph with what it was before, as JSON Lines for training correction models."""
    lines = []
    for article_id in issue.order:
        for block in issue.blocks_of(article_id):
            pieces = pieces_of(block, issue.pages)
            if any(piece.is_correction for piece in pieces):
                lines.append(_pair(block, pieces))
    return "".join(f"{_json(line)}\n" for line in lines)


def records(issue: Issue) -> Iterator[Record]:
    """Yield all corrections of an issue's articles in reading order."""
    for article_id in issue.order:
        for block in issue.blocks_of(article_id):
            pieces = pieces_of(block, issue.pages)
            for number, piece in enumerate(pieces):
                if piece.is_correction:
                    left = "".join(each.after for each in pieces[:number])[-_CONTEXT:]
                    right = "".join(each.after for each in pieces[number + 1 :])[:_CONTEXT]
                    yield _record(issue.name, article_id, piece, left, right)


def _record(issue: str, article: str, piece: Piece, left: str, right: str) -> Record:
    origin = piece.origin or ""
    return Record(
        issue,
        article,
        piece.page,
        piece.start,
        piece.end,
        left,
        piece.before,
        piece.after,
        right,
        kind_of(origin),
        who_of(origin),
    )


def _pair(block: Block, pieces: Sequence[Piece]) -> dict[str, object]:
    errors, at = [], 0
    for piece in pieces:
        if piece.is_correction:
            errors.append({"start": at, "end": at + len(piece.before), "correction": piece.after})
        at += len(piece.before)
    source = "".join(piece.before for piece in pieces)
    return {
        "id": block.id,
        "source": source,
        "target": block.text,
        "errors": errors,
        "offset_unit": "code_point",
    }


def _csv(head: Sequence[str], rows: Iterator[Sequence[object]] | Sequence[Sequence[object]]) -> str:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return made.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    # Lone surrogates have no UTF-8 form; escaped they survive.
    return json.dumps(value) if any("\ud800" <= character <= "\udfff" for character in text) else text
