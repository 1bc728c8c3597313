"""Everything but the window works on a machine without Qt."""

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import annotator

QT = ("PySide6", "shiboken6", "pytestqt")
UNIT_TESTS = Path(__file__).resolve().parent

PROGRAM = f"""
import importlib, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {QT}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Refuse())
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def _core_modules():
    every = pkgutil.walk_packages(annotator.__path__, "annotator.", onerror=lambda name: None)
    names = [module.name for module in every]
    return {name for name in names if not name.startswith(("annotator.ui", "annotator.app"))} - {
        "annotator.__main__",
        "annotator.self_test",
    }


def _imported_by_unit_tests():
    names = set()
    for file in UNIT_TESTS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                names.add(node.module or "")
    return names


def _import_without_qt(names):
    command = [sys.executable, "-W", "error", "-c", PROGRAM, *sorted(names)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_core_module_is_imported_without_qt():
    names = _core_modules()
    assert "annotator.model.issue" in names
    done = _import_without_qt(names)
    assert done.returncode == 0, done.stderr


def test_no_unit_test_imports_qt():
    names = _imported_by_unit_tests()
    assert [name for name in names if name.partition(".")[0] in QT] == []
    # The plain functions behind the window are tested here too, as long as they need no Qt.
    done = _import_without_qt(name for name in names if name.startswith("annotator."))
    assert done.returncode == 0, done.stderr


def test_qt_is_really_refused():
    assert _import_without_qt(["PySide6.QtCore"]).returncode != 0
