"""A better OCR of a page is safe (promise 6): over random work of a person and random noise of two engines."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import count, pairwise

from helpers.issues import RAW, issues, operations
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.check import problems
from annotator.model.codec import decode_operation, encode_operation
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.labels import LabelSpan
from annotator.model.operations import AddLabels, KeepFlags, ReplacePages, ReplaceText, SetFlags, perform
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.origin import is_correction
from annotator.model.page import Page
from annotator.model.patch import difference
from annotator.model.progress import Stage
from annotator.model.provenance import Place, raw_ranges
from annotator.model.rulings.deciding import rulings_of
from annotator.model.rulings.rulings import subject_of
from annotator.model.spans import text_of_span
from annotator.reconstruct.reruns.carrying import carry
from annotator.reconstruct.reruns.enforcing import enforce
from annotator.reconstruct.reruns.losses import LostKind
from annotator.reconstruct.reruns.reanchoring import reanchor


def tiled(pages, cuts):
    """An issue whose blocks are stretches of the pages."""
    blocks = {}
    for page in pages.values():
        edges = sorted({0, len(page.raw), *(cut % (len(page.raw) + 1) for cut in cuts)})
        for start, end in pairwise(edges):
            key = f"r{len(blocks)}"
            blocks[key] = build_block(key, Role.BODY, [Run(page.id, start, end)], pages)
    articles = {
        "a1": Article("a1", Kind.ARTICLE, tuple(blocks)),
        FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
        UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
    }
    return Issue("i1", "测试", pages, articles, ("a1",), blocks)


def reread(base, done, present, readings, cuts=()):
    """Do what the service does, with blocks of random stretches in place of a reconstruction."""
    numbers = count(1)
    carried = carry(present, readings, rulings_of(base, done))
    rebuilt = tiled(carried.issue.pages, cuts)
    ruled, unmet = enforce(rebuilt, carried.rulings)
    found = reanchor(
        carried.issue,
        ruled,
        carried.rulings,
        unmet,
        lambda prefix: f"{prefix}-n{next(numbers)}",
        lost=carried.lost,
    )
    return carried, found, ReplacePages(carried.matches, difference(present, found.issue))


def corrections(issue):
    return [
        run
        for block in issue.blocks.values()
        for run in block.runs
        if is_correction(run.origin)
        and ((run.text or "").strip() or issue.pages[run.page].raw[run.start : run.end].strip())
    ]


@settings(max_examples=80)
@given(st.data())
def test_a_new_reading_keeps_or_lists_all_that_people_did(data):
    base = data.draw(issues())
    fresh, done, present = count(1), [], base
    for _ in range(data.draw(st.integers(0, 8))):
        operation = data.draw(operations(present, fresh))
        done.append(operation)
        present = operation.apply(present)
    readings = {
        key: Page(f"{key}x", "new.txt", data.draw(RAW))
        for key in data.draw(st.sets(st.sampled_from(sorted(base.pages)), min_size=1))
    }
    carried, found, operation = reread(
        base, done, present, readings, data.draw(st.lists(st.integers(0, 60), max_size=6))
    )
    issue = found.issue
    assert problems(issue) == []
    assert list(issue.pages) == [readings[key].id if key in readings else key for key in present.pages]
    missing = len(corrections(present)) - len(corrections(issue))
    listed = sum(entry.kind in (LostKind.CORRECTION, LostKind.READING) for entry in found.lost)
    assert missing <= carried.agreed + listed
    for span in present.spans:
        before, after = ("".join(text_of_span(state, span).split()) for state in (present, issue))
        told = [entry for entry in found.lost if entry.kind in (LostKind.LABEL, LostKind.LABEL_TEXT)]
        assert span in issue.spans
        assert sorted(before) == sorted(after) or told
    assert {key: article.progress for key, article in issue.articles.items() if key in present.articles}
    assert issue.words == present.words
    # It is one step, which can be taken back exactly, done again, and kept in a file.
    change = perform(present, operation)
    assert change.issue == issue
    assert change.inverse.apply(issue) == present
    assert decode_operation(encode_operation(operation)) == operation
    # What was decided before holds for the next re-run too.
    rulings = rulings_of(base, (*done, operation))
    assert all(part.page in issue.pages for ruling in rulings for part in subject_of(ruling))


def engine(text, chooser, share):
    """Return a text as an engine reads it, and where each character went (None: misread or lost)."""
    read, places = [], []
    for character in text:
        luck = chooser.random()
        places.append(None if luck < share and character != "\n" else sum(map(len, read)))
        if character == "\n" or luck >= share:
            read.append(character)
        elif luck < share * 0.8:
            read.append(chooser.choice("亻讠氵扌纟钅饣礻衤犭"))
    return "".join(read), places


def page_text(chooser):
    """Lines of a page, each different from the others as lines of a newspaper are."""
    letters = [chr(0x4E00 + 7 * number) for number in range(900)]
    return ["".join(chooser.choices(letters, k=18)) for _ in range(40)]


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.02, 0.08]), st.booleans())
def test_work_stands_at_the_same_characters_whatever_the_engines_misread(seed, share, reordered):
    chooser = random.Random(seed)
    lines = page_text(chooser)
    truth = "".join(f"{line}\n" for line in lines)
    old, from_truth = engine(truth, chooser, share)
    order = [*range(20, 40), *range(20)] if reordered else list(range(40))
    columns = "".join(f"{lines[number]}\n" for number in order)
    new, to_new = engine(columns, chooser, share)
    starts = {number: place * 19 for place, number in enumerate(order)}
    to_new = {at: to_new[starts[at // 19] + at % 19] for at in range(len(truth)) if truth[at] != "\n"}
    base = tiled({"p1": Page("p1", "old.txt", old)}, [old.index("\n", 300) + 1])
    known = [
        (at, from_truth[at], to_new[at])
        for at in range(len(truth))
        if truth[at] != "\n" and from_truth[at] is not None and to_new[at] is not None
    ]
    placed = chooser.sample(known, 12)
    done, present = [], base
    expected = {}
    for number, (_, at, image) in enumerate(placed):
        block = next(b for b in present.blocks.values() if any(r.start <= at < r.end for r in b.runs))
        place = next(
            Place(block.id, n, n + 1)
            for n in range(len(block.text))
            if raw_ranges(block, n, n + 1)[0].start == at
        )
        if number < 6:
            text = f"甲{number}"
            step = ReplaceText(
                block.id, place.start, place.end, text, block.text[place.start : place.end], "typing"
            )
            expected[text] = image
        else:
            step = AddLabels((PlacedSpan(LabelSpan(f"s{number}", "PER"), (place,)),))
            expected[f"s{number}"] = image
        done.append(step)
        present = step.apply(present)
    _, found, _ = reread(base, done, present, {"p1": Page("p2", "new.txt", new)})
    issue = found.issue
    assert problems(issue) == []
    found_at = {run.text: run.start for run in corrections(issue)}
    for block_id, pieces in issue.pieces.items():
        for piece in pieces:
            (part,) = raw_ranges(issue.blocks[block_id], piece.start, piece.end)
            found_at[piece.span] = part.start
    assert found_at.keys() == expected.keys()
    # Which of several neighbours was misread and which was lost, nobody can tell.
    reach = 4 if share else 1
    assert [name for name, at in expected.items() if abs(found_at[name] - at) > reach] == []


OLD = "网络袋盖了全县，信号更加容出。\n种植户老周说今年收成很好，\n大家都很高兴。\n"


def worked_on():
    base = tiled({"p1": Page("p1", "old.txt", OLD)}, [])
    step = ReplaceText("r0", 2, 4, "覆盖", "袋盖", "typing@甲")
    return base, [step], step.apply(base)


def read_again(raw, base, done, present):
    carried, found, _ = reread(base, done, present, {"p1": Page("p2", "new.txt", raw)})
    return found.issue, found.lost, carried.agreed


def test_what_the_new_reading_has_by_itself_counts_as_done():
    issue, lost, agreed = read_again(OLD.replace("袋盖", "覆盖"), *worked_on())
    assert (corrections(issue), lost, agreed) == ([], (), 1)
    assert issue.blocks["r0"].text.startswith("网络覆盖了全县")


def test_the_old_mistake_is_still_corrected():
    issue, lost, agreed = read_again(OLD.replace("容出", "凸出"), *worked_on())
    assert [(run.text, run.origin) for run in corrections(issue)] == [("覆盖", "typing@甲")]
    assert (lost, agreed) == ((), 0)
    assert issue.blocks["r0"].text.startswith("网络覆盖了全县，信号更加凸出")


def test_another_mistake_loses_against_the_person_and_is_listed():
    issue, lost, _ = read_again(OLD.replace("袋盖", "侵盖"), *worked_on())
    assert [run.text for run in corrections(issue)] == ["覆盖"]
    assert [(entry.kind, entry.text) for entry in lost] == [(LostKind.READING, "覆盖")]


def test_a_typed_word_that_both_readings_lack_stays_in_its_place():
    base = tiled({"p1": Page("p1", "old.txt", OLD)}, [])
    step = ReplaceText("r0", 5, 5, "整个", "", "typing")
    issue, lost, _ = read_again(OLD.replace("容出", "凸出"), base, [step], step.apply(base))
    assert "袋盖了整个全县" in issue.blocks["r0"].text
    assert lost == ()
    issue, lost, agreed = read_again(OLD.replace("全县", "整个全县"), base, [step], step.apply(base))
    assert issue.blocks["r0"].text.startswith("网络袋盖了整个全县")
    assert (lost, agreed) == ((), 1)


def test_a_doubled_word_that_was_deleted_does_not_come_back():
    raw = OLD.replace("今年收成", "今年收成收成")
    base = tiled({"p1": Page("p1", "old.txt", raw)}, [])
    at = raw.index("收成收成") + 2
    step = ReplaceText("r0", at, at + 2, "", "收成", "typing")
    present = step.apply(base)
    issue, lost, _ = read_again(raw.replace("袋盖", "覆盖"), base, [step], present)
    assert "收成收成" not in issue.blocks["r0"].text
    assert lost == ()
    issue, lost, agreed = read_again(OLD, base, [step], present)
    assert "今年收成很好" in issue.blocks["r0"].text
    assert (lost, agreed) == ((), 1)
    step = ReplaceText("r0", at - 2, at + 2, "收成", "收成收成", "typing")
    issue, _, agreed = read_again(raw.replace("袋盖", "覆盖"), base, [step], step.apply(base))
    assert "今年收成很好" in issue.blocks["r0"].text
    assert agreed == 0


def test_kept_text_stays_as_it_was_kept_and_is_listed():
    base = tiled({"p1": Page("p1", "old.txt", OLD)}, [])
    flag = Flag(11, 15, OLD[11:15], 0.9, "lattice", "lattice.unlikely", id="f1")
    done = [SetFlags({"r0": (flag,)}, {"r0": base.blocks["r0"].text}), KeepFlags((("r0", "f1"),))]
    present = base
    for step in done:
        present = step.apply(present)
    same, lost, _ = read_again(OLD.replace("袋盖", "覆盖"), base, done, present)
    assert lost == ()
    assert [flag.status for flag in same.flags["r0"]] == [FlagStatus.KEPT]
    issue, lost, _ = read_again(OLD.replace("容出", "凸出"), base, done, present)
    assert flag.text in issue.blocks["r0"].text
    assert [(entry.kind, entry.text) for entry in lost] == [(LostKind.READING, flag.text)]
    assert [flag.status for flag in issue.flags["r0"]] == [FlagStatus.KEPT]


def test_a_label_follows_its_text_through_a_new_reading_and_a_changed_one_is_listed():
    base = tiled({"p1": Page("p1", "old.txt", OLD)}, [])
    at = OLD.index("老周")
    step = AddLabels((PlacedSpan(LabelSpan("s1", "PER"), (Place("r0", at, at + 2),)),))
    issue, lost, _ = read_again(
        "更早的一行字\n" + OLD.replace("老周", "老 周"), base, [step], step.apply(base)
    )
    assert "".join(text_of_span(issue, "s1").split()) == "老周"
    assert lost == ()
    issue, lost, _ = read_again(OLD.replace("老周", "老同"), base, [step], step.apply(base))
    assert text_of_span(issue, "s1") == "老同"
    assert [(entry.kind, entry.text) for entry in lost] == [(LostKind.LABEL_TEXT, "老周")]


def test_text_that_the_new_reading_lacks_altogether_is_listed():
    base, done, present = worked_on()
    issue, lost, _ = read_again("种植户老周说今年收成很好，\n大家都很高兴。\n", base, done, present)
    assert problems(issue) == []
    assert [(entry.kind, entry.text) for entry in lost] == [(LostKind.CORRECTION, "覆盖")]


def test_a_proofread_article_that_reads_otherwise_is_listed():
    base, done, present = worked_on()
    progress = replace(present.articles["a1"].progress, stage=Stage.FINAL)
    present = replace(
        present, articles={**present.articles, "a1": replace(present.articles["a1"], progress=progress)}
    )
    issue, lost, _ = read_again(OLD.replace("袋盖", "覆盖"), base, done, present)
    assert lost == ()
    assert issue.articles["a1"].progress == progress
    _, lost, _ = read_again(OLD.replace("容出", "凸出"), base, done, present)
    assert [entry.kind for entry in lost] == [LostKind.PROOFREAD]
