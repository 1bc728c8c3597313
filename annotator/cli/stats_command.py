"""``annotator stats``: figures of a project."""

from __future__ import annotations

import json
from pathlib import Path

import click

from annotator.cli.messages import speaks_chinese
from annotator.cli.output import write
from annotator.detect.fusion import DEFAULT_THRESHOLD
from annotator.formats.html_report import report_html
from annotator.model.codec import encode
from annotator.model.progress import Stage
from annotator.services.reporting import build_report, load_words
from annotator.services.statistics import IssueFigures, ProjectFigures, project_figures
from annotator.services.writing import write_checked


@click.command()
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write a report with charts there.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=DEFAULT_THRESHOLD,
    help="Least score of an open doubt.",
)
def stats(project: Path, page: Path | None, as_json: bool, threshold: float) -> None:
    """Print figures of PROJECT: progress, errors found and left, corrections; a line an issue."""
    figures = project_figures(project, threshold)
    words = load_words("zh_CN" if speaks_chinese() else "en")
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
