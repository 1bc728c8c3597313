"""Where operations act: the place to show after something was undone or done again, or chosen in the history."""

from __future__ import annotations

from annotator.model.issue import Issue
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
    ReplaceSeries,
    ReplaceText,
    ResolveDecision,
    RevertChange,
    SetDocumentLabel,
    SetFlags,
    SetJump,
    SetProgress,
    SetRole,
    SplitArticle,
    SplitBlock,
)
from annotator.model.provenance import Place
from annotator.model.spans import places_of_span


def place_of(issue: Issue, operation: Operation) -> Place | None:
    """Return the first place an operation acts on, as far as the issue still has it.

    Positions are those of the issue as it is now, so the place of an operation that was taken back is where its
    text stands again.
    """
    return next((place for place in _places(issue, operation) if place.block in issue.blocks), None)


def _places(issue: Issue, operation: Operation) -> list[Place]:
    match operation:
        case AcceptFlag(block=block, flag=flag_id):
            return _of_flags(issue, ((block, flag_id),))
        case KeepFlags(flags=flags) | AddWords(flags=flags):
            return _of_flags(issue, flags)
        case ReplaceText(block=block, start=start, text=text, expected=expected):
            return [_of_replacement(issue, block, start, text, expected)]
        case ReplaceSeries(places=places):
            return [_of_replacement(issue, p.block, p.start, p.text, p.expected) for p in places]
        case RevertChange(block=block, start=start, raw=raw, run=run):
            return [_of_replacement(issue, block, start, raw, run.text or "")]
        case SplitBlock(block=block, at=at):
            return [_clipped(issue, block, at, at)]
        case JoinBlocks(first=first):
            return [Place(first, 0, 0)]
        case AddLabels(spans=spans):
            return [_clipped(issue, p.block, p.start, p.end) for placed in spans for p in placed.places]
        case ChangeLabel(span=span):
            return places_of_span(issue, span.id)
        case ChangeLabels(spans=spans):
            return [place for span in spans for place in places_of_span(issue, span.id)]
        case MoveLabel(span=span_id, places=places):
            return [*places_of_span(issue, span_id), *places]
        case RemoveLabels(spans=span_ids):
            return [place for span_id in span_ids for place in places_of_span(issue, span_id)]
        case AddRelations(relations=relations):
            return [place for relation in relations for place in places_of_span(issue, relation.source)]
        case ChangeRelation(relation=relation):
            return places_of_span(issue, relation.source)
        case RemoveRelations(relations=relation_ids):
            found_relations = [issue.relations[key] for key in relation_ids if key in issue.relations]
            return [place for relation in found_relations for place in places_of_span(issue, relation.source)]
        case MoveBlocks(blocks=blocks) | SetRole(blocks=blocks) | NewArticle(blocks=blocks):
            return [Place(block, 0, 0) for block in blocks]
        case SplitArticle(block=block):
            return [Place(block, 0, 0)]
        case (
            MergeArticles(first=article)
            | MoveArticle(article=article)
            | SetProgress(articles=(article, *_))
            | SetDocumentLabel(article=article)
            | ClearDocumentLabel(article=article)
        ):
            container = issue.articles.get(article)
            return [Place(block, 0, 0) for block in container.blocks[:1]] if container else []
        case ResolveDecision(decision=decision):
            found = issue.decisions.get(decision)
            return [Place(block, 0, 0) for block in found.blocks] if found else []
        case SetJump(jump=jump) if jump is not None:
            return [Place(block, 0, 0) for block in (jump.source, jump.target) if block]
        case SetFlags(flags=changed):
            return [Place(block, 0, 0) for block in changed]
    return []


def _of_flags(issue: Issue, wanted: tuple[tuple[str, str], ...]) -> list[Place]:
    return [
        Place(block, flag.start, flag.end)
        for block, flag_id in wanted
        for flag in issue.flags.get(block, ())
        if flag.id == flag_id
    ] + [Place(block, 0, 0) for block, _ in wanted]


def _of_replacement(issue: Issue, block_id: str, start: int, text: str, expected: str) -> Place:
    block = issue.blocks.get(block_id)
    here = block.text[start:] if block else ""
    length = next((len(option) for option in (text, expected) if option and here.startswith(option)), 0)
    return _clipped(issue, block_id, start, start + length)


def _clipped(issue: Issue, block_id: str, start: int, end: int) -> Place:
    block = issue.blocks.get(block_id)
    length = len(block.text) if block else 0
    return Place(block_id, min(start, length), min(end, length))
