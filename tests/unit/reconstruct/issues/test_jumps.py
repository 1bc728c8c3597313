from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.reconstruct.issues.jumps import (
    SAME_TITLE,
    End,
    likeness_of_titles,
    link_ends,
    page_number,
    same_number,
)
from annotator.reconstruct.reading.similarity import Weights, bigrams

OUT = End(0, "1", "3", True, "果园喜获丰收", "柳溪村的果园今年迎来了丰收季节，村民上山采摘苹果", False)
IN = End(1, "3", "1", True, "果园喜获丰收", "果园里的采摘节吸引了游客，柳溪村的苹果卖得很好", False)
OTHER_OUT = End(0, "1", "3", True, "夜间公交延长运营", "市交通部门宣布六条夜间公交线路将延长运营时间", False)
OTHER_IN = End(1, "3", "1", True, "夜间公交延长运营", "夜间公交主要经过医院，方便夜班职工", False)


def pairs(sources: list[End], targets: list[End]) -> list[tuple[int, int]]:
    return [(link.source, link.target) for link in link_ends(sources, targets)]


def test_several_articles_that_go_on_on_one_page_are_told_apart() -> None:
    assert pairs([OUT, OTHER_OUT], [OTHER_IN, IN]) == [(0, 1), (1, 0)]


def test_text_alone_links_where_titles_are_missing() -> None:
    bare = [replace(end, title="") for end in (OUT, OTHER_OUT, OTHER_IN, IN)]
    assert pairs(bare[:2], bare[2:]) == [(0, 1), (1, 0)]


def test_a_marker_that_names_another_page_is_no_target() -> None:
    assert pairs([OUT], [replace(OTHER_IN, names="2", number="5")]) == []


def test_an_article_never_goes_on_on_its_own_page() -> None:
    assert pairs([OUT], [replace(IN, page=0)]) == []


def test_a_repeated_title_links_a_continuation_without_marker() -> None:
    assert pairs([OUT], [replace(IN, marked=False, names=""), replace(OTHER_IN, marked=False, names="")]) == [
        (0, 0)
    ]


def test_a_fresh_story_is_no_continuation() -> None:
    assert pairs([OUT], [replace(OTHER_IN, marked=False, names="", fresh=True)]) == []


def test_a_clear_link_is_more_certain_than_a_doubtful_one() -> None:
    clear = link_ends([OUT, OTHER_OUT], [IN, OTHER_IN])[0]
    bare = replace(IN, title="")
    doubtful = link_ends([OUT], [bare, replace(bare, page=2)])[0]
    assert clear.confidence > doubtful.confidence


@pytest.mark.parametrize(
    ("name", "raw", "number"),
    [
        ("A01.txt", "", "A1"),
        ("第3版.txt", "", "3"),
        ("03.txt", "", "3"),
        ("2023-05-06_04.txt", "", "4"),
        ("云岭晚报-p2.txt", "", "2"),
        ("notes.txt", "", None),
        ("123.txt", "", None),
        ("A01.txt", "第5版 国内新闻\n标题\n正文", "5"),
        ("x.txt", "国际新闻\n03\n2023年5月6日", "3"),
        ("x.txt", "正文\n（下转第3版）", None),
        ("x.txt", "他在第3版上看到了这条消息，很高兴。", None),
    ],
)
def test_the_page_number_comes_from_the_folio_or_the_file_name(
    name: str, raw: str, number: str | None
) -> None:
    assert page_number(name, raw) == number


def test_pages_that_name_each_other_beat_a_scrap_of_common_text() -> None:
    scrap = replace(OUT, page=1, number="3", names="", marked=False, title="", text=OUT.text[:8])
    bare = replace(IN, title="", text="此外，各部门将继续跟进。")
    assert pairs([replace(OUT, title="")], [scrap, bare]) == [(0, 1)]


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [("3", "3", True), ("A3", "3", True), ("A3", "B3", False), ("A3", "4", False), ("12", "2", False)],
)
def test_a_page_number_may_lack_its_letter(left: str, right: str, same: bool) -> None:
    assert same_number(left, right) is same


def test_a_link_without_a_repeated_title_is_not_given_as_sure() -> None:
    (titled,) = link_ends([OUT], [IN])
    (bare,) = link_ends([OUT], [replace(IN, title="")])
    assert titled.confidence >= 0.9 > 0.85 > bare.confidence


def test_a_continuation_with_a_marker_may_repeat_its_byline() -> None:
    assert pairs([OUT], [replace(IN, fresh=True)]) == [(0, 0)]


def test_common_words_do_not_make_titles_the_same() -> None:
    weights = Weights([bigrams(end.text) for end in (OUT, IN, OTHER_OUT, OTHER_IN)])

    def likeness(left: str, right: str) -> float:
        return likeness_of_titles(bigrams(left), bigrams(right), weights)

    assert likeness("果园喜获丰收", "镇村两级协力") == 0.0
    assert likeness("走乡村看变化 柳溪村果园今年喜获丰收", "柳溪村果园今年喜获丰收") >= SAME_TITLE
    assert likeness("全县三级干部会议在县城举行部署春耕", "镇里召开三级干部会议") < SAME_TITLE


def test_a_repeated_title_makes_no_link_sure_whose_texts_share_nothing() -> None:
    (torn,) = link_ends([OUT], [replace(IN, text="旧仓库变成了书店和茶馆，吸引了许多居民前来。")])
    assert torn.confidence < 0.9
