"""The work of several annotators from elsewhere comes in as if each of them had sent a work package back.

What they say alike is one label. What they say otherwise stands side by side until it is adjudicated, and how far they
agree can be counted. An annotator whose work comes in again says what the later files say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.model.conflict import Merged
from annotator.model.issue import Issue
from annotator.model.merging.layers import items_of
from annotator.model.operations import ApplyPatch, Operation, perform
from annotator.model.patch import Patch
from annotator.services.label_exchange.label_matching import Match
from annotator.services.team.merging_issue import Copy, merge_issue, short_name
from annotator.store.history import Act

Articles = set[tuple[str, str]]
"""Issue and article."""

Done = Mapping[str, tuple[Operation, ...]]
"""Operations by issue."""


@dataclass(slots=True)
class Given:
    """The articles that each annotator was given, whether something was labelled in them or not."""

    articles: dict[str, Articles] = field(default_factory=dict)

    def note(self, annotator: str, match: Match) -> None:
        """Note that an annotator had the text of a match."""
        self.articles.setdefault(annotator, set()).update(match.articles)

    def issues(self, annotator: str) -> list[str]:
        """Return the issues that hold articles of an annotator."""
        return sorted({issue for issue, _ in self.articles.get(annotator, ())})

    def of(self, annotator: str, issue: str) -> tuple[list[str], list[str]]:
        """Return the articles of an issue that an annotator was given, and those of them that others were given too."""
        own = [article for held, article in self.articles.get(annotator, ()) if held == issue]
        others = {
            article
            for other, articles in self.articles.items()
            for held, article in articles
            if other != annotator and held == issue
        }
        return own, [article for article in own if article in others]


def bare(issue: Issue) -> Issue:
    """Return an issue without what was said of it here: nobody elsewhere has seen that."""
    return replace(
        issue, spans={}, pieces={}, relations={}, document_labels={}, flags={}, merges={}, conflicts={}
    )


def layered(
    issues: Mapping[str, Issue], first: Done, done: Mapping[str, Done], given: Given, who: str
) -> tuple[dict[str, tuple[Operation, ...]], int]:
    """Return what brings in the work of annotators, and how many conflicts are open where it does.

    Args:
        issues: the issues by id.
        first: what is nobody's, such as what models suggested; it comes in as it is.
        done: what each annotator did to the bare issues.
        given: the articles they were given.
        who: who brings it in.
    """
    operations = {issue: list(listed) for issue, listed in first.items()}
    now = dict(issues)
    for issue_id, listed in first.items():
        for operation in listed:
            now[issue_id] = perform(now[issue_id], operation).issue
    for annotator in sorted(given.articles):
        for issue_id in given.issues(annotator):
            own, shared = given.of(annotator, issue_id)
            copy = _copy(issues[issue_id], annotator, done.get(annotator, {}).get(issue_id, ()), own, shared)
            steps, after = _merged(copy, now[issue_id], who)
            if steps:
                operations.setdefault(issue_id, []).extend(steps)
                now[issue_id] = after
        concerned = {issue for annotator in given.articles for issue in given.issues(annotator)}
    conflicts = sum(entry.is_open for issue_id in concerned for entry in now[issue_id].conflicts.values())
    return {issue: tuple(listed) for issue, listed in operations.items()}, conflicts


def _copy(
    issue: Issue, annotator: str, operations: Iterable[Operation], own: Sequence[str], shared: Sequence[str]
) -> Copy:
    base = bare(issue)
    name = short_name(annotator)
    acts = tuple(Act(number, each, name, "", False) for number, each in enumerate(operations, start=1))
    package = f"l-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:16]}"
    return Copy(name, package, name, base, acts, lambda _: (), items_of(base, shared, own))


def _merged(copy: Copy, ours: Issue, who: str) -> tuple[list[Operation], Issue]:
    """Return the operations that merge a copy, and the issue after them; none if it says what it said before."""
    before = ours.merges.get(copy.package)
    operations: list[Operation] = []
    now = ours
    if before is not None:
        operations.append(ApplyPatch(Patch(merges={copy.package: None})))
        now = perform(ours, operations[0]).issue
    replay = merge_issue(copy, now, who)
    if replay is None or (before is not None and _says(before) == _says(replay.ours.merges[copy.package])):
        return [], ours
    return [*operations, *(done.step.operation for done in replay.done)], replay.ours


def _says(merged: Merged) -> object:
    return merged.layer, merged.items
