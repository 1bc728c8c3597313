import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.detect.context import CheckContext
from annotator.detect.lattice.lattice import LEAST_SCORE, MOST_CANDIDATES, make_lattice_detector
from annotator.detect.lattice.lattice_sums import Nodes, sum_forward, sum_paths
from annotator.lexicon.glyphs import load_glyph_channel, uniform_channel
from annotator.lexicon.ngrams import load_language_model

NOTHING = CheckContext()
CLEAN = (
    "今年全市粮食总产量再创新高，农民收入稳步增长。",
    "为了保证冬季供暖，供热公司提前对管道进行了全面检修。",
    "图书馆每天早上八点开门，读者可以在阅览室里安静地看书。",
    "会议要求，各部门要加强协调，切实做好安全生产工作。",
)


@pytest.fixture(scope="module")
def model():
    return load_language_model()


@pytest.fixture(scope="module")
def detector(model):
    return make_lattice_detector(model, load_glyph_channel())


def surest(flags):
    return max(flags, key=lambda flag: flag.score)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("大雪袋盖了山村", "袋盖", "覆盖"),
        ("人民政俯", "政俯", "政府"),
        ("农民开上了新拖拉讥", "拖拉讥", "拖拉机"),
        ("全县干部职土参加了植树", "职土", "职工"),
        ("他订了一份人民目报", "目报", "日报"),
    ],
)
def test_a_misread_word_is_flagged_whole_with_the_right_word_first(detector, text, wrong, right):
    flag = surest(detector.flags(text, NOTHING))
    assert (flag.text, flag.candidates[0].text) == (wrong, right)
    assert flag.score > 0.9
    assert (flag.detector, flag.reason) == ("lattice", "lattice.unlikely")


@pytest.mark.parametrize("text", CLEAN)
def test_clean_sentences_raise_no_strong_doubt(detector, text):
    assert all(flag.score < 0.9 for flag in detector.flags(text, NOTHING))


@pytest.mark.parametrize("text", ["", "\n", "abc 12。", "\ud800", "𪜀", "𪜀大雪袋盖了𪜀", "〇", "龘" * 40])
def test_odd_text_does_not_stop_the_detector(detector, text):
    for flag in detector.flags(text, NOTHING):
        assert text[flag.start : flag.end] == flag.text


@settings(max_examples=40, deadline=None)
@given(text=st.text("大雪袋盖了山村人民政俯，。\n𪜀a1", max_size=40))
def test_flags_keep_their_promises_on_any_text(detector, text):
    end = 0
    for flag in detector.flags(text, NOTHING):
        assert end <= flag.start < flag.end <= len(text)
        end = flag.end
        assert flag.text == text[flag.start : flag.end]
        assert LEAST_SCORE <= flag.score <= 1
        assert 1 <= len(flag.candidates) <= MOST_CANDIDATES
        assert all(abs(len(candidate.text) - len(flag.text)) <= 1 for candidate in flag.candidates)
        assert all(candidate.text != flag.text for candidate in flag.candidates)
        ranked = [candidate.score for candidate in flag.candidates]
        assert ranked == sorted(ranked, reverse=True)


def test_positions_count_astral_characters_once(detector):
    plain, shifted = (detector.flags(text, NOTHING) for text in ("，大雪袋盖了山村", "𪜀，大雪袋盖了山村"))
    assert surest(plain).start + 1 == surest(shifted).start
    assert surest(shifted).text == "袋盖"


def test_many_texts_at_once_give_the_flags_of_each(detector):
    texts = ["大雪袋盖了山村", "", "人民政俯", "今天，大雪袋盖了山村。"]
    together = detector.flags_of_texts(texts, NOTHING)
    alone = [detector.flags(text, NOTHING) for text in texts]
    for some, others in zip(together, alone, strict=True):
        assert [(flag.start, flag.end, flag.text) for flag in some] == [
            (flag.start, flag.end, flag.text) for flag in others
        ]
        assert [flag.score for flag in some] == pytest.approx([flag.score for flag in others], rel=1e-3)


def test_a_long_page_is_flagged_the_same_at_any_place(detector):
    sentence = "昨天夜里，大雪袋盖了山村。"
    flags = [flag for flag in detector.flags(sentence * 700, NOTHING) if flag.text == "袋盖"]
    assert [flag.start % len(sentence) for flag in flags] == [7] * 700


def test_words_the_project_knows_are_never_flagged(detector):
    text = "边民在哈民互市做生意，大雪袋盖了山村"
    known = CheckContext(known_words=frozenset({"哈民互市"}))
    assert any(flag.start < 7 and flag.end > 3 for flag in detector.flags(text, NOTHING))
    flags = detector.flags(text, known)
    assert not any(flag.start < 7 and flag.end > 3 for flag in flags)
    assert surest(flags).text == "袋盖"


def score_of(detector, text, part, context=NOTHING):
    start = text.index(part)
    return max(
        (f.score for f in detector.flags(text, context) if f.start < start + len(part) and f.end > start),
        default=0,
    )


def test_a_name_beside_its_title_is_doubted_less(detector):
    assert score_of(detector, "本报记者贾晓茄报道", "晓茄") < score_of(detector, "我们看见贾晓茄了", "晓茄")


def test_forms_the_issue_repeats_are_doubted_less(detector):
    text = "镇里推行水渠灌濯新法"
    part = "灌濯"
    repeated = CheckContext(counts={"渠灌濯": 5, "灌濯": 5})
    alone, often = score_of(detector, text, part), score_of(detector, text, part, repeated)
    assert LEAST_SCORE < often < alone


def test_a_repeated_form_beside_its_more_frequent_candidate_is_doubted_as_before(detector):
    text = "大雪袋盖了山村"
    context = CheckContext(counts={"雪袋盖": 4, "雪覆盖": 9, "袋盖了": 4, "覆盖了": 9})
    assert score_of(detector, text, "袋盖", context) == score_of(detector, text, "袋盖")


def test_without_a_channel_the_language_model_still_finds_the_place(model):
    flags = make_lattice_detector(model, uniform_channel()).flags("大雪袋盖了山村", NOTHING)
    assert surest(flags).text == "袋盖"


def test_weighing_more_words_finds_at_least_the_same_places(detector):
    wide = dataclasses.replace(
        detector, settings=dataclasses.replace(detector.settings, margin=14.0, per_span=60)
    )
    text = "".join(CLEAN) + "大雪袋盖了山村"
    strong = {(flag.start, flag.end) for flag in detector.flags(text, NOTHING) if flag.score > 0.5}
    assert strong
    assert strong <= {(flag.start, flag.end) for flag in wide.flags(text, NOTHING)}


def test_sums_are_those_of_all_paths_one_by_one(model):
    # 中国人 as 中|国|人, 中国|人, 中|国人 and with 国→田 in the middle.
    spans = [(0, 1, "中"), (0, 2, "中国"), (1, 2, "国"), (1, 2, "田"), (1, 3, "国人"), (2, 3, "人")]
    words = np.array([model.number(word) for _, _, word in spans])
    starts, ends = np.array([start for start, _, _ in spans]), np.array([end for _, end, _ in spans])
    channel = np.array([-3.0 if word == "田" else 0.0 for _, _, word in spans])
    nodes = Nodes(starts, starts, ends, words, model.unigram(words), channel)
    sums = sum_paths(model, nodes, np.array([0]), np.array([3]))

    weights = {}
    for path in ((0, 2, 5), (0, 3, 5), (1, 5), (0, 4)):
        weight = np.exp(nodes.priors[path[0]] + model.backoff(words[[path[-1]]])[0])
        for previous, following in itertools.pairwise(path):
            value = model.bigram(words[[previous]], words[[following]])[0]
            backed_off = model.backoff(words[[previous]])[0] + nodes.priors[following]
            weight *= np.exp(np.where(np.isfinite(value), value, backed_off) + channel[following])
        weights[path] = weight
    total = sum(weights.values())
    expected = [sum(w for path, w in weights.items() if node in path) / total for node in range(len(spans))]
    assert sums.forward[3] == pytest.approx(np.log(total))
    assert np.array_equal(sum_forward(model, nodes, np.array([0]), np.array([3])), sums.forward)
    assert sums.posterior == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "part", "right"), [("央企统筹筹国家所需", "筹筹", "筹"), ("获得女子评如潮", "女子", "好")]
)
def test_without_a_judge_a_doubled_or_cut_character_is_mended_too(detector, text, part, right):
    flag = next(flag for flag in detector.flags(text, NOTHING) if flag.text == part)
    assert flag.candidates[0].text == right
