"""``annotator labels``: labels from files of other programs into a project, and out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from annotator.cli.messages import sentence
from annotator.cli.output import say, write, write_bytes
from annotator.cli.process_command import open_or_create
from annotator.cli.schemes_command import schemes
from annotator.errors import UserError
from annotator.formats.labels.features import lost
from annotator.services.files.writing import write_checked
from annotator.services.label_exchange.label_annotators import annotators_in, with_annotators
from annotator.services.label_exchange.label_exporting import (
    Layer,
    companions,
    export_labels,
    has_companions,
    layer_documents,
)
from annotator.services.label_exchange.label_formats import LABEL_FORMATS, label_format
from annotator.services.label_exchange.label_importing import (
    import_new,
    import_onto,
    issues_for,
    plan_new,
    plan_onto,
)
from annotator.services.label_exchange.label_planning import Choice, Plan, Several
from annotator.services.label_exchange.label_reading import LabelFile, collect_label_files, read_label_file
from annotator.services.labels.schemes import schemes_of
from annotator.services.project.session import Session


@click.group()
def labels() -> None:
    """Labels from files of other programs into a project, and out of it; the label schemes of a project."""


labels.add_command(schemes)


@labels.command("import")
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice([form.name for form in LABEL_FORMATS]),
    help="Format of the files; found out where not given.",
)
@click.option(
    "--new", "name", metavar="NAME", help="Make an issue of that name whose articles are the records."
)
@click.option("--who", default="", metavar="NAME", help="The annotator the labels are by.")
@click.option(
    "--suggested/--accepted", default=None, help="Import them as suggestions, or as labels; as the file says."
)
@click.option(
    "--rename",
    multiple=True,
    metavar="OLD=NEW",
    help="Call a label otherwise; with nothing behind the sign leave it out. May be given again.",
)
@click.option(
    "--annotator",
    "people",
    multiple=True,
    metavar="NAME[=OTHER]",
    help="Of several annotators only this one, called otherwise if so is wanted. May be given again.",
)
@click.option(
    "--several",
    type=click.Choice([each.value for each in Several]),
    default=Several.APART.value,
    show_default=True,
    help="Several annotators of the same texts: apart, to be compared and adjudicated; the labels of one for each text"
    " (a curator's or the ground truth, else the last); or together, as if by one person.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def import_labels(
    project: Path,
    files: tuple[Path, ...],
    form: str | None,
    name: str | None,
    who: str,
    suggested: bool | None,
    rename: tuple[str, ...],
    people: tuple[str, ...],
    several: str,
    dry_run: bool,
) -> None:
    """Put the labels of FILES (or folders of such) on the articles of PROJECT; what has no place is listed.

    An article is known by its id or its text, corrections since then allowed for. It is one step that can be undone.
    """
    read = with_annotators([read_label_file(path, form) for path in collect_label_files(files)])
    _say_refused(read)
    if not any(file.records for file in read):
        raise UserError("labels.nothing", file=files[0].name)
    named = dict(_renamed(entry) for entry in rename)
    choice = Choice(who, suggested, named, Several(several), _wanted(people, annotators_in(read)))
    opened = open_or_create(project) if name is not None and not dry_run else Session.open(project)
    with opened as session:
        scheme = schemes_of(session).known
        if name is None:
            plan = plan_onto(issues_for(session, read), read, choice, scheme)
            if not dry_run:
                import_onto(session, plan)
        else:
            issue, plan = plan_new(name, read, choice, scheme)
            if not dry_run:
                import_new(session, issue, plan)
    _say_plan(plan)


def _renamed(entry: str) -> tuple[str, str | None]:
    old, sign, new = entry.rpartition("=")
    if not sign or not old:
        raise click.BadParameter(entry, param_hint="--rename")
    return old, new or None


def _wanted(people: Sequence[str], known: Mapping[str, int]) -> dict[str, str | None]:
    """Return what annotators are to be called, None for those that are not wanted."""
    if not people:
        return {}
    wanted: dict[str, str | None] = dict.fromkeys(known)
    for entry in people:
        name, _, other = (entry, "", "") if entry in known else entry.rpartition("=")
        if name not in known:
            raise UserError("labels.annotator", name=name or entry, known=", ".join(known) or "-")
        wanted[name] = other or name
    return wanted


def _say_refused(files: Sequence[LabelFile]) -> None:
    for file in files:
        for each in file.reading.refused:
            reason = sentence(f"reading.{each.code}", {"detail": each.detail})
            where = {"file": each.member or file.path.name, "record": each.record, "reason": reason}
            say(sentence("labels.refused" if each.record else "labels.refused_file", where))


def _say_plan(plan: Plan) -> None:
    for each in plan.unplaced:
        what = sentence(
            f"labels.{each.what.value}", {"label": each.label, "text": " ".join(each.text.split())}
        )
        reason = sentence(f"unplaced.{each.reason.value}", {})
        values = {"file": each.file, "record": each.record, "what": what, "reason": reason}
        say(sentence("labels.unplaced", values))
    for name, count in (
        ("placed", plan.placed),
        ("changed", plan.changed),
        ("relations", plan.relations),
        ("document_labels", plan.document_labels),
        ("articles", plan.articles),
        ("unplaced", len(plan.unplaced)),
    ):
        write(f"{name}\t{count}\n")
    if plan.annotators:
        people = "\t".join(plan.annotators)
        write(f"annotators\t{people}\n")
        write(f"conflicts\t{plan.conflicts}\n")
    if plan.left_out:
        say(sentence("labels.left_out", {"count": plan.left_out}))
    if plan.new_labels:
        write(f"new_labels\t{' '.join(plan.new_labels)}\n")


@labels.command("export")
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format",
    "name",
    type=click.Choice([form.name for form in LABEL_FORMATS if form.write is not None]),
    default="doccano",
    show_default=True,
)
@click.option(
    "--layer",
    type=click.Choice([layer.value for layer in Layer]),
    default=Layer.CORRECTED.value,
    show_default=True,
    help="Over which text; both: an archive with both and how they correspond.",
)
@click.option("--issue", "names", multiple=True, help="Only this issue; may be given again.")
def export_project_labels(project: Path, target: Path, name: str, layer: str, names: tuple[str, ...]) -> None:
    """Write the articles of PROJECT with their labels to the file TARGET; - is standard output."""
    form, over = label_format(name), Layer(layer)
    assert form is not None, name
    with Session.open(project, read_only=True) as session:
        infos = [info for info in session.issues if not names or info.name in names]
        if not infos:
            raise UserError(
                "export.issue" if names else "export.no_issue", issue=", ".join(names), file=project.name
            )
        issues = [session.issue(info.id) for info in infos]
        sources = [(issue, issue.order) for issue in issues]
        schemes = schemes_of(session)
    documents = layer_documents(sources, over)
    for feature, count in lost(documents, form.holds).items():
        say(sentence(f"loss.{feature.value}", {"count": count}))
    data = export_labels(form, sources, over, schemes)
    if str(target) == "-":
        write_bytes(data)
        return
    write_checked(target, data)
    for suffix, content in companions(form, schemes, documents).items() if has_companions(form) else ():
        write_checked(target.with_name(target.stem + suffix), content)
