"""Whatever the bytes: one clear refusal, or an issue that keeps every promise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.model.check import problems
from annotator.model.coverage import count
from annotator.services.files.sample_pages import sample_files
from annotator.services.rebuilding.importing import import_issue, issue_name

LINES = st.sampled_from(
    [
        "本报讯 昨日，全市中小学举行运动会。",
        "本报记者 王 进",
        "（下转第3版）",
        "（上接第1版）",
        "# 标题",
        "图为大桥。 李 明 摄",
        "新桥今日通车",
        "春茶开采忙春茶开采忙",
        "社址：文昌路8号 邮编：000000 零售每份：1.00元",
        "□ 本报记者",
        "一二三四五六七八九十" * 4,
        "",
        " \u3000",
        "\x00\u2028",
        "𠮷野家",
        '"引号",说.',
        "||||",
        "Hello world and 思想",
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\x0c"])


@given(st.lists(st.lists(st.tuples(LINES, ENDS), min_size=1, max_size=25), min_size=1, max_size=3))
def test_every_page_of_lines_becomes_an_issue_that_keeps_the_promises(tmp_path_factory, pages):
    folder = tmp_path_factory.mktemp("pages")
    files = []
    for number, lines in enumerate(pages, start=1):
        path = folder / f"第{number}版.txt"
        path.write_bytes("".join(line + end for line, end in lines).encode())
        files.append(path)
    try:
        issue = import_issue(files).issue
    except UserError as refused:
        assert refused.code in {"import.empty", "import.binary"}
        return
    assert problems(issue) == []
    counts = count(issue)
    assert counts.total == counts.articles + counts.furniture + counts.unplaced


@given(st.binary(max_size=300))
def test_any_bytes_are_imported_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("bytes") / "a.txt"
    path.write_bytes(data)
    try:
        issue = import_issue([path]).issue
    except UserError as refused:
        assert refused.values["file"] == "a.txt"
        return
    assert problems(issue) == []


def test_an_issue_is_named_after_its_folder_or_only_file(tmp_path):
    folder = tmp_path / "2024-03-16"
    folder.mkdir()
    files = [folder / "1.txt", folder / "2.txt"]
    assert issue_name(files) == "2024-03-16"
    assert issue_name(files[:1]) == "1"


def test_numbers_said_by_the_person_win(tmp_path):
    path = tmp_path / "第3版.txt"
    path.write_text("本报讯 昨日下雨。", "utf-8")
    assert import_issue([path]).issue.pages["p1"].number == "3"
    assert import_issue([path], numbers=["A7"]).issue.pages["p1"].number == "A7"


def test_progress_rises_to_the_end():
    shares = []
    import_issue(sample_files(), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)


def test_a_cancelled_check_leaves_a_whole_issue():
    done = [0.0]
    issue = import_issue(sample_files(), progress=done.append, cancelled=lambda: done[-1] > 0.3).issue
    assert problems(issue) == []
    assert not issue.flags
