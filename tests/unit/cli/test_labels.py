"""Labels in and out on the command line."""

import json

import pytest
from helpers.hand_made import hand_made_issue

from annotator.cli import main
from annotator.cli.main import DONE, REFUSED
from annotator.cli.messages import CHINESE, ENGLISH
from annotator.formats.labels.document import document_of
from annotator.formats.labels.reading import REASONS
from annotator.services.label_exchange.label_planning import Reason, What
from annotator.services.project.session import Session


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    path = tmp_path / "p.annotator"
    with Session.create(path, "p") as session:
        session.add_issue(hand_made_issue())
    return path


def run(capfdbinary, *arguments):
    status = main.main([str(argument) for argument in arguments])
    out, err = capfdbinary.readouterr()
    return status, out.decode("utf-8"), err.decode("utf-8")


def test_every_reason_has_its_words():
    wanted = {f"reading.{code}" for code in REASONS} | {f"unplaced.{reason}" for reason in Reason}
    wanted |= {f"labels.{what}" for what in What}
    assert wanted <= ENGLISH.keys()
    assert wanted <= CHINESE.keys()


def test_labels_go_in_and_out(project, tmp_path, capfdbinary):
    text = document_of(hand_made_issue(), "a1").text
    lines = [
        {"text": text, "label": [[0, 2, "LOC"], [8, 10, "机关"]]},
        {"text": "坏", "label": [[1, 1, "X"]]},
        {"text": "无处"},
    ]
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    status, out, err = run(capfdbinary, "labels", "import", project, source, "--who", "甲", "--dry-run")
    assert (status, out.split("\n")[0]) == (DONE, "placed\t2")
    status, out, err = run(
        capfdbinary, "labels", "import", project, source, "--who", "甲", "--rename", "机关=ORG"
    )
    assert out.startswith("placed\t2\nchanged\t0\n")
    assert "a.jsonl, record 2: [1, 1) is no range of the text." in err
    assert "a.jsonl, record 3: “无处”: no article has this text." in err
    status, out, _ = run(capfdbinary, "labels", "export", project, "-")
    assert [json.loads(line)["label"] for line in out.splitlines()] == [[[0, 2, "LOC"], [8, 10, "ORG"]], []]
    status, out, err = run(capfdbinary, "labels", "import", project, tmp_path / "a.jsonl", "--new", "新的")
    assert out.startswith("placed\t2\n")
    target = tmp_path / "b.json"
    status, *_ = run(
        capfdbinary, "labels", "export", project, target, "--format", "label-studio", "--issue", "新的"
    )
    assert [task["data"]["text"] for task in json.loads(target.read_text("utf-8"))] == [text, "无处"]
    assert 'value="机关"' in (tmp_path / "b.config.xml").read_text("utf-8")


def test_a_file_in_no_known_format_is_refused(project, tmp_path, capfdbinary):
    (tmp_path / "a.txt").write_text("只是文字。\n", "utf-8")
    status, _, err = run(capfdbinary, "labels", "import", project, tmp_path / "a.txt")
    assert status == REFUSED
    assert "no format of labels" in err
    (tmp_path / "a.jsonl").write_text("{\n", "utf-8")
    status, _, err = run(
        capfdbinary, "labels", "import", project, tmp_path / "a.jsonl", "--format", "doccano"
    )
    assert status == REFUSED
    assert err.splitlines()[-1] == "a.jsonl holds no labelled text that can be read."
