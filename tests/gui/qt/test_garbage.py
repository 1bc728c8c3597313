"""Widgets are destroyed in the window's thread, whichever thread makes the value that is one too many."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

from annotator.paths import data_folder
from annotator.services.background.workplaces import Here
from annotator.services.doubts.stream import Choice
from annotator.ui.look import theme
from annotator.ui.qt.garbage import GarbageCollector
from annotator.ui.window import make_window


@pytest.fixture
def destroyed_in(qapp):
    """Leave a cycle with a Qt object behind; the list tells in which thread it is destroyed."""
    threads = []

    def leave():
        thing = QObject()
        thing.itself = thing
        thing.destroyed.connect(
            lambda: threads.append(threading.current_thread()), Qt.ConnectionType.DirectConnection
        )

    gc.collect()
    leave()
    return threads


@pytest.fixture
def collector(qapp):
    gc.enable()  # as it is when the program starts, and not between the tests
    made = GarbageCollector(qapp)
    yield made
    made.deleteLater()


def _make_many():
    kept = [[number] for number in range(200_000)]
    assert len(kept) == 200_000


def test_a_thread_that_makes_very_many_values_destroys_nothing_of_the_windows(collector, destroyed_in):
    thread = threading.Thread(target=_make_many)
    thread.start()
    thread.join()

    assert destroyed_in == []


def test_what_is_left_in_a_cycle_is_destroyed_in_the_windows_thread_when_it_is_due(
    collector, destroyed_in, qtbot
):
    kept = [[] for _ in range(2 * gc.get_threshold()[0])]  # what others free meanwhile is taken off

    qtbot.waitUntil(lambda: bool(destroyed_in))

    assert destroyed_in == [threading.main_thread()]
    assert kept


def test_a_window_that_is_gone_leaves_nothing_of_it_behind(qapp, settings, jobs):
    def come_and_go():
        window = make_window(settings, theme.apply(qapp, "light"), Choice(0.5), data_folder(), jobs, Here())
        window.show()
        qapp.processEvents()
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return weakref.ref(window)

    before = len(qapp.topLevelWidgets())

    left = come_and_go()
    gc.collect()

    assert left() is None
    assert len(qapp.topLevelWidgets()) == before
