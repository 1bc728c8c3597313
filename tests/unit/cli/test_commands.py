"""The command line does the whole job without a window, with the designed exit statuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from helpers.ocr_files import ALTO
from helpers.pdf_files import made_pdf

from annotator.cli import check_command, main, messages, process_command
from annotator.cli.main import BUG, DONE, REFUSED, USAGE
from annotator.services.project.session import Session

FIRST = """青河日报

新桥今日通车

本报记者 王 进

本报讯 昨日上午，青河大桥建成通车。这座桥全长三
百二十米，连接南北两岸，市民过河只要五分钟。网络信号
已经覆盖全桥，市民
（下转第3版）
"""
THIRD = """（上接第1版）
可以边走边看两岸的风景。市民们都说好。

新桥今日通车
"""


@pytest.fixture(autouse=True)
def without_models(monkeypatch):
    for module in (process_command, check_command):
        monkeypatch.setattr(module, "load_models", lambda *_: None)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "一期"
    folder.mkdir()
    (folder / "第1版.txt").write_text(FIRST, "utf-8")
    (folder / "第3版.txt").write_text(THIRD, "gb18030")
    return folder


def run(capfdbinary, *arguments):
    status = main.main([str(argument) for argument in arguments])
    out, err = capfdbinary.readouterr()
    return status, out.decode("utf-8"), err.decode("utf-8")


def test_process_writes_json_to_standard_output(pages, capfdbinary):
    status, out, _ = run(capfdbinary, "process", pages, "--json", "-")
    data = json.loads(out)
    assert status == DONE
    assert data["schema"] == "annotator/process-1"
    assert [page["name"] for page in data["pages"]] == ["第1版.txt", "第3版.txt"]
    assert [page["encoding"].lower() for page in data["pages"]] == ["utf-8", "gb18030"]
    (article,) = [article for article in data["articles"] if article["jumps"]]
    assert article["title"] == "新桥今日通车"
    assert article["jumps"][0]["to"]["page"] == "p2"


def test_process_writes_files_and_a_project(pages, tmp_path, capfdbinary):
    target, folder, project = tmp_path / "a.json", tmp_path / "md", tmp_path / "p.annotator"
    status, out, _ = run(
        capfdbinary,
        "process",
        pages,
        "--json",
        target,
        "--markdown",
        folder,
        "--project",
        project,
        "--name",
        "一期",
    )
    assert (status, out) == (DONE, "")
    assert json.loads(target.read_text("utf-8"))["pages"]
    assert any("# 新桥今日通车" in path.read_text("utf-8") for path in folder.iterdir())
    with Session.open(project) as session:
        assert [info.name for info in session.issues] == ["一期"]


def test_page_numbers_can_be_overridden(pages, capfdbinary):
    _, out, _ = run(capfdbinary, "process", pages, "--numbers", "A1,A3")
    assert [page["number"] for page in json.loads(out)["pages"]] == ["A1", "A3"]
    status, out, err = run(capfdbinary, "process", pages, "--numbers", "1,2,3")
    assert (status, out) == (REFUSED, "")
    assert err.count("\n") == 1


def test_a_clean_up_can_be_left_out(tmp_path, capfdbinary):
    page = tmp_path / "A01.txt"
    page.write_text("新桥(在河上)今天通车，全长 12 公里。", "utf-8")

    def text(*options):
        _, out, _ = run(capfdbinary, "process", page, *options)
        return "".join(
            block["text"] for article in json.loads(out)["articles"] for block in article["blocks"]
        )

    assert text() == "新桥（在河上）今天通车，全长12公里。"
    assert text("--without", "space") == "新桥（在河上）今天通车，全长 12 公里。"
    assert text("--without", "space", "--without", "punctuation") == "新桥(在河上)今天通车，全长 12 公里。"


def test_a_refused_file_leaves_nothing_behind(pages, tmp_path, capfdbinary):
    empty = pages / "空.txt"
    empty.write_bytes(b"")
    project = tmp_path / "p.annotator"
    status, out, err = run(
        capfdbinary, "process", pages, empty, "--project", project, "--json", tmp_path / "a.json"
    )
    assert (status, out) == (REFUSED, "")
    assert err == "空.txt holds no text.\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["一期"]


def test_a_folder_comes_in_without_the_file_that_cannot_be_read(pages, tmp_path, capfdbinary):
    (pages / "坏.xml").write_text("<alto>\n<a>", "utf-8")
    status, _, err = run(capfdbinary, "process", pages, "--json", tmp_path / "a.json")
    assert status == 0
    assert err.startswith("坏.xml is no sound XML (line 2: ")
    assert err.endswith("\n1 of the files could not be read and was left out; the others came in.\n")


def test_a_folder_of_folders_is_imported_as_several_issues(pages, tmp_path, capfdbinary):
    project = tmp_path.parent / f"{tmp_path.name}.annotator"
    (tmp_path / "二期").mkdir()
    (tmp_path / "二期" / "A01.txt").write_text("文字。", "utf-8")
    status, out, err = run(capfdbinary, "import", project, tmp_path, "--name", "一")
    assert (status, out) == (REFUSED, "")
    status, out, err = run(capfdbinary, "import", project, tmp_path)
    assert (status, out, err) == (0, "一期\n二期\n", "")


def test_pages_of_a_pdf_are_chosen(tmp_path, capfdbinary):
    path = tmp_path / "a.pdf"
    path.write_bytes(made_pdf([[(50, 700, 12, text)] for text in ("第一页。", "第二页。", "第三页。")]))
    status, out, _ = run(capfdbinary, "process", path, "--pages", "2-3")
    assert status == 0
    assert [page["name"] for page in json.loads(out)["pages"]] == ["a.pdf 2", "a.pdf 3"]
    status, out, err = run(capfdbinary, "process", path, "--pages", "x")
    assert (status, out, err) == (REFUSED, "", "“x” is no range of pages; pages are chosen like 1-8,12.\n")


def test_sentences_follow_the_locale(tmp_path, capfdbinary, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    status, _, err = run(capfdbinary, "process", tmp_path / "无.txt")
    assert status == REFUSED
    assert err.endswith("无.txt：没有这个文件或文件夹。\n")


def test_wrong_usage_has_its_own_status(capfdbinary):
    assert run(capfdbinary, "process")[0] == USAGE
    assert run(capfdbinary, "check")[0] == USAGE
    assert run(capfdbinary, "no-such-command")[0] == USAGE
    assert run(capfdbinary, "--help")[0] == DONE


def test_a_bug_names_the_log_file(pages, capfdbinary, monkeypatch, logged_warnings):
    def broken(*args, **kwargs):
        raise RuntimeError("boom")

    monkeypatch.setattr(process_command, "import_issue", broken)
    status, _, err = run(capfdbinary, "process", pages)
    path = re.search(r"in (\S+\.log)\.$", err.strip())
    assert status == BUG
    assert path is not None
    assert "boom" in Path(path[1]).read_text("utf-8")


def test_check_gives_flags_for_text_as_it_stands(tmp_path, capfdbinary):
    path = tmp_path / "a.txt"
    path.write_text("一系列惠企企企举措落地。", "utf-8")
    status, out, _ = run(capfdbinary, "check", path)
    (line,) = out.splitlines()
    record = json.loads(line)
    assert status == DONE
    assert record["id"] == "a.txt"
    assert any(flag["text"] in "企企企" and flag["detector"] == "repetition" for flag in record["flags"])


def test_check_of_records_keeps_their_order(tmp_path, capfdbinary):
    path = tmp_path / "in.jsonl"
    texts = ["天气很好。", "一系列惠企企企举措落地。", "永远跟党走、的忠诚品格。"]
    path.write_text("".join(json.dumps({"id": f"r{n}", "text": text}) + "\n" for n, text in enumerate(texts)))
    status, out, _ = run(capfdbinary, "check", "--jsonl", path, "--all")
    records = [json.loads(line) for line in out.splitlines()]
    assert status == DONE
    assert [record["id"] for record in records] == ["r0", "r1", "r2"]
    for record, text in zip(records, texts, strict=True):
        for flag in record["flags"]:
            assert text[flag["start"] : flag["end"]] == flag["text"]
            assert flag["score"] >= 0.01
    assert any(flag.get("shown") for flag in records[1]["flags"])


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', '{"text": "字"}', '{"id": "a", "text": 3}'])
def test_a_faulty_record_is_refused_before_anything_is_written(tmp_path, capfdbinary, line):
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "a", "text": "好"}\n' + line + "\n", "utf-8")
    status, out, err = run(capfdbinary, "check", "--jsonl", path)
    assert (status, out) == (REFUSED, "")
    assert "line 2" in err


def test_import_export_and_doctor_work_on_a_project(pages, tmp_path, capfdbinary):
    project = tmp_path / "p.annotator"
    assert run(capfdbinary, "import", project, pages, "--name", "一")[:2] == (DONE, "一\n")
    assert run(capfdbinary, "import", project, pages / "第3版.txt", "--encoding", "gb18030")[0] == DONE
    status, _, err = run(capfdbinary, "export", project, tmp_path / "all.txt")
    assert status == REFUSED
    assert "--issue" in err
    assert run(capfdbinary, "export", project, tmp_path / "all.txt", "--issue", "一")[0] == DONE
    assert "新桥今日通车" in (tmp_path / "all.txt").read_text("utf-8")
    assert run(capfdbinary, "export", project, tmp_path / "x", "--issue", "无")[0] == REFUSED
    assert (
        run(
            capfdbinary,
            "export",
            project,
            tmp_path / "md",
            "--issue",
            "一",
            "--format",
            "markdown",
            "--per-article",
        )[0]
        == DONE
    )
    assert run(capfdbinary, "doctor", project)[:2] == (DONE, "")


def test_import_refuses_what_is_no_project(pages, tmp_path, capfdbinary):
    target = tmp_path / "p.annotator"
    target.write_text("不是项目", "utf-8")
    status, _, err = run(capfdbinary, "import", target, pages)
    assert status == REFUSED
    assert "not a project" in err
    assert target.read_text("utf-8") == "不是项目"


def test_both_languages_have_every_sentence():
    assert messages.ENGLISH.keys() == messages.CHINESE.keys()
    for code, pattern in messages.ENGLISH.items():
        assert set(re.findall(r"\{(\w+)\}", pattern)) == set(
            re.findall(r"\{(\w+)\}", messages.CHINESE[code])
        ), code


def test_one_thing_is_told_of_in_the_singular(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    told = {count: messages.sentence("loss.overlaps", {"count": count}) for count in (1, 2, "1")}
    assert told[1] == told["1"] == "Not in this format: 1 label that overlaps others."
    assert told[2] == "Not in this format: 2 labels that overlap others."
    assert messages.sentence("loss.labels", {}) == "Not in this format: <count> labels."


@pytest.mark.parametrize(("form", "begins"), [("text", "新桥"), ("markdown", "#"), ("json", "{")])
def test_export_to_standard_output(pages, tmp_path, capfdbinary, monkeypatch, form, begins):
    project, target = tmp_path / "p.annotator", tmp_path / "all"
    run(capfdbinary, "import", project, pages)
    assert run(capfdbinary, "export", project, target, "--format", form)[0] == DONE
    monkeypatch.chdir(tmp_path)
    status, out, err = run(capfdbinary, "export", project, "-", "--format", form)
    assert status == DONE
    assert err == ("" if form == "json" else "Not in this format: 4 characters of furniture.\n")
    assert out == target.read_text("utf-8")
    assert begins in out
    assert not (tmp_path / "-").exists()


def test_plain_text_is_written_a_file_a_page_with_the_breaks_of_the_page(pages, tmp_path, capfdbinary):
    project, out = tmp_path / "p.annotator", tmp_path / "out"
    run(capfdbinary, "import", project, pages)
    options = ("--per-page", "--line-breaks", "printed", "--blank-lines")
    assert run(capfdbinary, "export", project, out, *options)[0] == DONE
    names = sorted(path.name for path in out.iterdir())
    assert [name[:3] for name in names] == ["01-", "02-"]
    assert "新桥今日通车\n\n" in (out / names[0]).read_text("utf-8")


@pytest.mark.parametrize(
    "options",
    [
        ("--per-page", "--per-article"),
        *((each, "--format", "html") for each in ("--per-page", "--blank-lines")),
    ],
)
def test_options_that_do_not_go_together_are_refused(pages, tmp_path, capfdbinary, options):
    project, out = tmp_path / "p.annotator", tmp_path / "out"
    run(capfdbinary, "import", project, pages)
    status, _, err = run(capfdbinary, "export", project, out, *options)
    assert (status, out.exists()) == (REFUSED, False)
    assert options[0] in err


def test_export_of_a_project_without_an_issue_says_so(tmp_path, capfdbinary):
    project = tmp_path / "p.annotator"
    Session.create(project, "p").close()
    status, out, err = run(capfdbinary, "export", project, tmp_path / "all.txt")
    assert (status, out, err) == (REFUSED, "", "p.annotator holds no issue yet.\n")
    assert not (tmp_path / "all.txt").exists()


def test_export_of_all_projects_that_a_pattern_names(pages, tmp_path, capfdbinary):
    folder, out = tmp_path / "2023", tmp_path / "out"
    for place in ("a", "b"):
        (folder / place).mkdir(parents=True)
        run(capfdbinary, "import", folder / place / "p.annotator", pages, "--name", "一")
    run(capfdbinary, "import", folder / "b" / "p.annotator", pages / "第1版.txt", "--name", "二")
    (folder / "broken.annotator").write_text("不是项目", "utf-8")
    status, _, err = run(capfdbinary, "export", f"{folder}/**/*.annotator", out, "--format", "markdown")
    assert status == REFUSED
    assert sorted(path.name for path in out.iterdir()) == ["p-一.md", "p-二.md", "p.md"]
    assert "新桥今日通车" in (out / "p-二.md").read_text("utf-8")
    told = [line for line in err.splitlines() if "broken" in line]
    assert len(told) == 1
    assert "not a project" in told[0]
    assert err.splitlines()[-1] == "Projects written: 2; failed: 1."


def test_issues_without_ocr_files_are_told_of_and_fail_no_project(pages, tmp_path, capfdbinary):
    (tmp_path / "A01.xml").write_text(ALTO, "utf-8")
    mixed, typed, out = tmp_path / "a.annotator", tmp_path / "b.annotator", tmp_path / "out"
    run(capfdbinary, "import", mixed, pages, "--name", "一")
    run(capfdbinary, "import", mixed, tmp_path / "A01.xml", "--name", "二")
    run(capfdbinary, "import", typed, pages, "--name", "三")
    status, _, err = run(capfdbinary, "export", mixed, typed, out, "--format", "ocr")
    assert status == DONE
    assert [path.relative_to(out).as_posix() for path in out.rglob("*.xml")] == ["a-二/A01.xml"]
    assert [line for line in err.splitlines() if "OCR engine" in line] == [
        f"{mixed}: The pages of 一 did not come from files of an OCR engine.",
        f"{typed}: The pages of 三 did not come from files of an OCR engine.",
    ]
    assert "failed: 0" in err


def test_several_projects_are_written_whatever_the_shell_makes_of_patterns(pages, tmp_path, capfdbinary):
    for name in ("甲", "乙"):
        run(capfdbinary, "import", tmp_path / f"{name}.annotator", pages)
    named = [tmp_path / "甲.annotator", tmp_path / "乙.annotator"]
    assert run(capfdbinary, "export", *named, tmp_path / "out", "--per-article")[0] == DONE
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["乙", "甲"]
    status, _, err = run(capfdbinary, "export", tmp_path / "nothing*.annotator", tmp_path / "none")
    assert (status, (tmp_path / "none").exists()) == (REFUSED, False)
    assert "names no project" in err


def test_stats_prints_figures_and_writes_a_report(pages, tmp_path, capfdbinary):
    project, page = tmp_path / "p.annotator", tmp_path / "report.html"
    run(capfdbinary, "import", project, pages)
    status, out, _ = run(capfdbinary, "stats", project, "--html", page)
    head, issue, total = out.splitlines()
    assert status == DONE
    assert head.split("\t")[:2] == ["Issue", "Characters"]
    assert issue.split("\t")[0] == "一期"
    assert issue.split("\t")[1:] == total.split("\t")[1:]
    assert "<svg" in page.read_text("utf-8")
    status, out, _ = run(capfdbinary, "stats", project, "--json")
    assert json.loads(out)["total"]["stages"] == {"unread": 1}


def test_stats_refuses_what_is_no_project(tmp_path, capfdbinary):
    status, out, err = run(capfdbinary, "stats", tmp_path / "none.annotator")
    assert (status, out) == (REFUSED, "")
    assert err.endswith("none.annotator: there is no such project.\n")
