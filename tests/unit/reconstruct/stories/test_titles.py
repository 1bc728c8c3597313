from __future__ import annotations

from collections.abc import Callable

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.pipeline import reconstruct
from annotator.reconstruct.reading.lines import make_line
from annotator.reconstruct.reading.roles import Reading
from annotator.reconstruct.reading.similarity import Weights
from annotator.reconstruct.stories.cutting import Cut, Start, Story
from annotator.reconstruct.stories.layout import Layout, lay_out
from annotator.reconstruct.stories.titles import Title, join_loose

Typesetter = Callable[..., list[str]]


def titles_of(layout: Layout) -> dict[str, str]:
    """Title by the first characters of its story."""
    return {
        layout.pieces[layout.cut.stories[title.story].pieces[0]].text[:5]: "".join(
            layout.pieces[i].text for i in title.pieces if layout.pieces[i].role is Role.TITLE
        )
        for title in layout.titles
        if title.story is not None and any(layout.pieces[i].role is Role.TITLE for i in title.pieces)
    }


EXPECTED = {
    "柳溪村的果": "果园喜获丰收",
    "经过两年修": "老码头变身文化街区",
    "市交通部门": "夜间公交延长运营",
}


def test_titles_above_their_stories(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    rows = []
    for title, text in stories.items():
        rows += [title, "本报记者 李晓", *typeset(15, *text)]
    assert titles_of(lay_out(Page("p1", "x.txt", "\n".join(rows)), 0)) == EXPECTED


def test_titles_below_their_stories(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    rows = []
    for title, text in stories.items():
        rows += [*typeset(15, "本报讯 " + text[0], *text[1:]), title]
    found = titles_of(lay_out(Page("p1", "x.txt", "\n".join(rows)), 0))
    assert sorted(found.values()) == sorted(EXPECTED.values())
    assert found["本报讯柳溪"] == "果园喜获丰收"
    assert found["本报讯市交"] == "夜间公交延长运营"


def test_titles_at_the_end_of_the_page_in_another_order(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    rows = [line for text in stories.values() for line in typeset(15, "本报讯 " + text[0], *text[1:])]
    rows += ["夜间公交延长运营", "果园喜获丰收", "老码头变身文化街区"]
    found = titles_of(lay_out(Page("p1", "x.txt", "\n".join(rows)), 0))
    assert found == {
        "本报讯柳溪": "果园喜获丰收",
        "本报讯经过": "老码头变身文化街区",
        "本报讯市交": "夜间公交延长运营",
    }


def test_titles_that_share_a_story_split_it(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    one, two, _ = stories.values()
    rows = [*typeset(15, *one, *two), "果园喜获丰收", "本报记者 李晓", "老码头变身文化街区", "本报记者 赵燕"]
    layout = lay_out(Page("p1", "x.txt", "\n".join(rows)), 0)
    assert titles_of(layout) == {"柳溪村的果": "果园喜获丰收", "经过两年修": "老码头变身文化街区"}
    assert layout.split


def test_a_story_may_have_no_title_and_a_title_no_story(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    layout = lay_out(Page("p1", "x.txt", "\n".join(typeset(15, *stories["果园喜获丰收"]))), 0)
    assert layout.titles == ()
    assert lay_out(Page("p1", "x.txt", "果园喜获丰收"), 0).cut.stories == ()


def test_the_title_of_a_photo_behind_the_title_of_a_story_goes_to_its_caption(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    orchard, wharf, bus = stories.values()
    rows = [
        *typeset(15, "本报讯 " + orchard[0], *orchard[1:]),
        "果园喜获丰收",
        *typeset(15, "本报讯 " + bus[0], *bus[1:]),
        "夜间公交延长运营",
        "田间春意浓田间春意浓",
        "3月5日，游客在青石镇的田间观赏油菜花。近日，",
        "当地万亩油菜花开放，吸引了许多游客前来观赏。",
        "本报记者 李晓 摄",
        *typeset(15, "本报讯 " + wharf[0], *wharf[1:]),
        "老码头变身文化街区",
    ]
    found = titles_of(lay_out(Page("p1", "x.txt", "\n".join(rows)), 0))
    assert found["3月5日，"] == "田间春意浓田间春意浓"
    assert found["本报讯市交"] == "夜间公交延长运营"


def test_a_short_line_that_another_story_explains_starts_a_title(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    orchard, wharf, _ = stories.values()
    rows = [
        *typeset(15, "本报讯 " + orchard[0], *orchard[1:]),
        "柳溪村采摘苹果办起采摘节",
        "老码头",
        "修缮两年重新开放",
        *typeset(15, "本报讯 " + wharf[0], *wharf[1:]),
    ]
    found = titles_of(lay_out(Page("p1", "x.txt", "\n".join(rows)), 0))
    assert found == {"本报讯柳溪": "柳溪村采摘苹果办起采摘节", "本报讯经过": "老码头修缮两年重新开放"}


def test_a_title_its_story_does_not_explain_is_never_given_as_sure(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    rows = []
    for title, text in zip(
        ("果园苹果喜获丰收", "夜色温柔", "六条夜间公交线路延长运营"), stories.values(), strict=True
    ):
        rows += [title, "本报记者 李晓", *typeset(15, *text)]
    layout = lay_out(Page("p1", "x.txt", "\n".join(rows)), 0)
    sure = {layout.pieces[title.pieces[0]].text: title.confidence >= 0.9 for title in layout.titles}
    assert sure["果园苹果喜获丰收"]
    assert not sure["夜色温柔"]


def test_a_lead_set_to_another_width_stays_with_its_story(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    orchard, wharf = stories["果园喜获丰收"], stories["老码头变身文化街区"]
    rows = ["果园喜获丰收", *typeset(13, orchard[0]), *typeset(21, *wharf)]
    layout = lay_out(Page("p1", "x.txt", "\n".join(rows)), 0)
    assert len(layout.cut.stories) - len(layout.merged) == 1


def test_a_title_of_two_characters_takes_no_story_from_a_long_one(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    bus = stories["夜间公交延长运营"]
    rows = [*typeset(15, "本报讯 " + bus[0], *bus[1:]), "六条夜间公交线路延长运营时间", "", "公交"]
    found = titles_of(lay_out(Page("p1", "x.txt", "\n".join(rows)), 0))
    assert found["本报讯市交"].startswith("六条夜间公交线路延长运营时间")


def test_the_rest_of_a_torn_title_comes_back_to_its_beginning(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    orchard, wharf, bus = stories.values()
    rows = [
        "六条夜间",
        *typeset(15, "本报讯 " + bus[0], *bus[1:]),
        "老码头变身文化街区",
        *typeset(15, "本报讯 " + wharf[0], *wharf[1:]),
        "公交线路延长运营时间",
        *typeset(15, "本报讯 " + orchard[0], *orchard[1:]),
    ]
    found = titles_of(lay_out(Page("p1", "x.txt", "\n".join(rows)), 0))
    assert found["本报讯市交"] == "六条夜间公交线路延长运营时间"
    assert found["本报讯经过"] == "老码头变身文化街区"
    assert "本报讯柳溪" not in found


def test_a_title_line_below_rows_of_other_columns_joins_the_title_of_its_story(
    stories: dict[str, list[str]],
) -> None:
    orchard, quay, _ = stories.values()
    texts = ["柳溪村果园丰收", quay[0], "挂满枝头的红苹果", *orchard]
    pieces = []
    for i, text in enumerate(texts):
        line = make_line(0, " " * 500 * i + text, 500 * i, 500 * i + len(text), 0, column=1)
        assert line is not None
        pieces.append(Piece(Role.BODY if i == 1 or i > 2 else Role.TITLE, (line,), Reading(), None, text))
    cut = Cut((Story(Start.HARD, [1]), Story(Start.HARD, [3, 4, 5])), (), frozenset(), {}, {})
    titles = [Title((0,), 1, 0.9, 0.8), Title((2,), None, 0.3, 0.0)]
    found = join_loose(pieces, cut, titles, Weights(piece.grams for piece in pieces))
    assert [(title.pieces, title.story) for title in found] == [((0, 2), 1)]


def test_a_title_whose_words_its_text_does_not_have_is_said_to_be_there_by_its_place(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    orchard = stories["果园喜获丰收"]
    rows = ["春风化雨润心田", *typeset(15, "本报讯 " + orchard[0], *orchard[1:])]
    issue = reconstruct([Page("p1", "x.txt", "\n".join(rows))], "i1")
    assert [block.text for block in issue.blocks.values() if block.role is Role.TITLE] == ["春风化雨润心田"]
    assert [(entry.reason, entry.values) for entry in issue.decisions.values()] == [("title.place", ())]
