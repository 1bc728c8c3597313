"""Which image file belongs to which page file: by what the page file names, else by the stem of its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from annotator.formats.images import SUFFIXES, read_facts

_FOLDERS = frozenset(
    {
        *("image", "images", "img", "imgs", "scan", "scans", "page_images"),
        *("master", "masters", "default", "max", "original", "originals"),
        *("png", "jpg", "jpeg", "tif", "tiff"),
        *("图像", "图片", "影像", "图", "扫描", "扫描件", "原图", "版面图", "版面"),
    }
)
"""Names of folders beside page files, or beside their folder, in which images are looked for."""

_PARTED = re.compile(r"(?P<stem>.+?)[-_ .]+(?:p|page|第)?0*(?P<number>[1-9]\d*)(?:页|版)?", re.IGNORECASE)
"""A page file named after one frame of an image file: ``issue-003`` for the third of ``issue.tif``."""

_NAMED = re.compile(
    rb"""imageFilename\s*=\s*["']([^"']+)["']|<(?:\w+:)?fileName[^>]*>([^<]+)<|\bimage\s+["']([^"']+)["']"""
)
_HEAD = 32 * 1024


@dataclass(frozen=True, slots=True)
class FoundImage:
    """An image file, and which of its frames is meant, from 0 on."""

    path: Path
    frame: int = 0


@dataclass(slots=True)
class ImageFinder:
    """Finds the images of page files; looks into every folder once, names compared without regard to case."""

    _folders: dict[Path, dict[str, Path]] = field(default_factory=dict)
    _frames: dict[Path, int] = field(default_factory=dict)

    def named(self, name: str, beside: Path) -> Path | None:
        """Return the file that an OCR file means by the name of its image.

        The path in the name is followed where it leads somewhere; else the file is looked for near the OCR file,
        with the same name or, because engines are often given a copy in another format, the same stem.
        """
        parts = PurePosixPath(name.strip().removeprefix("file://").replace("\\", "/"))
        if not parts.name:
            return None
        for folder in (beside.parent, beside.parent.parent):
            # A name from elsewhere must not lead out of the folders the person has chosen.
            if not parts.is_absolute() and ".." not in parts.parts:
                found = self._inside(folder.joinpath(parts.parent)).get(_key(parts.name))
                if found is not None:
                    return found
        for folder in self._near(beside.parent):
            found = self._inside(folder).get(_key(parts.name))
            if found is not None:
                return found
        return self.by_stem(parts.stem, beside)

    def by_stem(self, stem: str, beside: Path) -> Path | None:
        """Return the image whose name differs from a page file's in its suffix only."""
        for folder in self._near(beside.parent):
            inside = self._inside(folder)
            for suffix in sorted(SUFFIXES):
                found = inside.get(_key(stem + suffix))
                if found is not None:
                    return found
        return None

    def for_file(self, path: Path) -> FoundImage | None:
        """Return the image of a page file that names none: that of its stem, or a frame of one for several pages."""
        stem = _stem(path)
        found = self.by_stem(stem, path)
        if found is not None:
            return FoundImage(found)
        parted = _PARTED.fullmatch(stem)
        if parted is None:
            return None
        found, number = self.by_stem(parted["stem"], path), int(parted["number"])
        if found is None or not 1 < self.frames(found) >= number:
            return None
        return FoundImage(found, number - 1)

    def for_pages(self, path: Path, names: Sequence[str]) -> list[FoundImage | None]:
        """Return the images of a file's pages.

        Args:
            path: the page file.
            names: the name of each page's image as the file gives it; empty where it gives none.
        """
        own = self.for_file(path)
        found: list[FoundImage | None] = []
        for place, name in enumerate(names):
            named = self.named(name, path) if name else None
            if named is not None:
                # Pages that name the same file are its frames in their order.
                found.append(FoundImage(named, names[:place].count(name) if self.frames(named) > 1 else 0))
            elif own is None or len(names) == 1:
                found.append(own)
            else:
                found.append(FoundImage(own.path, place) if place < self.frames(own.path) > 1 else None)
        return found

    def frames(self, path: Path) -> int:
        """Return how many images a file holds; 0 if it is none that can be read."""
        if path not in self._frames:
            try:
                self._frames[path] = read_facts(path).frames
            except (OSError, ValueError):
                self._frames[path] = 0
        return self._frames[path]

    def _near(self, folder: Path) -> Iterator[Path]:
        yield folder
        for parent in (folder, folder.parent):
            if parent != folder:
                yield parent
            try:
                inside = sorted(entry for entry in parent.iterdir() if _key(entry.name) in _FOLDERS)
            except OSError:
                continue
            yield from (entry for entry in inside if entry.is_dir() and entry != folder)

    def _inside(self, folder: Path) -> dict[str, Path]:
        if folder not in self._folders:
            try:
                shown = [e for e in folder.iterdir() if is_image(e) or e.suffix.lower() == ".pdf"]
            except OSError:
                shown = []
            self._folders[folder] = {_key(entry.name): entry for entry in sorted(shown, reverse=True)}
        return self._folders[folder]


def is_image(path: Path) -> bool:
    """Tell whether a file is an image of a page, by its name."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def without_paired(files: Iterable[Path]) -> list[Path]:
    """Return page files without the images that belong to one of them; images of no page file stay."""
    files = list(files)
    finder = ImageFinder()
    paired: set[Path] = set()
    if any(map(is_image, files)):
        for path in files:
            if is_image(path):
                continue
            # What a file names is read from its head here; reading all of it is the import's work.
            named = [finder.named(name, path) for name in names_in_head(path)]
            own = finder.for_file(path)
            paired |= {found for found in named if found} | ({own.path} if own else set())
    return [path for path in files if not (is_image(path) and path in paired)]


def names_in_head(path: Path) -> list[str]:
    """Return the names of images in the first lines of an OCR file."""
    if path.suffix.lower() not in (".xml", ".html", ".htm", ".xhtml", ".hocr"):
        return []
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return []
    return [
        next(filter(None, match.groups())).decode("utf-8", "replace").strip()
        for match in _NAMED.finditer(head)
    ]


def _stem(path: Path) -> str:
    """Return a name without suffix; ``page.alto.xml`` and ``page.txt`` are of the same page."""
    return re.sub(r"\.(?:alto|page|hocr|ocr|gt|txt)$", "", path.stem, flags=re.IGNORECASE)


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
