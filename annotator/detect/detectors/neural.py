"""A neural model of the user's own: what it thinks of doubtful characters, weighed with what the others think.

The model is an ONNX file with a vocabulary, one token a line, in ``vocab.txt`` beside it, as BERT models for Chinese
have: it gets the numbers of characters and gives for each place a value for every token. A *masked* model is asked of
doubtful characters with these hidden from it; a *correction* model sees the text as it stands, and is also asked where
nothing was doubted. Nothing is ever downloaded; without the package onnxruntime the rest works as it does.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.detect.flags import make_flag
from annotator.detect.patterns import HAN_STRETCH
from annotator.errors import UserError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.model.flag import Candidate, Flag

REASONS = ("neural.unlikely",)

VOCABULARY = "vocab.txt"
_AROUND = 60
"""Code points on each side that the model sees."""
_BATCH = 16
_WEIGHT = 0.5
_BOUND = 2.0
"""The model's log odds count half, and change the log odds of a doubt by no more than this: it is a stranger, whose
probabilities nobody has compared with what it gets right."""
_SURE, _UNSURE = 0.9, 0.05
_TRUST = 0.5
"""A correction model's own doubts are given where it expects another character with more than ``_SURE``, and the one
that stands there with less than ``_UNSURE``; half of them are taken to be right."""


class Task(StrEnum):
    """What a model was made for."""

    MASKED = "masked"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True, eq=False)
class Scorer:
    """A loaded model, see :func:`load_scorer`.

    Attributes:
        session: the model in onnxruntime.
        vocabulary: numbers of tokens.
        inputs: names of the model's inputs.
        task: what it was made for.
    """

    session: Any
    vocabulary: Mapping[str, int]
    inputs: tuple[str, ...]
    task: Task

    def weighed(self, text: str, flags: Sequence[Flag]) -> tuple[Flag, ...]:
        """Return the flags of a text with the model's opinion in their scores and candidates, sorted by place."""
        asked = [flag for flag in flags if self._can_judge(flag)]
        ranges = [(flag.start, flag.end) for flag in asked]
        values = self._log_probabilities(text, ranges, hidden=self.task is Task.MASKED)
        judged = {id(flag): self._judged(flag, value) for flag, value in zip(asked, values, strict=True)}
        found = [judged.get(id(flag), flag) for flag in flags]
        if self.task is Task.CORRECTION:
            found += self._own(text, flags)
        return tuple(sorted(found, key=lambda flag: (flag.start, flag.end)))

    def _can_judge(self, flag: Flag) -> bool:
        """Tell whether the model knows the characters of a flag and of one of its candidates."""
        known = HAN_STRETCH.fullmatch(flag.text) and all(
            character in self.vocabulary for character in flag.text
        )
        return bool(known) and any(self._comparable(flag, candidate) for candidate in flag.candidates)

    def _comparable(self, flag: Flag, candidate: Candidate) -> bool:
        same_length = len(candidate.text) == len(flag.text)
        return same_length and all(character in self.vocabulary for character in candidate.text)

    def _judged(self, flag: Flag, values: NDArray[np.float64]) -> Flag:
        """Return a flag with its odds and its candidates' shares changed by the model's."""
        here = self._reading(flag.text, values)
        readings = {
            candidate.text: self._reading(candidate.text, values)
            for candidate in flag.candidates
            if self._comparable(flag, candidate)
        }
        best = max(readings.values())
        odds = flag.score / max(1 - flag.score, 1e-9) * math.exp(_bounded(_WEIGHT * (best - here)))
        score = odds / (1 + odds)
        weights = [
            candidate.score * math.exp(_bounded(_WEIGHT * (readings.get(candidate.text, best - 1) - best)))
            for candidate in flag.candidates
        ]
        before = sum(candidate.score for candidate in flag.candidates)
        scale = before / sum(weights) * score / flag.score if sum(weights) and flag.score else 0.0
        candidates = [
            replace(candidate, score=min(1.0, weight * scale))
            for candidate, weight in zip(flag.candidates, weights, strict=True)
        ]
        candidates.sort(key=lambda candidate: (-candidate.score, candidate.text))
        return replace(flag, score=score, candidates=tuple(candidates))

    def _reading(self, reading: str, values: NDArray[np.float64]) -> float:
        return sum(float(values[at, self.vocabulary[character]]) for at, character in enumerate(reading))

    def _own(self, text: str, flags: Iterable[Flag]) -> list[Flag]:
        """Return what a correction model doubts although nothing else does."""
        taken = {at for flag in flags for at in range(flag.start, max(flag.end, flag.start + 1))}
        wanted = {at for match in HAN_STRETCH.finditer(text) for at in range(*match.span())} - taken
        stretches = [(start, min(start + _AROUND, len(text))) for start in range(0, len(text), _AROUND)]
        tokens = {number: token for token, number in self.vocabulary.items()}
        found = []
        for (start, _), values in zip(
            stretches, self._log_probabilities(text, stretches, hidden=False), strict=True
        ):
            best = values.argmax(axis=1)
            for offset, number in enumerate(best.tolist()):
                at, right = start + offset, tokens[number]
                here = self.vocabulary.get(text[at])
                if at not in wanted or here is None or right == text[at] or not HAN_STRETCH.fullmatch(right):
                    continue
                sure, left = math.exp(values[offset, number]), math.exp(values[offset, here])
                if sure > _SURE and left < _UNSURE and len(right) == 1:
                    score = _TRUST * sure
                    wanted_here = {right: score}
                    values_here = (text[at], right, str(round(100 * sure)))
                    found.append(
                        make_flag(text, at, at + 1, score, "neural.unlikely", wanted_here, values_here)
                    )
        return found

    def _log_probabilities(
        self, text: str, ranges: Sequence[tuple[int, int]], *, hidden: bool
    ) -> list[NDArray[np.float64]]:
        """Return for each range the log probability of every token at each of its places."""
        result: list[NDArray[np.float64]] = []
        for first in range(0, len(ranges), _BATCH):
            batch = ranges[first : first + _BATCH]
            rows = [self._row(text, start, end, hidden=hidden) for start, end in batch]
            longest = max(len(row) for row in rows)
            numbers = np.full((len(rows), longest), self.vocabulary.get("[PAD]", 0), dtype=np.int64)
            mask = np.zeros((len(rows), longest), dtype=np.int64)
            for at, row in enumerate(rows):
                numbers[at, : len(row)], mask[at, : len(row)] = row, 1
            given = {"input_ids": numbers, "attention_mask": mask, "token_type_ids": np.zeros_like(mask)}
            (logits, *_) = self.session.run(None, {name: given[name] for name in self.inputs})
            for at, (start, end) in enumerate(batch):
                begin = 1 + start - max(0, start - _AROUND)
                values = np.asarray(logits[at, begin : begin + end - start], dtype=np.float64)
                values -= values.max(axis=1, keepdims=True)
                result.append(values - np.log(np.exp(values).sum(axis=1, keepdims=True)))
        return result

    def _row(self, text: str, start: int, end: int, *, hidden: bool) -> list[int]:
        """Return the numbers of a range and what stands around it, between the marks of a sentence."""
        unknown = self.vocabulary["[UNK]"]
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        numbers = [self.vocabulary.get(character, unknown) for character in before + text[start:end] + after]
        if hidden:
            numbers[len(before) : len(before) + end - start] = [self.vocabulary["[MASK]"]] * (end - start)
        return [self.vocabulary["[CLS]"], *numbers, self.vocabulary["[SEP]"]]


def load_scorer(path: Path, task: Task = Task.MASKED) -> Scorer:
    """Load a model and the vocabulary beside it.

    Raises:
        UserError: onnxruntime is not installed; a file is missing or unreadable; the model has inputs or outputs of
            another kind, or the vocabulary lacks the tokens every such model has.
    """
    try:
        # Not everybody has it, and it takes a while to load.
        runtime = importlib.import_module("onnxruntime")
    except ImportError as error:
        raise UserError("scorer.not_installed") from error
    vocabulary = _read_vocabulary(path.with_name(VOCABULARY))
    if not path.is_file():
        raise UserError("import.missing", file=str(path))
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise UserError("scorer.unreadable", file=path.name) from error
    inputs = tuple(each.name for each in session.get_inputs())
    shape = session.get_outputs()[0].shape
    if (
        "input_ids" not in inputs
        or not {"input_ids", "attention_mask", "token_type_ids"}.issuperset(inputs)
        or len(shape) != 3
        or (isinstance(shape[2], int) and shape[2] < len(vocabulary))
    ):
        raise UserError("scorer.other_kind", file=path.name)
    return Scorer(session, vocabulary, inputs, task)


def _read_vocabulary(path: Path) -> Mapping[str, int]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise UserError("import.missing", file=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("scorer.vocabulary", file=path.name) from error
    vocabulary = {token: number for number, token in enumerate(lines)}
    if not {"[UNK]", "[CLS]", "[SEP]", "[MASK]"} <= vocabulary.keys():
        raise UserError("scorer.vocabulary", file=path.name)
    return vocabulary


def _bounded(value: float) -> float:
    return max(-_BOUND, min(_BOUND, value))
