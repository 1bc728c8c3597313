"""Markdown (CommonMark): the title as first-level heading, headings inside the article as second-level ones."""

from __future__ import annotations

import re

from annotator.formats.clean import Part, clean_parts
from annotator.model.article import Role
from annotator.model.issue import Issue

_PATTERNS = {
    Role.KICKER: "*{}*",
    Role.TITLE: "# {}",
    Role.SUBTITLE: "**{}**",
    Role.HEADING: "## {}",
    Role.BYLINE: "*{}*",
    Role.CAPTION: "> {}",
    Role.CREDIT: "> *{}*",
    Role.NOTE: "*{}*",
    Role.SIGNATURE: "*{}*",
}
# Characters that would start emphasis, code, links or HTML anywhere in a line.
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
# What would turn the beginning of a paragraph into a heading, list, quotation or rule.
_LEADING = re.compile(r"^(?:([#>+=~|-])|(\d{1,9})([.)]))")


def escape(text: str) -> str:
    """Return text that Markdown shows as it stands."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split("\n")))
    return _LEADING.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", escaped)


def article_markdown(issue: Issue, article_id: str) -> str:
    """Return one article as Markdown, ending in a line feed."""
    return "\n\n".join(_paragraph(part) for part in clean_parts(issue, article_id)) + "\n"


def _paragraph(part: Part) -> str:
    return _PATTERNS.get(part.role, "{}").format(escape(part.text))


def issue_markdown(issue: Issue) -> str:
    """Return all articles of an issue in order, a rule between two."""
    return "\n---\n\n".join(article_markdown(issue, article_id) for article_id in issue.order)
