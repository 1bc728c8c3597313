"""Rebuilding and checking thousands of pages: issues in, a file each out, in as many processes as one likes.

What goes to a worker is the content of an issue's files and what comes back is the content of the result; so a worker
needs neither the sources nor the target, and the results are the same bytes whichever way they were made. A record of
what was done stands beside the results: what is finished and unchanged is not done again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotator import __version__
from annotator.errors import UserError
from annotator.formats.pdf import is_encrypted
from annotator.services.background.workplaces import Place
from annotator.services.files.issue_files import IssueFiles, collect_issues
from annotator.services.files.writing import write_checked
from annotator.services.jobs.batch_parts import Crew, Failure, Outcome, Product, Shipment, Tally, Work
from annotator.services.jobs.errands import ModelChoice, models_of
from annotator.services.sources.pdf_locks import LOCKS
from annotator.text.json_data import parse_json

log = logging.getLogger(__name__)

FORMATS = {"json": ".json", "text": ".txt", "markdown": ".md"}
"""Suffix by format of those whose bytes say nothing of when they were made."""

RECORD = "batch.jsonl"
SUMMARY = "summary.json"
_LOCKED = tuple(f"{code}:" for code in LOCKS)
_RESERVED = frozenset({RECORD, SUMMARY, "batch"})


def plan(sources: Sequence[Path], *, each_page: bool = False) -> list[Work]:
    """Return the issues named by files and folders, each with a name of its own for the result.

    Args:
        sources: see ``issue_files.collect_issues``.
        each_page: whether every page file is an issue by itself.

    Raises:
        UserError: a path does not exist or holds no pages.
    """
    issues = collect_issues(sources)
    if each_page:
        issues = [
            IssueFiles((file,), file.stem, issue.numbers[place : place + 1])  # whose failing is told
            for issue in issues
            for place, file in enumerate(issue.files)
        ]
    taken = set(_RESERVED)
    works = []
    for issue in issues:
        works.append(Work(_free(issue.name or issue.files[0].stem, taken), issue))
        taken.add(works[-1].name)
    return works


def _free(name: str, taken: set[str]) -> str:
    """Return a file name that is not taken; two folders may hold pages of the same name."""
    name = "".join("_" if character in '/\\:*?"<>|' or character < " " else character for character in name)[
        :120
    ]
    number, candidate = 1, name.strip(". ") or "_"
    first = candidate
    while candidate in taken:
        number += 1
        candidate = f"{first}-{number}"
    return candidate


def _nobody(_path: Path) -> str:
    return ""


def load(work: Work, form: str, password: Callable[[Path], str] = _nobody) -> Shipment:
    """Read the files of an issue.

    Args:
        work: the issue.
        form: one of ``FORMATS``.
        password: asked for what opens a PDF that speaks of encryption; empty where nobody knows it.

    Raises:
        UserError: one cannot be read.
    """
    files = []
    for path in work.issue.files:
        try:
            files.append((path.name, path.read_bytes()))
        except OSError as error:
            reason = error.strerror or str(error)
            raise UserError("import.unreadable", file=path.name, reason=reason) from error
    found = tuple(path in work.issue.found for path in work.issue.files)
    encrypted = (path for path in work.issue.files if path.suffix.lower() == ".pdf" and is_encrypted(path))
    secret = next((said for said in map(password, encrypted) if said), "")
    return Shipment(work.name, tuple(files), work.issue.numbers, found, form, secret)


def produce(place: Place, shipment: Shipment) -> Outcome:
    """Rebuild and check one issue; an errand. A bad page gives a ``Failure`` and stops nothing else."""
    try:
        result: Product | Failure = _produce(place, shipment)
    except UserError as error:
        result = Failure(error.code, {name: str(value) for name, value in error.values.items()})
    except Exception as error:
        log.exception("a bug in a batch")
        result = Failure("batch.bug", {"kind": type(error).__name__})
    return Outcome(shipment.name, shipment.digest, result)


def _produce(place: Place, shipment: Shipment) -> Product:
    from annotator.services.export.export_material import Material
    from annotator.services.export.exporting import export_data
    from annotator.services.rebuilding.importing import import_issue

    with tempfile.TemporaryDirectory(prefix="annotator-batch-") as folder:
        files = []
        for number, (name, content) in enumerate(shipment.files):
            path = Path(folder, str(number), Path(name).name)  # two of them may have the same name
            path.parent.mkdir()
            path.write_bytes(content)
            files.append(path)
        imported = import_issue(
            files,
            name=shipment.name,
            numbers=shipment.numbers,
            found=[file for file, found in zip(files, shipment.found, strict=True) if found],
            models=models_of(place, ModelChoice()),
            password=lambda _path: shipment.password,
        )
    issue = imported.issue
    return Product(
        export_data(Material(issue), shipment.form),
        len(issue.pages),
        sum(len(page.raw) for page in issue.pages.values()),
        sum(len(flags) for flags in issue.flags.values()),
        tuple(f"{note.code}: {note.file}" for note in imported.notes),
    )


def run(
    works: Sequence[Work],
    target: Path,
    crew: Crew,
    *,
    form: str = "json",
    again: bool = False,
    told: Callable[[Tally, Outcome | None], None] = lambda _tally, _outcome: None,
    password: Callable[[Path], str] = _nobody,
) -> Tally:
    """Do all issues that are not done yet, and write a summary.

    Args:
        works: the issues, see ``plan``.
        target: folder for the results; made if missing.
        crew: who does the work.
        form: one of ``FORMATS``.
        again: whether what is finished is done once more.
        told: called after every issue with how far it is, and with what became of it (None: done before).
        password: asked for what opens a locked PDF; see ``load``.

    Raises:
        UserError: the target cannot be written.
    """
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError("export.write", file=target.name, reason=reason) from error
    batch = _Batch(works, target, form, {} if again else read_record(target), told, password)
    for outcome in crew.work(batch.shipments()):
        batch.take(outcome)
    batch.summarize()
    return batch.tally


def read_record(target: Path) -> dict[str, dict[str, Any]]:
    """Return the last record of each issue in a folder of results; lines cut off by an interruption are passed over."""
    records: dict[str, dict[str, Any]] = {}
    try:
        lines = (target / RECORD).read_text("utf-8", "replace").splitlines()
    except OSError:
        return records
    for line in lines:
        try:
            record = parse_json(line)
            records[str(record["name"])] = record
        except (ValueError, TypeError, KeyError):
            continue
    return records


class _Batch:
    """The state of one run: what is done, and the files in the target folder."""

    def __init__(
        self,
        works: Sequence[Work],
        target: Path,
        form: str,
        before: Mapping[str, dict[str, Any]],
        told: Callable[[Tally, Outcome | None], None],
        password: Callable[[Path], str],
    ) -> None:
        self._password = password
        self._works = works
        self._target = target
        self._form = form
        self._before = before
        self._told = told
        self._records: dict[str, dict[str, Any]] = {}
        self._is_whole = False
        self._counts: dict[str, int] = dict.fromkeys(Tally.__slots__, 0) | {"total": len(works)}

    @property
    def tally(self) -> Tally:
        return Tally(**self._counts)

    def shipments(self) -> Iterator[Shipment]:
        """Read issue after issue, leaving out those that are finished; called as workers get free."""
        for work in self._works:
            try:
                shipment = load(work, self._form, self._password)
            except UserError as error:
                values = {name: str(value) for name, value in error.values.items()}
                self.take(Outcome(work.name, "", Failure(error.code, values)))
                continue
            if self._is_done(shipment):
                self._records[work.name] = self._before[work.name]
                self._counts["skipped"] += 1
                self._told(self.tally, None)
                continue
            self._counts["shipped"] += shipment.size
            yield shipment

    def _is_done(self, shipment: Shipment) -> bool:
        record = self._before.get(shipment.name, {})
        if record.get("digest") != shipment.digest or "sha256" not in record:
            return False
        if shipment.password and any(str(note).startswith(_LOCKED) for note in record.get("notes", ())):
            return False  # pages were left out that may be read now
        try:
            content = self._path(shipment.name).read_bytes()
        except OSError:
            return False
        return bool(hashlib.sha256(content).hexdigest() == record["sha256"])

    def _path(self, name: str) -> Path:
        return self._target / (name + FORMATS[self._form])

    def take(self, outcome: Outcome) -> None:
        """Write what a worker made, and then that it is done."""
        record: dict[str, Any] = {"name": outcome.name, "digest": outcome.digest}
        match outcome.result:
            case Product() as product:
                write_checked(self._path(outcome.name), product.content)
                record["sha256"] = hashlib.sha256(product.content).hexdigest()
                for name in ("pages", "characters", "flags"):
                    record[name] = getattr(product, name)
                    self._counts[name] += record[name]
                record["notes"] = list(product.notes)
                self._counts["done"] += 1
                self._counts["received"] += len(product.content)
            case Failure(code, values):
                record |= {"error": code, "values": dict(values)}
                self._counts["failed"] += 1
        self._records[outcome.name] = record
        self._append(record)
        self._told(self.tally, outcome)

    def _append(self, record: Mapping[str, Any]) -> None:
        try:
            with (self._target / RECORD).open("ab+") as file:
                if file.tell() and not self._is_whole:
                    file.seek(-1, os.SEEK_END)
                    if file.read(1) != b"\n":
                        file.write(b"\n")  # what stands there was cut off
                self._is_whole = True
                file.write((json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass"))
        except OSError as error:
            reason = error.strerror or str(error)
            raise UserError("export.write", file=RECORD, reason=reason) from error

    def summarize(self) -> None:
        """Write what became of every issue, in the order of the plan; the same whichever way it was done."""
        records = [self._records[work.name] for work in self._works if work.name in self._records]
        good = [record for record in records if "error" not in record]
        summary = {
            "schema": "annotator/batch-1",
            "version": __version__,
            "issues": len(records),
            "failed": len(records) - len(good),
            **{name: sum(record[name] for record in good) for name in ("pages", "characters", "flags")},
            "failures": [
                {"name": record["name"], "error": record["error"], "values": record["values"]}
                for record in records
                if "error" in record
            ],
            "results": [
                {"name": record["name"] + FORMATS[self._form], "sha256": record["sha256"]} for record in good
            ],
        }
        text = json.dumps(summary, ensure_ascii=False, indent=1) + "\n"
        write_checked(self._target / SUMMARY, text)
