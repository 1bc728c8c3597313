"""Work beside the window comes back in the window's thread, and never when it is stale or cancelled."""

import threading
import time

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from annotator.services.background.workplaces import WorkCancelled
from annotator.ui.qt.workers import PoolExecutor


def test_the_result_arrives_in_the_thread_of_the_window(jobs, qtbot):
    found = []
    jobs.start(
        lambda _progress, _cancelled: threading.current_thread(),
        lambda worker: found.append((worker, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(found))
    worker, here = found[0]
    assert worker is not threading.main_thread()
    assert here is threading.main_thread()
    qtbot.waitUntil(lambda: not jobs.is_busy)


def test_progress_is_told(jobs, qtbot):
    shares = []
    done = []

    def work(progress, _cancelled):
        progress(0.5)
        progress(1.0)

    jobs.start(work, done.append, progressed=shares.append)
    qtbot.waitUntil(lambda: done == [None])
    assert shares == [0.5, 1.0]


def test_a_cancelled_job_hands_nothing_over(jobs, qtbot):
    go, found = threading.Event(), []

    def work(_progress, cancelled):
        go.wait(5)
        if cancelled():
            raise WorkCancelled
        return "too late"

    job = jobs.start(work, found.append, failed=found.append)
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert found == []


def test_a_stale_result_is_dropped(jobs, qtbot):
    found = []
    job = jobs.start(lambda _progress, _cancelled: 1, found.append, is_current=lambda: False)
    with qtbot.waitSignal(job.ended):
        pass
    assert found == []


def test_a_failure_goes_to_who_asked_else_to_everybody(jobs, qtbot):
    def work(_progress, _cancelled):
        raise ValueError("no")

    mine = []
    jobs.start(work, pytest.fail, failed=mine.append)
    qtbot.waitUntil(lambda: len(mine) == 1)
    with qtbot.waitSignal(jobs.failed) as told:
        jobs.start(work, pytest.fail)
    assert isinstance(told.args[0], ValueError)


def test_finished_jobs_leave_nothing_behind_at_their_addresses(qtbot):
    executor = PoolExecutor()
    menu = QMenu()
    qtbot.addWidget(menu)
    for _ in range(40):
        for _ in range(20):
            executor.start(lambda: None)
        assert executor.wait(5000)
        assert {type(menu.addAction("entry")) for _ in range(50)} == {QAction}


def test_waiting_ends_in_time_while_something_runs(qtbot):
    executor, hold = PoolExecutor(), threading.Event()
    executor.start(hold.wait)
    assert not executor.wait(20)
    hold.set()
    assert executor.wait(5000)


def test_no_more_run_at_once_than_allowed():
    executor = PoolExecutor(threads=2)
    running, most = [], []

    def run():
        running.append(1)
        most.append(len(running))
        time.sleep(0.01)
        running.pop()

    for _ in range(8):
        executor.start(run)
    assert executor.wait(5000)
    assert max(most) <= 2
