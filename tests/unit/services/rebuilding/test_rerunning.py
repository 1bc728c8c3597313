"""Re-running an issue in work through a project file: one step, everything kept (promise 6)."""

from __future__ import annotations

import pytest

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Kind, Role
from annotator.model.check import problems
from annotator.model.decision import DecisionKind, DecisionStatus
from annotator.model.labels import LabelSpan
from annotator.model.operations import (
    AddLabels,
    ApplyPatch,
    JoinBlocks,
    MoveBlocks,
    ReplaceText,
    ResolveDecision,
    SetRole,
    SplitArticle,
    SplitBlock,
)
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.page import Page
from annotator.model.provenance import Place
from annotator.model.spans import text_of_span
from annotator.reconstruct.pipeline import reconstruct
from annotator.services.project.session import Session
from annotator.services.rebuilding.rerunning import rerun, rerun_in

FIRST = """青河日报
新桥今日通车
本报讯 （记者 王进）连接青河两岸的新桥昨天正式通车，桥上灯火通明，
市民纷纷前来参观，不少人在桥头合影留念。
新桥全长一千二百米，设双向六车道，两侧有人行道。
建设历时 3 年,工人们克服了许多困难。
茶园迎来丰收
本报讯 （记者 何田）今年春茶的产量比去年增加两成，茶农们忙着采摘，
合作社的负责人说，品质也更好了。
村里还办起了茶叶加工厂，带动三十户就业。
"""


def imported():
    return reconstruct([Page("p1", "01.txt", FIRST, "1")], "i1", "青河日报")


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "p.annotator", "p", who="甲") as made:
        made.add_issue(imported())
        yield made


def block_with(issue, words):
    return next(block for block in issue.blocks.values() if words in block.text)


def shape(issue):
    return [[(block.role, block.text) for block in issue.blocks_of(name)] for name in issue.articles]


def work(session):
    """Correct, label, join, split, move, give a role, split an article."""
    issue = session.issue("i1")
    bridge, length = block_with(issue, "新桥昨天"), block_with(issue, "全长")
    at = length.text.index("一千二百")
    session.perform("i1", ReplaceText(length.id, at, at + 4, "１５００", "一千二百", "typing@甲"))
    at = bridge.text.index("王进")
    span = PlacedSpan(LabelSpan("s1", "PER"), (Place(bridge.id, at, at + 2),))
    session.perform("i1", AddLabels((span,)))
    issue = session.perform("i1", JoinBlocks(length.id, block_with(issue, "历时").id))
    tea = block_with(issue, "春茶")
    issue = session.perform("i1", SplitBlock(tea.id, tea.text.index("合作社"), "n1"))
    session.perform("i1", SetRole(("n1",), Role.NOTE))
    home = issue.article_of(length.id).id
    session.perform("i1", MoveBlocks((block_with(issue, "加工厂").id,), home))
    return session.issue("i1")


def test_with_the_same_rules_nothing_changes(session):
    before = work(session)
    assert rerun_in(session, "i1", None).operation is None
    assert session.issue("i1") == before


def test_other_rules_keep_everything_and_it_is_one_step(session):
    before = work(session)
    raw_form = next(run for block in before.blocks.values() for run in block.runs if run.text == "１５００")
    found = rerun(before, session.rulings("i1"), None, rules=())
    assert isinstance(found.operation, ApplyPatch)
    assert found.lost == ()
    after = session.perform("i1", found.operation)
    assert problems(after) == []
    assert raw_form in [run for block in after.blocks.values() for run in block.runs]
    assert text_of_span(after, "s1") == "王进"
    joined = block_with(after, "１５００")
    assert "历时" in joined.text
    assert block_with(after, "合作社").role is Role.NOTE
    assert after.articles[after.article_of(joined.id).id].blocks[-1] == block_with(after, "加工厂").id
    assert rerun(after, session.rulings("i1"), None, rules=()).operation is None
    session.undo()
    assert session.issue("i1") == before


def test_it_survives_closing_the_project(tmp_path):
    path = tmp_path / "p.annotator"
    with Session.create(path, "p") as session:
        session.add_issue(imported())
        before = work(session)
        session.perform("i1", rerun(before, session.rulings("i1"), None, rules=()).operation)
        after = session.issue("i1")
    with Session.open(path) as session:
        assert session.issue("i1") == after
        session.undo()
        assert session.issue("i1") == before


def test_a_decision_taken_before_a_rerun_holds_in_the_next(session):
    issue = work(session)
    found = rerun(issue, session.rulings("i1"), None, rules=())
    issue = session.perform("i1", found.operation)
    paper = block_with(issue, "青河日报")
    issue = session.perform("i1", MoveBlocks((paper.id,), UNPLACED_ID))
    rerun_in(session, "i1", None)
    issue = session.issue("i1")
    assert issue.article_of(block_with(issue, "青河日报").id).kind is Kind.UNPLACED
    assert block_with(issue, "合作社").role is Role.NOTE


def test_a_taken_back_clean_up_stays_taken_back(session):
    spaced = Page("p1", "01.txt", FIRST.replace("双向六车道", "双向 六车道"), "1")
    issue = reconstruct([spaced], "i2", "青河日报")
    session.add_issue(issue)
    block = block_with(issue, "双向六车道")
    at = block.text.index("双向") + 2
    issue = session.perform("i2", ReplaceText(block.id, at, at, " ", "", "typing"))
    assert rerun_in(session, "i2", None).lost == ()
    assert "双向 六车道" in block_with(session.issue("i2"), "双向").text


def test_a_split_article_stays_split(session):
    issue = session.issue("i1")
    block = block_with(issue, "全长")
    session.perform("i1", SplitArticle(issue.article_of(block.id).id, block.id, "n1"))
    before = shape(session.issue("i1"))
    found = rerun(session.issue("i1"), session.rulings("i1"), None, rules=())
    issue = session.perform("i1", found.operation) if found.operation else session.issue("i1")
    assert issue.articles[issue.article_of(block_with(issue, "全长").id).id].blocks[0] == block.id
    assert len(issue.order) == len([entry for entry in before if entry]) - (FURNITURE_ID in issue.articles)


def test_a_confirmed_decision_does_not_come_back(session):
    page = Page("p1", "01.txt", "只有几个字\n", "1")
    issue = reconstruct([page], "i2", "一")
    session.add_issue(issue)
    for decision in issue.decisions.values():
        session.perform("i2", ResolveDecision(decision.id, DecisionStatus.CONFIRMED))
    rerun_in(session, "i2", None)
    after = session.issue("i2")
    assert all(entry.status is DecisionStatus.CONFIRMED for entry in after.decisions.values())
    assert not any(entry.kind is DecisionKind.REPAIR for entry in after.decisions.values())
