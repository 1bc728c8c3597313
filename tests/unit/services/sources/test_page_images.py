"""Images belong to page files by name, are kept as references, and are found again when they have moved."""

from dataclasses import replace

import pytest
from helpers.desks import simple_issue
from helpers.images import png, put, tiff
from helpers.ocr_files import ALTO, HOCR, PAGE
from helpers.pdf_files import made_pdf

from annotator.errors import UserError
from annotator.model.check import problems
from annotator.services.files.image_pairing import FoundImage, ImageFinder, without_paired
from annotator.services.files.image_references import as_seen_from, located, reference
from annotator.services.files.issue_files import collect_issue
from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import import_issue
from annotator.services.sources.page_images import ImageFile, LostImage, image_of_page, set_image


def touched(*paths):
    return [put(path, png(3, 4)) for path in paths]


@pytest.mark.parametrize(
    ("page", "image"),
    [
        ("A01.txt", "A01.jpg"),
        ("a01.TXT", "A01.JPG"),
        ("A01.txt", "images/A01.tif"),
        ("text/A01.txt", "images/A01.png"),
        ("text/A01.txt", "A01.png"),
        ("第1版.txt", "图片/第1版.tiff"),
        ("A01.alto.xml", "A01.jpg"),
    ],
)
def test_an_image_of_the_same_stem_belongs_to_a_page_file(tmp_path, page, image):
    (path,) = touched(tmp_path / image)
    page = put(tmp_path / page, b"x")
    assert ImageFinder().for_file(page) == FoundImage(path)


def test_an_image_of_another_stem_or_in_some_other_folder_does_not(tmp_path):
    touched(tmp_path / "A02.jpg", tmp_path / "elsewhere" / "A01.jpg", tmp_path / "A01.gif")
    assert ImageFinder().for_file(put(tmp_path / "A01.txt", b"x")) is None


def test_page_files_with_numbers_belong_to_the_frames_of_one_image(tmp_path):
    path = put(tmp_path / "issue.tif", tiff([(3, 4, 1), (3, 4, 2)]))
    finder = ImageFinder()
    found = [finder.for_file(tmp_path / f"issue{name}.txt") for name in ("-1", "_002", "-3")]
    assert found == [FoundImage(path, 0), FoundImage(path, 1), None]


@pytest.mark.parametrize(("data", "name"), [(HOCR, "A01.png"), (PAGE, "A01.png"), (ALTO, "A01.tif")])
def test_an_ocr_file_names_its_image_and_a_copy_in_another_format_serves(tmp_path, data, name):
    page = put(tmp_path / "p1.xml", data.encode())
    (path,) = touched(tmp_path / "images" / name.upper())
    assert ImageFinder().for_pages(page, [name]) == [FoundImage(path)]
    path.unlink()
    (copy,) = touched(tmp_path / "a01.jpg")
    assert ImageFinder().for_pages(page, [name]) == [FoundImage(copy)]


def test_a_name_with_a_path_from_another_machine_is_found_by_its_last_part(tmp_path):
    (path,) = touched(tmp_path / "A01.png")
    page = tmp_path / "p1.hocr"
    for name in ("C:\\scans\\A01.png", "/home/x/A01.png", "../../secret/A01.png"):
        assert ImageFinder().for_pages(page, [name]) == [FoundImage(path)]


def test_pages_of_one_file_that_name_one_image_are_its_frames(tmp_path):
    path = put(tmp_path / "a.tif", tiff([(3, 4, 1), (3, 4, 2)]))
    found = ImageFinder().for_pages(tmp_path / "all.hocr", ["a.tif", "a.tif"])
    assert found == [FoundImage(path, 0), FoundImage(path, 1)]


def test_images_that_belong_to_page_files_are_no_pages_themselves(tmp_path):
    images = touched(tmp_path / "A01.jpg", tmp_path / "A01.png", tmp_path / "A02.jpg")
    text = put(tmp_path / "a01.txt", b"x")
    xml = put(tmp_path / "page.xml", PAGE.encode())
    assert without_paired([*images, text, xml]) == [images[2], text, xml]


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "home"
    image = put(folder / "images" / "A01.png", png(3, 4))
    with Session.create(folder / "p.annotator", "P") as made:
        made.add_issue(simple_issue(), (), {"p1": FoundImage(image)})
        yield made


def test_the_image_of_a_page_is_known_after_the_project_is_opened_again(project, tmp_path):
    with Session.open(project.path, read_only=True) as again:
        assert image_of_page(again, "i1", "p1") == ImageFile(tmp_path / "home" / "images" / "A01.png")
        assert image_of_page(again, "i1", "p2") is None


def test_a_project_that_moves_with_its_images_finds_them(project, tmp_path):
    project.close()
    (tmp_path / "home").rename(tmp_path / "away")
    with Session.open(tmp_path / "away" / "p.annotator") as again:
        assert image_of_page(again, "i1", "p1") == ImageFile(tmp_path / "away" / "images" / "A01.png")


def test_a_project_that_moves_alone_still_knows_where_its_images_are(project, tmp_path):
    project.close()
    (tmp_path / "away").mkdir()
    path = project.path.rename(tmp_path / "away" / "p.annotator")
    with Session.open(path) as again:
        assert image_of_page(again, "i1", "p1") == ImageFile(tmp_path / "home" / "images" / "A01.png")


def test_an_image_that_moved_beside_the_project_is_found_unless_it_is_another(project, tmp_path):
    image = tmp_path / "home" / "images" / "A01.png"
    image.rename(tmp_path / "home" / "A01.png")
    assert image_of_page(project, "i1", "p1") == ImageFile(tmp_path / "home" / "A01.png")
    put(tmp_path / "home" / "A01.png", png(5, 5))
    assert image_of_page(project, "i1", "p1") == LostImage("A01.png", str(image.parent))


def test_saying_where_one_lost_image_is_finds_the_others_that_are_there(tmp_path):
    first = put(tmp_path / "a" / "1.png", png(3, 4))
    second = put(tmp_path / "a" / "2.png", png(4, 4))
    with Session.create(tmp_path / "home.annotator", "P") as project:
        found = {"p1": FoundImage(first), "p2": FoundImage(second)}
        project.add_issue(simple_issue(), (), found)
        (tmp_path / "a").rename(tmp_path / "b")
        assert isinstance(image_of_page(project, "i1", "p2"), LostImage)
        assert set_image(project, "i1", "p1", tmp_path / "b" / "1.png") == ("p1", "p2")
        assert image_of_page(project, "i1", "p2") == ImageFile(tmp_path / "b" / "2.png")


def test_what_is_no_image_is_refused_with_a_sentence_and_nothing_changes(project, tmp_path):
    for name, data, code in (("a.txt", b"x", "image.format"), ("a.png", b"x", "image.damaged")):
        with pytest.raises(UserError) as refused:
            set_image(project, "i1", "p1", put(tmp_path / name, data))
        assert refused.value.code == code
    assert isinstance(image_of_page(project, "i1", "p1"), ImageFile)


def imported(*paths, **options):
    files = collect_issue(paths)
    found = import_issue(
        files.files, found=files.found, images=files.images, pictures=files.pictures, **options
    )
    return [page.name for page in found.issue.pages.values()], found


def test_a_folder_of_texts_and_scans_becomes_pages_with_images(tmp_path):
    put(tmp_path / "page1.txt", "一版的文字。\n".encode())
    put(tmp_path / "page2.txt", "二版的文字。\n".encode())
    first, second = touched(tmp_path / "page1.png", tmp_path / "page2.png")
    names, found = imported(tmp_path)
    assert names == ["page1.txt", "page2.txt"]
    assert found.images == {"p1": FoundImage(first), "p2": FoundImage(second)}
    assert found.notes == ()


def test_an_image_without_text_is_left_out_with_a_note_or_becomes_an_empty_page_if_told_so(tmp_path):
    put(tmp_path / "page1.txt", "一版的文字。\n".encode())
    bare = put(tmp_path / "page2.tif", tiff([(3, 4, 1), (3, 4, 2)]))
    names, found = imported(tmp_path)
    assert names == ["page1.txt"]
    assert [(note.code, note.values) for note in found.notes] == [
        ("import.images_left_out", (("count", "1"),))
    ]
    names, found = imported(tmp_path, bare_images=True)
    assert names == ["page1.txt", "page2.tif 1", "page2.tif 2"]
    assert found.images == {"p2": FoundImage(bare, 0), "p3": FoundImage(bare, 1)}
    assert problems(found.issue) == []


def test_images_alone_are_refused_with_a_sentence(tmp_path):
    touched(tmp_path / "page1.png", tmp_path / "page2.png")
    with pytest.raises(UserError) as refused:
        imported(tmp_path)
    assert (refused.value.code, refused.value.values["count"]) == ("import.images_only", 2)


def test_an_ocr_file_brings_the_image_it_names(tmp_path):
    page = put(tmp_path / "page" / "x.xml", PAGE.encode())
    (image,) = touched(tmp_path / "A01.png")
    _, found = imported(page)
    assert found.images == {"p1": FoundImage(image)}


def test_pages_of_a_pdf_are_drawn_from_the_file(tmp_path):
    lines = [(50, 700, 12, "第一版的文字写在这里")]
    path = put(tmp_path / "a.pdf", made_pdf([lines, [], lines]))
    _, found = imported(path)
    assert found.images == {"p1": FoundImage(path, 0), "p2": FoundImage(path, 2)}


def test_a_reference_leads_to_the_same_file_from_another_project(tmp_path):
    image = put(tmp_path / "home" / "images" / "A01.png", png(3, 4))
    old, new = tmp_path / "home" / "p.annotator", tmp_path / "elsewhere" / "q.annotator"
    made = as_seen_from(reference("p1", FoundImage(image), old), old, new)
    assert made.relative == "../home/images/A01.png"
    new.parent.mkdir()
    assert located(replace(made, absolute=""), new).resolve() == image
