"""A project has several schemes, and changing one takes its spans along."""

from dataclasses import replace

import pytest
from helpers.hand_made import hand_made_issue

from annotator.errors import UserError
from annotator.model.check import problems
from annotator.model.codec import encode
from annotator.model.labels import DocumentLabel, Label, LabelScheme, LabelSpan, Relation
from annotator.model.operations import AddLabels, AddRelations, SetDocumentLabel
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.model.schemes import problems_of
from annotator.services.labels.label_colors import distance
from annotator.services.labels.schemes import (
    Replacements,
    Schemes,
    apply_replacements,
    counted_uses,
    read_scheme_file,
    scheme_of,
    schemes_of,
    set_scheme,
    set_schemes,
    shipped_schemes,
    write_scheme_file,
)
from annotator.services.project.session import Session

OWN = LabelScheme("own", "自定", (Label("PER", "人", "#d55e00", "p"), Label("X", "甲", "#0072b2", "x")))


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "a.annotator", "样本") as session:
        session.add_issue(hand_made_issue())
        session.add_issue(replace(hand_made_issue(), id="i2"))
        yield session


@pytest.mark.parametrize("scheme", shipped_schemes(), ids=lambda scheme: scheme.id)
def test_shipped_schemes_are_sound_and_their_colours_differ(scheme):
    assert problems_of(scheme) == ()
    labels = [label for label in scheme.labels if label.level == "span"]
    assert len(labels) >= 6
    assert all(label.description for label in scheme.labels)
    assert all(len(label.key) == 1 and not label.key.isdecimal() for label in labels)
    assert sum(bool(label.examples) for label in labels) >= len(labels) - 2
    colors = [label.color for label in scheme.labels]
    assert all(distance(a, b) > 9 for n, a in enumerate(colors) for b in colors[:n])
    assert scheme.relations


def test_labels_of_shipped_schemes_do_not_mean_two_things():
    named = [(label.id, label.name) for scheme in shipped_schemes() for label in scheme.labels]
    assert len({label_id for label_id, _ in named}) == len(set(named)) == len(named)


def test_a_new_project_can_use_every_shipped_scheme(session):
    schemes = schemes_of(session)
    assert [scheme.id for scheme in schemes.all] == ["entities", "ocr_errors", "quotations", "structure"]
    assert schemes.current.id == scheme_of(session).id == "entities"


def test_the_scheme_of_an_older_project_stays_its_own(session):
    session.set_data("label_scheme", encode(OWN))
    schemes = schemes_of(session)
    assert (schemes.current, len(schemes.all)) == (OWN, 5)


def test_schemes_are_kept_with_the_current_one(session):
    set_schemes(session, Schemes((*shipped_schemes(), OWN), "own"))
    assert schemes_of(session).current == OWN
    set_scheme(session, shipped_schemes()[1])
    assert scheme_of(session).id == "ocr_errors"
    assert len(schemes_of(session).all) == 5
    session.set_data("label_schemes", {"current": "own", "schemes": [{"id": 1}]})
    with pytest.raises(UserError, match=r"scheme\.unreadable"):
        schemes_of(session)


def test_spans_of_other_schemes_are_still_known():
    schemes = Schemes((*shipped_schemes(), OWN), "own")
    assert schemes.known.label("PER").name == "人"
    assert schemes.known.label("DIRECT").name == "直接引语"
    assert schemes.current.label("DIRECT") is None


def labelled(session, issue_id):
    spans = tuple(
        PlacedSpan(LabelSpan(name, label), (Place("b1", at, at + 1),))
        for at, (name, label) in enumerate([("s1", "PER"), ("s2", "PER"), ("s3", "X")])
    )
    session.perform(
        issue_id,
        AddLabels(spans),
        AddRelations((Relation("r1", "near", "s1", "s3"), Relation("r2", "far", "s1", "s2"))),
        SetDocumentLabel("a1", DocumentLabel("X")),
        SetDocumentLabel("a1", DocumentLabel("PER", note="人")),
    )


def test_uses_are_counted_over_all_issues(session):
    labelled(session, "i1")
    labelled(session, "i2")
    assert counted_uses(session) == ({"PER": 6, "X": 4}, {"near": 2, "far": 2})


def test_renaming_a_label_takes_its_spans_along_as_one_step(session):
    labelled(session, "i1")
    labelled(session, "i2")
    before = [session.issue(name) for name in ("i1", "i2")]
    assert apply_replacements(session, Replacements({"PER": "人物", "X": "X"}, {"near": "beside"})) == 8
    for name in ("i1", "i2"):
        issue = session.issue(name)
        assert [span.label for span in issue.spans.values()] == ["人物", "人物", "X"]
        assert [relation.type for relation in issue.relations.values()] == ["beside", "far"]
        assert {entry.label for entry in issue.document_labels["a1"]} == {"人物", "X"}
        assert problems(issue) == []
    session.undo()
    assert [session.issue(name) for name in ("i1", "i2")] == before


def test_two_labels_may_change_places_or_become_one(session):
    labelled(session, "i1")
    apply_replacements(session, Replacements({"PER": "X", "X": "PER"}))
    issue = session.issue("i1")
    assert [span.label for span in issue.spans.values()] == ["X", "X", "PER"]
    assert [(entry.label, entry.note) for entry in issue.document_labels["a1"]] == [("PER", ""), ("X", "人")]
    apply_replacements(session, Replacements({"PER": "X"}))
    assert [(entry.label, entry.note) for entry in session.issue("i1").document_labels["a1"]] == [("X", "人")]


def test_a_label_given_up_takes_its_spans_and_their_relations_with_it(session):
    labelled(session, "i1")
    apply_replacements(session, Replacements({"X": None}, {"far": None}))
    issue = session.issue("i1")
    assert list(issue.spans) == ["s1", "s2"]
    assert issue.relations == {}
    assert [entry.label for entry in issue.document_labels["a1"]] == ["PER"]
    assert apply_replacements(session, Replacements({"X": None})) == 0


def test_schemes_are_written_and_read(tmp_path):
    path = tmp_path / "体系.json"
    write_scheme_file(path, OWN)
    assert read_scheme_file(path) == OWN
    path.write_text('[{"text": "PER"}]', "utf-16")
    assert (read_scheme_file(path).name, read_scheme_file(path).labels[0].color) == ("体系", "#d55e00")
    path.write_text("没有", "utf-8")
    with pytest.raises(UserError, match=r"scheme\.file"):
        read_scheme_file(path)
    with pytest.raises(UserError, match=r"import\.missing"):
        read_scheme_file(tmp_path / "none.json")
