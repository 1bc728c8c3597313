from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.model.page import Page
from annotator.reconstruct.issues.markers import reseat_markers
from annotator.reconstruct.stories.layout import Layout, lay_out

Typesetter = Callable[..., list[str]]


def pages_of(
    typeset: Typesetter, stories: dict[str, list[str]], *, answer: str = "（上接第1版）"
) -> list[Layout]:
    orchard, wharf, bus = stories.values()
    front = [
        *typeset(15, "本报讯 " + bus[0], *bus[1:]),
        "（下转第3版）",
        *typeset(15, "本报讯 " + orchard[0], orchard[1]),
    ]
    inner = [answer, *typeset(15, *orchard[2:], orchard[1]), *typeset(15, "本报讯 " + wharf[0], *wharf[1:])]
    return [
        lay_out(Page(f"p{number}", "x.txt", "\n".join(rows), number=number), index)
        for index, (number, rows) in enumerate((("1", front), ("3", inner)))
    ]


def holders(layouts: list[Layout]) -> list[str]:
    """The first words of the stories that break off with a marker."""
    return [
        layout.pieces[story.pieces[0]].text[3:7]
        for layout in layouts
        for story in layout.cut.stories
        if story.jump_out is not None
    ]


def test_a_marker_goes_to_the_story_its_continuation_speaks_of(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    layouts = pages_of(typeset, stories)
    assert holders(layouts) == ["市交通部"]
    assert holders(reseat_markers(layouts, ["1", "3"])) == ["柳溪村的"]


def test_a_continuation_that_names_another_page_moves_no_marker(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    layouts = pages_of(typeset, stories, answer="（上接第2版）")
    assert holders(reseat_markers(layouts, ["1", "3"])) == ["市交通部"]


@pytest.mark.parametrize(
    ("title", "first", "holder"),
    [
        ("柳溪村的果园今年喜获丰收", "柳溪村的果园今年喜获丰收", "柳溪村的"),
        ("柳溪村的果园今年喜获丰收", "老码头的旧仓库变成了书店", "市交通部"),
        ("河湾乡镇一线", "河湾乡镇一线", "市交通部"),
    ],
)
def test_a_marker_goes_to_the_story_whose_title_is_repeated(
    title: str, first: str, holder: str, typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    orchard, wharf, bus = stories.values()
    front = ["市区的夜间公交线路延长运营", *typeset(15, "本报讯 " + bus[0], *bus[1:]), "（下转第3版）"]
    front += [title, *typeset(15, "本报讯 " + orchard[0], orchard[1])]
    inner = [first, *typeset(15, orchard[2]), "青石镇的渡船", *typeset(15, "本报讯 " + wharf[0], *wharf[1:])]
    layouts = [
        lay_out(Page(f"p{number}", "x.txt", "\n".join(rows), number=number), index)
        for index, (number, rows) in enumerate((("1", front), ("3", inner)))
    ]
    assert holders(layouts) == ["市交通部"]
    assert holders(reseat_markers(layouts, ["1", "3"])) == [holder]


def test_a_marker_at_the_right_story_stays(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    orchard, _, bus = stories.values()
    front = [
        *typeset(15, "本报讯 " + bus[0], bus[1]),
        "（下转第3版）",
        *typeset(15, "本报讯 " + orchard[0], *orchard[1:]),
    ]
    inner = ["（上接第1版）", *typeset(15, bus[2], bus[1])]
    layouts = [
        lay_out(Page("p1", "x.txt", "\n".join(front)), 0),
        lay_out(Page("p2", "x.txt", "\n".join(inner)), 1),
    ]
    assert holders(reseat_markers(layouts, ["1", "3"])) == ["市交通部"]
