"""What is to be seen in an article: flags, corrections, clean-ups, labels, and what kind of container it is."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.model.article import Block, Kind
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.labels import LabelScheme
from annotator.model.origin import is_correction
from annotator.services.stream import Choice
from annotator.ui.editor.pane_text import Mark
from annotator.ui.sentences import origin_sentence, reason_sentence, role_name

_STATUS_KINDS = {
    FlagStatus.ACCEPTED: "flag-accepted",
    FlagStatus.KEPT: "flag-kept",
    FlagStatus.KEPT_ALIKE: "flag-kept",
}
_GRAVE, _SERIOUS = 0.9, 0.6  # scores from which a flag's wave is thick or of middle thickness


def marks_of(
    issue: Issue, block_id: str, kind: Kind, scheme: LabelScheme, choice: Choice, active: str = ""
) -> tuple[Mark, ...]:
    """Return the marks of a block.

    Args:
        issue: the issue.
        block_id: the block.
        kind: kind of the container the block is in.
        scheme: gives labels their names and colours.
        choice: says which open flags are shown.
        active: id of the flag being decided, or empty.
    """
    block = issue.blocks[block_id]
    found = [*_of_runs(issue, block), *_of_labels(issue, block_id, scheme)]
    if kind is Kind.ARTICLE:
        found += _of_flags(issue.flags.get(block_id, ()), choice, active)
    elif block.text:
        found.append(Mark(0, len(block.text), kind.value, label=role_name(block.role)))
    return tuple(found)


def _of_flags(flags: tuple[Flag, ...], choice: Choice, active: str) -> Iterator[Mark]:
    for flag in flags:
        if flag.status is not FlagStatus.OPEN:
            yield Mark(flag.start, flag.end, _STATUS_KINDS[flag.status])
        elif flag.id == active or choice.shows(flag):
            weight = 3 if flag.score >= _GRAVE else 2 if flag.score >= _SERIOUS else 1
            sentence = reason_sentence(flag.reason, flag.values)
            yield Mark(
                flag.start, flag.end, "flag", flag.id, sentence, active=flag.id == active, weight=weight
            )


def _of_runs(issue: Issue, block: Block) -> Iterator[Mark]:
    position = 0
    for run in block.runs:
        start, position = position, position + run.length()
        if run.text is None or run.origin is None:
            continue
        correction = is_correction(run.origin)
        if position == start and (not correction or run.start == run.end):
            continue  # blanks a clean-up dropped are no news, and an empty insertion only keeps a place
        before = issue.pages[run.page].raw[run.start : run.end]
        kind = "correction" if correction else "cleanup"
        yield Mark(start, position, kind, label=origin_sentence(run.origin, before, run.text))


def _of_labels(issue: Issue, block_id: str, scheme: LabelScheme) -> Iterator[Mark]:
    for piece in issue.pieces.get(block_id, ()):
        span = issue.spans[piece.span]
        label = scheme.label(span.label)
        name, color = (label.name, label.color) if label else (span.label, "")
        yield Mark(piece.start, piece.end, "label", span.id, name, color)
