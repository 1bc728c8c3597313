"""Say of every character that was extracted from a page which printed character it is; used by ``typeset_pages.py``.

The extracted characters and the printed ones (all blocks one after the other) are aligned by dynamic programming: to
go on with the next printed character costs nothing, to leave some out, to read a character wrongly, to have one too
many or to go on somewhere else costs; least where a printed line begins and on the height of the raw line so far.
Blanks count for nothing, and characters are compared folded to their compatible forms.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WRONG, WRONG_TEXT = 1.6, 4.0  # a character read wrongly: by recognition, in a text layer
LEFT_OUT = 1.2
TOO_MANY = 1.7
ELSEWHERE = 7.0
LINE_START = 3.5  # less for going on at the start of a printed line
GAP = 1.2  # less for going on elsewhere after a blank
HEIGHT = 4.0  # more for going on at another height than the raw line
NONE = -1
JUMP, STAY = 3, 4  # steps; smaller ones are the number of characters left out
_LIKE = str.maketrans(
    "―─”“’‘⻓⻔⻋⻅⻉⻜⻢⻥⻩⻬⻰⺠⻘⻄⻆⻚⻛⻝⻦⻨⻮⻳⺟⻤",
    "——\"\"''长门车见贝飞马鱼黄齐龙民青西角页风食鸟麦齿龟母鬼",
)


@dataclass(frozen=True)
class Print:
    """The printed characters without blanks, folded; which start a line; their heights (NaN where not known)."""

    text: str
    starts: np.ndarray
    heights: np.ndarray
    line_height: float


def fold(char: str) -> str:
    """Return a character's compatible form; characters stay one."""
    char = char.translate(_LIKE)
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def solid(text: str) -> str:
    """Return the text without what counts for nothing."""
    return "".join(char for char in text if not char.isspace() and char not in "\ufeff\u200b\x0c")


def codes(text: str) -> np.ndarray:
    """Return the folded characters as numbers."""
    return np.array([ord(fold(char)) for char in text], dtype=np.int32)


def align(lines: Sequence[str], printed: Print, *, recognised: bool = False) -> np.ndarray:
    """Return for every character of the lines that is no blank its place in the print, or NONE.

    Where heights are known, a second pass uses them: the first tells on what height each raw line is.
    """
    places = _pass(lines, printed, None, recognised)
    if np.isnan(printed.heights).all():
        return places
    heights = []
    at = 0
    for line in lines:
        length = len(solid(line))
        of_line = places[at : at + length]
        known = printed.heights[of_line[of_line >= 0]]
        known = known[~np.isnan(known)]
        heights.append(float(np.median(known)) if len(known) else float("nan"))
        at += length
    return _pass(lines, printed, heights, recognised)


def _pass(
    lines: Sequence[str], printed: Print, heights: Sequence[float] | None, recognised: bool
) -> np.ndarray:
    text = codes(printed.text)
    size = len(text)
    wrong = np.float32(WRONG if recognised else WRONG_TEXT)
    reach: np.ndarray = (ELSEWHERE - LINE_START * printed.starts).astype(np.float32)
    cost = np.zeros(size, dtype=np.float32)
    unlike: dict[str, np.ndarray] = {}
    steps: list[np.ndarray] = []
    jumps: list[int] = []
    for number, line in enumerate(lines):
        there = reach
        if heights is not None and not np.isnan(heights[number]):
            off = np.abs(printed.heights - heights[number]) > 1.5 * printed.line_height
            there = reach + np.float32(HEIGHT) * off
        gap = True
        for char in line:
            if not solid(char):
                gap = True
                continue
            if char not in unlike:
                unlike[char] = wrong * (text != ord(fold(char)))
            best = int(cost.argmin())
            new = there + (cost[best] - np.float32(GAP * gap)) if steps else np.zeros(size, dtype=np.float32)
            step = np.full(size, JUMP, dtype=np.int8)
            for skipped in range(3):
                _better(
                    new[skipped + 1 :], cost[: -skipped - 1] + np.float32(skipped * LEFT_OUT), step, skipped
                )
            new += unlike[char]
            _better(new, cost + np.float32(TOO_MANY), step, STAY)
            cost = new
            steps.append(step)
            jumps.append(best)
            gap = False
    places = np.full(len(steps), NONE, dtype=np.int64)
    at = int(cost.argmin())
    for index in range(len(steps) - 1, -1, -1):
        step_here = int(steps[index][at])
        if step_here == STAY:
            continue
        places[index] = at
        at = jumps[index] if step_here == JUMP else at - 1 - step_here
    return places


def _better(new: np.ndarray, option: np.ndarray, step: np.ndarray, name: int) -> None:
    """Take the option where it costs less; ``new`` may begin later than ``step``."""
    less = option < new
    np.copyto(new, option, where=less)
    step[len(step) - len(new) :][less] = name
