"""Reading XML from anywhere without harm: no entities, no network, no files beside it."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from annotator.errors import UserError
from annotator.formats.ocr.scanned import Element


def parse_xml(data: bytes) -> Element:
    """Return the root of an XML document.

    Raises:
        UserError: it is no XML (``ocr.xml``, with the line), or declares entities (``ocr.entities``).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_blank_text=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UserError(
            "ocr.xml", line=error.lineno or 1, reason=" ".join((error.msg or "").split())
        ) from error
    except ValueError as error:
        raise UserError("ocr.xml", line=1, reason=" ".join(str(error).split())) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise UserError("ocr.entities")
    return root


def serialize(root: Element) -> bytes:
    """Return a document as bytes, in the encoding and with the declarations it came with."""
    info = root.getroottree().docinfo
    written: bytes = etree.tostring(
        root.getroottree(),
        encoding=info.encoding or "UTF-8",
        xml_declaration=True,
        standalone=info.standalone,
    )
    return written if written.endswith(b"\n") else written + b"\n"


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace; an empty text for comments and the like."""
    tag = element.tag
    return _without_namespace(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=512)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


def number(text: str | None) -> float | None:
    """Return a number as XML has it, or None for anything else."""
    try:
        return float(text) if text else None
    except ValueError:
        return None
