"""Where several people's corrections and label spans of one issue contradict each other.

Corrections contradict each other where two people changed overlapping places to different texts. Labels do where
people who both were given an article have different spans on overlapping text, or only one of them has a span; or
where a person's span overlaps a different one that the project got by itself. Who was merged first makes no
difference: the conflicts are worked out from all layers together.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.model.codec import encode
from annotator.model.conflict import Choice, Conflict, ConflictKind, LayerChange, LayerSpan, Merged
from annotator.model.issue import Issue
from annotator.model.merging.layers import Speller, changes_in, corrected_runs, spans_in
from annotator.model.page import RawRange
from annotator.model.places import Places, unite_places


def conflict_id(kind: ConflictKind, *parts: object) -> str:
    """Return an identifier that depends on what is contradicted only."""
    told = json.dumps([kind.value, *(encode(part) for part in parts)], sort_keys=True)
    return f"c-{hashlib.sha256(told.encode('ascii')).hexdigest()[:16]}"


def with_decisions(new: Mapping[str, Conflict], old: Mapping[str, Conflict]) -> dict[str, Conflict | None]:
    """Return what to change in the conflicts of an issue to have new ones, decisions on the same ones kept.

    Conflicts about the arrangement stay, whatever was worked out.
    """
    changes: dict[str, Conflict | None] = {}
    for key, conflict in new.items():
        before = old.get(key)
        if before is not None and before.chosen:
            said = {_said(choice): number for number, choice in enumerate(conflict.choices)}
            chosen = tuple(said.get(_said(before.choices[number]), -1) for number in before.chosen)
            if -1 not in chosen:
                conflict = replace(conflict, chosen=chosen, who=before.who, when=before.when)
        if conflict != before:
            changes[key] = conflict
    for key, conflict in old.items():
        if key not in new and conflict.kind is not ConflictKind.ARRANGEMENT:
            changes[key] = None
    return changes


def _said(choice: Choice) -> Choice:
    return replace(choice, people=())


def choices_of(votes: Mapping[Choice, set[str]]) -> tuple[Choice, ...]:
    """Return choices with the people for them, those with most people first."""
    told = [replace(choice, people=tuple(sorted(people))) for choice, people in votes.items()]
    return tuple(sorted(told, key=lambda choice: (-len(choice.people), choice.people, choice.text)))


def shared_places(merged: Merged) -> Places:
    """Return the raw characters that a person was given and others too."""
    return Places(part for item in merged.items if item.shared for part in item.extent)


# Corrections -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Voice:
    name: str
    changes: tuple[LayerChange, ...]


def contested_text(issue: Issue, merges: Sequence[Merged], plain: Speller) -> list[Conflict]:
    """Return the places that people corrected to different texts; ``plain`` spells the text they were given."""
    voices = [
        _Voice(merged.annotator, tuple(sorted({*merged.layer.changes} - {*merged.layer.known_changes})))
        for merged in merges
    ]
    voices += _own_voices(issue, merges)
    places = unite_places(change.place for voice in voices for change in voice.changes)
    said: list[dict[int, list[LayerChange]]] = [{} for _ in places]
    for number, voice in enumerate(voices):
        for at, change in _in_places(places, voice.changes):
            said[at].setdefault(number, []).append(change)
    found = []
    for place, changes in zip(places, said, strict=True):
        if len(changes) < 2:
            continue
        votes: dict[Choice, set[str]] = {}
        for number, listed in changes.items():
            choice = Choice((), _spelt(place, listed, plain))
            votes.setdefault(choice, set()).add(voices[number].name)
        if len(votes) > 1:
            name = conflict_id(ConflictKind.TEXT, place, sorted(choice.text for choice in votes))
            found.append(Conflict(name, ConflictKind.TEXT, (place,), choices_of(votes)))
    return found


def _own_voices(issue: Issue, merges: Sequence[Merged]) -> list[_Voice]:
    """Return what was corrected in the project itself since it gave work out, by who did it.

    Somebody may have a package and work in the project too. What such a person wrote is told run by run, since it may
    have become one with what came from the package.
    """
    others = {person for merged in merges for person in (*merged.people, merged.annotator)}
    known = {(change.place, change.text) for merged in merges for change in merged.layer.changes}
    own: dict[str, list[LayerChange]] = {}
    for change in changes_in(issue.blocks.values(), issue):
        if change.who not in others and (change.place, change.text) not in known:
            own.setdefault(change.who, []).append(change)
    said: dict[str, list[LayerChange]] = {}
    for change in (change for merged in merges for change in merged.layer.changes):
        said.setdefault(change.who, []).append(change)
    places = {who: Places(change.place for change in listed) for who, listed in said.items()}
    for run in corrected_runs(issue):
        if run.who in others and (run.place, run.text) not in known:
            listed = said.get(run.who, ())
            # Beside characters that others have deleted it may stand in another place than in the package.
            moved = any(run.text in change.text and run.place.page == change.place.page for change in listed)
            if not moved and not (listed and places[run.who].overlaps(run.place)):
                own.setdefault(run.who, []).append(run)
    return [_Voice(who, tuple(sorted(changes))) for who, changes in own.items()]


def _in_places(
    places: Sequence[RawRange], changes: Iterable[LayerChange]
) -> Iterable[tuple[int, LayerChange]]:
    """Yield changes with the number of the place each of them is in; both are sorted."""
    at = 0
    for change in sorted(changes):
        while at < len(places) and not _holds(places[at], change.place):
            at += 1
        if at == len(places):
            at = next((n for n, place in enumerate(places) if _holds(place, change.place)), -1)
            if at < 0:
                at = 0
                continue
        yield at, change


def _holds(place: RawRange, part: RawRange) -> bool:
    if place.page != part.page or not (place.start <= part.start and part.end <= place.end):
        return False
    return part.start < part.end or place == part or place.start < part.start < place.end


def _spelt(place: RawRange, changes: Sequence[LayerChange], plain: Speller) -> str:
    """Return what stands in a place with changes, the rest of it as people were given it."""
    text: list[str] = []
    position = place.start
    for change in sorted(changes):
        if position < change.place.start:
            text.append(plain.text(RawRange(place.page, position, change.place.start)))
        text.append(change.text)
        position = max(position, change.place.end)
    if position < place.end:
        text.append(plain.text(RawRange(place.page, position, place.end)))
    return "".join(text)


# Labels ------------------------------------------------------------------------------------------------


def contested_spans(issue: Issue, merges: Sequence[Merged]) -> list[Conflict]:
    """Return where people have different label spans on overlapping text, or only one of them has a span."""
    mine = {span for merged in merges for span in merged.layer.spans}
    known = {span for merged in merges for span in merged.layer.known_spans}
    others = {person for merged in merges for person in (*merged.people, merged.annotator)}
    own = {span for key, span in spans_in(issue) if issue.spans[key].who not in others} - mine
    seen = [shared_places(merged) for merged in merges]
    said = [frozenset(merged.layer.spans) for merged in merges]
    found = []
    for cluster in _overlapping(mine | own):
        place = min(part for span in cluster for part in span.ranges)
        votes: dict[Choice, set[str]] = {}
        for merged, spans, sees in zip(merges, said, seen, strict=True):
            here = cluster & spans
            if here or sees.overlaps(place):
                votes.setdefault(Choice((), spans=tuple(sorted(here))), set()).add(merged.annotator)
        new = any(span not in known for span in cluster & mine)
        if cluster & own and new:
            votes.setdefault(Choice((), spans=tuple(sorted(cluster & own))), set()).add("")
        if len(votes) > 1:
            places = tuple(unite_places(part for span in cluster for part in span.ranges))
            name = conflict_id(ConflictKind.LABEL, tuple(sorted(cluster - own)))
            found.append(Conflict(name, ConflictKind.LABEL, places, choices_of(votes)))
    return found


def _overlapping(spans: Iterable[LayerSpan]) -> list[frozenset[LayerSpan]]:
    """Return spans in groups of those that overlap, directly or over others."""
    listed = sorted(spans)
    group = list(range(len(listed)))

    def root(number: int) -> int:
        while group[number] != number:
            group[number] = group[group[number]]
            number = group[number]
        return number

    events = sorted(
        (part.page, part.start, part.end, number)
        for number, span in enumerate(listed)
        for part in span.ranges
    )
    page, reach, last = "", 0, 0
    for here, start, end, number in events:
        if here == page and start < reach:
            group[root(number)] = root(last)
            reach = max(reach, end)
        else:
            page, reach = here, end
        last = number
    found: dict[int, set[LayerSpan]] = {}
    for number, span in enumerate(listed):
        found.setdefault(root(number), set()).add(span)
    return [frozenset(group) for group in found.values()]
