"""A report as one HTML5 file: charts and tables, without scripts and without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

_STYLE = """
body { font: 15px/1.6 system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif; color: #26231e;
  background: #fbf9f4; max-width: 860px; margin: 2em auto; padding: 0 1.5em; }
h1 { font-size: 1.5em; margin-bottom: 0; } h2 { font-size: 1.1em; margin-top: 2em; } .note { color: #6a645a; }
table { border-collapse: collapse; margin: .8em 0; } td, th { padding: .2em .9em .2em 0; text-align: right;
  font-variant-numeric: tabular-nums; border-bottom: 1px solid #d3ccbe; } td:first-child, th:first-child
  { text-align: left; } th { font-weight: 600; color: #6a645a; } svg { max-width: 100%; height: auto; }
@media print { body { background: none; } h2 { break-after: avoid; } svg, table { break-inside: avoid; } }
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: headings and rows of texts; the first column holds names, the others numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report.

    Attributes:
        heading: its heading.
        note: a sentence below it; may be empty.
        chart: SVG made by ``annotator.formats.charts``; may be empty.
        table: the numbers behind it, or None.
    """

    heading: str
    note: str = ""
    chart: str = ""
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its title, a line below it, its parts, and its language as in BCP 47."""

    title: str
    subtitle: str
    sections: tuple[Section, ...] = field(default_factory=tuple)
    language: str = "en"


def report_html(report: Report) -> str:
    """Return the report as an HTML document; every text in it is escaped."""
    parts = "\n".join(_section(section) for section in report.sections)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(report.language)}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_escaped(report.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{_escaped(report.title)}</h1>\n<p class="note">{_escaped(report.subtitle)}</p>\n'
        f"{parts}\n</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    parts = [f"<h2>{_escaped(section.heading)}</h2>"]
    if section.note:
        parts.append(f'<p class="note">{_escaped(section.note)}</p>')
    if section.chart:
        parts.append(section.chart)
    if section.table is not None and section.table.rows:
        parts.append(_table(section.table))
    return "\n".join(parts)


def _table(table: Table) -> str:
    head = _row(table.headings, "th")
    return f"<table>\n{head}\n" + "\n".join(_row(row, "td") for row in table.rows) + "\n</table>"


def _row(cells: Sequence[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{_escaped(cell)}</{tag}>" for cell in cells) + "</tr>"


def _escaped(text: str) -> str:
    # HTML knows no lone surrogates, and UTF-8 cannot be written with them.
    return escape(text.encode("utf-8", "replace").decode())
