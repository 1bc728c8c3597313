"""``annotator rerun``: reconstruct and check the issues of a project again, keeping what people did."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.messages import sentence
from annotator.cli.output import progress_line, say, write
from annotator.errors import UserError
from annotator.services.checks.checking import load_models
from annotator.services.project.session import Session
from annotator.services.rebuilding.rerunning import Lost, rerun_in


@click.command("rerun")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--issue", "issue_name", help="Name of the issue; all issues where not given.")
@click.option("--who", default="", help="Name that signs the step in the history.")
@click.option("--check-only", is_flag=True, help="Leave the articles as they are and look for doubts anew.")
def rerun_project(project: Path, issue_name: str | None, who: str, check_only: bool) -> None:
    """Rebuild the articles of PROJECT from its pages and check them, with all that people did kept.

    Corrections, labels, decided flags and decisions stay; each issue is one step that can be undone. What could not be
    kept as it was is listed on standard output, one line each, with its kind, issue, page and range.
    """
    with Session.open(project, who=who) as session:
        infos = [info for info in session.issues if issue_name in (None, info.name)]
        if not infos:
            code = "export.no_issue" if issue_name is None else "export.issue"
            raise UserError(code, file=project.name, issue=issue_name or "")
        models = load_models()
        for info in infos:
            found = rerun_in(
                session,
                info.id,
                models,
                rebuild=not check_only,
                check_all=True,
                progress=progress_line(f"{info.name}:"),
            )
            pages = session.issue(info.id).pages
            for entry in found.lost:
                write(line_of(entry, info.name, pages[entry.place.page].name))
            code = "rerun.same" if found.operation is None else "rerun.lost" if found.lost else "rerun.done"
            say(sentence(code, {"issue": info.name, "count": len(found.lost)}))


def line_of(entry: Lost, issue: str, page: str) -> str:
    """Return what could not be kept as a line of output."""
    text = entry.text.replace("\n", " ").replace("\t", " ")
    return f"{entry.kind}\t{issue}\t{page}:{entry.place.start}-{entry.place.end}\t{text}\n"
