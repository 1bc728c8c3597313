from __future__ import annotations

from collections.abc import Callable

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.pipeline import reconstruct
from annotator.reconstruct.reading.characters import strip_blanks
from annotator.reconstruct.reading.lines import Line, make_line
from annotator.reconstruct.reading.roles import Reading
from annotator.reconstruct.stories.headlines import split_headlines
from annotator.reconstruct.stories.layout import lay_out, read_page

Typesetter = Callable[..., list[str]]

STORIES = (
    "柳溪村果园今年迎来丰收季节，村民们一大早就提着竹篮上山，采摘挂满枝头的红苹果。",
    "经过两年修缮，青石镇的老码头重新开放。旧仓库变成了书店和茶馆，吸引了许多居民前来。",
    "市交通部门宣布，从下月起，六条夜间公交线路延长运营时间，末班车推迟到凌晨一点发出。",
)
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


def test_lines_of_a_headline_that_were_read_column_by_column_stand_as_in_print() -> None:
    def part(text: str) -> Line:
        line = make_line(0, raw, raw.index(text), raw.index(text) + len(text), 0)
        assert line is not None
        return line

    rows = ["六条夜间公 柳溪村果园", "交线路延长 今年迎来丰", "运营时间 收季节"]
    raw = "\n".join(rows)
    orchard, _, buses = STORIES
    bodies = [Piece(Role.BODY, (part("六条夜间公"),), Reading(), None, text) for text in (orchard, buses)]
    order = [rows[0], "交线路延长", rows[2], "今年迎来丰"]
    heads = [Piece(Role.TITLE, (part(text),), Reading(), None, strip_blanks(text)) for text in order]
    found = [piece.text for piece in split_headlines([*heads, *bodies]) if piece.role is Role.TITLE]
    assert found == ["六条夜间公交线路延长运营时间", "柳溪村果园今年迎来丰收季节"]


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
