"""An article is a document over its corrected text or its raw text, with the same labels."""

from helpers.hand_made import hand_made_issue

from annotator.formats.labels.document import document_of
from annotator.model.labels import LabelSpan
from annotator.model.operations import AddLabels, ReplaceText, perform
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place


def said(document):
    return [(span.label, span.surface(document.text)) for span in document.spans]


def test_an_article_is_a_document_with_spans_over_its_paragraphs(labelled_issue):
    document = document_of(labelled_issue, "a1")
    assert said(document) == [("PER", "何田"), ("TOPIC", "用上𠮷祥牌手机。\n网络")]
    assert document.text.startswith("山村通了新网络\n本报记者 何田\n")


def labelled(*spans):
    issue = hand_made_issue()
    placed = (PlacedSpan(LabelSpan(f"s{n}", label), places) for n, (label, places) in enumerate(spans))
    return perform(issue, AddLabels(tuple(placed))).issue


def test_the_raw_text_shows_what_stood_there_before_corrections():
    issue = labelled(("ERR", (Place("b1", 2, 4),)), ("X", (Place("b1", 3, 6),)))
    issue = perform(issue, ReplaceText("b1", 2, 4, "覆盖", "袋盖", "typing@李")).issue
    assert said(document_of(issue, "a1")) == [("ERR", "覆盖"), ("X", "盖了全")]
    assert said(document_of(issue, "a1", raw=True)) == [("ERR", "袋盖"), ("X", "盖了全")]


def test_of_a_correction_of_another_length_the_whole_is_in_the_raw_text():
    issue = labelled(("X", (Place("b1", 0, 6),)))
    issue = perform(issue, ReplaceText("b1", 2, 4, "全部覆盖", "袋盖", "typing@李")).issue
    assert said(document_of(issue, "a1")) == [("X", "网络全部覆盖了全")]
    assert said(document_of(issue, "a1", raw=True)) == [("X", "网络袋盖了全")]


def test_a_label_on_inserted_text_is_in_no_raw_text():
    issue = perform(hand_made_issue(), ReplaceText("b1", 0, 0, "今天", "", "typing@李")).issue
    issue = perform(issue, AddLabels((PlacedSpan(LabelSpan("s", "TIME"), (Place("b1", 0, 2),)),))).issue
    assert said(document_of(issue, "a1")) == [("TIME", "今天")]
    assert said(document_of(issue, "a1", raw=True)) == []
