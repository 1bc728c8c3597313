"""Putting the pages of an issue together: articles over several pages, ids, decisions, jumps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Block, Kind, Role, build_block
from annotator.model.decision import Decision, DecisionKind, Jump
from annotator.model.issue import Issue
from annotator.model.page import Page
from annotator.reconstruct.cleanups.cleanup import Stretch, runs_of
from annotator.reconstruct.issues.blocks import answers, body_drafts
from annotator.reconstruct.issues.breaks import open_ends
from annotator.reconstruct.issues.continuations import Loose, uncover
from annotator.reconstruct.issues.jumps import End, Link, link_ends, page_number, same_number
from annotator.reconstruct.issues.markers import reseat_markers
from annotator.reconstruct.paragraphs.paragraphs import grams_of
from annotator.reconstruct.reading.roles import plain_number
from annotator.reconstruct.stories.cutting import Story
from annotator.reconstruct.stories.draft import Draft
from annotator.reconstruct.stories.heads import head_drafts
from annotator.reconstruct.stories.layout import Layout
from annotator.reconstruct.stories.titles import Title

_JOINED = 0.5  # measured: half of 98 such stories on typeset pages of other news were joined rightly
_KNOWN = 0.9  # a link more confident than this needs no other continuation
_SURE = 0.85  # decisions more confident than this need no second look


@dataclass(slots=True)
class _Part:
    """What one page holds of one article, with its titles."""

    page: int
    number: int
    stories: list[Story]
    titles: list[Title] = field(default_factory=list)

    @property
    def jump_in(self) -> int | None:
        """The piece with the marker it is taken up with."""
        return next((story.jump_in for story in self.stories if story.jump_in is not None), None)

    @property
    def jump_out(self) -> int | None:
        """The piece with the marker it breaks off with."""
        return next((story.jump_out for story in reversed(self.stories) if story.jump_out is not None), None)


def assemble(
    pages: Sequence[Page],
    layouts: Sequence[Layout],
    issue_id: str,
    name: str,
    rules: Collection[str] | None = None,
) -> Issue:
    """Build the issue from its pages' layouts, cleaned up by the named rules (by all if None)."""
    numbers = [plain_number(page.number or page_number(page.name, page.raw) or "") for page in pages]
    layouts = reseat_markers(layouts, numbers)
    parts = [part for index, layout in enumerate(layouts) for part in _parts(index, layout)]
    links, sources, targets = _link_parts(parts, layouts, numbers)
    linked = {
        sources[link.source]
        for link in links
        if parts[targets[link.target]].jump_in is not None or link.confidence >= _KNOWN
    }
    loose = [_loose(parts[i], layouts, numbers) for i in sources if i not in linked]
    uncovered = uncover(layouts, loose)
    if uncovered is not None:
        layouts = uncovered
        parts = [part for index, layout in enumerate(layouts) for part in _parts(index, layout)]
        links, sources, targets = _link_parts(parts, layouts, numbers)
    builder = _Builder(pages, layouts, rules)
    continued = {targets[link.target]: (sources[link.source], link) for link in links}
    goes_on = {sources[link.source]: (targets[link.target], link) for link in links}
    for index in range(len(parts)):
        if index not in continued:
            builder.article(parts, index, goes_on)
    builder.rest()
    return builder.issue(issue_id, name)


def _parts(page: int, layout: Layout) -> list[_Part]:
    by_number = {
        number: _Part(page, number, [story])
        for number, story in enumerate(layout.cut.stories)
        if number not in layout.merged
    }
    for number, into in sorted(layout.merged.items()):
        story, stories = layout.cut.stories[number], by_number[into].stories
        ahead = bool(story.pieces) and story.pieces[0] < min(stories[0].pieces, default=0)
        first = ahead and stories[0].jump_in is story.jump_out is None
        stories.insert(0 if first else len(stories), story)
    for title in layout.titles:
        if title.story is not None:
            by_number[layout.merged.get(title.story, title.story)].titles.append(title)
    parts = [part for part in by_number.values() if any(story.pieces for story in part.stories)]
    return sorted(parts, key=lambda part: min(i for story in part.stories for i in story.pieces))


def _stand_apart(layout: Layout, first: Story, second: Story) -> bool:
    """Tell whether text of other stories stands between two stories in the raw text."""
    if not first.pieces or not second.pieces:
        return False
    before, after = sorted((first, second), key=lambda story: min(story.pieces))
    own = {*first.pieces, *second.pieces}
    between = range(max(before.pieces) + 1, min(after.pieces))
    return any(layout.pieces[i].role is Role.BODY and i not in own for i in between)


def _title_text(part: _Part, layout: Layout) -> str:
    return "\n".join(
        layout.pieces[i].text
        for title in part.titles
        for i in title.pieces
        if layout.pieces[i].role is Role.TITLE
    )


def _link_parts(
    parts: Sequence[_Part], layouts: Sequence[Layout], numbers: Sequence[str]
) -> tuple[list[Link], list[int], list[int]]:
    """Return the links, and the parts their sources and targets stand for."""
    sources = [i for i, part in enumerate(parts) if part.jump_out is not None]
    wanted = {_target(parts[i], layouts) for i in sources}
    targets = [
        i
        for i, part in enumerate(parts)
        if part.jump_in is not None
        or (
            (any(same_number(numbers[part.page], number) for number in wanted) or not numbers[part.page])
            and not part.stories[0].caption
            and i not in sources
        )
    ]
    ends = [_end(parts[i], layouts, numbers, out=True) for i in sources]
    takes = [_end(parts[i], layouts, numbers, out=False) for i in targets]
    return link_ends(ends, takes), sources, targets


def _loose(part: _Part, layouts: Sequence[Layout], numbers: Sequence[str]) -> Loose:
    layout, target = layouts[part.page], _target(part, layouts)
    text = "\n".join(layout.pieces[i].text for story in part.stories for i in story.pieces)
    pages = (
        page
        for page, number in enumerate(numbers)
        if page != part.page and (not number or same_number(number, target))
    )
    return Loose(text, tuple(pages))


def _target(part: _Part, layouts: Sequence[Layout]) -> str:
    marker = part.jump_out
    return layouts[part.page].pieces[marker].reading.target if marker is not None else ""


def _end(part: _Part, layouts: Sequence[Layout], numbers: Sequence[str], *, out: bool) -> End:
    layout = layouts[part.page]
    pieces = [layout.pieces[i] for story in part.stories for i in story.pieces]
    marker = part.jump_out if out else part.jump_in
    bodies = [piece for piece in pieces if piece.role is Role.BODY] or pieces
    return End(
        part.page,
        numbers[part.page],
        layout.pieces[marker].reading.target if marker is not None else "",
        marker is not None,
        _title_text(part, layout),
        "\n".join(piece.text for piece in pieces),
        bodies[-1].open_end if out else bodies[0].open_start,
        not out and (bodies[0].reading.dateline or _has_byline(part, layout)),
    )


def _has_byline(part: _Part, layout: Layout) -> bool:
    return any(layout.pieces[i].role is Role.BYLINE for title in part.titles for i in title.pieces)


class _Builder:
    """The issue while it is put together; ids count up in the order of making."""

    def __init__(
        self, pages: Sequence[Page], layouts: Sequence[Layout], rules: Collection[str] | None
    ) -> None:
        self.pages = pages
        self.rules = rules
        self.by_id = {page.id: page for page in pages}
        self.layouts = layouts
        self.blocks: dict[str, Block] = {}
        self.articles: dict[str, Article] = {}
        self.order: list[str] = []
        self.decisions: dict[str, Decision] = {}
        self.jumps: dict[str, Jump] = {}
        self.used: list[set[int]] = [set() for _ in layouts]
        self.placed: dict[tuple[int, int], str] = {}  # article by page and story

    def article(self, parts: Sequence[_Part], index: int, goes_on: dict[int, tuple[int, Link]]) -> None:
        """Add the article that begins with a part, with its continuations."""
        article_id = f"a{len(self.order) + 1}"
        members: list[str] = []
        marker: Block | None = None
        link: Link | None = None
        following: int | None = index
        while following is not None:
            part = parts[following]
            begun = len(members)
            members += self._part(part)
            self.placed[part.page, part.number] = article_id
            jump_in = self._marker(members[begun:], part.jump_in, part.page)
            if link is not None or jump_in is not None:
                self._jump(marker, jump_in or self.blocks[members[begun]], link, known=jump_in is not None)
            marker = self._marker(members[begun:], part.jump_out, part.page)
            step = goes_on.get(following)
            following, link = step if step is not None else (None, None)
            if following is None and marker is not None:
                self._jump(marker, None, None, known=True)
        self.articles[article_id] = Article(article_id, Kind.ARTICLE, tuple(members))
        self.order.append(article_id)

    def _part(self, part: _Part) -> list[str]:
        layout = self.layouts[part.page]
        drafts: list[Draft] = []
        heads: list[str] = []
        text = grams_of(layout.pieces, [i for story in part.stories for i in story.pieces])
        for title in part.titles:
            head = head_drafts(layout.pieces, title.pieces, layout.regime, text)
            made = [self._block(draft) for draft in head]
            self.used[part.page].update(title.pieces)
            self._title_decision(title, made)
            heads += made
        begins: list[
            tuple[int, bool]
        ] = []  # where a story was joined to the one before, and whether from afar
        for place, story in enumerate(part.stories):
            begins += [(len(drafts), _stand_apart(layout, part.stories[place - 1], story))] if drafts else []
            drafts += body_drafts(layout.pieces, layout.cut, story)
            self.used[part.page].update(story.pieces)
            self.used[part.page].update(i for i in (story.jump_in, story.jump_out) if i is not None)
        bodies = [self._block(draft) for draft in answers(drafts)]
        if part.number in layout.split and bodies:
            self._decide(DecisionKind.SPLIT, 0.5, "split.title", bodies[:1])
        ends = [*(begin for begin, _ in begins[1:]), len(bodies)]
        for (begin, apart), end in zip(begins, ends, strict=False):
            if apart and begin < end:
                self._decide(DecisionKind.ORDER, _JOINED, "order.moved", bodies[begin:end])
            elif begin < len(bodies):
                self._decide(DecisionKind.JOIN, _JOINED, "join.untitled", [bodies[begin]])
        return heads + bodies

    def _marker(self, members: Iterable[str], piece: int | None, page: int) -> Block | None:
        if piece is None:
            return None
        start = self.layouts[page].pieces[piece].lines[0].start
        page_id = self.pages[page].id
        for block_id in members:
            block = self.blocks[block_id]
            if block.role is Role.JUMP and (block.runs[0].page, block.runs[0].start) == (page_id, start):
                return block
        return None

    def _jump(self, source: Block | None, target: Block | None, link: Link | None, *, known: bool) -> None:
        jump_id = f"j{len(self.jumps) + 1}"
        words = source or target
        assert words is not None
        self.jumps[jump_id] = Jump(
            jump_id,
            words.text.strip("（）()〈〉《》 ▶►◀◁"),
            source.id if source else None,
            target.id if target else None,
        )
        if link is not None and (link.confidence < _SURE or not known):
            assert target is not None
            assert source is not None
            confidence = link.confidence if known else min(link.confidence, 0.7)
            self._decide(DecisionKind.JUMP, confidence, "jump.similarity", [source.id, target.id])

    def _title_decision(self, title: Title, blocks: Sequence[str]) -> None:
        if title.confidence >= _SURE or not blocks:
            return
        share = f"{title.similarity:.2f}"
        if float(share):
            self._decide(DecisionKind.TITLE, title.confidence, "title.similarity", blocks, (share,))
        else:
            self._decide(DecisionKind.TITLE, title.confidence, "title.place", blocks)

    def _decide(
        self,
        kind: DecisionKind,
        confidence: float,
        reason: str,
        blocks: Sequence[str],
        values: tuple[str, ...] = (),
    ) -> None:
        decision_id = f"d{len(self.decisions) + 1}"
        self.decisions[decision_id] = Decision(
            decision_id, kind, round(confidence, 3), reason, values, tuple(blocks)
        )

    def _block(self, draft: Draft) -> str:
        block_id = f"b{len(self.blocks) + 1}"
        stretches = [
            Stretch(self.pages[line.page].id, self.pages[line.page].raw, line.start, line.end)
            for line in draft.lines
        ]
        self.blocks[block_id] = build_block(
            block_id, draft.role, runs_of(stretches, draft.role, self.rules), self.by_id
        )
        return block_id

    def rest(self) -> None:
        """Put furniture and what no article took into their containers."""
        furniture: list[str] = []
        unplaced: list[str] = []
        for page, layout in enumerate(self.layouts):
            for i, piece in enumerate(layout.pieces):
                if i in self.used[page]:
                    continue
                role = layout.cut.furniture.get(i)
                (unplaced if role is None else furniture).append(
                    self._block(Draft(role or piece.role, piece.lines))
                )
        self.articles[FURNITURE_ID] = Article(FURNITURE_ID, Kind.FURNITURE, tuple(furniture))
        self.articles[UNPLACED_ID] = Article(UNPLACED_ID, Kind.UNPLACED, tuple(unplaced))
        for block_id in furniture:
            if self.blocks[block_id].role is Role.ADVERTISEMENT:
                self._decide(DecisionKind.ROLE, 0.8, "role.advertisement", [block_id])
        for block_id in unplaced:
            self._decide(DecisionKind.ROLE, 0.4, "role.unplaced", [block_id])
        for article_id in self.order:
            for first, second in open_ends([self.blocks[key] for key in self.articles[article_id].blocks]):
                self._decide(DecisionKind.SPLIT, 0.55, "split.open_end", [second, first])

    def issue(self, issue_id: str, name: str) -> Issue:
        """Return the finished issue."""
        return Issue(
            issue_id,
            name,
            self.by_id,
            self.articles,
            tuple(self.order),
            self.blocks,
            decisions=self.decisions,
            jumps=self.jumps,
        )
