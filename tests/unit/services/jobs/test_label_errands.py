"""Suggestions are worked out at a workplace, from what was sent there, and not for nobody."""

import pytest
from helpers.hand_made import hand_made_issue

from annotator.model.labels import Label, LabelScheme
from annotator.model.provenance import Place as TextPlace
from annotator.services.background.workplaces import Here, WorkCancelled
from annotator.services.jobs.label_errands import Lists, suggest
from annotator.services.labels.gazetteers import Gazetteer, global_folder

SCHEME = LabelScheme("s", "s", (Label("ORG", "机构", "#0072b2"),))
LISTS = Lists(SCHEME, (Gazetteer("g", "ORG", (("网络", ""),)),))


def run(workplace, lists, *, cancelled=lambda: False):
    issue = hand_made_issue()
    return workplace.run(lambda _share: None, cancelled, suggest, issue, tuple(issue.blocks), lists)


def test_suggestions_come_by_block_and_blocks_without_any_are_left_out(own_home):
    found = run(Here(), LISTS)
    assert [each.place for each in found["b1"]] == [TextPlace("b1", 0, 2)]
    assert all(found.values())
    assert "b4" not in found


def test_lists_for_all_projects_are_read_once_for_the_same_lists(own_home):
    workplace = Here()
    assert "b1" in run(workplace, LISTS)
    global_folder().mkdir(parents=True)
    (global_folder() / "more.txt").write_text("# label: ORG\n全镇\n", encoding="utf-8")
    assert len(run(workplace, LISTS)["b1"]) == 1
    assert len(run(workplace, Lists(SCHEME, LISTS.gazetteers))["b1"]) == 2
    assert len(run(workplace, Lists(SCHEME, LISTS.gazetteers, shared=False))["b1"]) == 1


def test_nothing_more_is_worked_out_once_nobody_wants_it(own_home):
    with pytest.raises(WorkCancelled):
        run(Here(), LISTS, cancelled=lambda: True)
