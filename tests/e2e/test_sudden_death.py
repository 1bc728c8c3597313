"""A program killed at any moment has lost no finished operation (promise 5)."""

from __future__ import annotations

import random
import time

from helpers.editor_at_work import digest
from helpers.programs import running

from annotator.model.journal import replay
from annotator.services.files.sample_pages import sample_files
from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import import_issue
from annotator.services.recovery.doctor import examine
from annotator.store.project_file import ProjectFile

DEATHS = 10
CODE = "import sys; from helpers.editor_at_work import work; work(*sys.argv[1:])"


def states_at(path, issue_id, seq):
    """Return digests of the state behind operation ``seq``, found by replaying the journal.

    The action under way at the moment of death may have been finished as well: something new behind ``seq``, or
    the undoing of ``seq`` itself.
    """
    with ProjectFile.open(path) as file:
        journal = file.journal()
        ways = [journal.done, (*journal.done, *journal.next_redo())]
        return {
            digest(replay(file.base_of(issue_id), tuple(entry.operation for entry in file.entries(seqs))))
            for seqs in ([step.seq for step in steps if step.seq <= seq] for steps in ways)
        }


def test_every_finished_operation_is_found_again_after_sigkill(tmp_path):
    path = tmp_path / "project.annotator"
    with Session.create(path, "Project") as session:
        session.add_issue(import_issue(sample_files(), models=None).issue)
        issue_id = session.issues[0].id
    chance = random.Random(20)
    finished = 0
    for death in range(DEATHS):
        with running(CODE, path, f"seed-{death}") as editor:
            lines = [editor.stdout.readline()]
            time.sleep(chance.uniform(0.05, 1.0))
            editor.kill()
            lines += [line for line in editor.stdout if line.endswith("\n")]
        finished += len(lines)
        seq, state = lines[-1].split()
        assert state in states_at(path, issue_id, int(seq))
        # The state as stored is the journal's, and every promise holds.
        assert examine(path).findings == ()
    assert finished > DEATHS
