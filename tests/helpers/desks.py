"""A person at a project: does, takes back and does again through a project file, and knows what must be there."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from hypothesis import strategies as st

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.issue import Issue
from annotator.model.journal import Entry, Step
from annotator.model.operations import perform
from annotator.model.page import Page
from annotator.model.patch import difference
from helpers.issues import operations

WHEN = "2023-11-28T08:00:00+08:00"


class Desk:
    """Keeps in memory what the file must hold."""

    def __init__(self, project, issue):
        self.project = project
        self.issue = issue
        self.journal = project.journal()
        self.fresh = count(1)

    def do(self, operation, *, machine=False):
        change = perform(self.issue, operation)
        step = Step(self.project.next_seq(), self.project.next_group(), self.issue.id, machine)
        entry = Entry(step, operation, change.inverse, "甲\udc80", WHEN)
        self.project.record([entry], {self.issue.id: change.forward}, drop_undone=not machine)
        self.journal = self.journal.record((step,))
        self.issue = change.issue
        return entry

    def undo(self):
        steps = self.journal.next_undo()
        entries = self.project.entries([step.seq for step in steps])
        new = self.issue
        for entry in entries:
            new = entry.inverse.apply(new)
        self.project.mark_undone([step.seq for step in steps], {self.issue.id: difference(self.issue, new)})
        self.journal = self.journal.undo()
        self.issue = new

    def redo(self):
        steps = self.journal.next_redo()
        old = self.project.entries([step.seq for step in steps])
        new, seq, fresh = self.issue, self.project.next_seq(), []
        for number, entry in enumerate(old):
            change = perform(new, entry.operation)
            new = change.issue
            fresh.append(replace(entry, step=replace(entry.step, seq=seq + number), inverse=change.inverse))
        patch = difference(self.issue, new)
        self.project.mark_redone([step.seq for step in steps], fresh, {self.issue.id: patch})
        self.journal = self.journal.redo(tuple(entry.step for entry in fresh))
        self.issue = new

    def act(self, data, kinds=("do", "do", "do", "machine", "undo", "redo")):
        """Do one thing that hypothesis chooses."""
        kind = data.draw(st.sampled_from(kinds))
        if kind == "undo":
            self.undo()
        elif kind == "redo":
            self.redo()
        else:
            self.do(data.draw(operations(self.issue, self.fresh)), machine=kind == "machine")


def simple_issue(issue_id="i1", text="网络袋盖全县,\n容出重点\ud800\0。"):
    """An issue of one page, one article and one paragraph, with text that SQLite alone would not take."""
    page = Page("p1", "第1版\udcff.txt", text, "1", "gb18030")
    pages = {page.id: page}
    block = build_block("b1", Role.BODY, [Run("p1", 0, len(text))], pages)
    articles = {
        "a1": Article("a1", Kind.ARTICLE, ("b1",)),
        FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
        UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
    }
    return Issue(issue_id, "2023-11-28", pages, articles, ("a1",), {"b1": block})
