"""What a language model of common words cannot know is left alone: names, terms, numbers, quotations of old texts."""

from __future__ import annotations

from functools import cache

import pytest

from annotator.detect.context import CheckContext, count_ngrams
from annotator.detect.fusion import DEFAULT_THRESHOLD
from annotator.detect.lattice.lattice_guards import COUNTED, LINE, PARALLEL, TITLED, VILLAGE, softened
from annotator.detect.runner import check_texts, load_models
from annotator.lexicon.news_terms import load_news_terms

models = cache(load_models)

RIGHT = {
    "people": [
        "镇党委书记缑凤岐介绍，全镇今年种植水稻两万亩。",
        "“感谢大家的帮助。”村民冼芷蕙说。",
        "副县长逄锦赭出席会议并讲话。",
        "昨天，记者见到了老党员戢守垠。",
        "本次展览由画家宓庭柯策划。",
        "技术员佴春棠在田间查看苗情。",
        "全国劳动模范亓雪樵作了报告。",
    ],
    "foreign people": [
        "俄罗斯专家瓦西里耶夫斯基参加了论坛。",
        "球员阿勒克西奇打进两球。",
        "教练克里斯蒂安·贝尔纳德斯基对比赛表示满意。",
    ],
    "places": [
        "车子开过磨盘岭、柞木台子和头道荒沟。",
        "从鹰嘴砬子到老黑背有十里路。",
        "西藏那曲市申扎县的牧民收入增加。",
    ],
    "organisations": [
        "惠丰源种植专业合作社有社员三百人。",
        "中铁二十二局集团承建了这座桥。",
        "博瑞恒通公司的产品出口俄罗斯。",
        "县总工会和团县委联合举办活动。",
    ],
    "numbers with units": [
        "今年水稻播种面积达到3.2万亩，总产量1.8万吨。",
        "气温降到零下28℃，风力5到6级。",
        "全长46.8公里，设计时速80公里。",
        "每斤卖到三元五角，一亩地能收八百多斤。",
    ],
    "old phrases": [
        "正所谓“衣带渐宽终不悔，为伊消得人憔悴”。",
        "他常说：“己所不欲，勿施于人。”",
        "“采菊东篱下，悠然见南山。”陶渊明这样写道。",
    ],
    "defined terms": ["“庭园贷”帮他解决了资金难题。", "这里有“冰凌谷”和“雪脊线”两处景点。"],
}


def han_doubts(texts, contexts=None):
    contexts = contexts or [CheckContext(counts=count_ngrams([text])) for text in texts]
    return [
        (text, flag.text)
        for text, flags in zip(texts, check_texts(texts, contexts, models()), strict=True)
        for flag in flags
        if flag.score >= DEFAULT_THRESHOLD and flag.detector in ("lattice", "consistency", "numbers")
    ]


@pytest.mark.parametrize("kind", RIGHT)
def test_what_is_right_is_left_alone(kind):
    assert han_doubts(RIGHT[kind]) == []


def test_an_error_beside_what_is_guarded_is_still_found():
    texts = [
        "镇党委书记缑凤岐介绍，全镇今年种植水稻两万亩，农民收人增加。",
        "“庭园贷”帮他解决了资金难题，人民政俯给了补贴。",
        "惠丰源种植专业合作社有社员三百人，网络袋盖全村。",
    ]
    assert {wrong for _, wrong in han_doubts(texts)} >= {"收人", "政俯", "袋盖"}


def test_a_form_that_stands_several_times_in_the_issue_is_a_new_word():
    text = "村里的菌包厂很忙，菌包卖得好。"
    issue = count_ngrams([text, "菌包厂的工人在装菌包。", "菌包成了抢手货，菌包厂扩建了。"])
    alone = {wrong for _, wrong in han_doubts([text], [CheckContext(counts=count_ngrams(["。"]))])}
    together = {wrong for _, wrong in han_doubts([text], [CheckContext(counts=issue)])}
    assert together <= alone
    assert not any("菌包" in wrong for wrong in together)


def test_a_word_of_the_users_is_no_doubt_and_no_border_of_one():
    text = "合作社推广稻蟹田，稻蟹田让农民增收。"
    assert han_doubts([text], [CheckContext(known_words=frozenset({"稻蟹田"}))]) == []


@pytest.mark.parametrize(
    ("text", "wrong", "best", "less"),
    [
        ("延边盛泽菌业有限公司建成了厂房", "菌业", "药业", True),
        ("延边盛泽有限公词建成了厂房", "公词", "公司", False),
        ("社区推出“暖蜂驿站”，方便休息", "暖蜂", "暖锋", True),
        ("村里办起了“菌包银行”", "菌包", "商业", True),
        ("他说“菌包很好”", "菌包", "面包", False),
        ("一亩地能收八百多斤", "收八", "收入", True),
        ("今年的收八很好", "收八", "收入", False),
        ("乌兹别克斯坦总统米尔济约耶夫介绍", "尔济", "尔斯", True),
        ("地方经济发展", "经济", "经齐", False),
    ],
)
def test_guards_make_a_doubt_smaller_only_where_they_are_meant_to(text, wrong, best, less):
    start = text.index(wrong)
    assert (softened(text, start, start + len(wrong), best) < 1.0) is less


@pytest.mark.parametrize(
    ("text", "wrong", "best", "factor"),
    [
        ("县长10日赴外地考察。", "日赴", "日趋", COUNTED),
        ("县长近日赴外地考察。", "日赴", "日趋", 1.0),
        ("这是副秘书长刘俊臣作的报告。", "臣作", "工作", TITLED),
        ("这是我们大家俊臣作的报告。", "臣作", "工作", 1.0),
        ("坚持以学促干，见到实效。", "学促", "学习", PARALLEL),
        ("工作队走进五岔镇的麦田。", "五岔", "三岔", VILLAGE),
        ("渝湘高铁全线开工。", "渝湘", "潇湘", LINE),
        ("这样学促进了实效。", "学促", "学习", 1.0),
    ],
)
def test_units_titled_names_and_parallel_phrases_are_doubted_less(text, wrong, best, factor):
    start = text.index(wrong)
    assert softened(text, start, start + len(wrong), best) == pytest.approx(factor)


def test_words_of_todays_newspapers_are_known():
    text = "人民政府推动企业数智转型，落实落细惠企举措，持续强链补链。"
    assert han_doubts([text]) == []
    wrong = text.replace("政府", "政俯")
    assert han_doubts([wrong]) == [(wrong, "政俯")]


def test_the_terms_are_words_of_two_and_more_characters():
    terms = load_news_terms()
    assert len(terms) > 500
    assert all(2 <= len(term) <= 12 and not term.isascii() for term in terms)
