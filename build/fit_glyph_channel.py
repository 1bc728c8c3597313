"""Fit the weights of the glyph channel to misreadings seen in real OCR output.

    python build/fit_glyph_channel.py PAIRS.jsonl [--lines 3000]

PAIRS holds lines ``{"src": read text, "tgt": right text}`` of equal length. The committed weights come from the first
3000 lines of the training split of FASPell's OCR data (video subtitles); the data themselves are not distributed.
The fit maximises the probability of the right character among all characters, given the one read, where every
character's score is added to the log of its share in running text; it uses gradient steps of falling size (Adam).
The run takes some minutes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from glyph_features import SHAPES, WEIGHTS, Glyphs, Weights, likeness_shapes, make_glyphs, raw_scores

EPOCHS = 25
BATCH = 256
PULL = np.array([3e-3, 1e-3, 0.0])
"""How strongly shapes, components and floor are pulled to zero."""


def read_pairs(path: Path, lines: int, points: np.ndarray) -> np.ndarray:
    """Return (read, right) places of the differing characters the channel covers."""
    place = {chr(point): number for number, point in enumerate(points.tolist())}
    pairs = []
    with path.open(encoding="utf-8") as file:
        for _, line in zip(range(lines), file, strict=False):
            record = json.loads(line)
            for read, right in zip(record["src"], record["tgt"], strict=True):
                if read != right and read in place and right in place:
                    pairs.append((place[read], place[right]))
    return np.array(pairs)


def gradients(glyphs: Glyphs, weights: Weights, pairs: np.ndarray) -> tuple[list[np.ndarray], float]:
    """Return the gradient of the mean log-likelihood in shapes, components and floor, and that mean."""
    observed, right = pairs[:, 0], pairs[:, 1]
    rows = np.arange(len(pairs))
    raw = raw_scores(glyphs, weights, observed)
    joint = np.logaddexp(raw, np.float32(weights.floor)) + glyphs.log_prior
    joint[rows, observed] = -np.inf
    joint -= joint.max(axis=1, keepdims=True)
    joint -= np.log(np.exp(joint).sum(axis=1, keepdims=True))
    pull = -np.exp(joint)
    pull[rows, right] += 1
    above = 1 / (1 + np.exp(np.clip(weights.floor - raw, -50, 50)))
    raw_pull = pull * above
    joined = glyphs.joined
    result = [
        np.array([(raw_pull * shape).sum() for shape in likeness_shapes(glyphs, observed)]) / len(pairs),
        (joined[observed] * (raw_pull @ joined)).sum(axis=0) / len(pairs),
        np.array([(pull * (1 - above)).sum() / len(pairs)]),
    ]
    return result, float(joint[rows, right].mean())


def fit(glyphs: Glyphs, pairs: np.ndarray) -> Weights:
    """Climb the likelihood."""
    random = np.random.default_rng(0)
    state = [np.zeros(SHAPES), np.zeros(glyphs.joined.shape[1]), np.array([-3.0])]
    state[0][0] = 1.0
    mean = [np.zeros_like(part) for part in state]
    square = [np.zeros_like(part) for part in state]
    step = 0
    for epoch in range(EPOCHS):
        rate = 0.03 * (1 - epoch / EPOCHS) + 0.002
        likelihood = []
        shuffled = random.permutation(pairs)
        for begin in range(0, len(pairs), BATCH):
            weights = Weights(state[0], state[1], float(state[2][0]))
            slopes, value = gradients(glyphs, weights, shuffled[begin : begin + BATCH])
            likelihood.append(value)
            step += 1
            for part, slope in enumerate(slopes):
                slope = slope - PULL[part] * state[part]
                mean[part] = 0.9 * mean[part] + 0.1 * slope
                square[part] = 0.99 * square[part] + 0.01 * slope**2
                spread = np.sqrt(square[part] / (1 - 0.99**step)) + 1e-8
                state[part] = state[part] + rate * mean[part] / (1 - 0.9**step) / spread
        print(f"epoch {epoch:2d}: mean log-likelihood {np.mean(likelihood):.3f}", flush=True)
    return Weights(state[0], state[1], float(state[2][0]))


def main() -> None:
    """Fit to the pairs named on the command line and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--lines", type=int, default=3000)
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"))
    arguments = parser.parse_args()
    glyphs = make_glyphs(arguments.fonts)
    weights = fit(glyphs, read_pairs(arguments.pairs, arguments.lines, glyphs.points))
    data = {
        "source": "FASPell OCR training split, first 3000 lines",
        "shapes": weights.shapes.round(4).tolist(),
        "components": weights.components.round(4).tolist(),
        "floor": round(weights.floor, 4),
    }
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
