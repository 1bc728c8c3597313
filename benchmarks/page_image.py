"""How soon is a large page image seen, how smoothly is it panned, and how much memory does it take?

    python benchmarks/page_image.py [--width 7000] [--height 10000] [--only KIND ...]

An A2 page at 300 dpi is drawn with grey noise and black strokes and written as PNG, JPEG and TIFF, in grey, in colour
and in black and white. For each file a fresh process opens it in the window's view, 800 by 900 pixels, and prints:
seconds from asking for it to the first look and to all tiles; the longest time the window's thread was kept from
its work meanwhile (ms); one step of panning at full size by the arrow keys (median and 95th percentile in ms, of the
processor's time, painting included); one step of zooming (95th percentile); the packed tiles, the tiles ready for
painting, and how much the process has grown, all in MB: after reading, and at its peak.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

KINDS = ("grey.jpg", "grey.png", "grey.tif", "colour.jpg", "colour.png", "colour.tif", "lines.tif")


def drawn(width: int, height: int) -> QImage:
    """Return a page of strokes on uneven paper."""
    draw = random.Random(2024)
    tile = QImage(512, 512, QImage.Format.Format_Grayscale8)
    for y in range(512):
        tile.scanLine(y)[:] = bytes(draw.choices(range(222, 246), k=512))  # type: ignore[index]
    page = QImage(width, height, QImage.Format.Format_Grayscale8)
    with QPainter(page) as painter:
        for y in range(0, height, 512):
            for x in range(0, width, 512):
                painter.drawImage(x, y, tile)
        for y in range(150, height - 150, 62):
            for x in range(150, width - 150, 46):
                for _ in range(5):
                    across = draw.random() < 0.5
                    left, top = x + draw.randrange(30), y + draw.randrange(30)
                    painter.fillRect(left, top, *((14, 3) if across else (3, 14)), Qt.GlobalColor.black)
    return page


def write(folder: Path, page: QImage, kind: str) -> Path:
    """Write a page in one of ``KINDS``; return the path."""
    path = folder / kind
    form = {
        "grey": QImage.Format.Format_Grayscale8,
        "colour": QImage.Format.Format_RGB32,
        "lines": QImage.Format.Format_Mono,
    }[path.stem]
    writer = QImageWriter(str(path))
    if path.suffix == ".jpg":
        writer.setQuality(85)
    if path.suffix == ".tif":
        writer.setCompression(1)
    if not writer.write(page.convertToFormat(form, Qt.ImageConversionFlag.ThresholdDither)):
        raise SystemExit(writer.errorString())
    return path


def resident() -> float:
    """Return the memory of this process in MB, or the most it ever had where the system does not say."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6
    return peak()


def peak() -> float:
    """Return the most memory this process ever had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says begins with the memory of the process that started this one
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


class Watched:
    """Turns the event loop and knows the longest time it was kept waiting."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.longest = 0.0

    def until(self, met: Callable[[], bool]) -> float:
        """Return the seconds until a condition is met."""
        begin = time.perf_counter()
        while not met():
            before = time.perf_counter()
            self._app.processEvents()
            self.longest = max(self.longest, time.perf_counter() - before)
            time.sleep(0.001)
        return time.perf_counter() - begin


def measure(path: Path) -> None:
    """Open a file in the view and print one row."""
    from annotator.services.sources.page_images import ImageFile
    from annotator.services.sources.pdf_locks import Passwords
    from annotator.ui.image.image_view import Fit, ImageView
    from annotator.ui.image.library import PageImages, PageView, State
    from annotator.ui.image.reading import open_image
    from annotator.ui.qt.workers import Jobs, PoolExecutor
    from annotator.ui.workspace import Workspace

    app = QApplication([])
    jobs = Jobs(PoolExecutor())
    images = PageImages(Workspace(), jobs, Passwords())
    shown = ImageView(images)
    shown.resize(800, 900)
    shown.show()
    watched = Watched(app)
    watched.until(shown.isVisible)
    memory = resident()
    file = ImageFile(path)
    begin = time.perf_counter()
    opened = open_image(file)
    page = PageView(path.name, size=opened.size, file=file)
    images.read(page, opened)
    images.changed.connect(lambda _page: shown.show_page(page))
    watched.longest = 0.0
    watched.until(lambda: page.has_image)
    look = time.perf_counter() - begin
    watched.until(lambda: page.state is State.READY)
    ready = time.perf_counter() - begin
    longest = watched.longest
    watched.until(lambda: not jobs.is_busy)
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    after, most = resident() - memory, peak() - memory
    shown.set_fit(Fit.FREE)
    shown.zoom(1 / shown.scale)
    watched.until(lambda: not images.is_unpacking)
    pans, zooms = [], []
    for step in range(200):
        key = Qt.Key.Key_Down if step % 4 else Qt.Key.Key_Right
        cpu = time.process_time()
        QTest.keyClick(shown, key)
        shown.viewport().repaint()
        pans.append(1000 * (time.process_time() - cpu))
        watched.until(lambda: not images.is_unpacking)
    for step in range(24):
        cpu = time.process_time()
        QTest.keyClick(shown, Qt.Key.Key_Minus if step % 12 < 6 else Qt.Key.Key_Plus)
        shown.viewport().repaint()
        zooms.append(1000 * (time.process_time() - cpu))
        watched.until(lambda: not images.is_unpacking)
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
    packed = page.pyramid.cost / 1e6 if page.pyramid else 0.0
    size: QSize = page.size
    print(
        f"{path.name:<11}{size.width() * size.height() / 1e6:>4.0f} MP{path.stat().st_size / 1e6:>7.1f} MB"
        f"{look:>9.2f} s{ready:>8.2f} s{1000 * longest:>9.0f}"
        f"{statistics.median(pans):>9.1f}{statistics.quantiles(pans, n=20)[-1]:>8.1f}"
        f"{statistics.quantiles(zooms, n=20)[-1]:>9.1f}"
        f"{packed:>9.1f}{images.painted_cost / 1e6:>8.1f}{after:>8.0f}{most:>8.0f}"
    )


def main() -> int:
    """Draw the page, and measure each kind of file in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--width", type=int, default=7000)
    parser.add_argument("--height", type=int, default=10000)
    parser.add_argument("--only", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.file:
        measure(options.file)
        return 0
    print(
        "file          size    on disk      look   tiles  blocked  pan med     p95  zoom95   packed painted"
        "   grown    peak",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        page = drawn(options.width, options.height)
        for kind in options.only:
            path = write(Path(folder), page, kind)
            subprocess.run([sys.executable, __file__, "--file", str(path)], check=True)
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
