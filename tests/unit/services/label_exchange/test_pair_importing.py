"""Pairs correct the paragraphs that hold the wrong text, as one step; what has no place is listed."""

import pytest
from helpers.hand_made import hand_made_issue

from annotator.cli import main
from annotator.formats.csc import Pair, pairs_of
from annotator.model.check import problems
from annotator.services.label_exchange.label_planning import Reason
from annotator.services.label_exchange.pair_importing import import_pairs, plan_new_pairs, plan_pairs_onto
from annotator.services.project.session import Session

RIGHT = Pair("网络袋盖了全镇", "网络全面覆盖了全镇")


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with Session.create(tmp_path / "p.annotator", "p") as session:
        session.add_issue(hand_made_issue())
        yield session


def test_a_paragraph_is_corrected_where_the_pair_differs(project):
    plan = plan_pairs_onto([project.issue("i1")], [RIGHT], "甲")
    import_pairs(project, plan)
    issue = project.issue("i1")
    assert issue.blocks["b1"].text.startswith("网络全面覆盖了全镇")
    assert problems(issue) == []
    (pair,) = pairs_of(issue)
    assert pair.source.startswith("网络袋盖了全镇")
    project.undo()
    assert project.issue("i1") == hand_made_issue()


def test_what_has_no_place_is_listed():
    pairs = [
        Pair("网络袋盖", "网络覆盖"),
        Pair("哪里也没有", "到处都没有"),
        Pair("何田", "何田"),
        RIGHT,
        RIGHT,
    ]
    plan = plan_pairs_onto([hand_made_issue()], pairs)
    assert [(each.record, each.reason) for each in plan.left_out] == [
        (1, Reason.AMBIGUOUS),
        (2, Reason.ARTICLE),
        (3, Reason.PRESENT),
        (5, Reason.OVERLAP),
    ]


def test_pairs_become_an_issue_whose_text_is_right_and_whose_raw_text_is_wrong(project):
    issue, plan = plan_new_pairs("句对", [RIGHT, Pair("好", "好"), Pair("容出", "凸出")])
    assert problems(issue) == []
    import_pairs(project, plan, issue)
    after = project.issue(issue.id)
    assert [block.text for block in after.blocks.values()] == [RIGHT.target, "好", "凸出"]
    assert after.pages["p1"].raw == f"{RIGHT.source}\n好\n容出"
    assert [(pair.source, pair.target) for pair in pairs_of(after)] == [
        (RIGHT.source, RIGHT.target),
        ("容出", "凸出"),
    ]


def test_the_command_corrects_and_says_what_it_left_out(tmp_path, project, capfdbinary):
    project.close()
    path = tmp_path / "a.tsv"
    path.write_text(f"{RIGHT.source}\t{RIGHT.target}\n坏\n没有的\t没有了\n", "utf-8")
    assert main.main(["corrections", "import", str(tmp_path / "p.annotator"), str(path)]) == main.DONE
    out, err = capfdbinary.readouterr()
    assert out == b"corrections\t2\nunplaced\t1\n"
    assert "a.tsv, record 2: this is no pair of sentences." in err.decode()
    with Session.open(tmp_path / "p.annotator") as session:
        assert session.issue("i1").blocks["b1"].text.startswith(RIGHT.target)
