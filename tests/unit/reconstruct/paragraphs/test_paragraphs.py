from __future__ import annotations

from collections.abc import Callable

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.stories.layout import read_page

Typesetter = Callable[..., list[str]]


def pieces(raw: str) -> list[Piece]:
    return read_page(Page("p1", "x.txt", raw), 0)[0]


def bodies(raw: str) -> list[str]:
    return [piece.text for piece in pieces(raw) if piece.role is Role.BODY]


def test_printed_lines_become_paragraphs(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    text = [paragraph for story in stories.values() for paragraph in story]
    for width in (11, 15, 21):
        assert bodies("\n".join(typeset(width, *text))) == text


def test_a_blank_line_after_every_line_changes_nothing(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    text = stories["果园喜获丰收"]
    assert bodies("\n\n".join(typeset(15, *text))) == text


def test_kept_indents_start_paragraphs(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    text = stories["老码头变身文化街区"]
    assert bodies("\n".join(typeset(16, *text, indent="\u3000\u3000"))) == text


def test_joined_paragraphs_stay_as_they_are(stories: dict[str, list[str]]) -> None:
    text = stories["夜间公交延长运营"] + stories["果园喜获丰收"]
    assert bodies("\n\n".join(text)) == text


def test_a_torn_paragraph_is_put_together(stories: dict[str, list[str]]) -> None:
    first, second, third = stories["果园喜获丰收"]
    torn = [first, second[:25], second[25:], third]
    found = pieces("\n".join(torn))
    assert [piece.text for piece in found] == [first, second, third]


def test_a_wide_line_between_paragraphs_is_a_headline(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    rows = [
        *typeset(15, *stories["果园喜获丰收"]),
        "青石镇老码头修缮两年后变身文化街区重新开放",
        *typeset(15, *stories["老码头变身文化街区"]),
    ]
    found = pieces("\n".join(rows))
    titles = [piece.text for piece in found if piece.role is Role.TITLE]
    assert titles == ["青石镇老码头修缮两年后变身文化街区重新开放"]


def test_a_short_line_between_paragraphs_is_a_headline(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    first, second, third = stories["果园喜获丰收"]
    rows = [*typeset(16, first, second), "办起采摘节", *typeset(16, third)]
    found = pieces("\n".join(rows))
    assert [piece.text for piece in found if piece.role is Role.TITLE] == ["办起采摘节"]
    assert bodies("\n".join(rows)) == [first, second, third]


def test_markdown_headings_are_headlines(stories: dict[str, list[str]]) -> None:
    first, second, third = stories["果园喜获丰收"]
    raw = f"# 果园喜获丰收\n\n{first}\n\n{second}\n\n### 办起采摘节\n\n{third}"
    levels = [piece.reading.level for piece in pieces(raw) if piece.role is Role.TITLE]
    assert levels == [1, 3]


def test_no_line_is_in_two_pieces(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    rows = [line for title, text in stories.items() for line in (title, *typeset(14, *text))]
    found = pieces("\n".join(rows))
    places = [(line.start, line.end) for piece in found for line in piece.lines]
    assert len(places) == len(set(places))
    assert places == sorted(places)


def test_blanks_beside_figures_fill_a_line(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    rows = [
        "全县今年共修通山区公路 86 公里，",
        "新建桥梁 12 座、涵洞 140 余处，公交",
        "线路通到了 9 个乡镇 63 个村，两万多",
        "名山里的居民从此出门就能坐上班车。",
        *typeset(18, *stories["果园喜获丰收"]),
    ]
    assert bodies("\n".join(rows))[1:] == stories["果园喜获丰收"]


def test_what_cannot_be_broken_leaves_a_line_short(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    rows = [
        *typeset(16, *stories["果园喜获丰收"]),
        "全县粮食总产量比上年增长了",
        "12.35%，其中秋季玉米产量达",
        "1118.56万吨，再创历史新高。",
    ]
    assert bodies("\n".join(rows))[len(stories["果园喜获丰收"]) :] == [
        "全县粮食总产量比上年增长了12.35%，其中秋季玉米产量达1118.56万吨，再创历史新高。"
    ]


def test_joined_text_torn_inside_a_word_is_no_headline(stories: dict[str, list[str]]) -> None:
    first, second, third = stories["夜间公交延长运营"]
    torn = [first, "部门负责人出席会", "议。", *stories["果园喜获丰收"]]
    assert [piece.text for piece in pieces("\n\n".join(torn)) if piece.role is Role.TITLE] == []
    assert second in bodies("\n\n".join([*torn, second, third]))


def test_text_before_the_marker_it_breaks_off_with_is_no_headline(stories: dict[str, list[str]]) -> None:
    raw = "\n\n".join([*stories["果园喜获丰收"], "村里的果农已经开始准备来年春天的", "（下转第3版）"])
    assert [piece.text for piece in pieces(raw) if piece.role is Role.TITLE] == []


def test_a_lone_blank_behind_a_full_stop_parts_paragraphs_of_joined_text(
    stories: dict[str, list[str]],
) -> None:
    first, second, third = stories["果园喜获丰收"]
    other = stories["夜间公交延长运营"]
    rows = [first + " " + second, third, *other, *stories["老码头变身文化街区"]]
    assert bodies("\n\n".join(rows))[:3] == [first, second, third]


def test_blanks_behind_every_full_stop_part_nothing(stories: dict[str, list[str]]) -> None:
    rows = [" ".join(text.replace("。", "。 ").split("  ")) for text in stories["果园喜获丰收"]]
    assert len(bodies("\n\n".join(rows))) == 3
