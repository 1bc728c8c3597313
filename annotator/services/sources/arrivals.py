"""What reading files gives: pages with what is known of them, notes, and word of each page to who waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from annotator.model.layout import PageLayout
from annotator.model.page import Page
from annotator.model.source import SourceFile


@dataclass(frozen=True, slots=True)
class Note:
    """Something the person should know about an imported page; ``code`` names the sentence."""

    code: str
    file: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file holds.

    Attributes:
        pages: its pages, in order; files of text have one.
        notes: what the person should know.
        sources: what is kept of the file: all of it where corrected text can go back, else where the text stands.
        image_names: the name of each page's image as the file gives it, empty where it gives none.
        layouts: where the text of each page stands in print; empty where the file does not say.
        frames: the place of each page in a file that can be drawn, from 0; empty for others.
    """

    pages: tuple[Page, ...]
    notes: tuple[Note, ...] = ()
    sources: tuple[SourceFile, ...] = ()
    image_names: tuple[str, ...] = ()
    layouts: tuple[PageLayout, ...] = ()
    frames: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """A page that has just been read.

    Attributes:
        file: the number of its file, from 0.
        page: the page.
        layout: where its text stands in print, or None where its file does not say.
        share: the share of all pages that has been read with it, in (0, 1].
    """

    file: int
    page: Page
    layout: PageLayout | None
    share: float


@dataclass(frozen=True, slots=True)
class Watch:
    """Who waits for reading.

    Attributes:
        progress: called with the share done, from 0 to 1.
        cancelled: asked now and then; when it says True, reading ends early.
        arrived: called with each page as soon as it has been read, in page order. If a file turns out to be broken
            further on, its pages have come for nothing, and others come in their places.
        password: asked for what opens a locked file; empty where nobody knows it.
    """

    progress: Callable[[float], None] = lambda _share: None
    cancelled: Callable[[], bool] = lambda: False
    arrived: Callable[[Arrival], None] = lambda _arrival: None
    password: Callable[[Path], str] = lambda _path: ""


NOBODY = Watch()
"""Nobody waits."""
