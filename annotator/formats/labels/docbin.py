"""spaCy's DocBin: documents whose tokens are single characters, by the library itself, which is an extra.

All spans are in the group ``sc``, those that do not overlap are entities too; labels of the whole text are ``cats``.
"""

from __future__ import annotations

import importlib
import struct
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np

from annotator.errors import UserError
from annotator.formats.labels.document import LabelledDocument, Span, in_order, without_overlaps
from annotator.formats.labels.features import Feature, reduced
from annotator.formats.labels.reading import Reading, WrongRecordError, checked_label, read_each, whole_file
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

    The library writes the file, but what it is made of is put into its store directly, as ``DocBin.add`` would take
    it out of a ``Doc``: that asks each token for nine strings, and the catalogue of plug-ins for each document.

    Raises:
        UserError: spaCy is not installed.
    """
    tokens, strings = _tokens(), importlib.import_module("spacy.strings")
    # The library's own ``packb`` asks the catalogue of plug-ins each time.
    pack = importlib.import_module("srsly.msgpack").Packer(use_bin_type=True).pack
    number_of: Callable[[str], int] = cache(strings.get_string_id)
    store = tokens.DocBin(attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=True)
    store.strings.add("")  # what a token has that says nothing else
    for document in documents:
        kept = reduced(document, HOLDS)
        store.tokens.append(_token_table(kept, number_of))
        store.spaces.append(np.zeros((len(kept.text), 1), bool))
        store.flags.append({"has_unknown_spaces": False})
        store.strings.update(kept.text, (span.label for span in kept.spans))
        store.cats.append({label.label: 1.0 for label in kept.labels})
        said = dict(zip(_DETAILS, (kept.id, kept.issue, kept.title, kept.layer), strict=True))
        store.user_data.append(pack(said))
        listed = [
            _SPAN.pack(0, 0, number_of(each.label), each.start, each.end, each.start, each.end)
            for each in kept.spans
        ]
        group = pack({"name": _GROUP, "attrs": {}, "spans": listed})
        store.span_groups.append(pack({group: [_GROUP]} if listed else []))
    return bytes(store.to_bytes())


_BEGIN, _INSIDE, _OUTSIDE = 3, 1, 2
"""What a token is to the entity it is in, as spaCy numbers it."""

_SPAN = struct.Struct(">QQQllll")
"""A span of a group: its id, that of what it names, its label, first and last token, first and last character."""


def _token_table(document: LabelledDocument, number_of: Callable[[str], int]) -> np.ndarray[Any, Any]:
    """Return a row for each character: its number, its place in an entity, the entity's label."""
    table = np.zeros((len(document.text), 3), np.uint64)
    table[:, 0] = [number_of(character) for character in document.text]
    table[:, 1] = _OUTSIDE
    for span in without_overlaps(document.spans):
        table[span.start, 1] = _BEGIN
        table[span.start + 1 : span.end, 1] = _INSIDE
        table[span.start : span.end, 2] = number_of(span.label)
    return table


def read_docbin(content: bytes) -> Reading:
    """Read a DocBin; its groups of spans, or where there are none its entities.

    Raises:
        UserError: spaCy is not installed.
    """
    tokens, vocabulary = _tokens(), importlib.import_module("spacy.vocab").Vocab()
    word_of: Callable[[int], str] = cache(vocabulary.strings.__getitem__)
    try:
        store = tokens.DocBin().from_bytes(content)
        for word in store.strings:
            vocabulary.strings.add(word)
        unpack = _unpacker()
        spans = [_grouped(unpack, each, word_of) for each in store.span_groups]
        said = [unpack(each) if each else {} for each in store.user_data]
        # Unpacking these, the library asks the catalogue of plug-ins three times for each document.
        store.span_groups, store.user_data = [b""] * len(store), []
        made = list(zip(store.get_docs(vocabulary), spans, said, strict=True))
    except Exception as error:  # noqa: BLE001  # whatever the library says of a damaged file
        return whole_file(WrongRecordError("format", error))
    return read_each(enumerate(made, start=1), lambda each: _document(*each, word_of))


def _unpacker() -> Callable[[bytes], Any]:
    made = importlib.import_module("srsly.msgpack").Unpacker(
        use_list=False, raw=False, max_buffer_size=2**31 - 1
    )

    def unpack(packed: bytes) -> Any:
        made.feed(packed)
        return made.unpack()

    return unpack


_Placed = tuple[str, int, int]
"""A label with the first character of its span and the one past its last."""


def _grouped(unpack: Callable[[bytes], Any], packed: bytes, word_of: Callable[[int], str]) -> list[_Placed]:
    """Return the spans of all groups of a document."""
    groups = (unpack(group) for group in (unpack(packed) if packed else ()))
    listed = (_SPAN.unpack(span) for group in groups for span in group["spans"])
    return [(word_of(label), start, end) for _, _, label, _, _, start, end in listed]


def _document(
    made: Any, placed: list[_Placed], said: Mapping[Any, Any], word_of: Callable[[int], str]
) -> LabelledDocument:
    found = placed or [(each.label_, each.start_char, each.end_char) for each in made.ents]
    spans = in_order(Span(checked_label(label or "span"), ((start, end),)) for label, start, end in found)
    labels = tuple(DocumentLabel(name) for name, value in made.cats.items() if value >= 0.5)
    name, issue, title, layer = (str(said.get(each, "")) for each in _DETAILS)
    table = made.to_array(["ORTH", "SPACY"])
    # Token by token, as the library puts a text together, takes ten times as long.
    text = made.text if table[:, 1].any() else "".join(map(word_of, table[:, 0].tolist()))
    return LabelledDocument(name, title, text, spans, (), labels, issue, layer == "raw")
