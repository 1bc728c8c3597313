"""Ends of sentences, and soft cuts of a long paragraph into pieces a text widget can bear.

The cuts are for display only: they are never part of the data.
"""

from __future__ import annotations

import re
from bisect import bisect_right

_CLOSING = "”’」』》〉）】〕］｝〗〙〛）)\\]}＂＇"
_OPENING = "“‘「『《〈（【〔［｛〖〘〚(\\[{"

# A full stop in ASCII ends a sentence only where no word or number goes on behind it.
_SENTENCE_END = re.compile(rf"(?:[。！？!?；;…‥｡]|\.(?=[\s{_CLOSING}]|$))+[{_CLOSING}\"']*", re.MULTILINE)
_CLAUSE_END = re.compile(rf"[，、：,:—～]+[{_CLOSING}]*|[\s\u3000]+")

# What may not begin a piece, beside closing marks: marks that lean on the character before.
_LEANING = re.compile(
    rf"[{_CLOSING}。！？!?；;…，、：,:.·％%\u0300-\u036f\u200d\u20d0-\u20f0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_OPENS = re.compile(rf"[{_OPENING}\u200d]")

# How far a forced cut may step back to find a better place, in code points.
_STEP_BACK = 16


def sentence_breaks(text: str) -> list[int]:
    """Return the code point positions where a sentence ends: behind its end marks and closing quotes."""
    return [match.end() for match in _SENTENCE_END.finditer(text)]


def display_chunks(text: str, limit: int = 2000) -> list[tuple[int, int]]:
    """Cut a text into half-open ranges of at most ``limit`` code points that tile it.

    A cut is made at the last end of a sentence that fits, if that leaves the piece at least half full; else behind
    a comma, colon or space; else anywhere, but if possible not before a closing mark and not behind an opening
    one. CR LF and a character with its combining marks stay together unless the limit itself is shorter. An empty
    text has one empty piece.

    Raises:
        ValueError: the limit is less than 1.
    """
    if limit < 1:
        raise ValueError(f"a piece of at most {limit} code points cannot hold any text")
    if len(text) <= limit:
        return [(0, len(text))]
    sentences = sentence_breaks(text)
    chunks = []
    start = 0
    while len(text) - start > limit:
        cut = _cut(text, start, limit, sentences)
        chunks.append((start, cut))
        start = cut
    chunks.append((start, len(text)))
    return chunks


def _cut(text: str, start: int, limit: int, sentences: list[int]) -> int:
    """Return the best place to end a piece that begins at ``start``."""
    last = start + limit
    least = start + max(limit // 2, 1)
    index = bisect_right(sentences, last) - 1
    if index >= 0 and sentences[index] >= least and not _leans(text, sentences[index]):
        return sentences[index]
    clauses = [match.end() for match in _CLAUSE_END.finditer(text, least, last)]
    for cut in reversed(clauses):
        if not _leans(text, cut):
            return cut
    for cut in range(last, max(last - _STEP_BACK, start), -1):
        if not _leans(text, cut):
            return cut
    return last


def _leans(text: str, cut: int) -> bool:
    """Tell whether a cut would part a mark from the character it belongs to."""
    if _LEANING.match(text, cut) or _OPENS.match(text, cut - 1):
        return True
    return text[cut - 1 : cut + 1] == "\r\n"
