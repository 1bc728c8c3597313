"""Reading XML from anywhere without harm: no entities, no network, no files beside it."""

from __future__ import annotations

import re
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


def serialize(root: Element, data: bytes) -> bytes:
    """Return a document as bytes, in the encoding and with the declaration it came with.

    Args:
        root: of the document.
        data: what it was read from.
    """
    tree = root.getroottree()
    encoding = tree.docinfo.encoding or "UTF-8"
    found = _DECLARATION.match(data)
    declaration = found[0] if found else b""
    if not declaration and encoding.upper() not in _PLAIN:
        written: bytes = etree.tostring(tree, encoding=encoding, xml_declaration=True)
    else:
        # What was declared stands there again as it was written, and nothing where nothing was.
        written = declaration + etree.tostring(tree, encoding=encoding, xml_declaration=False)
    if b"http-equiv" not in data:
        # The library puts this into every document that calls itself XHTML.
        written = _ADDED.sub(b"", written, count=1)
    return written.rstrip(b"\n") + b"\n" if data.endswith(b"\n") else written


_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>\s*)?")
_ADDED = re.compile(rb'\s*<meta http-equiv="Content-Type" content="[^"]*" />')
_PLAIN = frozenset({"UTF-8", "UTF8", "US-ASCII", "ASCII"})


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
