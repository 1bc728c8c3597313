"""A program killed at any moment has lost no finished operation (promise 5)."""

from __future__ import annotations

import random
import time

from helpers.editor_at_work import digest
from helpers.programs import running

from annotator.services.doctor import examine
from annotator.services.importing import import_issue
from annotator.services.samples import sample_files
from annotator.services.session import Session

DEATHS = 10
CODE = "import sys; from helpers.editor_at_work import work; work(*sys.argv[1:])"


def test_every_finished_operation_is_found_again_after_sigkill(tmp_path):
    path = tmp_path / "project.annotator"
    with Session.create(path, "Project") as session:
        session.add_issue(import_issue(sample_files(), models=None).issue)
        issue_id = session.issues[0].id
    chance = random.Random(20)
    finished = 0
    for death in range(DEATHS):
        with running(CODE, path, f"seed-{death}") as editor:
            lines = [editor.stdout.readline().strip()]
            time.sleep(chance.uniform(0.05, 1.0))
            editor.kill()
            lines += [line.strip() for line in editor.stdout if line.endswith("\n")]
        finished += len(lines)
        assert all(lines)
        with Session.open(path) as session:
            # The action under way may have been finished as well; then the state before or behind it is the last one.
            states = {digest(session.issue(issue_id))}
            if lines[-1] not in states and session.undo():
                states.add(digest(session.issue(issue_id)))
                session.redo()
            if lines[-1] not in states and session.redo():
                states.add(digest(session.issue(issue_id)))
            assert lines[-1] in states
        assert examine(path).findings == ()
    assert finished > DEATHS
