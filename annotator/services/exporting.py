"""Exporting: written beside the target, read back, compared, and only then put in place."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.markdown import article_markdown, issue_markdown
from annotator.formats.plain_text import article_text, issue_text
from annotator.formats.process_json import issue_json, verify
from annotator.model.issue import Issue

FORMATS = {"text": ".txt", "markdown": ".md", "json": ".json"}
"""Names of the export formats with the suffix of their files."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
)
_NAME_LENGTH = 60
"""Longest file name stem in characters: three bytes each stay far below the usual 255."""


def export_issue(issue: Issue, target: Path, form: str, threshold: float = 0.0) -> None:
    """Write a whole issue into one file.

    Args:
        issue: the issue.
        target: the file; an existing one is replaced only when the new one is complete and read back.
        form: one of ``FORMATS``.
        threshold: least score of the flags written to JSON.

    Raises:
        UserError: the format is unknown, or the file cannot be written.
    """
    write_checked(target, export_text(issue, form, threshold))


def export_text(issue: Issue, form: str, threshold: float = 0.0) -> str:
    """Return a whole issue as the text of one file; see ``export_issue``.

    Raises:
        UserError: the format is unknown.
    """
    if form == "json":
        return json_text(issue, threshold)
    writers: dict[str, Callable[[Issue], str]] = {"text": issue_text, "markdown": issue_markdown}
    if form not in writers:
        raise UserError("export.format", format=form)
    return writers[form](issue)


def export_articles(issue: Issue, folder: Path, form: str) -> list[Path]:
    """Write each article into a file of its own, named by number and title; return the files.

    Raises:
        UserError: the format has no single articles, or the folder cannot be written.
    """
    writers: dict[str, Callable[[Issue, str], str]] = {"text": article_text, "markdown": article_markdown}
    if form not in writers:
        raise UserError("export.format", format=form)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("export.write", file=str(folder), reason=error.strerror or str(error)) from error
    written = []
    width = len(str(len(issue.order)))
    for number, article_id in enumerate(issue.order, start=1):
        name = file_name(issue.title_of(article_id) or "", f"{number:0{max(2, width)}d}")
        path = folder / f"{name}{FORMATS[form]}"
        write_checked(path, writers[form](issue, article_id))
        written.append(path)
    return written


def file_name(title: str, number: str) -> str:
    """Return a file name stem that every system accepts: the number and as much of the title as fits."""
    cleaned = _FORBIDDEN.sub("-", title.strip()).strip("-. ")[:_NAME_LENGTH].rstrip("-. ")
    if cleaned.casefold() in _RESERVED:
        cleaned = f"{cleaned}-"
    return f"{number}-{cleaned}" if cleaned else number


def json_text(issue: Issue, threshold: float = 0.0) -> str:
    """Return an issue as the text of a JSON file, checked against the raw pages.

    Raises:
        AssertionError: what was written does not agree with the pages, which is a bug.
    """
    text = json.dumps(issue_json(issue, threshold), ensure_ascii=False, indent=1)
    if any("\ud800" <= character <= "\udfff" for character in text):
        # Lone surrogates have no UTF-8 form; escaped they survive.
        text = json.dumps(issue_json(issue, threshold), ensure_ascii=True, indent=1)
    found = verify(json.loads(text), {page.id: page.raw for page in issue.pages.values()})
    if found:
        raise AssertionError(f"export does not agree with the pages: {found[:5]}")
    return f"{text}\n"


def write_json(issue: Issue, target: Path, threshold: float = 0.0) -> None:
    """Write an issue as JSON (schema of ``annotator process``).

    Raises:
        UserError: the file cannot be written.
    """
    write_checked(target, json_text(issue, threshold))


def write_checked(target: Path, text: str) -> None:
    """Write text in UTF-8 with line feeds, read it back, and put it in place of the target.

    Raises:
        UserError: it cannot be written or does not read back the same; the target is as it was.
    """
    data = text.encode("utf-8", "replace")
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_bytes() != data:
            raise UserError("export.read_back", file=target.name)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        raise UserError("export.write", file=str(target), reason=error.strerror or str(error)) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
