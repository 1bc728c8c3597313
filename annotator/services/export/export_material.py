"""What is exported: an issue, what it was, and when it was corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.formats.plain_text import USUAL, TextLayout
from annotator.model.issue import Issue
from annotator.model.layout import Columns
from annotator.services.label_exchange.label_exporting import Layer
from annotator.services.labels.schemes import Schemes


@dataclass(frozen=True, slots=True)
class Material:
    """What is exported.

    Attributes:
        issue: the issue as it is.
        base: the issue as it was imported, for formats that show what was changed; the issue itself if not given.
        dates: when corrections were made, by the block's id and the text that was put in.
        threshold: least score of the flags written to JSON.
        layer: over which text labels are written.
        schemes: the project's label schemes, for what belongs beside files of labels; none: those of the program.
        layout: how plain text is set.
        columns: the columns of pages, by their ids, for formats that mark where they begin.
    """

    issue: Issue
    base: Issue | None = None
    dates: Mapping[tuple[str, str], str] = field(default_factory=dict)
    threshold: float = 0.0
    layer: Layer = Layer.CORRECTED
    schemes: Schemes | None = None
    layout: TextLayout = USUAL
    columns: Mapping[str, Columns] = field(default_factory=dict)
