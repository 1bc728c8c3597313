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
SERIES = (
    "全县的网络袋盖率达到九成以上，村民在家就能看病买药。",
    "到去年年底，农村广播电视综合人口袋盖率已经很高，群众满意。",
    "记者了解到，医保基本实现全民袋盖，报销比例逐年提高。",
    "一夜北风，山上的树木被大雪袋盖，路也看不见了。",
    "乡镇卫生院的急救服务袋盖了所有偏远村庄。",
    "新开的公交线路袋盖城东四个小区，居民出行方便。",
    "养老保险的袋盖面进一步扩大，老人按月领到钱。",
    "全省森林袋盖率比十年前提高了五个百分点。",
    "无线信号已经袋盖整个景区，游客拍照后马上能发送。",
    "这项补贴政策袋盖全市三万多名学生。",
    "供水管网袋盖到每一户人家，打开龙头就有清水。",
    "为了保持水分，农民用薄膜袋盖地面。",
    "法律援助要袋盖更多困难群众，让他们打得起官司。",
    "志愿者的足迹袋盖了全区的每一个社区。",
)
CRAFT = (
    "她学缂丝已经三十年，手上全是老茧。",
    "展厅里，缂丝吸引了许多观众。",
    "这门手艺叫缂丝，全县会的人不到十个。",
    "学校开了缂丝课，孩子们很喜欢。",
    "老师傅说，缂丝讲究的是耐心。",
    "去年，缂丝被列入省级名录。",
    "为了缂丝，他辞去了城里的工作。",
    "游客可以在这里亲手体验缂丝。",
    "他把缂丝带到了国外。",
    "有了年轻人加入，缂丝有了新的样子。",
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


def test_a_misreading_with_a_rare_character_does_not_vouch_for_itself_by_coming_back_often():
    found = [
        [flag for flag in flags if flag.start <= text.index("袋盖") < flag.end]
        for text, flags in zip(SERIES, flags_of(SERIES), strict=True)
    ]
    assert all(len(flags) == 1 and flags[0].score > 0.45 for flags in found)
    assert all(any("覆盖" in reading.text for reading in flags[0].candidates) for flags in found)


def test_a_rare_term_that_comes_back_often_is_left_alone():
    assert [flag.text for flags in flags_of(CRAFT) for flag in flags if flag.score > 0.3] == []
