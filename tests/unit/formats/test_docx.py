"""In a DOCX with tracked changes, accepting gives the corrected text and rejecting gives the reconstruction."""

import io
import zipfile
from itertools import count

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from helpers.hand_made import hand_made_issue
from helpers.issues import _accept, _flags, _join, _replace, _series, _split, issues
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.clean import clean_parts
from annotator.formats.docx_document import clean_docx, commented_docx, tracked_docx
from annotator.formats.docx_reading import docx_paragraphs
from annotator.formats.xml_text import xml_text
from annotator.model.labels import LabelSpan
from annotator.model.operations import AddLabels, JoinBlocks, ReplaceText, SplitBlock, perform
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place


def done(issue, *operations):
    for operation in operations:
        issue = perform(issue, operation).issue
    return issue


def texts(issue):
    return [xml_text(block.text) for name in issue.order for block in issue.blocks_of(name)]


def paragraphs(issue, base, *, accept):
    return docx_paragraphs(tracked_docx(issue, base, issue.order), accept=accept)


@st.composite
def edited(draw, makers=(_replace, _replace, _series, _split, _join, _flags, _accept)):
    """An issue and what it is after people changed, split and joined its paragraphs."""
    base = draw(issues())
    issue, fresh = base, count(1)
    for _ in range(draw(st.integers(1, 6))):
        maker = draw(st.sampled_from(list(makers)))
        operation = maker(draw, issue, fresh)
        if operation is not None:
            issue = perform(issue, operation).issue
    return base, issue


@settings(max_examples=60)
@given(edited())
def test_accepting_everything_gives_the_corrected_text(pair):
    base, issue = pair
    assert paragraphs(issue, base, accept=True) == texts(issue)


BASE = hand_made_issue()


def test_rejecting_everything_gives_the_reconstruction():
    text = BASE.blocks["b2"].text
    at = text.index("，")
    issue = done(
        BASE,
        ReplaceText("b1", 2, 4, "覆盖", "袋盖", "flag:lattice@李编辑"),
        ReplaceText("b1", 0, 0, "据悉，", "", "typing"),
        SplitBlock("b2", at + 1, "n1"),
        ReplaceText("n1", 0, 2, "", "老人", "typing"),
        JoinBlocks("b1", "b2"),
        ReplaceText("b4", 8, 10, "突出", "容出", "series"),
    )
    assert paragraphs(issue, BASE, accept=True) == texts(issue)
    assert paragraphs(issue, BASE, accept=False) == texts(BASE)


def test_a_paragraph_joined_and_split_again_elsewhere_is_told_by_its_marks():
    joined = done(BASE, JoinBlocks("b1", "b2"))
    moved = done(joined, SplitBlock("b1", 5, "n1"))
    for issue in (joined, moved):
        assert paragraphs(issue, BASE, accept=True) == texts(issue)
        assert paragraphs(issue, BASE, accept=False) == texts(BASE)


@settings(max_examples=60)
@given(edited(makers=[_split, _join]))
def test_whatever_was_split_and_joined_can_be_rejected(pair):
    base, issue = pair
    assert paragraphs(issue, base, accept=False) == texts(base)


def test_what_was_written_over_the_joint_of_two_paragraphs_is_rejected_on_both_sides_of_it():
    joined = done(BASE, JoinBlocks("b1", "b2"))
    text, at = joined.blocks["b1"].text, len(BASE.blocks["b1"].text)
    issue = done(joined, ReplaceText("b1", at - 2, at + 3, "新", text[at - 2 : at + 3], "typing"))
    assert paragraphs(issue, BASE, accept=True) == texts(issue)
    assert paragraphs(issue, BASE, accept=False) == texts(BASE)


@pytest.mark.parametrize("at", [0, 18])
def test_a_paragraph_split_at_its_edge_is_one_again_when_that_is_rejected(at):
    issue = done(BASE, SplitBlock("b1", at, "n1"), SplitBlock("t1", 0, "n2"), SplitBlock("b4", 17, "n3"))
    assert paragraphs(issue, BASE, accept=True) == texts(issue)
    assert paragraphs(issue, BASE, accept=False) == texts(BASE)


def marks(issue):
    """The paragraphs of a tracked document as text in which +…+ was put in and -…- taken out, ¶ as the marks."""

    def told(element):
        sign = {qn("w:ins"): "+", qn("w:del"): "-"}.get(element.tag, "")
        if element.tag == qn("w:pPr"):
            return ""
        text = element.text or "" if element.tag in (qn("w:t"), qn("w:delText")) else ""
        return sign + text + "".join(map(told, element)) + sign

    found = []
    for paragraph in Document(io.BytesIO(tracked_docx(issue, BASE, issue.order))).element.body.iterchildren(
        qn("w:p")
    ):
        mark = next(iter(paragraph.iterfind(f"{qn('w:pPr')}/{qn('w:rPr')}/*")), None)
        sign = "" if mark is None else "+" if mark.tag == qn("w:ins") else "-"
        found.append(told(paragraph) + sign + "¶" + sign)
    return found


def test_a_paragraph_that_is_new_as_a_whole_brings_its_own_mark():
    """LibreOffice takes the mark of the paragraph before away too if the new one ends with that."""
    length = len(BASE.blocks["b1"].text)
    issue = done(BASE, SplitBlock("b1", length, "n1"), ReplaceText("n1", 0, 0, "新的一段。", "", "typing"))
    listed = marks(issue)
    at = listed.index("+新的一段。++¶+")
    assert listed[at - 1] == f"{BASE.blocks['b1'].text}¶"
    assert paragraphs(issue, BASE, accept=True) == texts(issue)
    assert paragraphs(issue, BASE, accept=False) == texts(BASE)


@pytest.mark.parametrize(("who", "parted"), [("甲", True), ("乙", False)])
def test_insertions_of_one_author_on_both_sides_of_a_mark_are_kept_apart(who, parted):
    """LibreOffice makes one of them, and rejects the mark between them too."""
    length = len(BASE.blocks["b1"].text)
    issue = done(
        BASE,
        ReplaceText("b1", length, length, "完。", "", "typing@甲"),
        ReplaceText("b2", 0, 0, "又讯", "", f"typing@{who}"),
    )
    listed = marks(issue)
    at = next(number for number, line in enumerate(listed) if line.startswith("+又讯+"))
    assert listed[at - 1].endswith("+完。++-\u200b-+¶" if parted else "+完。+¶")
    assert paragraphs(issue, BASE, accept=True) == texts(issue)
    assert paragraphs(issue, BASE, accept=False) == texts(BASE)


def test_changes_have_an_author_a_number_of_their_own_and_a_date():
    issue = done(
        BASE,
        ReplaceText("b1", 2, 4, "覆盖", "袋盖", "flag:lattice@李编辑"),
        ReplaceText("b4", 8, 10, "", "容出", "typing"),
    )
    data = tracked_docx(issue, BASE, issue.order, {("b1", "覆盖"): "2023-11-28T08:00:00+08:00"})
    body = Document(io.BytesIO(data)).element.body
    changes = [*body.iter(qn("w:ins")), *body.iter(qn("w:del"))]
    assert len(changes) == 3
    assert len({change.get(qn("w:id")) for change in changes}) == 3
    (added,) = body.iter(qn("w:ins"))
    assert added.get(qn("w:author")) == "李编辑"
    assert added.get(qn("w:date")) == "2023-11-28T00:00:00Z"
    assert [text.text for text in body.iter(qn("w:delText"))] == ["袋盖", "容出"]


def test_the_clean_file_has_east_asian_fonts_and_no_changes():
    data = clean_docx(BASE, BASE.order)
    assert docx_paragraphs(data) == [part.text for name in BASE.order for part in clean_parts(BASE, name)]
    styles = zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml").decode("utf-8")
    assert 'w:eastAsia="SimSun"' in styles
    assert b"<w:ins " not in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


def test_the_same_issue_gives_the_same_document():
    first, second = (zipfile.ZipFile(io.BytesIO(clean_docx(BASE, BASE.order))) for _ in range(2))
    for name in first.namelist():
        assert first.read(name) == second.read(name)


def commented(data):
    """The comments of a file: who, what they say, and the text between the ends of their ranges."""
    document = Document(io.BytesIO(data))
    start, end = qn("w:commentRangeStart"), qn("w:commentRangeEnd")
    texts: dict[str, str] = {}
    within: set[str] = set()
    for element in document.element.body.iter(start, end, qn("w:t")):
        number = element.get(qn("w:id"))
        if element.tag == start:
            within.add(number)
        elif element.tag == end:
            within.remove(number)
        else:
            for each in within:
                texts[each] = texts.get(each, "") + element.text
    assert not within
    return [(each.author, each.text, texts[str(each.comment_id)]) for each in document.comments]


def test_labels_are_comments_on_the_text_they_are_put_on():
    spans = (
        PlacedSpan(LabelSpan("s1", "device", who="何田", note="存疑"), (Place("b1", 0, 4),)),
        PlacedSpan(LabelSpan("s2", "x", attributes=(("kind", "a"),)), (Place("b1", 2, 7),)),
        PlacedSpan(LabelSpan("s3", "x"), (Place("b1", 7, 9), Place("b2", 0, 2))),
        PlacedSpan(LabelSpan("s4", "x", suggested=True, score=0.5), (Place("b1", 0, 1),)),
    )
    issue = done(hand_made_issue(), ReplaceText("b1", 2, 4, "覆盖", "袋盖", "typing"), AddLabels(spans))
    data = commented_docx(issue, issue.order, {"device": "设备"})
    assert sorted(commented(data)) == sorted(
        [
            ("何田", "设备 · 存疑", "网络覆盖"),
            ("annotator", "x · kind: a", "覆盖了全镇"),
            ("annotator", "x", "，村"),
            ("annotator", "x", "网络"),
        ]
    )
    assert docx_paragraphs(data) == texts(issue)


def test_the_same_document_is_the_same_file_at_any_time(monkeypatch):
    base = hand_made_issue()
    span = PlacedSpan(LabelSpan("s1", "x"), (Place("b1", 0, 4),))
    issue = done(base, ReplaceText("b1", 2, 4, "覆盖", "袋盖", "typing"), AddLabels((span,)))

    def files():
        return (
            clean_docx(issue, issue.order),
            commented_docx(issue, issue.order, {}),
            tracked_docx(issue, base, issue.order),
        )

    now = files()
    monkeypatch.setattr(zipfile.time, "time", lambda: 2_000_000_000.0)
    assert files() == now


def test_paragraphs_of_tables_boxes_and_moved_text_are_read_where_they_stand():
    document = Document()
    document.add_paragraph("开头")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "甲格", "乙格"
    inner = table.cell(0, 1).add_table(1, 1)
    inner.cell(0, 0).text = "格中格"
    anchor = document.add_paragraph("锚\t段")._p
    words = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    boxed = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    anchor.append(
        parse_xml(
            f'<w:r {words} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<mc:AlternateContent><mc:Choice Requires='wps'>{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
    )
    moved = document.add_paragraph("移")._p
    for tag, text in (("moveFrom", "旧处"), ("moveTo", "新处")):
        moved.append(
            parse_xml(f'<w:{tag} {words} w:id="1" w:author="x"><w:r><w:t>{text}</w:t></w:r></w:{tag}>')
        )
    made = io.BytesIO()
    document.save(made)
    start = ["开头", "甲格", "乙格", "格中格"]
    read = [text for text in docx_paragraphs(made.getvalue()) if text]
    assert read == [*start, "锚\t段", "框内", "移新处"]
    rejected = [text for text in docx_paragraphs(made.getvalue(), accept=False) if text]
    assert rejected[-1] == "移旧处"
