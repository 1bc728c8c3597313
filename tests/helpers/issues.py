"""Hypothesis strategies for issues and for operations that fit them."""

from __future__ import annotations

from dataclasses import replace
from itertools import count, pairwise

from hypothesis import strategies as st

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.decision import Decision, DecisionKind, DecisionStatus, Jump
from annotator.model.flag import Candidate, Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.labels import DocumentLabel, LabelSpan, Relation
from annotator.model.operations import (
    AcceptFlag,
    AddLabels,
    AddRelations,
    AddWords,
    ChangeLabel,
    ChangeLabels,
    ChangeRelation,
    ClearDocumentLabel,
    JoinBlocks,
    KeepFlags,
    MergeArticles,
    MoveArticle,
    MoveBlocks,
    MoveLabel,
    NewArticle,
    Operation,
    RemoveLabels,
    RemoveRelations,
    RemoveWords,
    Replacement,
    ReplaceSeries,
    ReplaceText,
    ResolveDecision,
    SetDocumentLabel,
    SetFlags,
    SetJump,
    SetProgress,
    SetRole,
    SplitArticle,
    SplitBlock,
)
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.page import Page
from annotator.model.progress import Progress, Stage
from annotator.model.provenance import Place
from annotator.services.editing.changes import changes_of, revert

LETTERS = "网络覆盖袋的了是𠮷，。a1 "
RAW = st.text(alphabet=LETTERS, min_size=1, max_size=60)
ORIGINS = st.sampled_from(["typing", "flag:lattice", "series", "typing@甲"])


@st.composite
def issues(draw: st.DrawFn) -> Issue:
    """Issues of one to three pages whose runs tile the raw text, with clean-ups, in all kinds of containers."""
    pages: dict[str, Page] = {}
    listed: dict[str, list[str]] = {"a1": [], "a2": [], FURNITURE_ID: [], UNPLACED_ID: []}
    blocks = {}
    number = count(1)
    for index in range(draw(st.integers(1, 3))):
        page = Page(f"p{index + 1}", f"{index + 1}.txt", draw(RAW))
        pages[page.id] = page
        cuts = draw(st.lists(st.integers(0, len(page.raw)), max_size=6, unique=True))
        edges = sorted({0, len(page.raw), *cuts})
        runs = [_run(draw, page, start, end) for start, end in pairwise(edges)]
        while runs:
            taken = draw(st.integers(1, len(runs)))
            block = build_block(f"b{next(number)}", draw(st.sampled_from(Role)), runs[:taken], pages)
            runs = runs[taken:]
            blocks[block.id] = block
            listed[draw(st.sampled_from(sorted(listed)))].append(block.id)
    if not listed["a1"]:
        listed["a1"] = listed.pop("a2") or [
            listed[UNPLACED_ID].pop() if listed[UNPLACED_ID] else listed[FURNITURE_ID].pop()
        ]
    kinds = {FURNITURE_ID: Kind.FURNITURE, UNPLACED_ID: Kind.UNPLACED}
    articles = {
        name: Article(name, kinds.get(name, Kind.ARTICLE), tuple(members))
        for name, members in listed.items()
        if members or name in kinds
    }
    order = tuple(name for name in ("a1", "a2") if name in articles)
    some = next(iter(blocks))
    return Issue(
        "i1",
        "测试",
        pages,
        articles,
        order,
        blocks,
        decisions={"d1": Decision("d1", DecisionKind.JOIN, 0.6, "join.test", blocks=(some,))},
        jumps={"j1": Jump("j1", "下转第3版", some, None)},
    )


def _run(draw: st.DrawFn, page: Page, start: int, end: int) -> Run:
    if draw(st.integers(0, 3)):
        return Run(page.id, start, end)
    texts = (
        ["", "净", "很长的替换"] if page.raw[start:end].strip() else [""]
    )  # no clean-up makes words of blanks
    return Run(page.id, start, end, draw(st.sampled_from(texts)), "cleanup:test")


@st.composite
def operations(draw: st.DrawFn, issue: Issue, fresh: count[int]) -> Operation:
    """One operation that fits the issue; ``fresh`` numbers new identifiers."""
    makers = [_replace, _replace, _series, _split, _join, _move, _role, _new, _merge, _split_article]
    makers += [
        _order,
        _progress,
        _flags,
        _accept,
        _keep,
        _resolve,
        _jump,
        _label,
        _label,
        _relabel,
        _relabel_many,
        _move_label,
        _unlabel,
        _relate,
        _relate,
        _change_relation,
        _unrelate,
        _label_article,
        _label_article,
        _unlabel_article,
        _add_words,
        _remove_words,
        _revert,
    ]
    while True:
        maker = draw(st.sampled_from(makers))
        operation = maker(draw, issue, fresh)
        if operation is not None:
            return operation


def _block(draw: st.DrawFn, issue: Issue):
    return issue.blocks[draw(st.sampled_from(sorted(issue.blocks)))]


def _range(draw: st.DrawFn, length: int) -> tuple[int, int]:
    start = draw(st.integers(0, length))
    return start, draw(st.integers(start, min(length, start + 8)))


def _replace(draw, issue, fresh):
    block = _block(draw, issue)
    start, end = _range(draw, len(block.text))
    text = draw(st.text(alphabet=LETTERS, max_size=6))
    return ReplaceText(block.id, start, end, text, block.text[start:end], draw(ORIGINS))


def _series(draw, issue, fresh):
    wrong = draw(st.sampled_from(["网", "袋", "的", "，。"]))
    places = []
    for block in issue.blocks.values():
        at = block.text.find(wrong)
        while at >= 0:
            places.append(
                Replacement(block.id, at, at + len(wrong), wrong, draw(st.sampled_from(["覆盖", "", "改"])))
            )
            at = block.text.find(wrong, at + len(wrong))
    return ReplaceSeries(tuple(places), "series") if places else None


def _split(draw, issue, fresh):
    block = _block(draw, issue)
    return SplitBlock(block.id, draw(st.integers(0, len(block.text))), f"n{next(fresh)}")


def _join(draw, issue, fresh):
    containers = [article for article in issue.articles.values() if len(article.blocks) > 1]
    if not containers:
        return None
    blocks = draw(st.sampled_from(containers)).blocks
    index = draw(st.integers(0, len(blocks) - 2))
    return JoinBlocks(blocks[index], blocks[index + 1])


def _some_blocks(draw, issue):
    return tuple(draw(st.lists(st.sampled_from(sorted(issue.blocks)), min_size=1, max_size=3, unique=True)))


def _move(draw, issue, fresh):
    blocks = _some_blocks(draw, issue)
    article = issue.articles[draw(st.sampled_from(sorted(issue.articles)))]
    places = [None, *(block for block in article.blocks if block not in blocks)]
    return MoveBlocks(blocks, article.id, draw(st.sampled_from(places)))


def _role(draw, issue, fresh):
    return SetRole(_some_blocks(draw, issue), draw(st.sampled_from(Role)))


def _new(draw, issue, fresh):
    return NewArticle(f"n{next(fresh)}", _some_blocks(draw, issue), draw(st.integers(0, 3)))


def _merge(draw, issue, fresh):
    return MergeArticles(issue.order[0], issue.order[1]) if len(issue.order) > 1 else None


def _split_article(draw, issue, fresh):
    long = [name for name in issue.order if len(issue.articles[name].blocks) > 1]
    if not long:
        return None
    name = draw(st.sampled_from(long))
    return SplitArticle(name, draw(st.sampled_from(issue.articles[name].blocks[1:])), f"n{next(fresh)}")


def _order(draw, issue, fresh):
    if not issue.order:
        return None
    return MoveArticle(draw(st.sampled_from(issue.order)), draw(st.integers(0, 3)))


def _progress(draw, issue, fresh):
    if not issue.order:
        return None
    articles = draw(st.lists(st.sampled_from(issue.order), min_size=1, unique=True))
    return SetProgress(
        tuple(articles), Progress(draw(st.sampled_from(Stage)), "校对员", "2023-11-28T08:00:00+08:00")
    )


def _flags(draw, issue, fresh):
    block = _block(draw, issue)
    decided = [flag for flag in issue.flags.get(block.id, ()) if flag.status is not FlagStatus.OPEN]
    found = []
    for _ in range(draw(st.integers(0, 2))):
        start, end = _range(draw, len(block.text))
        candidates = (Candidate("覆盖", 0.9),)
        found.append(
            Flag(
                start,
                end,
                block.text[start:end],
                0.5,
                "lattice",
                "lattice.unlikely",
                (),
                candidates,
                id=f"f{next(fresh)}",
            )
        )
    return SetFlags({block.id: (*decided, *found)}, {block.id: block.text})


def _flagged(draw, issue):
    places = [(block_id, flag) for block_id, flags in sorted(issue.flags.items()) for flag in flags]
    return draw(st.sampled_from(places)) if places else None


def _accept(draw, issue, fresh):
    found = _flagged(draw, issue)
    return found and AcceptFlag(
        found[0], found[1].id, draw(st.sampled_from(["覆盖", "", "三个字"])), "flag:lattice"
    )


def _keep(draw, issue, fresh):
    found = _flagged(draw, issue)
    return found and KeepFlags(((found[0], found[1].id),), draw(st.booleans()))


def _resolve(draw, issue, fresh):
    return ResolveDecision("d1", draw(st.sampled_from(DecisionStatus)))


def _jump(draw, issue, fresh):
    if "j1" in issue.jumps and draw(st.booleans()):
        return SetJump("j1", None)
    return SetJump("j1", Jump("j1", "上接第1版", None, _block(draw, issue).id))


def _places(draw, issue):
    """Some places, also several in one block that may overlap or touch."""
    blocks = [block for block in issue.blocks.values() if block.text]
    places = []
    for block in draw(st.lists(st.sampled_from(blocks), min_size=1, max_size=3)) if blocks else []:
        start = draw(st.integers(0, len(block.text) - 1))
        places.append(Place(block.id, start, draw(st.integers(start + 1, min(len(block.text), start + 8)))))
    return tuple(places)


LABELS = st.sampled_from(["PER", "LOC"])


def _said(draw):
    """What is said of a use of a label."""
    return {
        "attributes": draw(st.sampled_from([(), (("role", "记者"),), (("role", "编辑"), ("sure", "yes"))])),
        "note": draw(st.sampled_from(["", "待查"])),
        "doubtful": draw(st.booleans()),
        "score": draw(st.sampled_from([None, 0.25, 1.0])),
        "suggested": draw(st.booleans()),
        "who": draw(st.sampled_from(["", "甲"])),
    }


def _label(draw, issue, fresh):
    places = _places(draw, issue)
    span = LabelSpan(f"s{next(fresh)}", draw(LABELS), **_said(draw))
    return AddLabels((PlacedSpan(span, places),)) if places else None


def _span(draw, issue):
    return issue.spans[draw(st.sampled_from(sorted(issue.spans)))] if issue.spans else None


def _relabel(draw, issue, fresh):
    span = _span(draw, issue)
    return span and ChangeLabel(replace(span, label="LOC", **_said(draw)))


def _relabel_many(draw, issue, fresh):
    if not issue.spans:
        return None
    names = draw(st.lists(st.sampled_from(sorted(issue.spans)), min_size=1, unique=True))
    return ChangeLabels(tuple(replace(issue.spans[name], **_said(draw)) for name in names))


def _move_label(draw, issue, fresh):
    span, places = _span(draw, issue), _places(draw, issue)
    return MoveLabel(span.id, places) if span and places else None


def _unlabel(draw, issue, fresh):
    span = _span(draw, issue)
    return span and RemoveLabels((span.id,))


def _relation(draw, issue, relation_id):
    if len(issue.spans) < 2:
        return None
    ends = draw(st.lists(st.sampled_from(sorted(issue.spans)), min_size=2, max_size=2, unique=True))
    return Relation(relation_id, draw(st.sampled_from(["works_for", "near"])), *ends, "甲", "")


def _relate(draw, issue, fresh):
    relation = _relation(draw, issue, f"r{next(fresh)}")
    return relation and AddRelations((relation,))


def _change_relation(draw, issue, fresh):
    if not issue.relations:
        return None
    relation = _relation(draw, issue, draw(st.sampled_from(sorted(issue.relations))))
    return relation and ChangeRelation(relation)


def _unrelate(draw, issue, fresh):
    return RemoveRelations((draw(st.sampled_from(sorted(issue.relations))),)) if issue.relations else None


def _label_article(draw, issue, fresh):
    if not issue.order:
        return None
    label = DocumentLabel(draw(st.sampled_from(["NEWS", "SPORT"])), **_said(draw))
    return SetDocumentLabel(draw(st.sampled_from(issue.order)), label)


def _unlabel_article(draw, issue, fresh):
    held = [(article, entry.label) for article, labels in issue.document_labels.items() for entry in labels]
    return ClearDocumentLabel(*draw(st.sampled_from(held))) if held else None


def _revert(draw, issue, fresh):
    found = [
        change
        for block_id in issue.blocks
        for change in changes_of(issue, block_id)
        if change.can_be_reverted
    ]
    return revert(draw(st.sampled_from(found))) if found else None


def _add_words(draw, issue, fresh):
    words = draw(
        st.lists(st.sampled_from(["网络", "覆盖", "袋的", "𠮷，"]), min_size=1, max_size=2, unique=True)
    )
    doubted = tuple(
        (block_id, flag.id)
        for block_id, flags in issue.flags.items()
        for flag in flags
        if flag.status is FlagStatus.OPEN and draw(st.booleans())
    )
    return AddWords(tuple(words), doubted, draw(st.sampled_from(["", "甲"])))


def _remove_words(draw, issue, fresh):
    if not issue.words:
        return None
    return RemoveWords((draw(st.sampled_from(sorted(issue.words))),))
