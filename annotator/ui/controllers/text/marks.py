"""What is to be seen in an article: flags, corrections, clean-ups, labels, and what kind of container it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from annotator.model.article import Kind
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.labels import LabelScheme, LabelSpan
from annotator.model.origin import who_of
from annotator.services.doubts.stream import Choice
from annotator.services.editing.changes import changes_of
from annotator.ui.editor.pane_text import (
    BEFORE,
    BEHIND,
    CLEANUP,
    CORRECTION,
    DIFFERENCE,
    LABEL,
    SUGGESTION,
    Mark,
)
from annotator.ui.words.sentences import origin_sentence, role_name

_STATUS_KINDS = {
    FlagStatus.ACCEPTED: "flag-accepted",
    FlagStatus.KEPT: "flag-kept",
    FlagStatus.KEPT_ALIKE: "flag-kept",
}
_SHORT, _LONG = 3, 4  # characters shown of a name, and of what was replaced
_GRAVE, _SERIOUS = 0.9, 0.6  # scores from which a flag's wave is thick or of middle thickness


def marks_of(
    issue: Issue,
    block_id: str,
    kind: Kind,
    scheme: LabelScheme,
    choice: Choice,
    active: str = "",
    who: str = "",
) -> tuple[Mark, ...]:
    """Return the marks of a block.

    Args:
        issue: the issue.
        block_id: the block.
        kind: kind of the container the block is in.
        scheme: gives labels their names and colours.
        choice: says which open flags are shown.
        active: id of the flag being decided, or empty.
        who: the person who looks, whose own corrections are told from other people's.
    """
    block = issue.blocks[block_id]
    found = [*_of_runs(issue, block_id, who), *_of_labels(issue, block_id, scheme)]
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
            # The sentence why is made when the pointer asks for it: thousands of them would take their time.
            yield Mark(flag.start, flag.end, "flag", flag.id, active=flag.id == active, weight=weight)


def _of_runs(issue: Issue, block_id: str, who: str) -> Iterator[Mark]:
    for change in changes_of(issue, block_id):
        if not change.raw.strip("\r\n") and not change.run.text:
            continue  # that lines were joined is no news
        origin = change.run.origin or ""
        sentence = origin_sentence(origin, change.raw, change.run.text or "")
        if change.is_correction or change.start < change.end:
            kind = CORRECTION if change.is_correction else CLEANUP
            yield Mark(change.start, change.end, kind, label=sentence)
        start, end, before = change.core()
        author = who_of(origin)
        # Whose it is shows in the line below the text and, if it is somebody else's, by the name.
        whose = 1 if not change.is_correction else 2 if author in ("", who) else 3
        note = f"{_visible(before)}\t{author[:_SHORT] if whose == 3 else ''}"
        yield Mark(start, end, DIFFERENCE, label=sentence, weight=whose, note=note)


def _visible(text: str) -> str:
    """Return raw characters so that they can be seen in a small space."""
    shown = (
        text.replace(" ", "␣").replace("\u3000", "␣").replace("\r", "").replace("\n", "⏎").replace("\t", "⇥")
    )
    return shown if len(shown) <= _LONG else f"{shown[:_LONG]}…"


def _of_labels(issue: Issue, block_id: str, scheme: LabelScheme) -> Iterator[Mark]:
    pieces = issue.pieces.get(block_id, ())
    left = Counter(piece.span for piece in pieces)
    first = dict(left)
    for piece in pieces:
        span = issue.spans[piece.span]
        if span.rejected:
            continue
        label = scheme.label(span.label)
        name, color = (label.name, label.color) if label else (span.label, "")
        linked = 0
        if first[span.id] > 1:  # discontinuous in this block
            linked = BEFORE * (left[span.id] < first[span.id]) | BEHIND * (left[span.id] > 1)
            left[span.id] -= 1
        kind = SUGGESTION if span.suggested else LABEL
        yield Mark(piece.start, piece.end, kind, span.id, badge_of(span, name), color, linked=linked)


def badge_of(span: LabelSpan, name: str) -> str:
    """Return what the badge of a span says: the label's name, a question mark for a doubt, an asterisk for a note."""
    return f"{name}{'？' * span.doubtful}{'*' * bool(span.note)}"
