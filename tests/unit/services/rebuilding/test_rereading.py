"""A better reading of pages in work: one step, everything kept, corrected text going back (promise 6)."""

from __future__ import annotations

import pytest
from helpers.ocr_files import HOCR

from annotator.errors import UserError
from annotator.formats.ocr.files import read_ocr
from annotator.model.article import Role
from annotator.model.check import problems
from annotator.model.labels import LabelSpan
from annotator.model.operations import AddLabels, ReplaceText, SetRole
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.page import Page
from annotator.model.provenance import Place
from annotator.model.spans import text_of_span
from annotator.reconstruct.pipeline import reconstruct
from annotator.services.export.exporting import export_sources
from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import import_issue
from annotator.services.rebuilding.rereading import read_readings, reread_in
from annotator.services.rebuilding.rerunning import rerun_in

FIRST = """青河日报
新桥今日通车
本报讯 （记者 王进）连接青河两岸的新桥昨天正式通车，桥上灯火通明，
市民纷纷前来参观，不少人在桥头合影留念。
新桥全长一千二百米，设双向六车道，两侧有人行道。
"""
SECOND = """茶园迎来丰收
本报讯 （记者 何田）今年春茶的产量比去年增加两成，茶农们忙着采摘，
合作社的负责人说，品质也更好了。
村里还办起了茶叶加工厂，带动三十户就业。
"""


@pytest.fixture
def session(tmp_path):
    pages = [Page("p1", "01.txt", FIRST, "1"), Page("p2", "02.txt", SECOND, "2")]
    with Session.create(tmp_path / "p.annotator", "p", who="甲") as made:
        made.add_issue(reconstruct(pages, "i1", "青河日报"))
        yield made


def block_with(issue, words):
    return next(block for block in issue.blocks.values() if words in block.text)


def work(session):
    """Correct, label, and give a role on the first page."""
    issue = session.issue("i1")
    length, bridge = block_with(issue, "全长"), block_with(issue, "新桥昨天")
    at = length.text.index("一千二百")
    session.perform("i1", ReplaceText(length.id, at, at + 4, "１２００", "一千二百", "typing@甲"))
    at = bridge.text.index("王进")
    span = PlacedSpan(LabelSpan("s1", "PER"), (Place(bridge.id, at, at + 2),))
    session.perform("i1", AddLabels((span,)))
    return session.perform("i1", SetRole((length.id,), Role.NOTE))


def read(session, tmp_path, *texts, **options):
    files = []
    for number, text in enumerate(texts):
        files.append(tmp_path / f"new{number}.txt")
        files[-1].write_text(text, "utf-8")
    return read_readings(session.issue("i1"), files, **options)


BETTER = FIRST.replace("灯火通明", "灯火辉煌").replace("，\n市民", "，市民\n").replace("本报讯 ", "本报讯")


def test_a_new_reading_keeps_all_work_and_is_one_step(session, tmp_path):
    before = work(session)
    found = reread_in(session, "i1", read(session, tmp_path, BETTER), None)
    issue = session.issue("i1")
    assert found.lost == ()
    assert problems(issue) == []
    assert "灯火辉煌" in block_with(issue, "新桥昨天").text
    assert block_with(issue, "全长").text.startswith("新桥全长１２００米")
    assert block_with(issue, "全长").role is Role.NOTE
    assert text_of_span(issue, "s1") == "王进"
    assert [page.number for page in issue.pages.values()] == ["1", "2"]
    assert issue.pages["p2"] is before.pages["p2"]
    session.undo()
    assert session.issue("i1") == before
    session.redo()
    assert session.issue("i1") == issue
    assert session.base("i1").pages["p1"].raw == FIRST


def test_it_survives_closing_the_project_and_the_next_rerun(session, tmp_path):
    before = work(session)
    reread_in(session, "i1", read(session, tmp_path, BETTER), None)
    issue = session.issue("i1")
    session.close()
    with Session.open(session.path) as again:
        assert again.issue("i1") == issue
        assert [info.n_pages for info in again.issues] == [2]
        assert rerun_in(again, "i1", None).operation is None
        assert block_with(again.issue("i1"), "全长").role is Role.NOTE
        again.undo()
        assert again.issue("i1") == before


def test_a_page_can_be_read_anew_twice(session, tmp_path):
    work(session)
    reread_in(session, "i1", read(session, tmp_path, BETTER), None)
    best = BETTER.replace("一千二百", "１２００")
    found = reread_in(session, "i1", read(session, tmp_path, best), None)
    issue = session.issue("i1")
    assert (found.agreed, found.lost) == (1, ())
    assert block_with(issue, "全长").text.startswith("新桥全长１２００米")
    assert block_with(issue, "全长").role is Role.NOTE
    assert text_of_span(issue, "s1") == "王进"


def test_files_find_their_pages_by_themselves(session, tmp_path):
    readings = read(session, tmp_path, SECOND.replace("两成", "二成"), BETTER)
    assert {old: page.raw for old, page in readings.pages.items()} == {
        "p1": BETTER,
        "p2": SECOND.replace("两成", "二成"),
    }
    reread_in(session, "i1", readings, None)
    issue = session.issue("i1")
    assert [page.name for page in issue.pages.values()] == ["new1.txt", "new0.txt"]
    assert problems(issue) == []


def test_a_file_that_is_no_reading_of_the_page_is_refused(session, tmp_path):
    other = "晚间天气预报说，明天有小到中雨，出门请带好雨具。\n"
    with pytest.raises(UserError) as refused:
        read(session, tmp_path, other)
    assert refused.value.code == "reread.unlike"
    with pytest.raises(UserError):
        read(session, tmp_path, SECOND, page="p1")
    assert list(read(session, tmp_path, SECOND, page="p1", anyway=True).pages) == ["p1"]
    with pytest.raises(UserError):
        read(session, tmp_path, BETTER, other)


def test_corrected_text_goes_back_into_the_file_of_the_new_reading(tmp_path):
    old, new = tmp_path / "A01.hocr", tmp_path / "better.hocr"
    old.write_text(HOCR.replace("全市", "金市"), "utf-8")
    new.write_text(HOCR, "utf-8")
    imported = import_issue([old])
    with Session.create(tmp_path / "p.annotator", "P") as session:
        session.add_issue(imported.issue, imported.sources)
        issue = session.issue(imported.issue.id)
        block = block_with(issue, "袋盖")
        at = block.text.index("袋盖")
        session.perform(issue.id, ReplaceText(block.id, at, at + 2, "覆盖", "袋盖", "typing"))
        reread_in(session, issue.id, read_readings(session.issue(issue.id), [new]), None)
        (written,) = export_sources(session, session.issue(issue.id), tmp_path / "out")
        assert written.name == "better.hocr"
        _, (page,) = read_ocr(written.read_bytes())
        assert "覆盖" in page.raw
        assert "全市" in page.raw
        session.undo()
        (written,) = export_sources(session, session.issue(issue.id), tmp_path / "back")
        assert written.name == "A01.hocr"
