"""Suggesting label spans 建议: from what was labelled just now, from gazetteers, and what models have brought along.

What is computed here is kept nowhere (ADR 0021): it follows from the labels and comes anew with the next one. Three
things speak for a label on a stretch of text. The same text was labelled so before, or a gazetteer has it: the share
of those times among all, rejections included. Names of the same kind were labelled so: people, places, times. And the
words beside it stood beside that label before. A rejection is kept as a span nobody sees, so that it follows its text
through corrections and is taken back like any other step.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import accumulate, chain

from annotator.lexicon.stretches import StretchKind, stretches, word_bounds
from annotator.model.issue import Issue
from annotator.model.labels import Label, LabelSpan
from annotator.model.operations import AddLabels, ChangeLabel, Operation
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.services.labels.identical import accept
from annotator.services.project.session import new_id
from annotator.text.diff import smallest_edit
from annotator.text.phrases import Phrases

THRESHOLD = 0.4
"""Least score of a suggestion that is shown."""

_LEAST_KIND = 2  # labelled names of a kind from which others of it are suggested
_PRIOR = 0.6
_DOUBT = 1.0
_REJECTED = 1.5  # a rejection says more than a label: somebody looked and said no
_LISTED = 1.5  # what an entry of a gazetteer counts as, in labels
_BESIDE = 0.8  # most that a word beside a stretch adds to the log odds of a label
_CROSSED = 1.5  # taken from the log odds for an edge inside a word
_MOST_LABELS = 9

Span = tuple[int, int]


class Ground(StrEnum):
    """What a suggestion is made for."""

    SAME_TEXT = "same_text"
    GAZETTEER = "gazetteer"
    SAME_KIND = "same_kind"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A label that may belong on a stretch of text.

    Attributes:
        place: where.
        labels: ids of labels with their scores in [0, 1], the best first.
        ground: what it is made for.
        count: how often the text, or names of its kind, have had the first label.
        span: id of the suggested span that is kept in the issue, or empty for one that was computed.
    """

    place: Place
    labels: tuple[tuple[str, float], ...]
    ground: Ground
    count: int = 0
    span: str = ""

    @property
    def label(self) -> str:
        """The id of the best label."""
        return self.labels[0][0]

    @property
    def score(self) -> float:
        """The score of the best label."""
        return self.labels[0][1]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the labels of an issue and the gazetteers teach.

    Attributes:
        texts: how often a text had a label, by text.
        rejected: how often a person said no to it.
        listed: the labels gazetteers have a text under.
        kinds: how often names of a kind had a label.
        kinds_rejected: how often a person said no to it.
        beside: how often a word stood before or behind a label, by side, word and label.
        labels: how often each label was put.
        phrases: all texts that may be suggested, those of gazetteers and those labelled.
        shares: what ``_shares`` has worked out so far, by text.
    """

    texts: Mapping[str, Counter[str]]
    rejected: Mapping[str, Counter[str]]
    listed: Mapping[str, tuple[str, ...]]
    kinds: Mapping[StretchKind, Counter[str]]
    kinds_rejected: Mapping[StretchKind, Counter[str]]
    beside: Mapping[tuple[bool, str], Counter[str]]
    labels: Counter[str]
    phrases: tuple[Phrases, ...] = field(compare=False)
    shares: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict, compare=False)


def learn(
    issue: Issue, listed: Mapping[str, tuple[str, ...]] | None = None, phrases: Phrases | None = None
) -> Learnt:
    """Return what the labels of an issue teach. May be called from any thread.

    Args:
        issue: the issue.
        listed: texts of gazetteers with the labels they are under.
        phrases: those texts as a tree, if it was made before.
    """
    texts: dict[str, Counter[str]] = {}
    rejected: dict[str, Counter[str]] = {}
    kinds: dict[StretchKind, Counter[str]] = {}
    kinds_rejected: dict[StretchKind, Counter[str]] = {}
    beside: dict[tuple[bool, str], Counter[str]] = {}
    labels: Counter[str] = Counter()
    for block_id, pieces in issue.pieces.items():
        block = issue.blocks.get(block_id)
        if block is None:
            continue
        text = block.text
        kind_of = {(each.start, each.end): each.kind for each in stretches(text)}
        words = _Words(text)
        for piece in pieces:
            span = issue.spans[piece.span]
            if piece.start == piece.end or (span.suggested and not span.rejected):
                continue
            kind = kind_of.get((piece.start, piece.end))
            into, into_kinds = (rejected, kinds_rejected) if span.rejected else (texts, kinds)
            into.setdefault(text[piece.start : piece.end], Counter())[span.label] += 1
            if kind is not None:
                into_kinds.setdefault(kind, Counter())[span.label] += 1
            if not span.rejected:
                labels[span.label] += 1
                for side, word in words.beside(piece.start, piece.end):
                    beside.setdefault((side, word), Counter())[span.label] += 1
    listed = listed or {}
    tree = phrases or Phrases(listed)
    own = Phrases(text for text in texts if len(text) > 1 and text not in listed)
    return Learnt(texts, rejected, listed, kinds, kinds_rejected, beside, labels, (tree, own))


def suggestions(
    issue: Issue, block_ids: Iterable[str], learnt: Learnt, threshold: float = THRESHOLD
) -> list[Suggestion]:
    """Return the suggestions for some blocks, in the order given and by place; none overlaps another or a label.

    May be called from any thread.
    """
    return [each for block_id in block_ids for each in _in_block(issue, block_id, learnt, threshold)]


def still_open(issue: Issue, block_id: str, found: Iterable[Suggestion]) -> list[Suggestion]:
    """Return those suggestions of a block, whose text is as it was, that nobody has decided meanwhile."""
    held = [(piece, issue.spans[piece.span]) for piece in issue.pieces.get(block_id, ())]
    waiting = {piece.span for piece, span in held if span.suggested and not span.rejected}
    refused = {(piece.start, piece.end) for piece, span in held if span.rejected}
    taken = sorted((piece.start, piece.end) for piece, span in held if not span.suggested)
    exact = set(taken)
    starts, reach = [start for start, _ in taken], list(accumulate((end for _, end in taken), max))
    left = []
    for each in found:
        place = each.place
        if each.span:
            if each.span in waiting and (place.start, place.end) not in exact:
                left.append(each)
            continue
        at = bisect_left(starts, place.end)
        free = not at or reach[at - 1] <= place.start
        if free and (place.start, place.end) not in refused:
            left.append(each)
    return left


def carried(issue: Issue, block_id: str, found: Iterable[Suggestion], old: str) -> tuple[Suggestion, ...]:
    """Return suggestions of a block where they stand after its text has changed; without those that changed with it.

    Args:
        issue: the issue as it is now.
        block_id: the block.
        found: what was found in its old text.
        old: that text.
    """
    new = issue.blocks[block_id].text
    edit = smallest_edit(old, new)
    if edit is None:
        return tuple(found)
    kept = {piece.span: piece for piece in issue.pieces.get(block_id, ())}
    left = []
    for each in found:
        start, end = each.place.start, each.place.end
        if each.span:
            if (piece := kept.get(each.span)) is None:
                continue
            start, end = piece.start, piece.end
        elif start >= edit.end:
            start, end = start + len(new) - len(old), end + len(new) - len(old)
        elif end > edit.start:
            continue
        left.append(replace(each, place=Place(block_id, start, end)))
    return tuple(left)


def _in_block(issue: Issue, block_id: str, learnt: Learnt, threshold: float) -> list[Suggestion]:
    text = issue.blocks[block_id].text
    taken: list[Span] = []
    refused: set[Span] = set()
    exact = {
        (piece.start, piece.end)
        for piece in issue.pieces.get(block_id, ())
        if not issue.spans[piece.span].suggested
    }
    found: list[Suggestion] = []
    for piece in issue.pieces.get(block_id, ()):
        span = issue.spans[piece.span]
        if span.rejected:
            refused.add((piece.start, piece.end))
        elif span.suggested:
            if piece.start == piece.end or (piece.start, piece.end) in exact:
                continue
            place = Place(block_id, piece.start, piece.end)
            score = span.score if span.score is not None else 0.5
            found.append(Suggestion(place, ((span.label, score),), Ground.MODEL, 0, span.id))
        else:
            taken.append((piece.start, piece.end))
    computed = [
        each
        for each in (*_of_texts(block_id, text, learnt, threshold), *_of_kinds(block_id, text, learnt))
        if each.score >= threshold and (each.place.start, each.place.end) not in refused
    ]
    # What a model has brought is asked first; then the longest, which is a name as a whole.
    computed.sort(key=lambda each: (each.place.start - each.place.end, -each.score))
    return _apart(found, computed, taken)


def _apart(kept: list[Suggestion], computed: list[Suggestion], taken: list[Span]) -> list[Suggestion]:
    """Return suggestions by place, leaving out computed ones that share a character with a label or another one."""
    used = sorted([*taken, *((each.place.start, each.place.end) for each in kept)])
    reach = 0
    blocked: list[Span] = []
    for start, end in used:
        if blocked and start < reach:
            blocked[-1] = (blocked[-1][0], max(reach, end))
        else:
            blocked.append((start, end))
        reach = max(reach, end)
    for each in computed:
        at = bisect_left(blocked, (each.place.end, 0))
        before = blocked[at - 1] if at else (0, 0)
        if before[1] <= each.place.start:
            blocked.insert(at, (each.place.start, each.place.end))
            kept.append(each)
    return sorted(kept, key=lambda each: (each.place.start, each.place.end))


def _of_texts(block_id: str, text: str, learnt: Learnt, threshold: float) -> Iterator[Suggestion]:
    """Yield suggestions for texts that were labelled before or are in a gazetteer."""
    words: _Words | None = None
    for start, end in chain.from_iterable(each.spans(text) for each in learnt.phrases):
        own = text[start:end]
        shares = learnt.shares.get(own)
        if shares is None:
            shares = learnt.shares[own] = _shares(own, learnt)
        words = words or _Words(text)
        crossed = _CROSSED * words.crossed(start, end)
        if _raised(shares[0][1], 2 * _BESIDE - crossed) < threshold:
            continue
        ranked = _ranked(shares, learnt, words.beside(start, end), -crossed)
        had = learnt.texts.get(own)
        count = had[ranked[0][0]] if had is not None else 0
        ground = Ground.SAME_TEXT if count else Ground.GAZETTEER
        yield Suggestion(Place(block_id, start, end), ranked, ground, count)


def _shares(text: str, learnt: Learnt) -> tuple[tuple[str, float], ...]:
    """Return the labels a text has had or is listed under, with their smoothed shares, the greatest first."""
    had = learnt.texts.get(text, Counter())
    no = learnt.rejected.get(text, Counter())
    listed = learnt.listed.get(text, ())
    total = had.total() + _LISTED * bool(listed) + _REJECTED * no.total() + _DOUBT
    found = {label: (had[label] + _LISTED * (label in listed) + _PRIOR) / total for label in (*had, *listed)}
    return tuple(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))


def _of_kinds(block_id: str, text: str, learnt: Learnt) -> Iterator[Suggestion]:
    """Yield suggestions for names of a kind that was labelled before."""
    if not learnt.kinds:
        return
    words = _Words(text)
    for each in stretches(text):
        had = learnt.kinds.get(each.kind)
        if had is None or had.total() < _LEAST_KIND or text[each.start : each.end] in learnt.rejected:
            continue
        no = learnt.kinds_rejected.get(each.kind, Counter())
        total = had.total() + no.total() + 2 * _DOUBT
        shares = [(label, count / total) for label, count in had.items()]
        ranked = _ranked(shares, learnt, words.beside(each.start, each.end), 0.0)
        yield Suggestion(Place(block_id, each.start, each.end), ranked, Ground.SAME_KIND, had[ranked[0][0]])


def _ranked(
    shares: Iterable[tuple[str, float]], learnt: Learnt, beside: Iterable[tuple[bool, str]], more: float
) -> tuple[tuple[str, float], ...]:
    """Return labels by their scores: their shares, with what the words beside the place add to the log odds."""
    counters = [counter for key in beside if (counter := learnt.beside.get(key)) is not None]
    ranked = []
    for label, share in shares:
        odds = more
        for counter in counters:
            count = counter[label]
            if count:
                odds += _BESIDE * count / counter.total() * min(count / 3, 1.0)
        ranked.append((label, _raised(share, odds)))
    return tuple(sorted(ranked, key=lambda entry: (-entry[1], entry[0]))[:_MOST_LABELS])


def _raised(share: float, odds: float) -> float:
    """Return a share after something was added to its log odds."""
    certain = min(share, 0.99)
    return 1 / (1 + (1 - certain) / certain * math.exp(-odds))


class _Words:
    """The words of a text, asked by place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._bounds = word_bounds(text)
        self._starts = [start for start, _ in self._bounds]

    def beside(self, start: int, end: int) -> tuple[tuple[bool, str], ...]:
        """Return the word or mark before a place (False) and behind it (True)."""
        at = bisect_left(self._starts, start)
        before = self._text[max(start - 1, 0) : start]
        if at and self._bounds[at - 1][1] == start:
            before = self._text[slice(*self._bounds[at - 1])]
        behind = self._text[end : end + 1]
        after = bisect_left(self._starts, end)
        if after < len(self._bounds) and self._bounds[after][0] == end:
            behind = self._text[slice(*self._bounds[after])]
        return (False, before), (True, behind)

    def crossed(self, start: int, end: int) -> int:
        """Return how many of the two edges of a place lie inside a word that reaches further."""
        count = 0
        for edge in (start, end):
            at = bisect_left(self._starts, edge) - 1
            count += at >= 0 and self._bounds[at][0] < edge < self._bounds[at][1]
        return count


def accepting(issue: Issue, suggestion: Suggestion, label: Label, who: str) -> Operation:
    """Return the operation that sets a suggestion, with its label or another one."""
    span = issue.spans.get(suggestion.span)
    if span is None:
        made = LabelSpan(new_id("s"), label.id, who, attributes=label.defaults())
        return AddLabels((PlacedSpan(made, (suggestion.place,)),))
    attributes = span.attributes if span.label == label.id else label.defaults()
    return ChangeLabel(replace(accept(span, who), label=label.id, attributes=attributes))


def rejecting(issue: Issue, suggestion: Suggestion, who: str) -> Operation:
    """Return the operation that says no to a suggestion for good."""
    span = issue.spans.get(suggestion.span)
    if span is None:
        made = LabelSpan(new_id("s"), suggestion.label, who, score=0.0, suggested=True)
        return AddLabels((PlacedSpan(made, (suggestion.place,)),))
    return ChangeLabel(replace(span, score=0.0, who=who or span.who))
