"""Punctuation that cannot stand where it stands: 跟党走、的, 。。, a comma before a paragraph, no end mark after it."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.detect.context import CheckContext
from annotator.detect.flags import make_flag
from annotator.detect.patterns import ANNOUNCING, HAN, TRANSLITERATING
from annotator.detect.words import words_at
from annotator.model.flag import Flag
from annotator.text.patterns import compiled_later

REASONS = (
    "punctuation.doubled",
    "punctuation.clash",
    "punctuation.particle",
    "punctuation.inside_quote",
    "punctuation.ascii",
    "punctuation.space",
    "punctuation.start",
    "punctuation.missing_end",
    "punctuation.dot",
    "punctuation.dash",
    "punctuation.colon",
)

_STOPS = "，、；：。？！"
_SAME = compiled_later(rf"(?P<mark>[{_STOPS}])\s?(?P=mark)+")
_CLASH = compiled_later(
    rf"[{_STOPS}](?:\s?[{_STOPS}·・*^`.,:;])+|(?<=[{HAN}\d%％”）》])(?:[·・*^`]\s?)+[{_STOPS}]"
)
_EMPHATIC = frozenset("？！")
_OPENS_QUOTE = compiled_later(r"\s?[“‘「『《（]")

# A particle binds to the word before it, so no mark can part them.
_PARTICLE = compiled_later(r"[、，；：](?P<particle>的|了|着|过|地|得)(?![\s，。、；：？！])")
_PARTICLES_FREE = frozenset("着过地得")
"""Particles that are also the beginning of words and phrases: only 、 before them tells."""

_QUOTE_END = compiled_later(r"[、；：](?=[”’」』）》])|(?<=[“‘「『（《])[，、；：。？！]")
_ASCII_FOR = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
_ASCII = compiled_later(
    rf"(?<=[{HAN}”’）》])[,;:!?.](?![\w/.])|(?<=[{HAN}”’）》])[,;:!?.](?=[{HAN}“‘（《])|[,;:!?](?=[{HAN}“‘《])"
    rf"|(?<=[{HAN}])[()]|[()](?=[{HAN}])"
)
_SPACE = compiled_later(rf"(?<=[{HAN}\d”’）》%％])[ \u3000\t]+(?=[{_STOPS}”’）》])")
_START = compiled_later(rf"\s*(?P<mark>[{_STOPS}”’）》」』％%·])")
_ENDS = frozenset("。？！…；：”’）》」』.!?;:)\"'】〕—～")
_PROSE = compiled_later(rf"[{HAN}][，。；！？](?=.)|[{HAN}],")
_SHORTEST_PROSE = 15
_DOT = compiled_later(rf"(?<=[{HAN}])[·・*](?=[{HAN}])")
_DASH = compiled_later(rf"(?<=[{HAN}”])一一(?=[{HAN}“])")
_COLON = compiled_later(rf"(?<=[{HAN}])：(?=[{HAN}])")
_FINAL = compiled_later(rf"(?<=[{HAN}])[、，·：*](?=\s*$)")


def detect(text: str, context: CheckContext) -> list[Flag]:
    """Flag marks that cannot stand where they stand, and missing end marks of paragraphs."""
    finders = (_same, _clashes, _particles, _quote_ends, _ascii, _spaces, _dots, _dashes)
    flags = [flag for finder in finders for flag in finder(text)]
    if not context.title:
        flags += [*_start(text), *_end(text), *_colons(text)]
    return flags


def _same(text: str) -> Iterator[Flag]:
    """Flag one mark written twice or more: 。。."""
    for match in _SAME.finditer(text):
        mark, number = match["mark"], match[0].count(match["mark"])
        if mark in _EMPHATIC:
            continue
        wanted = {mark: 0.9}
        if mark == "。" and number > 2:
            wanted = {"……": 0.6, mark: 0.3}
        yield make_flag(text, *match.span(), 0.95, "punctuation.doubled", wanted, (mark,))


def _clashes(text: str) -> Iterator[Flag]:
    """Flag different marks that follow each other: ，。."""
    for match in _CLASH.finditer(text):
        marks = [char for char in match[0] if not char.isspace()]
        if len(set(marks)) == 1 or set(marks) <= _EMPHATIC or set(marks) <= {"，", ","}:
            continue
        real = [mark for mark in dict.fromkeys(marks) if mark in _STOPS]
        wanted = {mark: 0.9 * 0.5**place for place, mark in enumerate(real[:3])}
        score = 0.92
        if marks[0] in _EMPHATIC and len(marks) == 2 and marks[1] in "，、":
            score = 0.5
        yield make_flag(text, *match.span(), score, "punctuation.clash", wanted, (match[0],))


def _particles(text: str) -> Iterator[Flag]:
    """Flag a mark that parts a particle from its word: 跟党走、的."""
    for match in _PARTICLE.finditer(text):
        particle, at = match["particle"], match.start("particle")
        mark = match[0][0]
        start, end = words_at(text)[at]
        if end - start > 1 or (particle in _PARTICLES_FREE and mark != "、"):
            continue
        score = 0.93 if particle in "的了" else 0.5
        yield make_flag(
            text,
            match.start(),
            match.end(),
            score,
            "punctuation.particle",
            {particle: 0.9 * score},
            (mark, particle),
        )


def _quote_ends(text: str) -> Iterator[Flag]:
    """Flag pauses before a closing mark and stops behind an opening one: 、”."""
    for match in _QUOTE_END.finditer(text):
        yield make_flag(text, *match.span(), 0.8, "punctuation.inside_quote", {"": 0.6}, (match[0],))


def _ascii(text: str) -> Iterator[Flag]:
    """Flag ASCII marks next to Han characters; less sure where the whole text is set so."""
    found = list(_ASCII.finditer(text))
    wide = sum(text.count(mark) for mark in "，；：！？。（）")
    score = 0.7 if wide >= len(found) else 0.25
    for match in found:
        mark = match[0]
        wanted = {_ASCII_FOR[mark]: 0.9 * score}
        if mark == ".":
            # A comma that lost its tail is more frequent than a stop that filled up.
            wanted = {"，": 0.4 * score, "。": 0.3 * score, "、": 0.15 * score, "·": 0.1 * score}
        yield make_flag(text, *match.span(), score, "punctuation.ascii", wanted, (mark,))


def _spaces(text: str) -> Iterator[Flag]:
    """Flag spaces before a mark."""
    for match in _SPACE.finditer(text):
        yield make_flag(text, *match.span(), 0.6, "punctuation.space", {"": 0.55})


def _start(text: str) -> Iterator[Flag]:
    """Flag a mark that cannot begin a paragraph."""
    match = _START.match(text)
    if match:
        yield make_flag(text, *match.span("mark"), 0.8, "punctuation.start", {"": 0.5}, (match["mark"],))


def _end(text: str) -> Iterator[Flag]:
    """Flag a paragraph of prose that ends without an end mark."""
    kept = text.rstrip()
    wrong = _FINAL.search(kept)
    if wrong and len(kept) > _SHORTEST_PROSE:
        # A colon may announce the next paragraph.
        score = 0.25 if wrong[0] == "：" else 0.85
        wanted = {"。": 0.85 * score}
        yield make_flag(text, *wrong.span(), score, "punctuation.missing_end", wanted, (wrong[0],))
    elif len(kept) >= _SHORTEST_PROSE and kept[-1] not in _ENDS and _PROSE.search(kept):
        score = 0.85 if "。" in kept[:-1] else 0.6
        yield make_flag(text, len(kept), len(kept), score, "punctuation.missing_end", {"。": 0.9 * score})


def _dots(text: str) -> Iterator[Flag]:
    """Flag dots and asterisks between Han characters that part no foreign name: 水更清了·全国."""
    for match in _DOT.finditer(text):
        at = match.start()
        if match[0] == "*":
            score = 0.8
        elif text[at - 1] in TRANSLITERATING or text[at + 1] in TRANSLITERATING or _inside_quotes(text, at):
            score = 0.03
        else:
            score = 0.65
        wanted = {"。": 0.35 * score, "，": 0.3 * score, "、": 0.2 * score, "": 0.1 * score}
        yield make_flag(text, at, at + 1, score, "punctuation.dot", wanted, (match[0],))


def _inside_quotes(text: str, at: int) -> bool:
    """Tell whether the place lies between an opening and a closing quote or title mark of its sentence."""
    before, after = text[max(0, at - 30) : at], text[at + 1 : at + 30]
    return any(
        before.rfind(left) > before.rfind(right) and right in after
        for left, right in ("“”", "《》", "‘’", "（）", "「」")
    )


def _dashes(text: str) -> Iterator[Flag]:
    """Flag 一一 that the dictionary does not read as a word of the sentence: a misread dash."""
    for match in _DASH.finditer(text):
        start, end = match.span()
        words = words_at(text)
        word = words[start] == (start, end)
        joined = words[start][0] < start or words[end - 1][1] > end
        score = 0.05 if joined else 0.25 if word else 0.4
        yield make_flag(text, start, end, score, "punctuation.dash", {"——": 0.9 * score})


def _colons(text: str) -> Iterator[Flag]:
    """Flag colons that announce nothing, often a misread comma or stop: never sure."""
    for match in _COLON.finditer(text):
        at = match.start()
        if at < 6 or text[at - 1] in ANNOUNCING or _inside_quotes(text, at):
            continue
        wanted = {"，": 0.28, "。": 0.14, "、": 0.07, "；": 0.04}
        yield make_flag(text, at, at + 1, 0.45, "punctuation.colon", wanted)
