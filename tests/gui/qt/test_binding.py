"""What Qt's binding for Python is told to leave alone."""

import inspect
import sys

import annotator.ui  # noqa: F401 (tells it)


def test_importing_a_module_does_not_read_its_source(tmp_path, monkeypatch):
    (tmp_path / "imported_under_qt.py").write_text("import PySide6.QtCore\nVALUE = 3\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    asked = []
    monkeypatch.setattr(inspect, "getsource", lambda module: asked.append(module) or "")
    module = __import__("imported_under_qt")  # as the statement does, which the binding looks at
    monkeypatch.delitem(sys.modules, "imported_under_qt")
    assert module.VALUE == 3
    assert not asked
