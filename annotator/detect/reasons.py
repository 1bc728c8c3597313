"""All codes of reasons that flags may carry; each needs a sentence in every language of the window."""

from __future__ import annotations

from annotator.detect.detectors import (
    brackets,
    characters,
    consistency,
    engine,
    house_rules,
    marks,
    misspellings,
    mixed_script,
    neural,
    numbers,
    punctuation,
    recall,
    repetition,
)
from annotator.detect.lattice import explain

LATTICE_REASONS = ("lattice.unlikely", *explain.PARTS)

REASONS: tuple[str, ...] = (
    *LATTICE_REASONS,
    *characters.REASONS,
    *mixed_script.REASONS,
    *punctuation.REASONS,
    *marks.REASONS,
    *brackets.REASONS,
    *numbers.REASONS,
    *repetition.REASONS,
    *consistency.REASONS,
    *house_rules.REASONS,
    *misspellings.REASONS,
    *recall.REASONS,
    *neural.REASONS,
    *engine.REASONS,
)
