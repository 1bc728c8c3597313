import numpy as np
import pytest

from annotator.detect.context import CheckContext
from annotator.detect.detectors import punctuation
from annotator.detect.detectors.marks import (
    FEATURES,
    KINDS,
    Place,
    load_mark_judge,
    mark_shares,
    reconsidered,
)
from annotator.detect.fusion import DEFAULT_THRESHOLD
from annotator.text.scripts import to_traditional

SOUND = (
    "入冬以来，县里连降大雪，乡镇组织干部职工和志愿者上路清雪，保证群众出行安全。"
    "村民王大爷说，往年这个时候车子进不来，今年路通得快，大白菜和土豆都卖上了好价钱。"
)


@pytest.fixture(scope="module")
def judge():
    return load_mark_judge()


def check(judge, text, **context):
    return weighed(judge, text, punctuation.detect(text, CheckContext(**context)))


def weighed(judge, text, rules):
    return reconsidered(judge, text, rules, mark_shares(judge.network, [text])[0])


def at(flags, start):
    return max((flag for flag in flags if flag.start == start), key=lambda flag: flag.score, default=None)


def test_sound_text_is_left_alone(judge):
    assert [flag for flag in check(judge, SOUND) if flag.score >= DEFAULT_THRESHOLD] == []


@pytest.mark.parametrize("wrong", ["：", "·", "*", "."])
def test_a_misread_comma_is_found_and_given_back(judge, wrong):
    place = SOUND.index("，县里")
    flag = at(check(judge, SOUND[:place] + wrong + SOUND[place + 1 :]), place)
    assert flag.score >= DEFAULT_THRESHOLD
    assert flag.text == wrong
    assert "，" in [candidate.text for candidate in flag.candidates[:2]]


def test_a_lost_comma_is_doubted_more_than_any_sound_gap(judge):
    place = SOUND.index("，今年")
    text = SOUND[:place] + SOUND[place + 1 :]
    missing = {flag.start: flag for flag in check(judge, text) if flag.reason == "marks.missing"}
    assert max(missing.values(), key=lambda flag: flag.score).start == place
    assert "，" in [candidate.text for candidate in missing[place].candidates[:2]]


def test_a_mark_that_was_invented_is_to_be_left_out(judge):
    place = SOUND.index("职工")
    flag = at(check(judge, SOUND[:place] + "`" + SOUND[place:]), place)
    assert flag is None or flag.candidates[0].text == ""


def test_the_ends_of_paragraphs_are_left_to_the_rule(judge):
    text = "全县清雪保畅通，群众出行更安全，干部连夜上路"
    assert at(check(judge, text, title=True), len(text)) is None
    rule = at(punctuation.detect(text, CheckContext()), len(text))
    assert at(check(judge, text), len(text)) == rule


def test_a_mark_of_half_width_keeps_what_the_rule_says_of_it(judge):
    text = SOUND.replace("，县里", ",县里")
    rule = at(punctuation.detect(text, CheckContext()), text.index(","))
    assert rule in check(judge, text)


def test_ratios_and_times_are_no_misread_marks(judge):
    text = "我校队以3:1战胜对手，比赛于19：30结束。"
    assert [flag for flag in check(judge, text) if flag.text in ":："] == []


def test_traditional_text_is_judged_as_its_simplified_form(judge):
    text = SOUND.replace("，县里", "·县里")
    simple, old = check(judge, text), check(judge, to_traditional(text))
    assert [flag.start for flag in simple] == [flag.start for flag in old]
    assert [flag.score for flag in simple] == pytest.approx([flag.score for flag in old])


def test_flags_about_other_things_are_passed_on(judge):
    text = "入冬以来，。县里连降大雪，乡镇组织干部上路清雪。"
    before = punctuation.detect(text, CheckContext())
    clash = next(flag for flag in before if flag.reason == "punctuation.clash")
    assert clash in weighed(judge, text, before)


@pytest.mark.parametrize("text", ["", " \n", "，", "\ud800，", "2023年"])
def test_any_text_is_read(judge, text):
    for flag in check(judge, text):
        assert 0 <= flag.start <= flag.end <= len(text)
        assert 0 < flag.score < 1


def test_a_stronger_doubt_of_the_network_never_lowers_the_probability(judge):
    for kind in KINDS:
        scores = [
            judge.probability(kind, Place(kind, 0, 1, doubt, {}, None).features)
            for doubt in (0.001, 0.01, 0.1, 0.5, 0.9)
        ]
        assert scores == sorted(scores)
    assert judge.weights.shape == (len(KINDS), len(FEATURES))
    assert np.all(np.isfinite(judge.weights))


@pytest.mark.parametrize(
    "text",
    [
        "他高兴地说：“这才是实实在在的‘好处’，大家都看得见！”",
        "“救援队来了！”村民们喊道，“我们有救了！”",
        "《关于加强道路安全的通知》（以下简称《通知》）昨日印发。",
    ],
)
def test_pairs_of_quotes_and_brackets_and_what_ends_a_speech_are_no_misread_marks(judge, text):
    doubted = {text[flag.start : flag.end] for flag in check(judge, text)}
    assert not doubted & set("“”‘’《》（）！：")


def test_a_bracket_without_its_other_half_is_still_doubted(judge):
    text = "公安交管部门提醒（驾驶人雨天路滑，请减速慢行，保持车距。"
    assert at(check(judge, text), text.index("（")) is not None


@pytest.mark.parametrize("saying", ["县长在会上强调", "村民们一致表示", "全文如下"])
def test_a_colon_behind_a_word_of_saying_is_left_alone(judge, saying):
    text = f"{saying}：要把排水沟修好，让群众放心过冬。"
    assert at(check(judge, text), len(saying)) is None


def test_the_dot_of_a_foreign_name_is_left_alone(judge):
    text = "会上，路易斯·伊纳西奥·卢拉·达席尔瓦发表了讲话。"
    flags = check(judge, text)
    assert max((flag.score for flag in flags if flag.text == "·"), default=0) < 0.1


@pytest.mark.parametrize("text", ["今天最低气温-5℃，请注意防寒。", "部队列装了歼-20战机和翼龙-3无人机。"])
def test_the_sign_before_a_figure_is_left_alone(judge, text):
    assert [flag for flag in check(judge, text) if flag.text == "-"] == []
