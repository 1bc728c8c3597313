"""The report says the figures, in either language, and cannot be broken by what a project holds."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.html_report import report_html
from annotator.model.flag import FlagStatus
from annotator.model.progress import Stage
from annotator.services.reports.reporting import build_report, load_words
from annotator.services.reports.statistics import ChangeKind, DayFigures, IssueFigures, ProjectFigures

ISSUE = IssueFigures(
    "i1",
    "2023-11-28",
    20_000,
    {Stage.FIRST: 3, Stage.FINAL: 4},
    {("lattice", FlagStatus.OPEN): 7, ("plugin", FlagStatus.KEPT): 1},
    {ChangeKind.REPLACED: 36},
    {("袋盖", "覆盖"): 30, ("", "投"): 6},
    4.0,
    2,
)
FIGURES = ProjectFigures("晚报", (ISSUE, ISSUE), (DayFigures("2023-11-29", "李编辑", 36, 5),))


def test_both_languages_have_every_word():
    for language in ("en", "zh_CN"):
        words = load_words(language)
        assert set(words.stages) == {stage.value for stage in Stage}
        assert set(words.changes) == {kind.value for kind in ChangeKind}
    assert load_words("en").detectors.keys() == load_words("zh_CN").detectors.keys()


def test_the_figures_are_in_the_report():
    html = report_html(build_report(FIGURES, load_words("en")))
    assert "Issues: 2 · articles: 14 · characters: 40,000" in html
    assert "8 of 14 articles" in html
    assert "Estimated: 2.0 as the pages were read, 0.2 as the text is now." in html
    assert "袋盖 → 覆盖" in html
    assert "∅ → 投" in html
    assert "<td>Misread characters</td><td>0</td><td>0</td><td>14</td>" in html
    assert "<td>2023-11-29</td><td>李编辑</td><td>36</td><td>5</td>" in html


def test_a_project_with_nothing_in_it_has_a_report_that_says_so():
    report = build_report(ProjectFigures("P", (), ()), load_words("zh_CN"))
    assert [section.chart for section in report.sections] == [""] * 6
    assert "还没有。" in report_html(report)


hostile = st.text(max_size=12) | st.sampled_from(["<script>", "</svg>", "\ud800", "\0", "&amp;", "\u202e"])


@given(name=hostile, who=hostile, pair=st.tuples(hostile, hostile), detector=hostile)
def test_no_name_or_text_can_break_the_report(name, who, pair, detector):
    issue = IssueFigures("i", name, 10, found={(detector, FlagStatus.OPEN): 1}, pairs={pair: 1})
    figures = ProjectFigures(name, (issue,), (DayFigures("2023-11-29", who, 1, 0),))
    report = build_report(figures, load_words("en"))
    for section in report.sections:
        if section.chart:
            ElementTree.fromstring(section.chart)
    html = report_html(report)
    html.encode("utf-8")
    assert "<script" not in html
    assert len(re.findall("<svg", html)) == len(re.findall("</svg>", html))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_report_loads_nothing_from_elsewhere(language):
    html = report_html(build_report(FIGURES, load_words(language)))
    assert not re.search(r"(src|href|url)\s*[=(]", html.replace("default-src", ""))
    assert "http" not in re.sub(r'http-equiv|xmlns="http://www.w3.org/2000/svg"', "", html)
