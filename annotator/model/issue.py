"""The issue: the whole state that operations change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Block, Kind, Role
from annotator.model.conflict import Conflict, Merged
from annotator.model.decision import Decision, Jump
from annotator.model.flag import Flag
from annotator.model.labels import DocumentLabel, LabelPiece, LabelSpan, Relation
from annotator.model.page import Page

_FIRST_WORDS = 18  # characters of an article's first words that stand for a title


def name_by_texts(blocks: Iterable[tuple[Role, str]]) -> str:
    """Return what people call an article with blocks of these roles and texts: its first title, else its first words.

    Without any words it is empty.
    """
    first = ""
    for role, text in blocks:
        if role is Role.TITLE and text:
            return text
        first = first or (text if text.strip() else "")
    return first[:_FIRST_WORDS] + ("…" if len(first) > _FIRST_WORDS else "")


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a newspaper (一期): its pages and everything built on them.

    An issue is a value. Its mappings are never changed in place; operations make a new issue that shares what did
    not change, so two issues can be compared entry by entry by identity.

    Attributes:
        id: identifier, unique in the project.
        name: for people, e.g. ``"2023-11-28"``.
        pages: raw pages by id, in page order.
        articles: containers of blocks by id; always holds ``FURNITURE_ID`` and ``UNPLACED_ID``.
        order: ids of the containers of kind article, in reading order.
        blocks: blocks by id; each is listed by exactly one container.
        flags: flags by block id, sorted by start.
        pieces: pieces of label spans by block id, sorted by start; a span may have pieces in several blocks,
            and several in one.
        spans: label spans by id.
        relations: relations between label spans by id.
        document_labels: labels of whole articles by the article's id, sorted by label; no entry is empty.
        decisions: decisions by id.
        jumps: jumps by id.
        words: words held to be right in the whole project, entered while somebody worked on this issue; by word, who
            entered it (may be empty).
        merges: what was merged from the work of others, by work package.
        conflicts: where people's work contradicts each other, by id.
    """

    id: str
    name: str
    pages: Mapping[str, Page]
    articles: Mapping[str, Article] = field(
        default_factory=lambda: {
            FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
            UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
        }
    )
    order: tuple[str, ...] = ()
    blocks: Mapping[str, Block] = field(default_factory=dict)
    flags: Mapping[str, tuple[Flag, ...]] = field(default_factory=dict)
    pieces: Mapping[str, tuple[LabelPiece, ...]] = field(default_factory=dict)
    spans: Mapping[str, LabelSpan] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    document_labels: Mapping[str, tuple[DocumentLabel, ...]] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    jumps: Mapping[str, Jump] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    merges: Mapping[str, Merged] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)

    def blocks_of(self, article_id: str) -> Iterator[Block]:
        """Yield the blocks of a container in order."""
        return (self.blocks[block_id] for block_id in self.articles[article_id].blocks)

    def article_of(self, block_id: str) -> Article:
        """Return the container that lists the block.

        Raises:
            KeyError: no container lists it.
        """
        for article in self.articles.values():
            if block_id in article.blocks:
                return article
        raise KeyError(block_id)

    def texts_of_role(self, article_id: str, role: Role) -> list[str]:
        """Return the texts of the article's blocks of that role, in order."""
        return [block.text for block in self.blocks_of(article_id) if block.role is role]

    def title_of(self, article_id: str) -> str | None:
        """Return the article's first title, or None."""
        return next(iter(self.texts_of_role(article_id, Role.TITLE)), None)

    def name_of(self, article_id: str) -> str:
        """Return what people call an article or container, see ``name_by_texts``."""
        return name_by_texts((block.role, block.text) for block in self.blocks_of(article_id))
