"""``annotator newspaper``: what the people of a project have shown about their newspaper."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.output import write
from annotator.services.project.newspaper import forget, habits
from annotator.services.project.session import Session


@click.command("newspaper")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--forget", "forgotten", metavar="KEY", help="Remove the entry of that key for good.")
def newspaper(project: Path, forgotten: str | None) -> None:
    """List what PROJECT has learnt about its newspaper from people's decisions; one line an entry.

    Lines of furniture stand with their role, # for any number and @ for the page's; lines that are none with “text”;
    column widths in cells with “width”. The first field is the key.
    """
    with Session.open(project, read_only=forgotten is None) as session:
        if forgotten is not None:
            forget(session, forgotten)
        for habit in habits(session):
            kind = "width" if habit.is_width else habit.role or "text"
            write(f"{habit.key}\t{kind}\t{habit.text}\n")
