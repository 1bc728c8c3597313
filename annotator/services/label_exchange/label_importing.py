"""Importing labels: onto articles of the project, or as a new issue whose articles are the records.

What is to be done is planned first and can be looked at; doing it is one step. A label that has no place is listed with
the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from annotator.collecting import no_collection
from annotator.formats.labels.reading import Record
from annotator.model.article import (
    FURNITURE_ID,
    UNPLACED_ID,
    Article,
    Block,
    Kind,
    Role,
    Run,
    build_block,
)
from annotator.model.issue import Issue
from annotator.model.labels import LabelScheme
from annotator.model.page import Page
from annotator.services.label_exchange.label_annotators import annotators_in, chosen
from annotator.services.label_exchange.label_layers import Given, bare, layered
from annotator.services.label_exchange.label_matching import (
    ArticleText,
    Match,
    Stretch,
    TextIndex,
    Unmatched,
    texts_of,
)
from annotator.services.label_exchange.label_planning import (
    Choice,
    Plan,
    Planner,
    Reason,
    united_plan,
)
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
        held = {issue.id: issue for issue in issues}
        index = TextIndex(text for issue in held.values() for text in texts_of(issue))
        wanted, left_out = chosen(files, choice)
        matched = ((file, record, index.match(record.document)) for file, record in _records(wanted))
        count = sum(len(file.records) for file in wanted)
        return replace(_planned(held, _telling(matched, count, tell), choice, scheme), left_out=left_out)


_Matched = tuple[str, Record, Match | Unmatched]
"""The name of a file, a record of it, and where its text is."""


def _telling(matched: Iterable[_Matched], count: int, tell: Tell) -> Iterable[_Matched]:
    for number, each in enumerate(matched):
        if number % _BETWEEN == 0:
            tell(number / count)
        yield each


def _planned(
    held: Mapping[str, Issue], matched: Iterable[_Matched], choice: Choice, scheme: LabelScheme
) -> Plan:
    """Plan for all records; those by annotators apart from each other."""
    first = Planner(held, choice, scheme)
    planners: dict[str, Planner] = {}
    bared: dict[str, Issue] = {}
    given = Given()
    for file, record, match in matched:
        planner, name = first, record.annotator
        if name and choice.suggested is not True:  # suggestions are nobody's
            bared = bared or {key: bare(issue) for key, issue in held.items()}
            if name not in planners:
                planners[name] = Planner(bared, replace(choice, who=name), scheme)
            planner = planners[name]
        if isinstance(match, Unmatched):
            planner.leave_out(file, record, Reason(match.value))
            continue
        planner.take(file, record, match)
        if planner is not first:
            given.note(name, match)
    if not planners:
        return first.plan()
    done = {name: planner.operations() for name, planner in planners.items()}
    operations, conflicts = layered(held, first.operations(), done, given, choice.who)
    plan = united_plan([first, *planners.values()], operations)
    return replace(plan, annotators=tuple(sorted(planners)), conflicts=conflicts)


def plan_new(
    name: str, files: Sequence[LabelFile], choice: Choice, scheme: LabelScheme
) -> tuple[Issue, Plan]:
    """Return a new issue with an article for each text, and what puts the labels on it."""
    with no_collection():
        wanted, left_out = chosen(files, choice)
        issue, matched = _new_issue(name, wanted)
        return issue, replace(_planned({issue.id: issue}, matched, choice, scheme), left_out=left_out)


def _new_issue(name: str, files: Sequence[LabelFile]) -> tuple[Issue, list[_Matched]]:
    """Return an issue with an article for each record, of several annotators' records of one text for all of them."""
    pages: dict[str, Page] = {}
    matched: list[_Matched] = []
    articles: dict[str, Article] = {}
    blocks: dict[str, Block] = {}
    issue_id = new_id("i")
    made: dict[tuple[str, str, int], ArticleText] = {}
    times: Counter[tuple[str, str, str]] = Counter()
    several = bool(annotators_in(files))
    for file, record in _records(files):
        document = record.document
        text = document.text
        if not text.strip():
            matched.append((file, record, Unmatched.EMPTY))
            continue
        # The second time that somebody has a text, it is another one like it.
        times[record.annotator, document.id, text] += 1
        key = (document.id, text, times[record.annotator, document.id, text])
        target = made.get(key) if several else None
        if target is None:
            number = len(pages) + 1
            title = document.title or document.id or f"{file} {record.number}"
            page = pages[f"p{number}"] = Page(f"p{number}", title, text)
            target = made[key] = _new_article(issue_id, number, page, document.title, blocks)
            articles[target.article] = Article(
                target.article, Kind.ARTICLE, tuple(block for _, block, _, _ in target.blocks)
            )
        stretch = Stretch(0, len(text), target)
        matched.append((file, record, Match(text, [stretch], whole=True)))
    order = tuple(articles)
    articles |= {
        FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
        UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
    }
    return Issue(issue_id, name, pages, articles, order, blocks), matched


def _new_article(issue: str, number: int, page: Page, title: str, blocks: dict[str, Block]) -> ArticleText:
    """Return an article of the lines of a page, and put its blocks to the others."""
    places = []
    for at, (start, end) in enumerate(_lines(page.raw)):
        role = Role.TITLE if at == 0 and page.raw[start:end] == title else Role.BODY
        block = build_block(f"p{number}b{at + 1}", role, [Run(page.id, start, end)], {page.id: page})
        blocks[block.id] = block
        places.append((start, block.id, end - start, None))
    return ArticleText(issue, f"a{number}", page.raw, tuple(places))


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
