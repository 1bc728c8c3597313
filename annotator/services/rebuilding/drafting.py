"""Rebuilding pages while the next ones are still being read, and showing the first of them before the rest is there."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from annotator.model.issue import Issue
from annotator.model.page import Page
from annotator.reconstruct.issues.assembly import assemble
from annotator.reconstruct.issues.jumps import page_number
from annotator.reconstruct.reading.newspaper import Newspaper, rows_of
from annotator.reconstruct.stories.layout import Layout, lay_out
from annotator.services.sources.arrivals import Arrival, ReadFile

LONG = 60_000
"""So many code points still to be read, or more, are worth showing the first pages before."""

_ENOUGH = 500
"""Code points on the first pages that are worth showing: a title page with a date alone is not."""


@dataclass(frozen=True, slots=True)
class _Draft:
    place: int
    page: Page
    numbered: Page
    layout: Layout


class Drafts:
    """Lays out the pages of an issue one by one as they arrive.

    Attributes:
        seconds: how long that has taken up to now.
    """

    def __init__(
        self,
        numbers: Sequence[str | None],
        newspaper: Newspaper,
        rules: Collection[str],
        first: Callable[[Sequence[Page], Sequence[Layout]], None] | None,
    ) -> None:
        """Begin with no pages.

        Args:
            numbers: printed page numbers by file, None where nobody has said them.
            newspaper: what is known of the newspaper beforehand.
            rules: names of the rules of clean-up to use.
            first: called once with the first pages and their layouts if the rest will take long.
        """
        self.seconds = 0.0
        self._numbers = numbers
        self._newspaper = newspaper
        self._rules = rules
        self._first = first
        self._drafts: dict[str, _Draft] = {}
        self._size = 0

    def take(self, arrival: Arrival) -> None:
        """Lay out a page that has just been read."""
        draft = self._draft(len(self._drafts), arrival.page, arrival)
        self._drafts[arrival.page.id] = draft
        self._size += len(arrival.page.raw)
        if self._first is None or self._size < _ENOUGH:
            return
        if self._size * (1 - arrival.share) >= LONG * arrival.share:
            drafts = self._drafts.values()
            self._first([draft.numbered for draft in drafts], [draft.layout for draft in drafts])
        self._first = None

    def issue(self, files: Sequence[ReadFile], issue_id: str, name: str) -> Issue:
        """Return the issue of all pages, once they have been read."""
        drafts: list[_Draft] = []
        for number, file in enumerate(files):
            for at, page in enumerate(file.pages):
                draft = self._drafts.get(page.id)
                if draft is None or draft.page is not page or draft.place != len(drafts):
                    layout = file.layouts[at] if file.layouts else None
                    draft = self._draft(len(drafts), page, Arrival(number, page, layout, 1.0))
                drafts.append(draft)
        begin = time.perf_counter()
        pages = [draft.numbered for draft in drafts]
        issue = assemble(pages, [draft.layout for draft in drafts], issue_id, name, self._rules)
        self.seconds += time.perf_counter() - begin
        return issue

    def _draft(self, place: int, page: Page, arrival: Arrival) -> _Draft:
        begin = time.perf_counter()
        numbered = _numbered(page, self._numbers[arrival.file], self._newspaper)
        layout = lay_out(numbered, place, self._newspaper, arrival.layout)
        self.seconds += time.perf_counter() - begin
        return _Draft(place, page, numbered, layout)


def _numbered(page: Page, number: str | None, newspaper: Newspaper) -> Page:
    """Give a page its printed number: what the person said, or what its file, text or name says."""
    number = number or page.number or newspaper.number_in(rows_of(page.raw))
    return replace(page, number=number or page_number(page.name, page.raw))


__all__ = ["LONG", "Drafts"]
