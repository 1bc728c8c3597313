"""What people decide about one issue of their newspaper is known in the next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.errors import UserError
from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.operations import JoinBlocks, MoveBlocks, SetRole
from annotator.model.page import Page
from annotator.reconstruct.pipeline import reconstruct
from annotator.reconstruct.reading.newspaper import UNKNOWN, Wording, numbered_wording, wording_of
from annotator.services.project.newspaper import forget, habits, newspaper_of
from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import import_issue
from annotator.services.rebuilding.rerunning import rerun_in

BODY = """本报讯 （记者 王进）连接青河两岸的新桥昨天正式通车，桥上灯火通明，
市民纷纷前来参观，不少人在桥头合影留念，孩子们跑来跑去。
新桥全长一千二百米，设双向六车道，两侧都有宽宽的人行道。
"""
FIRST = f"青河风·乡音乡情 第12辑\n新桥今日通车\n{BODY}"
SECOND = f"青河风·乡音乡情 第13辑\n新桥明日通车\n{BODY}"


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "p.annotator", "p") as made:
        made.add_issue(reconstruct([Page("p1", "a.txt", FIRST)], "i1", "一"))
        yield made


def block_with(issue, words):
    return next(block for block in issue.blocks.values() if words in block.text)


def make_furniture(session):
    issue = session.issue("i1")
    block = block_with(issue, "乡音乡情")
    session.perform("i1", SetRole((block.id,), Role.SECTION), MoveBlocks((block.id,), FURNITURE_ID))


def test_furniture_set_by_hand_is_furniture_in_the_next_issue(session, tmp_path):
    page = Page("p1", "b.txt", SECOND)
    before = reconstruct([page], "i2")
    assert before.article_of(block_with(before, "乡音乡情").id).kind is not Kind.FURNITURE
    make_furniture(session)
    known = newspaper_of(session)
    assert known.wordings == (Wording("青河风·乡音乡情第#辑", Role.SECTION),)
    after = reconstruct([page], "i2", newspaper=known)
    block = block_with(after, "乡音乡情")
    assert after.article_of(block.id).kind is Kind.FURNITURE
    assert block.role is Role.SECTION
    path = tmp_path / "b.txt"
    path.write_text(SECOND, encoding="utf-8")
    imported = import_issue([path], newspaper=known).issue
    assert imported.article_of(block_with(imported, "乡音乡情").id).kind is Kind.FURNITURE


def test_an_issue_imported_before_learns_of_it_when_it_is_rebuilt(session):
    session.add_issue(reconstruct([Page("p1", "b.txt", SECOND)], "i2", "二"))
    make_furniture(session)
    rerun_in(session, "i2", None)
    issue = session.issue("i2")
    assert issue.article_of(block_with(issue, "乡音乡情").id).kind is Kind.FURNITURE


def test_what_is_taken_back_is_forgotten(session):
    make_furniture(session)
    assert habits(session)
    session.undo()
    assert habits(session) == ()
    assert newspaper_of(session) == UNKNOWN


def test_what_is_removed_does_not_come_back(tmp_path, session):
    make_furniture(session)
    (habit,) = habits(session)
    forget(session, habit.key)
    make_furniture(session)
    assert habits(session) == ()
    with pytest.raises(UserError, match=r"newspaper\.missing"):
        forget(session, habit.key)


def test_a_column_width_is_learnt_from_joins(tmp_path):
    lines = [
        "春天的风吹过田野吹过村庄吹",
        "过每一个人的心里带来了花的",
        "香气也带来了新的希望和收获",
        "孩子们在草地上奔跑着笑着喊着",
    ]
    page = Page("p1", "a.txt", "\n".join(line[:13] for line in lines))
    issue = reconstruct([page], "i1", "一")
    runs = [(n * 14, n * 14 + 13) for n in range(4)]
    blocks = {
        f"b{n}": build_block(f"b{n}", Role.BODY, [Run("p1", start, end)], issue.pages)
        for n, (start, end) in enumerate(runs)
    }
    articles = {
        "a1": Article("a1", Kind.ARTICLE, tuple(blocks)),
        FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
        UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
    }
    torn = replace(issue, articles=articles, order=("a1",), blocks=blocks, decisions={}, jumps={})
    with Session.create(tmp_path / "p.annotator", "p") as session:
        session.add_issue(torn)
        for n in (1, 2):
            session.perform("i1", JoinBlocks("b0", f"b{n}"))
        assert newspaper_of(session).widths == ()
        session.perform("i1", JoinBlocks("b0", "b3"))
        assert newspaper_of(session).widths == (13.0,)
        assert [habit.key for habit in habits(session)] == ["width:13"]


def test_the_place_of_the_page_number_is_learnt(tmp_path):
    page = Page("p1", "a.txt", f"青河晚报 | 12 | 乡土\n{BODY}", number="12")
    with Session.create(tmp_path / "p.annotator", "p") as session:
        session.add_issue(reconstruct([page], "i1", "一"))
        known = newspaper_of(session)
    assert known.wordings == (Wording("青河晚报|@|乡土", Role.FOLIO),)
    path = tmp_path / "b.txt"
    path.write_text(f"青河晚报 | 7 | 乡土\n{BODY}", encoding="utf-8")
    assert import_issue([path]).issue.pages["p1"].number is None
    assert import_issue([path], newspaper=known).issue.pages["p1"].number == "7"


def test_wordings_leave_dates_and_numbers_out():
    assert wording_of("2024年5月7日 星期二 农历三月廿九") == "#年#月#日星期#农历#"
    assert wording_of("12") == wording_of("一" * 41) == ""
    assert numbered_wording("第 3 版 共 8 版", "3") == "第@版共#版"
    assert numbered_wording("3 月 3 日", "3") == ""
    assert numbered_wording("下转第3版", "3") == ""


def test_text_taken_out_of_the_furniture_is_text_from_then_on(session):
    page = Page("p1", "a.txt", f"读书周报\n{BODY}")
    plain = reconstruct([page], "i2", "二")
    block = block_with(plain, "读书周报")
    assert plain.article_of(block.id).kind is Kind.FURNITURE
    session.add_issue(plain)
    session.perform("i2", MoveBlocks((block.id,), plain.order[0], plain.articles[plain.order[0]].blocks[0]))
    assert newspaper_of(session).wordings == (Wording("读书周报"),)
    after = reconstruct([page], "i3", newspaper=newspaper_of(session))
    assert after.article_of(block_with(after, "读书周报").id).kind is Kind.ARTICLE
