"""dev.py makes a machine ready, says what it cannot do, and counts its checks."""

import importlib.util
import re
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARALLEL = ["-n", "auto", "--dist", "loadfile", "--max-worker-restart", "0"]

# Parts of the C and C++ run time, which Python or any program needs.
BASE_LIBRARIES = re.compile(r"lib(c|m|dl|rt|pthread|z|stdc\+\+|gcc_s)\.so\.\d+")


@pytest.fixture
def dev(tmp_path, monkeypatch):
    """The module dev.py, set upon a project in a temporary folder that starts no program."""
    spec = importlib.util.spec_from_file_location("dev_under_test", ROOT / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]\n", "utf-8")
    (tmp_path / "constraints.txt").write_text("click==8.5.1\n", "utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp")
    module.calls = []
    module.statuses = {}

    def call(*command, env=None):
        module.calls.append([str(part) for part in command])
        if "venv" in module.calls[-1]:
            module.in_venv("python").parent.mkdir(parents=True, exist_ok=True)
            module.in_venv("python").touch()
        return next((status for word, status in module.statuses.items() if word in str(command)), 0)

    monkeypatch.setattr(module, "call", call)
    return module


@pytest.fixture
def ready(dev, monkeypatch):
    """The same on a machine that lacks nothing."""
    monkeypatch.setattr(dev, "missing_packages", lambda _extent: [])
    return dev


def test_wrong_usage_is_told_on_standard_error(dev, capsys):
    assert dev.main([]) == 2
    assert dev.main(["build"]) == 2
    assert capsys.readouterr().err.count("usage: python3 dev.py run") == 2
    assert dev.main(["--help"]) == 0
    assert capsys.readouterr().out.startswith("usage:")


def test_run_passes_its_arguments_and_the_exit_status_on(ready):
    ready.statuses["第1版.txt"] = 1
    assert ready.main(["run", "check", "第1版.txt"]) == 1
    assert ready.calls[-1] == [str(ready.in_venv("annotator")), "check", "第1版.txt"]


def test_the_environment_is_made_once(ready):
    ready.prepare_environment("run")
    assert [call[1:3] for call in ready.calls] == [["-m", "venv"], ["-m", "pip"]]
    assert ready.calls[1][-4:] == ["-c", "constraints.txt", "-e", "."]
    ready.prepare_environment("run")
    assert len(ready.calls) == 2


def test_changed_versions_are_installed_into_the_same_environment(ready):
    ready.prepare_environment("run")
    (ready.ROOT / "constraints.txt").write_text("click==8.5.2\n", "utf-8")
    ready.prepare_environment("run")
    assert [call[2] for call in ready.calls] == ["venv", "pip", "pip"]


def test_an_environment_for_tests_serves_running_and_stays_one(ready):
    ready.prepare_environment("run")
    ready.prepare_environment("dev")
    assert ready.calls[-1][-1] == ".[dev]"
    ready.prepare_environment("run")
    assert [call[2] for call in ready.calls] == ["venv", "pip", "pip"]
    (ready.ROOT / "pyproject.toml").write_text("[project]\nname = 'x'\n", "utf-8")
    ready.prepare_environment("run")
    assert ready.calls[-1][-1] == ".[dev]"


def test_an_environment_moved_with_the_project_is_made_anew(ready, monkeypatch, tmp_path):
    ready.prepare_environment("dev")
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in ("pyproject.toml", "constraints.txt", ".venv"):
        (tmp_path / name).rename(moved / name)
    monkeypatch.setattr(ready, "ROOT", moved)
    monkeypatch.setattr(ready, "VENV", moved / ".venv")
    monkeypatch.setattr(ready, "STAMP", moved / ".venv" / "stamp")
    ready.prepare_environment("run")
    assert [call[2] for call in ready.calls] == ["venv", "pip", "venv", "pip"]


def test_a_failed_installation_is_told_and_tried_again(ready, capsys):
    ready.statuses["pip"] = 1
    assert ready.main(["run"]) == 1
    assert "could not be installed" in capsys.readouterr().err
    ready.statuses.clear()
    assert ready.main(["run"]) == 0
    assert ready.calls[-1] == [str(ready.in_venv("annotator"))]


@pytest.fixture
def lacking(dev, monkeypatch):
    """A Linux machine without root rights that lacks one library."""
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "may_install", lambda: False)
    monkeypatch.setattr(dev, "loadable", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(dev, "has_chinese_font", lambda: True)
    monkeypatch.setattr(dev, "has_ensurepip", lambda: True)
    monkeypatch.setattr(dev, "has_program", lambda name: True)
    monkeypatch.setattr(dev, "has_python_library", lambda: True)
    return dev


def test_a_missing_library_stops_with_a_line_to_copy(lacking, capsys):
    assert lacking.main(["run"]) == 1
    error = capsys.readouterr().err
    assert "libEGL.so.1" in error
    assert "sudo apt-get install -y libegl1\n" in error
    assert lacking.calls == []


def test_a_missing_ensurepip_is_named(lacking, monkeypatch, capsys):
    monkeypatch.setattr(lacking, "loadable", lambda library: True)
    monkeypatch.setattr(lacking, "has_ensurepip", lambda: False)
    assert lacking.main(["test"]) == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"sudo apt-get install -y python{version}-venv\n" in capsys.readouterr().err


def test_what_only_the_checks_need_is_not_asked_for_by_the_program(lacking, monkeypatch, capsys):
    monkeypatch.setattr(lacking, "loadable", lambda library: True)
    monkeypatch.setattr(lacking, "has_program", lambda name: name != "objcopy")
    monkeypatch.setattr(lacking, "has_python_library", lambda: False)
    assert lacking.main(["run"]) == 0
    assert lacking.main(["test"]) == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"sudo apt-get install -y binutils libpython{version}\n" in capsys.readouterr().err


def test_a_missing_font_is_only_a_warning(lacking, monkeypatch, capsys):
    monkeypatch.setattr(lacking, "loadable", lambda library: True)
    monkeypatch.setattr(lacking, "has_chinese_font", lambda: False)
    assert lacking.main(["run"]) == 0
    assert "sudo apt-get install -y fonts-noto-cjk\n" in capsys.readouterr().out


def test_root_gets_what_is_missing_installed(lacking, monkeypatch):
    installed = []
    monkeypatch.setattr(lacking, "may_install", lambda: True)
    monkeypatch.setattr(lacking, "loadable", lambda library: bool(installed))
    monkeypatch.setattr(lacking, "install_packages", installed.extend)
    assert lacking.main(["run"]) == 0
    assert set(installed) == set(lacking.QT_LIBRARIES.values())
    assert len(installed) == len(set(installed))


def test_fonts_are_found_by_their_files_where_fontconfig_has_no_program(dev, monkeypatch, tmp_path):
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    monkeypatch.setattr(dev, "FONT_FOLDERS", (str(tmp_path / "fonts"),))
    assert not dev.has_chinese_font()
    (tmp_path / "fonts" / "opentype").mkdir(parents=True)
    (tmp_path / "fonts" / "opentype" / "DejaVuSans.ttf").touch()
    assert not dev.has_chinese_font()
    (tmp_path / "fonts" / "opentype" / "NotoSerifCJK-Regular.ttc").touch()
    assert dev.has_chinese_font()


def test_pytest_speaks_last_when_all_checks_pass(ready, capsys):
    assert ready.main(["test", "-k", "log"]) == 0
    assert ready.calls[-1][1:] == ["-m", "pytest", *PARALLEL, "-k", "log"]
    assert capsys.readouterr().out.splitlines()[-1] == "dev.py: check pytest"


def test_pytest_speaks_last_when_only_tests_fail(ready, capsys):
    ready.statuses["'pytest'"] = 1
    assert ready.main(["test"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "dev.py: check pytest"


def test_a_failed_check_is_counted_last_and_does_not_hide_the_others(ready, capsys):
    ready.statuses.update({"mypy": 1, "lint-imports": 2})
    assert ready.main(["test"]) == 1
    assert ready.calls[-1][1:] == ["-m", "pytest", *PARALLEL]
    last = ["dev.py: failed: mypy (exit status 1), lint-imports (exit status 2)", "3 passed, 2 failed"]
    assert capsys.readouterr().out.splitlines()[-2:] == last


def test_a_crash_after_the_last_test_is_not_hidden_by_its_line(ready, capsys):
    ready.statuses["'pytest'"] = 139
    assert ready.main(["test"]) == 1
    last = ["dev.py: failed: pytest (exit status 139)", "4 passed, 1 failed"]
    assert capsys.readouterr().out.splitlines()[-2:] == last


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt's wheels bring everything elsewhere")
def test_every_system_library_that_qt_asks_for_is_looked_for(dev):
    qt = Path(distribution("PySide6_Essentials").locate_file("PySide6")) / "Qt"
    modules = ("Core", "Gui", "Widgets", "DBus", "OpenGL", "Svg", "PrintSupport", "XcbQpa")
    files = [qt / "lib" / f"libQt6{module}.so.6" for module in modules]
    files += [qt / "plugins" / "platforms" / f"libq{name}.so" for name in ("offscreen", "xcb")]
    files += (qt / "plugins" / "xcbglintegrations").glob("*.so")
    own = {file.name for file in (qt / "lib").iterdir()}
    needed = set()
    for file in files:
        # Names in the table of dynamic strings stand between zero bytes.
        names = re.findall(rb"(?<=\0)lib[A-Za-z0-9_+.-]+\.so\.\d+(?=\0)", file.read_bytes())
        needed.update(name.decode("ascii") for name in names)
    system = {name for name in needed - own if not BASE_LIBRARIES.fullmatch(name)}
    assert system == set(dev.QT_LIBRARIES)
