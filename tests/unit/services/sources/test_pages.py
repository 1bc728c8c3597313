"""Files become pages, or one clear sentence says why not."""

from __future__ import annotations

import pytest

from annotator.errors import UserError
from annotator.services.files.issue_files import collect_files, natural_key
from annotator.services.sources.pages import MAX_BYTES, read_page, read_pages


def page(tmp_path, data, name="a.txt", encoding=None):
    path = tmp_path / name
    path.write_bytes(data)
    return read_page(path, "p1", encoding)


def test_line_ends_and_odd_characters_are_kept_as_they_are(tmp_path):
    text = "一\r\n二\r三\n\x0c四\x00五\u2028六"
    assert page(tmp_path, text.encode())[0].raw == text


def test_chinese_encodings_are_found_and_reported(tmp_path):
    text = "本报讯 昨日，全市中小学举行春季运动会，学生们踊跃参加，家长们到场观看。" * 3
    for name, encodings in (("gb18030", {"gb18030"}), ("utf-16", {"utf-16", "utf-16-le", "utf-16le"})):
        read, _ = page(tmp_path, text.encode(name))
        assert read.raw == text
        assert read.encoding.lower().replace("_", "-") in encodings


def test_the_encoding_can_be_overridden(tmp_path):
    assert page(tmp_path, "繁體字".encode("big5"), encoding="big5")[0].raw == "繁體字"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import.empty"),
        (b" \n\t\n", "import.empty"),
        (b"\xef\xbb\xbf", "import.empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20, "import.binary"),
        (b"PK\x03\x04" + bytes(range(256)) * 20, "import.binary"),
        (b"\x00" * 1000, "import.binary"),
    ],
)
def test_what_holds_no_text_is_refused(tmp_path, data, code):
    with pytest.raises(UserError) as refused:
        page(tmp_path, data)
    assert refused.value.code == code
    assert refused.value.values["file"] == "a.txt"


def test_a_wrongly_declared_encoding_is_refused(tmp_path):
    with pytest.raises(UserError, match=r"encoding\.undecodable"):
        page(tmp_path, "中文。".encode() + b"\xff\xfe\xfd", encoding="utf-8")
    with pytest.raises(UserError, match=r"encoding\.unknown"):
        page(tmp_path, "中文".encode(), encoding="no-such-code")


def test_encoded_surrogates_do_not_crash(tmp_path):
    read, notes = page(tmp_path, "正常的文字。".encode() * 50 + b"\xed\xa0\x80" + "还有文字。".encode() * 50)
    assert "还有文字。" in read.raw
    assert notes


def test_missing_files_and_empty_folders_are_said(tmp_path):
    with pytest.raises(UserError, match=r"import\.missing"):
        collect_files([tmp_path / "none.txt"])
    with pytest.raises(UserError, match=r"import\.empty_folder"):
        collect_files([tmp_path])
    with pytest.raises(UserError, match=r"import\.no_files"):
        read_pages([])


def test_a_folder_gives_its_page_files_in_natural_order(tmp_path):
    for name in ("第10版.txt", "第2版.txt", "照片.png", ".hidden.txt"):
        (tmp_path / name).write_text("字", "utf-8")
    assert [path.name for path in collect_files([tmp_path])] == ["第2版.txt", "第10版.txt"]
    assert natural_key("A2") < natural_key("A10")


def test_a_file_far_too_large_for_a_page_is_refused(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UserError, match=r"import\.too_large"):
        read_page(path, "p1")
