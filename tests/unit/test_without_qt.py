"""Everything but the window works on a machine without Qt."""

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import annotator

WINDOW = ("annotator.ui", "annotator.app")
UNIT_TESTS = Path(__file__).resolve().parent

PROGRAM = """
import importlib, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Refuse())
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def _core_modules():
    every = pkgutil.walk_packages(annotator.__path__, "annotator.", onerror=lambda name: None)
    names = [module.name for module in every]
    return [name for name in names if not name.startswith(WINDOW) and not name.endswith("__main__")]


def test_every_core_module_is_imported_without_qt():
    names = _core_modules()
    assert "annotator.model.issue" in names
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, *names], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_no_unit_test_imports_qt():
    found = []
    for file in UNIT_TESTS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if any(name.startswith(("PySide6", "shiboken6", "pytestqt", *WINDOW)) for name in names):
                found.append(file.name)
    assert found == []
