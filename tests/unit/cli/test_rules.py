"""House rules go in and out through the command line."""

from __future__ import annotations

import json

import pytest

from annotator.cli.main import main
from annotator.services.project.session import Session


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "规则.csv"
    path.write_text("错,对,备注\n帐户,账户,统一用账\n", encoding="utf-8")
    return path


def test_everybodys_rules_flag_what_is_checked(own_home, table, tmp_path, capsys):
    text = tmp_path / "a.txt"
    text.write_text("他开了帐户。", encoding="utf-8")
    assert main(["rules", "import", str(table)]) == 0
    assert main(["check", str(text)]) == 0
    record = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert [flag["candidates"][0]["text"] for flag in record["flags"]] == ["账户"]
    assert main(["rules", "export", "-"]) == 0
    assert capsys.readouterr().out.splitlines() == ["wrong,right,note", "帐户,账户,统一用账"]


def test_a_projects_rules_stay_with_it_and_can_be_added_to(own_home, table, tmp_path, capsys):
    project, more, out = (tmp_path / name for name in ("p.annotator", "more.csv", "out.csv"))
    Session.create(project, "项目").close()
    more.write_text("首家→\n", encoding="utf-8")
    assert main(["rules", "import", str(table), "--project", str(project)]) == 0
    assert main(["rules", "import", str(more), "--add", "--project", str(project)]) == 0
    assert capsys.readouterr().out.splitlines() == ["1", "2"]
    assert main(["rules", "export", str(out), "--project", str(project)]) == 0
    assert out.read_text(encoding="utf-8-sig").splitlines() == [
        "wrong,right,note",
        "帐户,账户,统一用账",
        "首家,,",
    ]
    assert main(["rules", "export", "-"]) == 0
    assert capsys.readouterr().out.splitlines() == ["wrong,right,note"]


def test_a_faulty_table_changes_nothing(own_home, table, tmp_path, capsys):
    assert main(["rules", "import", str(table)]) == 0
    bad = tmp_path / "bad.csv"
    bad.write_text("帐户,账户\n,x\n", encoding="utf-8")
    assert main(["rules", "import", str(bad)]) == 1
    assert "bad.csv" in capsys.readouterr().err
    assert main(["rules", "export", "-"]) == 0
    assert "统一用账" in capsys.readouterr().out


def test_rules_against_variant_spellings_are_added_to_those_there_are(own_home, table, capsys):
    assert main(["rules", "import", str(table)]) == 0
    assert main(["rules", "variants"]) == 0
    assert main(["rules", "export", "-"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "澈底,彻底," in lines
    assert all(line in lines for line in table.read_text("utf-8").splitlines()[1:])
