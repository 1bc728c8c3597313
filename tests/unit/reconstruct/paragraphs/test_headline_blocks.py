from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.paragraphs.headline_blocks import headline_block
from annotator.reconstruct.reading.lines import read_lines
from annotator.reconstruct.reading.regimes import Blanks, estimate
from annotator.reconstruct.stories.layout import read_page

Typesetter = Callable[..., list[str]]


def page(typeset: Typesetter, stories: dict[str, list[str]], head: list[str]) -> str:
    first, second = stories["果园喜获丰收"], stories["老码头变身文化街区"]
    blocks = [typeset(11, *first), head, typeset(11, "本报讯（记者王刚）" + second[0], *second[1:])]
    return "\n\n".join("\n".join(block) for block in blocks)


def test_a_headline_broken_into_lines_of_one_width_stands_over_its_story(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    head = ["青石镇老码", "头修缮两年", "花费近3. 5", "百万元重开", "“文化街区”"]
    found, _ = read_page(Page("p1", "x.txt", page(typeset, stories, head)), 0)
    assert [piece.text for piece in found if piece.role is Role.TITLE] == [
        line.replace(" ", "") for line in head
    ]


@pytest.mark.parametrize(
    ("head", "others"),
    [
        (["青石镇老码", "头修缮两年", "重新开放"], 2),
        (["青石镇老码头重新开放"], 0),
        (["村里的采摘节吸引了许多", "城里人，果农们正在为来", "年准备"], 0),  # a torn paragraph
        (["青石镇"] * 7, 0),
    ],
)
def test_only_a_block_without_sentences_is_one_headline(
    typeset: Typesetter, stories: dict[str, list[str]], head: list[str], others: int
) -> None:
    lines = read_lines(Page("p1", "x.txt", page(typeset, stories, head)), 0)
    last = next(i for i, line in enumerate(lines) if line.text.startswith("本报讯")) - 1
    regime = estimate(lines)
    assert regime.blanks is Blanks.BLOCKS
    assert headline_block(lines, regime, last) == range(last - others, last)


def test_a_headline_of_narrow_lines_needs_no_dateline_below(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    head = ["【新思想引领", "新征程】特色", "产业激发乡村", "果园采摘热"]
    text = typeset(11, *stories["果园喜获丰收"])
    other = typeset(11, *stories["老码头变身文化街区"])
    raw = "\n\n".join("\n".join(block) for block in (head, text, ["老码头变身", "文化街区"], other))
    found, regime = read_page(Page("p1", "x.txt", raw), 0)
    assert [piece.text for piece in found if piece.role is Role.TITLE][:4] == head
    assert set(regime.widths[: len(head)]) == {11.0}
