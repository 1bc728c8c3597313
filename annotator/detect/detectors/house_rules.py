"""House rules: what the user or the project says must be written otherwise."""

from __future__ import annotations

from annotator.detect.context import CheckContext
from annotator.detect.flags import make_flag
from annotator.detect.words import CROSSED, lies_where_words_meet
from annotator.model.flag import Flag

REASONS = ("house_rules.replace", "house_rules.forbidden")

_SCORE = 0.99


def detect(text: str, context: CheckContext) -> list[Flag]:
    """Flag every place where a rule's wrong characters stand and the right ones are not already around them.

    Where the characters come about by two words that meet, nothing is written that the rule is against.
    """
    flags = []
    last: dict[str, int] = {}
    for start, end in context.rules.phrases.spans(text):
        wrong = text[start:end]
        if start < last.get(wrong, 0):
            continue
        last[wrong] = end
        if end - start == CROSSED and lies_where_words_meet(text, start, end):
            continue
        for rule in context.rules.rules_for(wrong):
            if not _already_right(text, start, rule.wrong, rule.right):
                reason = "house_rules.replace" if rule.right else "house_rules.forbidden"
                wanted = {rule.right: _SCORE} if rule.right else None
                flags.append(
                    make_flag(text, start, end, _SCORE, reason, wanted, (rule.wrong, rule.right, rule.note))
                )
    return flags


def _already_right(text: str, start: int, wrong: str, right: str) -> bool:
    """Tell whether the wrong characters are part of the right ones, as 登陆 in a rule 登陆→登陆舰 would be."""
    at = right.find(wrong)
    return at >= 0 and text[start - at : start - at + len(right)] == right if start >= at else False
