"""``annotator decisions``: what reconstruction left open, what can be chosen, and choosing it."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.output import write
from annotator.errors import UserError
from annotator.model.decision import Decision, DecisionStatus, waiting
from annotator.model.issue import Issue
from annotator.services.editing.arranging import Choice, choices
from annotator.services.project.session import Session

_LONGEST = 30  # characters of a block's text in a line


@click.command("decisions")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--issue", "issue_name", help="Name of the issue; all issues where not given.")
@click.option("--who", default="", help="Name that signs the steps in the history.")
@click.option(
    "--choose",
    "chosen",
    multiple=True,
    metavar="ID=N",
    help="Do choice N of decision ID; may be given several times, each is one step that can be undone.",
)
def decisions(project: Path, issue_name: str | None, who: str, chosen: tuple[str, ...]) -> None:
    """List the open decisions of PROJECT with what can be chosen for them, or do some of the choices.

    A decision is a line of its id, kind, confidence, reason and text; each of its choices a line of number, code and
    values behind a tab. Choice 1 is the likeliest; “arrange.keep” leaves everything as it is.
    """
    with Session.open(project, who=who, read_only=not chosen) as session:
        ids = [info.id for info in session.issues if issue_name in (None, info.name)]
        if not ids:
            raise UserError("export.issue", issue=issue_name or "")
        for order in chosen:
            _choose(session, ids, order)
        for issue_id in ids:
            issue = session.issue(issue_id)
            for decision in waiting(issue.decisions.values()):
                write(_told(issue, decision))


def _choose(session: Session, ids: list[str], order: str) -> None:
    """Do one choice.

    Raises:
        UserError: there is no such decision, it is decided already, or it has no such choice.
    """
    key, _, number = order.partition("=")
    for issue_id in ids:
        issue = session.issue(issue_id)
        decision = issue.decisions.get(key)
        if decision is None or decision.status is not DecisionStatus.OPEN:
            continue
        found = choices(issue, decision)
        if number.isdecimal() and 0 < int(number) <= len(found):
            session.perform(issue_id, *found[int(number) - 1].operations)
            return
    raise UserError("decision.choice", order=order)


def _told(issue: Issue, decision: Decision) -> str:
    block = next((issue.blocks[key] for key in decision.blocks if key in issue.blocks), None)
    text = " ".join((block.text if block else "").split())[:_LONGEST]
    head = f"{decision.id}\t{decision.kind}\t{decision.confidence:g}\t{decision.reason}\t{text}\n"
    listed = (_line(number, choice) for number, choice in enumerate(choices(issue, decision), start=1))
    return head + "".join(listed)


def _line(number: int, choice: Choice) -> str:
    return "\t".join(("", str(number), choice.code, *choice.values)) + "\n"
