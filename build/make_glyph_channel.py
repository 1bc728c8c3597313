"""Make the tables of the glyph channel in ``resources/models/glyph_channel``.

    python build/make_glyph_channel.py [--fonts /usr/share/fonts]

Needs Pillow and Debian's packages fonts-wqy-zenhei, fonts-noto-cjk, fonts-arphic-ukai and fonts-arphic-uming, the
language model's tables, the weights in ``glyph_channel_weights.json`` (see ``fit_glyph_channel.py``), and what
recognisers of print took characters for in ``engine_confusions.npz`` (see ``observe_confusions.py``).

Every pair of characters has a score. The 64 best of each observed character are kept one by one; all others by a
product of two short vectors, so that no candidate is ever cut off. The tables, little-endian ``.npy`` files:

``points``       uint32, code points of the characters, ascending
``near``         uint16 [characters, 64], places of the characters an observed one most likely stands for
``near_scores``  uint8 [characters, 64], their scores, as ``value / 16 - 4``
``observed``     int8 [characters, 48], each character's vector as the observed one
``true``         int8 [characters, 48], and as the true one
``scales``       float32 [48], weights of the vectors' components
``biases``       float32 [characters, 2], what is added to all scores of an observed character: to those of
                 ``near`` and to the products
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from glyph_features import ROOT, confusion_scores, make_glyphs, read_weights

TARGET = ROOT / "resources" / "models" / "glyph_channel"
CONFUSIONS = ROOT / "build" / "engine_confusions.npz"
NEAR = 64
COMPONENTS = 48
GLYPH_WEIGHT, ENGINE_WEIGHT = 0.7, 0.4
"""How the likeness of glyphs and what recognisers took characters for are weighed."""
REVERSED = 0.5
"""A pair seen the other way round counts half."""
UNSEEN = 2e-5
"""Share that is added to those of all pairs."""
OUTPUT_WEIGHT = 0.3
"""How far an engine prefers common characters when it misreads: exponent of their share in running text."""


def factors(scores: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return two thin matrices whose product is close to the scores, by randomised subspace iteration."""
    random = np.random.default_rng(0)
    basis = scores @ random.standard_normal((scores.shape[1], count + 8)).astype(np.float32)
    for _ in range(3):
        basis, _ = np.linalg.qr(basis)
        basis = scores @ (scores.T @ basis)
    basis, _ = np.linalg.qr(basis)
    left, values, right = np.linalg.svd(basis.T @ scores, full_matrices=False)
    root = np.sqrt(values[:count])
    return (basis @ left[:, :count]) * root, right[:count].T * root


def with_observed(scores: np.ndarray, points: np.ndarray, log_prior: np.ndarray) -> np.ndarray:
    """Return log P(true | observed, misread) - log P(true) with what recognisers took characters for in it."""
    observed = np.load(CONFUSIONS)
    shares = np.zeros(scores.shape, dtype=np.float32)
    known = np.isin(observed["read"], points) & np.isin(observed["true"], points)
    read, true = (np.searchsorted(points, observed[name][known]) for name in ("read", "true"))
    share = observed["share"][known].astype(np.float32)
    np.add.at(shares, (read, true), share)
    np.add.at(shares, (true, read), REVERSED * share)
    own = scores.diagonal().copy()
    scores = GLYPH_WEIGHT * scores + ENGINE_WEIGHT * np.log1p(shares / UNSEEN)
    np.fill_diagonal(scores, own)
    joint = scores + log_prior
    top = joint.max(axis=1, keepdims=True)
    result: np.ndarray = scores - top - np.log(np.exp(joint - top).sum(axis=1, keepdims=True))
    return result.astype(np.float32)


def as_bytes(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the matrix as int8 and the unit of each column."""
    unit = np.abs(matrix).max(axis=0) / 127
    return np.rint(matrix / unit).astype(np.int8), unit


def tables(scores: np.ndarray, log_prior: np.ndarray) -> dict[str, np.ndarray]:
    """Compress the scores of all pairs (observed characters in rows); see the module's text."""
    near = np.sort(np.argsort(-scores, axis=1, kind="stable")[:, :NEAR], axis=1)
    near_scores = np.take_along_axis(scores, near, axis=1)
    rest = np.minimum(scores, near_scores.min(axis=1, keepdims=True))
    centre = rest.mean()
    left, right = factors(rest - centre, COMPONENTS)
    observed, observed_unit = as_bytes(left)
    true, true_unit = as_bytes(right)
    preference = OUTPUT_WEIGHT * (log_prior - (np.exp(log_prior) * log_prior).sum())
    return {
        "near": near.astype("<u2"),
        "near_scores": np.clip(np.rint((near_scores + 4) * 16), 0, 255).astype(np.uint8),
        "observed": observed,
        "true": true,
        "scales": (observed_unit * true_unit).astype("<f4"),
        "biases": np.stack([preference, preference + centre], axis=1).astype("<f4"),
    }


def main() -> None:
    """Render, score, compress and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"))
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    glyphs, weights = make_glyphs(arguments.fonts), read_weights()
    places = np.arange(len(glyphs.points))
    parts = [confusion_scores(glyphs, weights, places[begin : begin + 256]) for begin in places[::256]]
    scores = with_observed(np.concatenate(parts), glyphs.points, glyphs.log_prior)
    made = {"points": glyphs.points.astype("<u4"), **tables(scores, glyphs.log_prior)}
    arguments.target.mkdir(parents=True, exist_ok=True)
    for name, table in made.items():
        path = arguments.target / f"{name}.npy"
        np.save(path, table, allow_pickle=False)
        print(f"{name:12s} {table.shape!s:12s} {path.stat().st_size:>10,d} bytes")


if __name__ == "__main__":
    main()
