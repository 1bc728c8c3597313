"""Label schemes are listed, chosen, read and written without a window."""

import json
from pathlib import Path

import pytest
from helpers.hand_made import hand_made_issue

from annotator.cli.main import DONE, REFUSED, main
from annotator.model.provenance import Place
from annotator.services.labels.labelling import put_label
from annotator.services.labels.schemes import scheme_of
from annotator.services.project.session import Session


@pytest.fixture
def project(own_home, tmp_path):
    path = tmp_path / "青山.annotator"
    with Session.create(path, "青山") as session:
        session.add_issue(hand_made_issue())
        session.perform("i1", put_label("PER", (Place("y1", 5, 7),)))
    return str(path)


def current(project):
    with Session.open(Path(project), read_only=True) as session:
        return scheme_of(session)


def test_schemes_are_listed_with_the_uses_of_their_labels(project, capsys):
    assert main(["labels", "schemes", project]) == DONE
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [row[0] for row in rows] == ["entities", "ocr_errors", "quotations", "structure"]
    assert [row[1] for row in rows] == ["*", "", "", ""]
    assert rows[0][3].split()[:2] == ["PER:1", "LOC"]


def test_another_scheme_is_used_and_written(project, tmp_path, capsys):
    target = tmp_path / "q.json"
    assert main(["labels", "schemes", project, "--use", "quotations", "--write", str(target)]) == DONE
    assert json.loads(target.read_text("utf-8"))["id"] == "quotations"
    assert main(["labels", "schemes", project, "--use", "none"]) == REFUSED
    assert "none" in capsys.readouterr().err


def test_a_scheme_of_another_program_is_read_and_used(project, tmp_path, capsys):
    source = tmp_path / "labels.json"
    source.write_text('[{"text": "PER", "suffixKey": "p"}]', "utf-8")
    assert main(["labels", "schemes", project, "--read", str(source)]) == DONE
    source.write_text("没有", "utf-8")
    assert main(["labels", "schemes", project, "--read", str(source)]) == REFUSED
    assert "labels.json" in capsys.readouterr().err
    assert (current(project).id, [label.id for label in current(project).labels]) == ("labels", ["PER"])
