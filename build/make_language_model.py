"""Convert the libime language model (ARPA text) into the compact tables in ``resources/models/language_model``.

Get the source (Debian, LGPL-2.1-or-later) in a temporary folder, with a ``deb-src`` entry in the apt sources::

    apt-get source --download-only libime

and give this program the ``libime_*.orig.tar.xz`` it fetches, or the ``lm_sc.arpa-*.tar.xz`` inside it, or
the unpacked ``lm_sc.arpa``::

    python build/make_language_model.py build/cache/libime_1.0.16.orig.tar.xz

The trigrams are left out: they add a third to the size, and the lattice sums over pairs of words only.
The same input gives the same bytes. The tables, all little-endian ``.npy`` files:

``alphabet``   uint32, the characters' code points, ascending; a character's code is its place plus one
``lengths``    uint32, how many words have 1, 2, 3 … characters
``words``      uint16, the words' character codes, one word after another; words are ordered by length, then
               by codes, and a word's number is its place in that order
``unigrams``   uint16 [words, 2], minus log probability and minus log back-off weight, in units of 1/2048 nat
``rows``       uint32 [words + 1], where each word's bigrams start
``bigrams``    uint32, the following word's number times 16384 plus minus log probability in units of 1/1024
               nat; ascending in each row
"""

from __future__ import annotations

import argparse
import io
import math
import tarfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = Path(__file__).resolve().parent.parent / "resources" / "models" / "language_model"
UNIGRAM_UNIT = 2048
BIGRAM_UNIT = 1024
BIGRAM_BITS = 14
NATS = math.log(10)


@contextmanager
def open_arpa(path: Path) -> Iterator[IO[str]]:
    """Open the ARPA text in a Debian source tarball, in the model's tarball, or as it is.

    Raises:
        SystemExit: the tarball holds no ``lm_sc.arpa``.
    """
    with ExitStack() as stack:
        file: IO[bytes] = stack.enter_context(path.open("rb"))
        name = path.name
        while name != "lm_sc.arpa":
            archive = stack.enter_context(tarfile.open(fileobj=file))
            member = next((entry for entry in archive if "lm_sc.arpa" in entry.name), None)
            inner = archive.extractfile(member) if member else None
            if member is None or inner is None:
                raise SystemExit(f"no lm_sc.arpa in {path}")
            file, name = stack.enter_context(inner), Path(member.name).name
        yield io.TextIOWrapper(file, encoding="utf-8")


def entries(lines: IO[str]) -> Iterator[tuple[int, float, str, float]]:
    """Give (order, log10 probability, words, log10 back-off) of every unigram and bigram."""
    order = 0
    for line in lines:
        if line.startswith("\\"):
            order = int(line[1]) if line[1].isdigit() else 0
            if order > 2:
                return
            continue
        fields = line.rstrip("\n").split("\t")
        if order and len(fields) > 1:
            yield order, float(fields[0]), fields[1], float(fields[2]) if len(fields) > 2 else 0.0


def read_arpa(lines: IO[str]) -> tuple[dict[str, tuple[float, float]], dict[str, list[tuple[str, float]]]]:
    """Read words with (probability, back-off) and, for each word, its followers; natural logarithms."""
    words: dict[str, tuple[float, float]] = {}
    followers: dict[str, list[tuple[str, float]]] = {}
    for order, probability, text, backoff in entries(lines):
        if "<" in text:
            continue  # <unk>: an unknown word's probability is the caller's choice
        if order == 1:
            words[text] = (probability * NATS, backoff * NATS)
        else:
            first, second = text.split(" ")
            followers.setdefault(first, []).append((second, probability * NATS))
    return words, followers


def quantised(values: list[float], unit: int, bits: int) -> np.ndarray:
    """Turn non-positive logarithms into whole numbers of 1/unit nat, clipped to ``bits`` bits."""
    scaled = np.rint(-np.asarray(values, dtype=np.float64) * unit)
    return np.clip(scaled, 0, (1 << bits) - 1).astype(np.uint32)


def tables(
    words: dict[str, tuple[float, float]], followers: dict[str, list[tuple[str, float]]]
) -> dict[str, np.ndarray]:
    """Make all tables; see the module's text for their meaning."""
    alphabet = sorted({character for word in words for character in word})
    code = {character: number for number, character in enumerate(alphabet, 1)}
    order = sorted(words, key=lambda word: (len(word), [code[c] for c in word]))
    number_of = {word: number for number, word in enumerate(order)}
    lengths = np.bincount([len(word) for word in order], minlength=5)[1:]  # the reader counts on four
    rows = np.zeros(len(order) + 1, dtype=np.uint32)
    next_words: list[int] = []
    values: list[float] = []
    for number, word in enumerate(order):
        row = sorted((number_of[second], value) for second, value in followers.get(word, ()))
        next_words.extend(following for following, _ in row)
        values.extend(value for _, value in row)
        rows[number + 1] = len(next_words)
    packed = np.asarray(next_words, dtype=np.uint32) << np.uint32(BIGRAM_BITS)
    unigrams = [
        quantised([words[word][column] for word in order], UNIGRAM_UNIT, 16).astype("<u2")
        for column in (0, 1)
    ]
    return {
        "alphabet": np.asarray([ord(character) for character in alphabet], dtype="<u4"),
        "lengths": lengths.astype("<u4"),
        "words": np.asarray([code[character] for word in order for character in word], dtype="<u2"),
        "unigrams": np.stack(unigrams, axis=1),
        "rows": rows.astype("<u4"),
        "bigrams": (packed | quantised(values, BIGRAM_UNIT, BIGRAM_BITS)).astype("<u4"),
    }


def main() -> None:
    """Read the model named on the command line and write the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path, help="libime_*.orig.tar.xz, lm_sc.arpa-*.tar.xz or lm_sc.arpa")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    with open_arpa(arguments.source) as lines:
        made = tables(*read_arpa(lines))
    arguments.target.mkdir(parents=True, exist_ok=True)
    for name, table in made.items():
        path = arguments.target / f"{name}.npy"
        np.save(path, table, allow_pickle=False)
        print(f"{name:10s} {table.shape!s:14s} {path.stat().st_size:>10,d} bytes")


if __name__ == "__main__":
    main()
