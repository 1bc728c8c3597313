from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.diff import Edit, common_prefix, common_suffix, smallest_edit

# Few different characters make runs, overlaps and repeated stretches likely.
TEXTS = st.text(alphabet="好的𠮷a", max_size=12)


def edited(text: str, edit: Edit) -> str:
    return text[: edit.start] + edit.text + text[edit.end :]


def every_edit(old: str, new: str) -> list[Edit]:
    """Return every single replacement that turns old into new."""
    found = []
    for start in range(len(old) + 1):
        for end in range(start, len(old) + 1):
            tail = len(old) - end
            if start + tail > len(new):
                continue
            edit = Edit(start, end, new[start : len(new) - tail])
            if edited(old, edit) == new:
                found.append(edit)
    return found


def size(edit: Edit) -> int:
    return edit.end - edit.start + len(edit.text)


def touches(edit: Edit, caret: int) -> bool:
    return edit.start <= caret <= edit.start + len(edit.text)


@given(TEXTS, TEXTS)
def test_applying_the_edit_gives_the_new_text_and_none_is_smaller(old: str, new: str) -> None:
    edit = smallest_edit(old, new)
    if edit is None:
        assert old == new
        return
    assert old != new
    assert edited(old, edit) == new
    assert size(edit) == min(size(other) for other in every_edit(old, new))


@given(TEXTS, TEXTS, st.data())
def test_the_edit_touches_the_caret_where_any_equally_small_edit_does(
    old: str, new: str, data: st.DataObject
) -> None:
    caret = data.draw(st.integers(0, len(new)))
    edit = smallest_edit(old, new, caret)
    if edit is None:
        return
    others = every_edit(old, new)
    least = min(size(other) for other in others)
    assert edited(old, edit) == new
    assert size(edit) == least
    assert touches(edit, caret) == any(touches(other, caret) for other in others if size(other) == least)


@given(TEXTS, st.text(alphabet="好的𠮷a", min_size=1, max_size=4), st.data())
def test_typing_is_found_where_it_was_typed(old: str, typed: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(old)))
    new = old[:at] + typed + old[at:]
    assert smallest_edit(old, new, at + len(typed)) == Edit(at, at, typed)


@given(TEXTS, st.data())
def test_deleting_is_found_where_it_was_deleted(old: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    new = old[:start] + old[end:]
    edit = smallest_edit(old, new, start)
    assert edit == (Edit(start, end, "") if start < end else None)


@pytest.mark.parametrize("caret", [1, 2, 3])
def test_a_character_typed_among_its_likes_is_placed_at_the_caret(caret: int) -> None:
    assert smallest_edit("好好", "好好好", caret) == Edit(caret - 1, caret - 1, "好")


def test_without_a_caret_the_rightmost_of_equal_edits_is_given() -> None:
    assert smallest_edit("好好", "好好好") == Edit(2, 2, "好")
    assert smallest_edit("好好好", "好好") == Edit(2, 3, "")


def test_a_caret_far_from_the_change_does_not_move_it_out_of_the_run() -> None:
    assert smallest_edit("他说好好吧", "他说好好好吧", 0) == Edit(2, 2, "好")
    assert smallest_edit("他说好好吧", "他说好好好吧", 6) == Edit(4, 4, "好")


@given(TEXTS, TEXTS)
def test_shared_beginnings_and_ends_are_as_long_as_can_be(left: str, right: str) -> None:
    prefix = common_prefix(left, right)
    assert left[:prefix] == right[:prefix]
    assert left[prefix : prefix + 1] != right[prefix : prefix + 1] or prefix == min(len(left), len(right))
    assert common_suffix(left, right) == common_prefix(left[::-1], right[::-1])
