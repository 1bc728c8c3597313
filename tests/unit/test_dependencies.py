"""What the package imports is declared by the project."""

import ast
import sys
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import annotator

PACKAGE = Path(annotator.__file__).parent


def _declared():
    requirements = [Requirement(line) for line in distribution("annotator").requires]
    return {canonicalize_name(one.name) for one in requirements if "extra" not in str(one.marker or "")}


def _imported():
    modules = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                modules.add(node.module.partition(".")[0])
    foreign = modules - set(sys.stdlib_module_names) - {"annotator"}
    providers = packages_distributions()
    return {canonicalize_name(name) for module in foreign for name in providers.get(module, [f"no {module}"])}


def test_every_imported_distribution_is_declared():
    # PySide6 and shiboken6 are provided by distributions that come together.
    assert _imported() - {"shiboken6"} <= _declared()
