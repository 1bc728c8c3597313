"""Write the sample project of the present schema version: ``python tests/databases/make_sample.py``.

Run once when a version is released; the sample is then kept for ever, and tests open it with every later program.
Its texts are made up, and hold what is hard to store: a lone surrogate, NUL, bytes that were no text in a file name.
"""

import sys
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent)]

from helpers.desks import WHEN  # noqa: E402

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block  # noqa: E402
from annotator.model.conflict import (  # noqa: E402
    Choice,
    Conflict,
    ConflictKind,
    Item,
    Layer,
    LayerChange,
    LayerSpan,
    Merged,
)
from annotator.model.decision import Decision, DecisionKind, DecisionStatus, Jump  # noqa: E402
from annotator.model.flag import Candidate, Flag  # noqa: E402
from annotator.model.issue import Issue  # noqa: E402
from annotator.model.journal import Entry, Step  # noqa: E402
from annotator.model.labels import DocumentLabel, LabelPiece, LabelSpan, Relation  # noqa: E402
from annotator.model.operations import (  # noqa: E402
    AcceptFlag,
    AddLabels,
    ReplaceText,
    ResolveDecision,
    SetFlags,
    SetRole,
    perform,
)
from annotator.model.operations.labelling import PlacedSpan  # noqa: E402
from annotator.model.page import Page, RawRange  # noqa: E402
from annotator.model.progress import Progress, Stage  # noqa: E402
from annotator.model.provenance import Place  # noqa: E402
from annotator.store.project_file import ProjectFile  # noqa: E402
from annotator.store.schema import VERSION  # noqa: E402

RAW = "县城  消息\n网络袋盖全县,信号更加\n容出。记者\ud800王\0进\n"


def issue(issue_id: str, name: str) -> Issue:
    """Return an issue of two articles, furniture and unplaced text over two pages."""
    pages = {
        "p1": Page("p1", "第1版.txt", RAW, "1"),
        "p2": Page("p2", "2\udcff.txt", "下转第3版\n晚报\n9", None, "gb18030"),
    }
    runs = {
        "b1": (Role.TITLE, [Run("p1", 0, 2), Run("p1", 2, 4, "", "cleanup:spaces"), Run("p1", 4, 6)]),
        "b2": (Role.BODY, [Run("p1", 7, 18), Run("p1", 18, 19, "", "cleanup:joined"), Run("p1", 19, 22)]),
        "b3": (Role.BYLINE, [Run("p1", 22, 28)]),
        "b4": (Role.JUMP, [Run("p2", 0, 5)]),
        "b5": (Role.MASTHEAD, [Run("p2", 6, 8)]),
        "b6": (Role.BODY, [Run("p2", 9, 10)]),
    }
    return Issue(
        issue_id,
        name,
        pages,
        {
            "a1": Article("a1", Kind.ARTICLE, ("b1", "b2", "b3")),
            "a2": Article("a2", Kind.ARTICLE, ("b4",), Progress(Stage.SECOND, "校对员\udc80", WHEN)),
            FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE, ("b5",)),
            UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED, ("b6",)),
        },
        ("a2", "a1"),
        {key: build_block(key, role, listed, pages) for key, (role, listed) in runs.items()},
        decisions={"d1": Decision("d1", DecisionKind.JOIN, 0.6, "join.width", ("18",), ("b2",), ("split",))},
        jumps={"j1": Jump("j1", "下转第3版", "b4", None)},
        words={"边民互市": "校对员\udc80"},
    )


def labelled_issue(issue_id: str, name: str) -> Issue:
    """Return the issue with a discontinuous span, a suggested one, a relation and a label of a whole article."""
    said = (("role", "记者\0"),)
    spans = (
        LabelSpan("s1", "PER", "标注员", "注\0", said, doubtful=True),
        LabelSpan("s2", "LOC", "dictionary", score=0.75, suggested=True),
    )
    return replace(
        issue(issue_id, name),
        pieces={
            "b1": (LabelPiece("s2", 0, 2),),
            "b3": (LabelPiece("s1", 0, 2), LabelPiece("s1", 3, 6)),
        },
        spans={span.id: span for span in spans},
        relations={"r1": Relation("r1", "born_in", "s1", "s2", "标注员\udc80", "问过")},
        document_labels={"a1": (DocumentLabel("NEWS", "标注员", "", said),)},
    )


def merged_issue(issue: Issue) -> Issue:
    """Return an issue with work that was merged into it, and a conflict that somebody decided."""
    place = RawRange("p1", 7, 9)
    sides = (Choice(("标注员",), "网路"), Choice(("", "校对员"), "网络\ud800"))
    conflict = Conflict("c1", ConflictKind.TEXT, (place,), sides, (1,), "校对员", WHEN)
    layer = Layer((LayerSpan("LOC", (place,), (("a", "值"),)),), (LayerChange(place, "网路", "标注员"),))
    items = (Item("a1", (RawRange("p1", 0, 6),), shared=True),)
    merged = Merged("w-1", "标注员", ((1, 3), (5, 5)), items, layer, ("标注员",), WHEN)
    return replace(issue, merges={"w-1": merged}, conflicts={"c1": conflict})


class Scribe:
    """Does operations on the project and writes them down."""

    def __init__(self, project):
        self.project = project
        self.issues = {}

    def add(self, added):
        self.project.add_issue(added)
        self.issues[added.id] = added

    def do(self, issue_id, operation, machine=False):
        change = perform(self.issues[issue_id], operation)
        step = Step(self.project.next_seq(), self.project.next_group(), issue_id, machine)
        who = "" if machine else "校对员\udc80"
        self.project.record(
            [Entry(step, operation, change.inverse, who, WHEN)],
            {issue_id: change.forward},
            drop_undone=not machine,
        )
        self.issues[issue_id] = change.issue
        return step.seq

    def undo(self, seq):
        (entry,) = self.project.entries([seq])
        issue_id = entry.step.issue
        self.project.mark_undone([seq], {issue_id: entry.inverse})
        self.issues[issue_id] = entry.inverse.apply(self.issues[issue_id])

    def redo(self, seq):
        (entry,) = self.project.entries([seq])
        issue_id = entry.step.issue
        change = perform(self.issues[issue_id], entry.operation)
        fresh = replace(entry, step=replace(entry.step, seq=self.project.next_seq()), inverse=change.inverse)
        self.project.mark_redone([seq], [fresh], {issue_id: change.forward})
        self.issues[issue_id] = change.issue


def main() -> int:
    """Write the sample beside this program; refuse to overwrite one."""
    with ProjectFile.create(HERE / f"v{VERSION}.annotator", "样本晚报") as project:
        project.set_data("words", ["县城", "\ud800\0"])
        scribe = Scribe(project)
        scribe.add(issue("i1", "2023-11-28"))
        text = scribe.issues["i1"].blocks["b2"].text
        flags = [
            Flag(
                at,
                at + 2,
                text[at : at + 2],
                0.9,
                "lattice",
                "lattice.unlikely",
                (),
                (Candidate(right, 0.8),),
                id=f"f{at}",
            )
            for at, right in [(2, "覆盖"), (11, "凸出")]
        ]
        scribe.do("i1", SetFlags({"b2": tuple(flags)}, {"b2": text}), machine=True)
        scribe.do("i1", AcceptFlag("b2", "f2", "覆盖", "flag:lattice@校对员"))
        again = scribe.do("i1", AcceptFlag("b2", "f11", "凸出", "flag:lattice@校对员"))
        scribe.undo(again)
        scribe.redo(again)
        scribe.do(
            "i1",
            AddLabels(
                (
                    PlacedSpan(
                        LabelSpan("s1", "LOC", "标注员", "注\0"), (Place("b1", 0, 2), Place("b2", 4, 6))
                    ),
                )
            ),
        )
        scribe.do("i1", ResolveDecision("d1", DecisionStatus.CONFIRMED))
        given_up = scribe.do("i1", ReplaceText("b3", 0, 0, "本报", "", "typing"))
        scribe.undo(given_up)
        scribe.add(merged_issue(labelled_issue("i2", "2023-11-29\udcff")))
        scribe.do("i2", SetRole(("b6",), Role.NOTE))
        scribe.undo(scribe.do("i1", ReplaceText("b3", 0, 2, "通讯员", "记者", "typing")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
