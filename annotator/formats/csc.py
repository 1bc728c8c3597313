"""Pairs of wrong and right sentences for spelling correction, in the five dialects of public data sets.

Tab-separated (pycorrector, MCSCSet), the same with the number of wrong characters in front (FASPell), with a blank
between any two characters (LEMON, ECSpell), JSON with 0-based places (pycorrector), and SGML with 1-based ones
(SIGHAN). All but the first hold only pairs of equal length. Positions are code points.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape

from annotator.formats.xml_text import xml_text
from annotator.model.corrections import pieces_of
from annotator.model.issue import Issue


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence as it was and as it should be; ``id`` may be empty."""

    source: str
    target: str
    id: str = ""

    @property
    def wrong(self) -> list[int]:
        """The places at which the two differ; they have one length."""
        return [at for at, (old, new) in enumerate(zip(self.source, self.target, strict=True)) if old != new]

    @property
    def is_even(self) -> bool:
        """Whether both have the same length."""
        return len(self.source) == len(self.target)


def pairs_of(issue: Issue) -> list[Pair]:
    """Return every corrected paragraph of an issue's articles with what it was before, tabs as blanks."""
    pairs = []
    for article in issue.order:
        for block in issue.blocks_of(article):
            pieces = pieces_of(block, issue.pages)
            if any(piece.is_correction for piece in pieces):
                source = "".join(piece.before if piece.is_correction else piece.after for piece in pieces)
                pairs.append(Pair(_line(source), _line(block.text), f"{article}-{block.id}"))
    return pairs


def _line(text: str) -> str:
    """Return a text without what parts lines and columns."""
    return xml_text(text).translate(str.maketrans("\t\n\r\u2028\u2029\x85", "      "))


def even(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs of equal length."""
    return [pair for pair in pairs if pair.is_even]


def tsv(pairs: Iterable[Pair]) -> str:
    """Return pairs as source, tab, target."""
    return "".join(f"{pair.source}\t{pair.target}\n" for pair in pairs)


def counted(pairs: Iterable[Pair]) -> str:
    """Return pairs of equal length with the number of wrong characters in front."""
    return "".join(f"{len(pair.wrong)}\t{pair.source}\t{pair.target}\n" for pair in even(pairs))


def spaced(pairs: Iterable[Pair]) -> str:
    """Return pairs of equal length with a blank between any two characters."""
    return "".join(f"{' '.join(pair.source)}\t{' '.join(pair.target)}\n" for pair in even(pairs))


def listed(pairs: Iterable[Pair]) -> str:
    """Return pairs of equal length as a JSON list with 0-based places."""
    records = [
        {"id": pair.id, "original_text": pair.source, "wrong_ids": pair.wrong, "correct_text": pair.target}
        for pair in even(pairs)
    ]
    return f"{json.dumps(records, ensure_ascii=False, indent=1)}\n"


def sgml(pairs: Iterable[Pair]) -> str:
    """Return pairs of equal length as SIGHAN's SGML with 1-based places."""
    parts = []
    for pair in even(pairs):
        mistakes = "".join(
            f"<MISTAKE><LOCATION>{at + 1}</LOCATION><WRONG>{escape(pair.source[at])}</WRONG>"
            f"<CORRECTION>{escape(pair.target[at])}</CORRECTION></MISTAKE>"
            for at in pair.wrong
        )
        parts.append(f"<SENTENCE><TEXT>{escape(pair.source)}</TEXT>{mistakes}</SENTENCE>\n")
    return "".join(parts)


def uneven_tsv(pairs: Iterable[Pair]) -> str:
    """Return the pairs of two lengths as source, tab, target, for a file beside one of equal lengths."""
    return tsv(pair for pair in pairs if not pair.is_even)


DIALECTS: Mapping[str, Callable[[Iterable[Pair]], str]] = {
    "csc-tsv": tsv,
    "csc-counted": counted,
    "csc-spaced": spaced,
    "csc-json": listed,
    "csc-sgml": sgml,
}
"""What writes each dialect, by its name."""

_SENTENCE = re.compile(r"<SENTENCE>(.*?)</SENTENCE>", re.DOTALL)
_TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_MISTAKE = re.compile(
    r"<LOCATION>\s*(\d+)\s*</LOCATION>\s*<WRONG>(.*?)</WRONG>\s*<CORRECTION>(.*?)</CORRECTION>", re.DOTALL
)

_PASSAGE = re.compile(r'<PASSAGE\s+id="([^"]*)"\s*>(.*?)</PASSAGE>', re.DOTALL)
_ESSAY_MISTAKE = re.compile(
    r'<MISTAKE\s+id="([^"]*)"\s+location="(\d+)"\s*>\s*<WRONG>(.*?)</WRONG>\s*<CORRECTION>(.*?)</CORRECTION>',
    re.DOTALL,
)


def read_pairs(content: str) -> tuple[list[Pair], list[int]]:
    """Read pairs in any of the dialects; return them and the numbers of the records that make no sense, from 1 on.

    Records are lines, entries of the list, sentences, or the passages of SIGHAN's essays.
    """
    start = content.lstrip()
    if start.startswith("["):
        return _read(json.loads(content), _from_entry)
    if start.startswith("{"):
        return _read(
            [line for line in content.split("\n") if line.strip()], lambda line: _from_entry(json.loads(line))
        )
    if "<SENTENCE>" in content:
        return _read(_SENTENCE.findall(content), _from_sentence)
    if "<PASSAGE" in content:
        mistakes: dict[str, list[tuple[str, ...]]] = {}
        for name, *said in _ESSAY_MISTAKE.findall(content):
            mistakes.setdefault(name, []).append(tuple(said))
        return _read(
            _PASSAGE.findall(content),
            lambda passage: _from_passage(passage[0], unescape(passage[1]), mistakes.get(passage[0], ())),
        )
    return _read([line for line in content.split("\n") if line.strip()], _from_line)


def _read(records: Iterable[object], make: Callable[..., Pair]) -> tuple[list[Pair], list[int]]:
    pairs, wrong = [], []
    for number, record in enumerate(records, start=1):
        try:
            pairs.append(make(record))
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            wrong.append(number)
    return pairs, wrong


def _from_entry(entry: Mapping[str, object]) -> Pair:
    source = entry.get("original_text", entry.get("source"))
    target = entry.get("correct_text", entry.get("target"))
    if not isinstance(source, str) or not isinstance(target, str):
        raise TypeError("text")
    return Pair(source, target, str(entry.get("id", "")))


def _from_sentence(sentence: str) -> Pair:
    found = _TEXT.search(sentence)
    if found is None:
        raise ValueError("text")
    source = unescape(found[1])
    target = list(source)
    for place, wrong, right in _MISTAKE.findall(sentence):
        at = int(place) - 1
        if at < 0 or source[at] != unescape(wrong):
            raise ValueError("place")
        target[at] = unescape(right)
    return Pair(source, "".join(target))


def _from_passage(name: str, source: str, mistakes: Iterable[tuple[str, ...]]) -> Pair:
    """Return a passage of an essay; a mistake there is a word, and the 1-based place of its wrong character."""
    target = list(source)
    for place, wrong, right in mistakes:
        old, new, at = unescape(wrong).strip(), unescape(right).strip(), int(place) - 1
        starts = (
            at - inside
            for inside, (before, after) in enumerate(zip(old, new, strict=True))
            if before != after and at >= inside and source.startswith(old, at - inside)
        )
        start = next(starts, None)
        if start is None:
            raise ValueError("place")
        target[start : start + len(old)] = new
    return Pair(source, "".join(target), name)


def _from_line(line: str) -> Pair:
    columns = line.rstrip("\r").split("\t")
    if len(columns) == 3 and columns[0].strip().isdecimal():
        columns = columns[1:]
    source, target = columns
    if all(len(each) > 1 and not each[1::2].strip(" ") and len(each) % 2 for each in (source, target)):
        source, target = source[::2], target[::2]
    if not source.strip() or not target.strip():
        raise ValueError("text")
    return Pair(source, target)
