"""House rules are small tables that people edit, everybody's and a project's."""

from __future__ import annotations

import pytest
from helpers.made import bridge_issue
from hypothesis import given
from hypothesis import strategies as st

from annotator.detect.context import HouseRule
from annotator.errors import UserError
from annotator.model.flag import FlagStatus
from annotator.services.checks.checking import check_issue, check_texts
from annotator.services.project.house_rules import (
    global_rules,
    global_rules_path,
    parse_rules,
    project_rules,
    read_rules_file,
    rule_book,
    rules_text,
    set_global_rules,
    set_project_rules,
    write_rules_file,
)
from annotator.services.project.session import Session

CELL = st.text(alphabet="网络袋盖,\"' a→#", max_size=6).map(str.strip)
RULES = st.lists(st.builds(HouseRule, CELL, CELL, CELL), max_size=6)


@pytest.mark.parametrize(
    "text",
    [
        "错,对,备注\n帐户,账户,统一用账\n首家,,慎用\n",
        "\ufeffwrong,right,note\r\n帐户,账户,统一用账\r\n首家,,慎用\r\n",
        "帐户\t账户\t统一用账\n\n# 下面慎用\n首家\t\t慎用",
        "# 用账\n帐户,账户,统一用账\n首家,,慎用",
    ],
)
def test_tables_of_people_and_spreadsheets_are_read(text):
    assert parse_rules(text) == (HouseRule("帐户", "账户", "统一用账"), HouseRule("首家", "", "慎用"))


def test_a_line_with_an_arrow_is_a_rule():
    assert parse_rules("帐户→账户\n做为 => 作为\n") == (HouseRule("帐户", "账户"), HouseRule("做为", "作为"))


@given(RULES)
def test_what_is_written_reads_back_the_same(rules):
    rules = tuple(
        {
            rule.wrong: rule
            for rule in rules
            if rule.wrong and rule.wrong != rule.right and not rule.wrong.startswith("#")
        }.values()
    )
    assert parse_rules(rules_text(rules)) == rules


@pytest.mark.parametrize(
    ("text", "line"),
    [("帐户,账户\n,账户", 2), ("帐户,帐户", 1), ("一" * 65 + ",二", 1), ('"帐\n户",账户', 2)],
)
def test_what_is_no_rule_is_refused_with_its_line(text, line):
    with pytest.raises(UserError) as refused:
        parse_rules(text, "rules.csv")
    assert (refused.value.code, refused.value.values["line"]) == ("rules.line", line)


def test_files_in_other_encodings_are_read_and_others_refused(tmp_path):
    path = tmp_path / "规则.csv"
    path.write_bytes("帐户,账户,统一用账\n".encode("gb18030"))
    assert read_rules_file(path) == (HouseRule("帐户", "账户", "统一用账"),)
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)))
    with pytest.raises(UserError) as refused:
        read_rules_file(path)
    assert refused.value.values["file"] == "规则.csv"
    with pytest.raises(UserError):
        read_rules_file(tmp_path / "none.csv")


def test_an_exported_file_is_utf_8_for_spreadsheets(tmp_path):
    path = tmp_path / "规则.csv"
    write_rules_file(path, [HouseRule("帐户", "账户")])
    assert path.read_bytes().startswith("\ufeffwrong,right,note\r\n帐户,".encode())
    assert read_rules_file(path) == (HouseRule("帐户", "账户"),)


def test_rules_of_a_project_flag_its_issues_and_are_there_after_it_was_closed(own_home, tmp_path):
    path = tmp_path / "p.annotator"
    with Session.create(path, "项目") as session:
        session.add_issue(bridge_issue())
        assert not session.lessons().rules.rules
        set_project_rules(session, [HouseRule("灯火", "灯光", "社里定的")])
        flags = check_issue(session.issue("i1"), None, lessons=session.lessons()).flags
        assert [
            flag.candidates[0].text
            for found in flags.values()
            for flag in found
            if flag.detector == "house_rules" and flag.status is FlagStatus.OPEN
        ] == ["灯光"]
    with Session.open(path) as session:
        assert project_rules(session) == (HouseRule("灯火", "灯光", "社里定的"),)


def test_everybodys_rules_hold_in_every_project_and_a_projects_own_win(own_home, tmp_path):
    set_global_rules([HouseRule("帐户", "账户"), HouseRule("首家", "")])
    assert global_rules_path().exists()
    with Session.create(tmp_path / "p.annotator", "项目") as session:
        set_project_rules(session, [HouseRule("首家", "首个")])
        assert session.lessons().rules.rules == (HouseRule("帐户", "账户"), HouseRule("首家", "首个"))
    assert [flag.text for flag in check_texts(["开了帐户。"], None, rule_book())[0]] == ["帐户"]
    set_global_rules([])
    assert global_rules() == ()


def test_ten_thousand_rules_are_found_in_one_reading():
    rules = [
        HouseRule(f"{chr(0x4E00 + number // 100)}{chr(0x6000 + number % 100)}误") for number in range(10_000)
    ]
    book = rule_book([[rule.wrong, rule.right, rule.note] for rule in rules])
    text = "。".join(rule.wrong for rule in rules[::50])
    (flags,) = check_texts([text], None, book)
    found = [flag.text for flag in flags if flag.detector == "house_rules"]
    assert found == [rule.wrong for rule in rules[::50]]
