"""Make the table of word frequencies in ``resources/models/word_frequencies`` from wordfreq's and jieba's lists.

Install both in an environment of its own (the program needs neither) and run this program there::

    pip install wordfreq==3.1.1 jieba==0.42.1 numpy
    python build/make_word_frequencies.py

wordfreq's Chinese list (data CC BY-SA 4.0, see ``resources/licenses``) knows words of web, books, subtitles and news up
to 2021; jieba's dictionary (MIT) knows those of newspapers and idioms. A word of both has the mean of the two
frequencies; a word of one list alone has half of its frequency there. Kept are words of 2 to 4 Han characters.
The same input gives the same bytes. The tables, all little-endian ``.npy`` files:

``keys``    uint64, the words, ascending: code points minus 0x4DFF, 15 bits each, the first one highest
``scores``  uint8, minus log probability in units of 1/10 nat
"""

from __future__ import annotations

import math
import re
from importlib.resources import files
from pathlib import Path

import jieba
import numpy as np
import wordfreq

TARGET = Path(__file__).resolve().parent.parent / "resources" / "models" / "word_frequencies"
UNIT = 10
BASE = 0x4DFF
BITS = 15
_WORD = re.compile("[\u4e00-\u9fff]{2,4}")


def jieba_shares() -> dict[str, float]:
    """Return each word's share of the counts in jieba's dictionary."""
    lines = files(jieba).joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    counts = {fields[0]: int(fields[1]) for line in lines if len(fields := line.split()) > 1}
    total = sum(counts.values())
    return {word: count / total for word, count in counts.items()}


def main() -> None:
    """Write both tables."""
    shares: dict[str, float] = {}
    for part in (wordfreq.get_frequency_dict("zh", wordlist="large"), jieba_shares()):
        for word, share in part.items():
            if share > 0 and _WORD.fullmatch(word):
                shares[word] = shares.get(word, 0.0) + share / 2
    keyed = sorted((_key(word), share) for word, share in shares.items())
    scores = [min(255, round(-math.log(share) * UNIT)) for _, share in keyed]
    TARGET.mkdir(parents=True, exist_ok=True)
    np.save(TARGET / "keys.npy", np.array([key for key, _ in keyed], dtype="<u8"))
    np.save(TARGET / "scores.npy", np.array(scores, dtype=np.uint8))
    print(f"{len(keyed)} words")


def _key(word: str) -> int:
    key = 0
    for character in word:
        key = key << BITS | (ord(character) - BASE)
    return key


if __name__ == "__main__":
    main()
