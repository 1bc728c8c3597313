"""Which blocks of an issue a change elsewhere gives cause to check again.

A change in one block matters to others in two ways: what is counted over the issue changes, and people's decisions
teach. Both touch few blocks, which can be found by searching for the few forms they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from annotator.detect.memory import make_memory
from annotator.detect.patterns import HAN_STRETCH
from annotator.model.flag import FlagStatus
from annotator.services.checks.checking import checked_blocks
from annotator.text.phrases import Phrases

if TYPE_CHECKING:
    from annotator.model.article import Block
    from annotator.model.issue import Issue
    from annotator.services.project.lessons import Lessons

Key = TypeVar("Key")

_SEED = 3
"""Length in code points of the forms whose counts other blocks are judged by."""
_MOST_SEEDS = 200
"""A change of more forms than that is a new text; what it says about others waits for the next whole check."""
_FEW = 24
"""So many forms are searched for one by one; more are faster to find together."""


def blocks_touched_by_lessons(issue: Issue, old: Lessons, new: Lessons) -> list[str]:
    """Return the ids of the blocks that something learnt since ``old`` is about, in reading order."""
    if old is new:
        return []
    before, after = (make_memory(lessons.corrections, lessons.kept_once) for lessons in (old, new))
    known_before, known_after = old.known | before.words, new.known | after.words
    # What is known now only takes doubts away; what is looked for now, or known no longer, brings them.
    less = set(known_after - known_before)
    more = set(known_before - known_after) | _changed(before.corrected, after.corrected)
    if old.rules is not new.rules:
        more.update(rule.wrong for rule in set(old.rules.rules) ^ set(new.rules.rules))
    for form in _changed(before.kept, after.kept):
        (less if after.kept.get(form, 0) > before.kept.get(form, 0) else more).add(form)
    read = {pair[0] for pair in _changed(before.confusions, after.confusions)}
    doubted = {
        block_id: "".join(flag.text for flag in flags if flag.status is FlagStatus.OPEN)
        for block_id, flags in issue.flags.items()
        if any(flag.status is FlagStatus.OPEN for flag in flags)
    }
    blocks = checked_blocks(issue)
    found = set(_blocks_with(blocks, more))
    found.update(_blocks_with([block for block in blocks if block.id in doubted], less))
    found.update(block_id for block_id, text in doubted.items() if not read.isdisjoint(text))
    return [block.id for block in blocks if block.id in found]


def blocks_touched_by_counts(issue: Issue, before: Mapping[str, str]) -> list[str]:
    """Return the ids of the blocks whose words are counted otherwise since the texts were as ``before``.

    These are the blocks that have a changed form, or one a character away from it. The changed blocks themselves
    are left out.

    Args:
        issue: the issue as it is now.
        before: the texts of its blocks at the last count, by id.
    """
    blocks = checked_blocks(issue)
    changed = {block.id for block in blocks if before.get(block.id) != block.text}
    changed.update(before.keys() - issue.blocks.keys())
    seeds: set[str] = set()
    for block_id in changed:
        now = issue.blocks[block_id].text if block_id in issue.blocks else ""
        seeds |= _seeds(before.get(block_id, "")) ^ _seeds(now)
    if not seeds or len(seeds) > _MOST_SEEDS:
        return []
    near = re.compile("|".join(sorted({_one_off(seed) for seed in seeds})))
    return [block.id for block in blocks if block.id not in changed and near.search(block.text)]


def texts_of(issue: Issue) -> dict[str, str]:
    """Return the texts of the blocks that are counted, by id."""
    return {block.id: block.text for block in checked_blocks(issue)}


def _changed(old: Mapping[Key, object], new: Mapping[Key, object]) -> set[Key]:
    """Return the keys whose values differ."""
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def _blocks_with(blocks: Iterable[Block], forms: Iterable[str]) -> list[str]:
    """Return the ids of the blocks that hold one of the forms."""
    listed = [form for form in forms if form]
    if len(listed) <= _FEW:
        return [block.id for block in blocks if any(form in block.text for form in listed)]
    phrases = Phrases(listed)
    return [block.id for block in blocks if next(phrases.spans(block.text), None)]


def _seeds(text: str) -> set[str]:
    return {
        stretch[at : at + _SEED]
        for stretch in HAN_STRETCH.findall(text)
        for at in range(len(stretch) - _SEED + 1)
    }


def _one_off(seed: str) -> str:
    """Return a pattern for a form with any one character exchanged; Han characters need no escape."""
    return "|".join(f"{seed[:at]}.{seed[at + 1 :]}" for at in range(len(seed)))
