"""Characters and stretches written twice or more (惠企企企举措, 进行进行了), legitimate reduplication apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.detect.context import CheckContext
from annotator.detect.flags import make_flag
from annotator.detect.patterns import HAN, SURNAMES, TRANSLITERATING
from annotator.detect.words import is_word, words_at
from annotator.model.flag import Flag

REASONS = ("repetition.characters", "repetition.stretch")

_SAME = re.compile(rf"([{HAN}])\1+")
_TWICE = re.compile(r"(?=(?P<all>(?P<once>\S{2,40}?)(?P=once)+))")
_HAN = re.compile(f"[{HAN}]")
_LONG = 6
"""From this length on a stretch may hold marks and digits too."""

_SOUNDS = frozenset(
    "哈呵嘿嘻啊呀哇喔哦嗯呜咚嘀嗒滴答咕噜叮当铛哗啦轰隆砰啪咔嚓喵汪咩哞嘟呼嗖唰沙吱叽喳咯喂哎唉咳嘘"
)
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")
_NEVER_DOUBLED = frozenset("的在和与及是把被从对由于但而或并其该此")
_MEASURING = frozenset("一半几多")
_REDUPLICATED = frozenset(
    "年月周天日时刻处家户人个件条座层步声句字代次回遍趟片朵颗粒棵株束丝缕重排行队组对双批箱桶车船辆架台门页篇首幅张本套样种类级道"
    "项事发村场程站路山岭岗看听说想走谈聊试问瞧笑玩找写读算练"
)
_OFTEN_REPEATED = frozenset(
    re.findall(
        "..",
        "研究讨论考虑商量了解打听收拾休息学习体验尝试活动放松琢磨盘算合计比画比划参观观察打扮照顾教育锻炼交流"
        "沟通介绍认识分析总结整理检查意思热闹凉快高兴痛快暖和表示感受见识切磋反省检讨调整修改打扫指点拉扯摇晃"
        "非常很多许多多少什么加油真的不是没有知道可以来回扑通布谷",
    )
)


def detect(text: str, context: CheckContext) -> list[Flag]:
    """Flag characters and stretches that are repeated without reason."""
    return [*_characters(text, context), *_stretches(text, context)]


def _characters(text: str, context: CheckContext) -> Iterator[Flag]:
    """Flag runs of one character."""
    for match in _SAME.finditer(text):
        start, end = match.span()
        char = match[1]
        if char in _SOUNDS or char in _NUMERALS:
            continue
        if end - start == 2:
            score = _doubled(text, start, context)
            wanted = {char: 0.85 * score}
        else:
            score = _tripled(text, start, end)
            wanted = {char: 0.6 * score, char * 2: 0.3 * score}
        if score:
            yield make_flag(text, start, end, score, "repetition.characters", wanted, (char,))


def _tripled(text: str, start: int, end: int) -> float:
    """Return the probability that a run of three or more of one character is wrong."""
    cuts = range(start + 1, end)
    # A word that ends so before a word that begins so (妈妈|妈祖) has a border of two whole words in the run.
    return 0.3 if end - start == 3 and any(_whole_words_meet(text, cut) for cut in cuts) else 0.95


def _doubled(text: str, start: int, context: CheckContext) -> float:
    """Return the probability that the character at ``start`` stands twice by mistake."""
    char = text[start]
    words = words_at(text)
    if words[start] == words[start + 1]:
        return 0.0
    if _whole_words_meet(text, start + 1):
        return 0.01
    if _known_around(text, start, context):
        return 0.0
    alone = sum(end - first == 1 for first, end in (words[start], words[start + 1]))
    if len(set(text[start + 2 : start + 4])) == 1 < len(text[start + 2 : start + 4]) or (
        start > 1 and text[start - 2] == text[start - 1]
    ):
        return 0.02  # 沟沟坎坎
    if char in _NEVER_DOUBLED:
        return 0.95 if alone == 2 else 0.6
    if is_word(char * 2) or char in _REDUPLICATED or _is_measured(text, start):
        return 0.02
    if text[start + 2 : start + 3] == "长":
        return 0.05  # 医疗应急司司长
    if start and text[start - 1] in SURNAMES:
        return 0.1
    if char in TRANSLITERATING and any(
        beside in TRANSLITERATING
        for beside in (text[start - 1 : start], text[start + 2 : start + 3])
        if beside
    ):
        return 0.1
    return 0.75 if alone == 2 else 0.4


def _whole_words_meet(text: str, cut: int) -> bool:
    """Tell whether two words of two or more characters meet at the position ``cut`` (中国|国家)."""
    words = words_at(text)
    left, right = words[cut - 1], words[cut]
    return left != right and left[1] - left[0] > 1 and right[1] - right[0] > 1


def _is_measured(text: str, start: int) -> bool:
    """Tell whether the pair is a reduplicated measure word or adverb: 一排排, 绿油油地."""
    before = text[start - 1 : start]
    after = text[start + 2 : start + 3]
    return before in _MEASURING or after in {"地", "儿"}


def _known_around(text: str, start: int, context: CheckContext) -> bool:
    """Tell whether the pair at ``start`` lies in a known word or in a form that occurs several times."""
    for first in range(max(0, start - 3), start + 1):
        for end in range(start + 2, min(len(text), first + 6) + 1):
            piece = text[first:end]
            if piece in context.known_words or (len(piece) > 2 and context.counts.get(piece, 0) > 2):
                return True
    return False


def _stretches(text: str, context: CheckContext) -> Iterator[Flag]:
    """Flag stretches of two or more different characters that follow themselves."""
    done = 0
    for match in _TWICE.finditer(text):
        once = match["once"]
        start, end = match.span("all")
        han = len(_HAN.findall(once))
        if start < done or han < 2 or len(set(once)) == 1 or (han < len(once) < _LONG):
            continue
        done = end
        score = _repeated_stretch(text, start, end, once, context)
        if score:
            yield make_flag(text, start, end, score, "repetition.stretch", {once: 0.9 * score}, (once,))


def _repeated_stretch(text: str, start: int, end: int, once: str, context: CheckContext) -> float:
    """Return the probability that ``text[start:end]``, which is ``once`` several times, is wrong."""
    if once[0] in _NUMERALS or once in _OFTEN_REPEATED or _SOUNDS.issuperset(once):
        return 0.0
    if once * 2 in context.known_words or context.counts.get(once * 2, 0) > 2:
        return 0.05
    if len(once) > 3:
        return 0.95
    middle = start + len(once)
    words = words_at(text)
    crossing = words[middle - 1] == words[middle]
    longer = words[start][0] < start or words[end - 1][1] > end
    if crossing or longer:
        # 推动市场市场化: two words that share a part by chance.
        return 0.2
    return 0.9
