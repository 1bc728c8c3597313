"""The text of a web page: its blocks as lines, without scripts, styles and navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

_LEFT_OUT = frozenset({"script", "style", "nav", "template", "noscript", "head", "svg"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)


def html_text(source: str) -> str:
    """Return the text of a web page, a line a block, in the order of the page.

    Args:
        source: the page, decoded.
    """
    if not source.strip():
        return ""
    try:
        root = html.document_fromstring(source)
    except etree.ParserError:
        return ""  # there is nothing but marks in it
    text = "".join(_texts(root))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _texts(element: Any) -> Iterator[str]:
    name = element.tag if isinstance(element.tag, str) else ""
    if name and name not in _LEFT_OUT:
        block = name in _BLOCKS
        yield "\n" if block or name == "br" else ""
        yield _flowing(element.text)
        for child in element:
            yield from _texts(child)
            yield _flowing(child.tail)
        yield "\n" if block else ""


def _flowing(text: str | None) -> str:
    # Line feeds of the source are spaces on the screen; between Chinese characters browsers show them too, but nobody
    # means them.
    return re.sub(r"\s*\n\s*", lambda match: "" if _in_chinese(match) else " ", text or "")


def _in_chinese(match: re.Match[str]) -> bool:
    before, behind = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return bool(before and behind) and ord(before) > 0x2E7F and ord(behind) > 0x2E7F
