"""Errands of labelling, run at a workplace: learning from labels, and suggesting more of them; see ``workplaces``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.model.issue import Issue
from annotator.model.labels import LabelScheme
from annotator.services.background.mirrors import Standing
from annotator.services.background.workplaces import Place, WorkCancelled
from annotator.services.labels.gazetteers import Gazetteer, Listed, global_gazetteers, listed
from annotator.services.labels.suggesting import Suggestion, learn, suggestions

_KEY = "labels.listed"
_PART = 20  # blocks between two looks at whether anybody still wants the suggestions


@dataclass(frozen=True, slots=True, eq=False)
class Lists(Standing):
    """What labels are suggested from beside those that were put; it is sent once, and another one after a change.

    Attributes:
        scheme: the labels there are.
        gazetteers: those of the project.
        shared: whether those for all projects are suggested from too; they are read where the errand is run.
    """

    scheme: LabelScheme
    gazetteers: tuple[Gazetteer, ...] = ()
    shared: bool = True


@dataclass(frozen=True, slots=True)
class _Known:
    """What lists say, worked out once."""

    lists: Lists | None = None
    names: Listed = field(default_factory=Listed)


def suggest(
    place: Place, issue: Issue, block_ids: Sequence[str], lists: Lists
) -> dict[str, tuple[Suggestion, ...]]:
    """Learn from the labels of an issue, and return the suggestions for some of its blocks, by block.

    Raises:
        WorkCancelled: nobody wants them any more.
        UserError: a gazetteer for all projects cannot be read.
    """
    known = place.shelf.get(_KEY, _Known)
    if known.lists is not lists:
        shared = global_gazetteers() if lists.shared else ()
        known = _Known(lists, listed((*shared, *lists.gazetteers), lists.scheme))
        place.shelf.put(_KEY, known)
    learnt = learn(issue, known.names.labels, known.names.phrases)
    found: dict[str, tuple[Suggestion, ...]] = {}
    for at, block_id in enumerate(block_ids):
        if at % _PART == 0 and place.cancelled():
            raise WorkCancelled
        here = suggestions(issue, (block_id,), learnt)
        if here:
            found[block_id] = tuple(here)
    return found
