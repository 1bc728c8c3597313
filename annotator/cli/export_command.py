"""``annotator export``: documents and tables of one project, or of all that a pattern names."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from annotator.cli.messages import sentence
from annotator.cli.output import say, write_bytes
from annotator.errors import UserError
from annotator.formats.plain_text import Breaks, TextLayout
from annotator.model.issue import Issue
from annotator.services.export.export_choice import ExportChoice, Unit
from annotator.services.export.export_formats import FORMATS, losses
from annotator.services.export.exporting import (
    export_chosen,
    export_data,
    export_sources,
    file_name,
    format_named,
    material_of,
)
from annotator.services.project.session import Session

_OCR = "ocr"


@click.command()
@click.argument("projects", metavar="PROJECT...", nargs=-1, required=True)
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice([*(each.name for each in FORMATS), _OCR]),
    default="text",
    show_default=True,
)
@click.option("--issue", "issue_name", help="Name of the issue, where the project has several.")
@click.option("--per-article", is_flag=True, help="One file an article, into the folder TARGET.")
@click.option("--per-page", is_flag=True, help="One file a page, into the folder TARGET; format text only.")
@click.option(
    "--line-breaks",
    "breaks",
    type=click.Choice([each.value for each in Breaks]),
    default=Breaks.JOINED.value,
    show_default=True,
    help="Each paragraph on one line, or lines as printed; format text only.",
)
@click.option("--blank-lines", is_flag=True, help="A blank line between paragraphs; format text only.")
@click.pass_context
def export(
    context: click.Context,
    projects: tuple[str, ...],
    target: Path,
    form: str,
    issue_name: str | None,
    per_article: bool,
    per_page: bool,
    breaks: str,
    blank_lines: bool,
) -> None:
    """Write an issue of PROJECT to the file or folder TARGET; - is standard output.

    Of several projects, or of those that a pattern such as 2023/**/*.annotator names, all issues are written into the
    folder TARGET, each as a file (with --per-article, --per-page and the format ocr as a folder) named after project
    and issue. A project that fails is told of in one sentence, and the others are written.

    The format ocr writes corrected text back into the OCR files that the pages came from, into the folder TARGET. Of
    several projects, issues that came from no such files are told of and passed over.
    """
    choice = _choice(form, per_article, per_page, TextLayout(Breaks(breaks), blank_lines))
    if len(projects) == 1 and not _is_pattern(projects[0]):
        _export_one(Path(projects[0]), target, choice, issue_name)
    elif not _export_all(list(_matching(projects)), target, choice, issue_name):
        context.exit(1)


def _choice(form: str, per_article: bool, per_page: bool, layout: TextLayout) -> ExportChoice:
    """Return what the options ask for.

    Raises:
        UserError: they do not go together.
    """
    if per_article and per_page:
        raise UserError("export.one_unit")
    if form != "text" and (per_page or layout != TextLayout()):
        option = "--per-page" if per_page else "--blank-lines" if layout.blank_lines else "--line-breaks"
        raise UserError("export.text_only", option=option)
    unit = Unit.ARTICLE if per_article else Unit.PAGE if per_page else Unit.ISSUE
    return ExportChoice(form, unit, layout)


def _export_one(project: Path, target: Path, choice: ExportChoice, issue_name: str | None) -> None:
    with Session.open(project, read_only=True) as session:
        issues = _issues(session, project, issue_name)
        if len(issues) > 1:
            raise UserError("export.choose_issue", count=len(issues))
        issue = session.issue(issues[0])
        if str(target) == "-" and not _as_folder(choice):
            material = material_of(session, issue, choice)
            _tell_losses(issue, choice.form)
            write_bytes(export_data(material, choice.form))
        else:
            _write(session, issue, target, choice)


def _is_pattern(name: str) -> bool:
    """Tell whether a name is a pattern; files may have brackets in their names."""
    return glob.has_magic(name) and not Path(name).exists()


def _matching(patterns: Sequence[str]) -> Iterator[Path]:
    """Yield the projects that patterns name, each once: not every shell knows patterns.

    Raises:
        UserError: a pattern names none.
    """
    seen: set[Path] = set()
    for pattern in patterns:
        # An absolute pattern is nothing that Path.glob takes.
        found = sorted(glob.glob(pattern, recursive=True)) if _is_pattern(pattern) else [pattern]  # noqa: PTH207
        if not found:
            raise UserError("export.no_projects", pattern=pattern)
        for path in map(Path, found):
            if path.resolve() not in seen:
                seen.add(path.resolve())
                yield path


def _as_folder(choice: ExportChoice) -> bool:
    return choice.form == _OCR or choice.unit is not Unit.ISSUE


def _export_all(projects: Sequence[Path], folder: Path, choice: ExportChoice, issue_name: str | None) -> bool:
    """Write all issues of projects into a folder; tells whether all could be."""
    taken: set[str] = set()
    failed = 0
    for project in projects:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with Session.open(project, read_only=True) as session:
                issues = _issues(session, project, issue_name)
                for issue_id in issues:
                    issue = session.issue(issue_id)
                    name = _name(project, issue if len(issues) > 1 else None, taken)
                    suffix = "" if _as_folder(choice) else format_named(choice.form).suffix
                    try:
                        _write(session, issue, folder / f"{name}{suffix}", choice)
                    except UserError as error:
                        if error.code != "export.no_sources":
                            raise
                        # Typed pages among scanned ones are usual, and no failure.
                        say(f"{project}: {sentence(error.code, error.values)}")
                    session.forget_all_but("")
        except OSError as error:
            failed += 1
            say(f"{project}: {error.strerror or error}")
        except UserError as error:
            failed += 1
            say(f"{project}: {sentence(error.code, error.values)}")
    say(sentence("export.done", {"count": len(projects) - failed, "failed": failed}))
    return not failed


def _name(project: Path, issue: Issue | None, taken: set[str]) -> str:
    """Return a file name without suffix that no other result has."""
    base = file_name(issue.name, project.stem) if issue is not None else project.stem
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name.casefold())
    return name


def _issues(session: Session, project: Path, name: str | None) -> list[str]:
    """Return the ids of the issues that are meant.

    Raises:
        UserError: there are none.
    """
    if not session.issues:
        raise UserError("export.no_issue", file=project.name)
    found = [info.id for info in session.issues if name in (None, info.name)]
    if not found:
        raise UserError("export.issue", issue=name or "")
    return found


def _write(session: Session, issue: Issue, target: Path, choice: ExportChoice) -> None:
    if choice.form == _OCR:
        export_sources(session, issue, target)
        return
    material = material_of(session, issue, choice)
    _tell_losses(issue, choice.form)
    export_chosen(material, target, choice)


def _tell_losses(issue: Issue, form: str) -> None:
    for loss, count in losses(format_named(form), issue).items():
        say(sentence(f"loss.{loss.value}", {"count": count}))
