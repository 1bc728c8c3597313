"""Write constraints.txt: the exact versions of everything the project needs, run time and development.

Run it in the environment whose versions are to be pinned: ``.venv/bin/python build/make_constraints.py``.
The extra ``ocr`` has to be installed there too. Only what the project's requirements reach is written, so a package
tried by hand does not slip in.
"""

from __future__ import annotations

import sys
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = "annotator"
# pip is declared by sqlite-utils and comes with every environment; pinning it would make pip replace itself.
UNPINNED = frozenset({"pip", "setuptools"})
HEADER = """\
# Exact versions of everything the project needs, run time and development.
# Made on Linux by build/make_constraints.py from a tested environment; names and versions only.
"""


def reach(name: str, extras: frozenset[str], found: dict[str, str]) -> None:
    """Add every distribution that ``name`` requires with those extras, itself excepted, to ``found``.

    Args:
        name: name of an installed distribution.
        extras: its extras that are asked for.
        found: version by canonical name; changed in place.

    Raises:
        importlib.metadata.PackageNotFoundError: a required distribution is not installed here.
    """
    for line in distribution(name).requires or ():
        requirement = Requirement(line)
        wanted = requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in (extras or frozenset({""}))
        )
        key = canonicalize_name(requirement.name)
        if not wanted or key in UNPINNED or key in found or key == PROJECT:
            continue
        found[key] = distribution(requirement.name).version
        reach(requirement.name, frozenset(requirement.extras), found)


def pinned() -> dict[str, str]:
    """Return the version of every distribution the project needs, by canonical name."""
    found: dict[str, str] = {}
    reach(PROJECT, frozenset({"", "dev", "ocr"}), found)
    return found


def main() -> int:
    """Write constraints.txt beside pyproject.toml."""
    lines = [f"{name}=={version}\n" for name, version in sorted(pinned().items())]
    (ROOT / "constraints.txt").write_text(HEADER + "".join(lines), "utf-8")
    print(f"{len(lines)} versions written to constraints.txt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
