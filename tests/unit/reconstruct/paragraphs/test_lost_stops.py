from __future__ import annotations

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.stories.layout import lay_out


def paragraphs(raw: str) -> list[str]:
    """The paragraphs of a page, those that go on in another block put together."""
    layout = lay_out(Page("p1", "x.txt", raw), 0)
    texts: list[str] = []
    for story in layout.cut.stories:
        for i in story.pieces:
            piece = layout.pieces[i]
            if piece.role is Role.BODY and i in layout.cut.links:
                texts[-1] += piece.text
            elif piece.role is Role.BODY:
                texts.append(piece.text)
    return texts


FIRST = "柳溪村的果园今年迎来了丰收季节，村民们一大早就提着竹篮上山，采摘挂满枝头的红苹果，装满果子的小车一辆接着一辆。"
SECOND = (
    "果园负责人说，今年雨水充足，果树的长势比往年都要好，预计每亩果园的产量与上一年相比"
    "能够增加百分之二十，达到百分之八十三点六以上，优质果的比例超过九成"
)
THIRD = (
    "这几天，村里的果农又在准备采摘节，城里的游客带着孩子来到果园，体验采摘的乐趣，"
    "也带动了农家乐的生意，村里人脸上笑开了花。"
)


def test_what_opens_a_paragraph_ends_the_one_that_lost_its_full_stop() -> None:
    assert paragraphs("\n\n".join((FIRST, SECOND, THIRD))) == [FIRST, SECOND, THIRD]


def test_a_figure_may_stand_at_the_lost_end() -> None:
    second = SECOND + "，最高的达到97.5%"
    assert paragraphs("\n\n".join((FIRST, second, THIRD))) == [FIRST, second, THIRD]


def test_a_text_that_stops_at_a_comma_goes_on() -> None:
    second = SECOND + "，"
    assert paragraphs("\n\n".join((FIRST, second, THIRD))) == [FIRST, second + THIRD]


def test_a_torn_sentence_goes_on() -> None:
    torn = (FIRST, SECOND, "的要求，" + THIRD)
    assert paragraphs("\n\n".join(torn)) == [FIRST, SECOND + "的要求，" + THIRD]
