"""One page: its pieces, stories and titles, after second thoughts about cuts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.model.article import Role
from annotator.model.layout import PageLayout
from annotator.model.page import Page
from annotator.reconstruct.paragraphs.paragraphs import Piece, grams_of, join_lines
from annotator.reconstruct.printed_pages.printed_order import order_printed
from annotator.reconstruct.reading.lines import Line, join_vertical, read_lines
from annotator.reconstruct.reading.newspaper import UNKNOWN, Newspaper
from annotator.reconstruct.reading.regimes import (
    Regime,
    column_widths,
    estimate,
    rejoin_pieces,
    split_joined,
    split_run_on,
)
from annotator.reconstruct.reading.roles import mark_torn, read_roles, split_at_markers
from annotator.reconstruct.reading.similarity import Weights
from annotator.reconstruct.rows.columns import read_columns
from annotator.reconstruct.rows.fragments import restring
from annotator.reconstruct.rows.turns import take_turns
from annotator.reconstruct.stories.cutting import Cut, Start, Story, cut_page
from annotator.reconstruct.stories.headlines import free_headlines, split_headlines
from annotator.reconstruct.stories.orphans import adopt_orphans
from annotator.reconstruct.stories.tails import exchange_titles, move_tails
from annotator.reconstruct.stories.title_lists import divide_by_list
from annotator.reconstruct.stories.title_parts import part_listed
from annotator.reconstruct.stories.titles import Title, attach_titles, is_crowd, join_loose

_CLEAR_GAIN = 0.4  # the same where the titles stand together like one
_LEAN = -2.0  # against reading headline lines as titles where titles stand apart from their stories
_LEAST_COMMON = 2  # bigrams of a title and the part of a story it is to get
_ONE_STORY = 0.08  # kinship of the paragraphs beside a split; with more they are of one story
_LIKE = 2.0  # times the likeness of two parts of a story that speaks against splitting it
_ROUNDS = 4  # of splitting
_FAR_GAIN = 0.45  # the same of a title that stands elsewhere
_GAIN = 0.3  # what a split of a story must gain in similarity to its titles


@dataclass(frozen=True, slots=True)
class Layout:
    """What was found on one page.

    Attributes:
        pieces: its pieces in raw order.
        cut: its stories; a story without pieces was merged into another.
        titles: its titles; several may belong to one story.
        regime: how it was written down.
        merged: for each merged story the story it went into: parts without a title, and tails found elsewhere.
        split: indexes of stories that were split off another by their title alone.
    """

    pieces: tuple[Piece, ...]
    cut: Cut
    titles: tuple[Title, ...]
    regime: Regime
    merged: dict[int, int]
    split: frozenset[int] = frozenset()


def order_lines(page: Page, index: int) -> list[Line]:
    """Return the lines of one page in reading order, markers and credits apart."""
    lines = join_vertical(take_turns(read_columns(read_lines(page, index), page)), page)
    lines = split_run_on(split_joined(split_at_markers(lines, page), page), page)
    lines = rejoin_pieces(lines, column_widths(lines))
    return restring(lines)


def read_page(
    page: Page, index: int, newspaper: Newspaper = UNKNOWN, printed: PageLayout | None = None
) -> tuple[list[Piece], Regime]:
    """Return the paragraphs, headline lines and marked lines of one page in reading order."""
    order = order_printed(page, index, printed, newspaper) if printed is not None else None
    if order is not None:
        return join_lines(order.lines, order.readings, order.regime, settled=True), order.regime
    lines = order_lines(page, index)
    regime = estimate(lines, newspaper)
    readings = mark_torn(lines, newspaper.read(lines, read_roles(lines)))
    return free_headlines(split_headlines(join_lines(lines, readings, regime))), regime


def lay_out(
    page: Page, index: int, newspaper: Newspaper = UNKNOWN, printed: PageLayout | None = None
) -> Layout:
    """Find the stories of one page and their titles."""
    return _divided(*read_page(page, index, newspaper, printed))


def _divided(pieces: Sequence[Piece], regime: Regime, *, parted: bool = False) -> Layout:
    """Divide the pieces of one page into stories and titles.

    Args:
        pieces: the pieces in reading order.
        regime: how the page was written down.
        parted: whether lines that hold several titles have been taken apart already.
    """
    weights = Weights(piece.grams for piece in pieces if piece.role is Role.BODY)
    cut = cut_page(pieces, weights)
    titles = attach_titles(pieces, cut, regime.blanks)
    if _stand_apart(cut, titles):
        cut = cut_page(pieces, weights, _LEAN)
        titles = attach_titles(pieces, cut, regime.blanks)
    parts = None if parted else part_listed(pieces, cut, titles, regime.blanks, weights)
    if parts is not None:
        return _divided(parts, regime, parted=True)
    listed = divide_by_list(pieces, cut, titles, regime.blanks, weights)
    if listed is not None:
        return Layout(tuple(pieces), listed.cut, listed.titles, regime, listed.merged, listed.split)
    split: frozenset[int] = frozenset()
    for _ in range(_ROUNDS):
        cut, titles, more = _split_by_titles(pieces, cut, titles, weights)
        if not more:
            break
        split |= more
    cut, moved = move_tails(pieces, cut, weights)
    titles = exchange_titles(pieces, cut, moved, titles, weights)
    titles = join_loose(pieces, cut, titles, weights)
    merged = adopt_orphans(pieces, cut, titles, weights)
    merged |= {tail: merged.get(target, target) for tail, target in moved.items()}
    return Layout(tuple(pieces), cut, tuple(titles), regime, merged, split)


def _stand_apart(cut: Cut, titles: Sequence[Title]) -> bool:
    """Tell whether the titles of the page do not stand above their stories, judged by stories with a sure start."""
    above = apart = 0
    at = {i: heads.before for heads in cut.heads for i in heads.pieces}
    for title in titles:
        if title.story is None or not title.similarity or cut.stories[title.story].start is not Start.HARD:
            continue
        if at[title.pieces[0]] == title.story:
            above += 1
        else:
            apart += 1
    return apart >= 2 and above <= 0.34 * (above + apart)


def _split_by_titles(
    pieces: Sequence[Piece], cut: Cut, titles: Sequence[Title], weights: Weights
) -> tuple[Cut, list[Title], frozenset[int]]:
    """Split stories that two titles claim different parts of: nothing but the topic told them apart."""
    stories = list(cut.stories)
    kept = _divide_titles(pieces, cut, titles, weights)
    split: set[int] = set()
    runs = {i: heads for heads in cut.heads for i in heads.pieces}
    holders = {title.story: place for place, title in enumerate(kept) if title.story is not None}
    for number, title in enumerate(kept):
        if title.story is not None or not title.others:
            continue
        rival = title.others[0]
        if rival not in holders or stories[rival].caption:
            continue
        holder = kept[holders[rival]]
        run = runs[title.pieces[0]]
        near = run is runs[holder.pieces[0]] or rival in (run.before, run.after)
        found = _best_split(pieces, stories[rival], holder, title, weights)
        if found is None or (not near and found[2] < _FAR_GAIN):
            continue
        place, second_first, gain = found
        story = stories[rival]
        tail = Story(Start.TITLE, story.pieces[place:], jump_out=story.jump_out, closed=story.closed)
        stories[rival] = Story(story.start, story.pieces[:place], story.jump_in, None, story.caption, False)
        stories.append(tail)
        new = len(stories) - 1
        split.add(new)
        confidence = min(0.8, 0.4 + gain / 2)
        mine, theirs = (rival, new) if second_first else (new, rival)
        kept[number] = replace(title, story=mine, confidence=confidence)
        kept[holders[rival]] = replace(holder, story=theirs, confidence=min(holder.confidence, confidence))
    return replace(cut, stories=tuple(stories)), kept, frozenset(split)


def _divide_titles(
    pieces: Sequence[Piece], cut: Cut, titles: Sequence[Title], weights: Weights
) -> list[Title]:
    """Divide titles whose lines speak of different parts of their story; the second half is left without a story.

    A title that stands right above its story is one, unless the titles of many stories stand together there.
    """
    divided: list[Title] = []
    above = {i: heads.before for heads in cut.heads if not is_crowd(pieces, heads) for i in heads.pieces}
    for title in titles:
        heads = [place for place, i in enumerate(title.pieces) if pieces[i].role is Role.TITLE]
        story = None if title.story is None else cut.stories[title.story]
        if (
            story is None
            or story.caption
            or above.get(title.pieces[0]) == title.story
            or not 2 <= len(heads) <= 12
        ):
            divided.append(title)
            continue
        best: tuple[float, int] | None = None
        for place in heads[1:]:
            left = replace(title, pieces=title.pieces[:place])
            right = replace(title, pieces=title.pieces[place:])
            found = _best_split(pieces, story, left, right, weights)
            if found is not None and found[2] > _CLEAR_GAIN and (best is None or found[2] > best[0]):
                best = (found[2], place)
        if best is None:
            divided.append(title)
            continue
        assert title.story is not None
        divided.append(replace(title, pieces=title.pieces[: best[1]]))
        divided.append(replace(title, pieces=title.pieces[best[1] :], story=None, others=(title.story,)))
    return divided


def _best_split(
    pieces: Sequence[Piece], story: Story, holder: Title, title: Title, weights: Weights
) -> tuple[int, bool, float] | None:
    """Return where to split a story between two titles, whether the new title takes the first part, and the gain."""
    paragraphs = story.pieces
    if not 2 <= len(paragraphs) <= 200:
        return None
    held, claimed = grams_of(pieces, holder.pieces), grams_of(pieces, title.pieces)
    best: tuple[int, bool, float] | None = None
    whole = weights.share(held, grams_of(pieces, paragraphs))
    for place in range(1, len(paragraphs)):
        if pieces[paragraphs[place]].open_start or pieces[paragraphs[place - 1]].open_end:
            continue
        first, second = grams_of(pieces, paragraphs[:place]), grams_of(pieces, paragraphs[place:])
        bond = weights.kinship(
            grams_of(pieces, paragraphs[max(0, place - 2) : place]),
            grams_of(pieces, paragraphs[place : place + 2]),
        )
        if bond > _ONE_STORY:
            continue
        bond += _LIKE * weights.likeness(first, second)
        for swapped in (False, True):
            mine, theirs = (first, second) if swapped else (second, first)
            if min(len(claimed & mine), len(held & theirs)) < _LEAST_COMMON:
                continue
            gain = (
                weights.share(claimed, mine)
                - 0.5 * weights.share(claimed, theirs)
                + weights.share(held, theirs)
                - 0.5 * weights.share(held, mine)
                - whole
                - bond
            )
            if gain > _GAIN and (best is None or gain > best[2]):
                best = (place, swapped, gain)
    return best
