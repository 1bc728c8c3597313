"""The log file."""

import logging

import pytest

from annotator import log

LOG = logging.getLogger("annotator.some.part")


@pytest.fixture(autouse=True)
def _close():
    yield
    log.close_log()


def test_the_log_file_is_told_and_holds_what_was_logged(tmp_path):
    path = log.set_up_log(tmp_path)
    LOG.info("opened %s", "第3版")
    LOG.debug("not wanted")
    assert path == tmp_path / "annotator.log"
    text = path.read_text("utf-8")
    assert "INFO annotator.some.part: opened 第3版" in text
    assert "not wanted" not in text


def test_a_lone_surrogate_does_not_break_the_log(tmp_path):
    path = log.set_up_log(tmp_path)
    LOG.info("bad \ud800 character")
    assert "bad \\ud800 character" in path.read_text("utf-8")


def test_warnings_reach_standard_error_and_information_does_not(tmp_path, capsys, logged_warnings):
    log.set_up_log(tmp_path)
    LOG.info("quiet")
    LOG.warning("loud")
    assert capsys.readouterr().err == "WARNING: loud\n"
    assert [record.getMessage() for record in logged_warnings] == ["loud"]


def test_standard_error_can_be_left_alone(tmp_path, capsys, logged_warnings):
    path = log.set_up_log(tmp_path, stderr=False)
    LOG.warning("loud")
    assert capsys.readouterr().err == ""
    assert "loud" in path.read_text("utf-8")


def test_setting_up_again_does_not_write_twice(tmp_path):
    log.set_up_log(tmp_path)
    path = log.set_up_log(tmp_path)
    LOG.info("once")
    assert path.read_text("utf-8").count("once") == 1


def test_the_log_does_not_grow_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(log, "_BYTES_PER_FILE", 2000)
    log.set_up_log(tmp_path)
    for number in range(500):
        LOG.info("line %d", number)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 4
    assert all(file.stat().st_size <= 2000 for file in files)


def test_a_log_that_cannot_be_written_does_not_stop_the_program(tmp_path, capsys, logged_warnings):
    assert log.set_up_log(tmp_path / "missing") is None
    assert "no log file" in capsys.readouterr().err
    assert len(logged_warnings) == 1


def test_closing_leaves_the_handlers_of_others(tmp_path):
    other = logging.NullHandler()
    logger = logging.getLogger(log.LOGGER)
    logger.addHandler(other)
    try:
        log.set_up_log(tmp_path)
        log.close_log()
        assert other in logger.handlers
        assert not any(handler.get_name() == log.LOGGER for handler in logger.handlers)
    finally:
        logger.removeHandler(other)


@pytest.mark.parametrize("wanted", [False, True])
def test_a_traceback_holds_no_text_of_documents_unless_it_is_wanted(
    tmp_path, monkeypatch, logged_warnings, wanted
):
    if wanted:
        monkeypatch.setenv(log.TEXT_VARIABLE, "1")
    path = log.set_up_log(tmp_path, stderr=False)
    secret = "\u6625\u8336\u5f00\u91c7"
    try:
        raise ValueError(f"expected {secret!r}, found {secret!a}")
    except ValueError:
        LOG.exception("a bug")
    text = path.read_text("utf-8")
    assert "ValueError: expected" in text
    assert (secret in text) == wanted
    assert ("\\u6625" in text) == wanted
