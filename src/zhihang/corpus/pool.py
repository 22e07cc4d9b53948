"""Tasks in other processes, once there is enough to do; before that, and with one job, in this one.

Each process has a queue of its own, so that what it keeps between tasks (its share of an index) can be asked of it. A
process ends when the one that builds ends, however that happens: nobody is left behind holding files.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.process import parent_process
from types import TracebackType
from typing import Any, Self, TypeVar

from zhihang.config import number_value

ALONE = 8 << 20
"""Bytes that are worked on in this process before others are started: small inputs are done by then."""
AHEAD = 3
"""Tasks a process that may be under way."""

Result = TypeVar("Result")


def processes(jobs: int | None = None) -> int:
    """How many processes work: `jobs`, else the setting, else one per core."""
    return jobs or int(number_value("jobs")) or len(os.sched_getaffinity(0))


def _begin() -> None:
    """What another process does first: it watches the one that builds, and looks for cyclic garbage less often."""
    gc.freeze()
    gc.set_threshold(50_000)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process that waits for tasks would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class _Worker:
    """One other process, and the tasks that it was given last."""

    def __init__(self, context: Any) -> None:
        self.executor = ProcessPoolExecutor(1, mp_context=context, initializer=_begin)
        self._given: list[Future[Any]] = []

    def submit(self, function: Callable[..., Result], arguments: tuple[Any, ...]) -> Future[Result]:
        future = self.executor.submit(function, *arguments)
        self._given.append(future)
        return future

    def waiting(self) -> int:
        """How many tasks it has not done yet."""
        self._given = [future for future in self._given if not future.done()]
        return len(self._given)


class Pool:
    """The processes of one build. Used as a context: leaving it ends them."""

    def __init__(self, jobs: int | None = None) -> None:
        self.jobs = processes(jobs)
        self._done = 0
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # also after a failure they are waited for: what they write is about to be cleared away
        for worker in self._workers:
            worker.executor.shutdown(wait=False, cancel_futures=kind is not None)
        for worker in self._workers:
            worker.executor.shutdown()

    @property
    def ahead(self) -> int:
        """How many tasks may be under way."""
        return AHEAD * self.jobs

    def expect(self, size: int) -> None:
        """So many more bytes of work are coming: other processes are started if that is worth it."""
        self._done += size
        if not self._workers and self.jobs > 1 and self._done > ALONE:
            # forked processes would inherit the engines' threads in an unknown state
            context = multiprocessing.get_context("forkserver")
            self._workers = [_Worker(context) for _ in range(self.jobs)]

    def run(self, size: int, function: Callable[..., Result], *arguments: Any) -> Future[Result]:
        """What a function of module level gives for `size` bytes of arguments, now or later."""
        self.expect(size)
        if self._workers:
            return min(self._workers, key=_Worker.waiting).submit(function, arguments)
        return _here(function, arguments)

    def everywhere(self, function: Callable[..., Result], *arguments: Any) -> list[Future[Result]]:
        """What a function gives in this process, and in each of the others after the tasks that it was given."""
        return [
            *(worker.submit(function, arguments) for worker in self._workers),
            _here(function, arguments),
        ]


def _here(function: Callable[..., Result], arguments: tuple[Any, ...]) -> Future[Result]:
    done: Future[Result] = Future()
    done.set_result(function(*arguments))
    return done
