"""Find which characters two others side by side look like, and write them to ``resources/models/compositions``.

    python build/make_compositions.py [--fonts /usr/share/fonts]

Engines cut a wide character in two (相 → 木目) and take two narrow ones for one (女子 → 好); one above the other, in
upright lines, too (思 → 田心). Every common character is rendered in freely licensed fonts and cut in two wherever
little ink is cut; each part, scaled to one size and blurred, is compared with every common character, scaled alike.
Both likenesses must be high in two fonts, or very high in one, and the strokes must add up. No glyph or outline is
written, only which three belong together.

``triples``  uint32 [n, 3]: code points of the whole, of the left or upper part and of the right or lower part,
             ascending
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from glyph_features import FONTS, ROOT
from PIL import Image, ImageDraw, ImageFilter, ImageFont

TARGET = ROOT / "resources" / "models" / "compositions"
CHOSEN = (0, 3, 5)
"""Which of the fonts."""
SIZE, RASTER, BLUR = 64, 16, 1.2
CUTS = range(16, 48)
CROSSED = 9
"""So much ink, in pixels, a cut may go through."""
LEAST, BOTH, SURE = 0.66, 1.45, 1.6
"""Least likeness of each part, and of both together; and both together where one font is enough."""
NEAREST, KEPT, VOTES = 5, 5, 2
"""So many characters are tried for each part; pairs kept for a character; fonts that must agree otherwise."""

STROKES, MOST_OFF = 0.35, 0.15
"""Log of the stretches of ink both parts have by those the whole has, alone they are larger; and how far it may be off.

Measured on a hundred characters and their parts: .35 with a standard deviation of .06.
"""

Triple = tuple[str, str, str]


def common_characters() -> list[str]:
    """Return the characters of GB 2312's first level, the 3755 common ones."""
    cells = [(row, cell) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    return [bytes(pair).decode("gb2312") for pair in cells[:3755]]


def ink(font: ImageFont.FreeTypeFont, character: str) -> np.ndarray:
    """Return a character's ink between 0 and 1, in its square."""
    image = Image.new("L", (SIZE, SIZE), 0)
    ImageDraw.Draw(image).text((SIZE / 2, SIZE / 2), character, fill=255, font=font, anchor="mm")
    return np.asarray(image, dtype=np.float32) / 255


def fitted(picture: np.ndarray) -> np.ndarray | None:
    """Return a picture's ink scaled to one size, as a vector of length 1 without its mean.

    None where there is hardly any ink: parts of a few strokes look like too much.
    """
    rows, columns = np.flatnonzero(picture.max(axis=1) > 0.4), np.flatnonzero(picture.max(axis=0) > 0.4)
    if len(rows) < SIZE // 5 or len(columns) < SIZE // 5:
        return None
    cut = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    image = Image.fromarray((cut * 255).astype(np.uint8)).resize((RASTER, RASTER), Image.Resampling.BOX)
    blurred = np.asarray(image.filter(ImageFilter.GaussianBlur(BLUR)), dtype=np.float32).ravel()
    blurred = blurred - blurred.mean()
    length = float(np.linalg.norm(blurred))
    return blurred / length if length else None


def parts_of(picture: np.ndarray) -> list[np.ndarray]:
    """Return the first and second part for each place where a character may be cut, one pair after the other."""
    found = []
    for upright in (False, True):
        turned = picture.T if upright else picture
        for cut in CUTS:
            if turned[:, cut].sum() > CROSSED:
                continue
            both = (turned[:, :cut], turned[:, cut:])
            fits = [fitted(part.T if upright else part) for part in both]
            if fits[0] is not None and fits[1] is not None:
                found += [fits[0], fits[1]]
    return found


def compositions(font: ImageFont.FreeTypeFont, characters: list[str]) -> dict[Triple, float]:
    """Return the triples of one font with the sum of both likenesses."""
    pictures = [ink(font, character) for character in characters]
    shapes = [fitted(picture) for picture in pictures]
    named = [character for character, shape in zip(characters, shapes, strict=True) if shape is not None]
    table = np.stack([shape for shape in shapes if shape is not None])
    found: dict[Triple, float] = {}
    for whole, picture in zip(characters, pictures, strict=True):
        parts = parts_of(picture)
        if not parts:
            continue
        likeness = np.stack(parts) @ table.T
        best = np.argpartition(-likeness, NEAREST, axis=1)[:, :NEAREST]
        for nth in range(0, len(parts), 2):
            for one in best[nth].tolist():
                for other in best[nth + 1].tolist():
                    alike = float(likeness[nth, one]), float(likeness[nth + 1, other])
                    key = whole, named[one], named[other]
                    if min(alike) >= LEAST and sum(alike) >= BOTH and whole not in key[1:]:
                        found[key] = max(found.get(key, 0.0), sum(alike))
    return found


def strokes(font: ImageFont.FreeTypeFont, characters: list[str]) -> dict[str, float]:
    """Return how many stretches of ink the lines and columns of each character have."""
    black = {character: (ink(font, character) > 0.5).astype(np.int8) for character in characters}
    return {
        character: float(sum((np.diff(picture, axis=axis) == 1).sum() for axis in (0, 1)))
        for character, picture in black.items()
    }


def best_of_each(votes: dict[Triple, list[float]], counted: dict[str, float]) -> Iterator[Triple]:
    """Yield the likeliest pairs of each character; both parts together have about as many strokes as the whole."""
    by_whole: dict[str, list[tuple[float, Triple]]] = {}
    for triple, alike in votes.items():
        whole, one, other = triple
        off = abs(math.log((counted[one] + counted[other]) / counted[whole]) - STROKES)
        if off <= MOST_OFF and (len(alike) >= VOTES or max(alike) >= SURE):
            weight = max(alike) + 0.03 * len(alike) - off
            by_whole.setdefault(whole, []).append((weight, triple))
    for some in by_whole.values():
        yield from (triple for _, triple in sorted(some, reverse=True)[:KEPT])


def main() -> None:
    """Render, compare, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"))
    arguments = parser.parse_args()
    characters = common_characters()
    votes: dict[Triple, list[float]] = {}
    for name, face in (FONTS[nth] for nth in CHOSEN):
        font = ImageFont.truetype(str(arguments.fonts / name), SIZE - 6, index=face)
        for triple, alike in compositions(font, characters).items():
            votes.setdefault(triple, []).append(alike)
    kept = sorted([ord(part) for part in triple] for triple in best_of_each(votes, strokes(font, characters)))
    TARGET.mkdir(parents=True, exist_ok=True)
    np.save(TARGET / "triples.npy", np.array(kept, dtype="<u4"), allow_pickle=False)
    print(f"{len(kept)} triples")


if __name__ == "__main__":
    main()
