"""Tables of corrections name each place, in code points, and can be opened without harm."""

import csv
import io
import json

from helpers.hand_made import hand_made_issue
from helpers.issues import issues, operations
from hypothesis import given, settings

from annotator.formats.correction_tables import (
    confusions_csv,
    corrections_csv,
    corrections_jsonl,
    pairs_jsonl,
    records,
)
from annotator.model.operations import ReplaceText, perform


def corrected():
    issue = hand_made_issue()
    for operation in (
        ReplaceText("b1", 2, 4, "覆盖", "袋盖", "flag:lattice@李编辑"),
        ReplaceText("b3", 11, 13, "覆盖", "袋盖", "series"),
        ReplaceText("b4", 0, 0, "=SUM(A1)", "", "typing"),
    ):
        issue = perform(issue, operation).issue
    return issue


def test_a_record_names_the_raw_place_and_its_surroundings():
    issue = corrected()
    first = next(records(issue))
    assert (first.before, first.after, first.left, first.kind, first.who) == (
        "袋盖",
        "覆盖",
        "网络",
        "flag",
        "李编辑",
    )
    assert first.right.startswith("了全镇")
    assert issue.pages[first.page].raw[first.start : first.end] == "袋盖"


def test_json_lines_say_their_offset_unit_and_hold_every_correction():
    head, *lines = map(json.loads, corrections_jsonl(corrected()).splitlines())
    assert head["offset_unit"] == "code_point"
    assert [line["after"] for line in lines] == ["覆盖", "覆盖", "=SUM(A1)"]


def test_a_spreadsheet_sees_no_formula():
    rows = list(csv.reader(io.StringIO(corrections_csv(corrected()))))
    assert rows[0][:3] == ["issue", "article", "page"]
    assert rows[3][rows[0].index("after")] == "'=SUM(A1)"


def test_confusions_are_counted_character_by_character():
    rows = list(csv.reader(io.StringIO(confusions_csv(corrected()))))
    assert rows == [["before", "after", "count"], ["袋", "覆", "2"]]


def test_pairs_turn_their_source_into_their_target():
    for line in map(json.loads, pairs_jsonl(corrected()).splitlines()):
        text = line["source"]
        for error in reversed(line["errors"]):
            text = text[: error["start"]] + error["correction"] + text[error["end"] :]
        assert text == line["target"]


@settings(max_examples=60)
@given(
    issues().flatmap(
        lambda issue: operations(issue, iter(range(10**6))).map(lambda one: perform(issue, one).issue)
    )
)
def test_every_pair_leads_from_source_to_target(issue):
    for line in map(json.loads, pairs_jsonl(issue).splitlines()):
        text = line["source"]
        for error in reversed(line["errors"]):
            text = text[: error["start"]] + error["correction"] + text[error["end"] :]
        assert text == line["target"]
