"""A misreading that comes back is doubted each time; names and words that come back are not."""

from __future__ import annotations

from functools import lru_cache

import pytest

from annotator.detect.context import CheckContext, count_ngrams
from annotator.detect.runner import check_texts, load_models

PAGE = (
    "全县的网络袋盖率达到九成以上，村民在家就能看病买药。",
    "到去年年底，农村广播电视综合人口袋盖率已经很高，群众满意。",
    "记者了解到，医保基本实现全民袋盖，报销比例逐年提高。",
    "学佼里新建了操场，孩子们放学后在那里打球跑步。",
    "这所学佼今年招收了三百名新生，老师也多了十几位。",
    "县里投资修建学佼宿舍，解决山区学生住宿难题。",
    "菜农把新鲜疏菜运到城里，价格比去年便宜。",
    "大棚疏菜长势喜人，合作社统一收购销售。",
    "市场上疏菜供应充足，市民买菜不再发愁。",
)
NAMES = (
    "石岭乡的宋大川种了三十亩麦子，今年收成不错。",
    "宋大川说，水渠修好以后，石岭乡再也不怕干旱。",
    "乡里请宋大川给大家讲种麦的经验，石岭乡的人都来听。",
)


@lru_cache(maxsize=1)
def models():
    return load_models()


def flags_of(texts):
    counts = count_ngrams(texts)
    return check_texts(texts, [CheckContext(counts=counts)] * len(texts), models())


@pytest.mark.parametrize(("wrong", "right"), [("袋盖", "覆盖"), ("学佼", "学校"), ("疏菜", "蔬菜")])
def test_a_misreading_that_comes_back_is_doubted_in_every_place(wrong: str, right: str):
    places = [
        flag
        for text, flags in zip(PAGE, flags_of(PAGE), strict=True)
        for flag in flags
        if flag.start <= text.find(wrong) < flag.end
    ]
    assert len(places) == 3
    assert all(flag.score > 0.45 for flag in places)
    assert all(right in flag.candidates[0].text for flag in places)


def test_names_that_come_back_are_left_alone():
    assert [flag.text for flags in flags_of(NAMES) for flag in flags if flag.score > 0.3] == []
