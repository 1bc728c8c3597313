"""What is said of spans and articles, and text put to spans and taken from them."""

from helpers.hand_made import hand_made_issue

from annotator.model.article import FURNITURE_ID
from annotator.model.labels import Attribute, DocumentLabel, Label
from annotator.model.operations import perform
from annotator.model.provenance import Place
from annotator.model.spans import texts_of_span
from annotator.services.labels.details import (
    add_places,
    document_label,
    say_of_article,
    say_of_span,
    take_places,
    toggle_document_label,
)
from annotator.services.labels.labelling import put_label


def labelled(*places):
    issue = perform(hand_made_issue(), put_label("PER", tuple(Place(*place) for place in places))).issue
    return issue, next(iter(issue.spans.values()))


def test_saying_the_same_again_is_no_step():
    _, span = labelled(("b1", 0, 2))
    assert say_of_span(span, (), "", doubtful=False) is None
    operation = say_of_span(span, (("role", "记者"),), "注", doubtful=True)
    assert (operation.span.attributes, operation.span.note, operation.span.doubtful) == (
        (("role", "记者"),),
        "注",
        True,
    )


def test_text_is_put_to_a_span_and_taken_from_it():
    issue, span = labelled(("b1", 0, 4))
    assert add_places(issue, span.id, [Place("b1", 1, 3)]) is None
    issue = perform(issue, add_places(issue, span.id, [Place("b1", 5, 7), Place("b2", 0, 1)])).issue
    assert texts_of_span(issue, span.id) == ["网络袋盖", "全镇", "网"]
    issue = perform(issue, take_places(issue, span.id, [Place("b1", 1, 6)])).issue
    assert texts_of_span(issue, span.id) == ["网", "镇", "网"]
    assert take_places(issue, span.id, [Place("b1", 2, 4)]) is None
    assert take_places(issue, span.id, [Place("b1", 0, 9), Place("b2", 0, 9)]) is None


def test_an_article_gets_a_label_with_its_defaults_and_gives_it_back():
    issue, label = (
        hand_made_issue(),
        Label("NEWS", "消息", "#000000", attributes=(Attribute("a", "甲", default="乙"),)),
    )
    assert toggle_document_label(issue, FURNITURE_ID, label) is None
    assert toggle_document_label(issue, "a9", label) is None
    issue = perform(issue, toggle_document_label(issue, "a1", label, "我")).issue
    held = document_label(issue, "a1", "NEWS")
    assert held == DocumentLabel("NEWS", "我", attributes=(("a", "乙"),))
    assert say_of_article("a1", held, held.attributes, "", doubtful=False) is None
    issue = perform(issue, say_of_article("a1", held, (), "注", doubtful=True)).issue
    assert document_label(issue, "a1", "NEWS") == DocumentLabel("NEWS", "我", "注", doubtful=True)
    assert perform(issue, toggle_document_label(issue, "a1", label)).issue.document_labels == {}
