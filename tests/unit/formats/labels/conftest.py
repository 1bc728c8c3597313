import pytest
from helpers.hand_made import hand_made_issue

from annotator.model.labels import LabelSpan
from annotator.model.operations import AddLabels, perform
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place


@pytest.fixture
def labelled_issue():
    issue = hand_made_issue()
    text = issue.blocks["b1"].text
    spans = (
        PlacedSpan(LabelSpan("s1", "PER"), (Place("y1", 5, 7),)),
        PlacedSpan(LabelSpan("s2", "TOPIC"), (Place("b1", text.index("用上"), len(text)), Place("b2", 0, 2))),
    )
    return perform(issue, AddLabels(spans)).issue
