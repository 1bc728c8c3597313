import pytest

from annotator.lexicon.names import before_place_ending, likely_name, name_spans, within_name
from annotator.lexicon.words import project_spans, reach_of_words


def find(text, part):
    start = text.index(part)
    return text, start, start + len(part)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("本报记者贾晓茹报道", "贾晓茹"),
        ("村民欧阳雪梅说", "欧阳雪梅"),
        ("图为收割现场。高翔摄", "高翔"),
        ("与安德森会谈", "安德森"),
        ("作家奥雷里亚诺·布恩", "布恩"),
    ],
)
def test_names_in_their_usual_places_are_seen(text, name):
    assert likely_name(*find(text, name))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("大雪覆盖了山村", "覆盖"),
        ("王家沟的水更清了", "王家沟"),
        ("记者在现场看到", "在现场"),
        ("他说今年丰收", "今年"),
    ],
)
def test_ordinary_words_are_no_names(text, words):
    assert not likely_name(*find(text, words))


def test_one_character_of_a_name_lies_within_it():
    assert within_name(*find("本报记者贾晓茹报道", "茹"))
    assert not within_name(*find("大雪覆盖了山村", "盖"))


def test_the_ending_of_a_place_may_stand_one_character_on():
    assert before_place_ending("永利乡", 2)
    assert before_place_ending("永利新村", 2)
    assert not before_place_ending("永利新的", 2)


def test_project_words_are_found_wherever_they_stand():
    assert project_spans("边民互市在边民互市", {"边民互市", "互市", "在"}) == [(0, 4), (2, 4), (5, 9), (7, 9)]
    assert project_spans("边民", frozenset()) == []


def test_how_far_project_words_reach_tells_what_lies_inside_one():
    reach = reach_of_words("去边民互市，互市", {"边民互市", "互市"})
    assert reach == [0, 5, 5, 5, 5, 5, 8, 8]


def chance(text, name):
    start = text.index(name)
    return {(begin, end): value for begin, end, value in name_spans(text, 0, len(text))}[
        start, start + len(name)
    ]


def test_possible_names_are_likelier_with_usual_characters_and_beside_a_title():
    assert chance("走来王建国了", "王建国") > chance("走来王龘齉了", "王龘齉")
    assert chance("走来王建国了", "王建国") > chance("走来臧建国了", "臧建国")
    assert chance("记者王建国", "王建国") > chance("走来王建国了", "王建国")
    assert chance("欧阳雪梅说", "欧阳雪梅") > chance("欧阳雪梅", "欧阳雪梅")


def test_names_do_not_reach_out_of_their_stretch():
    text = "来的是王建国同志"
    spans = name_spans(text, 2, 5)
    assert spans
    assert all(start >= 2 and end <= 5 for start, end, _ in spans)
