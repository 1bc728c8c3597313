from __future__ import annotations

import pytest

from annotator.model.page import Page
from annotator.reconstruct.reading.similarity import Weights
from annotator.reconstruct.stories.layout import read_page
from annotator.reconstruct.stories.starts import evidence, load_start_weights, start_odds

ORCHARD = [
    "柳溪村的果园今年迎来了丰收季节，村民们一大早就提着竹篮上山，采摘挂满枝头的红苹果。山路上，运果的小车一辆接着一辆。",
    "果园负责人说，今年雨水充足，果树的长势比往年都要好，预计每亩果园能够增收三千多元钱。",
]
ANOTHER = "石桥市人民医院新院区昨天启动试运行，市卫生健康委员会发言人在启用仪式上公布了三项便民措施。"
MORE = "他表示，果园还要办采摘节，让城里的游客也来体验丰收的乐趣，带动村民的农家乐。"


def odds_of(behind: str) -> float:
    pieces, _ = read_page(Page("p1", "x.txt", "\n".join([*ORCHARD, behind])), 0)
    weights = Weights(piece.grams for piece in pieces)
    return start_odds(pieces, [0, 1], [2], weights)


def test_an_event_of_another_matter_opens_a_story() -> None:
    assert odds_of(ANOTHER) > 1.0


def test_what_someone_adds_on_the_same_matter_does_not() -> None:
    assert odds_of(MORE) < -1.0


def test_only_the_two_paragraphs_on_either_side_are_looked_at() -> None:
    far = [ANOTHER, ANOTHER]
    pieces, _ = read_page(Page("p1", "x.txt", "\n".join([*far, *ORCHARD, MORE, *far])), 0)
    weights = Weights(piece.grams for piece in pieces)
    near = start_odds(pieces, [2, 3], [4, 5], weights)
    assert start_odds(pieces, [0, 1, 2, 3], [4, 5, 6], weights) == near


@pytest.mark.parametrize("share", [0.0, 0.005, 0.01, 0.07, 0.2, 1.0])
def test_likeness_is_weighed_between_the_two_knots_beside_it(share: float) -> None:
    found = evidence("一句话。", "又一句话。", share, 0.0)
    parts = [value for name, value in found.items() if name.startswith("like ")]
    assert 1 <= len(parts) <= 2
    assert sum(parts) == pytest.approx(1.0)


def test_the_more_alike_the_two_sides_the_less_a_story_starts() -> None:
    weights = load_start_weights()
    told = [weights[f"like {knot:g}"] for knot in (0.0, 0.01, 0.03, 0.06, 0.1, 0.2)]
    assert told == sorted(told, reverse=True)


def test_every_piece_of_evidence_has_a_weight() -> None:
    quoted = "昨天，市长说：“明天将举行会议。”"
    found = {
        **evidence("与会者参加会见。", "他说，记者从会议获悉，国家主席今天出席会议。", 0.0, 0.0),
        **evidence(quoted, "他表示，会议将于明天举行。", 0.05, 0.08),
    }
    assert set(found) <= set(load_start_weights())
