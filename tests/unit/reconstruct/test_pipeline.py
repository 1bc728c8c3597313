from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.article import FURNITURE_ID, FURNITURE_ROLES, UNPLACED_ID, Kind, Role, build_block
from annotator.model.coverage import doubly_covered, uncovered
from annotator.model.issue import Issue
from annotator.model.origin import kind_of
from annotator.model.page import Page
from annotator.reconstruct.pipeline import reconstruct

Typesetter = Callable[..., list[str]]

LINES = st.sampled_from(
    [
        "",
        "本报讯 近日，全市春耕开始，农民忙着下田。",
        "本报记者 李晓 通讯员 王刚",
        "果园喜获丰收",
        "柳溪村的果园今年迎来了丰收季节，村民们",
        "上山采摘苹果。",
        "（下转第3版）",
        "村里热闹起来。 （下转第2版）",
        "（上接第1版）游客也来了",
        "图为果园一角。 新华社记者 刘大伟 摄",
        "第3版 国内新闻 责编 孙立",
        "## 果园喜获丰收",
        "**采摘节**",
        "果 园 喜 获 丰 收",
        "果园喜获果园喜获丰收季丰收季",
        '"真甜,"他说。',
        "左栏的字一二三 中栏的字四五六 右栏的字七八九",
        "果",
        "（陈 明）",
        "社址：长江路9号 邮编：100000 零售每份1.00元",
        "，",
        "問：这是为什么？",
        "abc def 12 34",
        "\u200b\ufeff",
        "\U0002000b⼈⺠ \ud800",
    ]
)
RAW = st.one_of(
    st.lists(LINES, max_size=40).map("\n".join),
    st.lists(LINES, max_size=25).map("\n\n".join),
    st.text(max_size=120),
)


def check(issue: Issue) -> None:
    assert uncovered(issue) == []
    assert doubly_covered(issue) == []
    listed = [block for article in issue.articles.values() for block in article.blocks]
    assert sorted(listed) == sorted(issue.blocks)
    assert len(listed) == len(set(listed))
    assert issue.order == tuple(a for a, article in issue.articles.items() if article.kind is Kind.ARTICLE)
    for block in issue.blocks.values():
        assert block == build_block(block.id, block.role, block.runs, issue.pages)
        assert block.runs
        assert all(run.origin is None or kind_of(run.origin) == "cleanup" for run in block.runs)
    assert all(block.role in FURNITURE_ROLES for block in issue.blocks_of(FURNITURE_ID))
    for decision in issue.decisions.values():
        assert 0 <= decision.confidence <= 1
        assert all(block in issue.blocks for block in decision.blocks)
    for jump in issue.jumps.values():
        assert all(end is None or end in issue.blocks for end in (jump.source, jump.target))
        assert jump.source is not None or jump.target is not None


@settings(max_examples=150, deadline=None)
@given(st.lists(RAW, max_size=3))
def test_nothing_disappears_whatever_the_pages_hold(raws: list[str]) -> None:
    pages = [Page(f"p{i}", f"{i}.txt", raw) for i, raw in enumerate(raws, start=1)]
    issue = reconstruct(pages, "i1")
    check(issue)
    assert issue == reconstruct(pages, "i1")


@pytest.fixture
def issue(typeset: Typesetter, stories: dict[str, list[str]]) -> Issue:
    (fruit, quay, bus), (fruits, quays, buses) = stories, stories.values()
    front = [
        "云岭晚报 2023年5月6日 星期六",
        fruit,
        "本报记者 李晓",
        *typeset(15, *fruits[:2]),
        "（下转第3版）",
        quay,
        "本报记者 赵燕",
        *typeset(15, *quays),
    ]
    inside = ["第3版 国内新闻", fruit, "（上接第1版）", *typeset(18, fruits[2]), bus, "本报记者 何平"]
    inside += typeset(18, *buses)
    return reconstruct(
        [Page("p1", "A01.txt", "\n".join(front), "1"), Page("p2", "x.txt", "\n".join(inside))], "i1", "试刊"
    )


def test_an_article_is_stitched_over_its_pages(issue: Issue, stories: dict[str, list[str]]) -> None:
    check(issue)
    assert [issue.title_of(article) for article in issue.order] == list(stories)
    assert [(block.role, block.text) for block in issue.blocks_of("a1")] == [
        (Role.TITLE, "果园喜获丰收"),
        (Role.BYLINE, "本报记者 李晓"),
        (Role.BODY, stories["果园喜获丰收"][0]),
        (Role.BODY, stories["果园喜获丰收"][1]),
        (Role.JUMP, "（下转第3版）"),
        (Role.TITLE, "果园喜获丰收"),
        (Role.JUMP, "（上接第1版）"),
        (Role.BODY, stories["果园喜获丰收"][2]),
    ]


def test_the_jump_links_both_markers(issue: Issue) -> None:
    (jump,) = issue.jumps.values()
    assert (jump.id, jump.marker) == ("j1", "下转第3版")
    assert jump.source is not None
    assert jump.target is not None
    assert issue.blocks[jump.source].text == "（下转第3版）"
    assert issue.blocks[jump.target].text == "（上接第1版）"


def test_furniture_and_tray_hold_the_rest(issue: Issue) -> None:
    assert [block.text for block in issue.blocks_of(FURNITURE_ID)] == [
        "云岭晚报 2023年5月6日 星期六",
        "第3版 国内新闻",
    ]
    assert not list(issue.blocks_of(UNPLACED_ID))


def test_a_jump_whose_other_page_is_missing_stays_marked(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    rows = ["果园喜获丰收", *typeset(15, *stories["果园喜获丰收"]), "（下转第3版）"]
    issue = reconstruct([Page("p1", "A01.txt", "\n".join(rows))], "i1")
    (jump,) = issue.jumps.values()
    assert jump.target is None
    assert jump.source is not None


def test_ids_count_up_in_order(issue: Issue) -> None:
    assert list(issue.order) == ["a1", "a2", "a3"]
    assert sorted(issue.blocks, key=lambda b: int(b[1:])) == [f"b{i + 1}" for i in range(len(issue.blocks))]


def test_progress_goes_up_to_one() -> None:
    shares: list[float] = []
    reconstruct([Page("p1", "1.txt", "甲"), Page("p2", "2.txt", "乙")], "i1", progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_questions_and_answers_get_their_roles(typeset: Typesetter) -> None:
    rows = [
        "老街的故事",
        "记者：老街的修缮工作是从什么时候开始的？",
        "李大爷：从前年春天开始的，先修了屋顶，又换了门窗，街坊们都来帮忙。",
        "记者：修缮以后，街坊们的生活有哪些变化？",
        "李大爷：水电都通到了屋里，年轻人也愿意搬回来住了，街上又热闹了起来。",
    ]
    issue = reconstruct([Page("p1", "1.txt", "\n\n".join(rows))], "i1")
    assert [block.role for block in issue.blocks_of("a1")] == [
        Role.TITLE,
        Role.QUESTION,
        Role.ANSWER,
        Role.QUESTION,
        Role.ANSWER,
    ]


def test_a_name_in_brackets_stands_below_its_text(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    orchard, wharf, _ = stories.values()
    rows = [
        "果园喜获丰收",
        *typeset(15, *orchard),
        "（本报记者李晓）",
        "老码头变身文化街区",
        *typeset(15, *wharf),
        "（周远）",
    ]
    issue = reconstruct([Page("p1", "x.txt", "\n".join(rows))], "i1")
    first, second = (
        [(issue.blocks[block].role, issue.blocks[block].text) for block in issue.articles[name].blocks]
        for name in issue.order
    )
    assert first[-1] == (Role.BYLINE, "（本报记者李晓）")
    assert second[-1] == (Role.SIGNATURE, "（周远）")


def test_an_editors_note_is_told_from_the_text(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    note = "编者按：秋天到了，果园里一片繁忙，今天请看记者从柳溪村发回的报道。"
    rows = ["果园喜获丰收", *typeset(15, note, *stories["果园喜获丰收"])]
    issue = reconstruct([Page("p1", "x.txt", "\n".join(rows))], "i1")
    (article,) = issue.order
    assert [block.role for block in issue.blocks_of(article)][:3] == [Role.TITLE, Role.NOTE, Role.BODY]


def test_an_advertisement_is_a_decision(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    rows = [*typeset(15, *stories["果园喜获丰收"]), "遗失声明", "周大宝遗失身份证，声明作废。"]
    issue = reconstruct([Page("p1", "x.txt", "\n".join(rows))], "i1")
    reasons = {decision.reason for decision in issue.decisions.values()}
    assert "role.advertisement" in reasons
