"""What befalls a program at work: killed at random moments, no room at random writes. Counts what was lost.

    python benchmarks/faults.py                     200 kills, 100 file-size limits
    python benchmarks/faults.py --kills 20 --limits 10

A window in which an editor works at random (``tests/helpers/editor_at_work.py``) is killed by SIGKILL between 0.05 and
1 s after it began; it has said after each action what it had finished. Then the project is read again: the last
finished operation must be found by replaying the journal, and every promise must hold. For the limits a program
writes until the system gives it no more room; what it had finished must be there, and it must go on when there is
room again.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from helpers.editor_at_work import digest
from helpers.programs import running

from annotator.model.journal import replay
from annotator.services.files.sample_pages import sample_files
from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import import_issue
from annotator.services.recovery.doctor import examine
from annotator.store.project_file import ProjectFile

WORK = "import sys; from helpers.editor_at_work import work; work(*sys.argv[1:])"
LIMITED = """
import resource, sys
from pathlib import Path
from annotator.errors import UserError
from annotator.model.operations import ReplaceText
from annotator.services.project.session import Session

session = Session.open(Path(sys.argv[1]))
issue = session.issues[0].id
block = next(iter(session.issue(issue).blocks))
largest = max(part.stat().st_size for part in Path(sys.argv[1]).parent.iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (largest + int(sys.argv[2]), resource.RLIM_INFINITY))
for number in range(10_000):
    try:
        session.perform(issue, ReplaceText(block, 0, 0, f"字{number}" * 30, "", "typing"))
    except UserError:
        break
    print(number, flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
session.perform(issue, ReplaceText(block, 0, 0, "又", "", "typing"))
print("again", flush=True)
session.close()
"""


def make_project(folder: Path) -> tuple[Path, str]:
    """Make a project with the sample; return its file and the issue's id."""
    path = folder / "project" / "project.annotator"
    path.parent.mkdir()
    with Session.create(path, "Project") as session:
        session.add_issue(import_issue(sample_files(), models=None).issue)
        return path, session.issues[0].id


def states_at(path: Path, issue_id: str, seq: int) -> set[str]:
    """Return digests of the states in which the action under way may have left the issue."""
    with ProjectFile.open(path) as file:
        journal = file.journal()
        ways = [journal.done, (*journal.done, *journal.next_redo())]
        return {
            digest(replay(file.base_of(issue_id), tuple(entry.operation for entry in file.entries(seqs))))
            for seqs in ([step.seq for step in steps if step.seq <= seq] for steps in ways)
        }


def kill(path: Path, issue_id: str, number: int, chance: random.Random) -> tuple[int, bool, int]:
    """Kill a program once; return the actions it had finished, whether the last was found, and broken promises."""
    with running(WORK, path, f"seed-{number}") as editor:
        lines = [editor.stdout.readline()]
        time.sleep(chance.uniform(0.05, 1.0))
        editor.kill()
        lines += [line for line in editor.stdout if line.endswith("\n")]
    seq, state = lines[-1].split()
    found = state in states_at(path, issue_id, int(seq))
    return len(lines), found, len(examine(path).findings)


def limit(path: Path, room: int) -> tuple[int, bool, bool, int]:
    """Let a program run out of room once.

    Returns:
        The operations it had finished, whether all of them are there, whether it went on, and broken promises.
    """
    with ProjectFile.open(path, read_only=True) as project:
        before = len(project.journal().done)
    with running(LIMITED, path, room) as program:
        lines = program.stdout.read().split("\n")
    finished = sum(line.isdecimal() for line in lines)
    goes_on = "again" in lines
    with ProjectFile.open(path, read_only=True) as project:
        is_there = len(project.journal().done) == before + finished + goes_on
    return finished, is_there, goes_on, len(examine(path).findings)


def main() -> int:
    """Print the counts; 0 if nothing was lost and every promise held."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--limits", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    wanted = options.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # for the windows that are killed
    chance = random.Random(wanted.seed)
    actions = lost = broken = 0
    with tempfile.TemporaryDirectory() as folder:
        path, issue_id = make_project(Path(folder))
        for number in range(wanted.kills):
            finished, found, findings = kill(path, issue_id, number, chance)
            actions, lost, broken = actions + finished, lost + (not found), broken + bool(findings)
            if sys.stderr.isatty() or number % 20 == 19:
                print(f"{number + 1} kills, {actions} actions, {lost} lost, {broken} broken", file=sys.stderr)
    print(
        f"{wanted.kills} kills: {actions} actions finished, {lost} times one lost, {broken} times a promise broken"
    )
    operations = missing = stopped = faulty = 0
    for _ in range(wanted.limits):
        with tempfile.TemporaryDirectory() as folder:
            path, _ = make_project(Path(folder))
            finished, is_there, goes_on, findings = limit(path, int(chance.triangular(0, 400_000, 20_000)))
        operations, missing = operations + finished, missing + (not is_there)
        stopped, faulty = stopped + (not goes_on), faulty + bool(findings)
    print(
        f"{wanted.limits} limits: {operations} operations finished, {missing} times some lost,"
        f" {stopped} times no going on, {faulty} times a promise broken"
    )
    return 1 if lost or broken or missing or stopped or faulty else 0


if __name__ == "__main__":
    sys.exit(main())
