"""Cutting the pieces of one page into stories: what one page holds of one article.

A cut needs a reason: a dateline, a jump marker, a signature, headline lines, a caption, another column width, or words
that open another story. Headline lines are either a heading 小标题 inside a story or titles that set stories apart;
several weak signs decide together. Which story a title belongs to is settled afterwards over the whole page, see
``titles``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from annotator.model.article import FURNITURE_ROLES, Role
from annotator.reconstruct.paragraphs.continuity import word_across
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.reading.furniture import is_section_name
from annotator.reconstruct.reading.regimes import same_width
from annotator.reconstruct.reading.roles import is_signed
from annotator.reconstruct.reading.similarity import Weights, bigrams
from annotator.reconstruct.stories.advertisements import find_advertisements
from annotator.reconstruct.stories.captions import find_captions
from annotator.reconstruct.stories.heading_shapes import shape_score
from annotator.reconstruct.stories.starts import bodies_only, start_odds

_WINDOW = 3  # paragraphs on each side of a gap that are compared
_MOST_OPEN = 12  # paragraphs that wait to be gone on with
_CLEARLY_MORE = 0.12  # likeness
_LEAST_THREAD = -0.5
_CLEAR_GAIN = 0.03  # likeness
_PER_NAT = 0.55  # of what the paragraphs say of a start, for titles against headings
_LEAST_ODDS, _MOST_ODDS = -1.8, 1.5  # what that comes to
_PARTED = 1.0  # nats that must speak for a story that starts behind a caption
_OPENED = 4.0  # the same where nothing else speaks for it
_ANNOUNCED = 0.5  # of a headline that the text behind it explains better than the story before it
_USUAL_KINSHIP = (
    0.065  # of the paragraphs around a headline; with more they are of one story rather than of two
)


class Start(Enum):
    """Why a story begins where it does."""

    HARD = "hard"  # a dateline, a jump marker, the end of a signed story, the top of the page
    TITLE = "title"  # headline lines before it
    WIDTH = "width"  # another column width, or a column that goes on with none before it
    MATTER = "matter"  # words that open another story
    CAPTION = "caption"


@dataclass(slots=True)
class Story:
    """What one page holds of one article, as indexes of the page's pieces in reading order.

    Attributes:
        start: why it begins here.
        pieces: its paragraphs, headings, signatures and notes.
        jump_in: the piece with the marker it is taken up with, or None.
        jump_out: the piece with the marker it breaks off with, or None.
        caption: whether it is a photo caption.
        closed: whether nothing can follow (a signature or a jump marker ended it).
    """

    start: Start
    pieces: list[int] = field(default_factory=list)
    jump_in: int | None = None
    jump_out: int | None = None
    caption: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Heads:
    """Headline lines and bylines that stand together.

    Attributes:
        pieces: indexes of the pieces.
        before: index of the story right after them on the page, or None.
        after: index of the story right before them, or None.
    """

    pieces: tuple[int, ...]
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Cut:
    """The result of cutting one page.

    Attributes:
        stories: the stories in the order they begin.
        heads: groups of headline lines that are not headings inside a story.
        headings: indexes of pieces that are headings inside their story.
        furniture: indexes of furniture pieces with their roles.
        links: index of a paragraph's piece by the index of the piece that goes on with it.
    """

    stories: tuple[Story, ...]
    heads: tuple[Heads, ...]
    headings: frozenset[int]
    furniture: dict[int, Role]
    links: dict[int, int]


def cut_page(pieces: Sequence[Piece], weights: Weights, lean: float = 0.0) -> Cut:
    """Cut the pieces of one page into stories.

    Args:
        pieces: the pieces of the page in raw order.
        weights: weights of bigrams on the page.
        lean: added to what speaks for titles against headings; negative where titles of this page are known to
            stand apart from their stories.
    """
    return _Cutter(pieces, weights, lean).run()


class _Cutter:
    """The state while walking down a page."""

    def __init__(self, pieces: Sequence[Piece], weights: Weights, lean: float) -> None:
        self.pieces = pieces
        self.lean = lean
        self.switched = 0  # how often a paragraph went on in another story than the one being filled
        self.top = True  # nothing but furniture was passed so far
        self.label = False  # a section name was passed since the last paragraph
        self.parted = False  # a caption was
        self.weights = weights
        self.stories: list[Story] = []
        self.heads: list[Heads] = []
        self.headings: set[int] = set()
        self.furniture: dict[int, Role] = {}
        self.links: dict[int, int] = {}
        self.current: int | None = None  # the story being filled
        self.waiting: list[int] = []  # headline lines and bylines not yet placed
        self.jump: int | None = None  # a jump marker waiting for its story
        self.open: dict[int, int] = {}  # story by the piece that stops inside a paragraph
        self.grams = [piece.grams if piece.role is Role.BODY else frozenset() for piece in pieces]
        levels = {piece.reading.level for piece in pieces if piece.reading.level}
        self.top_level = min(levels) if levels else 0
        self.lowest = max(levels) if levels else 0

    def run(self) -> Cut:
        for group in find_advertisements(self.pieces):
            self.furniture |= dict.fromkeys(group, Role.ADVERTISEMENT)
        captions = {
            group[0]: group
            for group in find_captions(self.pieces, self.weights)
            if not any(i in self.furniture for i in group)
        }
        inside = {i for group in captions.values() for i in group}
        for i, piece in enumerate(self.pieces):
            if i in captions:
                self._caption(captions[i])
            elif i not in inside and i not in self.furniture:
                self._place(i, piece)
        self._flush(None)
        if self.jump is not None and self.stories:
            self._give_marker(len(self.stories) - 1, self.jump)
        return Cut(
            tuple(self.stories), tuple(self.heads), frozenset(self.headings), self.furniture, self.links
        )

    def _place(self, i: int, piece: Piece) -> None:
        if piece.role in FURNITURE_ROLES:
            self.furniture[i] = piece.role
        elif piece.role is Role.TITLE and self._is_section(i):
            self.furniture[i] = Role.SECTION
            self.label = True
        elif piece.role in (Role.TITLE, Role.BYLINE):
            self.top = False
            self.waiting.append(i)
        elif piece.role is Role.JUMP:
            self._marker(i, piece)
        elif piece.role in (Role.SIGNATURE, Role.NOTE, Role.CREDIT):
            self._signature(i)
        else:
            self.top = False
            self._body(i, piece)

    def _is_section(self, i: int) -> bool:
        piece = self.pieces[i]
        if not is_section_name(piece.lines[0]):
            return False
        before = self.pieces[i - 1] if i else None
        after = self.pieces[i + 1] if i + 1 < len(self.pieces) else None
        return (
            self.top
            or (before is not None and (before.role in FURNITURE_ROLES or i - 1 in self.furniture))
            or (after is not None and after.role in (Role.TITLE, *FURNITURE_ROLES))
        )

    def _caption(self, group: tuple[int, ...]) -> None:
        self.stories.append(Story(Start.CAPTION, list(group), caption=True, closed=True))
        self.parted = True
        self._flush(len(self.stories) - 1)

    def _marker(self, i: int, piece: Piece) -> None:
        if piece.reading.way == "in":
            if self.jump is not None and self.stories:
                self._give_marker(len(self.stories) - 1, self.jump)
            self.jump = i
            return
        story = None if self.current is None or self.waiting else self.stories[self.current]
        if story is None or story.jump_out is not None or story.closed:
            self.jump = i
        else:
            story.jump_out, story.closed = i, True

    def _give_marker(self, story: int, marker: int) -> None:
        if self.pieces[marker].reading.way == "in":
            self.stories[story].jump_in = marker
        else:
            self.stories[story].jump_out = marker
        self.jump = None

    def _signature(self, i: int) -> None:
        if self.waiting or self.current is None:
            self.waiting.append(i)
            return
        self.stories[self.current].pieces.append(i)
        self.stories[self.current].closed = True

    def _body(self, i: int, piece: Piece) -> None:
        thread = self._thread(i, piece) if piece.open_start and self.jump is None else None
        if thread is not None:
            source, story = thread
            self.switched += story != self.current
            del self.open[source]
            self.links[i] = source
            self._flush(None)
            self.current = story
        else:
            self._settle(i, piece)
        assert self.current is not None
        self.stories[self.current].pieces.append(i)
        if not piece.open_end and is_signed(piece.text):
            self.stories[self.current].closed = True
        if piece.open_end:
            self.open[i] = self.current
            if len(self.open) > _MOST_OPEN:
                del self.open[next(iter(self.open))]

    def _settle(self, i: int, piece: Piece) -> None:
        """Make the story current to which a paragraph belongs that starts afresh."""
        self._turn(i, piece)
        start = self._start_of(i, piece)
        self.label = self.parted = False
        if start is None:
            if self.waiting:
                assert self.current is not None
                self.headings.update(j for j in self.waiting if self.pieces[j].role is Role.TITLE)
                self.stories[self.current].pieces.extend(self.waiting)
                self.waiting = []
            return
        self.stories.append(Story(start))
        number = len(self.stories) - 1
        if self.jump is not None:
            self._give_marker(number, self.jump)
        self._flush(number)
        self.current = number

    def _turn(self, i: int, piece: Piece) -> None:
        """Turn to another open story where columns are mixed and a paragraph has clearly more in common with it."""
        if self.current is None or not self.switched or self.waiting or not piece.lines[0].gap:
            return
        if self.jump is not None or piece.reading.dateline:
            return
        mine = self._likeness(self.current, i)
        for number in range(len(self.stories) - 1, max(-1, len(self.stories) - 7), -1):
            story = self.stories[number]
            if (
                number != self.current
                and not story.closed
                and self._likeness(number, i) > mine + _CLEARLY_MORE
            ):
                self.current, mine = number, self._likeness(number, i)

    def _start_of(self, i: int, piece: Piece) -> Start | None:
        """Return why a new story starts at a paragraph, or None if the current one goes on."""
        if self.current is None or self.jump is not None or piece.reading.dateline:
            return Start.HARD
        story = self.stories[self.current]
        if story.closed:
            return Start.HARD
        if self.waiting:
            return Start.TITLE if piece.lines[0].opens or self._title_score(i) > 0 else None
        last = self.pieces[self._last_body(story)]
        if self.label and self._kinship(story, i) < 0.12:
            return Start.TITLE
        fresh = piece.lines[0].fresh and not piece.open_start
        if piece.lines[0].size and not fresh:
            return None  # print shows that the column goes on
        if not piece.open_start and self._odds(story, i) > (_PARTED if self.parted else _OPENED):
            return Start.MATTER
        if (fresh or not same_width(last.width, piece.width)) and self._kinship(story, i) < _USUAL_KINSHIP:
            return Start.WIDTH
        return None

    def _last_body(self, story: Story) -> int:
        bodies = [j for j in story.pieces[-4:] if self.pieces[j].role is Role.BODY]
        return bodies[-1] if bodies else story.pieces[-1]

    def _thread(self, i: int, piece: Piece) -> tuple[int, int] | None:
        """Return the open paragraph a piece goes on with, and its story."""
        found = self._threads(i, piece)
        best = max(found, default=None)
        if best is None:
            return None
        _, _, source, story = best
        if story == self.current or self.current is None:
            return source, story
        word = word_across(self.pieces[source].text[-8:], piece.text[:8])
        gain = self._likeness(story, i) - self._likeness(self.current, i)
        if gain > _CLEAR_GAIN or (word and gain > -_CLEAR_GAIN):
            return source, story
        # Nothing but their matter could tell that a paragraph goes on in another story than the one being filled.
        own = max((thread for thread in found if thread[3] == self.current), default=None)
        return None if own is None else own[2:]

    def _threads(self, i: int, piece: Piece) -> list[tuple[float, int, int, int]]:
        """Return the open paragraphs a piece may go on with: score, place, piece and story."""
        found = []
        for age, (source, story) in enumerate(reversed(self.open.items())):
            before = self.pieces[source]
            if self.stories[story].jump_out is not None:
                continue
            score = 0.5 - 0.25 * age + (0.6 if same_width(before.width, piece.width) else -0.6)
            score += 5.0 * self._likeness(story, i)
            if source == i - 1:
                score += 0.6
            if word_across(before.text[-8:], piece.text[:8]):
                score += 1.0
            if score > _LEAST_THREAD:
                found.append((score, -age, source, story))
        return found

    def _likeness(self, number: int, i: int) -> float:
        """Return how much a whole story shares with a paragraph and what follows it without a break."""
        story = frozenset[str]().union(*(self.grams[j] for j in self.stories[number].pieces[-30:]))
        return self.weights.kinship(story, self.grams[i])

    def _kinship(self, story: Story, i: int) -> float:
        """Return how much the end of a story shares with the paragraphs from a piece on."""
        before = frozenset[str]().union(*(self.grams[j] for j in story.pieces[-_WINDOW - 2 :]))
        return self.weights.kinship(before, self._text_from(i))

    def _odds(self, story: Story, i: int) -> float:
        """Return what the end of a story and the paragraphs from a piece on say of another one that starts there."""
        before = bodies_only(self.pieces, story.pieces[-_WINDOW - 2 :])
        return start_odds(self.pieces, before, self._from(i), self.weights) if before else 0.0

    def _text_from(self, i: int) -> frozenset[str]:
        """Return the bigrams of a few paragraphs from a piece on that surely follow each other."""
        return frozenset().union(*(self.grams[j] for j in self._from(i)))

    def _from(self, i: int) -> list[int]:
        """Return a few paragraphs from a piece on that surely follow each other."""
        after = []
        for j in range(i, min(i + _WINDOW, len(self.pieces))):
            piece = self.pieces[j]
            if j > i and (piece.reading.dateline or piece.role is not Role.BODY):
                break
            after.append(j)
        return after

    def _title_score(self, i: int) -> float:
        """Weigh the waiting headline lines before a paragraph: titles (positive) or headings."""
        assert self.current is not None
        story, piece = self.stories[self.current], self.pieces[i]
        last = self.pieces[self._last_body(story)]
        if any(self.pieces[j].role is Role.BYLINE for j in self.waiting):
            return 4.0
        lines = [line for j in self.waiting for line in self.pieces[j].lines]
        score = self.lean + self._mark_score() + shape_score(lines, piece.width or last.width)
        if not same_width(last.width, piece.width):
            score += 1.5
        if last.open_end and not piece.open_start:
            score += 1.5
        score += max(_LEAST_ODDS, min(_MOST_ODDS, _PER_NAT * self._odds(story, i)))
        return score + self._announced(story, i)

    def _announced(self, story: Story, i: int) -> float:
        """Weigh how much of the waiting headline lines the text behind them explains, and the story before them."""
        text = "".join(self.pieces[j].text for j in self.waiting if self.pieces[j].role is Role.TITLE)
        grams = bigrams(text)
        if not grams:
            return -_ANNOUNCED
        before = frozenset[str]().union(*(self.grams[j] for j in story.pieces))
        return self.weights.share(grams, self._text_from(i)) - self.weights.share(grams, before) - _ANNOUNCED

    def _mark_score(self) -> float:
        levels = [self.pieces[j].reading.level for j in self.waiting if self.pieces[j].reading.level]
        if not levels or self.top_level == self.lowest:
            return 0.0
        return 3.0 if min(levels) <= 2 else -3.0

    def _flush(self, before: int | None) -> None:
        """Record the waiting headline lines as titles between two stories."""
        if self.waiting:
            self.heads.append(Heads(tuple(self.waiting), before, self.current))
            self.waiting = []
