"""Several people at one project without a window: split, worked in, merged, decided, and how far they agree."""

import json
from pathlib import Path

import pytest
from helpers.several import Newsroom, correct, label, small_issue

from annotator.cli.main import main
from annotator.model.origin import who_of
from annotator.services.project.session import Session
from annotator.services.team.packages import own_package


@pytest.fixture
def run(capfdbinary):
    """Run the command line; return exit status, standard output and standard error."""

    def call(*words):
        status = main([str(word) for word in words])
        out, err = capfdbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return call


def test_from_one_project_to_many_and_back(run, tmp_path):
    project, folder = tmp_path / "news.annotator", tmp_path / "packages"
    with Session.create(project, "早报") as session:
        for number in (1, 2):
            session.add_issue(small_issue(f"i{number}", mark=f"{number}"))
    status, out, _ = run(
        "split", project, "--by", "article", "--people", "甲,乙", "--overlap", "1", "--out", folder
    )
    packages = [Path(line) for line in out.splitlines()]
    assert (status, len(packages)) == (0, 2)
    status, _, err = run("split", project, "--people", "甲,乙", "--out", folder)
    assert status == 1
    assert "news.甲.annotator" in err

    for path, text, name in zip(packages, ("覆盖", "复盖"), ("PER", "LOC"), strict=True):
        with Session.open(path) as session:
            session.who = own_package(session).annotator
            correct(session, "b1", "袋盖", text)
            label(session, "b2", "王进", name)
            label(session, "b3", "农户", "ORG")

    status, out, err = run("merge", project, *packages, "--who", "主编")
    heads = [line.split("\t") for line in out.splitlines() if not line.startswith("\t")]
    assert status == 0
    assert [(head[1], head[2]) for head in heads] == [("text", "i1"), ("label", "i1")]
    assert "甲" in err
    assert "乙" in err
    status, again, err = run("merge", project, *packages)
    assert (status, again) == (0, out)

    status, _, err = run("conflicts", project, "--choose", f"{heads[0][0]}=9")
    assert status == 1
    text, labels = heads[0][0], heads[1][0]
    status, out, _ = run(
        "conflicts", project, "--choose", f"{text}=1", "--choose", f"{labels}=1,2", "--who", "主编"
    )
    assert (status, out) == (0, "")
    with Session.open(project, read_only=True) as session:
        issue = session.issue("i1")
        run_of = next(run for run in issue.blocks["b1"].runs if run.origin)
        assert run_of.text in ("覆盖", "复盖")
        assert who_of(run_of.origin) in ("甲", "乙")
        assert sorted(span.label for span in issue.spans.values()) == ["LOC", "ORG", "PER"]
        assert {entry.who for entry in issue.conflicts.values()} == {"主编"}
    assert run("doctor", project)[:2] == (0, "")

    merged = json.loads(run("stats", project, "--agreement", "--json")[1])
    apart = json.loads(run("stats", "--agreement", "--json", *packages)[1])
    assert merged == apart
    assert merged["people"] == ["乙", "甲"]
    assert merged["labels"]["ORG"]["exact"] == 1
    assert merged["overall"]["exact"] == 0.5
    page = tmp_path / "agreement.html"
    status, out, _ = run("stats", "--agreement", project, "--html", page)
    assert status == 0
    assert "ORG" in out
    assert "<svg" in page.read_text("utf-8")
    assert run("stats", project, *packages)[0] == 2


def test_nonsense_is_refused_with_one_sentence_and_nothing_is_merged(run, tmp_path):
    room = Newsroom(tmp_path)
    (tmp_path / "x.annotator").write_bytes(b"\0" * 200)
    before = room.path.read_bytes()
    for path in (tmp_path / "x.annotator", tmp_path / "missing.annotator", room.path):
        status, out, err = run("merge", room.path, path)
        assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert room.path.read_bytes() == before
    assert run("stats", "--agreement", room.path)[0] == 1
