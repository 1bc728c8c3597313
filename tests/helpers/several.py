"""Several people at work on one small project: its text, and what they do to it."""

from __future__ import annotations

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.issue import Issue
from annotator.model.operations import ReplaceText
from annotator.model.page import Page
from annotator.model.provenance import Place
from annotator.services.labels.labelling import put_label
from annotator.services.project.session import Session
from annotator.services.team.adjudicating import listed_conflicts
from annotator.services.team.merging import merge
from annotator.services.team.packages import SplitPlan, Unit, split_project

TEXTS = (
    "青河镇网络袋盖全县各村",
    "记者王进从县气象局获悉明天有雨",
    "特色产业带动农户增收致富",
    "图书馆周末延长开放时间",
)


def small_issue(issue_id="i1", page="p1", mark=""):
    """An issue of four articles of one paragraph each, ``a1`` with block ``b1`` and so on."""
    texts = [f"{text}{mark}" for text in TEXTS]
    raw = "\n".join(texts)
    pages = {page: Page(page, f"{issue_id}.txt", raw, "1")}
    blocks, articles, start = {}, {}, 0
    for number, text in enumerate(texts, start=1):
        run = Run(page, start, start + len(text))
        blocks[f"b{number}"] = build_block(f"b{number}", Role.BODY, [run], pages)
        articles[f"a{number}"] = Article(f"a{number}", Kind.ARTICLE, (f"b{number}",))
        start += len(text) + 1
    order = tuple(articles)
    articles |= {
        FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
        UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
    }
    return Issue(issue_id, issue_id, pages, articles, order, blocks)


class Newsroom:
    """A project, and packages of it that everybody shares."""

    def __init__(self, folder, people=("甲", "乙", "丙"), overlap=1.0, given=(), issue=None):
        self.path = folder / "news.annotator"
        self.backups = folder / "backups"
        with Session.create(self.path, "早报", who="主编") as session:
            session.add_issue(issue or small_issue())
            for operation in given:
                session.perform("i1", operation)
            plan = SplitPlan(people, Unit.ARTICLE, overlap, len(people))
            self.packages = dict(zip(people, split_project(session, plan, folder / "out"), strict=True))

    def open(self, person=None):
        """Open the project, or a person's package."""
        if person is None:
            return Session.open(self.path, who="主编")
        return Session.open(self.packages[person], who=person)

    def merge(self, session, *people):
        """Merge the packages of some people, or of all."""
        return merge(session, [self.packages[person] for person in people or self.packages], self.backups)


def correct(session, block, old, new):
    """Type ``new`` in place of ``old`` in a block."""
    at = session.issue("i1").blocks[block].text.index(old)
    session.perform("i1", ReplaceText(block, at, at + len(old), new, old, f"typing@{session.who}"))


def label(session, block, text, name="PER"):
    """Put a label on a text in a block."""
    at = session.issue("i1").blocks[block].text.index(text)
    session.perform("i1", put_label(name, (Place(block, at, at + len(text)),), session.who))


def texts(session):
    """Return the texts of the blocks of the first issue."""
    return {key: block.text for key, block in session.issue("i1").blocks.items()}


def spans(session):
    """Return the label spans of the first issue: label, block and text."""
    issue = session.issue("i1")
    return sorted(
        (issue.spans[piece.span].label, block, issue.blocks[block].text[piece.start : piece.end])
        for block, pieces in issue.pieces.items()
        for piece in pieces
    )


def conflicts(session):
    """Return the open conflicts of the first issue: kind, text, and who says what."""
    return [
        (shown.conflict.kind.value, shown.text, [(c.people, c.text) for c in shown.conflict.choices])
        for shown in listed_conflicts(session.issue("i1"))
    ]
