"""Labels survive any mixture of corrections, labels, moves, joins, splits, undo and redo.

``MIXTURES=1000`` in the environment tries that many.
"""

from __future__ import annotations

import os
from itertools import count

from helpers.issues import issues, operations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.model.check import problems
from annotator.model.operations import ReplaceText, perform
from annotator.model.spans import lost_spans, set_spans, text_of_span

MIXTURES = int(os.environ.get("MIXTURES", "60"))


@settings(max_examples=MIXTURES, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_labels_survive_any_mixture_with_undo_and_redo(data):
    issue = data.draw(issues())
    fresh = count(1)
    done, undone = [], []
    for _ in range(data.draw(st.integers(1, 14))):
        step = data.draw(st.sampled_from(["do", "do", "do", "undo", "redo"]))
        before = issue
        if step == "undo" and done:
            change = done.pop()
            issue = change.inverse.apply(issue)
            undone.append(change)
        elif step == "redo" and undone:
            change = undone.pop()
            issue = change.forward.apply(issue)
            done.append(change)
        else:
            operation = data.draw(operations(issue, fresh))
            change = perform(issue, operation)
            issue = change.issue
            done.append(change)
            undone.clear()
            if isinstance(operation, ReplaceText):
                assert before.spans.keys() == issue.spans.keys()
                for span in set_spans(before):
                    held, kept = text_of_span(before, span.id), text_of_span(issue, span.id)
                    touched = any(
                        piece.span == span.id and piece.start < operation.end and operation.start < piece.end
                        for piece in before.pieces.get(operation.block, ())
                    )
                    inside = any(
                        piece.span == span.id and piece.start < operation.start == operation.end < piece.end
                        for piece in before.pieces.get(operation.block, ())
                    )
                    if not touched and not inside:
                        assert held == kept
                    if held and not kept:
                        assert span.id in lost_spans(issue)
        assert problems(issue) == []
    for change in reversed(done):
        issue = change.inverse.apply(issue)
    for change in done:
        issue = change.forward.apply(issue)
    assert problems(issue) == []
