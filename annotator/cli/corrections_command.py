"""``annotator corrections``: pairs of wrong and right sentences into a project, in the dialects of public data sets."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.messages import sentence
from annotator.cli.output import say, write
from annotator.cli.process_command import open_or_create
from annotator.errors import UserError
from annotator.services.label_exchange.pair_importing import (
    import_pairs,
    plan_new_pairs,
    plan_pairs_onto,
    read_pair_file,
)
from annotator.services.project.session import Session


@click.group()
def corrections() -> None:
    """Pairs of wrong and right sentences (TSV, JSON, SIGHAN SGML) into a project; out of it by the command export."""


@corrections.command("import")
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--new", "name", metavar="NAME", help="Make an issue of that name with a paragraph for each pair."
)
@click.option("--who", default="", metavar="NAME", help="The person the corrections are by.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def import_corrections(project: Path, file: Path, name: str | None, who: str, dry_run: bool) -> None:
    """Correct the paragraphs of PROJECT that hold the wrong sentences of FILE, as one step."""
    read = read_pair_file(file)
    pairs = read.pairs
    for record in read.wrong:
        say(sentence("pairs.refused", {"file": file.name, "record": record}))
    if not pairs:
        raise UserError("pairs.nothing", file=file.name)
    with open_or_create(project) if name is not None and not dry_run else Session.open(project) as session:
        if name is None:
            issue = None
            plan = plan_pairs_onto([session.issue(info.id) for info in session.issues], pairs, who)
        else:
            issue, plan = plan_new_pairs(name, pairs, who)
        if not dry_run:
            import_pairs(session, plan, issue)
    for each in plan.left_out:
        values = {
            "file": file.name,
            "record": each.record,
            "what": sentence("labels.record", {"text": each.text}),
            "reason": sentence(f"unplaced.{each.reason.value}", {}),
        }
        say(sentence("labels.unplaced", values))
    write(f"corrections\t{plan.corrections}\nunplaced\t{len(plan.left_out)}\n")
