"""An article that one person labelled and split while another deleted text of it, whoever is merged first."""

import pytest
from helpers.several import Newsroom, correct

from annotator.model.conflict import ConflictKind
from annotator.model.labels import DocumentLabel
from annotator.model.operations import SetDocumentLabel, SplitArticle, SplitBlock
from annotator.services.team.adjudicating import listed_conflicts, settle

FIRST, SECOND = "青河镇", "网络袋盖全县各村"


def labelled_and_split(session):
    """Label the first article, and split it behind its third character."""
    session.perform("i1", SetDocumentLabel("a1", DocumentLabel("消息", session.who)))
    session.perform("i1", SplitBlock("b1", len(FIRST), "n-1"), SplitArticle("a1", "n-1", "n-2"))


def in_both_orders(folder, work):
    """Yield the project into which two people's work was merged, 甲's first and 乙's first."""
    for number, order in enumerate((("甲", "乙"), ("乙", "甲"))):
        (folder / str(number)).mkdir()
        room = Newsroom(folder / str(number), people=("甲", "乙"))
        with room.open("甲") as one:
            labelled_and_split(one)
        with room.open("乙") as two:
            work(two)
        with room.open() as session:
            for person in order:
                room.merge(session, person)
            yield session


def split_too(session):
    session.perform("i1", SplitBlock("b1", len(FIRST), "n-9"))


DEEDS = {
    "nothing": lambda _: None,
    "the first part": lambda two: correct(two, "b1", FIRST, ""),
    "the second part": lambda two: correct(two, "b1", SECOND, ""),
    "the end of the first part": lambda two: correct(two, "b1", FIRST[1:], ""),
    "the beginning of the second part": lambda two: correct(two, "b1", SECOND[:2], ""),
    "the first part, after splitting": lambda two: (split_too(two), correct(two, "b1", FIRST, "")),
    "the second part, after splitting": lambda two: (split_too(two), correct(two, "n-9", SECOND, "")),
}


@pytest.mark.parametrize("deleted", DEEDS)
def test_both_parts_of_a_labelled_article_are_asked_about_whoever_is_merged_first(tmp_path, deleted):
    outcomes = []
    for session in in_both_orders(tmp_path, DEEDS[deleted]):
        issue = session.issue("i1")
        listed = listed_conflicts(issue)
        assert [shown.conflict.kind for shown in listed] == [ConflictKind.DOCUMENT] * 2
        assert [shown.article for shown in listed] == ["a1", "n-2"]
        runs = [[block.runs for block in issue.blocks_of(article)] for article in issue.order]
        outcomes.append((issue.order, runs, sorted(issue.conflicts)))
        for shown in listed:
            nobody = next(
                number for number, choice in enumerate(shown.conflict.choices) if not choice.document_labels
            )
            session.perform("i1", *settle(session.issue("i1"), shown.conflict, [nobody], "主编"))
        assert not any(session.issue("i1").document_labels.values())
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("part", [FIRST, SECOND])
def test_a_part_of_which_all_text_was_deleted_keeps_its_characters_apart(tmp_path, part):
    for session in in_both_orders(tmp_path, lambda two: correct(two, "b1", part, "")):
        blocks = session.issue("i1").blocks
        extents = [[(run.start, run.end) for run in blocks[key].runs] for key in ("b1", "n-1")]
        assert extents == [[(0, 3)], [(3, 11)]]
        assert [blocks[key].text for key in ("b1", "n-1")] == [
            "" if text == part else text for text in (FIRST, SECOND)
        ]
