"""What a batch is made of: issues to be done, what goes to a worker and comes back, and how far it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from annotator import __version__
from annotator.services.files.issue_files import IssueFiles


@dataclass(frozen=True, slots=True)
class Work:
    """An issue to be done: the name of its result, without suffix, and its files."""

    name: str
    issue: IssueFiles


@dataclass(frozen=True, slots=True)
class Shipment:
    """What a worker gets.

    Attributes:
        name: the result's name.
        files: name and content of each page file, in page order.
        numbers: printed page numbers that are known, by file.
        found: by file, whether nobody named it by itself; such a one that cannot be read is left out of its issue.
        form: one of ``FORMATS``.
        password: what opens those of the files that are locked; it is no part of the digest, which is written down.
    """

    name: str
    files: tuple[tuple[str, bytes], ...]
    numbers: tuple[str | None, ...]
    found: tuple[bool, ...]
    form: str
    password: str = field(default="", repr=False)

    @property
    def size(self) -> int:
        """Bytes of the files."""
        return sum(len(content) for _, content in self.files)

    @property
    def digest(self) -> str:
        """What the result depends on, as hexadecimal SHA-256."""
        digest = hashlib.sha256(f"{__version__}\n{self.form}\n{self.numbers}\n".encode())
        for name, content in self.files:
            digest.update(f"{name}\n{len(content)}\n".encode("utf-8", "surrogatepass"))
            digest.update(content)
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Product:
    """What a worker gives back.

    Attributes:
        content: the result's bytes.
        pages: how many pages it was made of.
        characters: their raw characters.
        flags: how many doubtful places it holds.
        notes: what people should know, such as a page that was left out: code and file.
    """

    content: bytes
    pages: int
    characters: int
    flags: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no result: a code of the user's world with its values, or ``batch.bug`` and ``batch.lost``."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a shipment."""

    name: str
    digest: str
    result: Product | Failure


class Crew(Protocol):
    """Workers, wherever they are."""

    def work(self, shipments: Iterable[Shipment]) -> Iterator[Outcome]:
        """Do shipments as they are taken from the iterable; outcomes come in the order of being finished."""
        ...


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a batch has come.

    Attributes:
        total: issues in all.
        done: those done now.
        skipped: those that were done before.
        failed: those without a result.
        pages: pages of those done now.
        characters: their raw characters.
        flags: doubtful places in them.
        shipped: bytes of files that went to the workers.
        received: bytes of results that came back.
    """

    total: int
    done: int = 0
    skipped: int = 0
    failed: int = 0
    pages: int = 0
    characters: int = 0
    flags: int = 0
    shipped: int = 0
    received: int = 0
