"""An image page is read in the program: own process, progress, cancelling, boxes, confidences, one polite sentence."""

from __future__ import annotations

import struct
import zlib

import pytest
from helpers.pdf_files import locked_pdf, made_pdf

from annotator.errors import UserError
from annotator.formats.ocr.files import read_ocr
from annotator.model.check import problems
from annotator.model.operations import ReplaceText
from annotator.services.export.exporting import export_sources
from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import import_issue
from annotator.services.rebuilding.rereading import read_readings, reread_in
from annotator.services.sources import recognizing
from annotator.services.sources.arrivals import Watch
from annotator.services.sources.page_layouts import layout_of_page
from annotator.services.sources.recognizing import recognize

ENGINE = "helpers.fake_engine"


def png(width, height):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * ((width + 7) // 8)) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def image(folder, lines, size=(800, 600), name="A01.png"):
    path = folder / name
    path.write_bytes(png(*size))
    path.with_suffix(".0.txt").write_text("\n".join(lines), "utf-8")
    return path


COLUMNS = [
    "20 20 40 0.99 新桥今日通车",
    "420 100 20 0.98 茶农们忙着采摘",
    "20 100 20 0.95 连接青河两岸的",
    "420 130 20 0.97 合作社的负责人",
    "20 130 20 0.55 新桥昨天正武通车。",
]


def test_an_image_becomes_an_alto_file_in_reading_order_with_boxes_and_confidences(tmp_path):
    seen = []
    data = recognize(image(tmp_path, COLUMNS), seen.append, engine=ENGINE)
    form, (page,) = read_ocr(data)
    assert form == "alto"
    assert page.raw.split() == [
        "新桥今日通车", "连接青河两岸的", "新桥昨天正武通车。", "茶农们忙着采摘", "合作社的负责人",
    ]  # fmt: skip
    assert (page.layout.width, page.layout.height, page.layout.image) == (800, 600, "A01.png")
    at = page.raw.index("武")
    (token,) = page.layout.tokens_in(at, at + 1)
    assert (token.confidence, token.box.left, token.box.top) == (0.55, 120, 130)
    assert seen[-1] == 1.0


def test_a_large_image_is_read_in_parts_and_each_line_once(tmp_path):
    lines = [
        f"{left} {top} 30 0.9 第{row}行第{column}栏的文字在此处"
        for row, top in enumerate(range(10, 4900, 163))
        for column, left in enumerate(range(10, 3000, 480))
    ]
    data = recognize(image(tmp_path, lines, size=(3500, 5000)), engine=ENGINE)
    _, (page,) = read_ocr(data)
    assert sorted(page.raw.split()) == sorted(line.split(" ", 4)[4] for line in lines)


def test_a_broken_engine_a_damaged_image_and_a_cancelled_reading_are_one_sentence_each(tmp_path):
    for lines, code in ((["!"], "ocr.failed"), (["?"], "ocr.failed")):
        with pytest.raises(UserError) as refused:
            recognize(image(tmp_path, lines), engine=ENGINE)
        assert refused.value.code == code
    damaged = tmp_path / "b.png"
    damaged.write_bytes(b"no image")
    with pytest.raises(UserError) as refused:
        recognize(damaged, engine=ENGINE)
    assert refused.value.code == "image.damaged"
    with pytest.raises(UserError) as refused:
        recognize(image(tmp_path, COLUMNS), cancelled=lambda: True, engine=ENGINE)
    assert refused.value.code == "import.cancelled"


def test_without_the_extra_the_person_is_told_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setattr(recognizing, "find_spec", lambda name: None)
    assert recognizing.engine() is None
    with pytest.raises(UserError) as refused:
        recognize(image(tmp_path, COLUMNS))
    assert refused.value.code == "ocr.not_installed"
    with pytest.raises(UserError) as refused:
        import_issue([tmp_path / "A01.png"], engine=recognizing.engine())
    assert refused.value.code == "import.images_only"


def test_an_imported_image_is_a_page_like_those_of_other_ocr_files(tmp_path):
    path = image(tmp_path, COLUMNS)
    imported = import_issue([path], engine=ENGINE)
    assert problems(imported.issue) == []
    with Session.create(tmp_path / "p.annotator", "P") as session:
        session.add_issue(imported.issue, imported.sources, imported.images)
        issue = session.issue(imported.issue.id)
        assert [image.page for image in session.images(issue.id)] == ["p1"]
        assert layout_of_page(session, issue.id, issue.pages["p1"]).tokens
        block = next(block for block in issue.blocks.values() if "正武" in block.text)
        at = block.text.index("武")
        session.perform(issue.id, ReplaceText(block.id, at, at + 1, "式", "武", "typing"))
        (written,) = export_sources(session, session.issue(issue.id), tmp_path / "out")
        assert written.name == "A01.xml"
        assert "正式通车" in read_ocr(written.read_bytes())[1][0].raw


def test_pages_of_a_pdf_that_are_images_are_read_and_keep_their_places_among_the_others(tmp_path):
    path = tmp_path / "issue.pdf"
    first, last = [(72, 700, 12, "第一版的文字层")], [(72, 700, 12, "第四版的文字层")]
    path.write_bytes(made_pdf([first, [], [], last, []], pictures=[2, 5]))
    path.with_suffix(".1.txt").write_text("\n".join(COLUMNS), "utf-8")
    path.with_suffix(".4.txt").write_text("", "utf-8")
    shares = []
    imported = import_issue([path], engine=ENGINE, progress=shares.append)
    assert shares == sorted(shares)
    assert [page.name for page in imported.issue.pages.values()] == [f"issue.pdf {n}" for n in (1, 2, 4)]
    assert imported.issue.pages["p2"].raw.startswith("新桥今日通车")
    assert [(note.code, note.values) for note in imported.notes] == [
        ("import.pdf_left_out", (("count", "2"),))
    ]
    with Session.create(tmp_path / "p.annotator", "P") as session:
        session.add_issue(imported.issue, imported.sources, imported.images)
        issue = session.issue(imported.issue.id)
        assert {image.page: image.frame for image in session.images(issue.id)} == {"p1": 0, "p2": 1, "p3": 3}
        for page in issue.pages.values():
            layout = layout_of_page(session, issue.id, page)
            assert "".join(page.raw[token.start : token.end] for token in layout.tokens) == page.raw.replace(
                "\n", ""
            )
        (written,) = export_sources(session, issue, tmp_path / "out")
        assert [page.raw for page in read_ocr(written.read_bytes())[1] if page.raw] == [issue.pages["p2"].raw]


def test_a_pdf_page_with_a_bad_text_layer_is_read_anew_from_its_drawing(tmp_path):
    path = tmp_path / "issue.pdf"
    path.write_bytes(made_pdf([[(72, 700, 12, "别的一版")], [(72, 700, 12, "新桥今曰通车 连接青河两岸的")]]))
    path.with_suffix(".1.txt").write_text("\n".join(COLUMNS), "utf-8")
    issue = import_issue([path]).issue
    readings = read_readings(issue, [path], page="p2", frame=1, engine=ENGINE)
    (page,) = readings.pages.values()
    assert page.raw.startswith("新桥今日通车")
    assert readings.images[page.id].frame == 1
    assert readings.sources[0].format == "alto"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_turned_is_read_in_order_with_places_on_the_image_as_it_is(tmp_path, turn):
    lines = [
        f"@{turn}",
        "20 20 40 0.99 新桥今日通车",
        "20 100 20 0.95 连接青河两岸的",
        "20 130 20 0.9 新桥昨天正式通车。",
    ]
    size = (800, 600) if turn == 180 else (600, 800)  # 800 by 600 when it stands upright
    path = image(tmp_path, lines, size)
    issue = import_issue([path], engine=ENGINE).issue
    assert "".join(issue.pages["p1"].raw.split()) == "新桥今日通车连接青河两岸的新桥昨天正式通车。"
    assert (
        "".join(block.text for block in issue.blocks.values())
        == "新桥今日通车连接青河两岸的新桥昨天正式通车。"
    )
    _, (page,) = read_ocr(recognize(path, engine=ENGINE))
    assert (page.layout.width, page.layout.height) == size
    first = page.layout.tokens[0].box
    assert (first.left, first.top, first.right, first.bottom) == {
        90: (20, 740, 60, 780),
        180: (740, 540, 780, 580),
        270: (540, 20, 580, 60),
    }[turn]


def test_a_locked_pdf_of_images_is_read_with_its_password_and_read_anew_with_it(tmp_path):
    path = tmp_path / "issue.pdf"
    path.write_bytes(locked_pdf([[(72, 700, 12, "第一版的文字。")], []], "secret", pictures=[2]))
    path.with_suffix(".1.txt").write_text("20 20 40 0.99 新桥今日通车", "utf-8")
    watch = Watch(password=lambda _path: "secret")
    imported = import_issue([path], engine=ENGINE, password=watch.password)
    assert [page.raw.strip() for page in imported.issue.pages.values()] == ["第一版的文字。", "新桥今日通车"]
    assert list(imported.images) == ["p1", "p2"]
    path.with_suffix(".1.txt").write_text("20 20 40 0.99 新桥昨日通车", "utf-8")
    readings = read_readings(imported.issue, [path], page="p2", frame=1, engine=ENGINE, watch=watch)
    (page,) = readings.pages.values()
    assert page.raw.strip() == "新桥昨日通车"
    for watch, code in (
        (Watch(), "import.pdf_locked"),
        (Watch(password=lambda _path: "x"), "import.pdf_password"),
    ):
        with pytest.raises(UserError) as refused:
            read_readings(imported.issue, [path], page="p2", frame=1, engine=ENGINE, watch=watch)
        assert refused.value.code == code


def test_without_an_engine_a_pdf_of_images_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "issue.pdf"
    path.write_bytes(made_pdf([[]], pictures=[1]))
    with pytest.raises(UserError) as refused:
        import_issue([path])
    assert refused.value.code == "import.pdf_images"


def test_an_image_page_without_text_is_read_later(tmp_path):
    path = image(tmp_path, COLUMNS)
    imported = import_issue([path], bare_images=True)
    with Session.create(tmp_path / "p.annotator", "P") as session:
        session.add_issue(imported.issue, imported.sources, imported.images)
        issue = session.issue(imported.issue.id)
        assert issue.pages["p1"].raw == ""
        readings = read_readings(issue, [path], page="p1", frame=0, engine=ENGINE)
        reread_in(session, issue.id, readings, None)
        issue = session.issue(issue.id)
        assert any("新桥" in block.text for block in issue.blocks.values())
        assert {image.page for image in session.images(issue.id)} >= set(issue.pages)
        session.undo()
        assert session.issue(issue.id).pages["p1"].raw == ""
