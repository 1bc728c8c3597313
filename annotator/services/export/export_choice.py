"""What a person chooses when exporting, and the sets of such choices that have names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from annotator.formats.plain_text import USUAL, Breaks, TextLayout
from annotator.services.label_exchange.label_exporting import Layer

_Word = TypeVar("_Word", bound=StrEnum)


class Unit(StrEnum):
    """What gets a file of its own."""

    ISSUE = "issue"
    ARTICLE = "article"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """How an issue is exported.

    Attributes:
        form: name of the format.
        unit: what gets a file of its own.
        layout: how plain text is set.
        layer: over which text labels are written.
        folder: path of the folder that is offered first; empty for the project's.
    """

    form: str = "text"
    unit: Unit = Unit.ISSUE
    layout: TextLayout = USUAL
    layer: Layer = Layer.CORRECTED
    folder: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the choice as JSON has it."""
        return {
            "format": self.form,
            "unit": self.unit.value,
            "line_breaks": self.layout.breaks.value,
            "blank_lines": self.layout.blank_lines,
            "layer": self.layer.value,
            "folder": self.folder,
        }


AS_USUAL = ExportChoice()
"""The whole issue as plain text."""


def choice_of(data: Mapping[str, Any]) -> ExportChoice:
    """Return a choice from JSON; what is missing or makes no sense is as usual."""
    form, folder = data.get("format"), data.get("folder")
    return ExportChoice(
        form if isinstance(form, str) else "text",
        _one_of(Unit, data.get("unit"), Unit.ISSUE),
        TextLayout(_one_of(Breaks, data.get("line_breaks"), Breaks.JOINED), data.get("blank_lines") is True),
        _one_of(Layer, data.get("layer"), Layer.CORRECTED),
        folder if isinstance(folder, str) else "",
    )


def _one_of(kind: type[_Word], value: Any, default: _Word) -> _Word:
    return next((each for each in kind if each.value == value), default)


Presets = Mapping[str, ExportChoice]
"""Choices by the name a person gave them, the one used last first."""


def presets_of(data: Sequence[Any]) -> dict[str, ExportChoice]:
    """Return the presets from JSON; what is no preset is left out."""
    return {
        each["name"]: choice_of(each)
        for each in data
        if isinstance(each, Mapping) and isinstance(each.get("name"), str) and each["name"]
    }


def with_preset(presets: Presets, name: str, choice: ExportChoice) -> dict[str, ExportChoice]:
    """Return presets with one put first; another of that name goes."""
    return {name: choice, **{other: kept for other, kept in presets.items() if other != name}}


def presets_data(presets: Presets) -> tuple[dict[str, Any], ...]:
    """Return presets as JSON has them."""
    return tuple({"name": name, **choice.as_data()} for name, choice in presets.items())
