"""Merging one issue of a copy into ours: replaying, reconciling, and listing what contradicts each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from annotator.errors import UserError
from annotator.model.check import problems
from annotator.model.codec import encode_operation
from annotator.model.conflict import (
    Choice,
    Conflict,
    ConflictKind,
    Item,
    LayerSpan,
    Merged,
    steps_as_ranges,
)
from annotator.model.flag import FlagStatus
from annotator.model.issue import Issue
from annotator.model.merging.clusters import conflict_id, with_decisions
from annotator.model.merging.contradictions import contradictions
from annotator.model.merging.layers import Speller, items_of, layer_of
from annotator.model.merging.reconciling import reconcile_text
from annotator.model.merging.reconciling_labels import reconcile_labels
from annotator.model.merging.replaying import Replay
from annotator.model.merging.replaying_copies import Step, Unmet
from annotator.model.operations import (
    AcceptFlag,
    AddLabels,
    ApplyPatch,
    ClearDocumentLabel,
    Operation,
    OperationError,
    RecordMerge,
    ReplacePages,
    ReplaceSeries,
    ReplaceText,
    SetDocumentLabel,
    SetFlags,
    perform,
)
from annotator.model.origin import signed, who_of
from annotator.model.page import RawRange
from annotator.model.places import Places
from annotator.model.rulings.rulings import extent_of
from annotator.services.team.renaming import renamed_issue, renamed_operation
from annotator.store.history import Act
from annotator.store.values import to_json

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Copy:
    """One issue of a file that is being merged.

    Attributes:
        name: the file's name.
        package: id of the work package, or of the file.
        annotator: whose work it is.
        base: what the person was given.
        acts: what is in force of the journal since.
        at: returns entries of the journal by number, in force or not.
        items: the articles the person was given; None: all of them.
    """

    name: str
    package: str
    annotator: str
    base: Issue
    acts: tuple[Act, ...]
    at: Callable[[Sequence[int]], tuple[Act, ...]]
    items: tuple[Item, ...] | None = None


def short_name(text: str) -> str:
    """Return a person's name as it may be stored and shown."""
    return "".join(char for char in text if char.isprintable())[:_LONGEST_NAME] or "?"


def merge_issue(source: Copy, ours: Issue, who: str) -> Replay | None:
    """Return the merge of one issue; None if there is nothing new in it.

    Raises:
        UserError: the source makes no sense.
    """
    if any(isinstance(act.operation, ReplacePages) for act in source.acts):
        raise UserError("package.reread", file=source.name)
    pages = _page_names(source.base, ours)
    base = renamed_issue(source.base, pages)
    if problems(base):
        raise UserError("package.unsound", file=source.name)
    merged = ours.merges.get(source.package)
    try:
        replay, old, people = _replayed(source, base, ours, merged, pages)
    except (OperationError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise UserError("package.unsound", file=source.name) from error
    if replay is None:
        return None
    others = frozenset(
        span for key, entry in ours.merges.items() if key != source.package for span in entry.layer.spans
    )
    _reconcile(replay, old, others.__contains__)
    _keep_document_labels(
        replay, base, [entry for key, entry in ours.merges.items() if key != source.package]
    )
    _take_flags(replay)
    if problems(replay.theirs) or problems(replay.ours):
        raise UserError("package.unsound", file=source.name)
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    new = Merged(
        source.package,
        source.annotator,
        steps_as_ranges(tuple(act.seq for act in source.acts)),
        _renamed_items(source.items, pages) if source.items is not None else items_of(base),
        layer_of(replay.theirs, base),
        tuple(sorted(people)),
        now,
    )
    record = RecordMerge(new, _conflicts(replay, new, base, source.package))
    replay.do(Step(record, who, now))
    return replay


def _replayed(
    source: Copy, base: Issue, ours: Issue, merged: Merged | None, pages: Mapping[str, str]
) -> tuple[Replay | None, Issue, set[str]]:
    """Return the replay of what is new, the copy as it was merged last, and who worked in it."""
    people: set[str] = set()
    rest: Sequence[Step]

    def step_of(act: Act) -> Step:
        who = short_name(act.who) if act.who else source.annotator
        if not act.machine:
            people.add(who)
        operation = attributed(renamed_operation(act.operation, pages), who)
        if isinstance(operation, AddLabels):
            people.update(placed.span.who for placed in operation.spans if not placed.span.suggested)
        return Step(operation, who, act.when, act.machine)

    steps = [step_of(act) for act in source.acts]
    if merged is None:
        replay, rest = Replay(base, ours), steps
    else:
        seqs = [seq for first, last in merged.steps for seq in range(first, last + 1)]
        before = [step_of(act) for act in source.at(seqs)]
        if [step.operation for step in before] == [step.operation for step in steps]:
            return None, base, people
        replay, rest = _taken_up(base, ours, before, steps)
    old = replay.theirs if merged is None else replay.start
    for step in rest:
        replay.take(step)
    return replay, old, people


def _taken_up(
    base: Issue, ours: Issue, before: Sequence[Step], steps: Sequence[Step]
) -> tuple[Replay, Sequence[Step]]:
    """Return a replay that stands where both histories part, and the steps that are left.

    What was merged once and has been undone in the copy since is taken back in ours too.
    """
    same = 0
    while same < min(len(before), len(steps)) and before[same].operation == steps[same].operation:
        same += 1
    state = base
    undoing: list[Step] = []
    for number, step in enumerate(before):
        change = perform(state, step.operation)
        state = change.issue
        if number >= same:
            undoing.append(Step(ApplyPatch(change.inverse), step.who, step.when, step.machine))
    replay = Replay(state, ours)
    for step in reversed(undoing):
        replay.take(step)
    return replay, steps[same:]


def _reconcile(replay: Replay, old: Issue, kept: Callable[[LayerSpan], bool]) -> None:
    if replay.owed:
        reconcile_text(replay, old)
    reconcile_labels(replay, old, kept)
    _miss_document_labels(replay)


def _keep_document_labels(replay: Replay, base: Issue, others: Iterable[Merged]) -> None:
    """Put back what one person no longer says of an article, but somebody else who was merged has come to say.

    If the article went away, that is left to a person.
    """
    asked = {_labelled_article(entry) for entry in replay.unmet}
    for merged in others:
        for told in merged.layer.document_labels or ():
            given = base.document_labels.get(told.article, ())
            if any((label.label, label.attributes) == (told.label, told.attributes) for label in given):
                continue
            before = replay.before.document_labels.get(told.article, ())
            gone = next((label for label in before if label.label == told.label), None)
            now = {label.label for label in replay.ours.document_labels.get(told.article, ())}
            if gone is None or told.label in now:
                continue
            kept = replace(gone, who=merged.annotator, attributes=told.attributes, suggested=False)
            step = Step(SetDocumentLabel(told.article, kept), merged.annotator, merged.when)
            if told.article in replay.ours.articles:
                replay.do(step)
            elif told.article not in asked:
                replay.unmet.append(Unmet(step, (told.place,)))


def _miss_document_labels(replay: Replay) -> None:
    """Leave to a person what either copy says of articles that went away by what was done in the other one."""
    held = {label.label for labels in replay.ours.document_labels.values() for label in labels}
    for side in (replay.before, replay.theirs):
        for article, labels in side.document_labels.items():
            if article in replay.ours.articles:
                continue
            known = replay.start.document_labels.get(article, ())
            first = next(iter(side.articles[article].blocks), None)
            places = extent_of(side.blocks[first]) if first else ()
            replay.unmet += [
                Unmet(Step(SetDocumentLabel(article, label), label.who), places)
                for label in labels
                if label not in known and label.label not in held and not label.suggested
            ]


def attributed(operation: Operation, who: str) -> Operation:
    """Return an operation that writes text or puts labels so that these are signed."""
    match operation:
        case ReplaceText(origin=origin) | ReplaceSeries(origin=origin) | AcceptFlag(origin=origin):
            return operation if who_of(origin) else replace(operation, origin=signed(origin, who))
        case AddLabels(spans=spans) if not all(placed.span.who for placed in spans):
            return AddLabels(
                tuple(
                    placed if placed.span.who else replace(placed, span=replace(placed.span, who=who))
                    for placed in spans
                )
            )
    return operation


def _page_names(base: Issue, ours: Issue) -> dict[str, str]:
    """Return our ids of the pages of a copy, by their content; doubled pages by their order."""
    free: dict[str, list[str]] = {}
    for page in ours.pages.values():
        free.setdefault(page.sha256, []).append(page.id)
    names = {}
    for page in base.pages.values():
        there = free[page.sha256]
        name = page.id if page.id in there else there[0]
        there.remove(name)
        names[page.id] = name
    return names


def _renamed_items(items: Iterable[Item], pages: Mapping[str, str]) -> tuple[Item, ...]:
    return tuple(
        replace(
            item,
            extent=tuple(
                RawRange(pages[part.page], part.start, part.end) for part in item.extent if part.page in pages
            ),
        )
        for item in items
    )


def _take_flags(replay: Replay) -> None:
    """Take over the doubts of the copy's own checks where the text is the same now; ours stay decided as they are."""
    flags = {}
    texts = {}
    changed = {key for done in replay.done for key in done.inverse.blocks}
    for key in changed:
        theirs, ours = replay.theirs.blocks.get(key), replay.ours.blocks.get(key)
        if theirs is None or ours is None or theirs.text != ours.text:
            continue
        mine = replay.ours.flags.get(key, ())
        decided = [flag for flag in mine if flag.status is not FlagStatus.OPEN]
        taken = {flag.id for flag in decided} | {
            flag.id for other, listed in replay.ours.flags.items() if other != key for flag in listed
        }
        new = [
            flag
            for flag in replay.theirs.flags.get(key, ())
            if flag.id not in taken
            and not any(flag.start < entry.end and entry.start < flag.end for entry in decided)
        ]
        both = tuple(sorted((*decided, *new), key=lambda flag: (flag.start, flag.end, flag.id)))
        if both != mine:
            flags[key], texts[key] = both, ours.text
    if flags:
        replay.do(Step(SetFlags(flags, texts), machine=True))


def _conflicts(replay: Replay, new: Merged, base: Issue, package: str) -> dict[str, Conflict | None]:
    ours = replay.ours
    merges = {**ours.merges, package: new}
    found = contradictions(ours, merges.values(), Speller(base.blocks.values(), base))
    changes = with_decisions(found, ours.conflicts)
    told = Places(
        place for entry in found.values() if entry.kind is ConflictKind.TEXT for place in entry.places
    )
    labelled = {
        label.article
        for entry in found.values()
        for choice in entry.choices
        for label in choice.document_labels
    }
    open_ones = [
        *(entry for entry in replay.unmet if _labelled_article(entry) not in labelled),
        *(entry for entry in replay.contested if not any(map(told.overlaps, entry.places))),
    ]
    for entry in open_ones:
        conflict = _arrangement(entry, new.annotator)
        if conflict.id not in ours.conflicts:
            changes[conflict.id] = conflict
    return changes


def _labelled_article(unmet: Unmet) -> str | None:
    """Return the article whose label as a whole is left to a person."""
    operation = unmet.step.operation
    return operation.article if isinstance(operation, SetDocumentLabel | ClearDocumentLabel) else None


def _arrangement(unmet: Unmet, annotator: str) -> Conflict:
    operation = unmet.step.operation
    written = isinstance(operation, ReplaceText | ReplaceSeries | AcceptFlag) or bool(unmet.text)
    told = "" if written or isinstance(operation, ApplyPatch) else to_json(encode_operation(operation))
    choices = (Choice(("",)), Choice((unmet.step.who or annotator,), unmet.text, operation=told))
    name = conflict_id(ConflictKind.ARRANGEMENT, annotator, unmet.places, unmet.text, told)
    return Conflict(name, ConflictKind.ARRANGEMENT, unmet.places, choices)
