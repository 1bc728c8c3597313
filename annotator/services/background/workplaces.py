"""Workplaces: where long work is done, so that the window has its process to itself.

An errand is a function at the top of a module that gets a ``Place`` first and then plain values. ``Here`` runs
errands in the thread that asks for them; ``annotator.services.background.own_process.OwnProcess`` runs them in
another process, which needs errands to be found by name, and arguments and results to be picklable.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

Progress = Callable[[float], None]
Parts = Callable[[object], None]
Cancelled = Callable[[], bool]

_MOST_KEPT = 6
"""Values kept from one errand to the next: the models in use, and what was counted in the last issues."""


class WorkCancelled(Exception):  # noqa: N818 (it is no error)
    """Nobody wants the result of an errand any more."""


class WorkLost(Exception):  # noqa: N818 (it says what became of the work)
    """The process an errand ran in has ended, or says nothing any more; nothing is known of the work."""


class WorkSilent(WorkLost):
    """It was ended because it said nothing for too long."""


class Shelf:
    """Values that are dear to make, kept where errands are run; the one not used for longest goes first."""

    def __init__(self) -> None:
        self._values: dict[Hashable, Any] = {}
        self._lock = threading.RLock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value under a key; it is made if there is none, and not twice at the same time."""
        with self._lock:
            value: T = self._values.pop(key) if key in self._values else make()
            self.put(key, value)
            return value

    def put(self, key: Hashable, value: object) -> None:
        """Keep a value under a key, in place of the one there was."""
        with self._lock:
            self._values.pop(key, None)
            self._values[key] = value
            while len(self._values) > _MOST_KEPT:
                del self._values[next(iter(self._values))]


class Place:
    """What an errand knows of the place it runs at.

    Attributes:
        shelf: values kept from earlier errands.
        cancelled: asked now and then; says True when nobody wants the result any more.
    """

    def __init__(
        self, shelf: Shelf, progress: Progress, cancelled: Cancelled, parts: Parts | None = None
    ) -> None:
        self.shelf = shelf
        self.cancelled = cancelled
        self._progress = progress
        self._parts = parts

    def progress(self, share: float) -> None:
        """Tell the share done, from 0 to 1.

        Raises:
            WorkCancelled: nobody wants the result any more.
        """
        if self.cancelled():
            raise WorkCancelled
        self._progress(share)

    def hand_over(self, part: object) -> None:
        """Hand over a part of the result before the rest of it is there."""
        if self._parts is not None:
            self._parts(part)


class Workplace(Protocol):
    """Runs errands; may be asked from several threads at once, which wait for their results."""

    def run(
        self,
        progress: Progress,
        cancelled: Cancelled,
        errand: Callable[Concatenate[Place, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run an errand and return its result.

        Args:
            progress: called in this thread with the share done, from 0 to 1.
            cancelled: asked now and then.
            errand: a function at the top of a module.
            args: the errand's arguments behind its place.
            kwargs: those given by name.

        Raises:
            WorkCancelled: ``cancelled`` has said True.
            WorkLost: the process the errand ran in has ended.
            Exception: whatever the errand raised.
        """
        ...

    def run_in_parts(
        self,
        parts: Parts,
        progress: Progress,
        cancelled: Cancelled,
        errand: Callable[Concatenate[Place, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run an errand like ``run``; ``parts`` is called in this thread with what it hands over meanwhile.

        An errand whose process breaks is begun anew, and hands over what it had handed over again.
        """
        ...

    def close(self) -> None:
        """Stop everything; nothing can be run any more."""
        ...


class Here:
    """The workplace in this process: errands run in the thread that asks for them."""

    def __init__(self) -> None:
        self._shelf = Shelf()

    def run(
        self,
        progress: Progress,
        cancelled: Cancelled,
        errand: Callable[Concatenate[Place, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run an errand; see ``Workplace``."""
        return errand(Place(self._shelf, progress, cancelled), *args, **kwargs)

    def run_in_parts(
        self,
        parts: Parts,
        progress: Progress,
        cancelled: Cancelled,
        errand: Callable[Concatenate[Place, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run an errand that hands over parts; see ``Workplace``."""
        return errand(Place(self._shelf, progress, cancelled, parts), *args, **kwargs)

    def close(self) -> None:
        """There is nothing to stop."""
