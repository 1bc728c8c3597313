from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.reading.regimes import same_width
from annotator.reconstruct.reading.similarity import Weights, bigrams
from annotator.reconstruct.stories.captions import find_captions
from annotator.reconstruct.stories.cutting import Cut, Start, cut_page
from annotator.reconstruct.stories.layout import read_page

Typesetter = Callable[..., list[str]]


def cut(raw: str) -> tuple[list[Piece], Cut]:
    pieces, _ = read_page(Page("p1", "x.txt", raw), 0)
    weights = Weights(bigrams(piece.text) for piece in pieces if piece.role is Role.BODY)
    return pieces, cut_page(pieces, weights)


def firsts(pieces: list[Piece], found: Cut) -> list[str]:
    return [pieces[story.pieces[0]].text[:6] for story in found.stories]


def test_datelines_cut_stories(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    rows = []
    for text in stories.values():
        rows += typeset(15, "本报讯 " + text[0], *text[1:])
    pieces, found = cut("\n".join(rows))
    assert firsts(pieces, found) == ["本报讯柳溪村", "本报讯经过两", "本报讯市交通"]
    assert all(story.start is Start.HARD for story in found.stories)


def test_jump_markers_and_signatures_close_stories(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    one, two, three = stories.values()
    rows = [*typeset(15, *one), "（下转第3版）", *typeset(15, *two), "（林 芳）", *typeset(15, *three)]
    pieces, found = cut("\n".join(rows))
    assert firsts(pieces, found) == ["柳溪村的果园", "经过两年修缮", "市交通部门宣"]
    assert found.stories[0].jump_out is not None
    assert found.stories[1].closed


def test_a_name_in_brackets_behind_the_last_sentence_closes_a_story(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    one, two, _ = stories.values()
    rows = [*typeset(15, *one[:-1], one[-1] + "（林芳）"), *typeset(15, *two)]
    pieces, found = cut("\n".join(rows))
    assert firsts(pieces, found) == ["柳溪村的果园", "经过两年修缮"]
    assert found.stories[0].closed


def test_a_jump_in_marker_opens_a_story(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    one, two, _ = stories.values()
    rows = [*typeset(15, *one), "（上接第1版）", *typeset(15, *two)]
    pieces, found = cut("\n".join(rows))
    assert [story.jump_in is not None for story in found.stories] == [False, True]
    assert firsts(pieces, found) == ["柳溪村的果园", "经过两年修缮"]


def test_a_short_heading_stays_inside_its_story(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    one, two, three = stories["果园喜获丰收"]
    rows = [*typeset(15, one, two), "果园办起采摘节", *typeset(15, three)]
    pieces, found = cut("\n".join(rows))
    assert len(found.stories) == 1
    assert [pieces[i].text for i in found.headings] == ["果园办起采摘节"]
    assert not found.heads


def test_a_narrow_title_of_what_follows_cuts(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    one, two, three = stories.values()
    rows = [*typeset(24, *one), "青石镇老码头重新开放", *typeset(24, *two), "老地方", *typeset(24, *three)]
    pieces, found = cut("\n".join(rows))
    assert firsts(pieces, found)[:2] == ["柳溪村的果园", "经过两年修缮"]


def test_a_wide_title_cuts(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    one, two, _ = stories.values()
    title = "青石镇老码头修缮两年后变身文化街区"
    rows = [*typeset(12, *one), title, *typeset(12, *two)]
    pieces, found = cut("\n".join(rows))
    assert firsts(pieces, found) == ["柳溪村的果园", "经过两年修缮"]
    assert [[pieces[i].text for i in heads.pieces] for heads in found.heads] == [[title]]


def test_a_caption_is_a_story_of_its_own_with_its_credit(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    text = stories["果园喜获丰收"]
    rows = [
        *typeset(15, *text[:2]),
        "图为游客在柳溪村的果园里采摘苹果。 新华社记者 刘大伟 摄",
        *typeset(15, *text[2:]),
    ]
    pieces, found = cut("\n".join(rows))
    captions = [story for story in found.stories if story.caption]
    assert [[pieces[i].role for i in story.pieces] for story in captions] == [[Role.BODY, Role.CREDIT]]
    assert sum(not story.caption for story in found.stories) == 1
    weights = Weights(piece.grams for piece in pieces)
    assert find_captions(pieces, weights) == [tuple(captions[0].pieces)]


OPENING = (
    "石桥市人民医院新院区昨天启动试运行，市卫生健康委员会发言人在启用仪式上公布了三项便民措施，方便市民就诊。"
)


def test_a_caption_takes_no_paragraph_of_other_matter(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    told = ["昨天，石桥市人民医院新院区举行启用仪式，首批患者在护士引导下取号就诊。", "新华社记者 刘大伟 摄"]
    rows = [*typeset(15, *stories["果园喜获丰收"]), *typeset(15, told[0]), told[1]]
    pieces, found = cut("\n".join(["采摘", *rows]))
    captions = [story for story in found.stories if story.caption]
    assert [[pieces[i].text[:3] for i in story.pieces] for story in captions] == [["昨天，", "新华社"]]


def test_words_alone_cut_where_they_surely_open_another_story(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    rows = typeset(15, *stories["果园喜获丰收"], OPENING)
    pieces, found = cut("\n".join(rows))
    assert firsts(pieces, found) == ["柳溪村的果园", OPENING[:6]]


def test_words_do_not_cut_where_print_shows_that_the_column_goes_on(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    pieces, _ = cut("\n".join(typeset(15, *stories["果园喜获丰收"], OPENING)))
    printed = [
        replace(piece, lines=tuple(replace(line, size=1.0) for line in piece.lines)) for piece in pieces
    ]
    found = cut_page(printed, Weights(piece.grams for piece in printed))
    assert firsts(printed, found) == ["柳溪村的果园"]


def test_behind_a_caption_less_is_enough(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    one, two, _ = stories.values()
    caption = "图为游客在柳溪村的果园里采摘苹果。 新华社记者 刘大伟 摄"
    pieces, found = cut("\n".join([*typeset(15, *one), caption, *typeset(15, *two)]))
    assert "经过两年修缮" in firsts(pieces, found)
    pieces, found = cut("\n".join([*typeset(15, *one), *typeset(15, *two)]))
    assert "经过两年修缮" not in firsts(pieces, found)


def test_section_names_at_the_top_are_furniture(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    raw = "\n".join(["第2版", "国内新闻", *typeset(15, *stories["夜间公交延长运营"])])
    pieces, found = cut(raw)
    assert {pieces[i].text: role for i, role in found.furniture.items()} == {
        "第2版": Role.FOLIO,
        "国内新闻": Role.SECTION,
    }


def test_every_piece_has_one_place(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    rows = ["云岭晚报", "2023年5月6日 星期六"]
    for title, text in stories.items():
        rows += [title, "本报记者 李晓", *typeset(13, *text)]
    pieces, found = cut("\n".join(rows))
    places = [i for story in found.stories for i in story.pieces]
    places += [i for heads in found.heads for i in heads.pieces]
    places += list(found.furniture)
    assert sorted(places) == list(range(len(pieces)))


def test_widths_are_compared_with_a_cell_of_slack() -> None:
    assert same_width(15.0, 16.0)
    assert not same_width(15.0, 18.0)
    assert same_width(None, None)
    assert not same_width(None, 15.0)
