"""A worker process: lanes that run jobs, and the pulse beside them."""

from __future__ import annotations

import os
import signal
from threading import Event, Thread, get_native_id
from typing import Any

from django_tasks_db.management.commands.db_worker import Worker

from zhihang.workspace.actors.reach import everything_from_now_on
from zhihang.workspace.jobs.declaring import LOW_QUEUE, QUEUE
from zhihang.workspace.jobs.liveness import this_worker
from zhihang.workspace.jobs.pulse import beat, beat_until

_LOOK = 0.5  # seconds between two looks into an empty queue
_NICE = 10
_LAST_WORDS = 10.0  # seconds that running jobs have to end when the worker is asked to stop


def work(lanes: int, parent: int = 0) -> None:
    """Run jobs until asked to stop, or until the process `parent` is gone: `lanes` ordinary ones, one low."""
    everything_from_now_on("workers serve all organizations; each job reaches its own")
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    beat()  # what a dead worker left is taken over before anything else
    workers = [_worker(QUEUE, lane) for lane in range(lanes)] + [_worker(LOW_QUEUE, 0)]
    threads = [Thread(target=_lane, args=(worker,), daemon=True) for worker in workers]
    threads.append(Thread(target=beat_until, args=(stopped,), daemon=True))
    for thread in threads:
        thread.start()
    while not stopped.wait(1):
        if parent and os.getppid() != parent:
            break
    for worker in workers:
        worker.running = False
    for thread in threads[:-1]:
        thread.join(_LAST_WORDS / len(workers))


def _worker(queue: str, lane: int) -> Worker:
    options: dict[str, Any] = {"batch": False, "backend_name": "default", "startup_delay": False, "max_tasks": None}
    return Worker(
        queue_names=[queue], interval=_LOOK, worker_id=f"{this_worker()}|{queue}{lane}"[-64:],
        excluded_queue_names=[], **options,
    )  # fmt: skip


def _lane(worker: Worker) -> None:
    if LOW_QUEUE in worker.queue_names and hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, get_native_id(), _NICE)  # on Linux a thread has a priority of its own
    worker.run()
