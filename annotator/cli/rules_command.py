"""``annotator rules``: house rules, everybody's or a project's, in and out of a small table."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.output import write
from annotator.services.project.house_rules import (
    global_rules,
    joined,
    project_rules,
    read_rules_file,
    rules_text,
    set_global_rules,
    set_project_rules,
    variant_rules,
    write_rules_file,
)
from annotator.services.project.session import Session

_PROJECT = click.option(
    "--project",
    type=click.Path(path_type=Path),
    metavar="P",
    help="The project they are for; without it they are for everything that is checked on this machine.",
)


@click.group()
def rules() -> None:
    """House rules: what must be written otherwise, as a table with the columns wrong, right and note."""


@rules.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--add", is_flag=True, help="Keep the rules there are; without it FILE takes their place.")
@_PROJECT
def import_rules(file: Path, add: bool, project: Path | None) -> None:
    """Read the rules of FILE (CSV, tabs, or lines with wrong→right)."""
    given = read_rules_file(file)
    if project is None:
        count = len(chosen := joined(global_rules() if add else (), given))
        set_global_rules(chosen)
    else:
        with Session.open(project) as session:
            count = len(chosen := joined(project_rules(session) if add else (), given))
            set_project_rules(session, chosen)
    write(f"{count}\n")


@rules.command("variants")
@_PROJECT
def add_variants(project: Path | None) -> None:
    """Add rules against spellings that the national table of variant words does not recommend."""
    if project is None:
        count = len(chosen := joined(variant_rules(), global_rules()))
        set_global_rules(chosen)
    else:
        with Session.open(project) as session:
            count = len(chosen := joined(variant_rules(), project_rules(session)))
            set_project_rules(session, chosen)
    write(f"{count}\n")


@rules.command("export")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@_PROJECT
def export_rules(file: Path, project: Path | None) -> None:
    """Write the rules to FILE; - is standard output."""
    if project is None:
        found = global_rules()
    else:
        with Session.open(project, read_only=True) as session:
            found = project_rules(session)
    if str(file) == "-":
        write(rules_text(found))
    else:
        write_rules_file(file, found)
