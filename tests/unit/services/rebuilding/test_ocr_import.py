"""Pages come from OCR files, Word and web pages; corrected text goes back into the OCR files."""

import pytest
from docx import Document
from helpers.ocr_files import ALTO, HOCR, SAMPLES

from annotator.errors import UserError
from annotator.formats.ocr.files import read_ocr
from annotator.model.check import problems
from annotator.model.operations import ReplaceText
from annotator.services.export.exporting import export_sources
from annotator.services.files.issue_files import collect_files
from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import import_issue
from annotator.services.sources.pages import read_file

SUFFIXES = {"hocr": ".hocr", "alto": ".xml", "page": ".xml"}


@pytest.fixture(params=sorted(SAMPLES))
def session(request, tmp_path):
    path = tmp_path / f"A01{SUFFIXES[request.param]}"
    path.write_text(SAMPLES[request.param], "utf-8")
    imported = import_issue([path])
    with Session.create(tmp_path / "p.annotator", "P") as made:
        made.add_issue(imported.issue, imported.sources)
        yield made


def correct(session, old, new):
    (info,) = session.issues
    issue = session.issue(info.id)
    block = next(block for block in issue.blocks.values() if old in block.text)
    at = block.text.index(old)
    session.perform(info.id, ReplaceText(block.id, at, at + len(old), new, old, "typing@李编辑"))
    return session.issue(info.id)


def test_an_ocr_file_becomes_a_page_that_keeps_every_promise(session):
    (info,) = session.issues
    issue = session.issue(info.id)
    assert problems(issue) == []
    assert "网络袋盖" in issue.pages["p1"].raw
    (source,) = session.sources(info.id)
    assert (source.pages, read_ocr(source.data)[1][0].raw) == (("p1",), issue.pages["p1"].raw)


def test_corrected_text_goes_back_into_the_file_and_survives_a_restart(session, tmp_path):
    issue = correct(session, "袋盖", "覆盖")
    with Session.open(session.path, read_only=True) as again:
        (written,) = export_sources(again, issue, tmp_path / "out")
    _, (page,) = read_ocr(written.read_bytes())
    assert page.raw == issue.pages["p1"].raw.replace("袋盖", "覆盖")


def test_without_corrections_the_very_bytes_come_back(session, tmp_path):
    (info,) = session.issues
    (written,) = export_sources(session, session.issue(info.id), tmp_path / "out")
    (source,) = session.sources(info.id)
    assert written.read_bytes() == source.data


def test_pages_of_text_have_no_file_to_go_back_into(tmp_path):
    (tmp_path / "1.txt").write_text("青河日报\n网络袋盖全市。\n", "utf-8")
    imported = import_issue([tmp_path / "1.txt"])
    assert imported.sources == ()
    with Session.create(tmp_path / "p.annotator", "P") as session:
        session.add_issue(imported.issue)
        with pytest.raises(UserError, match=r"export\.no_sources"):
            export_sources(session, imported.issue, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_of_several_pages_gives_several_pages(tmp_path):
    page = HOCR[HOCR.index('<div class="ocr_page"') : HOCR.index("</body>")]
    (tmp_path / "all.hocr").write_text(HOCR.replace(page, page + page.replace("全市", "全县")), "utf-8")
    (tmp_path / "z.txt").write_text("末页的文字。\n", "utf-8")
    imported = import_issue(collect_files([tmp_path]))
    assert [page.name for page in imported.issue.pages.values()] == ["all.hocr 1", "all.hocr 2", "z.txt"]
    (source,) = imported.sources
    assert source.pages == ("p1", "p2")


def test_alto_says_its_printed_page_number(tmp_path):
    (tmp_path / "a.xml").write_text(ALTO, "utf-8")
    assert import_issue([tmp_path / "a.xml"]).issue.pages["p1"].number == "3"


def test_a_word_document_is_read_paragraph_by_paragraph(tmp_path):
    document = Document()
    for text in ("青河日报", "网络袋盖全市。"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "a.docx"))
    (page,) = read_file(tmp_path / "a.docx").pages
    assert page.raw == "青河日报\n网络袋盖全市。\n"


def test_a_web_page_is_read_without_its_scripts(tmp_path):
    (tmp_path / "a.html").write_bytes(
        "<html><head><title>x</title><script>var 网络;</script></head><body><h1>青河日报</h1>"
        "<p>网络袋盖\n全市，<b>信号</b>好。<br>另一行</p></body></html>".encode("gb18030")
    )
    (page,) = read_file(tmp_path / "a.html", encoding="gb18030").pages
    assert page.raw == "青河日报\n\n网络袋盖全市，信号好。\n另一行\n"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xml", b"<alto><Layout>", "ocr.xml"),
        ("a.xml", b"<other/>", "ocr.format"),
        ("a.hocr", b"no xml", "ocr.xml"),
        ("a.docx", b"PK\x03\x04 broken", "import.docx"),
        ("a.docx", b"", "import.docx"),
        ("a.html", b"<html><body> </body></html>", "import.empty"),
        ("a.html", b"", "import.empty"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path, name, content, code):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError) as told:
        read_file(tmp_path / name)
    assert (told.value.code, told.value.values["file"]) == (code, name)
