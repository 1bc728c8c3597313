"""Suggestions follow from labels, word lists and refusals; none lies on a label, and none comes back."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.article import Article, Kind, Role, Run, build_block
from annotator.model.issue import Issue
from annotator.model.labels import Attribute, Label, LabelSpan
from annotator.model.operations import AddLabels, ReplaceText, perform
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.page import Page
from annotator.model.provenance import Place
from annotator.model.spans import lost_spans, set_spans
from annotator.services.labels.labelling import listed_spans, overlaps, spans_at
from annotator.services.labels.suggesting import (
    Ground,
    Suggestion,
    accepting,
    carried,
    learn,
    rejecting,
    still_open,
    suggestions,
)

PER, LOC = Label("PER", "人物", "#d55e00"), Label("LOC", "地点", "#009e73")


def issue_with(*texts):
    raw = "\n".join(texts)
    pages = {"p": Page("p", "p.txt", raw)}
    blocks, at = {}, 0
    for number, text in enumerate(texts):
        blocks[f"b{number}"] = build_block(f"b{number}", Role.BODY, (Run("p", at, at + len(text)),), pages)
        at += len(text) + 1
    issue = Issue("i", "i", pages, blocks=blocks, order=("a",))
    return replace(issue, articles={**issue.articles, "a": Article("a", Kind.ARTICLE, tuple(blocks))})


def put(issue, block, text, label="PER", nth=0, **more):
    start = -1
    for _ in range(nth + 1):
        start = issue.blocks[block].text.index(text, start + 1)
    place = Place(block, start, start + len(text))
    span = LabelSpan(f"{label}-{block}-{start}-{more.get('score')}", label, **more)
    return perform(issue, AddLabels((PlacedSpan(span, (place,)),))).issue


def found(issue, listed=None, **more):
    made = suggestions(issue, issue.blocks, learn(issue, listed), **more)
    return [
        (issue.blocks[each.place.block].text[each.place.start : each.place.end], each.label) for each in made
    ]


def test_a_labelled_text_is_suggested_where_it_stands_without_the_label():
    issue = put(issue_with("茶多多开张。", "顾客在茶多多排队，茶多多很忙。"), "b0", "茶多多")
    assert found(issue) == [("茶多多", "PER")] * 2
    (first, _) = suggestions(issue, ["b1"], learn(issue))
    assert (first.ground, first.count, first.span) == (Ground.SAME_TEXT, 1, "")
    assert 0.4 < first.score < 1


def test_the_more_often_a_text_had_a_label_the_surer_it_is():
    text = "茶多多，茶多多，茶多多，茶多多。"
    scores = []
    issue = issue_with(text)
    for nth in range(3):
        issue = put(issue, "b0", "茶多多", nth=nth)
        scores.append(suggestions(issue, ["b0"], learn(issue))[0].score)
    assert scores == sorted(scores)
    assert scores[0] < scores[2]


def test_a_text_with_two_labels_is_suggested_with_both_the_commoner_first():
    issue = put(issue_with("茶多多，茶多多，茶多多，茶多多。"), "b0", "茶多多", "LOC")
    issue = put(issue, "b0", "茶多多", "PER", 1)
    issue = put(issue, "b0", "茶多多", "PER", 2)
    (only,) = suggestions(issue, ["b0"], learn(issue))
    assert [label for label, _ in only.labels] == ["PER", "LOC"]


def test_a_text_inside_a_word_is_less_likely_meant():
    issue = put(issue_with("方正在场。", "双方正在商量。"), "b0", "方正")
    inside = suggestions(issue, ["b1"], learn(issue), threshold=0.0)
    beside = suggestions(
        put(issue_with("方正在场。", "请方正发言。"), "b0", "方正"), ["b1"], learn(issue), threshold=0.0
    )
    assert all(each.score < 0.4 for each in inside)
    assert not inside or inside[0].score < max((each.score for each in beside), default=1.0)


def test_words_beside_it_speak_for_a_label():
    shop = issue_with("记者茶多多报道。", "记者茶多多说。", "记者乐悠悠来了。乐悠悠走了。")
    for block in ("b0", "b1"):
        shop = put(shop, block, "茶多多")
    learnt = learn(shop, {"乐悠悠": ("PER",)})
    after_a_reporter, alone = (each.score for each in suggestions(shop, ["b2"], learnt))
    assert after_a_reporter > alone


def test_names_of_a_kind_that_was_labelled_are_suggested_from_the_second_on():
    issue = put(issue_with("记者王小明说，镇长李建国说，村民赵志强说。"), "b0", "王小明")
    assert found(issue) == []
    assert found(put(issue, "b0", "李建国")) == [("赵志强", "PER")]


def test_entries_of_word_lists_are_suggested_and_the_longest_wins():
    issue = issue_with("青山镇人民政府在青山镇。")
    listed = {"青山": ("LOC",), "青山镇": ("LOC",), "青山镇人民政府": ("ORG",)}
    assert found(issue, listed) == [("青山镇人民政府", "ORG"), ("青山镇", "LOC")]
    assert suggestions(issue, ["b0"], learn(issue, listed))[0].ground is Ground.GAZETTEER


def test_nothing_is_suggested_on_a_label():
    issue = put(issue_with("青山镇人民政府。"), "b0", "山镇", "ORG")
    assert found(issue, {"青山镇": ("LOC",)}) == []


def test_accepting_sets_a_label_with_its_defaults():
    issue = put(issue_with("茶多多，茶多多。"), "b0", "茶多多")
    (suggestion,) = suggestions(issue, ["b0"], learn(issue))
    label = replace(LOC, attributes=(Attribute("kind", "kind", default="shop"),))
    issue = perform(issue, accepting(issue, suggestion, label, "甲")).issue
    span = spans_at(issue, "b0", 4, 7)[0]
    assert (span.label, span.who, span.attributes, span.suggested) == (
        "LOC",
        "甲",
        (("kind", "shop"),),
        False,
    )
    assert found(issue) == []


def test_what_a_model_brought_is_suggested_whatever_its_score_and_accepted_in_place():
    issue = put(issue_with("茶多多，茶多多。"), "b0", "茶多多", score=0.1, suggested=True, who="model")
    (suggestion,) = suggestions(issue, ["b0"], learn(issue))
    assert (suggestion.ground, suggestion.score) == (Ground.MODEL, 0.1)
    assert set_spans(issue) == []
    issue = perform(issue, accepting(issue, suggestion, PER, "甲")).issue
    (span,) = set_spans(issue)
    assert (span.id, span.who, span.score) == (suggestion.span, "甲", 0.1)
    assert found(issue) == [("茶多多", "PER")]


def test_a_refusal_is_seen_by_nobody_and_follows_its_text():
    issue = put(issue_with("茶多多，茶多多，茶多多。"), "b0", "茶多多")
    first = suggestions(issue, ["b0"], learn(issue))[0]
    issue = perform(issue, rejecting(issue, first, "甲")).issue
    assert len(set_spans(issue)) == len(listed_spans(issue)) == 1
    assert spans_at(issue, "b0", 4, 7) == []
    issue = perform(issue, ReplaceText("b0", 0, 0, "新的", "", "typing")).issue
    places = [each.place for each in suggestions(issue, ["b0"], learn(issue), threshold=0.0)]
    assert places == [Place("b0", 10, 13)]


def test_a_refused_suggestion_of_a_model_is_not_shown_again():
    issue = put(issue_with("茶多多。"), "b0", "茶多多", score=0.9, suggested=True)
    (suggestion,) = suggestions(issue, ["b0"], learn(issue))
    issue = perform(issue, rejecting(issue, suggestion, "甲")).issue
    assert found(issue, {"茶多多": ("LOC",)}) == []


def test_refusals_make_the_same_text_less_likely_elsewhere():
    issue = put(issue_with("茶多多，" * 6), "b0", "茶多多")
    before = suggestions(issue, ["b0"], learn(issue))[-1].score
    for _ in range(2):
        first = suggestions(issue, ["b0"], learn(issue), threshold=0.0)[0]
        issue = perform(issue, rejecting(issue, first, "")).issue
    assert suggestions(issue, ["b0"], learn(issue), threshold=0.0)[-1].score < before - 0.2


def test_a_refusal_without_text_needs_no_repair():
    issue = put(issue_with("茶多多。"), "b0", "茶多多", score=0.0, suggested=True)
    issue = perform(issue, ReplaceText("b0", 0, 3, "", "茶多多", "typing")).issue
    assert lost_spans(issue) == []


@st.composite
def labelled(draw):
    text = draw(st.text("茶多乐，说", min_size=1, max_size=30))
    issue = issue_with(text)
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, min(start + 3, len(text))))
        state = draw(
            st.sampled_from([{}, {"suggested": True, "score": 0.7}, {"suggested": True, "score": 0.0}])
        )
        span = LabelSpan(f"s{number}", draw(st.sampled_from(["PER", "LOC"])), **state)
        issue = perform(issue, AddLabels((PlacedSpan(span, (Place("b0", start, end),)),))).issue
    return issue


@given(labelled())
def test_computed_suggestions_never_touch_a_label_a_refusal_of_the_same_range_or_each_other(issue):
    made = suggestions(issue, ["b0"], learn(issue, {"茶多": ("PER",), "乐": ("LOC",)}), threshold=0.0)
    computed = [each.place for each in made if not each.span]
    assert all(one.end <= two.start for one, two in pairwise(computed))
    for piece in issue.pieces.get("b0", ()):
        span = issue.spans[piece.span]
        for place in computed:
            if not span.suggested:
                assert piece.end <= place.start or place.end <= piece.start
            elif span.rejected:
                assert (piece.start, piece.end) != (place.start, place.end)
    assert still_open(issue, "b0", made) == made


@given(labelled(), st.data())
def test_deciding_one_closes_it_and_those_still_open_are_what_is_found_anew(issue, data):
    made = suggestions(issue, ["b0"], learn(issue))
    if not made:
        return
    chosen: Suggestion = data.draw(st.sampled_from(made))
    decide = data.draw(st.booleans())
    operation = accepting(issue, chosen, PER, "") if decide else rejecting(issue, chosen, "")
    after = perform(issue, operation).issue
    left = still_open(after, "b0", made)
    assert chosen not in left
    assert [
        each.place for each in suggestions(after, ["b0"], learn(after)) if each.place == chosen.place
    ] == [each.place for each in left if each.place == chosen.place]


@given(labelled(), st.data())
def test_suggestions_keep_to_their_text_when_another_part_of_it_changes(issue, data):
    made = suggestions(issue, ["b0"], learn(issue, {"茶多": ("PER",), "乐": ("LOC",)}), threshold=0.0)
    old = issue.blocks["b0"].text
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, min(start + 2, len(old))))
    text = data.draw(st.text("省市", min_size=1, max_size=3))
    after = perform(issue, ReplaceText("b0", start, end, text, old[start:end], "typing")).issue
    new = after.blocks["b0"].text
    computed = [each.place for each in made if not each.span]
    kept = [each.place for each in carried(after, "b0", made, old) if not each.span]
    assert [new[each.start : each.end] for each in kept] == [
        old[each.start : each.end] for each in computed if each.end <= start or each.start >= end
    ]


def test_what_was_refused_is_in_the_way_of_no_label():
    issue = put(issue_with("本报记者方宁摄，方宁说。"), "b0", "方宁", nth=1)
    wrong = Suggestion(Place("b0", 4, 7), (("PER", 0.5),), next(iter(Ground)))
    issue = perform(issue, rejecting(issue, wrong, "林")).issue
    assert not overlaps(issue, "PER", (Place("b0", 4, 6),))
    assert overlaps(issue, "PER", (Place("b0", 8, 9),))
