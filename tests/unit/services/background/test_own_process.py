"""Long work runs in a process of its own: kept, cancelled, begun again when it breaks, ended with the program."""

import logging
import os
import tempfile
import threading
import time
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.services.background import own_process
from annotator.services.background.own_process import OwnProcess
from annotator.services.background.workplaces import Here, WorkCancelled, WorkLost


@pytest.fixture(scope="module")
def shared():
    process = OwnProcess()
    yield process
    process.close()


def run(process, errand, *args, cancelled=lambda: False, progress=lambda _share: None):
    return process.run(progress, cancelled, errand, *args)


def pid(_place):
    return os.getpid()


def count(place):
    value = place.shelf.get("count", lambda: 0) + 1
    place.shelf.put("count", value)
    return value


def refuse(_place, name):
    raise UserError("import.empty", file=name)


def work_on(place, shares):
    for share in shares:
        place.progress(share)
        time.sleep(0.06)


def wait(place):
    while not place.cancelled():
        time.sleep(0.01)
    return "stopped"


def was_stopped(place, mark):
    deadline = time.monotonic() + 10
    while not mark.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    return mark.exists()


def wait_and_mark(place, mark):
    wait(place)
    mark.touch()


def break_once(_place, mark):
    if not mark.exists():
        mark.touch()
        os._exit(139)
    return "done"


def break_always(_place):
    os._exit(139)


def break_at_once(_connection, _folder):
    os._exit(70)


def say(_place):
    logging.getLogger("annotator.detect").warning("one %s was left out", "detector")


def lock(_place):
    return threading.Lock()


def test_errands_run_elsewhere_in_one_process_that_is_kept(shared):
    where = run(shared, pid)
    assert where not in (os.getpid(), None)
    assert run(shared, pid) == where == shared.pid


def test_what_an_errand_keeps_is_there_for_the_next(shared):
    first = run(shared, count)
    assert run(shared, count) == first + 1


def test_progress_is_told(shared):
    seen = []
    run(shared, work_on, [0.25, 0.5, 1.0], progress=seen.append)
    assert seen == [0.25, 0.5, 1.0]


def hand_over_two(place):
    place.hand_over("first")
    place.hand_over(["second"])
    return "all"


@pytest.mark.parametrize("is_here", [False, True])
def test_parts_arrive_before_the_result(shared, is_here):
    parts = []
    workplace = Here() if is_here else shared
    result = workplace.run_in_parts(parts.append, lambda _share: None, lambda: False, hand_over_two)
    assert (parts, result) == (["first", ["second"]], "all")


def test_errors_of_the_users_world_arrive_as_they_are(shared):
    with pytest.raises(UserError) as told:
        run(shared, refuse, "a.txt")
    assert (told.value.code, told.value.values) == ("import.empty", {"file": "a.txt"})


def test_a_bug_comes_with_its_traceback(shared):
    with pytest.raises(ZeroDivisionError) as told:
        run(shared, own_process_bug)
    assert "own_process_bug" in str(told.value.__cause__)


def own_process_bug(_place):
    return 1 // 0


def test_a_result_that_cannot_be_sent_is_an_error_and_no_silence(shared):
    with pytest.raises(TypeError):
        run(shared, lock)


def test_a_short_errand_does_not_wait_for_a_long_one(shared):
    stop = threading.Event()
    ended = []

    def long():
        try:
            run(shared, wait, cancelled=stop.is_set)
        except WorkCancelled:
            ended.append(True)

    thread = threading.Thread(target=long)
    thread.start()
    assert run(shared, pid) == shared.pid
    assert not ended
    stop.set()
    thread.join(10)
    assert ended


def test_a_cancelled_errand_hears_of_it(shared, tmp_path):
    asked = iter([False, True])
    with pytest.raises(WorkCancelled):
        run(shared, wait_and_mark, tmp_path / "mark", cancelled=lambda: next(asked, True))
    assert run(shared, was_stopped, tmp_path / "mark")


def test_what_is_logged_there_comes_into_the_log_here(shared, caplog, logged_warnings):
    with caplog.at_level(logging.WARNING, "annotator"):
        run(shared, say)
        run(shared, pid)
    assert "one detector was left out" in caplog.messages


def test_work_is_begun_again_when_its_process_breaks(tmp_path):
    process = OwnProcess()
    before = run(process, pid)
    assert run(process, break_once, tmp_path / "mark") == "done"
    assert run(process, pid) != before
    process.close()


def test_work_that_breaks_its_process_twice_is_given_up_and_the_next_is_done():
    process = OwnProcess()
    with pytest.raises(WorkLost):
        run(process, break_always)
    assert run(process, pid) not in (os.getpid(), None)
    process.close()


def test_where_no_second_process_can_be_begun_work_is_done_in_this_one(monkeypatch, caplog, logged_warnings):
    monkeypatch.setattr(own_process, "serve", break_at_once)
    process = OwnProcess()
    assert run(process, pid) == os.getpid()
    assert "no process of its own" in caplog.text
    process.close()


def test_the_process_ends_with_the_program_whatever_it_is_doing():
    process = OwnProcess()
    number = run(process, pid)
    begun = threading.Event()

    def long():
        with pytest.raises(WorkCancelled):
            run(process, wait, cancelled=lambda: begun.set() or False)

    thread = threading.Thread(target=long)
    thread.start()
    begun.wait(10)
    process.close()
    thread.join(10)
    assert not thread.is_alive()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def leave_a_file(_place):
    handle, name = tempfile.mkstemp()
    os.close(handle)
    return Path(name)


def leave_a_file_and_break(_place, told):
    told.write_text(str(leave_a_file(_place)), encoding="utf-8")
    os._exit(1)


def test_temporary_files_of_work_that_was_broken_off_go_with_its_process(tmp_path):
    process = OwnProcess(attempts=1, may_work_here=False)
    left = run(process, leave_a_file)
    assert left.exists()
    with pytest.raises(WorkLost):
        run(process, leave_a_file_and_break, tmp_path / "told")
    also_left = Path((tmp_path / "told").read_text(encoding="utf-8"))
    assert left.parent == also_left.parent
    process.close()
    assert not left.parent.exists()
