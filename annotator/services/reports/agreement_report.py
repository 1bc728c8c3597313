"""Agreement as parts of a report: tables of measures, and who confuses which labels as a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from annotator.formats.charts import Look, matrix
from annotator.formats.html_report import Report, Section, Table
from annotator.model.labels import LabelScheme
from annotator.services.reports.reporting import ReportWords
from annotator.services.team.agreement import Agreement, Measures

MEASURES = ("observed", "cohen", "fleiss", "alpha", "unitizing", "exact", "overlapping")
"""The fields of ``Measures`` that a table shows, in order."""

_MOST_LABELS = 16
_MOST_DOCUMENTS = 200


def agreement_report(title: str, found: Agreement, words: ReportWords, look: Look | None = None) -> Report:
    """Return a report of agreement alone."""
    sections = agreement_sections(found, words, look)
    return Report(title, sections[0].note, sections, words.language)


def with_names(found: Agreement, scheme: LabelScheme) -> Agreement:
    """Return the same agreement with labels called as annotators know them, instead of by their ids.

    A label that shares its name with another one, or is not in the scheme, stays as it is.
    """
    count = Counter(label.name for label in scheme.labels)
    taken = {label.id for label in scheme.labels} | found.labels.keys()
    names = {
        label.id: label.name for label in scheme.labels if count[label.name] == 1 and label.name not in taken
    }
    return replace(
        found,
        labels={names.get(label, label): measures for label, measures in found.labels.items()},
        confusion={
            (names.get(one, one), names.get(other, other)): count
            for (one, other), count in found.confusion.items()
        },
    )


def agreement_sections(found: Agreement, words: ReportWords, look: Look | None = None) -> tuple[Section, ...]:
    """Return the parts of a report that tell how far people agree.

    Args:
        found: what to tell.
        words: in which words.
        look: colours and face of the picture; those of the HTML report where not given.
    """
    told = words.agreement
    whole = {told["all_labels"]: found.overall, told["corrections"]: found.corrections}
    sections = [
        Section(
            told["agreement"],
            told["agreement_note"].format(
                people=told["between"].join(found.people), documents=found.documents
            ),
            table=_table("", whole, told),
        )
    ]
    if found.labels:
        labels = sorted({name for pair in found.confusion for name in pair if name})
        often = sorted(labels, key=lambda name: -found.labels[name].spans)[:_MOST_LABELS]
        names = [*(name for name in labels if name in often), ""]
        sections += [
            Section(told["by_label"], table=_table(told["label"], found.labels, told)),
            Section(
                told["confusion"],
                _confusion_note(found.people, told),
                matrix(
                    names,
                    found.confusion,
                    look or Look(),
                    none=told["none"],
                    captions=_captions(found.people, told),
                ),
                _confusion(names, found.confusion, told),
            ),
        ]
    if len(found.people) > 2:
        pairs = {f"{one} – {other}": measures for (one, other), measures in found.pairs.items()}
        sections.append(Section(told["by_pair"], table=_table(told["pair"], pairs, told)))
    rows = tuple(
        _row(name, measures) for name, measures in found.by_document[:_MOST_DOCUMENTS]
    )  # titles may come twice
    sections.append(Section(told["by_document"], table=Table(_headings(told["document"], told), rows)))
    return tuple(sections)


def _headings(first: str, told: Mapping[str, str]) -> tuple[str, ...]:
    return (first, told["spans"], *(told[name] for name in MEASURES))


def _table(first: str, rows: Mapping[str, Measures], told: Mapping[str, str]) -> Table:
    return Table(_headings(first, told), tuple(_row(name, measures) for name, measures in rows.items()))


def _row(name: str, measures: Measures) -> tuple[str, ...]:
    values = (getattr(measures, field) for field in MEASURES)
    return (name, str(measures.spans), *("–" if value is None else f"{value:.3f}" for value in values))


def _captions(people: Sequence[str], told: Mapping[str, str]) -> tuple[str, str]:
    """Return whose labels stand in the rows and whose in the columns: of two people the first one is in the rows."""
    if len(people) == 2:
        return people[0], people[1]
    return told["first_of_two"], told["second_of_two"]


def _confusion_note(people: Sequence[str], told: Mapping[str, str]) -> str:
    if len(people) == 2:
        return told["confusion_note"]
    return told["confusion_note"] + told["confusion_order"].format(people=told["between"].join(people))


def _confusion(names: list[str], counts: Mapping[tuple[str, str], int], told: Mapping[str, str]) -> Table:
    return Table(
        ("", *(name or told["none"] for name in names)),
        tuple(
            (row or told["none"], *(str(counts.get((row, column), 0)) for column in names)) for row in names
        ),
    )
