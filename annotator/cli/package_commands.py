"""``annotator split``, ``merge`` and ``conflicts``: several people at work on one project."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.messages import sentence
from annotator.cli.output import progress_line, say, write
from annotator.errors import UserError
from annotator.model.conflict import Choice, ConflictKind, LayerRelation
from annotator.model.issue import Issue
from annotator.model.labels import Attributes
from annotator.model.page import RawRange
from annotator.paths import data_folder
from annotator.services.project.session import Session
from annotator.services.recovery.backups import folder_of
from annotator.services.team.adjudicating import Shown, listed_conflicts, settle
from annotator.services.team.merging import merge
from annotator.services.team.packages import SplitPlan, Unit, split_project


@click.command("split")
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "--by",
    "unit",
    type=click.Choice([unit.value for unit in Unit]),
    default=Unit.ISSUE.value,
    show_default=True,
    help="What is given out; who is given an article gets its whole issue to read.",
)
@click.option("--people", required=True, metavar="A,B,…", help="Names of the annotators, one file each.")
@click.option(
    "--overlap",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Share that several people get.",
)
@click.option(
    "--copies",
    type=click.IntRange(min=2),
    default=2,
    show_default=True,
    help="How many people get what is shared.",
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="The same number gives the same packages again."
)
@click.option(
    "--out", "folder", required=True, type=click.Path(path_type=Path), help="Folder for the packages."
)
def split(
    project: Path, unit: str, people: str, overlap: float, copies: int, seed: int, folder: Path
) -> None:
    """Split PROJECT into work packages, a project file for each annotator; prints a line a file.

    The project stays as it is. `annotator merge` brings the packages together again.
    """
    plan = SplitPlan(tuple(people.split(",")), Unit(unit), overlap, copies, seed)
    with Session.open(project) as session:
        for path in split_project(session, plan, folder, progress_line(project.name) or (lambda _: None)):
            write(f"{path}\n")


@click.command("merge")
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("packages", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--who", default="", help="Name that signs the merge in the history.")
def merge_packages(project: Path, packages: tuple[Path, ...], who: str) -> None:
    """Bring the work in PACKAGES into PROJECT, as one step that can be undone.

    A package may be merged again: what is new in it is added. What people contradict each other in is listed on
    standard output, see `annotator conflicts`. A backup of the project is made before.
    """
    with Session.open(project, who=who) as session:
        backups = folder_of(data_folder(), session.path)
        plan = merge(session, packages, backups, progress_line(project.name) or (lambda _: None))
        for file in plan.files:
            code = "merge.done" if file.steps > 0 else "merge.nothing"
            say(sentence(code, {"file": file.file, "person": file.annotator, "count": file.steps}))
            for name in file.unknown:
                say(sentence("merge.unknown_issue", {"file": file.file, "issue": name}))
        _list(session)


@click.command("conflicts")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--who", default="", help="Name that signs the decisions.")
@click.option(
    "--choose",
    "chosen",
    multiple=True,
    metavar="ID=N[,N]",
    help="Decide conflict ID for choice N, of labels and relations for several; may be given several times.",
)
@click.option("--majority", is_flag=True, help="Decide all conflicts that most people agree in.")
def conflicts(project: Path, who: str, chosen: tuple[str, ...], majority: bool) -> None:
    """List what people contradict each other in after a merge, or decide some of it.

    A conflict is a line of its id, kind, issue, context with the contested text in brackets; each of its choices a line
    of number, names and text or labels behind a tab. Choice 1 is the one with most people; an empty name is the
    project itself.
    """
    with Session.open(project, who=who, read_only=not (chosen or majority)) as session:
        for order in chosen:
            _choose(session, order)
        if majority:
            _decide_clear_ones(session)
        _list(session)


def _choose(session: Session, order: str) -> None:
    key, _, numbers = order.partition("=")
    for info in session.issues:
        issue = session.issue(info.id)
        conflict = issue.conflicts.get(key)
        if conflict is None:
            continue
        listed = [int(number) - 1 for number in numbers.split(",") if number.isdecimal()]
        fits = listed and all(0 <= number < len(conflict.choices) for number in listed)
        if fits and (len(listed) == 1 or conflict.takes_several):
            session.perform(info.id, *settle(issue, conflict, listed, session.who))
            return
    raise UserError("conflict.choice", order=order)


def _decide_clear_ones(session: Session) -> None:
    for info in session.issues:
        for shown in listed_conflicts(session.issue(info.id)):
            first, second = shown.conflict.choices[:2]
            if shown.conflict.kind is ConflictKind.ARRANGEMENT or len(first.people) <= len(second.people):
                continue
            issue = session.issue(info.id)
            try:
                operations = settle(issue, shown.conflict, [0], session.who)
            except UserError:
                continue  # stays listed
            session.perform(info.id, *operations)


def _list(session: Session) -> None:
    names = dict(session.issue_names)
    for issue_id in session.conflicted():
        issue = session.present(issue_id)
        for shown in listed_conflicts(issue):
            write(_told(issue, names[issue_id], shown))


def _told(issue: Issue, name: str, shown: Shown) -> str:
    conflict = shown.conflict
    context = _flat(f"{shown.before}[{shown.text}]{shown.after}")
    lines = [f"{conflict.id}\t{conflict.kind}\t{_flat(name)}\t{context}"]
    for number, choice in enumerate(conflict.choices, start=1):
        lines.append(f"\t{number}\t{_flat(','.join(choice.people))}\t{_said(issue, choice)}")
    return "\n".join(lines) + "\n"


def _said(issue: Issue, choice: Choice) -> str:
    if choice.operation:
        return _flat(choice.operation)
    if choice.relations:
        return _flat("; ".join(_related(issue, relation) for relation in choice.relations))
    if choice.document_labels:
        return _flat(
            "; ".join(_with_values(label.label, label.attributes) for label in choice.document_labels)
        )
    if choice.text or not choice.spans:
        return _flat(choice.text)
    return _flat(
        "; ".join(
            f"{_with_values(span.label, span.attributes)} {_raw(issue, span.ranges)}" for span in choice.spans
        )
    )


def _related(issue: Issue, relation: LayerRelation) -> str:
    source, target = (_raw(issue, end.ranges) for end in (relation.source, relation.target))
    return f"{source} -{relation.type}-> {target}"


def _with_values(label: str, attributes: Attributes) -> str:
    return " ".join([label, *(f"{name}={value}" for name, value in attributes)])


def _raw(issue: Issue, ranges: tuple[RawRange, ...]) -> str:
    return "".join(issue.pages[part.page].raw[part.start : part.end] for part in ranges)


def _flat(text: str) -> str:
    return " ".join(text.split())
