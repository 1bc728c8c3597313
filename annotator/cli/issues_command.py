"""``annotator issues``: the issues of a project, listed, renamed and removed."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.messages import sentence
from annotator.cli.output import say, write
from annotator.errors import UserError
from annotator.paths import data_folder
from annotator.services.project.session import Session
from annotator.services.recovery.backups import folder_of, list_backups
from annotator.services.recovery.removing import remove_issue


@click.command("issues")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--rename", type=(str, str), metavar="ID NAME", help="Give the issue of that id another name.")
@click.option("--remove", "removed", metavar="ID", help="Remove the issue of that id, after a backup.")
def issues(project: Path, rename: tuple[str, str] | None, removed: str | None) -> None:
    """List the issues of PROJECT in order: id, name, pages, articles, open doubts of any score.

    An issue that is removed is in the backup made before it; what was done to other issues stays.
    """
    if rename and removed:
        raise click.UsageError("--rename and --remove exclude each other.")
    if rename:
        _rename(project, *rename)
    elif removed is not None:
        _remove(project, removed)
    else:
        with Session.open(project, read_only=True) as session:
            for info in session.issues:
                name = " ".join(info.name.split())
                write(f"{info.id}\t{name}\t{info.n_pages}\t{info.n_articles}\t{info.n_open_flags}\n")


def _rename(project: Path, issue_id: str, name: str) -> None:
    with Session.open(project) as session:
        _name_of(session, issue_id)
        session.rename_issue(issue_id, name)


def _remove(project: Path, issue_id: str) -> None:
    with Session.open(project) as session:
        name = _name_of(session, issue_id)
        folder = folder_of(data_folder(), session.path)
        remove_issue(session, issue_id, folder)
    say(sentence("issue.removed", {"issue": name, "number": list_backups(folder)[0].number}))


def _name_of(session: Session, issue_id: str) -> str:
    name = dict(session.issue_names).get(issue_id)
    if name is None:
        raise UserError("issue.missing", file=session.path.name, issue=issue_id)
    return name
