"""Which article a text from elsewhere is, and where its characters stand there.

An article is known by its id, by its text, or by having most of the text; blanks do not count, because formats and
programs change them. A text that no article has as a whole is sought paragraph by paragraph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, compress
from operator import not_

from annotator.formats.labels.document import LabelledDocument, RawText
from annotator.model.issue import Issue
from annotator.model.provenance import Place
from annotator.text.align import Alignment, align

_LEAST_SHARE = 0.6
"""Share of a text's characters that an article must have for it to be the same text, corrected."""
_LEAD = 1.5
"""How many times as many common stretches the best article must have as the next one."""
_GRAM = 6
_SAMPLED = 4
"""Of the stretches of so many characters, one in so many is looked at to find articles that have most of a text."""
_LEAST_KEPT = 0.5
"""Share of a span's characters that must still stand there, where the change is no replacement of equal length."""
_BETWEEN = "\0"


class Unmatched(StrEnum):
    """Why a text has no place in the articles."""

    EMPTY = "empty"
    ARTICLE = "article"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class ArticleText:
    """One text of an article: the corrected one, the raw one, or that of a record it was made of.

    Attributes:
        issue: id of the issue.
        article: id of the article.
        text: the text, blocks parted by something.
        blocks: where the blocks begin in it: start, the block's id, length, and the way to the block's own text
            (None: they are the same).
        raw: whether it is the raw text.
    """

    issue: str
    article: str
    text: str
    blocks: tuple[tuple[int, str, int, RawText | None], ...]
    raw: bool = False

    @cached_property
    def bare(self) -> str:
        """The text without blanks."""
        return bare(self.text)

    @cached_property
    def positions(self) -> list[int]:
        """Where each character of ``bare`` stands in the text."""
        return list(compress(range(len(self.text)), map(not_, map(str.isspace, self.text))))

    @cached_property
    def _starts(self) -> list[int]:
        """Where the blocks begin."""
        return [start for start, *_ in self.blocks]

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Return the places in blocks that the range ``[start, end)`` of the text is."""
        starts = self._starts
        first = max(bisect_right(starts, start) - 1, 0)
        found = []
        for begin, block, length, raw in self.blocks[first : bisect_left(starts, end, first)]:
            here = start - begin if start > begin else 0
            there = end - begin if end - begin < length else length
            if here < there and raw is not None:
                here, there = raw.back(here, there)
            if here < there:
                found.append(Place(block, here, there))
        return tuple(found)


def bare(text: str) -> str:
    """Return a text without its blanks."""
    return "".join(text.split())


def texts_of(issue: Issue, articles: Iterable[str] | None = None) -> Iterator[ArticleText]:
    """Yield the texts of articles, the raw one where it differs by more than blanks."""
    for name in issue.order if articles is None else articles:
        blocks = list(issue.blocks_of(name))
        plain = _article_text(issue.id, name, [(block.id, block.text, None) for block in blocks])
        yield plain
        layers = [RawText(block, issue.pages) for block in blocks]
        raw = _article_text(
            issue.id,
            name,
            [(block.id, layer.text, layer) for block, layer in zip(blocks, layers, strict=True)],
        )
        if raw.bare != plain.bare:
            yield raw


def _article_text(issue: str, name: str, parts: Sequence[tuple[str, str, RawText | None]]) -> ArticleText:
    blocks, at = [], 0
    for block, text, layer in parts:
        blocks.append((at, block, len(text), layer))
        at += len(text) + 1
    raw = any(layer is not None for *_, layer in parts)
    return ArticleText(issue, name, "\n".join(text for _, text, _ in parts), tuple(blocks), raw)


@dataclass(frozen=True)
class Stretch:
    """A stretch of a record's text and where it is.

    Attributes:
        start: first code point in the record's text.
        end: one past the last.
        target: the text it is in.
        offset: where the stretch begins among the target's characters that are no blanks; None: the texts are the
            same to the last blank.
        alignment: how characters that are no blanks correspond; None: they are the same.
    """

    start: int
    end: int
    target: ArticleText
    offset: int | None = None
    alignment: Alignment | None = None


class Match:
    """Where a record's text is.

    Attributes:
        stretches: its stretches that were found, in order; one for the whole text, or some of its paragraphs.
        whole: whether it is the text of an article as a whole.
    """

    def __init__(
        self,
        text: str,
        stretches: Sequence[Stretch],
        *,
        whole: bool,
        ambiguous: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.stretches = tuple(stretches)
        self._ambiguous = tuple(ambiguous)
        self.whole = whole
        self._text = text
        self._ends = [stretch.end for stretch in self.stretches]

    @cached_property
    def _before(self) -> list[int]:
        """How many characters that are no blanks stand before each position."""
        return [0, *accumulate(map(not_, map(str.isspace, self._text)))]

    @property
    def articles(self) -> list[tuple[str, str]]:
        """Issue and article of the stretches, each once."""
        return list(dict.fromkeys((each.target.issue, each.target.article) for each in self.stretches))

    def places(self, start: int, end: int) -> list[tuple[str, tuple[Place, ...]]]:
        """Return where the range ``[start, end)`` of the record's text is: issue and places, by stretch."""
        found = []
        for number in range(self._at(start), len(self.stretches)):
            each = self.stretches[number]
            if each.start >= end:
                break
            if each.end > start:
                first = start if start > each.start else each.start
                place = self._inside(each, first, end if end < each.end else each.end)
                places = each.target.places(*place) if place else ()
                if places:
                    found.append((each.target.issue, places))
        return found

    def is_ambiguous(self, start: int, end: int) -> bool:
        """Tell whether any of the range ``[start, end)`` of the record's text stands in several places."""
        return any(begin < end and start < there for begin, there in self._ambiguous)

    def article_at(self, position: int) -> str:
        """Return the article of the stretch that holds a position of the record's text, or of the one behind it."""
        return self.stretches[self._at(position)].target.article

    def _at(self, position: int) -> int:
        """Return the number of the first stretch that ends behind a position, or of the last one."""
        last = len(self._ends) - 1
        return last and min(bisect_right(self._ends, position), last)

    def _inside(self, stretch: Stretch, start: int, end: int) -> tuple[int, int] | None:
        """Return the range in the target's text, or None if nothing of it stands there."""
        if stretch.offset is None:
            return start, end
        origin = self._before[stretch.start]
        first, last = self._before[start] - origin, self._before[end] - origin
        if first == last:
            return None
        if stretch.alignment is not None:
            mapped = _aligned(stretch.alignment, first, last)
            if mapped is None:
                return None
            first, last = mapped
        positions = stretch.target.positions
        return positions[stretch.offset + first], positions[stretch.offset + last - 1] + 1


def _aligned(alignment: Alignment, start: int, end: int) -> tuple[int, int] | None:
    """Return the range that stands for a range, or None if it is gone or something else stands there."""
    first, last = alignment.map_range(start, end)
    if first >= last:
        return None
    if alignment.kept(start, end) >= _LEAST_KEPT * (end - start):
        return first, last
    # Nothing is the same, but as many characters stand there: a correction.
    return (first, last) if last - first == end - start else None


class TextIndex:
    """Finds the article that a text is of."""

    def __init__(self, texts: Iterable[ArticleText]) -> None:
        self._texts = list(texts)
        self._by_bare: dict[str, list[ArticleText]] = {}
        self._by_name: dict[str, list[ArticleText]] = {}
        for each in self._texts:
            self._by_bare.setdefault(each.bare, []).append(each)
            self._by_name.setdefault(each.article, []).append(each)

    def match(self, document: LabelledDocument) -> Match | Unmatched:
        """Return where a document's text is, or why it is nowhere."""
        said = bare(document.text)
        if not said:
            return Unmatched.EMPTY
        named = [
            each
            for each in self._by_name.get(document.id, ())
            if not document.issue or each.issue == document.issue
        ]
        for candidates in (named, self._by_bare.get(said, [])):
            equal = _preferred([each for each in candidates if each.bare == said], document.raw)
            if len(equal) == 1:
                same = equal[0].text == document.text
                return Match(
                    document.text, [_whole(document.text, equal[0], None if same else 0)], whole=True
                )
            if len(equal) > 1:
                return Unmatched.AMBIGUOUS
        found = self._stretch(document.text, 0, len(document.text), named, document.raw)
        if isinstance(found, Stretch):
            return Match(document.text, [found], whole=_covers(found, said))
        return self._paragraphs(document, named, found)

    def _paragraphs(
        self, document: LabelledDocument, named: Sequence[ArticleText], why: Unmatched
    ) -> Match | Unmatched:
        """Seek the paragraphs of a text one by one."""
        stretches, ambiguous, at = [], [], 0
        lines = document.text.split("\n")
        for line in lines if len(lines) > 1 else ():
            if line.strip():
                found = self._stretch(document.text, at, at + len(line), named, document.raw)
                if isinstance(found, Stretch):
                    stretches.append(found)
                elif found is Unmatched.AMBIGUOUS:
                    why = found
                    ambiguous.append((at, at + len(line)))
            at += len(line) + 1
        return Match(document.text, stretches, whole=False, ambiguous=ambiguous) if stretches else why

    def _stretch(
        self, text: str, start: int, end: int, named: Sequence[ArticleText], raw: bool
    ) -> Stretch | Unmatched:
        """Return where a stretch of a text is: in one of the named articles, or in any."""
        said = bare(text[start:end])
        places = [(each, at) for each in named for at in _all_places(each.bare, said)]
        places = places or self._by_line.get(said) or list(self._everywhere(said))
        places = [(each, at) for each, at in places if each.raw == raw] or places
        if len({(each.issue, each.article, at) for each, at in places}) > 1:
            return Unmatched.AMBIGUOUS
        if places:
            return Stretch(start, end, *places[0])
        target = self._alike(said, named, raw)
        if target is None:
            return Unmatched.ARTICLE
        alignment = align(said, target.bare)
        if alignment.equal_count < _LEAST_SHARE * len(said):
            return Unmatched.ARTICLE
        return Stretch(start, end, target, 0, alignment)

    @cached_property
    def _by_line(self) -> Mapping[str, list[tuple[ArticleText, int]]]:
        """The paragraphs of all texts without blanks, each with the text it is of and where it begins there."""
        lines: dict[str, list[tuple[ArticleText, int]]] = {}
        for each in self._texts:
            at = 0
            for line in each.text.split("\n"):
                said = bare(line)
                if said:
                    lines.setdefault(said, []).append((each, at))
                at += len(said)
        return lines

    @cached_property
    def _longest(self) -> int:
        return max((len(each.bare) for each in self._texts), default=0)

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        """All texts without blanks as one, and where each of them begins."""
        starts, at = [], 0
        for each in self._texts:
            starts.append(at)
            at += len(each.bare) + 1
        return _BETWEEN.join(each.bare for each in self._texts), starts

    def _everywhere(self, said: str) -> Iterator[tuple[ArticleText, int]]:
        """Yield the first two articles that hold a text, with its place in each."""
        joined, starts = self._joined
        at = joined.find(said)
        articles: set[tuple[str, bool, int]] = set()
        while at >= 0 and len(articles) < 3:
            number = bisect_right(starts, at) - 1
            target = self._texts[number]
            articles.add((target.article, target.raw, at))
            yield target, at - starts[number]
            at = joined.find(said, at + 1)

    @cached_property
    def _grams(self) -> Mapping[str, set[int]]:
        """The numbers of the texts that hold a stretch of a few characters, for a sample of such stretches."""
        grams: dict[str, set[int]] = {}
        for number, each in enumerate(self._texts):
            for gram in _sampled(each.bare):
                grams.setdefault(gram, set()).add(number)
        return grams

    def _alike(self, said: str, named: Sequence[ArticleText], raw: bool) -> ArticleText | None:
        """Return the text that has most stretches in common with a text, if no other has nearly as many."""
        if named:
            preferred = _preferred(named, raw)[0]
            if align(said, preferred.bare).equal_count >= _LEAST_SHARE * len(said):
                return preferred
        if _LEAST_SHARE * len(said) > self._longest:
            return None
        counts: Counter[int] = Counter()
        for gram in _sampled(said):
            counts.update(self._grams.get(gram, ()))
        by_article: dict[tuple[str, str], tuple[int, ArticleText]] = {}
        for number, count in counts.items():
            target = self._texts[number]
            key = (target.issue, target.article)
            best = by_article.get(key)
            if best is None or (count, target.raw == raw) > (best[0], best[1].raw == raw):
                by_article[key] = (count, target)
        ranked = sorted(by_article.values(), key=lambda entry: -entry[0])
        if not ranked or (len(ranked) > 1 and ranked[0][0] < _LEAD * ranked[1][0]):
            return None
        return ranked[0][1]


def _sampled(text: str) -> Iterator[str]:
    """Yield the stretches of a few characters that are in the sample: the same ones of equal texts."""
    for at in range(len(text) - _GRAM + 1):
        if ord(text[at]) % _SAMPLED == 0:
            yield text[at : at + _GRAM]


def _all_places(text: str, said: str) -> Iterator[int]:
    at = text.find(said)
    while at >= 0:
        yield at
        at = text.find(said, at + 1)


def _preferred(texts: Sequence[ArticleText], raw: bool) -> list[ArticleText]:
    """Return the texts of the layer that is meant, or all where there is none."""
    return [each for each in texts if each.raw == raw] or list(texts)


def _whole(text: str, target: ArticleText, offset: int | None) -> Stretch:
    return Stretch(0, len(text), target, offset)


def _covers(stretch: Stretch, said: str) -> bool:
    """Tell whether a text is most of the article it is in."""
    return len(said) >= _LEAST_SHARE * len(stretch.target.bare)
