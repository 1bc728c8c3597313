"""What befalls a project's file, its disk and the clock while it is open. Counts what was lost and what was not told.

    python benchmarks/file_faults.py                 every kind, 50 times each
    python benchmarks/file_faults.py --times 10 --kinds small_disk meddled

Kinds: a disk that is really too small (a file system in memory, where the system lets us mount one; else SQLite is
told how many pages there are), a disk that becomes read-only and comes back, a file that is removed, replaced, cut or
overwritten in places while it is open, two programs that open a project at once, a clock that jumps, a slow disk on
which the program is killed. What was finished must be there, or be told as damaged and then saved by salvaging up to
the steps that lay in the damaged pages. ``benchmarks/faults.py`` does the rest: kills at any moment, limits at any
write.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from helpers.desks import simple_issue
from helpers.programs import command, environment, running

from annotator.errors import UserError
from annotator.model.journal import replay
from annotator.model.operations import ReplaceText
from annotator.services.project import session as sessions
from annotator.services.project.session import Session
from annotator.services.recovery.doctor import examine
from annotator.services.recovery.salvage import salvage
from annotator.store.project_file import ProjectFile

WRITER = """
import os, sys
from pathlib import Path
from annotator.errors import UserError
from annotator.model.operations import ReplaceText
from annotator.services.project.session import Session

path, ballast, pages = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
try:
    session = Session.open(path)
except UserError as error:  # not even the log's index has room
    print("refused", error.code, error.values.get("reason"), flush=True)
    Session.open(path, read_only=True).close()
    os.truncate(ballast, ballast.stat().st_size - 500_000)
    session = Session.open(path)
if pages:
    session._file._connection.run(lambda db: db.execute(f"PRAGMA max_page_count = {pages}"))
for number in range(20_000):
    try:
        session.perform("i1", ReplaceText("b1", 0, 0, f"字{number}" * 30, "", "typing"))
    except UserError as error:
        print("refused", error.code, flush=True)
        break
    print(number, flush=True)
ballast.unlink(missing_ok=True)
if pages:
    session._file._connection.run(lambda db: db.execute("PRAGMA max_page_count = 1000000"))
session.perform("i1", ReplaceText("b1", 0, 0, "又", "", "typing"))
print("again", flush=True)
session.close()
"""
OPENER = """
import sys
from pathlib import Path
from annotator.errors import UserError
from annotator.services.project.session import Session
sys.stdin.readline()
try:
    session = Session.open(Path(sys.argv[1]))
    print("writes", flush=True)
    sys.stdin.readline()
    session.close()
except UserError as error:
    print(error.code, flush=True)
"""
SLOW_FSYNC = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>
static void rest(void) { usleep(1000 * (20 + rand() % 180)); }
int fsync(int fd) { int (*real)(int) = dlsym(RTLD_NEXT, "fsync"); rest(); return real(fd); }
int fdatasync(int fd) { int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync"); rest(); return real(fd); }
"""


def make_project(folder: Path) -> Path:
    """Make a project with a small issue."""
    path = folder / "project" / "project.annotator"
    path.parent.mkdir()
    with Session.create(path, "Project") as session:
        session.add_issue(simple_issue())
    return path


def is_whole(path: Path, steps: int) -> bool:
    """Tell whether a project holds so many steps and every promise."""
    with ProjectFile.open(path, read_only=True) as project:
        there = len(project.journal().done)
        entries = project.entries([step.seq for step in project.journal().done])
        same = (
            replay(project.base_of("i1"), tuple(entry.operation for entry in entries)).blocks
            == project.load_issue("i1").blocks
        )
    return there == steps and same and not examine(path).findings


def write(session: Session, text: str) -> None:
    """Write into the issue's first block."""
    session.perform("i1", ReplaceText("b1", 0, 0, text, "", "typing"))


# Disks ----------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def disk(folder: Path, kilobytes: int) -> Iterator[Path | None]:
    """Mount a file system of so many kilobytes; None where the system does not let us."""
    place = folder / "disk"
    place.mkdir()
    options = f"size={kilobytes}k"
    mounted = _call("mount", "-t", "tmpfs", "-o", options, "none", str(place))
    try:
        yield place if mounted else None
    finally:
        if mounted:
            _call("umount", str(place))


def _call(*words: str) -> bool:
    try:
        return subprocess.run(words, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def small_disk(folder: Path, chance: random.Random) -> str:
    """A disk that fills up, and has room again later."""
    source = make_project(folder)
    with disk(folder, 4096) as place:
        path, ballast, pages = source, folder / "none", 0
        if place is None:
            pages = source.stat().st_size // 4096 + chance.randint(1, 60)
        else:
            path, ballast = place / source.name, place / "ballast"
            shutil.copyfile(source, path)
            free = shutil.disk_usage(place).free
            ballast.write_bytes(bytes(max(0, free - chance.randint(0, 600_000))))
        with running(WRITER, path, ballast, pages) as program:
            lines = program.stdout.read().split("\n")
        finished = sum(line.isdecimal() for line in lines)
        if "again" not in lines:
            return "no going on"
        if not any(line.startswith("refused project.") for line in lines):
            return "never full"
        return "held" if is_whole(path, finished + 1) else "lost"


def read_only_disk(folder: Path, chance: random.Random) -> str:
    """A disk that becomes read-only while a project is open, or was from the beginning."""
    source = make_project(folder)
    with disk(folder, 8192) as place:
        if place is None:
            return "not possible here"
        path = place / source.name
        shutil.copyfile(source, path)
        steps = chance.randint(0, 5)
        with Session.open(path) as session:
            for number in range(steps):
                write(session, f"甲{number}")
            _call("mount", "-o", "remount,ro", str(place))
            # A file that is open for writing keeps a disk from becoming read-only; a copy is opened then.
            read_only = not os.access(place, os.W_OK)
            if read_only:
                try:
                    write(session, "乙")
                    return "not told"
                except UserError:
                    pass
            _call("mount", "-o", "remount,rw", str(place))
            write(session, "丙")
        _call("mount", "-o", "remount,ro", str(place))
        with Session.open(path) as session:
            if not session.read_only:
                return "not told"
            try:
                write(session, "丁")
                return "not told"
            except UserError as error:
                if error.code != "project.read_only":
                    return error.code
        return "held" if is_whole(path, steps + 1) else "lost"


# The file --------------------------------------------------------------------------------------------------


def meddled(folder: Path, chance: random.Random) -> str:
    """A file that somebody removes, replaces, cuts or overwrites while it is open."""
    path = make_project(folder)
    other = folder / "other.annotator"
    with Session.create(other, "Other") as session:
        session.add_issue(simple_issue())
    kind = chance.choice(("removed", "replaced", "cut", "overwritten", "overwritten"))
    finished, told = 0, False
    with contextlib.suppress(UserError), Session.open(path) as session:
        for _ in range(chance.randint(1, 60)):
            write(session, "甲" * chance.randint(1, 2000))
            finished += 1
        _meddle(kind, path, other, chance)
        try:
            for _ in range(chance.randint(1, 60)):
                write(session, "乙" * chance.randint(1, 2000))
                finished += 1
        except UserError:
            told = True
    if kind in ("removed", "replaced"):
        return f"{kind}: told" if told else f"{kind}: not told"
    try:
        if is_whole(path, finished):
            return f"{kind}: nothing lost"
    except UserError as error:
        if error.code not in ("project.damaged", "project.not_project"):
            return f"{kind}: {error.code}"
    try:
        saved = salvage(path, folder / "backups")
    except UserError as error:
        return f"{kind}: told, {error.code}"
    sound = not examine(saved.target).findings
    return f"{kind}: told and salvaged" if sound else f"{kind}: salvaged into something broken"


def _meddle(kind: str, path: Path, other: Path, chance: random.Random) -> None:
    size = path.stat().st_size
    if kind == "removed":
        path.unlink()
    elif kind == "replaced":
        other.replace(path)
    elif kind == "cut":
        os.truncate(path, chance.randrange(size))
    else:
        with path.open("r+b") as file:
            file.seek(chance.randrange(size))
            file.write(chance.randbytes(chance.choice((1, 100, 4096, 20_000))))


def two_programs(folder: Path, _chance: random.Random) -> str:
    """Two programs that open a project in the same moment."""
    path = make_project(folder)
    with running(OPENER, path) as first, running(OPENER, path) as second:
        for program in (first, second):
            program.stdin.write("\n")
            program.stdin.flush()
        said = [first.stdout.readline().strip(), second.stdout.readline().strip()]
    return "one writes" if sorted(said) == ["project.in_use", "writes"] else " and ".join(said)


# Time ------------------------------------------------------------------------------------------------------


def clock(folder: Path, chance: random.Random) -> str:
    """A clock that jumps back and forth: the order of the history is that of the work all the same."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # noqa: ARG003
            return datetime(2024, 2, 29, 12) + timedelta(days=chance.uniform(-2000, 2000))

    path = make_project(folder)
    present, sessions.datetime = sessions.datetime, Clock
    try:
        with Session.open(path) as session:
            for number in range(30):
                write(session, f"第{number}步")
            session.undo()
            session.undo()
            session.redo()
        with Session.open(path) as session:
            latest = [entry.operation.text for entry in session.recent(29)]
            whole = latest == [f"第{number}步" for number in range(28, -1, -1)]
            session.undo()
    finally:
        sessions.datetime = present
    return "held" if whole and is_whole(path, 28) else "lost"


def slow_disk(folder: Path, chance: random.Random) -> str:
    """A disk that takes up to 0.2 s for each write to be safe; the program is killed in between."""
    library = folder / "slow.so"
    (folder / "slow.c").write_text(SLOW_FSYNC, "utf-8")
    if not _call("cc", "-shared", "-fPIC", "-o", str(library), str(folder / "slow.c")):
        return "not possible here"
    path = make_project(folder)
    process = subprocess.Popen(
        [*command(WRITER), str(path), str(folder / "none"), "0"],
        env={**environment(), "LD_PRELOAD": str(library)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = [process.stdout.readline()]
    time.sleep(chance.uniform(0.1, 3.0))
    process.kill()
    lines += [line for line in process.stdout if line.endswith("\n")]
    process.wait()
    # The one under way may be finished too.
    return "held" if is_whole(path, len(lines)) or is_whole(path, len(lines) + 1) else "lost"


KINDS: dict[str, Callable[[Path, random.Random], str]] = {
    "small_disk": small_disk,
    "read_only_disk": read_only_disk,
    "meddled": meddled,
    "two_programs": two_programs,
    "clock": clock,
    "slow_disk": slow_disk,
}
GOOD = ("held", "one writes", "nothing lost", "told", "not possible", "told and salvaged", "hopeless")


def main() -> int:
    """Print what became of each kind; 0 if nothing was lost untold."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--times", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS))
    wanted = options.parse_args()
    bad = 0
    for name in wanted.kinds:
        counts: Counter[str] = Counter()
        for number in range(wanted.times):
            chance = random.Random(f"{name} {wanted.seed + number}")
            with tempfile.TemporaryDirectory() as folder:
                became = KINDS[name](Path(folder), chance)
            counts[became] += 1
            if not became.partition(": ")[2].startswith(GOOD) and not became.startswith(GOOD):
                bad += 1
                print(f"{name} {wanted.seed + number}: {became}", flush=True)
        print(
            f"{name}: {', '.join(f'{count} {became}' for became, count in sorted(counts.items()))}",
            flush=True,
        )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
