"""What OCR engines said of the blocks of an issue: from the layouts of its pages to the blocks' own positions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.detect.detectors.engine import Alternative, EngineView, surprise
from annotator.formats.ocr.files import OCR_FORMATS
from annotator.model.article import Block, Run
from annotator.model.issue import Issue
from annotator.model.layout import PageLayout, Token
from annotator.model.page import Page
from annotator.model.runs import is_positional
from annotator.model.source import SourceFile
from annotator.services.sources.page_layouts import LayoutOf, layouts_in
from annotator.text.widths import is_blank_text


@dataclass(frozen=True, slots=True)
class _Known:
    """What the engine said of a page: its layout, and how often it holds itself to be wrong there."""

    layout: PageLayout
    usual: float


class EngineViews:
    """Makes views of blocks; remembers what it was told of the pages."""

    def __init__(self, layout_of: LayoutOf) -> None:
        self._layout_of = layout_of
        self._pages: dict[str, _Known | None] = {}

    def of(self, issue: Issue, block_ids: Iterable[str]) -> dict[str, EngineView]:
        """Return the views of those blocks of which an engine said something.

        Raises:
            UserError: the project cannot be read.
        """
        views = {}
        for block_id in block_ids:
            view = self._view(issue.pages, issue.blocks[block_id])
            if view is not None:
                views[block_id] = view
        return views

    def _view(self, pages: Mapping[str, Page], block: Block) -> EngineView | None:
        surprises: list[float] = []
        alternatives: list[Alternative] = []
        for run in block.runs:
            length = run.length()
            known = self._known(pages[run.page]) if length else None
            begin = len(surprises)
            surprises += [1.0] * length
            if known is None or not is_positional(run):
                continue
            for token in known.layout.tokens_in(run.start, run.end):
                self._tell(token, run, begin, known, surprises)
                alternatives += _alternatives(token, run, begin, pages[run.page].raw)
        if not alternatives and all(factor == 1.0 for factor in surprises):
            return None
        return EngineView(tuple(surprises), tuple(alternatives))

    def _known(self, page: Page) -> _Known | None:
        if page.id not in self._pages:
            layout = self._layout_of(page)
            self._pages[page.id] = None if layout is None else _known(layout)
        return self._pages[page.id]

    def _tell(self, token: Token, run: Run, begin: int, known: _Known, surprises: list[float]) -> None:
        if token.confidence is None:
            return
        factor = surprise(token.confidence, known.usual, token.end - token.start)
        for position in range(max(token.start, run.start), min(token.end, run.end)):
            surprises[begin + position - run.start] = factor


def engine_views(
    issue: Issue, sources: Iterable[SourceFile], block_ids: Iterable[str]
) -> dict[str, EngineView]:
    """Return the views of blocks by the files their pages came from; only engines say more than where text stands."""
    layout_of = layouts_in([source for source in sources if source.format in OCR_FORMATS])
    return EngineViews(layout_of).of(issue, block_ids)


def _known(layout: PageLayout) -> _Known | None:
    """Return what a layout says beside places; None if that is nothing."""
    sure = [
        (token.confidence, token.end - token.start) for token in layout.tokens if token.confidence is not None
    ]
    if not sure and not any(token.alternatives for token in layout.tokens):
        return None
    length = sum(size for _, size in sure)
    usual = sum((1 - confidence) * size for confidence, size in sure) / length if length else 0.0
    return _Known(layout, usual)


def _alternatives(token: Token, run: Run, begin: int, raw: str) -> Sequence[Alternative]:
    """Return the other readings of a token that stands in a run as it was read."""
    if run.text is not None or not (run.start <= token.start and token.end <= run.end):
        return ()
    start = begin + token.start - run.start
    return [
        Alternative(start, start + token.end - token.start, other.text, other.confidence, token.confidence)
        for other in token.alternatives
        if other.text != raw[token.start : token.end] and not is_blank_text(other.text)
    ]
