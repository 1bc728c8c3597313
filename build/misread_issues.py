"""Issues of clean articles in which the same words are misread wherever they stand, as one reader of a page does it.

``fit_judge.py`` learns from them that a form may be wrong although its issue repeats it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

import numpy as np
import rjieba

from annotator.detect.patterns import HAN_STRETCH
from annotator.lexicon.glyphs import GlyphChannel
from annotator.lexicon.ngrams import code_points

CHARACTERS = 6000
"""Code points of an issue: some pages' worth."""
WORDS = 6
"""So many words are misread throughout an issue."""
FEWEST, MOST = 2, 8
"""Places of a word in its issue."""
LIKELIEST = 6
"""A character is misread as one of so many that are likeliest by the channel, or as an engine once read it."""

Error = tuple[int, int, str | None]


def issues(articles: Iterable[Mapping[str, Any]]) -> Iterator[list[str]]:
    """Put articles together to issues of about ``CHARACTERS`` code points; yields their titles and paragraphs."""
    texts: list[str] = []
    for article in articles:
        texts += [article["title"], *article["paragraphs"]]
        if sum(map(len, texts)) > CHARACTERS:
            yield texts
            texts = []


def misread(
    texts: Sequence[str], channel: GlyphChannel, seen: Mapping[str, Sequence[str]], random: Random
) -> list[tuple[str, tuple[Error, ...]]]:
    """Misread one character of some words throughout an issue; return the texts with their errors.

    Args:
        texts: the issue's titles and paragraphs.
        channel: says what characters look like.
        seen: what engines read for characters.
        random: chooses.
    """
    whole = "\n".join(texts)
    words = Counter(word for text in texts for word in rjieba.cut(text, False) if 2 <= len(word) <= 4)
    often = [word for word in words if HAN_STRETCH.fullmatch(word) and FEWEST <= whole.count(word) <= MOST]
    read, taken = list(whole), np.zeros(len(whole), dtype=np.bool_)
    errors: dict[int, str] = {}
    for word in random.sample(often, min(WORDS, len(often))):
        nth = random.randrange(len(word))
        wrong = _wrong(word[nth], channel, seen, random)
        if word[:nth] + wrong + word[nth + 1 :] in whole:
            continue
        for at in _places(whole, word):
            if not taken[at : at + len(word)].any():
                taken[at : at + len(word)] = True
                errors[at + nth] = word[nth]
                read[at + nth] = wrong
    result: list[tuple[str, tuple[Error, ...]]] = []
    begin = 0
    for text in texts:
        end = begin + len(text)
        own = [(at - begin, at - begin + 1, errors[at]) for at in sorted(errors) if begin <= at < end]
        result.append(("".join(read[begin:end]), tuple(own)))
        begin = end + 1
    return result


def _wrong(true: str, channel: GlyphChannel, seen: Mapping[str, Sequence[str]], random: Random) -> str:
    """Return what a character is misread as."""
    if true in seen and random.random() < 1 / 2:
        return random.choice(seen[true])
    points = channel.points
    scores = channel.log_scores(points, code_points(true))[:, 0]
    likeliest = [chr(point) for point in points[np.argsort(-scores)[: LIKELIEST + 1]].tolist()]
    return random.choice([other for other in likeliest if other != true])


def _places(whole: str, word: str) -> Iterator[int]:
    at = whole.find(word)
    while at >= 0:
        yield at
        at = whole.find(word, at + len(word))
