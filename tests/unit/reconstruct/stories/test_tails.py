from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from annotator.model.article import Role
from annotator.model.decision import DecisionKind
from annotator.model.page import Page
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.pipeline import reconstruct
from annotator.reconstruct.reading.lines import make_line
from annotator.reconstruct.reading.roles import Reading
from annotator.reconstruct.reading.similarity import Weights
from annotator.reconstruct.stories.cutting import Cut, Start, Story
from annotator.reconstruct.stories.tails import exchange_titles, move_tails
from annotator.reconstruct.stories.titles import Title

Stories = dict[str, list[str]]
Typesetter = Callable[..., list[str]]

TAIL = (
    "采摘节上，城里的游客带着孩子提着竹篮上山，采摘挂满枝头的红苹果。村民们说，柳溪村的果园每亩能够增收三千多元钱，"
    "农家乐的生意也好了起来，山路上运果的小车更多了。"
)


def cut_of(texts: list[str], *stretches: list[int]) -> tuple[list[Piece], Cut, Weights]:
    pieces = []
    for i, text in enumerate(texts):
        line = make_line(0, " " * 500 * i + text, 500 * i, 500 * i + len(text), 0)
        assert line is not None
        pieces.append(Piece(Role.BODY, (line,), Reading(), None, text))
    stories = tuple(Story(Start.HARD, stretch) for stretch in stretches)
    return pieces, Cut(stories, (), frozenset(), {}, {}), Weights(piece.grams for piece in pieces)


def test_a_tail_goes_to_the_story_of_its_matter(stories: Stories) -> None:
    orchard, quay, _ = stories.values()
    found, moved = move_tails(*cut_of([*orchard, *quay, TAIL], [0, 1, 2], [3, 4, 5, 6]))
    assert [story.pieces for story in found.stories] == [[0, 1, 2], [3, 4, 5], [6]]
    assert moved == {2: 0}


def test_stories_of_one_matter_each_stay_as_they_are(stories: Stories) -> None:
    orchard, quay, buses = stories.values()
    texts = [*orchard, TAIL, *quay, *buses]
    pieces, cut, weights = cut_of(texts, [0, 1, 2, 3], [4, 5, 6], [7, 8, 9])
    assert move_tails(pieces, cut, weights) == (cut, {})


def test_a_story_that_is_closed_takes_no_tail(stories: Stories) -> None:
    orchard, quay, _ = stories.values()
    pieces, cut, weights = cut_of([*orchard, *quay, TAIL], [0, 1, 2], [3, 4, 5, 6])
    cut = replace(cut, stories=(replace(cut.stories[0], closed=True), cut.stories[1]))
    assert move_tails(pieces, cut, weights) == (cut, {})


def titled(orchard: list[str], quay: list[str], *heads: str) -> tuple[list[Piece], Cut, Weights]:
    """Return a page on which the titles stand last and a tail of the orchard's story was moved to it."""
    pieces, cut, weights = cut_of([*orchard, *quay, TAIL, *heads], [0], [3, 4, 5], [1, 2, 6])
    return [*pieces[:7], *(replace(piece, role=Role.TITLE) for piece in pieces[7:])], cut, weights


def test_a_title_follows_the_tail_that_it_speaks_of(stories: Stories) -> None:
    orchard, quay, _ = stories.values()
    pieces, cut, weights = titled(orchard, quay, "旧仓库变成书店和茶馆", "采摘节吸引城里游客")
    titles = [Title((7,), 0, 0.9, 0.0), Title((8,), 1, 0.9, 0.0)]
    found = exchange_titles(pieces, cut, {2: 0}, titles, weights)
    assert [title.story for title in found] == [1, 0]
    assert all(title.confidence < 0.9 for title in found)  # what was known of them held for the other story


def test_titles_stay_where_no_tail_was_moved_or_they_are_right(stories: Stories) -> None:
    orchard, quay, _ = stories.values()
    pieces, cut, weights = titled(orchard, quay, "旧仓库变成书店和茶馆", "采摘节吸引城里游客")
    wrong = [Title((7,), 0, 0.9, 0.0), Title((8,), 1, 0.9, 0.0)]
    right = [Title((7,), 1, 0.9, 0.0), Title((8,), 0, 0.9, 0.0)]
    assert exchange_titles(pieces, cut, {}, wrong, weights) == wrong
    assert exchange_titles(pieces, cut, {2: 0}, right, weights) == right


def test_a_tail_that_was_moved_is_up_for_decision(typeset: Typesetter, stories: Stories) -> None:
    orchard, quay, _ = stories.values()
    rows = ["果园喜获丰收", *typeset(15, "本报讯 " + orchard[0], *orchard[1:])]
    rows += ["老码头变身文化街区", *typeset(15, "本报讯 " + quay[0], *quay[1:], TAIL)]
    issue = reconstruct([Page("p1", "x.txt", "\n".join(rows))], "i1")
    last = issue.articles["a1"].blocks[-1]
    assert issue.blocks[last].text == TAIL
    assert [decision.kind for decision in issue.decisions.values() if last in decision.blocks] == [
        DecisionKind.ORDER
    ]
