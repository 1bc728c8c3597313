"""Plain text: one paragraph a line, indented the Chinese way by two full-width spaces."""

from __future__ import annotations

from annotator.formats.clean import Part, clean_parts
from annotator.model.article import Role
from annotator.model.issue import Issue

_INDENTED = frozenset({Role.BODY, Role.QUESTION, Role.ANSWER, Role.DATELINE, Role.NOTE, Role.CAPTION})
_INDENT = "\u3000\u3000"


def article_text(issue: Issue, article_id: str) -> str:
    """Return one article as plain text, ending in a line feed."""
    return "".join(f"{_line(part)}\n" for part in clean_parts(issue, article_id))


def _line(part: Part) -> str:
    text = part.text.replace("\n", " ")
    return f"{_INDENT}{text}" if part.role in _INDENTED else text
