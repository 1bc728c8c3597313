"""Values of the panes: substitutes, marks that move, lanes."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.offsets import utf16_length
from annotator.ui.editor.pane_text import (
    LABEL,
    Mark,
    MarkPiece,
    count_lanes,
    shift_piece,
    shown,
    typed,
)

ANY_TEXT = st.text(st.characters() | st.sampled_from("\n\r\x00\x0c\u2028\u2029\ufdd0\ufffc\ud800𠮷\u00a0"))


@given(ANY_TEXT)
def test_substitutes_have_the_length_of_what_they_stand_for(text):
    assert len(shown(text)) == len(text)
    assert utf16_length(shown(text)) == utf16_length(text)
    assert not set(shown(text)) & set("\n\r\x00\u2028\u2029\ufdd0\ufdd1\ufffc")


@given(ANY_TEXT)
def test_text_that_can_be_shown_is_shown_as_it_is(text):
    assert shown(shown(text)) == shown(text)
    holdable = typed(text).replace("\n", "")
    assert shown(holdable) == holdable


def test_special_spaces_and_rare_characters_are_no_substitutes():
    text = "𠮷\u00a0\u3000e\u0301\t\u200b葛\U000e0100"
    assert shown(text) == text == typed(text)


def test_text_from_outside_has_one_kind_of_line_end():
    assert typed("一\r\n二\r三\u2028四\x85五\x00") == "一\n二\n三\n四\n五"


@given(st.integers(0, 30), st.integers(0, 10), st.integers(0, 30), st.integers(0, 10), st.integers(0, 5))
def test_shifted_piece_covers_the_characters_it_covered(start, width, edit_start, edit_width, length):
    """The characters outside the edit that a piece covered before are those it covers afterwards."""
    text = [chr(0x4E00 + number) for number in range(60)]
    piece = MarkPiece(start, start + width + 1, Mark(0, 0, "flag"))
    edit_end = edit_start + edit_width
    after = text[:edit_start] + ["新"] * length + text[edit_end:]
    kept = [
        character
        for place, character in enumerate(text)
        if piece.start <= place < piece.end and not edit_start <= place < edit_end
    ]
    moved = shift_piece(piece, edit_start, edit_end, length)
    covered = [] if moved is None else [each for each in after[moved.start : moved.end] if each != "新"]
    assert covered == kept


def label(start, end, name=""):
    return MarkPiece(start, end, Mark(start, end, LABEL, label=name))


def test_labels_need_as_many_lanes_as_overlap():
    assert count_lanes([]) == 0
    assert count_lanes([label(0, 4), label(4, 6)]) == 1
    assert count_lanes([label(0, 9), label(0, 4), label(2, 3), label(5, 6)]) == 3
    assert count_lanes([label(0, 9, "机构"), MarkPiece(0, 9, Mark(0, 9, "flag"))]) == 1


def test_long_name_of_a_short_label_takes_room():
    assert count_lanes([label(0, 1, "一个很长的名称"), label(1, 2, "名")]) == 2
