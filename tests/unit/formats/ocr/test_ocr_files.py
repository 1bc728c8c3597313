"""OCR files are read with all they know, and corrected text goes back into them with nothing else changed."""

import re

import pytest
from helpers.ocr_files import ALTO, HOCR, PAGE, SAMPLES, made
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from annotator.errors import UserError
from annotator.formats.ocr.files import Edit, corrected_text, read_ocr, write_ocr
from annotator.model.layout import Box, Reading

RAW = {
    "hocr": "青河日报\n\n网络袋盖 5G Wi-Fi\n全市。\n\n",
    "alto": "网络袋盖全市\ninter-\nnet age\n\n",
    "page": "青河日报\n\n网络袋盖\n全市。\n\n",
}


def page_of(form):
    name, (page,) = read_ocr(SAMPLES[form].encode("utf-8"))
    assert name == form
    return page


def token(page, text):
    start = page.raw.index(text)
    (found,) = page.layout.tokens_in(start, start + len(text))
    return found


@pytest.mark.parametrize("form", SAMPLES)
def test_the_raw_text_has_lines_in_reading_order_and_blocks_apart(form):
    assert page_of(form).raw == RAW[form]


@pytest.mark.parametrize("form", SAMPLES)
def test_every_character_has_a_token_that_spells_it(form):
    page = page_of(form)
    covered = "".join(page.raw[each.start : each.end] for each in page.layout.tokens)
    assert covered == re.sub(r"\s", "", page.raw)
    lines = [page.raw[line.start : line.end] for line in page.layout.lines]
    assert lines == [line for line in page.raw.split("\n") if line]


def test_hocr_gives_image_boxes_and_confidences():
    page = page_of("hocr")
    assert (page.layout.image, page.layout.width, page.layout.height) == ("A01.png", 800, 600)
    assert token(page, "袋盖").box == Box(90, 60, 170, 100)
    assert token(page, "袋盖").confidence == pytest.approx(0.43)
    assert page.layout.lines[1].box == Box(10, 60, 400, 100)


def test_alto_gives_glyphs_with_variants_and_alternatives_of_words():
    page = page_of("alto")
    assert (page.number, page.layout.image) == ("3", "A01.tif")
    assert token(page, "袋").alternatives == (Reading("覆", 0.35),)
    assert token(page, "袋").box == Box(90, 10, 130, 50)
    assert token(page, "全市").alternatives == (Reading("全布"),)


def test_page_xml_gives_the_first_text_and_the_others_as_alternatives():
    page = page_of("page")
    found = token(page, "袋盖")
    assert (found.confidence, found.alternatives) == (0.5, (Reading("覆盖", 0.3),))
    assert found.box == Box(90, 60, 170, 100)


@pytest.mark.parametrize("form", SAMPLES)
def test_without_corrections_a_file_is_the_same_byte_for_byte(form):
    data = SAMPLES[form].encode("utf-8")
    assert write_ocr(data, {0: ()}) == data


def corrected(form, *pairs):
    page = page_of(form)
    edits = [Edit(page.raw.index(old), page.raw.index(old) + len(old), new) for old, new in pairs]
    return write_ocr(SAMPLES[form].encode("utf-8"), {0: edits}), corrected_text(page.raw, edits)


@pytest.mark.parametrize("form", SAMPLES)
@pytest.mark.parametrize("new", ["覆盖", "覆", "覆盖了", ""])
def test_corrected_text_goes_back_and_reads_back(form, new):
    data, wanted = corrected(form, ("袋盖", new))
    _, (page,) = read_ocr(data)
    assert re.sub(r"\s", "", page.raw) == re.sub(r"\s", "", wanted)


@pytest.mark.parametrize("form", SAMPLES)
@pytest.mark.parametrize("at", ["网", "袋", "盖", "全", "市"])
def test_text_put_between_characters_takes_none_away(form, at):
    page = page_of(form)
    place = page.raw.index(at)
    edits = [Edit(place, place, "新"), Edit(place, place, "来"), Edit(place, place + 1, "换")]
    _, (again,) = read_ocr(write_ocr(SAMPLES[form].encode("utf-8"), {0: edits}))
    assert re.sub(r"\s", "", again.raw) == re.sub(r"\s", "", page.raw.replace(at, "新来换", 1))


@pytest.mark.parametrize("form", SAMPLES)
def test_elements_identifiers_and_attributes_stay(form):
    data, _ = corrected(form, ("袋盖", "覆盖"))
    before, after = (etree.fromstring(each) for each in (SAMPLES[form].encode("utf-8"), data))
    ids = [each.get("id") or each.get("ID") for each in before.iter() if each.get("id") or each.get("ID")]
    assert [
        each.get("id") or each.get("ID") for each in after.iter() if each.get("id") or each.get("ID")
    ] == ids
    assert len(after.xpath("//*[@title]")) == len(before.xpath("//*[@title]"))


def test_hocr_keeps_what_the_engine_read_its_doctype_and_unknown_properties():
    data, _ = corrected("hocr", ("袋盖", "覆盖"))
    text = data.decode("utf-8")
    assert 'data-ocr="袋盖"' in text
    assert "<strong>覆盖</strong>" in text
    assert "x_unknown 7" in text
    assert "XHTML 1.0 Transitional" in text
    assert HOCR.count("<span") == text.count("<span")


def test_alto_keeps_the_reading_as_an_alternative_before_the_glyphs_and_marks_the_string():
    data, _ = corrected("alto", ("袋盖", "覆盖"))
    name = "{http://www.loc.gov/standards/alto/ns-v4#}"
    (string,) = etree.fromstring(data).iterfind(f".//{name}String[@ID='S2']")
    assert (string.get("CONTENT"), string.get("CS"), string.get("WC")) == ("覆盖", "true", "0.43")
    assert [each.tag.removeprefix(name) for each in string] == ["ALTERNATIVE", "Glyph", "Glyph"]
    assert (string[0].get("PURPOSE"), string[0].text) == ("OCR", "袋盖")
    assert ALTO.count("<Glyph") == 2


def test_page_xml_numbers_the_corrected_text_0_and_keeps_the_others_behind_it():
    data, _ = corrected("page", ("袋盖", "覆盖"))
    name = "{http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15}"
    root = etree.fromstring(data)

    def texts(path):
        return [
            (each.get("index"), each.findtext(f"{name}Unicode"))
            for each in root.find(path).iterfind(f"{name}TextEquiv")
        ]

    assert sorted(texts(f".//{name}Word[@id='w2']")) == [("0", "覆盖"), ("1", "袋盖"), ("2", "覆盖")]
    assert ("0", "网络覆盖") in texts(f".//{name}TextLine[@id='l1']")
    assert ("1", "网络袋盖") in texts(f".//{name}TextLine[@id='l1']")
    assert ("0", "网络覆盖\n全市。") in texts(f".//{name}TextRegion[@id='r1']")
    assert texts(f".//{name}TextRegion[@id='r2']") == [(None, "青河日报")]
    assert PAGE.count("<Word") == data.decode("utf-8").count("<Word")


@pytest.mark.parametrize("form", SAMPLES)
def test_correcting_twice_keeps_the_first_reading(form):
    first, _ = corrected(form, ("袋盖", "代盖"))
    _, (page,) = read_ocr(first)
    at = page.raw.index("代盖")
    second = write_ocr(first, {0: [Edit(at, at + 2, "覆盖")]})
    _, (again,) = read_ocr(second)
    assert "覆盖" in again.raw
    assert "袋盖" in second.decode("utf-8")


def test_old_page_xml_has_room_for_one_text_only():
    data = PAGE.replace("2019-07-15", "2013-07-15").replace(
        '<TextEquiv index="1" conf="0.3"><Unicode>覆盖</Unicode></TextEquiv>', ""
    )
    _, (page,) = read_ocr(data.encode("utf-8"))
    at = page.raw.index("袋盖")
    written = write_ocr(data.encode("utf-8"), {0: [Edit(at, at + 2, "覆盖")]}).decode("utf-8")
    assert written.count("<TextEquiv") == data.count("<TextEquiv")
    assert "袋盖" not in written


words = st.text("网络覆盖ab1，", min_size=1, max_size=4)
blocks = st.lists(
    st.lists(st.lists(words, min_size=1, max_size=4), min_size=1, max_size=3), min_size=1, max_size=3
)


@settings(max_examples=60)
@given(form=st.sampled_from(sorted(SAMPLES)), blocks=blocks, data=st.data())
def test_any_corrections_go_back_and_read_back(form, blocks, data):
    content = made(form, blocks)
    _, (page,) = read_ocr(content)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(page.raw)), max_size=8)))
    edits = [
        Edit(start, end, data.draw(st.text("改正了", max_size=3)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        if start == end or page.raw[start:end].strip()
    ]
    _, (again,) = read_ocr(write_ocr(content, {0: edits}))
    assert re.sub(r"\s", "", again.raw) == re.sub(r"\s", "", corrected_text(page.raw, edits))
    if not edits:
        assert again.raw == page.raw
        assert again.layout == page.layout


def refusal(data):
    with pytest.raises(UserError) as told:
        read_ocr(data)
    return told.value


def test_a_broken_file_is_refused_with_its_line():
    error = refusal(ALTO.replace("</Layout>", "").encode("utf-8"))
    assert error.code == "ocr.xml"
    assert error.values["line"] > 20


def test_entities_are_refused_and_nothing_is_fetched():
    bomb = '<!DOCTYPE alto [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><alto><Layout>&b;</Layout></alto>'
    assert refusal(bomb.encode()).code == "ocr.entities"
    outside = '<!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/hostname">]><alto>&x;</alto>'
    assert refusal(outside.encode()).code == "ocr.entities"


@pytest.mark.parametrize("data", [b"<a/>", b"", b"\0\xff", b"<html><body>text</body></html>", b"plain"])
def test_what_is_no_ocr_file_is_refused(data):
    assert refusal(data).code in ("ocr.xml", "ocr.format")


CHOICES = (
    "<span class='ocrx_cinfo' id='lstm_choices_1_1_1'><span class='ocr_glyph' title='x_confs 55'>袋</span>"
    "<span class='ocr_glyph' title='x_confs 41'>覆</span></span>\n"
    "<span class='ocrx_cinfo' id='lstm_choices_1_1_2'><span class='ocr_glyph' title='x_confs 99'>盖</span></span>"
)
BOXED = (
    "<span class='ocrx_cinfo' title='x_bboxes 90 60 130 100; x_conf 55.1'>袋</span>"
    "<span class='ocrx_cinfo' title='x_bboxes 130 60 170 100; x_conf 99.1'>盖</span>"
)


def hocr_of(word, title="bbox 90 60 170 100; x_wconf 91"):
    return (
        "<html><body><div class='ocr_page' title='bbox 0 0 800 600'><span class='ocr_line' title='bbox 10 60 400 100'>"
        f"<span class='ocrx_word' title='{title}'>{word}</span></span></div></body></html>"
    ).encode()


def test_choices_of_an_engine_are_alternatives_and_no_text():
    _, (page,) = read_ocr(hocr_of(f"袋盖{CHOICES}"))
    assert page.raw.strip() == "袋盖"
    assert token(page, "袋盖").alternatives == (Reading("覆盖", 0.41),)
    _, (page,) = read_ocr(hocr_of(BOXED + CHOICES))
    assert page.raw.strip() == "袋盖"
    assert token(page, "袋").alternatives == (Reading("覆", 0.41),)
    assert token(page, "袋").box == Box(90, 60, 130, 100)
    assert token(page, "盖").alternatives == ()


@pytest.mark.parametrize("inside", ["袋盖", BOXED])
@pytest.mark.parametrize("new", ["覆盖", "覆", "覆盖了", ""])
def test_choices_stay_when_corrected_text_goes_back(inside, new):
    written = write_ocr(hocr_of(inside + CHOICES), {0: [Edit(0, 2, new)]})
    _, (page,) = read_ocr(written)
    assert page.raw.strip() == new
    assert written.count(CHOICES.replace("'", '"').encode()) == 1


def test_a_word_told_only_by_its_choices_is_not_lost():
    _, (page,) = read_ocr(hocr_of(CHOICES))
    assert page.raw.strip() == "袋盖"


def test_alternatives_by_the_standard_are_the_inserted_text_with_the_deleted_ones_behind_it():
    word = "<span class='alternatives'><ins class='alt'>袋</ins><del class='alt'>覆</del></span>盖"
    _, (page,) = read_ocr(hocr_of(word))
    assert page.raw.strip() == "袋盖"


def test_places_and_confidences_of_characters_in_the_title_of_a_word_are_read():
    title = "bbox 90 60 170 100; x_bboxes 90 60 130 100 130 60 170 100; x_confs 45 99"
    _, (page,) = read_ocr(hocr_of("袋盖", title))
    assert token(page, "袋").box == Box(90, 60, 130, 100)
    assert token(page, "袋").confidence == pytest.approx(0.45)


XHTML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
    ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml">'
    '<head><title></title></head>\n<body><div class="ocr_page" title="bbox 0 0 800 600"><span class="ocr_line">'
    '<span class="ocrx_word">袋盖</span></span></div></body></html>\n'
)


@pytest.mark.parametrize(
    "data",
    [
        XHTML,
        XHTML.replace("?>", " standalone='yes' ?>", 1),
        "\ufeff" + XHTML,
        XHTML.partition("\n")[2],
        XHTML.replace(
            "<title>", '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>'
        ),
    ],
)
def test_nothing_but_the_word_is_another_in_a_corrected_file(data):
    written = write_ocr(data.encode(), {0: [Edit(0, 1, "覆")]}).decode()
    assert written == data.replace(">袋盖<", ' data-ocr="袋盖">覆盖<')


def test_a_file_in_utf_16_stays_so():
    data = re.sub("UTF-8", "UTF-16", ALTO, flags=re.IGNORECASE).encode("utf-16")
    written = write_ocr(data, {0: [Edit(0, 1, "新网")]})
    assert "UTF-16" in written.decode("utf-16").upper()
    assert read_ocr(written)[1][0].raw.startswith("新网络")


def test_the_text_of_a_line_keeps_its_spaces_and_gets_no_others():
    words = "".join(
        f'<Word id="w{number}"><Coords points="0,0 9,9"/><TextEquiv><Unicode>{text}</Unicode></TextEquiv></Word>'
        for number, text in enumerate(["网络", "袋盖", "5G", "区域"])
    )

    def corrected_line(text):
        data = (
            '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15"><Page><TextRegion id="r">'
            f'<TextLine id="l">{words}<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>'
            "</TextRegion></Page></PcGts>"
        ).encode()
        _, (page,) = read_ocr(data)
        at = page.raw.index("袋")
        root = etree.fromstring(write_ocr(data, {0: [Edit(at, at + 1, "新覆")]}))
        return root.xpath("string(//*[local-name()='TextLine']/*[local-name()='TextEquiv'])")

    assert corrected_line("网络袋盖 5G区域") == "网络新覆盖 5G区域"
    assert corrected_line("网 络袋盖 5G区域") == "网络新覆盖5G区域"
