"""An export is complete and read back, or the target is as it was."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.hand_made import hand_made_issue
from helpers.made import bridge_issue
from helpers.pdf_files import made_pdf

from annotator.errors import UserError
from annotator.formats.plain_text import article_text
from annotator.model.operations import ReplaceText, perform
from annotator.services.export import exporting
from annotator.services.export.export_choice import ExportChoice
from annotator.services.export.export_formats import FORMATS, Loss, losses
from annotator.services.export.export_material import Material
from annotator.services.export.exporting import (
    export_articles,
    export_chosen,
    export_issue,
    file_name,
    material_of,
)
from annotator.services.files import writing
from annotator.services.files.writing import write_checked
from annotator.services.project.session import Session
from annotator.services.rebuilding.imported import write_project
from annotator.services.rebuilding.importing import import_issue


def test_json_says_its_offset_unit_and_reads_back(tmp_path):
    export_issue(Material(bridge_issue()), tmp_path / "a.json", "json")
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["offset_unit"] == "code_point"


def test_articles_are_written_one_a_file(tmp_path):
    (path,) = export_articles(Material(bridge_issue()), tmp_path / "out", "markdown")
    assert path.name == "01-新桥今日通车.md"
    assert path.read_text("utf-8").startswith("# 新桥今日通车\n")


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(UserError, match=r"export\.format"):
        export_issue(Material(bridge_issue()), tmp_path / "x", "pages")
    with pytest.raises(UserError, match=r"export\.format"):
        export_articles(Material(bridge_issue()), tmp_path, "json")


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "a.txt"
    target.write_text("旧", "utf-8")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(UserError, match=r"export\.write"):
        export_issue(Material(bridge_issue()), target, "text")
    assert target.read_text("utf-8") == "旧"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_what_does_not_read_back_is_not_put_in_place(tmp_path, monkeypatch):
    target = tmp_path / "a.txt"
    monkeypatch.setattr(Path, "read_bytes", lambda path: b"")
    with pytest.raises(UserError, match=r"export\.read_back"):
        write_checked(target, "新")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(UserError, match=r"export\.write"):
        export_issue(Material(bridge_issue()), tmp_path / "missing" / "a.txt", "text")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("“共享专家”来了", "01-“共享专家”来了"),
        ("a/b\\c:d*e?", "01-a-b-c-d-e"),
        ("", "01"),
        ("con", "01-con-"),
        ("长" * 100, "01-" + "长" * 60),
        ("尾巴. ", "01-尾巴"),
    ],
)
def test_file_names_suit_every_system(title, name):
    assert file_name(title, "01") == name


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_is_written_read_back_and_put_in_place(form, tmp_path):
    issue = hand_made_issue()
    issue = perform(issue, ReplaceText("b1", 2, 4, "覆盖", "袋盖", "typing@李编辑")).issue
    material = Material(issue, hand_made_issue())
    export_issue(material, tmp_path / f"a{form.suffix}", form.name)
    data = (tmp_path / f"a{form.suffix}").read_bytes()
    assert (
        form.agrees(data, material, issue.order) if form.agrees else data == form.write(material, issue.order)
    )
    if form.by_article:
        files = export_articles(material, tmp_path / form.name, form.name)
        assert [file.name for file in files] == [
            f"01-山村通了新网络{form.suffix}",
            f"02-茶园迎来丰收{form.suffix}",
        ]


@pytest.mark.parametrize("form", [form for form in FORMATS if form.agrees], ids=lambda form: form.name)
def test_a_file_that_says_something_else_is_no_export(form, tmp_path, monkeypatch):
    issue = hand_made_issue()
    block = next(block for block in issue.blocks_of("a2") if "容出" in block.text)
    at = block.text.index("容出")
    issue = perform(issue, ReplaceText(block.id, at, at + 1, "凸", "容", "typing@李编辑")).issue
    other = replace(issue, order=issue.order[:1])
    wrong = replace(form, write=lambda material, articles: form.write(Material(other), other.order))
    monkeypatch.setattr(exporting, "FORMATS", (wrong,))
    with pytest.raises(AssertionError):
        export_issue(Material(issue), tmp_path / "a", form.name)
    assert list(tmp_path.iterdir()) == []


def test_what_a_format_cannot_hold_is_counted_beforehand():
    issue = hand_made_issue()
    issue = perform(issue, ReplaceText("b1", 2, 4, "覆\x01", "袋盖", "typing")).issue
    by_name = {form.name: losses(form, issue) for form in FORMATS}
    assert by_name["text"] == {Loss.CORRECTIONS: 1, Loss.FURNITURE: 4, Loss.UNPLACED: 5}
    assert by_name["docx-tracked"] == {Loss.FURNITURE: 4, Loss.UNPLACED: 5, Loss.CHARACTERS: 1}
    assert by_name["json"] == {}


def test_an_export_knows_when_corrections_were_made(tmp_path):
    with Session.create(tmp_path / "p.annotator", "P", who="李编辑") as session:
        session.add_issue(hand_made_issue())
        session.perform("i1", ReplaceText("b1", 2, 4, "覆盖", "袋盖", "typing@李编辑"))
        material = material_of(session, session.issue("i1"))
        assert material.base == hand_made_issue()
        assert material.dates.keys() == {("b1", "覆盖")}


def test_an_issue_as_text_has_its_articles_in_order_an_empty_line_between_two(tmp_path):
    issue = hand_made_issue()
    export_issue(Material(issue), tmp_path / "a.txt", "text")
    first, second = (article_text(issue, name) for name in issue.order)
    assert (tmp_path / "a.txt").read_text("utf-8") == f"{first}\n{second}"


def test_tei_of_a_pdf_marks_the_columns_its_print_shows(tmp_path):
    left = [
        "职业学校的实训车间里，学",
        "生们正在机床前加工零件，",
        "指导老师手把手地教他们。",
        "大家学得很认真。",
    ]
    right = [
        "学校与企业签订协议，学生",
        "在校学理论，到车间练技术",
        "毕业以前就被预订一空了。",
        "焊接专业的学生说。",
    ]
    rows = [
        (x, 700 - 18 * row, 12, text)
        for x, column in ((60, left), (260, right))
        for row, text in enumerate(column)
    ]
    (tmp_path / "a.pdf").write_bytes(made_pdf([[(60, 740, 26, "产教融合办进车间"), *rows]]))
    imported = import_issue([tmp_path / "a.pdf"])
    with write_project(imported, tmp_path / "p.annotator", "甲") as session:
        choice = ExportChoice("tei")
        export_chosen(material_of(session, imported.issue, choice), tmp_path / "a.xml", choice)
    text = (tmp_path / "a.xml").read_text("utf-8")
    assert re.sub(r"<lb[^>]*>", "", text).count("<cb ") == 2
    assert re.search(r'<cb n="1"[^>]*>(<lb[^>]*>)?职业学校', text)
    assert re.search(r'<cb n="2"[^>]*>(<lb[^>]*>)?学校与企业', text)
    assert "not known" not in text
