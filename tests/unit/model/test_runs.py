"""Runs are cut and replaced without losing a raw character."""

from __future__ import annotations

import pytest

from annotator.model.article import Run
from annotator.model.page import Page
from annotator.model.runs import cut, replace_in_runs, tidy

PAGES = {"p1": Page("p1", "1.txt", "网络袋盖全市\n范围内"), "p2": Page("p2", "2.txt", "上接第1版")}


def spelt(runs):
    return "".join(run.spell(PAGES) for run in runs)


def test_a_correction_stands_for_exactly_the_characters_it_replaces():
    runs = replace_in_runs((Run("p1", 0, 6),), 2, 3, "覆", "flag:lattice", PAGES)
    assert runs == (Run("p1", 0, 2), Run("p1", 2, 3, "覆", "flag:lattice"), Run("p1", 3, 6))


def test_typing_a_word_again_makes_it_verbatim_again():
    once = replace_in_runs((Run("p1", 0, 6),), 2, 4, "覆盖", "typing", PAGES)
    assert replace_in_runs(once, 2, 4, "袋盖", "typing", PAGES) == (Run("p1", 0, 6),)


def test_deleted_characters_stay_accounted_for():
    runs = replace_in_runs((Run("p1", 0, 6),), 1, 4, "", "typing", PAGES)
    assert spelt(runs) == "网全市"
    assert Run("p1", 1, 4, "", "typing") in runs


def test_deleting_key_by_key_makes_one_correction():
    runs = (Run("p1", 0, 6),)
    for at in (3, 2, 1):
        runs = replace_in_runs(runs, at, at + 1, "", "typing", PAGES)
    assert runs == (Run("p1", 0, 1), Run("p1", 1, 4, "", "typing"), Run("p1", 4, 6))


def test_selecting_a_word_and_typing_makes_one_correction():
    runs = replace_in_runs((Run("p1", 0, 6),), 2, 4, "覆", "typing", PAGES)
    runs = replace_in_runs(runs, 3, 3, "盖", "typing", PAGES)
    assert runs == (Run("p1", 0, 2), Run("p1", 2, 4, "覆盖", "typing"), Run("p1", 4, 6))


def test_a_replacement_across_a_line_end_is_shared_out_by_position():
    runs = replace_in_runs((Run("p1", 0, 6), Run("p1", 7, 10)), 4, 8, "全省境内", "typing", PAGES)
    assert spelt(runs) == "网络袋盖全省境内内"
    assert [(run.start, run.end, run.text) for run in runs[1:3]] == [(4, 6, "全省"), (7, 9, "境内")]


def test_a_replacement_across_pages_keeps_each_page_with_its_own_characters():
    runs = replace_in_runs((Run("p1", 0, 6), Run("p2", 0, 5)), 5, 8, "镇", "typing", PAGES)
    assert spelt(runs) == "网络袋盖全镇第1版"
    assert {(run.page, run.start, run.end) for run in runs} >= {("p1", 5, 6), ("p2", 0, 2)}


def test_an_edit_inside_a_replacement_of_another_length_respells_it_whole():
    longer = replace_in_runs((Run("p1", 0, 6),), 2, 4, "全面覆盖", "flag:lattice", PAGES)
    again = replace_in_runs(longer, 3, 5, "", "typing", PAGES)
    assert spelt(again) == "网络全盖全市"
    assert Run("p1", 2, 4, "全盖", "typing") in again


def test_characters_dropped_by_a_clean_up_stay_dropped_beside_an_edit():
    runs = (Run("p1", 0, 2), Run("p1", 2, 4, "", "cleanup:doubled"), Run("p1", 4, 6))
    edited = replace_in_runs(runs, 1, 3, "甲乙", "typing", PAGES)
    assert spelt(edited) == "网甲乙市"
    assert Run("p1", 2, 4, "", "cleanup:doubled") in edited


def test_an_empty_insertion_is_kept_only_where_nothing_else_says_the_place():
    empty = Run("p1", 3, 3, "", "typing")
    assert tidy((empty, Run("p1", 3, 4))) == (Run("p1", 3, 4),)
    assert tidy((empty,)) == (empty,)


def test_a_place_outside_the_text_is_refused():
    with pytest.raises(IndexError):
        cut((Run("p1", 0, 2),), 3)
