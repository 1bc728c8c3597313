"""The JSON of ``annotator process`` says where every character is."""

from __future__ import annotations

import json

from helpers.issues import issues
from helpers.made import bridge_issue
from hypothesis import given

from annotator.formats.process_json import issue_json, json_lines, verify


@given(issues())
def test_every_non_blank_raw_character_is_in_exactly_one_place(issue):
    data = json.loads(json.dumps(issue_json(issue)))
    assert verify(data, {page.id: page.raw for page in issue.pages.values()}) == []


@given(issues())
def test_written_by_lines_it_is_the_same_and_every_article_is_one_line(issue):
    data = json.loads(json.dumps(issue_json(issue)))
    for ensure_ascii in (False, True):
        text = json_lines(data, ensure_ascii=ensure_ascii)
        assert json.loads(text) == data
        lines = [line.strip().removesuffix(",") for line in text.split("\n")]
        assert [json.loads(line) for line in lines if line.startswith('{"id": "a')] == data["articles"]


def test_verify_finds_what_does_not_agree():
    issue = bridge_issue()
    raws = {page.id: page.raw for page in issue.pages.values()}
    data = issue_json(issue)
    assert verify(data, raws) == []
    data["articles"][0]["blocks"][2]["text"] += "多"
    data["unplaced"].clear()
    data["flags"][0]["start"] += 1
    data["furniture"].append(dict(data["furniture"][0]))
    found = verify(data, raws)
    assert [code.split()[0] for code in found] == ["block.text", "flag.text", "raw.twice", "raw.uncovered"]


def test_the_document_has_the_designed_form():
    data = issue_json(bridge_issue())
    assert data["schema"] == "annotator/process-1"
    assert data["offset_unit"] == "code_point"
    (article,) = data["articles"]
    assert (article["title"], article["byline"], article["kicker"]) == ("新桥今日通车", "本报记者 王进", None)
    assert article["blocks"][1]["runs"][1] == {
        "page": "p1",
        "start": 18,
        "end": 19,
        "text": "",
        "origin": "cleanup:letter-spacing",
    }
    assert article["jumps"] == [
        {"marker": "下转第3版", "from": {"page": "p1", "block": 3}, "to": {"page": "p3", "block": 4}}
    ]
    assert data["furniture"] == [{"page": "p1", "start": 0, "end": 4, "text": "青河日报", "role": "masthead"}]
    assert [piece["text"] for piece in data["unplaced"]] == ["页边"]
    first = data["flags"][0]
    assert (first["article"], first["block"], first["start"], first["end"], first["text"]) == (
        "a1",
        2,
        2,
        4,
        "袋盖",
    )
    assert first["candidates"][0] == {"text": "覆盖", "score": 0.9}


def test_flags_below_the_threshold_are_left_out():
    assert issue_json(bridge_issue(), 0.95)["flags"] == []
