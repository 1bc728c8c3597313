"""Finding Chinese words by the letters of their pinyin: first letters, whole syllables, or both mixed.

There is no table of readings here. The 3,755 common characters of GB 2312 stand in the order of their pinyin, so the
place of one tells the letter it begins with. That is all a search needs: of a syllable that is typed in full only
the first letter is compared, which finds a little more than was meant and never less.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import product

_FIRST = (
    *("啊", "芭", "擦", "搭", "蛾", "发", "噶", "哈", "击", "喀", "垃", "妈", "拿", "哦", "啪", "期", "然"),
    *("撒", "塌", "挖", "昔", "压", "匝"),
)
"""The first character of every letter in GB 2312; no syllable begins with I, U or V."""

_LETTERS = "abcdefghjklmnopqrstwxyz"
_END = "座".encode("gb2312")  # the last of the common characters
_ALSO = {"校": "j", "重": "c", "行": "h", "调": "t", "长": "z", "会": "k", "省": "x", "率": "l", "传": "z"}
_ALSO |= {"还": "h", "参": "s", "系": "j", "区": "o", "朝": "c", "单": "s", "乐": "y", "藏": "z", "曾": "z"}
"""Characters that are read in another way as well, one that begins with another letter."""

_INITIALS = ("", *"bpmfdtnlgkhjqxrzcsyw", "zh", "ch", "sh")
_FINALS = (
    *("a", "o", "e", "i", "u", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ue", "er", "an", "en", "in"),
    *("un", "ang", "eng", "ing", "ong", "ia", "ua", "uo", "iao", "ian", "uai", "uan", "iang", "iong", "uang"),
)
_SYLLABLES = frozenset((*map("".join, product(_INITIALS, _FINALS)), "lv", "nv", "lve", "nve"))
_BEGINNINGS = frozenset(syllable[:end] for syllable in _SYLLABLES for end in range(1, len(syllable) + 1))
_LONGEST = max(map(len, _SYLLABLES))


@lru_cache(maxsize=8192)
def first_letters(character: str) -> str:
    """Return the letters a character's pinyin may begin with; a letter or a digit is itself.

    Rare characters have none, and neither have marks.
    """
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    place = bisect_right(_BOUNDS, code)
    return _LETTERS[place - 1] + _ALSO.get(character, "") if place and code <= _END else ""


def find_by_pinyin(typed: str, text: str) -> int:
    """Return where a text can be read as what was typed, or -1.

    Args:
        typed: lower-case letters and digits: ``"cz"``, ``"chazhao"``, ``"chazh"`` and ``"czhao"`` all find 查找.
        text: what is searched; marks and spaces in it are passed over.
    """
    if not (typed.isascii() and typed.isalnum()):
        return -1
    sounds = [
        (place, letters) for place, character in enumerate(text) if (letters := first_letters(character))
    ]
    for at, (place, _) in enumerate(sounds):
        if _reads(typed, sounds, at):
            return place
    return -1


def _reads(typed: str, sounds: list[tuple[int, str]], at: int) -> bool:
    """Tell whether a text reads as what was typed from its ``at``-th sound on."""
    if not typed:
        return True
    if at == len(sounds) or typed[0] not in sounds[at][1]:
        return False
    if typed in _BEGINNINGS:
        return True
    lengths = (n for n in range(min(len(typed), _LONGEST), 0, -1) if n == 1 or typed[:n] in _SYLLABLES)
    return any(_reads(typed[n:], sounds, at + 1) for n in lengths)


_BOUNDS = tuple(character.encode("gb2312") for character in _FIRST)
