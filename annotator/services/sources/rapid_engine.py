"""The engine RapidOCR (PP-OCR models by ONNX Runtime), with the models that come inside its package.

Imported only in the process that reads images. Nothing is fetched: the engine is told the files of its models.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from annotator.formats.ocr.alto_writing import ReadCharacter, ReadLine
from annotator.formats.pdf_drawing import draw_page
from annotator.model.layout import Box

_MODELS = {
    "Det.model_path": "*_det_*.onnx",
    "Rec.model_path": "*_rec_*.onnx",
    "Cls.model_path": "*_cls_*.onnx",
}

_ORIENTATION = 0x0112
_TURNS = {6: 4, 8: 2}
"""How Pillow turns a photograph of a page that the camera says lies on its side (EXIF 2.32, tag Orientation).

What such a camera says of upside down is left to the engine, which knows lines that stand so by itself.
"""


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
        self._password = password

    def size(self, path: Path, frame: int) -> tuple[int, int]:
        """Return width and height of a frame in pixels."""
        width, height = self._open(path, frame).size
        return int(width), int(height)

    def lines(self, path: Path, frame: int, part: tuple[int, int, int, int]) -> Sequence[ReadLine]:
        """Return the lines in a part of an image."""
        pixels = np.asarray(self._open(path, frame).crop(part).convert("RGB"))[:, :, ::-1]
        found = self._engine(pixels, return_word_box=True, return_single_char_box=True)
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
                turn = _TURNS.get(self._image.getexif().get(_ORIENTATION))
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
