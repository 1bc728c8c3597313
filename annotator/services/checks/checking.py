"""Checking: running the detectors over issues and blocks, and keeping what people have decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from annotator.detect import runner
from annotator.detect.context import NO_RULES, CheckContext, RuleBook, count_ngrams
from annotator.detect.detectors.engine import EngineView
from annotator.detect.memory import make_memory
from annotator.detect.runner import Models, check_blocks, load_models
from annotator.detect.sensitivity import DEFAULT_RATE, threshold_for, unsure_doubts
from annotator.lexicon.words import lies_in_word, project_spans
from annotator.model.article import Block, Kind
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.operations import SetFlags
from annotator.model.origin import is_correction
from annotator.services.project.lessons import NOTHING_LEARNT, Lessons, is_rule
from annotator.services.project.session import new_id

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


def default_threshold(found: Sequence[tuple[str, Sequence[Flag]]]) -> float:
    """Return the score from which flags of texts are shown at the default sensitivity, the same for all of them.

    Args:
        found: the texts, each with all its flags.
    """
    scores = (flag.score for _, flags in found for flag in flags if not is_rule(flag))
    return threshold_for(DEFAULT_RATE, unsure_doubts(scores, sum(len(text) for text, _ in found)))


def count_issue(issue: Issue) -> Mapping[str, int]:
    """Count what stands in the articles of an issue; see ``count_ngrams``."""
    return count_ngrams(block.text for block in checked_blocks(issue))


@lru_cache(maxsize=2)
def _context_of(lessons: Lessons) -> CheckContext:
    """Return what lessons say to detectors; worked out once for the same lessons."""
    memory = make_memory(lessons.corrections, lessons.kept_once, lessons.proofread)
    return CheckContext(known_words=lessons.known | memory.words, rules=lessons.rules, memory=memory)


def check_texts(
    texts: Sequence[str], models: Models | None, rules: RuleBook = NO_RULES
) -> list[tuple[Flag, ...]]:
    """Return the flags of texts that have nothing to do with each other, all above the floor score, sorted by place."""
    contexts = [CheckContext(counts=count_ngrams([text]), rules=rules) for text in texts]
    return runner.check_texts(texts, contexts, models)


def checked_blocks(issue: Issue) -> list[Block]:
    """Return the blocks that detectors look at: all of the articles, none of furniture and tray."""
    return [block for article_id in issue.order for block in issue.blocks_of(article_id)]


def check_issue(
    issue: Issue,
    models: Models | None,
    block_ids: Iterable[str] | None = None,
    lessons: Lessons = NOTHING_LEARNT,
    *,
    counts: Mapping[str, int] | None = None,
    views: Mapping[str, EngineView] | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> SetFlags:
    """Return the operation that gives blocks their new flags.

    Args:
        issue: a snapshot; the operation is refused by blocks whose text changed since.
        models: language model and glyph channel, or None to leave the lattice detector out.
        block_ids: blocks to check; None for all blocks of articles.
        lessons: what the people of the project have taught, see ``Session.lessons``.
        counts: what ``count_issue`` counted, perhaps a moment ago; None to count now.
        views: what OCR engines said of blocks, by their ids.
        progress: called with the share done, from 0 to 1.
        cancelled: asked now and then; when it says True, the blocks checked so far are returned.
    """
    blocks = checked_blocks(issue)
    context = replace(_context_of(lessons), counts=count_issue(issue) if counts is None else counts)
    only = None if block_ids is None else frozenset(block_ids)
    found = check_blocks(
        blocks, context, models, progress=progress, cancelled=cancelled, only=only, views=views
    )
    flags = {
        block.id: merged_flags(issue, block, found[block.id], lessons)
        for block in blocks
        if block.id in found
    }
    return SetFlags(flags, {block_id: issue.blocks[block_id].text for block_id in flags})


def merged_flags(
    issue: Issue, block: Block, found: Iterable[Flag], lessons: Lessons = NOTHING_LEARNT
) -> tuple[Flag, ...]:
    """Return a block's flags after a check: decided ones stay, new ones come where nobody has decided.

    Never flagged again is what a person accepted, kept or wrote; nor what lies in a word the project knows.
    """
    decided = [flag for flag in issue.flags.get(block.id, ()) if flag.status is not FlagStatus.OPEN]
    written = _written(block)
    known = project_spans(block.text, lessons.known)
    ids = {_key(flag): flag.id for flag in issue.flags.get(block.id, ()) if flag.status is FlagStatus.OPEN}
    new = [
        replace(flag, id=ids.get(_key(flag)) or new_id("f"))
        for flag in found
        if flag.text not in lessons.kept
        and (is_rule(flag) or not lies_in_word(flag.start, flag.end, known))
        and not any(_touch(flag.start, flag.end, other.start, other.end) for other in decided)
        and not any(_touch(flag.start, flag.end, start, end) for start, end in written)
    ]
    return (*decided, *new)


def _key(flag: Flag) -> tuple[int, int, str, str]:
    return flag.start, flag.end, flag.text, flag.detector


def _touch(start: int, end: int, other_start: int, other_end: int) -> bool:
    if start == end or other_start == other_end:
        return start <= other_end and other_start <= end
    return start < other_end and other_start < end


def _written(block: Block) -> list[tuple[int, int]]:
    """Return the ranges of a block's text that a person wrote or accepted."""
    ranges = []
    position = 0
    for run in block.runs:
        length = run.length()
        if length and is_correction(run.origin):
            ranges.append((position, position + length))
        position += length
    return ranges


def corrections_in(issue: Issue) -> int:
    """Return the number of corrections in the articles of an issue."""
    return sum(
        is_correction(run.origin)
        for article in issue.articles.values()
        if article.kind is Kind.ARTICLE
        for block_id in article.blocks
        for run in issue.blocks[block_id].runs
    )


__all__ = [
    "Models",
    "check_issue",
    "check_texts",
    "checked_blocks",
    "corrections_in",
    "count_issue",
    "default_threshold",
    "load_models",
    "merged_flags",
]
