"""The formats of labels: what writes them, what reads them, what they can hold, and what should come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotator.formats.labels import json_lines, uima, uima_reading
from annotator.formats.labels.brat import HOLDS as BRAT_HOLDS
from annotator.formats.labels.brat import brat_annotations, brat_configuration, brat_document, read_brat
from annotator.formats.labels.conll import HOLDS as CONLL_HOLDS
from annotator.formats.labels.conll import conll, conll_document, read_conll
from annotator.formats.labels.docbin import HOLDS as DOCBIN_HOLDS
from annotator.formats.labels.docbin import docbin, read_docbin
from annotator.formats.labels.document import LabelledDocument
from annotator.formats.labels.features import Feature, reduced, same
from annotator.formats.labels.json_lines_reading import read_json_lines
from annotator.formats.labels.label_studio import HOLDS as LABEL_STUDIO_HOLDS
from annotator.formats.labels.label_studio import label_studio_json
from annotator.formats.labels.label_studio_reading import read_label_studio
from annotator.formats.labels.reading import Reading, Record, WrongRecordError, whole_file
from annotator.formats.labels.table import HOLDS as TABLE_HOLDS
from annotator.formats.labels.table import labels_csv, read_labels_csv
from annotator.formats.labels.tei_labels import HOLDS as TEI_HOLDS
from annotator.formats.labels.tei_labels import read_tei_labels, tei_labels
from annotator.formats.labels.web_annotation import HOLDS as WEB_HOLDS
from annotator.formats.labels.web_annotation import read_web_annotation, web_annotation
from annotator.formats.labels.webanno_tsv import HOLDS as TSV_HOLDS
from annotator.formats.labels.webanno_tsv import webanno_document, webanno_tsv
from annotator.formats.labels.webanno_tsv_reading import read_webanno_tsv
from annotator.formats.labels.yedda import read_yedda
from annotator.services.label_exchange.label_archive import Members
from annotator.services.label_exchange.label_files import (
    Documents,
    decoded,
    each_of,
    from_files,
    in_files,
    text_beside,
)

CODE_POINT, UTF16 = "code_point", "utf16"


@dataclass(frozen=True, slots=True)
class LabelFormat:
    """One format of labels.

    Attributes:
        name: its name on the command line and in the window's tables.
        suffix: of a file that holds many documents.
        offset_unit: in which its positions count; empty: it has none.
        holds: what it can hold.
        read: reads a file.
        write: writes documents into a file; None: it is only read.
        comes_back: what reading gives of what was written; by default what it can hold.
        sample: how a document looks in it, where the file is no text.
    """

    name: str
    suffix: str
    offset_unit: str
    holds: frozenset[Feature]
    read: Callable[[bytes], Reading]
    write: Callable[[Documents], bytes] | None = None
    comes_back: Callable[[Documents], Documents] | None = None
    sample: Callable[[LabelledDocument], str] | None = None

    @property
    def in_archive(self) -> bool:
        """Whether each document has a file of its own, all of them in an archive."""
        return self.suffix == ".zip"

    def agrees(self, data: bytes, documents: Documents) -> bool:
        """Tell whether a file says what the format can hold of documents."""
        reading = self.read(data)
        if reading.refused:
            return False
        wanted = (
            self.comes_back(documents)
            if self.comes_back
            else [reduced(each, self.holds) for each in documents]
        )
        return same(reading.documents, wanted, frozenset(Feature))


def _text(write: Callable[[Documents], str]) -> Callable[[Documents], bytes]:
    return lambda documents: write(documents).encode("utf-8")


def _read_text(read: Callable[[str], Reading]) -> Callable[[bytes], Reading]:
    return lambda data: read(decoded(data))


def _one(read: Callable[[str], LabelledDocument]) -> Callable[[bytes], Reading]:
    """Return what reads a file that holds one document."""
    return lambda data: _single(lambda: read(decoded(data)))


def _single(read: Callable[[], LabelledDocument]) -> Reading:
    try:
        return Reading((Record(1, read()),))
    except WrongRecordError as error:
        return whole_file(error)


def _brat_files(document: LabelledDocument, stem: str) -> Members:
    text = reduced(document, BRAT_HOLDS).text
    return {f"{stem}.txt": text.encode("utf-8"), f"{stem}.ann": brat_annotations(document).encode("utf-8")}


def _web_files(document: LabelledDocument, stem: str) -> Members:
    annotations = web_annotation(document, f"{stem}.txt")
    # A text with lone surrogates has no file in UTF-8; JSON can hold them, so the positions stay.
    text = document.text.encode("utf-8", "replace")
    return {f"{stem}.txt": text, f"{stem}.jsonld": annotations.encode("utf-8")}


def _nothing(_: Documents) -> Members:
    return {}


def _with_types(documents: Documents) -> Members:
    return {"TypeSystem.xml": uima.type_system_xml(documents).encode("utf-8")}


_LINES = each_of(".jsonl", _read_text(read_json_lines))
_WEB_HOLDS = WEB_HOLDS - {Feature.CHARACTERS}

LABEL_FORMATS: tuple[LabelFormat, ...] = (
    LabelFormat(
        "doccano", ".jsonl", CODE_POINT, json_lines.DOCCANO_HOLDS, _LINES, _text(json_lines.doccano_jsonl)
    ),
    LabelFormat(
        "doccano-relations",
        ".jsonl",
        CODE_POINT,
        json_lines.DOCCANO_RELATIONS_HOLDS,
        _LINES,
        _text(json_lines.doccano_relations_jsonl),
    ),
    LabelFormat(
        "label-studio",
        ".json",
        UTF16,
        LABEL_STUDIO_HOLDS,
        _read_text(read_label_studio),
        _text(label_studio_json),
    ),
    LabelFormat(
        "prodigy", ".jsonl", CODE_POINT, json_lines.PRODIGY_HOLDS, _LINES, _text(json_lines.prodigy_jsonl)
    ),
    LabelFormat(
        "argilla", ".jsonl", CODE_POINT, json_lines.ARGILLA_HOLDS, _LINES, _text(json_lines.argilla_jsonl)
    ),
    LabelFormat(
        "spacy-jsonl", ".jsonl", CODE_POINT, json_lines.SPACY_HOLDS, _LINES, _text(json_lines.spacy_jsonl)
    ),
    LabelFormat(
        "spacy",
        ".spacy",
        CODE_POINT,
        DOCBIN_HOLDS,
        read_docbin,
        docbin,
        sample=lambda each: json_lines.spacy_jsonl([each]),
    ),
    LabelFormat(
        "brat",
        ".zip",
        CODE_POINT,
        BRAT_HOLDS,
        from_files(
            ".ann", lambda files, name: read_brat(text_beside(files, name, ".txt"), decoded(files[name]))
        ),
        in_files(
            "brat",
            CODE_POINT,
            _brat_files,
            lambda documents: {"annotation.conf": brat_configuration(documents).encode("utf-8")},
        ),
        lambda documents: [brat_document(each) for each in documents],
        lambda document: f"{document.text}\n\n{brat_annotations(document)}",
    ),
    LabelFormat(
        "webanno-tsv",
        ".zip",
        UTF16,
        TSV_HOLDS,
        from_files(".tsv", lambda files, name: read_webanno_tsv(decoded(files[name]))),
        in_files(
            "webanno-tsv",
            UTF16,
            lambda each, stem: {f"{stem}.tsv": webanno_tsv(each).encode("utf-8")},
            _nothing,
        ),
        lambda documents: [webanno_document(each) for each in documents],
        webanno_tsv,
    ),
    LabelFormat(
        "uima-xmi",
        ".zip",
        UTF16,
        uima.HOLDS,
        from_files(".xmi", lambda files, name: uima_reading.read_cas_xmi(files[name])),
        in_files(
            "uima-xmi",
            UTF16,
            lambda each, stem: {f"{stem}.xmi": uima.cas_xmi(each).encode("utf-8")},
            _with_types,
        ),
        sample=uima.cas_xmi,
    ),
    LabelFormat(
        "uima-json",
        ".zip",
        UTF16,
        uima.JSON_HOLDS,
        from_files(".json", lambda files, name: uima_reading.read_cas_json(decoded(files[name]))),
        in_files(
            "uima-json",
            UTF16,
            lambda each, stem: {f"{stem}.json": uima.cas_json(each).encode("utf-8")},
            _nothing,
        ),
        sample=uima.cas_json,
    ),
    LabelFormat(
        "conll-bio",
        ".conll",
        "",
        CONLL_HOLDS,
        _read_text(read_conll),
        _text(lambda documents: conll(documents, "BIO")),
        lambda documents: [conll_document(documents)],
    ),
    LabelFormat(
        "conll-bmes",
        ".conll",
        "",
        CONLL_HOLDS,
        _read_text(read_conll),
        _text(lambda documents: conll(documents, "BMES")),
        lambda documents: [conll_document(documents)],
    ),
    LabelFormat("tei-labels", ".xml", "", TEI_HOLDS, read_tei_labels, _text(tei_labels)),
    LabelFormat(
        "web-annotation",
        ".zip",
        CODE_POINT,
        _WEB_HOLDS,
        from_files(
            ".jsonld",
            lambda files, name: read_web_annotation(text_beside(files, name, ".txt"), decoded(files[name])),
        ),
        in_files("web-annotation", CODE_POINT, _web_files, _nothing),
        sample=lambda document: web_annotation(document, "0001.txt"),
    ),
    LabelFormat(
        "labels-csv",
        ".csv",
        CODE_POINT,
        TABLE_HOLDS,
        _read_text(read_labels_csv),
        lambda documents: b"\xef\xbb\xbf" + labels_csv(documents).encode("utf-8"),
    ),
    LabelFormat("yedda", ".ann", "", frozenset({Feature.OVERLAPS, Feature.SUGGESTIONS}), _one(read_yedda)),
)
"""All formats of labels, in the order they are offered."""


def label_format(name: str) -> LabelFormat | None:
    """Return a format by its name, or None."""
    return next((form for form in LABEL_FORMATS if form.name == name), None)
