"""Clean-ups 整理: from the raw ranges of a block to its runs.

Each change is a run that names its rule, so the window shows it and a person can undo it. Rules are conservative:
they mend what typesetting and extraction did to the text (spaces, widths, doubled drawing, radicals, marks), never
what the text says. Blanks at line breaks need no run; a blank dropped inside a line does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.model.article import Role, Run
from annotator.model.origin import cleanup
from annotator.text.radicals import fold_radicals, radical_positions
from annotator.text.spaces import join_needs_space, space_is_noise, spaced_stretches
from annotator.text.widths import BLANK, HAN, is_blank, is_cjk, is_han, trim_blank

_BREAKS = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_HEADS = frozenset({Role.TITLE, Role.KICKER, Role.SUBTITLE, Role.HEADING, Role.SECTION, Role.MASTHEAD})
_LISTS = frozenset({Role.FOLIO, Role.IMPRINT})  # names and numbers set apart by blanks
_NAMES = frozenset({Role.BYLINE, Role.SIGNATURE, Role.CREDIT})
_SHORTEST_PART = 6  # code points; a shorter repetition may be meant
_LONGEST_HEAD = 200  # code points; nothing longer is a headline drawn twice

Edits = dict[int, tuple[str, str]]
"""What stands in place of the character at an index: the new text and the rule."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of a page's raw text that goes into a block."""

    page: str
    raw: str
    start: int
    end: int


def runs_of(
    stretches: Iterable[Stretch], role: Role, rules: Collection[str] | None = None
) -> tuple[Run, ...]:
    """Return the runs of a block of that role that stands for the raw stretches, cleaned up.

    Every character of the stretches that is not blank is in exactly one run.

    Args:
        stretches: ranges of raw text in reading order.
        role: role of the block; names, headlines and lists of numbers are treated each in its way.
        rules: names of the rules to use, of ``RULES``; all by default.
    """
    used = RULES if rules is None else rules
    pieces = [piece for stretch in stretches for piece in _pieces(stretch)]
    text = "".join([raw[start:end] for _, raw, start, end in pieces])
    present = frozenset(text)
    edits: Edits = {}
    for name, rule in _RULES.items():
        if name not in used or (name in _TELLING and _TELLING[name].isdisjoint(present)):
            continue
        if rule is _letter_spacing:
            found: Edits = {}
            at = 0
            for _, _, start, end in pieces:
                part = text[at : at + end - start]
                if not _SPACES.isdisjoint(part):
                    found |= {at + i: edit for i, edit in rule(part, role).items()}
                at += len(part)
        else:
            found = rule(text, role)
        for index, edit in found.items():
            edits.setdefault(index, edit)
    return tuple(_spell(pieces, text, edits, "join-space" in used))


_Piece = tuple[str, str, int, int]
"""A stretch without a line break, and no blanks at its ends: page, raw text, start and end."""


def _pieces(stretch: Stretch) -> list[_Piece]:
    """Cut a stretch at line breaks and trim the blanks there."""
    pieces = []
    for match in _BREAKS.finditer(stretch.raw, stretch.start, stretch.end):
        start, end = trim_blank(stretch.raw, *match.span())
        if start < end:
            pieces.append((stretch.page, stretch.raw, start, end))
    return pieces


def _spell(pieces: Sequence[_Piece], text: str, edits: Edits, spaced: bool) -> list[Run]:
    order = sorted(edits)
    runs: list[Run] = []
    right = number = 0
    for page, _, start, end in pieces:
        left, right = right, right + end - start
        if spaced and left and _needs_space(text, left):
            runs.append(Run(page, start, start, " ", cleanup("join-space")))
        shift = start - left
        at = left
        while number < len(order) and order[number] < right:
            index = order[number]
            number += 1
            if index > at:
                runs.append(Run(page, at + shift, index + shift))
            new, rule = edits[index]
            _add(runs, Run(page, index + shift, index + shift + 1, new, cleanup(rule)))
            at = index + 1
        if right > at:
            runs.append(Run(page, at + shift, right + shift))
    return runs


def _add(runs: list[Run], run: Run) -> None:
    """Append a run; neighbours dropped by the same rule become one."""
    last = runs[-1] if runs else None
    if (
        last is not None
        and last.origin == run.origin
        and last.text == run.text == ""
        and (last.page, last.end) == (run.page, run.start)
    ):
        runs[-1] = Run(last.page, last.start, run.end, "", last.origin)
    else:
        runs.append(run)


def _needs_space(text: str, index: int) -> bool:
    before, behind = text[index - 1], text[index]
    if is_cjk(before) or is_cjk(behind):
        return False  # most joints are between Han characters
    return join_needs_space(text[:index], text[index : index + _NEAR])


# ---------------------------------------------------------------------------------------------------- the rules

_SPACE = "[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]"
_PUNCTUATION = "，。、；：？！“”‘’（）《》〈〉【】「」『』—…·～"
_WIDE = f"[{HAN}{_PUNCTUATION}]"


def _doubled(text: str, role: Role) -> Edits:
    """A headline drawn twice for boldness or shadow: keep the first drawing of each part."""
    if role not in _HEADS or len(text) > _LONGEST_HEAD:
        return {}
    kept = [i for i, char in enumerate(text) if not is_blank(char)]
    flat = fold_radicals("".join(text[i] for i in kept))
    copies = doubled_parts(flat)
    return {kept[i]: ("", "doubled") for start, end in copies for i in range(start, end)}


def doubled_parts(flat: str) -> list[tuple[int, int]]:
    """Return the ranges of second drawings in a text made of parts drawn twice, else nothing.

    ``甲乙丙甲乙丙丁戊丁戊`` gives ``[(3, 6), (8, 10)]``. A long part at the start or the end may be drawn twice alone.
    """
    if len(flat) > _LONGEST_HEAD:
        return []
    return _all_doubled(flat) or _part_doubled(flat)


def _part_doubled(flat: str) -> list[tuple[int, int]]:
    for size in range(len(flat) // 2, _SHORTEST_PART - 1, -1):
        if flat[:size] == flat[size : 2 * size]:
            return [(size, 2 * size)]
        if flat[-size:] == flat[-2 * size : -size]:
            return [(len(flat) - size, len(flat))]
    return []


def _all_doubled(flat: str) -> list[tuple[int, int]]:
    size = len(flat)
    if size < 8 or size % 2:
        return []
    # best[i] holds the fewest parts that explain flat[i:], with the length of the first part.
    best: list[tuple[int, int] | None] = [None] * size + [(0, 0)]
    for i in range(size - 2, -1, -1):
        for length in range(1, (size - i) // 2 + 1):
            rest = best[i + 2 * length]
            if rest is None or flat[i : i + length] != flat[i + length : i + 2 * length]:
                continue
            here = best[i]
            if here is None or rest[0] + 1 < here[0]:
                best[i] = (rest[0] + 1, length)
    if best[0] is None:
        return []
    parts, i = [], 0
    while i < size:
        step = best[i]
        assert step is not None
        parts.append((i + step[1], i + 2 * step[1]))
        i += 2 * step[1]
    singles = sum(1 for start, end in parts if end - start == 1)
    return parts if singles <= len(parts) / 2 or singles == len(parts) else []


def _markdown(text: str, role: Role) -> Edits:
    edits: Edits = {}
    head = re.match(r"#{1,6}(?=\s)\s*", text)
    if head and role is not Role.BODY:
        edits |= dict.fromkeys(range(head.start(), head.end()), ("", "markdown"))
    for match in re.finditer(r"\*\*(?=\S)([^*\n]{1,200}?)\*\*", text):
        for i in (match.start(), match.start() + 1, match.end() - 2, match.end() - 1):
            edits[i] = ("", "markdown")
    return edits


_BLANKS = re.compile(f"[{BLANK}]+")
_TWO_PART_NAME = re.compile(rf"(?:^|(?<=[^{HAN}]))([{HAN}]){_SPACE}{{1,2}}([{HAN}])(?![{HAN}])")
_NAME_AFTER_POST = re.compile(
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


_POST_NEXT = re.compile("记者|通讯员|本报|特约|见习|实习")
_KEEP_AFTER = re.compile(r"(?:讯|电|记者|通讯员|报道|编辑|评论员|实习生|见习)$|记者[^，。]{0,12}$")
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


_ASCII_MARK = re.compile(
    rf"(?<={_WIDE})[,;:?!](?![0-9A-Za-z])|(?<={_WIDE})[,;:?!](?={_WIDE})|(?<=[{HAN}\"'”’）)%0-9])[,;:](?=\"?[{HAN}“‘《])"
)
_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_BRACKETS = re.compile(r"\(([^()\n]{1,80})\)")
_HAN_CHARACTER = re.compile(f"[{HAN}]")


def _punctuation(text: str, _role: Role) -> Edits:
    """ASCII marks among Han become the full-width marks of Chinese print."""
    edits: Edits = {}
    for match in _ASCII_MARK.finditer(text):
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


_NUMBER = re.compile(r"[0-9０-９][0-9０-９.．,，]*[0-9０-９]")
_HALF = str.maketrans("０１２３４５６７８９", "0123456789")


def _digits(text: str, _role: Role) -> Edits:
    """A number spelt in both widths becomes half-width throughout."""
    edits: Edits = {}
    for match in _NUMBER.finditer(text):
        if re.search("[0-9]", match[0]) and re.search("[０-９]", match[0]):
            for digit in re.finditer("[０-９]", match[0]):
                edits[match.start() + digit.start()] = (digit[0].translate(_HALF), "digits")
    return edits


_DASH = re.compile(
    rf"(?<=[{HAN}”》）。，！？])(?:[-－―─–—]{{2,4}}|— —)(?=[{HAN}“《（0-9])|^(?:[-－―─–—]{{2,4}}|— —)(?=[{HAN}“《])"
)
_FEWEST_DOTS = ("…", "...", "。。。", "···")
_DOTS = re.compile(rf"(?<=[{HAN}”》）])(?:\.{{3,6}}|。{{3,6}}|·{{3,6}}|…)(?![.。·…])(?<!……)")


def _dash(text: str, _role: Role) -> Edits:
    """A broken or misspelt dash becomes ——, dots in a row become ……."""
    edits: Edits = {}
    for pattern, whole, least in ((_DASH, "——", "-－―─–—"), (_DOTS, "……", _FEWEST_DOTS)):
        if not any(mark in text for mark in least):
            continue
        for match in pattern.finditer(text):
            if match[0] != whole:
                edits[match.start()] = (whole, "dash")
                edits |= dict.fromkeys(range(match.start() + 1, match.end()), ("", "dash"))
    return edits


_REPEATED = re.compile(r"([，、；：])\1+")


def _repeated(text: str, _role: Role) -> Edits:
    """A mark inside a sentence that is written several times stands once. Repeated end marks are left to a person."""
    if not any(mark + mark in text for mark in "，、；："):
        return {}
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


_RULES: Mapping[str, Callable[[str, Role], Edits]] = {
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

_SPACES = frozenset(filter(is_blank, map(chr, (*range(0x3001), 0xFEFF))))
_TELLING: Mapping[str, frozenset[str]] = {
    "markdown": frozenset("#*"),
    "letter-spacing": _SPACES,
    "dash": frozenset("-－―─–—.。·…"),
    "space": _SPACES,
    "repeated": frozenset("，、；："),
    "punctuation": frozenset(",;:?!()\"'"),
    "radical": frozenset(map(chr, range(0x2E80, 0x2FE0))),
    "digits": frozenset("０１２３４５６７８９"),
    "bullet": frozenset(_BULLETS),
}
"""Characters without any of which a rule has nothing to do."""

RULES = frozenset({*_RULES, "join-space"})
"""Names of all rules of clean-up; each can be left out."""
