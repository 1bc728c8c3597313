"""Which doubts operations decided, and whether two flags are about the same doubt."""

from __future__ import annotations

from annotator.model.operations import AcceptFlag, AddWords, KeepFlags, Operation, ReplaceSeries, ReplaceText


def same_doubt(flag: object, other: object) -> bool:
    """Tell whether two flags are about the same place, whoever found it; a re-check gives new ids."""
    keys = ("start", "end", "text")
    return getattr(flag, "id", 0) == getattr(other, "id", 1) or all(
        getattr(flag, key) == getattr(other, key) for key in keys
    )


def decided_by(operation: Operation) -> list[tuple[str, str, int, int]]:
    """Return block id, flag id (empty if unknown), start and end of what an operation decided."""
    match operation:
        case AcceptFlag(block=block, flag=flag):
            return [(block, flag, -1, -1)]
        case KeepFlags(flags=flags) | AddWords(flags=flags):
            return [(block, flag, -1, -1) for block, flag in flags]
        case ReplaceSeries(places=places):
            return [(place.block, "", place.start, place.end) for place in places]
        case ReplaceText(block=block, start=start, expected=expected):
            return [(block, "", start, start + len(expected))]
    return []
