"""Watch recognisers of print read characters, and keep what else they held each one for.

    python build/observe_confusions.py MODEL.onnx … [--rounds 3]

Needs onnxruntime, Pillow, RapidFuzz, and Debian's packages fonts-wqy-zenhei, fonts-noto-cjk and
fonts-arphic-uming. The models are PP-OCR's recognisers of lines as RapidOCR packs them
(``ch_PP-OCRv4_rec_infer.onnx``, ``PP-OCRv6_rec_small.onnx``; Apache-2.0), whose alphabet is in the file. Each round
sets all common characters in type in random order, so that no context helps, in four fonts and several sizes, worn as
print and scan are: ink spread, blur, noise, specks, motion, JPEG, threshold. For each character that is found again on
its line, the recogniser's probabilities of all characters at its place are added up: few pages then tell much, also of
what was not misread yet but nearly was.

``engine_confusions.npz`` beside this file holds for pairs of different characters ``read`` and ``true`` (code points)
the mean probability ``share``, by all models together; pairs below 1/10,000 are left out. ``make_glyph_channel.py``
puts it into the channel.
"""

from __future__ import annotations

import argparse
import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from glyph_features import ROOT
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

from annotator.lexicon.ngrams import load_language_model
from annotator.lexicon.word_index import LONGEST_KEY

TARGET = ROOT / "build" / "engine_confusions.npz"
FONTS = (
    ("opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("opentype/noto/NotoSerifCJK-Bold.ttc", 2),
    ("truetype/arphic/uming.ttc", 0),
    ("truetype/wqy/wqy-zenhei.ttc", 0),
)
COMMON, VERY_COMMON, AGAIN = 5200, 2500, 2000
"""So many characters are read in each round, and of the most common ones so many once more."""
AT_ONCE = 96
HEIGHT = 48
"""Height of the recognisers' lines in pixels."""
MOST = 25
LEAST = 1e-4
LEAST_FOUND = 0.4


def common_characters(count: int) -> list[str]:
    """Return the most frequent characters of the language model."""
    model = load_language_model()
    share = np.zeros(len(model.alphabet))
    for length in range(1, LONGEST_KEY + 1):
        numbers = model.words_of_length(length)
        np.add.at(share, model.word_codes(numbers) - 1, np.exp(model.unigram(numbers))[:, np.newaxis])
    return [chr(model.alphabet[place]) for place in np.argsort(-share)[:count]]


def worn_lines(text: str, random: Random, fonts: Path, wear: float) -> Iterator[tuple[str, Image.Image]]:
    """Set a text in type, wear the page (0 little, 1 badly), and give each line with its picture."""
    size, lead = random.choice([12, 14, 15, 17, 19, 22]), random.choice([1.2, 1.4, 1.6])
    per_line = random.choice([12, 17, 24])
    name, face = random.choice(FONTS)
    font = ImageFont.truetype(str(fonts / name), size * 3, index=face)
    lines = [text[at : at + per_line] for at in range(0, len(text), per_line)]
    height = int(size * lead)
    page = Image.new("L", ((per_line + 4) * size * 3, (height * len(lines) + 2 * size) * 3), 0)
    draw = ImageDraw.Draw(page)
    for row, line in enumerate(lines):
        draw.text((size * 3, (size + row * height) * 3), line, font=font, fill=255)
    page = worn(page, random, wear)
    for row, line in enumerate(lines):
        top = 2 * int(size + row * height - (height - size) / 2)
        left, right = 2 * size - random.randrange(10), 2 * size + 2 * size * len(line) + random.randrange(10)
        yield line, page.crop((max(0, left), top, right, top + 2 * height + 4))


def worn(page: Image.Image, random: Random, wear: float) -> Image.Image:
    """Return white print on black, three times its size, as dark print on a worn page twice its size."""
    width, height = page.width // 3, page.height // 3
    if random.random() < 0.5:
        page = page.filter(ImageFilter.MaxFilter(3))
    page = page.rotate(random.gauss(0, 0.12), resample=Image.Resampling.BICUBIC)
    page = page.resize((width, height), Image.Resampling.BOX)
    ink = (
        np.asarray(page.filter(ImageFilter.GaussianBlur(0.3 + 0.6 * wear * random.random())), np.float32)
        / 255
    )
    kind = random.choices(["motion", "specks", "threshold", "screen"], [44, 27, 23, 6])[0]
    if kind == "motion":
        reach = 0.5 + 1.5 * wear * random.random()
        weights = np.array([1.0, *(min(1.0, max(0.0, reach - step)) for step in range(3))])
        ink = sum(weight * np.roll(ink, step, axis=1) for step, weight in enumerate(weights / weights.sum()))
    paper, black = random.uniform(215, 250), random.uniform(5, 60)
    noise = np.random.default_rng(random.getrandbits(32))
    shades = paper + (black - paper) * ink + noise.normal(0, 3 + 5 * wear * random.random(), ink.shape)
    if kind == "screen":
        rows, columns = np.mgrid[:height, :width]
        shades += 18 * wear * np.sin(columns * 2.1) * np.sin(rows * 2.1)
    if kind == "specks":
        share, chance = 0.008 + 0.04 * wear * random.random(), noise.random(ink.shape)
        shades[chance < share / 2] = 0
        shades[chance > 1 - share / 2] = 255
    page = Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8))
    if kind == "motion":
        packed = io.BytesIO()
        page.save(packed, "JPEG", quality=random.randrange(20, 60))
        page = Image.open(packed).convert("L")
    page = page.resize((width * 2, height * 2), Image.Resampling.BICUBIC)
    if kind == "threshold":
        limit = paper + (black - paper) * random.uniform(0.3, 0.65)
        page = page.point(lambda shade: 255 if shade > limit else 0)
    return page


class Recogniser:
    """A recogniser of lines that gives the probabilities of all its characters."""

    def __init__(self, path: Path) -> None:
        """Open the model."""
        self._session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        named = self._session.get_modelmeta().custom_metadata_map["character"]
        self.alphabet = ["\0", *named.split("\n"), " "]

    def read(self, lines: list[Image.Image]) -> Iterator[tuple[str, np.ndarray]]:
        """Give for each line its text and for each character of it the probabilities of all characters."""
        scaled = [line.resize((max(HEIGHT, line.width * HEIGHT // line.height), HEIGHT)) for line in lines]
        batch = np.zeros((len(lines), 3, HEIGHT, max(line.width for line in scaled)), np.float32)
        for row, line in enumerate(scaled):
            batch[row, :, :, : line.width] = np.asarray(line, np.float32) / 127.5 - 1
        for frames in self._session.run(None, {self._session.get_inputs()[0].name: batch})[0]:
            best = frames.argmax(axis=1)
            begins = np.flatnonzero((best > 0) & (best != np.concatenate([[0], best[:-1]])))
            places = [self._of_one(frames, best, begin) for begin in begins.tolist()]
            text = "".join((self.alphabet[best[begin]] or "?")[:1] for begin in begins.tolist())
            yield text, np.array(places).reshape(len(text), frames.shape[1])

    @staticmethod
    def _of_one(frames: np.ndarray, best: np.ndarray, begin: int) -> np.ndarray:
        end = begin
        while end < len(best) and best[end] == best[begin]:
            end += 1
        total: np.ndarray = frames[begin:end].sum(axis=0)
        total[0] = 0
        shares: np.ndarray = total / total.sum()
        return shares


def observe(path: Path, rounds: int, fonts: Path) -> tuple[Counter[str], dict[tuple[str, str], float]]:
    """Return how often each character was found again, and the summed probabilities of pairs (read, true)."""
    recogniser, random = Recogniser(path), Random(7)
    known = set(recogniser.alphabet)
    common = [character for character in common_characters(COMMON) if character in known]
    found: Counter[str] = Counter()
    pairs: dict[tuple[str, str], float] = defaultdict(float)
    for _ in range(rounds):
        order = common + random.choices(common[:VERY_COMMON], k=AGAIN)
        random.shuffle(order)
        for begin in range(0, len(order), AT_ONCE):
            text, wear = "".join(order[begin : begin + AT_ONCE]), random.uniform(0.3, 0.9)
            lines, pictures = zip(*worn_lines(text, random, fonts, wear), strict=True)
            for true, (read, shares) in zip(lines, recogniser.read(list(pictures)), strict=True):
                if Levenshtein.distance(read, true) > (1 - LEAST_FOUND) * len(true):
                    continue
                for step in Levenshtein.opcodes(read, true):
                    if step.src_end - step.src_start != step.dest_end - step.dest_start:
                        continue
                    for at, place in enumerate(range(step.src_start, step.src_end), step.dest_start):
                        found[true[at]] += 1
                        for other in np.argpartition(-shares[place], MOST)[:MOST].tolist():
                            pairs[recogniser.alphabet[other], true[at]] += float(shares[place, other])
    return found, pairs


def main() -> None:
    """Observe all models and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"))
    arguments = parser.parse_args()
    found: Counter[str] = Counter()
    pairs: dict[tuple[str, str], float] = defaultdict(float)
    for path in arguments.models:
        own_found, own_pairs = observe(path, arguments.rounds, arguments.fonts)
        found += own_found
        for pair, value in own_pairs.items():
            pairs[pair] += value
    write(found, pairs)


def write(found: Counter[str], pairs: dict[tuple[str, str], float]) -> None:
    """Write the table, see the module's text; one more sighting of each character keeps rare ones modest."""
    shares = {
        (ord(read), ord(true)): value / (found[true] + 1)
        for (read, true), value in pairs.items()
        if read != true and len(read) == 1
    }
    kept = sorted((pair, share) for pair, share in shares.items() if share >= LEAST)
    read, true = np.array([pair for pair, _ in kept], dtype="<u4").T
    share = np.array([share for _, share in kept], dtype="<f2")
    np.savez_compressed(TARGET, read=read, true=true, share=share)
    print(f"{len(kept)} pairs of {sum(found.values())} characters, {TARGET.stat().st_size:,d} bytes")


if __name__ == "__main__":
    main()
