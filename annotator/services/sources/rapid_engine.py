"""The engine RapidOCR (PP-OCR models by ONNX Runtime), with the models that come inside its package.

Imported only in the process that reads images. Nothing is fetched: the engine is told the files of its models.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from annotator.formats.ocr.alto_writing import ReadCharacter, ReadLine
from annotator.formats.pdf_drawing import draw_page
from annotator.model.layout import Box
from annotator.text.widths import is_han

_MODELS = {
    "Det.model_path": "*_det_*.onnx",
    "Rec.model_path": "*_rec_*.onnx",
    "Cls.model_path": "*_cls_*.onnx",
}

_ORIENTATION = 0x0112
_TURNS = {6: 4, 8: 2}
"""How Pillow turns a photograph of a page that the camera says lies on its side (EXIF 2.32, tag Orientation).

Whether a page stands upside down is seen in its characters, whatever the camera says.
"""


_WHOLE = {
    "use_det": True,
    "use_cls": True,
    "use_rec": True,
    "return_word_box": True,
    "return_single_char_box": True,
}
"""What the engine is to do for a page; it remembers what it was told the last time."""

_HEEDED = ("JPEG", "MPO", "TIFF")
"""Formats whose turn is heeded where the page is shown, too."""

_LOOK = 800
"""Sides of the middle of a page in which it is found out how the page lies, in pixels."""
_SAMPLES = 12
_LEAST = 5
_SHORTEST = 4
_FULL = "，。、；：！？"
_SURE = 0.6
_SURER = 0.3
"""How much surer the engine must be of characters that are turned, to turn the page."""


class RapidEngine:
    """Reads lines of an image; see ``annotator.services.sources.recognizing.Engine``."""

    def __init__(self, password: str = "") -> None:
        # Both come with the extra only.
        rapidocr: Any = importlib.import_module("rapidocr")
        images: Any = importlib.import_module("PIL.Image")
        self._images = images
        images.MAX_IMAGE_PIXELS = None  # newspaper pages at 600 dpi are no attack
        folder = Path(str(rapidocr.__file__)).parent / "models"
        models = {key: str(next(iter(sorted(folder.glob(pattern))))) for key, pattern in _MODELS.items()}
        self.name = f"RapidOCR {version('rapidocr')}"
        self._engine: Any = rapidocr.RapidOCR(params={"Global.log_level": "error", **models})
        self._opened: tuple[Path, int] | None = None
        self._image: Any = None
        self._turned: tuple[tuple[Path, int, int] | None, Any] = (None, None)
        self._password = password

    def size(self, path: Path, frame: int) -> tuple[int, int]:
        """Return width and height of a frame in pixels."""
        width, height = self._open(path, frame).size
        return int(width), int(height)

    def turn(self, path: Path, frame: int) -> int:
        """Return how far the image has to be turned clockwise for its characters to stand upright, in degrees.

        The engine reads lines that lie on their side or on their head, and says nothing of it. So some characters of
        the middle are shown to it one by one, turned in all four ways.
        """
        image = self._open(path, frame)
        left, top = max((image.width - _LOOK) // 2, 0), max((image.height - _LOOK) // 2, 0)
        middle = image.crop((left, top, min(left + _LOOK, image.width), min(top + _LOOK, image.height)))
        found = self._engine(_pixels(middle), **_WHOLE)
        lines = [
            (text, _box(points, (0, 0, 0, 0)))
            for text, points in zip(
                found.txts or (), () if found.boxes is None else found.boxes, strict=False
            )
        ]
        squares = [square for text, box in lines for square in _characters_of(text, box)]
        squares = squares[:: max(1, len(squares) // _SAMPLES)][:_SAMPLES]
        if len(squares) < _LEAST:
            return 0
        sure = {turn: self._sure_of_all(middle, squares, turn) for turn in (0, 90)}
        # It reads characters that lie on their left side nearly as well as upright ones, and no others.
        if sure[0] - sure[90] > _SURE:
            return 0
        sure |= {turn: self._sure_of_all(middle, squares, turn) for turn in (180, 270)}
        both = {turn: sure[turn] + sure[(turn - 90) % 360] for turn in sure}
        best = max(both, key=lambda turn: (both[turn], -turn))
        return best if both[best] - both[0] > _SURER else 0

    def _sure_of_all(self, image: Any, boxes: Sequence[Box], turn: int) -> float:
        return sum(self._sure_of(image, box, turn) for box in boxes) / len(boxes)

    def _sure_of(self, image: Any, box: Box, turn: int) -> float:
        """Return how sure the engine is of one character when it is turned clockwise."""
        margin = 0.1 * (box.bottom - box.top)
        corners = (box.left - margin, box.top - margin, box.right + margin, box.bottom + margin)
        piece = image.crop(tuple(round(corner) for corner in corners)).rotate(-turn, expand=True)
        found = self._engine(_pixels(piece), use_det=False, use_cls=False, return_word_box=False)
        text = (found.txts or ("",))[0]
        return float(found.scores[0]) if len(text) == 1 and is_han(text) else 0.0

    def lines(
        self, path: Path, frame: int, part: tuple[int, int, int, int], turn: int = 0
    ) -> Sequence[ReadLine]:
        """Return the lines in a part of an image that is turned clockwise."""
        image = self._open(path, frame)
        if turn and self._turned[0] != (path, frame, turn):
            self._turned = (path, frame, turn), image.rotate(-turn, expand=True)
        pixels = _pixels((self._turned[1] if turn else image).crop(part))
        found = self._engine(pixels, **_WHOLE)
        if not found.txts:
            return ()
        characters = found.word_results or [()] * len(found.txts)
        return [
            ReadLine(text, _box(points, part), float(score), _characters(each, part))
            for text, points, score, each in zip(
                found.txts, found.boxes, found.scores, characters, strict=True
            )
            if text.strip()
        ]

    def _open(self, path: Path, frame: int) -> Any:
        if self._opened != (path, frame):
            self._image = self._drawn(path, frame) if path.suffix.lower() == ".pdf" else None
            if self._image is None:
                self._image = self._images.open(path)
                self._image.seek(frame)
                heeded = self._image.format in _HEEDED
                turn = _TURNS.get(self._image.getexif().get(_ORIENTATION)) if heeded else None
                if turn is None:
                    self._image.load()
                else:
                    self._image = self._image.transpose(turn)
            self._opened = path, frame
        return self._image

    def _drawn(self, path: Path, frame: int) -> Any:
        """Return a page of a PDF as it is shown beside the text, so that places are the same there."""
        page = draw_page(path, frame + 1, self._password)
        size, kinds = (page.width, page.height), ("L", "L") if page.channels == 1 else ("RGB", "BGRX")
        return self._images.frombytes(kinds[0], size, page.pixels(), "raw", kinds[1])


def open_engine(password: str = "") -> RapidEngine:
    """Return the engine with its models loaded; the password opens PDF files that are locked."""
    return RapidEngine(password)


def _pixels(image: Any) -> Any:
    return np.asarray(image.convert("RGB"))[:, :, ::-1]


def _characters_of(text: str, box: Box) -> Iterator[Box]:
    """Yield the places of some Han characters of a line whose characters are all equally wide.

    Those that the engine gives are of no use where lines stand on their side.
    """
    wide, high = box.right - box.left, box.bottom - box.top
    step = max(wide, high) / max(len(text), 1)
    even = all(is_han(char) or char in _FULL for char in text)
    if len(text) < _SHORTEST or not even or not 0.6 < step / max(min(wide, high), 1e-6) < 1.6:
        return
    for place in range(1, len(text) - 1, 3):
        if not is_han(text[place]):
            continue
        if wide > high:
            yield Box(box.left + place * step, box.top, box.left + (place + 1) * step, box.bottom)
        else:
            yield Box(box.left, box.top + place * step, box.right, box.top + (place + 1) * step)


def _characters(found: Iterable[Any], part: tuple[int, int, int, int]) -> tuple[ReadCharacter, ...]:
    return tuple(
        ReadCharacter(text, _box(points, part), float(score))
        for text, score, points in found
        if text.strip() and points is not None
    )


def _box(points: Any, part: tuple[int, int, int, int]) -> Box:
    corners = np.asarray(points, dtype=float)
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    return Box(float(left) + part[0], float(top) + part[1], float(right) + part[0], float(bottom) + part[1])
