"""``annotator labels schemes``: the label schemes of a project: listing, choosing, reading and writing them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from annotator.cli.output import write
from annotator.errors import UserError
from annotator.model.labels import LabelScheme
from annotator.services.labels.schemes import (
    Schemes,
    counted_uses,
    read_scheme_file,
    schemes_of,
    set_scheme,
    set_schemes,
    write_scheme_file,
)
from annotator.services.project.session import Session


@click.command("schemes")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--use", "chosen", metavar="ID", help="Label with the scheme of that id from now on.")
@click.option(
    "--read",
    "source",
    type=click.Path(path_type=Path),
    help="Add the scheme of a file (ours, Label Studio's or doccano's) and label with it.",
)
@click.option("--write", "target", type=click.Path(path_type=Path), help="Write the scheme in use to a file.")
def schemes(project: Path, chosen: str | None, source: Path | None, target: Path | None) -> None:
    """List the label schemes of PROJECT: id, whether it is in use, name, and its labels with how often they are used.

    A scheme that is read takes the place of one of its id.
    """
    with Session.open(project, read_only=chosen is None and source is None) as session:
        if source is not None:
            set_scheme(session, read_scheme_file(source))
        if chosen is not None:
            _use(session, chosen)
        held = schemes_of(session)
        if target is not None:
            write_scheme_file(target, held.current)
        uses, _ = counted_uses(session)
        for scheme in held.all:
            write(_line(scheme, held, uses))


def _use(session: Session, scheme_id: str) -> None:
    held = schemes_of(session)
    if all(scheme.id != scheme_id for scheme in held.all):
        raise UserError("scheme.missing", scheme=scheme_id, file=session.path.name)
    set_schemes(session, replace(held, current_id=scheme_id))


def _line(scheme: LabelScheme, held: Schemes, uses: Mapping[str, int]) -> str:
    labels = " ".join(
        f"{label.id}:{uses[label.id]}" if uses.get(label.id) else label.id for label in scheme.labels
    )
    return f"{scheme.id}\t{'*' if scheme is held.current else ''}\t{scheme.name}\t{labels}\n"
