"""Label spans, relations and labels of whole articles as people use them, on an issue made by hand."""

import pytest
from helpers.hand_made import hand_made_issue

from annotator.model.article import FURNITURE_ID, UNPLACED_ID
from annotator.model.check import problems
from annotator.model.labels import (
    DocumentLabel,
    LabelPiece,
    LabelSpan,
    Relation,
    attributes_of,
)
from annotator.model.operations import (
    AddLabels,
    AddRelations,
    ChangeLabels,
    ChangeRelation,
    ClearDocumentLabel,
    JoinBlocks,
    MergeArticles,
    MoveBlocks,
    MoveLabel,
    NewArticle,
    OperationError,
    RemoveLabels,
    RemoveRelations,
    ReplaceText,
    SetDocumentLabel,
    SplitArticle,
    SplitBlock,
    perform,
)
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.model.spans import text_of_span


def done(issue, *operations):
    for operation in operations:
        change = perform(issue, operation)
        assert problems(change.issue) == []
        assert change.inverse.apply(change.issue) == issue
        issue = change.issue
    return issue


def labelled(*places, name="s1"):
    return AddLabels((PlacedSpan(LabelSpan(name, "PER"), tuple(Place(*place) for place in places)),))


# b1 reads 网络袋盖了全镇，村民用上𠮷祥牌手机。


def test_a_discontinuous_span_lies_on_several_places_of_one_block():
    issue = done(hand_made_issue(), labelled(("b1", 8, 10), ("b1", 12, 15)))
    assert issue.pieces["b1"] == (LabelPiece("s1", 8, 10), LabelPiece("s1", 12, 15))
    assert text_of_span(issue, "s1") == "村民𠮷祥牌"


@pytest.mark.parametrize(
    "places",
    [
        [("b1", 0, 2), ("b1", 2, 4)],
        [("b1", 2, 4), ("b1", 0, 2)],
        [("b1", 0, 3), ("b1", 1, 4)],
        [("b1", 0, 4), ("b1", 1, 2), ("b1", 0, 4)],
    ],
)
def test_places_that_touch_or_overlap_are_one(places):
    issue = done(hand_made_issue(), labelled(*places))
    assert issue.pieces["b1"] == (LabelPiece("s1", 0, 4),)
    moved = done(hand_made_issue(), labelled(("b4", 0, 1)), MoveLabel("s1", tuple(Place(*p) for p in places)))
    assert moved.pieces == {"b1": (LabelPiece("s1", 0, 4),)}


def test_its_pieces_become_one_where_the_text_between_them_is_deleted():
    issue = done(hand_made_issue(), labelled(("b1", 0, 2), ("b1", 4, 7)))
    issue = done(issue, ReplaceText("b1", 2, 4, "", "袋盖", "typing"))
    assert issue.pieces["b1"] == (LabelPiece("s1", 0, 5),)
    assert text_of_span(issue, "s1") == "网络了全镇"


def test_an_edit_over_two_pieces_leaves_no_overlap():
    issue = done(hand_made_issue(), labelled(("b1", 0, 4), ("b1", 5, 9)))
    issue = done(issue, ReplaceText("b1", 3, 7, "新", "盖了全镇", "typing"))
    assert issue.pieces["b1"] == (LabelPiece("s1", 0, 6),)


def test_pieces_of_different_spans_stay_apart():
    issue = done(hand_made_issue(), labelled(("b1", 0, 2)), labelled(("b1", 2, 4), name="s2"))
    assert issue.pieces["b1"] == (LabelPiece("s1", 0, 2), LabelPiece("s2", 2, 4))


def test_a_discontinuous_span_survives_splitting_joining_and_moving():
    issue = done(hand_made_issue(), labelled(("b1", 0, 2), ("b1", 4, 7), ("b1", 8, 10)))
    before = issue.pieces
    issue = done(issue, SplitBlock("b1", 5, "b9"))
    assert issue.pieces == {
        "b1": (LabelPiece("s1", 0, 2), LabelPiece("s1", 4, 5)),
        "b9": (LabelPiece("s1", 0, 2), LabelPiece("s1", 3, 5)),
    }
    assert done(issue, JoinBlocks("b1", "b9")).pieces == before
    assert text_of_span(done(issue, MoveBlocks(("b9",), "a2")), "s1") == "网络了全镇村民"


def test_what_a_span_says_is_kept_with_it():
    span = LabelSpan("s1", "PER", "甲", "待查", (("role", "记者"),), doubtful=True, score=0.5, suggested=True)
    issue = done(hand_made_issue(), labelled(("b1", 0, 2)), ChangeLabels((span,)))
    assert issue.spans["s1"] == span
    attributes = attributes_of((*span.attributes, ("nation", "中国")))
    assert attributes == (("nation", "中国"), ("role", "记者"))
    assert attributes_of((*attributes, ("role", ""))) == (("nation", "中国"),)


def related():
    issue = done(hand_made_issue(), *(labelled(("b1", at, at + 1), name=f"s{at}") for at in range(3)))
    return done(
        issue, AddRelations((Relation("r1", "works_for", "s0", "s1"), Relation("r2", "near", "s1", "s2")))
    )


def test_removing_a_span_removes_its_relations_with_it():
    issue = done(related(), RemoveLabels(("s0",)))
    assert list(issue.relations) == ["r2"]
    assert done(issue, RemoveLabels(("s1", "s2"))).relations == {}


def test_relations_are_changed_and_removed():
    issue = done(related(), ChangeRelation(Relation("r1", "near", "s2", "s0", note="反过来")))
    assert issue.relations["r1"].note == "反过来"
    assert list(done(issue, RemoveRelations(("r1",))).relations) == ["r2"]


@pytest.mark.parametrize(
    "operation",
    [
        AddRelations((Relation("r1", "near", "s0", "s1"),)),
        AddRelations((Relation("r9", "near", "s0", "s0"),)),
        AddRelations((Relation("r9", "near", "s0", "s9"),)),
        ChangeRelation(Relation("r9", "near", "s0", "s1")),
        ChangeRelation(Relation("r1", "near", "s9", "s1")),
        RemoveRelations(("r9",)),
        SetDocumentLabel(FURNITURE_ID, DocumentLabel("NEWS")),
        SetDocumentLabel("a9", DocumentLabel("NEWS")),
        ClearDocumentLabel("a1", "NEWS"),
        ChangeLabels((LabelSpan("s0", "LOC"), LabelSpan("s9", "LOC"))),
    ],
)
def test_what_does_not_fit_is_refused(operation):
    with pytest.raises(OperationError):
        perform(related(), operation)


NEWS = DocumentLabel("NEWS", "甲")
TEA = DocumentLabel("TEA", "乙", "春茶")


def test_an_article_has_each_label_once():
    issue = done(hand_made_issue(), SetDocumentLabel("a1", TEA), SetDocumentLabel("a1", NEWS))
    assert issue.document_labels == {"a1": (NEWS, TEA)}
    doubtful = DocumentLabel("NEWS", "甲", doubtful=True)
    issue = done(issue, SetDocumentLabel("a1", doubtful), ClearDocumentLabel("a1", "TEA"))
    assert issue.document_labels == {"a1": (doubtful,)}
    assert done(issue, ClearDocumentLabel("a1", "NEWS")).document_labels == {}


def test_both_parts_of_a_split_article_have_its_labels_and_merging_them_gives_the_same():
    issue = done(hand_made_issue(), SetDocumentLabel("a1", NEWS))
    split = done(issue, SplitArticle("a1", issue.articles["a1"].blocks[2], "a9"))
    assert split.document_labels == {"a1": (NEWS,), "a9": (NEWS,)}
    assert done(split, MergeArticles("a1", "a9")).document_labels == issue.document_labels


def test_a_merged_article_has_the_labels_of_both_and_is_doubtful_where_they_contradict_each_other():
    first = DocumentLabel("NEWS", "甲", "短", (("genre", "消息"),))
    second = DocumentLabel("NEWS", "乙", "长", (("genre", "通讯"), ("place", "青山")))
    issue = done(hand_made_issue(), SetDocumentLabel("a1", first), SetDocumentLabel("a2", second))
    issue = done(issue, SetDocumentLabel("a2", TEA), MergeArticles("a1", "a2"))
    united = DocumentLabel("NEWS", "甲", "短\n长", (("genre", "消息"), ("place", "青山")), doubtful=True)
    assert issue.document_labels == {"a1": (united, TEA)}


def test_the_labels_of_an_article_that_goes_are_those_of_the_article_its_text_went_to():
    issue = done(hand_made_issue(), SetDocumentLabel("a2", TEA))
    blocks = issue.articles["a2"].blocks
    assert done(issue, MoveBlocks(blocks, "a1")).document_labels == {"a1": (TEA,)}
    assert done(issue, NewArticle("a9", blocks, 0)).document_labels == {"a9": (TEA,)}
    assert done(issue, NewArticle("a9", blocks[:1], 0)).document_labels == {"a2": (TEA,)}
    assert done(issue, MoveBlocks(blocks, UNPLACED_ID)).document_labels == {}
