"""Other ids for the pages of an issue and of what was done to it: a copy may number its pages otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from annotator.model.article import Block, Run
from annotator.model.issue import Issue
from annotator.model.operations import ApplyPatch, Operation, RevertChange

Names = Mapping[str, str]


def renamed_issue(issue: Issue, names: Names) -> Issue:
    """Return an issue whose pages have other ids.

    Raises:
        KeyError: a run is of a page that has no new name.
    """
    if all(old == new for old, new in names.items()):
        return issue
    return replace(
        issue,
        pages={names[key]: replace(page, id=names[key]) for key, page in issue.pages.items()},
        blocks={key: _block(block, names) for key, block in issue.blocks.items()},
        merges={},
        conflicts={},
    )


def renamed_operation(operation: Operation, names: Names) -> Operation:
    """Return an operation in terms of pages with other ids.

    Raises:
        KeyError: it is about a page that has no new name.
    """
    if all(old == new for old, new in names.items()):
        return operation
    match operation:
        case RevertChange(run=run):
            return replace(operation, run=_run(run, names))
        case ApplyPatch(patch=patch):
            blocks = {
                key: None if block is None else _block(block, names) for key, block in patch.blocks.items()
            }
            return ApplyPatch(replace(patch, blocks=blocks))
    return operation


def _block(block: Block, names: Names) -> Block:
    return replace(block, runs=tuple(_run(run, names) for run in block.runs))


def _run(run: Run, names: Names) -> Run:
    return replace(run, page=names[run.page])
