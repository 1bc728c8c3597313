"""Convert the open-gram language model into the compact tables in ``resources/models/open_gram``.

It is a second opinion beside the libime model: other texts, other words, and it knows the punctuation marks as words.
Get both Debian packages (the model is under CC BY-SA 3.0), unpack them, and dump the model as text::

    apt-get download sunpinyin-data sunpinyin-utils libsunpinyin3v5
    for package in *.deb; do dpkg-deb -x $package x; done
    x/usr/bin/tslminfo -v x/usr/lib/*/sunpinyin/data/lm_sc.t3g > open_gram.txt
    python build/make_open_gram.py open_gram.txt x/usr/lib/*/sunpinyin/data/pydict_sc.bin

The dump names words by numbers, whose texts the second file holds. Trigrams are left out. The tables are those of
``make_language_model.py``; the same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import struct
from pathlib import Path

import numpy as np
from make_language_model import tables

TARGET = Path(__file__).resolve().parent.parent / "resources" / "models" / "open_gram"


def read_words(path: Path) -> list[str]:
    """Return the words of a SunPinyin dictionary by their numbers; numbers without a word have empty texts."""
    data = path.read_bytes()
    _, _, start = struct.unpack("<III", data[:12])
    texts = data[start : start + (len(data) - start) // 4 * 4].decode("utf-32-le")
    return texts.split("\0")


def read_dump(
    path: Path, texts: list[str]
) -> tuple[dict[str, tuple[float, float]], dict[str, list[tuple[str, float]]]]:
    """Read words with (probability, back-off) and each word's followers; natural logarithms."""
    words: dict[str, tuple[float, float]] = {}
    followers: dict[str, list[tuple[str, float]]] = {}
    order = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("\\"):
                order = int(line[1])
                if order > 2:
                    break
                continue
            fields = line.split()
            named = [texts[int(number)] for number in fields[:order]]
            if not order or not all(named):
                continue
            if order == 1:
                words[named[0]] = (-float(fields[1]), -float(fields[2]))
            else:
                followers.setdefault(named[0], []).append((named[1], -float(fields[2])))
    return words, followers


def main() -> None:
    """Read the dump and the dictionary named on the command line and write the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dump", type=Path)
    parser.add_argument("dictionary", type=Path)
    arguments = parser.parse_args()
    words, followers = read_dump(arguments.dump, read_words(arguments.dictionary))
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, table in tables(words, followers).items():
        path = TARGET / f"{name}.npy"
        np.save(path, table, allow_pickle=False)
        print(f"{name:10s} {table.shape!s:14s} {path.stat().st_size:>10,d} bytes")


if __name__ == "__main__":
    main()
