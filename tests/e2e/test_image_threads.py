"""Images are opened, packed and unpacked in several threads at once; none may wait for another for ever."""

import subprocess
import sys

_PATIENCE = 100  # seconds; it takes two

_WORK = """
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage

from annotator.services.sources.page_images import ImageFile
from annotator.ui.image.pyramid import TILE, PyramidMaker
from annotator.ui.image.reading import open_image

app = QGuiApplication([])
path = Path(sys.argv[1])
image = QImage(1200, 900, QImage.Format.Format_RGB32)
image.fill(QColor("red"))
image.save(str(path))


def make():
    maker = PyramidMaker(image.size())
    for top in range(0, image.height(), TILE):
        maker.add(image.copy(0, top, image.width(), min(TILE, image.height() - top)))
    return maker.done()


def again(work):
    while not ended:
        work()


ended = []
pyramid = make()
threads = [
    threading.Thread(target=again, args=(work,), daemon=True)
    for work in (lambda: open_image(ImageFile(path, 0)), make)
]
for thread in threads:
    thread.start()
addresses = list(pyramid.tiles)
for number in range(600):
    assert not pyramid.unpack(addresses[number % len(addresses)]).isNull()
    assert open_image(ImageFile(path, 0)).size == QSize(1200, 900)
ended.append(True)
for thread in threads:
    thread.join()
"""


def test_an_image_can_be_opened_while_another_is_painted(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", _WORK, str(tmp_path / "page.jpg")], timeout=_PATIENCE, check=False
    )
    assert done.returncode == 0
