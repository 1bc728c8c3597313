"""Traditional text for a detector that knows simplified words only: mapped there and back, place by place.

The mappings keep lengths, so positions mean the same characters in both scripts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from annotator.detect.context import CheckContext, count_ngrams
from annotator.model.flag import Candidate, Flag
from annotator.text.scripts import script_of, to_simplified, to_traditional

_AROUND = 8
"""Code points on each side that decide how a candidate is written in traditional characters."""

FlagTexts = Callable[[Sequence[str], CheckContext], Sequence[Sequence[Flag]]]


def is_traditional(text: str) -> bool:
    """Tell whether a text is written in traditional characters, quotations and slips aside."""
    shares = script_of(text)
    return shares.traditional > shares.simplified


def flags_in_either_script(
    texts: Sequence[str], context: CheckContext, flag_texts: FlagTexts
) -> list[list[Flag]]:
    """Flag texts with a detector of simplified text.

    Args:
        texts: the texts, each in either script.
        context: what is known around them.
        flag_texts: the detector; gives the flags of each text.

    Returns:
        The flags of each text, with texts and candidates in the script of the text.
    """
    old = {index for index, text in enumerate(texts) if is_traditional(text)}
    read = [to_simplified(text) if index in old else text for index, text in enumerate(texts)]
    if old:
        context = replace(
            context,
            known_words=context.known_words | {to_simplified(word) for word in context.known_words},
            counts={**context.counts, **count_ngrams(read[index] for index in sorted(old))},
        )
    found = flag_texts(read, context)
    return [
        [_back(flag, text, simplified) for flag in flags] if index in old else list(flags)
        for index, (text, simplified, flags) in enumerate(zip(texts, read, found, strict=True))
    ]


def _back(flag: Flag, text: str, simplified: str) -> Flag:
    before = simplified[max(0, flag.start - _AROUND) : flag.start]
    after = simplified[flag.end : flag.end + _AROUND]
    observed = text[flag.start : flag.end]
    candidates: dict[str, Candidate] = {}
    for candidate in flag.candidates:
        whole = to_traditional(f"{before}{candidate.text}{after}")
        word = whole[len(before) : len(before) + len(candidate.text)]
        if word != observed:
            candidates.setdefault(word, replace(candidate, text=word))
    return replace(flag, text=observed, candidates=tuple(candidates.values()))
