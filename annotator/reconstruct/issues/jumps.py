"""Linking the two ends of articles that are continued on another page of the issue.

Both ends usually name the other page (下转第3版, 上接第1版); either marker may be missing, and several articles of
one page may go on on the same page. Page numbers, a repeated title, shared rare bigrams and a sentence that is broken
off and taken up again decide together, as an assignment problem over all ends of the issue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.reconstruct.reading.matching import best_matching
from annotator.reconstruct.reading.roles import plain_number
from annotator.reconstruct.reading.similarity import Weights, bigrams

_LEAST = 0.2  # a pair that scores less is not linked
_LEAST_UNMARKED = 0.45  # the same where the continuation carries no marker
_TELLING_TITLE = 6  # bigrams that two titles share
_LEAST_KINSHIP = 0.04  # of texts below one title; of those that share less, 2 in 6 belonged together
_PART = 0.2  # what a title that is a part of another one is less like it than it says
_TELLING = 30  # bigrams; what a shorter text shares may be chance
_MOST_PAIRS = 40_000

SAME_TITLE = 0.6
"""Likeness of titles of one article; kickers and misread characters lower it."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of an article that is continued: where it breaks off, or where it may be taken up.

    Attributes:
        page: index of the page.
        number: printed number of that page in plain form, or empty.
        names: printed number the marker names in plain form, or empty.
        marked: whether there is a marker.
        title: the story's title.
        text: the story's text.
        broken: whether it stops (or starts) inside a sentence.
        fresh: whether it starts like a story of its own (a dateline, a byline).
    """

    page: int
    number: str
    names: str
    marked: bool
    title: str
    text: str
    broken: bool
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A pair of ends that belong together, by their indexes.

    Attributes:
        source: index of the end where the article breaks off.
        target: index of the end where it is taken up.
        confidence: estimated probability in [0, 1] that they belong together.
        others: indexes of other targets that are possible, best first.
    """

    source: int
    target: int
    confidence: float
    others: tuple[int, ...]


def link_ends(sources: Sequence[End], targets: Sequence[End]) -> list[Link]:
    """Pair the ends where articles break off with those where they are taken up."""
    if not sources or not targets or len(sources) * len(targets) > _MOST_PAIRS:
        return []
    texts = [bigrams(end.text) for end in (*sources, *targets)]
    weights = Weights(texts)
    heads = [bigrams(end.title) for end in (*sources, *targets)]
    split = len(sources)
    titles = [[likeness_of_titles(heads[i], head, weights) for head in heads[split:]] for i in range(split)]
    kin = [
        [
            weights.kinship(texts[i], texts[split + j]) * min(1.0, len(texts[split + j]) / _TELLING)
            for j in range(len(targets))
        ]
        for i in range(split)
    ]
    usual = sum(map(sum, kin)) / (len(sources) * len(targets)) if len(targets) + len(sources) > 2 else 0.04
    scores = [
        [
            _score(
                source,
                target,
                kin[i][j] - min(usual, 0.1),
                titles[i][j],
                weights.share(heads[split + j], texts[i]),
            )
            for j, target in enumerate(targets)
        ]
        for i, source in enumerate(sources)
    ]
    links = []
    for i, j in enumerate(best_matching(np.array(scores).reshape(len(sources), len(targets)))):
        if j < 0:
            continue
        order = [t for _, t in sorted((-score, t) for t, score in enumerate(scores[i]))]
        others = tuple(t for t in order if t != j and scores[i][t] > 0)[:3]
        rival = max((scores[i][t] for t in others), default=0.0)
        titled = titles[i][j] >= SAME_TITLE and kin[i][j] >= _LEAST_KINSHIP
        confidence = max(
            0.3, min(0.99 if titled else _bound(kin[i][j] - usual), 0.6 + 0.5 * (scores[i][j] - rival))
        )
        links.append(Link(i, j, confidence, others))
    return links


def _bound(kinship: float) -> float:
    """Return how sure a link may be by what the texts share beyond the usual, without a title they bear out.

    Markers link the right pages, but on a torn page they may stand in a wrong story: 3 in 4 such links were right.
    """
    if kinship > 0.05:
        return 0.84
    return 0.75 if kinship > 0 else 0.5


def likeness_of_titles(left: frozenset[str], right: frozenset[str], weights: Weights) -> float:
    """Return how much two titles are the same, in [0, 1], where one may have lost lines or stand below a kicker."""
    common = len(left & right)
    if not common:
        return 0.0
    whole = common / min(len(left), len(right)) - _PART if common >= _TELLING_TITLE else 0.0
    return max(weights.likeness(left, right), whole)


def _score(source: End, target: End, kinship: float, titles: float, explained: float) -> float:
    """Score a pair; above 0 they may belong together. ``kinship`` is what they share beyond the usual."""
    if source.page == target.page:
        return -1.0
    score = max(-0.5, min(1.2, 6.0 * kinship)) + 1.2 * titles + 0.5 * explained
    named = _agreement(source.names, target.number)
    # That it stands on the named page says something about a story with a marker, little about one of many without.
    answered = _agreement(target.names, source.number)
    score += named + answered if target.marked else min(named, 0.0)
    if named > 0 and answered > 0:
        score += 0.3
    if source.broken and target.broken:
        score += 0.5
    elif source.broken != target.broken:
        score -= 0.2
    if target.fresh:
        score -= 0.3 if target.marked else 1.5
    score -= 0.4 * (not source.marked)
    return score - (_LEAST if target.marked and source.marked else _LEAST_UNMARKED)


def _agreement(named: str, number: str) -> float:
    """Compare the page a marker names with the page's own number."""
    if not named or not number:
        return 0.0
    return 0.5 if same_number(named, number) else -1.2


def same_number(left: str, right: str) -> bool:
    """Tell whether two printed page numbers in plain form may be of one page; the section's letter may be missing."""
    if left == right:
        return True
    letters = {left[:1], right[:1]} & set("ABCD")
    return len(letters) < 2 and left.lstrip("ABCD") == right.lstrip("ABCD")


_FILE_NUMBER = re.compile(r"(?:第|[-_.\s]|^)([A-Da-d]?\d{1,2})(?:\s*版)?(?=\.[A-Za-z0-9]+$|$|版)")
_FILE_PAGE = re.compile(r"(?:^|[-_\s])p(?:age)?[-_]?(\d{1,2})(?=\.|$)", re.IGNORECASE)
_TEXT_NUMBER = re.compile(
    r"^(?:.*\s)?(?:第\s*([A-D]?\s*[0-9〇一二三四五六七八九十]{1,3})\s*版|([A-D]\s*\d{1,2})\s*版?|0(\d))(?:\s.*)?$"
)


def page_number(name: str, raw: str) -> str | None:
    """Return the printed number of a page from its furniture or its file name, or None.

    The page's own folio wins over the file name; ``"第3版"``, ``"三版"`` and ``"03"`` give ``"3"``.

    Args:
        name: file name.
        raw: raw text of the page.
    """
    rows = [row.strip() for row in raw[:3000].splitlines() if row.strip()][:12]
    rows += [row.strip() for row in raw[-1000:].splitlines() if row.strip()][-4:]
    for row in rows:
        match = _TEXT_NUMBER.match(row)
        if match and len(row) <= 60 and not re.search(r"[下上]\s*[转接]|[，。]", row):
            return plain_number(next(group for group in match.groups() if group))
    stem = name.rsplit("/", 1)[-1]
    found = _FILE_PAGE.search(stem.rsplit(".", 1)[0]) or _FILE_NUMBER.search(stem)
    return plain_number(found[1]) if found else None
