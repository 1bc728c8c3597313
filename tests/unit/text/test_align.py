from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.align import Alignment, align

# Few different characters make everything ambiguous; many make anchors.
SHORT = st.text(alphabet="好的𠮷a\n", max_size=40)
WORDS = [
    "入冬以来，县里的蔬菜大棚里",
    "仍是一派忙碌景象。",
    "种植户老周一边摘下番茄，",
    "据介绍，全县共有大棚三千座，",
    "产品销往周边十多个城市。",
    "本报记者李明报道",
    "\n",
]


def sentences(seed: int, count: int) -> str:
    """Return text whose clauses are numbered, so that most stretches occur once."""
    chooser = random.Random(seed)
    return "".join(f"{chooser.choice(WORDS)}{number}" for number in range(count))


def misread(text: str, seed: int, share: float) -> tuple[str, list[int | None]]:
    """Return the text as a bad reader sees it, and where each character went (None: lost or misread)."""
    chooser = random.Random(seed)
    read: list[str] = []
    places: list[int | None] = []
    for character in text:
        luck = chooser.random()
        places.append(len(read) if luck > share else None)
        if luck > share:
            read.append(character)
        elif luck < share / 2:
            read.append(chr(chooser.randrange(0x5E00, 0x9F00)))
        elif luck < share * 3 / 4:
            read += ["囗", "囗"]
    return "".join(read), places


def check(old: str, new: str, alignment: Alignment) -> None:
    at_old = at_new = 0
    for pair in alignment.pairs:
        assert (pair.old_start, pair.new_start) == (at_old, at_new)
        at_old, at_new = pair.old_end, pair.new_end
        sizes = (pair.old_end - pair.old_start, pair.new_end - pair.new_start)
        if pair.kind == "equal":
            assert old[pair.old_start : pair.old_end] == new[pair.new_start : pair.new_end] != ""
        elif pair.kind == "replace":
            assert min(sizes) > 0
        else:
            assert sizes[pair.kind == "delete"] == 0 < sizes[pair.kind == "insert"]
    assert (at_old, at_new) == (len(old), len(new)) == (alignment.old_length, alignment.new_length)


@given(SHORT, SHORT)
def test_pairs_tile_both_texts_and_equal_stretches_are_equal(old: str, new: str) -> None:
    check(old, new, align(old, new))
    assert align(old, new).inverse().inverse() == align(old, new)
    check(new, old, align(old, new).inverse())


@given(st.integers(0, 1000), st.sampled_from([0.0, 0.02, 0.2, 0.9]), st.integers(400, 900))
def test_long_texts_are_tiled_too(seed: int, share: float, count: int) -> None:
    old = sentences(seed, count)
    new, _ = misread(old, seed, share)
    check(old, new, align(old, new))


@given(SHORT)
def test_a_text_is_aligned_with_itself_by_identity(text: str) -> None:
    alignment = align(text, text)
    assert all(alignment.map_position(position) == position for position in range(len(text) + 1))
    assert alignment.map_range(0, len(text)) == (0, len(text))
    assert alignment.equal_count == len(text)


@given(SHORT, SHORT)
def test_positions_keep_their_order(old: str, new: str) -> None:
    alignment = align(old, new)
    mapped = [alignment.map_position(position) for position in range(len(old) + 1)]
    assert mapped == sorted(mapped)
    assert mapped[-1] == len(new)
    assert mapped[0] >= 0


@given(SHORT, SHORT)
def test_ranges_stay_in_the_new_text_and_hold_their_kept_characters(old: str, new: str) -> None:
    alignment = align(old, new)
    kept = {
        pair.old_start + offset: pair.new_start + offset
        for pair in alignment.pairs
        if pair.kind == "equal"
        for offset in range(pair.old_end - pair.old_start)
    }
    for start, end in itertools.combinations_with_replacement(range(len(old) + 1), 2):
        first, last = alignment.map_range(start, end)
        assert 0 <= first <= last <= len(new)
        assert all(first <= kept[position] < last for position in range(start, end) if position in kept)
        assert alignment.kept(start, end) == sum(position in kept for position in range(start, end))
        assert start < end or first == last


@pytest.mark.parametrize("share", [0.02, 0.1])
def test_a_better_reading_of_a_long_page_keeps_every_place(share: float) -> None:
    text = sentences(7, 3000)
    assert len(text) > 30_000
    read, places = misread(text, 8, share)
    alignment = align(text, read)
    kept = [(old, new) for old, new in enumerate(places) if new is not None]
    right = sum(alignment.map_position(old) == new for old, new in kept)
    # What is left is truly open: in 好好 with one 好 lost, either may be the one.
    assert right >= len(kept) * 0.995


def test_an_inserted_paragraph_shifts_what_follows_and_nothing_else() -> None:
    text, added = sentences(1, 500), sentences(2, 300)
    alignment = align(text, text[:2000] + added + text[2000:])
    assert [pair.kind for pair in alignment.pairs] == ["equal", "insert", "equal"]
    assert alignment.map_range(100, 200) == (100, 200)
    assert alignment.map_range(3000, 3100) == (3000 + len(added), 3100 + len(added))


def test_an_insertion_beside_a_range_is_not_part_of_it_and_one_inside_is() -> None:
    alignment = align("记者王进报道", "记者：王小进，报道")
    assert alignment.map_range(2, 4) == (3, 6)
    assert alignment.map_range(0, 2) == (0, 2)
    assert alignment.map_range(4, 6) == (7, 9)


def test_a_replaced_range_is_where_its_replacement_is() -> None:
    alignment = align("实现网络袋盖", "实现网络覆盖")
    assert alignment.map_range(4, 6) == (4, 6)
    assert alignment.kept(4, 6) == 1


def test_a_deleted_range_is_empty_at_its_place() -> None:
    alignment = align("甲乙丙丁", "甲丁")
    assert alignment.map_range(1, 3) == (1, 1)
    assert alignment.kept(1, 3) == 0
    assert alignment.map_range(2, 2) == (1, 1)


def test_texts_that_say_different_things_share_next_to_nothing() -> None:
    chooser = random.Random(5)
    characters = [chr(0x4E00 + rank) for rank in range(2500)]
    weights = [1 / (rank + 10) for rank in range(2500)]  # as common as Chinese characters are
    old, new = ("".join(chooser.choices(characters, weights, k=5000)) for _ in range(2))
    alignment = align(old, new)
    check(old, new, alignment)
    assert alignment.equal_count < len(old) * 0.1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("-" * 30_000, "-" * 10_000 + "x" + "-" * 19_000),
        ("| --- " * 4_000, "| -- " * 4_000),
        ("好" * 20_000, "的" * 20_000),
        ("好" * 20_000, "的"),
        ("甲乙" * 10_000, "乙甲" * 10_000 + "丙"),
    ],
)
def test_texts_without_a_unique_stretch_are_tiled_too(old: str, new: str) -> None:
    check(old, new, align(old, new))
    check(new, old, align(new, old))


def test_places_outside_the_old_text_are_refused() -> None:
    alignment = align("甲乙", "甲乙丙")
    for start, end in ((-1, 1), (0, 3), (2, 1)):
        with pytest.raises(ValueError, match=r"outside|before it starts"):
            alignment.map_range(start, end)
    for position in (-1, 3):
        with pytest.raises(ValueError, match="outside"):
            alignment.map_position(position)
    with pytest.raises(ValueError, match="outside"):
        alignment.kept(0, 3)


def test_empty_texts_are_aligned() -> None:
    assert align("", "").pairs == ()
    assert align("", "").map_range(0, 0) == (0, 0)
    assert align("", "甲").map_position(0) == 1
    assert align("甲", "").map_range(0, 1) == (0, 0)
