import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.detect.lattice.doubts import Doubt
from annotator.detect.lattice.lattice import make_lattice_detector
from annotator.lexicon.glyphs import load_glyph_channel
from annotator.lexicon.ngrams import load_language_model


@pytest.fixture(scope="module")
def detector():
    return make_lattice_detector(load_language_model(), load_glyph_channel())


def proposed(detector, text, part, score=0.5, candidates=None):
    start = text.index(part)
    (doubt,) = detector.proposed(text, [Doubt(start, start + len(part), score, candidates or {})])
    return doubt.candidates


@pytest.mark.parametrize(
    ("text", "part", "right"),
    [
        ("这支干部队建设得好", "队", "队伍"),
        ("加强与有关部的配合", "部的", "部门的"),
        ("对旧房屋修和检查", "修和", "修缮和"),
    ],
)
def test_a_lost_character_is_put_back_where_it_makes_a_word(detector, text, part, right):
    assert right in proposed(detector, text, part)


@pytest.mark.parametrize(
    ("text", "part", "right"), [("机构编和制管理", "编和", "编"), ("他们各地人人民", "人人", "人")]
)
def test_a_character_too_many_can_go(detector, text, part, right):
    assert right in proposed(detector, text, part)


def test_marks_are_left_to_others(detector):
    assert all("，" in reading for reading in proposed(detector, "大雪，袋盖", "雪，袋"))


def test_two_misread_characters_make_one_word(detector):
    assert "覆盖" in proposed(detector, "农村网络袋益率", "袋益")


def test_what_the_lattice_holds_keeps_its_place_and_weight(detector):
    held = {"覆盖": 0.4, "袋口": 0.1}
    together = proposed(detector, "农村网络袋盖率", "袋盖", candidates=held)
    assert dict(list(together.items())[: len(held)]) == held
    assert all(0 < weight <= 1 for weight in together.values())


def test_doubts_are_answered_each_on_its_own(detector):
    text = "这支干部队建设得好，机构编和制管理"
    doubts = [Doubt(4, 5, 0.5, {}), Doubt(12, 14, 0.5, {})]
    together = detector.proposed(text, doubts)
    alone = [detector.proposed(text, [doubt])[0] for doubt in doubts]
    for one, other in zip(together, alone, strict=True):
        assert one.candidates == pytest.approx(other.candidates)


@given(st.text("大雪袋盖了人民，。a1\n𪜀龘", min_size=1, max_size=12), st.data())
@settings(max_examples=30, deadline=None)
def test_any_range_of_any_text_gets_other_readings_only(detector, text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (doubt,) = detector.proposed(text, [Doubt(start, end, 0.5, {})])
    assert text[start:end] not in doubt.candidates
    assert detector.proposed(text, []) == []


@pytest.mark.parametrize(
    ("text", "part", "right"),
    [("学习宣传中彻党的政策", "中彻", "贯彻"), ("以建校三十周年为染机", "染机", "契机")],
)
def test_a_character_may_be_any_other_that_fits_its_neighbours(detector, text, part, right):
    assert right in proposed(detector, text, part)
