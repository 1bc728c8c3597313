"""An export is complete and read back, or the target is as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers.made import bridge_issue

from annotator.errors import UserError
from annotator.services import exporting
from annotator.services.exporting import export_articles, export_issue, file_name, write_checked


def test_json_says_its_offset_unit_and_reads_back(tmp_path):
    export_issue(bridge_issue(), tmp_path / "a.json", "json")
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["offset_unit"] == "code_point"


def test_articles_are_written_one_a_file(tmp_path):
    (path,) = export_articles(bridge_issue(), tmp_path / "out", "markdown")
    assert path.name == "01-新桥今日通车.md"
    assert path.read_text("utf-8").startswith("# 新桥今日通车\n")


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(UserError, match=r"export\.format"):
        export_issue(bridge_issue(), tmp_path / "x", "docx")
    with pytest.raises(UserError, match=r"export\.format"):
        export_articles(bridge_issue(), tmp_path, "json")


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "a.txt"
    target.write_text("旧", "utf-8")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting.os, "fsync", full)
    with pytest.raises(UserError, match=r"export\.write"):
        export_issue(bridge_issue(), target, "text")
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
        export_issue(bridge_issue(), tmp_path / "missing" / "a.txt", "text")


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
