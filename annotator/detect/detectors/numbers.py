"""Figures that cannot be: letters for digits, impossible dates and times, broken groups, shares above 100 %."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator

from annotator.detect.context import CheckContext
from annotator.detect.flags import make_flag
from annotator.model.flag import Flag

REASONS = (
    "numbers.letter",
    "numbers.sign",
    "numbers.date_sign",
    "numbers.month",
    "numbers.day",
    "numbers.time",
    "numbers.share",
    "numbers.groups",
    "numbers.space",
    "numbers.range",
)

_DIGITS = str.maketrans("OoＯｏlIｌＩ", "00001111")
_LETTERED = re.compile(
    r"(?<![A-Za-zＡ-Ｚａ-ｚ\d])[\dOoＯｏlIｌＩ][\dOoＯｏlIｌＩ.,]*(?![A-Za-zＡ-Ｚａ-ｚ\d])"
)
_LETTER = re.compile("[OoＯｏlIｌＩ]")
_LETTER_INSIDE = re.compile(r"\d[OoＯｏlIｌＩ]+\d")
_WANTED_LETTERS = re.compile(r"[Oo]2[Oo]|\d+l|I+\d*|\d+I+")
_COUNTED = re.compile(r"\s?[年月日号时分秒个万亿千百元人名家户%％‰米吨斤岁天周倍届次位]")

_SIGN = re.compile(
    r"(?<=\d)(?P<sure>[$＄])(?=[，。、；）”和至～—-])|(?<=\d)(?P<unsure>[xX×Y])(?=[，。、；）])"
)
_DATE_SIGN = re.compile(
    r"(?<=月)\s?\d{1,2}\s?(?P<day>[曰目口囗臼])|(?<!\d)(?:1[89]|20)\d\d\s?(?P<year>[牟午隼])(?=\s?\d|[，、来的底初末])"
)
_DATE = re.compile(
    r"(?:(?<!\d)(?P<year>\d{4})\s?年\s?)?(?<![\d.．-])(?P<month>\d{1,2})\s?月(?![龄大])(?:\s?(?P<day>\d{1,2})\s?[日号])?"
)
_TIME = re.compile(
    r"(?<![\d.])(?P<hour>\d{1,3})\s?时\s?(?P<minute>\d{1,3})\s?分(?!之)"
    r"|(?:午|晨|晚|夜|早|日|今天|昨天|明天)\s?(?P<clock>\d{1,2})\s?[:：∶]\s?(?P<past>\d{2})(?![\d:：∶])"
    r"|(?<![\d:：∶.])(?P<start>\d{1,2})[:：∶](?P<beyond>\d{2})(?=\s?(?:开始|准时|左右|许[，。]|出发|抵达|起飞|发车|开播|开幕))"
    r"|(?:午|晨|晚|夜|早|日)\s?(?P<alone>\d{1,2})\s?时(?!代|间|许?\s?\d)"
)
_SHARE = re.compile(
    r"(?:占比|合格率|达标率|覆盖率|就业率|满意度|满意率|出勤率|入学率|普及率|成活率|治愈率|出席率|完好率)"
    r"[^\d，。；增升提长]{0,6}(?P<share>\d+(?:\.\d+)?)\s?[%％]"
)
_UNIT = r"(?=\s?(?:[%％万亿元吨米亩户人家斤个]|公里|公斤|平方))"
_GROUPS = re.compile(rf"(?<![\d,，.])\d+(?:[,，]\d+)+{_UNIT}")
_TWO_POINTS = re.compile(rf"(?<![\d.])\d+\.\d+\.\d+{_UNIT}")
_SPACE = re.compile(rf"(?<![\d-])\d{{1,3}}(?:[.．]?\s+[.．]?)\d{{1,3}}{_UNIT}")
_RANGE = re.compile(r"(?<=\d)一(?=\d)")


def detect(text: str, context: CheckContext) -> list[Flag]:
    """Flag figures that cannot be right."""
    if not any(char.isdigit() for char in text):
        return []
    finders = (_letters, _signs, _date_signs, _dates, _times, _shares, _groups, _spaces, _ranges)
    return [flag for finder in finders for flag in finder(text) if flag.text not in context.known_words]


def _letters(text: str) -> Iterator[Flag]:
    """Flag letters that look like digits inside numbers: 2O23年, l5人."""
    for match in _LETTERED.finditer(text):
        here = match[0].rstrip(".,")
        if not _LETTER.search(here) or not any(char.isdigit() for char in here):
            continue
        end = match.start() + len(here)
        if _LETTER_INSIDE.search(here) or _COUNTED.match(text, end):
            score = 0.95
        else:
            score = 0.6 if "O" in here or "o" in here else 0.3
        if _WANTED_LETTERS.fullmatch(here):
            score = 0.6 if here[0] != "O" and _COUNTED.match(text, end) else 0.02
        yield make_flag(
            text,
            match.start(),
            end,
            score,
            "numbers.letter",
            {here.translate(_DIGITS): 0.95 * score},
            (here,),
        )


def _signs(text: str) -> Iterator[Flag]:
    """Flag signs behind a figure that stand for a per cent sign: 34.8$，."""
    for match in _SIGN.finditer(text):
        score = 0.85 if match["sure"] else 0.4
        yield make_flag(text, *match.span(), score, "numbers.sign", {"%": 0.8 * score}, (match[0],))


def _date_signs(text: str) -> Iterator[Flag]:
    """Flag look-alikes of 日 and 年 in dates: 5月8曰, 2023牟."""
    for match in _DATE_SIGN.finditer(text):
        group, wanted = ("day", "日") if match["day"] else ("year", "年")
        yield make_flag(
            text, *match.span(group), 0.95, "numbers.date_sign", {wanted: 0.92}, (match[group], wanted)
        )


def _fewer_digits(figure: str, allowed: Iterable[int], score: float) -> dict[str, float]:
    """Return the allowed numbers that the figure gives when one digit is left out, as candidates."""
    shorter = {figure[:at] + figure[at + 1 :] for at in range(len(figure))}
    right = sorted(
        number for number in shorter if number and not number.startswith("0") and int(number) in allowed
    )
    return {number: 0.8 * score / len(right) for number in right}


def _dates(text: str) -> Iterator[Flag]:
    """Flag months after the twelfth and days that the month does not have."""
    for match in _DATE.finditer(text):
        month = int(match["month"])
        if not 1 <= month <= 12:
            wanted = _fewer_digits(match["month"], range(1, 13), 0.9)
            yield make_flag(text, *match.span("month"), 0.9, "numbers.month", wanted, (match["month"],))
        elif match["day"]:
            # Without a year, the leap day is possible.
            last = calendar.monthrange(int(match["year"] or 2024) or 2024, month)[1]
            if not 1 <= int(match["day"]) <= last:
                wanted = _fewer_digits(match["day"], range(1, last + 1), 0.95)
                values = (match["month"], match["day"])
                yield make_flag(text, *match.span("day"), 0.95, "numbers.day", wanted, values)


def _times(text: str) -> Iterator[Flag]:
    """Flag hours after the twenty-fourth and minutes after the fifty-ninth."""
    for match in _TIME.finditer(text):
        for group, most in (
            ("hour", 24),
            ("minute", 59),
            ("clock", 24),
            ("past", 59),
            ("start", 24),
            ("beyond", 59),
            ("alone", 24),
        ):
            figure = match[group]
            if figure and int(figure) > most:
                wanted = _fewer_digits(figure, range(most + 1), 0.8)
                yield make_flag(text, *match.span(group), 0.8, "numbers.time", wanted, (figure,))


def _shares(text: str) -> Iterator[Flag]:
    """Flag shares of a whole above 100 %."""
    for match in _SHARE.finditer(text):
        if float(match["share"]) > 100:
            yield make_flag(text, *match.span("share"), 0.6, "numbers.share", None, (match["share"],))


def _groups(text: str) -> Iterator[Flag]:
    """Flag commas that do not part a number into thousands (13,5亿), and numbers with two points."""
    for match in _GROUPS.finditer(text):
        first, *others = re.split("[,，]", match[0])
        if len(first) <= 3 and all(len(group) == 3 for group in others):
            continue
        years = all(len(group) == 4 for group in (first, *others))
        small = all(len(group) < 3 for group in (first, *others)) and len(others) > 1
        if years or small:
            continue  # a list of years or of small numbers
        wanted = {"".join((first, *others)): 0.15}
        if len(others) == 1 and len(others[0]) < 3:
            wanted[f"{first}.{others[0]}"] = 0.4
        yield make_flag(text, *match.span(), 0.6, "numbers.groups", wanted, (match[0],))
    for match in _TWO_POINTS.finditer(text):
        whole, point, rest = match[0].partition(".")
        wanted = {whole + point + rest.replace(".", ""): 0.3, match[0].replace(".", ""): 0.1}
        yield make_flag(text, *match.span(), 0.7, "numbers.groups", wanted, (match[0],))


def _spaces(text: str) -> Iterator[Flag]:
    """Flag numbers with a space inside: 2. 8万."""
    for match in _SPACE.finditer(text):
        yield make_flag(
            text, *match.span(), 0.5, "numbers.space", {re.sub(r"\s", "", match[0]): 0.4}, (match[0],)
        )


def _ranges(text: str) -> Iterator[Flag]:
    """Flag the Han one between figures, a misread dash: 1一8月."""
    for match in _RANGE.finditer(text):
        wanted = {"—": 0.4, "-": 0.3, "～": 0.15}
        yield make_flag(text, *match.span(), 0.92, "numbers.range", wanted, ())
