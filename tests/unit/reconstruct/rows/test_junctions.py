from __future__ import annotations

import numpy as np
import pytest

from annotator.reconstruct.rows.junctions import Junctions, Trigrams


def best_follower(left: str, candidates: list[str]) -> str:
    texts = [left, *candidates]
    right = np.arange(1, len(texts))
    scores = Junctions(texts).scores(np.zeros(len(candidates), dtype=np.int64), right)
    return candidates[int(scores.argmax())]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("采摘挂满枝头的红苹", "果。山路上，运果的小车"),
        ("旧仓库变成了书店和茶", "馆，吸引了许多居民前来"),
        ("市交通部门宣布，从下月起，六条夜间公", "交线路将延长运营时间"),
    ],
)
def test_a_word_across_the_break_finds_the_line_that_follows(left: str, right: str) -> None:
    others = ["附近的居民说，小时候常", "价，并在站台加装照明和", "览会，体验采摘的乐趣"]
    assert best_follower(left, [*others[:1], right, *others[1:]]) == right


def test_nothing_flows_on_behind_a_full_stop_so_well_as_inside_a_word() -> None:
    texts = ["果树的长势比往年都要好。", "果树的长势比往年都要", "求增产的办法"]
    closed, opened = Junctions(texts).scores(np.array([0, 1]), np.array([2, 2]))
    assert opened > closed


def test_a_number_goes_on_with_its_digits_and_units() -> None:
    assert best_follower("预计每亩果园能够增收300", ["却没有人前来", "0元，比往年多"]) == "0元，比往年多"


def test_a_closing_mark_belongs_behind_its_opening_mark() -> None:
    assert best_follower("村里人都叫它“希望", ["却没有人前来", "之路”，走的人多了"]) == "之路”，走的人多了"


def test_texts_shorter_than_the_window_and_unknown_characters_are_no_trouble() -> None:
    texts = ["", "\ue000", "果", "\ud800x"]
    left, right = (part.ravel() for part in np.meshgrid(np.arange(4), np.arange(4)))
    scores = Junctions(texts).scores(left, right)
    assert np.isfinite(scores).all()


def test_a_number_goes_on_with_what_is_counted_and_a_month_with_its_day() -> None:
    assert best_follower("京雄大桥全长1.62", ["旧仓库变成了书店", "公里的大桥通车"]) == "公里的大桥通车"
    assert best_follower("据新华社武汉1月", ["年前的今天，书店", "15日电江西是一片"]) == "15日电江西是一片"


def test_what_the_page_says_elsewhere_speaks_for_a_name_no_dictionary_has() -> None:
    texts = ["镇长郝莲", "坞昨天到场", "渠昨天到场"]
    left, right = np.array([0, 0]), np.array([1, 2])
    apart = Junctions(texts).scores(left, right)
    known = Junctions(texts, trigrams=Trigrams(["会上，郝莲坞说", "水流郝莲 渠边"])).scores(left, right)
    assert known[0] >= apart[0] + 1.0
    assert known[1] == apart[1]  # a blank parts what stands on both sides of it
