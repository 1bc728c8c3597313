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
from annotator.model.layout import Columns
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
    links = {ref.get(name): ref.get("target") for ref in root.find(f"{TEI}text").iter(f"{TEI}ref")}
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


INLINE = {"pb", "cb", "lb", "choice", "ref"}
HOLDS = {
    "TEI": {"teiHeader", "text"},
    "teiHeader": {"fileDesc", "encodingDesc"},
    "fileDesc": {"titleStmt", "publicationStmt", "sourceDesc"},
    "titleStmt": {"title", "respStmt"},
    "respStmt": {"resp", "name"},
    "publicationStmt": {"p"},
    "sourceDesc": {"list"},
    "list": {"item"},
    "encodingDesc": {"editorialDecl"},
    "editorialDecl": {"segmentation"},
    "segmentation": {"p"},
    "text": {"body", "back"},
    "body": {"div"},
    "back": {"div"},
    "div": {"div", "head", "byline", "p", "ab", "figure"},
    "figure": {"head"},
    "choice": {"sic", "corr"},
    **dict.fromkeys(("p", "head", "byline", "ab", "ref"), INLINE),
}
SAYS = {
    "pb": {"n", "corresp", "break"},
    "cb": {"n", "break"},
    "lb": {"break"},
    "ref": {"type", "target", "id"},
    "corr": {"cert", "type", "resp"},
    "div": {"type", "id", "next", "prev"},
    "head": {"type"},
    "p": {"rend"},
    "ab": {"type"},
    "item": {"id", "n"},
    "respStmt": {"id"},
    "TEI": {"lang"},
}
"""What the guidelines let stand in each element the program writes (the content models and classes of TEI P5)."""


@given(issues())
@settings(max_examples=25)
def test_tei_keeps_to_the_content_models_of_the_guidelines_and_every_pointer_has_its_target(issue):
    root = ElementTree.fromstring(issue_tei(issue).encode("utf-8"))
    names, pointers = [], []
    for element in root.iter():
        kind = element.tag.removeprefix(TEI)
        assert {child.tag.removeprefix(TEI) for child in element} <= HOLDS.get(kind, set()), kind
        said = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
        assert set(said) <= SAYS.get(kind, set()), kind
        names += [said["id"]] if "id" in said else []
        pointers += [said[name] for name in ("corresp", "target", "resp", "next", "prev") if name in said]
    assert len(names) == len(set(names))
    assert {pointer.removeprefix("#") for pointer in pointers} <= set(names)
    for division in root.iter(f"{TEI}div"):
        kinds = [child.tag.removeprefix(TEI) for child in division]
        tops = [kind in ("head", "byline") for kind in kinds]
        assert tops == sorted(tops, reverse=True)
        assert not all(tops)


def test_tei_marks_columns_where_they_are_known_and_says_where_they_are_not():
    issue = perform(corrected(), ReplaceText("b2", 16, 17, "画", "话", "typing@李编辑")).issue
    columns = {"p1": Columns(((21, 56, 1), (57, 60, 2)))}
    text = issue_tei(issue, columns)
    root = ElementTree.fromstring(text.encode("utf-8"))
    found = [(each.tag.removeprefix(TEI), dict(each.attrib)) for each in root.iter()]
    found = [each for each in found if each[0] in ("pb", "cb")]
    assert found[:3] == [("pb", {"corresp": "#x-p1"}), ("cb", {"n": "1"}), ("cb", {"n": "2", "break": "no"})]
    assert [name for name, _ in found].count("cb") == 2
    assert '<p><cb n="1" />网络' in text
    assert '视频通<cb n="2" break="no" /><lb break="no" /><choice><sic>话' in text
    (unknown,) = root.findall(f".//{TEI}segmentation//{TEI}ref")
    assert (unknown.text, unknown.get("target")) == ("02.txt", "#x-p2")
    alone = {"p1": Columns(((0, 60, 1),)), "p2": Columns()}
    root = ElementTree.fromstring(issue_tei(issue, alone).encode("utf-8"))
    assert root.findall(f".//{TEI}cb") == []
    assert root.findall(f".//{TEI}segmentation//{TEI}ref") == []


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
