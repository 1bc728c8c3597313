"""Images of all usual kinds become tiles that show what is in them, whatever the way they are read."""

import pytest
from helpers.images import png, put, tiff
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from annotator.errors import UserError
from annotator.services.background.workplaces import WorkCancelled
from annotator.services.sources.page_images import ImageFile
from annotator.ui.image import reading
from annotator.ui.image.pyramid import TILE
from annotator.ui.image.reading import first_look, open_image, read_pyramid
from annotator.ui.image.snippets import cut, cut_look, cut_many, thumbnail

SIZE = QSize(1900, 1300)
BOX = QRect(1010, 505, 260, 90)


def drawn(form=QImage.Format.Format_RGB32):
    """A page with a dark box that lies over the edges of tiles."""
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(230, 230, 230))
    with QPainter(image) as painter:
        painter.fillRect(BOX, QColor(20, 20, 20))
    return image.convertToFormat(form, Qt.ImageConversionFlag.ThresholdDither)


def written(path, image):
    writer = QImageWriter(str(path))
    writer.setQuality(92 if path.suffix == ".jpg" else 20)
    assert writer.write(image), writer.errorString()
    return ImageFile(path)


def shades(image):
    """Whether the middle of the box, and what is around it, look as drawn."""
    inside = image.pixelColor(BOX.center()).lightness()
    outside = [
        image.pixelColor(x, y).lightness()
        for x, y in ((BOX.left() - 20, BOX.top()), (BOX.right() + 20, BOX.top()), (5, 5), (1890, 1290))
    ]
    return inside < 60 and min(outside) > 200


def whole(pyramid, level=0):
    """Put the tiles of a level together again, in the size of the image."""
    image = QImage(pyramid.size, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        for address in pyramid.addresses(level, QRect(0, 0, SIZE.width(), SIZE.height())):
            painter.drawImage(QRectF(pyramid.area(address)), pyramid.unpack(address))
    return image


FORMATS = {
    "grey.png": QImage.Format.Format_Grayscale8,
    "deep.png": QImage.Format.Format_Grayscale16,
    "clear.png": QImage.Format.Format_ARGB32,
    "indexed.png": QImage.Format.Format_Indexed8,
    "colour.jpg": QImage.Format.Format_RGB32,
    "grey.jpg": QImage.Format.Format_Grayscale8,
    "colour.tif": QImage.Format.Format_RGB32,
    "lines.tif": QImage.Format.Format_Mono,
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_kind_of_image_is_shown_at_every_size(qapp, tmp_path, name):
    file = written(tmp_path / name, drawn(FORMATS[name]))
    assert open_image(file).size == SIZE
    pyramid = read_pyramid(file)
    assert pyramid.levels == 2
    for level in range(pyramid.levels):
        assert shades(whole(pyramid, level))


def test_what_shines_through_is_white(qapp, tmp_path):
    image = drawn(QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    pyramid = read_pyramid(written(tmp_path / "clear.png", image))
    assert whole(pyramid).pixelColor(100, 100).lightness() == 255


def test_an_image_that_is_read_in_parts_is_the_same(qapp, tmp_path, monkeypatch):
    file = written(tmp_path / "a.jpg", drawn())
    at_once = whole(read_pyramid(file))
    monkeypatch.setattr(reading, "_AT_ONCE", SIZE.width() * TILE)
    parts = list(reading.parts(file))
    assert [part.height() for part in parts] == [TILE, TILE, SIZE.height() - 2 * TILE]
    assert whole(read_pyramid(file)) == at_once


@pytest.mark.parametrize("name", ["grey.jpg", "grey.png"])
def test_a_first_look_shows_the_whole_page_small(qapp, tmp_path, monkeypatch, name):
    monkeypatch.setattr(reading, "_LOOK", 300)
    file = written(tmp_path / name, drawn(FORMATS[name]))
    look = first_look(file, open_image(file))
    assert max(look.image.width(), look.image.height()) == 300
    assert shades(look.image.scaled(SIZE))
    area = QRectF(BOX).adjusted(-100, -100, 100, 100)
    piece = cut_look(look.image, SIZE, area, area.size().toSize())
    assert piece.pixelColor(piece.rect().center()).lightness() < 60


def test_the_frames_of_a_tiff_are_told_apart(qapp, tmp_path):
    path = put(tmp_path / "a.tif", tiff([(30, 40, 10), (50, 20, 200)]))
    found = [read_pyramid(ImageFile(path, frame)) for frame in (0, 1)]
    assert [pyramid.size.toTuple() for pyramid in found] == [(30, 40), (50, 20)]
    lightness = [pyramid.unpack((0, 0, 0)).pixelColor(9, 9).lightness() for pyramid in found]
    assert lightness[0] < 40
    assert lightness[1] > 180
    with pytest.raises(UserError):
        read_pyramid(ImageFile(path, 2))


def test_a_file_that_ends_early_is_refused_and_cancelled_reading_ends(qapp, tmp_path):
    data = png(700, 900)
    file = ImageFile(put(tmp_path / "a.png", data[: len(data) // 2]))
    with pytest.raises(UserError):
        read_pyramid(file)
    with pytest.raises(WorkCancelled):
        read_pyramid(written(tmp_path / "b.png", drawn()), lambda: True)


def test_pieces_are_cut_over_the_edges_of_tiles_and_of_the_image(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_AT_ONCE", SIZE.width() * TILE)
    file = written(tmp_path / "a.jpg", drawn())
    area = QRectF(BOX).adjusted(-30, -30, 30, 30)
    beyond = QRectF(-50, -50, 100, 100)
    pieces = cut_many(file, [area, beyond], 60)
    alone = cut(read_pyramid(file), area, pieces[0].size())
    for piece in (pieces[0], alone):
        assert piece.pixelColor(piece.rect().center()).lightness() < 60
        assert piece.pixelColor(4, 4).lightness() > 200
    assert pieces[1].pixelColor(10, 10).lightness() == 255
    assert 200 < pieces[1].pixelColor(50, 50).lightness() < 250
    assert len(thumbnail(pieces[0], 20)) == 400
