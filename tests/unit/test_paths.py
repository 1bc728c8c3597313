"""The program's own folders."""

import sys

import pytest

from annotator import paths

FOLDERS = (paths.data_folder, paths.config_folder, paths.log_folder)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_portable_installation_keeps_everything_below_one_folder(folder, own_home):
    assert folder().parent == own_home
    assert folder().is_dir()


def test_the_folders_differ(own_home):
    assert len({folder() for folder in FOLDERS}) == len(FOLDERS)


def test_a_relative_home_does_not_follow_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(paths.HOME_VARIABLE, "portable")
    assert paths.data_folder() == tmp_path / "portable" / "data"


@pytest.mark.parametrize("value", ["", None])
def test_without_the_variable_the_folders_follow_the_platform(value, monkeypatch, tmp_path):
    asked = []

    def usual(name, appauthor):
        asked.append(name)
        return tmp_path / "usual"

    if value is None:
        monkeypatch.delenv(paths.HOME_VARIABLE)
    else:
        monkeypatch.setenv(paths.HOME_VARIABLE, value)
    for function in ("user_data_path", "user_config_path", "user_log_path"):
        monkeypatch.setattr(paths.platformdirs, function, usual)
    assert {folder() for folder in FOLDERS} == {tmp_path / "usual"}
    assert asked == ["annotator"] * len(FOLDERS)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the environment does not decide")
def test_tests_do_not_touch_the_users_own_folders(monkeypatch):
    monkeypatch.delenv(paths.HOME_VARIABLE)
    assert all("annotator-tests-" in str(folder()) for folder in FOLDERS)
