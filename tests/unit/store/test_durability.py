"""Every operation is durable before the next key."""

from pathlib import Path

from helpers.desks import simple_issue
from helpers.programs import running

from annotator.model.journal import replay
from annotator.store.project_file import ProjectFile

STREAM = """
import sys
from itertools import count
from pathlib import Path
from helpers.desks import Desk
from annotator.model.operations import ReplaceText
from annotator.store.project_file import ProjectFile

project = ProjectFile.open(Path(sys.argv[1]))
desk = Desk(project, project.load_issue("i1"))
for number in count(1):
    if number % 7 == 0:
        desk.undo()
        print("undo", flush=True)
    else:
        desk.do(ReplaceText("b1", 0, 0, f"{number},", "", "typing"))
        print(number, flush=True)
"""


def expected_prefix(lines):
    numbers = []
    for line in lines:
        if line == "undo":
            numbers.pop()
        else:
            numbers.append(int(line))
    return numbers


def test_a_killed_program_has_lost_nothing_that_was_done(tmp_path):
    path = Path(tmp_path, "a.annotator")
    with ProjectFile.create(path, "项目") as project:
        project.add_issue(simple_issue())
    for wanted in (3, 60):
        before = simple_prefix(path)
        with running(STREAM, path) as process:
            lines = [process.stdout.readline().strip() for _ in range(wanted)]
            process.kill()
            lines += process.stdout.read().split()
        done = expected_prefix(lines)
        with ProjectFile.open(path) as project:
            issue = project.load_issue("i1")
            text = issue.blocks["b1"].text
            numbers = [int(part) for part in text.partition("网")[0].split(",")[:-1]][::-1]
            entries = project.entries([step.seq for step in project.journal().done])
            assert replay(project.base_of("i1"), tuple(entry.operation for entry in entries)) == issue
        # At most one thing more was done: the one whose announcement the kill forestalled.
        here = numbers[len(before) :]
        assert numbers[: len(before)] == before
        assert here[: len(done)] == done or here == done[:-1]
        assert abs(len(here) - len(done)) <= 1
        assert len(lines) >= wanted


def simple_prefix(path):
    with ProjectFile.open(path, read_only=True) as project:
        text = project.load_issue("i1").blocks["b1"].text
    return [int(part) for part in text.partition("网")[0].split(",")[:-1]][::-1]
