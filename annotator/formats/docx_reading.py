"""The paragraphs of a DOCX file with all tracked changes accepted, or all rejected.

Source of the format: ECMA-376, part 1, chapter 17 (WordprocessingML), and part 3 for alternate content.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = qn("w:txbxContent")
_TEXTS = (qn("w:t"), qn("w:delText"))
_MARKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
_SKIPPED = frozenset({qn("w:pPr"), qn("w:rPr"), _BOX, _FALLBACK})


def docx_paragraphs(data: bytes, *, accept: bool = True) -> list[str]:
    """Return the texts of the paragraphs of a file's body, those in tables and text boxes where they stand.

    Args:
        data: the file.
        accept: whether changes are accepted; else rejected.
    """
    gone = frozenset(map(qn, ("w:del", "w:moveFrom") if accept else ("w:ins", "w:moveTo")))
    found: list[str] = []
    open_text = ""
    for paragraph in _paragraphs(Document(io.BytesIO(data)).element.body, gone):
        open_text += "".join(_texts(paragraph, gone))
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        if mark is None or not any(child.tag in gone for child in mark):
            found.append(open_text)
            open_text = ""
    return [*found, open_text] if open_text else found


def _paragraphs(element: BaseOxmlElement, gone: frozenset[str]) -> Iterator[BaseOxmlElement]:
    """Yield paragraphs in the order of the file, those of a text box behind the one it is anchored in."""
    for child in element.iterchildren():
        if child.tag in gone or child.tag == _FALLBACK or _is_gone_row(child, gone):
            continue
        if child.tag == qn("w:p"):
            yield child
        yield from _paragraphs(child, gone)


def _is_gone_row(element: BaseOxmlElement, gone: frozenset[str]) -> bool:
    about = element.find(qn("w:trPr")) if element.tag == qn("w:tr") else None
    return about is not None and any(child.tag in gone for child in about)


def _texts(element: BaseOxmlElement, gone: frozenset[str]) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag in gone or child.tag in _SKIPPED:
            continue
        if child.tag in _TEXTS:
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        else:
            yield from _texts(child, gone)
