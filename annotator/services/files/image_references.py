"""References to image files: made when an image is found, followed wherever the file has gone since."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from annotator.model.page_image import PageImage
from annotator.services.files.image_pairing import FoundImage, ImageFinder

_HEAD = 1024 * 1024


def references(found: Mapping[str, FoundImage], project: Path) -> tuple[PageImage, ...]:
    """Return references to the images of pages, as a project keeps them.

    Args:
        found: the images by page.
        project: the project file.
    """
    return tuple(reference(page, image, project) for page, image in found.items())


def reference(page: str, image: FoundImage, project: Path) -> PageImage:
    """Return a reference to the image of one page; one whose file cannot be read is known by its path only."""
    absolute = image.path.resolve()
    try:
        size, fingerprint = absolute.stat().st_size, _fingerprint(absolute)
    except OSError:
        size, fingerprint = 0, ""
    return PageImage(page, _relative(absolute, project), str(absolute), image.frame, size, fingerprint)


def as_seen_from(image: PageImage, old: Path, new: Path) -> PageImage:
    """Return a reference for another project file; ``old`` is the one it was made for."""
    absolute = located(image, old) or Path(image.absolute)
    return replace(image, relative=_relative(absolute, new), absolute=str(absolute))


def located(image: PageImage, project: Path) -> Path | None:
    """Return where the file of an image is now: where it was, else beside the project; None if it is nowhere."""
    folder = project.resolve().parent
    places = [folder / image.relative] if image.relative else []
    places.append(Path(image.absolute))
    for place in places:
        if _is_file(place):
            return place
    name = PurePath(image.relative or image.absolute).name
    found = ImageFinder().named(name, folder / name)
    # Names such as 0001.jpg are everywhere: found elsewhere, it must be the same file.
    return found if found is not None and is_same(image, found) else None


def is_same(image: PageImage, path: Path) -> bool:
    """Tell whether a file is the very image a reference was made of."""
    if not image.fingerprint:
        return True
    try:
        return path.stat().st_size == image.size and _fingerprint(path) == image.fingerprint
    except OSError:
        return False


def _relative(path: Path, project: Path) -> str:
    """Return the path from a project's folder, or an empty text on another drive."""
    try:
        return PurePath(os.path.relpath(path, project.resolve().parent)).as_posix()
    except ValueError:
        return ""


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.sha256(file.read(_HEAD)).hexdigest()
