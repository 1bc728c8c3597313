"""Exporting labels: over which text, with which files beside, read back before it is called done."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from annotator.formats.labels.document import LabelledDocument, RawText, documents_of
from annotator.formats.labels.label_studio import label_studio_config
from annotator.model.issue import Issue
from annotator.model.labels import Label, LabelScheme, Level, RelationType
from annotator.services.label_archive import archive, members_of
from annotator.services.label_colors import next_color
from annotator.services.label_formats import CODE_POINT, LabelFormat

Documents = Sequence[LabelledDocument]


class Layer(StrEnum):
    """Over which text labels are exported: the corrected one, the raw one, or both, aligned."""

    CORRECTED = "corrected"
    RAW = "raw"
    BOTH = "both"


Sources = Sequence[tuple[Issue, Sequence[str]]]
"""Issues, each with the ids of its articles that are meant, in their order."""


def export_labels(form: LabelFormat, sources: Sources, layer: Layer) -> bytes:
    """Return articles of issues as the content of one file that was read back.

    Raises:
        UserError: the format needs a package that is not installed.
        AssertionError: what was written does not say what the articles say, which is a bug.
    """
    data = write_labels(form, sources, layer)
    if not labels_agree(form, data, sources, layer):
        raise AssertionError(f"{form.name} does not read back as it was written")
    return data


def write_labels(form: LabelFormat, sources: Sources, layer: Layer) -> bytes:
    """Return articles of issues as the content of one file.

    Both layers are an archive: a file of the format for each, and the alignment of their texts.

    Raises:
        UserError: the format needs a package that is not installed.
    """
    if form.write is None:
        raise ValueError(f"{form.name} is only read")
    if layer is not Layer.BOTH:
        return form.write(layer_documents(sources, layer))
    members = {f"{each}/labels{form.suffix}": write_labels(form, sources, each) for each in _BOTH}
    return archive({**members, "alignment.jsonl": alignment_jsonl(sources).encode("utf-8", "replace")})


def labels_agree(form: LabelFormat, data: bytes, sources: Sources, layer: Layer) -> bool:
    """Tell whether a file, read again, says what the articles say."""
    if layer is not Layer.BOTH:
        return form.agrees(data, layer_documents(sources, layer))
    members = members_of(data)
    return len(members) == 3 and all(
        labels_agree(form, members.get(f"{each}/labels{form.suffix}", b""), sources, each) for each in _BOTH
    )


_BOTH = (Layer.CORRECTED, Layer.RAW)


def layer_documents(sources: Sources, layer: Layer) -> list[LabelledDocument]:
    """Return articles of issues as documents; of both layers the corrected one."""
    raw = layer is Layer.RAW
    return [document for issue, names in sources for document in documents_of(issue, names, raw=raw)]


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


def companions(form: LabelFormat, scheme: LabelScheme, documents: Documents) -> dict[str, bytes]:
    """Return the files that belong beside an exported one, by what is put in the place of its suffix."""
    whole = used_scheme(scheme, documents)
    if form.name == "label-studio":
        return {".config.xml": label_studio_config(whole).encode("utf-8")}
    if form.name in ("doccano", "doccano-relations"):
        return {".labels.json": _doccano_labels(whole)}
    return {}


def used_scheme(scheme: LabelScheme, documents: Documents) -> LabelScheme:
    """Return a scheme with the labels and relation types that documents use added to it."""
    spans = {span.label: None for document in documents for span in document.spans}
    whole = {label.label: None for document in documents for label in document.labels}
    types = {relation.type: None for document in documents for relation in document.relations}
    for name in (*spans, *whole):
        if scheme.label(name) is None:
            level = Level.SPAN if name in spans else Level.DOCUMENT
            label = Label(name, name, next_color([each.color for each in scheme.labels]), level=level)
            scheme = replace(scheme, labels=(*scheme.labels, label))
    for name in types:
        if scheme.relation(name) is None:
            color = next_color([each.color for each in scheme.relations])
            scheme = replace(scheme, relations=(*scheme.relations, RelationType(name, name, color)))
    return scheme


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
