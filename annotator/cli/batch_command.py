"""``annotator batch``: thousands of pages, as many at a time as there are processors, or on a cluster."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from annotator.cli.messages import sentence
from annotator.cli.output import say
from annotator.cli.passwords import one_password_asker, password_option
from annotator.errors import UserError
from annotator.services.jobs.batch import FORMATS, SUMMARY, plan, run
from annotator.services.jobs.batch_parts import Crew, Failure, Outcome, Tally
from annotator.services.jobs.crews import ClusterCrew, LocalCrew

_EVERY = 0.5  # seconds between two lines of progress


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder for the results.",
)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="json", show_default=True)
@click.option("--each-page", is_flag=True, help="Every page file is an issue by itself.")
@click.option("--again", is_flag=True, help="Do once more what is finished.")
@click.option(
    "--workers", type=click.IntRange(1, 256), help="Processes of this computer; by default one a processor."
)
@password_option
@click.option(
    "--scheduler", metavar="tcp://HOST:PORT", help="Work on a dask cluster (needs the extra “cluster”)."
)
def batch(
    sources: tuple[Path, ...],
    target: Path,
    form: str,
    each_page: bool,
    again: bool,
    workers: int | None,
    password_file: Path | None,
    scheduler: str | None,
) -> None:
    """Rebuild and check many issues: files as one issue, each folder of pages as one.

    What is finished in DIR and unchanged since is not done again, so a batch that was interrupted goes on where it was.
    One bad page stops nothing: DIR/summary.json says what failed and why, and the exit status is 1 then.
    """
    if scheduler and workers:
        raise click.UsageError("--workers and --scheduler exclude each other")
    password = one_password_asker(password_file)
    works = plan(sources, each_page=each_page)
    progress = _Progress()
    with _crew(scheduler, workers or os.cpu_count() or 1) as crew:
        tally = run(works, target, crew, form=form, again=again, told=progress.tell, password=password)
    progress.end(tally, scheduler)
    if tally.failed:
        raise UserError("batch.failed", count=tally.failed, file=SUMMARY)


@contextmanager
def _crew(scheduler: str | None, workers: int) -> Iterator[Crew]:
    if scheduler is None:
        yield LocalCrew(workers)
        return
    cluster = ClusterCrew(scheduler)
    try:
        yield cluster
    finally:
        cluster.close()


class _Progress:
    """A line on a terminal with rate and time left, and a line for every failure."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._last = 0.0

    def tell(self, tally: Tally, outcome: Outcome | None) -> None:
        """Say how far it is."""
        if outcome is not None and isinstance(outcome.result, Failure):
            failure = outcome.result
            why = sentence(failure.code, dict(failure.values))
            self._clear()
            say(f"{outcome.name}: {why}")
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._last >= _EVERY:
            self._last = now
            print(f"\r{self._line(tally, now)}\x1b[K", end="", file=sys.stderr, flush=True)

    def _line(self, tally: Tally, now: float) -> str:
        passed = max(now - self._begin, 0.001)
        gone = tally.done + tally.failed
        left = tally.total - gone - tally.skipped
        line = f"{gone + tally.skipped}/{tally.total} · {tally.pages / passed:.1f} pages/s"
        if gone:
            minutes, seconds = divmod(round(left * passed / gone), 60)
            line += f" · {minutes}:{seconds:02d} left"
        return line

    def end(self, tally: Tally, scheduler: str | None) -> None:
        """Say what was done."""
        self._clear()
        seconds = time.monotonic() - self._begin
        values = {
            "done": tally.done,
            "skipped": tally.skipped,
            "failed": tally.failed,
            "pages": tally.pages,
            "characters": tally.characters,
            "flags": tally.flags,
            "seconds": f"{seconds:.1f}",
            "rate": f"{tally.pages / max(seconds, 0.001):.1f}",
        }
        say(sentence("batch.done", values))
        if scheduler:
            say(sentence("batch.shipped", {"sent": tally.shipped, "received": tally.received}))

    @staticmethod
    def _clear() -> None:
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
