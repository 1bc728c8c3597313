"""``annotator reread``: a better reading of pages in work takes the place of the old one, with people's work kept."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.messages import sentence
from annotator.cli.output import progress_line, say, write
from annotator.cli.passwords import password_asker, password_option
from annotator.cli.rerun_command import line_of
from annotator.errors import UserError
from annotator.model.issue import Issue
from annotator.services.checks.checking import load_models
from annotator.services.project.session import Session
from annotator.services.rebuilding.rereading import read_readings, reread_in
from annotator.services.sources.arrivals import Watch
from annotator.services.sources.recognizing import engine


@click.command("reread")
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--issue", "issue_name", help="Name of the issue; needed where the project has several.")
@click.option("--page", help="The page that is read anew, by printed number or name; else found by likeness.")
@click.option("--encoding", help="Encoding of text files instead of the detected one.")
@click.option(
    "--anyway", is_flag=True, help="Take a reading that has hardly anything in common with the page."
)
@password_option
@click.option("--who", default="", help="Name that signs the step in the history.")
def reread_pages(
    project: Path,
    files: tuple[Path, ...],
    issue_name: str | None,
    page: str | None,
    encoding: str | None,
    anyway: bool,
    password_file: Path | None,
    who: str,
) -> None:
    """Put new readings (FILES) of pages of an issue of PROJECT in the place of the old ones.

    FILES are text, PDF, files of an OCR engine or, with the extra `ocr`, images. Corrections, labels, decisions and
    what was kept are carried over, as one step that can be undone. What could not be kept as it was is listed on
    standard output, as by `rerun`.
    """
    watch = Watch(password=password_asker(password_file))
    with Session.open(project, who=who) as session:
        info = _issue(session, project, issue_name)
        issue = session.issue(info)
        wanted = None if page is None else _page(issue, page)
        readings = read_readings(
            issue, files, page=wanted, encoding=encoding, anyway=anyway, engine=engine(), watch=watch
        )
        found = reread_in(session, info, readings, load_models(), progress=progress_line(f"{issue.name}:"))
        pages = session.issue(info).pages
        for entry in found.lost:
            write(line_of(entry, issue.name, pages[entry.place.page].name))
        values = {
            "issue": issue.name,
            "pages": len(readings.pages),
            "agreed": found.agreed,
            "count": len(found.lost),
        }
        say(sentence("reread.lost" if found.lost else "reread.done", values))


def _issue(session: Session, project: Path, name: str | None) -> str:
    """Return the id of the issue that is meant."""
    infos = [info for info in session.issues if name in (None, info.name)]
    if not infos:
        raise UserError(
            "export.no_issue" if name is None else "export.issue", file=project.name, issue=name or ""
        )
    if len(infos) > 1:
        raise UserError("reread.which_issue", file=project.name)
    return infos[0].id


def _page(issue: Issue, wanted: str) -> str:
    """Return the id of the page of a printed number or, failing that, of a name."""
    by_number = [page.id for page in issue.pages.values() if page.number == wanted]
    by_name = [page.id for page in issue.pages.values() if page.name == wanted]
    found = by_number or by_name
    if len(found) != 1:
        raise UserError("reread.which_page", page=wanted, issue=issue.name)
    return found[0]
