"""Two readings of a page are matched though columns changed places, lines were broken anew and characters misread."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.moves import match_moved
from annotator.text.widths import is_blank

SHORT = st.text(alphabet="好的𠮷a \n", max_size=40)


def characters(matches):
    """Which old character is which new one, where that is said character by character."""
    return {
        old_start + step: new_start + step
        for old_start, old_end, new_start, new_end in matches
        if old_end - old_start == new_end - new_start
        for step in range(old_end - old_start)
    }


@given(SHORT, SHORT)
def test_matches_are_in_order_apart_and_without_blanks_at_their_ends(old, new):
    matches = match_moved(old, new)
    assert list(matches) == sorted(matches)
    for sides in (
        [(m.old_start, m.old_end) for m in matches],
        sorted((m.new_start, m.new_end) for m in matches),
    ):
        assert all(first[1] <= second[0] for first, second in pairwise(sides))
    for match in matches:
        assert match.old_start < match.old_end <= len(old)
        assert match.new_start < match.new_end <= len(new)
        assert not is_blank(old[match.old_start])
        assert not is_blank(new[match.new_start])


@given(SHORT)
def test_a_text_matches_itself(text):
    places = [place for place, character in enumerate(text) if not is_blank(character)]
    assert characters(match_moved(text, text)) == {place: place for place in places}


def columns(seed):
    chooser = random.Random(seed)
    letters = [chr(0x4E00 + 7 * number) for number in range(900)]
    return [["".join(chooser.choices(letters, k=20)) for _ in range(30)] for _ in range(4)]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
@pytest.mark.parametrize(("share", "least"), [(0.0, 1.0), (0.05, 0.999), (0.25, 0.97)])
def test_columns_in_another_order_are_found_again(order, share, least):
    chooser = random.Random(5)
    pages = columns(1)
    old = "\n".join("\n".join(column) for column in pages)
    truth, new = {}, ""
    for number in order:
        for row, line in enumerate(pages[number]):
            for place, character in enumerate(line):
                luck = chooser.random()
                if luck < share / 2:
                    new += "误"
                elif luck > share:
                    truth[(number * 30 + row) * 21 + place] = len(new)
                    new += character
                if len(new) % 17 == 0:
                    new += "\n"
    found = characters(match_moved(old, new))
    assert sum(found.get(at) == image for at, image in truth.items()) >= least * len(truth)


def test_lines_read_across_columns_are_found_again():
    pages = columns(2)
    old = "\n".join("\n".join(column) for column in pages)
    new = "\n".join("".join(column[row] for column in pages) for row in range(30))
    found = characters(match_moved(old, new))
    assert sum(old[at] == new[image] for at, image in found.items()) >= 0.99 * 4 * 30 * 20


def test_two_texts_that_say_different_things_do_not_match():
    first, second = ("\n".join("\n".join(column) for column in columns(seed)) for seed in (1, 7))
    assert len(characters(match_moved(first, second))) < 0.02 * len(first)
