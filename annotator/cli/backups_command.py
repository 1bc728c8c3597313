"""``annotator backups``: the backups of a project, and putting one back."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.messages import sentence
from annotator.cli.output import say, write
from annotator.errors import UserError
from annotator.paths import data_folder
from annotator.services.recovery.backups import Backup, folder_of, list_backups, look_into, put_back
from annotator.services.recovery.salvage import salvage


@click.command("backups")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--restore", "number", type=int, metavar="NUMBER", help="Put the backup of that number back.")
@click.option(
    "--salvage",
    "wants_salvage",
    is_flag=True,
    help="Save what can be read of a damaged project into a new one.",
)
def backups(project: Path, number: int | None, wants_salvage: bool) -> None:
    """List the backups of PROJECT, the latest first: number, time, reason, bytes, steps, issues.

    What --restore replaces is kept beside the project.
    """
    if wants_salvage:
        _salvage(project)
        return
    listed = list_backups(folder_of(data_folder(), project))
    if number is None:
        for entry in listed:
            write(_line(entry) + "\n")
        return
    chosen = next((entry for entry in listed if entry.number == number), None)
    if chosen is None:
        raise UserError("backup.missing", number=number, file=project.name)
    aside = put_back(chosen, project)
    if aside is not None:
        say(sentence("backup.aside", {"file": aside.name}))


def _salvage(project: Path) -> None:
    found = salvage(project, folder_of(data_folder(), project))
    values = {"issues": len(found.issues), "redone": found.redone, "lost": found.lost}
    say(sentence("salvage.done", {"file": found.target.name, **values}))
    if found.backup is not None:
        made = found.backup.made.strftime("%Y-%m-%dT%H:%M:%SZ")
        say(sentence("salvage.backup", {"number": found.backup.number, "made": made}))


def _line(entry: Backup) -> str:
    try:
        content = look_into(entry)
        inside = f"{content.steps}\t{'、'.join(content.issues)}"
    except UserError as error:
        inside = sentence(error.code, error.values)
    made = entry.made.strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{entry.number}\t{made}\t{entry.reason.value}\t{entry.path.stat().st_size}\t{inside}"
