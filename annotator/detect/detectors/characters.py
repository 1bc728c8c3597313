"""Characters that cannot be: private use, U+FFFD, radicals, control characters, lone surrogates, loose strokes."""

from __future__ import annotations

import re
import unicodedata

from annotator.detect.context import CheckContext
from annotator.detect.flags import make_flag
from annotator.detect.patterns import HAN
from annotator.model.flag import Flag
from annotator.text.radicals import fold_radicals

_BOXES = frozenset("□▯▢〓")
# Parts of characters that OCR reads by themselves.
_COMPONENTS = frozenset("丶丿亅乀囗冫氵忄扌纟讠钅饣灬犭艹辶阝宀冖亠礻衤攵刂亻疒彳彡冂凵廴")
_LOOKS_LIKE = {"丶": "、", "囗": "口"}
_SCORES = {
    "characters.private": 0.97,
    "characters.replacement": 0.99,
    "characters.radical": 0.95,
    "characters.compatibility": 0.6,
    "characters.control": 0.97,
    "characters.invisible": 0.6,
    "characters.surrogate": 0.99,
    "characters.unassigned": 0.95,
    "characters.box": 0.7,
    "characters.component": 0.8,
}
REASONS = tuple(_SCORES)

_BY_CATEGORY = {
    "Co": "characters.private",
    "Cc": "characters.control",
    "Cf": "characters.invisible",
    "Cs": "characters.surrogate",
    "Cn": "characters.unassigned",
}
# Nearly all text needs no closer look.
_SUSPECT = re.compile(
    "[^\t\n\r -~\u00ae-\u024f\u0391-\u03c9\u2010-\u2027\u2030-\u205e\u3000-\u3011\uff01-\uff5e\u4e00-\u9fa5]"
    f"|[{''.join(_COMPONENTS | _BOXES)}]"
)
_HAN = re.compile(f"[{HAN}]")
_QUOTING = frozenset("“”‘’\"'《》「」")


def detect(text: str, context: CheckContext) -> list[Flag]:
    """Flag characters that no newspaper prints; neighbours of the same kind make one flag."""
    groups: list[tuple[int, int, str]] = []
    for match in _SUSPECT.finditer(text):
        at, reason = match.start(), _reason(text, match.start())
        if not reason or match.group() in context.known_words:
            continue
        if groups and groups[-1][1:] == (at, reason):
            groups[-1] = (groups[-1][0], at + 1, reason)
        else:
            groups.append((at, at + 1, reason))
    return [_flag(text, start, end, reason) for start, end, reason in groups]


def _flag(text: str, start: int, end: int, reason: str) -> Flag:
    """Make the flag of a group."""
    here, score = text[start:end], _SCORES[reason]
    codes = " ".join(f"U+{ord(char):04X}" for char in here)
    return make_flag(text, start, end, score, reason, _replacements(here, reason, score), (codes,))


def _reason(text: str, at: int) -> str:
    """Return the code of what is wrong with the character at ``at``, or an empty string."""
    char = text[at]
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    if char == "\ufffd":
        return "characters.replacement"
    if fold_radicals(char) != char:
        return "characters.radical"
    if char in _COMPONENTS:
        return "" if _QUOTING.intersection(around) else "characters.component"
    if char in _BOXES:
        return "characters.box" if len(_HAN.findall(around)) == 2 else ""
    if "\uf900" <= char <= "\ufaff" and unicodedata.normalize("NFKC", char) != char:
        return "characters.compatibility"
    return _BY_CATEGORY.get(unicodedata.category(char), "")


def _replacements(here: str, reason: str, score: float) -> dict[str, float]:
    """Return the likely replacements; none where the characters stand for others that nobody can know."""
    match reason:
        case "characters.radical":
            return {fold_radicals(here): 0.95 * score}
        case "characters.compatibility":
            return {unicodedata.normalize("NFKC", here): 0.95 * score}
        case "characters.control" | "characters.invisible":
            return {"": 0.9 * score}
        case "characters.component":
            return {"".join(_LOOKS_LIKE.get(char, "") for char in here): 0.6 * score}
        case _:
            return {}
