"""A run that broke off is known to the next start, whatever ended it."""

import sys

import pytest
from helpers.programs import running

from annotator.services.recovery.last_run import begin

WORKS = """
import sys
from pathlib import Path
from annotator.services.recovery.last_run import begin
mark, _ = begin(Path(sys.argv[1]))
print("begun", flush=True)
sys.stdin.readline()
mark.end()
print("ended", flush=True)
sys.stdin.read()
"""


def test_a_proper_end_leaves_nothing(tmp_path):
    mark, broken = begin(tmp_path)
    assert not broken
    mark.end()
    assert list(tmp_path.iterdir()) == []
    mark, broken = begin(tmp_path)
    assert not broken
    mark.end()


@pytest.mark.skipif(sys.platform == "win32", reason="kills")
def test_a_killed_run_is_told_once(tmp_path):
    with running(WORKS, tmp_path) as program:
        assert program.stdout.readline() == "begun\n"
        program.kill()
        program.wait()
    mark, broken = begin(tmp_path)
    assert broken
    mark.end()
    mark, broken = begin(tmp_path)
    assert not broken
    mark.end()


def test_a_program_that_runs_is_not_taken_for_broken(tmp_path):
    with running(WORKS, tmp_path) as program:
        assert program.stdout.readline() == "begun\n"
        mark, broken = begin(tmp_path)
        assert not broken
        mark.end()
        program.stdin.write("\n")
        program.stdin.flush()
        assert program.stdout.readline() == "ended\n"
    assert not begin(tmp_path)[1]


def test_a_folder_that_cannot_be_written_keeps_nobody_out(tmp_path):
    (tmp_path / "file").touch()
    assert begin(tmp_path / "file" / "folder") == (None, False)
