"""Formats of labels with a file a document: an archive of them, and a list of what they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from annotator import __version__
from annotator.formats.labels.document import LabelledDocument
from annotator.formats.labels.reading import Reading, Record, Refusal, WrongRecordError
from annotator.services.label_exchange.label_archive import Members, archive, members_of, natural
from annotator.text.encoding import decode
from annotator.text.json_data import parse_json

Documents = Sequence[LabelledDocument]


def decoded(data: bytes) -> str:
    """Return the characters of a file of labels: UTF-8, or what it is found to be.

    Raises:
        UserError: it is no text.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data).text


def in_files(
    form: str,
    unit: str,
    write: Callable[[LabelledDocument, str], Members],
    extra: Callable[[Documents], Members],
) -> Callable[[Documents], bytes]:
    """Return what writes an archive with the files of each document, named by numbers, and a list of them."""

    def written(documents: Documents) -> bytes:
        members: dict[str, bytes] = {"export.json": _told(form, unit, documents)}
        for number, document in enumerate(documents, start=1):
            members |= write(document, f"{number:04d}")
        return archive(members | dict(extra(documents)))

    return written


def _told(form: str, unit: str, documents: Documents) -> bytes:
    """Return what an archive says of itself."""
    listed = [
        {"file": f"{number:04d}", "article": each.id, "issue": each.issue, "title": each.title}
        for number, each in enumerate(documents, start=1)
    ]
    said = {
        "tool": f"annotator {__version__}",
        "format": form,
        "offset_unit": unit or None,
        "text_layer": documents[0].layer if documents else None,
        "documents": listed,
    }
    return f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode("utf-8", "replace")


def from_files(suffix: str, read: Callable[[Members, str], LabelledDocument]) -> Callable[[bytes], Reading]:
    """Return what reads an archive, or a single file; each file of the suffix is a record."""

    def reading(data: bytes) -> Reading:
        members = members_of(data) if data[:2] == b"PK" else {f"1{suffix}": data}
        names = sorted((name for name in members if _is_record(name, suffix)), key=natural)
        told = _listed(members)
        records, refused = [], []
        for number, name in enumerate(names, start=1):
            try:
                document = read(members, name)
            except WrongRecordError as error:
                refused.append(Refusal(number, error.code, error.detail, name))
                continue
            said = told.get(name.removesuffix(suffix).rpartition("/")[2])
            if said is not None:
                article, issue, title, raw = said
                document = replace(document, id=article, issue=issue, title=title, raw=raw)
            records.append(Record(number, document, name))
        if not names and "export.json" not in members:
            refused.append(Refusal(0, "format"))
        return Reading(tuple(records), tuple(refused))

    return reading


def each_of(suffix: str, read: Callable[[bytes], Reading]) -> Callable[[bytes], Reading]:
    """Return what reads a file of many records, or an archive of such files."""

    def reading(data: bytes) -> Reading:
        if data[:2] != b"PK":
            return read(data)
        records: list[Record] = []
        refused: list[Refusal] = []
        members = members_of(data)
        for name in sorted((name for name in members if _is_record(name, suffix)), key=natural):
            found = read(members[name])
            records += [replace(record, member=name) for record in found.records]
            refused += [replace(each, member=name) for each in found.refused]
        return Reading(tuple(records), tuple(refused))

    return reading


def _is_record(name: str, suffix: str) -> bool:
    return name.lower().endswith(suffix) and name.rpartition("/")[2] != "export.json"


def _listed(members: Members) -> dict[str, tuple[str, str, str, bool]]:
    """Return what an archive of ours says of its documents, by the files' names."""
    try:
        told = parse_json(members.get("export.json", b"{}"))
        raw = told.get("text_layer") == "raw"
        return {
            str(each["file"]): (str(each["article"]), str(each["issue"]), str(each["title"]), raw)
            for each in told.get("documents", ())
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def text_beside(members: Members, name: str, suffix: str) -> str:
    """Return the text that lies beside a file of annotations."""
    text = members.get(f"{name.rpartition('.')[0]}{suffix}")
    if text is None:
        raise WrongRecordError("text", name)
    return decoded(text)
