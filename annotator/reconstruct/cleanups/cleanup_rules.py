"""The rules of clean-up 整理: what each changes in the text of a block."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from annotator.model.article import Role
from annotator.reconstruct.cleanups.doubling import LONGEST, doubled_parts
from annotator.text.patterns import compiled_later
from annotator.text.radicals import fold_radicals, radical_positions
from annotator.text.spaces import space_is_noise, spaced_stretches
from annotator.text.widths import BLANK, HAN, is_blank, is_han

_HEADS = frozenset({Role.TITLE, Role.KICKER, Role.SUBTITLE, Role.HEADING, Role.SECTION, Role.MASTHEAD})
_LISTS = frozenset({Role.FOLIO, Role.IMPRINT})  # names and numbers set apart by blanks
_NAMES = frozenset({Role.BYLINE, Role.SIGNATURE, Role.CREDIT})

Edits = dict[int, tuple[str, str]]
"""What stands in place of the character at an index: the new text and the rule."""

_SPACE = "[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]"
_PUNCTUATION = "，。、；：？！“”‘’（）《》〈〉【】「」『』—…·～"
_WIDE = f"[{HAN}{_PUNCTUATION}]"


def _doubled(text: str, role: Role) -> Edits:
    """A headline drawn twice for boldness or shadow: keep the first drawing of each part."""
    if role not in _HEADS or len(text) > LONGEST:
        return {}
    kept = [i for i, char in enumerate(text) if not is_blank(char)]
    flat = fold_radicals("".join(text[i] for i in kept))
    copies = doubled_parts(flat)
    return {kept[i]: ("", "doubled") for start, end in copies for i in range(start, end)}


def _markdown(text: str, role: Role) -> Edits:
    edits: Edits = {}
    head = re.match(r"#{1,6}(?=\s)\s*", text)
    if head and role is not Role.BODY:
        edits |= dict.fromkeys(range(head.start(), head.end()), ("", "markdown"))
    for match in re.finditer(r"\*\*(?=\S)([^*\n]{1,200}?)\*\*", text):
        for i in (match.start(), match.start() + 1, match.end() - 2, match.end() - 1):
            edits[i] = ("", "markdown")
    return edits


_BLANKS = compiled_later(f"[{BLANK}]+")
_TWO_PART_NAME = compiled_later(rf"(?:^|(?<=[^{HAN}]))([{HAN}]){_SPACE}{{1,2}}([{HAN}])(?![{HAN}])")
_NAME_AFTER_POST = compiled_later(
    rf"(?:记者|通讯员|编辑|[、，]){_SPACE}?[{HAN}]({_SPACE}{{1,2}})[{HAN}](?=[、，）) \u3000]|$)"
)


def _letter_spacing(text: str, role: Role) -> Edits:
    """Letters set apart to fill a line: headlines, names of two characters, justified lines."""
    edits: Edits = {}
    if role in _LISTS:
        return edits
    for start, end in spaced_stretches(text):
        blanks = [match.span() for match in _BLANKS.finditer(text, start, end)]
        widths = [right - left + text.count("\u3000", left, right) for left, right in blanks]
        narrow = min(widths, default=0)
        for (left, right), width in zip(blanks, widths, strict=True):
            if width == narrow:  # a wider one stands between two phrases
                edits |= dict.fromkeys(range(left, right), ("", "letter-spacing"))
    if role in _NAMES:
        for match in _TWO_PART_NAME.finditer(text):
            edits |= dict.fromkeys(range(match.end(1), match.start(2)), ("", "letter-spacing"))
    for match in _NAME_AFTER_POST.finditer(text):
        edits |= dict.fromkeys(range(match.start(1), match.end(1)), ("", "letter-spacing"))
    return edits


_POST_NEXT = compiled_later("记者|通讯员|本报|特约|见习|实习")
_KEEP_AFTER = compiled_later(r"(?:讯|电|记者|通讯员|报道|编辑|评论员|实习生|见习)$|记者[^，。]{0,12}$")
_PHRASE_END = "。”）：—、，"
_BOXES = "□■◆◇●○◎▲"  # before names
_JUSTIFIED = 2  # blanks that a justified line may have inside a sentence
_OPENING = 60  # code points in which a dateline and its names stand
_NEAR = 24  # code points that tell whether a space means something
_TEXTS = frozenset({Role.BODY, Role.CAPTION, Role.QUESTION, Role.ANSWER, Role.NOTE})


def _space(text: str, role: Role) -> Edits:
    """Spaces that mean nothing in Chinese print, see ``text/spaces``; what a role means by a space stays."""
    edits: Edits = {}
    if role in _LISTS:
        return edits
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        blanks = " " if role in _TEXTS and end - start <= _JUSTIFIED else match[0]
        noise = space_is_noise(text[max(0, start - _NEAR) : start], text[end : end + _NEAR], blanks)
        if noise and not _means_something(text, start, end, role):
            edits |= dict.fromkeys(range(start, end), ("", "space"))
    return edits


def _means_something(text: str, start: int, end: int, role: Role) -> bool:
    """Tell whether a space parts what belongs to a dateline, names, or the phrases of a headline."""
    before, behind = text[start - 1], text[end]
    between = is_han(before) and is_han(behind)
    if (between or start < _OPENING) and _KEEP_AFTER.search(text, max(0, start - 16), start):
        return True
    if before == "）" and start < _OPENING and "电" in text[:start]:
        return True
    if between:
        return role not in _TEXTS or _POST_NEXT.match(text, end) is not None
    return before in (_BOXES if role in _NAMES else _PHRASE_END) and role is not Role.BODY


_ASCII_MARK = compiled_later(
    rf"(?<={_WIDE})[,;:?!](?![0-9A-Za-z])|(?<={_WIDE})[,;:?!](?={_WIDE})|(?<=[{HAN}\"'”’）)%0-9])[,;:](?=\"?[{HAN}“‘《])"
)
# Inside a paragraph a dot between Han characters may stand for the one in a foreign name (卡尔.马克思).
_STOP = compiled_later(rf"(?<=[{HAN}”》）])(?<!\.)\.(?=[\"”’」』）)]*$)|(?<=[{HAN}])\.(?=[\"”])")
_FULL = str.maketrans(",;:?!().", "，；：？！（）。")
_BRACKETS = compiled_later(r"\(([^()\n]{1,80})\)")
_HAN_CHARACTER = compiled_later(f"[{HAN}]")


def _punctuation(text: str, _role: Role) -> Edits:
    """ASCII marks among Han become the full-width marks of Chinese print."""
    edits: Edits = {}
    for match in (*_ASCII_MARK.finditer(text), *_STOP.finditer(text)):
        edits[match.start()] = (match[0].translate(_FULL), "punctuation")
    for match in _BRACKETS.finditer(text):
        near = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        if _HAN_CHARACTER.search(match[1]) or (
            _HAN_CHARACTER.match(near[:1]) and _HAN_CHARACTER.search(near)
        ):
            edits[match.start()] = ("（", "punctuation")
            edits[match.end() - 1] = ("）", "punctuation")
    edits |= _quotes(text, '"', "“”")
    edits |= _quotes(text, "'", "‘’")
    return edits


def _quotes(text: str, mark: str, pair: str) -> Edits:
    places = [
        match.start()
        for match in re.finditer(re.escape(mark), text)
        if not re.match(r"[A-Za-z]['\"][A-Za-z]", text[max(0, match.start() - 1) : match.start() + 2])
    ]
    if not places or len(places) % 2 or not _HAN_CHARACTER.search(text):
        return {}
    return {place: (pair[number % 2], "punctuation") for number, place in enumerate(places)}


def _radical(text: str, _role: Role) -> Edits:
    return {place: (fold_radicals(text[place]), "radical") for place in radical_positions(text)}


_NUMBER = compiled_later(r"[0-9０-９][0-9０-９.．,，]*[0-9０-９]")
_HALF = str.maketrans("０１２３４５６７８９", "0123456789")


def _digits(text: str, _role: Role) -> Edits:
    """A number spelt in both widths becomes half-width throughout."""
    edits: Edits = {}
    for match in _NUMBER.finditer(text):
        if re.search("[0-9]", match[0]) and re.search("[０-９]", match[0]):
            for digit in re.finditer("[０-９]", match[0]):
                edits[match.start() + digit.start()] = (digit[0].translate(_HALF), "digits")
    return edits


_DASH = compiled_later(
    rf"(?<=[{HAN}”》）。，！？])(?:[-－―─–—]{{2,4}}|— —)(?=[{HAN}“《（0-9])|^(?:[-－―─–—]{{2,4}}|— —)(?=[{HAN}“《])"
)
_DOTS = compiled_later(rf"(?<=[{HAN}”》）])(?:\.{{3,6}}|。{{3,6}}|·{{3,6}}|…)(?![.。·…])(?<!……)")


def _dash(text: str, _role: Role) -> Edits:
    """A broken or misspelt dash becomes ——, dots in a row become ……."""
    edits: Edits = {}
    for pattern, whole in ((_DASH, "——"), (_DOTS, "……")):
        for match in pattern.finditer(text):
            if match[0] != whole:
                edits[match.start()] = (whole, "dash")
                edits |= dict.fromkeys(range(match.start() + 1, match.end()), ("", "dash"))
    return edits


_REPEATED = compiled_later(r"([，、；：])\1+")


def _repeated(text: str, _role: Role) -> Edits:
    """A mark inside a sentence that is written several times stands once. Repeated end marks are left to a person."""
    return {
        index: ("", "repeated")
        for match in _REPEATED.finditer(text)
        for index in range(match.start() + 1, match.end())
    }


_BULLETS = {
    "\uf06c": "●",
    "\uf0b7": "●",
    "\uf06e": "■",
    "\uf0a7": "■",
    "\uf075": "◆",
    "\uf0d8": "▶",
    "\uf0fc": "√",
}


def _bullet(text: str, _role: Role) -> Edits:
    """Bullets that only symbol fonts know become the characters of that shape."""
    return {index: (_BULLETS[char], "bullet") for index, char in enumerate(text) if char in _BULLETS}


CLEANUPS: Mapping[str, Callable[[str, Role], Edits]] = {
    "doubled": _doubled,
    "markdown": _markdown,
    "letter-spacing": _letter_spacing,
    "dash": _dash,
    "space": _space,
    "repeated": _repeated,
    "punctuation": _punctuation,
    "radical": _radical,
    "digits": _digits,
    "bullet": _bullet,
}
"""The rules in the order they are asked; where two change a character, the first one does."""

BY_ROLE = ("doubled",)
"""The rules that go by the role of a block; the others go by signs in its text."""

SIGNS: Mapping[str, re.Pattern[str]] = {
    "markdown": compiled_later("[#*]"),
    "letter-spacing": _BLANKS,
    "dash": compiled_later(r"[-－―─–—…]|\.\.\.|。。。|···"),
    "space": _BLANKS,
    "repeated": compiled_later("，，|、、|；；|：："),
    "punctuation": compiled_later("[,.;:?!()\"']"),
    "radical": compiled_later("[\u2e80-\u2fdf]"),
    "digits": compiled_later("[０-９]"),
    "bullet": compiled_later(f"[{''.join(_BULLETS)}]"),
}
"""What a text must hold for a rule to have anything to do."""

_ANY_SIGN = compiled_later(rf"[-#*,;:?!()\"'.·－―─–—…０-９\u2e80-\u2fdf{BLANK}{''.join(_BULLETS)}]")
_REPETITIONS = ("，，", "、、", "；；", "：：", "。。。")


def has_signs(text: str) -> bool:
    """Tell whether a text may hold a sign of any rule; most texts that print well hold none."""
    return _ANY_SIGN.search(text) is not None or any(map(text.__contains__, _REPETITIONS))
