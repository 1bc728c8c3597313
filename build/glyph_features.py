"""Rendered glyphs and their likenesses: what ``fit_glyph_channel.py`` and ``make_glyph_channel.py`` share.

Every character is rendered in six freely licensed fonts of Debian, cut to its ink, scaled to one size and
blurred as a small print would be. A window (whole glyph, left, right, upper and lower half, centre) becomes a
vector of a few dozen numbers; the likeness of two characters in a window is the cosine of their vectors. The
confusion score of a pair is a piecewise linear function of the likenesses, plus a weighted product of the
vectors themselves, and never below a floor: engines also misread without any likeness to go by.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that the programs run without installing the package

from annotator.lexicon.ngrams import load_language_model  # noqa: E402
from annotator.lexicon.word_index import LONGEST_KEY  # noqa: E402

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WEIGHTS = Path(__file__).resolve().parent / "glyph_channel_weights.json"

FONTS = (
    ("truetype/wqy/wqy-zenhei.ttc", 0),
    ("opentype/noto/NotoSerifCJK-Bold.ttc", 2),
    ("truetype/arphic/ukai.ttc", 0),
    ("opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("truetype/arphic/uming.ttc", 0),
    ("opentype/noto/NotoSansCJK-Regular.ttc", 2),
)
"""Font files and faces, of the packages fonts-wqy-zenhei, fonts-noto-cjk, fonts-arphic-ukai and -uming."""

BLURS = (1.0, 2.2)
"""Radii in pixels of a glyph 32 pixels high."""

WINDOWS = (
    ("whole, sharp", 0, np.s_[:, :, :], 64),
    ("whole, blurred", 1, np.s_[:, :, :], 64),
    ("left", 0, np.s_[:, :, :8], 24),
    ("right", 0, np.s_[:, :, 7:], 24),
    ("top", 0, np.s_[:, :8, :], 24),
    ("bottom", 0, np.s_[:, 8:, :], 24),
    ("centre", 0, np.s_[:, 4:12, 4:12], 24),
)
"""Name, blur, part of the 16 × 16 raster and number of principal components."""

HALVES = slice(2, 6)
KNOTS = (0.2, 0.4, 0.6, 0.8)
LIKENESSES = len(WINDOWS) + 3
SHAPES = LIKENESSES * (1 + len(KNOTS)) + 2
"""Number of the piecewise linear function's weights."""


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """The characters' vectors.

    Attributes:
        points: code points, ascending.
        vectors: one array a window, rows of length 1.
        ink: share of black.
        log_prior: log of the character's share in running text, by the language model.
    """

    points: NDArray[np.uint32]
    vectors: tuple[Floats, ...]
    ink: Floats
    log_prior: NDArray[np.float64]

    @property
    def joined(self) -> Floats:
        """The vectors of all windows but the centre, side by side."""
        return np.concatenate(self.vectors[:-1], axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Fitted weights: of the likenesses' shapes, of the vectors' components, and the floor."""

    shapes: NDArray[np.float64]
    components: NDArray[np.float64]
    floor: float


def read_weights(path: Path = WEIGHTS) -> Weights:
    """Read the weights ``fit_glyph_channel.py`` wrote."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Weights(np.array(data["shapes"]), np.array(data["components"]), data["floor"])


def make_glyphs(fonts: Path) -> Glyphs:
    """Render the language model's characters.

    Args:
        fonts: folder of the fonts, e.g. ``/usr/share/fonts``.

    Raises:
        OSError: a font is missing.
    """
    model = load_language_model()
    points = np.asarray(model.alphabet)
    share = np.zeros(len(points))
    for length in range(1, LONGEST_KEY + 1):
        numbers = model.words_of_length(length)
        codes = model.word_codes(numbers)
        np.add.at(share, codes - 1, np.exp(model.unigram(numbers))[:, np.newaxis])
    share /= share.sum()
    rasters = np.stack([_rasters(fonts / name, face, points) for name, face in FONTS])
    vectors = []
    for _, blur, part, size in WINDOWS:
        windows = [_directions(raster[:, blur][part].reshape(len(points), -1)) for raster in rasters]
        vectors.append(_principal(np.concatenate(windows, axis=1), size))
    ink = rasters[:, :, 0].mean(axis=(0, 2, 3)) / 255
    return Glyphs(points, tuple(vectors), ink, np.log(0.999 * share + 0.001 / len(share)))


def likeness_shapes(glyphs: Glyphs, observed: NDArray[np.int64]) -> list[Floats]:
    """Return the ``SHAPES`` features of each observed character (row) with every character (column)."""
    likenesses = [vectors[observed] @ vectors.T for vectors in glyphs.vectors]
    halves = np.sort(np.stack(likenesses[HALVES]), axis=0)
    likenesses += [halves[3], halves[2], halves[1]]
    shapes: list[Floats] = []
    for likeness in likenesses:
        shapes.append(likeness)
        shapes += [np.maximum(likeness - np.float32(knot), 0) for knot in KNOTS]
    more_ink = 5 * (glyphs.ink - glyphs.ink[observed][:, np.newaxis])
    return [*shapes, np.abs(more_ink), np.maximum(more_ink, 0)]


def raw_scores(glyphs: Glyphs, weights: Weights, observed: NDArray[np.int64]) -> Floats:
    """Return the scores above no floor, up to a constant for each row."""
    joined = glyphs.joined
    scores = (joined[observed] * weights.components.astype(np.float32)) @ joined.T
    for weight, shape in zip(weights.shapes, likeness_shapes(glyphs, observed), strict=True):
        scores += np.float32(weight) * shape
    return scores


def confusion_scores(glyphs: Glyphs, weights: Weights, observed: NDArray[np.int64]) -> Floats:
    """Return log P(true | observed, misread) - log P(true) for each observed character and every true one."""
    scores = np.logaddexp(raw_scores(glyphs, weights, observed), np.float32(weights.floor))
    scores[np.arange(len(observed)), observed] = weights.floor
    joint = scores + glyphs.log_prior
    top = joint.max(axis=1, keepdims=True)
    total = top + np.log(np.exp(joint - top).sum(axis=1, keepdims=True))
    shares: Floats = (scores - total).astype(np.float32)
    return shares


def _rasters(path: Path, face: int, points: NDArray[np.uint32]) -> Floats:
    font = ImageFont.truetype(str(path), 40, index=face)
    rasters = np.zeros((len(points), len(BLURS), 16, 16), dtype=np.float32)
    for place, point in enumerate(points.tolist()):
        image = Image.new("L", (56, 56), 0)
        ImageDraw.Draw(image).text((6, 2), chr(point), font=font, fill=255)
        ink = image.crop(image.getbbox() or (0, 0, 1, 1)).resize((32, 32), Image.Resampling.BILINEAR)
        for number, radius in enumerate(BLURS):
            blurred = ink.filter(ImageFilter.GaussianBlur(radius))
            rasters[place, number] = np.asarray(blurred.resize((16, 16), Image.Resampling.BOX))
    return rasters


def _directions(rows: Floats) -> Floats:
    centred = rows - rows.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    directions: Floats = (centred / (lengths + 1e-6)).astype(np.float32)
    return directions


def _principal(rows: Floats, size: int) -> Floats:
    centred = rows - rows.mean(axis=0)
    _, axes = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    # An eigenvector's sign is arbitrary, but only products within one component are ever used.
    projected = centred @ axes[:, ::-1][:, :size].astype(np.float32)
    lengths = np.linalg.norm(projected, axis=1, keepdims=True)
    components: Floats = (projected / (lengths + 1e-6)).astype(np.float32)
    return components
