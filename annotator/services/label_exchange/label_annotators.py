"""Files of labels by several annotators: whose a record is, and which annotators are wanted.

Some formats say it themselves. Others have a file an annotator: doccano, INCEpTION (where a curator's is one more) and
brat in folders. There the same texts come back in several files, which are called after people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from annotator.formats.labels.reading import Reading, Record
from annotator.services.label_exchange.label_planning import Choice, Several
from annotator.services.label_exchange.label_reading import LabelFile

_CURATOR = "curation_user"
"""What INCEpTION calls whoever decided between annotators, in lower case."""
_INITIAL = "INITIAL_CAS"

_Text = tuple[str, str]
"""What tells the text of a record: the article's id where it is known, and the text."""


def annotators_in(files: Iterable[LabelFile]) -> dict[str, int]:
    """Return the annotators that files name, with how many records are by each; a single one is none."""
    counts: dict[str, int] = {}
    for file in files:
        for record in file.records:
            if record.annotator:
                counts[record.annotator] = counts.get(record.annotator, 0) + 1
    return counts if len(counts) > 1 else {}


def with_annotators(files: Sequence[LabelFile]) -> tuple[LabelFile, ...]:
    """Return files with the annotators that their names tell, where the same texts are in several of them."""
    if any(record.annotator for file in files for record in file.records):
        return tuple(files)
    held: dict[_Source, set[_Text]] = {}
    for file in files:
        for source, record in _sourced(file):
            if record.document.text.strip() and not _is_initial(source):
                held.setdefault(source, set()).add(_text_of(record))
    names = _names(held)
    return tuple(_named(file, names) for file in files) if len(set(names.values())) > 1 else tuple(files)


_Source = tuple[str, ...]
"""The parts of the name of a file, and of the file's inside an archive, that people may be called by."""


def _sourced(file: LabelFile) -> Iterator[tuple[_Source, Record]]:
    for record in file.records:
        inner = PurePosixPath(record.member).with_suffix("").parts if record.member else ()
        yield (file.path.stem, *(part.removesuffix(".zip") for part in inner)), record


def _is_initial(source: _Source) -> bool:
    """Tell whether INCEpTION keeps here what a text was like before anybody worked on it."""
    return _INITIAL in source


def _text_of(record: Record) -> _Text:
    return record.document.id if record.document.issue else "", record.document.text


def _names(held: Mapping[_Source, set[_Text]]) -> dict[_Source, str]:
    """Return the annotators of sources that share at least half of their texts with another one."""
    by_text: dict[_Text, list[_Source]] = {}
    for source, texts in held.items():
        for text in texts:
            by_text.setdefault(text, []).append(source)
    names: dict[_Source, str] = {}
    telling: Counter[tuple[int, int]] = Counter()
    for sources in by_text.values():
        shared = [source for source in sources if _shares_most(source, sources, held)]
        part = _telling_part(shared)
        if part is not None:
            telling[len(shared[0]), part] += 1
            names |= {source: source[part] for source in shared}
    single = len(by_text) > 1 and all(len(held[source]) == 1 for source in names)
    if single and len(set(names.values())) == len(names):
        return {}  # files with a text each, all called otherwise, are texts of which some are alike
    for (length, part), _ in telling.most_common(1):
        known = set(names.values())
        rest = (source for source in held if source not in names and len(source) == length)
        names |= {source: source[part] for source in rest if source[part] in known}
    return names


def _shares_most(source: _Source, others: Iterable[_Source], held: Mapping[_Source, set[_Text]]) -> bool:
    mine = held[source]
    return any(
        2 * len(mine & held[other]) >= min(len(mine), len(held[other])) for other in others if other != source
    )


def _telling_part(sources: Sequence[_Source]) -> int | None:
    """Return the part of the names in which all differ; the last one, which is nearest to the file, first."""
    if len(sources) < 2 or len({len(source) for source in sources}) > 1:
        return None
    for part in reversed(range(len(sources[0]))):
        if len({source[part] for source in sources}) == len(sources):
            return part
    return None


def _named(file: LabelFile, names: Mapping[_Source, str]) -> LabelFile:
    records = [
        replace(record, annotator=names.get(source, ""))
        for source, record in _sourced(file)
        if not _is_initial(source)
    ]
    records.sort(key=lambda record: record.annotator.lower() == _CURATOR)
    return replace(file, reading=Reading(tuple(records), file.reading.refused))


def chosen(files: Sequence[LabelFile], choice: Choice) -> tuple[tuple[LabelFile, ...], int]:
    """Return files with the annotators that are wanted, called as is wanted, and how many records are left out.

    Of several annotators of a text only the last one's record is kept if so is wanted: files have a curator's or what
    is marked as true behind the others. Nobody is named where there is only one annotator, or all are as one.
    """
    if not annotators_in(files):
        return tuple(_nameless(file) for file in files), 0
    wanted = [
        (number, replace(record, annotator=name))
        for number, file in enumerate(files)
        for record in file.records
        if (name := choice.annotators.get(record.annotator, record.annotator)) is not None
    ]
    if choice.several is Several.ONE:
        last = {_text_of(record): at for at, (_, record) in enumerate(wanted) if record.annotator}
        wanted = [
            entry
            for at, entry in enumerate(wanted)
            if not entry[1].annotator or last[_text_of(entry[1])] == at
        ]
    kept = tuple(
        replace(file, reading=Reading(tuple(record for at, record in wanted if at == number)))
        for number, file in enumerate(files)
    )
    left_out = sum(len(file.records) for file in files) - len(wanted)
    if choice.several is not Several.APART or not annotators_in(kept):
        kept = tuple(_nameless(file) for file in kept)
    return kept, left_out


def _nameless(file: LabelFile) -> LabelFile:
    if not any(record.annotator for record in file.records):
        return file
    records = tuple(replace(record, annotator="") for record in file.records)
    return replace(file, reading=Reading(records, file.reading.refused))
