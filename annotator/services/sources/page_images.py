"""The images of pages: references in the project, and the files they lead to, wherever these have gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from annotator.errors import UserError
from annotator.formats.images import read_facts
from annotator.services.files.image_pairing import FoundImage, ImageFinder, is_image
from annotator.services.files.image_references import is_same, located, reference
from annotator.services.project.open_project import OpenProject
from annotator.services.sources.arrivals import ReadFile


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


def images_of(
    files: Sequence[Path], read: Sequence[ReadFile], given: Mapping[Path, Path] | None = None
) -> dict[str, FoundImage]:
    """Return the images of the pages of one issue.

    Args:
        files: the page files.
        read: what was read of them, in the same order.
        given: the images of page files where somebody has said them, as a METS file does.
    """
    finder = ImageFinder()
    found: dict[str, FoundImage] = {}
    for path, file in zip(files, read, strict=True):
        images: list[FoundImage | None]
        if is_image(path):
            images = [FoundImage(path, frame) for frame in range(len(file.pages))]
        elif file.frames:
            # A page of a PDF is drawn when somebody wants to see it.
            images = [FoundImage(path, frame) for frame in file.frames]
        elif given and path in given:
            several = finder.frames(given[path]) > 1
            images = [FoundImage(given[path], place if several else 0) for place in range(len(file.pages))]
        else:
            images = finder.for_pages(path, file.image_names or ("",) * len(file.pages))
        found |= {page.id: image for page, image in zip(file.pages, images, strict=False) if image}
    return found


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


def set_image(project: OpenProject, issue_id: str, page_id: str, path: Path) -> tuple[str, ...]:
    """Say where the image of a page is; others of the issue that lie there too are found with it.

    Returns:
        The ids of the pages that have an image now and had none before.

    Raises:
        UserError: the file is no image, or the project cannot be written.
    """
    known = {image.page: image for image in project.images(issue_id)}
    old = known.get(page_id)
    was_pdf = old is not None and PurePath(old.absolute).suffix.lower() == ".pdf"
    frame = old.frame if old is not None else 0
    if not (was_pdf and path.suffix.lower() == ".pdf"):
        if not is_image(path):
            raise UserError("image.format", file=path.name)
        try:
            facts = read_facts(path)
        except (OSError, ValueError) as error:
            raise UserError("image.damaged", file=path.name) from error
        frame = frame if frame < facts.frames else 0
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
