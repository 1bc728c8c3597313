"""What of people's work a re-run could not keep as it was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.model.page import RawRange


class LostKind(StrEnum):
    """What was not found again.

    With a new reading of a page too: ``READING``, a place where it has neither what was there nor what the person
    wrote, which stays; ``PROOFREAD``, an article that was proofread and reads otherwise now.
    """

    CORRECTION = "correction"
    LABEL = "label"
    LABEL_TEXT = "label_text"
    DOCUMENT_LABEL = "document_label"
    FLAG = "flag"
    RULING = "ruling"
    READING = "reading"
    PROOFREAD = "proofread"


@dataclass(frozen=True, slots=True)
class Lost:
    """Something a person did that a re-run could not keep as it was.

    Attributes:
        kind: what it is; ``LABEL_TEXT``: the label is in its place, but the text under it reads otherwise now.
        place: where it stood in the raw text.
        text: the text it was on, or that was written; for labels of an article their ids and its first block's text.
        block: the block now nearest to that place, or None.
    """

    kind: LostKind
    place: RawRange
    text: str
    block: str | None
