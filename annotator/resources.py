"""The one way to a data file: installed wheel, checkout and frozen bundle alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_path(*parts: str) -> Path:
    """Return the path of a data file or folder below ``resources/``.

    A wheel and a bundle carry the files inside the package; a checkout has them beside it, the user guide in ``docs/``.

    Raises:
        FileNotFoundError: the resource is missing, which is a fault of the installation.
    """
    for base in (_PACKAGE / "resources", _PACKAGE.parent / "resources", _PACKAGE.parent / "docs"):
        path = base.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"resource missing from this installation: {'/'.join(parts)}")
