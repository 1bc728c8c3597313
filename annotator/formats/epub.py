"""EPUB 3.3: an issue as a book, a chapter an article.

Written by hand, since the library for it is under a licence that this program's users could not pass on. Format:
EPUB 3.3 (W3C), sections 4 (OCF: the container), 5 (package document) and 7 (navigation).
"""

from __future__ import annotations

import io
import zipfile
from html import escape

from annotator.formats.html_document import STYLE, article_markup
from annotator.formats.xml_text import xml_text
from annotator.model.issue import Issue

_DATE = (1980, 1, 1, 0, 0, 0)
"""Time of all entries: the same issue gives the same bytes."""

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def issue_epub(issue: Issue, modified: str = "2000-01-01T00:00:00Z") -> bytes:
    """Return an issue as an EPUB file.

    Args:
        issue: the issue.
        modified: time of its last change, UTC, as ``CCYY-MM-DDThh:mm:ssZ``.
    """
    chapters = [
        (f"article-{number}.xhtml", issue.title_of(article_id) or f"{number}", article_id)
        for number, article_id in enumerate(issue.order, start=1)
    ]
    files = {
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": _package(issue, [name for name, _, _ in chapters], modified),
        "EPUB/nav.xhtml": _navigation(issue.name, [(name, title) for name, title, _ in chapters]),
        "EPUB/style.css": STYLE,
    }
    for name, title, article_id in chapters:
        files[f"EPUB/{name}"] = _page(title, article_markup(issue, article_id))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        # The type comes first and uncompressed, so that it stands at a fixed place in the file.
        _add(book, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for path, content in files.items():
            _add(book, path, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _add(book: zipfile.ZipFile, path: str, content: str, compression: int) -> None:
    entry = zipfile.ZipInfo(path, _DATE)
    entry.external_attr = 0o644 << 16
    book.writestr(entry, content.encode("utf-8"), compression)


def _package(issue: Issue, chapters: list[str], modified: str) -> str:
    items = "\n".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters, start=1)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(1, len(chapters) + 1))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-Hans">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:annotator:{_plain(issue.id)}</dc:identifier>
<dc:title>{_plain(issue.name)}</dc:title>
<dc:language>zh-Hans</dc:language>
<meta property="dcterms:modified">{_plain(modified)}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
{items}
</manifest>
<spine><itemref idref="nav"/>{spine}</spine>
</package>
"""


def _navigation(name: str, chapters: list[tuple[str, str]]) -> str:
    listed = "\n".join(f'<li><a href="{path}">{_plain(title)}</a></li>' for path, title in chapters)
    # An empty list is not allowed.
    listed = listed or f'<li><a href="nav.xhtml">{_plain(name)}</a></li>'
    body = f'<nav epub:type="toc" id="toc"><h1>{_plain(name)}</h1>\n<ol>\n{listed}\n</ol></nav>'
    return _page(name, body)


def _page(title: str, body: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-Hans" xml:lang="zh-Hans">
<head><title>{_plain(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
{body}
</body>
</html>
"""


def _plain(text: str) -> str:
    # A name of nothing but blanks is no name.
    return escape(xml_text(" ".join(text.split())), quote=True) or "–"
