"""Where words begin and end, for the mouse and the keys: Qt takes a whole Chinese paragraph for one word."""

from __future__ import annotations

import re

_REACH = 40
"""Code points looked at on each side; words are far shorter, and a paragraph may be very long."""
_PIECE = re.compile(r"[^\W_]+|\s+|.", re.DOTALL)
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")


def word_at(text: str, position: int) -> tuple[int, int]:
    """Return the ``[start, end)`` of the word that holds the character at a position, in code points.

    Han characters are cut into words by the segmenter, guessed names included; letters and digits are words
    as they stand together, and any other character is one by itself.

    Args:
        text: the text.
        position: a code point of it; at the end of the text the last word is meant.
    """
    if not text:
        return 0, 0
    position = min(position, len(text) - 1)
    low = max(position - _REACH, 0)
    for piece in _PIECE.finditer(text, low, position + _REACH):
        if piece.end() > position:
            return _within(piece.group(), low=piece.start(), position=position)
    return position, position + 1


def word_step(text: str, position: int, *, forward: bool) -> int:
    """Return where a step by one word leads: behind the word and the spaces after it, or to its beginning.

    Args:
        text: the text.
        position: where the step begins, in code points; at an end of the text it leads nowhere.
        forward: whether it leads on or back.
    """
    if forward:
        position = word_at(text, position)[1] if position < len(text) else position
        while position < len(text) and text[position].isspace():
            position += 1
        return position
    while position and text[position - 1].isspace():
        position -= 1
    return word_at(text, position - 1)[0] if position else 0


def _within(piece: str, low: int, position: int) -> tuple[int, int]:
    """Return the word at a position in a piece that begins at ``low``; both count in the text."""
    at = low
    while at <= position:
        han = _HAN.match(piece, at - low)
        end = low + (han.end() if han else _next_han(piece, at - low))
        if end > position:
            return _segmented(piece[at - low : end - low], at, position) if han else (at, end)
        at = end
    return position, position + 1


def _next_han(piece: str, at: int) -> int:
    found = _HAN.search(piece, at)
    return found.start() if found else len(piece)


def _segmented(han: str, low: int, position: int) -> tuple[int, int]:
    # Loaded at the first double click: the dictionary would only delay the window.
    import rjieba

    at = low
    for word in rjieba.cut(han, True):
        if at + len(word) > position:
            return at, at + len(word)
        at += len(word)
    return position, position + 1
