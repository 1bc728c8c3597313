"""Lessons: what the people of a project have taught the program, for every further check of the project.

They are read from what the project holds anyway: corrections stand in the runs of its blocks, kept places in its
flags, words with its issues. So they are as durable as those, and what is taken back is forgotten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from annotator.detect.context import NO_RULES, RuleBook
from annotator.detect.fusion import DEFAULT_THRESHOLD
from annotator.detect.memory import AROUND, LONGEST, MOST_PROOFREAD, Corrected, Kept
from annotator.model.flag import Flag, FlagStatus
from annotator.model.origin import is_correction
from annotator.services.project.house_rules import rule_book

if TYPE_CHECKING:
    from annotator.model.article import Block
    from annotator.model.issue import Issue
    from annotator.model.patch import Patch
    from annotator.store.project_file import ProjectFile


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """What has been learnt; a value, and the same one until something new is learnt.

    Attributes:
        words: the project's words, added one by one.
        kept: texts that are kept wherever they stand (keep all like this).
        kept_once: how often a form was kept, in one place only each time.
        corrections: how often a correction was made.
        proofread: the last paragraphs in which people decided something and nothing is doubted any more.
        rules: house rules, the project's and everybody's.
        known: all texts that are held to be right wherever they stand.
    """

    words: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    kept_once: Mapping[Kept, int] = field(default_factory=dict)
    corrections: Mapping[Corrected, int] = field(default_factory=dict)
    proofread: tuple[str, ...] = ()
    rules: RuleBook = NO_RULES
    known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", self.words | self.kept)


NOTHING_LEARNT = Lessons()


def everybodys_lessons() -> Lessons:
    """Return what holds without a project: the house rules for all of them.

    Raises:
        UserError: they cannot be read.
    """
    return Lessons(rules=rule_book())


def is_rule(flag: Flag) -> bool:
    """Tell whether a flag is no doubt but a rule of the house, which no known word silences."""
    return flag.detector == "house_rules"


class _Part(NamedTuple):
    """What one block teaches."""

    kept: tuple[str, ...] = ()
    kept_once: tuple[Kept, ...] = ()
    corrections: tuple[Corrected, ...] = ()
    proofread: str = ""


class LessonBook:
    """The lessons of one open project, read once and then kept in step with its changes."""

    def __init__(self, file: ProjectFile, rules: Callable[[], RuleBook]) -> None:
        self._file = file
        self._rules = rules
        self._parts: dict[tuple[str, str], _Part] | None = None
        self._current: Lessons | None = None

    def current(self) -> Lessons:
        """Return the lessons as they are now."""
        if self._current is None:
            parts = tuple(self._read().values())
            self._current = Lessons(
                words=self._file.words(),
                kept=frozenset(chain.from_iterable(part.kept for part in parts)),
                kept_once=Counter(chain.from_iterable(part.kept_once for part in parts)),
                corrections=Counter(chain.from_iterable(part.corrections for part in parts)),
                proofread=_last_texts(part.proofread for part in reversed(parts)),
                rules=self._rules(),
            )
        return self._current

    def learn(self, issue: Issue, patch: Patch) -> None:
        """Take note of a change that is on disk."""
        if patch.words:
            self._current = None
        if self._parts is None:
            return
        for block_id in {*patch.blocks, *patch.flags}:
            block = issue.blocks.get(block_id)
            part = _part(block, issue.flags.get(block_id, ()), _raw_of(issue)) if block else _Part()
            if part != self._parts.get((issue.id, block_id), _Part()):
                self._parts[issue.id, block_id] = part
                self._current = None

    def forget(self) -> None:
        """Read everything anew when it is asked for next."""
        self._parts = self._current = None

    def _read(self) -> dict[tuple[str, str], _Part]:
        if self._parts is None:
            self._parts = {
                (entry.issue, entry.block.id): part
                for entry in self._file.decided_blocks()
                if (part := _part(entry.block, entry.flags, entry.raw)) != _Part()
            }
        return self._parts


def _last_texts(backwards: Iterable[str]) -> tuple[str, ...]:
    """Return so many of the last texts as are looked at."""
    texts: list[str] = []
    size = 0
    for text in filter(None, backwards):
        texts.append(text)
        size += len(text)
        if size > MOST_PROOFREAD:
            break
    return tuple(reversed(texts))


def _raw_of(issue: Issue) -> Callable[[str, int, int], str]:
    return lambda page, start, end: issue.pages[page].raw[start:end]


def _part(block: Block, flags: Iterable[Flag], raw: Callable[[str, int, int], str]) -> _Part:
    """Return what a block teaches; ``raw`` gives the raw text of a page from one position to another."""
    flags = tuple(flags)
    kept = tuple(
        Kept(*_around(block.text, flag.start, flag.end)) for flag in flags if flag.status is FlagStatus.KEPT
    )
    alike = tuple(flag.text for flag in flags if flag.status is FlagStatus.KEPT_ALIKE)
    corrections = tuple(_corrections(block, raw))
    doubted = any(flag.status is FlagStatus.OPEN and flag.score >= DEFAULT_THRESHOLD for flag in flags)
    decided = bool(kept or alike or corrections)
    return _Part(alike, kept, corrections, block.text if decided and not doubted else "")


def _corrections(block: Block, raw: Callable[[str, int, int], str]) -> Iterator[Corrected]:
    position = 0
    for run in block.runs:
        length = run.length()
        start, position = position, position + length
        if not run.text or not is_correction(run.origin) or max(length, run.end - run.start) > LONGEST:
            continue
        # A line break in the raw text is no part of what was read.
        wrong = "".join(raw(run.page, run.start, run.end).split())
        if wrong and wrong != run.text:
            before, _, after = _around(block.text, start, position)
            yield Corrected(before, wrong, run.text, after)


def _around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands before a range, in it, and behind it."""
    return text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
