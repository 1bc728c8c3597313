"""How the values of an issue's present state stand in the rows of their tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from annotator.model.article import Article, Block, Kind, Role, Run
from annotator.model.codec import decode, encode
from annotator.model.conflict import Conflict, Merged
from annotator.model.decision import Decision, Jump
from annotator.model.flag import Candidate, Flag, FlagStatus
from annotator.model.labels import DocumentLabel, LabelPiece, LabelSpan, Relation
from annotator.model.page import Page
from annotator.model.progress import Progress
from annotator.store.values import from_blob, from_json, pack, to_blob, to_json, to_text, unpack


@dataclass(frozen=True, slots=True)
class Table:
    """How one mapping of an issue lies in its table.

    Attributes:
        key: the column of the mapping's key, beside ``issue``.
        columns: the other columns.
        row: what stands in them for a value.
        value: the value of a key and what stands in them.
    """

    key: str
    columns: tuple[str, ...]
    row: Callable[[Any], tuple[Any, ...]]
    value: Callable[..., Any]


def _article_row(article: Article) -> tuple[Any, ...]:
    return article.kind.value, to_json(article.blocks), to_json(encode(article.progress))


def _article(key: str, kind: str, blocks: str, progress: str) -> Article:
    read = decode(Progress, from_json(progress))
    return Article(key, Kind(kind), tuple(from_json(blocks)), read)


def _block_row(block: Block) -> tuple[Any, ...]:
    # Runs are many, so they stand as short lists; most are verbatim and need only their range.
    runs = [
        (run.page, run.start, run.end)
        if run.text is None and run.origin is None
        else (run.page, run.start, run.end, run.text, run.origin)
        for run in block.runs
    ]
    return block.role.value, to_json(runs), to_blob(block.text)


def block_of_row(key: str, role: str, runs: str, text: bytes) -> Block:
    """Return the block of a row."""
    return Block(key, Role(role), tuple(Run(*run) for run in from_json(runs)), from_blob(text))


def _flags_row(flags: tuple[Flag, ...]) -> tuple[Any, ...]:
    # Flags with their candidates are the most numerous values of all: lists in the order of the fields, like runs.
    data = [
        (
            flag.start,
            flag.end,
            flag.text,
            flag.score,
            flag.detector,
            flag.reason,
            flag.values,
            [(candidate.text, candidate.score) for candidate in flag.candidates],
            flag.status.value,
            flag.id,
        )
        for flag in flags
    ]
    return to_json(data), sum(flag.status is FlagStatus.OPEN for flag in flags)


def flags_of_row(_: str, data: str, __: int) -> tuple[Flag, ...]:
    """Return the flags of a row."""
    return tuple(_flag(*flag) for flag in from_json(data))


def _flag(
    start: int,
    end: int,
    text: str,
    score: float,
    detector: str,
    reason: str,
    values: list[str],
    candidates: list[tuple[str, float]],
    status: str,
    flag_id: str,
) -> Flag:
    listed = tuple(Candidate(*candidate) for candidate in candidates)
    return Flag(start, end, text, score, detector, reason, tuple(values), listed, FlagStatus(status), flag_id)


def _data_row(value: Any) -> tuple[Any, ...]:
    return (to_json(encode(value)),)


PAGE_COLUMNS = "issue, id, position, name, number, encoding, raw, sha256"

TABLES = {
    "articles": Table("id", ("kind", "blocks", "progress"), _article_row, _article),
    "blocks": Table("id", ("role", "runs", "text"), _block_row, block_of_row),
    "flags": Table("block", ("data", "n_open"), _flags_row, flags_of_row),
    "pieces": Table(
        "block", ("data",), _data_row, lambda _, data: decode(tuple[LabelPiece, ...], from_json(data))
    ),
    "spans": Table("id", ("data",), _data_row, lambda _, data: decode(LabelSpan, from_json(data))),
    "relations": Table("id", ("data",), _data_row, lambda _, data: decode(Relation, from_json(data))),
    "document_labels": Table(
        "article", ("data",), _data_row, lambda _, data: decode(tuple[DocumentLabel, ...], from_json(data))
    ),
    "decisions": Table("id", ("data",), _data_row, lambda _, data: decode(Decision, from_json(data))),
    "jumps": Table("id", ("data",), _data_row, lambda _, data: decode(Jump, from_json(data))),
    "words": Table("id", ("who",), lambda who: (to_blob(who),), lambda _, who: from_blob(who)),
    "merges": Table(
        "id", ("data",), lambda merged: (pack(encode(merged)),), lambda _, data: decode(Merged, unpack(data))
    ),
    "conflicts": Table("id", ("data",), _data_row, lambda _, data: decode(Conflict, from_json(data))),
}


def page_row(issue_id: str, number: int, page: Page) -> tuple[Any, ...]:
    """Return the row of a page, which is the ``number``-th of those its issue ever had."""
    printed = None if page.number is None else to_blob(page.number)
    return (
        to_text(issue_id),
        to_text(page.id),
        number,
        to_blob(page.name),
        printed,
        to_text(page.encoding),
        to_blob(page.raw),
        page.sha256,
    )
