"""Exporting labels: over which text, with which files beside, read back before it is called done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from annotator.collecting import no_collection
from annotator.formats.labels.document import LabelledDocument, RawText, documents_of
from annotator.formats.labels.label_studio_config import free_attributes, label_studio_config
from annotator.model.issue import Issue
from annotator.model.labels import (
    YES,
    Attribute,
    AttributeKind,
    Label,
    LabelScheme,
    Level,
    RelationType,
)
from annotator.model.schemes import free_key
from annotator.services.label_exchange.label_archive import Members, archive, members_of
from annotator.services.label_exchange.label_formats import CODE_POINT, LabelFormat
from annotator.services.labels.label_colors import next_color
from annotator.services.labels.schemes import Schemes

Documents = Sequence[LabelledDocument]


class Layer(StrEnum):
    """Over which text labels are exported: the corrected one, the raw one, or both, aligned."""

    CORRECTED = "corrected"
    RAW = "raw"
    BOTH = "both"


Sources = Sequence[tuple[Issue, Sequence[str]]]
"""Issues, each with the ids of its articles that are meant, in their order."""


def export_labels(form: LabelFormat, sources: Sources, layer: Layer, schemes: Schemes | None = None) -> bytes:
    """Return articles of issues as the content of one file that was read back.

    Args:
        form: the format.
        sources: what is exported.
        layer: over which text.
        schemes: the project's labels, for formats that write values of attributes by their kinds.

    Raises:
        UserError: the format needs a package that is not installed.
        AssertionError: what was written does not say what the articles say, which is a bug.
    """
    if layer is Layer.BOTH or form.write is None:
        data = write_labels(form, sources, layer, schemes)
        agrees = labels_agree(form, data, sources, layer)
    else:
        with no_collection():
            documents = layer_documents(sources, layer, schemes)
            data = form.write(documents)
            agrees = form.agrees(data, documents)
    if not agrees:
        raise AssertionError(f"{form.name} does not read back as it was written")
    return data


def write_labels(form: LabelFormat, sources: Sources, layer: Layer, schemes: Schemes | None = None) -> bytes:
    """Return articles of issues as the content of one file, see ``export_labels``.

    Both layers are an archive: a file of the format for each, and the alignment of their texts.

    Raises:
        UserError: the format needs a package that is not installed.
    """
    if form.write is None:
        raise ValueError(f"{form.name} is only read")
    if layer is not Layer.BOTH:
        with no_collection():
            return form.write(layer_documents(sources, layer, schemes))
    members: dict[str, bytes] = {"alignment.jsonl": alignment_jsonl(sources).encode("utf-8", "replace")}
    for each in _BOTH:
        data = write_labels(form, sources, each, schemes)
        held = members_of(data) if form.in_archive else {f"labels{form.suffix}": data}
        members |= {f"{each}/{name}": content for name, content in held.items()}
    return archive(members)


def labels_agree(form: LabelFormat, data: bytes, sources: Sources, layer: Layer) -> bool:
    """Tell whether a file, read again, says what the articles say."""
    if layer is not Layer.BOTH:
        with no_collection():
            return form.agrees(data, layer_documents(sources, layer))
    members = members_of(data)
    return "alignment.jsonl" in members and all(
        labels_agree(form, layer_of(members, each), sources, each) for each in _BOTH
    )


def layer_of(members: Members, layer: Layer) -> bytes:
    """Return the file of one layer that an archive of both holds: again an archive where that is what the format is."""
    held = {
        name.removeprefix(f"{layer}/"): content
        for name, content in members.items()
        if name.startswith(f"{layer}/")
    }
    return next(iter(held.values())) if len(held) == 1 else archive(held)


_BOTH = (Layer.CORRECTED, Layer.RAW)


def layer_documents(sources: Sources, layer: Layer, schemes: Schemes | None = None) -> list[LabelledDocument]:
    """Return articles of issues as documents, with the kinds of their attributes; of both layers the corrected."""
    raw = layer is Layer.RAW
    documents = [document for issue, names in sources for document in documents_of(issue, names, raw=raw)]
    if schemes is None:
        return documents
    free = free_attributes(_scheme_of(schemes, documents))
    return [replace(document, free=free) for document in documents] if free else documents


def alignment_jsonl(sources: Sources) -> str:
    """Return how the corrected and the raw text of each article correspond, as JSON Lines.

    ``pairs`` are stretches in reading order: start and end in the corrected text, start and end in the raw text.
    """
    lines = []
    for issue, names in sources:
        for name in names:
            pairs: list[tuple[int, int, int, int]] = []
            at = raw_at = 0
            for block in issue.blocks_of(name):
                raw = RawText(block, issue.pages)
                pairs += [(at + a, at + b, raw_at + c, raw_at + d) for a, b, c, d in raw.pairs()]
                at, raw_at = at + len(block.text) + 1, raw_at + len(raw.text) + 1
            said = {"article": name, "issue": issue.id, "offset_unit": CODE_POINT, "pairs": pairs}
            lines.append(json.dumps(said, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


def has_companions(form: LabelFormat) -> bool:
    """Tell whether files of a format have others beside them."""
    return form.name in ("label-studio", "doccano", "doccano-relations")


def companions(form: LabelFormat, schemes: Schemes, documents: Documents) -> dict[str, bytes]:
    """Return the files that belong beside an exported one, by what is put in the place of its suffix.

    They name the labels of the current scheme and those that the documents use.
    """
    whole = _scheme_of(schemes, documents)
    if form.name == "label-studio":
        return {".config.xml": label_studio_config(whole).encode("utf-8")}
    if form.name in ("doccano", "doccano-relations"):
        return {".labels.json": _doccano_labels(whole)}
    return {}


def _scheme_of(schemes: Schemes, documents: Documents) -> LabelScheme:
    """Return the labels of the current scheme and those that documents use."""
    used = {span.label for document in documents for span in document.spans}
    used |= {label.label for document in documents for label in document.labels}
    kept = tuple(
        label for label in schemes.known.labels if schemes.current.label(label.id) or label.id in used
    )
    return used_scheme(replace(schemes.known, labels=kept), documents)


def used_scheme(scheme: LabelScheme, documents: Documents) -> LabelScheme:
    """Return a scheme with the labels, attributes of them and relation types that documents use added to it.

    A new label has its name for an id, a colour of its own and a free code of keys; a new attribute is a yes-no one if
    it has no other value, and text otherwise.
    """
    spans: dict[str, dict[str, set[str]]] = {}
    whole: dict[str, dict[str, set[str]]] = {}
    for document in documents:
        for used, uses in ((spans, document.spans), (whole, document.labels)):
            for each in uses:
                values = used.setdefault(each.label, {})
                for name, value in each.attributes:
                    values.setdefault(name, set()).add(value)
    labels = {label.id: label for label in scheme.labels}
    for used, level in ((spans, Level.SPAN), (whole, Level.DOCUMENT)):
        for name, attributes in used.items():
            label = labels.get(name) or _new_label(name, level, labels.values())
            new = tuple(
                _attribute(each, held) for each, held in attributes.items() if not label.attribute(each)
            )
            labels[name] = replace(label, attributes=(*label.attributes, *new)) if new else label
    relations = {each.id: each for each in scheme.relations}
    for name in dict.fromkeys(each.type for document in documents for each in document.relations):
        if name not in relations:
            color = next_color([each.color for each in relations.values()])
            key = free_key([each.key for each in relations.values()], name)
            relations[name] = RelationType(name, name, color, key)
    return replace(scheme, labels=tuple(labels.values()), relations=tuple(relations.values()))


def _new_label(name: str, level: Level, others: Iterable[Label]) -> Label:
    held = list(others)
    color = next_color([label.color for label in held])
    return Label(name, name, color, free_key([label.key for label in held], name), level=level)


def _attribute(name: str, values: set[str]) -> Attribute:
    kind = AttributeKind.YES_NO if values == {YES} else AttributeKind.TEXT
    return Attribute(name, name, kind)


def _doccano_labels(scheme: LabelScheme) -> bytes:
    """Return the labels as doccano imports them."""
    listed = [
        {
            "text": label.id,
            "suffix_key": label.key if len(label.key) == 1 else None,
            "background_color": label.color,
            "text_color": "#ffffff",
        }
        for label in scheme.labels
        if label.level is Level.SPAN
    ]
    return f"{json.dumps(listed, ensure_ascii=False, indent=1)}\n".encode()
