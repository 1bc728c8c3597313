"""HTML5: articles as a reader wants them, or with every correction visible; self-contained, without scripts.

The same markup is well-formed XML, so that it serves as the XHTML of an EPUB too.
"""

from __future__ import annotations

from html import escape

from annotator.formats.clean import Paragraph, clean_paragraphs, paragraph_pieces
from annotator.formats.xml_text import xml_text
from annotator.model.article import Role
from annotator.model.corrections import Piece
from annotator.model.issue import Issue
from annotator.model.origin import who_of

_TAGS = {Role.TITLE: "h1", Role.HEADING: "h2", Role.CAPTION: "figcaption", Role.NOTE: "aside"}

STYLE = """
body { font: 17px/1.8 'Noto Serif CJK SC', 'Source Han Serif SC', 'Songti SC', SimSun, serif; color: #222;
  max-width: 42em; margin: 2em auto; padding: 0 1.2em; }
article + article { border-top: 1px solid #bbb; margin-top: 3em; padding-top: 1em; }
h1 { font-size: 1.6em; line-height: 1.4; text-align: center; margin: .4em 0; }
h2 { font-size: 1.1em; text-align: center; }
p { margin: .3em 0; text-align: justify; } p.body, p.question, p.answer, p.dateline { text-indent: 2em; }
p.kicker, p.subtitle, p.byline { text-align: center; } p.kicker, p.byline { color: #555; }
p.subtitle { font-weight: bold; } p.credit, p.signature { text-align: right; color: #555; }
figcaption, aside { font-size: .9em; color: #555; margin: .6em 2em; }
del { color: #a3261b; text-decoration: line-through; } ins { color: #1f6f3a; text-decoration: underline; }
"""


def article_markup(issue: Issue, article_id: str, *, marked: bool = False) -> str:
    """Return one article as an ``article`` element.

    Args:
        issue: the issue.
        article_id: the article.
        marked: whether corrections show what stood there before.
    """
    paragraphs = clean_paragraphs(issue, article_id)
    lines = "\n".join(_paragraph(issue, paragraph, marked) for paragraph in paragraphs)
    return f'<article id="{escape(xml_text(article_id))}">\n{lines}\n</article>'


def issue_html(issue: Issue, *, marked: bool = False) -> str:
    """Return all articles of an issue as one HTML document; see ``article_markup``."""
    body = "\n".join(article_markup(issue, article_id, marked=marked) for article_id in issue.order)
    return _document(issue.name, body)


def article_html(issue: Issue, article_id: str, *, marked: bool = False) -> str:
    """Return one article as an HTML document; see ``article_markup``."""
    title = issue.title_of(article_id) or issue.name
    return _document(title, article_markup(issue, article_id, marked=marked))


def _document(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{_text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _paragraph(issue: Issue, paragraph: Paragraph, marked: bool) -> str:
    tag = _TAGS.get(paragraph.role, "p")
    named = f' class="{paragraph.role.value}"' if tag == "p" else ""
    pieces = paragraph_pieces(issue, paragraph)
    text = "".join(_piece(piece) if marked else _text(piece.after) for piece in pieces)
    inner = f"<{tag}{named}>{text}</{tag}>"
    return f"<figure>{inner}</figure>" if tag == "figcaption" else inner


def _piece(piece: Piece) -> str:
    if not piece.is_correction:
        return _text(piece.after)
    who = who_of(piece.origin or "")
    title = f' title="{escape(xml_text(who))}"' if who else ""
    before = f"<del{title}>{_text(piece.before)}</del>" if piece.before else ""
    after = f"<ins{title}>{_text(piece.after)}</ins>" if piece.after else ""
    return before + after


def _text(text: str) -> str:
    return escape(xml_text(text), quote=False).replace("\n", "<br/>")
