"""``annotator check``: flags for text as it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from annotator.cli.output import say_failures, say_notes, write
from annotator.cli.reasons import explanation
from annotator.errors import UserError
from annotator.formats.process_json import flag_json
from annotator.services.checks.checking import check_texts, default_threshold, load_models
from annotator.services.project.house_rules import rule_book
from annotator.services.sources.pages import read_page
from annotator.text.json_data import parse_json

_BATCH = 8000


def records(path: Path) -> Iterator[tuple[str, str]]:
    """Yield id and text of each record of a JSON Lines file; empty lines are passed over.

    Raises:
        UserError: the file cannot be read, or a line is no such record.
    """
    page, _ = read_page(path, "", "utf-8")
    for number, line in enumerate(page.raw.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = parse_json(line)
        except ValueError as error:
            raise UserError("check.record", file=path.name, line=number) from error
        if not isinstance(record, dict) or not isinstance(record.get("text"), str) or "id" not in record:
            raise UserError("check.record", file=path.name, line=number)
        yield record["id"], record["text"]


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--jsonl", type=click.Path(path_type=Path), metavar="IN", help='A file of lines {"id": …, "text": …}.'
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Give every flag above the floor; those at the default sensitivity are marked “shown”.",
)
@click.option(
    "--plugin",
    "plugins",
    multiple=True,
    metavar="NAME",
    help="Let a detector of an installed package take part; may be given several times.",
)
@click.option(
    "--scorer",
    type=click.Path(path_type=Path),
    metavar="MODEL.onnx",
    help="Let a neural model of your own weigh the doubts; its vocab.txt stands beside it.",
)
@click.option(
    "--scorer-task",
    type=click.Choice(["masked", "correction"]),
    default="masked",
    show_default=True,
    help="What that model was made for.",
)
@click.option("--explain", is_flag=True, help="Say the reason of each flag in words.")
@click.option("--encoding", help="Encoding of FILE; detected where not given.")
def check(
    file: Path | None,
    jsonl: Path | None,
    everything: bool,
    plugins: tuple[str, ...],
    scorer: Path | None,
    scorer_task: str,
    explain: bool,
    encoding: str | None,
) -> None:
    """Flag what is doubtful in a text as it stands; JSON Lines on standard output.

    Offsets are code points of the text as it is in the file.
    """
    if (file is None) == (jsonl is None):
        raise click.UsageError("Name one file, or one with --jsonl.")
    if file is not None:
        page, notes = read_page(file, file.name, encoding)
        say_notes(notes)
        texts: list[tuple[str, str]] = [(page.name, page.raw)]
    else:
        # Read to the end first: a faulty line is refused before anything is written.
        texts = list(records(jsonl)) if jsonl else []
    models = load_models(plugins, scorer, scorer_task)
    rules = rule_book()
    found = [
        (record_id, text, flags)
        for batch in _batches(texts)
        for (record_id, text), flags in zip(
            batch, check_texts([text for _, text in batch], models, rules), strict=True
        )
    ]
    # The texts of one file are of one kind, and all of them tell which.
    threshold = default_threshold([(text, flags) for _, text, flags in found])
    for record_id, _, flags in found:
        given = [
            {**flag_json(flag, {}), **({"explanation": explanation(flag)} if explain else {})}
            for flag in flags
            if everything or flag.score >= threshold
        ]
        if everything:
            given = [_marked(flag, threshold) for flag in given]
        write(json.dumps({"id": record_id, "flags": given}, ensure_ascii=False) + "\n")
    say_failures(models)


def _batches(texts: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Gather short texts, about ``_BATCH`` code points at a time: many at once are checked faster."""
    batch: list[tuple[str, str]] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text[1])
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _marked(flag: dict[str, Any], threshold: float) -> dict[str, Any]:
    return {**flag, "shown": True} if flag["score"] >= threshold else flag
