"""The paragraphs of a DOCX file with all tracked changes accepted, or all rejected."""

from __future__ import annotations

import io

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def docx_paragraphs(data: bytes, *, accept: bool = True) -> list[str]:
    """Return the texts of the paragraphs of a file's body.

    Args:
        data: the file.
        accept: whether changes are accepted; else rejected.
    """
    gone, gone_mark = (qn("w:del"), qn("w:del")) if accept else (qn("w:ins"), qn("w:ins"))
    found: list[str] = []
    open_text = ""
    for paragraph in Document(io.BytesIO(data)).element.body.iterchildren(qn("w:p")):
        open_text += "".join(_texts(paragraph, gone))
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{gone_mark}") is None:
            found.append(open_text)
            open_text = ""
    return [*found, open_text] if open_text else found


def _texts(element: BaseOxmlElement, gone: str) -> list[str]:
    found: list[str] = []
    for child in element.iterchildren():
        if child.tag == gone or child.tag == qn("w:pPr"):
            continue
        if child.tag in (qn("w:t"), qn("w:delText")):
            found.append(child.text or "")
        elif child.tag == qn("w:br"):
            found.append("\n")
        else:
            found.extend(_texts(child, gone))
    return found
