"""HTML, EPUB and TEI say what the articles say, and nothing in a text can break them."""

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

from helpers.hand_made import hand_made_issue
from helpers.issues import issues
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.epub import issue_epub
from annotator.formats.html_document import article_html, issue_html
from annotator.formats.tei import issue_tei, tei_text
from annotator.formats.xml_text import count_replaced, xml_text
from annotator.model.article import Run, build_block
from annotator.model.decision import Jump
from annotator.model.operations import ReplaceText, SetJump, perform

TEI = "{http://www.tei-c.org/ns/1.0}"
HOSTILE = "<script>alert(1)</script>&\"'\0\ud800]]>"


def corrected():
    issue = hand_made_issue()
    for operation in (
        ReplaceText("b1", 2, 4, "覆盖", "袋盖", "flag:lattice@李编辑"),
        ReplaceText("b4", 0, 0, "据悉，", "", "typing"),
        SetJump("j", Jump("j", "下转第2版", "j1", "j2")),
    ):
        issue = perform(issue, operation).issue
    return issue


def hostile():
    issue = hand_made_issue()
    run = Run("p1", 0, 1, HOSTILE, "typing@<b>")
    blocks = {
        name: build_block(name, block.role, (run, *block.runs), issue.pages)
        for name, block in issue.blocks.items()
    }
    return replace(issue, name=HOSTILE, blocks={**issue.blocks, **blocks})


def test_corrections_are_visible_where_that_is_wished():
    issue = corrected()
    assert "网络<del" not in issue_html(issue)
    marked = issue_html(issue, marked=True)
    assert '网络<del title="李编辑">袋盖</del><ins title="李编辑">覆盖</ins>了全镇' in marked
    assert "<ins>据悉，</ins>今年" in marked


def test_a_page_of_one_article_has_its_title():
    html = article_html(corrected(), "a2")
    assert "<title>茶园迎来丰收</title>" in html
    assert "山村" not in html


def test_nothing_in_a_text_is_taken_for_markup():
    issue = hostile()
    for html in (issue_html(issue, marked=True), article_html(issue, "a1")):
        assert "<script" not in html
        html.encode("utf-8")
    ElementTree.fromstring(issue_tei(issue).encode("utf-8"))
    book = zipfile.ZipFile(io.BytesIO(issue_epub(issue)))
    for name in book.namelist():
        if name.endswith((".xhtml", ".opf", ".xml")):
            ElementTree.fromstring(book.read(name))


def test_an_epub_has_its_type_first_and_a_chapter_an_article():
    data = issue_epub(corrected())
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    book = zipfile.ZipFile(io.BytesIO(data))
    chapters = [name for name in book.namelist() if "article-" in name]
    assert len(chapters) == 2
    assert "网络覆盖了全镇" in book.read(chapters[0]).decode("utf-8")
    navigation = book.read("EPUB/nav.xhtml").decode("utf-8")
    assert navigation.index("山村通了新网络") < navigation.index("茶园迎来丰收")
    assert issue_epub(corrected()) == data


def test_tei_has_both_readings_of_a_correction_and_who_made_it():
    root = ElementTree.fromstring(issue_tei(corrected()).encode("utf-8"))
    first = root.find(f".//{TEI}choice")
    assert first.find(f"{TEI}sic").text == "袋盖"
    assert first.find(f"{TEI}corr").text == "覆盖"
    assert first.find(f"{TEI}corr").get("resp") == "#x-李编辑"


def test_tei_parts_of_an_article_point_to_each_other_and_jumps_to_their_other_end():
    root = ElementTree.fromstring(issue_tei(corrected()).encode("utf-8"))
    first, second = [part for part in root.iter(f"{TEI}div") if part.get("type") == "part"]
    name = "{http://www.w3.org/XML/1998/namespace}id"
    assert (first.get("next"), second.get("prev")) == (f"#{second.get(name)}", f"#{first.get(name)}")
    links = {ref.get(name): ref.get("target") for ref in root.iter(f"{TEI}ref")}
    assert links == {"x-j1": "#x-j2", "x-j2": "#x-j1"}


def test_tei_names_pages_and_marks_raw_lines():
    root = ElementTree.fromstring(issue_tei(corrected()).encode("utf-8"))
    assert [page.get("corresp") for page in root.iter(f"{TEI}pb")][:2] == ["#x-p1", "#x-p2"]
    assert [item.text for item in root.iter(f"{TEI}item")] == ["01.txt", "02.txt"]
    assert [line.tail for line in root.iter(f"{TEI}lb")] == ["话。"]


@settings(max_examples=60)
@given(issues())
def test_tei_holds_every_character_of_an_issue(issue):
    names = (*issue.order, "furniture", "unplaced")
    text = "".join(block.text for name in names for block in issue.blocks_of(name))
    assert tei_text(issue_tei(issue)) == xml_text(text)


def test_tei_holds_the_text_before_corrections_too():
    before = tei_text(issue_tei(corrected()), corrected=False)
    assert before == tei_text(issue_tei(hand_made_issue()))


@given(st.text(max_size=30) | st.just(HOSTILE))
def test_what_xml_cannot_hold_is_replaced_one_by_one(text):
    clean = xml_text(text)
    assert len(clean) == len(text)
    assert count_replaced(clean) == 0
    found = ElementTree.fromstring(f"<a>{re.sub('[<&>]', ' ', clean)}</a>".encode()).text or ""
    assert len(found) <= len(text)
