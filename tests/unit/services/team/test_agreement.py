"""How far people agree is counted on the raw characters, whatever each of them did to the text."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from helpers.several import Newsroom, correct, label

from annotator.errors import UserError
from annotator.formats.charts import Look, matrix
from annotator.services.reports.agreement_report import agreement_report
from annotator.services.reports.reporting import load_words
from annotator.services.team.adjudicating import listed_conflicts, settle
from annotator.services.team.compared import files_agreement, project_agreement


@pytest.fixture
def room(tmp_path):
    """Two people label the same names; one of them also corrects text before and inside them."""
    room = Newsroom(tmp_path, ("甲", "乙"))
    with room.open("甲") as one:
        correct(one, "b1", "青河镇", "青河")
        correct(one, "b2", "王进", "王晋")
        label(one, "b1", "网络")
        label(one, "b2", "王晋")
        label(one, "b3", "农户", "ORG")
    with room.open("乙") as two:
        label(two, "b1", "网络")
        label(two, "b2", "王进从")
        label(two, "b3", "农户", "LOC")
        correct(two, "b2", "王进", "王晋")
    return room


def test_corrections_do_not_move_labels_apart(room):
    found = files_agreement(list(room.packages.values()))
    assert (found.people, found.documents) == (("乙", "甲"), 4)
    # Of three spans each: one the same, one a character longer, one with another label.
    assert found.overall.exact == pytest.approx(1 / 3)
    assert found.overall.overlapping == pytest.approx(2 / 3)
    assert found.overall.spans == 6
    assert found.confusion == {("PER", "PER"): 2, ("LOC", "ORG"): 1}
    assert found.labels["PER"].overlapping == 1
    characters = found.overall.characters
    assert found.overall.observed == pytest.approx(1 - 3 / characters)
    assert found.corrections.exact == pytest.approx(2 / 3)
    assert {name for name, _ in found.by_document} >= {"特色产业带动农户增收致富"}


def test_a_merged_project_remembers_what_each_had_before_anybody_decided(room):
    apart = files_agreement(list(room.packages.values()))
    with room.open() as session:
        room.merge(session)
        for _ in range(2):
            shown = listed_conflicts(session.issue("i1"))[0]
            session.perform("i1", *settle(session.issue("i1"), shown.conflict, [0]))
    merged = project_agreement(room.path)
    assert merged == apart


def test_work_on_articles_nobody_shares_cannot_be_compared(tmp_path):
    room = Newsroom(tmp_path, ("甲", "乙"), overlap=0.0)
    with pytest.raises(UserError) as caught:
        files_agreement(list(room.packages.values()))
    assert caught.value.code == "agreement.nobody"
    with pytest.raises(UserError) as caught:
        project_agreement(room.path)
    assert caught.value.code == "agreement.nobody"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_report_tells_all_in_both_languages(room, language):
    found = files_agreement(list(room.packages.values()))
    report = agreement_report("早报", found, load_words(language))
    text = " ".join(
        [section.heading + section.note for section in report.sections]
        + [cell for section in report.sections if section.table for row in section.table.rows for cell in row]
    )
    assert "甲" in text
    assert "0.333" in text
    [picture] = [section.chart for section in report.sections if section.chart]
    drawn = ET.fromstring(picture)
    assert len(drawn.findall(".//{*}rect")) == 16
    assert {"甲", "乙"} <= {node.text for node in drawn.findall(".//{*}text")}


def test_the_picture_of_more_than_two_people_says_whose_labels_are_in_its_rows(room):
    found = replace(files_agreement(list(room.packages.values())), people=("丙", "乙", "甲"))
    report = agreement_report("早报", found, load_words("zh_CN"))
    [section] = [section for section in report.sections if section.chart]
    assert section.note.endswith("每两人中，在此列前者为行：丙、乙、甲。")
    told = {node.text for node in ET.fromstring(section.chart).findall(".//{*}text")}
    assert {"两人中在前者", "两人中在后者"} <= told


def test_a_matrix_shows_its_counts_and_survives_any_name():
    names = ["<A&B>", "\ud800", ""]
    picture = matrix(names, {("<A&B>", ""): 1234}, Look(), none="无", captions=("<甲&>", "乙\0"))
    told = [node.text for node in ET.fromstring(picture).findall(".//{*}text")]
    assert "1,234" in told
    assert told.count("无") == 2
