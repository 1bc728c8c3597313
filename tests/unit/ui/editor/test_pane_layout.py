"""Positions in blocks and in the document of a pane, both ways, through every change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.article import Role
from annotator.text.offsets import utf16_length
from annotator.ui.editor import pane_layout
from annotator.ui.editor.pane_layout import PaneLayout
from annotator.ui.editor.pane_text import BEFORE, BEHIND, LIMIT, SLACK, Mark, PaneBlock, shown

TEXT = st.text(st.sampled_from("一二三。，𠮷a\u0301\u00a0\n"), max_size=30)
TEXTS = st.lists(TEXT, min_size=1, max_size=5)


def blocks_of(texts, prefix="b"):
    return [PaneBlock(f"{prefix}{number}", Role.BODY, text) for number, text in enumerate(texts)]


@pytest.fixture(autouse=True)
def short_paragraphs(monkeypatch):
    """Break after ten characters instead of thousands, so that soft breaks are everywhere."""
    monkeypatch.setattr(pane_layout, "LIMIT", 10)
    monkeypatch.setattr(pane_layout, "SLACK", 4)


def check(layout, texts):
    """The layout holds these texts, and every position goes there and back."""
    assert [block.text for block in layout.blocks()] == texts
    document = "\n".join(shown(paragraph.text) for paragraph in layout.paragraphs)
    seen = -1
    for block in layout.blocks():
        for position in range(len(block.text) + 1):
            at = layout.to_document(block.id, position)
            assert at > seen
            seen = at
            assert layout.from_document(at) == (block.id, position)
            if position < len(block.text):
                units = utf16_length(block.text[position])
                part = document.encode("utf-16-le")[2 * at : 2 * (at + units)].decode("utf-16-le")
                assert part == shown(block.text[position])
    assert seen == utf16_length(document)


@given(TEXTS)
def test_every_position_goes_to_the_document_and_back(texts):
    check(PaneLayout(blocks_of(texts)), texts)


@given(TEXTS)
def test_end_of_a_softly_broken_paragraph_is_the_position_at_the_break(texts):
    layout = PaneLayout(blocks_of(texts))
    for number, paragraph in enumerate(layout.paragraphs):
        end = layout.start_of(number) + paragraph.units
        offset = layout.block_offset(number) + len(paragraph.text)
        assert layout.from_document(end) == (paragraph.block_id, offset)


@given(TEXTS, st.data())
def test_edits_keep_positions_right(texts, data):
    layout = PaneLayout(blocks_of(texts))
    for _ in range(4):
        index = data.draw(st.integers(0, len(texts) - 1))
        ends = sorted(data.draw(st.tuples(*[st.integers(0, len(texts[index]))] * 2)))
        new = data.draw(TEXT)
        change = layout.edit(f"b{index}", *ends, new)
        assert len(change.new) == 1
        texts[index] = texts[index][: ends[0]] + new + texts[index][ends[1] :]
        layout.settle(f"b{index}")
        check(layout, texts)
        assert all(len(paragraph.text) <= 14 for paragraph in layout.paragraphs)
        assert all(paragraph.text or (paragraph.first and paragraph.last) for paragraph in layout.paragraphs)


@given(TEXTS, TEXTS, st.data())
def test_splices_describe_what_they_change(texts, others, data):
    layout = PaneLayout(blocks_of(texts))
    before = [shown(paragraph.text) for paragraph in layout.paragraphs]
    index = data.draw(st.integers(0, len(texts)))
    count = data.draw(st.integers(0, len(texts) - index))
    change = layout.splice(index, count, blocks_of(others, "n"))
    texts[index : index + count] = others
    check(layout, texts)
    assert before[change.first : change.first + len(change.old)] == list(change.old)
    before[change.first : change.first + len(change.old)] = change.new
    assert before == [shown(paragraph.text) for paragraph in layout.paragraphs]


@given(TEXT, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_marks_over_soft_breaks_are_given_back_whole(text, spans):
    layout = PaneLayout(blocks_of([text]))
    marks = []
    for number, (one, other) in enumerate(spans):
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        if start < end:
            marks.append(Mark(start, end, "label", f"t{number}"))
    layout.set_marks("b0", marks)
    assert sorted(layout.marks("b0"), key=str) == sorted(marks, key=str)
    layout.edit("b0", 0, 0, "新字")
    layout.settle("b0")
    moved = [(mark.start - 2, mark.end - 2) for mark in layout.marks("b0")]
    assert sorted(moved) == sorted((mark.start, mark.end) for mark in marks)


def test_marks_reaching_outside_are_cut_off_and_those_outside_left_out():
    layout = PaneLayout(blocks_of(["一二三"]))
    layout.set_marks("b0", [Mark(1, 9, "flag", "in"), Mark(5, 9, "flag", "out"), Mark(3, 3, "flag", "end")])
    assert {(mark.tag, mark.start, mark.end) for mark in layout.marks("b0")} == {("in", 1, 3), ("end", 3, 3)}


def test_setting_marks_tells_which_paragraphs_look_different():
    layout = PaneLayout(blocks_of(["一二三四五。七八九十。" * 2]))
    numbers = layout.paragraphs_of("b0")
    first, last = Mark(0, 2, "flag"), Mark(20, 22, "flag")
    stop = len(layout.paragraphs[numbers[-1]].text)
    assert layout.set_marks("b0", [first, last]) == {numbers[0]: (0, 2), numbers[-1]: (stop - 2, stop)}
    assert layout.set_marks("b0", [first, last]) == {}
    between = Mark(4, 5, "label")
    changed = layout.set_marks("b0", [first, between, Mark(20, 22, "flag", active=True)])
    assert changed == {numbers[0]: (4, 5), numbers[-1]: (stop - 2, stop)}


def test_of_a_mark_in_pieces_the_whole_paragraph_looks_different():
    layout = PaneLayout(blocks_of(["一二三四五六"]))
    pieces = [Mark(0, 1, "label", "t", linked=BEHIND), Mark(3, 4, "label", "t", linked=BEFORE)]
    layout.set_marks("b0", pieces)
    assert layout.set_marks("b0", pieces[:1]) == {0: (0, 6)}


def test_blocks_that_stay_keep_their_marks():
    layout = PaneLayout(blocks_of(["一二", "三四"]))
    layout.set_marks("b1", [Mark(0, 1, "flag")])
    layout.splice(0, 2, [PaneBlock("n", Role.TITLE, "新"), PaneBlock("b1", Role.HEADING, "三四")])
    assert layout.marks("b1") == (Mark(0, 1, "flag"),)
    layout.splice(1, 1, [PaneBlock("b1", Role.HEADING, "三四五")])
    assert layout.marks("b1") == ()


def test_positions_and_blocks_that_are_not_shown_are_refused():
    layout = PaneLayout(blocks_of(["一二"]))
    with pytest.raises(KeyError):
        layout.to_document("b9", 0)
    with pytest.raises(ValueError, match="outside"):
        layout.to_document("b0", 3)
    with pytest.raises(LookupError):
        layout.from_document(3)
    with pytest.raises(LookupError):
        PaneLayout().from_document(0)


def test_limits_leave_room_to_type():
    assert LIMIT == 2000
    assert 0 < SLACK < LIMIT
