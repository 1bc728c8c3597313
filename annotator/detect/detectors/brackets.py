"""Quotes and brackets without their other half, crossed, or pointing the wrong way.

A paragraph is read from left to right with a stack of open marks. What the stack cannot explain is one of a few
slips: a mark lost by OCR, a closing form where an opening one belongs (台风”卡努”), or two marks in the wrong order
(“《求是”》).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.detect.context import CheckContext
from annotator.detect.flags import make_flag
from annotator.detect.words import words_at
from annotator.model.flag import Flag

REASONS = (
    "brackets.unclosed",
    "brackets.unopened",
    "brackets.direction",
    "brackets.mismatched",
    "brackets.crossed",
    "brackets.nested",
    "brackets.straight",
    "brackets.odd",
    "brackets.empty",
)

_CLOSING = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "[": "]",
}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_WIDE = str.maketrans("()", "（）")
_MARK = re.compile(f'[{re.escape("".join((*_CLOSING, *_OPENING)))}()"]')
_TERM_LENGTHS = (0.01, 0.13, 0.16, 0.43, 0.06, 0.04, 0.03, 0.02, 0.03, 0.02, 0.02, 0.01)
"""Share of the quoted terms of news text by their length, from one code point on."""
_LONGEST_TERM = len(_TERM_LENGTHS)
_BEFORE_TERM = frozenset("的了到以为和与是在对把等、，。：”》")
_AFTER_TERM = frozenset("的等为和与是在、，。；：“《")
_NEAR = 24
"""A quoted term is at most this long, in code points; longer quotations hold sentences."""

_ENUMERATION = re.compile(r"(?:^|(?<=[\s，。；：、]))[\da-zA-Z一二三四五六七八九十]{1,2}[）)]")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
_SAID = re.compile(
    r"[，。！？…](?=[^，。！？“”]{0,14}(?:说|道|表示|介绍|告诉|指出|认为|强调|坦言|感慨|回忆|透露|笑))"
)
_INNER = re.compile(r"’(?=[，。；！？])")
_CLAUSE_END = re.compile(r"[，、；：。！？…]")
_SENTENCE_END = re.compile(r"[。！？…]+")
_EMPTY = re.compile(r"“”|‘’|（）|\(\)|《》|「」|【】")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quote or bracket and its place; ASCII forms as the mark they stand for."""

    char: str
    at: int


def detect(text: str, _context: CheckContext) -> list[Flag]:
    """Flag unbalanced, crossed and wrongly turned quotes and brackets, with the likely repair."""
    flags = [
        make_flag(text, *match.span(), 0.85, "brackets.empty", {"": 0.5}, (match[0],))
        for match in _EMPTY.finditer(text)
    ]
    marks = _marks(text)
    straight = [mark for mark in marks if mark.char == '"']
    if any(mark.char in "“”" for mark in marks):
        curled, found = _curl(text, marks)
        return [*flags, *found, *_read(text, curled)]
    flags += _odd(text, straight)
    return [*flags, *_read(text, [mark for mark in marks if mark.char != '"'])]


def _marks(text: str) -> list[_Mark]:
    """Return the quotes and brackets of the text without apostrophes and the brackets of enumerations."""
    apart = {match.end() - 1 for match in _ENUMERATION.finditer(text)}
    apart |= {match.start() for match in _APOSTROPHE.finditer(text)}
    return [
        _Mark(match[0].translate(_WIDE), match.start())
        for match in _MARK.finditer(text)
        if match.start() not in apart or _opened_before(text, match.start())
    ]


def _opened_before(text: str, at: int) -> bool:
    """Tell whether a bracket is open before ``at``, so that the bracket there closes it rather than a number."""
    before = text[:at].translate(_WIDE)
    return before.count("（") > before.count("）")


def _odd(text: str, straight: list[_Mark]) -> Iterator[Flag]:
    """Flag the straight quote at which an odd row of them goes out of step."""
    if len(straight) % 2 == 0:
        return
    wrong = straight[-1].at
    for place, mark in enumerate(straight):
        before, after = text[mark.at - 1 : mark.at], text[mark.at + 1 : mark.at + 2]
        closes = not after or after in "，。、；：！？,.;:!?)）的" or before in set("。！？!?")
        if before and after and closes != (place % 2 == 1):
            wrong = mark.at
            break
    yield make_flag(text, wrong, wrong + 1, 0.6, "brackets.odd", None, (str(len(straight)),))


def _curl(text: str, marks: list[_Mark]) -> tuple[list[_Mark], list[Flag]]:
    """Read straight quotes among curly ones as what their neighbours ask for, each with a flag."""
    curled: list[_Mark] = []
    flags = []
    for mark in marks:
        if mark.char == '"':
            depth = sum((held.char == "“") - (held.char == "”") for held in curled)
            mark = _Mark("”" if depth > 0 else "“", mark.at)
            flags.append(make_flag(text, mark.at, mark.at + 1, 0.6, "brackets.straight", {mark.char: 0.5}))
        curled.append(mark)
    return curled, flags


def _read(text: str, marks: list[_Mark]) -> list[Flag]:
    """Read the marks with a stack of open ones and flag what it cannot explain."""
    stack: list[_Mark] = []
    flags: list[Flag] = []
    place = 0
    while place < len(marks):
        mark, following = marks[place], marks[place + 1 :]
        place += 1
        if mark.char in _CLOSING:
            flags += _open(text, stack, mark, following)
        elif not any(held.char == _OPENING[mark.char] for held in stack) and _reversed(text, mark, following):
            # 读了”愚公移山“: both quotes point the wrong way; the second one is read here as well.
            flags.append(_both_turned(text, mark, following[0]))
            place += 1
        elif not any(held.char == _OPENING[mark.char] for held in stack):
            flags += _close_nothing(text, stack, mark, marks[: place - 1], following)
        elif stack[-1].char == _OPENING[mark.char]:
            stack.pop()
        elif following and following[0] == _Mark(_CLOSING[stack[-1].char], mark.at + 1):
            # “《求是”》: the two closing marks changed places; the second one is read here as well.
            flags.append(_swap(text, mark.at))
            stack[-2:] = []
            place += 1
        else:
            while stack[-1].char != _OPENING[mark.char]:
                flags.append(_unclosed(text, stack.pop(), mark.at))
            stack.pop()
    return flags + [_unclosed(text, held, len(text)) for held in stack]


def _open(text: str, stack: list[_Mark], mark: _Mark, following: list[_Mark]) -> Iterator[Flag]:
    """Push an opening mark; flag one that comes while the same quote is open."""
    if not stack or stack[-1].char != mark.char or mark.char == "（":
        stack.append(mark)
        return
    kinds = [other.char == _CLOSING[mark.char] for other in following if _same_kind(other, mark)]
    if kinds[:2] == [True, True]:
        inner = {"“": "‘", "《": "〈"}.get(mark.char, "")
        yield make_flag(text, mark.at, mark.at + 1, 0.3, "brackets.nested", {inner: 0.2} if inner else None)
        stack.append(mark)
    elif kinds[:1] == [True]:
        yield _unclosed(text, stack.pop(), mark.at)
        stack.append(mark)
    else:
        opened = stack.pop()
        yield _turned(text, mark, _CLOSING[mark.char], text[opened.at + 1 : mark.at])


def _close_nothing(
    text: str, stack: list[_Mark], mark: _Mark, before: list[_Mark], following: list[_Mark]
) -> Iterator[Flag]:
    """Flag a closing mark while none of its kind is open: turned the wrong way, or its opening mark is lost."""
    after = next((other for other in following if _same_kind(other, mark)), None)
    if after and after.char == mark.char and _is_term(text[mark.at + 1 : after.at]):
        yield _turned(text, mark, _OPENING[mark.char], text[mark.at + 1 : after.at])
        stack.append(_Mark(_OPENING[mark.char], mark.at))
        return
    if stack and not _closes_later(stack[-1], following) and _is_term(text[stack[-1].at + 1 : mark.at]):
        yield from _mismatched(text, stack.pop(), mark)
        return
    start = before[-1].at + 1 if before else 0
    yield _unopened(text, mark, start)


def _reversed(text: str, mark: _Mark, following: list[_Mark]) -> bool:
    """Tell whether a closing quote and the opening one after it are a quoted term's, both turned around."""
    if mark.char not in "”’」』" or not following or following[0].char != _OPENING[mark.char]:
        return False
    inside = text[mark.at + 1 : following[0].at]
    if not 1 < len(inside) <= _LONGEST_TERM or _CLAUSE_END.search(inside):
        return False
    return not _closes_later(following[0], following[1:])


def _both_turned(text: str, first: _Mark, last: _Mark) -> Flag:
    """Flag a term between two quotes that both point the wrong way."""
    wanted = f"{last.char}{text[first.at + 1 : last.at]}{first.char}"
    return make_flag(
        text, first.at, last.at + 1, 0.85, "brackets.direction", {wanted: 0.8}, (first.char, last.char)
    )


def _closes_later(opened: _Mark, following: list[_Mark]) -> bool:
    """Tell whether the next mark of the same kind as ``opened`` closes it."""
    after = next((other for other in following if _same_kind(other, opened)), None)
    return after is not None and after.char in _OPENING


def _mismatched(text: str, opened: _Mark, closed: _Mark) -> Iterator[Flag]:
    """Flag the two ends of a pair of different kinds: （12日〉."""
    values = (opened.char, closed.char)
    for mark, wanted in ((opened, _OPENING[closed.char]), (closed, _CLOSING[opened.char])):
        yield make_flag(text, mark.at, mark.at + 1, 0.45, "brackets.mismatched", {wanted: 0.35}, values)


def _same_kind(one: _Mark, other: _Mark) -> bool:
    """Tell whether the marks belong to the same pair."""
    return (
        one.char == other.char or _CLOSING.get(one.char) == other.char or _OPENING.get(one.char) == other.char
    )


def _is_term(inside: str) -> bool:
    """Tell whether the text between two marks is short and holds no sentence."""
    return 0 < len(inside) <= _NEAR and not _SENTENCE_END.search(inside)


def _turned(text: str, mark: _Mark, wanted: str, inside: str) -> Flag:
    """Flag a mark that points the wrong way."""
    score = 0.75 if _is_term(inside) else 0.55
    return make_flag(
        text, mark.at, mark.at + 1, score, "brackets.direction", {wanted: 0.9 * score}, (mark.char, wanted)
    )


def _swap(text: str, at: int) -> Flag:
    """Flag two closing marks in the wrong order."""
    return make_flag(
        text, at, at + 2, 0.92, "brackets.crossed", {text[at + 1] + text[at]: 0.88}, (text[at : at + 2],)
    )


def _unclosed(text: str, mark: _Mark, limit: int) -> Flag:
    """Flag a lost closing mark; ``limit`` is where the next mark forbids to look further."""
    wanted = _CLOSING[mark.char]
    values = (mark.char, wanted)
    score = 0.6
    if mark.at == 0 and limit == len(text) and mark.char in "“‘「":
        # A speech of several paragraphs has an opening quote before each and a closing one after the last.
        score = 0.25
    start = mark.at + 1
    place, sure = _closing_place(text, mark, limit)
    if sure:
        return make_flag(text, place, place, score, "brackets.unclosed", {wanted: sure * score}, values)
    end = min(place, start + _LONGEST_TERM)
    here = text[mark.at : end]
    weights = {
        here[: cut - mark.at] + wanted + text[cut:end]: _weigh(
            cut - start, text[cut : cut + 1] in _AFTER_TERM
        )
        for cut in range(start + 1, end + 1)
        if _parts_words(text, cut)
    }
    return make_flag(text, mark.at, end, score, "brackets.unclosed", _shares(weights, score), values)


def _closing_place(text: str, mark: _Mark, limit: int) -> tuple[int, float]:
    """Return the likely place of the closing mark and the probability that it is the place.

    A probability of 0 says that the mark closes a term somewhere before the place.
    """
    start = mark.at + 1
    # Before a closing mark of another kind, the lost one stands right there: “《求是”.
    if limit < len(text) and text[limit] in _OPENING and _is_term(text[start:limit]):
        return limit, 0.85
    if mark.char in "“「":
        inner = _INNER.search(text, start, limit)
        if inner:
            return inner.end(), 0.6
        said = _SAID.search(text, start, limit)
        if said:
            return said.end(), 0.7
    clause = _CLAUSE_END.search(text, start, limit)
    sentence = _SENTENCE_END.search(text, start, limit)
    first = clause.start() if clause else limit
    if first - start <= _LONGEST_TERM:
        return first, 0.0
    return (sentence.end(), 0.4) if sentence else (limit, 0.3)


def _unopened(text: str, mark: _Mark, start: int) -> Flag:
    """Flag a lost opening mark, which stands at ``start`` or later."""
    wanted = _OPENING[mark.char]
    values = (mark.char, wanted)
    announced = text.rfind("：", start, mark.at)
    if mark.char in "”」’" and announced >= 0:
        place = announced + 1
        return make_flag(text, place, place, 0.85, "brackets.unopened", {wanted: 0.6}, values)
    if mark.char in "”」" and text[mark.at - 1 : mark.at] in set("。！？"):
        return make_flag(text, start, start, 0.8, "brackets.unopened", {wanted: 0.4}, values)
    clause = max((match.end() for match in _CLAUSE_END.finditer(text, start, mark.at)), default=start)
    first = max(clause, mark.at - _LONGEST_TERM)
    score = 0.8
    weights = {
        text[first:cut] + wanted + text[cut : mark.at + 1]: _weigh(
            mark.at - cut, cut == clause or text[cut - 1] in _BEFORE_TERM
        )
        for cut in range(first, mark.at)
        if _parts_words(text, cut)
    }
    return make_flag(text, first, mark.at + 1, score, "brackets.unopened", _shares(weights, score), values)


def _parts_words(text: str, cut: int) -> bool:
    """Tell whether a mark at ``cut`` would part no word."""
    return cut in {0, len(text)} or words_at(text)[cut - 1] != words_at(text)[cut]


def _weigh(length: int, fits: bool) -> float:
    """Return the weight of a quoted term by its length and by whether its neighbour often stands beside one."""
    usual = _TERM_LENGTHS[length - 1] if length <= len(_TERM_LENGTHS) else _TERM_LENGTHS[-1]
    return usual * (3.0 if fits else 1.0)


def _shares(weights: dict[str, float], score: float) -> dict[str, float]:
    """Turn weights into probabilities of the five best candidates."""
    total = sum(weights.values()) or 1.0
    best = sorted(weights, key=lambda wanted: (-weights[wanted], wanted))[:5]
    return {wanted: 0.9 * score * weights[wanted] / total for wanted in best}
