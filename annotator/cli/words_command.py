"""``annotator words``: the words a project holds to be right, in and out of a list."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.output import write
from annotator.errors import UserError
from annotator.services.project.project_words import (
    project_words,
    read_words_file,
    set_project_words,
    words_text,
)
from annotator.services.project.session import Session

_LIST = click.Path(path_type=Path)


@click.command("words")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--add", "added", type=_LIST, metavar="FILE", help="Add the words of FILE, one a line.")
@click.option("--remove", "removed", type=_LIST, metavar="FILE", help="Remove the words of FILE.")
def words(project: Path, added: Path | None, removed: Path | None) -> None:
    """List the words PROJECT holds to be right, one a line; changes are one step that can be undone."""
    with Session.open(project, read_only=not (added or removed)) as session:
        if added or removed:
            if not session.issue_names:
                raise UserError("export.no_issue", file=project.name)
            kept = [*project_words(session), *(read_words_file(added) if added else ())]
            gone = frozenset(read_words_file(removed) if removed else ())
            first, _name = session.issue_names[0]
            set_project_words(session, first, (word for word in kept if word not in gone))
        write(words_text(project_words(session)))
