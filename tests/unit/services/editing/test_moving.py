"""Text moved by hand keeps what it is made of, and nothing else changes."""

from __future__ import annotations

from helpers.hand_made import hand_made_issue
from helpers.issues import issues
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from annotator.model.article import FURNITURE_ID, UNPLACED_ID
from annotator.model.check import problems
from annotator.model.labels import LabelSpan
from annotator.model.operations import AddLabels, perform
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.model.spans import text_of_span
from annotator.services.editing.moving import (
    move_paragraphs,
    move_text,
    place_by_page,
    place_raw,
    step_paragraphs,
)


def do(issue, operations):
    for operation in operations:
        issue = perform(issue, operation).issue
    return issue


def flat(issue, article):
    return "\n".join(block.text for block in issue.blocks_of(article))


@st.composite
def moves(draw):
    issue = draw(issues())
    containers = [article for article in issue.articles.values() if article.blocks]
    source, goal = draw(st.sampled_from(containers)), draw(st.sampled_from(containers))
    low = draw(st.integers(0, len(source.blocks) - 1))
    high = draw(st.integers(low, len(source.blocks) - 1))
    first, last, target = source.blocks[low], source.blocks[high], draw(st.sampled_from(goal.blocks))
    start = draw(st.integers(0, len(issue.blocks[first].text)))
    end = draw(st.integers(start if first == last else 0, len(issue.blocks[last].text)))
    return issue, first, start, last, end, target, draw(st.integers(0, len(issue.blocks[target].text)))


@settings(max_examples=200)
@given(moves())
def test_moving_text_is_cutting_and_pasting_it(move):
    issue, first, start, last, end, target, position = move
    operations, (block, at) = move_text(*move)
    after = do(issue, operations)
    assert problems(after) == []
    source, goal = issue.article_of(first).id, issue.article_of(target).id
    blocks = issue.articles[source].blocks
    covered = blocks[blocks.index(first) : blocks.index(last) + 1]
    moved = "\n".join(issue.blocks[key].text for key in covered)
    tail = len(issue.blocks[last].text) - end
    moved = moved[start : len(moved) - tail]
    if not operations:
        return
    assert after.blocks[block].text[at:].startswith(moved.split("\n")[0])
    if source != goal:
        listed = issue.articles[goal].blocks
        offset = sum(len(issue.blocks[key].text) + 1 for key in listed[: listed.index(target)]) + position
        before = flat(issue, goal)
        assert flat(after, goal) == before[:offset] + moved + before[offset:]
    else:
        assert sorted(flat(after, goal).replace("\n", "")) == sorted(flat(issue, goal).replace("\n", ""))


@settings(max_examples=100)
@given(st.data())
def test_raw_text_is_placed_in_the_order_of_the_page(data):
    issue = data.draw(issues())
    page = data.draw(st.sampled_from(sorted(issue.pages)))
    raw = issue.pages[page].raw
    start = data.draw(st.integers(0, len(raw) - 1))
    end = data.draw(st.integers(start + 1, len(raw)))
    article = data.draw(st.sampled_from(sorted(issue.articles)))
    before = data.draw(st.sampled_from([None, *issue.articles[article].blocks]))
    operations = place_raw(issue, page, start, end, article, before)
    assume(operations)
    after = do(issue, operations)
    assert problems(after) == []
    inside = after.articles[article].blocks if article in after.articles else ()
    for block in after.blocks.values():
        verbatim = [
            run
            for run in block.runs
            if run.page == page and run.text is None and start <= run.start < run.end <= end
        ]
        if verbatim:
            assert block.id in inside


def test_a_label_and_the_provenance_go_with_the_text():
    issue = hand_made_issue()
    at = issue.blocks["b1"].text.index("村民")
    span = PlacedSpan(LabelSpan("s1", "PER"), (Place("b1", at, at + 2),))
    issue = do(issue, [AddLabels((span,))])
    operations, _ = move_text(issue, "b1", at - 1, "b1", at + 5, "b4", 0)
    after = do(issue, operations)
    assert after.blocks["b4" if "b4" in after.blocks else operations[-1].first].text
    assert text_of_span(after, "s1") == "村民"
    assert all(run.text is None for block in after.blocks.values() for run in block.runs)


def test_text_that_stands_there_already_is_left_alone():
    issue = hand_made_issue()
    assert move_text(issue, "b1", 2, "b1", 6, "b1", 4)[0] == []
    assert move_text(issue, "b1", 2, "b1", 6, "b1", 6)[0] == []
    assert move_paragraphs(issue, ("b1",), "a1", "b2") == []
    assert step_paragraphs(issue, ("t1",), -1) == []
    assert step_paragraphs(issue, ("b3",), 1) == []


def test_paragraphs_step_up_and_down():
    issue = hand_made_issue()
    up = do(issue, step_paragraphs(issue, ("b2",), -1))
    assert up.articles["a1"].blocks == ("t1", "y1", "b2", "b1", "j1", "j2", "b3")
    down = do(up, step_paragraphs(up, ("b2",), 1))
    assert down == issue


def test_unplaced_raw_text_goes_into_an_article():
    issue = hand_made_issue()
    start = issue.pages["p2"].raw.index("角落")
    before = place_by_page(issue, "a2", issue.blocks["u1"])
    after = do(issue, place_raw(issue, "p2", start, start + 5, "a2", before))
    assert after.articles["a2"].blocks == ("t2", "b4", "u1")
    assert after.articles[UNPLACED_ID].blocks == ()
    assert after.articles[FURNITURE_ID] == issue.articles[FURNITURE_ID]
