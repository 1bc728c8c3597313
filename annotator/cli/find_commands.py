"""``annotator find`` and ``annotator replace``: words in a project, and other words in their place."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace as changed
from pathlib import Path
from typing import Any

import click

from annotator.cli.output import write
from annotator.errors import UserError
from annotator.services.editing.finding import EVERYTHING, Found, Query, Source, find_in_project, prepare
from annotator.services.editing.replacing import replacements, template
from annotator.services.project.session import Session
from annotator.text.folding import Folding

_CONTEXT = 20


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say what is looked for."""
    for option in (
        click.option(
            "--in",
            "sources",
            multiple=True,
            type=click.Choice([source.value for source in Source]),
            help="What is searched; may be given several times. Articles by default.",
        ),
        click.option("--ignore-script", is_flag=True, help="Simplified and traditional are the same."),
        click.option("--ignore-width", is_flag=True, help="Full and half width are the same."),
        click.option("--ignore-case", is_flag=True, help="Large and small letters are the same."),
        click.option("--regex", "regular", is_flag=True, help="WORDS is a regular expression."),
    ):
        command = option(command)
    return command


def _query(
    words: str,
    regular: bool,
    ignore_case: bool,
    ignore_width: bool,
    ignore_script: bool,
    sources: tuple[str, ...],
) -> Query:
    where = frozenset(map(Source, sources)) or frozenset({Source.ARTICLE})
    return Query(words, regular, Folding(ignore_case, ignore_width, ignore_script), where)


@click.command()
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("words")
@_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, positions in code points.")
def find(project: Path, words: str, as_json: bool, **how: Any) -> None:
    """Find WORDS in PROJECT: issue, article, block, range and context, one line a place."""
    with Session.open(project, read_only=True) as session:
        found = find_in_project(session.library, prepare(_query(words, **how), limit=EVERYTHING))
        names = {info.id: info.name for info in session.issues}
        for line in _lines(found, names, as_json=as_json):
            write(line)


@click.command()
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("words")
@click.argument("new")
@_options
@click.option("--who", default="", help="The name that signs the corrections.")
@click.option("--dry-run", is_flag=True, help="Only say how many places there are.")
def replace(project: Path, words: str, new: str, who: str, dry_run: bool, **how: Any) -> None:
    r"""Put NEW in place of WORDS in PROJECT, as one step that the window can undo; prints the number of places.

    With --regex, \1 in NEW is the first group, \0 the whole place, \n a new paragraph. Raw text is never changed.
    """
    query = _query(words, **how)
    query = changed(query, sources=query.sources - {Source.RAW})
    with Session.open(project, read_only=dry_run, who=who) as session:
        if session.read_only and not dry_run:
            raise UserError("project.read_only", file=project.name)
        search = prepare(query, limit=EVERYTHING)
        found = find_in_project(session.library, search)
        groups = max((len(hit.groups) for passage in found.passages for hit in passage.hits), default=0)
        made = template(new, regular=query.regular, groups=groups, names=search.matcher.names)
        if not dry_run:
            session.perform_all(replacements(found.passages, made, who))
        write(f"{found.count}\n")


def _lines(found: Found, names: dict[str, str], *, as_json: bool) -> list[str]:
    lines = []
    for passage in found.passages:
        for hit in passage.hits:
            if as_json:
                values = {
                    "issue": passage.issue,
                    "source": passage.source.value,
                    "container": passage.container,
                    "block": passage.block or None,
                    "start": hit.start,
                    "end": hit.end,
                    "text": passage.text[hit.start : hit.end],
                }
                lines.append(json.dumps(values, ensure_ascii=False) + "\n")
                continue
            around = passage.text[max(hit.start - _CONTEXT, 0) : hit.end + _CONTEXT]
            place = (
                names.get(passage.issue, passage.issue),
                passage.name or passage.container,
                passage.block,
            )
            lines.append("\t".join((*place, f"{hit.start}-{hit.end}", " ".join(around.split("\n")))) + "\n")
    return lines
