"""Which raw text belongs to which block, and two panes that scroll together along these links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from PySide6.QtCore import QObject, QTimer

from annotator.ui.editor.raw_view import RawView
from annotator.ui.editor.text_view import ArticleView


@dataclass(frozen=True, slots=True)
class Link:
    """A block stands for a range of the page that is shown.

    Attributes:
        raw_start: first code point in the raw text.
        raw_end: one past the last.
        block_id: the block; it may have several links.
        color_index: which of the palette's ribbon colours the link gets.
    """

    raw_start: int
    raw_end: int
    block_id: str
    color_index: int = 0


@dataclass(frozen=True, slots=True)
class Joint:
    """A link with the share of its block it stands for, both from 0 to 1, measured in raw characters."""

    link: Link
    share_start: float
    share_end: float


def joints_of(links: Iterable[Link]) -> list[Joint]:
    """Share each block out among its links, in the order of the raw text; the result is in that order too."""
    by_block: dict[str, list[Link]] = {}
    ordered = sorted(links, key=lambda link: (link.raw_start, link.raw_end))
    for link in ordered:
        by_block.setdefault(link.block_id, []).append(link)
    shares: dict[int, tuple[float, float]] = {}
    for of_block in by_block.values():
        total = sum(max(link.raw_end - link.raw_start, 1) for link in of_block)
        done = 0
        for link in of_block:
            length = max(link.raw_end - link.raw_start, 1)
            shares[id(link)] = (done / total, (done + length) / total)
            done += length
    return [Joint(link, *shares[id(link)]) for link in ordered]


class LinkedScroll(QObject):
    """Keeps linked text of two panes at the same height.

    The pane the user turned to last leads: by the focus, the wheel or the scroll bar. The other follows and is
    never followed in turn, so that nothing swings. Where the article leaps to a place, the page follows when the
    article has been painted: what is to be decided there is not kept waiting for it.

    Attributes:
        enabled: whether the panes scroll together.
    """

    def __init__(self, raw: RawView, article: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.enabled = True
        self._raw, self._article = raw, article
        self._joints: list[Joint] = []
        self._of_block: dict[str, list[Joint]] = {}
        self._raw_leads = False
        self._follow_soon = QTimer(self, singleShot=True, interval=0)
        self._follow_soon.timeout.connect(self._on_article_scrolled)
        raw.touched.connect(lambda: self._lead(True))
        article.touched.connect(lambda: self._lead(False))
        raw.scrolled.connect(self._on_raw_scrolled)
        article.scrolled.connect(self._on_article_scrolled)

    def set_links(self, links: Iterable[Link]) -> None:
        """Take over which raw text belongs to which block."""
        self._joints = joints_of(links)
        self._of_block = {}
        for joint in self._joints:
            self._of_block.setdefault(joint.link.block_id, []).append(joint)

    def align(self) -> None:
        """Let the following pane follow now, as when new text has been set."""
        if self._raw_leads:
            self._follow_raw()
        else:
            self._follow_article()

    def _lead(self, raw: bool) -> None:
        self._raw_leads = raw

    def _on_raw_scrolled(self) -> None:
        if self.enabled and self._raw_leads:
            self._follow_raw()

    def _on_article_scrolled(self) -> None:
        if not self.enabled or self._raw_leads:
            return
        if self._article.is_leaping:
            self._follow_soon.start()
        else:
            self._follow_soon.stop()
            self._follow_article()

    def _follow_raw(self) -> None:
        # The height at which the two meet moves down with the text, so that both reach their ends together.
        meet = self._raw.height() * self._raw.scroll_share()
        start, end = self._raw.visible_range()
        best: tuple[float, float] | None = None
        for joint in self._joints:
            if joint.link.raw_end < start or joint.link.raw_start > end:
                continue
            if joint.link.block_id not in self._article:
                continue
            top, bottom = self._raw.range_span(joint.link.raw_start, joint.link.raw_end)
            away = max(top - meet, meet - bottom, 0.0)
            if best is None or away < best[0]:
                inside = min(max((meet - top) / max(bottom - top, 1.0), 0.0), 1.0)
                first, last = self._article.block_span(joint.link.block_id)
                share = joint.share_start + inside * (joint.share_end - joint.share_start)
                best = away, first + share * (last - first) - (meet - _clamped(meet, top, bottom))
        if best is not None:
            self._article.scroll_by(best[1] - meet)

    def _follow_article(self) -> None:
        meet = self._article.height() * self._article.scroll_share()
        shown = self._article.visible_ids()
        best: tuple[float, float] | None = None
        for joint in chain.from_iterable(self._of_block.get(block_id, ()) for block_id in shown):
            first, last = self._article.block_span(joint.link.block_id)
            top = first + joint.share_start * (last - first)
            bottom = first + joint.share_end * (last - first)
            away = max(top - meet, meet - bottom, 0.0)
            if best is None or away < best[0]:
                inside = (_clamped(meet, top, bottom) - top) / max(bottom - top, 1.0)
                raw_top, raw_bottom = self._raw.range_span(joint.link.raw_start, joint.link.raw_end)
                best = away, raw_top + inside * (raw_bottom - raw_top)
        if best is not None:
            self._raw.scroll_by(best[1] - meet)


def _clamped(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
