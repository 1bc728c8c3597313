"""``annotator process``: the main job without a window."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.output import progress_line, say_notes, write
from annotator.cli.passwords import password_asker, password_option
from annotator.errors import UserError
from annotator.reconstruct.cleanups.cleanup import RULES
from annotator.services.checks.checking import load_models
from annotator.services.export.issue_json import json_text, write_json
from annotator.services.files.page_ranges import parse_ranges
from annotator.services.project.lessons import everybodys_lessons
from annotator.services.project.newspaper import UNKNOWN, newspaper_of
from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import Imported, IssueFiles, collect_issue, import_issue
from annotator.services.sources.recognizing import engine


def parse_numbers(text: str | None, count: int) -> list[str | None]:
    """Return the page numbers given as ``1,3`` for ``count`` files; an empty place leaves one to the program.

    Raises:
        UserError: there are not as many numbers as files.
    """
    if text is None:
        return []
    numbers = [number.strip() or None for number in text.split(",")]
    if len(numbers) != count:
        raise UserError("import.numbers", count=len(numbers), files=count)
    return numbers


def read_issue(
    issue: IssueFiles,
    name: str | None,
    encoding: str | None,
    numbers: str | None,
    project: Path | None,
    without: tuple[str, ...] = (),
    pages: str | None = None,
    bare_images: bool = False,
    password_file: Path | None = None,
) -> Imported:
    """Read the files of one issue, with progress on a terminal and notes on standard error.

    A project it is meant for is opened first: one that cannot be is refused before the long work, and what its
    people keep wherever it stands is not flagged.

    Raises:
        UserError: a file cannot be imported, or the project cannot be opened.
    """
    password = password_asker(password_file)
    lessons, newspaper = everybodys_lessons(), UNKNOWN
    if project is not None and project.exists():
        with Session.open(project) as session:
            lessons, newspaper = session.lessons(), newspaper_of(session)
    parsed = parse_numbers(numbers, len(issue.files))
    chosen = None if pages is None else dict.fromkeys(issue.files, parse_ranges(pages))
    imported = import_issue(
        issue.files,
        name=name or issue.name,
        encoding=encoding,
        numbers=parsed or issue.numbers,
        chosen=chosen,
        found=issue.found,
        images=issue.images,
        pictures=issue.pictures,
        bare_images=bare_images,
        engine=engine(),
        models=load_models(),
        lessons=lessons,
        newspaper=newspaper,
        without=without,
        progress=progress_line("annotator:"),
        password=password,
    )
    say_notes(imported.notes)
    return imported


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--json", "json_target", metavar="OUT", help="Write JSON to a file, or with - to standard output."
)
@click.option(
    "--markdown",
    "markdown_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write one Markdown file an article into a folder.",
)
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    metavar="P",
    help="Add the issue to a project (made if missing).",
)
@click.option("--name", help="Name of the issue.")
@click.option("--encoding", help="Encoding of the files; detected where not given.")
@click.option("--numbers", metavar="N,N,…", help="Printed page numbers of the files, in their order.")
@click.option("--pages", metavar="1-8,12", help="Pages of PDF files to read; all by default.")
@password_option
@click.option(
    "--without",
    type=click.Choice(sorted(RULES)),
    multiple=True,
    metavar="RULE",
    help=f"Leave a clean-up out; may be given again. Rules: {', '.join(sorted(RULES))}.",
)
def process(
    files: tuple[Path, ...],
    json_target: str | None,
    markdown_folder: Path | None,
    project: Path | None,
    name: str | None,
    encoding: str | None,
    numbers: str | None,
    pages: str | None,
    password_file: Path | None,
    without: tuple[str, ...],
) -> None:
    """Rebuild the articles of one issue from its pages and flag what is doubtful.

    FILES are the pages of one issue, in page order; a folder stands for its page files, a METS file for those it names.
    Without an output option the JSON goes to standard output.
    """
    imported = read_issue(
        collect_issue(files), name, encoding, numbers, project, without, pages, password_file=password_file
    )
    if json_target == "-" or not (json_target or markdown_folder or project):
        write(json_text(imported.issue))
    elif json_target:
        write_json(imported.issue, Path(json_target))
    if markdown_folder:
        # The other formats take a good part of a second to load, which a page as JSON should not wait for.
        from annotator.services.export.export_material import Material
        from annotator.services.export.exporting import export_articles

        export_articles(Material(imported.issue), markdown_folder, "markdown")
    if project:
        with open_or_create(project) as session:
            session.add_issue(imported.issue, imported.sources, imported.images)


def open_or_create(project: Path) -> Session:
    """Open a project, or make it where there is none.

    Raises:
        UserError: the file is in use, damaged, newer, no project, or cannot be made.
    """
    return Session.open(project) if project.exists() else Session.create(project, project.stem)
