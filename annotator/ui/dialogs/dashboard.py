"""The dashboard 进度: figures of the project as charts, and the report made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QFontInfo
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.formats.charts import Look
from annotator.formats.html_report import Report, Section, Table, report_html
from annotator.model.labels import LabelScheme
from annotator.services.background.workplaces import WorkCancelled
from annotator.services.doubts.stream import Choice
from annotator.services.files.writing import write_checked
from annotator.services.reports.agreement_report import agreement_sections, with_names
from annotator.services.reports.reporting import ReportWords, build_report, load_words
from annotator.services.reports.statistics import ProjectFigures, project_figures
from annotator.services.team.agreement import Agreement
from annotator.services.team.compared import project_agreement
from annotator.ui.dialogs.files import ask_target
from annotator.ui.look.theme import Theme
from annotator.ui.qt.workers import Jobs, Progress

_WIDTH = 760


_Figures = tuple[ProjectFigures, Agreement | None]
"""Figures of a project, and how far the people agree whose work was merged into it."""


class Dashboard(QDialog):
    """Shows a project's figures, counted beside the window.

    Signals:
        failed: a ``UserError`` that stopped the counting or the writing.
        written: the path of the report that was written.
    """

    failed = Signal(object)
    written = Signal(object)

    def __init__(
        self,
        project: Path,
        choice: Choice,
        language: str,
        theme: Theme,
        jobs: Jobs,
        known: LabelScheme,
        parent: QWidget | None = None,
    ) -> None:
        """Begin to count.

        Args:
            project: the project's file.
            choice: which doubts count.
            language: of the report.
            theme: how the charts look here.
            jobs: count beside the window.
            known: the labels, for their names.
            parent: the window.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Progress of the project"))
        self.resize(_WIDTH + 60, 720)
        self._project = project
        self._language = language
        self._theme = theme
        self._jobs = jobs
        self._figures: _Figures | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(self.tr("Progress of the project"))
        counting = QLabel(self.tr("Counting…"))
        counting.setObjectName("empty")
        counting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setWidget(counting)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._save = buttons.addButton(self.tr("Save as report…"), QDialogButtonBox.ButtonRole.ActionRole)
        self._save.setEnabled(False)
        self._save.clicked.connect(self._ask_target)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._area)
        column.addWidget(buttons)
        job = jobs.start(
            lambda progress, cancelled: _count(project, choice, known, progress, cancelled),
            self._show,
            failed=self._fail,
        )
        self.finished.connect(job.cancel)

    def _show(self, figures: _Figures) -> None:
        self._figures = figures
        self._save.setEnabled(True)
        theme = self._theme
        look = Look(
            ink=theme.ink,
            faded=theme.faded,
            inside=theme.base if theme.is_dark else "#ffffff",
            series=_SERIES_DARK if theme.is_dark else Look().series,
            face=QFontInfo(self.font()).family(),
        )
        page = _page(_report(figures, load_words(self._language), look))
        self._area.setWidget(page)
        missing = page.minimumSizeHint().width() - self._area.viewport().width()
        beside = self._area.verticalScrollBar().sizeHint().width()
        self.resize(self.width() + max(0, missing + beside), self.height())

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)
        self.reject()

    def _ask_target(self) -> None:
        suggested = self._project.with_name(f"{self._project.stem}.html")
        ask_target(self, self.tr("Save as report"), suggested, self.tr("HTML page (*.html)"), self._write)

    def _write(self, target: Path) -> None:
        figures = self._figures
        if figures is None:
            return
        language = self._language
        self._jobs.start(
            lambda _progress, _cancelled: write_checked(
                target, report_html(_report(figures, load_words(language)))
            ),
            lambda _none: self.written.emit(target),
            failed=self.failed.emit,
        )


_SERIES_DARK = ("#7db8e8", "#e0a15e", "#7fc8a4", "#c49ad4", "#a8a192")


def _count(
    project: Path, choice: Choice, known: LabelScheme, progress: Progress, cancelled: Callable[[], bool]
) -> _Figures:
    def tell(share: float) -> None:
        if cancelled():
            raise WorkCancelled
        progress(share)

    figures = project_figures(project, choice, tell)
    try:
        return figures, with_names(project_agreement(project), known)
    except UserError:
        return figures, None  # nobody's work was merged


def _report(figures: _Figures, words: ReportWords, look: Look | None = None) -> Report:
    report = build_report(figures[0], words, look)
    if figures[1] is None:
        return report
    return replace(report, sections=(*report.sections, *agreement_sections(figures[1], words, look)))


def _page(report: Report) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(14, 8, 14, 14)
    column.setSpacing(6)
    title = QLabel(report.title)
    font = title.font()
    font.setPointSizeF(font.pointSizeF() * 1.4)
    font.setBold(True)
    title.setFont(font)
    column.addWidget(title)
    column.addWidget(_note(report.subtitle))
    for section in report.sections:
        _add(column, section)
    column.addStretch(1)
    return page


def _add(column: QVBoxLayout, section: Section) -> None:
    heading = QLabel(section.heading)
    font = heading.font()
    font.setBold(True)
    heading.setFont(font)
    heading.setContentsMargins(0, 14, 0, 0)
    column.addWidget(heading)
    if section.note:
        column.addWidget(_note(section.note))
    if section.chart:
        chart = QSvgWidget()
        chart.load(QByteArray(section.chart.encode("utf-8", "replace")))
        chart.setFixedSize(chart.sizeHint())
        chart.setAccessibleName(section.heading)
        chart.setAccessibleDescription(_spoken(section.table))
        chart.setToolTip(_spoken(section.table, lines=12))
        column.addWidget(chart)
    elif section.table is not None and section.table.rows:
        column.addWidget(_table(section.table))


def _note(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("faded")
    label.setWordWrap(True)
    return label


def _table(table: Table) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    many = len(table.headings) > 2  # of two columns everybody sees what they are
    grid.setHorizontalSpacing(12 if many else 24)
    for row, cells in enumerate((table.headings, *table.rows) if many else table.rows):
        for column, cell in enumerate(cells):
            label = QLabel(cell)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if many and row == 0:
                label.setObjectName("faded")
                label.setWordWrap(True)
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(label, row, column, side)
    grid.setColumnStretch(len(table.headings), 1)
    return made


def _spoken(table: Table | None, lines: int = 200) -> str:
    """Return a table as lines of text, for the tooltip and for screen readers."""
    if table is None:
        return ""
    return "\n".join(" · ".join(row) for row in (table.headings, *table.rows[:lines]))
