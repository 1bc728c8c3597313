"""The formats of labels an issue can be exported to, each read back before it is called done."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

from annotator.formats.labels.brat import brat_annotations, read_brat
from annotator.formats.labels.conll import conll, read_conll
from annotator.formats.labels.document import LabelledDocument, document_of, without_gaps, without_overlaps
from annotator.formats.labels.json_lines import (
    doccano_jsonl,
    doccano_relations_jsonl,
    prodigy_jsonl,
    read_json_lines,
)
from annotator.formats.labels.label_studio import label_studio_json, read_label_studio
from annotator.services.export_material import Material

_TIME = (1980, 1, 1, 0, 0, 0)


def documents_of(material: Material, articles: Sequence[str]) -> list[LabelledDocument]:
    """Return articles as labelled documents."""
    return [document_of(material.issue, article_id) for article_id in articles]


def text_writer(
    write: Callable[[Sequence[LabelledDocument]], str],
) -> Callable[[Material, Sequence[str]], bytes]:
    """Return what writes documents as text into a file in UTF-8."""
    return lambda material, articles: write(documents_of(material, articles)).encode("utf-8", "replace")


doccano, doccano_relations = text_writer(doccano_jsonl), text_writer(doccano_relations_jsonl)
prodigy, label_studio = text_writer(prodigy_jsonl), text_writer(label_studio_json)
conll_bio = text_writer(lambda documents: conll(documents, "BIO"))
conll_bmes = text_writer(lambda documents: conll(documents, "BMES"))


def json_lines_agree(data: bytes, material: Material, articles: Sequence[str]) -> bool:
    """Tell whether JSON Lines say what the articles say."""
    return _same(read_json_lines(data.decode("utf-8")), documents_of(material, articles))


def label_studio_agrees(data: bytes, material: Material, articles: Sequence[str]) -> bool:
    """Tell whether tasks say what the articles say."""
    return _same(read_label_studio(data.decode("utf-8")), documents_of(material, articles))


def _same(read: Sequence[LabelledDocument], wanted: Sequence[LabelledDocument]) -> bool:
    return [(each.text, _said(each)) for each in read] == [(each.text, _said(each)) for each in wanted]


def _said(document: LabelledDocument) -> list[tuple[str, str]]:
    return [(span.label, span.surface(document.text)) for span in without_gaps(document)]


def conll_agrees(data: bytes, material: Material, articles: Sequence[str]) -> bool:
    """Tell whether lines of characters and tags say what the articles say, blanks and second labels left out."""
    read = read_conll(data.decode("utf-8"))
    wanted = [
        (span.label, "".join(span.surface(document.text).split()))
        for document in documents_of(material, articles)
        for span in without_overlaps(document)
    ]
    found = [(span.label, "".join(span.surface(read.text).split())) for span in read.spans]
    text = "".join(document.text for document in documents_of(material, articles))
    # A span of blanks only has no line to stand on, and one over two paragraphs comes back in two.
    return "".join(read.text.split()) == "".join(text.split()) and _flat(found) == _flat(wanted)


def _flat(spans: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(label, character) for label, text in spans for character in text]


def brat(material: Material, articles: Sequence[str]) -> bytes:
    """Return articles as an archive of pairs of files, and the configuration that names the labels."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        kinds: dict[str, None] = {}
        for number, document in enumerate(documents_of(material, articles), start=1):
            annotations = brat_annotations(document)
            kinds.update(
                dict.fromkeys(
                    line.split("\t")[1].split()[0] for line in annotations.split("\n") if line[:1] == "T"
                )
            )
            _add(archive, f"{number:04d}.txt", document.text)
            _add(archive, f"{number:04d}.ann", annotations)
        listed = "\n".join(kinds)
        _add(archive, "annotation.conf", f"[entities]\n{listed}\n[relations]\n[events]\n[attributes]\n")
    return made.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: str) -> None:
    archive.writestr(zipfile.ZipInfo(name, _TIME), content.encode("utf-8", "replace"), zipfile.ZIP_DEFLATED)


def brat_agrees(data: bytes, material: Material, articles: Sequence[str]) -> bool:
    """Tell whether an archive of pairs of files says what the articles say."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if len(archive.namelist()) != 2 * len(articles) + 1:
            return False
        for number, document in enumerate(documents_of(material, articles), start=1):
            text = archive.read(f"{number:04d}.txt").decode("utf-8")
            read = read_brat(text, archive.read(f"{number:04d}.ann").decode("utf-8"))
            wanted = [(span.label, span.surface(text).replace("\n", "")) for span in document.spans]
            found = [(span.label, span.surface(text)) for span in read.spans]
            if text != document.text or found != [each for each in wanted if each[1]]:
                return False
    return True
