"""Stretches that look like names are found, and a selection grows from the word over the name to the sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.lexicon.stretches import StretchKind, enclosing, stretches

TEXT = (
    "本报记者何田报道，11月28日上午，青山镇人民政府在永安县第二中学召开“阳光课堂”总结会，镇党委书记王小明、"
    "县农业农村局局长欧阳明、美国专家约翰·史密斯等出席。近日，长江流域水资源保护局发布《水资源公报》。"
)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (StretchKind.PERSON, {"何田", "王小明", "欧阳明", "约翰·史密斯"}),
        (StretchKind.PLACE, {"青山镇", "永安县", "美国", "长江流域"}),
        (
            StretchKind.ORGANISATION,
            {"青山镇人民政府", "永安县第二中学", "县农业农村局", "长江流域水资源保护局"},
        ),
        (StretchKind.TIME, {"11月28日上午", "近日"}),
        (StretchKind.WORK, {"水资源公报"}),
        (StretchKind.QUOTED, {"阳光课堂"}),
    ],
)
def test_names_are_found(kind, texts):
    found = {TEXT[each.start : each.end] for each in stretches(TEXT) if each.kind is kind}
    assert found >= texts
    assert len(found) <= 2 * len(texts)


def test_words_that_only_look_like_names_are_not_taken_for_people():
    text = "阳光照进顾问室，麦苗青青，党支部和农村局开会。"
    assert [each for each in stretches(text) if each.kind is StretchKind.PERSON] == []


@pytest.mark.parametrize(
    ("at", "texts"),
    [
        ("青山镇", ["青山镇", "青山镇人民政府"]),
        ("永安县", ["永安", "永安县", "永安县第二中学"]),
        ("欧阳", ["欧阳明"]),
        ("史密斯", ["史密斯", "约翰·史密斯"]),
        ("公报", ["公报", "水资源公报", "《水资源公报》"]),
    ],
)
def test_a_selection_grows_over_the_name(at, texts):
    start = TEXT.index(at)
    chain = [TEXT[left:right] for left, right in enclosing(TEXT, start, start)]
    assert chain[: len(texts)] == texts
    assert chain[-1] == TEXT


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("去年年底建成", "去年年底"),
        ("今年初动工", "今年初"),
        ("今年初三学生", "今年"),
        ("去年秋天种下", "去年秋天"),
        ("今年中学生", "今年"),
    ],
)
def test_a_part_of_a_year_belongs_to_the_time(text, time):
    found = [text[each.start : each.end] for each in stretches(text) if each.kind is StretchKind.TIME]
    assert found == [time]


def test_a_name_no_dictionary_has_is_not_begun_by_one_of_its_characters():
    text = "坪头村过去只种谷子。"
    assert text[slice(*enclosing(text, 0, 0)[0])] == "坪头村"


@given(st.text("王小明在永安县的，。“”《》 1a\n𠮷😀"), st.data())
def test_each_larger_stretch_holds_the_one_before(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    chain = enclosing(text, start, end)
    before = (start, end)
    for left, right in chain:
        assert 0 <= left <= before[0] <= before[1] <= right <= len(text) or start == end
        assert right - left > before[1] - before[0]
        before = (left, right)
    assert (end - start == len(text)) or chain[-1] == (0, len(text))


@given(st.text("王小明在永安县局长的，。“”《》 1月a·\n𠮷😀\ud800"))
def test_stretches_lie_inside_the_text(text):
    assert all(0 <= each.start < each.end <= len(text) for each in stretches(text))


@pytest.mark.parametrize(
    "text",
    [
        "金陵海关查获一批货物。",
        "这与各方利益攸关方有关。",
        "全省上下治蜀兴川，再谱新篇。",
        "驻港部队参加升旗。",
        "绿水青山就是金山银山。",
    ],
)
def test_a_common_word_that_ends_like_a_place_is_none(text):
    found = [text[each.start : each.end] for each in stretches(text) if each.kind is StretchKind.PLACE]
    assert not {"海关", "攸关", "兴川", "驻港", "绿水青山", "银山"} & set(found)


def test_places_with_these_endings_are_still_found():
    text = "专列从四川汶川出发，经潼关和嘉峪关，驶向黑龙江。"
    found = "".join(text[each.start : each.end] for each in stretches(text) if each.kind is StretchKind.PLACE)
    assert all(name in found for name in ("四川", "汶川", "潼关", "嘉峪关", "黑龙江"))
