"""spaCy's DocBin: documents whose tokens are single characters, by the library itself, which is an extra.

All spans are in the group ``sc``, those that do not overlap are entities too; labels of the whole text are ``cats``.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any

from annotator.errors import UserError
from annotator.formats.labels.document import LabelledDocument, Span, in_order, without_overlaps
from annotator.formats.labels.features import Feature, reduced
from annotator.formats.labels.reading import Reading, Record, WrongRecordError, checked_label, whole_file
from annotator.model.labels import DocumentLabel

HOLDS = frozenset({Feature.OVERLAPS, Feature.BLANKS, Feature.DOCUMENT_LABELS})

_GROUP = "sc"
_DETAILS = ("article", "issue", "title", "text_layer")


def _tokens() -> Any:
    try:
        return importlib.import_module("spacy.tokens")
    except ImportError as error:
        raise UserError("spacy.not_installed") from error


def docbin(documents: Iterable[LabelledDocument]) -> bytes:
    """Return documents as a DocBin.

    Raises:
        UserError: spaCy is not installed.
    """
    tokens, vocabulary = _tokens(), importlib.import_module("spacy.vocab").Vocab()
    store = tokens.DocBin(attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=True)
    for document in documents:
        kept = reduced(document, HOLDS)
        words = list(kept.text)
        made = tokens.Doc(vocabulary, words=words, spaces=[False] * len(words))
        if kept.spans:
            alone = {id(each) for each in without_overlaps(kept.spans)}
            spans = [tokens.Span(made, each.start, each.end, label=each.label) for each in kept.spans]
            made.set_ents([span for span, each in zip(spans, kept.spans, strict=True) if id(each) in alone])
            made.spans[_GROUP] = spans
        made.cats = {label.label: 1.0 for label in kept.labels}
        made.user_data.update(zip(_DETAILS, (kept.id, kept.issue, kept.title, kept.layer), strict=True))
        store.add(made)
    return bytes(store.to_bytes())


def read_docbin(content: bytes) -> Reading:
    """Read a DocBin; its groups of spans, or where there are none its entities.

    Raises:
        UserError: spaCy is not installed.
    """
    tokens, vocabulary = _tokens(), importlib.import_module("spacy.vocab").Vocab()
    try:
        made = list(tokens.DocBin().from_bytes(content).get_docs(vocabulary))
    except Exception as error:  # noqa: BLE001  # whatever the library says of a damaged file
        return whole_file(WrongRecordError("format", error))
    return Reading(tuple(Record(number, _document(each)) for number, each in enumerate(made, start=1)))


def _document(made: Any) -> LabelledDocument:
    groups = [span for group in made.spans.values() for span in group]
    spans = in_order(
        Span(checked_label(span.label_ or "span"), ((span.start_char, span.end_char),))
        for span in groups or made.ents
    )
    labels = tuple(DocumentLabel(name) for name, value in made.cats.items() if value >= 0.5)
    name, issue, title, layer = (str(made.user_data.get(each, "")) for each in _DETAILS)
    return LabelledDocument(name, title, made.text, spans, (), labels, issue, layer == "raw")
