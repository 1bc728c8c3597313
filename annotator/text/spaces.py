"""Where Chinese typesetting has spaces: at the joint of two lines, and inside a line.

Han characters, Chinese punctuation and the digits and Latin words among them are set without spaces; only Latin
words are parted by them. A line end therefore vanishes between Han characters and becomes a space between two
English words, and a space that a reader of the page (a person or a program) put at a narrow gap is noise.
"""

from __future__ import annotations

import re

from annotator.text.patterns import compiled_later
from annotator.text.widths import BLANK, CJK, HAN, is_chinese_punctuation, is_cjk, trim_blank

# How far to look from a joint for the characters that decide, in code points.
_REACH = 24

_OPENING = frozenset("([{<“‘«")
_CLOSING = frozenset(")]}>”’»,.;:!?%‰°'")
_BINDING = frozenset("-‐‑–—−/\\_@#~…·•+=*^|$¥£€￥")

# Units that are written with Latin letters or signs behind a number.
_UNIT = compiled_later(
    r"(?:[%‰°℃℉]|[kcdmnμµu]?m[²³23]?|[kmμµ]?g|[mkMGT]?[WVA]h?|[kMG]?Hz|[kKMGTP]?[Bb](?:ps)?|[khM]?Pa|"
    r"[mM]?[Ll]|[kM]?J|min|ms|ha|dB|ppm|rpm|km/h|m/s|[tsh])(?![^\W\d_])"
)
# A web or mail address that has begun and has no end yet.
_ADDRESS = compiled_later(r"(?:www\.|://|[\w.]@)[!-~]*\Z")
_HANGUL = compiled_later("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]")


def join_needs_space(left: str, right: str) -> bool:
    """Tell whether two pieces of text, joined at a line end, need a space between them.

    Only two Latin words do (any script that is written with spaces counts as Latin here). There is none beside Han
    characters and Chinese punctuation, inside a number broken at the line end (20|23, 1,|000), behind a hyphen,
    slash or opening bracket, inside a web or mail address, before closing punctuation, between a number and its
    unit, or inside a short code (G|20, PM|2.5). Blank characters at the joint itself are not looked at.

    Args:
        left: the text before the line end; its last words are enough, but straight quotes are told apart by
            counting them from its beginning.
        right: the text behind the line end.
    """
    before, behind = _at_joint(left, right)
    if not before or not behind or _is_chinese_end(before) or _is_chinese_start(behind):
        return False
    last, first = before[-1], behind[0]
    if '"' in (last, first) and left.count('"') % 2 == 1:
        return False  # behind an opening quote, or before a closing one
    if last in _OPENING or last in _BINDING or first in _CLOSING or first in _BINDING:
        return False
    if _ADDRESS.search(before):
        return False
    if last.isalnum() and first.isalnum():
        return _words_need_space(before, behind)
    number_goes_on = last in ",.:" and before[-2:-1].isdigit() and first.isdigit()
    return not number_goes_on


def _words_need_space(left: str, right: str) -> bool:
    """Decide where a letter or digit meets a letter or digit, none of them Han."""
    last, first = left[-1], right[0]
    if last.isdigit():
        return not first.isdigit() and _UNIT.match(right) is None
    if first.isdigit():
        word = re.search(r"[^\W\d_]*\Z", left)
        letters = word.group() if word else ""
        return not (len(letters) <= 2 and letters.isupper())
    # Korean lines break inside words more often than between them.
    return _HANGUL.match(last) is None


def space_is_noise(left: str, right: str, space: str = " ") -> bool:
    """Tell whether a space inside a line means nothing by the rules of Chinese typesetting.

    It means nothing beside a Han character or Chinese punctuation (Han and Han, Han and digit, Han and Latin) and
    between a number and its unit. It may mean something between Latin words, between two numbers, between Korean
    words, and where it is wide (U+3000, a tab, two or more) between two Chinese characters or marks: a list of
    names, the second half of a title, a new paragraph. At the start or end of a line it is not judged.

    A single space between Han characters can still be meant where the typesetter put one: between the two halves
    of a title, in a byline (记者 王进 通讯员 李明), behind a dateline (本报讯 近日). The role of the line tells, which
    is the caller's knowledge.

    Args:
        left: the text of the line before the space.
        right: the text behind it.
        space: the blank characters themselves.
    """
    left, right = left[-_REACH:], right[:_REACH]
    if not left or not right:
        return False
    left_chinese, right_chinese = _is_chinese_end(left), _is_chinese_start(right)
    if left_chinese or right_chinese:
        wide = len(space) > 1 or space in ("\u3000", "\t")
        return not (wide and is_cjk(left[-1]) and is_cjk(right[0]))
    return left[-1].isdigit() and _UNIT.match(right) is not None


def _at_joint(left: str, right: str) -> tuple[str, str]:
    """Return what matters of the two texts, without the blank characters at the joint."""
    before, behind = left[-4 * _REACH :], right[: 4 * _REACH]
    _, left_end = trim_blank(before)
    right_start, right_end = trim_blank(behind)
    return before[max(left_end - _REACH, 0) : left_end], behind[
        right_start : min(right_start + _REACH, right_end)
    ]


# Marks of neither script lean on the nearest character that has one.
_LAST_WITH_SCRIPT = compiled_later(rf"([{CJK}]|\w)[^\w{CJK}]*\Z")
_FIRST_WITH_SCRIPT = compiled_later(rf"[^\w{CJK}]*([{CJK}]|\w)")


def _is_chinese_end(text: str) -> bool:
    match = _LAST_WITH_SCRIPT.search(text)
    return is_cjk(match.group(1)) if match else is_chinese_punctuation(text[-1])


def _is_chinese_start(text: str) -> bool:
    match = _FIRST_WITH_SCRIPT.match(text)
    return is_cjk(match.group(1)) if match else is_chinese_punctuation(text[0])


# A letter-spaced word: single characters parted by blanks, with punctuation that clings to them or stands alone.
_MARK = rf"[^\w{BLANK}{HAN}]"
_SINGLE = rf"(?:{_MARK}++(?:[{HAN}0-9A-Za-z０-９]{_MARK}*+)?+|[{HAN}0-9A-Za-z０-９]{_MARK}*+)"
_SPACED = compiled_later(rf"(?<![^{BLANK}]){_SINGLE}(?:[{BLANK}]++{_SINGLE})*(?![^{BLANK}])")
_HAN = compiled_later(f"[{HAN}]")
_WORD = compiled_later(rf"[\w{HAN}]")


def spaced_stretches(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of letter-spaced words: three or more single characters parted by blanks.

    At least two of the characters are Han. Two (王 进, 通 知) are not enough: only the role of the line tells.
    """
    found = []
    for match in _SPACED.finditer(text):
        stretch = match.group()
        if len(_WORD.findall(stretch)) >= 3 and len(_HAN.findall(stretch)) >= 2:
            found.append(match.span())
    return found
