"""Running the detectors over a text or over the blocks of an issue."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from annotator.detect.context import CheckContext, count_ngrams
from annotator.detect.detectors import (
    brackets,
    characters,
    consistency,
    engine,
    house_rules,
    misspellings,
    mixed_script,
    numbers,
    punctuation,
    recall,
    repetition,
)
from annotator.detect.detectors.engine import EngineView
from annotator.detect.detectors.recall import recalled
from annotator.detect.fusion import fuse
from annotator.detect.plugins import Plugin, load_plugins
from annotator.detect.traditional import flags_in_either_script
from annotator.model.article import FURNITURE_ROLES, Block, Role
from annotator.model.flag import Flag

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.detect.detectors.mark_network import Floats
    from annotator.detect.detectors.marks import MarkJudge
    from annotator.detect.detectors.neural import Scorer
    from annotator.detect.lattice.lattice import LatticeDetector

Detector = Callable[[str, CheckContext], Iterable[Flag]]
Progress = Callable[[float], None]
Cancelled = Callable[[], bool]

DETECTORS: tuple[Detector, ...] = (
    characters.detect,
    mixed_script.detect,
    punctuation.detect,
    brackets.detect,
    numbers.detect,
    repetition.detect,
    consistency.detect,
    house_rules.detect,
    misspellings.detect,
    recall.detect,
)
"""The detectors that need no models, for prose and titles."""

LINE_DETECTORS: tuple[Detector, ...] = (
    characters.detect,
    consistency.detect,
    house_rules.detect,
    recall.detect,
)
"""Those for lines that are not sentences: names of authors and photographers, jumps, furniture."""

_LINES = FURNITURE_ROLES | {Role.BYLINE, Role.CREDIT, Role.JUMP}
_BATCH = 4000
"""The lattice detector reads about so many code points at once: fast, and not too long to be cancelled."""
_PROSE = frozenset({Role.BODY, Role.QUESTION, Role.ANSWER, Role.NOTE})


@dataclass(frozen=True, slots=True, eq=False)
class Models:
    """The models behind the lattice detector; they are large and loaded once.

    Attributes:
        lattice: the detector with its language model and glyph channel.
        marks: the network that has read how newspapers set their marks, if any.
        plugins: detectors of the user's own.
        scorer: a neural model of the user's own, if there is one.
    """

    lattice: LatticeDetector
    marks: MarkJudge | None = None
    plugins: tuple[Plugin, ...] = ()
    scorer: Scorer | None = None


def load_models(plugins: Iterable[str] = (), scorer: Path | None = None, task: str = "masked") -> Models:
    """Load the models that come with the program, and the user's own.

    Args:
        plugins: names of detectors of the user's own that shall take part.
        scorer: a neural model of the user's own.
        task: what that was made for, see ``neural.Task``.

    Raises:
        FileNotFoundError: a model is missing from this installation.
        UserError: the user's own model cannot be used.
    """
    from annotator.detect.detectors.marks import load_mark_judge
    from annotator.detect.detectors.neural import Task, load_scorer
    from annotator.detect.lattice.judge import load_judge
    from annotator.detect.lattice.lattice import make_lattice_detector
    from annotator.lexicon.extension import extended
    from annotator.lexicon.frequencies import load_word_frequencies
    from annotator.lexicon.glyphs import load_glyph_channel
    from annotator.lexicon.news_terms import load_news_terms
    from annotator.lexicon.ngrams import load_language_model, load_second_model

    model = extended(load_language_model(), load_word_frequencies(), load_news_terms())
    channel, second = load_glyph_channel(), load_second_model()
    lattice = make_lattice_detector(model, channel, second=second, judge=load_judge())
    own = load_scorer(scorer, Task(task)) if scorer is not None else None
    return Models(lattice, load_mark_judge(), load_plugins(plugins), own)


def check_text(text: str, context: CheckContext, models: Models | None) -> tuple[Flag, ...]:
    """Check a text that is prose or a title.

    Args:
        text: the text, without line breaks of its own.
        context: what is known around it.
        models: models of the lattice detector, or None to leave it out.

    Returns:
        The fused flags from the floor score on, sorted by start; their ids are empty.
    """
    return check_texts([text], [context], models)[0]


def check_texts(
    texts: Sequence[str], contexts: Sequence[CheckContext], models: Models | None
) -> list[tuple[Flag, ...]]:
    """Check many texts, each in its own context, see :func:`check_text`; the first one's known words hold for all."""
    said: Sequence[_Said] = [_NOTHING] * len(texts)
    if models is not None and texts:
        counts = [context.counts for context in contexts]
        said = _said(texts, contexts[0], models, counts)
    return [
        _fused(text, context, own, models) for text, context, own in zip(texts, contexts, said, strict=True)
    ]


class _Said(NamedTuple):
    """What the models say of a text: the lattice detector's flags, and the network's shares of marks, if any."""

    misread: Sequence[Flag] = ()
    marks: tuple[Floats, Floats] | None = None


_NOTHING = _Said()


def _said(
    texts: Sequence[str],
    context: CheckContext,
    models: Models,
    counts: Sequence[Mapping[str, int]] | None = None,
) -> list[_Said]:
    """Ask the models about many texts at once, which is much faster than one after another."""
    misread = flags_in_either_script(texts, _with_news_terms(context), models.lattice.flags_of_texts, counts)
    if models.marks is None:
        return [_Said(flags) for flags in misread]
    from annotator.detect.detectors.marks import mark_shares

    shares = mark_shares(models.marks.network, texts)
    return [_Said(*both) for both in zip(misread, shares, strict=True)]


def _fused(text: str, context: CheckContext, said: _Said, models: Models | None) -> tuple[Flag, ...]:
    """Fuse the flags of the simple detectors and the user's with those of the models."""
    found = [flag for detector in DETECTORS for flag in detector(text, context)]
    for plugin in models.plugins if models else ():
        found += plugin.flags(text, context)
    if models is not None and models.marks is not None and said.marks is not None:
        from annotator.detect.detectors.marks import reconsidered

        found = reconsidered(models.marks, text, found, said.marks)
    fused = fuse(text, [*found, *said.misread])
    if models is not None and models.scorer is not None:
        fused = models.scorer.weighed(text, fused)
    return recalled(text, fused, context)


def check_blocks(
    blocks: Sequence[Block],
    context: CheckContext,
    models: Models | None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    only: Collection[str] | None = None,
    views: Mapping[str, EngineView] | None = None,
) -> dict[str, tuple[Flag, ...]]:
    """Check blocks in reading order, each by its role.

    Args:
        blocks: the blocks; a paragraph before a jump needs no end mark, so give the jumps too.
        context: what is known around them; without counts, n-grams are counted in these blocks.
        models: models of the lattice detector, or None to leave it out.
        progress: called after each block with the share done, from 0 to 1.
        cancelled: asked before each block; when it says True, the blocks checked so far are returned.
        only: ids of the blocks to check; the others only say what stands behind them. None for all.
        views: what OCR engines said of blocks, by their ids.

    Returns:
        Flags sorted by start, by block id, for every block that was checked.
    """
    if not context.counts:
        context = replace(context, counts=count_ngrams(block.text for block in blocks))
    flags: dict[str, tuple[Flag, ...]] = {}
    said: dict[str, _Said] = {}
    followers = {block.id: after.role for block, after in pairwise(blocks)}
    if only is not None:
        blocks = [block for block in blocks if block.id in only]
    total = sum(len(block.text) for block in blocks) or 1
    done = 0
    for place, block in enumerate(blocks):
        if cancelled is not None and cancelled():
            break
        if block.id not in said:
            said = _said_of_blocks(blocks[place:], context, models)
        found = _check_block(block, followers.get(block.id), context, said[block.id], models)
        view = views.get(block.id) if views is not None else None
        flags[block.id] = found if view is None else _told(block.text, found, view, models, context)
        done += len(block.text)
        if progress is not None:
            progress(done / total)
    return flags


def _told(
    text: str, flags: Sequence[Flag], view: EngineView, models: Models | None, context: CheckContext
) -> tuple[Flag, ...]:
    """Return the flags of a text with what the engine said of it in them."""
    told = [engine.weighed(flag, view) for flag in flags]
    witnesses = models.lattice.witnesses if models is not None else None
    if witnesses is None or not view.alternatives:
        return tuple(told)
    own = recalled(text, engine.flags_of_alternatives(text, view, witnesses.second), context)
    return fuse(text, [*told, *own])


def _said_of_blocks(
    blocks: Sequence[Block], context: CheckContext, models: Models | None
) -> dict[str, _Said]:
    """Ask the models about the first blocks, about ``_BATCH`` code points of them."""
    batch: list[Block] = []
    size = 0
    for block in blocks:
        batch.append(block)
        size += len(block.text)
        if size >= _BATCH:
            break
    found = {block.id: _NOTHING for block in batch}
    if models is not None:
        read = [block for block in batch if block.role not in _LINES]
        said = _said([block.text for block in read], context, models)
        found.update(zip((block.id for block in read), said, strict=True))
    return found


def _with_news_terms(context: CheckContext) -> CheckContext:
    """Return a context in which what newspapers write today is known."""
    from annotator.lexicon.news_terms import load_news_terms

    return replace(context, known_words=context.known_words | load_news_terms())


def _check_block(
    block: Block, following: Role | None, context: CheckContext, said: _Said, models: Models | None
) -> tuple[Flag, ...]:
    """Check one block; ``following`` is the role of the block after it, ``said`` what the models say of it."""
    if block.role in _LINES:
        found = [flag for detector in LINE_DETECTORS for flag in detector(block.text, context)]
        return recalled(block.text, fuse(block.text, found), context)
    unfinished = block.role not in _PROSE or following is Role.JUMP
    return _fused(block.text, replace(context, title=unfinished), said, models)
