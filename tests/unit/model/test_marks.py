"""Corrections and labels survive each other (promise 4): the span store by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.flag import Flag, FlagStatus
from annotator.model.labels import LabelPiece
from annotator.model.marks import edit_flags, join_pieces, map_range, split_flags, split_pieces

TEXT = st.text(alphabet="网络覆盖𠮷，a", min_size=1, max_size=20)


@st.composite
def edits(draw):
    text = draw(TEXT)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    edit_start = draw(st.integers(0, len(text)))
    edit_end = draw(st.integers(edit_start, len(text)))
    return text, start, end, edit_start, edit_end, draw(st.text(alphabet="新字", max_size=6))


@given(edits())
def test_a_label_lies_on_its_text_as_changed_by_the_corrections_inside_it(case):
    text, start, end, edit_start, edit_end, new = case
    changed = text[:edit_start] + new + text[edit_end:]
    new_start, new_end = map_range(start, end, edit_start, edit_end, len(new))
    assert 0 <= new_start <= new_end <= len(changed)
    piece = text[start:end]
    if edit_end <= start or edit_start >= end:
        assert changed[new_start:new_end] == piece
    elif start <= edit_start and edit_end <= end:
        assert changed[new_start:new_end] == piece[: edit_start - start] + new + piece[edit_end - start :]
    elif edit_start < start and end < edit_end:
        assert edit_start <= new_start <= new_end <= edit_start + len(new)
    elif start < edit_start:
        assert new_start == start
        assert changed[new_start:new_end].startswith(text[start:edit_start])
        assert new_end <= edit_start + len(new)
    else:
        assert changed[new_start:new_end].endswith(text[edit_end:end])
        assert new_start >= edit_start


@given(edits())
def test_a_label_vanishes_only_with_all_its_text(case):
    _, start, end, edit_start, edit_end, new = case
    new_start, new_end = map_range(start, end, edit_start, edit_end, len(new))
    if new_start == new_end:
        assert new == ""
        assert edit_start <= start
        assert edit_end >= end


@given(edits())
def test_replacements_of_equal_length_move_nothing(case):
    _, start, end, edit_start, edit_end, _ = case
    assert map_range(start, end, edit_start, edit_end, edit_end - edit_start) == (start, end)


@given(edits())
def test_flags_stay_on_their_own_characters_or_go(case):
    text, start, end, edit_start, edit_end, new = case
    flag = Flag(start, end, text[start:end], 0.5, "lattice", "lattice.unlikely", id="f1")
    changed = text[:edit_start] + new + text[edit_end:]
    for kept in edit_flags((flag,), edit_start, edit_end, len(new)):
        assert changed[kept.start : kept.end] == text[start:end]
    if edit_end <= start or edit_start >= end:
        assert edit_flags((flag,), edit_start, edit_end, len(new))


@given(TEXT, st.data())
def test_splitting_and_joining_again_gives_the_same_label_pieces(text, data):
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=4))
    pieces = tuple(
        sorted(
            (
                LabelPiece(f"s{n}", at, data.draw(st.integers(at + 1, len(text))))
                for n, at in enumerate(starts)
            ),
            key=lambda piece: (piece.start, piece.end, piece.span),
        )
    )
    at = data.draw(st.integers(0, len(text)))
    left, right = split_pieces(pieces, at)
    assert join_pieces(left, right, at) == pieces


def test_typing_at_the_edge_of_a_label_stays_outside_it():
    assert map_range(2, 4, 2, 2, 3) == (5, 7)
    assert map_range(2, 4, 4, 4, 3) == (2, 4)
    assert map_range(2, 4, 3, 3, 3) == (2, 7)


def test_an_empty_piece_stays_where_its_text_was():
    assert map_range(2, 2, 0, 0, 3) == (5, 5)
    assert map_range(2, 2, 2, 2, 3) == (2, 2)
    assert map_range(2, 2, 4, 6, 0) == (2, 2)


def test_a_decided_flag_across_a_split_is_not_asked_again():
    kept = Flag(1, 4, "网络袋", 0.5, "lattice", "lattice.unlikely", status=FlagStatus.KEPT, id="f1")
    opened = Flag(1, 4, "网络袋", 0.5, "lattice", "lattice.unlikely", id="f2")
    left, right = split_flags((kept, opened), 2)
    assert [(flag.id, flag.start, flag.end, flag.text) for flag in left] == [("f1", 1, 2, "网")]
    assert right == ()
