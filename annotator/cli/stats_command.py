"""``annotator stats``: figures of a project."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from annotator.cli.messages import speaks_chinese
from annotator.cli.output import write
from annotator.formats.html_report import report_html
from annotator.model.codec import encode
from annotator.model.progress import Stage
from annotator.services.doubts.stream import DEFAULT_RATE, Choice
from annotator.services.files.writing import write_checked
from annotator.services.reports.agreement_report import agreement_report, agreement_sections
from annotator.services.reports.reporting import ReportWords, build_report, load_words
from annotator.services.reports.statistics import IssueFigures, ProjectFigures, project_figures
from annotator.services.team.agreement import Agreement
from annotator.services.team.compared import files_agreement, project_agreement


@click.command()
@click.argument("projects", nargs=-1, required=True, metavar="PROJECT…", type=click.Path(path_type=Path))
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write a report with charts there.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    help="Least score of an open doubt; otherwise as many count as the window shows at first.",
)
@click.option(
    "--agreement",
    "agree",
    is_flag=True,
    help="How far people agree: those merged into PROJECT, or those who worked in several files.",
)
def stats(
    projects: tuple[Path, ...], page: Path | None, as_json: bool, threshold: float | None, agree: bool
) -> None:
    """Print figures of PROJECT: progress, errors found and left, corrections; a line an issue.

    With --agreement: how far people agree in labels and corrections; a line a label, person and article.
    """
    words = load_words("zh_CN" if speaks_chinese() else "en")
    if agree:
        _agreement(projects, page, as_json, words)
        return
    if len(projects) > 1:
        raise click.UsageError("Several projects need --agreement.")
    project = projects[0]
    choice = Choice(rate=DEFAULT_RATE) if threshold is None else Choice(threshold)
    figures = project_figures(project, choice)
    if page is not None:
        write_checked(page, report_html(build_report(figures, words)))
    if as_json:
        write(f"{json.dumps(_plain(figures), ensure_ascii=True, indent=1)}\n")
        return
    titles = (words.issue, words.characters, words.corrections, words.rate_before, words.rate_now)
    write("\t".join((*titles, *(words.stages[stage.value] for stage in Stage))) + "\n")
    for issue in (*figures.issues, figures.total):
        numbers = (f"{issue.characters}", f"{issue.corrections}", f"{issue.rate_before:.2f}")
        stages = (str(issue.stages.get(stage, 0)) for stage in Stage)
        write("\t".join((issue.name, *numbers, f"{issue.rate_now:.2f}", *stages)) + "\n")


def _agreement(paths: tuple[Path, ...], page: Path | None, as_json: bool, words: ReportWords) -> None:
    found = project_agreement(paths[0]) if len(paths) == 1 else files_agreement(paths)
    if page is not None:
        write_checked(page, report_html(agreement_report(paths[0].stem, found, words)))
    if as_json:
        write(f"{json.dumps(_plain_agreement(found), ensure_ascii=True, indent=1)}\n")
        return
    for section in agreement_sections(found, words):
        if section.table is not None:
            lines = ((section.heading, *section.table.headings[1:]), *section.table.rows)
            write("".join("\t".join(cells) + "\n" for cells in lines))


def _plain_agreement(found: Agreement) -> dict[str, object]:
    return {
        "people": list(found.people),
        "documents": found.documents,
        "overall": asdict(found.overall),
        "corrections": asdict(found.corrections),
        "labels": {label: asdict(measures) for label, measures in found.labels.items()},
        "pairs": [{"people": list(pair), **asdict(measures)} for pair, measures in found.pairs.items()],
        "by_document": [{"document": name, **asdict(measures)} for name, measures in found.by_document],
        "confusion": [
            {"first": first, "second": second, "count": count}
            for (first, second), count in sorted(found.confusion.items())
        ],
    }


def _plain(figures: ProjectFigures) -> dict[str, object]:
    return {
        "name": figures.name,
        "issues": [_plain_issue(issue) for issue in figures.issues],
        "total": _plain_issue(figures.total),
        "days": [encode(day) for day in figures.days],
    }


def _plain_issue(issue: IssueFigures) -> dict[str, object]:
    return {
        "id": issue.id,
        "name": issue.name,
        "characters": issue.characters,
        "stages": {stage.value: number for stage, number in issue.stages.items()},
        "flags": [
            {"detector": detector, "status": status.value, "count": number}
            for (detector, status), number in sorted(issue.found.items())
        ],
        "changes": {kind.value: number for kind, number in issue.changes.items()},
        "corrections": [
            {"before": before, "after": after, "count": number}
            for (before, after), number in sorted(issue.pairs.items())
        ],
        "expected_errors": round(issue.expected, 3),
        "per_1000_before": round(issue.rate_before, 3),
        "per_1000_now": round(issue.rate_now, 3),
        "labels": issue.labels,
    }
