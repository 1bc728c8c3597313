"""An issue as JSON, the form of ``annotator process``; without what all other formats need, which takes its time."""

from __future__ import annotations

import json
from pathlib import Path

from annotator.formats.process_json import issue_json, json_lines, verify
from annotator.model.issue import Issue
from annotator.services.files.writing import write_checked


def json_text(issue: Issue, threshold: float = 0.0) -> str:
    """Return an issue as the text of a JSON file, checked against the raw pages.

    Raises:
        AssertionError: what was written does not agree with the pages, which is a bug.
    """
    data = issue_json(issue, threshold)
    text = json_lines(data, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        # Lone surrogates have no UTF-8 form; escaped they survive.
        text = json_lines(data, ensure_ascii=True)
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
