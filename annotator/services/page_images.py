"""The images of pages: references in the project, and the files they lead to, wherever these have gone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from annotator.errors import UserError
from annotator.formats.images import read_facts
from annotator.model.page_image import PageImage
from annotator.services.image_pairing import FoundImage, ImageFinder, is_image
from annotator.services.open_project import OpenProject

_HEAD = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A file that can be shown: the image of a page.

    Attributes:
        path: the file.
        frame: which of the images in it, from 0 on.
    """

    path: Path
    frame: int = 0


@dataclass(frozen=True, slots=True)
class LostImage:
    """The image of a page whose file is no longer where it was, and not beside the project either.

    Attributes:
        name: the file's name, for people.
        folder: the folder it lay in.
    """

    name: str
    folder: str


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
        relative = PurePath(os.path.relpath(absolute, project.resolve().parent)).as_posix()
    except ValueError:  # on another drive
        relative = ""
    try:
        size, fingerprint = absolute.stat().st_size, _fingerprint(absolute)
    except OSError:
        size, fingerprint = 0, ""
    return PageImage(page, relative, str(absolute), image.frame, size, fingerprint)


def image_of_page(project: OpenProject, issue_id: str, page_id: str) -> ImageFile | LostImage | None:
    """Return the image file of a page, or None if the page has none. May be called from any thread.

    Raises:
        UserError: the project cannot be read.
    """
    images = project.images(issue_id)
    image = next((image for image in images if image.page == page_id), None)
    if image is None:
        return None
    found = located(image, project.path)
    if found is not None:
        return ImageFile(found, image.frame)
    known = PurePath(image.absolute)
    return LostImage(known.name, str(known.parent))


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


def set_image(project: OpenProject, issue_id: str, page_id: str, path: Path) -> tuple[str, ...]:
    """Say where the image of a page is; others of the issue that lie there too are found with it.

    Returns:
        The ids of the pages that have an image now and had none before.

    Raises:
        UserError: the file is no image, or the project cannot be written.
    """
    if not is_image(path):
        raise UserError("image.format", file=path.name)
    try:
        facts = read_facts(path)
    except (OSError, ValueError) as error:
        raise UserError("image.damaged", file=path.name) from error
    known = {image.page: image for image in project.images(issue_id)}
    old = known.get(page_id)
    frame = old.frame if old is not None and old.frame < facts.frames else 0
    changed = [reference(page_id, FoundImage(path, frame), project.path)]
    finder = ImageFinder()
    for image in known.values():
        if image.page == page_id or located(image, project.path) is not None:
            continue
        other = finder.named(PurePath(image.absolute).name, path)
        if other is not None and is_same(image, other):
            changed.append(reference(image.page, FoundImage(other, image.frame), project.path))
    project.put_images(issue_id, changed)
    return tuple(image.page for image in changed)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.sha256(file.read(_HEAD)).hexdigest()
