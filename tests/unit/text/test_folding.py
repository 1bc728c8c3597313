"""Folded texts are as long as they were, and alike where only what does not count differs."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.folding import EXACT, Folding
from annotator.text.widths import to_fullwidth

ANY = st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Z", "Cs", "Co"]), max_size=40)
ALL = Folding(case=True, width=True, script=True)


@given(ANY, st.booleans(), st.booleans(), st.booleans())
def test_the_length_is_kept(text, case, width, script):
    folding = Folding(case, width, script)
    folded = folding.fold(text)
    assert len(folded) == len(text)
    assert folding.fold(folded) == folded


@given(ANY)
def test_every_character_is_folded_by_itself(text):
    assert ALL.fold(text) == "".join(map(ALL.fold, text))


@given(ANY)
def test_without_anything_that_does_not_count_nothing_changes(text):
    assert EXACT.fold(text) == text


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_widths_are_alike(text):
    folding = Folding(width=True)
    assert folding.fold(to_fullwidth(text)) == folding.fold(text) == text


def test_scripts_are_alike_whatever_word_a_character_stands_in():
    folding = Folding(script=True)
    assert folding.fold("網絡後裏") == folding.fold("网络后里")
    assert folding.fold("乾隆") == folding.fold("干隆")
