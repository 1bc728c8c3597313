"""Word lists are read, kept for a project and for all, and put into the labels of a scheme."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.model.labels import Label, LabelScheme
from annotator.services.labels.gazetteers import (
    Gazetteer,
    gazetteer_text,
    global_folder,
    global_gazetteers,
    listed,
    parse_gazetteer,
    project_gazetteers,
    read_gazetteer,
    set_project_gazetteers,
)
from annotator.services.project.session import Session

SCHEME = LabelScheme("s", "s", (Label("LOC", "地点", "#009e73"), Label("PER", "人物", "#d55e00")))


def test_a_line_is_an_entry_with_its_label_or_that_of_the_list():
    found = parse_gazetteer("\ufeff# 标签：地点\n青河县\n\n陆文婧\tPER\n# a remark\n云岭镇\t\n", "names")
    assert found == Gazetteer("names", "地点", (("青河县", ""), ("陆文婧", "PER"), ("云岭镇", "")))
    assert listed([found], SCHEME).labels == {"青河县": ("LOC",), "陆文婧": ("PER",), "云岭镇": ("LOC",)}


def test_entries_of_labels_the_scheme_does_not_have_are_left_out():
    both = [
        Gazetteer("a", "", (("青河县", "LOC"), ("无名", ""), ("茶", "LOC"))),
        Gazetteer("b", "BOOK", (("红楼", ""),)),
    ]
    made = listed(both, SCHEME)
    assert made.labels == {"青河县": ("LOC",)}
    assert list(made.phrases.spans("在青河县")) == [(1, 4)]


def test_a_text_in_two_lists_has_both_labels():
    made = listed([Gazetteer("a", "LOC", (("青山", ""),)), Gazetteer("b", "PER", (("青山", ""),))], SCHEME)
    assert made.labels == {"青山": ("LOC", "PER")}


@given(
    st.lists(
        st.tuples(st.text("青河县 A,#", min_size=1, max_size=6).map(str.strip), st.sampled_from(["", "LOC"]))
    ),
    st.sampled_from(["", "地点", "Place name"]),
)
def test_what_is_written_reads_back_the_same(entries, label):
    entries = [entry for entry in dict.fromkeys(entries) if entry[0] and not entry[0].startswith("#")]
    made = Gazetteer("a", label, tuple(entries))
    assert parse_gazetteer(gazetteer_text(made), "a") == made


def test_a_project_keeps_its_lists(tmp_path):
    made = (Gazetteer("places", "LOC", (("青河县", ""), ("云岭镇", "PER"))), Gazetteer("none"))
    with Session.create(tmp_path / "a.annotator", "a") as session:
        assert project_gazetteers(session) == ()
        set_project_gazetteers(session, made)
    with Session.open(tmp_path / "a.annotator") as session:
        assert project_gazetteers(session) == made


def test_lists_for_all_projects_are_files_people_can_edit(own_home):
    assert global_gazetteers() == ()
    global_folder().mkdir(parents=True)
    path = global_folder() / "places.txt"
    path.write_text("# label: LOC\n青河县\n", "utf-8")
    assert global_gazetteers() == (Gazetteer("places", "LOC", (("青河县", ""),)),)
    path.unlink()
    assert global_gazetteers() == ()


def test_a_file_is_refused_with_its_reason(tmp_path):
    with pytest.raises(UserError) as missing:
        read_gazetteer(tmp_path / "none.txt")
    assert missing.value.code == "import.missing"
    path = tmp_path / "long.txt"
    path.write_text("青河县\n" + "长" * 65 + "\n", encoding="utf-8")
    with pytest.raises(UserError) as refused:
        read_gazetteer(path)
    assert (refused.value.code, refused.value.values["line"]) == ("gazetteer.line", 2)
