from __future__ import annotations

from collections.abc import Callable

import numpy as np

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.paragraphs.line_evidence import (
    LINE_FEATURES,
    LINE_KINDS,
    MOVES,
    PAIR_FEATURES,
    LineWeights,
    line_features,
    load_line_weights,
    pair_features,
    weigh,
)
from annotator.reconstruct.paragraphs.paragraphs import settle
from annotator.reconstruct.paragraphs.places import Place, Scores, score_places
from annotator.reconstruct.reading.lines import Line, read_lines
from annotator.reconstruct.reading.regimes import Regime, estimate
from annotator.reconstruct.reading.roles import Reading, read_roles
from annotator.reconstruct.stories.layout import read_page

Typesetter = Callable[..., list[str]]


def prepared(raw: str) -> tuple[Scores, list[Line], list[Reading], Regime]:
    lines = read_lines(Page("p1", "x.txt", raw), 0)
    readings = read_roles(lines)
    regime = settle(lines, estimate(lines))
    return score_places(lines, readings, regime), lines, readings, regime


def test_the_fitted_weights_name_every_feature() -> None:
    weights = load_line_weights()
    assert weights.lines.shape == (len(LINE_KINDS), len(LINE_FEATURES))
    assert weights.pairs.shape == (len(MOVES), len(PAIR_FEATURES))
    assert np.isfinite(weights.lines).all()
    assert weights.lines.any(axis=1).all()


def test_weights_of_nought_leave_the_rules_alone(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    scores, lines, readings, regime = prepared("\n".join(typeset(15, *stories["果园喜获丰收"])))
    none = LineWeights(
        np.zeros((len(LINE_KINDS), len(LINE_FEATURES))), np.zeros((len(MOVES), len(PAIR_FEATURES)))
    )
    same = weigh(scores, lines, readings, regime, none)
    assert (same.lines == scores.lines).all()
    assert (same.moves == scores.moves).all()


def test_evidence_speaks_for_the_places_it_is_of() -> None:
    scores, lines, readings, regime = prepared("果园喜获丰收\n柳溪村")
    weights = np.zeros((len(LINE_KINDS), len(LINE_FEATURES)))
    weights[LINE_KINDS.index("headline"), 0] = 3.0
    moved = weigh(
        scores, lines, readings, regime, LineWeights(weights, np.zeros((len(MOVES), len(PAIR_FEATURES))))
    )
    assert (moved.lines - scores.lines)[:, Place.HEADLINE].tolist() == [3.0, 3.0]
    assert not np.delete(moved.lines - scores.lines, Place.HEADLINE, axis=1).any()


def test_what_other_lines_speak_of_is_repeated() -> None:
    _, lines, readings, regime = prepared("果园喜获丰收\n柳溪村的果园今年喜获丰收\n老码头开放")
    repeated = line_features(lines, readings, regime)[:, LINE_FEATURES.index("repeated")]
    assert repeated[0] > 0.5
    assert repeated[2] == 0.0


def test_a_bracket_holds_two_lines_together() -> None:
    scores, lines, readings, regime = prepared("新机遇已经到来（宋\n小玉）\n柳溪村的果园")
    within = pair_features(scores, lines, readings, regime)[:, PAIR_FEATURES.index("within brackets")]
    assert within.tolist() == [1.0, 0.0]


def test_pages_of_one_line_have_no_pairs() -> None:
    scores, lines, readings, regime = prepared("果园喜获丰收")
    assert pair_features(scores, lines, readings, regime).shape == (0, len(PAIR_FEATURES))


def test_a_line_torn_out_of_a_sentence_is_no_headline(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    orchard, wharf = stories["果园喜获丰收"], stories["老码头变身文化街区"]
    rows = [
        "果园喜获丰收",
        *typeset(15, *orchard),
        "",
        "，游客带着孩子来到果园体验采摘",
        "",
        "老码头变身文化街区",
        *typeset(15, *wharf),
    ]
    pieces, _ = read_page(Page("p1", "x.txt", "\n".join(rows)), 0)
    assert [piece.text for piece in pieces if piece.role is Role.TITLE] == [
        "果园喜获丰收",
        "老码头变身文化街区",
    ]
