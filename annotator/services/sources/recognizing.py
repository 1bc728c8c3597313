"""Reading pages that are images by the person's own OCR engine (the extra ``ocr``), in a process of its own.

Pages of PDF files are drawn there, as they are shown beside the text. What the engine reads becomes an ALTO file, as if
somebody had brought one: its boxes and confidences go every way that those of other OCR files go. Images larger than
the engine looks at are read in parts that overlap; a line is taken from the part that its middle lies in, where it is
whole.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from annotator.errors import UserError
from annotator.formats.images import read_facts
from annotator.formats.ocr.alto_writing import ReadLine, ReadPage, made_alto
from annotator.formats.pdf import PdfError
from annotator.model.layout import Box
from annotator.model.page_geometry import turned_box
from annotator.services.background.own_process import OwnProcess
from annotator.services.background.workplaces import Place, WorkCancelled, WorkLost, WorkSilent
from annotator.services.sources.reading_order import blocks_of

ENGINE = "annotator.services.sources.rapid_engine"
"""The module of the engine that is used; it has a function ``open_engine``, which gets the password of a locked PDF."""

_NEEDED = ("rapidocr", "onnxruntime")
_PATIENCE = 600.0
"""Seconds for one part of an image; parts take some seconds, on a busy old machine a minute."""
_PART = 2000
"""Longest side of a part in pixels: what the engine's detector looks at without shrinking it."""
_OVERLAP = 600
"""How far parts reach into each other in pixels: longer than the printed lines of most columns at 300 dpi."""


class Engine(Protocol):
    """An OCR engine.

    Attributes:
        name: its name and version.
    """

    name: str

    def size(self, path: Path, frame: int) -> tuple[int, int]:
        """Return width and height of a frame of an image file, in pixels."""

    def turn(self, path: Path, frame: int) -> int:
        """Return how far the image has to be turned clockwise for its characters to stand upright, in degrees."""

    def lines(
        self, path: Path, frame: int, part: tuple[int, int, int, int], turn: int = 0
    ) -> Sequence[ReadLine]:
        """Return the lines in a part (left, top, right, bottom) of an image that is turned clockwise by some degrees.

        The part, and the places of what is read, are those in the whole image when it is turned.
        """


def is_available() -> bool:
    """Tell whether the extra ``ocr`` is installed; nothing is loaded."""
    return all(find_spec(name) is not None for name in _NEEDED)


def engine() -> str | None:
    """Return the module of the engine, or None where the extra ``ocr`` is not installed."""
    return ENGINE if is_available() else None


def recognize(
    path: Path,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    engine: str = ENGINE,
    frames: Sequence[int] | None = None,
    password: str = "",
) -> bytes:
    """Return an ALTO file of what is read in an image file or in pages of a PDF, a page for each frame.

    Args:
        path: the file.
        progress: called with the share done, from 0 to 1.
        cancelled: asked now and then.
        engine: the module of the engine.
        frames: which of its images or pages, from 0; by default all images.
        password: what opens a PDF that is locked.

    Raises:
        UserError: the engine is not installed, the image is locked, damaged, or broke the engine, or ``cancelled``
            said True.
    """
    if engine == ENGINE and not is_available():
        raise UserError("ocr.not_installed", file=path.name)
    try:
        frames = range(read_facts(path).frames) if frames is None else frames
    except (OSError, ValueError) as error:
        raise UserError("image.damaged", file=path.name) from error
    reader = OwnProcess(attempts=1, patience=_PATIENCE, may_work_here=False)
    try:
        return reader.run(progress, cancelled, read_image, path, frames, engine, password)
    except WorkCancelled as error:
        raise UserError("import.cancelled") from error
    except (WorkLost, WorkSilent) as error:
        raise UserError("ocr.failed", file=path.name) from error
    finally:
        reader.close()


def read_image(place: Place, path: Path, frames: Sequence[int], engine: str, password: str = "") -> bytes:
    """Read frames of an image file or a PDF; an errand.

    Raises:
        UserError: the engine cannot read the image, or another password locks it.
    """
    reader: Engine = importlib.import_module(engine).open_engine(password)
    try:
        pages = [
            _page(place, reader, path, frame, (number, len(frames))) for number, frame in enumerate(frames)
        ]
    except PdfError as error:
        raise UserError(error.code, file=path.name) from error
    except (OSError, ValueError, MemoryError) as error:
        raise UserError("ocr.failed", file=path.name) from error
    return made_alto(path.name, reader.name, pages)


def _page(place: Place, engine: Engine, path: Path, frame: int, among: tuple[int, int]) -> ReadPage:
    """Read one frame; ``among`` says which of how many it is."""
    turn = engine.turn(path, frame)
    width, height = engine.size(path, frame)
    if turn % 180:
        width, height = height, width
    parts = [(across, down) for down in _stretches(height) for across in _stretches(width)]
    lines: list[ReadLine] = []
    for number, (across, down) in enumerate(parts):
        if place.cancelled():
            raise WorkCancelled
        for line in engine.lines(path, frame, (across[0], down[0], across[1], down[1]), turn):
            middle = (line.box.left + line.box.right) / 2, (line.box.top + line.box.bottom) / 2
            if across[2] <= middle[0] < across[3] and down[2] <= middle[1] < down[3]:
                lines.append(line)
        place.progress((among[0] + (number + 1) / len(parts)) / among[1])
    return _turned_back(ReadPage(width, height, blocks_of(lines)), turn)


def _turned_back(page: ReadPage, turn: int) -> ReadPage:
    """Return a page that was read turned clockwise, with places on the image as it is; the order stays."""
    if not turn:
        return page

    def back(box: Box) -> Box:
        return turned_box(box, page.width, page.height, 360 - turn)

    blocks = tuple(
        tuple(
            replace(
                line,
                box=back(line.box),
                characters=tuple(replace(each, box=back(each.box)) for each in line.characters),
            )
            for line in block
        )
        for block in page.blocks
    )
    sides = (page.height, page.width) if turn % 180 else (page.width, page.height)
    return ReadPage(*sides, blocks)


def _stretches(length: int) -> Iterator[tuple[int, int, float, float]]:
    """Yield the parts of a side: where each begins and ends, and where that which is taken from it begins and ends."""
    step = _PART - _OVERLAP
    count = max(1, -(-(length - _OVERLAP) // step))
    for number in range(count):
        start = number * step
        end = min(start + _PART, length)
        first = start + _OVERLAP / 2 if number else 0.0
        yield start, end, first, end - _OVERLAP / 2 if number < count - 1 else float(length)
