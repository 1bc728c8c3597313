"""``annotator import``, ``export`` and ``doctor``: commands over projects."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.messages import sentence
from annotator.cli.output import say, write, write_bytes
from annotator.cli.process_command import open_or_create, read_issue
from annotator.errors import UserError
from annotator.services.doctor import examine, repair
from annotator.services.export_formats import FORMATS, losses
from annotator.services.exporting import (
    export_articles,
    export_data,
    export_issue,
    export_sources,
    format_named,
    material_of,
)
from annotator.services.importing import collect_issues
from annotator.services.session import Session


@click.command("import")
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--name", help="Name of the issue.")
@click.option("--encoding", help="Encoding of the files; detected where not given.")
@click.option("--numbers", metavar="N,N,…", help="Printed page numbers of the files, in their order.")
@click.option("--pages", metavar="1-8,12", help="Pages of PDF files to read; all by default.")
@click.option("--bare-images", is_flag=True, help="Take images without text as pages without text.")
def import_pages(
    project: Path,
    files: tuple[Path, ...],
    name: str | None,
    encoding: str | None,
    numbers: str | None,
    pages: str | None,
    bare_images: bool,
) -> None:
    """Add FILES to PROJECT as the pages of one issue; the project is made where there is none.

    A folder is an issue of its own, a folder of folders several, and so is a METS file.
    """
    issues = collect_issues(files)
    if len(issues) > 1 and (name or numbers):
        raise UserError("import.one_issue_only", count=len(issues))
    for issue in issues:
        imported = read_issue(issue, name, encoding, numbers, project, pages=pages, bare_images=bare_images)
        with open_or_create(project) as session:
            session.add_issue(imported.issue, imported.sources, imported.images)
        write(f"{imported.issue.name}\n")


@click.command()
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice([*(each.name for each in FORMATS), "ocr"]),
    default="text",
    show_default=True,
)
@click.option("--issue", "issue_name", help="Name of the issue, where the project has several.")
@click.option("--per-article", is_flag=True, help="One file an article, into the folder TARGET.")
def export(project: Path, target: Path, form: str, issue_name: str | None, per_article: bool) -> None:
    """Write an issue of PROJECT to the file or folder TARGET; - is standard output.

    The format ocr writes corrected text back into the OCR files that the pages came from, into the folder TARGET.
    """
    with Session.open(project, read_only=True) as session:
        if not session.issues:
            raise UserError("export.no_issue", file=project.name)
        infos = [info for info in session.issues if issue_name in (None, info.name)]
        if not infos:
            raise UserError("export.issue", issue=issue_name or "")
        if len(infos) > 1:
            raise UserError("export.choose_issue", count=len(infos))
        if form == "ocr":
            export_sources(session, session.issue(infos[0].id), target)
            return
        material = material_of(session, session.issue(infos[0].id))
        for loss, count in losses(format_named(form), material.issue).items():
            say(sentence(f"loss.{loss.value}", {"count": count}))
        if per_article:
            export_articles(material, target, form)
        elif str(target) == "-":
            write_bytes(export_data(material, form))
        else:
            export_issue(material, target, form)


@click.command()
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "--repair", "mend", is_flag=True, help="Rebuild from the journal what does not agree (a backup is made)."
)
@click.pass_context
def doctor(context: click.Context, project: Path, mend: bool) -> None:
    """Check the integrity of PROJECT and the promises of the program; one line a finding."""
    report = repair(project) if mend else examine(project)
    for finding in report.findings:
        write(f"{finding.code}\t{finding.subject}\t{'repaired' if finding.repaired else 'open'}\n")
    if any(not finding.repaired for finding in report.findings):
        context.exit(1)
