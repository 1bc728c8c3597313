"""Sums over all paths of a word lattice: forward and backward passes for many stretches of text at once.

A path goes from a stretch's first boundary to its last over nodes (words); its weight is the product of the nodes'
channel weights and the words' bigram probabilities with back-off. The passes walk over the boundaries from left to
right (and back) in all stretches at the same time, so that the number of array operations is the length of the longest
stretch and not the length of the text. Sums are kept relative to each boundary's own scale, which makes them safe for
stretches of any length.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from annotator.lexicon.ngrams import Floats, Ints, LanguageModel

UNKNOWN_CHARACTER = -17.0
"""Log probability of a character the language model does not know (the model's own value for it is -14.4)."""

_PAIRS_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """The words of a lattice, ordered by ``(steps, starts, ends)``.

    Attributes:
        steps: distance of the word's first boundary from the stretch's first boundary.
        starts: boundary before the word; boundaries are numbered over all stretches.
        ends: boundary after it.
        words: the word's number in the language model, -1 for an unknown character.
        priors: log probability of the word without history.
        channel: log P(observed characters | word); 0 for a word that is observed as it is.
    """

    steps: Ints
    starts: Ints
    ends: Ints
    words: Ints
    priors: Floats
    channel: Floats

    def __len__(self) -> int:
        """Number of nodes."""
        return len(self.words)


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What the two passes give.

    Attributes:
        forward: log of the sum over all paths from the stretch's first boundary to each boundary, the last
            word's back-off weight included.
        onward: log of the sum over all continuations from each boundary to the stretch's end when the history is
            forgotten, relative to ``forward[last] - forward[boundary]``.
        posterior: probability that the true path goes through each node.
    """

    forward: Floats
    onward: Floats
    posterior: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Neighbouring nodes whose words are a bigram, ordered by the later one; what the bigram adds to the sum."""

    previous: Ints
    following: Ints
    extra: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Forward:
    """The forward pass: what it starts from, by node, and its sums, by boundary and by node.

    Attributes:
        prior: probability of each node's word without history, times its channel weight.
        backoff: back-off weight of each node's word.
        pairs: the bigrams.
        slices: see :func:`_slices`.
        forward: see :class:`Sums`.
        alpha: the sum over all paths up to each node, relative to its first boundary.
    """

    prior: Floats
    backoff: Floats
    pairs: _Pairs
    slices: list[tuple[int, int, int, int]]
    forward: Floats
    alpha: Floats


def sum_forward(model: LanguageModel, nodes: Nodes, first: Ints, last: Ints) -> Floats:
    """Run the forward pass alone and return ``forward`` of :class:`Sums`; arguments as for :func:`sum_paths`."""
    return _sum_forward(model, nodes, first, last).forward


def sum_paths(model: LanguageModel, nodes: Nodes, first: Ints, last: Ints) -> Sums:
    """Run both passes.

    Args:
        model: gives the bigrams.
        nodes: the lattice; between any two neighbouring boundaries of a stretch there is at least one node.
        first: each stretch's first boundary.
        last: each stretch's last boundary.
    """
    done = _sum_forward(model, nodes, first, last)
    forward, pairs, slices = done.forward, done.pairs, done.slices
    shift = np.exp(forward[nodes.starts] - forward[nodes.ends])
    groups = np.flatnonzero(np.diff(nodes.starts, prepend=-1))
    group_slices = np.searchsorted(groups, [begin for begin, _, _, _ in slices] + [len(nodes)])
    onward = np.zeros(len(forward))
    onward[last] = 1.0
    beta = np.zeros(len(nodes))
    for step in range(len(slices) - 1, -1, -1):
        begin, end, pair_begin, pair_end = slices[step]
        here = beta[begin:end] + done.backoff[begin:end] * onward[nodes.ends[begin:end]]
        np.maximum(here, 1e-300, out=here)
        beta[begin:end] = here
        here = here * shift[begin:end]
        group = groups[group_slices[step] : group_slices[step + 1]]
        onward[nodes.starts[group]] = np.add.reduceat(done.prior[begin:end] * here, group - begin)
        if pair_end > pair_begin:
            extra = pairs.extra[pair_begin:pair_end] * here[pairs.following[pair_begin:pair_end] - begin]
            np.add.at(beta, pairs.previous[pair_begin:pair_end], extra)
    with np.errstate(divide="ignore"):
        return Sums(forward, np.log(onward), np.minimum(done.alpha * beta * shift, 1.0))


def _sum_forward(model: LanguageModel, nodes: Nodes, first: Ints, last: Ints) -> _Forward:
    boundaries = int(last.max()) + 1
    prior = np.exp(nodes.priors + nodes.channel)
    backoff = np.ones(len(nodes))
    known = nodes.words >= 0
    backoff[known] = np.exp(model.backoff(nodes.words[known]))
    pairs = _pairs(model, nodes, prior, backoff, boundaries)
    slices = _slices(nodes, pairs)
    spans = np.flatnonzero(np.diff(nodes.starts, prepend=-1) | np.diff(nodes.ends, prepend=-1))
    span_slices = np.searchsorted(spans, [begin for begin, _, _, _ in slices] + [len(nodes)])

    forward = np.full(boundaries, -np.inf)
    forward[first] = 0.0
    alpha = np.zeros(len(nodes))
    for step, (begin, end, pair_begin, pair_end) in enumerate(slices):
        here = prior[begin:end].copy()
        if pair_end > pair_begin:
            previous = pairs.previous[pair_begin:pair_end]
            following = pairs.following[pair_begin:pair_end]
            scale = np.exp(forward[nodes.starts[previous]] - forward[nodes.starts[following]])
            extra = alpha[previous] * pairs.extra[pair_begin:pair_end] * scale
            here += np.bincount(following - begin, weights=extra, minlength=end - begin)
            np.maximum(here, prior[begin:end] * 1e-12, out=here)
        alpha[begin:end] = here
        span = spans[span_slices[step] : span_slices[step + 1]]
        sums = np.add.reduceat(here * backoff[begin:end], span - begin)
        ends = nodes.ends[span]
        forward[ends] = np.logaddexp(forward[ends], np.log(sums) + forward[nodes.starts[span]])
    return _Forward(prior, backoff, pairs, slices, forward, alpha)


def _pairs(model: LanguageModel, nodes: Nodes, prior: Floats, backoff: Floats, boundaries: int) -> _Pairs:
    """Find the bigrams among all neighbouring nodes, a bounded number of pairs at a time."""
    by_end = np.argsort(nodes.ends, kind="stable")
    by_end = by_end[nodes.words[by_end] >= 0]
    counts = np.bincount(nodes.ends[by_end], minlength=boundaries)
    begins = np.cumsum(counts) - counts
    following = np.flatnonzero(nodes.words >= 0)
    per_node = counts[nodes.starts[following]]
    following, per_node = following[per_node > 0], per_node[per_node > 0]
    parts: list[tuple[Ints, Ints, Floats]] = []
    for chunk in _chunks(per_node):
        counted = per_node[chunk]
        later = np.repeat(following[chunk], counted)
        offsets = np.arange(len(later)) - np.repeat(np.cumsum(counted) - counted, counted)
        earlier = by_end[begins[nodes.starts[later]] + offsets]
        hit, value = model.bigram_hits(nodes.words[earlier], nodes.words[later])
        earlier, later = earlier[hit], later[hit]
        extra = np.exp(value + nodes.channel[later]) - backoff[earlier] * prior[later]
        parts.append((earlier, later, extra))
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return _Pairs(none, none, np.zeros(0))
    earlier, later, extra = (np.concatenate(column) for column in zip(*parts, strict=True))
    return _Pairs(earlier, later, extra)


def _chunks(counts: Ints) -> list[slice]:
    """Cut so that the counts of each part add up to about ``_PAIRS_AT_ONCE`` at most."""
    if not len(counts):
        return []
    numbers = np.cumsum(counts) // _PAIRS_AT_ONCE
    cuts = [0, *(np.flatnonzero(np.diff(numbers)) + 1).tolist(), len(counts)]
    return [slice(begin, end) for begin, end in itertools.pairwise(cuts)]


def _slices(nodes: Nodes, pairs: _Pairs) -> list[tuple[int, int, int, int]]:
    """For each step, where its nodes and the pairs whose later node is among them begin and end."""
    steps = np.arange(int(nodes.steps.max()) + 2)
    node_cuts = np.searchsorted(nodes.steps, steps)
    pair_cuts = np.searchsorted(pairs.following, node_cuts)
    return list(
        zip(
            node_cuts[:-1].tolist(),
            node_cuts[1:].tolist(),
            pair_cuts[:-1].tolist(),
            pair_cuts[1:].tolist(),
            strict=True,
        )
    )
