"""What a reader wants of an article: its parts without jump markers, the two halves of a broken sentence joined."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.article import Role
from annotator.model.issue import Issue

_SENTENCE_END = tuple("。！？…!?”’」』）)】》：:；;—")
_HEAD = (Role.KICKER, Role.TITLE, Role.SUBTITLE)


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of the clean article."""

    role: Role
    text: str


def clean_parts(issue: Issue, article_id: str) -> list[Part]:
    """Return the parts of an article in reading order.

    Jump markers go, a title printed again where the article is taken up goes, and a paragraph broken off at a jump
    is joined with its continuation. Blocks without text are left out.
    """
    parts: list[Part] = []
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
            if parts and parts[-1].role is Role.BODY and not parts[-1].text.endswith(_SENTENCE_END):
                parts[-1] = Part(Role.BODY, parts[-1].text + text)
                continue
        parts.append(Part(block.role, text))
    return parts
