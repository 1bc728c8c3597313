"""A batch does every issue once, goes on where it was interrupted, and no bad page stops it."""

import json
import os
import threading
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.services.background.workplaces import Here, WorkLost
from annotator.services.jobs import crews
from annotator.services.jobs.batch import RECORD, SUMMARY, plan, read_record, run
from annotator.services.jobs.batch_parts import Failure, Product
from annotator.services.jobs.crews import LocalCrew

PAGE = "青河日报\n\n春茶开采\n\n本报讯 三月以来，青河两岸的茶园陆续开采。\n茶农说，今年雨水足，芽头比往年更壮。\n"


@pytest.fixture
def sources(tmp_path):
    """Three issues of one page each, and one that is no text."""
    for name in ("第1期", "第2期", "第10期", "坏期"):
        folder = tmp_path / "报" / name
        folder.mkdir(parents=True)
        (folder / "1.txt").write_text(PAGE + name, "utf-8")
    (tmp_path / "报" / "坏期" / "1.txt").write_bytes(b"\x00\x01\x02")
    return tmp_path / "报"


class Counting:
    """A crew of one that counts what it is given and may be interrupted."""

    def __init__(self, most=99):
        self.seen = []
        self._most = most
        self._crew = LocalCrew(1)

    def work(self, shipments):
        def counted():
            for shipment in shipments:
                if len(self.seen) == self._most:
                    raise KeyboardInterrupt
                self.seen.append(shipment.name)
                yield shipment

        return self._crew.work(counted())


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != RECORD}


def test_every_issue_gets_a_file_and_a_bad_one_stops_nothing(sources, tmp_path):
    out = tmp_path / "out"
    tally = run(plan([sources]), out, LocalCrew(1))
    assert (tally.total, tally.done, tally.failed, tally.pages) == (4, 3, 1, 3)
    assert {path.name for path in out.iterdir()} == {
        "第1期.json",
        "第2期.json",
        "第10期.json",
        RECORD,
        SUMMARY,
    }
    data = json.loads((out / "第2期.json").read_text("utf-8"))
    assert data["articles"][0]["title"] == "春茶开采"
    summary = json.loads((out / SUMMARY).read_text("utf-8"))
    assert [failure["name"] for failure in summary["failures"]] == ["坏期"]
    assert [entry["name"] for entry in summary["results"]] == ["第1期.json", "第2期.json", "第10期.json"]


def test_a_page_that_cannot_be_read_is_left_out_of_its_issue_and_told(sources, tmp_path):
    (sources / "第1期" / "2.txt").write_bytes(b"\x00\x01\x02")
    run(plan([sources]), tmp_path / "out", LocalCrew(1))
    record = read_record(tmp_path / "out")["第1期"]
    assert record["pages"] == 1
    assert any(note.endswith("2.txt") for note in record["notes"])


def test_an_interrupted_batch_goes_on_where_it_was(sources, tmp_path):
    out, whole = tmp_path / "out", tmp_path / "whole"
    with pytest.raises(KeyboardInterrupt):
        run(plan([sources]), out, Counting(most=2))
    with (out / RECORD).open("a", encoding="utf-8") as file:
        file.write('{"name": "第1')  # the power failed
    again = Counting()
    tally = run(plan([sources]), out, again)
    assert tally.skipped == 1
    assert again.seen == ["坏期", "第2期", "第10期"]  # what failed is tried again
    assert len(read_record(out)) == 4
    run(plan([sources]), whole, LocalCrew(1))
    assert contents(out) == contents(whole)


@pytest.mark.parametrize("change", ["source", "result", "again"])
def test_what_is_changed_or_asked_for_is_done_again(sources, tmp_path, change):
    out = tmp_path / "out"
    run(plan([sources]), out, LocalCrew(1))
    if change == "source":
        (sources / "第2期" / "1.txt").write_text(PAGE, "utf-8")
    elif change == "result":
        (out / "第2期.json").write_text("{}", "utf-8")
    crew = Counting()
    run(plan([sources]), out, crew, again=change == "again")
    assert "第2期" in crew.seen
    assert ("第1期" in crew.seen) == (change == "again")
    assert json.loads((out / "第2期.json").read_text("utf-8"))["articles"]


def test_two_processes_give_the_same_bytes_as_one(sources, tmp_path):
    for workers in (1, 2):
        run(plan([sources]), tmp_path / str(workers), LocalCrew(workers))
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


def test_pages_by_themselves_have_names_of_their_own(sources):
    names = [work.name for work in plan([sources], each_page=True)]
    assert names == ["1", "1-2", "1-3", "1-4"]


def test_names_that_no_file_can_have_are_changed(tmp_path):
    (tmp_path / "summary").mkdir()
    (tmp_path / "summary" / "a.txt").write_text(PAGE, "utf-8")
    (tmp_path / "a:b").mkdir()
    (tmp_path / "a:b" / "a.txt").write_text(PAGE, "utf-8")
    names = [work.name for work in plan([tmp_path / "summary", tmp_path / "a:b"])]
    assert names[1] == "a_b"
    assert Path(names[0]).name == names[0]


def test_a_worker_that_breaks_down_costs_its_page_only(sources, tmp_path, monkeypatch):
    lock = threading.Lock()
    broken = []

    class Weak(Here):
        def __init__(self, **_):
            super().__init__()

        def run(self, progress, cancelled, errand, shipment):
            if shipment.name == "第2期":
                with lock:
                    broken.append(os.getpid())
                raise WorkLost
            return super().run(progress, cancelled, errand, shipment)

    monkeypatch.setattr(crews, "OwnProcess", Weak)
    outcomes = {outcome.name: outcome.result for outcome in LocalCrew(2).work(_shipments(sources))}
    assert outcomes["第2期"] == Failure("batch.lost")
    assert isinstance(outcomes["第1期"], Product)
    assert len(outcomes) == 4
    assert broken


def _shipments(sources):
    from annotator.services.jobs.batch import load

    return [load(work, "json") for work in plan([sources])]


def test_a_folder_that_cannot_be_written_is_refused(sources, tmp_path):
    (tmp_path / "out").write_text("a file", "utf-8")
    with pytest.raises(UserError) as caught:
        run(plan([sources]), tmp_path / "out", LocalCrew(1))
    assert caught.value.code == "export.write"
