"""What a reader wants of an article: its parts without jump markers, the two halves of a broken sentence joined."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.model.article import Block, Role
from annotator.model.corrections import Piece, pieces_of
from annotator.model.issue import Issue

_SENTENCE_END = tuple("。！？…!?”’」』）)】》：:；;—")
_HEAD = (Role.KICKER, Role.TITLE, Role.SUBTITLE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the clean article: a block, or the halves of one that was broken off at a jump."""

    role: Role
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of the clean article as text."""

    role: Role
    text: str


def clean_paragraphs(issue: Issue, article_id: str) -> list[Paragraph]:
    """Return the paragraphs of an article in reading order.

    Jump markers go, a title printed again where the article is taken up goes, and a paragraph broken off at a jump
    is joined with its continuation. Blocks without text are left out.
    """
    found: list[Paragraph] = []
    titles: set[str] = set()
    broken = False
    for block in issue.blocks_of(article_id):
        text = block.text.strip()
        if block.role is Role.JUMP:
            broken = True
            continue
        if not text:
            continue
        if block.role in _HEAD:
            if text in titles:
                continue
            titles.add(text)
        if broken and block.role is Role.BODY:
            broken = False
            last = found[-1] if found else None
            if last and last.role is Role.BODY and not last.blocks[-1].text.rstrip().endswith(_SENTENCE_END):
                found[-1] = Paragraph(Role.BODY, (*last.blocks, block))
                continue
        found.append(Paragraph(block.role, (block,)))
    return found


def clean_parts(issue: Issue, article_id: str) -> list[Part]:
    """Return the paragraphs of an article as texts; see ``clean_paragraphs``."""
    return [
        Part(paragraph.role, "".join(block.text.strip() for block in paragraph.blocks))
        for paragraph in clean_paragraphs(issue, article_id)
    ]


def paragraph_pieces(issue: Issue, paragraph: Paragraph) -> list[Piece]:
    """Return a paragraph as pieces, without blanks at the edges of its blocks; see ``pieces_of``."""
    return [piece for block in paragraph.blocks for piece in _trimmed(list(pieces_of(block, issue.pages)))]


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    while pieces and not pieces[0].before.strip() and not pieces[0].after.strip():
        del pieces[0]
    while pieces and not pieces[-1].before.strip() and not pieces[-1].after.strip():
        del pieces[-1]
    if pieces:
        first = pieces[0]
        pieces[0] = replace(first, before=first.before.lstrip(), after=first.after.lstrip())
        last = pieces[-1]
        pieces[-1] = replace(last, before=last.before.rstrip(), after=last.after.rstrip())
    return pieces
