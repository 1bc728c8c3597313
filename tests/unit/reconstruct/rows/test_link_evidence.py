from __future__ import annotations

import json

import numpy as np
import pytest

from annotator.model.page import Page
from annotator.reconstruct.reading.lines import Line, read_lines
from annotator.reconstruct.rows.link_evidence import (
    COUNTED,
    Home,
    evidence,
    evidence_of_none,
    learnt_scores,
    load_link_weights,
)
from annotator.resources import resource_path

LEFT = "果园负责人说，今年雨"
BELOW = "水充足，果树的长势好"
BESIDE = "城里的游客来到果园里"
FAR = "工地上机器声响成一片"


def columns_of(*texts: str) -> list[list[Line]]:
    page = Page("p1", "x.txt", "\n".join(texts))
    return [[line] for line in read_lines(page, 0)]


def table(homes: list[Home], texts: list[str]) -> np.ndarray:
    fragments, widths = columns_of(*texts), [(10.0, 10.0)] * len(texts)
    return learnt_scores(np.zeros((len(texts), len(texts))), fragments, homes, widths)


def home(stretch: int, row: int, left: float | None) -> Home:
    return Home(stretch, 0, 1, top=row, bottom=row, left=left, left_below=left)


def test_every_weight_stands_for_evidence_that_there_is() -> None:
    placed, unplaced = [home(0, 0, 0.0), home(1, 1, 12.0)], [home(0, 0, None), home(1, 1, None)]
    fragments, widths = columns_of(LEFT, BELOW), [(10.0, 10.0)] * 2
    names = {COUNTED}
    for homes in (placed, unplaced):
        for piece in (*evidence(fragments, homes, widths), *evidence_of_none(fragments, homes, widths)):
            names |= set(piece.names)
    assert set(load_link_weights()) <= names
    assert json.loads(resource_path("models", "links.json").read_text("utf-8")) == load_link_weights()


def test_a_column_right_below_is_likelier_than_one_far_down_the_page() -> None:
    near = table([home(0, 0, 0.0), home(1, 2, 0.0)], [LEFT, BELOW])
    far = table([home(0, 0, 0.0), home(1, 40, 0.0)], [LEFT, BELOW])
    assert near[0, 1] > far[0, 1] + 1


def test_a_column_at_the_same_edge_is_likelier_than_one_far_on_the_left() -> None:
    below = table([home(0, 0, 60.0), home(1, 2, 60.0)], [LEFT, BELOW])
    left = table([home(0, 20, 60.0), home(1, 2, 0.0)], [LEFT, BELOW])
    assert below[0, 1] > left[0, 1]


def test_words_that_go_on_make_a_link_likelier() -> None:
    scores = table([home(0, 0, None), home(1, 2, None), home(1, 2, None)], [LEFT, BELOW, FAR])
    assert scores[0, 1] > scores[0, 2]


def test_what_was_counted_counts() -> None:
    fragments, widths = columns_of(LEFT, BESIDE), [(10.0, 10.0)] * 2
    homes = [home(0, 0, None), home(1, 2, None)]
    more = learnt_scores(np.ones((2, 2)), fragments, homes, widths)
    less = learnt_scores(np.zeros((2, 2)), fragments, homes, widths)
    assert (more - less).ravel().tolist() == pytest.approx([load_link_weights()[COUNTED]] * 4)
