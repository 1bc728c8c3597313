import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.detect.lattice.lattice_guards import guarded, lowered, softened


def score(text, part, counts=None, best="某某"):
    start = text.index(part)
    return guarded(text, start, start + len(part), 0.8, counts or {}, best)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("本报记者贾晓茹报道", "晓茹"),
        ("昨天到了汤旺县", "汤旺"),
        ("所谓“冰凌花”工程", "冰凌"),
        ("全长15公理的路", "公理"),
        ("作家奥雷里亚诺·布恩", "里亚"),
    ],
)
def test_names_places_terms_and_units_are_doubted_less(text, part):
    assert 0 < score(text, part) < 0.8


@pytest.mark.parametrize(
    ("text", "part"), [("大雪袋盖了草地", "袋盖"), ("他“今天”才来到这里", "来到"), ("", "")]
)
def test_other_text_is_doubted_as_before(text, part):
    assert score(text, part) == pytest.approx(0.8)


def test_guards_add_up():
    assert score("所谓“贾晓茹说”", "晓茹") < score("所谓贾晓茹说", "晓茹")


def test_a_form_the_issue_repeats_is_doubted_less_unless_the_candidate_is_as_frequent():
    assert score("采摘毛尖芽苞", "芽苞", {"尖芽苞": 3}) < 0.8
    assert score("采摘毛尖芽苞", "芽苞", {"尖芽苞": 2}) == pytest.approx(0.8)
    assert score("采摘毛尖芽苞", "芽苞", {"尖芽苞": 3, "尖芽包": 3}, best="芽包") == pytest.approx(0.8)


@given(st.floats(0, 1), st.floats(0.01, 1))
def test_a_lowered_score_stays_a_probability(value, factor):
    assert 0 <= lowered(value, factor) <= value + 1e-12


@pytest.mark.parametrize(
    ("text", "part", "best"),
    [("一面面红旗", "面面", "面"), ("沟沟峁峁都走遍", "沟沟", "沟"), ("海关关长", "关关长", "关长")],
)
def test_characters_written_twice_on_purpose_are_hardly_doubted(text, part, best):
    start = text.index(part)
    assert softened(text, start, start + len(part), best) < 0.1


def test_characters_written_twice_by_mistake_stay_doubted():
    assert softened("正在采采取措施", 2, 4, "采") == 1.0
    assert softened("一面面红旗", 1, 3, "面而") == 1.0


@pytest.mark.parametrize("part", ["企企", "企", "惠企企企"])
def test_what_stands_three_times_is_left_to_those_who_look_for_repetition(part):
    text = "一系列惠企企企举措"
    start = text.index(part)
    assert softened(text, start, start + len(part), "企业") < 0.1
    assert softened("一系列惠企举措", 4, 5, "业") == 1.0


@pytest.mark.parametrize(
    ("text", "part", "best"),
    [
        ("下降百分之六点七。", "点七", "点上"),
        ("于二〇二三年逝世", "二〇", "二月"),
        ("气温九到十七摄氏度", "九到", "达到"),
        ("被告人王某某供认不讳", "王某某", "王某"),
        ("青山横北郭，白水绕东城。此地一为别，孤蓬万里征。", "孤蓬", "帐篷"),
    ],
)
def test_spelt_figures_withheld_names_and_verses_are_doubted_less(text, part, best):
    start = text.index(part)
    assert softened(text, start, start + len(part), best) < 0.5


@pytest.mark.parametrize(
    ("text", "part", "best"), [("他们点七盏灯", "点七", "点上"), ("某地的山村", "山村", "乡村")]
)
def test_what_only_resembles_them_is_doubted_as_before(text, part, best):
    start = text.index(part)
    assert softened(text, start, start + len(part), best) == 1.0
