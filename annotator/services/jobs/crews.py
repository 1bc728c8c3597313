"""Crews for a batch: processes of this computer, or the workers of a dask cluster."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from annotator.errors import UserError
from annotator.services.background.own_process import OwnProcess
from annotator.services.background.workplaces import Here, Place, Shelf, WorkLost, Workplace
from annotator.services.jobs.batch import produce
from annotator.services.jobs.batch_parts import Failure, Outcome, Shipment

_PATIENCE = 900.0
"""Seconds without a word after which a worker is taken for stuck; a page takes less than one."""

_AHEAD = 2
"""Shipments a worker of a cluster has at a time, so that none waits for the line."""


class LocalCrew:
    """Processes of this computer; with one worker the work is done in this very process."""

    def __init__(self, workers: int) -> None:
        """Begin nothing yet.

        Args:
            workers: how many processes, at least 1.
        """
        self._workers = workers

    def work(self, shipments: Iterable[Shipment]) -> Iterator[Outcome]:
        """Do shipments; see ``batch.Crew``."""
        if self._workers == 1:
            place = Place(Shelf(), lambda _share: None, lambda: False)
            for shipment in shipments:
                yield produce(place, shipment)
            return
        line = _Line(shipments)
        workplaces: list[Workplace] = [
            OwnProcess(attempts=2, patience=_PATIENCE, may_work_here=False) for _ in range(self._workers)
        ]
        threads = [threading.Thread(target=line.serve, args=(each,), daemon=True) for each in workplaces]
        for thread in threads:
            thread.start()
        try:
            yield from line.outcomes(len(threads))
        finally:
            line.stop()
            for workplace in workplaces:
                workplace.close()
            for thread in threads:
                thread.join()


class _Line:
    """Hands out shipments to threads and collects the outcomes; reading the shipments is done by the asking thread."""

    def __init__(self, shipments: Iterable[Shipment]) -> None:
        self._shipments = iter(shipments)
        self._wanted: queue.Queue[queue.Queue[Shipment | None] | Outcome] = queue.Queue()
        self._stopped = False

    def serve(self, workplace: Workplace) -> None:
        """Do shipments at a workplace until there are no more; runs in a thread of its own."""
        mine: queue.Queue[Shipment | None] = queue.Queue()
        while not self._stopped:
            self._wanted.put(mine)
            shipment = mine.get()
            if shipment is None:
                return
            self._wanted.put(_ask(workplace, shipment, lambda: self._stopped))

    def outcomes(self, threads: int) -> Iterator[Outcome]:
        """Give out shipments and yield outcomes until every thread has ended.

        Files are read, and what is written is written, in the thread of the one who asks: threads only wait.
        """
        while threads:
            asked = self._wanted.get()
            if isinstance(asked, Outcome):
                yield asked
                continue
            shipment = next(self._shipments, None)
            asked.put(shipment)
            if shipment is None:
                threads -= 1

    def stop(self) -> None:
        """Let threads end that wait for a shipment or for their workers."""
        self._stopped = True
        while True:
            try:
                asked = self._wanted.get_nowait()
            except queue.Empty:
                return
            if isinstance(asked, queue.Queue):
                asked.put(None)


def _ask(workplace: Workplace, shipment: Shipment, cancelled: Any) -> Outcome:
    """Have a shipment done; a page that breaks the worker twice is a failure, and the worker is begun anew."""
    try:
        return workplace.run(lambda _share: None, cancelled, produce, shipment)
    except WorkLost:
        return Outcome(shipment.name, shipment.digest, Failure("batch.lost"))
    except Exception as error:  # noqa: BLE001 (told in the summary; the batch goes on)
        return Outcome(shipment.name, shipment.digest, Failure("batch.bug", {"kind": type(error).__name__}))


class ClusterCrew:
    """The workers of a dask cluster, which need this program installed and nothing else."""

    def __init__(self, address: str) -> None:
        """Connect to the scheduler.

        Args:
            address: such as ``tcp://10.0.0.1:8786``.

        Raises:
            UserError: dask.distributed is not installed, or nobody answers there.
        """
        try:
            self._distributed: Any = import_module("distributed")
        except ImportError as error:
            raise UserError("batch.no_cluster") from error
        try:
            self._client: Any = self._distributed.Client(address, timeout=10)
        except (OSError, ValueError, TimeoutError) as error:
            raise UserError("batch.no_scheduler", address=address) from error

    def work(self, shipments: Iterable[Shipment]) -> Iterator[Outcome]:
        """Do shipments; see ``batch.Crew``."""
        waiting = iter(shipments)
        room = max(1, len(self._client.scheduler_info()["workers"])) * _AHEAD
        under_way: dict[object, Shipment] = {}
        completed: Any = self._distributed.as_completed()

        def send() -> None:
            shipment = next(waiting, None)
            if shipment is not None:
                future = self._client.submit(produce_on_cluster, shipment, pure=False, retries=1)
                under_way[future.key] = shipment
                completed.add(future)

        for _ in range(room):
            send()
        for future in completed:
            shipment = under_way.pop(future.key)
            if future.status == "finished":
                yield future.result()
            else:
                yield Outcome(shipment.name, shipment.digest, Failure("batch.lost"))
            send()

    def close(self) -> None:
        """Let go of the scheduler, which goes on for others."""
        self._client.close()


def produce_on_cluster(shipment: Shipment) -> Outcome:
    """Do a shipment in a worker of a cluster; the models stay with the worker."""
    worker: Any = import_module("distributed").get_worker()
    here: Here | None = getattr(worker, "annotator_workplace", None)
    if here is None:
        here = worker.annotator_workplace = Here()
    return here.run(lambda _share: None, lambda: False, produce, shipment)
