"""From the raw pages of one issue to articles, furniture, tray, decisions and jumps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from annotator.collecting import no_collection
from annotator.model.issue import Issue
from annotator.model.layout import PageLayout
from annotator.model.page import Page
from annotator.model.rulings.rulings import Ruling
from annotator.reconstruct.issues.assembly import assemble
from annotator.reconstruct.reading.newspaper import UNKNOWN, Newspaper
from annotator.reconstruct.reruns.enforcing import enforce
from annotator.reconstruct.stories.layout import lay_out

LayoutOf = Callable[[Page], PageLayout | None]
"""Gives where the text of a page stands in print, or None where its source does not say."""


def reconstruct(
    pages: Sequence[Page],
    issue_id: str,
    name: str = "",
    *,
    rules: Collection[str] | None = None,
    newspaper: Newspaper = UNKNOWN,
    layout_of: LayoutOf | None = None,
    progress: Callable[[float], None] | None = None,
) -> Issue:
    """Rebuild the articles of one issue from its raw pages.

    Args:
        pages: the pages in page order.
        issue_id: id of the issue.
        name: its name, for people.
        rules: names of the rules of clean-up to use, of ``cleanup.RULES``; all by default.
        newspaper: what is known of the newspaper beforehand.
        layout_of: gives the layouts of pages whose source says where the text stands in print.
        progress: called with the done share in [0, 1].

    Returns:
        An issue in which every character of the pages that is not blank is in exactly one run.
    """
    issue, _ = reconstruct_again(
        pages,
        issue_id,
        name,
        (),
        rules=rules,
        newspaper=newspaper,
        layout_of=layout_of,
        progress=progress,
    )
    return issue


def reconstruct_again(
    pages: Sequence[Page],
    issue_id: str,
    name: str,
    rulings: Sequence[Ruling],
    *,
    rules: Collection[str] | None = None,
    newspaper: Newspaper = UNKNOWN,
    layout_of: LayoutOf | None = None,
    progress: Callable[[float], None] | None = None,
) -> tuple[Issue, tuple[Ruling, ...]]:
    """Rebuild the articles of an issue that people have worked on.

    Args:
        pages: the pages in page order.
        issue_id: id of the issue.
        name: its name, for people.
        rulings: what people decided, in the order of deciding; it wins over what the rules would choose.
        rules: names of the rules of clean-up to use, of ``cleanup.RULES``; all by default.
        newspaper: what is known of the newspaper beforehand.
        layout_of: gives the layouts of pages whose source says where the text stands in print.
        progress: called with the done share in [0, 1].

    Returns:
        The issue, and the rulings that could not be carried out.
    """
    layouts = []
    with no_collection():
        for index, page in enumerate(pages):
            printed = layout_of(page) if layout_of is not None else None
            layouts.append(lay_out(page, index, newspaper, printed))
            if progress is not None:
                progress((index + 1) / (len(pages) + 1))
        issue = assemble(pages, layouts, issue_id, name, rules)
        ruled, unmet = enforce(issue, rulings)
    if progress is not None:
        progress(1.0)
    return ruled, unmet
