"""What several people did to the same articles, laid on the articles' raw characters so that it can be compared.

Compared is what each of them had in the end, or, in a merged project, what each had when it was merged; what was
adjudicated afterwards does not count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.errors import UserError
from annotator.model.conflict import Item, Layer, LayerChange
from annotator.model.issue import Issue
from annotator.model.merging.layers import items_of, layer_of
from annotator.model.merging.persons import as_persons
from annotator.model.page import RawRange
from annotator.model.places import Places
from annotator.services.team.agreement import Agreement, Document, Judged, agreement
from annotator.services.team.measures import Marked
from annotator.services.team.packages import package_of
from annotator.store.project_file import ProjectFile

_LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class _Voice:
    """One person's layer of an issue, and what of the issue was given to the person; None: all of it."""

    person: str
    layer: Layer
    items: tuple[Item, ...]
    everything: bool


def project_agreement(path: Path, tell: Callable[[float], None] = lambda _: None) -> Agreement:
    """Return how far those agree whose work was merged into a project; it may be open elsewhere.

    Raises:
        UserError: the file cannot be read, or nobody's work can be compared.
    """
    with ProjectFile.open(path, read_only=True) as file:
        infos = file.issues()
        documents: list[Document] = []
        for number, info in enumerate(infos):
            documents += documents_of(file.load_issue(info.id))
            tell((number + 1) / len(infos))
        return agreement(documents)


def documents_of(issue: Issue) -> list[Document]:
    """Return the articles of an issue with what the people did whose work was merged into it."""
    voices = [
        _Voice(merged.annotator, merged.layer, merged.items, everything=False)
        for merged in as_persons(issue.merges.values())
    ]
    return _documents(issue, voices)


def files_agreement(paths: Sequence[Path], tell: Callable[[float], None] = lambda _: None) -> Agreement:
    """Return how far the people agree who worked in several files: packages, or projects of their own.

    Raises:
        UserError: a file cannot be read, shares no page with the others, or there is nothing to compare.
    """
    firsts: dict[tuple[str, ...], Issue] = {}
    voices: dict[tuple[str, ...], list[_Voice]] = {}
    names: Counter[str] = Counter()
    for number, path in enumerate(paths):
        with ProjectFile.open(path, read_only=True) as file:
            package = package_of(file)
            person = package.annotator if package is not None else path.stem
            names[person] += 1
            if names[person] > 1:
                person = f"{person} {names[person]}"
            found = number == 0
            for info in file.issues():
                issue = file.load_issue(info.id)
                key = tuple(sorted(page.sha256 for page in issue.pages.values()))
                first = firsts.setdefault(key, issue)
                found = found or first is not issue
                layer, items = layer_of(issue), items_of(issue)
                if package is not None:
                    items = package.items.get(info.id, ())
                pages = _page_names(issue, first)
                voices.setdefault(key, []).append(
                    _Voice(
                        person,
                        _renamed_layer(layer, pages),
                        tuple(replace(item, extent=_renamed(item.extent, pages)) for item in items),
                        everything=package is None,
                    )
                )
            if not found:
                raise UserError("agreement.no_pages", file=path.name)
        tell((number + 1) / len(paths))
    return agreement(
        document for key, listed in voices.items() for document in _documents(firsts[key], listed)
    )


def _page_names(issue: Issue, first: Issue) -> dict[str, str]:
    free: dict[str, list[str]] = {}
    for page in first.pages.values():
        free.setdefault(page.sha256, []).append(page.id)
    return {page.id: free[page.sha256].pop(0) for page in issue.pages.values()}


def _renamed(ranges: Iterable[RawRange], pages: Mapping[str, str]) -> tuple[RawRange, ...]:
    return tuple(RawRange(pages[part.page], part.start, part.end) for part in ranges if part.page in pages)


def _renamed_layer(layer: Layer, pages: Mapping[str, str]) -> Layer:
    return Layer(
        tuple(replace(span, ranges=_renamed(span.ranges, pages)) for span in layer.spans),
        tuple(
            LayerChange(_renamed((change.place,), pages)[0], change.text, change.who)
            for change in layer.changes
        ),
    )


def _documents(issue: Issue, voices: Sequence[_Voice]) -> list[Document]:
    items: dict[str, Item] = {}
    for voice in voices:
        for item in voice.items:
            items.setdefault(item.article, item)
    listed = [item for item in items.values() if item.extent]
    axes = [_Axis(item.extent) for item in listed]
    index = _Index([(part, number) for number, item in enumerate(listed) for part in item.extent])
    judged = [_judged(voice, axes, index) for voice in voices]
    given = [Places(part for item in voice.items for part in item.extent) for voice in voices]
    documents = []
    for number, item in enumerate(listed):
        people = {
            voice.person: judged[at][number]
            for at, voice in enumerate(voices)
            if voice.everything or given[at].overlaps(item.extent[0])
        }
        documents.append(Document(_name(issue, item), axes[number].length, people))
    return documents


def _name(issue: Issue, item: Item) -> str:
    title = issue.title_of(item.article) if item.article in issue.articles else None
    if not title:
        part = item.extent[0]
        title = (
            issue.pages[part.page].raw[part.start : part.end] if part.page in issue.pages else item.article
        )
    flat = " ".join(title.split())
    return flat if len(flat) <= _LONGEST_NAME else f"{flat[: _LONGEST_NAME - 1]}…"


class _Axis:
    """The raw characters of an article laid end to end."""

    def __init__(self, extent: Sequence[RawRange]) -> None:
        self._parts: list[tuple[RawRange, int]] = []
        self.length = 0
        for part in extent:
            self._parts.append((part, self.length))
            self.length += part.end - part.start

    def ranges(self, place: RawRange) -> list[tuple[int, int]]:
        """Return where on the axis the characters of a place are."""
        found = []
        for part, offset in self._parts:
            start, end = max(part.start, place.start), min(part.end, place.end)
            if part.page == place.page and start < end:
                found.append((start - part.start + offset, end - part.start + offset))
        return found


class _Index:
    """Finds the documents that raw characters belong to."""

    def __init__(self, parts: Iterable[tuple[RawRange, int]]) -> None:
        self._parts = sorted(parts)

    def documents(self, place: RawRange) -> set[int]:
        """Return the numbers of the documents with characters of a place."""
        at = bisect_right(self._parts, (RawRange(place.page, place.start + 1, 0), -1)) - 1
        found = set()
        for part, number in self._parts[max(at, 0) :]:
            if (part.page, part.start) >= (place.page, place.end):
                break
            if part.page == place.page and part.end > place.start:
                found.add(number)
        return found


def _judged(voice: _Voice, axes: Sequence[_Axis], index: _Index) -> dict[int, Judged]:
    spans: dict[int, list[Marked]] = {number: [] for number in range(len(axes))}
    changes: dict[int, list[tuple[int, int, str]]] = {number: [] for number in range(len(axes))}
    for span in voice.layer.spans:
        for number in {number for part in span.ranges for number in index.documents(part)}:
            ranges = sorted(piece for part in span.ranges for piece in axes[number].ranges(part))
            spans[number].append(Marked(span.label, tuple(ranges)))
    for change in voice.layer.changes:
        place = change.place
        if place.start == place.end:
            place = RawRange(place.page, max(place.start - 1, 0), max(place.end, 1))
        for number in index.documents(place):
            changes[number] += [(start, end, change.text) for start, end in axes[number].ranges(place)]
    return {number: Judged(tuple(sorted(spans[number])), tuple(sorted(changes[number]))) for number in spans}
