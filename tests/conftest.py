"""What holds for every test: no display, no file of the user's, no unexpected warning, no silent skip."""

import gc
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers

ON_BUILD_MACHINE = os.environ.get("CI", "").lower() in ("1", "true", "yes")

# Node ids of tests that may be skipped on the build machine, each with its reason. Empty by intention.
ALLOWED_SKIPS = frozenset[str]()

OUR_LOGGER = "annotator"
QT_FIXTURES = frozenset({"qtbot", "qapp", "qapp_args", "qapp_cls", "qtmodeltester", "qtlog"})

HOME = pytest.StashKey[Path]()
COLLECTOR = pytest.StashKey["_Collector"]()

# Time limits and health checks by the clock would make results depend on what else the machine does.
hypothesis.settings.register_profile(
    "local", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile(
    "build-machine",
    parent=hypothesis.settings.get_profile("local"),
    derandomize=True,
    max_examples=60,
    print_blob=True,
)
hypothesis.settings.load_profile("build-machine" if ON_BUILD_MACHINE else "local")
if ON_BUILD_MACHINE:
    # Hypothesis picks constants out of every module that is loaded by then, so "derandomized" examples would still
    # depend on which tests ran before in the same process.
    providers._get_local_constants = lambda: providers._local_constants


def pytest_addoption(parser):
    parser.addoption("--headed", action="store_true", help="show windows instead of drawing off screen")


def pytest_configure(config):
    config.addinivalue_line("markers", "slow: takes more than a few seconds")
    if not config.getoption("--headed"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    config.stash[HOME] = _move_home()


def _move_home():
    """Point every folder of the user's at an empty one; return it. Set before any test module is imported."""
    home = Path(tempfile.mkdtemp(prefix="annotator-tests-"))
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "appdata",
        "LOCALAPPDATA": home / "appdata-local",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "ANNOTATOR_HOME": home / "annotator",
    }
    for name, folder in folders.items():
        folder.mkdir(exist_ok=True)
        os.environ[name] = str(folder)
    return home


def pytest_sessionfinish():
    """Empty the clipboard while Python runs.

    Off screen, Qt keeps what was copied in a static object that goes after Python has; if a widget of ours made
    the copy, giving it back then ends the process with a segmentation fault. Other platforms are not like that.
    """
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


def pytest_unconfigure(config):
    shutil.rmtree(config.stash.get(HOME, None) or "", ignore_errors=True)


def pytest_collection_modifyitems(items):
    """Keep Qt out of the unit tests: the core must be testable on a machine that has no Qt."""
    unit = Path(__file__).parent / "unit"
    for item in items:
        wrong = QT_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        if wrong and unit in item.path.parents:
            message = f"{item.nodeid} is a unit test and must not use {', '.join(sorted(wrong))}"
            raise pytest.UsageError(message)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Let windows be destroyed in their own thread, as the program does, see ``ui/qt/garbage.py``; none is left."""
    if not QT_FIXTURES.intersection(getattr(item, "fixturenames", ())):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        _delete_later_is_now()
        gc.collect(1)  # all that was made meanwhile; what was there before need not be looked through
        gc.enable()


def _delete_later_is_now():
    core = sys.modules["PySide6.QtCore"]
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)


def _forbid_skip(report):
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if ON_BUILD_MACHINE and skipped and report.nodeid not in ALLOWED_SKIPS:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} must run on the build machine: {reason}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport():
    report = _forbid_skip((yield))
    # Tests are shared out to several processes, and half characters do not travel between them.
    report.sections = [
        (name, content.encode("utf-8", "backslashreplace").decode("utf-8"))
        for name, content in report.sections
    ]
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report():
    return _forbid_skip((yield))


class _Collector(logging.Handler):
    """Keeps the records of warnings and worse."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.records = []

    def emit(self, record):
        self.records.append(record)


@pytest.fixture(autouse=True)
def _no_unexpected_warning(request):
    """Fail a test during which our own code logs a warning, unless it uses ``logged_warnings``."""
    collector = _Collector()
    logger = logging.getLogger(OUR_LOGGER)
    logger.addHandler(collector)
    request.node.stash[COLLECTOR] = collector
    yield
    logger.removeHandler(collector)
    if collector.records and "logged_warnings" not in request.fixturenames:
        lines = "\n".join(f"{record.name}: {record.getMessage()}" for record in collector.records)
        pytest.fail(f"unexpected warnings in the log:\n{lines}", pytrace=False)


@pytest.fixture
def logged_warnings(request, _no_unexpected_warning):
    """The log records of level warning and above so far; a test that asks for them may cause some."""
    return request.node.stash[COLLECTOR].records


@pytest.fixture
def own_home(tmp_path, monkeypatch):
    """A fresh folder for the program's data, settings and logs, for this test alone."""
    home = tmp_path / "annotator-home"
    home.mkdir()
    monkeypatch.setenv("ANNOTATOR_HOME", str(home))
    return home
