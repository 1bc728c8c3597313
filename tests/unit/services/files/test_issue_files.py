# ruff: noqa: E501
"""Folders and METS files become issues; one broken file does not keep the others out."""

import pytest
from helpers.ocr_files import made

from annotator.errors import UserError
from annotator.services.rebuilding.importing import collect_issue, collect_issues, import_issue

METS = """<?xml version="1.0"?>
<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><mets:fileSec>
<mets:fileGrp USE="Images"><mets:file ID="I1" MIMETYPE="image/tiff"><mets:FLocat xlink:href="file://./img/a.tif"/></mets:file></mets:fileGrp>
<mets:fileGrp USE="Text"><mets:file ID="T1" MIMETYPE="text/xml"><mets:FLocat xlink:href="alto/a.xml"/></mets:file>
<mets:file ID="T2" MIMETYPE="text/xml"><mets:FLocat xlink:href="alto/b%20c.xml"/></mets:file></mets:fileGrp></mets:fileSec>
<mets:structMap TYPE="LOGICAL"><mets:div><mets:fptr FILEID="T1"/></mets:div></mets:structMap>
<mets:structMap TYPE="PHYSICAL"><mets:div TYPE="newspaper">
<mets:div TYPE="page" ORDER="2" ORDERLABEL="A04"><mets:fptr FILEID="I1"/><mets:fptr FILEID="T1"/></mets:div>
<mets:div TYPE="page" ORDER="1" ORDERLABEL="第1版"><mets:fptr><mets:area FILEID="T2"/></mets:fptr></mets:div>
</mets:div></mets:structMap></mets:mets>
"""


def page(text):
    return made("alto", [[[text]]])


@pytest.fixture
def mets(tmp_path):
    (tmp_path / "alto").mkdir()
    (tmp_path / "img").mkdir()
    (tmp_path / "alto" / "a.xml").write_bytes(page("第四版的文字。"))
    (tmp_path / "alto" / "b c.xml").write_bytes(page("头版的文字。"))
    (tmp_path / "img" / "a.tif").write_bytes(b"II*\0")
    (tmp_path / "mets.xml").write_text(METS, "utf-8")
    return tmp_path / "mets.xml"


def test_a_mets_file_names_pages_in_their_order_with_numbers_and_images(mets):
    (found,) = collect_issues([mets])
    assert [file.name for file in found.files] == ["b c.xml", "a.xml"]
    assert found.numbers == ("1", "A04")
    assert {file.name: image.name for file, image in found.images.items()} == {"a.xml": "a.tif"}
    issue = import_issue(found.files, numbers=found.numbers, found=found.found).issue
    assert [page.number for page in issue.pages.values()] == ["1", "A04"]
    assert collect_issue([mets.parent]).files == found.files


def test_a_mets_file_gets_at_nothing_outside_its_folder_and_not_at_the_network(mets):
    mets.write_text(METS.replace("alto/a.xml", "../secret.xml"), "utf-8")
    with pytest.raises(UserError, match=r"mets\.outside"):
        collect_issue([mets])
    mets.write_text(METS.replace("alto/", "https://example.org/alto/"), "utf-8")
    with pytest.raises(UserError, match=r"mets\.no_pages"):
        collect_issue([mets])


def test_a_folder_is_an_issue_and_a_folder_of_folders_several(tmp_path):
    for name in ("6月2日", "6月10日"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "A01.txt").write_text("文字。", "utf-8")
    (tmp_path / "empty").mkdir()
    assert [found.name for found in collect_issues([tmp_path])] == ["6月2日", "6月10日"]
    with pytest.raises(UserError, match=r"import\.several_issues"):
        collect_issue([tmp_path])
    single = tmp_path / "6月2日" / "A01.txt"
    assert [found.name for found in collect_issues([single, tmp_path / "6月10日"])] == [None, "6月10日"]


def test_a_malformed_file_is_refused_with_its_line_and_the_rest_of_the_folder_comes_in(tmp_path):
    (tmp_path / "A01.xml").write_text("<alto>\n<b>\n</alto>", "utf-8")
    (tmp_path / "A02.xml").write_bytes(page("第二版的文字。"))
    found = collect_issue([tmp_path])
    imported = import_issue(found.files, found=found.found)
    assert [page.name for page in imported.issue.pages.values()] == ["A02.xml"]
    broken, counted = imported.notes
    assert (broken.code, broken.file, dict(broken.values)["line"]) == ("ocr.xml", "A01.xml", "3")
    assert (counted.code, dict(counted.values)) == ("import.left_out", {"count": "1"})
    with pytest.raises(UserError, match=r"ocr\.xml"):
        import_issue(
            found.files
        )  # named one by one, a file that cannot be read is the person's to decide about


def test_where_no_file_can_be_read_nothing_is_imported(tmp_path):
    (tmp_path / "A01.xml").write_text("<alto>", "utf-8")
    found = collect_issue([tmp_path])
    with pytest.raises(UserError, match=r"ocr\.xml"):
        import_issue(found.files, found=found.found)
