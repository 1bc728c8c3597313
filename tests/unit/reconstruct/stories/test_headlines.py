from __future__ import annotations

from collections.abc import Callable

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.pipeline import reconstruct
from annotator.reconstruct.stories.layout import lay_out, read_page

Typesetter = Callable[..., list[str]]

BOTH = "柳溪村果园今年迎来丰收季节  六条夜间公交线路延长运营时间"
ONE = "柳溪村果园今年迎来丰收季节  红苹果挂满枝头村民上山采摘"


def page(typeset: Typesetter, stories: dict[str, list[str]], head: str) -> Page:
    orchard, wharf, bus = stories.values()
    rows = [
        *typeset(15, "本报讯 " + orchard[0], *orchard[1:]),
        *typeset(15, "本报讯 " + wharf[0], *wharf[1:]),
        *typeset(15, "本报讯 " + bus[0], *bus[1:]),
        head,
    ]
    return Page("p1", "x.txt", "\n".join(rows))


def headlines(raw: Page) -> list[str]:
    pieces, _ = read_page(raw, 0)
    return [piece.text for piece in pieces if piece.role is Role.TITLE]


def test_two_headlines_on_one_line_are_taken_apart(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    raw = page(typeset, stories, BOTH)
    assert headlines(raw) == BOTH.split()
    layout = lay_out(raw, 0)
    assert {layout.pieces[title.pieces[0]].text: title.story for title in layout.titles} == {
        BOTH.split()[0]: 0,
        BOTH.split()[1]: 2,
    }


def test_the_phrases_of_one_headline_stay_together(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    assert headlines(page(typeset, stories, ONE)) == ["".join(ONE.split())]


def test_every_character_of_a_line_taken_apart_keeps_its_place(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    raw = page(typeset, stories, BOTH)
    pieces, _ = read_page(raw, 0)
    for piece in pieces:
        for line in piece.lines:
            assert raw.raw[line.start : line.end] == line.text


def test_a_title_of_two_lines_drawn_twice_as_a_whole_stands_once(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    head = ["守护夜归人", "六条夜间公交线路延长运营时间"]
    rows = [*head, *head, "本报记者 李晓", *typeset(15, *stories["夜间公交延长运营"])]
    issue = reconstruct([Page("p1", "x.txt", "\n".join(rows))], "i1")
    blocks = [issue.blocks[block] for block in issue.articles["a1"].blocks]
    assert [(block.role, block.text) for block in blocks[:2]] == [
        (Role.KICKER, head[0]),
        (Role.TITLE, head[1]),
    ]


def test_a_short_line_inside_a_title_does_not_part_it(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    head = ["柳溪村果园今年迎来", "丰收", "红苹果挂满枝头"]
    rows = [*head, "本报记者 李晓", *typeset(15, *stories["果园喜获丰收"])]
    issue = reconstruct([Page("p1", "x.txt", "\n".join(rows))], "i1")
    first = issue.blocks[issue.articles["a1"].blocks[0]]
    assert (first.role, first.text) == (Role.TITLE, "".join(head))


def test_headlines_of_several_lines_beside_each_other_are_read_down(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    head = "柳溪村果园今年   夜间公交线路\n迎来丰收季节    延长运营时间"
    raw = page(typeset, stories, head)
    assert headlines(raw) == ["柳溪村果园今年迎来丰收季节", "夜间公交线路延长运营时间"]


def test_a_line_below_goes_on_with_the_headline_whose_text_speaks_of_it(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    head = "柳溪村果园今年迎来丰收季节  六条夜间公交线路延长\n运营时间"
    raw = page(typeset, stories, head)
    assert headlines(raw) == ["柳溪村果园今年迎来丰收季节", "六条夜间公交线路延长运营时间"]


def test_letters_set_apart_are_no_headlines(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    head = "柳 溪 村 果 园 今 年 迎 来 丰 收  六条夜间公交线路延长运营时间"
    assert headlines(page(typeset, stories, head)) == [
        "柳溪村果园今年迎来丰收",
        "六条夜间公交线路延长运营时间",
    ]
