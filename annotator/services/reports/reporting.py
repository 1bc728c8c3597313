"""The figures of a project as a report: charts and tables in words that the caller gives."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.formats.charts import Bar, Look, bars, columns
from annotator.formats.html_report import Report, Section, Table
from annotator.model.codec import decode
from annotator.model.flag import FlagStatus
from annotator.model.progress import Stage
from annotator.resources import resource_path
from annotator.services.reports.statistics import ChangeKind, DayFigures, IssueFigures, ProjectFigures

_MOST_BARS = 30
"""Bars in one chart: more of them nobody compares at a glance. The tables hold all."""

_MOST_DAYS = 60
_MOST_PAIRS = 20


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of a report in one language; braces name the values that are put in.

    Attributes:
        language: as in BCP 47.
        subtitle: ``{issues}``, ``{articles}``, ``{characters}``.
        progress_note: ``{done}``, ``{articles}``.
        rate_note: ``{before}``, ``{now}``, per 1000 characters.
        stages: names by the values of ``Stage``.
        detectors: names of the detectors; one that is missing stands as it is.
        changes: names by the values of ``ChangeKind``.
        agreement: words of the parts about agreement, see ``annotator.services.reports.agreement_report``.
    """

    language: str
    subtitle: str
    progress: str
    progress_note: str
    rates: str
    rate_note: str
    kinds: str
    corrections: str
    days: str
    pairs: str
    issue: str
    total: str
    characters: str
    rate_before: str
    rate_now: str
    open: str
    accepted: str
    kept: str
    corrected: str
    day: str
    who: str
    kind: str
    count: str
    nothing: str
    stages: Mapping[str, str]
    detectors: Mapping[str, str]
    changes: Mapping[str, str]
    agreement: Mapping[str, str]


def load_words(language: str) -> ReportWords:
    """Return the words of a language: ``en`` or ``zh_CN``.

    Raises:
        FileNotFoundError: there is no such language, or this installation misses its file.
    """
    path = resource_path("report_words", f"{language}.json")
    return decode(ReportWords, json.loads(path.read_text(encoding="utf-8")))


def build_report(figures: ProjectFigures, words: ReportWords, look: Look | None = None) -> Report:
    """Return the report of a project's figures.

    Args:
        figures: what to tell.
        words: in which words.
        look: colours and face of the charts; those of the HTML report where not given.
    """
    look = look or Look()
    total = figures.total
    return Report(
        figures.name,
        words.subtitle.format(
            issues=len(figures.issues),
            articles=sum(total.stages.values()),
            characters=f"{total.characters:,}",
        ),
        (
            _progress(figures, total, words, look),
            _rates(figures, total, words, look),
            _days(figures.days, words, look),
            _kinds(total, words, look),
            _changes(total, words),
            _pairs(total, words),
        ),
        words.language,
    )


def _progress(figures: ProjectFigures, total: IssueFigures, words: ReportWords, look: Look) -> Section:
    # The furthest stage first, so that bars fill from the left as the work goes on.
    stages = tuple(reversed(Stage))
    named = [words.stages[stage.value] for stage in stages]
    rows = [
        Bar(issue.name, tuple(issue.stages.get(stage, 0) for stage in stages)) for issue in figures.issues
    ]
    done = total.stages.get(Stage.FINAL, 0)
    return Section(
        words.progress,
        words.progress_note.format(done=done, articles=sum(total.stages.values())),
        # What nobody has read yet stands back.
        bars(rows[-_MOST_BARS:], named, replace(look, series=(*look.series[:3], look.faded))) if rows else "",
        Table(
            (words.issue, *named),
            tuple(
                (issue.name, *(str(issue.stages.get(stage, 0)) for stage in stages))
                for issue in _with_total(figures, total, words)
            ),
        ),
    )


def _rates(figures: ProjectFigures, total: IssueFigures, words: ReportWords, look: Look) -> Section:
    rows = [Bar(issue.name, (issue.rate_now, issue.rate_before - issue.rate_now)) for issue in figures.issues]
    return Section(
        words.rates,
        words.rate_note.format(before=f"{total.rate_before:.1f}", now=f"{total.rate_now:.1f}"),
        bars(rows[-_MOST_BARS:], (words.rate_now, words.corrected), look, digits=1) if rows else "",
        Table(
            (words.issue, words.characters, words.corrections, words.rate_before, words.rate_now),
            tuple(
                (
                    issue.name,
                    f"{issue.characters:,}",
                    f"{issue.corrections:,}",
                    f"{issue.rate_before:.1f}",
                    f"{issue.rate_now:.1f}",
                )
                for issue in _with_total(figures, total, words)
            ),
        ),
    )


def _with_total(figures: ProjectFigures, total: IssueFigures, words: ReportWords) -> Sequence[IssueFigures]:
    if len(figures.issues) < 2:
        return figures.issues
    whole = IssueFigures(
        "", words.total, total.characters, total.stages, changes=total.changes, expected=total.expected
    )
    return (*figures.issues, whole)


def _days(days: Sequence[DayFigures], words: ReportWords, look: Look) -> Section:
    by_day: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for day in days:
        by_day[day.day][0] += day.corrected
        by_day[day.day][1] += day.kept
    shown = [Bar(day[5:], (done[0], done[1]), day) for day, done in sorted(by_day.items())[-_MOST_DAYS:]]
    return Section(
        words.days,
        "" if shown else words.nothing,
        columns(shown, (words.corrected, words.kept), look) if shown else "",
        Table(
            (words.day, words.who, words.corrected, words.kept),
            tuple((day.day, day.who or "–", str(day.corrected), str(day.kept)) for day in reversed(days)),
        ),
    )


def _kinds(total: IssueFigures, words: ReportWords, look: Look) -> Section:
    statuses = {
        words.accepted: (FlagStatus.ACCEPTED,),
        words.kept: (FlagStatus.KEPT, FlagStatus.KEPT_ALIKE),
        words.open: (FlagStatus.OPEN,),
    }
    rows = [
        Bar(
            words.detectors.get(detector, detector),
            tuple(
                sum(total.found.get((detector, status), 0) for status in listed)
                for listed in statuses.values()
            ),
        )
        for detector in sorted({detector for detector, _ in total.found})
    ]
    rows.sort(key=lambda row: -row.total)
    return Section(
        words.kinds,
        "" if rows else words.nothing,
        bars(rows[:_MOST_BARS], tuple(statuses), look) if rows else "",
        Table(
            (words.kind, *statuses), tuple((row.name, *(f"{part:.0f}" for part in row.parts)) for row in rows)
        ),
    )


def _changes(total: IssueFigures, words: ReportWords) -> Section:
    rows = tuple(
        (words.changes[kind.value], f"{total.changes[kind]:,}")
        for kind in ChangeKind
        if total.changes.get(kind)
    )
    return Section(
        words.corrections, "" if rows else words.nothing, table=Table((words.kind, words.count), rows)
    )


def _pairs(total: IssueFigures, words: ReportWords) -> Section:
    often = sorted(total.pairs.items(), key=lambda entry: (-entry[1], entry[0]))[:_MOST_PAIRS]
    rows = tuple((f"{before or '∅'} → {after or '∅'}", str(number)) for (before, after), number in often)
    return Section(
        words.pairs, "" if rows else words.nothing, table=Table((words.corrections, words.count), rows)
    )
