"""Importing labels: onto articles of the project, or as a new issue whose articles are the records.

What is to be done is planned first and can be looked at; doing it is one step. A label that has no place is listed with
the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.formats.labels.reading import Record
from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.issue import Issue
from annotator.model.labels import LabelScheme
from annotator.model.page import Page
from annotator.services.files.collecting import no_collection
from annotator.services.label_exchange.label_matching import (
    ArticleText,
    Match,
    Stretch,
    TextIndex,
    Unmatched,
    texts_of,
)
from annotator.services.label_exchange.label_planning import Choice, Plan, Planner, Reason
from annotator.services.label_exchange.label_reading import LabelFile
from annotator.services.labels.schemes import schemes_of, set_scheme
from annotator.services.project.session import Session, new_id

_BETWEEN = 20
"""Records after which is told how far it is."""


def labels_in(files: Iterable[LabelFile]) -> dict[str, int]:
    """Return the labels of files, of spans and of whole texts, with how often each is used."""
    counts: dict[str, int] = {}
    for file in files:
        for record in file.records:
            document = record.document
            named = [span.label for span in document.spans] + [label.label for label in document.labels]
            for name in named:
                counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


Tell = Callable[[float], None]
"""Called with the share in [0, 1] that is done; may raise to stop."""


def _silent(_: float) -> None:
    pass


def plan_onto(
    issues: Iterable[Issue],
    files: Sequence[LabelFile],
    choice: Choice,
    scheme: LabelScheme,
    tell: Tell = _silent,
) -> Plan:
    """Return what importing labels onto articles that are there would do.

    Args:
        issues: the issues whose articles may be meant.
        files: files that were read.
        choice: how they are imported.
        scheme: the project's label scheme.
        tell: hears how far it is.
    """
    with no_collection():
        return _plan_onto({issue.id: issue for issue in issues}, files, choice, scheme, tell)


def _plan_onto(
    held: Mapping[str, Issue], files: Sequence[LabelFile], choice: Choice, scheme: LabelScheme, tell: Tell
) -> Plan:
    index = TextIndex(text for issue in held.values() for text in texts_of(issue))
    planner = Planner(held, choice, scheme)
    count = sum(len(file.records) for file in files)
    for number, (file, record) in enumerate(_records(files)):
        if number % _BETWEEN == 0:
            tell(number / count)
        match = index.match(record.document)
        if isinstance(match, Unmatched):
            planner.leave_out(file, record, Reason(match.value))
        else:
            planner.take(file, record, match)
    return planner.plan()


def plan_new(
    name: str, files: Sequence[LabelFile], choice: Choice, scheme: LabelScheme
) -> tuple[Issue, Plan]:
    """Return a new issue with an article for each record, and what puts the labels on it."""
    pages: dict[str, Page] = {}
    made: list[tuple[str, Record, ArticleText]] = []
    articles: dict[str, Article] = {}
    blocks = {}
    issue_id = new_id("i")
    empty = []
    for number, (file, record) in enumerate(_records(files), start=1):
        text = record.document.text
        if not text.strip():
            empty.append((file, record))
            continue
        page = Page(
            f"p{number}", record.document.title or record.document.id or f"{file} {record.number}", text
        )
        pages[page.id] = page
        lines = _lines(text)
        for at, (start, end) in enumerate(lines):
            role = Role.TITLE if at == 0 and text[start:end] == record.document.title else Role.BODY
            block = build_block(f"p{number}b{at + 1}", role, [Run(page.id, start, end)], pages)
            blocks[block.id] = block
        names = tuple(f"p{number}b{at + 1}" for at in range(len(lines)))
        article = Article(f"a{number}", Kind.ARTICLE, names)
        articles[article.id] = article
        places = tuple(
            (start, block, end - start, None) for block, (start, end) in zip(names, lines, strict=True)
        )
        made.append((file, record, ArticleText(issue_id, article.id, text, places)))
    order = tuple(articles)
    articles |= {
        FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
        UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
    }
    issue = Issue(issue_id, name, pages, articles, order, blocks)
    planner = Planner({issue.id: issue}, choice, scheme)
    for file, record in empty:
        planner.leave_out(file, record, Reason.EMPTY)
    for file, record, target in made:
        stretch = Stretch(0, len(record.document.text), target)
        planner.take(file, record, Match(record.document.text, [stretch], whole=True))
    return issue, planner.plan()


def _lines(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the lines that are not blank, without a carriage return at the end."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line.rstrip("\r"))))
        at += len(line) + 1
    return found


def _records(files: Iterable[LabelFile]) -> Iterable[tuple[str, Record]]:
    for file in files:
        for record in file.records:
            yield record.member or file.path.name, record


def issues_for(session: Session, files: Sequence[LabelFile]) -> list[Issue]:
    """Return the issues of a project that files of labels may be about: those they name, or all."""
    named = {record.document.issue for _, record in _records(files)}
    held = [info.id for info in session.issues]
    wanted = [name for name in held if name in named] if named <= set(held) else held
    ahead = session.read_ahead(wanted)
    return [ahead.issues[name] if name in ahead.issues else session.issue(name) for name in wanted]


def import_onto(session: Session, plan: Plan) -> None:
    """Put labels on the project's articles as planned, as one step; new labels come into the current scheme.

    Raises:
        OperationError: the articles are others by now.
        UserError: the project is read-only or cannot be written.
    """
    extend_scheme(session, plan)
    with no_collection():
        session.perform_all(plan.operations)


def import_new(session: Session, issue: Issue, plan: Plan) -> None:
    """Add a planned issue to the project, and then its labels as one step.

    Raises:
        UserError: the project is read-only or cannot be written.
    """
    extend_scheme(session, plan)
    with no_collection():
        session.add_issue(issue)
        session.perform_all(plan.operations)


def extend_scheme(session: Session, plan: Plan) -> None:
    """Put what is new in the planned scheme into the project's current one.

    Raises:
        UserError: the project is read-only or cannot be written.
    """
    held = schemes_of(session)
    current, known = held.current, held.known
    labels = {label.id: label for label in current.labels}
    for label in plan.scheme.labels:
        if known.label(label.id) != label:
            labels[label.id] = label
    types = tuple(each for each in plan.scheme.relations if known.relation(each.id) is None)
    wanted = replace(current, labels=tuple(labels.values()), relations=(*current.relations, *types))
    if wanted != current:
        set_scheme(session, wanted)


def issue_name_of(files: Sequence[Path]) -> str:
    """Return a name for an issue made of files of labels."""
    return files[0].stem if files else "labels"
