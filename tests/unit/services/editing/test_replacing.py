"""Replacing keeps what promises 3 and 4 say, and is one step over several issues."""

import re
from dataclasses import replace
from itertools import count

import pytest
from helpers.issues import issues, operations
from helpers.made import bridge_issue
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.model.check import problems
from annotator.model.labels import LabelSpan
from annotator.model.operations import AddLabels, perform
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place, raw_ranges
from annotator.services.editing.finding import Query, Source, find_in_issue, find_in_project, prepare
from annotator.services.editing.replacing import replacements, template
from annotator.services.project.session import Session
from annotator.text.folding import Folding

CONTAINERS = frozenset(Source) - {Source.RAW}
PATTERNS = st.sampled_from(["网络", "网", "(网)(络)?", "[，。]", "\\w+", "^", "$", "(?<=网)", "a|1"])


def replaced(issue, query, new):
    found = find_in_issue(issue, prepare(query))
    groups = max((len(hit.groups) for passage in found.passages for hit in passage.hits), default=0)
    made = template(new, regular=query.regular, groups=groups)
    for operation in replacements(found.passages, made).get(issue.id, ()):
        issue = perform(issue, operation).issue
    return issue


@given(issues(), PATTERNS, st.sampled_from(["", "覆", "\\0\\0", "“\\0”", "网络覆盖"]))
def test_blocks_become_what_the_expression_says(issue, pattern, new):
    query = Query(pattern, regular=True, sources=CONTAINERS)
    after = replaced(issue, query, new)
    standard = new.replace("\\0", "\\g<0>")
    for block_id, block in issue.blocks.items():
        assert after.blocks[block_id].text == re.sub(pattern, standard, block.text)
    assert problems(after) == []


@given(st.data())
def test_labels_survive_replacing(data):
    issue = data.draw(issues())
    fresh = count(1)
    for _ in range(4):
        issue = perform(issue, data.draw(operations(issue, fresh))).issue
    query = Query(data.draw(PATTERNS), regular=True, sources=CONTAINERS)
    after = replaced(issue, query, data.draw(st.sampled_from(["", "覆", "覆盖网络"])))
    assert after.spans == issue.spans
    assert problems(after) == []


def test_only_characters_that_differ_lose_their_place_of_origin():
    issue = bridge_issue()
    after = replaced(issue, Query("网络袋盖"), "网络覆盖")
    block = after.blocks["b3"]
    assert [run.text for run in block.runs if run.origin == "replace"] == ["覆"]
    start = issue.pages["p1"].raw.index("网络袋盖")
    assert [(entry.start, entry.end) for entry in raw_ranges(block, 3, 4)] == [(start + 3, start + 4)]


def test_a_label_over_the_words_is_on_the_new_words():
    issue = bridge_issue()
    span = PlacedSpan(LabelSpan("s1", "term"), (Place("b3", 0, 4),))
    issue = perform(issue, AddLabels((span,))).issue
    after = replaced(issue, Query("袋"), "覆")
    (piece,) = after.pieces["b3"]
    assert after.blocks["b3"].text[piece.start : piece.end] == "网络覆盖"


def test_groups_names_and_paragraphs():
    issue = bridge_issue()
    after = replaced(issue, Query("(纷纷)(前来)。", regular=True), "\\2\\1。\\n")
    blocks = after.articles["a1"].blocks
    texts = [after.blocks[block].text for block in blocks[-2:]]
    assert texts == ["前来纷纷。", "网络袋盖很好。"]
    assert problems(after) == []
    named = template("\\g<second>!", regular=True, groups=2, names={"second": 2})
    (passage,) = find_in_issue(issue, prepare(Query("(纷)(?P<second>纷)", regular=True))).passages
    assert named.expand(passage.text, passage.hits[0]) == "纷!"


def test_groups_are_taken_from_the_text_as_it_stands():
    issue = bridge_issue()
    query = Query("(網絡)袋蓋", regular=True, folding=Folding(script=True))
    assert replaced(issue, query, "\\1覆盖").blocks["b3"].text.startswith("网络覆盖")


@pytest.mark.parametrize("new", ["\\2", "\\g<no>", "\\q", "a\\"])
def test_a_replacement_that_means_nothing_is_refused(new):
    with pytest.raises(UserError) as caught:
        template(new, regular=True, groups=1)
    assert caught.value.code == "replace.template"


def test_plain_replacements_are_taken_as_they_are():
    assert template("\\1\\n", regular=False).parts == ("\\1\\n",)


def test_raw_text_is_never_replaced():
    issue = bridge_issue()
    found = find_in_issue(issue, prepare(Query("网络", sources=frozenset({Source.RAW}))))
    assert found.count
    assert replacements(found.passages, template("x", regular=False)) == {}


def test_the_whole_project_is_one_step_that_survives_closing(tmp_path):
    path = tmp_path / "a.annotator"
    before = {key: replace(bridge_issue(), id=key) for key in ("i1", "i2", "i3")}
    with Session.create(path, "A") as session:
        for issue in before.values():
            session.add_issue(issue)
        found = find_in_project(session.library, prepare(Query("袋盖")))
        session.perform_all(replacements(found.passages, template("覆盖", regular=False), "何田"))
    with Session.open(path) as session:
        assert find_in_project(session.library, prepare(Query("袋盖"))).count == 0
        assert session.recent()[0].operation.origin == "replace@何田"
        session.undo()
        assert not session.can_undo
        assert {key: session.issue(key) for key in before} == before
        session.redo()
        assert find_in_project(session.library, prepare(Query("袋盖"))).count == 0
