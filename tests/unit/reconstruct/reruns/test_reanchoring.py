"""Re-running is safe (promise 6): over random work of a person, on unchanged and on changed rules."""

from __future__ import annotations

from itertools import count, pairwise

from helpers.issues import _run, issues, operations
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.check import problems
from annotator.model.decision import DecisionKind, DecisionStatus
from annotator.model.flag import FlagStatus
from annotator.model.issue import Issue
from annotator.model.operations import ApplyPatch, ReplaceText, RevertChange, SplitBlock, perform
from annotator.model.origin import TYPING, is_correction
from annotator.model.page import Page
from annotator.model.patch import difference
from annotator.model.rulings.deciding import rulings_of
from annotator.model.spans import text_of_span
from annotator.reconstruct.reruns.enforcing import enforce
from annotator.reconstruct.reruns.losses import LostKind
from annotator.reconstruct.reruns.reanchoring import reanchor


@st.composite
def worked_on(draw):
    """A base, the operations done to it, and what it is now."""
    base = draw(issues())
    fresh = count(1)
    done = []
    current = base
    for _ in range(draw(st.integers(0, 8))):
        operation = draw(operations(current, fresh))
        if isinstance(operation, SplitBlock) and inside_a_cleanup(current, operation):
            continue  # rulings name raw characters: such a break falls behind what stands for one of them
        done.append(operation)
        current = operation.apply(current)
    return base, tuple(done), current


def inside_a_cleanup(issue, split):
    """Tell whether a block is to be split inside what a clean-up wrote for raw characters."""
    end = 0
    for run in issue.blocks[split.block].runs:
        start, end = end, end + (run.end - run.start if run.text is None else len(run.text))
        if start < split.at < end:
            return run.text is not None and not is_correction(run.origin)
    return False


@st.composite
def rebuilt_otherwise(draw, base):
    """What other rules might make of the same pages: other blocks, other clean-ups, other containers."""
    listed = {"a1": [], "a2": [], "a3": [], FURNITURE_ID: [], UNPLACED_ID: []}
    blocks = {}
    number = count(1)
    for page in base.pages.values():
        cuts = draw(st.lists(st.integers(0, len(page.raw)), max_size=6))
        runs = [_run(draw, page, start, end) for start, end in pairwise(sorted({0, len(page.raw), *cuts}))]
        while runs:
            taken = draw(st.integers(1, len(runs)))
            name = f"r{next(number)}"
            blocks[name] = build_block(name, draw(st.sampled_from(Role)), runs[:taken], base.pages)
            runs = runs[taken:]
            listed[draw(st.sampled_from(sorted(listed)))].append(name)
    kinds = {FURNITURE_ID: Kind.FURNITURE, UNPLACED_ID: Kind.UNPLACED}
    articles = {
        name: Article(name, kinds.get(name, Kind.ARTICLE), tuple(members))
        for name, members in listed.items()
        if members or name in kinds
    }
    order = tuple(name for name in ("a1", "a2", "a3") if name in articles)
    return Issue(base.id, base.name, base.pages, articles, order, blocks)


def numbered():
    numbers = count(1)
    return lambda prefix: f"{prefix}-new{next(numbers)}"


def rerun(base, done, present, rebuilt):
    rulings = rulings_of(base, done)
    ruled, unmet = enforce(rebuilt, rulings)
    return reanchor(present, ruled, rulings, unmet, numbered())


def shape(issue):
    """Return what the person sees: containers with roles and texts, blanks aside."""

    def told(article_id):
        blocks = issue.blocks_of(article_id)
        return [(block.role, "".join(block.text.split())) for block in blocks]

    containers = [*issue.order, FURNITURE_ID, UNPLACED_ID]
    told_all = [[entry for entry in told(name) if entry[1]] for name in containers]
    return [*filter(None, told_all[:-2]), *told_all[-2:]]


def written(issue):
    """Return the corrections of an issue; a paragraph of nothing but typed blanks is none."""
    return sorted(
        (run.page, run.start, run.end, run.text, run.origin)
        for block in issue.blocks.values()
        for run in block.runs
        if is_correction(run.origin)
        and ((run.text and block.text.strip()) or issue.pages[run.page].raw[run.start : run.end].strip())
    )


@settings(max_examples=60)
@given(worked_on())
def test_rerunning_with_the_same_rules_changes_nothing(work):
    base, done, present = work
    result = rerun(base, done, present, base)
    assert problems(result.issue) == []
    assert shape(result.issue) == shape(present)


@settings(max_examples=60)
@given(st.data())
def test_rerunning_keeps_or_lists_all_that_people_did(data):
    base, done, present = data.draw(worked_on())
    rebuilt = data.draw(rebuilt_otherwise(base))
    result = rerun(base, done, present, rebuilt)
    issue = result.issue
    assert problems(rebuilt) == []
    assert problems(issue) == []
    assert issue.pages == present.pages
    lost = result.lost
    listed = [entry.text for entry in lost if entry.kind is LostKind.CORRECTION]
    assert written(issue) == written(present) or listed
    for span in present.spans:
        before, after = ("".join(text_of_span(state, span).split()) for state in (present, issue))
        told = [entry for entry in lost if entry.kind in (LostKind.LABEL, LostKind.LABEL_TEXT)]
        assert span in issue.spans
        assert sorted(before) == sorted(after) or told
    assert issue.relations == present.relations
    before, after = labels_of_articles(present), labels_of_articles(issue)
    assert after <= before
    assert after == before or any(entry.kind is LostKind.DOCUMENT_LABEL for entry in lost)
    flags_listed = sum(entry.kind is LostKind.FLAG for entry in lost)
    assert len(decided(issue)) + flags_listed == len(decided(present))
    assert decided(issue) <= decided(present)
    repairs = [entry for entry in issue.decisions.values() if entry.kind is DecisionKind.REPAIR]
    assert len(repairs) <= len(lost)
    assert bool(repairs) == bool(lost)
    for old in present.decisions.values():
        if old.status is not DecisionStatus.OPEN:
            assert issue.decisions[old.id].status is old.status


def labels_of_articles(issue):
    return {entry.label for labels in issue.document_labels.values() for entry in labels}


def decided(issue):
    return {
        (flag.id, flag.text, flag.status)
        for flags in issue.flags.values()
        for flag in flags
        if flag.status is not FlagStatus.OPEN
    }


@settings(max_examples=60)
@given(st.data())
def test_a_rerun_is_one_step_that_can_be_taken_back_exactly_and_twice_is_once(data):
    base, done, present = data.draw(worked_on())
    rebuilt = data.draw(rebuilt_otherwise(base))
    result = rerun(base, done, present, rebuilt)
    operation = ApplyPatch(difference(present, result.issue))
    change = perform(present, operation)
    assert change.issue == result.issue
    assert change.inverse.apply(change.issue) == present
    again = rerun(base, (*done, operation), result.issue, rebuilt)
    assert again.issue == result.issue


def test_what_was_inserted_behind_a_paragraph_stays_behind_it_where_only_its_start_was_approved():
    page = Page("p1", "1.txt", "11 11")
    dropped = [Run("p1", i, i + 1, "", "cleanup:test") for i in range(3)]
    base = issue_of(page, [dropped[:1], dropped[1:], [Run("p1", 3, 5)]])
    done = (
        ReplaceText("b2", 0, 0, "1", "", TYPING),
        RevertChange("b1", 0, dropped[0], "1"),
    )
    present = base
    for operation in done:
        present = operation.apply(present)
    rebuilt = issue_of(page, [[Run("p1", 0, 5)]])
    result = rerun(base, done, present, rebuilt)
    operation = ApplyPatch(difference(present, result.issue))
    again = rerun(base, (*done, operation), result.issue, rebuilt)
    assert [block.text for block in result.issue.blocks.values()] == ["11 111"]
    assert again.issue == result.issue


def test_a_paragraph_of_nothing_but_a_blank_that_was_deleted_is_gone_at_once():
    page = Page("p1", "1.txt", " 1")
    base = issue_of(page, [[Run("p1", 0, 2)]])
    done = (ReplaceText("b1", 0, 1, "", " ", TYPING),)
    rebuilt = issue_of(page, [[Run("p1", 0, 1)], [Run("p1", 1, 2)]])
    present = done[0].apply(base)
    result = rerun(base, done, present, rebuilt)
    operation = ApplyPatch(difference(present, result.issue))
    again = rerun(base, (*done, operation), result.issue, rebuilt)
    assert [block.text for block in result.issue.blocks.values()] == ["1"]
    assert again.issue == result.issue


def issue_of(page, paragraphs):
    pages = {page.id: page}
    blocks = [build_block(f"b{n}", Role.BODY, runs, pages) for n, runs in enumerate(paragraphs, start=1)]
    articles = [
        Article("a1", Kind.ARTICLE, tuple(block.id for block in blocks)),
        Article(FURNITURE_ID, Kind.FURNITURE, ()),
        Article(UNPLACED_ID, Kind.UNPLACED, ()),
    ]
    return Issue(
        "i1",
        "",
        pages,
        {entry.id: entry for entry in articles},
        ("a1",),
        {block.id: block for block in blocks},
    )
