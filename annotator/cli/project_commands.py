"""``annotator import`` and ``doctor``: commands over projects."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.messages import sentence
from annotator.cli.output import say, write
from annotator.cli.passwords import password_option
from annotator.cli.process_command import open_or_create, read_issue
from annotator.errors import UserError
from annotator.services.files.network_folders import network_file_system
from annotator.services.rebuilding.importing import collect_issues
from annotator.services.recovery.doctor import examine, repair


@click.command("import")
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--name", help="Name of the issue.")
@click.option("--encoding", help="Encoding of the files; detected where not given.")
@click.option("--numbers", metavar="N,N,…", help="Printed page numbers of the files, in their order.")
@click.option("--pages", metavar="1-8,12", help="Pages of PDF files to read; all by default.")
@password_option
@click.option("--bare-images", is_flag=True, help="Take images without text as pages without text.")
def import_pages(
    project: Path,
    files: tuple[Path, ...],
    name: str | None,
    encoding: str | None,
    numbers: str | None,
    pages: str | None,
    password_file: Path | None,
    bare_images: bool,
) -> None:
    """Add FILES to PROJECT as the pages of one issue; the project is made where there is none.

    A folder is an issue of its own, a folder of folders several, and so is a METS file.
    """
    issues = collect_issues(files)
    if len(issues) > 1 and (name or numbers):
        raise UserError("import.one_issue_only", count=len(issues))
    for issue in issues:
        imported = read_issue(
            issue,
            name,
            encoding,
            numbers,
            project,
            pages=pages,
            bare_images=bare_images,
            password_file=password_file,
        )
        with open_or_create(project) as session:
            session.add_issue(imported.issue, imported.sources, imported.images)
        write(f"{imported.issue.name}\n")


@click.command()
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "--repair", "mend", is_flag=True, help="Rebuild from the journal what does not agree (a backup is made)."
)
@click.pass_context
def doctor(context: click.Context, project: Path, mend: bool) -> None:
    """Check the integrity of PROJECT and the promises of the program; one line a finding."""
    report = repair(project) if mend else examine(project)
    kind = network_file_system(project)
    if kind:
        say(sentence("project.network", {"file": project.name, "kind": kind}))
    for finding in report.findings:
        write(f"{finding.code}\t{finding.subject}\t{'repaired' if finding.repaired else 'open'}\n")
    if any(not finding.repaired for finding in report.findings):
        context.exit(1)
